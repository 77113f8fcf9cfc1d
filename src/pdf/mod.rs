//! The PDF reader: from bytes to what stands on each page, before anything is understood.
//!
//! [`PdfFile`] opens a file, [`PageReader`] reads its pages one by one.

mod actual;
mod canvas;
mod color;
mod finish;
mod font;
mod function;
mod image;
mod interpret;
mod layers;
mod marks;
mod model;
mod notes;
mod path;
mod state;
mod stream;
mod strings;
mod text;
mod unicode;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Affine;

pub use model::*;

use crate::convert::ConvertError;
use crate::diagnostics::{Allvar, Diagnostic};
use crate::limits::Limits;
use canvas::Canvas;
use layers::Layers;

/// An opened PDF file. It owns its bytes and can be read by many threads at a time.
pub struct PdfFile {
    pdf: Pdf,
    limits: Limits,
    layers: Layers,
    pages: u32,
    diagnostics: Vec<Diagnostic>,
}

impl PdfFile {
    /// Opens a file, with the empty password and then the given ones.
    ///
    /// # Errors
    /// When the file is empty, encrypted with another password, larger than a limit or not a PDF that can be read.
    pub fn open(bytes: &[u8], passwords: &[String], limits: &Limits) -> Result<Self, ConvertError> {
        if bytes.is_empty() {
            return Err(ConvertError::Empty);
        }
        if bytes.len() as u64 > limits.file_bytes {
            return Err(ConvertError::Limit(format!("{} bytes", limits.file_bytes)));
        }
        let shared = std::sync::Arc::new(bytes.to_vec());
        let mut failure = None;
        let candidates = std::iter::once("").chain(passwords.iter().map(String::as_str));
        for password in candidates {
            match Pdf::new_with_password(std::sync::Arc::clone(&shared), password) {
                Ok(pdf) => return Ok(Self::with(pdf, limits)),
                Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                    failure = Some(ConvertError::Encrypted("no given password fits".to_owned()));
                }
                Err(error) => {
                    failure = Some(ConvertError::Broken(format!("{error:?}")));
                    break;
                }
            }
        }
        Err(failure.unwrap_or(ConvertError::Empty))
    }

    fn with(pdf: Pdf, limits: &Limits) -> Self {
        let layers = Layers::new(&pdf);
        let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
        let mut diagnostics = Vec::new();
        if count > limits.pages {
            diagnostics.push(Diagnostic::new(
                "grans-sidor",
                Allvar::Fel,
                format!("more than {} pages: the rest is missing", limits.pages),
            ));
        }
        Self {
            pdf,
            limits: limits.clone(),
            layers,
            pages: count.min(limits.pages),
            diagnostics,
        }
    }

    /// Number of pages, at most the limit.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.pages
    }

    /// What went wrong with the file as a whole.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
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
            fonts: font::Fonts::new(),
            images: image::Images::default(),
        }
    }
}

/// Reads pages of a [`PdfFile`] on one thread, keeping fonts and images from page to page. What it reads of a page does
/// not depend on the pages that it read before.
pub struct PageReader<'a> {
    file: &'a PdfFile,
    fonts: font::Fonts<'a>,
    images: image::Images,
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
        let mut canvas = Canvas::new(&self.file.limits, width, height);
        // A panic of a dependency must not end the document: what was read before it stays.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.read(page, &mut canvas)));
        if outcome.is_err() {
            canvas.notes.add("sida-olaslig", Allvar::Fel, || {
                "reading the page failed in a library: what was read before stays, the rest is missing".to_owned()
            });
        }
        finish::finish(canvas, number, width, height)
    }

    fn read(&self, page: &Page<'a>, canvas: &mut Canvas<'_>) {
        let content = content(page, canvas);
        let initial = Affine::new(page.initial_transform(true).as_coeffs());
        let mut interpreter = interpret::Interpreter::new(
            canvas,
            &self.fonts,
            &self.images,
            &self.file.layers,
            initial,
        );
        interpreter.run(&content, page.resources());
    }
}

/// The page's content streams, decoded and joined by white space (ISO 32000-2, 7.8.2).
fn content(page: &Page<'_>, canvas: &mut Canvas<'_>) -> Vec<u8> {
    let mut all = Vec::new();
    let streams: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => Array::iter::<Stream<'_>>(&array).collect(),
        _ => Vec::new(),
    };
    for stream in streams {
        if let Some(data) = stream::decode(&stream, canvas) {
            all.extend_from_slice(&data);
            all.push(b'\n');
        }
    }
    all
}
