//! Goals that a heading names without a label, told by the table below it: where its layout says so (`rubrikniva`).

use super::{Assembler, ReadBlock, Said};
use crate::block::{Paragraph, Role};

/// For each piece that is a heading: the level of the goal that it names, if the next table below it, with no heading
/// between, says that the heading above it does.
pub(super) fn goals_of_tables<'a>(pieces: &[ReadBlock<'_, 'a>]) -> Vec<Option<&'a str>> {
    let mut below: Option<&'a str> = None;
    let mut levels: Vec<Option<&'a str>> = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().rev() {
        let mut level = None;
        match piece {
            ReadBlock::Table(_, read) => {
                let columns = read.parts.iter().find_map(|part| part.columns.as_ref());
                below = columns.and_then(|columns| columns.header.heading_niva);
            }
            ReadBlock::Paragraph(paragraph, said) => match paragraph.role {
                Role::Heading(_) if said.caption => {}
                Role::Heading(_) => {
                    level = below.take().filter(|_| !said.names_goal);
                }
                Role::Contents => below = None,
                _ if said.names_goal => below = None,
                _ => {}
            },
        }
        levels.push(level);
    }
    levels.reverse();
    levels
}

impl<'a> Assembler<'a> {
    /// Opens the goal that a heading without a label names; returns whether it did. A section's label, a column's title
    /// (`Indikatorer`) and a line of the table of contents name none.
    pub(super) fn headed_goal(
        &mut self,
        paragraph: &Paragraph,
        said: &Said,
        niva: &'a str,
    ) -> bool {
        let Role::Heading(level) = paragraph.role else {
            return false;
        };
        let text = said.text.trim();
        let other = text.is_empty()
            || self.layouts.section_label(text)
            || self.layouts.is_heading(text)
            || self.layouts.status_label(text) == Some(text.len());
        if other {
            return false;
        }
        self.caption = None;
        self.open_plain_goal(niva, &paragraph.lines, level);
        self.goal_marks(paragraph);
        true
    }
}
