//! Where a page's letters are, for what is drawn: a shape that letters stand on is shading, no mark.

use std::cell::{Cell, OnceCell};

use crate::geometry::Rect;
use crate::pdf::PageContent;
use crate::spatial::SpatialIndex;

/// How often the letters are asked one by one before an index of them is made: making it takes as long as some fifty such
/// looks at a full page, and most pages are asked less often.
const ASKED_WITHOUT_INDEX: u32 = 32;

/// A page's letters.
pub(crate) struct Letters<'p> {
    page: &'p PageContent,
    /// How often a question was answered without the index.
    asked: Cell<u32>,
    /// Their centres, once there are many questions.
    centres: OnceCell<SpatialIndex>,
}

impl<'p> Letters<'p> {
    pub(crate) fn of(page: &'p PageContent) -> Self {
        Self {
            page,
            asked: Cell::new(0),
            centres: OnceCell::new(),
        }
    }

    /// Whether a letter stands on the area.
    pub(crate) fn on(&self, area: &Rect) -> bool {
        let asked = self.asked.get();
        if asked < ASKED_WITHOUT_INDEX {
            self.asked.set(asked + 1);
            return self.centres().any(|(x, y)| area.contains(x, y));
        }
        let centres = self
            .centres
            .get_or_init(|| SpatialIndex::new(self.centres().map(|(x, y)| Rect::new(x, y, x, y))));
        centres.meeting(*area).next().is_some()
    }

    fn centres(&self) -> impl Iterator<Item = (f32, f32)> {
        let glyphs = self.page.glyphs.iter();
        let letters = glyphs.filter(|glyph| !glyph.ch.is_whitespace());
        let centres = letters.map(|glyph| (glyph.rect.mid_x(), glyph.rect.mid_y()));
        centres.filter(|(x, y)| x.is_finite() && y.is_finite())
    }
}
