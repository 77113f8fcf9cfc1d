//! Lines that had too little room: a value one space behind the name before it, or beside its column.

use crate::words::word::text_of;

use super::cutter::{BodyLine, Cutter, ONE_SPACE};
use crate::words::word::Word;

/// A value that was squeezed stands no farther before its column, and has no more words.
const SQUEEZED: f32 = 30.0;
const VALUE_WORDS: usize = 4;
/// A value that is moved into its column takes the second quarter of it.
const MOVED_QUARTER: f32 = 4.0;
/// Words before it end so far before the boundary, in points.
const BEFORE_EDGE: f32 = 1.0;

impl Cutter<'_> {
    /// Parts values from the words of the column before theirs where a line was squeezed, so that one space is all that
    /// stands between the two, or the boundary runs through either.
    pub(super) fn part_values(&self, line: &mut BodyLine) {
        for column in 1..self.header.columns.len() {
            let (Some(&edge), Some(&next)) = (self.edges.get(column), self.edges.get(column + 1))
            else {
                return;
            };
            let middle = |word: &Word| word.rect.mid_x();
            let at = line
                .words
                .iter()
                .take_while(|word| middle(word) < edge)
                .count();
            let close = |at: usize| {
                let (left, right) = (line.words.get(at - 1), line.words.get(at));
                left.zip(right)
                    .is_some_and(|(left, right)| right.rect.x0 - left.rect.x1 < ONE_SPACE)
            };
            let begin = (1..at).rev().find(|&at| !close(at)).unwrap_or(0);
            let crosses = at > 0 && at < line.words.len() && close(at);
            let end = if crosses {
                (at..line.words.len())
                    .find(|&at| !close(at) || line.words.get(at).is_some_and(|w| middle(w) > next))
                    .map_or(line.words.len(), |end| end.max(at + 1))
            } else {
                at
            };
            let text =
                |from: usize, to: usize| text_of(line.words.get(from..to).unwrap_or_default());
            let whole = self.reads(column - 1, &text(begin, at)) == Some(true)
                || crosses && self.reads(column, &text(at, end)) != Some(false);
            if whole || !crosses && !self.could_be_squeezed(line, at, (edge, next)) {
                continue;
            }
            let value = (begin + 1..end).find(|&from| {
                let text = text(from, end);
                end - from <= VALUE_WORDS
                    && text.starts_with(|c: char| c.is_ascii_digit())
                    && self.reads(column, &text) == Some(true)
            });
            let Some(from) = value else { continue };
            let width = (next - edge) / MOVED_QUARTER;
            for (at, word) in line.words.iter_mut().enumerate().take(end).skip(begin) {
                let (x0, x1) = (word.rect.x0, word.rect.x1);
                if at >= from && word.rect.mid_x() < edge {
                    let rect = &mut word.edit().rect;
                    (rect.x0, rect.x1) = (edge + width, edge + 2.0 * width);
                } else if at < from && x1 > edge {
                    let rect = &mut word.edit().rect;
                    (rect.x0, rect.x1) = (x0.min(edge) - 2.0 * BEFORE_EDGE, edge - BEFORE_EDGE);
                }
            }
        }
    }

    /// Whether the words before a boundary may hold a value of the empty column behind it: they reach near it, and the
    /// line has other values.
    fn could_be_squeezed(&self, line: &BodyLine, at: usize, (edge, next): (f32, f32)) -> bool {
        let before = at.checked_sub(1).and_then(|last| line.words.get(last));
        let near = before.is_some_and(|word| edge - word.rect.x1 < SQUEEZED);
        let behind = line.words.get(at);
        near && behind.is_some_and(|word| word.rect.mid_x() > next)
    }
}
