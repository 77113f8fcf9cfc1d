//! Tables and columns of text as other makers set them: what they say and how they are drawn.

use serde::{Deserialize, Serialize};

use crate::roundtrip::model::{Align, Vertical};

/// What is drawn around a table's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Lines round every cell.
    Grid,
    /// Grounds under every second row.
    Banded,
    /// The same, and column lines in those rows only.
    BandedLines,
    /// A frame and column lines; rows by baselines only.
    Boxed,
    /// A line below each row.
    Horizontal,
    /// Lines above, below the header and below.
    Booktabs,
    /// Nothing.
    Plain,
}

impl Shape {
    pub const ALL: [Self; 7] = [
        Self::Grid,
        Self::Horizontal,
        Self::Booktabs,
        Self::Boxed,
        Self::Banded,
        Self::BandedLines,
        Self::Plain,
    ];

    /// Whether lines or grounds set all rows apart.
    pub fn shows_rows(self) -> bool {
        matches!(
            self,
            Self::Grid | Self::Horizontal | Self::Banded | Self::BandedLines
        )
    }
}

/// How the header is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadLook {
    Plain,
    Bold,
    /// On a light ground.
    Shaded,
    /// White letters on a dark ground.
    Dark,
}

/// Which way the titles of value columns are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    Level,
    Up,
    Down,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shaped {
    pub shape: Shape,
    pub caption: Option<Caption>,
    pub head: Head,
    /// The first ones hold names.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub note: Option<Note>,
    pub size: f32,
    pub leading: f32,
    pub padding: (f32, f32),
    pub line: Vertical,
    /// Width as a share of the text's.
    pub width: f32,
    pub repeat_head: bool,
}

/// The title above a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Caption {
    pub text: String,
    pub bold: bool,
}

/// What stands below a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Raised before the text, if any.
    pub mark: Option<String>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub look: HeadLook,
    pub turn: Turn,
    /// Rows of spanning cells over the value columns, from the top.
    pub upper: Vec<Vec<Span>>,
    /// Where the names' titles stand if there are several rows.
    pub names: Vertical,
    /// One for each column.
    pub titles: Vec<String>,
}

/// A cell over several value columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Empty over a title that stands alone.
    pub text: String,
    pub columns: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub weight: f32,
    pub align: Align,
}

/// A row below the header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Row {
    /// A cell for each column. The first is merged with so many rows below, if any; theirs is empty.
    Values {
        cells: Vec<Value>,
        merged: usize,
    },
    Sum(Vec<Value>),
    Group(String),
    Empty,
}

/// A cell's text and its raised note mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    pub text: String,
    pub mark: Option<String>,
}

/// Columns of running text side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextColumns {
    /// White space between two of them in points.
    pub gutter: f32,
    pub justify: bool,
    /// The paragraphs of each.
    pub columns: Vec<Vec<String>>,
}

impl Head {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.upper.len() + 1
    }
}

impl Shaped {
    /// How many columns of names it has.
    pub fn names(&self) -> usize {
        let values: usize = match self.head.upper.first() {
            Some(spans) => spans.iter().map(|span| span.columns).sum(),
            None => return if self.merges() { 2 } else { 1 },
        };
        self.columns.len() - values
    }

    /// Whether cells of the first column are merged downwards.
    pub fn merges(&self) -> bool {
        let merged = |row: &Row| matches!(row, Row::Values { merged, .. } if *merged > 0);
        self.rows.iter().any(merged)
    }
}
