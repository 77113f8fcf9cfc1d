//! The whole, what it was made from, and its front matter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Avsnitt, Diagnostic, Etikett, Mal, Otolkat, Overstruket, Plats, Rad, Redovisning, SCHEMA,
    Sidtext, Skarv, Tabell, Tal,
};

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handling {
    /// The version of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// What made this output.
    pub verktyg: Verktyg,
    /// What it was made from.
    pub kalla: Kalla,
    /// Front matter: copies, its text stands in `avsnitt` too.
    pub dokument: Dokument,
    /// Cases of a protocol, a notice or a list of cases: copies, their text stands in `avsnitt` too.
    pub arenden: Vec<Arende>,
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
    /// Page headers and footers, watermarks, stamps and line numbers, each text once.
    pub sidtexter: Vec<Sidtext>,
    /// Labels and headings that the structure stands for, each text once.
    pub etiketter: Vec<Etikett>,
    /// Words with a line through them: no part of the text around them.
    pub overstruket: Vec<Overstruket>,
    /// Text that could be placed nowhere.
    pub otolkat: Vec<Otolkat>,
    /// Joins across page breaks.
    pub skarvar: Vec<Skarv>,
    /// Remarks.
    pub diagnostik: Vec<Diagnostic>,
    /// The account of characters, and whether all of the file could be read.
    pub redovisning: Redovisning,
}

/// The tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verktyg {
    /// The program's name.
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
    /// There is no text.
    Ingen,
}

/// The input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Kalla {
    /// Path within the given folder, else the name.
    pub fil: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// PDF or text.
    pub format: Format,
    /// Number of pages that the file has, read or not; null for a text.
    pub sidor: Option<u32>,
    /// Size of each page that was read; empty for a text.
    pub sidmatt: Vec<Sidmatt>,
    /// Whether the file is tagged.
    pub taggad: bool,
    /// The program that made it.
    pub producent: Option<String>,
    /// Painted text, a scan's text layer, or none.
    pub textkalla: Textkalla,
    /// Who recognised words in the pages' pictures; left out where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub igenkanning: Option<Igenkanning>,
}

/// Who recognised words in pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Igenkanning {
    /// The engine.
    pub motor: String,
    /// Its version.
    pub version: String,
    /// The models that it used.
    pub modell: String,
}

/// A page's size as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sidmatt {
    /// Page number from 1.
    pub sida: u32,
    /// Width in points.
    pub bredd: Tal,
    /// Height in points.
    pub hojd: Tal,
}

/// Front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dokument {
    /// Kind: a word that a layout file defines, as verksamhetsplan, or okand.
    pub typ: String,
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
    /// Date of the document, ISO 8601.
    pub datum: Option<String>,
    /// Officials.
    pub handlaggare: Vec<String>,
    /// Date of the meeting, ISO 8601.
    pub sammantradesdatum: Option<String>,
    /// The decisions that are proposed or made.
    pub beslut: Vec<Beslut>,
}

impl Dokument {
    /// The kind of a document of which no kind is known.
    pub const UNKNOWN: &'static str = "okand";
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Beslut {
    /// Its number; null where it has none.
    pub nummer: Option<u32>,
    /// Its text.
    pub text: String,
}

/// A case of a protocol, a notice or a list of cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Arende {
    /// Its paragraph, as written: `§ 42`; in a list of cases without paragraphs its number: `3`.
    pub paragraf: Option<String>,
    /// Registration number.
    pub diarienummer: Option<String>,
    /// Heading.
    pub rubrik: Option<String>,
    /// The decisions' texts.
    pub beslut: Vec<String>,
    /// Unique in the document.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// Where.
    pub plats: Vec<Plats>,
}
