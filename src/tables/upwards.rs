//! A table's rows above its frame: header rows on a ground of their own, which no ruling line joins to the table.

use crate::block::RowKind;
use crate::tables::rows::segment::Segmenter;
use crate::tables::table::{PageRow, PageTable, cells, is_amount};
use crate::tables::tolerances::{ABOVE_FRAME, BESIDE_FRAME};
use crate::words::gaps::{extent, rect_of, straddles};
use crate::words::word::Word;

/// Lines above a frame that may be its header rows, at most.
const MOST_LINES: usize = 3;

/// Takes lines directly above the table that stand in its columns, if it begins with a row of values.
pub fn extend(table: &mut PageTable, lines: &mut Vec<Vec<Word>>) {
    let valued = |row: &PageRow| row.cells.iter().skip(1).any(|cell| is_amount(&cell.text()));
    if table.columns() < 3 || !table.rows.first().is_some_and(valued) {
        return;
    }
    let frame = table.rect.y0;
    let mut above: Vec<Vec<Word>> = Vec::new();
    while above.len() < MOST_LINES
        && let Some(at) = line_above(table, lines)
    {
        let line = lines.remove(at);
        table.rect.y0 = table.rect.y0.min(extent(&line).0);
        above.insert(0, line);
    }
    let segmenter = Segmenter {
        edges: &table.edges,
        is_value: &|text| is_amount(text),
        name: Some(0),
        leading: None,
        in_ruled_cells: true,
        goes_on: false,
    };
    let mut top = table.rect.y0;
    let rows = segmenter.rows(&above).into_iter().map(|range| {
        let own = above[range].to_vec();
        let end = own.iter().map(|line| extent(line).1).fold(top, f32::max);
        PageRow {
            kind: RowKind::Body,
            cells: cells(own, &table.edges),
            y: (std::mem::replace(&mut top, end), end.min(frame)),
        }
    });
    let rows: Vec<PageRow> = rows.collect();
    table.rows.splice(0..0, rows);
}

/// The line directly above the table, if it stands in its columns and nowhere else.
fn line_above(table: &PageTable, lines: &[Vec<Word>]) -> Option<usize> {
    let (left, right) = (table.rect.x0 - BESIDE_FRAME, table.rect.x1 + BESIDE_FRAME);
    let (at, line) = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            let (top, bottom) = extent(line);
            f32::midpoint(top, bottom) < table.rect.y0 && rect_of(line).overlap_x(&table.rect) > 0.0
        })
        .max_by(|a, b| extent(a.1).1.total_cmp(&extent(b.1).1))?;
    let size = line.first()?.size;
    let near = table.rect.y0 - extent(line).1 < ABOVE_FRAME * size;
    let rect = rect_of(line);
    let inside = rect.x0 > left && rect.x1 < right;
    let filled = cells(vec![line.clone()], &table.edges).len();
    let columns = filled > 1 && filled + 1 >= table.columns();
    (near && inside && columns && !straddles(line, &table.edges)).then_some(at)
}
