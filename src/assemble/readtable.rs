//! What a table says by itself, whatever stands before it: it is cut into parts under their headings, and their rows are
//! read, on all threads.

use rayon::prelude::*;

use super::columns::Columns;
use super::lines::{letters_of, row_lines};
use super::readrow::{ReadRow, Reader};
use super::rows::is_single;
use crate::block::{Line, RowKind, Table, TableCell, TableRow, Witness};
use crate::grammar::{ColumnMatch, HeaderMatch, RowSort};

/// Rows that one thread reads at least: fewer are not worth the handing over.
const ROWS_AT_ONCE: usize = 16;

/// A table, cut and read.
pub(super) struct ReadTable<'t, 'a> {
    /// The row above the heading that is the table's title.
    pub(super) title: Option<&'t TableRow>,
    pub(super) parts: Vec<HeadedRows<'t, 'a>>,
}

/// A stretch of a table under one heading.
pub(super) struct HeadedRows<'t, 'a> {
    pub(super) head: &'t [TableRow],
    pub(super) columns: Option<Columns<'a>>,
    pub(super) rows: Vec<PartRow<'t>>,
}

/// A row below a heading.
pub(super) struct PartRow<'t> {
    pub(super) row: &'t TableRow,
    /// It says what the heading says.
    pub(super) is_heading: bool,
    /// What it says, if it can only be an indicator or an activity.
    pub(super) read: Option<ReadRow>,
}

impl<'t> PartRow<'t> {
    fn new(row: &'t TableRow) -> Self {
        Self {
            row,
            is_heading: false,
            read: None,
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads a table. `running` is the layout of the table just before it, if that is known.
    pub(super) fn table<'t>(
        self,
        table: &'t Table,
        running: Option<Columns<'a>>,
    ) -> ReadTable<'t, 'a> {
        let (title, rows) = parted_title(table);
        if table.witness.contains(&Witness::Sheet) {
            return self.sheet(title, rows, table.columns);
        }
        let mut parts = self.parts(table.columns, rows, running);
        for part in &mut parts {
            self.rows(part, table.columns);
        }
        ReadTable { title, parts }
    }

    /// Reads labels with their values below them.
    fn sheet<'t>(
        self,
        title: Option<&'t TableRow>,
        rows: &'t [TableRow],
        width: usize,
    ) -> ReadTable<'t, 'a> {
        let (head, body) = rows.split_at(rows.len().min(1));
        let texts = self.heading_texts(head, width);
        let header = self.layouts.sheet(&texts);
        let mut part = HeadedRows {
            head,
            columns: header.map(|header| Columns::new(header, &texts)),
            rows: body.iter().map(PartRow::new).collect(),
        };
        self.rows(&mut part, width);
        ReadTable {
            title,
            parts: vec![part],
        }
    }

    fn rows(self, part: &mut HeadedRows<'_, 'a>, width: usize) {
        let HeadedRows {
            head,
            columns,
            rows,
        } = part;
        let columns = columns.as_ref();
        let own: Vec<String>;
        let letters = match columns {
            Some(columns) => &columns.letters,
            // Rows without a heading cannot repeat it.
            None if head.is_empty() => return,
            None => {
                let texts = self.heading_texts(head, width);
                own = texts.iter().map(|text| letters_of(text)).collect();
                &own
            }
        };
        let rows = rows.par_iter_mut().with_min_len(ROWS_AT_ONCE);
        rows.for_each(|row| {
            row.is_heading = self.repeats_heading(row.row, letters, width);
            let certain = !row.is_heading && !is_full_width(row.row, width) && !is_single(row.row);
            let columns = columns
                .as_ref()
                .filter(|columns| certain && !matches!(columns.header.sort, RowSort::Mal));
            row.read = columns.map(|columns| self.row(row.row, columns));
        });
    }

    /// Cuts a table where another heading begins. A part without a heading goes on with the layout of the table
    /// just before it, if that one has as many columns.
    fn parts<'t>(
        self,
        width: usize,
        rows: &'t [TableRow],
        running: Option<Columns<'a>>,
    ) -> Vec<HeadedRows<'t, 'a>> {
        let mut parts: Vec<HeadedRows<'t, 'a>> = Vec::new();
        let mut rest = rows;
        while let Some(row) = rest.first() {
            let heads = rest
                .iter()
                .take_while(|row| row.kind == RowKind::Header)
                .count();
            let (head, after) = rest.split_at(heads);
            let fresh = parts.is_empty();
            if heads > 0 {
                let columns = self.header(head, after, width, true);
                let known = columns.is_some() || fresh || parts.iter().all(|p| p.rows.is_empty());
                if known || head.len() < rest.len() {
                    parts.push(HeadedRows {
                        head,
                        columns,
                        rows: Vec::new(),
                    });
                    rest = after;
                    continue;
                }
            }
            // A heading that was not told from a row.
            if let (RowKind::Body, Some((head, after))) = (row.kind, rest.split_at_checked(1))
                && let Some(columns) = self.header(head, after, width, fresh)
                && (fresh || columns_all_known(&columns.header))
                && parts.last().is_none_or(|part| {
                    part.columns
                        .as_ref()
                        .is_none_or(|c| c.letters != columns.letters)
                })
            {
                parts.push(HeadedRows {
                    head,
                    columns: Some(columns),
                    rows: Vec::new(),
                });
                rest = after;
                continue;
            }
            if fresh {
                parts.push(HeadedRows {
                    head: &[],
                    columns: running.clone().filter(|columns| columns.fit(width)),
                    rows: Vec::new(),
                });
            }
            if let Some(part) = parts.last_mut() {
                part.rows.push(PartRow::new(row));
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        parts
    }

    /// The layout that has these heading rows: both rows of a heading together, or the last or the first alone.
    /// `body` are the rows below it; `bare` lets names stand under no heading.
    fn header(
        self,
        head: &[TableRow],
        body: &[TableRow],
        width: usize,
        bare: bool,
    ) -> Option<Columns<'a>> {
        let cells = |column: usize| -> Vec<String> {
            let rows = body.iter().take_while(|row| row.kind != RowKind::Header);
            rows.map(|row| self.heading_text(std::slice::from_ref(row), column))
                .collect()
        };
        let mut tries = vec![self.heading_texts(head, width)];
        if head.len() > 1 {
            tries.extend(
                head.last()
                    .map(|row| self.heading_texts(std::slice::from_ref(row), width)),
            );
            tries.extend(
                head.first()
                    .map(|row| self.heading_texts(std::slice::from_ref(row), width)),
            );
        }
        tries.into_iter().find_map(|texts| {
            let header = self.layouts.table(&texts, bare, &cells)?;
            Some(Columns::new(header, &texts))
        })
    }

    /// The heading's text for each column; a heading over several columns stands in each of them.
    pub(super) fn heading_texts(self, head: &[TableRow], width: usize) -> Vec<String> {
        (0..width)
            .map(|column| self.heading_text(head, column))
            .collect()
    }

    pub(super) fn heading_text(self, head: &[TableRow], column: usize) -> String {
        let mut cells = head.iter().filter_map(|row| covering(row, column));
        match (cells.next(), cells.next()) {
            (None, _) => String::new(),
            (Some(cell), None) => self.vocabulary.join(&cell.lines),
            (Some(first), Some(second)) => {
                let cells = [first, second].into_iter().chain(cells);
                let lines: Vec<&Line> = cells.flat_map(|cell| &cell.lines).collect();
                self.vocabulary.join(&lines)
            }
        }
    }

    fn repeats_heading(self, row: &TableRow, letters: &[String], width: usize) -> bool {
        if row.kind == RowKind::RepeatedHeader {
            return true;
        }
        let mut filled = 0;
        let mut same = |(column, letters): (usize, &String)| {
            let text = self.heading_text(std::slice::from_ref(row), column);
            filled += usize::from(!text.is_empty());
            letters_of(&text) == *letters
        };
        letters.len() == width && letters.iter().enumerate().all(&mut same) && filled > 1
    }
}

/// The cell of a row that covers a column. A row's cells stand from left to right.
fn covering(row: &TableRow, column: usize) -> Option<&TableCell> {
    let begun = row.cells.partition_point(|cell| cell.column <= column);
    let last = row.cells.get(..begun)?.last();
    last.filter(|cell| column < cell.column.saturating_add(cell.span.max(1)))
}

/// The title of a table that stands in a row over its whole width above the heading, and the other rows.
fn parted_title(table: &Table) -> (Option<&TableRow>, &[TableRow]) {
    match table.rows.as_slice() {
        [title, rest @ ..]
            if is_full_width(title, table.columns)
                && row_lines(title).next().is_some()
                && rest.first().is_some_and(|row| row.kind == RowKind::Header) =>
        {
            (Some(title), rest)
        }
        rows => (None, rows),
    }
}

/// Whether a row is one cell over the whole width.
pub(super) fn is_full_width(row: &TableRow, width: usize) -> bool {
    let whole =
        row.cells.len() == 1 && row.cells.iter().all(|cell| cell.span >= width && width > 1);
    row.kind == RowKind::FullWidth || whole
}

fn columns_all_known(header: &HeaderMatch<'_>) -> bool {
    let named = |column: &ColumnMatch| *column == ColumnMatch::Name;
    header.columns.iter().any(named)
        && !header
            .columns
            .iter()
            .any(|column| matches!(column, ColumnMatch::Unknown(_)))
}
