//! Reading a page: its streams are decoded and run, its annotations drawn, and the whole finished.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::{Object, Stream};
use hayro_syntax::page::Page;
use kurbo::Affine;

use crate::pdf::content::annotations;
use crate::pdf::content::canvas::Canvas;
use crate::pdf::content::interpreter::Interpreter;
use crate::pdf::file::objects::items;
use crate::pdf::file::streams;
use crate::pdf::graphics::images::Images;
use crate::pdf::page::finish;
use crate::pdf::text::fonts::Fonts;
use crate::pdf::{Glyph, PageContent, PdfFile, Picture, Remark, Severity};

/// Glyphs that room is made for before a page is read.
const MOST_RESERVED: usize = 8192;

/// Glyphs whose room is kept for the next page.
const MOST_KEPT: usize = 4 * MOST_RESERVED;

/// Reads pages of a [`PdfFile`] on one thread, keeping fonts and images from page to page. What it reads of a page does
/// not depend on the pages that it read before.
pub struct PageReader<'a> {
    file: &'a PdfFile,
    fonts: Fonts<'a>,
    images: Images,
    /// Room for a page's glyphs, left by an earlier page.
    room: Cell<Vec<Glyph>>,
}

impl<'a> PageReader<'a> {
    pub(crate) fn new(file: &'a PdfFile) -> Self {
        Self {
            file,
            fonts: Fonts::new(file.pdf.xref(), file.limits.stream_bytes),
            images: Images::default(),
            room: Cell::default(),
        }
    }

    /// Reads one page, `index` from 0; an empty page if there is none.
    #[must_use]
    pub fn page(&self, index: u32) -> PageContent {
        let number = index.saturating_add(1);
        let pages = self.file.pdf.pages();
        let Some(page) = usize::try_from(index)
            .ok()
            .and_then(|index| pages.get(index))
        else {
            return PageContent {
                number,
                ..PageContent::default()
            };
        };
        let (width, height) = page.render_dimensions();
        let mut canvas = Canvas::new(&self.file.limits, self.file.share(), width, height);
        canvas.glyphs = self.room.take();
        // A panic of a dependency must not end the document: what was read before it stays.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.read(page, &mut canvas)));
        if outcome.is_err() {
            canvas.remarks.add("sida-olaslig", Severity::Error, || {
                "reading the page failed in a library: what was read before stays, the rest is missing".to_owned()
            });
        }
        finish::finish(canvas, number, width, height)
    }

    /// The page's images as one grey picture of so many samples in an inch, as the page is shown; `None` when there is no
    /// such page, or the picture would have more than `most` samples. Decoders run without a limit of their own: to be
    /// called where time and memory are limited. The remarks tell which images could not be decoded.
    #[must_use]
    pub fn picture(&self, index: u32, dpi: f32, most: u64) -> Option<(Picture, Vec<Remark>)> {
        let pages = self.file.pdf.pages();
        let page = pages.get(usize::try_from(index).ok()?)?;
        let (width, height) = page.render_dimensions();
        let mut canvas = Canvas::new(&self.file.limits, self.file.share(), width, height);
        canvas.picture = Some(Picture::paper(width, height, dpi, most)?);
        // A decoder that panics leaves what was painted before.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.read(page, &mut canvas)));
        if outcome.is_err() {
            canvas.remarks.add("bild-olaslig", Severity::Warning, || {
                "decoding an image failed in a library: what it shows is not read".to_owned()
            });
        }
        Some((canvas.picture.take()?, canvas.remarks.into_vec()))
    }

    /// Takes back a page's glyphs that nobody needs any more: the next page's are put in their place, in memory that is
    /// there already.
    pub fn reuse(&self, mut glyphs: Vec<Glyph>) {
        glyphs.clear();
        if glyphs.capacity() <= MOST_KEPT {
            self.room.set(glyphs);
        }
    }

    fn read(&self, page: &Page<'a>, canvas: &mut Canvas<'_>) {
        let content = content(page, canvas);
        // Most content takes six to ten bytes a glyph.
        canvas
            .glyphs
            .reserve((content.len() / 8).min(MOST_RESERVED));
        let initial = Affine::new(page.initial_transform(true).as_coeffs());
        let mut interpreter = Interpreter::new(
            canvas,
            &self.fonts,
            &self.images,
            &self.file.layers,
            initial,
        );
        interpreter.run(&content, page.resources());
        annotations::draw(&mut interpreter, page, initial);
    }
}

/// The page's content streams, decoded and joined by white space (ISO 32000-2, 7.8.2). They are one stream in pieces, and
/// the limit of a stream holds for all of them together.
fn content(page: &Page<'_>, canvas: &mut Canvas<'_>) -> Vec<u8> {
    let (named, parts): (usize, Vec<Object<'_>>) = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Array(array)) => {
            let parts: Vec<_> = items(&array, page.xref()).collect();
            (array.raw_iter().count(), parts)
        }
        single => {
            let named = usize::from(page.raw().contains_key("Contents"));
            (named, single.into_iter().collect())
        }
    };
    let streams: Vec<Stream<'_>> = parts.into_iter().filter_map(Object::into_stream).collect();
    if streams.len() < named {
        canvas.remarks.add("strom-olaslig", Severity::Error, || {
            format!(
                "{} of {named} parts of the page's content cannot be found or read: they are missing",
                named - streams.len()
            )
        });
    }
    let mut all: Vec<u8> = Vec::new();
    for stream in streams {
        let room = canvas.limits.stream_bytes.saturating_sub(all.len() as u64);
        let before = all.len();
        if before > 0 {
            all.push(b'\n');
        }
        let parted = all.len();
        streams::content_onto(&mut all, &stream, canvas, room);
        if all.len() == parted {
            all.truncate(before);
        }
    }
    all
}
