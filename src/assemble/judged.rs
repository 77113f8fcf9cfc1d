//! Goals that a status below their headings tells: a heading without a goal's label (`Trygga gator`, below it `Målet bedöms
//! vara uppfyllt`), and a label alone whose title stands below it as text.

use std::collections::BTreeMap;

use super::headings::{TITLE_LINES, reads_as_prose};
use super::lines::letters_of;
use super::{Assembler, ReadBlock, Said};
use crate::block::{Paragraph, Role};
use crate::grammar::Layouts;

/// Fewer headings of one level with a status below are no goals: a single one may be the summary's.
const LEAST_JUDGED: usize = 2;

/// What a paragraph is by the status that follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told<'a> {
    /// A heading that names a goal of this level.
    Goal(&'a str),
    /// A goal's label alone, and the next paragraph is the goal's title.
    Label,
    /// A heading within a goal: a column's title (`Aktiviteter`) that stands again and again. It ends no goal.
    Part,
}

/// For each piece what the status below it tells of it.
pub(super) fn goals_with_status<'a>(
    pieces: &[ReadBlock<'_, 'a>],
    layouts: &'a Layouts,
) -> Vec<Option<Told<'a>>> {
    let mut told: Vec<Option<Told<'a>>> = vec![None; pieces.len()];
    let mut headings: BTreeMap<String, usize> = BTreeMap::new();
    for (paragraph, said) in pieces.iter().filter_map(paragraph) {
        if matches!(paragraph.role, Role::Heading(_)) {
            *headings.entry(letters_of(&said.text)).or_default() += 1;
        }
    }
    let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Some((own, said)) = paragraph(piece) else {
            continue;
        };
        if is_label(&said.text, layouts) {
            let title = pieces.get(at + 1).and_then(paragraph);
            let titled = title.is_some_and(|(title, words)| is_title(title, words, layouts));
            if titled && begins_status(pieces, at + 2, layouts) {
                told[at] = Some(Told::Label);
            }
            continue;
        }
        let Role::Heading(rank) = own.role else {
            continue;
        };
        let times = headings.get(&letters_of(&said.text)).copied();
        let part =
            layouts.is_heading(said.text.trim()) && layouts.status_label(&said.text).is_none();
        if times > Some(1) && part {
            told[at] = Some(Told::Part);
        }
        // A title stands once; what stands again and again is a label.
        let once = times == Some(1);
        let may_name = once && !said.caption && !said.names_goal && !is_other(&said.text, layouts);
        if may_name && begins_status(pieces, at + 1, layouts) {
            found.entry(rank).or_default().push(at);
        }
    }
    let Some(level) = layouts.judged_level() else {
        return told;
    };
    for all in found.into_values().filter(|all| all.len() >= LEAST_JUDGED) {
        for at in all {
            told[at] = Some(Told::Goal(&level.niva));
        }
    }
    told
}

fn paragraph<'p>(piece: &'p ReadBlock<'_, '_>) -> Option<(&'p Paragraph, &'p Said)> {
    match piece {
        ReadBlock::Paragraph(paragraph, said) if paragraph.role != Role::Contents => {
            Some((*paragraph, said))
        }
        _ => None,
    }
}

/// Whether a text is a goal's label and nothing more.
fn is_label(text: &str, layouts: &Layouts) -> bool {
    layouts.judged_label(text).is_some_and(|label| label.alone)
}

/// Whether a heading is a section's, a status's or a column's.
pub(super) fn is_other(text: &str, layouts: &Layouts) -> bool {
    let text = text.trim();
    text.is_empty()
        || layouts.section_label(text)
        || layouts.is_heading(text)
        || layouts.status_label(text) == Some(text.len())
        || layouts.status(text).is_some()
}

/// Whether a paragraph can be the title below a label.
fn is_title(paragraph: &Paragraph, said: &Said, layouts: &Layouts) -> bool {
    paragraph.lines.len() <= TITLE_LINES
        && !said.names_goal
        && !said.caption
        && !reads_as_prose(&said.text)
        && !is_other(&said.text, layouts)
}

/// Whether a status stands at this piece: all of the paragraph, its first line or sentence, or the one below its label.
fn begins_status(pieces: &[ReadBlock<'_, '_>], at: usize, layouts: &Layouts) -> bool {
    let Some((own, said)) = pieces.get(at).and_then(paragraph) else {
        return false;
    };
    let text = said.text.trim();
    match layouts.status_label(text) {
        Some(label) if label == text.len() => {
            let below = pieces.get(at + 1).and_then(paragraph);
            below.is_some_and(|(_, said)| layouts.labelled_status(&said.text).is_some())
        }
        Some(label) => {
            let words = text.get(label..).unwrap_or_default();
            layouts.labelled_status(words).is_some()
        }
        None => {
            let first = own.lines.first().map_or("", |line| line.text.as_str());
            layouts.status(text).is_some()
                || layouts.status(first).is_some()
                || layouts.first_verdict(text).is_some()
        }
    }
}

impl<'a> Assembler<'a> {
    /// Opens the goal that a status below its heading tells; returns whether it took the next paragraph as its title.
    pub(super) fn judged_goal(
        &mut self,
        paragraph: &Paragraph,
        told: Told<'a>,
        next: Option<&Paragraph>,
    ) -> bool {
        self.caption = None;
        match (told, paragraph.role) {
            (Told::Goal(niva), Role::Heading(level)) => {
                self.open_judged(&paragraph.lines, None, Some(level), niva);
                self.goal_marks(paragraph);
                false
            }
            (Told::Label, role) => {
                let level = match role {
                    Role::Heading(level) => Some(level),
                    _ => None,
                };
                self.open_judged(&paragraph.lines, next, level, "");
                next.is_some()
            }
            (Told::Part, Role::Heading(level)) => {
                let text = self.vocabulary.join(&paragraph.lines);
                self.label_section(text, Some(level), &paragraph.lines);
                false
            }
            _ => false,
        }
    }
}
