//! Two tables set side by side under one frame (a balance sheet: assets on the left, liabilities on the right).
//!
//! The witnesses are the heading and the cells: a further column of names in the middle, with the same headings over the
//! numbers to its right as to its left.

use crate::flow::RowKind;
use crate::geometry::Rect;
use crate::grammar::number;

use super::table::{PageCell, PageRow, PageTable, text_of};

/// Splits the table where its second half begins, if it has one.
#[must_use]
pub fn split(table: PageTable) -> Vec<PageTable> {
    let Some(at) = second_half(&table) else {
        return vec![table];
    };
    let edge = table.edges[at];
    let (left_edges, right_edges) = (table.edges[..=at].to_vec(), table.edges[at..].to_vec());
    let mut left = Vec::new();
    let mut right = Vec::new();
    for row in table.rows {
        let (mine, rest): (Vec<PageCell>, Vec<PageCell>) =
            row.cells.into_iter().partition(|cell| cell.column < at);
        let rest = rest
            .into_iter()
            .map(|cell| PageCell {
                column: cell.column - at,
                ..cell
            })
            .collect();
        left.push(PageRow {
            kind: row.kind,
            cells: mine,
            y: row.y,
        });
        right.push(PageRow {
            kind: row.kind,
            cells: rest,
            y: row.y,
        });
    }
    // One half may be longer: it pads the other with rows that are no rows.
    left.retain(|row| !row.is_empty());
    right.retain(|row| !row.is_empty());
    let rect = table.rect;
    let half = |edges: Vec<f32>, rows: Vec<PageRow>, x0: f32, x1: f32| PageTable {
        rect: Rect::new(x0, rect.y0, x1, rect.y1),
        edges,
        rows,
        witness: table.witness.clone(),
        ruled_rows: table.ruled_rows,
    };
    vec![
        half(left_edges, left, rect.x0, edge),
        half(right_edges, right, edge, rect.x1),
    ]
}

/// The column at which a second table begins.
fn second_half(table: &PageTable) -> Option<usize> {
    let columns = table.columns();
    let head: Vec<String> = (0..columns)
        .map(|column| {
            let rows = table.rows.iter().filter(|row| row.kind == RowKind::Header);
            let cells = rows.filter_map(|row| row.cell(column));
            cells.map(cell_text).collect::<Vec<_>>().join(" ")
        })
        .collect();
    (2..columns.saturating_sub(1)).find(|&at| {
        let (left, right) = (&head[1..at], &head[at + 1..]);
        let same = left == right && left.iter().all(|text| !text.is_empty());
        let other_name = !head[at].is_empty() && head[at] != head[0];
        same && other_name && names(table, at) && names(table, 0)
    })
}

/// Whether the column's cells are names, not numbers.
fn names(table: &PageTable, column: usize) -> bool {
    let body = table.rows.iter().filter(|row| row.kind == RowKind::Body);
    let texts: Vec<String> = body
        .filter_map(|row| row.cell(column))
        .map(cell_text)
        .collect();
    let words = texts.iter().filter(|text| number(text).is_none()).count();
    !texts.is_empty() && words * 4 >= texts.len() * 3
}

fn cell_text(cell: &PageCell) -> String {
    cell.lines
        .iter()
        .map(|line| text_of(line))
        .collect::<Vec<_>>()
        .join(" ")
}
