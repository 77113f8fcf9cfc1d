//! The steps of page understanding, one after the other, over all pages.

use rayon::prelude::*;

use crate::block::{Block, Line, Mark, Paragraph, Place, Role, Table, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::drawing::rules::Ruling;
use crate::flow::broken_words::Vocabulary;
use crate::flow::deferred_drop::DeferredDrop;
use crate::flow::rows::FilledColumns;
use crate::flow::{Flow, Understood, contents, findings, join, leftover, parallel, side_by_side};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::output::Skarv;
use crate::page::pipeline::{page_blocks, page_tables, table_areas};
use crate::page::placed::Placed;
use crate::page::tags::{Corrected, Tags};
use crate::page::{self, Sheet, furniture, headings, tags};
use crate::pdf::{PageContent, StructTree};
use crate::tables::table::PageTable;
use crate::trace::{Closed, Sink};
use crate::words::gaps::segments;
use crate::words::tolerances::PART_GAP;
use crate::words::typography::BodyLook;
use crate::words::word::{PageWords, Word};
use crate::words::{line, typography};

/// Understands all pages of a document as one flow.
#[must_use]
pub fn understand(
    pages: &[PageContent],
    tree: Option<&StructTree>,
    layouts: &Layouts,
) -> Understood {
    let sheets = pages.iter().cloned().map(Sheet::new).collect();
    understand_sheets(sheets, tree, layouts, &Closed)
}

/// Understands all pages of a document as one flow, from what each page is by itself. `sink` is told what each step finds.
#[must_use]
pub fn understand_sheets(
    sheets: Vec<Sheet>,
    tree: Option<&StructTree>,
    layouts: &Layouts,
    sink: &dyn Sink,
) -> Understood {
    let (firsts, letters) = first_letters(&sheets);
    for sheet in &sheets {
        page::findings::sheet(sheet, sink);
    }
    let mut pages = Pages::of(sheets);
    let mut flow = Flow {
        letters,
        ..Flow::default()
    };
    flow.furniture = take_furniture(&mut pages, &firsts, layouts);
    let (mut tags, look) = rayon::join(|| read_tags(&pages, tree), || TextLook::of(&pages.words));
    let lines = pages.take_lines();
    leftover::reserve(&pages.words, &mut flow);
    let understood = understand_pages(&pages, &lines, &look, tags.as_ref(), layouts, sink);
    let mut blocks: Vec<Vec<Placed>> = Vec::with_capacity(lines.len());
    for ((placed, corrected), words) in understood.into_iter().zip(std::mem::take(&mut pages.words))
    {
        leftover::hidden(words, &mut flow);
        blocks.push(placed);
        flow.diagnostics.extend(corrected.diagnostics);
        if let Some(tags) = &mut tags {
            tags.doubt(corrected.doubtful);
        }
    }
    join_pages(blocks, tags.as_ref(), look.right, &mut flow);
    flow.blocks = side_by_side::split_all(std::mem::take(&mut flow.blocks));
    contents::mark(&mut flow.blocks, pages.content.len(), layouts.cues());
    mark_headings(tags.as_ref(), look.body.size, &mut flow);
    let in_blocks = all_lines(&flow.blocks);
    let (lost, vocabulary) = rayon::join(
        || leftover::lost(&flow, &in_blocks, &lines),
        || Vocabulary::new(in_blocks.iter().copied(), layouts.cues()),
    );
    leftover::keep(lost, &mut flow);
    findings::flow(&flow, sink);
    let mut understood = Understood::new(flow, vocabulary);
    understood.spent.add(lines);
    pages.defer_drop(&mut understood.spent);
    understood
}

/// All pages, part by part.
struct Pages {
    content: Vec<PageContent>,
    words: Vec<PageWords>,
    rulings: Vec<Ruling>,
    marks: Vec<Vec<(Rect, Mark)>>,
}

impl Pages {
    fn of(sheets: Vec<Sheet>) -> Self {
        let mut pages = Self {
            content: Vec::with_capacity(sheets.len()),
            words: Vec::with_capacity(sheets.len()),
            rulings: Vec::with_capacity(sheets.len()),
            marks: Vec::with_capacity(sheets.len()),
        };
        for sheet in sheets {
            pages.content.push(sheet.page);
            pages.words.push(sheet.words);
            pages.rulings.push(sheet.ruling);
            pages.marks.push(sheet.marks);
        }
        pages
    }

    /// Takes the lines that a reader sees, with their pages' numbers.
    fn take_lines(&mut self) -> Vec<(u32, Vec<Vec<Word>>)> {
        let pages = self.content.iter().zip(&mut self.words);
        pages
            .map(|(page, words)| (page.number, std::mem::take(&mut words.lines)))
            .collect()
    }

    fn defer_drop(self, deferred: &mut DeferredDrop) {
        deferred.add(self.content);
        deferred.add(self.rulings);
        deferred.add(self.marks);
    }
}

/// Takes page headers and footers out of the pages' lines, and numbers the letters of all pages on from page to page.
fn take_furniture(pages: &mut Pages, firsts: &[u32], layouts: &Layouts) -> Vec<Line> {
    let found = {
        let views = views(&pages.content, &pages.words, &pages.rulings);
        furniture::furniture(&views, layouts)
    };
    number_and_part(&pages.content, &mut pages.words, firsts, &found)
}

/// The structure tree, ready to be asked; `None` if there is none or only a part of it.
fn read_tags(pages: &Pages, tree: Option<&StructTree>) -> Option<Tags> {
    let tree = tree.filter(|tree| !tree.cut)?;
    let numbers = pages.content.iter().map(|page| page.number);
    let numbered: Vec<(u32, &PageWords)> = numbers.zip(&pages.words).collect();
    Some(Tags::new(tree, &numbered))
}

/// How the document's running text is set, and where its lines end at most, in points.
struct TextLook {
    body: BodyLook,
    right: f32,
}

impl TextLook {
    fn of(words: &[PageWords]) -> Self {
        let mut body = typography::body_look(words);
        let right = typography::text_right(words, &body);
        body.prose = typography::prose_leading(words, right);
        Self { body, right }
    }
}

/// The blocks of each page, and how its tables and the tags went together.
fn understand_pages(
    pages: &Pages,
    lines: &[(u32, Vec<Vec<Word>>)],
    look: &TextLook,
    tags: Option<&Tags>,
    layouts: &Layouts,
    sink: &dyn Sink,
) -> Vec<(Vec<Placed>, Corrected)> {
    let step = |index: usize, before: Option<&PageTable>| {
        let (page, ruling) = (&pages.content[index], &pages.rulings[index]);
        let lines = lines[index].1.clone();
        let mut parts = page_tables(page, lines, ruling, &look.body, layouts, before, sink);
        let (tables, lines) = (&mut parts.tables, &mut parts.lines);
        let corrected = tags.map(|tags| tags::correct(tags, page.number, tables, lines, layouts));
        let (blocks, last) = page_blocks(
            page,
            parts,
            (&pages.marks[index], ruling),
            (&look.body, look.right),
            layouts,
            before,
            sink,
        );
        ((blocks, corrected.unwrap_or_default()), last)
    };
    parallel::in_runs(lines.len(), step)
}

/// Tells headings among the paragraphs of all pages, by their look and by their tags. `usual` is the font size of most text.
fn mark_headings(tags: Option<&Tags>, usual: f32, flow: &mut Flow) {
    let mut paragraphs: Vec<&mut Paragraph> = flow
        .blocks
        .iter_mut()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    let body = headings::body_size(&paragraphs).unwrap_or(usual);
    headings::mark_headings(&mut paragraphs, body);
    let tagged = tags.map_or_else(Vec::new, |tags| tags::mark_headings(&mut paragraphs, tags));
    let remarks: Vec<Diagnostic> = tagged.into_iter().map(tagged_heading).collect();
    flow.diagnostics.extend(remarks);
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
                let parts: Vec<&[Word]> = segments(&words, PART_GAP).collect();
                let parts = parts.iter().rev();
                taken.extend(parts.map(|part| line::line(part, page.number, false)));
            }
            taken
        })
        .collect();
    let mut furniture: Vec<Line> = taken.into_iter().flatten().collect();
    furniture.sort_by(|a, b| {
        let key = |line: &Line| match line.place {
            Place::Page(page, rect) => (page, rect.y0, rect.x0),
            Place::Row(row) => (row, 0.0, 0.0),
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
    let mut last = LastTable::default();
    for (index, blocks) in pages.into_iter().enumerate() {
        let page = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (position, placed) in blocks.into_iter().enumerate() {
            let first = position == 0;
            // Notes at the foot or in the margin interrupt the text.
            let at = match &placed.block {
                Block::Paragraph(_) => flow.blocks.iter().rposition(|block| !is_note(block)),
                Block::Table(_) => flow.blocks.len().checked_sub(1),
            };
            let previous = at.and_then(|at| flow.blocks.get_mut(at));
            let rest = match (placed.block, previous) {
                (Block::Table(table), Some(Block::Table(before))) if first && page > 1 => {
                    last.join(before, table, &placed.edges, tags, page, &mut joins)
                }
                (Block::Paragraph(paragraph), Some(before)) if first && page > 1 => {
                    join::join_paragraph(before, paragraph, right, page, &mut joins)
                        .map(Block::Paragraph)
                }
                (block, _) => Some(block),
            };
            last.edges = placed.edges;
            if let Some(block) = rest {
                last.columns = None;
                flow.blocks.push(block);
            }
        }
    }
    flow.joins = joins;
}

/// Whether the block is a note, past which the text goes on.
fn is_note(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.role, Role::Footnote | Role::Margin))
}

/// What is known of the table that ends the flow so far.
#[derive(Default)]
struct LastTable {
    /// Its column boundaries on its last page.
    edges: Vec<f32>,
    /// Which columns its rows fill, once another page has gone on with it.
    columns: Option<FilledColumns>,
}

impl LastTable {
    /// Joins a table onto the one before it, or gives it back.
    fn join(
        &mut self,
        before: &mut Table,
        table: Table,
        edges: &[f32],
        tags: Option<&Tags>,
        page: u32,
        joins: &mut Vec<Skarv>,
    ) -> Option<Block> {
        let rows = join::TaggedRows(tags);
        let reason = join::continues(before, &table, (&self.edges, edges)).or_else(|| {
            rows.continues(before, &table)
                .then_some("taggarna: samma tabell")
        });
        let Some(reason) = reason else {
            return Some(Block::Table(table));
        };
        let columns = self
            .columns
            .get_or_insert_with(|| FilledColumns::of(&before.rows, before.columns));
        join::append_counted(before, table, page, (reason, &rows), columns, joins);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::join_pages;
    use crate::block::{Block, Line, Paragraph, Place, Role};
    use crate::flow::Flow;
    use crate::geometry::Rect;
    use crate::page::placed::Placed;

    fn placed(role: Role, text: &str, page: u32) -> Placed {
        let mut line = Line::of(text);
        line.style.size = if role == Role::Text { 11.0 } else { 8.0 };
        line.place = Place::Page(page, Rect::new(70.0, 100.0, 500.0, 111.0));
        Placed {
            block: Block::Paragraph(Paragraph {
                role,
                lines: vec![line],
                marks: Vec::new(),
            }),
            edges: Vec::new(),
            table: None,
        }
    }

    #[test]
    fn text_goes_on_past_notes() {
        for note in [Role::Footnote, Role::Margin] {
            let pages = vec![
                vec![
                    placed(Role::Text, "Planen omfattar både skolor", 1),
                    placed(note, "1 Antagen i mars", 1),
                ],
                vec![placed(Role::Text, "och hallar för idrott.", 2)],
            ];
            let mut flow = Flow::default();
            join_pages(pages, None, 500.0, &mut flow);
            let lines = |block: &Block| match block {
                Block::Paragraph(paragraph) => paragraph.lines.len(),
                Block::Table(_) => 0,
            };
            let lines: Vec<usize> = flow.blocks.iter().map(lines).collect();
            assert_eq!(lines, [2, 1]);
            assert_eq!(flow.joins.len(), 1);
        }
    }
}
