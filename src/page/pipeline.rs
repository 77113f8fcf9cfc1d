//! The steps of one page, one after the other: its tables, then its text in reading order.

use crate::block::{Block, Mark, Place};
use crate::drawing::rules::Ruling;
use crate::drawing::tolerances::is_white;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::page::tolerances::{
    CELL_HEIGHT, CELL_WIDTH, MARK_OVERLAP, MARK_REACH, MOST_LINES_BESIDE, SAME_COLUMNS,
    SHADING_HEIGHT, SHADING_SHARE, WHOLE_WIDTH,
};
use crate::page::{paragraphs, reading_order};
use crate::pdf::PageContent;
use crate::spatial::SpatialIndex;
use crate::tables::context::Context;
use crate::tables::header::candidates;
use crate::tables::table::{PageTable, same_edges};
use crate::tables::{
    aligned, columns, continuation, finish, lattice, rows, touching, under_header, upwards,
};
use crate::words::typography::BodyLook;
use crate::words::word::Word;

/// A block with the column boundaries of its table, as a page break needs them.
pub(crate) struct Placed {
    pub(crate) block: Block,
    pub(crate) edges: Vec<f32>,
}

/// The tables of a page, and the lines that stand in none.
pub(crate) fn page_tables(
    page: &PageContent,
    mut lines: Vec<Vec<Word>>,
    ruling: &Ruling,
    look: &BodyLook,
    layouts: &Layouts,
    carry: Option<&PageTable>,
) -> (Vec<PageTable>, Vec<Vec<Word>>) {
    let mut tables: Vec<PageTable> = lattice::lattices(ruling, &mut lines)
        .into_iter()
        .flat_map(|table| touching::part(table, layouts))
        .collect();
    let leading = |size: f32| look.gap(size);
    for table in &mut tables {
        columns::within_cells::part(table);
        rows::within_cells::part(table, &leading);
        upwards::extend(table, &mut lines);
    }
    let barriers: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let context = Context {
        ruling,
        layouts,
        leading: &leading,
        barriers: &barriers,
        height: page.height,
        before: carry,
    };
    let headings = candidates::candidates(page, ruling, &lines, layouts);
    if let Some(carry) = carry {
        tables.extend(continuation::continuation(
            carry, &headings, &mut lines, &context,
        ));
    }
    tables.extend(under_header::tables(&headings, &mut lines, &context));
    tables.extend(aligned::tables(&mut lines, &context));
    (tables, lines)
}

/// The blocks of a page in reading order, and the table that ends it.
pub(crate) fn page_blocks(
    page: &PageContent,
    (mut tables, lines): (Vec<PageTable>, Vec<Vec<Word>>),
    marks: &[(Rect, Mark)],
    (look, right): (&BodyLook, f32),
    layouts: &Layouts,
    carry: Option<&PageTable>,
) -> (Vec<Placed>, Option<PageTable>) {
    tables.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    for (i, table) in tables.iter_mut().enumerate() {
        // A table in the columns of the one that ended the page before begins with a row, if nothing shows a heading.
        let goes_on = i == 0
            && carry.is_some_and(|carry| same_edges(&carry.edges, &table.edges, SAME_COLUMNS));
        finish::mark_header(table, page, layouts, goes_on);
    }
    let mut marks = marks.to_vec();
    for table in &mut tables {
        finish::place_marks(table, &mut marks);
    }
    let rects: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let columns = reading_order::columns(lines, &rects);
    let mut blocks: Vec<Placed> = Vec::new();
    for column in columns {
        let first = blocks.len();
        column_blocks(column, &tables, page.number, right, look, &mut blocks);
        join_columns(&mut blocks, first);
    }
    attach_marks(&mut blocks, marks);
    let last = blocks.last().and_then(|placed| match placed.block {
        Block::Table(_) => tables.into_iter().find(|table| table.edges == placed.edges),
        Block::Paragraph(_) => None,
    });
    (blocks, last)
}

/// Paragraphs and tables of one column, from top to bottom.
fn column_blocks(
    column: Vec<reading_order::Item>,
    tables: &[PageTable],
    page: u32,
    right: f32,
    look: &BodyLook,
    blocks: &mut Vec<Placed>,
) {
    let own = column
        .iter()
        .filter(|item| item.table.is_none())
        .map(|item| item.rect.x1)
        .fold(0.0, f32::max);
    let limit = if own > WHOLE_WIDTH * right {
        own.max(right)
    } else {
        own
    };
    let mut run: Vec<reading_order::Item> = Vec::new();
    let flush = |run: &mut Vec<reading_order::Item>, blocks: &mut Vec<Placed>| {
        for paragraph in paragraphs::paragraphs(std::mem::take(run), page, limit, look) {
            blocks.push(Placed {
                block: Block::Paragraph(paragraph),
                edges: Vec::new(),
            });
        }
    };
    for item in column {
        match item.table.and_then(|index| tables.get(index)) {
            Some(table) => {
                flush(&mut run, blocks);
                blocks.push(Placed {
                    block: Block::Table(finish::finish(table, page)),
                    edges: table.edges.clone(),
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
        // The next line to the right that runs beside this one; cells' borders may be drawn in many pieces.
        let beside = ruling.vertical[i + 1..]
            .iter()
            .take(MOST_LINES_BESIDE)
            .find(|b| {
                b.at > a.at + CELL_WIDTH && a.to.min(b.to) - a.from.max(b.from) > CELL_HEIGHT
            });
        if let Some(b) = beside {
            areas.push(Rect::new(a.at, a.from.max(b.from), b.at, a.to.min(b.to)));
        }
    }
    areas
}
