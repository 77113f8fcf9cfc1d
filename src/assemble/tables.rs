//! Tables: told apart by their headings, cut where a new heading begins, and those that no layout claims.

use crate::diagnostics::Allvar;
use crate::flow::{Line, Paragraph, Role, RowKind, Table, TableCell, TableRow, merge_places};
use crate::grammar::{ColumnMatch, HeaderMatch, number};
use crate::model::{Cell, Tabell};

use super::Assembler;
use super::ledger::Account;
use super::lines::{letters_of, row_lines, row_places};
use super::rows::{Columns, shorten};
use super::units::heading_unit;

/// A stretch of a table under one heading.
struct Part<'t, 'a> {
    head: &'t [TableRow],
    columns: Option<Columns<'a>>,
    rows: Vec<&'t TableRow>,
}

impl<'a> Assembler<'a> {
    /// Places a table.
    pub(super) fn table(&mut self, table: &Table) {
        self.companion = None;
        let running = self.running.take();
        let (title, rows) = parted_title(table);
        let mut title = title;
        for part in self.parts(table, rows, running) {
            match part.columns {
                Some(columns) => {
                    if let Some(title) = title.take() {
                        self.title_row(title);
                    }
                    self.label_rows(part.head);
                    for row in part.rows {
                        if self.repeats_heading(row, &columns.letters, table.columns) {
                            self.label_rows(std::slice::from_ref(row));
                            continue;
                        }
                        let full = is_full_width(row, table.columns);
                        self.layout_row(row, &columns, full);
                    }
                    self.goals.set_group(None);
                    self.running = Some(columns);
                }
                None => self.plain_table(table, title.take(), part.head, &part.rows),
            }
        }
    }

    /// A title row above the heading of a layout's rows reads like text above the table: it may name a goal.
    fn title_row(&mut self, row: &TableRow) {
        let lines: Vec<Line> = row_lines(row).cloned().collect();
        let marks = row.cells.iter().flat_map(|cell| cell.marks.clone());
        let paragraph = Paragraph {
            role: Role::Text,
            lines,
            marks: marks.collect(),
        };
        let names_goal = self.names_goal(&paragraph);
        self.paragraph(&paragraph, names_goal, None);
    }

    /// Cuts a table where another heading begins. A part without a heading goes on with the layout of the table
    /// just before it, if that one has as many columns.
    fn parts<'t>(
        &self,
        table: &Table,
        rows: &'t [TableRow],
        running: Option<Columns<'a>>,
    ) -> Vec<Part<'t, 'a>> {
        let mut parts: Vec<Part<'t, 'a>> = Vec::new();
        let mut rest = rows;
        while let Some(row) = rest.first() {
            let heads = rest
                .iter()
                .take_while(|row| row.kind == RowKind::Header)
                .count();
            let (head, after) = rest.split_at(heads);
            let fresh = parts.is_empty();
            if heads > 0 {
                let columns = self.header(head, table.columns);
                let known = columns.is_some() || fresh || parts.iter().all(|p| p.rows.is_empty());
                if known || head.len() < rest.len() {
                    parts.push(Part {
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
                && let Some(columns) = self.header(head, table.columns)
                && (fresh || columns_all_known(&columns.header))
                && parts.last().is_none_or(|part| {
                    part.columns
                        .as_ref()
                        .is_none_or(|c| c.letters != columns.letters)
                })
            {
                parts.push(Part {
                    head,
                    columns: Some(columns),
                    rows: Vec::new(),
                });
                rest = after;
                continue;
            }
            if fresh {
                let columns = running
                    .clone()
                    .filter(|columns| columns.header.columns.len() == table.columns);
                parts.push(Part {
                    head: &[],
                    columns,
                    rows: Vec::new(),
                });
            }
            if let Some(part) = parts.last_mut() {
                part.rows.push(row);
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        parts
    }

    /// The layout that has these heading rows: both rows of a heading together, or the last or the first alone.
    fn header(&self, head: &[TableRow], width: usize) -> Option<Columns<'a>> {
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
            let header = self.layouts.header(&texts)?;
            Some(Columns::new(header, &texts))
        })
    }

    /// The heading's text for each column; a heading over several columns stands in each of them.
    fn heading_texts(&self, head: &[TableRow], width: usize) -> Vec<String> {
        (0..width)
            .map(|column| self.heading_text(head, column))
            .collect()
    }

    fn heading_text(&self, head: &[TableRow], column: usize) -> String {
        let covers = |cell: &&TableCell| {
            let end = cell.column.saturating_add(cell.span.max(1));
            (cell.column..end).contains(&column)
        };
        let mut cells = head.iter().flat_map(|row| &row.cells).filter(covers);
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

    fn repeats_heading(&self, row: &TableRow, letters: &[String], width: usize) -> bool {
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

    /// Heading cells are labels, each time they stand.
    fn label_rows(&mut self, rows: &[TableRow]) {
        for cell in rows.iter().flat_map(|row| &row.cells) {
            self.ledger.assign_all(&cell.lines, Account::Etiketter);
            let text = self.vocabulary.join(&cell.lines);
            self.labels.add(&text, super::lines::page(&cell.lines));
        }
    }

    /// A table that no layout claims.
    fn plain_table(
        &mut self,
        table: &Table,
        title: Option<&TableRow>,
        head: &[TableRow],
        rows: &[&TableRow],
    ) {
        let letters: Vec<String> = self
            .heading_texts(head, table.columns)
            .iter()
            .map(|text| letters_of(text))
            .collect();
        let kept: Vec<usize> = (0..table.columns)
            .filter(|&at| has_text(head.iter().chain(rows.iter().copied()), at))
            .collect();
        let units: Vec<Option<String>> = self.units(head, table.columns);
        let mut plats = Vec::new();
        let mut huvud = Vec::new();
        if let Some(row) = title {
            super::lines::absorb(&mut plats, &row_places(row));
            self.ledger.assign_all(row_lines(row), Account::Tabeller);
        }
        for row in head {
            super::lines::absorb(&mut plats, &row_places(row));
            self.ledger.assign_all(row_lines(row), Account::Tabeller);
            huvud.push(self.cells(row, &kept, table.columns, None));
        }
        let mut rader = Vec::new();
        for row in rows {
            super::lines::absorb(&mut plats, &row_places(row));
            if !head.is_empty() && self.repeats_heading(row, &letters, table.columns) {
                self.label_rows(std::slice::from_ref(*row));
                continue;
            }
            self.marks_without_place(row);
            if row_lines(row).next().is_none() {
                continue;
            }
            self.ledger.assign_all(row_lines(row), Account::Tabeller);
            rader.push(self.cells(row, &kept, table.columns, Some(&units)));
        }
        if huvud.is_empty() && rader.is_empty() {
            return;
        }
        let rubrik = match title {
            Some(row) => {
                let lines: Vec<&Line> = row_lines(row).collect();
                Some(self.vocabulary.join(&lines))
            }
            None => self.caption.clone(),
        };
        self.last_row = None;
        self.goals.tables().push(Tabell {
            rubrik,
            huvud,
            rader,
            plats,
        });
    }

    /// A row's cells, padded to the table's columns; a cell over several columns stands in its first one.
    fn cells(
        &self,
        row: &TableRow,
        kept: &[usize],
        width: usize,
        units: Option<&[Option<String>]>,
    ) -> Vec<Cell> {
        let mut lines: Vec<Vec<&Line>> = vec![Vec::new(); width];
        for cell in &row.cells {
            let at = cell.column.min(width.saturating_sub(1));
            // A cell that begins in a column that is left out stands in the next one.
            let at = kept.iter().copied().find(|&kept| kept >= at).unwrap_or(at);
            if let Some(column) = lines.get_mut(at) {
                column.extend(&cell.lines);
            }
        }
        kept.iter()
            .map(|&at| {
                let text = self
                    .vocabulary
                    .join(lines.get(at).map_or(&[], Vec::as_slice));
                let read = units.and_then(|_| number(&text));
                let heading = units.and_then(|units| units.get(at).cloned().flatten());
                let (tal, enhet) = match read {
                    Some((tal, own)) => (Some(tal), own.or(heading)),
                    None => (None, None),
                };
                Cell { text, tal, enhet }
            })
            .collect()
    }

    /// Each column's unit: from its own heading, else from the first column's, which names it for the whole table.
    fn units(&self, head: &[TableRow], width: usize) -> Vec<Option<String>> {
        let texts = self.heading_texts(head, width);
        let caption = self.caption.as_deref().and_then(heading_unit);
        let whole = texts
            .iter()
            .find(|text| !text.is_empty())
            .and_then(|text| heading_unit(text))
            .or(caption);
        texts
            .iter()
            .map(|text| heading_unit(text).or_else(|| whole.clone()))
            .collect()
    }

    fn marks_without_place(&mut self, row: &TableRow) {
        for cell in row.cells.iter().filter(|cell| !cell.marks.is_empty()) {
            let text = self.vocabulary.join(&cell.lines);
            let message = format!(
                "a mark in a table that no layout claims is left out, beside \"{}\"",
                shorten(&text)
            );
            let plats = merge_places(cell.marks.iter().map(|mark| &mark.place));
            self.remark("symbol-utan-plats", Allvar::Info, message, plats);
        }
    }
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

fn is_full_width(row: &TableRow, width: usize) -> bool {
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

fn has_text<'t>(mut rows: impl Iterator<Item = &'t TableRow>, at: usize) -> bool {
    rows.any(|row| {
        row.cells
            .iter()
            .any(|cell| cell.column == at && cell.lines.iter().any(|line| !line.text.is_empty()))
    })
}
