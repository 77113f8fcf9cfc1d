//! Columns told by the numbers below a header row, where its own words do not part them: words that reach into the
//! next column, stand over several, or wrap.

use std::collections::BTreeMap;

use crate::block::RowKind;
use crate::geometry::Rect;
use crate::tables::table::{PageCell, PageRow, is_amount};
use crate::tables::tolerances;
use crate::tables::values::value_pieces;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::{Word, text_of};

/// Parts a line into pieces, each of one cell. Digits in groups of three are one number; where a number has ended, in its
/// decimals or because the next digits do not go on with it, the piece ends, however close the next one stands.
#[must_use]
pub fn pieces(line: &[Word]) -> Vec<&[Word]> {
    value_pieces(line)
        .into_iter()
        .flat_map(parted_numbers)
        .collect()
}

/// Parts a piece where a number has ended.
fn parted_numbers(line: &[Word]) -> Vec<&[Word]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for i in 1..line.len() {
        let (left, right) = (&line[i - 1], &line[i]);
        let gap = right.rect.x0 - left.rect.x1;
        let size = left.size.max(right.size);
        let both = is_numeric(&left.text) && is_numeric(&right.text);
        let apart =
            gap > tolerances::HEADER_CELL_GAP * size || gap < -tolerances::WORDS_OVERLAP * size;
        if apart || both && !goes_on(&line[start..i], &right.text) {
            pieces.push(&line[start..i]);
            start = i;
        }
    }
    if start < line.len() {
        pieces.push(&line[start..]);
    }
    pieces
}

/// Digits, perhaps with sign and decimals, or a sign alone.
fn is_numeric(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '–', '−', '+']);
    rest.chars().all(|c| c.is_ascii_digit() || c == ',')
}

/// Whether digits go on with a number: after a sign alone, or as the next group of three.
fn goes_on(before: &[Word], next: &str) -> bool {
    let Some(last) = before.last().map(|word| word.text.as_str()) else {
        return false;
    };
    let digits = last.trim_start_matches(['-', '–', '−', '+']);
    if digits.is_empty() {
        return next.starts_with(|c: char| c.is_ascii_digit());
    }
    let (whole, decimals) = next.split_once(',').unwrap_or((next, "0"));
    let open =
        digits.len() <= tolerances::GROUP_DIGITS && digits.chars().all(|c| c.is_ascii_digit());
    let first = before.len() < 2
        || !before[before.len() - 2]
            .text
            .ends_with(|c: char| c.is_ascii_digit());
    let group =
        whole.len() == tolerances::GROUP_DIGITS && whole.chars().all(|c| c.is_ascii_digit());
    open && (first || digits.len() == tolerances::GROUP_DIGITS || last.len() > digits.len())
        && group
        && !decimals.is_empty()
}

/// Whether the piece is a number; a year is a name here, as it is in header rows.
#[must_use]
pub fn is_number(piece: &[Word]) -> bool {
    is_amount(&text_of(piece))
}

/// The columns of lines with numbers, as the left and right end of what stands in each. `None` if too few lines have any.
#[must_use]
pub fn columns(lines: &[&[Word]]) -> Option<Vec<(f32, f32)>> {
    let rows: Vec<Vec<&[Word]>> = lines
        .iter()
        .map(|line| pieces(line))
        .filter(|pieces| pieces.iter().skip(1).any(|piece| is_number(piece)))
        .collect();
    if rows.len() < tolerances::LEAST_NUMBER_ROWS {
        return None;
    }
    let mut spans: Vec<(f32, f32)> = rows
        .iter()
        .flatten()
        .map(|piece| rect_of(piece))
        .map(|rect| (rect.x0, rect.x1))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match columns.last_mut() {
            Some(last) if from < last.1 + tolerances::NUMBERS_JOIN => last.1 = last.1.max(to),
            _ => columns.push((from, to)),
        }
    }
    if columns.len() < tolerances::LEAST_NUMBER_COLUMNS {
        return None;
    }
    // Names go on on lines of their own, which may be the longest.
    let room = columns[1].0 - tolerances::LEAST_GUTTER;
    let lone = lines.iter().filter(|line| pieces(line).len() == 1);
    let ends = lone.map(|line| rect_of(line)).filter(|rect| rect.x1 < room);
    columns[0].1 = ends.fold(columns[0].1, |end, rect| end.max(rect.x1));
    Some(columns)
}

/// The columns below a header row whose boxes do not part them: some box reaches over two, or there are fewer boxes. A box
/// that stands over no column is a column of its own, an empty one. `None` if the boxes part them.
#[must_use]
pub fn under(boxes: &[Rect], lines: &[&[Word]]) -> Option<Vec<(f32, f32)>> {
    let mut columns = columns(lines)?;
    let over = |rect: &Rect| {
        let reaches = columns
            .iter()
            .filter(|(from, to)| rect.x1.min(*to) - rect.x0.max(*from) > tolerances::OVERLAPS);
        reaches.count()
    };
    let reach: Vec<usize> = boxes.iter().map(over).collect();
    if reach.iter().all(|count| *count < 2) && boxes.len() >= columns.len() {
        return None;
    }
    let told = columns.clone();
    for (rect, _) in boxes.iter().zip(&reach).filter(|(_, count)| **count == 0) {
        match beside(rect, boxes, &told) {
            Some(at) => columns[at] = (told[at].0.min(rect.x0), told[at].1.max(rect.x1)),
            None => columns.push((rect.x0, rect.x1)),
        }
    }
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(columns)
}

/// The columns of the body, if the lowest line of titles has one for each of them in their order, but for the names', and one
/// stands beside its column, or a title above stands between two: its box alone would be a column of its own.
#[must_use]
pub fn under_titles(titles: &[Vec<Word>], lines: &[&[Word]]) -> Option<Vec<(f32, f32)>> {
    let (last, above) = titles.split_last()?;
    let boxes = |line: &[Word]| -> Vec<Rect> {
        let pieces = segments(line, tolerances::HEADER_CELL_GAP);
        pieces.map(rect_of).collect()
    };
    let columns = columns(lines)?;
    let over = |rect: &Rect, column: &(f32, f32)| {
        rect.x1.min(column.1) - rect.x0.max(column.0) > tolerances::OVERLAPS
    };
    let own = boxes(last);
    let named = columns.get(columns.len().checked_sub(own.len())?..)?;
    // Each title stands over its own column, or over none; where there are as many, none stands over several.
    let all = own.len() == columns.len();
    let in_order = own.len() + 1 >= columns.len()
        && own.iter().zip(named).all(|(rect, column)| {
            let mut others = columns.iter().filter(|other| over(rect, other));
            match others.next() {
                Some(other) => (all || other == column) && others.next().is_none(),
                None => true,
            }
        });
    let beside = || {
        own.iter()
            .zip(named)
            .any(|(rect, column)| !over(rect, column))
    };
    let between = |rect: &Rect| {
        let free = own
            .iter()
            .all(|other| other.overlap_x(rect) <= tolerances::TITLE_LINES_OVERLAP);
        free && columns.iter().all(|column| !over(rect, column))
            && columns[1..].iter().any(|column| column.1 < rect.mid_x())
            && columns.iter().any(|column| column.0 > rect.mid_x())
    };
    let mut above = above.iter().flat_map(|line| boxes(line));
    let spans = above.any(|rect| between(&rect));
    (in_order && (spans || beside())).then_some(columns)
}

/// The column directly beside a box over no column, if no box stands over it either: `Ja` at the right end below a title in
/// the middle may begin where the title ends.
fn beside(rect: &Rect, boxes: &[Rect], columns: &[(f32, f32)]) -> Option<usize> {
    let bare = |(from, to): &(f32, f32)| {
        boxes
            .iter()
            .all(|other| other.x1.min(*to) - other.x0.max(*from) <= tolerances::OVERLAPS)
    };
    let right = columns.iter().position(|(from, _)| *from > rect.mid_x());
    let left = right.unwrap_or(columns.len()).checked_sub(1);
    let gap = |at: usize| (columns[at].0 - rect.x1).max(rect.x0 - columns[at].1);
    [left, right]
        .into_iter()
        .flatten()
        .filter(|at| bare(&columns[*at]) && gap(*at) < rect.height())
        .min_by(|a, b| gap(*a).total_cmp(&gap(*b)))
}

/// Boundaries between columns.
#[must_use]
pub fn edges(columns: &[(f32, f32)], left: f32, right: f32) -> Vec<f32> {
    let mut edges = vec![left];
    edges.extend(
        columns
            .windows(2)
            .map(|pair| f32::midpoint(pair[0].1, pair[1].0)),
    );
    edges.push(right.max(edges[edges.len() - 1] + tolerances::LEAST_COLUMN));
    edges
}

/// The header row: each piece of it stands in the column with which it is aligned best, on the left, on the right or in
/// the middle.
#[must_use]
pub fn header_row(lines: &[Vec<Word>], columns: &[(f32, f32)], y: (f32, f32)) -> PageRow {
    let mut cells: BTreeMap<usize, PageCell> = BTreeMap::new();
    for line in lines {
        for piece in pieces(line) {
            let rect = rect_of(piece);
            let off = |(from, to): &(f32, f32)| {
                let middle = f32::midpoint(rect.x0, rect.x1) - f32::midpoint(*from, *to);
                (rect.x0 - from)
                    .abs()
                    .min((rect.x1 - to).abs())
                    .min(middle.abs())
            };
            let best =
                (0..columns.len()).min_by(|a, b| off(&columns[*a]).total_cmp(&off(&columns[*b])));
            let column = best.unwrap_or(0);
            let cell = cells.entry(column).or_insert_with(|| PageCell {
                column,
                span: 1,
                ..PageCell::default()
            });
            cell.lines.push(piece.to_vec());
        }
    }
    PageRow {
        kind: RowKind::Header,
        cells: cells.into_values().collect(),
        y,
    }
}
