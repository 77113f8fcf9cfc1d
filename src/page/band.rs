//! Tables without a lattice: a heading row, and below it lines that keep to its columns.

use crate::flow::RowKind;
use crate::geometry::Rect;
use crate::grammar::Layouts;

use super::columns::{boundaries, heading_boxes};
use super::heading::{Heading, words_in};
use super::headrows;
use super::rows::{Group, Look, any_gap, companion, extent, group, groups, line_gap, typical_size};
use super::ruling::Ruling;
use super::table::{PageCell, PageRow, PageTable, column_at, take, text_of};
use super::word::Word;

/// What the tables of a page are found with.
pub struct Context<'a> {
    /// Lines of the page.
    pub ruling: &'a Ruling,
    /// Layouts in force.
    pub layouts: &'a Layouts,
    /// White space between two lines of one cell, by font size in tenths of a point, from the whole document.
    pub leading: &'a dyn Fn(f32) -> Option<f32>,
    /// Tops of lattices and other things that end a table above them.
    pub barriers: &'a [Rect],
    /// Height of the page in points.
    pub height: f32,
    /// The table that the page before ended with.
    pub before: Option<&'a PageTable>,
}

/// Builds the table of each heading and takes its words out of `lines`.
#[must_use]
pub fn tables(
    headings: &[Heading],
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
    heading: &Heading,
    others: &[Heading],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Option<PageTable> {
    let head_lines = words_in(lines, &heading.rect);
    let head = headrows::part(&head_lines, &heading.wide, heading.upper);
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
    let below: Vec<Vec<Word>> = words_in(lines, &body_rect)
        .into_iter()
        .filter(|line| line[0].base > heading.rect.y1 - 0.5)
        .collect();
    let edges = heading.edges.clone().unwrap_or_else(|| {
        let boxes = heading_boxes(&head.rest);
        let size = typical_size(head_lines.iter().flatten());
        // Text over the whole width crosses every boundary alike and so decides nothing.
        let cells: Vec<&[Word]> = below
            .iter()
            .filter(|line| (typical_size(line.iter()) - size).abs() < 1.6)
            .map(Vec::as_slice)
            .collect();
        boundaries(&boxes, &cells, body_rect.x0, body_rect.x1)
    });
    if edges.len() < 3 {
        return None;
    }
    let mut header = headrows::rows(head, &edges, (heading.rect.y0, heading.rect.y1));
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
    let texts: Vec<String> = (0..edges.len() - 1)
        .map(|column| {
            let cells = header.iter().flat_map(|row| &row.cells);
            cells
                .filter(|cell| cell.column == column)
                .flat_map(|cell| &cell.lines)
                .map(|line| text_of(line))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let layout = context
        .layouts
        .header(&texts)
        .map(|found| found.layout.to_owned());
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
    if rules.below.len() > 1 && !witness.contains(&"vagrata linjer") {
        witness.push("vagrata linjer");
    }
    if heading.edges.is_none() {
        witness.push("luckor");
    }
    Some(PageTable {
        rect,
        edges,
        rows,
        witness,
        ruled_rows: rules.below.len() > 1,
    })
}

struct RowRules {
    /// Lines below the heading, ascending, the one directly under it included.
    below: Vec<f32>,
    /// Left and right end of the lines.
    extent: Option<(f32, f32)>,
}

/// Horizontal lines below the heading that reach over the whole table.
fn row_rules(
    heading: &Heading,
    others: &[Heading],
    lines: &[Vec<Word>],
    context: &Context<'_>,
) -> RowRules {
    let (left, right) = heading
        .edges
        .as_ref()
        .map_or((heading.rect.x0, heading.rect.x1), |e| {
            (e[0], e[e.len() - 1])
        });
    let exact = heading.edges.is_some();
    let next = others
        .iter()
        .filter(|other| other.rect.overlap_x(&heading.rect) > 0.0 && begins_table(other))
        .map(|other| other.rect.y0)
        .fold(f32::INFINITY, f32::min);
    let mut below = Vec::new();
    let mut extent: Option<(f32, f32)> = None;
    for line in &context.ruling.horizontal {
        let fits = if exact {
            line.covers(left, right, 6.0) && line.from > left - 8.0 && line.to < right + 8.0
        } else {
            line.covers(left, right, 3.0)
        };
        let same = extent
            .is_none_or(|(from, to)| (line.from - from).abs() < 5.0 && (line.to - to).abs() < 5.0);
        if fits && same && line.at > heading.rect.y1 - 3.0 && line.at < next {
            let last = below.last().copied().unwrap_or(heading.rect.y1);
            // Larger text between two lines is no row: the lines are of two tables.
            let between = Rect::new(left, last, right, line.at);
            let larger = heading.size > 0.0
                && words_in(lines, &between)
                    .iter()
                    .any(|words| typical_size(words.iter()) > heading.size + 1.6);
            if line.at - last > 400.0 || larger {
                break;
            }
            extent.get_or_insert((line.from, line.to));
            if line.at - last > 3.0 || below.is_empty() {
                below.push(line.at);
            }
        }
    }
    // The heading's own underline is where the first row begins.
    if below
        .first()
        .is_none_or(|first| *first - heading.rect.y1 > 6.0)
        && !below.is_empty()
    {
        below.insert(0, heading.rect.y1);
    }
    RowRules { below, extent }
}

/// Left and right end of a heading: of its columns, else of its box.
fn reach(heading: &Heading) -> (f32, f32) {
    heading
        .edges
        .as_ref()
        .and_then(|edges| Some((*edges.first()?, *edges.last()?)))
        .unwrap_or((heading.rect.x0, heading.rect.x1))
}

/// Stripes of a banded table look like headings; a heading has a known word or bold text.
fn begins_table(heading: &Heading) -> bool {
    heading.known || heading.bold
}

fn limit_below(heading: &Heading, others: &[Heading], context: &Context<'_>) -> f32 {
    let mut limit = context.height;
    for other in others
        .iter()
        .filter(|other| other.rect.y0 > heading.rect.y1 - 1.0)
    {
        let (own, its) = (reach(heading), reach(other));
        let same_extent = (own.0 - its.0).abs() < 6.0 && (own.1 - its.1).abs() < 6.0
            || heading.edges.is_none() && other.edges.is_none();
        // Stripes of a banded table are no headings.
        let stripe = same_extent && !begins_table(other);
        if other.rect.overlap_x(&heading.rect) > 0.0 && !stripe {
            limit = limit.min(other.rect.y0 - 0.5);
        }
    }
    for barrier in context.barriers {
        if barrier.overlap_x(&heading.rect) > 0.0 && barrier.y0 >= heading.rect.y1 - 1.0 {
            limit = limit.min(barrier.y0);
        }
    }
    limit.max(heading.rect.y1)
}

/// Distributes the words of lines over columns.
#[must_use]
pub fn cells(lines: Vec<Vec<Word>>, edges: &[f32]) -> Vec<PageCell> {
    let mut cells: Vec<PageCell> = Vec::new();
    for line in lines {
        let mut last: Option<usize> = None;
        for word in line {
            let column = column_at(edges, word.rect.mid_x());
            let index = cells
                .iter()
                .position(|cell| cell.column == column)
                .unwrap_or_else(|| {
                    cells.push(PageCell {
                        column,
                        span: 1,
                        ..PageCell::default()
                    });
                    cells.len() - 1
                });
            if last == Some(column) {
                if let Some(line) = cells[index].lines.last_mut() {
                    line.push(word);
                }
            } else {
                cells[index].lines.push(vec![word]);
            }
            last = Some(column);
        }
    }
    cells.sort_by_key(|cell| cell.column);
    cells
}

fn full_width(lines: Vec<Vec<Word>>, edges: &[f32], y: (f32, f32)) -> PageRow {
    let cell = PageCell {
        column: 0,
        span: edges.len() - 1,
        lines,
        marks: Vec::new(),
    };
    PageRow {
        kind: RowKind::FullWidth,
        cells: vec![cell],
        y,
    }
}

/// Rows between horizontal lines.
fn ruled_rows(
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
            Look::Wide | Look::Single => labelled,
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

/// Rows without lines between them: as far down as the text keeps to the columns.
fn open_rows(
    lines: Vec<Vec<Word>>,
    edges: &[f32],
    size: f32,
    heading: &Heading,
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
        let goal = context.layouts.goal_label(&part.text()).is_some();
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
            Look::Wide | Look::Single if labelled => taken.push(part),
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

fn extent_bottom(heading: &Heading) -> f32 {
    heading.rect.y1 - 2.0
}

/// A table that goes on at the page's top without its heading: lines that keep to the columns of the table that ended the
/// page before.
#[must_use]
pub fn continuation(
    before: &PageTable,
    headings: &[Heading],
    lines: &mut Vec<Vec<Word>>,
    context: &Context<'_>,
) -> Option<PageTable> {
    let top = extent(lines.first()?).0;
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
    if before.witness.contains(&"luckor") {
        edges[0] = lines
            .iter()
            .filter(|line| (line[0].size - size).abs() < 0.7)
            .map(|line| line[0].rect.x0 - 1.0)
            .filter(|x| *x > edges[0] - 60.0)
            .fold(edges[0], f32::min);
    }
    let rect = Rect::new(edges[0], top - 1.5, edges[edges.len() - 1], top - 1.0);
    let virtual_heading = Heading {
        rect,
        edges: Some(edges.clone()),
        witness: vec!["fortsattning"],
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
    let layout = None;
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
    let cells = rows.iter().filter(|row| row.cells.len() > 1).count();
    if cells == 0
        || rows
            .first()
            .is_none_or(|row| row.cells.len() < 2 && rows.len() < 2)
    {
        return None;
    }
    let bottom = rows.last().map_or(rect.y1, |row| row.y.1);
    take(lines, &rows);
    let rect = Rect::new(edges[0], rect.y0, edges[edges.len() - 1], bottom);
    let witness = vec!["fortsattning"];
    Some(PageTable {
        rect,
        edges,
        rows,
        witness,
        ruled_rows: rules.below.len() > 1,
    })
}
