//! Two tables set side by side under one frame (a balance sheet: assets on the left, liabilities on the right).
//!
//! The witnesses are the heading and the cells: a further column of names in the middle, with the same headings over the
//! numbers to its right as to its left.

use crate::block::{Block, Place, RowKind, Table, TableCell, TableRow};
use crate::flow::tolerances::NAMES_OF_FOUR;
use crate::geometry::Rect;
use crate::grammar::number;

/// Splits the tables among the blocks that are two side by side.
#[must_use]
pub fn split_all(blocks: Vec<Block>) -> Vec<Block> {
    let parts = |block| match block {
        Block::Table(table) => split(table).into_iter().map(Block::Table).collect(),
        Block::Paragraph(_) => vec![block],
    };
    blocks.into_iter().flat_map(parts).collect()
}

/// Splits the table where its second half begins, if it has one.
fn split(table: Table) -> Vec<Table> {
    let Some(at) = second_half(&table) else {
        return vec![table];
    };
    let mut left = Vec::new();
    let mut right = Vec::new();
    for row in table.rows {
        let (mine, rest): (Vec<TableCell>, Vec<TableCell>) =
            row.cells.into_iter().partition(|cell| cell.column < at);
        let rest: Vec<TableCell> = rest
            .into_iter()
            .map(|cell| TableCell {
                column: cell.column - at,
                ..cell
            })
            .collect();
        // One half may be longer: it pads the other with rows that are no rows.
        left.extend(half(row.kind, mine));
        right.extend(half(row.kind, rest));
    }
    let columns = table.columns;
    let of = |columns, rows| Table {
        columns,
        rows,
        witness: table.witness.clone(),
    };
    vec![of(at, left), of(columns - at, right)]
}

fn half(kind: RowKind, cells: Vec<TableCell>) -> Option<TableRow> {
    let mut places: Vec<(u32, Rect)> = Vec::new();
    for line in cells.iter().flat_map(|cell| &cell.lines) {
        if let Place::Page(page, rect) = line.place {
            match places.iter_mut().find(|(other, _)| *other == page) {
                Some((_, all)) => *all = all.union(&rect),
                None => places.push((page, rect)),
            }
        }
    }
    let lines = cells.iter().flat_map(|cell| &cell.lines);
    let rows = lines.filter_map(|line| match line.place {
        Place::Row(_) => Some(line.place),
        Place::Page(..) => None,
    });
    let places: Vec<Place> = places
        .into_iter()
        .map(|(page, rect)| Place::Page(page, rect))
        .chain(rows)
        .collect();
    (!places.is_empty()).then_some(TableRow {
        kind,
        cells,
        places,
    })
}

/// The column at which a second table begins.
fn second_half(table: &Table) -> Option<usize> {
    let head: Vec<String> = (0..table.columns)
        .map(|column| {
            let rows = table.rows.iter().filter(|row| row.kind == RowKind::Header);
            rows.filter_map(|row| text(row, column))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    (2..table.columns.saturating_sub(1)).find(|&at| {
        let (left, right) = (&head[1..at], &head[at + 1..]);
        let same = left == right && left.iter().all(|text| !text.is_empty());
        let other_name = !head[at].is_empty() && head[at] != head[0];
        same && other_name && names(table, at) && names(table, 0)
    })
}

/// Whether the column's cells are names, not numbers.
fn names(table: &Table, column: usize) -> bool {
    let body = table.rows.iter().filter(|row| row.kind == RowKind::Body);
    let texts: Vec<String> = body.filter_map(|row| text(row, column)).collect();
    let words = texts.iter().filter(|text| number(text).is_none()).count();
    !texts.is_empty() && words * 4 >= texts.len() * NAMES_OF_FOUR
}

fn text(row: &TableRow, column: usize) -> Option<String> {
    let cell = row
        .cells
        .iter()
        .find(|cell| cell.column == column && !cell.lines.is_empty())?;
    Some(
        cell.lines
            .iter()
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Line;

    fn row(kind: RowKind, texts: &[&str]) -> TableRow {
        let rect = Rect::new(0.0, 0.0, 10.0, 10.0);
        let cells = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| TableCell {
                column,
                span: 1,
                lines: vec![Line::of(text)],
                marks: Vec::new(),
            })
            .collect();
        TableRow {
            kind,
            cells,
            places: vec![Place::Page(1, rect)],
        }
    }

    fn table(head: &[&str], rows: &[&[&str]]) -> Table {
        let mut all = vec![row(RowKind::Header, head)];
        all.extend(rows.iter().map(|texts| row(RowKind::Body, texts)));
        Table {
            columns: head.len(),
            rows: all,
            witness: Vec::new(),
        }
    }

    #[test]
    fn a_balance_sheet_is_two_tables() {
        let sheet = table(
            &["Tillgångar", "2021", "2020", "Skulder", "2021", "2020"],
            &[
                &["Kassa", "1", "2", "Lån", "3", "4"],
                &["Bank", "1", "2", "", "", ""],
            ],
        );
        let halves = split(sheet);
        assert_eq!(halves.len(), 2);
        assert_eq!((halves[0].rows.len(), halves[1].rows.len()), (3, 2));
        assert_eq!(halves[1].columns, 3);
    }

    #[test]
    fn a_table_with_repeated_headings_over_numbers_is_one() {
        let one = table(
            &["Enhet", "2021", "2020", "Summa", "2021", "2020"],
            &[&["Kök", "1", "2", "3", "4", "5"]],
        );
        assert_eq!(split(one).len(), 1);
    }
}
