//! White space within a line: the segments that it parts, and text that runs over a column boundary.

use crate::geometry::Rect;
use crate::words::tolerances::{
    ASCENT, DESCENT, EDGE_SLACK, EVEN_GAPS, EVEN_LEAST, EVEN_WORDS, MIDDLE, SENTENCE_GAP,
};
use crate::words::word::Word;

/// Splits a line of words where the gap is wider than the share of the font size.
pub fn segments(line: &[Word], share: f32) -> impl Iterator<Item = &[Word]> + Clone {
    line.chunk_by(move |left, right| {
        let parted = right.rect.x0 - left.rect.x1 > share * left.size.max(right.size);
        !parted
    })
}

/// Whether the line has several segments.
#[must_use]
pub fn is_parted(line: &[Word], share: f32) -> bool {
    segments(line, share).nth(1).is_some()
}

/// Whether the line is running text: many words, all gaps alike. Justified lines have wide gaps, but wide ones all along.
#[must_use]
pub fn is_evenly_spaced(line: &[Word]) -> bool {
    let worded = line.iter().filter(|word| {
        let mut letters = word.text.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some()
    });
    if line.len() < EVEN_WORDS || worded.count() * 4 < line.len() * 3 {
        return false;
    }
    let least = EVEN_LEAST * line[0].size;
    let gaps = line
        .windows(2)
        .map(|pair| (pair[1].rect.x0 - pair[0].rect.x1).max(least));
    let (narrowest, widest) = gaps.fold((f32::MAX, 0.0_f32), |(low, high), gap| {
        (low.min(gap), high.max(gap))
    });
    widest < EVEN_GAPS * narrowest
}

/// The box around words.
#[must_use]
pub fn rect_of(words: &[Word]) -> Rect {
    words
        .iter()
        .map(|word| word.rect)
        .reduce(|all, rect| all.union(&rect))
        .unwrap_or_default()
}

/// The height at which a word is looked for in boxes, from baseline and size.
#[must_use]
pub fn middle(word: &Word) -> f32 {
    word.base - MIDDLE * word.size
}

/// Whether the words run over a boundary as text does: a word on it, or two words around it no farther apart than in a
/// sentence. `edges` ascend; the outermost two are no boundaries between columns.
#[must_use]
pub fn straddles(line: &[Word], edges: &[f32]) -> bool {
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or(&[]);
    let on = |word: &Word| {
        let begins_before = |edge: f32| word.rect.x0 < edge - EDGE_SLACK;
        let edge = inner.get(inner.partition_point(|edge| !begins_before(*edge)));
        edge.is_some_and(|edge| word.rect.x1 > edge + EDGE_SLACK)
    };
    let around = |left: &Word, right: &Word| {
        let ends_before = |edge: f32| left.rect.x1 <= edge + EDGE_SLACK;
        let edge = inner.get(inner.partition_point(|edge| !ends_before(*edge)));
        edge.is_some_and(|edge| right.rect.x0 >= edge - EDGE_SLACK)
            && right.rect.x0 - left.rect.x1 < SENTENCE_GAP * left.size.max(right.size)
    };
    line.iter().any(on) || line.windows(2).any(|pair| around(&pair[0], &pair[1]))
}

/// Top and bottom of a line from baseline and size: boxes from fonts' ascents differ too much between programs.
#[must_use]
pub fn extent(line: &[Word]) -> (f32, f32) {
    let top = line
        .iter()
        .map(|w| w.base - ASCENT * w.size)
        .fold(f32::INFINITY, f32::min);
    let bottom = line
        .iter()
        .map(|w| w.base + DESCENT * w.size)
        .fold(f32::NEG_INFINITY, f32::max);
    (top, bottom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::word;

    #[test]
    fn text_runs_over_a_boundary_on_a_word_or_between_two() {
        let edges = [0.0, 50.0, 100.0, 150.0, 200.0];
        let on = [word("avgiftsbefrielse", 80.0, 20.0)];
        assert!(straddles(&on, &edges));
        let within = [word("tal", 60.0, 20.0)];
        assert!(!straddles(&within, &edges));
        let left = word("tal", 80.0, 20.0);
        let end = left.rect.x1;
        let pair = |gap: f32| [left.clone(), word("tal", end + gap, 20.0)];
        let around = [0.0, end + 1.0, 200.0];
        assert!(straddles(&pair(2.0), &around));
        assert!(!straddles(&pair(9.0), &around));
    }
}
