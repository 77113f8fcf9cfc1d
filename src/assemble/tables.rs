//! Tables: those that a layout claims, part by part, and those that none claims.

use super::Assembler;
use super::ledger::Account;
use super::lines::{row_lines, row_places};
use super::readtable::{PartRow, ReadTable, is_full_width};
use super::rows::shorten;
use super::units::heading_unit;
use crate::block::{Line, Paragraph, Role, Table, TableRow, merge_places};
use crate::diagnostics::Allvar;
use crate::grammar::number;
use crate::output::{Cell, Tabell};

impl<'a> Assembler<'a> {
    /// Places a table. `read` is what it says by itself.
    pub(super) fn table<'t>(&mut self, table: &'t Table, read: ReadTable<'t, 'a>) {
        self.companion = None;
        let running = self.running.take();
        let headless = read.parts.first().is_some_and(|part| part.head.is_empty());
        let running = running.filter(|columns| headless && columns.fit(table.columns));
        let ReadTable { mut title, parts } = match running {
            Some(running) => self.reader().table(table, Some(running)),
            None => read,
        };
        for part in parts {
            match part.columns {
                Some(columns) => {
                    if let Some(title) = title.take() {
                        self.title_row(title);
                    }
                    self.label_rows(part.head);
                    for PartRow {
                        row,
                        is_heading,
                        read,
                    } in part.rows
                    {
                        if is_heading {
                            self.label_rows(std::slice::from_ref(row));
                            continue;
                        }
                        let full = is_full_width(row, table.columns);
                        self.layout_row(row, &columns, full, read);
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
        let said = self.said(&paragraph);
        self.paragraph(&paragraph, said, None);
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
        rows: &[PartRow<'_>],
    ) {
        let kept: Vec<usize> = (0..table.columns)
            .filter(|&at| has_text(head.iter().chain(rows.iter().map(|row| row.row)), at))
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
        for PartRow {
            row, is_heading, ..
        } in rows
        {
            super::lines::absorb(&mut plats, &row_places(row));
            if *is_heading {
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
        let texts = self.reader().heading_texts(head, width);
        let unit = |title: &str| heading_unit(title, self.layouts.cues());
        let caption = self.caption.as_deref().and_then(unit);
        let whole = texts
            .iter()
            .find(|text| !text.is_empty())
            .and_then(|text| unit(text))
            .or(caption);
        texts
            .iter()
            .map(|text| unit(text).or_else(|| whole.clone()))
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

fn has_text<'t>(mut rows: impl Iterator<Item = &'t TableRow>, at: usize) -> bool {
    rows.any(|row| {
        row.cells
            .iter()
            .any(|cell| cell.column == at && cell.lines.iter().any(|line| !line.text.is_empty()))
    })
}
