//! Tables with no line, no shading and no known header row: numbers that stand in columns.

use std::collections::BTreeSet;

use crate::block::{RowKind, Witness};
use crate::tables::columns::strips::{extents, fit_titles, gutters, is_valued, parts, several};
use crate::tables::context::Context;
use crate::tables::header::block::{self, is_titles_above};
use crate::tables::rows::groups::{Look, columns_of, groups};
use crate::tables::rows::open::{cell_gap, full_width};
use crate::tables::table::{PageRow, PageTable, cells, take};
use crate::tables::tolerances;
use crate::tables::values::is_value;
use crate::words::contents_line::contents_lines;
use crate::words::gaps::{extent, rect_of, segments};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Finds the tables and takes their words out of `lines`.
#[must_use]
pub fn tables(lines: &mut Vec<Vec<Word>>, context: &Context<'_>) -> Vec<PageTable> {
    let contents = contents(lines);
    let mut found = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let Some(run) = run(lines, start, &contents) else {
            start += 1;
            continue;
        };
        let body: Vec<Vec<Word>> = lines[run.clone()].to_vec();
        match build(body, context) {
            Some(mut table) => {
                // Titles that stand over columns one by one begin no run.
                let above = titles_above(lines, run.start, &table, context);
                if above < run.start {
                    table = build(lines[above..run.end].to_vec(), context).unwrap_or(table);
                }
                let before = lines.len();
                take(lines, &table.rows);
                found.push(table);
                // What is left of the run may be another table; without a line taken it would be this one again.
                start = if lines.len() < before {
                    run.start
                } else {
                    run.end
                };
            }
            None => start = run.end,
        }
    }
    found
}

/// The first letters of lines of a table of contents.
fn contents(lines: &[Vec<Word>]) -> BTreeSet<u32> {
    let listed = lines.iter().zip(contents_lines(lines));
    listed
        .filter(|(_, is)| *is)
        .filter_map(|(line, _)| line.first()?.letters.first())
        .collect()
}

/// The first of the lines directly above a table that are titles of its columns.
fn titles_above(
    lines: &[Vec<Word>],
    start: usize,
    table: &PageTable,
    context: &Context<'_>,
) -> usize {
    let size = typical_size(lines[start].iter());
    let mut first = start;
    let mut top = table.rect.y0;
    while let Some(line) = first.checked_sub(1).and_then(|at| lines.get(at)) {
        let near = top - extent(line).1 < tolerances::ABOVE_FRAME * size;
        let alike = (typical_size(line.iter()) - size).abs() < tolerances::HEADER_TO_BODY_SIZE;
        if !near || !alike || !is_titles_above(line, &table.edges, context.layouts) {
            break;
        }
        first -= 1;
        top = extent(line).0;
    }
    first
}

/// Lines from `start` on that may be rows: several cells, or a piece of one between such lines.
fn run(
    lines: &[Vec<Word>],
    start: usize,
    contents: &BTreeSet<u32>,
) -> Option<std::ops::Range<usize>> {
    let is_contents = |line: &[Word]| {
        let first = line.first().and_then(|word| word.letters.first());
        first.is_some_and(|letter| contents.contains(&letter))
    };
    if !several(&lines[start]) || is_contents(&lines[start]) {
        return None;
    }
    let size = lines[start][0].size;
    let mut end = start + 1;
    let mut last_several = start;
    let mut bottom = extent(&lines[start]).1;
    while let Some(line) = lines.get(end) {
        let (top, line_bottom) = extent(line);
        let near = top - bottom < tolerances::ALIGNED_LINE_GAP * size;
        let alike = (typical_size(line.iter()) - size).abs() < tolerances::HEADER_TO_BODY_SIZE;
        if !near
            || !alike
            || is_contents(line)
            || end - last_several > tolerances::LINES_OF_ONE_CELL
        {
            break;
        }
        if several(line) {
            last_several = end;
        }
        bottom = bottom.max(line_bottom);
        end += 1;
    }
    // The last row's name may go on.
    let mut last = last_several;
    while let [.., above, line] = lines.get(..last + 2).unwrap_or_default()
        && last + 1 < end
        && goes_on(above, line)
    {
        last += 1;
    }
    let range = start..last + 1;
    let count = lines[range.clone()]
        .iter()
        .filter(|line| several(line))
        .count();
    (count >= tolerances::LEAST_ALIGNED_LINES).then_some(range)
}

/// Whether the line goes on with the name that the line above begins.
fn goes_on(above: &[Word], line: &[Word]) -> bool {
    let (Some(first), Some(next)) = (above.first(), line.first()) else {
        return false;
    };
    let near = extent(line).0 - extent(above).1 < tolerances::USUAL_GAP * first.size;
    let name = segments(above, tolerances::CLEAR_CELL_GAP)
        .next()
        .unwrap_or(above);
    let small = next.text.starts_with(char::is_lowercase);
    near && small
        && (first.rect.x0 - next.rect.x0).abs() < tolerances::LEFT_ENDS
        && rect_of(line).x1 < rect_of(name).x1 + tolerances::OUTSIDE_TEXT
}

fn build(lines: Vec<Vec<Word>>, context: &Context<'_>) -> Option<PageTable> {
    let first = lines.iter().position(|line| is_valued(line)).unwrap_or(0);
    let valued: Vec<Vec<Word>> = (lines.iter())
        .filter(|line| is_valued(line))
        .cloned()
        .collect();
    let enough = valued.len() >= tolerances::LEAST_NUMBER_ROWS;
    let mut edges = gutters(if enough { &valued } else { &lines })?;
    if let (true, Some(titles)) = (enough, first.checked_sub(1).and_then(|at| lines.get(at))) {
        let extents = extents(&valued, &edges);
        fit_titles(&mut edges, &extents, titles);
    }
    let first = if enough {
        below_titles(&lines, first, &edges)
    } else {
        first
    };
    let body = if enough { &lines[first..] } else { &lines[..] };
    if !is_table(body, &edges) {
        return None;
    }
    let size = typical_size(lines.iter().flatten());
    let gap = cell_gap(body, &edges, size, context);
    let rect = lines
        .iter()
        .map(|line| rect_of(line))
        .reduce(|a, b| a.union(&b))?;
    let no_label = |_: &[Word]| false;
    let mut rows = Vec::new();
    if enough && first > 0 {
        rows = block::rows(&lines[..first], &edges, &extents(&valued, &edges));
    }
    let parts = groups(body.to_vec(), &edges, gap, &no_label, false);
    rows.extend(parts.into_iter().map(|part| {
        let y = (part.top, part.bottom);
        let row = PageRow {
            kind: RowKind::Body,
            y,
            cells: cells(part.lines, &edges),
        };
        if part.look != Look::Wide {
            return row;
        }
        let lines = row.cells.into_iter().flat_map(|cell| cell.lines);
        full_width(lines.collect(), &edges, y)
    }));
    Some(PageTable {
        layout: None,
        rect,
        edges,
        rows,
        witness: vec![Witness::Gaps],
        ruled_rows: false,
    })
}

/// The first line of the body: the first row of values, or the name of a group above it, which the titles above it end without
/// and which is no title's rest: it begins with no small letter, and names below it are set in, or titles stand above it.
fn below_titles(lines: &[Vec<Word>], valued: usize, edges: &[f32]) -> usize {
    let (Some(at), Some(row)) = (valued.checked_sub(1), lines.get(valued)) else {
        return valued;
    };
    let Some(above) = at.checked_sub(1).and_then(|above| lines.get(above)) else {
        return valued;
    };
    let line = &lines[at];
    let (Some(own), Some(name), Some(title)) = (line.first(), row.first(), above.first()) else {
        return valued;
    };
    let lone = rect_of(line).x1 < edges[1] && !own.text.starts_with(char::is_lowercase);
    let set_in = name.rect.x0 - own.rect.x0 > tolerances::INDENT * own.size;
    let titled = title.rect.mid_x() < edges[1] && columns_of(above, edges) > 1;
    let other_look = own.bold != title.bold || own.italic != title.italic;
    let named = columns_of(above, edges) + 1 >= edges.len() - 1;
    if lone && named && (set_in || titled && other_look) {
        at
    } else {
        valued
    }
}

/// Whether the lines in these columns are a table: a column of numbers, or words in cells on most lines.
fn is_table(lines: &[Vec<Word>], edges: &[f32]) -> bool {
    let columns = edges.len() - 1;
    let mut numbers = vec![0_usize; columns];
    let mut texts = vec![0_usize; columns];
    for line in lines {
        for cell in cells(vec![line.clone()], edges) {
            let text: Vec<String> = cell.lines.iter().map(|line| text_of(line)).collect();
            if is_value(&text.join(" ")) {
                numbers[cell.column] += 1;
            } else {
                texts[cell.column] += 1;
            }
        }
    }
    let numeric = (1..columns)
        .filter(|column| {
            numbers[*column] >= tolerances::LEAST_ALIGNED_LINES - 1
                && numbers[*column] >= texts[*column]
        })
        .count();
    let columns_of_words = tolerances::LEAST_WORD_COLUMNS;
    let with_cells = lines
        .iter()
        .filter(|line| parts(line).len() >= columns_of_words);
    let short = columns >= columns_of_words
        && lines.len() >= tolerances::LEAST_WORD_LINES
        && with_cells.count() * 2 > lines.len();
    numeric > 0 || short
}
