//! The steps of page understanding, one after the other, over all pages.

use rayon::prelude::*;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::{Block, Flow, Line, Mark, Paragraph, Table, merge_places};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::output::Skarv;
use crate::pdf::{PageContent, Rgb, StructTree};
use crate::words::Vocabulary;

use super::prose::BodyLook;
use super::ruling::Ruling;
use super::sheet::Sheet;
use super::stack;
use super::table::{PageTable, same_edges};
use super::tags::{self, Tags};
use super::word::{PageWords, Word};
use super::{
    aligned, band, contents, continuation, finish, furniture, halves, heading, join, lattice,
    leading, leftover, line, order, prose, spread,
};

/// A block with the column boundaries of its table, as a page break needs them.
struct Placed {
    block: Block,
    edges: Vec<f32>,
}

/// Understands all pages of a document as one flow.
#[must_use]
pub fn understand(pages: &[PageContent], tree: Option<&StructTree>, layouts: &Layouts) -> Flow {
    let sheets = pages.iter().cloned().map(Sheet::new).collect();
    understand_sheets(sheets, tree, layouts)
}

/// Understands all pages of a document as one flow, from what each page is by itself.
#[must_use]
pub fn understand_sheets(sheets: Vec<Sheet>, tree: Option<&StructTree>, layouts: &Layouts) -> Flow {
    let (firsts, letters) = first_letters(&sheets);
    let mut flow = Flow {
        letters,
        ..Flow::default()
    };
    let mut pages: Vec<PageContent> = Vec::with_capacity(sheets.len());
    let mut all: Vec<PageWords> = Vec::with_capacity(sheets.len());
    let mut rulings: Vec<Ruling> = Vec::with_capacity(sheets.len());
    let mut marks: Vec<Vec<(Rect, Mark)>> = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        pages.push(sheet.page);
        all.push(sheet.words);
        rulings.push(sheet.ruling);
        marks.push(sheet.marks);
    }
    let found = {
        let views = views(&pages, &all, &rulings);
        furniture::furniture(&views, layouts)
    };
    flow.furniture = number_and_part(&pages, &mut all, &firsts, &found);
    let read_tags = || {
        let tree = tree.filter(|tree| !tree.cut)?;
        let numbered = pages.iter().map(|page| page.number).zip(&all);
        Some(Tags::new(tree, &numbered.collect::<Vec<_>>()))
    };
    let read_look = || {
        let mut look = leading::body_look(&all);
        let right = leading::text_right(&all, &look);
        look.prose = leading::prose_leading(&all, right);
        (look, right)
    };
    let (mut tags, (look, right)) = rayon::join(read_tags, read_look);
    let copies: Vec<(u32, Vec<Vec<Word>>)> = pages
        .iter()
        .zip(&mut all)
        .map(|(page, made)| (page.number, std::mem::take(&mut made.lines)))
        .collect();
    let step = |index: usize, before: Option<&PageTable>| {
        let page = &pages[index];
        let lines = copies[index].1.clone();
        let found = page_tables(page, lines, &rulings[index], &look, layouts, before);
        let (mut tables, mut lines) = found;
        let corrected = tags
            .as_ref()
            .map(|tags| tags::correct(tags, page.number, &mut tables, &mut lines, layouts));
        let (blocks, last) = page_blocks(
            page,
            (tables, lines),
            &marks[index],
            (&look, right),
            layouts,
            before,
        );
        ((blocks, corrected.unwrap_or_default()), last)
    };
    let mut placed: Vec<Vec<Placed>> = Vec::with_capacity(pages.len());
    let mut doubtful: Vec<usize> = Vec::new();
    let understood = spread::in_runs(pages.len(), step);
    for ((page, unseen), (blocks, corrected)) in pages.iter().zip(&all).zip(understood) {
        leftover::hidden(page, unseen, &mut flow);
        placed.push(blocks);
        flow.diagnostics.extend(corrected.diagnostics);
        doubtful.extend(corrected.doubtful);
    }
    if let Some(tags) = &mut tags {
        tags.doubt(doubtful);
    }
    join_pages(placed, tags.as_ref(), right, &mut flow);
    flow.blocks = halves::split_all(std::mem::take(&mut flow.blocks));
    contents::mark(&mut flow.blocks, pages.len());
    let mut paragraphs: Vec<&mut Paragraph> = flow
        .blocks
        .iter_mut()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    let body = prose::body_size(&paragraphs).unwrap_or(look.size);
    prose::mark_headings(&mut paragraphs, body);
    let tagged = tags
        .as_ref()
        .map_or_else(Vec::new, |tags| tags::mark_headings(&mut paragraphs, tags));
    let remarks: Vec<Diagnostic> = tagged.into_iter().map(tagged_heading).collect();
    flow.diagnostics.extend(remarks);
    let lines = all_lines(&flow.blocks);
    let (lost, vocabulary) = rayon::join(
        || leftover::lost(&flow, &lines, &copies),
        || Vocabulary::new(lines.iter().copied()),
    );
    leftover::keep(lost, &mut flow);
    flow.vocabulary = vocabulary;
    flow.spent.add(copies);
    flow.spent.add(all);
    flow.spent.add(pages);
    flow.spent.add(rulings);
    flow.spent.add(marks);
    flow
}

/// The number of each page's first letter, and how many letters there are.
fn first_letters(sheets: &[Sheet]) -> (Vec<u32>, u32) {
    let mut number = 0_u32;
    let firsts = sheets
        .iter()
        .map(|sheet| {
            let next = number.saturating_add(sheet.words.letters);
            std::mem::replace(&mut number, next)
        })
        .collect();
    (firsts, number)
}

/// A heading that only the tags tell.
fn tagged_heading(paragraph: &Paragraph) -> Diagnostic {
    let text: Vec<&str> = paragraph
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let message = format!(
        "{:?} looks like text and is tagged as a heading; the tags were believed",
        text.join(" ")
    );
    let places = paragraph.lines.iter().map(|line| &line.place);
    Diagnostic::new("taggar-foljda", Allvar::Info, message).at(merge_places(places))
}

pub(super) fn all_lines(blocks: &[Block]) -> Vec<&Line> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.lines.iter().collect::<Vec<_>>(),
            Block::Table(table) => table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().flat_map(|cell| &cell.lines))
                .collect(),
        })
        .collect()
}

/// The pages as furniture is looked for on them.
fn views<'a>(
    pages: &'a [PageContent],
    all: &'a [PageWords],
    rulings: &[Ruling],
) -> Vec<furniture::PageView<'a>> {
    pages
        .par_iter()
        .zip(all)
        .zip(rulings)
        .map(|((page, made), ruling)| furniture::PageView {
            lines: &made.lines,
            height: page.height,
            tables: table_areas(page, ruling),
        })
        .collect()
}

/// Numbers the letters of all pages on from page to page, and takes the lines out that were found to be headers and
/// footers.
fn number_and_part(
    pages: &[PageContent],
    all: &mut [PageWords],
    firsts: &[u32],
    found: &[Vec<usize>],
) -> Vec<Line> {
    let taken: Vec<Vec<Line>> = pages
        .par_iter()
        .zip(all)
        .zip(firsts.par_iter().zip(found))
        .map(|((page, made), (first, indexes))| {
            made.number_from(*first);
            let mut taken: Vec<Line> = Vec::new();
            for index in indexes.iter().rev() {
                let words = made.lines.remove(*index);
                let parts: Vec<&[Word]> = super::columns::segments(&words, 1.2).collect();
                let parts = parts.iter().rev();
                taken.extend(parts.map(|part| line::line(part, page.number, false)));
            }
            taken
        })
        .collect();
    let mut furniture: Vec<Line> = taken.into_iter().flatten().collect();
    furniture.sort_by(|a, b| {
        let key = |line: &Line| match line.place {
            crate::flow::Place::Page(page, rect) => (page, rect.y0, rect.x0),
            crate::flow::Place::Row(row) => (row, 0.0, 0.0),
        };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
    });
    furniture
}

/// Shaded areas and ruled boxes: what lies on them belongs to a table.
fn table_areas(page: &PageContent, ruling: &Ruling) -> Vec<Rect> {
    let mut areas: Vec<Rect> = page
        .fills
        .iter()
        .filter(|fill| {
            let Rgb(r, g, b) = fill.color;
            u16::from(r) + u16::from(g) + u16::from(b) <= 750
                && fill.rect.height() > 7.0
                && fill.rect.height() < 0.3 * page.height
                && !fill.artifact
        })
        .map(|fill| fill.rect)
        .collect();
    for (i, a) in ruling.vertical.iter().enumerate() {
        // The next line to the right that runs beside this one; cells' borders may be drawn in many pieces.
        let beside = ruling.vertical[i + 1..]
            .iter()
            .take(400)
            .find(|b| b.at > a.at + 3.0 && a.to.min(b.to) - a.from.max(b.from) > 4.0);
        if let Some(b) = beside {
            areas.push(Rect::new(a.at, a.from.max(b.from), b.at, a.to.min(b.to)));
        }
    }
    areas
}

/// The tables of a page, and the lines that stand in none.
fn page_tables(
    page: &PageContent,
    mut lines: Vec<Vec<Word>>,
    ruling: &Ruling,
    look: &BodyLook,
    layouts: &Layouts,
    carry: Option<&PageTable>,
) -> (Vec<PageTable>, Vec<Vec<Word>>) {
    let mut tables: Vec<PageTable> = lattice::lattices(ruling, &mut lines)
        .into_iter()
        .flat_map(|table| stack::part(table, layouts))
        .collect();
    let barriers: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let leading = |size: f32| look.gap(size);
    let context = band::Context {
        ruling,
        layouts,
        leading: &leading,
        barriers: &barriers,
        height: page.height,
        before: carry,
    };
    let headings = heading::headings(page, ruling, &lines, layouts);
    if let Some(carry) = carry {
        tables.extend(continuation::continuation(
            carry, &headings, &mut lines, &context,
        ));
    }
    tables.extend(band::tables(&headings, &mut lines, &context));
    tables.extend(aligned::tables(&mut lines, &context));
    (tables, lines)
}

fn page_blocks(
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
        let goes_on =
            i == 0 && carry.is_some_and(|carry| same_edges(&carry.edges, &table.edges, 6.0));
        finish::mark_heading(table, page, layouts, goes_on);
    }
    let mut marks = marks.to_vec();
    for table in &mut tables {
        finish::place_marks(table, &mut marks);
    }
    let rects: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let columns = order::columns(lines, &rects);
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
    column: Vec<order::Item>,
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
    let limit = if own > 0.7 * right {
        own.max(right)
    } else {
        own
    };
    let mut run: Vec<order::Item> = Vec::new();
    let flush = |run: &mut Vec<order::Item>, blocks: &mut Vec<Placed>| {
        for paragraph in prose::paragraphs(std::mem::take(run), page, limit, look) {
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
        && prose::goes_on_in_next_column(last, next)
    {
        last.lines.append(&mut next.lines);
        last.marks.append(&mut next.marks);
        blocks.remove(first);
    }
}

/// Marks that stand in no table go to the paragraph whose line they stand beside.
fn attach_marks(blocks: &mut [Placed], marks: Vec<(Rect, Mark)>) {
    for (rect, mark) in marks {
        let home = blocks
            .iter_mut()
            .find_map(|placed| match &mut placed.block {
                Block::Paragraph(paragraph) => {
                    let beside = paragraph.lines.iter().any(|line| match line.place {
                        crate::flow::Place::Page(_, own) => {
                            let gap = -own.overlap_x(&rect);
                            own.overlap_y(&rect) > 0.4 * rect.height().min(own.height())
                                && gap < 40.0
                        }
                        crate::flow::Place::Row(_) => false,
                    });
                    beside.then_some(paragraph)
                }
                Block::Table(_) => None,
            });
        if let Some(paragraph) = home {
            paragraph.marks.push(mark);
        }
    }
}

/// Strings the pages together.
fn join_pages(pages: Vec<Vec<Placed>>, tags: Option<&Tags>, right: f32, flow: &mut Flow) {
    let mut joins: Vec<Skarv> = Vec::new();
    let mut last_edges: Vec<f32> = Vec::new();
    for (index, blocks) in pages.into_iter().enumerate() {
        let page = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (position, placed) in blocks.into_iter().enumerate() {
            let first = position == 0;
            let previous = flow.blocks.last_mut();
            let rest = match (placed.block, previous) {
                (Block::Table(table), Some(Block::Table(before))) if first && page > 1 => {
                    join_tables(
                        before,
                        table,
                        (&last_edges, &placed.edges),
                        tags,
                        page,
                        &mut joins,
                    )
                }
                (Block::Paragraph(paragraph), Some(before)) if first && page > 1 => {
                    join::join_paragraph(before, paragraph, right, page, &mut joins)
                        .map(Block::Paragraph)
                }
                (block, _) => Some(block),
            };
            last_edges = placed.edges;
            flow.blocks.extend(rest);
        }
    }
    flow.joins = joins;
}

fn join_tables(
    before: &mut Table,
    table: Table,
    edges: (&[f32], &[f32]),
    tags: Option<&Tags>,
    page: u32,
    joins: &mut Vec<Skarv>,
) -> Option<Block> {
    let rows = join::TaggedRows(tags);
    let reason = join::continues(before, &table, edges).or_else(|| {
        rows.continues(before, &table)
            .then_some("taggarna: samma tabell")
    });
    match reason {
        Some(reason) => {
            join::append(before, table, page, (reason, &rows), joins);
            None
        }
        None => Some(Block::Table(table)),
    }
}
