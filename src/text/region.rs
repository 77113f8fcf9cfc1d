//! A table in plain text whose cells are set apart by spaces: from its headings to its last row.

use super::cells::{Assigner, Assignment};
use super::context::Likely;
use super::header::{self, Header};
use super::rows::{Item, Piece, cut, tokens};
use super::source::SourceLine;
use crate::block::{Line, Place, RowKind, Table, TableCell, TableRow, Witness, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::{ColumnMatch, Layouts};
use crate::output::{Skarv, SkarvSlag};

/// A table that was read.
pub(crate) struct Region {
    pub(crate) table: Table,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) joins: Vec<Skarv>,
    /// The line after the last one that is the table's.
    pub(crate) next: usize,
}

/// What the reader asks of each line.
pub(crate) struct Surroundings<'a, F: Fn(usize) -> bool, E: Fn(usize) -> bool> {
    pub(crate) layouts: &'a Layouts,
    pub(crate) lines: &'a [SourceLine],
    /// The line is furniture: the table goes on behind it.
    pub(crate) furniture: F,
    /// The line begins something else: a goal, a section, a table with tabs.
    pub(crate) ends: E,
}

/// A heading repeated within a table: before which item it stands.
struct Repeated {
    before: usize,
    header: Vec<Vec<Line>>,
    page: u32,
    /// The line after it.
    next: usize,
}

impl<'a, F: Fn(usize) -> bool, E: Fn(usize) -> bool> Surroundings<'a, F, E> {
    /// The headings that begin on a line.
    pub(crate) fn header(&self, at: usize) -> Option<Header<'a>> {
        header::find(self.layouts, self.lines, at, &self.furniture)
    }

    /// The table below headings.
    pub(crate) fn read(&self, first: &Header<'a>, likely: &Likely) -> Region {
        let (items, indices, repeated) = self.collect(first);
        let assigner = Assigner::new(self.layouts, &first.header, |key| likely.empty(key));
        let pieces = cut(&items, &assigner, first.header.group_rows);
        let mut writer = Writer {
            first,
            items: &items,
            assigner: &assigner,
            rows: vec![header_row(RowKind::Header, &first.cells)],
            diagnostics: Vec::new(),
        };
        let mut joins = Vec::new();
        let mut repeats = repeated.iter().peekable();
        let mut end = 0;
        for piece in &pieces {
            let from = end;
            end = writer.piece(piece);
            while let Some(repeat) =
                repeats.next_if(|repeat| repeat.before < end || repeat.before == from)
            {
                writer
                    .rows
                    .push(header_row(RowKind::RepeatedHeader, &repeat.header));
                let inside = repeat.before > from;
                joins.push(join(inside, repeat.page));
            }
        }
        let last = end.checked_sub(1).and_then(|last| indices.get(last));
        let mut next = last.map_or(first.next, |last| last + 1);
        for repeat in repeats.by_ref().take_while(|repeat| repeat.before <= end) {
            // A heading after the last row is read here and not once more as a table of its own.
            next = next.max(repeat.next);
            writer
                .rows
                .push(header_row(RowKind::RepeatedHeader, &repeat.header));
            joins.push(join(false, repeat.page));
        }
        fill(&mut writer.rows, first.texts.len());
        Region {
            table: Table {
                columns: first.texts.len(),
                rows: writer.rows,
                witness: vec![Witness::CellOrder],
            },
            diagnostics: writer.diagnostics,
            joins,
            next,
        }
    }

    /// The table's lines with words, the number of each, and the headings repeated among them.
    fn collect(&self, first: &Header<'a>) -> (Vec<Item<'a>>, Vec<usize>, Vec<Repeated>) {
        let (mut items, mut indices, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        let (mut at, mut gap, mut page, mut heading) = (first.next, false, false, true);
        while let Some(line) = self.lines.get(at) {
            if line.is_blank() || (self.furniture)(at) {
                gap |= line.is_blank();
                page |= !line.is_blank();
                at += 1;
                continue;
            }
            if let Some(header) = self.header(at) {
                if header.header.layout != first.header.layout
                    || header.texts.len() != first.texts.len()
                {
                    break;
                }
                repeated.push(Repeated {
                    before: items.len(),
                    header: header.cells,
                    page: line.page,
                    next: header.next,
                });
                at = header.next;
                heading = true;
                continue;
            }
            let companion = self.is_companion(first.header.layout, line);
            if !companion && (self.ends)(at) {
                break;
            }
            items.push(Item {
                line,
                gap: gap || page || heading,
                page: page || heading,
                heading,
                companion,
            });
            indices.push(at);
            (gap, page, heading) = (false, false, false);
            at += 1;
        }
        (items, indices, repeated)
    }

    /// A companion row's label alone on its line, or with a colon.
    fn is_companion(&self, layout: &str, line: &SourceLine) -> bool {
        let found = self.layouts.companion(layout, line.text());
        found.is_some_and(|label| {
            let label_text = line.text().get(..label.label).unwrap_or_default();
            label.label == line.text().len() || label_text.trim_end().ends_with(':')
        })
    }
}

/// Tells which lines are full: those behind which the next word finds no room within their column's widest line.
pub(crate) fn fill(rows: &mut [TableRow], columns: usize) {
    let width = |line: &Line| line.text.chars().count();
    let mut widest = vec![0; columns];
    let cells = |row: &TableRow| row.kind == RowKind::Body;
    for cell in rows
        .iter()
        .filter(|row| cells(row))
        .flat_map(|row| &row.cells)
    {
        if let Some(widest) = widest.get_mut(cell.column) {
            *widest = cell.lines.iter().map(width).fold(*widest, usize::max);
        }
    }
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Body) {
        for cell in &mut row.cells {
            let room = widest.get(cell.column).copied().unwrap_or(usize::MAX);
            let words: Vec<usize> = cell
                .lines
                .iter()
                .skip(1)
                .map(|line| {
                    line.text
                        .split(' ')
                        .next()
                        .map_or(0, |word| word.chars().count())
                })
                .collect();
            for (line, word) in cell.lines.iter_mut().zip(words) {
                // A word is broken only where the line reaches the cell's edge; letters are not equally wide.
                let width = line.text.chars().count();
                line.full = width + 1 + word > room && width * 4 >= room * 3;
            }
        }
    }
}

fn join(inside: bool, page: u32) -> Skarv {
    Skarv {
        slag: if inside {
            SkarvSlag::Rad
        } else {
            SkarvSlag::Tabell
        },
        sida: page,
        skal: if inside {
            "kolumnrubrikerna upprepas inne i raden".to_owned()
        } else {
            "kolumnrubrikerna upprepas".to_owned()
        },
    }
}

fn header_row(kind: RowKind, cells: &[Vec<Line>]) -> TableRow {
    let cell = |(column, lines): (usize, &Vec<Line>)| TableCell {
        column,
        span: 1,
        lines: lines.clone(),
        ..TableCell::default()
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

/// Writes pieces as rows of the flow.
struct Writer<'w, 'a> {
    first: &'w Header<'a>,
    items: &'w [Item<'w>],
    assigner: &'w Assigner<'a>,
    rows: Vec<TableRow>,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_, '_> {
    /// Writes a piece; returns the item after it.
    fn piece(&mut self, piece: &Piece) -> usize {
        match piece {
            Piece::Row {
                from,
                values,
                to,
                cells,
            } => {
                self.row(*from, *values, *to, cells.as_ref());
                *to
            }
            Piece::Continued { from, to } => {
                self.continue_name(*from, *to);
                *to
            }
            Piece::Companion { from, to } | Piece::Stray { from, to } => {
                let lines = self.lines((*from, 0), (*to, 0));
                let cell = TableCell {
                    column: 0,
                    span: self.first.texts.len(),
                    lines,
                    ..TableCell::default()
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
        let columns = &self.first.header.columns;
        let name = self.lines((from, 0), values);
        let column = columns
            .iter()
            .position(|column| *column == ColumnMatch::Name);
        let mut cells = vec![TableCell {
            column: column.unwrap_or(0),
            span: 1,
            lines: name,
            ..TableCell::default()
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
                    ..TableCell::default()
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
        let columns = &self.first.header.columns;
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
            .filter_map(|cell| match self.first.header.columns.get(cell.column)? {
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

#[cfg(test)]
mod tests {
    use crate::block::Block;
    use crate::grammar::Layouts;

    #[test]
    fn a_heading_behind_the_last_row_is_read_once() {
        let text = "Aktivitet Startdatum Slutdatum Avvikelse\n\nRena parken\n\n2019-03-01 2019-09-30\n\
                    Aktivitet Startdatum Slutdatum Avvikelse\n\n\nNämndmål: Rena parker\n";
        let flow = crate::text::read(text.as_bytes(), &Layouts::builtin());
        let mut letters: Vec<u32> = Vec::new();
        for block in &flow.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    letters.extend(paragraph.lines.iter().flat_map(|line| &line.letters));
                }
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    letters.extend(cells.flat_map(|cell| &cell.lines).flat_map(|l| &l.letters));
                }
            }
        }
        let all = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), all, "a letter stands on two lines");
    }
}
