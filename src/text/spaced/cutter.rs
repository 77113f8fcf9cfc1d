//! The rows of a table whose columns are known, where blank lines between rows may be missing: which lines are one row.
//!
//! Lines are cut into rows, companion texts and what comes after the table so that the whole costs least (a shortest
//! path over the lines). A row has a name and values that its columns read, and all its cells stand at its top, in its
//! middle or at its bottom, the same in the whole table.

use crate::grammar::{ColumnMatch, HeaderMatch, Layouts};
use crate::tables::table::column_at;
use crate::words::word::Word;
use crate::words::word::text_of;

use super::super::survey::Likely;
use super::row_path::{LineCells, Stand, TablePart};

/// A space is no wider in points.
pub(super) const ONE_SPACE: f32 = 4.0;
/// A word stands on a boundary if it reaches so far over it on both sides, in points: a third of a character.
const ON_EDGE: f32 = 1.0;
/// So many cells of words that are no values are another table's header row.
const HEADED: usize = 3;
/// A gap of more spaces within the name's column parts two cells.
const NAME_SPACES: f32 = 2.5;
/// Another place of the cells is taken only if it costs less by this: sums of costs are not exact.
const LEAST_GAIN: f32 = 0.01;
/// Blank lines set rows apart if one of so many lines has one before it.
const LINES_FOR_A_BLANK: usize = 6;

/// A line below the header row.
pub(super) struct BodyLine {
    pub(super) words: Vec<Word>,
    /// Blank lines before it.
    pub(super) blank: usize,
}

/// What tells rows apart.
pub(super) struct Cutter<'a> {
    pub(super) layouts: &'a Layouts,
    pub(super) header: &'a HeaderMatch<'a>,
    pub(super) edges: &'a [f32],
    pub(super) likely: Likely,
    /// The table goes on from the page before, which ended with a text over the whole width, or with a row.
    pub(super) after: Option<bool>,
}

impl Cutter<'_> {
    /// The parts from the first line on, and how many values they read.
    pub(super) fn cut(&self, lines: &[BodyLine]) -> (Vec<TablePart>, usize) {
        let mut cells: Vec<Vec<String>> = lines.iter().map(|line| self.cells(line)).collect();
        let other = |(line, cells): (&BodyLine, &Vec<String>)| self.is_other_header(line, cells);
        if let Some(end) = lines.iter().zip(&cells).position(other) {
            cells.truncate(end);
        }
        let lines = lines.get(..cells.len()).unwrap_or_default();
        let wide: Vec<bool> = lines
            .iter()
            .zip(&cells)
            .map(|(line, cells)| self.is_wide(line, cells))
            .collect();
        let table = LineCells {
            cutter: self,
            lines,
            cells: &cells,
            wide: &wide,
            gaps: sets_apart(lines),
            marks_only: !cells.iter().zip(&wide).any(|(cells, wide)| {
                let values = cells.iter().enumerate();
                !wide
                    && values
                        .filter(|(at, text)| *at != self.name() && !text.is_empty())
                        .count()
                        > 0
            }),
        };
        let rows = table.rows();
        let mut best: Option<(f32, Vec<TablePart>)> = None;
        for stand in [Stand::Top, Stand::Middle, Stand::Bottom] {
            let (cost, parts) = table.path(&rows, stand);
            if best
                .as_ref()
                .is_none_or(|(least, _)| cost < *least - LEAST_GAIN)
            {
                best = Some((cost, parts));
            }
        }
        let parts = best.map(|(_, parts)| parts).unwrap_or_default();
        let read = parts
            .iter()
            .map(|part| match part {
                TablePart::Row(from, to) => rows
                    .iter()
                    .find(|row| row.from == *from && row.to == *to)
                    .map_or(0, |row| row.read),
                TablePart::Text(..) | TablePart::Group(..) => 0,
            })
            .sum();
        (parts, read)
    }

    /// The text of each column on a line.
    fn cells(&self, line: &BodyLine) -> Vec<String> {
        let mut cells = vec![String::new(); self.header.columns.len()];
        for word in &line.words {
            let at = column_at(self.edges, word.rect.mid_x());
            if let Some(cell) = cells.get_mut(at) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&word.text);
            }
        }
        cells
    }

    /// Whether words run over a column's boundary as text does: a word on it, or two words around it one space apart of
    /// which neither is a value.
    fn is_wide(&self, line: &BodyLine, cells: &[String]) -> bool {
        let inner = self.edges.get(1..self.edges.len().saturating_sub(1));
        let reads = |column: usize| {
            let text = cells.get(column).map_or("", String::as_str);
            // A sentence may begin like a quantity.
            !text.contains(". ") && self.reads(column, text) == Some(true)
        };
        inner
            .unwrap_or_default()
            .iter()
            .enumerate()
            .any(|(at, edge)| {
                let on =
                    |word: &Word| word.rect.x0 < edge - ON_EDGE && word.rect.x1 > edge + ON_EDGE;
                let across = |pair: &[Word]| match pair {
                    [left, right] => {
                        let close = right.rect.x0 - left.rect.x1 < ONE_SPACE;
                        close && left.rect.mid_x() < *edge && right.rect.mid_x() > *edge
                    }
                    _ => false,
                };
                let run = line.words.iter().any(on) || line.words.windows(2).any(across);
                run && !reads(at + 1) && !reads(at)
            })
    }

    /// Whether a line is another table's header row: words in most columns, none of which reads them.
    fn is_other_header(&self, line: &BodyLine, cells: &[String]) -> bool {
        let gap = |pair: &[Word]| match pair {
            [left, right] => right.rect.x0 - left.rect.x1,
            _ => 0.0,
        };
        let apart = |pair: &&[Word]| gap(pair) > ONE_SPACE;
        // Two cells where the name stands: the columns are others.
        let named = self.edges.get(self.name() + 1).copied().unwrap_or(0.0);
        let within = |pair: &[Word]| pair.last().is_some_and(|word| word.rect.mid_x() < named);
        if line
            .words
            .windows(2)
            .any(|pair| within(pair) && gap(pair) > NAME_SPACES * ONE_SPACE)
        {
            return true;
        }
        if line.words.windows(2).filter(apart).count() < HEADED {
            return false;
        }
        let own = cells.iter().enumerate();
        let values: Vec<(usize, &String)> = own
            .filter(|(at, text)| *at != self.name() && !text.is_empty())
            .collect();
        let heads = |(at, text): &(usize, &String)| {
            text.starts_with(char::is_alphabetic) && self.reads(*at, text) == Some(false)
        };
        let named = cells
            .get(self.name())
            .is_some_and(|name| name.starts_with(char::is_uppercase));
        named && values.len() >= HEADED && values.iter().all(heads)
    }

    pub(super) fn name(&self) -> usize {
        let is_name = |column: &ColumnMatch| *column == ColumnMatch::Name;
        self.header.columns.iter().position(is_name).unwrap_or(0)
    }

    pub(super) fn is_label(&self, line: &BodyLine) -> bool {
        self.layouts
            .companion(self.header.layout, &text_of(&line.words))
            .is_some()
    }

    /// Whether a column reads a text; `None` for a column of free text.
    pub(super) fn reads(&self, column: usize, text: &str) -> Option<bool> {
        reads(self.layouts, self.header, column, text)
    }
}

/// Whether a column reads a text; `None` for a column of free text.
pub(super) fn reads(
    layouts: &Layouts,
    header: &HeaderMatch<'_>,
    column: usize,
    text: &str,
) -> Option<bool> {
    match header.columns.get(column) {
        Some(known @ ColumnMatch::Known(..)) => {
            if super::super::running::fit::free_text(layouts, header.layout, known) {
                return None;
            }
            let (_, complaint) = layouts.cell(header.layout, known, text);
            Some(complaint.is_none())
        }
        _ => None,
    }
}

/// Whether blank lines set rows apart.
fn sets_apart(lines: &[BodyLine]) -> bool {
    let gaps = lines.iter().skip(1).filter(|line| line.blank > 0).count();
    gaps * LINES_FOR_A_BLANK > lines.len()
}
