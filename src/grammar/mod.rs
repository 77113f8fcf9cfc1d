//! Layouts: what the headings, columns and labels of a kind of document are. Data, in TOML files.

use crate::diagnostics::Diagnostic;
use crate::model::{Typ, Varde};

/// All layouts in force.
#[derive(Debug, Clone)]
pub struct Layouts {}

/// What a row layout emits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSort {
    /// `indikatorer`
    Indikator,
    /// `aktiviteter`
    Aktivitet,
    /// Rows that are goals themselves (`Nämndmål | Bedömning`): level named by the layout.
    Mal,
}

/// How a table's header fits a layout.
#[derive(Debug, Clone)]
pub struct HeaderMatch<'a> {
    /// The layout's name.
    pub layout: &'a str,
    /// What it emits.
    pub sort: RowSort,
    /// Goal level, for [`RowSort::Mal`].
    pub niva: Option<&'a str>,
    /// For each cell of the header that was asked about: its column.
    pub columns: Vec<ColumnMatch>,
    /// Whether rows over the whole width may be group rows that name a goal.
    pub group_rows: bool,
}

/// A header cell's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnMatch {
    /// The row's name.
    Name,
    /// A column of the layout: key, and index into the layout's columns.
    Known(String, usize),
    /// A heading that the layout does not know: a key made from it.
    Unknown(String),
    /// No heading: icons.
    Unlabelled,
}

/// A goal heading found at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLabel<'a> {
    /// `niva`.
    pub niva: &'a str,
    /// Depth: an `inriktningsmal` is 1, a `verksamhetsomradesmal` 2 …
    pub depth: u32,
    /// Bytes of the label with its colon and the spaces after it.
    pub label: usize,
    /// The label stands alone: the title is on the next line.
    pub alone: bool,
}

/// A companion row's label found at the beginning of a full-width text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanionLabel {
    /// `analys` or `kommentar`.
    pub field: &'static str,
    /// Bytes of the label with its colon and the spaces after it.
    pub label: usize,
}

impl Layouts {
    /// Which layout has these column headings (as read, white space and broken words not yet mended)?
    /// Compared by letters only, so that `män/poj kar` and `män/pojkar` are the same.
    #[must_use]
    pub fn header<'a>(&'a self, cells: &[String]) -> Option<HeaderMatch<'a>> {
        let _ = cells;
        todo!("grammar")
    }

    /// Whether the text is the heading of a layout's name column.
    #[must_use]
    pub fn starts_header(&self, text: &str) -> bool {
        let _ = text;
        todo!("grammar")
    }

    /// The goal heading that the text begins with.
    #[must_use]
    pub fn goal_label<'a>(&'a self, text: &str) -> Option<GoalLabel<'a>> {
        let _ = text;
        todo!("grammar")
    }

    /// Splits `1.2.1.Alla barn` into number and title.
    #[must_use]
    pub fn split_number<'t>(&self, title: &'t str) -> (Option<String>, &'t str) {
        let _ = title;
        todo!("grammar")
    }

    /// Whether the whole text is a section label (`Beskrivning`, `Förväntat resultat`), with or without a colon.
    #[must_use]
    pub fn section_label(&self, text: &str) -> bool {
        let _ = text;
        todo!("grammar")
    }

    /// The companion row's label (`Analys`, `Kommentar:`) that the text begins with, in this layout.
    #[must_use]
    pub fn companion(&self, layout: &str, text: &str) -> Option<CompanionLabel> {
        let _ = (layout, text);
        todo!("grammar")
    }

    /// Whether the whole text is a goal's status: `helt`, `delvis`, `inte`.
    #[must_use]
    pub fn status(&self, text: &str) -> Option<&'static str> {
        let _ = text;
        todo!("grammar")
    }

    /// Reads a cell of a layout's column. The text is kept; a text of no known kind gets a diagnostic.
    #[must_use]
    pub fn cell(
        &self,
        layout: &str,
        column: &ColumnMatch,
        text: &str,
    ) -> (Varde, Option<Diagnostic>) {
        let _ = (layout, column, text);
        todo!("grammar")
    }

    /// The kind of document that a title tells.
    #[must_use]
    pub fn document_kind(&self, title: &str) -> Option<Typ> {
        let _ = title;
        todo!("grammar")
    }
}

/// A number in a cell.
#[must_use]
pub fn number(text: &str) -> Option<(crate::model::Tal, Option<String>)> {
    let _ = text;
    None
}
