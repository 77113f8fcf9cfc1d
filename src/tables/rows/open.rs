//! The rows below a heading: between lines, or as far down as text keeps to the columns.

use crate::block::RowKind;
use crate::tables::context::Context;
use crate::tables::header::candidates::HeaderCandidate;
use crate::tables::rows::by_values;
use crate::tables::rows::extent::SENTENCE_WORDS;
use crate::tables::rows::groups::{Group, Look, any_gap, companion, group, groups, line_gap};
use crate::tables::table::{PageCell, PageRow, PageTable, cells, column_at};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

fn full_width(lines: Vec<Vec<Word>>, edges: &[f32], y: (f32, f32)) -> PageRow {
    let cell = PageCell {
        column: 0,
        span: edges.len() - 1,
        lines,
        ..PageCell::default()
    };
    PageRow {
        kind: RowKind::FullWidth,
        cells: vec![cell],
        y,
    }
}

/// Rows between horizontal lines.
#[must_use]
pub fn ruled_rows(
    lines: Vec<Vec<Word>>,
    edges: &[f32],
    rules: &[f32],
    layout: Option<&str>,
    context: &Context<'_>,
) -> Vec<PageRow> {
    let label = companion(context.layouts, layout);
    let mut rows = Vec::new();
    let mut rest = lines;
    for pair in rules.windows(2) {
        let (top, bottom) = (pair[0], pair[1]);
        let (band, after): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|line| line[0].base - 0.25 * line[0].size < bottom);
        rest = after;
        if band.is_empty() {
            continue;
        }
        let few = rules.len() <= 3;
        let gap = cell_gap(&band, edges, typical_size(band.iter().flatten()), context);
        let parts = groups(band.clone(), edges, gap, &label);
        let parts = if few {
            by_values::regroup(parts, edges, &label, context.layouts)
        } else {
            parts
        };
        let cells_in = parts.iter().filter(|part| part.look == Look::Cells).count();
        let mixed = parts.iter().any(|part| part.look == Look::Label) && cells_in > 0;
        let complete = parts.iter().all(|part| is_complete(part, edges));
        if (few && cells_in > 1) || mixed || (complete && cells_in > 1) {
            for row in rows_of(parts, edges) {
                rows.push(row);
            }
            continue;
        }
        let whole = group(band, edges, &label);
        let y = (top, bottom);
        rows.push(match whole.look {
            Look::Wide | Look::Label => full_width(whole.lines, edges, y),
            Look::Cells | Look::Single => PageRow {
                kind: RowKind::Body,
                cells: cells(whole.lines, edges),
                y,
            },
        });
    }
    // Below the last line only what a page's end cut off belongs to the table: a row, or a companion row's text.
    let size = typical_size(rows.iter().flat_map(PageRow::words));
    let gap = cell_gap(&rest, edges, size, context);
    let mut bottom = rules.last().copied().unwrap_or(0.0);
    let mut labelled = false;
    let mut tail: Vec<Group> = Vec::new();
    for part in groups(rest, edges, gap, &label) {
        let near = part.top - bottom < 1.3 * size && (part.size - size).abs() < 0.7;
        let fits = match part.look {
            Look::Label | Look::Cells => true,
            Look::Wide | Look::Single => {
                labelled && tail.last().is_none_or(|last| goes_on_with(last, &part))
            }
        };
        if !near || !fits {
            break;
        }
        labelled = labelled && part.look != Look::Cells || part.look == Look::Label;
        bottom = part.bottom;
        tail.push(part);
    }
    rows.extend(rows_of(tail, edges));
    rows
}

/// Whether the group's first line has a name and a number in every other column that the group fills at all, two at least.
fn is_complete(part: &Group, edges: &[f32]) -> bool {
    let Some(first) = part.lines.first() else {
        return false;
    };
    let named = first.first().is_some_and(|word| {
        column_at(edges, word.rect.mid_x()) <= 1 && word.text.starts_with(char::is_alphabetic)
    });
    let numbers = cells(vec![first.clone()], edges)
        .iter()
        .skip(1)
        .filter(|cell| {
            cell.lines
                .first()
                .is_some_and(|line| crate::grammar::number(&text_of(line)).is_some())
        })
        .count();
    part.look == Look::Cells && named && numbers >= 2
}

/// Each group as a row; wide text after a label belongs to the label's row.
fn rows_of(groups: Vec<Group>, edges: &[f32]) -> Vec<PageRow> {
    let mut rows: Vec<PageRow> = Vec::new();
    let mut labelled = false;
    for part in groups {
        let y = (part.top, part.bottom);
        match part.look {
            Look::Label => {
                rows.push(full_width(part.lines, edges, y));
                labelled = true;
            }
            Look::Wide | Look::Single if labelled => {
                if let Some(row) = rows.last_mut() {
                    row.cells[0].lines.extend(part.lines);
                    row.y.1 = y.1;
                }
            }
            Look::Wide => rows.push(full_width(part.lines, edges, y)),
            Look::Single | Look::Cells => {
                labelled = false;
                rows.push(PageRow {
                    kind: RowKind::Body,
                    cells: cells(part.lines, edges),
                    y,
                });
            }
        }
    }
    rows
}

/// Whether the text goes on with a companion row: it begins where that text begins, in the same look. Text that follows a
/// table begins left of its cells' text or is set otherwise.
fn goes_on_with(companion: &Group, part: &Group) -> bool {
    let left = |group: &Group| {
        let line = group.lines.last().and_then(|line| line.first());
        line.map_or(0.0, |word| word.rect.x0)
    };
    let heads = part
        .lines
        .first()
        .is_some_and(|line| line.iter().all(|word| word.bold));
    let plain = companion.lines.iter().flatten().any(|word| !word.bold);
    (left(companion) - left(part)).abs() < 1.5
        && (companion.size - part.size).abs() < 0.35
        && !(heads && plain)
}

/// Rows without lines between them: as far down as the text keeps to the columns.
#[must_use]
pub fn open_rows(
    lines: Vec<Vec<Word>>,
    edges: &[f32],
    size: f32,
    heading: &HeaderCandidate,
    layout: Option<&str>,
    before: Option<&PageTable>,
    context: &Context<'_>,
) -> Vec<PageRow> {
    let label = companion(context.layouts, layout);
    let near: Vec<Vec<Word>> = lines
        .iter()
        .filter(|line| (typical_size(line.iter()) - size).abs() < 1.6)
        .take(60)
        .cloned()
        .collect();
    let gap = cell_gap(&near, edges, size, context);
    let all = groups(lines, edges, gap, &label);
    let all = by_values::regroup(all, edges, &label, context.layouts);
    let mut taken: Vec<Group> = Vec::new();
    let mut pending: Vec<Group> = Vec::new();
    let mut body_size: Option<f32> = None;
    let mut row_gap: Option<f32> = None;
    let mut bottom = heading.rect.y1.max(extent_bottom(heading));
    // After a page break the first lines may be the rest of a row or of a full-width text.
    let mut labelled = before
        .and_then(|table| table.rows.last())
        .is_some_and(|row| row.kind == RowKind::FullWidth);
    let mut ended = false;
    for part in all {
        let space = part.top - bottom;
        let expected = body_size.unwrap_or(size);
        let tolerance = if body_size.is_some() { 0.7 } else { 1.6 };
        let goal = part.names_goal(context.layouts);
        // Text that keeps to the columns is a row even after a blank line; anything else must follow closely.
        let far = match row_gap {
            _ if part.look == Look::Cells => space > 4.0 * expected,
            Some(gap) => space > 2.2 * gap + 3.0 && space > 1.4 * expected,
            None => space > 3.0 * expected,
        };
        if goal || far || (part.size - expected).abs() > tolerance {
            ended = true;
            break;
        }
        bottom = part.bottom;
        match part.look {
            Look::Cells | Look::Label => {
                taken.append(&mut pending);
                body_size.get_or_insert(part.size);
                if part.look == Look::Cells && !taken.is_empty() && space > 0.0 {
                    row_gap = Some(row_gap.map_or(space, |gap| gap.max(space)));
                }
                labelled = part.look == Look::Label;
                taken.push(part);
            }
            Look::Wide | Look::Single
                if labelled && taken.last().is_none_or(|last| goes_on_with(last, &part)) =>
            {
                taken.push(part);
            }
            // A sentence over the columns of a table that has no companion rows stands below it.
            Look::Wide
                if layout.is_none()
                    && before.is_none()
                    && part.lines.iter().any(|line| line.len() > SENTENCE_WORDS) =>
            {
                ended = true;
                break;
            }
            // Running text that no label leads in is no row.
            Look::Wide if before.is_none_or(|_| !taken.is_empty()) && is_prose(&part) => {
                ended = true;
                break;
            }
            Look::Single if before.is_some() && taken.is_empty() && pending.is_empty() => {
                body_size.get_or_insert(part.size);
                taken.push(part);
            }
            Look::Wide | Look::Single => pending.push(part),
        }
        if pending.len() > 3 {
            ended = true;
            break;
        }
    }
    // A row cut by the page's end may show its name only; its values come on the next page.
    if !ended
        && pending.len() == 1
        && pending[0].look == Look::Single
        && !taken.is_empty()
        && pending[0].bottom > 0.8 * context.height
        && !pending[0].bold
    {
        taken.append(&mut pending);
    }
    let mut rows = rows_of(taken, edges);
    mark_group_rows(&mut rows, edges);
    rows
}

/// Whether the wide group is running text: sentences over several lines.
fn is_prose(part: &Group) -> bool {
    part.lines.len() > 1 && part.lines.iter().map(Vec::len).sum::<usize>() > 14
}

/// White space between two lines of one cell: from lines of these that only go on with a cell, else from text of the size
/// anywhere in the document, else from these lines at all.
#[must_use]
pub fn cell_gap(lines: &[Vec<Word>], edges: &[f32], size: f32, context: &Context<'_>) -> f32 {
    let known = (context.leading)(size);
    let (least, common) = any_gap(lines, edges).map_or((None, 0.0), |(a, b)| (Some(a), b));
    match (line_gap(lines, edges), known) {
        // Rows of one line each, and one of them has but one cell: the gap is between rows, if lines stand closer elsewhere.
        (Some(own), Some(known)) if common - own < 0.8 && known + 0.8 < own => known,
        (Some(own), _) => own,
        (None, Some(known)) => least.map_or(known, |least| least.min(known)),
        (None, None) => least.unwrap_or(0.35 * size),
    }
}

/// Bold text in the first column only, where names are not bold, is a row over the whole width.
fn mark_group_rows(rows: &mut [PageRow], edges: &[f32]) {
    let bold = |row: &PageRow| row.words().all(|word| word.bold);
    let plain_names = rows
        .iter()
        .any(|row| row.kind == RowKind::Body && !bold(row));
    if !plain_names {
        return;
    }
    for row in rows.iter_mut() {
        let lone = row.cells.len() == 1 && row.cells[0].column <= 1;
        if row.kind == RowKind::Body && lone && bold(row) {
            row.kind = RowKind::FullWidth;
            row.cells[0].span = edges.len() - 1 - row.cells[0].column;
        }
    }
}

fn extent_bottom(heading: &HeaderCandidate) -> f32 {
    heading.rect.y1 - 2.0
}
