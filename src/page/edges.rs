//! A page as page headers and footers are looked for on it, and its two ends.

use crate::geometry::Rect;
use crate::words::gaps::rect_of;
use crate::words::word::Word;

/// A page as furniture sees it.
pub struct PageView<'a> {
    /// Its number in the document, from 1.
    pub number: usize,
    /// Lines from top to bottom.
    pub lines: &'a [Vec<Word>],
    /// Height in points.
    pub height: f32,
    /// Boxes of tables' shading and lattices: what lies on them is no furniture.
    pub tables: Vec<Rect>,
    /// Its text is set on its side, and here is what stands upright around it.
    pub frame: bool,
}

impl PageView<'_> {
    /// Whether the words stand on a table.
    pub(super) fn has_on_table(&self, words: &[Word]) -> bool {
        let rect = rect_of(words);
        let (x, y) = (rect.mid_x(), rect.mid_y());
        self.tables.iter().any(|table| table.contains(x, y))
    }
}

/// An end of a page.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Top,
    Bottom,
}

/// At which end of the page a line stands, if it stands within this share of the page's height from it.
pub(super) fn in_zone(line: &[Word], height: f32, zone: f32) -> Option<Side> {
    let base = line.first()?.base;
    if base < zone * height {
        Some(Side::Top)
    } else if base > (1.0 - zone) * height {
        Some(Side::Bottom)
    } else {
        None
    }
}
