//! The page reader: bytes to glyphs, lines, fills and images.

use namnd::diagnostics::codes;
use namnd::geometry::Rect;
use namnd::pdf::{PageContent, PdfFile};

use super::{invariants, skeleton};

/// Reads a file's pages, or a page made of the bytes, in order and each on its own.
pub fn check(data: &[u8]) {
    let bytes = skeleton::file(data);
    let options = invariants::options();
    let Ok(file) = PdfFile::open(&bytes, &options.passwords, &options.limits) else {
        return;
    };
    assert!(file.page_count() <= options.limits.pages);
    let reader = file.reader();
    let mut pages = Vec::new();
    for (index, number) in (0..file.page_count()).zip(1..) {
        let page = reader.page(index);
        assert_eq!(page.number, number);
        look(&page, &options.limits);
        pages.push(page);
    }
    // What is read of a page does not depend on the pages read before it.
    for (index, page) in (0..file.page_count()).zip(&pages) {
        same(page, &file.page(index));
    }
    let (structure, info) = (file.structure(), file.info());
    if let Some(tree) = &structure {
        assert!(tree.nodes.len() <= options.limits.structure_nodes as usize);
    }
    assert_eq!(structure, file.structure());
    assert_eq!(info, file.info());
}

fn look(page: &PageContent, limits: &namnd::limits::Limits) {
    assert!(page.width.is_finite() && page.height.is_finite());
    for glyph in &page.glyphs {
        finite(&glyph.rect);
        assert!(glyph.x.is_finite() && glyph.y.is_finite() && glyph.size.is_finite());
        assert!(page.fonts.get(usize::from(glyph.font.0)).is_some());
    }
    page.rules.iter().for_each(|rule| finite(&rule.rect));
    page.fills.iter().for_each(|fill| finite(&fill.rect));
    page.images.iter().for_each(|image| finite(&image.rect));
    // A glyph that stands for several letters may pass the limit by some.
    assert!(page.glyphs.len() <= limits.glyphs as usize + 64);
    for remark in &page.remarks {
        let known = codes::ALL.iter().any(|code| code.kod == remark.code);
        assert!(known, "{} is not in the list of codes", remark.code);
    }
}

fn finite(rect: &Rect) {
    let all = [rect.x0, rect.y0, rect.x1, rect.y1];
    assert!(all.iter().all(|side| side.is_finite()), "{rect:?}");
}

fn same(a: &PageContent, b: &PageContent) {
    assert_eq!(a.glyphs, b.glyphs);
    assert_eq!(a.fonts, b.fonts);
    assert_eq!(a.rules, b.rules);
    assert_eq!(a.fills, b.fills);
    assert_eq!(a.images, b.images);
    assert_eq!(a.remarks, b.remarks);
}
