//! The rows of a table whose cells follow each other, written as rows of the flow.

use crate::block::{Line, Place, RowKind, TableCell, TableRow, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::ColumnMatch;

use super::assignment::{Assigner, Assignment};
use super::header_row::HeaderRow;
use super::row_cuts::{Item, Stretch, tokens};

/// A header row, each title in its own column.
pub(super) fn header_row(kind: RowKind, cells: &[Vec<Line>]) -> TableRow {
    let cell = |(column, lines): (usize, &Vec<Line>)| TableCell {
        column,
        span: 1,
        lines: lines.clone(),
        marks: Vec::new(),
    };
    let cells: Vec<TableCell> = cells.iter().enumerate().map(cell).collect();
    TableRow {
        kind,
        places: places(&cells),
        cells,
    }
}

fn places(cells: &[TableCell]) -> Vec<Place> {
    cells
        .iter()
        .flat_map(|cell| cell.lines.iter().map(|line| line.place))
        .collect()
}

/// Writes stretches as rows of the flow.
pub(super) struct Writer<'w, 'a> {
    first: &'w HeaderRow<'a>,
    items: &'w [Item<'w>],
    assigner: &'w Assigner<'a>,
    pub(super) rows: Vec<TableRow>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'w, 'a> Writer<'w, 'a> {
    /// Begins a table with its header row.
    pub(super) fn new(
        first: &'w HeaderRow<'a>,
        items: &'w [Item<'w>],
        assigner: &'w Assigner<'a>,
    ) -> Self {
        Self {
            first,
            items,
            assigner,
            rows: vec![header_row(RowKind::Header, &first.cells)],
            diagnostics: Vec::new(),
        }
    }
}

impl Writer<'_, '_> {
    /// Writes a stretch; returns the item after it.
    pub(super) fn stretch(&mut self, stretch: &Stretch) -> usize {
        match stretch {
            Stretch::Row {
                from,
                values,
                to,
                cells,
            } => {
                self.row(*from, *values, *to, cells.as_ref());
                *to
            }
            Stretch::Continued { from, to } => {
                self.continue_name(*from, *to);
                *to
            }
            Stretch::Companion { from, to } | Stretch::Stray { from, to } => {
                let lines = self.lines((*from, 0), (*to, 0));
                let cell = TableCell {
                    column: 0,
                    span: self.first.texts.len(),
                    lines,
                    marks: Vec::new(),
                };
                let cells = vec![cell];
                self.rows.push(TableRow {
                    kind: RowKind::FullWidth,
                    places: places(&cells),
                    cells,
                });
                *to
            }
        }
    }

    /// The words from one to another, as lines.
    fn lines(&self, from: (usize, usize), to: (usize, usize)) -> Vec<Line> {
        let range = self.items.iter().enumerate().take(to.0 + 1).skip(from.0);
        let slice = |(at, item): (usize, &Item<'_>)| {
            let begin = if at == from.0 { from.1 } else { 0 };
            let end = if at == to.0 {
                to.1
            } else {
                item.line.words.len()
            };
            (begin < end).then(|| item.line.slice(begin, end))
        };
        range.filter_map(slice).collect()
    }

    fn row(&mut self, from: usize, values: (usize, usize), to: usize, found: Option<&Assignment>) {
        let columns = &self.first.layout.columns;
        let name = self.lines((from, 0), values);
        let column = columns
            .iter()
            .position(|column| *column == ColumnMatch::Name);
        let mut cells = vec![TableCell {
            column: column.unwrap_or(0),
            span: 1,
            lines: name,
            marks: Vec::new(),
        }];
        if let Some(found) = found {
            let words = self.words(values, to);
            for (slot, range) in found.cells.iter().enumerate() {
                let Some((begin, end)) = *range else {
                    continue;
                };
                let wanted = self.assigner.slots.get(slot).map(|slot| &slot.column);
                let column = columns.iter().position(|column| Some(column) == wanted);
                let taken = words.get(begin..end).unwrap_or_default();
                cells.push(TableCell {
                    column: column.unwrap_or(0),
                    span: 1,
                    lines: self.runs(taken),
                    marks: Vec::new(),
                });
            }
            if found.guessed {
                self.guessed(&cells, values, to);
            }
        }
        cells.sort_by_key(|cell| cell.column);
        self.rows.push(TableRow {
            kind: RowKind::Body,
            places: places(&cells),
            cells,
        });
    }

    /// Adds lines to the name of the row before.
    fn continue_name(&mut self, from: usize, to: usize) {
        let rest = self.lines((from, 0), (to, 0));
        let columns = &self.first.layout.columns;
        let column = columns
            .iter()
            .position(|column| *column == ColumnMatch::Name);
        let row = self
            .rows
            .iter_mut()
            .rev()
            .find(|row| row.kind == RowKind::Body);
        let Some(row) = row else {
            return;
        };
        row.places.extend(rest.iter().map(|line| line.place));
        if let Some(name) = row
            .cells
            .iter_mut()
            .find(|cell| Some(cell.column) == column)
        {
            name.lines.extend(rest);
        }
    }

    /// Line and word of each word of the values, in order.
    fn words(&self, from: (usize, usize), to: usize) -> Vec<(usize, usize)> {
        let range = self.items.iter().enumerate().take(to).skip(from.0);
        let words = |(at, item): (usize, &Item<'_>)| {
            let begin = if at == from.0 { from.1 } else { 0 };
            (begin..item.line.words.len())
                .map(move |word| (at, word))
                .collect::<Vec<_>>()
        };
        range.flat_map(words).collect()
    }

    /// Words as lines: those of one line together.
    fn runs(&self, words: &[(usize, usize)]) -> Vec<Line> {
        words
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|run| {
                let (line, from) = *run.first()?;
                let (_, last) = *run.last()?;
                Some(self.items.get(line)?.line.slice(from, last + 1))
            })
            .collect()
    }

    fn guessed(&mut self, cells: &[TableCell], values: (usize, usize), to: usize) {
        let texts: Vec<String> = tokens(self.items, values, to)
            .iter()
            .map(|token| token.text.to_owned())
            .collect();
        let keys: Vec<&str> = cells
            .iter()
            .filter_map(|cell| match self.first.layout.columns.get(cell.column)? {
                ColumnMatch::Known(key, _) | ColumnMatch::Unknown(key) => Some(key.as_str()),
                ColumnMatch::Name | ColumnMatch::Unlabelled => None,
            })
            .collect();
        let message = format!(
            "the text does not tell the columns of \"{}\": taken for {}",
            texts.join(" "),
            keys.join(", ")
        );
        let places = places(cells);
        self.diagnostics.push(
            Diagnostic::new("kolumn-gissad", Allvar::Info, message).at(merge_places(&places)),
        );
    }
}
