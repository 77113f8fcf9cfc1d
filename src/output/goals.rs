//! Goals and prose.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Plats, Rad, Symbol, Tabell, Tal};

/// A goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mal {
    /// Unique in the document: its position in the nesting, `m1.2` the second goal under the first.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// Level: inriktningsmal, verksamhetsomradesmal, namndmal, enhetsmal, or what a layout names.
    pub niva: String,
    /// Its number without a closing full stop: `1.3`.
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
    /// As written; empty where only a mark tells.
    pub text: String,
    /// How far the goal was met; null where the text is not known.
    pub varde: Option<Uppfyllelse>,
    /// The text's word in the layout's vocabulary.
    pub ord: Option<String>,
    /// The mark beside it.
    pub symbol: Option<Symbol>,
}

/// How far a goal was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Uppfyllelse {
    /// Wholly.
    Helt,
    /// In part.
    Delvis,
    /// Not.
    Inte,
}

/// A stretch of prose under a heading or label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Avsnitt {
    /// Unique in the document: `s7`.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// Heading; null for text before the first one.
    pub rubrik: Option<String>,
    /// Heading level from 1; null where there is none.
    pub niva: Option<u32>,
    /// Paragraphs.
    pub stycken: Vec<Stycke>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stycke {
    /// Unique in the document: `s7/3`, the third paragraph of `s7`.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// The text, its lines joined.
    pub text: String,
    /// What it is.
    pub slag: StyckeSlag,
    /// Where.
    pub plats: Vec<Plats>,
    /// How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sakerhet: Option<Tal>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StyckeSlag {
    /// Running text.
    Stycke,
    /// An item of a list.
    Punkt,
    /// The text of a picture or diagram.
    Bildtext,
    /// A note.
    Fotnot,
    /// A text in the margin.
    Marginal,
}
