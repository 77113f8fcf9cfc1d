//! Where pages come from: what is drawn in a PDF, words that were recognised in a picture, or pages made otherwise.
//!
//! Everything after this trait is the same for all sources. Recognised words come in as glyphs with a confidence each;
//! [`Visibility::Visible`](crate::pdf::Visibility::Visible) where they stand for what a reader sees.

use crate::pdf::{Glyph, PageContent, PageReader, PdfFile, PdfInfo, Remark, StructTree};

/// Something that has pages.
pub trait PageSource: Sync {
    /// Number of pages that can be read.
    fn page_count(&self) -> u32;

    /// Number of pages that there are, read or not.
    fn pages_in_source(&self) -> u32 {
        self.page_count()
    }

    /// A reader of its pages. Each thread has one of its own, as a reader keeps what pages share.
    fn reader(&self) -> Box<dyn ReadPage + '_>;

    /// What the source says of itself.
    fn info(&self) -> PdfInfo {
        PdfInfo::default()
    }

    /// Its structure tree, if it has one.
    fn structure(&self) -> Option<StructTree> {
        None
    }

    /// What went wrong before any page was read.
    fn remarks(&self) -> &[Remark] {
        &[]
    }
}

/// Reads pages one by one.
pub trait ReadPage {
    /// The page, by its index from 0; an empty one if there is none. It does not depend on the pages read before.
    fn page(&mut self, index: u32) -> PageContent;

    /// Takes back a page's characters that are no longer needed: their room serves the next page.
    fn reuse(&mut self, _glyphs: Vec<Glyph>) {}
}

impl PageSource for PdfFile {
    fn page_count(&self) -> u32 {
        self.page_count()
    }

    fn pages_in_source(&self) -> u32 {
        self.pages_in_file()
    }

    fn reader(&self) -> Box<dyn ReadPage + '_> {
        Box::new(self.reader())
    }

    fn info(&self) -> PdfInfo {
        self.info()
    }

    fn structure(&self) -> Option<StructTree> {
        self.structure()
    }

    fn remarks(&self) -> &[Remark] {
        self.remarks()
    }
}

impl ReadPage for PageReader<'_> {
    fn page(&mut self, index: u32) -> PageContent {
        Self::page(self, index)
    }

    fn reuse(&mut self, glyphs: Vec<Glyph>) {
        Self::reuse(self, glyphs);
    }
}

/// Pages that are there already.
impl PageSource for Vec<PageContent> {
    fn page_count(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn reader(&self) -> Box<dyn ReadPage + '_> {
        Box::new(self.as_slice())
    }
}

impl ReadPage for &[PageContent] {
    fn page(&mut self, index: u32) -> PageContent {
        let page = usize::try_from(index)
            .ok()
            .and_then(|index| self.get(index));
        page.cloned().unwrap_or_else(|| PageContent {
            number: index.saturating_add(1),
            ..PageContent::default()
        })
    }
}
