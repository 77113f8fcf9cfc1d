//! A source of pages some of which are scans.

use std::sync::{Arc, Mutex, PoisonError};

use crate::grammar::Layouts;
use crate::ocr::reading::{Kind, PagePicture, PageReading, Readings};
use crate::ocr::tolerances::{FEW_PAINTED, NEARLY_ALL_PAGE};
use crate::ocr::vocabulary::Vocabulary;
use crate::ocr::{layer, words};
use crate::pdf::{
    Glyph, PageContent, PdfInfo, Recognised, Remark, Severity, StructTree, Visibility,
};
use crate::source::{PageSource, ReadPage};

/// Pages whose pictures nobody has read yet.
pub type Unread = Arc<Mutex<Vec<PagePicture>>>;

/// The pages of another source: those of scans are made ready to be read like any other.
pub struct Scan<'r, S> {
    source: S,
    readings: &'r Readings,
    known: Known<'r>,
    unread: Unread,
}

/// What words may be put right by.
pub struct Known<'r> {
    /// Column titles and words of layouts.
    pub layouts: &'r Layouts,
    /// The document's own words.
    pub vocabulary: Vocabulary,
}

impl<'r, S: PageSource> Scan<'r, S> {
    /// The source with what was read in its pictures, put right by what is known. Pages whose pictures are yet to be read are added to `unread` as they
    /// come.
    pub fn new(source: S, readings: &'r Readings, known: Known<'r>, unread: Unread) -> Self {
        Self {
            source,
            readings,
            known,
            unread,
        }
    }
}

impl<S: PageSource> PageSource for Scan<'_, S> {
    fn page_count(&self) -> u32 {
        self.source.page_count()
    }

    fn pages_in_source(&self) -> u32 {
        self.source.pages_in_source()
    }

    fn reader(&self) -> Box<dyn ReadPage + '_> {
        Box::new(Reader {
            pages: self.source.reader(),
            readings: self.readings,
            known: &self.known,
            unread: &self.unread,
        })
    }

    fn info(&self) -> PdfInfo {
        self.source.info()
    }

    fn structure(&self) -> Option<StructTree> {
        self.source.structure()
    }

    fn remarks(&self) -> &[Remark] {
        self.source.remarks()
    }
}

struct Reader<'a> {
    pages: Box<dyn ReadPage + 'a>,
    readings: &'a Readings,
    known: &'a Known<'a>,
    unread: &'a Unread,
}

impl ReadPage for Reader<'_> {
    fn page(&mut self, index: u32) -> PageContent {
        let mut page = self.pages.page(index);
        match self.readings.pages.get(&page.number) {
            Some(PageReading::Words(prepared, read)) => {
                words::apply(&mut page, prepared, read, self.known)
            }
            Some(PageReading::Rules(prepared)) => {
                layer::make_upright(&mut page);
                words::put_right(&mut page, prepared, self.known);
                words::add_rules(&mut page, prepared);
            }
            Some(PageReading::Failed(reason)) => {
                layer::make_upright(&mut page);
                fail(&mut page, reason);
            }
            None => {
                if let Some(kind) = kind(&page) {
                    let page = page.number;
                    let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
                    unread.push(PagePicture { page, kind });
                }
                layer::make_upright(&mut page);
            }
        }
        page
    }

    fn reuse(&mut self, glyphs: Vec<Glyph>) {
        self.pages.reuse(glyphs);
    }
}

fn fail(page: &mut PageContent, reason: &str) {
    page.remarks.push(Remark {
        code: "igenkanning-misslyckad",
        severity: Severity::Error,
        message: format!("the page's text could not be recognised: {reason}"),
    });
    page.recognition = Recognised::Failed(reason.to_owned());
}

/// What a page's picture is, if it is one that matters.
fn kind(page: &PageContent) -> Option<Kind> {
    if !page.is_picture() {
        return None;
    }
    if layer::is_layer(page) {
        return Some(Kind::Layer);
    }
    let letters = page.glyphs.iter().filter(|glyph| !glyph.ch.is_whitespace());
    let painted = letters
        .filter(|glyph| glyph.visibility == Visibility::Visible)
        .count();
    let bare = painted == 0 || (painted <= FEW_PAINTED && page.image_share() > NEARLY_ALL_PAGE);
    bare.then_some(Kind::Bare)
}
