//! Words for tests.

use crate::geometry::Rect;
use crate::pdf::Glyph;
use crate::words::word::{Word, WordParts};

/// A word of ten points, five points a letter, from so far right, on a baseline so far down.
pub(crate) fn word(text: &str, x: f32, base: f32) -> Word {
    let wide = text.chars().fold(0.0, |wide, _| wide + 5.0);
    Word::from(WordParts {
        text: text.into(),
        letters: text.chars().map(|_| 0).collect(),
        rect: Rect::new(x, base - 8.0, x + wide, base + 2.0),
        base,
        size: 10.0,
        first_advance: 5.0,
        bold: false,
        italic: false,
        color: crate::pdf::Rgb::default(),
        mark: None,
        artifact: false,
        confidence: Glyph::CERTAIN,
        space_after: false,
    })
}

/// The words of a text, 2.5 points apart.
pub(crate) fn words(text: &str, from: f32, base: f32) -> Vec<Word> {
    let mut x = from;
    let parts = text.split(' ').map(|part| {
        let word = word(part, x, base);
        x = word.rect.x1 + 2.5;
        word
    });
    parts.collect()
}
