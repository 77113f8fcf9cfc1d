//! Setting tables: column widths, cells, rows over pages, lines and grounds.

use super::fit::Shown;
use super::fonts::Face;
use super::lines::{Measure, SetLine, lines};
use super::model::{Align, PlainTable, RowTable, Rules, TableLook, Vertical};
use super::paint::Item;
use super::set::Setter;

/// A row of cells as lines.
#[derive(Debug, Clone)]
struct GridRow {
    cells: Vec<Vec<SetLine>>,
    head: bool,
    /// One cell over the whole width; its first line may be a label in bold.
    wide: bool,
    label: bool,
    /// The rest of a row that the page cut: its lines stand at the top.
    cut: bool,
}

struct Grid<'t> {
    look: &'t TableLook,
    /// Boundaries of the columns.
    edges: Vec<f32>,
    size: f32,
    face: Face,
    /// A layout knows the table.
    known: bool,
}

/// A table of indicators or activities.
pub fn rows(setter: &mut Setter<'_>, table: &RowTable) {
    let head: Vec<String> = table
        .kind
        .columns()
        .iter()
        .map(|(text, _)| (*text).to_owned())
        .collect();
    let texts: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            std::iter::once(&row.name)
                .chain(&row.cells)
                .cloned()
                .collect()
        })
        .collect();
    let mut grid = grid(setter, &table.weights, &head, &texts);
    grid.known = true;
    let mut rows = vec![grid.row(&head, true)];
    for (row, cells) in table.rows.iter().zip(&texts) {
        rows.push(grid.row(cells, false));
        if let Some(companion) = &row.companion {
            rows.push(grid.companion(companion.analysis, &companion.text));
        }
    }
    grid.set(setter, rows);
}

/// A table of money.
pub fn plain(setter: &mut Setter<'_>, table: &PlainTable) {
    let grid = grid(setter, &table.weights, &table.head, &table.rows);
    let mut rows = vec![grid.row(&table.head, true)];
    rows.extend(table.rows.iter().map(|cells| grid.row(cells, false)));
    grid.set(setter, rows);
}

/// Column widths by weight, but wide enough for numbers and for a good part of the longest word.
fn grid<'s>(
    setter: &Setter<'s>,
    weights: &[f32],
    head: &[String],
    rows: &[Vec<String>],
) -> Grid<'s> {
    let document = setter.document;
    let look = &document.table;
    let left = document.page.left;
    let width = setter.text_width() * look.width;
    let face = Face {
        family: document.look.family,
        bold: false,
    };
    let bold = Face { bold: true, ..face };
    let mut size = look.size;
    loop {
        let least: Vec<f32> = (0..head.len())
            .map(|i| {
                let cells = rows.iter().map(|row| least_width(&row[i], face, size));
                let named = head[i]
                    .split(' ')
                    .map(|word| 0.6 * bold.width(word, size))
                    .fold(0.0, f32::max);
                let name = if i == 0 { 8.0 * size } else { 0.0 };
                cells.fold(named.max(name), f32::max) + 2.0 * look.padding.0 + 0.5
            })
            .collect();
        let sum: f32 = least.iter().sum();
        if sum > width && size > 5.0 {
            size -= 0.5;
            continue;
        }
        let spare = (width - sum).max(0.0);
        let total: f32 = weights.iter().take(head.len()).sum();
        let mut edges = vec![left];
        for (least, weight) in least.iter().zip(weights) {
            let last = edges[edges.len() - 1];
            edges.push(last + least + spare * weight / total);
        }
        return Grid {
            look,
            edges,
            size,
            face,
            known: false,
        };
    }
}

/// Numbers and dates are not broken; a word may be.
fn least_width(cell: &str, face: Face, size: f32) -> f32 {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if has_digit(cell) && cell.chars().count() <= 12 {
        return face.width(cell, size);
    }
    cell.split(' ')
        .map(|word| face.width(word, size) * if has_digit(word) { 1.0 } else { 0.5 })
        .fold(0.0, f32::max)
}

impl Grid<'_> {
    fn leading(&self) -> f32 {
        self.look.leading * self.size
    }

    fn right(&self) -> f32 {
        self.edges[self.edges.len() - 1]
    }

    fn measure(&self, bold: bool, width: f32, hyphenate: bool) -> Measure {
        Measure {
            face: Face { bold, ..self.face },
            size: self.size,
            width: width - 2.0 * self.look.padding.0,
            hyphenate,
        }
    }

    fn row(&self, texts: &[String], head: bool) -> GridRow {
        let cells = texts
            .iter()
            .zip(self.edges.windows(2))
            .map(|(text, pair)| {
                lines(
                    text,
                    self.measure(head && self.look.bold_head, pair[1] - pair[0], false),
                )
            })
            .collect();
        GridRow {
            cells,
            head,
            wide: false,
            label: false,
            cut: false,
        }
    }

    fn companion(&self, analysis: bool, text: &str) -> GridRow {
        let measure = self.measure(false, self.right() - self.edges[0], false);
        let mut all = Vec::new();
        if analysis {
            all.extend(lines("Analys", measure));
            all.extend(lines(text, measure));
        } else {
            all.extend(lines(&format!("Kommentar: {text}"), measure));
        }
        GridRow {
            cells: vec![all],
            head: false,
            wide: true,
            label: analysis,
            cut: false,
        }
    }

    fn height_of(&self, count: usize) -> f32 {
        count.max(1) as f32 * self.leading() + 2.0 * self.look.padding.1
    }

    fn height(&self, row: &GridRow) -> f32 {
        self.height_of(row.cells.iter().map(Vec::len).max().unwrap_or(1))
    }

    fn set(&self, setter: &mut Setter<'_>, rows: Vec<GridRow>) {
        let Some(head) = rows.first().cloned() else {
            return;
        };
        // A heading stays with the first row.
        let first: f32 = rows.iter().take(2).map(|row| self.height(row)).sum();
        if setter.y + first > setter.bottom() && !setter.at_top() {
            setter.new_page();
        }
        for (number, mut row) in rows.into_iter().enumerate() {
            loop {
                let room = setter.bottom() - setter.y;
                if self.height(&row) <= room || setter.at_top() {
                    break;
                }
                let fitting = (room - 2.0 * self.look.padding.1) / self.leading();
                if let Some((part, rest)) = self.split(&row, fitting) {
                    self.draw(setter, &part, number);
                    row = rest;
                }
                setter.new_page();
                if self.look.repeat_head {
                    self.draw(setter, &head, 0);
                }
                if self.height(&row) > setter.bottom() - setter.y && !self.look.split_rows {
                    break;
                }
            }
            self.draw(setter, &row, number);
        }
    }

    /// The lines that fit, and the rest.
    fn split(&self, row: &GridRow, fitting: f32) -> Option<(GridRow, GridRow)> {
        let all = row.cells.iter().map(Vec::len).max().unwrap_or(0);
        let least = if row.label { 2 } else { 1 };
        if !self.look.split_rows || row.head || fitting < least as f32 {
            return None;
        }
        let count = (fitting.floor() as usize).min(all - 1);
        if count < least {
            return None;
        }
        let part =
            |range: &dyn Fn(&Vec<SetLine>) -> Vec<SetLine>| row.cells.iter().map(range).collect();
        let first = GridRow {
            cells: part(&|cell| cell.iter().take(count).cloned().collect()),
            cut: true,
            ..row.clone()
        };
        let rest = GridRow {
            cells: part(&|cell| cell.iter().skip(count).cloned().collect()),
            cut: true,
            label: false,
            ..row.clone()
        };
        Some((first, rest))
    }

    fn draw(&self, setter: &mut Setter<'_>, row: &GridRow, number: usize) {
        let (top, height) = (setter.y, self.height(row));
        let bottom = top + height;
        let shown = match self.look.rules {
            Rules::All => Some(Shown::Cells),
            Rules::Horizontal => None,
            Rules::HeadOnly | Rules::ShadedHead | Rules::Banded | Rules::None => Some(Shown::Lines),
        };
        if let Some(shown) = shown.filter(|_| !row.head && !row.wide) {
            setter.place(&self.edges, (top, bottom), shown, self.known);
        }
        self.ground(setter, row, number, (top, bottom));
        self.rules(setter, row, (top, bottom));
        for (i, cell) in row.cells.iter().enumerate() {
            let (x0, x1) = if row.wide {
                (self.edges[0], self.right())
            } else {
                (self.edges[i], self.edges[i + 1])
            };
            let area = (x0 + self.look.padding.0, x1 - self.look.padding.0);
            let free = height - self.height_of(cell.len());
            let line = if row.cut {
                Vertical::Top
            } else {
                self.look.line
            };
            let shift = match line {
                Vertical::Top => 0.0,
                Vertical::Middle => free / 2.0,
                Vertical::Bottom => free,
            };
            let align = if i == 0 {
                Align::Left
            } else {
                self.look.values
            };
            let mut y = top + self.look.padding.1 + shift;
            for (j, text) in cell.iter().enumerate() {
                let bold = row.head && self.look.bold_head || row.label && j == 0;
                let face = Face { bold, ..self.face };
                let base = y + (self.leading() - self.size) / 2.0 + 0.76 * self.size;
                setter.aligned(text, area, base, (face, self.size), align);
                y += self.leading();
            }
        }
        setter.y = bottom;
    }

    fn ground(&self, setter: &mut Setter<'_>, row: &GridRow, number: usize, y: (f32, f32)) {
        let shaded = match self.look.rules {
            Rules::ShadedHead => row.head,
            Rules::Banded => row.head || number.is_multiple_of(2),
            _ => false,
        };
        if shaded {
            let grey = if row.head { 0.8 } else { 0.92 };
            setter.push(Item::Ground {
                area: [self.edges[0], y.0, self.right(), y.1],
                grey,
            });
        }
    }

    fn rules(&self, setter: &mut Setter<'_>, row: &GridRow, (top, bottom): (f32, f32)) {
        let (left, right) = (self.edges[0], self.right());
        let mut stroke = |from: (f32, f32), to: (f32, f32)| {
            setter.push(Item::Rule {
                from,
                to,
                width: 0.6,
            })
        };
        let inner = &self.edges[1..self.edges.len() - 1];
        let mut across = |y: f32| {
            if self.look.pieces && !row.wide {
                for pair in self.edges.windows(2) {
                    stroke((pair[0], y), (pair[1], y));
                }
            } else {
                stroke((left, y), (right, y));
            }
        };
        match self.look.rules {
            Rules::All => {
                across(top);
                across(bottom);
                for x in [left, right]
                    .iter()
                    .chain(if row.wide { &[] } else { inner })
                {
                    stroke((*x, top), (*x, bottom));
                }
            }
            Rules::Horizontal => {
                if row.head {
                    across(top);
                }
                across(bottom);
            }
            Rules::HeadOnly if row.head => across(bottom),
            _ => {}
        }
    }
}
