//! Column headings in plain text: on one line, or broken over many.

use super::source::SourceLine;
use crate::assemble::lines::{count, split_lines};
use crate::block::Line;
use crate::grammar::{HeaderMatch, Layouts};

/// Headings stand on no more lines with words than this.
const HEADER_LINES: usize = 16;
/// A name's heading has no more words than this.
const NAME_WORDS: usize = 3;

/// Column headings that were found.
pub(crate) struct Header<'a> {
    pub(crate) header: HeaderMatch<'a>,
    /// Each heading's lines.
    pub(crate) cells: Vec<Vec<Line>>,
    /// The headings as text.
    pub(crate) texts: Vec<String>,
    /// The line after the last one.
    pub(crate) next: usize,
}

/// The column headings that begin on the line `at`: as many lines as still are headings. `skip` tells lines to be
/// passed over, such as page headers.
pub(crate) fn find<'a>(
    layouts: &'a Layouts,
    lines: &[SourceLine],
    at: usize,
    skip: impl Fn(usize) -> bool,
) -> Option<Header<'a>> {
    let first = lines.get(at)?;
    if !begins(layouts, first) {
        return None;
    }
    let mut text = String::new();
    let mut taken: Vec<usize> = Vec::new();
    let mut found: Option<(Vec<String>, Vec<usize>)> = None;
    for (index, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() || skip(index) {
            continue;
        }
        if taken.len() == HEADER_LINES || line.raw.contains('\t') {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line.text());
        taken.push(index);
        if let Some(cells) = layouts.split_header(&text) {
            found = Some((cells, taken.clone()));
        }
    }
    // Wide gaps set headings apart that no layout knows.
    let gapped = || Some((layouts.split_header(first.raw.trim())?, vec![at]));
    let (texts, taken) = found.or_else(gapped)?;
    let header = layouts.header(&texts)?;
    let source: Vec<Line> = taken
        .iter()
        .filter_map(|&at| lines.get(at).map(|line| line.line.clone()))
        .collect();
    let mut rest = source;
    let mut cells = Vec::new();
    for text in &texts {
        let (cell, after) = split_lines(&rest, count(text));
        cells.push(cell);
        rest = after;
    }
    Some(Header {
        header,
        cells,
        texts,
        next: taken.last()? + 1,
    })
}

/// Whether the line's first words are the heading of a name's column.
fn begins(layouts: &Layouts, line: &SourceLine) -> bool {
    (1..=NAME_WORDS.min(line.words.len())).any(|words| {
        let text = line.slice(0, words).text;
        layouts.starts_header(&text)
    })
}
