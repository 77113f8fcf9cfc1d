//! `dokument` and `diagnostik`.

use super::{DOK_ID, Of, joined};
use crate::export::table::{Field, Rows, always, boolean, date, integer, text};
use crate::export::value::Day;
use crate::output::{Allvar, Diagnostic, Format, Handling, Plats, Summary, Textkalla};

pub(in crate::export) enum Dokument {}

pub(in crate::export) struct DocumentRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) handling: &'a Handling,
    pub(in crate::export) summary: &'a Summary,
    pub(in crate::export) paragraphs: usize,
    pub(in crate::export) tables: usize,
}

impl Rows for Dokument {
    type Row<'a> = DocumentRow<'a>;
    const NAME: &'static str = "dokument";
    const ABOUT: &'static str = "A document: its file, its front matter and what was found in it";
    const KEY: &'static [&'static str] = &["dok_id"];
    const PLACE: &'static [Field<Self>] = &[];
    const FIELDS: &'static [Field<Self>] = &[
        always(text(
            "dok_id",
            "The document, made of its bytes and its path: joins all tables, and stays the same from run to run",
            |row| row.of.id.into(),
        )),
        always(text(
            "fil",
            "Path within the folder that was converted",
            |row| (&row.handling.kalla.fil).into(),
        )),
        always(text(
            "sha256",
            "SHA-256 of the file's bytes, in hex",
            |row| (&row.handling.kalla.sha256).into(),
        )),
        always(text("format", "`pdf` or `text`", |row| {
            match row.handling.kalla.format {
                Format::Pdf => "pdf",
                Format::Text => "text",
            }
            .into()
        })),
        integer("sidor", "Pages of the file. Null for a text", |row| {
            row.handling.kalla.sidor.into()
        }),
        always(boolean("taggad", "Whether the PDF is tagged", |row| {
            row.handling.kalla.taggad.into()
        })),
        text("producent", "The program that made the PDF", |row| {
            row.handling.kalla.producent.as_deref().into()
        }),
        always(text(
            "textkalla",
            "Where the text comes from: `text`, `ocr` (a scan's text layer), `blandad` (both), `ingen`",
            |row| {
                match row.handling.kalla.textkalla {
                    Textkalla::Text => "text",
                    Textkalla::Ocr => "ocr",
                    Textkalla::Blandad => "blandad",
                    Textkalla::Ingen => "ingen",
                }
                .into()
            },
        )),
        text(
            "igenkanning",
            "The program that recognised words in the pages' pictures. Null where none did",
            |row| {
                let program = row.handling.kalla.igenkanning.as_ref();
                program
                    .map(|program| {
                        format!("{} {} ({})", program.motor, program.version, program.modell)
                    })
                    .into()
            },
        ),
        always(text(
            "typ",
            "Kind of document, as `verksamhetsplan`; `okand` where no kind is known",
            |row| (&row.handling.dokument.typ).into(),
        )),
        text("titel", "Title", |row| {
            row.handling.dokument.titel.as_deref().into()
        }),
        integer("ar", "The year that it is about", |row| {
            row.handling.dokument.ar.into()
        }),
        text("namnd", "Committee", |row| {
            row.handling.dokument.namnd.as_deref().into()
        }),
        text("enhet", "Unit", |row| {
            row.handling.dokument.enhet.as_deref().into()
        }),
        text("diarienummer", "Registration number", |row| {
            row.handling.dokument.diarienummer.as_deref().into()
        }),
        date("datum", "Date of the document", |row| {
            day(row.handling.dokument.datum.as_ref()).into()
        }),
        text("handlaggare", "Officials, joined by `; `", |row| {
            joined(&row.handling.dokument.handlaggare, "; ")
        }),
        date("sammantradesdatum", "Date of the meeting", |row| {
            day(row.handling.dokument.sammantradesdatum.as_ref()).into()
        }),
        always(integer(
            "antal_mal",
            "Goals of all levels: rows of `mal`",
            |row| row.summary.goals.into(),
        )),
        always(integer(
            "antal_indikatorer",
            "Indicators: rows of `rader`",
            |row| row.summary.indicators.into(),
        )),
        always(integer(
            "antal_aktiviteter",
            "Activities: rows of `rader`",
            |row| row.summary.activities.into(),
        )),
        always(integer(
            "antal_stycken",
            "Paragraphs: rows of `avsnitt` with a `stycke_id`",
            |row| row.paragraphs.into(),
        )),
        always(integer(
            "antal_tabeller",
            "Tables that are no indicators or activities: rows of `tabeller`",
            |row| row.tables.into(),
        )),
        always(integer(
            "antal_fel",
            "Remarks of severity `fel`: rows of `diagnostik`",
            |row| row.summary.errors.values().sum::<u64>().into(),
        )),
        always(integer(
            "antal_varningar",
            "Remarks of severity `varning`",
            |row| row.summary.warnings.values().sum::<u64>().into(),
        )),
        always(integer("antal_info", "Remarks of severity `info`", |row| {
            row.summary.infos.values().sum::<u64>().into()
        })),
        always(boolean(
            "fullstandig",
            "Whether all of the file could be read",
            |row| row.handling.redovisning.fullstandig.into(),
        )),
        always(integer(
            "tecken",
            "Characters of the text layer, white space aside: the sum of the next seven",
            |row| row.handling.redovisning.tecken.into(),
        )),
        always(integer(
            "tecken_poster",
            "Of them in goals, indicators and activities",
            |row| row.handling.redovisning.poster.into(),
        )),
        always(integer("tecken_avsnitt", "In prose", |row| {
            row.handling.redovisning.avsnitt.into()
        })),
        always(integer("tecken_tabeller", "In other tables", |row| {
            row.handling.redovisning.tabeller.into()
        })),
        always(integer(
            "tecken_sidtexter",
            "In page headers and footers",
            |row| row.handling.redovisning.sidtexter.into(),
        )),
        always(integer(
            "tecken_etiketter",
            "In labels and column headings",
            |row| row.handling.redovisning.etiketter.into(),
        )),
        always(integer(
            "tecken_overstruket",
            "With a line through them",
            |row| row.handling.redovisning.overstruket.into(),
        )),
        always(integer("tecken_otolkat", "Placed nowhere", |row| {
            row.handling.redovisning.otolkat.into()
        })),
        always(text(
            "verktyg",
            "Version of the program that read the document",
            |row| (&row.handling.verktyg.version).into(),
        )),
        always(text(
            "layouter",
            "Hash of the layouts that it read it with",
            |row| (&row.handling.verktyg.layouter).into(),
        )),
    ];

    fn places<'r>(_: &'r DocumentRow<'_>) -> &'r [Plats] {
        &[]
    }
}

fn day(iso: Option<&String>) -> Option<Day> {
    iso.and_then(|iso| Day::parse(iso))
}

pub(in crate::export) enum Diagnostik {}

pub(in crate::export) struct RemarkRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) number: usize,
    pub(in crate::export) remark: &'a Diagnostic,
}

impl Rows for Diagnostik {
    type Row<'a> = RemarkRow<'a>;
    const NAME: &'static str = "diagnostik";
    const ABOUT: &'static str = "A remark of the program about a document";
    const KEY: &'static [&'static str] = &["dok_id", "nummer"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(integer(
            "nummer",
            "Its place among the document's remarks, from 1",
            |row| row.number.into(),
        )),
        always(text(
            "kod",
            "Stable code, for example `okant-tecken`",
            |row| (&row.remark.kod).into(),
        )),
        always(text(
            "allvar",
            "Severity: `fel` (something is missing or wrong), `varning` (a reading is doubtful), `info`",
            |row| {
                match row.remark.allvar {
                    Allvar::Fel => "fel",
                    Allvar::Varning => "varning",
                    Allvar::Info => "info",
                }
                .into()
            },
        )),
        always(text(
            "meddelande",
            "One sentence with the text concerned",
            |row| (&row.remark.meddelande).into(),
        )),
    ];

    fn places<'r>(row: &'r RemarkRow<'_>) -> &'r [Plats] {
        &row.remark.plats
    }
}
