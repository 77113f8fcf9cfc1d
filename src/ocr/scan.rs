//! A source of pages some of which are scans.

use crate::ocr::layer;
use crate::pdf::{Glyph, PageContent, PdfInfo, Remark, StructTree};
use crate::source::{PageSource, ReadPage};

/// The pages of another source: those of scans are made ready to be read like any other.
pub struct Scan<S>(pub S);

impl<S: PageSource> PageSource for Scan<S> {
    fn page_count(&self) -> u32 {
        self.0.page_count()
    }

    fn pages_in_source(&self) -> u32 {
        self.0.pages_in_source()
    }

    fn reader(&self) -> Box<dyn ReadPage + '_> {
        Box::new(Reader(self.0.reader()))
    }

    fn info(&self) -> PdfInfo {
        self.0.info()
    }

    fn structure(&self) -> Option<StructTree> {
        self.0.structure()
    }

    fn remarks(&self) -> &[Remark] {
        self.0.remarks()
    }
}

struct Reader<'a>(Box<dyn ReadPage + 'a>);

impl ReadPage for Reader<'_> {
    fn page(&mut self, index: u32) -> PageContent {
        let mut page = self.0.page(index);
        layer::make_upright(&mut page);
        page
    }

    fn reuse(&mut self, glyphs: Vec<Glyph>) {
        self.0.reuse(glyphs);
    }
}
