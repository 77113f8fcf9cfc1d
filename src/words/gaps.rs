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
