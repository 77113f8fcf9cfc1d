//! The header row of a table in plain text: on one line, or broken over many.

use crate::block::{Line, split_lines};
use crate::grammar::{HeaderMatch, Layouts};
use crate::letters::count;

use super::super::marked::MarkedLines;
use super::super::source::SourceLine;

/// A header row stands on no more lines with words than this.
const HEADER_LINES: usize = 16;
/// The title of the name's column has no more words than this.
const NAME_WORDS: usize = 3;

/// A header row that was found.
pub(crate) struct HeaderRow<'a> {
    /// The layout that it has.
    pub(crate) layout: HeaderMatch<'a>,
    /// Each column title's lines.
    pub(crate) cells: Vec<Vec<Line>>,
    /// The column titles as text.
    pub(crate) texts: Vec<String>,
    /// The line after the last one.
    pub(crate) next: usize,
}

/// The header row that begins on the line `at`: as many lines as still are column titles, page headers and footers passed
/// over.
pub(crate) fn find<'a>(text: &MarkedLines<'a>, at: usize) -> Option<HeaderRow<'a>> {
    let (layouts, lines) = (text.layouts, text.lines);
    let first = lines.get(at)?;
    if !begins(layouts, first) {
        return None;
    }
    // Wide gaps set titles apart that no layout knows.
    let gapped = || Some((layouts.split_header(first.raw.trim())?, vec![at]));
    let (texts, taken) = known_titles(text, at).or_else(gapped)?;
    let layout = layouts.header(&texts)?;
    let mut rest: Vec<Line> = taken
        .iter()
        .filter_map(|&at| lines.get(at).map(|line| line.line.clone()))
        .collect();
    let mut cells = Vec::new();
    for text in &texts {
        let (cell, after) = split_lines(&rest, count(text));
        cells.push(cell);
        rest = after;
    }
    Some(HeaderRow {
        layout,
        cells,
        texts,
        next: taken.last()? + 1,
    })
}

/// The most lines from one on that are nothing but titles of a layout's columns: the titles and the lines.
fn known_titles(text: &MarkedLines<'_>, at: usize) -> Option<(Vec<String>, Vec<usize>)> {
    let mut all = String::new();
    let mut taken: Vec<usize> = Vec::new();
    let mut found = None;
    for (index, line) in text.lines.iter().enumerate().skip(at) {
        if line.is_blank() || text.is_furniture(index) {
            continue;
        }
        if taken.len() == HEADER_LINES || line.has_tab() {
            break;
        }
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(line.text());
        taken.push(index);
        if let Some(cells) = text.layouts.split_header(&all) {
            found = Some((cells, taken.clone()));
        }
    }
    found
}

/// Whether the line's first words are the title of a name's column.
fn begins(layouts: &Layouts, line: &SourceLine) -> bool {
    (1..=NAME_WORDS.min(line.words.len())).any(|words| {
        let text = line.slice(0, words).text;
        layouts.starts_header(&text)
    })
}
