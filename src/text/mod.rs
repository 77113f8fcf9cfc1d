//! Plain-text inputs.
//!
//! The same documents exist as extracted text, where fonts, rules and places are lost and the cells of a table stand
//! one after the other. [`read`] makes the same [`Flow`] of them as of a PDF: `source` cuts lines into words,
//! `furniture` tells page headers, `contents` the table of contents, `survey` what the whole says of its parts. Then
//! `walk` goes over the lines: tables set apart by tabs are read by `tabs`, those whose columns spaces keep by `spaced`,
//! all else, of which only the order is known, by `running`.

mod contents;
mod full_lines;
mod furniture;
mod marked;
mod running;
mod source;
mod spaced;
mod survey;
mod tabs;
mod walk;

use std::collections::BTreeSet;

use crate::block::{Block, Line, RowKind};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Flow;
use crate::flow::broken_words::Vocabulary;
use crate::flow::side_by_side;
use crate::grammar::Layouts;

use marked::MarkedLines;
use source::SourceLine;
pub(crate) use source::decode;
use spaced::SpacedTable;
use survey::Survey;

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
    let furniture = furniture::find(&lines, layouts, structural);
    let contents = contents::find(&lines, &furniture, layouts);
    let spaced = spaced_tables(&lines, &furniture, &contents, layouts);
    let in_table = |at: usize| {
        let mut tables = spaced.iter();
        tables.any(|table| table.first <= at && at <= table.last)
    };
    let survey = Survey::new(&lines, contents, layouts, in_table);
    let text = MarkedLines {
        layouts,
        lines: &lines,
        furniture: &furniture,
        survey: &survey,
    };
    let mut flow = walk::walk(text, spaced);
    flow.letters = letters;
    if encoding != "UTF-8" {
        let message = format!("the text is not UTF-8: read as {encoding}");
        let told = Diagnostic::new("teckenkodning", Allvar::Info, message);
        flow.diagnostics.insert(0, told);
    }
    flow.blocks = side_by_side::split_all(std::mem::take(&mut flow.blocks));
    flow.vocabulary = Vocabulary::new(all_lines(&flow.blocks), layouts.cues());
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

/// The tables whose columns spaces keep.
fn spaced_tables(
    lines: &[SourceLine],
    furniture: &[bool],
    contents: &BTreeSet<usize>,
    layouts: &Layouts,
) -> Vec<SpacedTable> {
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
    let unit = survey::is_unit(lines, skip, layouts);
    spaced::tables(lines, layouts, skip, ends, unit)
}
