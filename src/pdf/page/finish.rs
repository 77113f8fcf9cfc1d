//! The last step of a page: what only the whole of it tells.

use crate::pdf::content::canvas::Canvas;
use crate::pdf::page::{accents, doubles, hidden, shadows};
use crate::pdf::{PageContent, Recognised};

/// Makes the page's content of what was read.
pub(crate) fn finish(mut canvas: Canvas<'_>, number: u32, width: f32, height: f32) -> PageContent {
    if canvas.has_accents {
        accents::merge(&mut canvas.glyphs);
    }
    shadows::remove(&mut canvas.glyphs);
    doubles::merge(&mut canvas.glyphs);
    hidden::cover(&mut canvas);
    hidden::blend(&mut canvas);
    PageContent {
        number,
        width,
        height,
        fonts: canvas.fonts,
        glyphs: canvas.glyphs,
        rules: canvas.rules,
        fills: canvas.fills,
        images: canvas.images,
        remarks: canvas.remarks.into_vec(),
        recognition: Recognised::Not,
    }
}
