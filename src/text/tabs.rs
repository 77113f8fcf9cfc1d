//! Tables in plain text whose cells are set apart by tabs.

use crate::block::{Line, Place, RowKind, Table, TableCell, TableRow, Witness};
use crate::grammar::{Layouts, number};
use crate::letters::letters_of;
use crate::output::{Skarv, SkarvSkal, SkarvSlag};

use super::source::SourceLine;

/// Reads the run of lines with tabs that begins at `at`; returns the table and the line after it. Lines without tabs
/// within the run are texts over the whole width if a layout's companion begins with them.
pub(crate) fn table(layouts: &Layouts, lines: &[SourceLine], at: usize) -> Option<(Table, usize)> {
    let mut next = at;
    let tabbed = |at: usize| lines.get(at).is_some_and(|line| line.raw.contains('\t'));
    let first = cells(lines.get(at)?);
    let width = first.last().map_or(0, |cell| cell.column + 1);
    let layout = layouts
        .header(&texts(&first, width))
        .map(|found| found.layout);
    let mut labelled = false;
    while let Some(line) = lines.get(next).filter(|line| !line.is_blank()) {
        // A companion's text stands between rows, without tabs.
        let companion = !tabbed(next) && is_companion(layouts, layout, line);
        labelled = !tabbed(next) && (labelled || companion);
        if !tabbed(next) && !labelled {
            break;
        }
        next += 1;
    }
    let run = lines.get(at..next)?;
    let rows: Vec<Vec<TableCell>> = run.iter().map(cells).collect();
    let columns = rows
        .iter()
        .flatten()
        .map(|cell| cell.column + 1)
        .max()
        .filter(|&columns| columns > 1)?;
    let header = has_header(layouts, &rows, columns);
    let mut made: Vec<TableRow> = Vec::new();
    for (nth, cells) in rows.into_iter().enumerate() {
        let line = run.get(nth)?;
        let text = !line.raw.contains('\t');
        let goes_on = text && !is_companion(layouts, layout, line);
        match made.last_mut() {
            Some(last) if goes_on && last.kind == RowKind::FullWidth => {
                let lines = cells.into_iter().flat_map(|cell| cell.lines);
                last.places.push(line.line.place);
                if let Some(cell) = last.cells.first_mut() {
                    cell.lines.extend(lines);
                }
            }
            _ if nth == 0 && header => made.push(row(RowKind::Header, cells)),
            _ if text => made.push(row(RowKind::FullWidth, cells)),
            _ => made.push(row(RowKind::Body, cells)),
        }
    }
    let table = Table {
        columns,
        rows: made,
        witness: vec![Witness::Tabs],
    };
    Some((table, next))
}

/// A companion row's label, alone or with a colon behind it.
fn is_companion(layouts: &Layouts, layout: Option<&str>, line: &SourceLine) -> bool {
    let found = layout.and_then(|layout| layouts.companion(layout, line.text()));
    found.is_some_and(|label| {
        let head = line.text().get(..label.label).unwrap_or_default();
        label.label == line.text().len() || head.trim_end().ends_with(':')
    })
}

fn row(kind: RowKind, cells: Vec<TableCell>) -> TableRow {
    let places: Vec<Place> = cells
        .iter()
        .flat_map(|cell| cell.lines.iter().map(|line| line.place))
        .collect();
    TableRow {
        kind,
        cells,
        places,
    }
}

/// A line's cells: its words between tabs.
fn cells(line: &SourceLine) -> Vec<TableCell> {
    let mut cells = Vec::new();
    let (mut column, mut from) = (0, 0);
    let tabs_before_words = tabs(line);
    for at in 0..=line.words.len() {
        let before = tabs_before_words.get(at).copied().unwrap_or(0);
        let last = at == line.words.len();
        if (before > 0 || last) && from < at {
            cells.push(cell(column, vec![line.slice(from, at)]));
            from = at;
        }
        column += before;
    }
    cells
}

/// Number of tabs before each word, and at the end.
fn tabs(line: &SourceLine) -> Vec<usize> {
    let mut tabs = vec![0];
    let mut inside = false;
    for c in line.raw.chars() {
        if c == '\t'
            && let Some(last) = tabs.last_mut()
        {
            *last += 1;
        }
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            inside = true;
            tabs.push(0);
        }
    }
    tabs
}

fn cell(column: usize, lines: Vec<Line>) -> TableCell {
    TableCell {
        column,
        span: 1,
        lines,
        ..TableCell::default()
    }
}

/// Whether the first row is a heading: a layout knows it, or it has no numbers where the rows below have them.
fn has_header(layouts: &Layouts, rows: &[Vec<TableCell>], columns: usize) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    if layouts.header(&texts(first, columns)).is_some() {
        return true;
    }
    let numbers = |row: &[TableCell]| {
        let text = |cell: &TableCell| cell.lines.first().map(|line| line.text.clone());
        let cells = row.iter().filter(|cell| cell.column > 0).filter_map(text);
        let (mut numbers, mut others) = (0, 0);
        for cell in cells {
            if number(&cell).is_some() || cell.starts_with(|c: char| c.is_ascii_digit()) {
                numbers += 1;
            } else {
                others += 1;
            }
        }
        (numbers, others)
    };
    let (own, words) = numbers(first);
    let below: usize = rest.iter().map(|row| numbers(row).0).sum();
    !rest.is_empty() && words > 0 && own == 0 && below > 0
}

pub(crate) fn texts(row: &[TableCell], columns: usize) -> Vec<String> {
    let mut texts = vec![String::new(); columns];
    for cell in row {
        if let (Some(text), Some(line)) = (texts.get_mut(cell.column), cell.lines.first()) {
            text.clone_from(&line.text);
        }
    }
    texts
}

/// Joins a table to the one before it if it has the same headings: its headings are repeated ones. A first row with
/// nothing but a name goes on with the row that the break cut.
pub(crate) fn join(first: &mut Table, second: Table, page: u32) -> Result<Vec<Skarv>, Table> {
    let heading = |table: &Table| -> Option<Vec<String>> {
        let row = table
            .rows
            .first()
            .filter(|row| row.kind == RowKind::Header)?;
        let texts = texts(&row.cells, table.columns);
        Some(texts.iter().map(|text| letters_of(text)).collect())
    };
    let same = heading(first).is_some() && heading(first) == heading(&second);
    if !same || first.witness != second.witness || first.columns != second.columns {
        return Err(second);
    }
    let mut joins = vec![Skarv {
        slag: SkarvSlag::Tabell,
        sida: page,
        skal: SkarvSkal::TitlesRepeated,
    }];
    for (nth, mut row) in second.rows.into_iter().enumerate() {
        if nth == 0 {
            row.kind = RowKind::RepeatedHeader;
            first.rows.push(row);
            continue;
        }
        let last = first
            .rows
            .iter_mut()
            .rev()
            .find(|row| row.kind == RowKind::Body);
        let alone = row.cells.len() == 1 && row.cells.iter().all(|cell| cell.column == 0);
        match last {
            Some(last) if nth == 1 && alone && last.cells.len() > 1 => {
                continue_row(last, row);
                joins.push(Skarv {
                    slag: SkarvSlag::Rad,
                    sida: page,
                    skal: SkarvSkal::NameAfterTitles,
                });
            }
            _ => first.rows.push(row),
        }
    }
    Ok(joins)
}

fn continue_row(row: &mut TableRow, rest: TableRow) {
    row.places.extend(rest.places);
    for cell in rest.cells {
        match row.cells.iter_mut().find(|own| own.column == cell.column) {
            Some(own) => own.lines.extend(cell.lines),
            None => row.cells.push(cell),
        }
    }
}
