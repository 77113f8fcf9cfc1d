//! The account of characters, and what could not be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The account: characters of the text layer, white space aside, and where each went.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Redovisning {
    /// Characters of the text layer: the sum of the other seven.
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
    /// With a line through them.
    pub overstruket: u64,
    /// Placed nowhere.
    pub otolkat: u64,
    /// Whether all of the file could be read: false when `saknas` has an entry.
    pub fullstandig: bool,
    /// What could not be read.
    pub saknas: Vec<Saknas>,
}

impl Redovisning {
    /// The sum of the seven parts, which [`Redovisning::tecken`] has to be.
    #[must_use]
    pub fn placed(&self) -> u64 {
        [
            self.poster,
            self.avsnitt,
            self.tabeller,
            self.sidtexter,
            self.etiketter,
            self.overstruket,
            self.otolkat,
        ]
        .iter()
        .fold(0, |sum, part| sum.saturating_add(*part))
    }
}

/// A part of the file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Saknas {
    /// Page number from 1; null where it is no single page.
    pub sida: Option<u32>,
    /// Why, in words.
    pub skal: String,
    /// Why, as a stable code of those in `diagnostik`.
    pub kod: String,
}
