//! The grid of characters as a page: each [`ADVANCE`] points wide, each line [`PITCH`] points below the one before; and
//! where on it columns meet.

use crate::geometry::Rect;
use crate::pdf::{Glyph, Rgb};
use crate::words::word::text_of;
use crate::words::word::{Word, WordParts};

use super::super::source::SourceLine;

/// A character's width in points: one space is less than half the size, two are more, as between cells of a page.
pub(super) const ADVANCE: f32 = 3.0;
/// Font size in points.
pub(super) const SIZE: f32 = 10.0;
/// From one line to the next in points.
pub(super) const PITCH: f32 = 12.0;
/// How far below its top a line's baseline is, as a share of the size.
const BASELINE: f32 = 0.75;
/// What stands closer, in points, is one space apart: less than the two that set cells apart.
pub(super) const CLOSE: f32 = 1.5 * ADVANCE;
/// A word on a boundary weighs as much as so many sentences across it.
const WORD_ON_BOUNDARY: usize = 4;
/// A line with cells weighs as much as so many that may be text.
const LINE_OF_CELLS: usize = 3;
/// A value has no more words.
const VALUE_WORDS: usize = 4;

#[allow(clippy::cast_precision_loss)] // A page has few lines.
pub(super) fn y_of(line: usize) -> f32 {
    line as f32 * PITCH
}

/// The words of a line as words of a page.
#[allow(clippy::cast_precision_loss)] // Lines are not that long.
pub(super) fn words(line: &SourceLine, row: usize) -> Vec<Word> {
    let y = y_of(row);
    let mut column = 0;
    let mut letter = 0;
    let mut words = Vec::with_capacity(line.words.len());
    for word in &line.words {
        column += word.gap;
        let count = word.text.chars().count();
        let letters = line.line.letters.get(letter..letter + count);
        let x = column as f32 * ADVANCE;
        words.push(Word::from(WordParts {
            text: word.text.as_str().into(),
            letters: letters.unwrap_or_default(),
            rect: Rect::new(x, y, x + count as f32 * ADVANCE, y + SIZE),
            base: y + BASELINE * SIZE,
            size: SIZE,
            first_advance: ADVANCE,
            bold: false,
            italic: false,
            color: Rgb::default(),
            mark: None,
            artifact: false,
            confidence: Glyph::CERTAIN,
            space_after: false,
        }));
        column += count;
        letter += count;
    }
    words
}

pub(super) fn has_cells(line: &[Word]) -> bool {
    cell_boxes(line).len() > 1
}

/// The boxes of a line's cells, which more than a space sets apart.
pub(super) fn cell_boxes(line: &[Word]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for word in line {
        match boxes.last_mut() {
            Some(last) if word.rect.x0 - last.x1 < CLOSE => *last = last.union(&word.rect),
            _ => boxes.push(word.rect),
        }
    }
    boxes
}

/// Boundaries in the white strips that run down through lines with cells.
pub(super) fn gutters(lines: &[&[Word]], width: f32) -> Option<Vec<f32>> {
    let mut spans: Vec<Rect> = lines.iter().flat_map(|line| cell_boxes(line)).collect();
    spans.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut units: Vec<Rect> = Vec::new();
    for rect in spans {
        match units.last_mut() {
            Some(last) if last.overlap_x(&rect) > -CLOSE => *last = last.union(&rect),
            _ => units.push(rect),
        }
    }
    let mut edges = vec![0.0];
    for pair in units.windows(2) {
        if let [left, right] = pair {
            edges.push(f32::midpoint(left.x1, right.x0));
        }
    }
    edges.push(width);
    (edges.len() > 2).then_some(edges)
}

/// Boundaries between headings' cells: between two of them where the fewest words of the lines stand, and among such
/// places where the widest white strip runs down, the rightmost of equal ones.
/// `value` tells whether a column reads a text.
pub(super) fn boundaries(
    cells: &[Rect],
    lines: &[&[Word]],
    right: f32,
    value: impl Fn(usize, &str) -> bool,
) -> Vec<f32> {
    let mut edges = vec![0.0];
    for (at, pair) in cells.windows(2).enumerate() {
        if let [first, second] = pair {
            edges.push(boundary(first, second, lines, |text| value(at + 1, text)));
        }
    }
    edges.push(right.max(edges.last().copied().unwrap_or(0.0) + ADVANCE));
    edges
}

pub(super) fn boundary(
    first: &Rect,
    second: &Rect,
    lines: &[&[Word]],
    value: impl Fn(&str) -> bool,
) -> f32 {
    let all = |cell: &Rect| cell.x0 < first.x1 && cell.x1 > second.x1;
    let cost = |x: f32| -> usize {
        let crossing = |line: &&[Word]| {
            let on = line.iter().any(|word| word.rect.x0 < x && word.rect.x1 > x)
                || line.windows(2).any(|pair| is_unit(pair, x));
            // What runs on over all places alike, as a sentence does, decides nothing.
            let across = cell_boxes(line)
                .iter()
                .any(|cell| cell.x0 < x && cell.x1 > x && !all(cell));
            let squeezed = || {
                let words = line.windows(2).filter_map(|pair| pair.last());
                let starts = words.filter(|word| {
                    let close = |cell: &Rect| cell.x0 < word.rect.x0 && word.rect.x0 < cell.x1;
                    cell_boxes(line)
                        .iter()
                        .any(|cell| cell.x0 < x && cell.x1 > x && close(cell))
                });
                starts
                    .map(|word| word.rect.x0)
                    .any(|x| begins_value(line, x, &value))
            };
            let cost = if on && !squeezed() {
                WORD_ON_BOUNDARY
            } else {
                usize::from(!begins_value(line, x, &value))
            };
            let weight = if has_cells(line) { LINE_OF_CELLS } else { 1 };
            if across { cost * weight } else { 0 }
        };
        lines.iter().map(crossing).sum()
    };
    let mut best: Option<(usize, usize, f32)> = None;
    let mut run: Option<(usize, f32)> = None;
    let mut x = first.x1 + 0.5 * ADVANCE;
    while x < second.x0 {
        let cost = cost(x);
        let from = match run {
            Some((last, from)) if last == cost => from,
            _ => x,
        };
        run = Some((cost, from));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A line's characters.
        let width = ((x - from) / ADVANCE).round() as usize;
        let better =
            best.is_none_or(|(least, widest, _)| cost < least || cost == least && width >= widest);
        if better {
            best = Some((cost, width, f32::midpoint(from, x)));
        }
        x += ADVANCE;
    }
    best.map_or(f32::midpoint(first.x1, second.x0), |(_, _, at)| at)
}

/// Whether the words behind a place, to the end of their cell, are a value.
pub(super) fn begins_value(line: &[Word], x: f32, value: impl Fn(&str) -> bool) -> bool {
    let from = line.iter().take_while(|word| word.rect.x0 < x).count();
    let words = line.get(from..).unwrap_or_default();
    let close = words.windows(2).take_while(|pair| match pair {
        [left, right] => right.rect.x0 - left.rect.x1 < CLOSE,
        _ => false,
    });
    let words = words
        .get(..words.len().min(close.count() + 1))
        .unwrap_or_default();
    let first = words.first().map(|word| word.text.as_str());
    first.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        && words.len() <= VALUE_WORDS
        && value(&text_of(words))
}

/// Whether a sign that belongs to the number before it follows the place: `36,5 %`.
pub(super) fn is_unit(pair: &[Word], x: f32) -> bool {
    let [left, right] = pair else { return false };
    let sign = !right.text.starts_with(char::is_alphanumeric) && right.text.chars().count() == 1;
    let close = right.rect.x0 - left.rect.x1 < CLOSE;
    sign && close && left.rect.x1 < x && right.rect.x0 > x
}
