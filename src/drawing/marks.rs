//! Small images and drawn shapes that may carry meaning: status marks, icons, bars of progress.

use crate::block::{Mark, Place};
use crate::drawing::bars;
use crate::geometry::Rect;
use crate::pdf::{PageContent, Rgb};

/// Small images and drawn shapes: marks that may carry meaning.
#[must_use]
pub fn marks(page: &PageContent) -> Vec<(Rect, Mark)> {
    let mut marks: Vec<(Rect, Mark)> = Vec::new();
    let small = |rect: &Rect| {
        rect.width() >= 3.0
            && rect.height() >= 3.0
            && rect.width() <= 130.0
            && rect.height() <= 42.0
    };
    for image in page.images.iter().filter(|image| small(&image.rect)) {
        let bar = image.rect.width() > 3.0 * image.rect.height();
        marks.push((
            image.rect,
            Mark {
                place: Place::Page(page.number, image.rect),
                color: image.color,
                form: if bar { "stapel" } else { "bild" },
                filled: image.filled.filter(|_| bar),
                alt: None,
            },
        ));
    }
    for (rect, color, filled) in bars::bars(page) {
        let place = Place::Page(page.number, rect);
        let mark = Mark {
            place,
            color: Some(color),
            form: "stapel",
            filled,
            alt: None,
        };
        marks.push((rect, mark));
    }
    for fill in &page.fills {
        use crate::pdf::Shape;
        let Rgb(r, g, b) = fill.color;
        let white = u16::from(r) + u16::from(g) + u16::from(b) > 750;
        let strong = r.max(g).max(b) - r.min(g).min(b) > 50;
        let spot = fill.rect.width() <= 30.0 && fill.rect.height() <= 30.0;
        let even = fill.rect.width() < 1.5 * fill.rect.height()
            && fill.rect.height() < 1.5 * fill.rect.width();
        let round = fill.shape == Shape::Ellipse || fill.shape == Shape::Other && even && strong;
        let flat = fill.shape == Shape::Rectangle && strong && fill.rect.height() <= 20.0;
        if white || !small(&fill.rect) || !(round && spot || flat) {
            continue;
        }
        let written = page.glyphs.iter().any(|glyph| {
            !glyph.ch.is_whitespace() && fill.rect.contains(glyph.rect.mid_x(), glyph.rect.mid_y())
        });
        let taken = marks
            .iter()
            .any(|(rect, _)| rect.contains(fill.rect.mid_x(), fill.rect.mid_y()) && !round);
        if written || taken {
            continue;
        }
        marks.push((
            fill.rect,
            Mark {
                place: Place::Page(page.number, fill.rect),
                color: Some(fill.color),
                form: if round { "cirkel" } else { "rektangel" },
                filled: None,
                alt: None,
            },
        ));
    }
    marks.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    marks
}
