//! Plain-text inputs.
//!
//! The same documents exist as extracted text, where fonts, rules and places are lost and the cells of a table stand
//! one after the other. [`read`] makes the same [`Flow`] of them as of a PDF: `source` cuts lines into words,
//! `furniture` tells page headers, `titles` goal headings, `header`, `rows` and `cells` tables whose cells
//! follow each other, `tabs` those set apart by tabs, `spaced` those whose columns spaces keep, `prose` the rest.

mod cells;
mod contents;
mod context;
mod fit;
mod furniture;
mod header;
mod prose;
mod region;
mod rows;
mod source;
mod spaced;
mod tabs;
mod titles;

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::block::{Block, Line, Paragraph, Role, RowKind, Table, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::broken_words::Vocabulary;
use crate::flow::{Flow, join, side_by_side};
use crate::grammar::Layouts;
use crate::output::Skarv;

use context::{Context, Likely};
use prose::{Follows, ProseLine, paragraphs, plain_lines};
use region::Surroundings;
use source::SourceLine;
pub(crate) use source::decode;
use spaced::Laid;
use titles::Title;

/// Reads a text: UTF-8 (or what a byte order mark says), else Windows-1252.
#[must_use]
pub fn read(bytes: &[u8], layouts: &Layouts) -> Flow {
    let (text, encoding) = decode(bytes);
    let (lines, letters) = source::lines(&text);
    let structural = |line: &SourceLine| {
        layouts.section_label(line.text())
            || layouts.goal_label(line.text()).is_some()
            || layouts.is_heading(line.text())
            || layouts.split_header(line.text()).is_some()
    };
    let furniture = furniture::find(&lines, structural);
    let contents = contents::find(&lines, &furniture, layouts);
    let laid = laid(&lines, &furniture, &contents, layouts);
    let in_table = |at: usize| laid.iter().any(|laid| laid.first <= at && at <= laid.last);
    let context = Context::new(&lines, contents, layouts, in_table);
    let mut reader = Reader {
        layouts,
        lines: &lines,
        furniture: &furniture,
        context: &context,
        flow: Flow {
            letters,
            ..Flow::default()
        },
        pending: Vec::new(),
        gap: true,
        depth: 0,
        own_goal: false,
        past_last: false,
        tabbed: false,
        laid: laid.into_iter().peekable(),
        open: None,
    };
    if encoding != "UTF-8" {
        let message = format!("the text is not UTF-8: read as {encoding}");
        let told = Diagnostic::new("teckenkodning", Allvar::Info, message);
        reader.flow.diagnostics.push(told);
    }
    reader.walk();
    let mut flow = reader.flow;
    flow.page_starts = source::page_starts(&lines);
    flow.blocks = side_by_side::split_all(std::mem::take(&mut flow.blocks));
    flow.vocabulary = Vocabulary::new(all_lines(&flow.blocks));
    doubt_breaks(&mut flow);
    flow
}

/// In a text nothing shows how wide a cell was: a line that seems full and is followed by a whole word was not.
fn doubt_breaks(flow: &mut Flow) {
    for block in &mut flow.blocks {
        let Block::Table(table) = block else { continue };
        let rows = table
            .rows
            .iter_mut()
            .filter(|row| row.kind == RowKind::Body);
        for lines in rows
            .flat_map(|row| &mut row.cells)
            .map(|cell| &mut cell.lines)
        {
            for at in 1..lines.len() {
                if let Some([first, second]) = lines.get_mut(at - 1..=at)
                    && flow.vocabulary.begins_a_word(first, second)
                {
                    first.full = false;
                }
            }
        }
    }
}

/// All lines of the blocks in reading order.
fn all_lines(blocks: &[Block]) -> impl Iterator<Item = &Line> {
    blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().collect::<Vec<_>>(),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.lines).collect()
        }
    })
}

/// The walk over the lines.
struct Reader<'a> {
    layouts: &'a Layouts,
    lines: &'a [SourceLine],
    furniture: &'a [bool],
    context: &'a Context,
    flow: Flow,
    /// Running text that is not written yet: line and whether a gap stands before it.
    pending: Vec<(usize, bool)>,
    /// An empty line, furniture or another block stands before the line at hand.
    gap: bool,
    /// Depth of the goal at hand; 0 outside goals.
    depth: u32,
    own_goal: bool,
    /// The goal that the table of contents names last has begun.
    past_last: bool,
    /// The last block is a table with tabs and nothing stands between it and the line at hand.
    tabbed: bool,
    /// Tables whose columns spaces keep, that are not written yet.
    laid: Peekable<IntoIter<Laid>>,
    /// Column boundaries of the last block, if it is such a table and nothing stands between it and the line at hand.
    open: Option<Vec<f32>>,
}

/// The tables whose columns spaces keep.
fn laid(
    lines: &[SourceLine],
    furniture: &[bool],
    contents: &BTreeSet<usize>,
    layouts: &Layouts,
) -> Vec<Laid> {
    if !spaced::keeps_columns(lines) {
        return Vec::new();
    }
    let is_page = |at: usize| furniture.get(at).copied().unwrap_or(false);
    let skip = |at: usize| is_page(at) || contents.contains(&at);
    let ends = |at: usize| {
        lines.get(at).is_some_and(|line| {
            let goal = layouts.goal_label(line.text());
            goal.is_some_and(|goal| goal.colon) || layouts.status(line.text()).is_some()
        })
    };
    let unit = context::is_unit(lines, skip, layouts);
    spaced::tables(lines, layouts, skip, ends, unit)
}

impl<'a> Reader<'a> {
    fn walk(&mut self) {
        let mut at = 0;
        while let Some(line) = self.lines.get(at) {
            if self.is_furniture(at) {
                self.flow.furniture.push(line.line.clone());
                self.gap = true;
                at += 1;
            } else if line.is_blank() {
                self.gap = true;
                at += 1;
            } else {
                at = self.block(at, line);
            }
        }
        self.flush(Follows::Nothing);
    }

    /// Reads what begins on a line with words; returns the line after it.
    fn block(&mut self, at: usize, line: &'a SourceLine) -> usize {
        if let Some(next) = self.push_laid(at) {
            return next;
        }
        self.open = None;
        if self.context.is_contents(at) {
            self.push_lines(Role::Contents, &[at]);
            return at + 1;
        }
        if let Some((table, next)) = self.tab_table(at) {
            self.push_tab_table(table, line.page);
            return next;
        }
        self.tabbed = false;
        let surroundings = self.surroundings();
        if let Some(header) = surroundings.header(at) {
            let likely = Likely {
                unit: self.context.unit,
                own_goal: self.own_goal,
            };
            let region = surroundings.read(&header, &likely);
            self.flush(Follows::Table);
            self.take_furniture(at, region.next);
            self.flow.diagnostics.extend(region.diagnostics);
            self.flow.joins.extend(region.joins);
            self.flow.blocks.push(Block::Table(region.table));
            self.gap = true;
            return region.next;
        }
        if let Some(title) = self.title(at) {
            return self.push_title(&title);
        }
        if self.is_label(at) {
            let label = self.layouts.section_label(line.text());
            self.flush(if label {
                Follows::Label
            } else {
                Follows::Nothing
            });
            // Outside the goals a label is a heading like any other.
            let role = if label && self.depth == 0 && self.gap {
                Role::Heading(2)
            } else {
                Role::Text
            };
            self.push_lines(role, &[at]);
            return at + 1;
        }
        self.pending.push((at, self.gap));
        self.gap = false;
        at + 1
    }

    fn surroundings(
        &self,
    ) -> Surroundings<'a, impl Fn(usize) -> bool + use<'a>, impl Fn(usize) -> bool + use<'a>> {
        let (layouts, lines, furniture, context) =
            (self.layouts, self.lines, self.furniture, self.context);
        Surroundings {
            layouts,
            lines,
            furniture: move |at| furniture.get(at).copied().unwrap_or(false),
            ends: move |at| {
                let Some(line) = lines.get(at) else {
                    return true;
                };
                let closed = |at: usize| is_closed(layouts, lines, furniture, at);
                let is_page = |at: usize| furniture.get(at).copied().unwrap_or(false);
                layouts.section_label(line.text())
                    || line.raw.contains('\t')
                    || titles::find(layouts, context, lines, at, closed, is_page).is_some()
            },
        }
    }

    fn is_furniture(&self, at: usize) -> bool {
        self.furniture.get(at).copied().unwrap_or(false)
    }

    fn tab_table(&self, at: usize) -> Option<(Table, usize)> {
        let line = self.lines.get(at)?;
        line.raw.trim().contains('\t').then_some(())?;
        tabs::table(self.layouts, self.lines, at)
    }

    /// Writes the tables that begin before the line after this one; returns the line after them.
    fn push_laid(&mut self, at: usize) -> Option<usize> {
        // Lines that another reader took with what stands above them are read; what is left of the table is read as they were.
        while self.laid.next_if(|laid| laid.first < at).is_some() {}
        let mut end = None;
        while let Some(laid) = self
            .laid
            .next_if(|laid| laid.first <= end.map_or(at, |end: usize| end - 1))
        {
            let known = laid.known;
            self.flush(if known {
                Follows::Table
            } else {
                Follows::OtherTable
            });
            end = Some(end.unwrap_or(0).max(laid.last + 1));
            self.take_furniture(laid.first, laid.last);
            let page = self.lines.get(laid.first).map_or(1, |line| line.page);
            let mut table = Some(laid.table);
            if let (Some(edges), Some(Block::Table(last)), true) =
                (&self.open, self.flow.blocks.last_mut(), laid.begins_page)
                && let Some(next) = table.take()
            {
                let reason = if laid.continues {
                    Some("samma kolumner utan ny rubrikrad")
                } else {
                    join::continues(last, &next, (edges, &laid.edges))
                };
                match reason {
                    Some(reason) => {
                        let untagged = join::TaggedRows(None);
                        join::append(last, next, page, (reason, &untagged), &mut self.flow.joins);
                    }
                    None => table = Some(next),
                }
            }
            self.flow.blocks.extend(table.map(Block::Table));
            let rest = !laid.rest.is_empty();
            for line in laid.rest {
                self.flow.blocks.push(Block::Paragraph(Paragraph {
                    role: Role::Text,
                    lines: vec![line],
                    marks: Vec::new(),
                }));
            }
            self.open = (!rest).then_some(laid.edges);
            self.gap = true;
        }
        end
    }

    fn push_tab_table(&mut self, table: Table, page: u32) {
        let texts = table
            .rows
            .first()
            .map(|row| tabs::texts(&row.cells, table.columns));
        let known = texts.is_some_and(|texts| self.layouts.header(&texts).is_some());
        self.flush(if known {
            Follows::Table
        } else {
            Follows::OtherTable
        });
        let table = match (self.tabbed, self.flow.blocks.last_mut()) {
            (true, Some(Block::Table(last))) => match tabs::join(last, table, page) {
                Ok(joins) => {
                    self.flow.joins.extend(joins);
                    return;
                }
                Err(table) => table,
            },
            _ => table,
        };
        self.flow.blocks.push(Block::Table(table));
        self.tabbed = true;
        self.gap = true;
    }

    /// A goal's heading: not in mid-sentence, whatever it begins with.
    fn title(&self, at: usize) -> Option<Title> {
        if let (false, Some(&(before, _))) = (self.gap, self.pending.last()) {
            let (before, line) = (self.lines.get(before)?, self.lines.get(at)?);
            let ended = before.text().ends_with(['.', '!', '?', ':']);
            if !ended && prose::is_full(before, line, self.context.width) {
                return None;
            }
        }
        let closed = |at: usize| is_closed(self.layouts, self.lines, self.furniture, at);
        let is_page = |at: usize| self.is_furniture(at);
        titles::find(self.layouts, self.context, self.lines, at, closed, is_page)
    }

    fn push_title(&mut self, title: &Title) -> usize {
        self.flush(Follows::Nothing);
        if title.guessed {
            let places: Vec<_> = title
                .lines
                .iter()
                .filter_map(|&at| Some(self.lines.get(at)?.line.place))
                .collect();
            let message = format!("where the title ends is a guess: \"{}\"", title.text);
            let told = Diagnostic::new("rubrik-gissad", Allvar::Info, message);
            self.flow.diagnostics.push(told.at(merge_places(&places)));
        }
        self.depth = title.depth;
        self.own_goal = title.own;
        self.past_last |= self.context.is_last(&title.text);
        self.push_lines(Role::Heading(title.depth), &title.lines);
        if let (Some(&first), Some(&last)) = (title.lines.first(), title.lines.last()) {
            self.take_furniture(first, last);
        }
        title.lines.last().map_or(usize::MAX, |last| last + 1)
    }

    /// A section label or a status, alone on its line and not in mid-sentence.
    fn is_label(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return false;
        };
        let label = self.layouts.section_label(line.text());
        let status = self.layouts.status(line.text()).is_some();
        if !label && !status {
            return false;
        }
        let before = self
            .pending
            .last()
            .and_then(|&(before, _)| self.lines.get(before));
        self.gap || before.is_none_or(|before| before.text().ends_with(['.', '!', '?', ':']))
    }

    /// Writes lines as one paragraph.
    fn push_lines(&mut self, role: Role, lines: &[usize]) {
        self.flush(if role == Role::Contents {
            Follows::Table
        } else {
            Follows::Nothing
        });
        let sources: Vec<&SourceLine> = lines.iter().filter_map(|&at| self.lines.get(at)).collect();
        self.flow.blocks.push(Block::Paragraph(Paragraph {
            role,
            lines: plain_lines(&sources, self.context.width),
            marks: Vec::new(),
        }));
        self.gap = true;
    }

    /// Furniture that stood within a block.
    fn take_furniture(&mut self, from: usize, to: usize) {
        for at in from..to {
            if let Some(line) = self.lines.get(at).filter(|_| self.is_furniture(at)) {
                self.flow.furniture.push(line.line.clone());
            }
        }
    }

    /// Writes the running text read so far.
    fn flush(&mut self, follows: Follows) {
        let pending = std::mem::take(&mut self.pending);
        let lines: Vec<ProseLine<'_>> = pending
            .iter()
            .filter_map(|&(at, gap)| {
                let line = self.lines.get(at)?;
                Some(ProseLine { line, gap })
            })
            .collect();
        let (context, depth, past_last) = (self.context, self.depth, self.past_last);
        let past_goals = pending
            .first()
            .is_some_and(|&(at, _)| context.is_past_goals(at));
        let level = |text: &str, opens: bool| {
            let entry =
                past_last && context.is_after_goals(text) || depth == 0 && context.is_entry(text);
            // Below a goal stand labels with their texts; what stands over a label, a heading or a table that no goal has
            // is a chapter.
            if entry || depth > 0 && past_goals && opens {
                1
            } else {
                depth + 2 - u32::from(depth > 0)
            }
        };
        let (paragraphs, joins): (Vec<Paragraph>, Vec<Skarv>) =
            paragraphs(&lines, context.width, follows, level, |text| {
                depth == 0 && is_title(self.layouts, text)
            });
        let closes = paragraphs.iter().any(|p| p.role == Role::Heading(1));
        if closes && depth > 0 {
            self.depth = 0;
            self.own_goal = false;
        }
        self.flow.joins.extend(joins);
        let blocks = paragraphs.into_iter().map(Block::Paragraph);
        self.flow.blocks.extend(blocks);
    }
}

/// Whether a line is a document's title: the kind of document first, and a year.
fn is_title(layouts: &Layouts, text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let year = |word: &&str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    // The kind's words are the first ones: with the first of them left out, no kind is named, or another.
    let begins = (1..=words.len().min(3)).any(|count| {
        let kind = |from: usize| words.get(from..count).map(|words| words.join(" "));
        let named = kind(0).and_then(|text| layouts.document_kind(&text));
        named.is_some() && kind(1).is_none_or(|text| layouts.document_kind(&text) != named)
    });
    begins && words.iter().any(year)
}

/// Whether a line cannot be part of a title.
fn is_closed(layouts: &Layouts, lines: &[SourceLine], furniture: &[bool], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return true;
    };
    line.is_blank()
        || furniture.get(at).copied().unwrap_or(false)
        || layouts.goal_label(line.text()).is_some()
        || layouts.section_label(line.text())
        || layouts.status(line.text()).is_some()
        || line.raw.contains('\t')
        || header::find(layouts, lines, at, |at| {
            furniture.get(at).copied().unwrap_or(false)
        })
        .is_some()
}
