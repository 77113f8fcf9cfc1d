//! Rows that no ruling line parts, within cells that are drawn: a frame with column lines and no row lines, and cells that
//! are drawn over columns which only the header row's lines show.

use crate::block::RowKind;
use crate::tables::rows::groups::columns_of;
use crate::tables::rows::keys::is_keyed;
use crate::tables::rows::open::full_width;
use crate::tables::rows::segment::{Segmenter, Weights, is_value};
use crate::tables::table::{PageCell, PageRow, PageTable, cells, column_at};
use crate::tables::tolerances::{
    CELL_BASELINE, CELL_BELOW_ROW, FEW_RULED_ROWS, LEAST_ROWS_OF_GROUPS, MARK_RAISED, MARK_SIZE,
};
use crate::tables::values::runs_over;
use crate::words::gaps::extent;
use crate::words::word::Word;

/// Cuts rows of drawn cells that hold several rows.
pub fn part(table: &mut PageTable, leading: &dyn Fn(f32) -> Option<f32>) {
    let edges = table.edges.clone();
    let name = name_column(table);
    let told = table.rows.len() > FEW_RULED_ROWS;
    let keyed = told && is_keyed(table);
    table.rows = std::mem::take(&mut table.rows)
        .into_iter()
        .flat_map(|row| {
            let rows = parted(row.clone(), &edges, name, &is_value, leading);
            let keyless = || rows.iter().skip(1).any(|row| row.cell(0).is_none());
            let whole = told && !are_valued(&rows, name) || keyed && keyless();
            if rows.len() > 1 && whole {
                return vec![row];
            }
            rows
        })
        .collect();
}

/// Whether a column other than that of names has a value in most of the rows that have text in several columns: where lines
/// part a table's rows, nothing less shows that one of them holds several.
fn are_valued(rows: &[PageRow], name: usize) -> bool {
    let filled = |row: &&PageRow| {
        row.cells
            .iter()
            .filter(|cell| !cell.lines.is_empty())
            .count()
            > 1
    };
    let rows: Vec<&PageRow> = rows.iter().filter(filled).collect();
    let columns = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.column)
        .max();
    rows.len() > 1
        && (0..=columns.unwrap_or(0))
            .filter(|column| *column != name)
            .any(|column| {
                let valued =
                    |row: &&&PageRow| row.cell(column).is_some_and(|cell| is_value(&cell.text()));
                rows.iter().filter(valued).count() * 2 > rows.len()
            })
}

/// The first column that half of the lines with text in several columns have text in: a row may be many lines.
fn name_column(table: &PageTable) -> usize {
    let edges = &table.edges;
    let lines: Vec<Vec<Word>> = (table.rows.iter())
        .flat_map(|row| lines(&row.cells))
        .filter(|line| columns_of(line, edges) > 1)
        .collect();
    let in_column = |word: &Word, column: usize| column_at(edges, word.rect.mid_x()) == column;
    let filled = |column: usize| {
        let has = |line: &&Vec<Word>| line.iter().any(|word| in_column(word, column));
        lines.iter().filter(has).count()
    };
    (0..table.columns())
        .find(|column| filled(*column) * 2 >= lines.len())
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
            .is_some_and(|bottom| bottom > row.y.1 + CELL_BELOW_ROW)
    });
    let wide = own.iter().any(|cell| cell.span > 1);
    let torn = own
        .iter()
        .any(|cell| cell.span > 1 && !keeps_to_columns(cell, edges));
    let lines = lines(&own);
    if torn && is_mostly_rows(&lines, edges) {
        let mut rows = between_group_rows(&row, lines, edges, |row| {
            parted(row, edges, name, is_value, leading)
        });
        if let Some(first) = rows.first_mut() {
            first.cells.extend(tall);
            first.cells.sort_by_key(|cell| cell.column);
        }
        return rows;
    }
    if lines.is_empty() || lines.len() < 2 && !wide || edges.len() < 3 || torn {
        return vec![row];
    }
    let size = lines
        .iter()
        .flatten()
        .map(|word| word.size)
        .fold(0.0, f32::max);
    let segmenter = Segmenter {
        weights: Weights::builtin(),
        edges,
        is_value,
        name: Some(name),
        leading: leading(size),
        in_ruled_cells: true,
        goes_on: false,
        known: false,
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

/// Whether a cell over several columns holds rows of values, and only some lines run over the columns: names of groups.
fn is_mostly_rows(lines: &[Vec<Word>], edges: &[f32]) -> bool {
    let over = lines.iter().filter(|line| runs_over(line, edges)).count();
    let rows = lines
        .iter()
        .filter(|line| !runs_over(line, edges) && columns_of(line, edges) > 1);
    over > 0 && over * 2 < lines.len() && rows.count() > over.max(LEAST_ROWS_OF_GROUPS)
}

/// The row cut at the lines that run over its columns: each of them is a row over the whole width, and what stands between
/// them is cut on.
fn between_group_rows(
    row: &PageRow,
    lines: Vec<Vec<Word>>,
    edges: &[f32],
    cut: impl Fn(PageRow) -> Vec<PageRow>,
) -> Vec<PageRow> {
    let mut rows: Vec<PageRow> = Vec::new();
    let mut top = row.y.0;
    let count = lines.len();
    let runs: Vec<Vec<Vec<Word>>> = lines
        .chunk_by(|a, b| !runs_over(a, edges) && !runs_over(b, edges))
        .map(<[Vec<Word>]>::to_vec)
        .collect();
    let mut seen = 0;
    for run in runs {
        seen += run.len();
        let bottom = if seen == count {
            row.y.1
        } else {
            run.iter().map(|line| extent(line).1).fold(top, f32::max)
        };
        let y = (std::mem::replace(&mut top, bottom), bottom);
        if run.iter().any(|line| runs_over(line, edges)) {
            rows.push(full_width(run, edges, y));
            continue;
        }
        rows.extend(cut(PageRow {
            kind: RowKind::Body,
            cells: cells(run, edges),
            y,
        }));
    }
    rows
}

/// The cells' words line by line over all of them.
#[must_use]
pub fn lines(cells: &[PageCell]) -> Vec<Vec<Word>> {
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
    let apart = (a.base - b.base).abs();
    let (small, large) = if a.size < b.size { (a, b) } else { (b, a) };
    let raised = small.size < MARK_SIZE * large.size && small.base < large.base;
    apart < CELL_BASELINE * large.size || raised && apart < MARK_RAISED * large.size
}

/// Whether the lines of a wide cell stand in the table's own columns: some in two of them, none on a boundary.
fn keeps_to_columns(cell: &PageCell, edges: &[f32]) -> bool {
    let torn = cell.lines.iter().any(|line| runs_over(line, edges));
    let parted = || cell.lines.iter().any(|line| columns_of(line, edges) > 1);
    !torn && (cell.lines.is_empty() || parted())
}
