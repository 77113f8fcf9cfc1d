//! Where a header row may stand, and what tells one from a row of the body.

use crate::block::Witness;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::pdf::Rgb;
use crate::tables::table::is_amount;
use crate::tables::tolerances;
use crate::words::gaps::segments;
use crate::words::word::{Word, text_of};

/// A place where a header row may stand.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderCandidate {
    /// Its box: the fill, or the words.
    pub rect: Rect,
    /// Column boundaries, if a witness shows them.
    pub edges: Option<Vec<f32>>,
    /// What showed it.
    pub witness: Vec<Witness>,
    /// Cells of an upper row that cover several columns: their ends.
    pub wide: Vec<(f32, f32)>,
    /// Bottom of the upper row; the top of the box without one.
    pub upper: f32,
    /// It begins with the words of a header row that a layout knows.
    pub known: bool,
    /// All its words are bold, and it is no row of amounts: sums are bold too.
    pub bold: bool,
    /// Font size of its words, 0 without any.
    pub size: f32,
}

impl HeaderCandidate {
    /// A candidate that one witness shows, before its words are looked at.
    #[must_use]
    pub fn new(rect: Rect, edges: Option<Vec<f32>>, witness: Witness) -> Self {
        Self {
            rect,
            edges,
            witness: vec![witness],
            wide: Vec::new(),
            upper: rect.y0,
            known: false,
            bold: false,
            size: 0.0,
        }
    }

    /// Whether a table begins here: a header row has a known word or bold text, a stripe of a banded table has neither.
    #[must_use]
    pub fn begins_table(&self) -> bool {
        self.known || self.bold
    }

    /// Left and right end: of its columns, else of its box.
    #[must_use]
    pub fn extent(&self) -> (f32, f32) {
        self.edges
            .as_ref()
            .and_then(|edges| Some((*edges.first()?, *edges.last()?)))
            .unwrap_or((self.rect.x0, self.rect.x1))
    }
}

/// Whether a fill of the colour shades what stands on it; paper and what is nearly white does not.
#[must_use]
pub fn is_shade(Rgb(r, g, b): Rgb) -> bool {
    u16::from(r) + u16::from(g) + u16::from(b) <= tolerances::PALEST_SHADE
}

/// Whether the words may begin a known header row, to be asked before their text is put together.
#[must_use]
pub fn may_start_header(words: &[Word], layouts: &Layouts) -> bool {
    words
        .first()
        .is_some_and(|word| layouts.may_start_header(&word.text))
}

/// Whether the words are the title of a column of names in a known header row.
#[must_use]
pub fn starts_header(words: &[Word], layouts: &Layouts) -> bool {
    may_start_header(words, layouts) && layouts.starts_header(&text_of(words))
}

/// Whether the words are a row of amounts, as a sum that is shaded or bold: most cells after the first are numbers, and not
/// years.
#[must_use]
pub fn is_amounts(lines: &[Vec<Word>]) -> bool {
    let cells = lines
        .iter()
        .flat_map(|line| segments(line, tolerances::HEADER_CELL_GAP));
    let texts: Vec<String> = cells.map(text_of).collect();
    let count = texts.iter().filter(|text| is_amount(text)).count();
    count >= 1 && (count + 1) * tolerances::AMOUNTS_AMONG >= texts.len() * tolerances::AMOUNTS
}
