//! Columns where nothing is drawn and no header row is known: white strips that run down through the lines, and what lines
//! hold between them.

use crate::geometry::Rect;
use crate::tables::table::column_at;
use crate::tables::tolerances;
use crate::tables::values::{is_value, is_year, value_pieces};
use crate::words::gaps::{is_evenly_spaced, is_parted, rect_of, segments};
use crate::words::word::{Word, text_of};

/// Whether the line has several cells by its gaps, or values side by side, and is no running text.
#[must_use]
pub fn several(line: &[Word]) -> bool {
    let parted = || is_parted(line, tolerances::CLEAR_CELL_GAP) && parts(line).len() > 1;
    (parted() || is_row_of_values(line)) && !is_evenly_spaced(line)
}

/// Whether a name and two values at least stand in the line, however close.
fn is_row_of_values(line: &[Word]) -> bool {
    let pieces = value_pieces(line);
    let values = pieces.iter().skip(1);
    let values = values.filter(|piece| is_value(&text_of(piece)));
    values.count() >= tolerances::LEAST_NUMBERS
}

/// The cells of a line, so far as gaps show them; a list's sign is no cell.
#[must_use]
pub fn parts(line: &[Word]) -> Vec<&[Word]> {
    let mut parts: Vec<&[Word]> = segments(line, tolerances::CLEAR_CELL_GAP).collect();
    if parts.len() > 1 && crate::words::list_sign::is_sign(parts[0]) {
        parts.remove(0);
    }
    parts
}

/// Whether the line is a row of values: half of its pieces after a name, years aside.
#[must_use]
pub fn is_valued(line: &[Word]) -> bool {
    let texts: Vec<String> = value_pieces(line).into_iter().map(text_of).collect();
    let values = || texts.iter().skip(1).filter(|text| is_value(text));
    let amounts = values().filter(|text| !is_year(text)).count();
    amounts > 0 && values().count() * 2 >= texts.len() - 1
}

/// Left and right end of what the lines have in each column.
#[must_use]
pub fn extents(lines: &[Vec<Word>], edges: &[f32]) -> Vec<(f32, f32)> {
    let columns = edges.windows(2);
    let mut extents: Vec<(f32, f32)> = columns.map(|pair| (pair[1], pair[0])).collect();
    for word in lines.iter().flatten() {
        let extent = &mut extents[column_at(edges, word.rect.mid_x())];
        *extent = (extent.0.min(word.rect.x0), extent.1.max(word.rect.x1));
    }
    extents
}

/// Moves boundaries within the white space between columns so that no title is cut or left beside its column, where a line of
/// titles has one for each column: then they are the columns' in their order.
pub fn fit_titles(edges: &mut [f32], extents: &[(f32, f32)], titles: &[Word]) {
    let pieces: Vec<Rect> = segments(titles, tolerances::HEADER_CELL_GAP)
        .map(rect_of)
        .collect();
    if pieces.len() != extents.len() || edges.len() != extents.len() + 1 {
        return;
    }
    for (at, pair) in pieces.windows(2).enumerate() {
        let from = extents[at].1.max(pair[0].x1);
        let to = extents[at + 1].0.min(pair[1].x0);
        let edge = &mut edges[at + 1];
        let parts = pair[0].x1 <= *edge && *edge <= pair[1].x0;
        if !parts && from < to {
            *edge = f32::midpoint(from, to);
        }
    }
}

/// The columns of the titles of a line that has one for each column, or for each but the first, where their places would tell
/// others: then their order tells.
#[must_use]
pub fn in_order(titles: &[Word], extents: &[(f32, f32)]) -> Vec<(Rect, usize)> {
    let pieces: Vec<Rect> = segments(titles, tolerances::HEADER_CELL_GAP)
        .map(rect_of)
        .collect();
    let Some(skipped) = extents.len().checked_sub(pieces.len()) else {
        return Vec::new();
    };
    let over = |rect: &Rect| -> Vec<usize> {
        let shared = |(from, to): &(f32, f32)| rect.x1.min(*to) - rect.x0.max(*from);
        (0..extents.len())
            .filter(|at| shared(&extents[*at]) > tolerances::OVERLAPS)
            .collect()
    };
    let found: Vec<(Rect, usize)> = pieces.into_iter().zip(skipped..).collect();
    let placed = |(rect, column): &(Rect, usize)| over(rect) == [*column];
    let beside_names = || {
        let names = extents.first().map_or(0.0, |(_, to)| *to);
        found.first().is_some_and(|(rect, _)| rect.x0 > names)
    };
    let once = found.iter().all(|(rect, _)| over(rect).len() < 2);
    let told = skipped == 0 || skipped == 1 && beside_names();
    if found.len() < tolerances::LEAST_COLUMNS || !told || !once || found.iter().all(placed) {
        return Vec::new();
    }
    found
}

/// Boundaries in the white strips that run down through all lines with several cells.
#[must_use]
pub fn gutters(lines: &[Vec<Word>]) -> Option<Vec<f32>> {
    let mut spans: Vec<(f32, f32)> = lines
        .iter()
        .filter(|line| several(line))
        .flat_map(|line| value_pieces(line))
        .map(|part| {
            let rect = rect_of(part);
            (rect.x0, rect.x1)
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, mut reach) = *spans.first()?;
    let mut edges = vec![left - tolerances::OUTSIDE_TEXT];
    for (from, to) in spans {
        if from - reach > tolerances::LEAST_GUTTER {
            edges.push(f32::midpoint(from, reach));
        }
        reach = reach.max(to);
    }
    edges.push(reach + tolerances::OUTSIDE_TEXT);
    (edges.len() > tolerances::LEAST_COLUMNS).then_some(edges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    #[test]
    fn values_are_parted_from_what_stands_close_before_them() {
        // Words are 2.5 points apart, cells 4.
        let mut line = words("Norra delen", 0.0, 10.0);
        for value in ["19–71", "1 234", "(X)"] {
            let end = line[line.len() - 1].rect.x1;
            line.extend(words(value, end + 4.0, 10.0));
        }
        let texts: Vec<String> = value_pieces(&line).into_iter().map(text_of).collect();
        assert_eq!(texts, ["Norra delen", "19–71", "1 234", "(X)"]);
        assert!(several(&line) && is_valued(&line));
        let sentence = words("Under 2021 fick 12 av 45 enheter stöd", 0.0, 10.0);
        assert!(!several(&sentence));
    }
}
