//! Tables that go on at a page's top without their header row.
//!
//! The steps, in order: nothing else may begin at the page's top; the lines below keep the columns of the table that ended the
//! page before and become rows; those are kept if their cells, or a text that was cut, belong to that table.

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::tables::context::Context;
use crate::tables::header_row::{HeaderCandidate, is_amounts};
use crate::tables::page_lines::PageLines;
use crate::tables::rows::extent::{limit_below, row_rules};
use crate::tables::rows::groups::companion;
use crate::tables::rows::open::{RowSource, open_rows, ruled_rows};
use crate::tables::table::{PageRow, PageTable, same_edges, take};
use crate::tables::tolerances;
use crate::words::gaps::extent;
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// A table that goes on at the page's top without its header row: lines that keep to the columns of the table that ended the
/// page before.
#[must_use]
pub fn continuation(
    before: &PageTable,
    headers: &[HeaderCandidate],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Option<PageTable> {
    let top = extent(lines.first()?).0;
    let page = PageLines::new(lines);
    let others = other_headers(before, headers, &page);
    if begins_otherwise(top, &others, context) {
        return None;
    }
    let size = typical_size(before.rows.iter().flat_map(PageRow::words));
    let edges = edges(before, size, &page);
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let header = no_header(&edges, top);
    let rules = row_rules(&header, &others, &page, context);
    let area = Rect::new(
        left - tolerances::OUTSIDE_EDGES,
        header.rect.y0,
        right + tolerances::OUTSIDE_EDGES,
        limit_below(&header, &others, context),
    );
    let below = page.words_in(&area);
    let layout = before.layout.as_deref();
    let source = RowSource {
        edges: &edges,
        layout,
        context,
    };
    let rows = if rules.tell_rows() {
        ruled_rows(below, &rules.below, source)
    } else {
        open_rows(below, size, header.rect.y1, Some(before), source)
    };
    if !keeps_on(before, &rows, layout, context) {
        return None;
    }
    let bottom = rows.last().map_or(header.rect.y1, |row| row.y.1);
    take(lines, &rows);
    Some(PageTable {
        layout: before.layout.clone(),
        rect: Rect::new(left, header.rect.y0, right, bottom),
        edges,
        rows,
        witness: header.witness,
        ruled_rows: rules.tell_rows(),
    })
}

/// The candidates that are header rows of other tables. A line drawn in the same pieces as the table's before, a stripe as
/// wide, words between lines within its reach, and amounts show its rows, not a header row.
fn other_headers(
    before: &PageTable,
    headers: &[HeaderCandidate],
    page: &PageLines<'_>,
) -> Vec<HeaderCandidate> {
    let (left, right) = (before.edges[0], before.edges[before.edges.len() - 1]);
    let same = tolerances::EDGES_OVER_PAGES;
    let own = |header: &HeaderCandidate| {
        let like = header.edges.as_ref().map_or_else(
            || header.rect.x0 > left - same && header.rect.x1 < right + same,
            |edges| same_edges(edges, &before.edges, same),
        );
        !header.begins_table() && like || is_amounts(&page.words_in(&header.rect))
    };
    let others = headers.iter().filter(|header| !own(header));
    others.cloned().collect()
}

/// Whether another table or something else begins at the page's top.
fn begins_otherwise(top: f32, others: &[HeaderCandidate], context: &Context<'_>) -> bool {
    let end = top + tolerances::PAGE_TOP;
    let barriers = context.barriers.iter();
    others.iter().any(|header| header.rect.y0 < end)
        || barriers.into_iter().any(|barrier| barrier.y0 < end)
}

/// The boundaries of the table before, the left one moved where full-width text begins left of the first title, over the
/// icons.
fn edges(before: &PageTable, size: f32, page: &PageLines<'_>) -> Vec<f32> {
    let mut edges = before.edges.clone();
    if before.witness.contains(&Witness::Gaps) {
        edges[0] = page
            .iter()
            .map(|line| &line[0])
            .filter(|word| (word.size - size).abs() < tolerances::BODY_SIZE)
            .map(|word| word.rect.x0 - tolerances::OUTSIDE_TEXT)
            .filter(|x| *x > edges[0] - tolerances::LEFT_OF_HEADER)
            .fold(edges[0], f32::min);
    }
    edges
}

/// What stands for the header row that is not there: a box just above the first line.
fn no_header(edges: &[f32], top: f32) -> HeaderCandidate {
    let rect = Rect::new(
        edges[0],
        top - tolerances::NO_HEADER.0,
        edges[edges.len() - 1],
        top - tolerances::NO_HEADER.1,
    );
    HeaderCandidate::new(rect, Some(edges.to_vec()), Witness::Continuation)
}

/// Whether all that is left of the table is the end of the row that the page before cut: its name goes on in a small letter.
fn rest_of_row(rows: &[PageRow], before: &PageTable) -> bool {
    let [row] = rows else {
        return false;
    };
    let Some(last) = before.rows.last() else {
        return false;
    };
    let name = row.cells.first().map(|cell| cell.column);
    let small = row
        .words()
        .next()
        .is_some_and(|word| word.text.starts_with(char::is_lowercase));
    let cut = last.cells.iter().find(|cell| Some(cell.column) == name);
    let open = cut
        .and_then(|cell| cell.lines.last()?.last())
        .is_some_and(|word| !word.text.ends_with(['.', '!', '?']));
    row.kind == RowKind::Body
        && last.kind == RowKind::Body
        && last.cells.len() > 1
        && name.is_some_and(|name| name <= tolerances::LAST_NAME_COLUMN)
        && small
        && open
}

/// Whether the rows at a page's top belong to the table before: they have cells in its columns, or they are the companion
/// row of its last row, or the rest of one that the page cut.
fn keeps_on(
    before: &PageTable,
    rows: &[PageRow],
    layout: Option<&str>,
    context: &Context<'_>,
) -> bool {
    let Some(first) = rows.first() else {
        return false;
    };
    let cells = rows.iter().filter(|row| row.cells.len() > 1).count();
    if cells > 0 {
        return first.cells.len() > 1 || rows.len() > 1;
    }
    let label = companion(context.layouts, layout);
    let labelled = first
        .cells
        .first()
        .and_then(|cell| cell.lines.first())
        .is_some_and(|line| label(line));
    labelled || rest_of_row(rows, before) || is_rest(before, first)
}

/// Whether the text goes on with a companion row's that ended the page before: it begins where that text begins, in letters
/// of the same size, and goes on with its sentence.
fn is_rest(before: &PageTable, row: &PageRow) -> bool {
    let Some(last) = before
        .rows
        .last()
        .filter(|row| row.kind == RowKind::FullWidth)
    else {
        return false;
    };
    let end = last.cells.iter().flat_map(|cell| &cell.lines).last();
    let begin = row.cells.iter().flat_map(|cell| &cell.lines).next();
    let (Some(end), Some(begin)) = (end, begin) else {
        return false;
    };
    let (Some(last), Some(next)) = (end.first(), begin.first()) else {
        return false;
    };
    let open = !text_of(end).ends_with(['.', ':', '!', '?', ';']);
    (last.rect.x0 - next.rect.x0).abs() < tolerances::TEXT_GOES_ON
        && (last.size - next.size).abs() < tolerances::SENTENCE_SIZE
        && last.bold == next.bold
        && open
}
