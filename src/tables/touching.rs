//! Tables that touch: word processors draw neighbouring tables as one lattice. A known header row in the middle, or bold cells
//! that stand otherwise than the cells above, begin a table of their own.

use std::collections::HashSet;

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances::LEAST_CELL_WIDTH;

/// Parts a lattice where another table begins, and gives each part the columns that it uses.
#[must_use]
pub fn part(table: PageTable, layouts: &Layouts) -> Vec<PageTable> {
    let mut parts: Vec<TableRows> = Vec::new();
    for row in table.rows {
        match parts.last_mut() {
            Some(part) if !part.ends_above(&row, layouts) => part.push(row),
            _ => {
                let mut part = TableRows::default();
                part.push(row);
                parts.push(part);
            }
        }
    }
    parts
        .into_iter()
        .map(|part| compact(part.rows, &table.edges, &table.rect, &table.witness))
        .collect()
}

/// Rows of one table.
#[derive(Default)]
struct TableRows {
    rows: Vec<PageRow>,
    /// One of its rows of the body has a word that is not bold.
    plain: bool,
    /// One of its rows has text in several cells: rows of one cell each may be the titles of what stands below them.
    parted: bool,
    /// Where the cells of its rows of the body start.
    starts: HashSet<Vec<usize>>,
}

impl TableRows {
    fn push(&mut self, row: PageRow) {
        self.parted |= filled(&row) > 1;
        if row.kind == RowKind::Body {
            self.plain |= row.words().any(|word| !word.bold);
            self.starts.insert(starts(&row));
        }
        self.rows.push(row);
    }

    /// Whether another table begins with the row.
    fn ends_above(&self, row: &PageRow, layouts: &Layouts) -> bool {
        let texts: Vec<String> = row.cells.iter().map(PageCell::text).collect();
        if filled(row) < 2 || !self.plain || !self.parted {
            return false;
        }
        layouts.header(&texts).is_some()
            || row.words().all(|word| word.bold) && !self.starts.contains(&starts(row))
    }
}

/// How many cells of the row have text.
fn filled(row: &PageRow) -> usize {
    let cells = row.cells.iter();
    cells.filter(|cell| !cell.lines.is_empty()).count()
}

/// First columns of the row's cells.
fn starts(row: &PageRow) -> Vec<usize> {
    row.cells.iter().map(|cell| cell.column).collect()
}

/// Drops boundaries that no cell of the rows begins at. Rows without any text show no columns: what was drawn for the foot of
/// the page may touch a table.
fn compact(rows: Vec<PageRow>, edges: &[f32], rect: &Rect, witness: &[Witness]) -> PageTable {
    let columns = edges.len().saturating_sub(1);
    let worded = rows.iter().filter(|row| !row.is_empty());
    let mut used: Vec<usize> = worded.flat_map(starts).collect();
    used.push(0);
    used.sort_unstable();
    used.dedup();
    // Lines side by side at the right end are one border.
    let wide = |start: &usize| edges[columns] - edges[*start] > LEAST_CELL_WIDTH;
    used.retain(|start| *start == 0 || wide(start));
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
