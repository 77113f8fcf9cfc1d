//! Plain-text inputs.
//!
//! The same documents exist as extracted text, where fonts, rules and places are lost and the cells of a table stand
//! one after the other. [`read`] makes the same blocks of them as of the pages of a PDF: `source` cuts lines into words,
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

use crate::block::{Block, Line, Table};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::Layouts;
use crate::output::Skarv;

use marked::MarkedLines;
use source::SourceLine;
pub(crate) use source::decode;
use spaced::SpacedTable;
use survey::Survey;

/// What a text holds.
#[derive(Debug, Default)]
pub struct TextContent {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Page headers and footers.
    pub furniture: Vec<Line>,
    /// Joins across page breaks.
    pub joins: Vec<Skarv>,
    /// Remarks.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of characters, white space aside.
    pub letters: u32,
}

/// Where a page begins with a table and the one before ended with one.
#[derive(Debug, Clone, Copy)]
pub struct Seam<'s> {
    /// The page that begins.
    pub page: u32,
    /// Column boundaries of the two tables in points.
    pub edges: (&'s [f32], &'s [f32]),
    /// The columns of the first table were read on here.
    pub read_on: bool,
}

/// Joins the second table to the first one, or gives it back if it is another.
pub type JoinTables<'j> = &'j dyn Fn(&mut Table, Table, &Seam<'_>) -> Result<Vec<Skarv>, Table>;

/// Reads a text: UTF-8 (or what a byte order mark says), else Windows-1252. `join` mends what page breaks cut.
#[must_use]
pub fn read(bytes: &[u8], layouts: &Layouts, join: JoinTables<'_>) -> TextContent {
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
    let mut content = walk::walk(text, spaced, join);
    content.letters = letters;
    if encoding != "UTF-8" {
        let message = format!("the text is not UTF-8: read as {encoding}");
        let told = Diagnostic::new("teckenkodning", Allvar::Info, message);
        content.diagnostics.insert(0, told);
    }
    content
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
