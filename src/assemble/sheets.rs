//! Sheets of label and value, one below the other, are turned into a table with one row, so that all that follows knows
//! tables only.

use crate::block::{Block, RowKind, Table, TableCell, TableRow, Witness};
use crate::flow::broken_words::Vocabulary;
use crate::grammar::Layouts;

/// A label and its value: cells of one row.
#[derive(Clone, Copy)]
struct Pair<'t> {
    label: &'t TableCell,
    value: Option<&'t TableCell>,
    /// The row that they stand in.
    row: &'t TableRow,
}

/// A table whose labels stand at its left, as a table with column titles: each sheet of it one row. `None` if no layout of
/// sheets has its labels.
pub(super) fn turned(
    block: &Block,
    layouts: &Layouts,
    vocabulary: &Vocabulary,
) -> Option<Vec<Block>> {
    let Block::Table(table) = block else {
        return None;
    };
    if !layouts.has_sheets() || table.columns < 2 || table.columns % 2 != 0 {
        return None;
    }
    let (title, rows) = titled(table);
    let pairs: Vec<Pair<'_>> = rows.iter().map(pairs).collect::<Option<Vec<_>>>()?.concat();
    let sheets = cut(pairs, layouts, vocabulary)?;
    let mut blocks = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        blocks.push(Block::Table(as_table(
            sheet,
            title.filter(|_| at == 0),
            table,
        )));
    }
    Some(blocks)
}

/// A title over the whole width, and the rows below it.
fn titled(table: &Table) -> (Option<&TableRow>, &[TableRow]) {
    match table.rows.split_first() {
        Some((first, rest)) if first.cells.len() == 1 && first.kind == RowKind::FullWidth => {
            (Some(first), rest)
        }
        _ => (None, &table.rows),
    }
}

/// The labels and values of a row, two cells each; `None` if its cells are not so.
fn pairs(row: &TableRow) -> Option<Vec<Pair<'_>>> {
    let mut pairs = Vec::new();
    for label in row.cells.iter().filter(|cell| cell.column % 2 == 0) {
        if label.span > 1 {
            return None;
        }
        // A row's cells stand from left to right.
        let next = row
            .cells
            .partition_point(|cell| cell.column <= label.column);
        let value = row.cells.get(next);
        let value = value.filter(|cell| cell.column == label.column + 1);
        let empty = super::lines::is_empty(label);
        if empty && value.is_none_or(super::lines::is_empty) {
            continue;
        }
        if empty {
            return None;
        }
        pairs.push(Pair { label, value, row });
    }
    Some(pairs)
}

/// Cuts labels and values into sheets: each begins with the label that the first one begins with.
fn cut<'t>(
    pairs: Vec<Pair<'t>>,
    layouts: &Layouts,
    vocabulary: &Vocabulary,
) -> Option<Vec<Vec<Pair<'t>>>> {
    let label = |pair: &Pair<'_>| vocabulary.join(&pair.label.lines);
    let first = label(pairs.first()?);
    let mut sheets: Vec<Vec<Pair<'t>>> = Vec::new();
    for pair in pairs {
        if label(&pair) == first {
            sheets.push(Vec::new());
        }
        sheets.last_mut()?.push(pair);
    }
    let is_sheet = |sheet: &Vec<Pair<'_>>| {
        let labels: Vec<String> = sheet.iter().map(label).collect();
        // Column titles stand side by side: what stands beside a label is none itself.
        let mut values = sheet.iter().filter_map(|pair| pair.value);
        let titles = values.any(|value| layouts.is_sheet_label(&vocabulary.join(&value.lines)));
        !titles && layouts.sheet(&labels).is_some()
    };
    sheets.iter().all(is_sheet).then_some(sheets)
}

/// A sheet as a table with its labels above its values.
fn as_table(sheet: &[Pair<'_>], title: Option<&TableRow>, table: &Table) -> Table {
    let columns = sheet.len();
    let placed = |cell: &TableCell, column: usize| TableCell {
        column,
        span: 1,
        ..cell.clone()
    };
    let labels = sheet.iter().enumerate();
    let values = sheet.iter().enumerate();
    let mut places: Vec<_> = Vec::new();
    for pair in sheet {
        for place in &pair.row.places {
            if !places.contains(place) {
                places.push(*place);
            }
        }
    }
    let head = TableRow {
        kind: RowKind::Header,
        cells: labels.map(|(at, pair)| placed(pair.label, at)).collect(),
        places: Vec::new(),
    };
    let body = TableRow {
        kind: RowKind::Body,
        cells: values
            .filter_map(|(at, pair)| Some(placed(pair.value?, at)))
            .collect(),
        places,
    };
    let title = title.map(|row| TableRow {
        cells: row
            .cells
            .iter()
            .map(|cell| TableCell {
                span: columns,
                ..cell.clone()
            })
            .collect(),
        ..row.clone()
    });
    Table {
        columns,
        rows: title.into_iter().chain([head, body]).collect(),
        witness: [Witness::Sheet]
            .into_iter()
            .chain(table.witness.iter().copied())
            .collect(),
    }
}
