//! Tables with no line, no shading and no known header row: numbers that stand in columns.

use crate::block::{RowKind, Witness};
use crate::grammar::number;
use crate::tables::context::Context;
use crate::tables::rows::groups::{Look, groups};
use crate::tables::rows::open::{cell_gap, full_width};
use crate::tables::table::{PageRow, PageTable, cells, take};
use crate::tables::tolerances;
use crate::words::contents_line::is_contents;
use crate::words::gaps::{extent, is_parted, rect_of, segments};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Finds the tables and takes their words out of `lines`.
#[must_use]
pub fn tables(lines: &mut Vec<Vec<Word>>, context: &Context<'_>) -> Vec<PageTable> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let Some(run) = run(lines, start) else {
            start += 1;
            continue;
        };
        let body: Vec<Vec<Word>> = lines[run.clone()].to_vec();
        match build(body, context) {
            Some(table) => {
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

/// Lines from `start` on that may be rows: several cells, or a piece of one between such lines.
fn run(lines: &[Vec<Word>], start: usize) -> Option<std::ops::Range<usize>> {
    if !several(&lines[start]) {
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
    let range = start..last_several + 1;
    let count = lines[range.clone()]
        .iter()
        .filter(|line| several(line))
        .count();
    (count >= tolerances::LEAST_ALIGNED_LINES).then_some(range)
}

fn several(line: &[Word]) -> bool {
    is_parted(line, tolerances::CLEAR_CELL_GAP) && !is_contents(line) && parts(line).len() > 1
}

/// The cells of a line, so far as gaps show them; a list's sign is no cell.
fn parts(line: &[Word]) -> Vec<&[Word]> {
    let mut parts: Vec<&[Word]> = segments(line, tolerances::CLEAR_CELL_GAP).collect();
    if parts.len() > 1 && crate::words::list_sign::is_sign(parts[0]) {
        parts.remove(0);
    }
    parts
}

fn build(lines: Vec<Vec<Word>>, context: &Context<'_>) -> Option<PageTable> {
    let edges = gutters(&lines)?;
    let columns = edges.len() - 1;
    let mut numbers = vec![0_usize; columns];
    let mut texts = vec![0_usize; columns];
    for line in &lines {
        for cell in cells(vec![line.clone()], &edges) {
            let text: Vec<String> = cell.lines.iter().map(|line| text_of(line)).collect();
            let text = text.join(" ");
            if number(&text).is_some() || is_blank_mark(&text) {
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
    if numeric == 0 && !short {
        return None;
    }
    let size = typical_size(lines.iter().flatten());
    let gap = cell_gap(&lines, &edges, size, context);
    let rect = lines
        .iter()
        .map(|line| rect_of(line))
        .reduce(|a, b| a.union(&b))?;
    let no_label = |_: &[Word]| false;
    let rows: Vec<PageRow> = groups(lines, &edges, gap, &no_label)
        .into_iter()
        .map(|part| {
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
        })
        .collect();
    Some(PageTable {
        layout: None,
        rect,
        edges,
        rows,
        witness: vec![Witness::Gaps],
        ruled_rows: false,
    })
}

fn is_blank_mark(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "*" | "..")
}

/// Boundaries in the white strips that run down through all lines with several cells.
fn gutters(lines: &[Vec<Word>]) -> Option<Vec<f32>> {
    let mut spans: Vec<(f32, f32)> = lines
        .iter()
        .filter(|line| several(line))
        .flat_map(|line| segments(line, tolerances::GUTTER_GAP))
        .map(|part| {
            let rect = rect_of(part);
            (rect.x0, rect.x1)
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, mut reach) = *spans.first()?;
    let mut edges = vec![left - tolerances::OUTSIDE_TEXT];
    for (from, to) in spans {
        if from - reach > tolerances::LEAST_GUTTER {
            edges.push(f32::midpoint(from, reach));
        }
        reach = reach.max(to);
    }
    edges.push(reach + tolerances::OUTSIDE_TEXT);
    (edges.len() > tolerances::LEAST_COLUMNS).then_some(edges)
}
