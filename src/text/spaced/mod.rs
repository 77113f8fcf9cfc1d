//! Tables whose columns the text keeps apart with spaces, as `pdftotext -layout` writes them.
//!
//! Such a text is a page: a character's place on its line is its place on the paper. `char_grid` makes words of a page of its
//! words and finds where columns meet; `header_cells` reads known header rows, `sheet` the tables below them, `cutter` tells
//! their rows apart by a shortest path (`row_path`), `squeezed` mends lines that had too little room, `page_rows` makes rows of
//! a page's table of them; tables that no layout knows are read by the steps that
//! read a page on which nothing is drawn ([`crate::tables`]).

mod char_grid;
mod cutter;
mod header_cells;
mod page_rows;
mod row_path;
mod sheet;
mod squeezed;

use crate::block::{Line, Table};
use crate::grammar::Layouts;

use super::source::SourceLine;
use super::survey::Likely;
use sheet::{Carry, Sheet};

/// So many spaces within a line set something apart that no sentence sets apart.
const WIDE: usize = 4;
/// A text whose columns are kept has such a gap on one line in so many, and on so many lines at least.
const LINES_FOR_A_GAP: usize = 25;
const LEAST_GAPS: usize = 3;

/// A table that was read.
#[derive(Debug)]
pub(crate) struct SpacedTable {
    pub(crate) table: Table,
    /// Its column boundaries in points.
    pub(crate) edges: Vec<f32>,
    /// Its lines: first and last.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Words on these lines that are none of its.
    pub(crate) rest: Vec<Line>,
    /// It is the first thing on its page.
    pub(crate) begins_page: bool,
    /// A layout knows its header row.
    pub(crate) known: bool,
    /// It goes on from the page before.
    pub(crate) continues: bool,
}

/// Whether the text keeps its columns apart with spaces.
pub(crate) fn keeps_columns(lines: &[SourceLine]) -> bool {
    let filled = lines.iter().filter(|line| !line.is_blank()).count();
    let gapped = lines.iter().filter(|line| has_wide_gap(line)).count();
    gapped >= LEAST_GAPS && gapped * LINES_FOR_A_GAP >= filled
}

fn has_wide_gap(line: &SourceLine) -> bool {
    line.words
        .iter()
        .skip(1)
        .any(|word| word.gap >= WIDE && !word.tab)
}

/// All tables of a text that keeps its columns. `skip` tells furniture and the table of contents, `ends` lines that no
/// table holds: goal headings, labels, statuses.
pub(crate) fn tables(
    lines: &[SourceLine],
    layouts: &Layouts,
    skip: impl Fn(usize) -> bool,
    ends: impl Fn(usize) -> bool,
    unit: bool,
) -> Vec<SpacedTable> {
    let likely = Likely {
        unit,
        own_goal: false,
    };
    let mut found: Vec<SpacedTable> = Vec::new();
    let mut carry: Option<Carry<'_>> = None;
    for (number, sheet) in sheets(lines, skip).iter().enumerate() {
        let sheet = Sheet::new(lines, sheet, layouts, &ends, likely);
        let (tables, last) = sheet.read(carry.as_ref(), number);
        carry = last;
        found.extend(tables);
    }
    found
}

/// Runs of lines between page breaks and page headers.
fn sheets(lines: &[SourceLine], skip: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut sheets: Vec<Vec<usize>> = Vec::new();
    let (mut page, mut broken) = (0, true);
    for (at, line) in lines.iter().enumerate() {
        if skip(at) {
            broken = true;
        } else if !line.is_blank() {
            if broken || line.page != page {
                sheets.push(Vec::new());
            }
            (page, broken) = (line.page, false);
            if let Some(sheet) = sheets.last_mut() {
                sheet.push(at);
            }
        }
    }
    sheets
}
