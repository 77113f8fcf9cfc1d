//! Tables with no line, no shading and no known heading: numbers that stand in columns.

use crate::block::{RowKind, Witness};
use crate::grammar::number;
use crate::tables::context::Context;
use crate::tables::rows::groups::{Look, groups};
use crate::tables::table::{PageRow, PageTable, cells, take};
use crate::words::contents_line::is_contents;
use crate::words::gaps::{extent, is_evenly_spaced, is_parted, rect_of, segments};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Pieces of a line farther apart than this share of the font size may be cells.
const CELL_GAP: f32 = 0.8;
/// Lines with several cells that make a table.
const LEAST_LINES: usize = 3;

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
        let near = top - bottom < 2.2 * size;
        let alike = (typical_size(line.iter()) - size).abs() < 1.6;
        if !near || !alike || is_contents(line) || end - last_several > 3 {
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
    (count >= LEAST_LINES).then_some(range)
}

fn several(line: &[Word]) -> bool {
    is_parted(line, CELL_GAP)
        && !is_contents(line)
        && parts(line).len() > 1
        && !is_evenly_spaced(line)
}

/// The cells of a line, so far as gaps show them; a list's sign is no cell.
fn parts(line: &[Word]) -> Vec<&[Word]> {
    let mut parts: Vec<&[Word]> = segments(line, CELL_GAP).collect();
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
        .filter(|column| numbers[*column] >= LEAST_LINES - 1 && numbers[*column] >= texts[*column])
        .count();
    let short = columns >= 3
        && lines.len() >= 4
        && lines.iter().filter(|line| parts(line).len() >= 3).count() * 2 > lines.len();
    if numeric == 0 && !short {
        return None;
    }
    let size = typical_size(lines.iter().flatten());
    let gap = crate::tables::rows::open::cell_gap(&lines, &edges, size, context);
    let rect = lines
        .iter()
        .map(|line| rect_of(line))
        .reduce(|a, b| a.union(&b))?;
    let no_label = |_: &[Word]| false;
    let rows: Vec<PageRow> = groups(lines, &edges, gap, &no_label)
        .into_iter()
        .map(|part| {
            let kind = if part.look == Look::Wide {
                RowKind::FullWidth
            } else {
                RowKind::Body
            };
            PageRow {
                kind,
                y: (part.top, part.bottom),
                cells: cells(part.lines, &edges),
            }
        })
        .map(|mut row| {
            if row.kind == RowKind::FullWidth {
                // A text over all columns is one cell.
                let lines = row.cells.drain(..).flat_map(|cell| cell.lines).collect();
                row.cells = vec![crate::tables::table::PageCell {
                    column: 0,
                    span: columns,
                    lines,
                    ..super::table::PageCell::default()
                }];
            }
            row
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
        .flat_map(|line| segments(line, 0.45))
        .map(|part| {
            let rect = rect_of(part);
            (rect.x0, rect.x1)
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, mut reach) = *spans.first()?;
    let mut edges = vec![left - 1.0];
    for (from, to) in spans {
        if from - reach > 2.0 {
            edges.push(f32::midpoint(from, reach));
        }
        reach = reach.max(to);
    }
    edges.push(reach + 1.0);
    (edges.len() >= 3).then_some(edges)
}
