//! A table's rows above what showed it: header rows on a ground of their own, which no ruling line joins to the frame, and
//! plain titles above stripes or numbers.

use crate::block::RowKind;
use crate::grammar::Layouts;
use crate::tables::columns::strips::{extents, is_valued};
use crate::tables::header::block::{self, is_titles_above};
use crate::tables::rows::segment::{Segmenter, Weights};
use crate::tables::table::{PageRow, PageTable, cells, is_amount};
use crate::tables::tolerances;
use crate::words::gaps::{extent, rect_of, straddles};
use crate::words::typography::typical_size;
use crate::words::word::Word;

/// Takes lines directly above the table that stand in its columns, if it begins with a row of values.
pub fn extend(table: &mut PageTable, lines: &mut Vec<Vec<Word>>) {
    let valued = |row: &PageRow| row.cells.iter().skip(1).any(|cell| is_amount(&cell.text()));
    if table.columns() < 3 || !table.rows.first().is_some_and(valued) {
        return;
    }
    let frame = table.rect.y0;
    let mut above: Vec<Vec<Word>> = Vec::new();
    while above.len() < tolerances::MOST_LINES_ABOVE_FRAME
        && let Some(at) = line_above(table, lines)
    {
        let line = lines.remove(at);
        table.rect.y0 = table.rect.y0.min(extent(&line).0);
        above.insert(0, line);
    }
    let segmenter = Segmenter {
        weights: Weights::builtin(),
        edges: &table.edges,
        is_value: &|text| is_amount(text),
        name: Some(0),
        leading: None,
        in_ruled_cells: true,
        goes_on: false,
        known: false,
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

/// Takes lines directly above a table that nothing closes on top, if it begins with a row of values: more rows of values, and
/// the titles of its columns.
pub fn extend_open(table: &mut PageTable, lines: &mut Vec<Vec<Word>>, layouts: &Layouts) {
    let valued = |row: &PageRow| row.words().cloned().collect::<Vec<Word>>();
    let begins = |row: &PageRow| row.kind == RowKind::Body && is_valued(&valued(row));
    if table.columns() < 2 || table.layout.is_some() || !table.rows.first().is_some_and(begins) {
        return;
    }
    let mut above: Vec<Vec<Word>> = Vec::new();
    let mut titles = 0;
    while titles < tolerances::MOST_TITLE_LINES
        && let Some(at) = open_line_above(table, lines, titles > 0, layouts)
    {
        let line = lines.remove(at);
        titles += usize::from(!is_valued(&line));
        table.rect.y0 = table.rect.y0.min(extent(&line).0);
        above.insert(0, line);
    }
    let body = above.split_off(titles);
    let bodies: Vec<Vec<Word>> = table
        .rows
        .iter()
        .map(valued)
        .chain(body.iter().cloned())
        .collect();
    let valued: Vec<Vec<Word>> = bodies.into_iter().filter(|line| is_valued(line)).collect();
    let mut rows = block::rows(&above, &table.edges, &extents(&valued, &table.edges));
    rows.extend(body.into_iter().map(|line| PageRow {
        kind: RowKind::Body,
        y: extent(&line),
        cells: cells(vec![line], &table.edges),
    }));
    table.rows.splice(0..0, rows);
}

/// The line directly above the table, if it is a row of values or, above those, of titles.
fn open_line_above(
    table: &PageTable,
    lines: &[Vec<Word>],
    titles: bool,
    layouts: &Layouts,
) -> Option<usize> {
    let over = |line: &Vec<Word>| rect_of(line).overlap_x(&table.rect) > 0.0;
    let (at, line) = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            let (top, bottom) = extent(line);
            f32::midpoint(top, bottom) < table.rect.y0 && over(line)
        })
        .max_by(|a, b| extent(a.1).1.total_cmp(&extent(b.1).1))?;
    let size = typical_size(table.rows.iter().flat_map(PageRow::words));
    let near = table.rect.y0 - extent(line).1 < tolerances::ABOVE_FRAME * size
        && (typical_size(line.iter()) - size).abs() < tolerances::HEADER_TO_BODY_SIZE;
    let columns = cells(vec![line.clone()], &table.edges).len();
    let fits = if is_valued(line) {
        !titles && columns > 1 && !straddles(line, &table.edges)
    } else {
        is_titles_above(line, &table.edges, layouts)
    };
    (near && fits).then_some(at)
}

/// The line directly above the table, if it stands in its columns and nowhere else.
fn line_above(table: &PageTable, lines: &[Vec<Word>]) -> Option<usize> {
    let (left, right) = (
        table.rect.x0 - tolerances::BESIDE_FRAME,
        table.rect.x1 + tolerances::BESIDE_FRAME,
    );
    let (at, line) = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            let (top, bottom) = extent(line);
            f32::midpoint(top, bottom) < table.rect.y0 && rect_of(line).overlap_x(&table.rect) > 0.0
        })
        .max_by(|a, b| extent(a.1).1.total_cmp(&extent(b.1).1))?;
    let size = line.first()?.size;
    let near = table.rect.y0 - extent(line).1 < tolerances::ABOVE_FRAME * size;
    let rect = rect_of(line);
    let inside = rect.x0 > left && rect.x1 < right;
    let filled = cells(vec![line.clone()], &table.edges).len();
    let columns = filled > 1 && filled + 1 >= table.columns();
    (near && inside && columns && !straddles(line, &table.edges)).then_some(at)
}
