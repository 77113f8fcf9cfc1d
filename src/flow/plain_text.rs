//! A plain text as a flow.

use crate::block::{Block, Line, RowKind, Table};
use crate::grammar::Layouts;
use crate::output::{Skarv, SkarvSkal};
use crate::text::{self, Seam, TextContent};
use crate::trace::Sink;

use super::broken_words::Vocabulary;
use super::{Flow, Understood, findings, join, side_by_side};

/// Reads a text into a flow. `sink` is told its blocks and joins.
#[must_use]
pub fn read(bytes: &[u8], layouts: &Layouts, sink: &dyn Sink) -> Understood {
    let TextContent {
        blocks,
        furniture,
        joins,
        diagnostics,
        letters,
        page_starts,
    } = text::read(bytes, layouts, &join_tables);
    let blocks = side_by_side::split_all(blocks);
    let vocabulary = Vocabulary::new(all_lines(&blocks), layouts.cues());
    let mut flow = Flow {
        blocks,
        furniture,
        joins,
        diagnostics,
        letters,
        page_starts,
        ..Flow::default()
    };
    doubt_breaks(&mut flow, &vocabulary);
    findings::flow(&flow, sink);
    Understood::new(flow, vocabulary)
}

/// Joins the table that a page begins with to the one before, if it goes on.
fn join_tables(first: &mut Table, second: Table, seam: &Seam<'_>) -> Result<Vec<Skarv>, Table> {
    let reason = if seam.read_on {
        Some(SkarvSkal::SameColumns)
    } else {
        join::continues(first, &second, seam.edges)
    };
    let Some(reason) = reason else {
        return Err(second);
    };
    let mut joins = Vec::new();
    let untagged = join::TaggedRows(None);
    join::append(first, second, seam.page, (reason, &untagged), &mut joins);
    Ok(joins)
}

/// In a text nothing shows how wide a cell was: a line that seems full and is followed by a whole word was not.
fn doubt_breaks(flow: &mut Flow, vocabulary: &Vocabulary) {
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
                    && vocabulary.begins_a_word(first, second)
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
