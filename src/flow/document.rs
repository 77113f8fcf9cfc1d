//! The steps of page understanding, one after the other, over all pages.

use crate::block::{Block, Line, Paragraph, Role, Table, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::broken_words::Vocabulary;
use crate::flow::page_parts::Pages;
use crate::flow::rows::FilledColumns;
use crate::flow::turned::{self, Shown};
use crate::flow::{
    Flow, Understood, contents, findings, join, leftover, parallel, side_by_side, stamps,
};
use crate::grammar::Layouts;
use crate::output::{Skarv, SkarvSkal};
use crate::page::pipeline::{PageView, page_blocks, page_tables};
use crate::page::placed::Placed;
use crate::page::tags::{Corrected, Tags};
use crate::page::{self, Sheet, headings, tags};
use crate::pdf::{PageContent, StructTree};
use crate::tables::table::PageTable;
use crate::trace::{Closed, Sink};
use crate::words::typography;
use crate::words::typography::BodyLook;
use crate::words::word::{PageWords, Word};

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
    let count = sheets.len();
    let sheets: Vec<Sheet> = sheets.into_iter().flat_map(Sheet::apart).collect();
    let (firsts, letters) = first_letters(&sheets);
    for sheet in &sheets {
        page::findings::sheet(sheet, &Shown::new(sink, sheet.turn));
    }
    let mut pages = Pages::of(sheets);
    let mut flow = Flow {
        letters,
        ..Flow::default()
    };
    flow.furniture = pages.take_furniture(&firsts, layouts);
    flow.sureness = pages.sureness(letters);
    let (mut tags, look) = rayon::join(|| read_tags(&pages, tree), || Looks::of(&pages));
    let mut words = std::mem::take(&mut pages.words);
    stamps::take(
        &pages,
        &mut words,
        look.upright.body.size,
        layouts,
        &mut flow,
    );
    pages.words = words;
    let lines = pages.take_lines();
    leftover::reserve(&pages.words, &mut flow);
    let understood = understand_pages(&pages, &lines, &look, tags.as_ref(), layouts, sink);
    let mut blocks: Vec<Vec<Placed>> = Vec::with_capacity(lines.len());
    let words = std::mem::take(&mut pages.words).into_iter();
    let mut hidden = leftover::Hidden::default();
    for ((index, (placed, corrected)), words) in understood.into_iter().enumerate().zip(words) {
        let turn = pages.turns[index];
        hidden.take(words, pages.content[index].number, turn, &mut flow);
        match (turn, blocks.last_mut()) {
            (Some(_), Some(upright)) => turned::put(placed, upright),
            _ => blocks.push(placed),
        }
        flow.diagnostics.extend(corrected.diagnostics);
        if let Some(tags) = &mut tags {
            tags.doubt(corrected.doubtful);
        }
    }
    join_pages(blocks, tags.as_ref(), look.upright.right, &mut flow);
    flow.blocks = side_by_side::split_all(std::mem::take(&mut flow.blocks));
    contents::mark(&mut flow.blocks, count, layouts.cues());
    mark_headings(tags.as_ref(), look.upright.body.size, &mut flow);
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

/// How text is set that stands upright, and text that is set on its side.
struct Looks {
    upright: TextLook,
    turned: Option<TextLook>,
}

impl Looks {
    fn of(pages: &Pages) -> Self {
        let all = || pages.words.iter().zip(&pages.turns);
        let look = |turned: bool| {
            let own = all().filter(|(_, turn)| turn.is_some() == turned);
            let words: Vec<&PageWords> = own.map(|(words, _)| words).collect();
            words
                .iter()
                .any(|words| !words.lines.is_empty())
                .then(|| TextLook::of(&words))
        };
        let turned = look(true);
        let upright = look(false).or_else(|| look(true));
        Self {
            upright: upright.unwrap_or_else(|| TextLook::of(&[])),
            turned,
        }
    }

    fn of_page(&self, turned: bool) -> &TextLook {
        let own = self.turned.as_ref().filter(|_| turned);
        own.unwrap_or(&self.upright)
    }
}

impl TextLook {
    fn of(words: &[&PageWords]) -> Self {
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
    looks: &Looks,
    tags: Option<&Tags>,
    layouts: &Layouts,
    sink: &dyn Sink,
) -> Vec<(Vec<Placed>, Corrected)> {
    let step = |index: usize, before: Option<&PageTable>| {
        let turn = pages.turns[index];
        let look = looks.of_page(turn.is_some());
        let view = PageView {
            page: &pages.content[index],
            ruling: &pages.rulings[index],
            marks: &pages.marks[index],
            body: &look.body,
            right: look.right,
            layouts,
            carry: before,
            sink: &Shown::new(sink, turn),
        };
        let mut parts = page_tables(&view, lines[index].1.clone());
        let (tables, lines) = (&mut parts.tables, &mut parts.lines);
        let corrected =
            tags.map(|tags| tags::correct(tags, view.page.number, tables, lines, layouts));
        let mut corrected = corrected.unwrap_or_default();
        let (mut blocks, last) = page_blocks(&view, parts);
        if let Some(turn) = turn {
            turned::show(&mut blocks, &mut corrected, &turn);
        }
        // Where all text is set on its side, the page's upright part is empty, and what ended the page before goes on after it.
        let goes_on = blocks.is_empty() && matches!(pages.turns.get(index + 1), Some(Some(_)));
        let last = if goes_on { before.cloned() } else { last };
        ((blocks, corrected), last)
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
    // Where most paragraphs are notes under a table, the table tells.
    let body = headings::body_size(&paragraphs).map_or(usual, |body| body.max(usual));
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
                .then_some(SkarvSkal::TaggedTable)
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
