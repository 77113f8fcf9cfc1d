//! Names of groups in the middle of a table: they stand over all columns, though a short one fits into the one in the middle.

use crate::block::RowKind;
use crate::tables::rows::open::full_width;
use crate::tables::rows::segment::is_value;
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances;
use crate::words::gaps::rect_of;
use crate::words::word::Word;

/// Makes rows over the whole width of such names, where every other row has a name in the first column.
pub fn mark(table: &mut PageTable) {
    let several = |row: &&PageRow| row.kind == RowKind::Body && filled(row).count() > 1;
    let mut others = table.rows.iter().filter(several).peekable();
    if others.peek().is_none()
        || others.any(|row| row.cell(0).is_none_or(|cell| cell.lines.is_empty()))
        || table.columns() <= tolerances::LEAST_COLUMNS
    {
        return;
    }
    let edges = table.edges.clone();
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let most = tolerances::CENTRED_IN_EDGES * (right - left);
    let off = |words: &[Word]| (rect_of(words).mid_x() - f32::midpoint(left, right)).abs();
    for row in &mut table.rows {
        let cell = match filled(row).collect::<Vec<_>>()[..] {
            [cell] => cell,
            _ => continue,
        };
        let centred = cell.lines.iter().all(|line| off(line) < most);
        let lone = row.kind == RowKind::Body && cell.column > 0;
        if lone && centred && !is_value(&cell.text()) {
            let lines = cell.lines.clone();
            *row = full_width(lines, &edges, row.y);
        }
    }
}

fn filled(row: &PageRow) -> impl Iterator<Item = &PageCell> {
    row.cells.iter().filter(|cell| !cell.lines.is_empty())
}
