//! Letters of text layers for tests.

use crate::geometry::Rect;
use crate::pdf::{FontId, Glyph, Rgb, Visibility};

/// A letter of a layer, upright, with its box and its baseline.
pub(super) fn letter(ch: char, rect: Rect, base: f32, size: f32) -> Glyph {
    Glyph {
        ch,
        confidence: Glyph::CERTAIN,
        rect,
        x: rect.x0,
        y: base,
        size,
        angle: 0,
        font: FontId(0),
        color: Rgb(0, 0, 0),
        visibility: Visibility::Invisible,
        mark: None,
        artifact: false,
        order: 0,
        string: 0,
    }
}
