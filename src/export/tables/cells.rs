//! `tabeller` and `celler`.

use super::{DOK_ID, MAL_ID, MALKEDJA, NOTER, ORDNING, Of, SAKERHET, joined};
use crate::export::table::{Field, Rows, always, integer, number, text};
use crate::output::{Cell, Plats, Tabell};

pub(in crate::export) enum Tabeller {}

#[derive(Clone, Copy)]
pub(in crate::export) struct TableRow<'a> {
    pub(in crate::export) of: Of<'a>,
    pub(in crate::export) table: &'a Tabell,
}

impl Rows for Tabeller {
    type Row<'a> = TableRow<'a>;
    const NAME: &'static str = "tabeller";
    const ABOUT: &'static str =
        "A table that is none of indicators or activities; its cells are in `celler`";
    const KEY: &'static [&'static str] = &["dok_id", "tabell_id"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.of.id.into())),
        always(text(
            "tabell_id",
            "The table, unique in its document: `t5`",
            |row| (&row.table.id).into(),
        )),
        text("mal_id", MAL_ID, |row| row.of.goal_id()),
        text("malkedja", MALKEDJA, |row| row.of.chain()),
        always(integer("ordning", ORDNING, |row| row.table.ordning.into())),
        text("rubrik", "Its own title", |row| {
            row.table.rubrik.as_deref().into()
        }),
        text(
            "narmaste_rubrik",
            "The nearest heading or goal above it",
            |row| row.table.narmaste_rubrik.as_deref().into(),
        ),
        always(integer("antal_kolumner", "Columns", |row| {
            row.table.kolumner.len().into()
        })),
        always(integer("antal_huvudrader", "Heading rows", |row| {
            row.table.huvud.len().into()
        })),
        always(integer("antal_rader", "Rows below the heading", |row| {
            row.table.rader.len().into()
        })),
        text(
            "kolumner",
            "The columns' headings, joined by ` | `",
            |row| joined(&row.table.kolumner, " | "),
        ),
    ];

    fn places<'r>(row: &'r TableRow<'_>) -> &'r [Plats] {
        &row.table.plats
    }
}

pub(in crate::export) enum Celler {}

pub(in crate::export) struct CellRow<'a> {
    pub(in crate::export) table: TableRow<'a>,
    pub(in crate::export) part: &'static str,
    /// From 1 within the part.
    pub(in crate::export) row: usize,
    /// From 1.
    pub(in crate::export) column: usize,
    pub(in crate::export) label: Option<&'a str>,
    pub(in crate::export) cell: &'a Cell,
}

impl<'a> CellRow<'a> {
    fn heading(&self) -> Option<&'a str> {
        let heading = self.table.table.kolumner.get(self.column - 1)?;
        (!heading.is_empty()).then_some(heading)
    }
}

impl Rows for Celler {
    type Row<'a> = CellRow<'a>;
    const NAME: &'static str = "celler";
    const ABOUT: &'static str = "A cell of a table in `tabeller`, empty ones too; a place that another cell covers has no row";
    const KEY: &'static [&'static str] = &["dok_id", "tabell_id", "del", "rad", "kolumn"];
    const FIELDS: &'static [Field<Self>] = &[
        always(text("dok_id", DOK_ID, |row| row.table.of.id.into())),
        always(text("tabell_id", "The table: joins `tabeller`", |row| {
            (&row.table.table.id).into()
        })),
        always(text(
            "del",
            "`huvud` (a heading row) or `rad` (a row below)",
            |row| row.part.into(),
        )),
        always(integer(
            "rad",
            "The row, from 1 in each of the two parts",
            |row| row.row.into(),
        )),
        always(integer("kolumn", "The column, from 1", |row| {
            row.column.into()
        })),
        text(
            "radetikett",
            "What the row is called: its leftmost text that is no number, also of a cell that reaches down to it. Null in a heading row",
            |row| row.label.into(),
        ),
        text(
            "kolumnrubrik",
            "What the column is called: its heading cells from top to bottom, joined by ` · `",
            |row| row.heading().into(),
        ),
        always(text(
            "text",
            "The cell as written; empty in an empty cell",
            |row| (&row.cell.text).into(),
        )),
        number("tal", "Its number", |row| row.cell.tal.into()),
        text(
            "enhet",
            "The number's unit, from the cell or a heading",
            |row| row.cell.enhet.as_deref().into(),
        ),
        always(integer("spann", "Columns that it covers", |row| {
            row.cell.spann.into()
        })),
        always(integer("radspann", "Rows that it covers", |row| {
            row.cell.radspann.into()
        })),
        text("noter", NOTER, |row| joined(&row.cell.noter, " ")),
        text(
            "symbol_farg",
            "Colour of a mark in the cell, `#rrggbb`",
            |row| {
                row.cell
                    .symbol
                    .as_ref()
                    .and_then(|mark| mark.farg.as_deref())
                    .into()
            },
        ),
        text(
            "symbol_form",
            "Form of that mark: `kryss`, `bock`, `cirkel` …",
            |row| row.cell.symbol.as_ref().map(|mark| &*mark.form).into(),
        ),
        number("sakerhet", SAKERHET, |row| row.cell.sakerhet.into()),
    ];

    fn places<'r>(row: &'r CellRow<'_>) -> &'r [Plats] {
        &row.cell.plats
    }
}
