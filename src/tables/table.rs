//! A table on one page, before tables are joined over pages.

use std::collections::BTreeMap;

use crate::block::{Mark, RowKind, Witness};
use crate::geometry::Rect;
use crate::tables::tolerances;
use crate::words::word::{Word, text_of};

/// A cell of a [`PageRow`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageCell {
    /// First column, from 0.
    pub column: usize,
    /// Columns covered, at least 1.
    pub span: usize,
    /// Its lines from top to bottom, each a run of words.
    pub lines: Vec<Vec<Word>>,
    /// Marks in it.
    pub marks: Vec<Mark>,
    /// Where its lower side is drawn, if it reaches over further rows.
    pub bottom: Option<f32>,
}

impl PageCell {
    /// Its text, lines joined by spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|line| text_of(line)).collect();
        lines.join(" ")
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRow {
    /// What it is.
    pub kind: RowKind,
    /// Its cells from left to right.
    pub cells: Vec<PageCell>,
    /// Top and bottom in points.
    pub y: (f32, f32),
}

impl PageRow {
    /// Whether the row has no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.lines.is_empty())
    }

    /// The cell at the column, if it has text.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&PageCell> {
        let first = self.cells.partition_point(|cell| cell.column < column);
        let from_there = self.cells.get(first..).unwrap_or_default().iter();
        let mut own = from_there.take_while(|cell| cell.column == column);
        own.find(|cell| !cell.lines.is_empty())
    }

    /// All words in reading order.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.cells
            .iter()
            .flat_map(|cell| cell.lines.iter().flatten())
    }

    /// All text, cells separated by a space.
    #[must_use]
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.words().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }
}

/// A table on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageTable {
    /// Where it stands.
    pub rect: Rect,
    /// Column boundaries from left to right, one more than there are columns.
    pub edges: Vec<f32>,
    /// Rows from top to bottom.
    pub rows: Vec<PageRow>,
    /// What told the columns and rows.
    pub witness: Vec<Witness>,
    /// Whether horizontal rules or a grid told the rows, so that their boundaries are certain.
    pub ruled_rows: bool,
    /// The row layout that knows its header row, here or on a page before.
    pub layout: Option<String>,
}

impl PageTable {
    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The column that holds the horizontal position; positions outside fall into the outermost ones.
    #[must_use]
    pub fn column_at(&self, x: f32) -> usize {
        column_at(&self.edges, x)
    }
}

/// The column of the ascending boundaries that holds the position.
#[must_use]
pub fn column_at(edges: &[f32], x: f32) -> usize {
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or(&[]);
    inner.partition_point(|edge| *edge <= x)
}

/// Whether two sets of boundaries are as many, and each pair no farther apart than the tolerance in points.
#[must_use]
pub fn same_edges(a: &[f32], b: &[f32], tolerance: f32) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| (x - y).abs() < tolerance)
}

/// Whether the text is a number that is no year: years head columns.
#[must_use]
pub fn is_amount(text: &str) -> bool {
    crate::grammar::number(text).is_some() && !is_year(text)
}

/// A year: four digits, from this century or the last.
fn is_year(text: &str) -> bool {
    let year = text.len() == 4 && text.starts_with(['1', '2']);
    year && text
        .parse()
        .is_ok_and(|year: u32| tolerances::PLANNED_YEARS.contains(&year))
}

/// Takes the words of the rows, and no others, out of the lines: what stands between a table's words and belongs to none
/// of its rows stays on the page.
pub fn take(lines: &mut Vec<Vec<Word>>, rows: &[PageRow]) {
    // Words are whole here, so that the first letter tells each.
    let first = |word: &Word| word.letters.first();
    let mut taken: Vec<u32> = rows
        .iter()
        .flat_map(PageRow::words)
        .filter_map(first)
        .collect();
    taken.sort_unstable();
    let (Some(least), Some(most)) = (taken.first().copied(), taken.last().copied()) else {
        return;
    };
    let is_taken = |word: &Word| {
        first(word).is_some_and(|letter| {
            letter >= least && letter <= most && taken.binary_search(&letter).is_ok()
        })
    };
    for line in lines.iter_mut() {
        line.retain(|word| !is_taken(word));
    }
    lines.retain(|line| !line.is_empty());
}

/// Distributes the words of lines over columns.
#[must_use]
pub fn cells(lines: Vec<Vec<Word>>, edges: &[f32]) -> Vec<PageCell> {
    let mut cells: BTreeMap<usize, PageCell> = BTreeMap::new();
    for line in lines {
        let mut last: Option<usize> = None;
        for word in line {
            let column = column_at(edges, word.rect.mid_x());
            let cell = cells.entry(column).or_insert_with(|| PageCell {
                column,
                span: 1,
                ..PageCell::default()
            });
            match cell.lines.last_mut() {
                Some(line) if last == Some(column) => line.push(word),
                _ => cell.lines.push(vec![word]),
            }
            last = Some(column);
        }
    }
    cells.into_values().collect()
}
