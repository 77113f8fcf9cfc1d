//! Tables: those that a layout claims, part by part, and those that none claims.

use super::cell_values::{CellValue, ColumnLook, is_on_several_lines};
use super::grid::{Columns, Grid, Slot};
use super::ledger::Account;
use super::lines::{absorb, places, row_lines, row_places};
use super::readtable::{PartRow, ReadTable, is_full_width};
use super::rows::{color, shorten};
use super::sureness;
use super::units::heading_unit;
use super::{Assembler, findings};
use crate::block::{Line, Mark, Paragraph, Role, Table, TableRow, merge_places};
use crate::diagnostics::Allvar;
use crate::output::{Cell, Tabell, TabellRad, VardeSymbol};

impl<'a> Assembler<'a> {
    /// Places a table. `read` is what it says by itself.
    pub(super) fn table<'t>(&mut self, table: &'t Table, read: ReadTable<'t, 'a>) {
        self.companion = None;
        let running = self.running.take();
        // A table right below another goes on with its goal.
        let mut resumed = self.resumed.take().filter(|_| running.is_some());
        let headless = read.parts.first().is_some_and(|part| part.head.is_empty());
        let running = running.filter(|columns| headless && columns.fit(table.columns));
        let ReadTable { mut title, parts } = match running {
            Some(running) => self.reader().table(table, Some(running)),
            None => read,
        };
        for part in parts {
            findings::layout(self.reader(), &part, table.columns, self.sink);
            match part.columns {
                Some(mut columns) => {
                    columns.look_at_names(part.rows.iter().map(|row| row.row));
                    if let Some(title) = title.take() {
                        self.title_row(title);
                    }
                    self.label_rows(part.head);
                    if columns.header.goal.is_some() {
                        self.goals.set_group(resumed.take());
                    }
                    let mut rows = part.rows.into_iter();
                    while let Some(PartRow {
                        row,
                        is_heading,
                        read,
                    }) = rows.next()
                    {
                        if is_heading {
                            self.label_rows(std::slice::from_ref(row));
                            continue;
                        }
                        let full = is_full_width(row, table.columns);
                        let below = self.group_rows_below(rows.as_slice(), &columns, table.columns);
                        self.layout_row(row, &columns, full, below, read);
                    }
                    self.resumed = self.goals.group();
                    self.goals.set_group(None);
                    self.running = Some(columns);
                }
                None => {
                    self.tell_unclaimed(part.head, &part.rows, table.columns);
                    self.plain_table(table, title.take(), part.head, &part.rows);
                }
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
            self.labels.add(&text, &cell.lines);
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
        let all = title
            .into_iter()
            .chain(head)
            .chain(rows.iter().map(|row| row.row));
        let columns = Columns::with_text(table.columns, all);
        let mut plats = Vec::new();
        for row in title.into_iter().chain(head) {
            absorb(&mut plats, &row_places(row));
            self.ledger.assign_all(row_lines(row), Account::Tabeller);
        }
        let mut body: Vec<&TableRow> = Vec::new();
        for PartRow {
            row, is_heading, ..
        } in rows
        {
            absorb(&mut plats, &row_places(row));
            if *is_heading {
                self.label_rows(std::slice::from_ref(*row));
            } else if row_lines(row).next().is_some() {
                self.ledger.assign_all(row_lines(row), Account::Tabeller);
                body.push(row);
            } else {
                self.lost_marks(row.cells.iter().flat_map(|cell| &cell.marks), "");
            }
        }
        if head.is_empty() && body.is_empty() {
            return;
        }
        let head_grid = Grid::new(&columns, head.iter());
        let body_grid = Grid::new(&columns, body.iter().copied());
        let units = self.units(head, table.columns);
        // A title over the whole width heads no column: it stands above the header rows.
        let title_grid = Grid::new(&columns, title.into_iter());
        let mut huvud = self.head_cells(&title_grid, columns.len());
        let head_cells = self.head_cells(&head_grid, columns.len());
        let kolumner = head_grid.column_names(&head_cells);
        huvud.extend(head_cells);
        let celler = self.body_cells(&body_grid, &columns, &units, &kolumner);
        let rader = celler
            .into_iter()
            .zip(&body)
            .map(|(celler, row)| TabellRad {
                celler,
                plats: merge_places(&row_places(row)),
            });
        let tabell = Tabell {
            id: self.numbers.table(),
            ordning: self.numbers.next(),
            rubrik: match title {
                Some(row) => {
                    let lines: Vec<&Line> = row_lines(row).collect();
                    Some(self.vocabulary.join(&lines))
                }
                None => self.caption.clone(),
            },
            narmaste_rubrik: self.nearest.clone(),
            kolumner,
            huvud,
            rader: rader.collect(),
            plats,
        };
        self.last_row = None;
        self.goals.tables().push(tabell);
    }

    /// The cells of the heading's rows.
    fn head_cells(&mut self, grid: &Grid<'_>, width: usize) -> Vec<Vec<Option<Cell>>> {
        let mut rows = Vec::with_capacity(grid.rows());
        for row in 0..grid.rows() {
            let cell = |column| {
                let slot = grid.slot(row, column)?;
                let value = CellValue::of_text(&self.vocabulary.join(&slot.lines));
                Some(self.cell(slot, value, None))
            };
            rows.push((0..width).map(cell).collect());
        }
        rows
    }

    /// The cells of the body's rows; `units` is the unit that the heading tells for each of the table's columns, `names` the
    /// heading of each of the output's.
    fn body_cells(
        &mut self,
        grid: &Grid<'_>,
        columns: &Columns,
        units: &[Option<String>],
        names: &[String],
    ) -> Vec<Vec<Option<Cell>>> {
        let text = |row, column| Some(self.vocabulary.join(&grid.slot(row, column)?.lines));
        let texts: Vec<Vec<Option<String>>> = (0..grid.rows())
            .map(|row| (0..columns.len()).map(|column| text(row, column)).collect())
            .collect();
        let unit = |column| columns.of(column).and_then(|at| units.get(at)?.as_ref());
        let looks: Vec<ColumnLook> = (0..columns.len())
            .map(|column| {
                let cells = texts.iter().filter_map(|row| row.get(column)?.as_deref());
                let name = names.get(column).map(String::as_str);
                ColumnLook::of(cells, name, unit(column).is_some())
            })
            .collect();
        let mut rows = Vec::with_capacity(grid.rows());
        for (row, texts) in texts.iter().enumerate() {
            let several = |column: &usize| {
                let slot = grid.slot(row, *column);
                slot.is_some_and(|slot| is_on_several_lines(&slot.lines))
            };
            let stacked: Vec<usize> = (0..columns.len()).filter(several).collect();
            let cell = |(column, text): (usize, &Option<String>)| {
                let (slot, text) = (grid.slot(row, column)?, text.as_ref()?);
                let others = stacked.iter().any(|other| *other != column);
                let value = CellValue::read(text, &slot.lines, &looks[column], others);
                Some(self.cell(slot, value, unit(column)))
            };
            rows.push(texts.iter().enumerate().map(cell).collect());
        }
        rows
    }

    /// A cell with what it means and the unit that the heading tells.
    fn cell(&mut self, slot: &Slot<'_>, value: CellValue, heading: Option<&String>) -> Cell {
        let CellValue {
            text,
            tal,
            enhet,
            noter,
            doubt,
        } = value;
        if doubt {
            let message = format!("\"{}\" may be a number: `tal` is null", shorten(&text));
            self.remark("tal-osakert", Allvar::Info, message, places(&slot.lines));
        }
        let percent = sureness::of(self.sureness, slot.lines.iter().copied());
        let dropped = tal.is_some() && !sureness::means_something(percent);
        let tal = tal.filter(|_| !dropped);
        let enhet = tal.and_then(|_| enhet.or_else(|| heading.cloned()));
        let mut plats = places(&slot.lines);
        let told = sureness::remark(percent, ("cell", &text), dropped, plats.clone());
        self.diagnostics.extend(told);
        let mark = slot.marks.first();
        absorb(&mut plats, mark.iter().map(|mark| &mark.place));
        let others = slot.marks.iter().skip(1).chain(&slot.strays).copied();
        self.lost_marks(others, &text);
        Cell {
            tal,
            enhet,
            spann: slot.columns as u32,
            radspann: slot.rows as u32,
            noter,
            symbol: mark.map(|mark| VardeSymbol {
                farg: color(mark),
                form: mark.form.to_owned(),
            }),
            text,
            plats,
            sakerhet: sureness::share(percent),
        }
    }

    /// Each column's unit: from its own heading, else from the first column's, which names it for the whole table.
    fn units(&self, head: &[TableRow], width: usize) -> Vec<Option<String>> {
        let unit = |title: &str| heading_unit(title, self.layouts.cues());
        // The lowest cell over a column speaks first; one that spans several above it speaks for all of them.
        let own: Vec<Option<String>> = (0..width)
            .map(|column| {
                let rows = head.chunks(1).rev();
                let texts = rows.map(|row| self.reader().heading_text(row, column));
                texts
                    .filter(|text| !text.is_empty())
                    .find_map(|text| unit(&text))
            })
            .collect();
        let caption = self.caption.as_deref().and_then(unit);
        let first = |column: &usize| !self.reader().heading_text(head, *column).is_empty();
        let whole = (0..width)
            .find(first)
            .and_then(|column| own[column].clone());
        let whole = whole.or(caption);
        own.into_iter()
            .map(|own| own.or_else(|| whole.clone()))
            .collect()
    }

    /// Tells of marks that have no place in the output.
    fn lost_marks<'m>(&mut self, marks: impl Iterator<Item = &'m Mark>, text: &str) {
        let plats = merge_places(marks.map(|mark| &mark.place));
        if plats.is_empty() {
            return;
        }
        let message = format!(
            "a mark in a table that no layout claims is left out, beside \"{}\"",
            shorten(text)
        );
        self.remark("symbol-utan-plats", Allvar::Info, message, plats);
    }
}
