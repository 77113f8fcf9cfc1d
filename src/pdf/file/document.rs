//! An opened file: its pages, and what it says of itself.

use std::sync::Arc;

use foldhash::HashMap;
use hayro_syntax::Pdf;

use crate::error::ConvertError;
use crate::limits::Limits;
use crate::pdf::content::canvas::Share;
use crate::pdf::content::layers::Layers;
use crate::pdf::file::opening::{self, Opened, guarded};
use crate::pdf::file::table::Table;
use crate::pdf::file::{info, size_guard, structure};
use crate::pdf::{PageContent, PageReader, PdfInfo, Remark, Severity, StructTree};

/// Decoded bytes that a page may ask for however many pages there are.
const LEAST_PAGE_BYTES: u64 = 64 << 20;
/// Glyphs that a page may have however many pages there are: a sheet full of small print has fewer.
const LEAST_PAGE_GLYPHS: u32 = 9_600;

/// An opened PDF file. It owns its bytes and can be read by many threads at a time.
pub struct PdfFile {
    pub(crate) pdf: Pdf,
    /// Where its objects are, if that is plain.
    pub(crate) table: Option<Table>,
    pub(crate) limits: Limits,
    pub(crate) layers: Layers,
    /// Page numbers (from 1) by object number and generation.
    pub(crate) numbers: HashMap<(u32, i32), u32>,
    pages: u32,
    pages_in_file: u32,
    remarks: Vec<Remark>,
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
        if let Some(limit) = size_guard::exceeded(bytes, limits) {
            return Err(ConvertError::Limit(format!(
                "{limit} decoded bytes of its objects"
            )));
        }
        let opened = opening::open(bytes, passwords)?;
        Ok(Self::with(opened, limits))
    }

    fn with(opened: Opened, limits: &Limits) -> Self {
        let Opened {
            pdf,
            table,
            mut remarks,
            declared,
        } = opened;
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
        if let Some(declared) = declared.filter(|declared| *declared > count) {
            remarks.push(Remark {
                code: "sidor-saknas",
                severity: Severity::Error,
                message: format!(
                    "the file says that it has {declared} pages, and {count} can be found: the others are missing"
                ),
            });
        }
        if count > limits.pages {
            remarks.push(Remark {
                code: "grans-sidor",
                severity: Severity::Error,
                message: format!(
                    "more pages than the limit of {}: the rest is missing",
                    limits.pages
                ),
            });
        }
        Self {
            pdf,
            table,
            limits: limits.clone(),
            layers,
            numbers,
            pages: count.min(limits.pages),
            pages_in_file: count,
            remarks,
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

    /// What one page may ask for.
    pub(crate) fn share(&self) -> Share {
        let Limits {
            document_bytes,
            document_glyphs,
            glyphs,
            ..
        } = self.limits;
        let pages = self.pages.max(1);
        let bytes = document_bytes / u64::from(pages);
        Share {
            bytes: bytes.max(LEAST_PAGE_BYTES).min(document_bytes),
            glyphs: (document_glyphs / pages).max(LEAST_PAGE_GLYPHS).min(glyphs),
        }
    }

    /// What went wrong with the file as a whole.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
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
        PageReader::new(self)
    }
}

impl std::fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PdfFile")
            .field("pages", &self.pages)
            .field("remarks", &self.remarks)
            .finish_non_exhaustive()
    }
}
