//! Header rows of two rows: words that stand over several columns (`Budget 2022` over `Kostnader`, `Intäkter`, `Netto`).

use crate::block::RowKind;
use crate::geometry::Rect;
use crate::tables::table::{PageCell, PageRow, cells, column_at};
use crate::tables::tolerances;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// A header row's words, parted into those that span columns and the others.
#[derive(Debug, Default)]
pub struct HeaderLines {
    /// Words over several columns, each run with the horizontal extent of what it spans.
    pub spanning: Vec<(Vec<Word>, (f32, f32))>,
    /// All other words, line by line.
    pub rest: Vec<Vec<Word>>,
}

/// Finds the words that span columns: they overlap two or more separate pieces of the lines below them, or stand in a
/// cell that is known to cover several columns (`wide`: left and right end of such cells, and the bottom of their row), or run
/// over a boundary that is drawn (`edges`).
#[must_use]
pub fn part(
    lines: &[Vec<Word>],
    wide: &[(f32, f32)],
    bottom: f32,
    edges: Option<&[f32]>,
) -> HeaderLines {
    let mut parted = HeaderLines::default();
    for (i, line) in lines.iter().enumerate() {
        let mut rest: Vec<Word> = Vec::new();
        let crossed = |rect: &Rect| edges.and_then(|edges| over_edges(rect, line, edges));
        let upper = segments(line, tolerances::HEADER_CELL_GAP).any(|segment| {
            let rect = rect_of(segment);
            pieces_below(&lines[i + 1..], rect.x0, rect.x1).len() > 1 || crossed(&rect).is_some()
        });
        for segment in segments(line, tolerances::HEADER_CELL_GAP) {
            let rect = rect_of(segment);
            let cell = wide.iter().find(|(from, to)| {
                rect.mid_x() > *from && rect.mid_x() < *to && segment[0].base < bottom
            });
            let below = pieces_below(&lines[i + 1..], rect.x0, rect.x1);
            let extent = match (cell, below.as_slice()) {
                (Some(cell), _) => Some(*cell),
                (None, _) if crossed(&rect).is_some() => crossed(&rect),
                (None, [first, .., last]) => Some((first.0.min(rect.x0), last.1.max(rect.x1))),
                (None, [_]) if upper => centred_over(&rect, line, &lines[i + 1..]),
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

/// The extent of the columns that the words run over, and of those beside them in whose middle they stand.
fn over_edges(rect: &Rect, line: &[Word], edges: &[f32]) -> Option<(f32, f32)> {
    let over = tolerances::RUNS_OVER_EDGE;
    let crosses = |edge: &&f32| **edge > rect.x0 + over && **edge < rect.x1 - over;
    if edges.len() < 3 || !edges[1..edges.len() - 1].iter().any(|edge| crosses(&edge)) {
        return None;
    }
    let (mut first, mut last) = (
        column_at(edges, rect.x0 + over),
        column_at(edges, rect.x1 - over),
    );
    let free = |column: usize| {
        let cell = Rect::new(edges[column], rect.y0, edges[column + 1], rect.y1);
        line.iter().all(|word| {
            word.rect.overlap_x(&cell) < tolerances::OVERLAPS
                || rect.contains(word.rect.mid_x(), rect.mid_y())
        })
    };
    let off = |first: usize, last: usize| {
        (f32::midpoint(edges[first], edges[last + 1]) - rect.mid_x()).abs()
    };
    let centred = |first: usize, last: usize| {
        off(first, last) < tolerances::CENTRED_IN_EDGES * (edges[last + 1] - edges[first])
    };
    // Words that are too long for their cells run over a boundary too, but stand in no middle.
    let mut found = centred(first, last);
    let (mut from, mut to) = (first, last);
    while from > 1 && to + 2 < edges.len() && free(from - 1) && free(to + 1) {
        (from, to) = (from - 1, to + 1);
        if centred(from, to) {
            (first, last) = (from, to);
            found = true;
        }
    }
    found.then(|| (edges[first], edges[last + 1]))
}

/// The extent of the pieces below in whose middle the words stand, if they are several: words over three columns overlap
/// only the middle one. Only for words that share their line with others over several columns.
fn centred_over(rect: &Rect, line: &[Word], below: &[Vec<Word>]) -> Option<(f32, f32)> {
    let beside = segments(line, tolerances::HEADER_CELL_GAP).map(rect_of);
    let (mut from, mut to) = (f32::NEG_INFINITY, f32::INFINITY);
    for other in beside {
        if other.x1 < rect.x0 {
            from = from.max(other.x1);
        } else if other.x0 > rect.x1 {
            to = to.min(other.x0);
        }
    }
    let pieces: Vec<(f32, f32)> = pieces_below(below, from, to)
        .into_iter()
        .filter(|piece| {
            piece.0 > from - tolerances::OVERLAPS && piece.1 < to + tolerances::OVERLAPS
        })
        .collect();
    let own = pieces
        .iter()
        .position(|piece| piece.1.min(rect.x1) - piece.0.max(rect.x0) > tolerances::OVERLAPS)?;
    let reach = own.min(pieces.len() - 1 - own);
    let runs = (1..=reach).map(|reach| (pieces[own - reach].0, pieces[own + reach].1));
    let far = |run: &(f32, f32)| (f32::midpoint(run.0, run.1) - rect.mid_x()).abs();
    runs.rev()
        .find(|run| far(run) < tolerances::CENTRED_OVER_PIECES * (run.1 - run.0))
}

/// Separate pieces of text below the stretch, from left to right.
fn pieces_below(lines: &[Vec<Word>], from: f32, to: f32) -> Vec<(f32, f32)> {
    let mut pieces: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| segments(line, tolerances::HEADER_CELL_GAP))
        .map(|segment| {
            let rect = rect_of(segment);
            (rect.x0, rect.x1)
        })
        .filter(|(x0, x1)| x1.min(to) - x0.max(from) > tolerances::OVERLAPS)
        .collect();
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in pieces {
        match merged.last_mut() {
            Some(last) if x0 < last.1 + tolerances::OVERLAPS => last.1 = last.1.max(x1),
            _ => merged.push((x0, x1)),
        }
    }
    merged
}

/// The header row as one row, or as two where words span columns. A cell that spans nothing stands in the first row.
#[must_use]
pub fn rows(header: HeaderLines, edges: &[f32], y: (f32, f32)) -> Vec<PageRow> {
    let kind = RowKind::Header;
    if header.spanning.is_empty() {
        return vec![PageRow {
            kind,
            cells: cells(header.rest, edges),
            y,
        }];
    }
    let bottom = header
        .spanning
        .iter()
        .flat_map(|(words, _)| words)
        .map(|word| word.base + tolerances::UPPER_ROW_BOTTOM * word.size)
        .fold(y.0, f32::max);
    let mut first: Vec<PageCell> = Vec::new();
    for (words, (from, to)) in header.spanning {
        let column = column_at(edges, from + tolerances::INSIDE_SPAN);
        let last = column_at(edges, to - tolerances::INSIDE_SPAN).max(column);
        match first.iter_mut().find(|cell| cell.column == column) {
            Some(cell) => cell.lines.push(words),
            None => first.push(PageCell {
                column,
                span: last - column + 1,
                lines: vec![words],
                ..PageCell::default()
            }),
        }
    }
    let mut second: Vec<PageCell> = Vec::new();
    for cell in cells(header.rest, edges) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_middle_of_drawn_columns_span_them() {
        let edges = [0.0, 100.0, 150.0, 200.0, 250.0];
        let wide = Rect::new(130.0, 0.0, 170.0, 10.0);
        assert_eq!(over_edges(&wide, &[], &edges), Some((100.0, 200.0)));
        // A word that is too long for its cell stands in no middle.
        let long = Rect::new(103.0, 0.0, 156.0, 10.0);
        assert_eq!(over_edges(&long, &[], &edges), None);
        let within = Rect::new(103.0, 0.0, 140.0, 10.0);
        assert_eq!(over_edges(&within, &[], &edges), None);
    }
}
