//! The steps of page understanding, one after the other, over all pages.

use rayon::prelude::*;

use crate::block::{Block, Line, Mark, Paragraph, Table, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::drawing::rules::Ruling;
use crate::flow::broken_words::Vocabulary;
use crate::flow::{Flow, contents, join, leftover, parallel, side_by_side};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::output::Skarv;
use crate::page::pipeline::{Placed, page_blocks, page_tables, table_areas};
use crate::page::tags::Tags;
use crate::page::{Sheet, furniture, paragraphs, tags};
use crate::pdf::{PageContent, StructTree};
use crate::tables::table::PageTable;
use crate::words::word::{PageWords, Word};
use crate::words::{line, typography};

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
        let mut look = typography::body_look(&all);
        let right = typography::text_right(&all, &look);
        look.prose = typography::prose_leading(&all, right);
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
    let understood = parallel::in_runs(pages.len(), step);
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
    flow.blocks = side_by_side::split_all(std::mem::take(&mut flow.blocks));
    contents::mark(&mut flow.blocks, pages.len(), layouts.cues());
    let mut paragraphs: Vec<&mut Paragraph> = flow
        .blocks
        .iter_mut()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    let body = paragraphs::body_size(&paragraphs).unwrap_or(look.size);
    paragraphs::mark_headings(&mut paragraphs, body);
    let tagged = tags
        .as_ref()
        .map_or_else(Vec::new, |tags| tags::mark_headings(&mut paragraphs, tags));
    let remarks: Vec<Diagnostic> = tagged.into_iter().map(tagged_heading).collect();
    flow.diagnostics.extend(remarks);
    let lines = all_lines(&flow.blocks);
    let (lost, vocabulary) = rayon::join(
        || leftover::lost(&flow, &lines, &copies),
        || Vocabulary::new(lines.iter().copied(), layouts.cues()),
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

pub(crate) fn all_lines(blocks: &[Block]) -> Vec<&Line> {
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
                let parts: Vec<&[Word]> = crate::words::gaps::segments(&words, 1.2).collect();
                let parts = parts.iter().rev();
                taken.extend(parts.map(|part| line::line(part, page.number, false)));
            }
            taken
        })
        .collect();
    let mut furniture: Vec<Line> = taken.into_iter().flatten().collect();
    furniture.sort_by(|a, b| {
        let key = |line: &Line| match line.place {
            crate::block::Place::Page(page, rect) => (page, rect.y0, rect.x0),
            crate::block::Place::Row(row) => (row, 0.0, 0.0),
        };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
    });
    furniture
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
