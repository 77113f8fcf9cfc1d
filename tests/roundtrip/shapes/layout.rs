//! Where a table's columns and cells stand before anything is drawn.

use super::model::{HeadLook, Row, Shaped, Turn, Value};
use crate::roundtrip::fonts::Face;
use crate::roundtrip::lines::{Measure, SetLine, lines};
use crate::roundtrip::model::{Align, Vertical};
use crate::roundtrip::set::Setter;

/// Letters of a raised note mark, as a share of the cell's.
pub const MARK_SIZE: f32 = 0.6;

/// A cell of a band.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Its first column and how many it covers.
    pub column: usize,
    pub columns: usize,
    /// How many bands it covers.
    pub bands: usize,
    pub lines: Vec<SetLine>,
    pub mark: Option<String>,
    pub bold: bool,
    pub align: Align,
    pub line: Vertical,
    pub turn: Turn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Head,
    Values,
    Sum,
    Group,
    Empty,
}

/// A row of cells.
#[derive(Debug, Clone)]
pub struct Band {
    pub kind: Kind,
    pub cells: Vec<Placed>,
    pub height: f32,
    /// How many bands below must stand on the same page.
    pub keep: usize,
}

/// A table with its places.
pub struct Layout<'t> {
    pub table: &'t Shaped,
    /// Boundaries of the columns.
    pub edges: Vec<f32>,
    pub size: f32,
    pub face: Face,
    pub bands: Vec<Band>,
}

impl<'t> Layout<'t> {
    pub fn new(setter: &Setter<'_>, table: &'t Shaped) -> Self {
        let face = setter.face(false);
        let (edges, size) = columns(setter, table, face);
        let mut layout = Self {
            table,
            edges,
            size,
            face,
            bands: Vec::new(),
        };
        layout.bands = layout.head();
        let body: Vec<Band> = table.rows.iter().map(|row| layout.row(row)).collect();
        layout.bands.extend(body);
        layout.stretch();
        layout
    }

    pub fn leading(&self) -> f32 {
        self.table.leading * self.size
    }

    pub fn right(&self) -> f32 {
        self.edges[self.edges.len() - 1]
    }

    /// The cell's boundaries.
    pub fn span(&self, cell: &Placed) -> (f32, f32) {
        (
            self.edges[cell.column],
            self.edges[cell.column + cell.columns],
        )
    }

    fn cell(&self, column: usize, columns: usize, text: &str, bold: bool) -> Placed {
        let face = Face { bold, ..self.face };
        let width = self.edges[column + columns] - self.edges[column];
        let measure = Measure {
            face,
            size: self.size,
            width: width - 2.0 * self.table.padding.0,
            hyphenate: false,
        };
        Placed {
            column,
            columns,
            bands: 1,
            lines: lines(text, measure),
            mark: None,
            bold,
            align: self.table.columns[column].align,
            line: self.table.line,
            turn: Turn::Level,
        }
    }

    /// The header's rows.
    fn head(&self) -> Vec<Band> {
        let head = &self.table.head;
        let bold = head.look != HeadLook::Plain;
        let (names, rows) = (self.table.names(), head.rows());
        let mut bands = vec![Vec::new(); rows];
        for (i, spans) in head.upper.iter().enumerate() {
            let mut column = names;
            for span in spans {
                if !span.text.is_empty() {
                    let mut cell = self.cell(column, span.columns, &span.text, bold);
                    cell.align = Align::Centre;
                    bands[i].push(cell);
                }
                column += span.columns;
            }
        }
        for (column, title) in head.titles.iter().enumerate() {
            let mut cell = self.cell(column, 1, title, bold);
            cell.line = Vertical::Bottom;
            let mut at = rows - 1;
            if column < names {
                cell.line = head.names;
                at = 0;
            } else {
                cell.turn = head.turn;
                at = self.first_free(column).min(at);
            }
            if cell.turn != Turn::Level {
                // One line, for a turned one has the room it wants.
                cell.lines = lines(title, self.measure_without_end(bold));
                cell.align = Align::Centre;
            }
            cell.bands = rows - at;
            bands[at].push(cell);
        }
        bands
            .into_iter()
            .enumerate()
            .map(|(i, cells)| self.band(Kind::Head, cells, rows - 1 - i))
            .collect()
    }

    /// The first header row in which no spanning cell stands over the column.
    fn first_free(&self, column: usize) -> usize {
        let upper = &self.table.head.upper;
        let covered = |spans: &Vec<super::model::Span>| {
            let mut end = self.table.names();
            let over = spans.iter().find(|span| {
                end += span.columns;
                column < end
            });
            over.is_some_and(|span| !span.text.is_empty())
        };
        upper.iter().rposition(covered).map_or(0, |at| at + 1)
    }

    fn measure_without_end(&self, bold: bool) -> Measure {
        Measure {
            face: Face { bold, ..self.face },
            size: self.size,
            width: f32::MAX,
            hyphenate: false,
        }
    }

    fn row(&self, row: &Row) -> Band {
        let values = |cells: &[Value], bold: bool, merged: usize| {
            let placed = cells.iter().enumerate().map(|(column, value)| {
                let mut cell = self.cell(column, 1, &value.text, bold);
                cell.mark = value.mark.clone();
                if column == 0 {
                    cell.bands = 1 + merged;
                }
                cell
            });
            let filled = placed.filter(|cell| !cell.lines.is_empty());
            filled.collect::<Vec<Placed>>()
        };
        match row {
            Row::Values { cells, merged } => {
                self.band(Kind::Values, values(cells, false, *merged), *merged)
            }
            Row::Sum(cells) => self.band(Kind::Sum, values(cells, true, 0), 0),
            Row::Group(text) => {
                let all = self.edges.len() - 1;
                let cell = self.cell(0, all, text, true);
                // A group's name does not stand last on a page.
                self.band(Kind::Group, vec![cell], 1)
            }
            Row::Empty => self.band(Kind::Empty, Vec::new(), 0),
        }
    }

    fn band(&self, kind: Kind, cells: Vec<Placed>, keep: usize) -> Band {
        let single = cells.iter().filter(|cell| cell.bands == 1);
        let height = single
            .map(|cell| self.height(cell))
            .fold(self.leading() + 2.0 * self.table.padding.1, f32::max);
        Band {
            kind,
            cells,
            height,
            keep,
        }
    }

    fn height(&self, cell: &Placed) -> f32 {
        let inside = if cell.turn == Turn::Level {
            cell.lines.len() as f32 * self.leading()
        } else {
            let text = cell.lines.first().map_or("", |line| line.text.as_str());
            let face = Face {
                bold: cell.bold,
                ..self.face
            };
            face.width(text, self.size)
        };
        inside + 2.0 * self.table.padding.1
    }

    /// The last band under a cell over several is as high as the cell wants.
    fn stretch(&mut self) {
        for at in 0..self.bands.len() {
            let cells = self.bands[at].cells.clone();
            for cell in cells.iter().filter(|cell| cell.bands > 1) {
                let last = at + cell.bands - 1;
                let there: f32 = self.bands[at..=last].iter().map(|band| band.height).sum();
                let wanted = self.height(cell);
                if wanted > there {
                    self.bands[last].height += wanted - there;
                }
            }
        }
    }
}

/// Column widths by weight, but wide enough for values and whole words; and the size at which they fit.
fn columns(setter: &Setter<'_>, table: &Shaped, face: Face) -> (Vec<f32>, f32) {
    let width = setter.text_width() * table.width;
    let mut size = table.size;
    let bold = Face { bold: true, ..face };
    loop {
        let least: Vec<f32> = (0..table.columns.len())
            .map(|column| least(table, column, bold, size) + 2.0 * table.padding.0 + 0.5)
            .collect();
        let sum: f32 = least.iter().sum();
        if sum > width && size > 5.0 {
            size -= 0.5;
            continue;
        }
        let spare = (width - sum).max(0.0);
        let total: f32 = table.columns.iter().map(|column| column.weight).sum();
        let mut edges = vec![setter.document.page.left];
        for (least, column) in least.iter().zip(&table.columns) {
            let last = edges[edges.len() - 1];
            edges.push(last + least + spare * column.weight / total);
        }
        return (edges, size);
    }
}

fn least(table: &Shaped, column: usize, bold: Face, size: f32) -> f32 {
    let words = |text: &str| {
        let words = text.split(' ').map(|word| bold.width(word, size));
        words.fold(0.0, f32::max)
    };
    let is_name = column < table.names();
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Values { cells, .. } | Row::Sum(cells) => cells.get(column),
        Row::Group(_) | Row::Empty => None,
    });
    let of_cell = |value: &Value| {
        let mark = value.mark.as_deref().unwrap_or_default();
        let mark = bold.width(mark, MARK_SIZE * size);
        // Values are not broken.
        mark + if is_name {
            words(&value.text)
        } else {
            bold.width(&value.text, size)
        }
    };
    let title = if is_name || table.head.turn == Turn::Level {
        words(&table.head.titles[column])
    } else {
        size
    };
    let name = if is_name { 8.0 * size } else { 0.0 };
    cells.map(of_cell).fold(title.max(name), f32::max)
}
