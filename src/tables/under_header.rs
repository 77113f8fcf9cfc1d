//! Tables without a lattice: a heading row, and below it lines that keep to its columns.

use std::collections::BTreeSet;

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::grammar::ColumnMatch;
use crate::tables::columns::assignment::{boundaries, split};
use crate::tables::columns::boundary::heading_boxes;
use crate::tables::columns::numbers;
use crate::tables::context::Context;
use crate::tables::header::candidates::{HeaderCandidate, words_in};
use crate::tables::header::{spans, two_rows};
use crate::tables::rows::extent::{begins_table, limit_below, row_rules};
use crate::tables::rows::open::{open_rows, ruled_rows};
use crate::tables::table::{PageRow, PageTable, cells, take};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Builds the table of each heading and takes its words out of `lines`.
#[must_use]
pub fn tables(
    headings: &[HeaderCandidate],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Vec<PageTable> {
    let mut tables: Vec<PageTable> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let inside = tables.iter().any(|table| {
            table
                .rect
                .contains(heading.rect.mid_x(), heading.rect.mid_y())
        });
        if inside || words_in(lines, &heading.rect).is_empty() {
            continue;
        }
        let others = &headings[i + 1..];
        if let Some(table) = build(heading, others, lines, context) {
            tables.push(table);
        }
    }
    tables
}

fn build(
    heading: &HeaderCandidate,
    others: &[HeaderCandidate],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Option<PageTable> {
    let head_lines = words_in(lines, &heading.rect);
    let head = two_rows::part(
        &head_lines,
        &heading.wide,
        heading.upper,
        heading.edges.as_deref(),
    );
    let rules = row_rules(heading, others, lines, context);
    let limit = limit_below(heading, others, context);
    let left = rules
        .extent
        .map_or(heading.rect.x0, |(from, _)| from.min(heading.rect.x0));
    let right = rules
        .extent
        .map_or(f32::INFINITY, |(_, to)| to.max(heading.rect.x1));
    let body_rect = match &heading.edges {
        Some(edges) => Rect::new(
            edges[0] - 2.0,
            heading.rect.y1,
            edges[edges.len() - 1] + 2.0,
            limit,
        ),
        None if right.is_finite() => Rect::new(left - 2.0, heading.rect.y1, right + 2.0, limit),
        None => {
            let size = heading.size;
            // Icons stand left of the first heading, and full-width text begins there.
            let left = lines
                .iter()
                .filter(|line| line[0].base > heading.rect.y1 && line[0].base < limit)
                .filter(|line| (line[0].size - size).abs() < 1.6)
                .map(|line| line[0].rect.x0)
                .filter(|x| *x > heading.rect.x0 - 60.0)
                .fold(left, f32::min);
            let right = lines
                .iter()
                .flatten()
                .map(|w| w.rect.x1)
                .fold(heading.rect.x1, f32::max);
            Rect::new(left - 4.0, heading.rect.y1, right + 1.0, limit)
        }
    };
    // Lines may stand so close that one is in the heading's box and below it too.
    let head_letters: BTreeSet<u32> = head_lines
        .iter()
        .flatten()
        .flat_map(|word| &word.letters)
        .collect();
    let in_heading = |word: &Word| {
        let first = word.letters.first();
        first.is_some_and(|letter| head_letters.contains(&letter))
    };
    let below: Vec<Vec<Word>> = words_in(lines, &body_rect)
        .into_iter()
        .map(|line| line.into_iter().filter(|word| !in_heading(word)).collect())
        .filter(|line: &Vec<Word>| {
            line.first()
                .is_some_and(|word| word.base > heading.rect.y1 - 0.5)
        })
        .collect();
    let size = typical_size(head_lines.iter().flatten());
    // Text over the whole width crosses every boundary alike and so decides nothing.
    let below_cells: Vec<&[Word]> = below
        .iter()
        .filter(|line| (typical_size(line.iter()) - size).abs() < 1.6)
        .map(Vec::as_slice)
        .collect();
    let boxes = split(heading_boxes(&head.rest), &head.rest, &below_cells);
    let numeric = if heading.edges.is_none() && !heading.known {
        numbers::under(
            &heading_boxes(&head_lines),
            near(&below_cells, heading.rect.y1),
        )
    } else {
        None
    };
    let edges = match (&heading.edges, &numeric) {
        (Some(edges), _) => edges.clone(),
        (None, Some(columns)) => numbers::edges(columns, body_rect.x0, body_rect.x1),
        (None, None) => boundaries(&boxes, &below_cells, body_rect.x0, body_rect.x1),
    };
    if edges.len() < 3 {
        return None;
    }
    let y = (heading.rect.y0, heading.rect.y1);
    let mut header = match &numeric {
        Some(columns) => vec![numbers::head_row(&head_lines, columns, y)],
        None => two_rows::rows(head, &edges, y),
    };
    if header.len() > 1 {
        // Words that nearly touch those of the next cell seem to span both; a layout that knows more of the cells tells.
        let plain = vec![PageRow {
            kind: RowKind::Header,
            cells: cells(head_lines.clone(), &edges),
            y,
        }];
        if known_columns(&plain, &edges, context) > known_columns(&header, &edges, context) {
            header = plain;
        }
    }
    let layout_of = |header: &[PageRow]| {
        let found = context.layouts.header(&column_texts(header, &edges));
        found.map(|found| found.layout.to_owned())
    };
    let mut layout = layout_of(&header);
    if header.len() == 1 && layout.is_none() {
        header = spans::part(header.remove(0));
        layout = layout_of(&header);
    }
    let filled = header.iter().flat_map(|row| &row.cells).count();
    let numbers = header
        .iter()
        .flat_map(|row| &row.cells)
        .skip(1)
        .filter(|cell| {
            cell.lines
                .iter()
                .any(|line| crate::grammar::number(&text_of(line)).is_some())
        })
        .count();
    if !begins_table(heading) && numbers * 2 >= filled.max(2) - 1 {
        // Lines show a table here, but its first row on this page is no heading.
        for row in &mut header {
            row.kind = RowKind::Body;
        }
    }
    let size = typical_size(header.iter().flat_map(PageRow::words));
    let mut rows = header;
    let body = if rules.below.len() > 1 {
        ruled_rows(below, &edges, &rules.below, layout.as_deref(), context)
    } else {
        let first = lines
            .iter()
            .flatten()
            .all(|word| word.base > heading.rect.y0 - 1.0);
        let before = context
            .before
            .filter(|table| first && table.columns() + 1 == edges.len());
        open_rows(
            below,
            &edges,
            size,
            heading,
            layout.as_deref(),
            before,
            context,
        )
    };
    if body.is_empty() && layout.is_none() {
        return None;
    }
    rows.extend(body);
    let bottom = rows.last().map_or(heading.rect.y1, |row| row.y.1);
    let rect = Rect::new(edges[0], heading.rect.y0, edges[edges.len() - 1], bottom);
    take(lines, &rows);
    let mut witness = heading.witness.clone();
    if rules.below.len() > 1 && !witness.contains(&Witness::RowRules) {
        witness.push(Witness::RowRules);
    }
    if heading.edges.is_none() {
        witness.push(Witness::Gaps);
    }
    Some(PageTable {
        layout,
        rect,
        edges,
        rows,
        witness,
        ruled_rows: rules.below.len() > 1,
    })
}

/// How many columns of the heading a layout knows.
fn known_columns(header: &[PageRow], edges: &[f32], context: &Context<'_>) -> usize {
    let found = context.layouts.header(&column_texts(header, edges));
    found.map_or(0, |found| {
        let known = |column: &&ColumnMatch| matches!(column, ColumnMatch::Known(..));
        found.columns.iter().filter(known).count()
    })
}

/// The text of the heading in each column.
fn column_texts(header: &[PageRow], edges: &[f32]) -> Vec<String> {
    (0..edges.len() - 1)
        .map(|column| {
            let cells = header.iter().flat_map(|row| &row.cells);
            cells
                .filter(|cell| cell.column == column)
                .flat_map(|cell| &cell.lines)
                .map(|line| text_of(line))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// The lines that follow each other from the heading on, as far as rows of one table do.
fn near<'a, 'b>(lines: &'a [&'b [Word]], top: f32) -> &'a [&'b [Word]] {
    let mut bottom = top;
    let end = lines.iter().position(|line| {
        let (from, to) = crate::words::gaps::extent(line);
        let far = from - bottom > 4.0 * line[0].size;
        bottom = bottom.max(to);
        far
    });
    &lines[..end.unwrap_or(lines.len())]
}
