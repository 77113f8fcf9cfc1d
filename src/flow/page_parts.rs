//! All pages of a document part by part, as the steps ask for them, and their headers and footers taken out.

use rayon::prelude::*;

use crate::block::{Line, Mark, Place, Sureness};
use crate::drawing::rules::Ruling;
use crate::flow::deferred_drop::DeferredDrop;
use crate::flow::turned::shown;
use crate::geometry::{Rect, Turn};
use crate::grammar::Layouts;
use crate::page::Sheet;
use crate::page::furniture::{self, PageView};
use crate::page::pipeline::table_areas;
use crate::pdf::{Glyph, PageContent};
use crate::words::gaps::segments;
use crate::words::line;
use crate::words::tolerances::PART_GAP;
use crate::words::word::{PageWords, Word};

/// All pages, part by part.
pub(super) struct Pages {
    pub(super) content: Vec<PageContent>,
    pub(super) words: Vec<PageWords>,
    pub(super) rulings: Vec<Ruling>,
    pub(super) marks: Vec<Vec<(Rect, Mark)>>,
    /// How each was turned to stand upright: what is set on its side is a page of its own, after the one it stands on.
    pub(super) turns: Vec<Option<Turn>>,
}

impl Pages {
    pub(super) fn of(sheets: Vec<Sheet>) -> Self {
        let mut pages = Self {
            content: Vec::with_capacity(sheets.len()),
            words: Vec::with_capacity(sheets.len()),
            rulings: Vec::with_capacity(sheets.len()),
            marks: Vec::with_capacity(sheets.len()),
            turns: Vec::with_capacity(sheets.len()),
        };
        for sheet in sheets {
            pages.content.push(sheet.page);
            pages.words.push(sheet.words);
            pages.rulings.push(sheet.ruling);
            pages.marks.push(sheet.marks);
            pages.turns.push(sheet.turn);
        }
        pages
    }

    /// Takes the lines that a reader sees, with their pages' numbers.
    pub(super) fn take_lines(&mut self) -> Vec<(u32, Vec<Vec<Word>>)> {
        let pages = self.content.iter().zip(&mut self.words);
        pages
            .map(|(page, words)| (page.number, std::mem::take(&mut words.lines)))
            .collect()
    }

    /// How sure the letters are that were recognised in pictures.
    pub(super) fn sureness(&self, letters: u32) -> Sureness {
        let words = self.words.iter().flat_map(|words| words.lines.iter());
        let mut recognised = words
            .flatten()
            .filter(|word| (Glyph::GUESSED + 1..Glyph::CERTAIN).contains(&word.confidence))
            .peekable();
        if recognised.peek().is_none() {
            return Sureness::default();
        }
        let mut sureness = Sureness::new(letters);
        for word in recognised {
            sureness.set(&word.letters, word.confidence);
        }
        sureness
    }

    pub(super) fn defer_drop(self, deferred: &mut DeferredDrop) {
        deferred.add(self.content);
        deferred.add(self.rulings);
        deferred.add(self.marks);
    }
}

impl Pages {
    /// Takes page headers and footers out of the pages' lines, and numbers the letters of all pages on from page to page.
    pub(super) fn take_furniture(&mut self, firsts: &[u32], layouts: &Layouts) -> Vec<Line> {
        // What is set on its side repeats what is, and what stands upright repeats what does.
        let (mut upright, mut turned) = (Vec::new(), Vec::new());
        for (index, view) in self.views().into_iter().enumerate() {
            let views = match self.turns.get(index) {
                Some(Some(_)) => &mut turned,
                _ => &mut upright,
            };
            views.push((index, view));
        }
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); self.content.len()];
        for (indexes, views) in [upright, turned].map(|views| {
            views
                .into_iter()
                .unzip::<usize, PageView<'_>, Vec<_>, Vec<_>>()
        }) {
            let lines = furniture::furniture(&views, layouts);
            for (index, lines) in indexes.into_iter().zip(lines) {
                found[index] = lines;
            }
        }
        self.number_and_part(firsts, &found)
    }

    /// The pages as furniture is looked for on them.
    fn views(&self) -> Vec<PageView<'_>> {
        let pages = self.content.par_iter().zip(&self.words).zip(&self.rulings);
        let on_side = |index: usize| matches!(self.turns.get(index), Some(Some(_)));
        pages
            .enumerate()
            .map(|(index, ((page, made), ruling))| PageView {
                number: page.number as usize,
                lines: &made.lines,
                height: page.height,
                tables: table_areas(page, ruling),
                frame: !on_side(index) && on_side(index + 1),
            })
            .collect()
    }

    /// Numbers the letters of all pages on from page to page, and takes the lines out that were found to be headers and
    /// footers.
    fn number_and_part(&mut self, firsts: &[u32], found: &[Vec<usize>]) -> Vec<Line> {
        let turns = &self.turns;
        let taken: Vec<Vec<Line>> = (self.content.par_iter())
            .zip(&mut self.words)
            .zip(firsts.par_iter().zip(found))
            .enumerate()
            .map(|(page_index, ((page, made), (first, indexes)))| {
                made.number_from(*first);
                let mut taken: Vec<Line> = Vec::new();
                for index in indexes.iter().rev() {
                    let words = made.lines.remove(*index);
                    let parts: Vec<&[Word]> = segments(&words, PART_GAP).collect();
                    let parts = parts.iter().rev();
                    let lines = parts.map(|part| line::line(part, page.number, false));
                    taken.extend(lines.map(|line| shown(line, turns[page_index])));
                }
                taken
            })
            .collect();
        let mut furniture: Vec<Line> = taken.into_iter().flatten().collect();
        furniture.sort_by(|a, b| {
            let key = |line: &Line| match line.place {
                Place::Page(page, rect) => (page, rect.y0, rect.x0),
                Place::Row(row) => (row, 0.0, 0.0),
            };
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0)
                .then(a.1.total_cmp(&b.1))
                .then(a.2.total_cmp(&b.2))
        });
        furniture
    }
}
