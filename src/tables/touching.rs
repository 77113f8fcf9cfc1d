//! Tables that touch: word processors draw neighbouring tables as one lattice. A known heading in the middle, or bold cells
//! that stand otherwise than the cells above, begin a table of their own.

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::words::word::text_of;

/// Parts a lattice where another table begins, and gives each part the columns that it uses.
#[must_use]
pub fn part(table: PageTable, layouts: &Layouts) -> Vec<PageTable> {
    let mut parts: Vec<Vec<PageRow>> = Vec::new();
    for row in table.rows {
        let begins = parts
            .last()
            .is_none_or(|above| begins_table(above, &row, layouts));
        match parts.last_mut() {
            Some(part) if !begins => part.push(row),
            _ => parts.push(vec![row]),
        }
    }
    parts
        .into_iter()
        .map(|rows| compact(rows, &table.edges, &table.rect, &table.witness))
        .collect()
}

/// First columns of the row's cells.
fn starts(row: &PageRow) -> Vec<usize> {
    row.cells.iter().map(|cell| cell.column).collect()
}

fn begins_table(above: &[PageRow], row: &PageRow, layouts: &Layouts) -> bool {
    let texts: Vec<String> = row.cells.iter().map(cell_text).collect();
    if texts.iter().filter(|text| !text.is_empty()).count() < 2 {
        return false;
    }
    let body = above
        .iter()
        .any(|row| row.kind == RowKind::Body && row.words().any(|w| !w.bold));
    if !body {
        return false;
    }
    if layouts.header(&texts).is_some() {
        return true;
    }
    let bold = row.words().all(|word| word.bold);
    let others = above.iter().filter(|row| row.kind == RowKind::Body);
    bold && others.map(starts).all(|other| other != starts(row))
}

fn cell_text(cell: &PageCell) -> String {
    cell.lines
        .iter()
        .map(|line| text_of(line))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Drops boundaries that no cell of the rows begins at.
fn compact(rows: Vec<PageRow>, edges: &[f32], rect: &Rect, witness: &[Witness]) -> PageTable {
    let columns = edges.len().saturating_sub(1);
    let mut used: Vec<usize> = rows.iter().flat_map(starts).collect();
    used.push(0);
    used.sort_unstable();
    used.dedup();
    let index = |column: usize| {
        used.partition_point(|start| *start <= column)
            .saturating_sub(1)
    };
    let rows: Vec<PageRow> = rows
        .into_iter()
        .map(|row| {
            let cells = row.cells.into_iter().map(|cell| {
                let end = cell.column + cell.span.max(1);
                let column = index(cell.column);
                let last = if end >= columns {
                    used.len()
                } else {
                    index(end - 1) + 1
                };
                PageCell {
                    column,
                    span: last.saturating_sub(column).max(1),
                    ..cell
                }
            });
            PageRow {
                kind: row.kind,
                cells: cells.collect(),
                y: row.y,
            }
        })
        .collect();
    let mut own: Vec<f32> = used
        .iter()
        .filter_map(|column| edges.get(*column).copied())
        .collect();
    own.extend(edges.last());
    let top = rows.first().map_or(rect.y0, |row| row.y.0);
    let bottom = rows.last().map_or(rect.y1, |row| row.y.1);
    PageTable {
        layout: None,
        rect: Rect::new(rect.x0, top, rect.x1, bottom),
        edges: own,
        rows,
        witness: witness.to_vec(),
        ruled_rows: true,
    }
}
