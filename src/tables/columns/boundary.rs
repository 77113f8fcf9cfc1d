//! The boundary between two neighbouring columns, from the header row's words and the white space that runs down between cells.

use crate::geometry::Rect;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// Words of a heading closer than this share of the font size belong to one cell.
const HEADING_GAP: f32 = 0.5;

/// The boxes of a heading's cells: words that are close on a line, and lines that overlap, are one cell.
#[must_use]
pub fn heading_boxes(lines: &[Vec<Word>]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for line in lines {
        for segment in segments(line, HEADING_GAP) {
            let rect = rect_of(segment);
            boxes.push(rect);
        }
    }
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut merged: Vec<Rect> = Vec::new();
    for rect in boxes {
        match merged.last_mut() {
            Some(last) if last.overlap_x(&rect) > 0.3 => *last = last.union(&rect),
            _ => merged.push(rect),
        }
    }
    merged
}

/// The boundary between two neighbouring cells of a heading: the place between them that the fewest body words cross; among
/// equals the middle of the widest stretch.
pub(crate) fn boundary(first: &Rect, second: &Rect, body: &[&[Word]]) -> f32 {
    // Cells may be wider than their heading, but no boundary runs through a heading's words.
    let (low, high) = (first.x1 - 0.5, second.x0 + 0.5);
    if high - low < 0.4 {
        return f32::midpoint(first.x1, second.x0);
    }
    let spans: Vec<(f32, f32)> = body
        .iter()
        .flat_map(|line| segments(line, 0.32))
        .map(|segment| {
            let rect = rect_of(segment);
            (rect.x0, rect.x1)
        })
        .chain([(first.x0, first.x1), (second.x0, second.x1)])
        .collect();
    let mut cuts: Vec<f32> = vec![low, high];
    for (from, to) in &spans {
        cuts.extend([*from, *to].into_iter().filter(|x| *x > low && *x < high));
    }
    cuts.sort_by(f32::total_cmp);
    let mut best: Option<(Strip, f32)> = None;
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if to - from < 0.2 {
            continue;
        }
        let middle = f32::midpoint(from, to);
        let crossing = spans
            .iter()
            .filter(|(a, b)| *a < middle && *b > middle)
            .count();
        let strip = Strip {
            crossing,
            parting: parted(body, middle, first.x0, second.x1),
            width: to - from,
        };
        if best.as_ref().is_none_or(|(other, _)| strip.beats(other)) {
            best = Some((strip, middle));
        }
    }
    best.map_or(f32::midpoint(first.x1, second.x0), |(_, at)| at)
}

/// A place where a boundary may be.
struct Strip {
    /// Pieces of text that it would cut.
    crossing: usize,
    /// Lines that have a piece on either side of it within the two columns.
    parting: usize,
    /// In points.
    width: f32,
}

impl Strip {
    /// Fewest pieces cut; then, where one of the two parts far more lines (narrow values under a wide heading stand
    /// close to the next column's), that one; then the wider one.
    fn beats(&self, other: &Self) -> bool {
        if self.crossing != other.crossing {
            return self.crossing < other.crossing;
        }
        if self.parting > 2 * other.parting + 2 || other.parting > 2 * self.parting + 2 {
            return self.parting > other.parting;
        }
        self.width > other.width
    }
}

/// How many lines have a piece on either side of the position and between the ends of the two columns' headings.
fn parted(body: &[&[Word]], at: f32, from: f32, to: f32) -> usize {
    let has_both = |line: &&&[Word]| {
        let side = |left: bool| {
            segments(line, 0.32).any(|piece| {
                let rect = rect_of(piece);
                let inside = rect.x1 > from && rect.x0 < to;
                inside && if left { rect.x1 <= at } else { rect.x0 >= at }
            })
        };
        side(true) && side(false)
    };
    body.iter().filter(has_both).count()
}
