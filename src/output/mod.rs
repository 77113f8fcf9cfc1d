//! The output: one JSON object for each document, schema `namnd/1`. Keys stand in the order of the fields.

mod number;
mod summary;
pub mod write;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::diagnostics::{Allvar, Diagnostic};
pub use number::Tal;
pub use summary::{Summary, incompleteness};

/// The version of the output format.
pub const SCHEMA: &str = "namnd/1";

/// A whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handling {
    /// [`SCHEMA`].
    pub schema: String,
    /// What made this output.
    pub verktyg: Verktyg,
    /// What it was made from.
    pub kalla: Kalla,
    /// Front matter (copies: its text also stands in `avsnitt`).
    pub dokument: Dokument,
    /// Goals, nested as the document nests them.
    pub mal: Vec<Mal>,
    /// Indicators that stand under no goal.
    pub indikatorer: Vec<Rad>,
    /// Activities that stand under no goal.
    pub aktiviteter: Vec<Rad>,
    /// Prose and headings outside the goals, in reading order.
    pub avsnitt: Vec<Avsnitt>,
    /// Tables outside the goals that no row layout claims.
    pub tabeller: Vec<Tabell>,
    /// Page headers and footers.
    pub sidtexter: Vec<Sidtext>,
    /// Labels and headings that the structure stands for.
    pub etiketter: Vec<Sidtext>,
    /// Text that could be placed nowhere.
    pub otolkat: Vec<Otolkat>,
    /// Joins across page breaks.
    pub skarvar: Vec<Skarv>,
    /// Remarks.
    pub diagnostik: Vec<Diagnostic>,
    /// The account of letters.
    pub redovisning: Redovisning,
}

/// The tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verktyg {
    /// `namnd`.
    pub namn: String,
    /// Its version.
    pub version: String,
    /// Hash of the layouts it used.
    pub layouter: String,
}

/// The input's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Plain text.
    Text,
}

/// Where the text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Textkalla {
    /// Painted text.
    Text,
    /// The invisible text layer of a scan.
    Ocr,
    /// Both.
    Blandad,
}

/// The input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Kalla {
    /// Path within the given folder, else the name.
    pub fil: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// PDF or text.
    pub format: Format,
    /// Number of pages; `null` for text.
    pub sidor: Option<u32>,
    /// Whether the file is tagged.
    pub taggad: bool,
    /// The program that made it.
    pub producent: Option<String>,
    /// Painted text or a scan's text layer.
    pub textkalla: Textkalla,
}

/// Kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Typ {
    /// Plan of the year.
    Verksamhetsplan,
    /// Report of the year.
    Verksamhetsberattelse,
    /// Report of four or eight months.
    Tertialrapport,
    /// A unit's plan.
    Enhetsplan,
    /// Annual accounts.
    Arsbokslut,
    /// None of these, or not told.
    Okand,
}

/// Front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dokument {
    /// Kind.
    pub typ: Typ,
    /// Title.
    pub titel: Option<String>,
    /// The year that it is about.
    pub ar: Option<i32>,
    /// Committee.
    pub namnd: Option<String>,
    /// Unit.
    pub enhet: Option<String>,
    /// Registration number.
    pub diarienummer: Option<String>,
    /// Officials.
    pub handlaggare: Vec<String>,
    /// Date of the meeting, ISO 8601.
    pub sammantradesdatum: Option<String>,
    /// The numbered decisions.
    pub beslut: Vec<Beslut>,
}

/// A proposed decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Beslut {
    /// Its number.
    pub nummer: u32,
    /// Its text.
    pub text: String,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mal {
    /// `inriktningsmal`, `verksamhetsomradesmal`, `namndmal`, `enhetsmal`, or what a layout names.
    pub niva: String,
    /// `1.3`, without a closing full stop.
    pub nummer: Option<String>,
    /// Without label and number.
    pub titel: String,
    /// Whether it was met.
    pub status: Option<Status>,
    /// Prose under the goal by its label.
    pub avsnitt: Vec<Avsnitt>,
    /// Indicators.
    pub indikatorer: Vec<Rad>,
    /// Activities.
    pub aktiviteter: Vec<Rad>,
    /// Other tables.
    pub tabeller: Vec<Tabell>,
    /// Goals below it.
    pub mal: Vec<Mal>,
    /// Where its heading stands.
    pub plats: Vec<Plats>,
}

/// A goal's status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// As written.
    pub text: String,
    /// `helt`, `delvis` or `inte`.
    pub varde: Option<String>,
    /// The mark beside it.
    pub symbol: Option<Symbol>,
}

/// A stretch of prose under a heading or label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Avsnitt {
    /// Heading; `null` for text before the first one.
    pub rubrik: Option<String>,
    /// Heading level from 1; `null` where there is none.
    pub niva: Option<u32>,
    /// Paragraphs.
    pub text: Vec<String>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A table that no row layout claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tabell {
    /// The heading above it, which stands in `avsnitt` too; or the title in the table's first row, which stands here only.
    pub rubrik: Option<String>,
    /// Heading rows.
    pub huvud: Vec<Vec<Cell>>,
    /// Rows.
    pub rader: Vec<Vec<Cell>>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A cell of a [`Tabell`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// As written.
    pub text: String,
    /// Its number.
    pub tal: Option<Tal>,
    /// The number's unit, from the cell or a heading.
    pub enhet: Option<String>,
}

/// A row of an indicator or activity table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rad {
    /// Name.
    pub namn: String,
    /// One entry for each column that the layout names.
    pub varden: IndexMap<String, Option<Varde>>,
    /// The full-width text below it.
    pub analys: Option<String>,
    /// The full-width comment below it.
    pub kommentar: Option<String>,
    /// Marks in the row.
    pub symboler: Vec<Symbol>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A cell and what it means. Only `text` is always there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Varde {
    /// As written.
    pub text: String,
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tal: Option<Tal>,
    /// Unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enhet: Option<String>,
    /// `max`, `min` or `plusminus`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grans: Option<String>,
    /// ISO 8601 date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<String>,
    /// Word of a vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ord: Option<String>,
    /// Period: `VB`, `T1`, `T2` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ar: Option<i32>,
    /// A mark that is the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<VardeSymbol>,
}

/// A mark as a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VardeSymbol {
    /// Dominant colour, `#rrggbb`.
    pub farg: Option<String>,
    /// `bild`, `cirkel`, `rektangel`, `stapel`, `tecken` …
    pub form: String,
}

/// An image or drawn mark in a row or at a heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Symbol {
    /// Key of the column it stands in; `null` in an unlabelled one.
    pub kolumn: Option<String>,
    /// Dominant colour, `#rrggbb`.
    pub farg: Option<String>,
    /// `bild`, `cirkel`, `rektangel`, `stapel`, `tecken` …
    pub form: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A text with every page it stands on, a page as often as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sidtext {
    /// The text.
    pub text: String,
    /// Page numbers from 1, ascending.
    pub sidor: Vec<u32>,
}

/// Text that could be placed nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Otolkat {
    /// The text.
    pub text: String,
    /// Where.
    pub plats: Vec<Plats>,
}

/// What was joined across a page break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SkarvSlag {
    /// A table goes on.
    Tabell,
    /// A row or its full-width text goes on.
    Rad,
    /// A paragraph goes on.
    Stycke,
}

/// A join across a page break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Skarv {
    /// What was joined.
    pub slag: SkarvSlag,
    /// The page on which the joined part goes on.
    pub sida: u32,
    /// Why.
    pub skal: String,
}

/// The account of letters: characters, white space aside, and where each went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Redovisning {
    /// Characters of the text layer: the sum of the other six.
    pub tecken: u64,
    /// In goals and rows.
    pub poster: u64,
    /// In prose.
    pub avsnitt: u64,
    /// In other tables.
    pub tabeller: u64,
    /// In page headers and footers.
    pub sidtexter: u64,
    /// In labels.
    pub etiketter: u64,
    /// Placed nowhere.
    pub otolkat: u64,
}

impl Redovisning {
    /// The sum of the six parts, which [`Redovisning::tecken`] has to be.
    #[must_use]
    pub fn placed(&self) -> u64 {
        [
            self.poster,
            self.avsnitt,
            self.tabeller,
            self.sidtexter,
            self.etiketter,
            self.otolkat,
        ]
        .iter()
        .fold(0, |sum, part| sum.saturating_add(*part))
    }
}

/// A place: on a page of a PDF, or lines of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Plats {
    /// On a page.
    Sida {
        /// Page number from 1.
        sida: u32,
        /// `[x0, y0, x1, y1]`, points from the page's top left corner, one decimal.
        ruta: [Tal; 4],
    },
    /// In a text.
    Rader {
        /// First and last line, from 1.
        rad: [u32; 2],
    },
}
