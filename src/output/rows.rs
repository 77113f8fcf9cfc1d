//! Indicators and activities, and what their cells mean.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Plats, Tal};

/// A row of an indicator or activity table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rad {
    /// Unique in the document: `m1.2/i3` the third indicator of a goal, `a1` the first activity under no goal.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// Name.
    pub namn: String,
    /// One entry for each column that the layout names; an empty cell is null.
    pub varden: IndexMap<String, Option<Varde>>,
    /// The full-width text below it.
    pub analys: Option<String>,
    /// The full-width comment below it.
    pub kommentar: Option<String>,
    /// Marks in the row.
    pub symboler: Vec<Symbol>,
    /// Where.
    pub plats: Vec<Plats>,
    /// How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sakerhet: Option<Tal>,
}

impl Varde {
    /// Whether it says nothing but its text.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let number = self.tal.is_some() || self.datum.is_some();
        let word = self.ord.is_some() || self.period.is_some() || self.symbol.is_some();
        !self.text.is_empty() && !number && !word
    }
}

/// A cell and what it means. Only `text` and `plats` are always there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Varde {
    /// As written.
    pub text: String,
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tal: Option<Tal>,
    /// Unit of the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enhet: Option<String>,
    /// Whether the number is a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grans: Option<Grans>,
    /// The target that stands in brackets after an outcome, where the layout says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mal: Option<Maltal>,
    /// Day, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<String>,
    /// Word of a vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ord: Option<String>,
    /// Period of a year: `VB`, `T1`, `T2` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ar: Option<i32>,
    /// A mark that is the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<VardeSymbol>,
    /// Raised note marks, each with its brackets and without commas between them, which are no part of the text or number; left
    /// out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noter: Vec<String>,
    /// Where.
    pub plats: Vec<Plats>,
    /// How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sakerhet: Option<Tal>,
}

/// What a number bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grans {
    /// At most.
    Max,
    /// At least.
    Min,
    /// As much more or less.
    Plusminus,
}

/// A target beside an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Maltal {
    /// Number.
    pub tal: Tal,
    /// Its unit.
    pub enhet: Option<String>,
}

/// A mark as a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VardeSymbol {
    /// Dominant colour, `#rrggbb`; null where none is known.
    pub farg: Option<String>,
    /// bild, cirkel, rektangel, stapel, tecken, kryss, bock …
    pub form: String,
}

/// An image or drawn mark in a row or at a heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Symbol {
    /// Key of the column it stands in; null in one without a heading.
    pub kolumn: Option<String>,
    /// Dominant colour, `#rrggbb`; null where none is known.
    pub farg: Option<String>,
    /// bild, cirkel, rektangel, stapel, tecken, kryss, bock …
    pub form: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// Where.
    pub plats: Vec<Plats>,
}
