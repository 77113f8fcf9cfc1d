//! `avsnitt`.

use super::{DOK_ID, MAL_ID, MALKEDJA, ORDNING, Of, SAKERHET};
use crate::export::table::{Field, Rows, always, integer, number, text};
use crate::output::{Avsnitt as Section, Plats, Stycke, StyckeSlag};

pub(in crate::export) enum Avsnitt {}

/// A paragraph, or a section without any.
pub(in crate::export) struct ParagraphRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) section: &'a Section,
    pub(in crate::export) paragraph: Option<&'a Stycke>,
}

impl Rows for Avsnitt {
    type Row<'a> = ParagraphRow<'a>;
    const NAME: &'static str = "avsnitt";
    const ABOUT: &'static str = "A paragraph with the heading that it stands under; a heading without paragraphs has one row, whose \
                                 `stycke_id`, `slag` and `text` are null";
    const KEY: &'static [&'static str] = &["dok_id", "avsnitt_id", "stycke_id"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(text(
            "avsnitt_id",
            "The section, unique in its document: `s7`",
            |row| (&row.section.id).into(),
        )),
        text(
            "stycke_id",
            "The paragraph, unique in its document: `s7/3`",
            |row| row.paragraph.map(|paragraph| &*paragraph.id).into(),
        ),
        text("mal_id", MAL_ID, |row| row.of.goal_id()),
        text("malkedja", MALKEDJA, |row| row.of.chain()),
        always(integer("ordning", ORDNING, |row| {
            row.paragraph
                .map_or(row.section.ordning, |paragraph| paragraph.ordning)
                .into()
        })),
        text(
            "rubrik",
            "The section's heading; under a goal its label, as `Beskrivning`. Null for text before the first heading",
            |row| row.section.rubrik.as_deref().into(),
        ),
        integer("niva", "The heading's level, from 1", |row| {
            row.section.niva.into()
        }),
        text(
            "slag",
            "What the paragraph is: `stycke`, `punkt` (an item of a list), `bildtext`, `fotnot`, `marginal`",
            |row| {
                row.paragraph
                    .map(|paragraph| match paragraph.slag {
                        StyckeSlag::Stycke => "stycke",
                        StyckeSlag::Punkt => "punkt",
                        StyckeSlag::Bildtext => "bildtext",
                        StyckeSlag::Fotnot => "fotnot",
                        StyckeSlag::Marginal => "marginal",
                    })
                    .into()
            },
        ),
        text("text", "The paragraph's text", |row| {
            row.paragraph.map(|paragraph| &*paragraph.text).into()
        }),
        number("sakerhet", SAKERHET, |row| {
            row.paragraph
                .and_then(|paragraph| paragraph.sakerhet)
                .into()
        }),
    ];

    fn places<'r>(row: &'r ParagraphRow<'_>) -> &'r [Plats] {
        row.paragraph
            .map_or(&row.section.plats, |paragraph| &paragraph.plats)
    }
}
