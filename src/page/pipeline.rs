//! The steps of one page, one after the other: its tables, then its text in reading order.

use std::collections::BTreeMap;

use crate::block::{Block, Mark, Place};
use crate::drawing::rules::Ruling;
use crate::drawing::tolerances::is_white;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::page::gutters::{Gutter, gutters, part_lines};
use crate::page::placed::Placed;
use crate::page::reading_order::Partings;
use crate::page::tolerances::{
    BOX_WIDTH, CELL_HEIGHT, CELL_WIDTH, MARK_OVERLAP, MARK_REACH, MOST_BOXES, MOST_LINES_BESIDE,
    SAME_COLUMNS, SHADING_HEIGHT, SHADING_SHARE, WHOLE_WIDTH,
};
use crate::page::{findings, notes, paragraphs, reading_order};
use crate::pdf::PageContent;
use crate::spatial::SpatialIndex;
use crate::tables::context::Context;
use crate::tables::header::{candidates, stacked};
use crate::tables::table::{PageTable, same_edges, take};
use crate::tables::{
    aligned, axes, columns, continuation, finish, label_values, lattice, rows, seams, touching,
    under_header, upwards,
};
use crate::trace::Sink;
use crate::words::gaps::extent;
use crate::words::typography::BodyLook;
use crate::words::word::Word;

/// A page as its steps see it: what is drawn on it, and what the document tells of it.
pub(crate) struct PageView<'a> {
    pub(crate) page: &'a PageContent,
    pub(crate) ruling: &'a Ruling,
    pub(crate) marks: &'a [(Rect, Mark)],
    /// How the document's running text is set.
    pub(crate) body: &'a BodyLook,
    /// Where the document's running text ends, in points from the left.
    pub(crate) right: f32,
    pub(crate) layouts: &'a Layouts,
    /// The table that ended the page before.
    pub(crate) carry: Option<&'a PageTable>,
    pub(crate) sink: &'a dyn Sink,
}

/// The tables of a page, and the rest.
pub(crate) struct PageParts {
    pub(crate) tables: Vec<PageTable>,
    /// The lines that stand in no table, parted at the gutters.
    pub(crate) lines: Vec<Vec<Word>>,
    /// Gutters between columns of running text.
    gutters: Vec<Gutter>,
}

/// The tables of a page, and the lines that stand in none.
pub(crate) fn page_tables(view: &PageView<'_>, mut lines: Vec<Vec<Word>>) -> PageParts {
    let (page, ruling, layouts) = (view.page, view.ruling, view.layouts);
    let axes = axes::take(&mut lines);
    let seams = seams::seams(page, ruling, &lines);
    let mut tables: Vec<PageTable> = lattice::lattices(ruling, &seams, &mut lines)
        .into_iter()
        .flat_map(|table| touching::part(table, layouts))
        .collect();
    let leading = |size: f32| view.body.gap(size);
    for table in &mut tables {
        columns::within_cells::part(table);
        rows::within_cells::part(table, &leading);
        stacked::part(table);
        upwards::extend(table, &mut lines);
    }
    let barriers: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let context = Context {
        ruling,
        layouts,
        leading: &leading,
        barriers: &barriers,
        height: page.height,
        before: view.carry,
    };
    let sheets = label_values::tables(&mut lines, &context);
    let headings = candidates::candidates(page, ruling, &lines, layouts);
    findings::header_candidates(page.number, &headings, &lines, view.sink);
    if let Some(carry) = view.carry {
        tables.extend(continuation::continuation(
            carry, &headings, &mut lines, &context,
        ));
    }
    tables.extend(under_header::tables(&headings, &mut lines, &context));
    tables.extend(sheets);
    // Columns of running text are no columns of a table.
    let gutters = gutters(&lines, ruling);
    lines = part_lines(lines, &gutters);
    for mut column in text_columns(&lines, &gutters) {
        let found = aligned::tables(&mut column, &context);
        for table in &found {
            take(&mut lines, &table.rows);
        }
        tables.extend(found);
    }
    if !axes.is_empty() {
        lines.extend(axes);
        lines.sort_by(|a, b| base(a).total_cmp(&base(b)));
    }
    PageParts {
        tables,
        lines,
        gutters,
    }
}

fn base(line: &[Word]) -> f32 {
    line.first().map_or(0.0, |word| word.base)
}

/// The lines of each column of running text, and those that stand beside no gutter: a table in one column has none of
/// another's lines between its own.
fn text_columns(lines: &[Vec<Word>], gutters: &[Gutter]) -> Vec<Vec<Vec<Word>>> {
    let mut columns: BTreeMap<Vec<bool>, Vec<Vec<Word>>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let (y, x) = (extent(line), line[0].rect.mid_x());
        let beside = gutters.iter().filter(|gutter| gutter.is_beside(y));
        let key = beside.map(|gutter| gutter.middle() < x).collect();
        columns.entry(key).or_default().push(line.clone());
    }
    columns.into_values().collect()
}

/// The blocks of a page in reading order, and the table that ends it.
pub(crate) fn page_blocks(
    view: &PageView<'_>,
    parts: PageParts,
) -> (Vec<Placed>, Option<PageTable>) {
    let PageParts {
        mut tables,
        lines,
        gutters,
    } = parts;
    tables.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    for (i, table) in tables.iter_mut().enumerate() {
        // A table in the columns of the one that ended the page before begins with a row, if nothing shows a heading.
        let goes_on = i == 0
            && view
                .carry
                .is_some_and(|carry| same_edges(&carry.edges, &table.edges, SAME_COLUMNS));
        finish::mark_header(table, view.page, view.layouts, goes_on);
    }
    let mut marks = view.marks.to_vec();
    for table in &mut tables {
        finish::place_marks(table, &mut marks);
    }
    findings::tables(view.page.number, &tables, view.sink);
    let rects: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let boxes = boxes(view.page);
    let partings = Partings {
        gutters: &gutters,
        boxes: &boxes,
    };
    let columns = reading_order::columns(lines, &rects, partings);
    let mut blocks: Vec<Placed> = Vec::new();
    for column in columns {
        if column.margin {
            let mut beside = Vec::new();
            column_blocks(column, &tables, view, &mut beside);
            notes::place_beside(&mut blocks, beside);
            continue;
        }
        let first = blocks.len();
        column_blocks(column, &tables, view, &mut blocks);
        join_columns(&mut blocks, first);
    }
    notes::mark_footnotes(&mut blocks, view.ruling, view.page.height, view.body.size);
    attach_marks(&mut blocks, marks);
    let last = blocks.last().and_then(|placed| placed.table);
    (blocks, last.and_then(|last| tables.into_iter().nth(last)))
}

/// Paragraphs and tables of one column, from top to bottom.
fn column_blocks(
    column: reading_order::Column,
    tables: &[PageTable],
    view: &PageView<'_>,
    blocks: &mut Vec<Placed>,
) {
    let own = column
        .items
        .iter()
        .filter(|item| item.table.is_none())
        .map(|item| item.rect.x1)
        .fold(0.0, f32::max);
    let (page, right) = (view.page.number, view.right);
    let limit = if own > WHOLE_WIDTH * right && !column.beside {
        own.max(right)
    } else {
        own
    };
    let mut run: Vec<reading_order::Item> = Vec::new();
    let flush = |run: &mut Vec<reading_order::Item>, blocks: &mut Vec<Placed>| {
        for paragraph in paragraphs::paragraphs(std::mem::take(run), page, limit, view.body) {
            blocks.push(Placed {
                block: Block::Paragraph(paragraph),
                edges: Vec::new(),
                table: None,
            });
        }
    };
    for item in column.items {
        let table = item.table.and_then(|index| tables.get(index));
        match table {
            Some(table) => {
                flush(&mut run, blocks);
                blocks.push(Placed {
                    block: Block::Table(finish::finish(table, page)),
                    edges: table.edges.clone(),
                    table: item.table,
                });
            }
            None => run.push(item),
        }
    }
    flush(&mut run, blocks);
}

/// Joins the paragraph that a column's end cut with its rest, which stands first in the column from `first` on.
fn join_columns(blocks: &mut Vec<Placed>, first: usize) {
    let Some((before, after)) = blocks.split_at_mut_checked(first) else {
        return;
    };
    let (Some(last), Some(next)) = (before.last_mut(), after.first_mut()) else {
        return;
    };
    if let (Block::Paragraph(last), Block::Paragraph(next)) = (&mut last.block, &mut next.block)
        && paragraphs::goes_on_in_next_column(last, next)
    {
        last.lines.append(&mut next.lines);
        last.marks.append(&mut next.marks);
        blocks.remove(first);
    }
}

/// Marks that stand in no table go to the paragraph whose line they stand beside.
fn attach_marks(blocks: &mut [Placed], marks: Vec<(Rect, Mark)>) {
    if marks.is_empty() {
        return;
    }
    let mut lines: Vec<(usize, Rect)> = Vec::new();
    for (block, placed) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = &placed.block else {
            continue;
        };
        let places = paragraph.lines.iter().filter_map(|line| match line.place {
            Place::Page(_, rect) => Some((block, rect)),
            Place::Row(_) => None,
        });
        lines.extend(places);
    }
    let index = SpatialIndex::new(lines.iter().map(|(_, rect)| *rect));
    for (rect, mark) in marks {
        let beside = |line: &Rect| {
            let common = line.overlap_y(&rect);
            common > MARK_OVERLAP * rect.height().min(line.height())
                && -line.overlap_x(&rect) < MARK_REACH
        };
        // Rounding may hide what lies at the tolerance itself.
        let reach = 2.0 * MARK_REACH;
        let reach = Rect::new(rect.x0 - reach, rect.y0, rect.x1 + reach, rect.y1);
        let near = index.meeting(reach).map(|line| lines[line as usize]);
        let home = near
            .filter(|(_, line)| beside(line))
            .map(|(block, _)| block)
            .min();
        if let Some(placed) = home.and_then(|block| blocks.get_mut(block))
            && let Block::Paragraph(paragraph) = &mut placed.block
        {
            paragraph.marks.push(mark);
        }
    }
}

/// Shaded areas that may be boxes of text, the widest first.
fn boxes(page: &PageContent) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = page
        .fills
        .iter()
        .filter(|fill| !is_white(fill.color) && fill.rect.height() > SHADING_HEIGHT)
        .filter(|fill| fill.rect.width() < BOX_WIDTH * page.width)
        .map(|fill| fill.rect)
        .collect();
    boxes.sort_by(|a, b| b.width().total_cmp(&a.width()));
    boxes.dedup();
    boxes.truncate(MOST_BOXES);
    boxes
}

/// Shaded areas and ruled boxes: what lies on them belongs to a table.
pub(crate) fn table_areas(page: &PageContent, ruling: &Ruling) -> Vec<Rect> {
    let mut areas: Vec<Rect> = page
        .fills
        .iter()
        .filter(|fill| {
            !is_white(fill.color)
                && fill.rect.height() > SHADING_HEIGHT
                && fill.rect.height() < SHADING_SHARE * page.height
                && !fill.artifact
        })
        .map(|fill| fill.rect)
        .collect();
    for (i, a) in ruling.vertical.iter().enumerate() {
        // The next lines to the right that run beside this one: where a cell spans columns, the first of them is short.
        let mut open = 0.0_f32;
        let beside = ruling.vertical[i + 1..].iter().take(MOST_LINES_BESIDE);
        let mut closed: Vec<(f32, f32)> = Vec::new();
        for b in beside.filter(|b| b.at > a.at + CELL_WIDTH) {
            let (from, to) = (a.from.max(b.from), a.to.min(b.to));
            let news = closed
                .iter()
                .all(|c| from < c.0 - CELL_HEIGHT || to > c.1 + CELL_HEIGHT);
            if to - from > CELL_HEIGHT && news {
                areas.push(Rect::new(a.at, from, b.at, to));
                closed.push((from, to));
                open = open.max(to - from);
            }
            if open >= a.to - a.from - CELL_HEIGHT {
                break;
            }
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::table_areas;
    use crate::drawing::rules::{Line, Ruling};
    use crate::pdf::PageContent;

    #[test]
    fn a_cell_over_two_columns_lies_on_the_table() {
        let line = |at: f32, from: f32| Line {
            at,
            from,
            to: 140.0,
            joints: Vec::new(),
        };
        // Two rows of headings: the cell from 100 to 300 spans the two columns that the line at 200 parts below it.
        let ruling = Ruling {
            horizontal: Vec::new(),
            vertical: vec![line(100.0, 100.0), line(200.0, 120.0), line(300.0, 100.0)],
        };
        let areas = table_areas(&PageContent::default(), &ruling);
        assert!(areas.iter().any(|area| area.contains(200.0, 110.0)));
        assert!(areas.iter().any(|area| area.contains(150.0, 130.0)));
    }
}
