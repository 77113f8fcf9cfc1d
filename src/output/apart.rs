//! What is no content of goals, prose and tables: page furniture, labels, what found no place, joins.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Plats;

/// A text of the page's furniture, once, however often it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sidtext {
    /// The text.
    pub text: String,
    /// What it is, where it stands first.
    pub slag: SidtextSlag,
    /// One place for each time it stands.
    pub plats: Vec<Plats>,
}

/// What a text of the page's furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SidtextSlag {
    /// Page header.
    Sidhuvud,
    /// Page footer.
    Sidfot,
    /// Watermark.
    Vattenstampel,
    /// Stamp.
    Stampel,
    /// Line number.
    Radnummer,
}

/// A label that the structure stands for, once, however often it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Etikett {
    /// The text.
    pub text: String,
    /// One place for each time it stands.
    pub plats: Vec<Plats>,
}

/// Words with a line through them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overstruket {
    /// The text.
    pub text: String,
    /// Where.
    pub plats: Vec<Plats>,
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
