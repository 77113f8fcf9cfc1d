//! Small images and drawn shapes that may carry meaning: status marks, icons, bars of progress.

use crate::block::{Mark, Place};
use crate::drawing::bars;
use crate::drawing::letters::Letters;
use crate::drawing::tolerances::{
    HIGHEST_BAR, IMAGE_BAR, LARGEST_SPOT, SLENDER, is_mark_sized, is_strong, is_white,
};
use crate::geometry::Rect;
use crate::pdf::{Fill, PageContent, Shape};
use crate::spatial::SpatialIndex;

/// Small images and drawn shapes: marks that may carry meaning, from top to bottom.
#[must_use]
pub fn marks(page: &PageContent) -> Vec<(Rect, Mark)> {
    let letters = Letters::of(page);
    let mut marks: Vec<(Rect, Mark)> = images(page);
    for (rect, color, filled) in bars::bars(page, &letters) {
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
    for (fill, form) in shapes(page, &letters, &marks) {
        let mark = Mark {
            place: Place::Page(page.number, fill.rect),
            color: Some(fill.color),
            form: form.name(),
            filled: None,
            alt: None,
        };
        marks.push((fill.rect, mark));
    }
    marks.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    marks
}

/// Images of a mark's size.
fn images(page: &PageContent) -> Vec<(Rect, Mark)> {
    let small = page
        .images
        .iter()
        .filter(|image| is_mark_sized(&image.rect));
    let mark = |image: &crate::pdf::Image| {
        let bar = image.rect.width() > IMAGE_BAR * image.rect.height();
        let mark = Mark {
            place: Place::Page(page.number, image.rect),
            color: image.color,
            form: if bar { "stapel" } else { "bild" },
            filled: image.filled.filter(|_| bar),
            alt: None,
        };
        (image.rect, mark)
    };
    small.map(mark).collect()
}

/// What a drawn shape looks like.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A circle, or another shape that is about as wide as high.
    Round,
    /// A rectangle no higher than a bar.
    Flat,
}

impl Form {
    fn of(fill: &Fill) -> Option<Self> {
        let rect = &fill.rect;
        if is_white(fill.color) || !is_mark_sized(rect) {
            return None;
        }
        let strong = is_strong(fill.color);
        let spot = rect.width() <= LARGEST_SPOT && rect.height() <= LARGEST_SPOT;
        let even = rect.width() < SLENDER * rect.height() && rect.height() < SLENDER * rect.width();
        let round = fill.shape == Shape::Ellipse || fill.shape == Shape::Other && even && strong;
        if round {
            return spot.then_some(Self::Round);
        }
        let flat = fill.shape == Shape::Rectangle && strong && rect.height() <= HIGHEST_BAR;
        flat.then_some(Self::Flat)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Round => "cirkel",
            Self::Flat => "rektangel",
        }
    }
}

/// Fills of a mark's form that no letter stands on; of flat ones those that lie on no mark found before them.
fn shapes<'p>(
    page: &'p PageContent,
    letters: &Letters<'_>,
    marks: &[(Rect, Mark)],
) -> Vec<(&'p Fill, Form)> {
    let fills = page.fills.iter();
    let shapes: Vec<(&Fill, Form)> = fills
        .filter_map(|fill| Some((fill, Form::of(fill)?)))
        .filter(|(fill, _)| !letters.on(&fill.rect))
        .collect();
    let found = marks.iter().map(|(rect, _)| *rect);
    let index = SpatialIndex::new(found.chain(shapes.iter().map(|(fill, _)| fill.rect)));
    let mut kept = vec![true; marks.len()];
    for ((fill, form), number) in shapes.iter().zip((0..).skip(marks.len())) {
        let middle = (fill.rect.mid_x(), fill.rect.mid_y());
        let taken = *form == Form::Flat
            && index
                .last_at(middle, 0..number, |other| kept[other as usize])
                .is_some();
        kept.push(!taken);
    }
    let kept = kept.into_iter().skip(marks.len());
    let shapes = shapes.into_iter().zip(kept);
    shapes
        .filter_map(|(shape, kept)| kept.then_some(shape))
        .collect()
}
