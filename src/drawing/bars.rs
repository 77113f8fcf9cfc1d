//! Bars of progress drawn as shapes: a strong colour over the beginning of a pale ground.
//!
//! A bar may be full, so that nothing of its ground is seen, hardly begun, thinner than any other mark, or empty, with its
//! ground alone. The grounds of the page's other bars, which are all of one size, tell what these are.

use crate::geometry::Rect;
use crate::pdf::{Fill, PageContent, Rgb, Shape};

/// Bars are at most this high, in points.
const HIGHEST: f32 = 20.0;
/// Bars are at least this many times as wide as high.
const SLENDER: f32 = 1.5;
/// How far edges that are the same may be apart.
const SAME: f32 = 1.5;

/// The bars of a page from top to bottom: the box that is coloured, its colour, and the share of the ground that it fills
/// (`None` if no ground is known). Of an empty bar box and colour are the ground's.
#[must_use]
pub fn bars(page: &PageContent) -> Vec<(Rect, Rgb, Option<f32>)> {
    let flat: Vec<&Fill> = page
        .fills
        .iter()
        .filter(|fill| {
            fill.shape == Shape::Rectangle
                && fill.rect.height() >= 3.0
                && fill.rect.height() <= HIGHEST
                && fill.rect.width() <= 130.0
                && !is_written_on(page, &fill.rect)
        })
        .collect();
    let grounds: Vec<&Fill> = flat
        .iter()
        .copied()
        .filter(|fill| !is_strong(fill.color) && is_slender(&fill.rect))
        .collect();
    let begun: Vec<(&Fill, &Fill)> = flat
        .iter()
        .filter(|fill| is_strong(fill.color))
        .filter_map(|bar| {
            let ground = grounds
                .iter()
                .find(|ground| begins(&bar.rect, &ground.rect))?;
            Some((*bar, *ground))
        })
        .collect();
    let known = |rect: &Rect| {
        begun
            .iter()
            .map(|(_, g)| g)
            .find(|g| same_size(&g.rect, rect))
    };
    let mut bars = Vec::new();
    for fill in &flat {
        if is_strong(fill.color) {
            let ground = begun
                .iter()
                .find(|(bar, _)| bar.rect == fill.rect)
                .map(|(_, g)| g);
            if let Some(ground) = ground.or_else(|| known(&fill.rect)) {
                let share = fill.rect.width() / ground.rect.width().max(1.0);
                bars.push((fill.rect, fill.color, Some(share.min(1.0))));
            } else if is_slender(&fill.rect) && fill.rect.width() >= 3.0 {
                bars.push((fill.rect, fill.color, None));
            }
        } else if known(&fill.rect).is_some_and(|ground| ground.color == fill.color)
            && !flat
                .iter()
                .any(|bar| is_strong(bar.color) && begins(&bar.rect, &fill.rect))
        {
            bars.push((fill.rect, fill.color, Some(0.0)));
        }
    }
    bars.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    bars.dedup_by(|a, b| a.0 == b.0);
    bars
}

/// Whether a bar lies over the beginning of a ground.
fn begins(bar: &Rect, ground: &Rect) -> bool {
    (ground.x0 - bar.x0).abs() < SAME
        && (ground.y0 - bar.y0).abs() < SAME
        && (ground.y1 - bar.y1).abs() < SAME
        && bar.x1 < ground.x1 + SAME
}

fn same_size(a: &Rect, b: &Rect) -> bool {
    (a.width() - b.width()).abs() < SAME && (a.height() - b.height()).abs() < SAME
}

fn is_slender(rect: &Rect) -> bool {
    rect.width() > SLENDER * rect.height()
}

fn is_strong(Rgb(r, g, b): Rgb) -> bool {
    r.max(g).max(b) - r.min(g).min(b) > 50
}

fn is_written_on(page: &PageContent, rect: &Rect) -> bool {
    page.glyphs.iter().any(|glyph| {
        !glyph.ch.is_whitespace() && rect.contains(glyph.rect.mid_x(), glyph.rect.mid_y())
    })
}
