//! Headings of two rows: words that stand over several columns (`Budget 2022` over `Kostnader`, `Intäkter`, `Netto`).

use crate::flow::RowKind;

use super::columns::{rect_of, segments};
use super::table::{PageCell, PageRow, cells, column_at};
use super::word::Word;

/// A heading's words, parted into those that span columns and the others.
#[derive(Debug, Default)]
pub struct HeadLines {
    /// Words over several columns, each run with the horizontal extent of what it spans.
    pub spanning: Vec<(Vec<Word>, (f32, f32))>,
    /// All other words, line by line.
    pub rest: Vec<Vec<Word>>,
}

/// Finds the words that span columns: they overlap two or more separate pieces of the lines below them, or stand in a
/// cell that is known to cover several columns (`wide`: left and right end of such cells, and the bottom of their row).
#[must_use]
pub fn part(lines: &[Vec<Word>], wide: &[(f32, f32)], bottom: f32) -> HeadLines {
    let mut parted = HeadLines::default();
    for (i, line) in lines.iter().enumerate() {
        let mut rest: Vec<Word> = Vec::new();
        for segment in segments(line, 0.5) {
            let rect = rect_of(segment);
            let cell = wide.iter().find(|(from, to)| {
                rect.mid_x() > *from && rect.mid_x() < *to && segment[0].base < bottom
            });
            let below = pieces_below(&lines[i + 1..], rect.x0, rect.x1);
            let extent = match (cell, below.as_slice()) {
                (Some(cell), _) => Some(*cell),
                (None, [first, .., last]) => Some((first.0.min(rect.x0), last.1.max(rect.x1))),
                _ => None,
            };
            match extent {
                Some(extent) => parted.spanning.push((segment.to_vec(), extent)),
                None => rest.extend(segment.iter().cloned()),
            }
        }
        if !rest.is_empty() {
            parted.rest.push(rest);
        }
    }
    parted
}

/// Separate pieces of text below the stretch, from left to right.
fn pieces_below(lines: &[Vec<Word>], from: f32, to: f32) -> Vec<(f32, f32)> {
    let mut pieces: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| segments(line, 0.5))
        .map(|segment| {
            let rect = rect_of(segment);
            (rect.x0, rect.x1)
        })
        .filter(|(x0, x1)| x1.min(to) - x0.max(from) > 1.0)
        .collect();
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in pieces {
        match merged.last_mut() {
            Some(last) if x0 < last.1 + 1.0 => last.1 = last.1.max(x1),
            _ => merged.push((x0, x1)),
        }
    }
    merged
}

/// The heading as one row, or as two where words span columns. A heading that spans nothing stands in the first row.
#[must_use]
pub fn rows(head: HeadLines, edges: &[f32], y: (f32, f32)) -> Vec<PageRow> {
    let kind = RowKind::Header;
    if head.spanning.is_empty() {
        return vec![PageRow {
            kind,
            cells: cells(head.rest, edges),
            y,
        }];
    }
    let bottom = head
        .spanning
        .iter()
        .flat_map(|(words, _)| words)
        .map(|word| word.base + 0.3 * word.size)
        .fold(y.0, f32::max);
    let mut first: Vec<PageCell> = Vec::new();
    for (words, (from, to)) in head.spanning {
        let column = column_at(edges, from + 2.0);
        let last = column_at(edges, to - 2.0).max(column);
        match first.iter_mut().find(|cell| cell.column == column) {
            Some(cell) => cell.lines.push(words),
            None => first.push(PageCell {
                column,
                span: last - column + 1,
                lines: vec![words],
                marks: Vec::new(),
            }),
        }
    }
    let mut second: Vec<PageCell> = Vec::new();
    for cell in cells(head.rest, edges) {
        let under = first.iter().any(|wide| {
            wide.span > 1 && wide.column <= cell.column && cell.column < wide.column + wide.span
        });
        if under {
            second.push(cell)
        } else {
            first.push(cell)
        }
    }
    first.sort_by_key(|cell| cell.column);
    let mut rows = vec![PageRow {
        kind,
        cells: first,
        y: (y.0, bottom),
    }];
    if !second.is_empty() {
        rows.push(PageRow {
            kind,
            cells: second,
            y: (bottom, y.1),
        });
    }
    rows
}
