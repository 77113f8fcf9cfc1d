//! A simple typesetter: the model's blocks on pages, from top to bottom.

use super::fit::{Placed, Shown};
use super::fonts::Face;
use super::lines::{Measure, SetLine, lines, placed};
use super::model::{Align, Block, Document, Edge, GOALS, Goal, Spaces};
use super::paint::{Item, Sheet};

/// Size of page headers and footers.
const SMALL: f32 = 8.0;

/// A page being filled.
pub struct Setter<'d> {
    pub document: &'d Document,
    pub sheets: Vec<Sheet>,
    /// How far down the page is filled.
    pub y: f32,
    /// Rows of tables that the lines tell.
    pub placed: Vec<Placed>,
}

/// The document's pages.
pub fn set(document: &Document) -> Vec<Sheet> {
    setter(document).sheets
}

/// The same, with what was placed where.
pub fn setter(document: &Document) -> Setter<'_> {
    let mut setter = Setter {
        document,
        sheets: vec![Sheet::new()],
        y: document.page.top,
        placed: Vec::new(),
    };
    for block in &document.blocks {
        setter.block(block);
    }
    setter.furniture();
    setter
}

impl Setter<'_> {
    pub fn bottom(&self) -> f32 {
        self.document.page.height - self.document.page.bottom
    }

    pub fn text_width(&self) -> f32 {
        let page = &self.document.page;
        page.width - page.left - page.right
    }

    pub fn at_top(&self) -> bool {
        self.y <= self.document.page.top + 0.1
    }

    pub fn new_page(&mut self) {
        self.sheets.push(Sheet::new());
        self.y = self.document.page.top;
    }

    pub fn push(&mut self, item: Item) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(item);
        }
    }

    pub fn face(&self, bold: bool) -> Face {
        Face {
            family: self.document.look.family,
            bold,
        }
    }

    /// White space above a block; none at a page's top.
    pub fn space(&mut self, space: f32) {
        if !self.at_top() {
            self.y += space;
        }
    }

    /// Remembers where a table's row stands.
    pub fn place(&mut self, edges: &[f32], row: (f32, f32), shown: Shown, known: bool) {
        let page = self.sheets.len() - 1;
        let below = |placed: &&mut Placed| {
            let last = placed.rows.last().is_some_and(|last| last.1 == row.0);
            last && shown != Shown::Cells && placed.page == page && placed.edges == edges
        };
        match self.placed.last_mut().filter(below) {
            Some(placed) => placed.rows.push(row),
            None => self.placed.push(Placed {
                page,
                shown,
                edges: edges.to_vec(),
                rows: vec![row],
                known,
            }),
        }
    }

    fn block(&mut self, block: &Block) {
        let look = &self.document.look;
        let gap = look.paragraph_gap * look.size;
        match block {
            Block::Heading(text) => self.heading(
                std::slice::from_ref(text),
                look.size + 5.0 * look.heading_step,
            ),
            Block::Label(text) => self.heading(std::slice::from_ref(text), look.size),
            Block::Goal(goal) => self.goal(goal),
            Block::Paragraph(text) => {
                self.space(gap);
                self.paragraph(text, self.face(false), look.size, look.justify);
            }
            Block::Rows(table) => {
                self.space(gap + 2.0);
                super::tables::rows(self, table);
                self.y += gap.max(6.0);
            }
            Block::Plain(table) => {
                self.space(gap + 2.0);
                super::tables::plain(self, table);
                self.y += gap.max(6.0);
            }
            Block::Shaped(table) => {
                self.space(gap + 2.0);
                super::shapes::draw::shaped(self, table);
                self.y += gap.max(6.0);
            }
            Block::Columns(columns) => {
                self.space(gap);
                super::shapes::columns::set(self, columns);
            }
        }
    }

    fn goal(&mut self, goal: &Goal) {
        let look = &self.document.look;
        let label = format!("{}:", GOALS[goal.level].0);
        let title = match &goal.number {
            Some(number) => format!("{number} {}", goal.title),
            None => goal.title.clone(),
        };
        let size = look.size + (4 - goal.level) as f32 * look.heading_step;
        if look.label_own_line {
            self.heading(&[label, title], size);
        } else {
            self.heading(&[format!("{label} {title}")], size);
        }
        if let Some(status) = &goal.status {
            self.y += 3.0;
            self.paragraph(status, self.face(false), look.size, false);
        }
    }

    /// Lines in bold; a heading stays with what follows it.
    fn heading(&mut self, texts: &[String], size: f32) {
        let face = self.face(true);
        let measure = Measure {
            face,
            size,
            width: self.text_width(),
            hyphenate: false,
        };
        let count: usize = texts.iter().map(|text| lines(text, measure).len()).sum();
        let leading = self.document.look.leading;
        let room = (count as f32 * size + 4.0 * self.document.look.size) * leading;
        self.space(1.2 * size);
        if self.y + room > self.bottom() {
            self.new_page();
        }
        for text in texts {
            self.paragraph(text, face, size, false);
        }
        self.y += 3.0;
    }

    pub fn paragraph(&mut self, text: &str, face: Face, size: f32, justify: bool) {
        let look = &self.document.look;
        let width = self.text_width();
        let measure = Measure {
            face,
            size,
            width,
            hyphenate: look.hyphenate && !face.bold,
        };
        let leading = look.leading * size;
        let all = lines(text, measure);
        let left = self.document.page.left;
        for (i, line) in all.iter().enumerate() {
            let last = i + 1 == all.len();
            let full = self.y + leading > self.bottom();
            // A page break at the end of a sentence in mid-paragraph cannot be told from one between paragraphs.
            let sentence =
                line.text.ends_with('.') && !last && self.y + 2.0 * leading > self.bottom();
            if (full || sentence) && !self.at_top() {
                self.new_page();
            }
            let base = self.y + (leading - size) / 2.0 + 0.76 * size;
            let spaces = line.text.matches(' ').count();
            let free = width - face.width(&line.text, size);
            let stretch = if justify && !last && spaces > 0 {
                (free / spaces as f32).min(0.6 * size)
            } else {
                0.0
            };
            self.line(line, (left, base), (face, size), stretch);
            self.y += leading;
        }
    }

    /// Draws a line whose left end is known.
    pub fn line(&mut self, line: &SetLine, at: (f32, f32), font: (Face, f32), stretch: f32) {
        let (x, base) = at;
        let (face, size) = font;
        let spaces = self.document.look.spaces;
        let trailing = line.space_after && spaces == Spaces::LineEndsToo;
        let end = if trailing { " " } else { "" };
        if spaces == Spaces::Gaps || stretch > 0.0 {
            let words = placed(&line.text, face, size, stretch);
            let count = words.len();
            for (i, (dx, word)) in words.into_iter().enumerate() {
                let space = if spaces != Spaces::Gaps && i + 1 < count {
                    " "
                } else {
                    ""
                };
                let tail = if i + 1 == count { end } else { space };
                self.push(Item::Text {
                    x: x + dx,
                    base,
                    face,
                    size,
                    text: format!("{word}{tail}"),
                });
            }
        } else {
            self.push(Item::Text {
                x,
                base,
                face,
                size,
                text: format!("{}{end}", line.text),
            });
        }
    }

    /// Draws a line of a cell within its width.
    pub fn aligned(
        &mut self,
        line: &SetLine,
        cell: (f32, f32),
        base: f32,
        font: (Face, f32),
        align: Align,
    ) {
        let free = cell.1 - cell.0 - font.0.width(&line.text, font.1);
        let x = match align {
            Align::Left => cell.0,
            Align::Centre => cell.0 + (free / 2.0).max(0.0),
            Align::Right => cell.0 + free.max(0.0),
        };
        self.line(line, (x, base), font, 0.0);
    }

    /// Page headers and footers, when the number of pages is known.
    fn furniture(&mut self) {
        let document = self.document;
        let (page, furniture) = (&document.page, &document.furniture);
        let face = self.face(false);
        let count = self.sheets.len();
        let (top, foot) = (0.55 * page.top, page.height - 0.45 * page.bottom);
        for (i, sheet) in self.sheets.iter_mut().enumerate() {
            let mut put = |text: String, base: f32, right: bool| {
                let x = if right {
                    page.width - page.right - face.width(&text, SMALL)
                } else {
                    page.left
                };
                sheet.push(Item::Text {
                    x,
                    base,
                    face,
                    size: SMALL,
                    text,
                });
            };
            if let Some(text) = document.header(count) {
                put(text.to_owned(), top, false);
            }
            if let Some(text) = document.footer(count) {
                put(text.to_owned(), foot, false);
            }
            match furniture.number {
                Some(Edge::Header) => put(page_number(i + 1, count), top, true),
                Some(Edge::Footer) => put(page_number(i + 1, count), foot, true),
                None => {}
            }
        }
    }
}

/// As it is printed.
pub fn page_number(page: usize, count: usize) -> String {
    format!("Sid {page} ({count})")
}

impl Document {
    /// The header's text. A text that stands on one page only cannot be told from a line of the document.
    pub fn header(&self, pages: usize) -> Option<&str> {
        self.furniture.header.as_deref().filter(|_| pages > 1)
    }

    /// The same of the footer.
    pub fn footer(&self, pages: usize) -> Option<&str> {
        self.furniture.footer.as_deref().filter(|_| pages > 1)
    }
}
