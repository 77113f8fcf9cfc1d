//! Rows that no ruling line parts, within cells that are drawn: a frame with column lines and no row lines, and cells that
//! are drawn over columns which only the header row's lines show.

use crate::block::RowKind;
use crate::tables::rows::groups::columns_of;
use crate::tables::rows::segment::{Segmenter, is_value};
use crate::tables::table::{PageCell, PageRow, PageTable, cells};
use crate::words::gaps::{extent, straddles};
use crate::words::word::Word;

/// Words whose baselines differ by less than this share of the font size stand on one line.
const ONE_LINE: f32 = 0.3;
/// A cell that ends farther below its row than this in points reaches over the rows below.
const BELOW_ROW: f32 = 3.0;

/// Cuts rows of drawn cells that hold several rows.
pub fn part(table: &mut PageTable, leading: &dyn Fn(f32) -> Option<f32>) {
    let edges = table.edges.clone();
    let name = name_column(table);
    table.rows = std::mem::take(&mut table.rows)
        .into_iter()
        .flat_map(|row| parted(row, &edges, name, &is_value, leading))
        .collect();
}

/// The first column that most of the table's rows with text in two columns have text in.
fn name_column(table: &PageTable) -> usize {
    let rows = || {
        table.rows.iter().filter(|row| {
            row.cells
                .iter()
                .filter(|cell| !cell.lines.is_empty())
                .count()
                > 1
        })
    };
    let filled = |column: usize| rows().filter(|row| row.cell(column).is_some()).count();
    (0..table.columns())
        .find(|column| filled(*column) * 2 > rows().count())
        .unwrap_or(0)
}

fn parted(
    row: PageRow,
    edges: &[f32],
    name: usize,
    is_value: &dyn Fn(&str) -> bool,
    leading: &dyn Fn(f32) -> Option<f32>,
) -> Vec<PageRow> {
    // What reaches over the rows below stands beside all rows that this one is cut into.
    let (tall, own): (Vec<PageCell>, Vec<PageCell>) = row.cells.iter().cloned().partition(|cell| {
        cell.bottom
            .is_some_and(|bottom| bottom > row.y.1 + BELOW_ROW)
    });
    let wide = own.iter().any(|cell| cell.span > 1);
    let torn = own
        .iter()
        .any(|cell| cell.span > 1 && !keeps_to_columns(cell, edges));
    let lines = lines(&own);
    if lines.is_empty() || lines.len() < 2 && !wide || edges.len() < 3 || torn {
        return vec![row];
    }
    let size = lines
        .iter()
        .flatten()
        .map(|word| word.size)
        .fold(0.0, f32::max);
    let segmenter = Segmenter {
        edges,
        is_value,
        name: Some(name),
        leading: leading(size),
        in_ruled_cells: true,
        goes_on: false,
    };
    let found = segmenter.rows(&lines);
    if found.len() < 2 && !wide {
        return vec![row];
    }
    let (top, bottom) = row.y;
    let mut y = top;
    let count = found.len();
    found
        .into_iter()
        .enumerate()
        .map(|(at, range)| {
            let own: Vec<Vec<Word>> = lines[range].to_vec();
            let end = own.iter().map(|line| extent(line).1).fold(y, f32::max);
            let end = if at + 1 == count { bottom } else { end };
            let from = std::mem::replace(&mut y, end);
            let mut cells = cells(own, edges);
            if at == 0 {
                cells.extend(tall.iter().cloned());
                cells.sort_by_key(|cell| cell.column);
            }
            PageRow {
                kind: RowKind::Body,
                cells,
                y: (from, end),
            }
        })
        .collect()
}

/// The cells' words line by line over all of them.
fn lines(cells: &[PageCell]) -> Vec<Vec<Word>> {
    let mut words: Vec<Word> = cells
        .iter()
        .flat_map(|cell| cell.lines.iter().flatten())
        .cloned()
        .collect();
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.iter().any(|other| same_line(other, &word)) => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    lines
}

fn same_line(a: &Word, b: &Word) -> bool {
    (a.base - b.base).abs() < ONE_LINE * a.size.max(b.size)
}

/// Whether the lines of a wide cell stand in the table's own columns: some in two of them, none on a boundary.
fn keeps_to_columns(cell: &PageCell, edges: &[f32]) -> bool {
    let torn = cell.lines.iter().any(|line| straddles(line, edges));
    let parted = || cell.lines.iter().any(|line| columns_of(line, edges) > 1);
    !torn && (cell.lines.is_empty() || parted())
}
