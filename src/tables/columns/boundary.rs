//! The boundary between two neighbouring columns, from the header row's words and the white space that runs down between cells.

use crate::geometry::Rect;
use crate::tables::tolerances;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// The boxes of a header row's cells: words that are close on a line, and lines that overlap, are one cell.
#[must_use]
pub fn header_boxes(lines: &[Vec<Word>]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = lines
        .iter()
        .flat_map(|line| segments(line, tolerances::HEADER_CELL_GAP))
        .map(rect_of)
        .collect();
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut merged: Vec<Rect> = Vec::new();
    for rect in boxes {
        match merged.last_mut() {
            Some(last) if last.overlap_x(&rect) > tolerances::TITLE_LINES_OVERLAP => {
                *last = last.union(&rect);
            }
            _ => merged.push(rect),
        }
    }
    merged
}

/// How wide the white between two cells of these lines is at least, as a share of the font size: wider than the spaces of their
/// font, which some set a third of the size wide.
pub(crate) fn cell_gap(body: &[&[Word]]) -> f32 {
    let mut spaces: Vec<f32> = body
        .iter()
        .flat_map(|line| line.windows(2))
        .map(|pair| (pair[1].rect.x0 - pair[0].rect.x1) / pair[0].size.max(1.0))
        .filter(|gap| *gap > 0.0 && *gap < tolerances::WIDEST_SPACE)
        .collect();
    if spaces.len() < tolerances::FEWEST_SPACES {
        return tolerances::BODY_CELL_GAP;
    }
    spaces.sort_by(f32::total_cmp);
    let usual = spaces[spaces.len() / 2];
    (tolerances::WIDER_THAN_SPACES * usual)
        .clamp(tolerances::BODY_CELL_GAP, tolerances::WIDEST_SPACE)
}

/// The boundary between two neighbouring cells of a header row: the place between them that the fewest body words cross; among
/// equals the middle of the widest stretch. `gap` parts cells, see [`cell_gap`].
pub(crate) fn boundary(first: &Rect, second: &Rect, body: &[&[Word]], gap: f32) -> f32 {
    // Cells may be wider than their titles, but no boundary runs through a title's words.
    let low = first.x1 - tolerances::EDGE_IN_TITLE;
    let high = second.x0 + tolerances::EDGE_IN_TITLE;
    if high - low < tolerances::LEAST_ROOM {
        return f32::midpoint(first.x1, second.x0);
    }
    let pieces = Pieces::new(first, second, body, gap);
    let mut cuts = vec![low, high];
    let ends = pieces.begins.iter().chain(&pieces.ends);
    cuts.extend(ends.filter(|x| **x > low && **x < high));
    cuts.sort_by(f32::total_cmp);
    let mut best: Option<(Place, f32)> = None;
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if to - from < tolerances::LEAST_STRETCH {
            continue;
        }
        let middle = f32::midpoint(from, to);
        let place = Place {
            crossing: pieces.crossing(middle),
            parting: pieces.parting(middle),
            width: to - from,
        };
        if best.as_ref().is_none_or(|(other, _)| place.beats(other)) {
            best = Some((place, middle));
        }
    }
    best.map_or(f32::midpoint(first.x1, second.x0), |(_, at)| at)
}

/// The pieces of text around two neighbouring columns, each list ascending.
struct Pieces {
    /// Left and right ends of all pieces and of both titles.
    begins: Vec<f32>,
    ends: Vec<f32>,
    /// For each line with several pieces in the two columns, the right end of the one that ends first and the left end of the
    /// one that begins last.
    first_ends: Vec<f32>,
    last_begins: Vec<f32>,
}

impl Pieces {
    fn new(first: &Rect, second: &Rect, body: &[&[Word]], gap: f32) -> Self {
        let (mut begins, mut ends) = (vec![first.x0, second.x0], vec![first.x1, second.x1]);
        let (mut first_ends, mut last_begins) = (Vec::new(), Vec::new());
        for line in body {
            let (mut first_end, mut last_begin) = (f32::INFINITY, f32::NEG_INFINITY);
            for piece in segments(line, gap).map(rect_of) {
                begins.push(piece.x0);
                ends.push(piece.x1);
                if piece.x1 > first.x0 && piece.x0 < second.x1 {
                    first_end = first_end.min(piece.x1);
                    last_begin = last_begin.max(piece.x0);
                }
            }
            if first_end <= last_begin {
                first_ends.push(first_end);
                last_begins.push(last_begin);
            }
        }
        for list in [&mut begins, &mut ends, &mut first_ends, &mut last_begins] {
            list.sort_by(f32::total_cmp);
        }
        Self {
            begins,
            ends,
            first_ends,
            last_begins,
        }
    }

    /// How many pieces of text a boundary at the position would cut.
    fn crossing(&self, at: f32) -> usize {
        let begun = self.begins.partition_point(|x| *x < at);
        begun.saturating_sub(self.ends.partition_point(|x| *x <= at))
    }

    /// How many lines have a piece on either side of the position within the two columns.
    fn parting(&self, at: f32) -> usize {
        let left = self.first_ends.partition_point(|x| *x <= at);
        left - self.last_begins.partition_point(|x| *x < at)
    }
}

/// A place where a boundary may be.
struct Place {
    /// Pieces of text that it would cut.
    crossing: usize,
    /// Lines that have a piece on either side of it within the two columns.
    parting: usize,
    /// In points.
    width: f32,
}

impl Place {
    /// Fewest pieces cut; then, where one of the two parts far more lines (narrow values under a wide title stand
    /// close to the next column's), that one; then the wider one.
    fn beats(&self, other: &Self) -> bool {
        if self.crossing != other.crossing {
            return self.crossing < other.crossing;
        }
        let far_more = |a: &Self, b: &Self| {
            a.parting > tolerances::PARTS_MORE * b.parting + tolerances::PARTS_MORE_BY
        };
        if far_more(self, other) || far_more(other, self) {
            return self.parting > other.parting;
        }
        self.width > other.width
    }
}
