//! The blocks of a document: what page understanding and the text reader make, and what everything after is made of.
//!
//! A [`Line`] is the atom: it knows its text, where it stands and which characters of the text layer it is made of,
//! so that every character can be accounted for exactly once.

mod char_ids;
mod evidence;
mod sureness;

use crate::geometry::{Rect, Turn};
use crate::letters::count;
use crate::output::{Plats, Tal};
use crate::pdf::Rgb;

pub use char_ids::CharIds;
pub use evidence::Witness;
pub use sureness::Sureness;

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// On a page (number from 1) of a PDF.
    Page(u32, Rect),
    /// On a line (number from 1) of a text.
    Row(u32),
}

impl Place {
    /// The page's number; a text is all on page 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        match self {
            Self::Page(number, _) => *number,
            Self::Row(_) => 1,
        }
    }
}

impl Place {
    /// Where it is on the page as it is shown, if it stands in an area that was turned.
    #[must_use]
    pub fn shown(self, turn: &Turn) -> Self {
        match self {
            Self::Page(number, rect) => Self::Page(number, turn.shown(&rect)),
            row @ Self::Row(_) => row,
        }
    }
}

/// Merges places: one entry for each page, one for each run of text lines.
#[must_use]
pub fn merge_places<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<Plats> {
    let mut pages: Vec<(u32, Rect)> = Vec::new();
    let mut rows: Option<(u32, u32)> = None;
    for place in places {
        match *place {
            Place::Page(number, rect) => match pages.iter_mut().find(|(page, _)| *page == number) {
                Some((_, all)) => *all = all.union(&rect),
                None => pages.push((number, rect)),
            },
            Place::Row(row) => {
                let (first, last) = rows.unwrap_or((row, row));
                rows = Some((first.min(row), last.max(row)));
            }
        }
    }
    pages.sort_by_key(|(page, _)| *page);
    let pages = pages.into_iter().map(|(sida, rect)| Plats::Sida {
        sida,
        ruta: [rect.x0, rect.y0, rect.x1, rect.y1].map(Tal::coordinate),
    });
    pages
        .chain(rows.map(|(first, last)| Plats::Rader { rad: [first, last] }))
        .collect()
}

/// How a line looks: the look of most of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// Font size in points; 0 in a text.
    pub size: f32,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Colour.
    pub color: Rgb,
}

/// A line of text in one column or cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Text, NFC, single spaces, trimmed.
    pub text: String,
    /// For each non-white-space character of `text`, in order, its number in the document's text layer.
    pub letters: CharIds,
    /// Where it stands.
    pub place: Place,
    /// How it looks.
    pub style: Style,
    /// The line ends where its column ends: at least part of the next line's first word would have found no room.
    pub full: bool,
    /// A space is drawn at the line's end: the break stands between words, whatever the last letter is.
    pub ends_in_space: bool,
    /// The first word of the line in points (PDF) or characters (text): would it have fitted on the line above?
    pub first_word: f32,
    /// Where words stand so far apart that they are no one sentence's: side by side on a letterhead. None in a text.
    pub gaps: Box<[Gap]>,
}

/// A wide gap within a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Characters before it, white space aside.
    pub after: usize,
    /// Its left and its right end.
    pub x: (f32, f32),
}

/// Whether a text ends where a sentence or a list's introduction does.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', ':', '!', '?', ';'])
}

#[cfg(test)]
impl Line {
    /// A line of this text for tests: on the first line of a text, without letters and not full.
    pub(crate) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            letters: CharIds::default(),
            place: Place::Row(1),
            style: Style::default(),
            full: false,
            ends_in_space: false,
            first_word: 0.0,
            gaps: Box::default(),
        }
    }
}

impl Line {
    /// Whether the line's first character is a small letter.
    #[must_use]
    pub fn begins_small(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// Splits the line before the byte `at` of its text (a character boundary); both sides are trimmed.
    /// The place of both halves is the whole line's.
    #[must_use]
    pub fn split_at(&self, at: usize) -> (Self, Self) {
        let (head, tail) = self.text.split_at(at);
        let count = head
            .chars()
            .filter(|c| !c.is_whitespace())
            .count()
            .min(self.letters.len());
        let (own, others) = self.letters.split_at(count).unwrap_or_default();
        let part = |text: &str, letters: CharIds| Self {
            text: text.trim().to_owned(),
            letters,
            gaps: Box::default(),
            ..self.clone()
        };
        (part(head, own), part(tail, others))
    }

    /// What stands between the line's wide gaps, each with its place.
    #[must_use]
    pub fn parts(&self) -> Vec<(String, Place)> {
        let mut parts = Vec::new();
        let mut from = 0;
        let mut left = None;
        let ends = self
            .gaps
            .iter()
            .map(|gap| (byte_after(&self.text, gap.after), Some(gap.x)));
        for (end, gap) in ends.chain([(self.text.len(), None)]) {
            let place = match self.place {
                Place::Page(page, rect) => Place::Page(
                    page,
                    Rect {
                        x0: left.unwrap_or(rect.x0),
                        x1: gap.map_or(rect.x1, |(x0, _)| x0),
                        ..rect
                    },
                ),
                row => row,
            };
            let text = self.text.get(from..end).unwrap_or_default().trim();
            if !text.is_empty() {
                parts.push((text.to_owned(), place));
            }
            (from, left) = (end, gap.map(|(_, x1)| x1));
        }
        parts
    }
}

/// Splits lines after a number of characters, white space aside.
pub(crate) fn split_lines(lines: &[Line], mut letters: usize) -> (Vec<Line>, Vec<Line>) {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    for line in lines {
        let here = count(&line.text);
        if letters == 0 {
            tail.push(line.clone());
        } else if letters >= here {
            letters -= here;
            head.push(line.clone());
        } else {
            let (before, after) = line.split_at(byte_after(&line.text, letters));
            letters = 0;
            head.push(before);
            tail.push(after);
        }
    }
    (head, tail)
}

/// The byte after the first `letters` characters, white space aside.
fn byte_after(text: &str, letters: usize) -> usize {
    text.char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .nth(letters)
        .map_or(text.len(), |(at, _)| at)
}

/// A mark: a small image or drawn shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// Dominant colour.
    pub color: Option<Rgb>,
    /// `bild`, `cirkel`, `rektangel`, `stapel`.
    pub form: &'static str,
    /// Share filled, for a bar.
    pub filled: Option<f32>,
    /// Alternative text.
    pub alt: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableCell {
    /// First column that it covers, from 0.
    pub column: usize,
    /// Number of columns that it covers, at least 1.
    pub span: usize,
    /// Its lines from top to bottom.
    pub lines: Vec<Line>,
    /// Marks in it.
    pub marks: Vec<Mark>,
    /// The area of a cell that is drawn over several rows.
    pub drawn: Option<Drawn>,
}

/// The area of a cell that is drawn over several rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Where.
    pub place: Place,
    /// The table lies on its side: its rows stand side by side on the page.
    pub lying: bool,
}

impl Drawn {
    /// Whether a row at the place stands beside the cell: its middle does.
    #[must_use]
    pub fn covers(&self, row: &Place) -> bool {
        let (Place::Page(page, cell), Place::Page(other, row)) = (self.place, *row) else {
            return false;
        };
        let beside = if self.lying {
            cell.x0 < row.mid_x() && row.mid_x() < cell.x1
        } else {
            cell.y0 < row.mid_y() && row.mid_y() < cell.y1
        };
        page == other && beside
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading row, where the table begins.
    Header,
    /// The same heading again where the table goes on after a page break.
    RepeatedHeader,
    /// A row with cells.
    Body,
    /// One text over all columns (`Analys`, a group row).
    FullWidth,
}

/// A row of a table. A row that a page break cuts is one row, its cells' lines joined.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// What it is.
    pub kind: RowKind,
    /// Its cells from left to right; an empty cell may be missing.
    pub cells: Vec<TableCell>,
    /// Where: one for each page it stands on.
    pub places: Vec<Place>,
}

/// A table, joined over page breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Number of columns, unlabelled icon columns included.
    pub columns: usize,
    /// Rows in order.
    pub rows: Vec<TableRow>,
    /// What showed it.
    pub witness: Vec<Witness>,
}

/// What a paragraph looks to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// A heading, level from 1.
    Heading(u32),
    /// An item of a list.
    ListItem,
    /// A line of the table of contents.
    Contents,
    /// A note at the foot of a page.
    Footnote,
    /// A note in the margin.
    Margin,
}

/// A paragraph: its lines, joined over line and page breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Marks on its lines (a status symbol before `Uppfylls helt`).
    pub marks: Vec<Mark>,
}

/// A block of the flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Text.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl Block {
    /// Puts all of the block where it is on the page as it is shown: it stands in an area that was turned.
    pub fn show(&mut self, turn: &Turn) {
        let show = |place: &mut Place| *place = place.shown(turn);
        match self {
            Self::Paragraph(paragraph) => {
                paragraph
                    .lines
                    .iter_mut()
                    .for_each(|line| show(&mut line.place));
                paragraph
                    .marks
                    .iter_mut()
                    .for_each(|mark| show(&mut mark.place));
            }
            Self::Table(table) => {
                for row in &mut table.rows {
                    row.places.iter_mut().for_each(show);
                    for cell in &mut row.cells {
                        cell.lines.iter_mut().for_each(|line| show(&mut line.place));
                        cell.marks.iter_mut().for_each(|mark| show(&mut mark.place));
                        if let Some(drawn) = &mut cell.drawn {
                            show(&mut drawn.place);
                            drawn.lying ^= turn.quarters % 2 == 1;
                        }
                    }
                }
            }
        }
    }
}
