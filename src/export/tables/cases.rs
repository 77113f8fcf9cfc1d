//! `beslut` and `arenden`.

use super::{DOK_ID, ORDNING, Of};
use crate::export::table::{Field, Rows, always, integer, text};
use crate::output::{Arende, Plats};

pub(in crate::export) enum Beslut {}

pub(in crate::export) struct DecisionRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) case: Option<&'a str>,
    pub(in crate::export) place: usize,
    pub(in crate::export) number: Option<u32>,
    pub(in crate::export) text: &'a str,
}

impl Rows for Beslut {
    type Row<'a> = DecisionRow<'a>;
    const NAME: &'static str = "beslut";
    const ABOUT: &'static str =
        "A decision: of the document (`arende_id` is null) or of one of its cases";
    const KEY: &'static [&'static str] = &["dok_id", "arende_id", "plats_i_listan"];
    const PLACE: &'static [Field<Self>] = &[];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        text(
            "arende_id",
            "The case: joins `arenden`. Null for the document's own decisions",
            |row| row.case.into(),
        ),
        always(integer(
            "plats_i_listan",
            "Its place among the document's or the case's decisions, from 1",
            |row| row.place.into(),
        )),
        integer(
            "nummer",
            "Its number as written. Null where it has none",
            |row| row.number.into(),
        ),
        always(text("text", "Its text", |row| row.text.into())),
    ];

    fn places<'r>(_: &'r DecisionRow<'_>) -> &'r [Plats] {
        &[]
    }
}

pub(in crate::export) enum Arenden {}

pub(in crate::export) struct CaseRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) case: &'a Arende,
}

impl Rows for Arenden {
    type Row<'a> = CaseRow<'a>;
    const NAME: &'static str = "arenden";
    const ABOUT: &'static str =
        "A case of a protocol, a notice or a list of cases; its decisions are in `beslut`";
    const KEY: &'static [&'static str] = &["dok_id", "arende_id"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(text(
            "arende_id",
            "The case, unique in its document",
            |row| (&row.case.id).into(),
        )),
        always(integer("ordning", ORDNING, |row| row.case.ordning.into())),
        text("paragraf", "Its paragraph as written, as `§ 42`", |row| {
            row.case.paragraf.as_deref().into()
        }),
        text("diarienummer", "Registration number", |row| {
            row.case.diarienummer.as_deref().into()
        }),
        text("rubrik", "Heading", |row| row.case.rubrik.as_deref().into()),
        always(integer(
            "antal_beslut",
            "Decisions: rows of `beslut`",
            |row| row.case.beslut.len().into(),
        )),
    ];

    fn places<'r>(row: &'r CaseRow<'_>) -> &'r [Plats] {
        &row.case.plats
    }
}
