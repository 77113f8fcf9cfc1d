//! Column boundaries where no line draws them: from the heading's words and the white space that runs down between cells.

use crate::geometry::Rect;
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

/// Words of a line whose gaps tell how it is set, at least.
const EVEN_WORDS: usize = 5;
/// The widest gap of a line that is set evenly is narrower than so many times the narrowest ...
const EVEN_GAPS: f32 = 2.0;
/// ... which counts as this share of the font size at least.
const EVEN_LEAST: f32 = 0.15;

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

/// Whether the words run over a boundary as text does: a word on it, or two words around it no farther apart than in a
/// sentence.
#[must_use]
pub fn straddles(line: &[Word], edges: &[f32]) -> bool {
    let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or(&[]);
    inner.iter().any(|edge| {
        let on = line
            .iter()
            .any(|word| word.rect.x0 < edge - 1.0 && word.rect.x1 > edge + 1.0);
        on || line.windows(2).any(|pair| {
            let (left, right) = (&pair[0], &pair[1]);
            left.rect.x1 <= edge + 1.0
                && right.rect.x0 >= edge - 1.0
                && right.rect.x0 - left.rect.x1 < 0.34 * left.size.max(right.size)
        })
    })
}

/// Top and bottom of a line from baseline and size: boxes from fonts' ascents differ too much between programs.
#[must_use]
pub fn extent(line: &[Word]) -> (f32, f32) {
    let top = line
        .iter()
        .map(|w| w.base - 0.75 * w.size)
        .fold(f32::INFINITY, f32::min);
    let bottom = line
        .iter()
        .map(|w| w.base + 0.25 * w.size)
        .fold(f32::NEG_INFINITY, f32::max);
    (top, bottom)
}
