//! Drawing tables of the shapes, and columns of text.

use super::layout::{Band, Kind, Layout, MARK_SIZE, Placed};
use super::model::{HeadLook, Note, Shape, Shaped, Turn};
use crate::roundtrip::fit::Shown;
use crate::roundtrip::fonts::Face;
use crate::roundtrip::lines::{Measure, lines};
use crate::roundtrip::model::{Align, Vertical};
use crate::roundtrip::paint::Item;
use crate::roundtrip::set::Setter;

/// How far a raised mark stands above its line, as a share of the letters' size.
const RAISED: f32 = 0.35;
/// White space between a table and its title or note in points.
const BESIDE: f32 = 4.0;

/// A table with its title and note.
pub fn shaped(setter: &mut Setter<'_>, table: &Shaped) {
    let layout = Layout::new(setter, table);
    let rows = table.head.rows();
    let kept = layout.kept(rows) + rows;
    let first: f32 = layout.bands[..kept].iter().map(|band| band.height).sum();
    let title = if table.caption.is_some() { 30.0 } else { 0.0 };
    if setter.y + first + title > setter.bottom() && !setter.at_top() {
        setter.new_page();
    }
    if let Some(caption) = &table.caption {
        let face = setter.face(caption.bold);
        setter.paragraph(&caption.text, face, layout.size, false);
        setter.y += BESIDE;
    }
    layout.set(setter);
    if let Some(text) = &table.note {
        setter.y += BESIDE;
        note(setter, text, layout.size - 1.0);
    }
}

/// Lines below a table, the mark raised before the first.
fn note(setter: &mut Setter<'_>, note: &Note, size: f32) {
    let face = setter.face(false);
    let leading = setter.document.look.leading * size;
    let mark = note.mark.as_deref().unwrap_or_default();
    let indent = if mark.is_empty() {
        0.0
    } else {
        face.width(mark, MARK_SIZE * size) + face.width(" ", size)
    };
    let measure = Measure {
        face,
        size,
        width: setter.text_width() - indent,
        hyphenate: false,
    };
    let all = lines(&note.text, measure);
    if setter.y + all.len() as f32 * leading > setter.bottom() {
        setter.new_page();
    }
    let left = setter.document.page.left;
    for (i, line) in all.iter().enumerate() {
        let base = setter.y + 0.8 * size;
        let mut x = left;
        if i == 0 && !mark.is_empty() {
            raised(setter, mark, (left, base), (face, size));
            x += indent;
        }
        setter.line(line, (x, base), (face, size), 0.0);
        setter.y += leading;
    }
}

fn raised(setter: &mut Setter<'_>, mark: &str, (x, base): (f32, f32), (face, size): (Face, f32)) {
    setter.push(Item::Text {
        x,
        base: base - RAISED * size,
        face,
        size: MARK_SIZE * size,
        text: mark.to_owned(),
    });
}

impl Layout<'_> {
    /// How many bands from this one on must stand on one page.
    fn kept(&self, at: usize) -> usize {
        let mut end = at;
        let mut next = at;
        while next <= end && next < self.bands.len() {
            end = end.max(next + self.bands[next].keep);
            next += 1;
        }
        (end + 1).min(self.bands.len()) - at
    }

    fn set(&self, setter: &mut Setter<'_>) {
        let rows = self.table.head.rows();
        self.run(setter, 0, rows);
        let mut at = rows;
        while at < self.bands.len() {
            let count = self.kept(at);
            let height: f32 = self.bands[at..at + count].iter().map(|b| b.height).sum();
            if setter.y + height > setter.bottom() && !setter.at_top() {
                setter.new_page();
                if self.table.repeat_head {
                    self.run(setter, 0, rows);
                }
            }
            self.run(setter, at, count);
            at += count;
        }
        if self.table.shape == Shape::Booktabs {
            let (left, right, y) = (self.edges[0], self.right(), setter.y);
            stroke(setter, (left, y), (right, y), 1.0);
        }
    }

    /// Draws bands that stand on one page.
    fn run(&self, setter: &mut Setter<'_>, from: usize, count: usize) {
        for at in from..from + count {
            let top = setter.y;
            let kind = self.bands[at].kind;
            if let Some(shown) = self
                .shown()
                .filter(|_| !matches!(kind, Kind::Head | Kind::Empty))
            {
                let bottom = top + self.bands[at].height;
                setter.place(&self.edges, (top, bottom), shown, false);
            }
            self.ground(setter, at, top);
            self.rules(setter, at, top);
            for cell in &self.bands[at].cells {
                let bands = &self.bands[at..at + cell.bands];
                let height: f32 = bands.iter().map(|band| band.height).sum();
                self.words(setter, &self.bands[at], cell, (top, height));
            }
            setter.y = top + self.bands[at].height;
        }
    }

    /// What shows the rows, where their lines have a part in it.
    fn shown(&self) -> Option<Shown> {
        match self.table.shape {
            Shape::Plain | Shape::Booktabs | Shape::Banded => Some(Shown::Lines),
            Shape::Boxed => Some(Shown::Frame),
            Shape::Grid => Some(Shown::Cells).filter(|_| !self.table.merges()),
            Shape::BandedLines | Shape::Horizontal => None,
        }
    }

    fn is_dark(&self, band: &Band) -> bool {
        band.kind == Kind::Head && self.table.head.look == HeadLook::Dark
    }

    fn words(
        &self,
        setter: &mut Setter<'_>,
        band: &Band,
        cell: &Placed,
        (top, height): (f32, f32),
    ) {
        if self.is_dark(band) {
            setter.push(Item::Ink(1.0));
        }
        let face = Face {
            bold: cell.bold,
            ..self.face
        };
        if cell.turn == Turn::Level {
            self.level(setter, cell, face, (top, height));
        } else {
            self.turned(setter, cell, face, (top, height));
        }
        if self.is_dark(band) {
            setter.push(Item::Ink(0.0));
        }
    }

    fn level(&self, setter: &mut Setter<'_>, cell: &Placed, face: Face, (top, height): (f32, f32)) {
        let (across, down) = self.table.padding;
        let (x0, x1) = self.span(cell);
        let free = height - 2.0 * down - cell.lines.len() as f32 * self.leading();
        let shift = match cell.line {
            Vertical::Top => 0.0,
            Vertical::Middle => free / 2.0,
            Vertical::Bottom => free,
        };
        let mut y = top + down + shift;
        let last = cell.lines.len().saturating_sub(1);
        for (i, line) in cell.lines.iter().enumerate() {
            let base = y + (self.leading() - self.size) / 2.0 + 0.76 * self.size;
            let mark = cell.mark.as_deref().filter(|_| i == last).unwrap_or("");
            let wide = face.width(mark, MARK_SIZE * self.size);
            let area = (x0 + across, x1 - across - wide);
            setter.aligned(line, area, base, (face, self.size), cell.align);
            if !mark.is_empty() {
                let width = face.width(&line.text, self.size);
                let free = area.1 - area.0 - width;
                let x = match cell.align {
                    Align::Left => area.0,
                    Align::Centre => area.0 + (free / 2.0).max(0.0),
                    Align::Right => area.0 + free.max(0.0),
                };
                raised(setter, mark, (x + width, base), (face, self.size));
            }
            y += self.leading();
        }
    }

    fn turned(
        &self,
        setter: &mut Setter<'_>,
        cell: &Placed,
        face: Face,
        (top, height): (f32, f32),
    ) {
        let (x0, x1) = self.span(cell);
        let (middle, down) = ((x0 + x1) / 2.0, self.table.padding.1);
        for line in &cell.lines {
            let up = cell.turn == Turn::Up;
            let (x, y) = if up {
                (middle + 0.35 * self.size, top + height - down)
            } else {
                (middle - 0.35 * self.size, top + down)
            };
            setter.push(Item::Turned {
                x,
                y,
                up,
                face,
                size: self.size,
                text: line.text.clone(),
            });
        }
    }

    fn ground(&self, setter: &mut Setter<'_>, at: usize, top: f32) {
        let band = &self.bands[at];
        let grey = match (band.kind, self.table.head.look, self.table.shape) {
            (Kind::Head, HeadLook::Dark, _) => 0.2,
            (Kind::Head, HeadLook::Shaded, _) => 0.85,
            (Kind::Head, ..) => return,
            (Kind::Sum, _, Shape::Grid | Shape::Boxed) => 0.9,
            (_, _, Shape::Banded | Shape::BandedLines) if self.is_odd(at) => 0.93,
            _ => return,
        };
        setter.push(Item::Ground {
            area: [self.edges[0], top, self.right(), top + band.height],
            grey,
        });
    }

    /// Every second row below the header.
    fn is_odd(&self, at: usize) -> bool {
        (at - self.table.head.rows()).is_multiple_of(2)
    }

    fn rules(&self, setter: &mut Setter<'_>, at: usize, top: f32) {
        let band = &self.bands[at];
        let bottom = top + band.height;
        let head = self.table.head.rows();
        let (left, right) = (self.edges[0], self.right());
        let first_on_page = at == 0 || setter.at_top();
        match self.table.shape {
            Shape::Grid => {
                if first_on_page {
                    stroke(setter, (left, top), (right, top), 0.6);
                }
                self.below(setter, at, bottom);
                self.beside(setter, at, (top, bottom));
            }
            Shape::Boxed => {
                if first_on_page || at == 0 {
                    stroke(setter, (left, top), (right, top), 0.6);
                }
                if band.kind == Kind::Head {
                    self.below(setter, at, bottom);
                } else if at + 1 == self.bands.len() || !self.has_room_below(setter, at) {
                    stroke(setter, (left, bottom), (right, bottom), 0.6);
                }
                self.beside(setter, at, (top, bottom));
            }
            Shape::Horizontal => {
                if at == 0 {
                    stroke(setter, (left, top), (right, top), 0.6);
                }
                self.below(setter, at, bottom);
            }
            Shape::Booktabs => {
                if at == 0 {
                    stroke(setter, (left, top), (right, top), 1.0);
                }
                if at + 1 == head {
                    stroke(setter, (left, bottom), (right, bottom), 0.6);
                } else if band.kind == Kind::Head {
                    self.under_spans(setter, band, bottom);
                }
            }
            Shape::BandedLines => {
                if band.kind != Kind::Head && self.is_odd(at) {
                    self.beside(setter, at, (top, bottom));
                }
            }
            Shape::Banded | Shape::Plain => {}
        }
    }

    /// Whether the band below stands on the same page.
    fn has_room_below(&self, setter: &Setter<'_>, at: usize) -> bool {
        let below = at + 1;
        let count = self.kept(below);
        let height: f32 = self.bands[below..below + count]
            .iter()
            .map(|b| b.height)
            .sum();
        let inside = (0..=at).any(|first| first + self.bands[first].keep > at);
        inside || setter.y + self.bands[at].height + height <= setter.bottom()
    }

    /// The line below a band, where no cell goes on downwards.
    fn below(&self, setter: &mut Setter<'_>, at: usize, y: f32) {
        for (column, pair) in self.edges.windows(2).enumerate() {
            let goes_on = self.bands[..=at].iter().enumerate().any(|(from, band)| {
                band.cells.iter().any(|cell| {
                    from + cell.bands > at + 1
                        && (cell.column..cell.column + cell.columns).contains(&column)
                })
            });
            if !goes_on {
                stroke(setter, (pair[0], y), (pair[1], y), 0.6);
            }
        }
    }

    /// Column lines and the frame's, but none within a spanning cell.
    fn beside(&self, setter: &mut Setter<'_>, at: usize, (top, bottom): (f32, f32)) {
        let band = &self.bands[at];
        let last = self.edges.len() - 1;
        for (i, x) in self.edges.iter().enumerate() {
            let within = |cell: &Placed| cell.column < i && i < cell.column + cell.columns;
            let group = band.kind == Kind::Group && self.table.shape == Shape::Boxed;
            let spanned = band.cells.iter().any(within) && !group;
            if i == 0 || i == last || !spanned {
                stroke(setter, (*x, top), (*x, bottom), 0.6);
            }
        }
    }

    /// Thin lines below spanning cells.
    fn under_spans(&self, setter: &mut Setter<'_>, band: &Band, y: f32) {
        for cell in band.cells.iter().filter(|cell| cell.columns > 1) {
            let (x0, x1) = self.span(cell);
            stroke(setter, (x0 + 2.0, y), (x1 - 2.0, y), 0.4);
        }
    }
}

fn stroke(setter: &mut Setter<'_>, from: (f32, f32), to: (f32, f32), width: f32) {
    setter.push(Item::Rule { from, to, width });
}
