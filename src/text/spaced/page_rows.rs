//! The parts of a table as rows of a page's table.

use crate::block::{Place, RowKind, TableRow, Witness};
use crate::geometry::Rect;
use crate::grammar::number;
use crate::tables::table::{PageCell, PageRow, PageTable, cells as table_cells};
use crate::words::word::Word;
use crate::words::word::text_of;

use super::cutter::BodyLine;
use super::row_path::TablePart;

/// A line of a row, and a row of such lines, has at least so many.
const LEAST_NUMBERS: usize = 2;

/// Parts rows of which several lines have numbers in two columns: each is a row of its own (`varav` below its whole).
pub(super) fn part_rows(table: &mut PageTable) {
    let edges = table.edges.clone();
    let mut rows = Vec::new();
    for row in std::mem::take(&mut table.rows) {
        let mut lines: Vec<Vec<Word>> = Vec::new();
        let mut words: Vec<Word> = row.words().cloned().collect();
        words.sort_by(|a, b| {
            a.base
                .total_cmp(&b.base)
                .then(a.rect.x0.total_cmp(&b.rect.x0))
        });
        for word in words {
            match lines.last_mut() {
                Some(line) if line.first().is_some_and(|first| first.base == word.base) => {
                    line.push(word);
                }
                _ => lines.push(vec![word]),
            }
        }
        let numbers = |line: &Vec<Word>| {
            let cells = table_cells(vec![line.clone()], &edges);
            let numbers = cells.iter().filter(|cell| {
                let text: Vec<String> = cell.lines.iter().map(|line| text_of(line)).collect();
                cell.column > 0 && number(&text.join(" ")).is_some()
            });
            numbers.count() >= LEAST_NUMBERS
        };
        let whole: Vec<bool> = lines.iter().map(numbers).collect();
        let first = whole.iter().position(|whole| *whole);
        if row.kind != RowKind::Body || whole.iter().filter(|whole| **whole).count() < LEAST_NUMBERS
        {
            rows.push(row);
            continue;
        }
        let mut parts: Vec<Vec<Vec<Word>>> = Vec::new();
        for (at, (line, whole)) in lines.into_iter().zip(whole).enumerate() {
            match parts.last_mut() {
                Some(part) if !whole || Some(at) == first => part.push(line),
                _ => parts.push(vec![line]),
            }
        }
        for lines in parts {
            let y = extent(&lines);
            rows.push(PageRow {
                kind: RowKind::Body,
                cells: table_cells(lines, &edges),
                y,
            });
        }
    }
    table.rows = rows;
}

/// Top and bottom of lines.
pub(super) fn extent(lines: &[Vec<Word>]) -> (f32, f32) {
    lines.iter().flatten().fold((f32::MAX, 0.0_f32), |y, word| {
        (y.0.min(word.rect.y0), y.1.max(word.rect.y1))
    })
}

pub(super) fn page_table(rows: Vec<PageRow>, edges: Vec<f32>) -> PageTable {
    let top = rows.first().map_or(0.0, |row| row.y.0);
    let bottom = rows.last().map_or(top, |row| row.y.1);
    let right = edges.last().copied().unwrap_or(0.0);
    PageTable {
        layout: None,
        rect: Rect::new(0.0, top, right, bottom),
        edges,
        rows,
        witness: vec![Witness::KnownHeader, Witness::Gaps],
        ruled_rows: false,
    }
}

pub(super) fn page_row(part: &TablePart, body: &[BodyLine], edges: &[f32]) -> PageRow {
    let (TablePart::Row(from, to) | TablePart::Text(from, to) | TablePart::Group(from, to)) = *part;
    let lines: Vec<Vec<Word>> = body
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|line| line.words.clone())
        .collect();
    let y = extent(&lines);
    let (kind, cells) = if let TablePart::Row(..) = part {
        (RowKind::Body, table_cells(lines, edges))
    } else {
        let cell = PageCell {
            column: 0,
            span: edges.len().saturating_sub(1).max(1),
            lines,
            marks: Vec::new(),
        };
        (RowKind::FullWidth, vec![cell])
    };
    PageRow { kind, cells, y }
}

pub(super) fn places(row: &TableRow) -> Vec<Place> {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines.map(|line| line.place).collect()
}
