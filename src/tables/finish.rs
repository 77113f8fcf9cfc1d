//! From a page's table to a table of the flow: header rows told, marks placed, words made lines.

use crate::block::{Drawn, Mark, Place, RowKind, Table, TableCell, TableRow, Witness};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::pdf::PageContent;
use crate::tables::header_row::is_shade;
use crate::tables::rows::{centred, keys};
use crate::tables::table::{PageCell, PageRow, PageTable, is_amount};
use crate::tables::tolerances;
use crate::words::gaps::rect_of;
use crate::words::line;

/// Tells the header rows of a table in which no witness has shown any yet.
pub fn mark_header(table: &mut PageTable, page: &PageContent, layouts: &Layouts, goes_on: bool) {
    centred::mark(table);
    let headed = |table: &PageTable| table.rows.iter().any(|row| row.kind == RowKind::Header);
    let counted = first_counts(&table.rows);
    if let (Some(first), None) = (counted, &table.layout) {
        // Tags call it a heading, too, or it is the first row of a page.
        table.rows[first].kind = RowKind::Body;
    }
    if !headed(table) && counted.is_none() {
        mark_first_rows(table, page, layouts, goes_on);
    }
    if !headed(table) && !goes_on {
        mark_title(table, page);
    }
    // What a header row was told from may have shown its upper row only.
    let Some(first) = table
        .rows
        .iter()
        .position(|row| row.kind == RowKind::Header)
    else {
        return;
    };
    let rows = &table.rows[first..];
    let found = rows
        .iter()
        .take_while(|row| row.kind == RowKind::Header)
        .count();
    let more = rows_below_spans(rows, found);
    for row in table.rows.iter_mut().skip(first + found).take(more) {
        row.kind = RowKind::Header;
    }
}

/// The first row, if its number is the one before the next row's.
fn first_counts(rows: &[PageRow]) -> Option<usize> {
    let mut own = (0..rows.len()).filter(|at| !rows[*at].is_empty());
    let (first, second) = (own.next()?, own.next()?);
    keys::counts_on(&rows[first], &rows[second]).then_some(first)
}

/// Tells the header rows by a layout's words, by their look, or by the numbers below them.
fn mark_first_rows(table: &mut PageTable, page: &PageContent, layouts: &Layouts, goes_on: bool) {
    let first = first_row(&table.rows);
    let Some(row) = table.rows.get(first) else {
        return;
    };
    if let Some(found) = layouts.header(&texts(row, table.columns())) {
        table.layout = Some(found.layout.to_owned());
        table.rows[first].kind = RowKind::Header;
        return;
    }
    // Numbers in most cells: a row of the body, whatever its look.
    if numbers_in(row) * 2 >= filled(row).max(2) {
        return;
    }
    let end = match rows_of_a_look(table, first, page) {
        Some(rows) => first + rows,
        None if goes_on => first,
        None => first + rows_above_numbers(&table.rows[first..]).unwrap_or(0),
    };
    for row in &mut table.rows[first..end] {
        if filled(row) > 1 || row.kind != RowKind::FullWidth {
            row.kind = RowKind::Header;
        }
    }
}

/// A title over the whole width heads all columns where nothing else does: the first row, by its look, and the only one over
/// the whole width, for others name groups.
fn mark_title(table: &mut PageTable, page: &PageContent) {
    let wide = |row: &PageRow| row.kind == RowKind::FullWidth && !row.is_empty();
    let first = table.rows.iter().position(|row| !row.is_empty());
    let Some(first) = first.filter(|first| wide(&table.rows[*first])) else {
        return;
    };
    let lone = table.rows.iter().filter(|row| wide(row)).count() == 1;
    if lone && rows_of_a_look(table, first, page) == Some(1) {
        table.rows[first].kind = RowKind::Header;
    }
}

/// How many rows below the header rows found belong to them: each parts a cell over several columns of the row above it, and
/// has nothing in the first column, where a row would have its name.
fn rows_below_spans(rows: &[PageRow], found: usize) -> usize {
    let parts = |above: &PageRow, row: &PageRow| {
        let nameless = row.cell(0).is_none() && filled(row) > 1;
        let parted = above.cells.iter().filter(|cell| cell.span > 1).any(|wide| {
            let below = |cell: &&PageCell| {
                (wide.column..wide.column + wide.span).contains(&cell.column)
                    && !cell.lines.is_empty()
            };
            row.cells.iter().filter(below).count() > 1
        });
        nameless && parted
    };
    let after = rows.get(found.saturating_sub(1)..).unwrap_or_default();
    if found == 0 || found >= tolerances::MOST_HEADER_ROWS {
        return 0;
    }
    after
        .windows(2)
        .take_while(|pair| parts(&pair[0], &pair[1]))
        .count()
}

/// The row at which a header row may begin: the first one with text, or the one below a title over the whole width.
fn first_row(rows: &[PageRow]) -> usize {
    let first = rows.iter().position(|row| !row.is_empty()).unwrap_or(0);
    let titled = matches!(rows.get(first..), Some([title, below, _, ..])
        if title.kind == RowKind::FullWidth && below.kind != RowKind::FullWidth && filled(below) > 1);
    first + usize::from(titled)
}

/// The text of a row in each column.
fn texts(row: &PageRow, columns: usize) -> Vec<String> {
    let mut texts = vec![String::new(); columns];
    // Where cells share a column, the first one with text tells.
    for cell in row.cells.iter().rev().filter(|cell| !cell.lines.is_empty()) {
        if let Some(text) = texts.get_mut(cell.column) {
            *text = cell.text();
        }
    }
    texts
}

/// How many rows from the first on are bold or shaded, where most others are not; `None` if its look tells nothing.
fn rows_of_a_look(table: &PageTable, first: usize, page: &PageContent) -> Option<usize> {
    let rows = table.rows.get(first..)?;
    let shading = Shading::new(page, &table.rect);
    let looks: Vec<(bool, bool)> = rows
        .iter()
        .map(|row| {
            let bold = !row.is_empty() && row.words().all(|word| word.bold);
            (bold, shading.covers(f32::midpoint(row.y.0, row.y.1)))
        })
        .collect();
    let tells = |is: &dyn Fn(&(bool, bool)) -> bool| {
        let few = looks.iter().filter(|look| is(look)).count() * 2 < looks.len().max(2);
        looks.first().is_some_and(is) && few
    };
    let (by_bold, by_shade) = (tells(&|look| look.0), tells(&|look| look.1));
    if !by_bold && !by_shade {
        return None;
    }
    let same = |look: &(bool, bool)| by_bold && look.0 || by_shade && look.1;
    // `2 | Barn och unga`: a row of the same look further down that fills the same columns names a group, and so does this one.
    let columns = |row: &PageRow| -> Vec<usize> {
        let cells = row.cells.iter().filter(|cell| !cell.lines.is_empty());
        cells.map(|cell| cell.column).collect()
    };
    let again = |at: usize| {
        let own = columns(&rows[at]);
        let body = looks
            .iter()
            .zip(rows)
            .skip(at + 1)
            .skip_while(|(look, _)| same(look));
        own.len() < table.columns()
            && body
                .into_iter()
                .any(|(look, row)| same(look) && columns(row) == own)
    };
    let header = looks.iter().zip(rows).enumerate();
    let header = header
        .take(tolerances::MOST_HEADER_ROWS)
        .take_while(|(at, (look, row))| {
            let group = *at > 0 && (filled(row) < 2 || again(*at) || keys::is_numbered(row));
            same(look) && !group
        });
    Some(header.count())
}

/// Fills under a table that may shade a row, sorted by top.
struct Shading(Vec<(f32, f32)>);

impl Shading {
    fn new(page: &PageContent, table: &Rect) -> Self {
        let mut fills: Vec<(f32, f32)> = page
            .fills
            .iter()
            .filter(|fill| {
                is_shade(fill.color)
                    && fill.rect.height() > tolerances::LEAST_ROW_SHADE
                    && fill.rect.overlap_x(table) > tolerances::LEAST_SHADE_OVERLAP
            })
            .map(|fill| (fill.rect.y0, fill.rect.y1))
            .collect();
        fills.sort_by(|a, b| a.0.total_cmp(&b.0));
        // From each fill the lowest end of it and of those before it.
        for at in 1..fills.len() {
            fills[at].1 = fills[at].1.max(fills[at - 1].1);
        }
        Self(fills)
    }

    /// Whether a fill lies over the height.
    fn covers(&self, y: f32) -> bool {
        let begun = self.0.partition_point(|(top, _)| *top < y);
        begun > 0 && self.0[begun - 1].1 > y
    }
}

/// How many rows of words stand above rows of numbers: one, and the ones directly below it if all others have numbers.
fn rows_above_numbers(rows: &[PageRow]) -> Option<usize> {
    let (head, body) = rows.split_first()?;
    let wordy = |row: &PageRow| !has_numbers(row) && filled(row) > 1;
    if !wordy(head) || !body.iter().any(has_numbers) {
        return None;
    }
    let more = body.iter().take_while(|row| wordy(row)).count();
    let rest = body.get(more..).unwrap_or_default();
    let numbers = rest.iter().filter(|row| has_numbers(row)).count();
    let all = more < tolerances::MOST_HEADER_ROWS - 1
        && numbers * tolerances::TEN >= rest.len() * tolerances::NUMBERED_OF_TEN
        && rest.len() > tolerances::FEW_BODY_ROWS;
    Some(if all { 1 + more } else { 1 })
}

fn filled(row: &PageRow) -> usize {
    row.cells
        .iter()
        .filter(|cell| !cell.lines.is_empty())
        .count()
}

fn numbers_in(row: &PageRow) -> usize {
    let cells = row.cells.iter().skip(1);
    cells
        .filter(|cell| crate::grammar::number(&cell.text()).is_some())
        .count()
}

/// Whether a cell after the first holds a number other than a year, which may head a column.
fn has_numbers(row: &PageRow) -> bool {
    let mut cells = row.cells.iter().skip(1);
    cells.any(|cell| is_amount(&cell.text()))
}

/// Puts the marks that stand in the table into its cells; the others are left.
pub fn place_marks(table: &mut PageTable, marks: &mut Vec<(Rect, Mark)>) {
    let area = Rect::new(
        table.rect.x0 - tolerances::MARKS_LEFT,
        table.rect.y0 - tolerances::MARKS_ABOVE,
        table.rect.x1 + tolerances::MARKS_RIGHT,
        table.rect.y1 + tolerances::MARKS_BELOW,
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
        let top = rect.y0 + tolerances::MARK_LINE * rect.height();
        let row = table
            .rows
            .iter()
            .position(|row| top >= row.y.0 - tolerances::MARK_ABOVE_ROW && top <= row.y.1)
            .or_else(|| {
                let far = |row: &PageRow| (row.y.0 - top).abs().min((row.y.1 - top).abs());
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
                    drawn: cell.bottom.map(|bottom| Drawn {
                        place: Place::Page(
                            page,
                            Rect::new(table.rect.x0, row.y.0, table.rect.x1, bottom),
                        ),
                        lying: false,
                    }),
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
    let mut padding = vec![f32::INFINITY; columns];
    let mut reach = vec![f32::NEG_INFINITY; columns];
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    for cell in cells.filter(|cell| cell.span > 0) {
        let last = cell.column + cell.span - 1;
        for words in &cell.lines {
            let (Some(begin), Some(end)) = (words.first(), words.last()) else {
                continue;
            };
            if let Some(padding) = padding.get_mut(cell.column) {
                *padding = padding.min(begin.rect.x0 - table.edges[cell.column]);
            }
            if let Some(reach) = reach.get_mut(last) {
                *reach = reach.max(end.rect.x1);
            }
        }
    }
    let limit = |(column, (padding, reach)): (usize, (f32, f32))| {
        let padding = if padding.is_finite() {
            padding.clamp(0.0, tolerances::MOST_PADDING)
        } else {
            0.0
        };
        if drawn {
            (table.edges[column + 1] - padding).max(reach)
        } else {
            reach
        }
    };
    (padding.into_iter().zip(reach))
        .enumerate()
        .map(limit)
        .collect()
}
