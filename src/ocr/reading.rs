//! What is found in the pictures of pages: the types that go from step to step, and from one process to another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::ocr::rules::RuleLine;
use crate::ocr::shades::Shade;
use crate::ocr::spots::Spot;

/// Why a page's picture matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The page is a picture, or a picture beside few letters: its words are to be recognised.
    Bare,
    /// Another program recognised its words and laid them under the picture: its ruling lines are to be found.
    Layer,
}

/// A page whose picture is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePicture {
    /// The page's number, from 1.
    pub page: u32,
    /// Why.
    pub kind: Kind,
}

/// Which picture is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The page's number, from 1.
    pub page: u32,
    /// Whether it lies as its text layer does, whose angle is known then; else the picture itself tells.
    pub as_layer: bool,
    /// Quarters clockwise that it is turned by.
    pub quarters: u8,
}

/// A page's picture made ready: upright, without its ruling lines and spots. The samples go beside it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Prepared {
    /// Width of the upright page in points.
    pub width: f32,
    /// Height of the upright page in points.
    pub height: f32,
    /// Samples in a row, and rows.
    pub samples: (usize, usize),
    /// Samples in an inch.
    pub dpi: f32,
    /// Samples in an inch that the scan itself has.
    pub scanned_dpi: f32,
    /// Quarters clockwise that the page was turned by.
    pub quarters: u8,
    /// Degrees clockwise that it was turned by besides.
    pub degrees: f32,
    /// Its ruling lines.
    pub rules: Vec<RuleLine>,
    /// Its shaded areas.
    pub shades: Vec<Shade>,
    /// Its spots.
    #[serde(default)]
    pub spots: Vec<Spot>,
    /// Images that could not be decoded: what is missing.
    pub missing: Vec<String>,
    /// The words of its text layer as they stand in the picture, if that was asked for and the layer lies on it.
    #[serde(default)]
    pub layer: Vec<ReadWord>,
}

/// A recognised word, in points on the upright page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadWord {
    /// Its text.
    pub text: String,
    /// The box of its ink.
    pub rect: Rect,
    /// Its baseline.
    pub base: f32,
    /// Font size.
    pub size: f32,
    /// Whether it is printed bold.
    pub bold: bool,
    /// How sure the engine is, in percent.
    pub confidence: u8,
    /// What a less sure reading of the same place said: of the place's first word.
    #[serde(default)]
    pub before: Option<String>,
}

/// What came of a page's picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PageReading {
    /// Its ruling lines, and the words of its text layer.
    Rules(Prepared),
    /// Its ruling lines and its words.
    Words(Prepared, Vec<ReadWord>),
    /// Why nothing came of it.
    Failed(String),
}

/// The engine that recognised words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineName {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The models that it used.
    pub models: String,
    /// Whether it knows the signs that Swedish documents have beside letters (`%`, `§`).
    pub knows_signs: bool,
}

/// What came of all pictures of a document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Readings {
    /// Who recognised words, if anybody did.
    pub engine: Option<EngineName>,
    /// By the pages' numbers.
    pub pages: BTreeMap<u32, PageReading>,
}
