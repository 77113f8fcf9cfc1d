//! The PDF reader: from bytes to what stands on each page, before anything is understood.
//!
//! [`PdfFile`] opens a file, [`PageReader`] reads its pages one by one into [`PageContent`]: glyphs, ruling lines, fills
//! and images, in points from the page's top left corner after `/Rotate` and `/CropBox`.
//!
//! ```
//! use namnd::limits::Limits;
//! use namnd::pdf::PdfFile;
//!
//! let error = PdfFile::open(b"no PDF", &[], &Limits::default()).unwrap_err();
//! assert_eq!(error.code(), "trasig");
//! ```
//!
//! The way of a page: `hayro-syntax` parses the file; its streams are decoded (`stream`); the interpreter (`interpret`,
//! `plain`, `choose`, `text`, `pen`, `paint`, `forms`, `marks`) runs their operators on a graphics state (`state`) and paints on a `canvas`, with
//! `hayro-font` behind `font` and `codes`; `path` makes ruling lines and areas of paths, `image` and `raster` look at images;
//! `annotation` draws filled-in fields; `finish` joins accents and finds what is hidden, `doubles` drops what is drawn twice.
//! `structure` (by `table` and `element`, where objects plainly stand) and `info` read what the file says of itself, `repair` rebuilds files that cannot be opened,
//! `unlock` finds the user's password by the owner's.
//!
//! What the reader promises:
//! - Every glyph is there, seen or not ([`Visibility`] tells), and every character that is a guess is marked as one.
//! - A broken or malicious file ends: operators, forms, saved states, glyphs, lines and decoded bytes of a page are
//!   counted against [`Limits`]. What was read before a limit stays, and a remark names the limit.
//! - A panic in a library costs the rest of one page and is a remark; nothing here recurses over the input's depth
//!   but forms, which a limit bounds.
//! - A page reads the same whichever pages were read before it and on however many threads.
//!
//! What it leaves out: the content of tiling patterns, soft masks and Type 3 glyphs; text boxes and fields without an
//! appearance (a remark says so); PostScript functions of colours (the ink's darkness stands in for the colour).

mod actual;
mod annotation;
mod bomb;
mod canvas;
mod choose;
mod codes;
mod color;
mod doubles;
mod element;
mod finish;
mod font;
mod forms;
mod function;
mod image;
mod info;
mod interpret;
mod layers;
mod marks;
mod model;
mod notes;
mod paint;
mod path;
mod pen;
mod plain;
mod raster;
mod repair;
mod state;
mod stream;
mod strings;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod unicode;
mod unlock;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use foldhash::HashMap;
use hayro_syntax::object::{Array, MaybeRef, Object};
use hayro_syntax::page::Page;
use hayro_syntax::xref::XRef;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Affine;

pub use model::*;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::error::ConvertError;
use crate::limits::Limits;
use canvas::Canvas;
use layers::Layers;
use table::Table;
use unlock::Owner;

/// Decoded bytes that a page may ask for however many pages there are.
const LEAST_PAGE_BYTES: u64 = 64 << 20;

/// An opened PDF file. It owns its bytes and can be read by many threads at a time.
pub struct PdfFile {
    pdf: Pdf,
    /// Where its objects are, if that is plain.
    table: Option<Table>,
    limits: Limits,
    layers: Layers,
    /// Page numbers (from 1) by object number and generation.
    numbers: HashMap<(u32, i32), u32>,
    pages: u32,
    pages_in_file: u32,
    diagnostics: Vec<Diagnostic>,
}

impl PdfFile {
    /// Opens a copy of a file's bytes: see [`PdfFile::open_shared`].
    ///
    /// # Errors
    /// The same.
    pub fn open(bytes: &[u8], passwords: &[String], limits: &Limits) -> Result<Self, ConvertError> {
        Self::open_shared(&Arc::new(bytes.to_vec()), passwords, limits)
    }

    /// Opens a file, with the empty password and then the given ones, be they the user's or the owner's.
    ///
    /// # Errors
    /// When the file is empty, encrypted with another password, larger than a limit or not a PDF that can be read.
    pub fn open_shared(
        bytes: &Arc<Vec<u8>>,
        passwords: &[String],
        limits: &Limits,
    ) -> Result<Self, ConvertError> {
        if bytes.is_empty() {
            return Err(ConvertError::Empty);
        }
        if bytes.len() as u64 > limits.file_bytes {
            return Err(ConvertError::Limit(format!("{} bytes", limits.file_bytes)));
        }
        if let Some(limit) = bomb::exceeded(bytes, limits) {
            return Err(ConvertError::Limit(format!(
                "{limit} decoded bytes of its objects"
            )));
        }
        let mut wrong_password = false;
        for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
            match load(bytes, password) {
                Ok(pdf) if pdf.pages().is_empty() => break,
                Ok(pdf) => return Ok(Self::with(pdf, limits, Vec::new())),
                Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                    wrong_password = true
                }
                Err(LoadPdfError::Decryption(_)) => {
                    return Err(ConvertError::Encrypted(
                        "in a way that is not supported".to_owned(),
                    ));
                }
                Err(LoadPdfError::Invalid) => break,
            }
        }
        if wrong_password {
            // Read once, whatever the number of passwords.
            let owner = if passwords.is_empty() {
                None
            } else {
                Owner::of(bytes)
            };
            let unlocked = passwords
                .iter()
                .filter_map(|password| owner.as_ref()?.user_password(password))
                .find_map(|user| load(bytes, &user).ok());
            return match unlocked {
                Some(pdf) if !pdf.pages().is_empty() => Ok(Self::with(pdf, limits, Vec::new())),
                _ => Err(ConvertError::Encrypted("no given password fits".to_owned())),
            };
        }
        let rewritten = repair::rewrite(bytes).map(Arc::new);
        match rewritten.map(|rewritten| load(&rewritten, "")) {
            Some(Ok(pdf)) if !pdf.pages().is_empty() => {
                let remark = Diagnostic::new(
                    "reparerad",
                    Allvar::Varning,
                    "the file's structure is broken and was rebuilt from its objects: parts may be missing",
                );
                Ok(Self::with(pdf, limits, vec![remark]))
            }
            _ if !bytes.get(..1024.min(bytes.len())).is_some_and(has_header) => Err(
                ConvertError::Broken("it has no PDF header and no readable page".to_owned()),
            ),
            _ => Err(ConvertError::Broken(
                "no page can be found in it".to_owned(),
            )),
        }
    }

    fn with(pdf: Pdf, limits: &Limits, mut diagnostics: Vec<Diagnostic>) -> Self {
        // At the first broken object the library looks for all of them anew, and from then on reads others than before. That
        // must not happen between two pages, or what is read of a page depends on the pages read before it.
        // With a table that leads to every object there is no broken one.
        let table = Table::read(pdf.data().as_ref());
        if table.is_none() {
            guarded((), || pdf.objects().into_iter().for_each(drop));
        }
        let layers = guarded(Layers::default(), || Layers::new(&pdf));
        let numbers = pdf
            .pages()
            .iter()
            .zip(1..)
            .filter_map(|(page, number)| {
                page.raw()
                    .obj_id()
                    .map(|id| ((id.obj_number, id.gen_number), number))
            })
            .collect();
        let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
        if count > limits.pages {
            diagnostics.push(Diagnostic::new(
                "grans-sidor",
                Allvar::Fel,
                format!("more than {} pages: the rest is missing", limits.pages),
            ));
        }
        Self {
            pdf,
            table,
            limits: limits.clone(),
            layers,
            numbers,
            pages: count.min(limits.pages),
            pages_in_file: count,
            diagnostics,
        }
    }

    /// Number of pages, at most the limit.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.pages
    }

    /// Number of pages that the file has, read or not.
    #[must_use]
    pub fn pages_in_file(&self) -> u32 {
        self.pages_in_file
    }

    /// Decoded bytes that one page may ask for: its share of the document's, the same whichever pages are read.
    fn page_bytes(&self) -> u64 {
        let share = self.limits.document_bytes / u64::from(self.pages.max(1));
        share.max(LEAST_PAGE_BYTES).min(self.limits.document_bytes)
    }

    /// What went wrong with the file as a whole.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The structure tree of a tagged file, roles mapped to standard types and pages resolved.
    #[must_use]
    pub fn structure(&self) -> Option<StructTree> {
        guarded(None, || {
            structure::read(
                &self.pdf,
                self.table.as_ref(),
                &self.numbers,
                self.limits.structure_nodes,
            )
        })
    }

    /// Title, makers, bookmarks.
    #[must_use]
    pub fn info(&self) -> PdfInfo {
        guarded(PdfInfo::default(), || info::read(&self.pdf, &self.numbers))
    }

    /// Reads one page, `index` from 0. To read several, [`PdfFile::reader`] loads their fonts once.
    #[must_use]
    pub fn page(&self, index: u32) -> PageContent {
        self.reader().page(index)
    }

    /// A reader of pages for one thread.
    #[must_use]
    pub fn reader(&self) -> PageReader<'_> {
        PageReader {
            file: self,
            fonts: font::Fonts::new(self.limits.stream_bytes),
            images: image::Images::default(),
            named_fonts: Cell::default(),
            room: Cell::default(),
        }
    }
}

impl std::fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PdfFile")
            .field("pages", &self.pages)
            .field("diagnostics", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

/// Glyphs that room is made for before a page is read.
const MOST_RESERVED: usize = 8192;

/// Glyphs whose room is kept for the next page.
const MOST_KEPT: usize = 4 * MOST_RESERVED;

/// Reads pages of a [`PdfFile`] on one thread, keeping fonts and images from page to page. What it reads of a page does
/// not depend on the pages that it read before.
pub struct PageReader<'a> {
    file: &'a PdfFile,
    fonts: font::Fonts<'a>,
    images: image::Images,
    /// The last page's fonts: most pages share their resources.
    named_fonts: Cell<interpret::NamedFonts<'a>>,
    /// Room for a page's glyphs, left by an earlier page.
    room: Cell<Vec<Glyph>>,
}

impl<'a> PageReader<'a> {
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
        let mut canvas = Canvas::new(&self.file.limits, self.file.page_bytes(), width, height);
        canvas.glyphs = self.room.take();
        // A panic of a dependency must not end the document: what was read before it stays.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.read(page, &mut canvas)));
        if outcome.is_err() {
            canvas.notes.add("sida-olaslig", Allvar::Fel, || {
                "reading the page failed in a library: what was read before stays, the rest is missing".to_owned()
            });
        }
        finish::finish(canvas, number, width, height)
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
        let mut interpreter = interpret::Interpreter::new(
            canvas,
            &self.fonts,
            &self.images,
            &self.file.layers,
            initial,
        );
        interpreter.named_fonts = self.named_fonts.take();
        interpreter.run(&content, page.resources());
        annotation::draw(&mut interpreter, page, initial);
        self.named_fonts.set(interpreter.named_fonts);
    }
}

fn load(bytes: &Arc<Vec<u8>>, password: &str) -> Result<Pdf, LoadPdfError> {
    guarded(Err(LoadPdfError::Invalid), || {
        Pdf::new_with_password(Arc::clone(bytes), password)
    })
}

/// What a library gives, or something else should it panic.
fn guarded<T>(otherwise: T, read: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(otherwise)
}

fn has_header(start: &[u8]) -> bool {
    start.windows(5).any(|window| window == b"%PDF-")
}

/// An array's items, references followed. The array's own iterator ends at the first that leads nowhere.
fn items<'a>(array: &Array<'a>, xref: &'a XRef) -> impl Iterator<Item = Object<'a>> {
    array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(reference) => xref.get::<Object<'a>>(reference.into()),
        MaybeRef::NotRef(object) => Some(object),
    })
}

/// The page's content streams, decoded and joined by white space (ISO 32000-2, 7.8.2). They are one stream in pieces, and
/// the limit of a stream holds for all of them together.
fn content(page: &Page<'_>, canvas: &mut Canvas<'_>) -> Vec<u8> {
    let streams: Vec<Object<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Array(array)) => items(&array, page.xref()).collect(),
        single => single.into_iter().collect(),
    };
    let mut all: Vec<u8> = Vec::new();
    for stream in streams.into_iter().filter_map(Object::into_stream) {
        let room = canvas.limits.stream_bytes.saturating_sub(all.len() as u64);
        let before = all.len();
        if before > 0 {
            all.push(b'\n');
        }
        let parted = all.len();
        stream::content_onto(&mut all, &stream, canvas, room);
        if all.len() == parted {
            all.truncate(before);
        }
    }
    all
}
