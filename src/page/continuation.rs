//! Tables that go on at a page's top without their heading.

use crate::flow::RowKind;
use crate::geometry::Rect;

use super::band::Context;
use super::body::{open_rows, ruled_rows};
use super::heading::{Heading, words_in};
use super::reach::{begins_table, limit_below, row_rules};
use super::rows::{extent, typical_size};
use super::table::{PageRow, PageTable, take};
use super::word::Word;

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
    let real = |heading: &&Heading| !is_amounts(heading, lines);
    let headings: Vec<Heading> = headings.iter().filter(real).cloned().collect();
    let headings = headings.as_slice();
    // A line drawn in the same pieces as the table's before, or a stripe as wide, shows its rows, not a heading.
    let own = |heading: &Heading| {
        let close = |a: f32, b: f32| (a - b).abs() < 3.0;
        let like = heading.edges.as_ref().map_or_else(
            || {
                let (left, right) = (before.edges[0], before.edges[before.edges.len() - 1]);
                close(heading.rect.x0, left) && close(heading.rect.x1, right)
            },
            |edges| {
                edges.len() == before.edges.len()
                    && edges.iter().zip(&before.edges).all(|(a, b)| close(*a, *b))
            },
        );
        !begins_table(heading) && like
    };
    if headings
        .iter()
        .any(|heading| heading.rect.y0 < top + 20.0 && !own(heading))
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
    let cells = rows.iter().filter(|row| row.cells.len() > 1).count();
    if (cells == 0 && !rest_of_row(&rows, before))
        || cells > 0
            && rows
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

/// Whether what looks like a heading is a row of amounts, as a sum that is shaded or bold: most cells after the first are
/// numbers, and not years.
fn is_amounts(heading: &Heading, lines: &[Vec<Word>]) -> bool {
    let words = words_in(lines, &heading.rect);
    let texts: Vec<String> = words
        .iter()
        .flat_map(|line| super::columns::segments(line, 0.5))
        .map(super::table::text_of)
        .collect();
    let amount =
        |text: &&String| crate::grammar::number(text).is_some() && !super::finish::is_year(text);
    let count = texts.iter().filter(amount).count();
    count >= 2 && (count + 1) * 4 >= texts.len() * 3
}
