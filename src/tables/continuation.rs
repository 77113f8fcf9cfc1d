//! Tables that go on at a page's top without their heading.

use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::tables::context::Context;
use crate::tables::header::candidates::{HeaderCandidate, is_amounts, words_in};
use crate::tables::rows::extent::{begins_table, limit_below, row_rules};
use crate::tables::rows::groups::companion;
use crate::tables::rows::open::{open_rows, ruled_rows};
use crate::tables::table::{PageRow, PageTable, same_edges, take};
use crate::words::gaps::extent;
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// A table that goes on at the page's top without its heading: lines that keep to the columns of the table that ended the
/// page before.
#[must_use]
pub fn continuation(
    before: &PageTable,
    headings: &[HeaderCandidate],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Option<PageTable> {
    let top = extent(lines.first()?).0;
    // A line drawn in the same pieces as the table's before, a stripe as wide, words between lines within its reach, and
    // amounts show its rows, not a heading.
    let (left, right) = (before.edges[0], before.edges[before.edges.len() - 1]);
    let own = |heading: &HeaderCandidate| {
        let like = heading.edges.as_ref().map_or_else(
            || heading.rect.x0 > left - 3.0 && heading.rect.x1 < right + 3.0,
            |edges| same_edges(edges, &before.edges, 3.0),
        );
        is_amounts(&words_in(lines, &heading.rect)) || !begins_table(heading) && like
    };
    let headings: Vec<HeaderCandidate> = headings
        .iter()
        .filter(|heading| !own(heading))
        .cloned()
        .collect();
    let headings = headings.as_slice();
    if headings.iter().any(|heading| heading.rect.y0 < top + 20.0)
        || context
            .barriers
            .iter()
            .any(|barrier| barrier.y0 < top + 20.0)
    {
        return None;
    }
    let mut edges = before.edges.clone();
    let size = typical_size(before.rows.iter().flat_map(PageRow::words));
    // Full-width text may begin left of the first heading, over the icons.
    if before.witness.contains(&Witness::Gaps) {
        edges[0] = lines
            .iter()
            .filter(|line| (line[0].size - size).abs() < 0.7)
            .map(|line| line[0].rect.x0 - 1.0)
            .filter(|x| *x > edges[0] - 60.0)
            .fold(edges[0], f32::min);
    }
    let rect = Rect::new(edges[0], top - 1.5, edges[edges.len() - 1], top - 1.0);
    let virtual_heading = HeaderCandidate {
        rect,
        edges: Some(edges.clone()),
        witness: vec![Witness::Continuation],
        wide: Vec::new(),
        upper: rect.y0,
        known: false,
        bold: false,
        size: 0.0,
    };
    let rules = row_rules(&virtual_heading, headings, lines, context);
    let limit = limit_below(&virtual_heading, headings, context);
    let area = Rect::new(edges[0] - 2.0, rect.y0, edges[edges.len() - 1] + 2.0, limit);
    let below = words_in(lines, &area);
    let layout = before.layout.as_deref();
    let rows = if rules.below.len() > 1 {
        ruled_rows(below, &edges, &rules.below, layout, context)
    } else {
        open_rows(
            below,
            &edges,
            size,
            &virtual_heading,
            layout,
            Some(before),
            context,
        )
    };
    if !keeps_on(before, &rows, layout, context) {
        return None;
    }
    let bottom = rows.last().map_or(rect.y1, |row| row.y.1);
    take(lines, &rows);
    let rect = Rect::new(edges[0], rect.y0, edges[edges.len() - 1], bottom);
    let witness = vec![Witness::Continuation];
    Some(PageTable {
        layout: before.layout.clone(),
        rect,
        edges,
        rows,
        witness,
        ruled_rows: rules.below.len() > 1,
    })
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
        && name.is_some_and(|name| name < 2)
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
    (last.rect.x0 - next.rect.x0).abs() < 1.0
        && (last.size - next.size).abs() < 0.35
        && last.bold == next.bold
        && open
}
