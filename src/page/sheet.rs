//! One page's own part of understanding, before the document's other pages are needed: what remains of the page when its
//! glyphs, which take most memory, are let go.

use crate::block::Mark;
use crate::drawing::rules::{Ruling, ruling};
use crate::drawing::{marks, strikes};
use crate::geometry::{Rect, Turn};
use crate::page::{turned, turned_cells};
use crate::pdf::{Glyph, PageContent, Recognised, Remark, Visibility, is_text_layer};
use crate::words::word::{PageWords, words};

/// A page whose words, lines and marks are found.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The page without its glyphs.
    pub(crate) page: PageContent,
    /// Its words; the letters are numbered from 0.
    pub(crate) words: PageWords,
    pub(crate) ruling: Ruling,
    pub(crate) marks: Vec<(Rect, Mark)>,
    /// How it was turned to stand upright, if it was.
    pub(crate) turn: Option<Turn>,
    /// What is set on its side on the page, turned upright.
    beside: Vec<Sheet>,
    /// Letters that are painted where a reader sees them, and letters of a scan's text layer.
    counts: (usize, usize),
}

impl Sheet {
    /// Makes words of a page's glyphs and lets the glyphs go.
    #[must_use]
    pub fn new(page: PageContent) -> Self {
        Self::parted(page).0
    }

    /// The same, with the glyphs: their room serves the next page.
    #[must_use]
    pub fn parted(mut page: PageContent) -> (Self, Vec<Glyph>) {
        let mut counts = (0, 0);
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.ch.is_whitespace()) {
            counts.0 += usize::from(glyph.visibility == Visibility::Visible);
            counts.1 += usize::from(glyph.visibility == Visibility::Invisible);
        }
        let parts = turned::take(&mut page).into_iter();
        let of_part = |(turn, part)| {
            let (mut sheet, _) = Self::of(part, false);
            sheet.turn = Some(turn);
            sheet
        };
        let beside = parts.map(of_part).collect();
        let (mut sheet, glyphs) = Self::of(page, is_ocr(counts));
        sheet.beside = beside;
        sheet.counts = match sheet.page.recognition {
            // What a reader sees is the picture.
            Recognised::Done => (0, counts.0),
            _ => counts,
        };
        (sheet, glyphs)
    }

    /// The sheet of what all runs one way, and its glyphs.
    fn of(mut page: PageContent, ocr: bool) -> (Self, Vec<Glyph>) {
        let mut words = words(&page, 0, ocr);
        words.struck = strikes::take(&mut page, &mut words.lines);
        let ruling = ruling(&page, &words.lines);
        turned_cells::seat(&mut words, &ruling);
        let marks = marks::marks(&page);
        let glyphs = std::mem::take(&mut page.glyphs);
        let sheet = Self {
            page,
            words,
            ruling,
            marks,
            turn: None,
            beside: Vec::new(),
            counts: (0, 0),
        };
        (sheet, glyphs)
    }

    /// The sheet, and those of what is set on its side, each as a sheet by itself.
    pub(crate) fn apart(mut self) -> impl Iterator<Item = Self> {
        let beside = std::mem::take(&mut self.beside);
        std::iter::once(self).chain(beside)
    }

    /// What was remarked when the page was read.
    pub fn take_remarks(&mut self) -> Vec<Remark> {
        std::mem::take(&mut self.page.remarks)
    }

    /// The page's area.
    #[must_use]
    pub fn area(&self) -> Rect {
        Rect::new(0.0, 0.0, self.page.width, self.page.height)
    }

    /// The page's number, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.page.number
    }

    /// Whether the page has no text, and pictures cover most of it.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        let unread = self.words.letters == 0
            && self.beside.is_empty()
            && self.page.recognition != Recognised::Done;
        unread && self.page.is_picture()
    }

    /// Whether a reader sees a letter.
    #[must_use]
    pub fn is_painted(&self) -> bool {
        self.counts.0 > 0
    }

    /// Whether there is a letter of a scan's text layer.
    #[must_use]
    pub fn has_text_layer(&self) -> bool {
        self.counts.1 > 0
    }
}

/// A page whose letters are nearly all invisible is a scan with a text layer.
fn is_ocr((visible, invisible): (usize, usize)) -> bool {
    is_text_layer(visible, invisible)
}
