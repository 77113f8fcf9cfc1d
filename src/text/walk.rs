//! The walk over a text's lines: what begins on each line, and which reader takes it.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::block::{Block, Paragraph, Role, Table, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::Layouts;
use crate::output::Skarv;

use super::marked::MarkedLines;
use super::running::prose::{self, Follows, ProseLine, paragraphs, plain_lines};
use super::running::region;
use super::running::titles::Title;
use super::source::SourceLine;
use super::spaced::SpacedTable;
use super::survey::Likely;
use super::{JoinTables, Seam, TextContent, tabs};

/// The kind of document stands in so many words at a title's beginning.
const KIND_WORDS: usize = 3;
/// Outside the goals a section's label is a heading of this level.
const LABEL_LEVEL: u32 = 2;

/// Reads all lines into blocks; `spaced` are the tables whose columns spaces keep.
pub(super) fn walk(
    text: MarkedLines<'_>,
    spaced: Vec<SpacedTable>,
    join: JoinTables<'_>,
) -> TextContent {
    let mut walk = Walk {
        text,
        join,
        content: TextContent::default(),
        pending: Vec::new(),
        gap: true,
        depth: 0,
        own_goal: false,
        past_last: false,
        tabbed: false,
        spaced: spaced.into_iter().peekable(),
        open: None,
    };
    walk.all();
    walk.content
}

/// The walk over the lines.
struct Walk<'a> {
    text: MarkedLines<'a>,
    join: JoinTables<'a>,
    content: TextContent,
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
    spaced: Peekable<IntoIter<SpacedTable>>,
    /// Column boundaries of the last block, if it is such a table and nothing stands between it and the line at hand.
    open: Option<Vec<f32>>,
}

impl<'a> Walk<'a> {
    fn all(&mut self) {
        let mut at = 0;
        while let Some(line) = self.text.line(at) {
            if self.text.is_furniture(at) {
                self.content.furniture.push(line.line.clone());
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
        if let Some(next) = self.push_spaced(at) {
            return next;
        }
        self.open = None;
        if self.text.survey.is_contents(at) {
            self.push_lines(Role::Contents, &[at]);
            return at + 1;
        }
        if let Some((table, next)) = self.tab_table(at) {
            self.push_tab_table(table, line.page);
            return next;
        }
        self.tabbed = false;
        if let Some(header) = self.text.header_row(at) {
            let likely = Likely {
                unit: self.text.survey.unit,
                own_goal: self.own_goal,
            };
            let region = region::read(&self.text, &header, &likely);
            self.flush(Follows::Table);
            self.take_furniture(at, region.next);
            self.content.diagnostics.extend(region.diagnostics);
            self.content.joins.extend(region.joins);
            self.content.blocks.push(Block::Table(region.table));
            self.gap = true;
            return region.next;
        }
        if let Some(title) = self.title(at) {
            return self.push_title(&title);
        }
        if self.is_label(at) {
            let label = self.text.layouts.section_label(line.text());
            self.flush(if label {
                Follows::Label
            } else {
                Follows::Nothing
            });
            // Outside the goals a label is a heading like any other.
            let role = if label && self.depth == 0 && self.gap {
                Role::Heading(LABEL_LEVEL)
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

    fn tab_table(&self, at: usize) -> Option<(Table, usize)> {
        let line = self.text.line(at)?;
        line.raw.trim().contains('\t').then_some(())?;
        tabs::table(self.text.layouts, self.text.lines, at)
    }

    /// Writes the tables that begin before the line after this one; returns the line after them.
    fn push_spaced(&mut self, at: usize) -> Option<usize> {
        // Lines that another reader took with what stands above them are read; what is left of the table is read as they were.
        while self.spaced.next_if(|table| table.first < at).is_some() {}
        let mut end = None;
        while let Some(spaced) = self
            .spaced
            .next_if(|table| table.first <= end.map_or(at, |end: usize| end - 1))
        {
            let known = spaced.known;
            self.flush(if known {
                Follows::Table
            } else {
                Follows::OtherTable
            });
            end = Some(end.unwrap_or(0).max(spaced.last + 1));
            self.take_furniture(spaced.first, spaced.last);
            let page = self.text.line(spaced.first).map_or(1, |line| line.page);
            let mut table = Some(spaced.table);
            if let (Some(edges), Some(Block::Table(last)), true) = (
                &self.open,
                self.content.blocks.last_mut(),
                spaced.begins_page,
            ) && let Some(next) = table.take()
            {
                let seam = Seam {
                    page,
                    edges: (edges, &spaced.edges),
                    read_on: spaced.continues,
                };
                match (self.join)(last, next, &seam) {
                    Ok(joins) => self.content.joins.extend(joins),
                    Err(next) => table = Some(next),
                }
            }
            self.content.blocks.extend(table.map(Block::Table));
            let rest = !spaced.rest.is_empty();
            for line in spaced.rest {
                self.content.blocks.push(Block::Paragraph(Paragraph {
                    role: Role::Text,
                    lines: vec![line],
                    marks: Vec::new(),
                }));
            }
            self.open = (!rest).then_some(spaced.edges);
            self.gap = true;
        }
        end
    }

    fn push_tab_table(&mut self, table: Table, page: u32) {
        let texts = table
            .rows
            .first()
            .map(|row| tabs::texts(&row.cells, table.columns));
        let known = texts.is_some_and(|texts| self.text.layouts.header(&texts).is_some());
        self.flush(if known {
            Follows::Table
        } else {
            Follows::OtherTable
        });
        let table = match (self.tabbed, self.content.blocks.last_mut()) {
            (true, Some(Block::Table(last))) => match tabs::join(last, table, page) {
                Ok(joins) => {
                    self.content.joins.extend(joins);
                    return;
                }
                Err(table) => table,
            },
            _ => table,
        };
        self.content.blocks.push(Block::Table(table));
        self.tabbed = true;
        self.gap = true;
    }

    /// A goal's heading: not in mid-sentence, whatever it begins with.
    fn title(&self, at: usize) -> Option<Title> {
        if let (false, Some(&(before, _))) = (self.gap, self.pending.last()) {
            let (before, line) = (self.text.line(before)?, self.text.line(at)?);
            let ended = before.text().ends_with(['.', '!', '?', ':']);
            if !ended && prose::is_full(before, line, self.text.survey.width) {
                return None;
            }
        }
        self.text.title(at)
    }

    fn push_title(&mut self, title: &Title) -> usize {
        self.flush(Follows::Nothing);
        if title.guessed {
            let places: Vec<_> = title
                .lines
                .iter()
                .filter_map(|&at| Some(self.text.line(at)?.line.place))
                .collect();
            let message = format!("where the title ends is a guess: \"{}\"", title.text);
            let told = Diagnostic::new("rubrik-gissad", Allvar::Info, message);
            self.content
                .diagnostics
                .push(told.at(merge_places(&places)));
        }
        self.depth = title.depth;
        self.own_goal = title.own;
        self.past_last |= self.text.survey.is_last(&title.text);
        self.push_lines(Role::Heading(title.depth), &title.lines);
        if let (Some(&first), Some(&last)) = (title.lines.first(), title.lines.last()) {
            self.take_furniture(first, last);
        }
        title.lines.last().map_or(usize::MAX, |last| last + 1)
    }

    /// A section label or a status, alone on its line and not in mid-sentence.
    fn is_label(&self, at: usize) -> bool {
        let Some(line) = self.text.line(at) else {
            return false;
        };
        let label = self.text.layouts.section_label(line.text());
        let status = self.text.layouts.status(line.text()).is_some();
        if !label && !status {
            return false;
        }
        let before = self
            .pending
            .last()
            .and_then(|&(before, _)| self.text.line(before));
        self.gap || before.is_none_or(|before| before.text().ends_with(['.', '!', '?', ':']))
    }

    /// Writes lines as one paragraph.
    fn push_lines(&mut self, role: Role, lines: &[usize]) {
        self.flush(if role == Role::Contents {
            Follows::Table
        } else {
            Follows::Nothing
        });
        let sources: Vec<&SourceLine> = lines.iter().filter_map(|&at| self.text.line(at)).collect();
        self.content.blocks.push(Block::Paragraph(Paragraph {
            role,
            lines: plain_lines(&sources, self.text.survey.width),
            marks: Vec::new(),
        }));
        self.gap = true;
    }

    /// Furniture that stood within a block.
    fn take_furniture(&mut self, from: usize, to: usize) {
        for at in from..to {
            if let Some(line) = self.text.line(at).filter(|_| self.text.is_furniture(at)) {
                self.content.furniture.push(line.line.clone());
            }
        }
    }

    /// Writes the running text read so far.
    fn flush(&mut self, follows: Follows) {
        let pending = std::mem::take(&mut self.pending);
        let lines: Vec<ProseLine<'_>> = pending
            .iter()
            .filter_map(|&(at, gap)| {
                let line = self.text.line(at)?;
                Some(ProseLine { line, gap })
            })
            .collect();
        let (survey, depth, past_last) = (self.text.survey, self.depth, self.past_last);
        let past_goals = pending
            .first()
            .is_some_and(|&(at, _)| survey.is_past_goals(at));
        let level = |text: &str, opens: bool| {
            let entry =
                past_last && survey.is_after_goals(text) || depth == 0 && survey.is_entry(text);
            // Below a goal stand labels with their texts; what stands over a label, a heading or a table that no goal has
            // is a chapter.
            if entry || depth > 0 && past_goals && opens {
                1
            } else {
                depth + 2 - u32::from(depth > 0)
            }
        };
        let (paragraphs, joins): (Vec<Paragraph>, Vec<Skarv>) = paragraphs(
            &lines,
            (survey.width, self.text.cues()),
            follows,
            level,
            |text| depth == 0 && is_title(self.text.layouts, text),
        );
        let closes = paragraphs.iter().any(|p| p.role == Role::Heading(1));
        if closes && depth > 0 {
            self.depth = 0;
            self.own_goal = false;
        }
        self.content.joins.extend(joins);
        let blocks = paragraphs.into_iter().map(Block::Paragraph);
        self.content.blocks.extend(blocks);
    }
}

/// Whether a line is a document's title: the kind of document first, and a year.
fn is_title(layouts: &Layouts, text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let year = |word: &&str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    // The kind's words are the first ones: with the first of them left out, no kind is named, or another.
    let begins = (1..=words.len().min(KIND_WORDS)).any(|count| {
        let kind = |from: usize| words.get(from..count).map(|words| words.join(" "));
        let named = kind(0).and_then(|text| layouts.document_kind(&text));
        named.is_some() && kind(1).is_none_or(|text| layouts.document_kind(&text) != named)
    });
    begins && words.iter().any(year)
}
