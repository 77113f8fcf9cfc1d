//! Tables that no row layout claims.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Plats, Tal, VardeSymbol};

/// A table that no row layout claims. All its rows have one entry for each column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tabell {
    /// Unique in the document: `t5`.
    pub id: String,
    /// Place in the reading order.
    pub ordning: u32,
    /// Its title: the heading just above it, which stands in `avsnitt` too, or the title in its first row, which stands
    /// here only.
    pub rubrik: Option<String>,
    /// The nearest heading or goal title above it: a copy.
    pub narmaste_rubrik: Option<String>,
    /// For each column its heading cells from top to bottom, joined by ` · `: copies.
    pub kolumner: Vec<String>,
    /// Heading rows; an entry is null where another cell covers the place.
    pub huvud: Vec<Vec<Option<Cell>>>,
    /// Rows below the heading.
    pub rader: Vec<TabellRad>,
    /// Where.
    pub plats: Vec<Plats>,
}

impl Tabell {
    /// The cells of all rows, those of the heading first.
    pub fn grid(&self) -> impl Iterator<Item = &[Option<Cell>]> {
        let head = self.huvud.iter().map(Vec::as_slice);
        head.chain(self.rader.iter().map(|row| row.celler.as_slice()))
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TabellRad {
    /// One entry for each column; null where another cell covers the place.
    pub celler: Vec<Option<Cell>>,
    /// Where.
    pub plats: Vec<Plats>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// As written; empty in an empty cell.
    pub text: String,
    /// Its number.
    pub tal: Option<Tal>,
    /// The number's unit, from the cell or a heading.
    pub enhet: Option<String>,
    /// Columns covered, at least 1.
    #[schemars(range(min = 1))]
    pub spann: u32,
    /// Rows covered, at least 1.
    #[schemars(range(min = 1))]
    pub radspann: u32,
    /// Raised note marks, each with its brackets and without commas between them, which are no part of the text or number.
    pub noter: Vec<String>,
    /// A mark in the cell.
    pub symbol: Option<VardeSymbol>,
    /// Where its text or mark stands; empty in an empty cell.
    pub plats: Vec<Plats>,
    /// How certain the reading is where text was recognised in a picture, 0 to 1; left out elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sakerhet: Option<Tal>,
}
