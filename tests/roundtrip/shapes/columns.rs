//! Columns of running text.

use super::model::TextColumns;
use crate::roundtrip::fonts::Face;
use crate::roundtrip::lines::{Measure, SetLine, lines};
use crate::roundtrip::model::{Look, Page};
use crate::roundtrip::set::Setter;

/// Lines that each column has at least: of fewer no reader could tell that they are a column.
const LEAST_LINES: usize = 5;

/// Width of a column at least, as a share of the letters' size: in narrower ones a line holds two words.
const LEAST_WIDTH: f32 = 16.0;

/// Leaves out columns that would be too narrow, makes columns that are too short longer, and leaves out last paragraphs until the columns have room on a page.
pub fn fit(block: &mut TextColumns, page: &Page, look: &Look) {
    let narrow = |block: &TextColumns| {
        block.columns.len() > 2 && Columns::new(block, page, look).width < LEAST_WIDTH * look.size
    };
    while narrow(block) {
        block.columns.pop();
    }
    for at in 0..block.columns.len() {
        let is_short = |block: &TextColumns| {
            let lines = Columns::new(block, page, look).set[at].concat();
            lines.len() < LEAST_LINES
        };
        while is_short(block) {
            let texts = &mut block.columns[at];
            let again = texts[0].clone();
            texts[0] = format!("{again} {again}");
        }
    }
    let room = page.height - page.top - page.bottom;
    let columns = Columns::new(block, page, look);
    let counts: Vec<usize> = columns
        .set
        .iter()
        .map(|texts| {
            let fits = |count: &usize| columns.height(&texts[..*count]) <= room;
            (1..=texts.len()).rev().find(fits).unwrap_or(1)
        })
        .collect();
    for (texts, count) in block.columns.iter_mut().zip(counts) {
        texts.truncate(count);
    }
}

/// The columns with their lines.
struct Columns<'a> {
    look: &'a Look,
    width: f32,
    face: Face,
    set: Vec<Vec<Vec<SetLine>>>,
}

impl<'a> Columns<'a> {
    fn new(block: &TextColumns, page: &Page, look: &'a Look) -> Self {
        let count = block.columns.len() as f32;
        let all = page.width - page.left - page.right;
        let width = (all - (count - 1.0) * block.gutter) / count;
        let face = Face {
            family: look.family,
            bold: false,
        };
        let measure = Measure {
            face,
            size: look.size,
            width,
            hyphenate: look.hyphenate,
        };
        let column = |texts: &Vec<String>| texts.iter().map(|text| lines(text, measure)).collect();
        Self {
            look,
            width,
            face,
            set: block.columns.iter().map(column).collect(),
        }
    }

    fn leading(&self) -> f32 {
        self.look.leading * self.look.size
    }

    fn gap(&self) -> f32 {
        self.look.paragraph_gap * self.look.size
    }

    fn height(&self, texts: &[Vec<SetLine>]) -> f32 {
        let rows: usize = texts.iter().map(Vec::len).sum();
        rows as f32 * self.leading() + texts.len().saturating_sub(1) as f32 * self.gap()
    }
}

/// Columns of text, all beginning on one line; on a new page if the longest has no room.
pub fn set(setter: &mut Setter<'_>, block: &TextColumns) {
    let (page, look) = (&setter.document.page, &setter.document.look);
    let columns = Columns::new(block, page, look);
    let heights = columns.set.iter().map(|texts| columns.height(texts));
    let highest = heights.fold(0.0, f32::max);
    if setter.y + highest > setter.bottom() && !setter.at_top() {
        setter.new_page();
    }
    let (top, size) = (setter.y, look.size);
    let mut left = page.left;
    for texts in &columns.set {
        setter.y = top;
        for text in texts {
            for (at, line) in text.iter().enumerate() {
                let base = setter.y + (columns.leading() - size) / 2.0 + 0.76 * size;
                let spaces = line.text.matches(' ').count();
                let free = columns.width - columns.face.width(&line.text, size);
                let stretch = if block.justify && at + 1 < text.len() && spaces > 0 {
                    (free / spaces as f32).min(0.6 * size)
                } else {
                    0.0
                };
                setter.line(line, (left, base), (columns.face, size), stretch);
                setter.y += columns.leading();
            }
            setter.y += columns.gap();
        }
        left += columns.width + block.gutter;
    }
    setter.y = top + highest;
}
