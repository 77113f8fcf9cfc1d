//! A table in plain text whose cells follow each other: from its header row to its last row.

use crate::block::{Line, RowKind, Table, Witness};
use crate::diagnostics::Diagnostic;
use crate::output::{Skarv, SkarvSkal, SkarvSlag};

use super::super::full_lines;
use super::super::marked::MarkedLines;
use super::super::source::SourceLine;
use super::super::survey::Likely;
use super::assignment::Assigner;
use super::header_row::HeaderRow;
use super::row_cuts::{Item, cut};
use super::row_writer::{Writer, header_row};

/// A table that was read.
pub(crate) struct Region {
    pub(crate) table: Table,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) joins: Vec<Skarv>,
    /// The line after the last one that is the table's.
    pub(crate) next: usize,
}

/// A header row repeated within a table.
struct Repeated {
    /// The item that it stands before.
    before: usize,
    cells: Vec<Vec<Line>>,
    page: u32,
    /// The line after it.
    next: usize,
}

/// A table's lines with words, the number of each in the text, and the header rows repeated among them.
#[derive(Default)]
struct Body<'a> {
    items: Vec<Item<'a>>,
    indices: Vec<usize>,
    repeated: Vec<Repeated>,
}

/// The table below a header row.
pub(crate) fn read(text: &MarkedLines<'_>, first: &HeaderRow<'_>, likely: &Likely) -> Region {
    let body = collect(text, first);
    let assigner = Assigner::new(text.layouts, &first.layout, |key| likely.empty(key));
    let stretches = cut(&body.items, &assigner, first.layout.group_rows);
    let mut writer = Writer::new(first, &body.items, &assigner);
    let mut joins = Vec::new();
    let mut repeats = body.repeated.iter().peekable();
    let mut end = 0;
    for stretch in &stretches {
        let from = end;
        end = writer.stretch(stretch);
        while let Some(repeat) =
            repeats.next_if(|repeat| repeat.before < end || repeat.before == from)
        {
            writer
                .rows
                .push(header_row(RowKind::RepeatedHeader, &repeat.cells));
            let inside = repeat.before > from;
            joins.push(join(inside, repeat.page));
        }
    }
    let last = end.checked_sub(1).and_then(|last| body.indices.get(last));
    let mut next = last.map_or(first.next, |last| last + 1);
    for repeat in repeats.by_ref().take_while(|repeat| repeat.before <= end) {
        // A header row after the last row is read here and not once more as a table of its own.
        next = next.max(repeat.next);
        writer
            .rows
            .push(header_row(RowKind::RepeatedHeader, &repeat.cells));
        joins.push(join(false, repeat.page));
    }
    full_lines::fill(&mut writer.rows, first.texts.len());
    Region {
        table: Table {
            columns: first.texts.len(),
            rows: writer.rows,
            witness: vec![Witness::CellOrder],
        },
        diagnostics: writer.diagnostics,
        joins,
        next,
    }
}

/// The lines below a header row down to what ends the table.
fn collect<'a>(text: &MarkedLines<'a>, first: &HeaderRow<'_>) -> Body<'a> {
    let mut body = Body::default();
    let (mut at, mut gap, mut page, mut headed) = (first.next, false, false, true);
    while let Some(line) = text.line(at) {
        if line.is_blank() || text.is_furniture(at) {
            gap |= line.is_blank();
            page |= !line.is_blank();
            at += 1;
            continue;
        }
        if let Some(header) = text.header_row(at) {
            if header.layout.layout != first.layout.layout
                || header.texts.len() != first.texts.len()
            {
                break;
            }
            body.repeated.push(Repeated {
                before: body.items.len(),
                cells: header.cells,
                page: line.page,
                next: header.next,
            });
            at = header.next;
            headed = true;
            continue;
        }
        let companion = is_companion(text, first.layout.layout, line);
        if !companion && text.ends_table(at) {
            break;
        }
        body.items.push(Item {
            line,
            gap: gap || page || headed,
            page: page || headed,
            headed,
            companion,
        });
        body.indices.push(at);
        (gap, page, headed) = (false, false, false);
        at += 1;
    }
    body
}

/// Whether a line begins with a companion row's label, alone or with a colon.
fn is_companion(text: &MarkedLines<'_>, layout: &str, line: &SourceLine) -> bool {
    let found = text.layouts.companion(layout, line.text());
    found.is_some_and(|label| {
        let label_text = line.text().get(..label.label).unwrap_or_default();
        label.label == line.text().len() || label_text.trim_end().ends_with(':')
    })
}

fn join(inside: bool, page: u32) -> Skarv {
    Skarv {
        slag: if inside {
            SkarvSlag::Rad
        } else {
            SkarvSlag::Tabell
        },
        sida: page,
        skal: if inside {
            SkarvSkal::TitlesWithinRow
        } else {
            SkarvSkal::TitlesRepeated
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::block::Block;
    use crate::grammar::Layouts;

    #[test]
    fn a_heading_behind_the_last_row_is_read_once() {
        let text = "Aktivitet Startdatum Slutdatum Avvikelse\n\nRena parken\n\n2019-03-01 2019-09-30\n\
                    Aktivitet Startdatum Slutdatum Avvikelse\n\n\nNämndmål: Rena parker\n";
        let flow = crate::flow::plain_text::read(
            text.as_bytes(),
            &Layouts::builtin(),
            &crate::trace::Closed,
        )
        .flow;
        let mut letters: Vec<u32> = Vec::new();
        for block in &flow.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    letters.extend(paragraph.lines.iter().flat_map(|line| &line.letters));
                }
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    letters.extend(cells.flat_map(|cell| &cell.lines).flat_map(|l| &l.letters));
                }
            }
        }
        let all = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), all, "a letter stands on two lines");
    }
}
