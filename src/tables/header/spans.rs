//! Header rows of two rows whose upper cells are told by what stands below them, not by lines or fills.
//!
//! A cell that ends above the place where another begins cannot be in one row with it, however the cells are aligned. So
//! `Verksamhet | Budget 2022 | Avvikelse` on the first line and `Kostnader | Intäkter | Netto` on the second one are two
//! rows, while a header row that wraps has all its cells share a line or a middle.

use crate::block::RowKind;
use crate::tables::table::{PageCell, PageRow};
use crate::tables::tolerances;
use crate::words::tolerances::ASCENT;
use crate::words::word::{Word, text_of};

/// The header row as it is, or parted into two where the upper one's cells span columns.
#[must_use]
pub fn part(row: PageRow) -> Vec<PageRow> {
    let Some(split) = split_at(&row.cells) else {
        return vec![row];
    };
    let mut upper: Vec<PageCell> = Vec::new();
    let mut lower: Vec<PageCell> = Vec::new();
    for cell in &row.cells {
        let (above, below): (Vec<_>, Vec<_>) = cell
            .lines
            .iter()
            .cloned()
            .partition(|line| base(line) < split);
        for (lines, row) in [(above, &mut upper), (below, &mut lower)] {
            if !lines.is_empty() {
                row.push(PageCell {
                    lines,
                    ..cell.clone()
                });
            }
        }
    }
    for run in runs(&lower) {
        span(&mut upper, &lower, run);
    }
    // A wrapped cell with no others beside it on its lower line spans nothing.
    let (alone, lower): (Vec<_>, Vec<_>) = lower.into_iter().partition(|cell| {
        let home = upper.iter().find(|wide| wide.column == cell.column);
        home.is_some_and(|wide| wide.span == 1)
    });
    for cell in alone {
        if let Some(home) = upper.iter_mut().find(|wide| wide.column == cell.column) {
            home.lines.extend(cell.lines);
        }
    }
    if lower.is_empty() || upper.iter().all(|cell| cell.span == 1) {
        return vec![row];
    }
    let of = |cells, y| PageRow {
        kind: RowKind::Header,
        cells,
        y,
    };
    let middle = lower
        .iter()
        .flat_map(|cell| cell.lines.iter().flatten())
        .map(|word| word.base - ASCENT * word.size)
        .fold(row.y.1, f32::min)
        .max(row.y.0);
    vec![of(upper, (row.y.0, middle)), of(lower, (middle, row.y.1))]
}

fn base(line: &[Word]) -> f32 {
    line.first().map_or(0.0, |word| word.base)
}

/// The height at which the lower row begins, if there are two.
fn split_at(cells: &[PageCell]) -> Option<f32> {
    let filled = || cells.iter().filter(|cell| !cell.lines.is_empty());
    let size = filled()
        .flat_map(|cell| cell.lines.iter().flatten())
        .map(|word| word.size)
        .fold(0.0, f32::max);
    let first = |cell: &PageCell| cell.lines.first().map_or(0.0, |line| base(line));
    let last = |cell: &PageCell| cell.lines.last().map_or(0.0, |line| base(line));
    let ends = filled().map(last).reduce(f32::min)?;
    let under = ends + tolerances::ROW_SLACK * size;
    let begins = filled()
        .map(first)
        .filter(|base| *base > under)
        .reduce(f32::min)?;
    Some(begins - tolerances::ROW_SLACK * size)
}

/// Runs of neighbouring columns that the lower row fills: first and last column.
fn runs(lower: &[PageCell]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for cell in lower {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == cell.column => run.1 = cell.column,
            _ => runs.push((cell.column, cell.column)),
        }
    }
    runs
}

/// Gives the upper cells over a run of lower ones the columns that they span.
fn span(upper: &mut [PageCell], lower: &[PageCell], (from, to): (usize, usize)) {
    let over: Vec<usize> = (0..upper.len())
        .filter(|i| (from..=to).contains(&upper[*i].column))
        .collect();
    let length = to - from + 1;
    if over.is_empty() || over.len() >= length {
        return;
    }
    let below: Vec<&PageCell> = lower
        .iter()
        .filter(|cell| (from..=to).contains(&cell.column))
        .collect();
    let starts = starts(&over.iter().map(|i| &upper[*i]).collect::<Vec<_>>(), &below);
    for (nth, i) in over.iter().enumerate() {
        let begin = from + starts[nth];
        let end = starts.get(nth + 1).map_or(to + 1, |next| from + next);
        upper[*i].column = begin;
        upper[*i].span = end.saturating_sub(begin).max(1);
    }
}

/// The position among the lower cells at which each upper cell begins, ascending from 0.
fn starts(upper: &[&PageCell], lower: &[&PageCell]) -> Vec<usize> {
    let (count, length) = (upper.len(), lower.len());
    // The same titles again under each upper cell.
    let texts: Vec<String> = lower.iter().map(|cell| letters(cell)).collect();
    let period = length / count;
    if length % count == 0 && count > 1 && (period..length).all(|i| texts[i] == texts[i - period]) {
        return (0..count).map(|nth| nth * period).collect();
    }
    let first = lower.first().map_or(0, |cell| cell.column);
    let at: Vec<usize> = upper.iter().map(|cell| cell.column - first).collect();
    let ends = |cell: &PageCell| {
        let words = || cell.lines.iter().flatten();
        let left = words()
            .map(|word| word.rect.x0)
            .fold(f32::INFINITY, f32::min);
        let right = words()
            .map(|word| word.rect.x1)
            .fold(f32::NEG_INFINITY, f32::max);
        (left, right)
    };
    let pairs = || {
        upper
            .iter()
            .zip(&at)
            .map(|(cell, i)| (ends(cell), ends(lower[*i])))
    };
    // Left-aligned with the first cell that they span, or right-aligned with the last one.
    if at[0] == 0 && pairs().all(|(a, b)| (a.0 - b.0).abs() < tolerances::ALIGNED) {
        return at;
    }
    if at[count - 1] + 1 == length && pairs().all(|(a, b)| (a.1 - b.1).abs() < tolerances::ALIGNED)
    {
        return std::iter::once(0)
            .chain(at.iter().take(count - 1).map(|i| i + 1))
            .collect();
    }
    // Centred: each lower cell belongs to the nearest upper one.
    let middle = |cell: &PageCell| f32::midpoint(ends(cell).0, ends(cell).1);
    let nearest = |cell: &PageCell| {
        let far = |other: &PageCell| (middle(other) - middle(cell)).abs();
        (0..count)
            .min_by(|a, b| far(upper[*a]).total_cmp(&far(upper[*b])))
            .unwrap_or(0)
    };
    let homes: Vec<usize> = lower.iter().map(|cell| nearest(cell)).collect();
    (0..count)
        .map(|nth| {
            homes
                .iter()
                .position(|home| *home >= nth)
                .unwrap_or(nth)
                .min(at[nth])
        })
        .enumerate()
        .map(|(nth, start)| if nth == 0 { 0 } else { start })
        .collect()
}

fn letters(cell: &PageCell) -> String {
    cell.lines
        .iter()
        .flat_map(|line| text_of(line).chars().collect::<Vec<_>>())
        .filter(|c| c.is_alphanumeric())
        .collect()
}
