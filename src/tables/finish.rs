//! From a page's table to a table of the flow: heading rows told, marks placed, words made lines.

use crate::block::{Mark, Place, RowKind, Table, TableCell, TableRow, Witness};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::pdf::{PageContent, Rgb};
use crate::tables::table::{PageCell, PageTable, is_amount};
use crate::words::gaps::rect_of;
use crate::words::line;
use crate::words::word::text_of;

/// How many heading rows a table may have.
const MOST_HEADING_ROWS: usize = 4;

/// Tells the heading rows of a table whose heading no witness has shown yet.
pub fn mark_heading(table: &mut PageTable, page: &PageContent, layouts: &Layouts, goes_on: bool) {
    if table.rows.iter().any(|row| row.kind == RowKind::Header) {
        return;
    }
    let columns = table.columns();
    let begins =
        |row: &crate::tables::table::PageRow| !row.is_empty() && row.kind != RowKind::FullWidth;
    let mut first = table
        .rows
        .iter()
        .position(|row| !row.is_empty())
        .unwrap_or(0);
    // A title over the whole width is no heading of columns.
    if let [title, below, _, ..] = table.rows.get(first..).unwrap_or_default()
        && title.kind == RowKind::FullWidth
        && begins(below)
        && filled(below) > 1
    {
        first += 1;
    }
    let texts = |row: &crate::tables::table::PageRow| -> Vec<String> {
        (0..columns)
            .map(|column| row.cell(column).map_or(String::new(), cell_text))
            .collect()
    };
    let Some(row) = table.rows.get(first) else {
        return;
    };
    if let Some(found) = layouts.header(&texts(row)) {
        table.layout = Some(found.layout.to_owned());
        table.rows[first].kind = RowKind::Header;
        return;
    }
    let bold =
        |row: &crate::tables::table::PageRow| !row.is_empty() && row.words().all(|word| word.bold);
    let shaded = |row: &crate::tables::table::PageRow| {
        let middle = f32::midpoint(row.y.0, row.y.1);
        page.fills.iter().any(|fill| {
            let Rgb(r, g, b) = fill.color;
            let white = u16::from(r) + u16::from(g) + u16::from(b) > 750;
            !white
                && fill.rect.height() > 6.0
                && fill.rect.y0 < middle
                && fill.rect.y1 > middle
                && fill.rect.overlap_x(&table.rect) > 10.0
        })
    };
    let looks: Vec<(bool, bool)> = table
        .rows
        .iter()
        .skip(first)
        .map(|row| (bold(row), shaded(row)))
        .collect();
    let body_plain = |is: &dyn Fn(&(bool, bool)) -> bool| {
        looks.iter().filter(|look| is(look)).count() * 2 < looks.len().max(2)
    };
    // Numbers in most cells: a row, not a heading, whatever its look.
    if numbers_in(row) * 2 >= filled(row).max(2) {
        return;
    }
    let by_bold = looks.first().is_some_and(|look| look.0) && body_plain(&|look| look.0);
    let by_shade = looks.first().is_some_and(|look| look.1) && body_plain(&|look| look.1);
    let mut end = first;
    if by_bold || by_shade {
        for (offset, look) in looks.iter().enumerate().take(MOST_HEADING_ROWS) {
            let same = (by_bold && look.0) || (by_shade && look.1);
            let lone = filled(&table.rows[first + offset]) < 2 && offset > 0;
            if !same || lone {
                break;
            }
            end = first + offset + 1;
        }
    } else if let Some(wordy) = rows_above_numbers(&table.rows[first..]).filter(|_| !goes_on) {
        end = first + wordy;
    }
    for row in &mut table.rows[first..end] {
        if filled(row) > 1 || row.kind != RowKind::FullWidth {
            row.kind = RowKind::Header;
        }
    }
}

/// How many rows of words stand above rows of numbers: one, and the ones directly below it if all others have numbers.
fn rows_above_numbers(rows: &[crate::tables::table::PageRow]) -> Option<usize> {
    let (head, body) = rows.split_first()?;
    let wordy = |row: &crate::tables::table::PageRow| !has_numbers(row) && filled(row) > 1;
    if !wordy(head) || !body.iter().any(has_numbers) {
        return None;
    }
    let more = body.iter().take_while(|row| wordy(row)).count();
    let rest = body.get(more..).unwrap_or_default();
    let numbers = rest.iter().filter(|row| has_numbers(row)).count();
    let all = more < MOST_HEADING_ROWS - 1 && numbers * 10 >= rest.len() * 9 && rest.len() > 2;
    Some(if all { 1 + more } else { 1 })
}

fn filled(row: &crate::tables::table::PageRow) -> usize {
    row.cells
        .iter()
        .filter(|cell| !cell.lines.is_empty())
        .count()
}

fn numbers_in(row: &crate::tables::table::PageRow) -> usize {
    let cells = row.cells.iter().skip(1);
    cells
        .filter(|cell| crate::grammar::number(&cell_text(cell)).is_some())
        .count()
}

/// Whether a cell after the first holds a number other than a year, which may head a column.
fn has_numbers(row: &crate::tables::table::PageRow) -> bool {
    let mut cells = row.cells.iter().skip(1);
    cells.any(|cell| is_amount(&cell_text(cell)))
}

fn cell_text(cell: &PageCell) -> String {
    cell.lines
        .iter()
        .map(|line| text_of(line))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Puts the marks that stand in the table into its cells; the others are left.
pub fn place_marks(table: &mut PageTable, marks: &mut Vec<(Rect, Mark)>) {
    let area = Rect::new(
        table.rect.x0 - 30.0,
        table.rect.y0 - 1.0,
        table.rect.x1 + 4.0,
        table.rect.y1 + 2.0,
    );
    let mut left = Vec::new();
    for (rect, mark) in std::mem::take(marks) {
        let (x, y) = (rect.mid_x(), rect.mid_y());
        if !area.contains(x, y) {
            left.push((rect, mark));
            continue;
        }
        let column = table.column_at(x);
        // A mark stands beside the first line of its row: its top tells the row better than its middle.
        let top = rect.y0 + 0.3 * rect.height();
        let row = table
            .rows
            .iter()
            .position(|row| top >= row.y.0 - 1.5 && top <= row.y.1)
            .or_else(|| {
                let far = |row: &crate::tables::table::PageRow| {
                    (row.y.0 - top).abs().min((row.y.1 - top).abs())
                };
                (0..table.rows.len())
                    .min_by(|a, b| far(&table.rows[*a]).total_cmp(&far(&table.rows[*b])))
            });
        let Some(row) = row.and_then(|row| table.rows.get_mut(row)) else {
            left.push((rect, mark));
            continue;
        };
        match row
            .cells
            .iter_mut()
            .find(|cell| cell.column <= column && column < cell.column + cell.span)
        {
            Some(cell) => cell.marks.push(mark),
            None => {
                row.cells.push(PageCell {
                    column,
                    span: 1,
                    marks: vec![mark],
                    ..PageCell::default()
                });
                row.cells.sort_by_key(|cell| cell.column);
            }
        }
    }
    *marks = left;
}

/// The table as the flow has it.
#[must_use]
pub fn finish(table: &PageTable, page: u32) -> Table {
    let limits = right_limits(table);
    let widest = widest_lines(table);
    let rows = table
        .rows
        .iter()
        .filter(|row| !row.is_empty() || row.cells.iter().any(|cell| !cell.marks.is_empty()))
        .map(|row| TableRow {
            kind: row.kind,
            cells: row
                .cells
                .iter()
                .filter(|cell| !cell.lines.is_empty() || !cell.marks.is_empty())
                .map(|cell| TableCell {
                    column: cell.column,
                    span: cell.span,
                    lines: line::lines(
                        &cell.lines,
                        page,
                        &line::Room {
                            left: table.edges.get(cell.column).copied(),
                            right: limits
                                .get(cell.column + cell.span - 1)
                                .copied()
                                .unwrap_or(f32::MAX),
                            width: widest.get(cell.column).copied().filter(|_| cell.span == 1),
                        },
                    ),
                    marks: cell.marks.clone(),
                    bottom: cell.bottom.map(|bottom| (page, bottom)),
                })
                .collect(),
            places: vec![Place::Page(
                page,
                Rect::new(table.rect.x0, row.y.0, table.rect.x1, row.y.1),
            )],
        })
        .collect();
    Table {
        columns: table.columns(),
        rows,
        witness: table.witness.clone(),
    }
}

/// Width of the widest line in each column, of the cells that cover no other.
fn widest_lines(table: &PageTable) -> Vec<f32> {
    let mut widest = vec![0.0_f32; table.columns()];
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    for cell in cells.filter(|cell| cell.span == 1) {
        let widths = cell.lines.iter().map(|words| rect_of(words).width());
        if let Some(most) = widest.get_mut(cell.column) {
            *most = widths.fold(*most, f32::max);
        }
    }
    widest
}

/// How far right the text of each column may reach: as far from the boundary as its text keeps on the left, but never short
/// of the text that is there.
fn right_limits(table: &PageTable) -> Vec<f32> {
    let columns = table.columns();
    let drawn = !table.witness.contains(&Witness::Gaps);
    (0..columns)
        .map(|column| {
            let cells = table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .filter(|cell| cell.column <= column && column < cell.column + cell.span);
            let mut padding = f32::INFINITY;
            let mut reach = f32::NEG_INFINITY;
            for cell in cells {
                for words in cell.lines.iter().filter(|words| !words.is_empty()) {
                    if cell.column == column {
                        padding = padding.min(words[0].rect.x0 - table.edges[column]);
                    }
                    if cell.column + cell.span == column + 1 {
                        reach = reach.max(words[words.len() - 1].rect.x1);
                    }
                }
            }
            let padding = if padding.is_finite() {
                padding.clamp(0.0, 8.0)
            } else {
                0.0
            };
            if drawn {
                (table.edges[column + 1] - padding).max(reach)
            } else {
                reach
            }
        })
        .collect()
}
