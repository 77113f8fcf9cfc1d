//! Header rows of a ruled table whose drawn cells hold several titles: a title and, below it, one for each of its columns.

use crate::geometry::Rect;
use crate::tables::columns::strips::{extents, is_valued};
use crate::tables::header::block;
use crate::tables::rows::within_cells::lines;
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// Parts the first row into rows of titles, if one of its cells over several columns holds such a stack above rows of values.
pub fn part(table: &mut PageTable) {
    let Some(at) = table.rows.iter().position(|row| !row.is_empty()) else {
        return;
    };
    let row = &table.rows[at];
    if row.cells.iter().any(|cell| cell.bottom.is_some()) || !row.cells.iter().any(is_stack) {
        return;
    }
    let body = table.rows[at + 1..].iter();
    let valued: Vec<Vec<Word>> = body
        .map(|row| row.words().cloned().collect())
        .filter(|line: &Vec<Word>| is_valued(line))
        .collect();
    if valued.len() < tolerances::LEAST_NUMBER_ROWS {
        return;
    }
    let titles = lines(&row.cells);
    if titles.iter().any(|line| is_valued(line)) {
        return;
    }
    // What stands alone on its line in such a cell is the title of all its columns.
    let drawn = |rect: &Rect| {
        let home = row
            .cells
            .iter()
            .filter(|cell| is_stack(cell))
            .find(|cell| {
                let mut lone = cell.lines.iter().filter(|line| pieces(line) == 1);
                lone.any(|line| rect_of(line) == *rect)
            })?;
        Some((home.column, home.column + home.span - 1))
    };
    let extents = extents(&valued, &table.edges);
    let mut made = block::drawn_rows(&titles, &table.edges, &extents, &drawn);
    let within = |cell: &PageCell| {
        row.cells.iter().any(|drawn| {
            drawn.column <= cell.column && cell.column + cell.span <= drawn.column + drawn.span
        })
    };
    let kept = made.iter().flat_map(|row: &PageRow| &row.cells).all(within);
    if made.len() < 2 || !kept {
        return;
    }
    let y = row.y;
    if let Some(first) = made.first_mut() {
        first.y.0 = y.0;
    }
    if let Some(last) = made.last_mut() {
        last.y.1 = y.1;
    }
    table.rows.splice(at..=at, made);
}

/// Whether the cell covers several columns, and its last line falls into several titles.
fn is_stack(cell: &PageCell) -> bool {
    cell.span > 1 && cell.lines.len() > 1 && cell.lines.last().is_some_and(|line| pieces(line) > 1)
}

fn pieces(line: &[Word]) -> usize {
    segments(line, tolerances::HEADER_CELL_GAP).count()
}
