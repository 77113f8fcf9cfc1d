//! Where a page's letters are, for what is drawn: a shape that letters stand on is shading, no mark.

use std::cell::OnceCell;

use crate::geometry::Rect;
use crate::pdf::PageContent;
use crate::spatial::SpatialIndex;

/// A page's letters.
pub(crate) struct Letters<'p> {
    page: &'p PageContent,
    /// Their centres, found when first asked for: many pages have nothing drawn that might be a mark.
    centres: OnceCell<SpatialIndex>,
}

impl<'p> Letters<'p> {
    pub(crate) fn of(page: &'p PageContent) -> Self {
        let centres = OnceCell::new();
        Self { page, centres }
    }

    /// Whether a letter stands on the area.
    pub(crate) fn on(&self, area: &Rect) -> bool {
        let centres = self.centres.get_or_init(|| {
            let glyphs = self.page.glyphs.iter();
            let letters = glyphs.filter(|glyph| !glyph.ch.is_whitespace());
            let centres = letters.map(|glyph| (glyph.rect.mid_x(), glyph.rect.mid_y()));
            let known = centres.filter(|(x, y)| x.is_finite() && y.is_finite());
            SpatialIndex::new(known.map(|(x, y)| Rect::new(x, y, x, y)))
        });
        centres.meeting(*area).next().is_some()
    }
}
