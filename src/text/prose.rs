//! Running text: lines to paragraphs, list items and headings.

use crate::flow::{Line, Paragraph, Role};
use crate::model::{Skarv, SkarvSlag};

use super::source::{SourceLine, word_width};
use super::titles::is_opening;

/// A line of running text.
pub(crate) struct ProseLine<'s> {
    pub(crate) line: &'s SourceLine,
    /// An empty line or furniture stands before it.
    pub(crate) gap: bool,
}

/// A paragraph with what stands around it.
struct Draft {
    role: Role,
    lines: Vec<Line>,
    gap: bool,
}

/// A heading has no more characters than this, and no more than three quarters of a line.
const HEADING: usize = 90;

/// Makes paragraphs. `width` is the usual width of a full line; `heads` tells that a table follows, or the table of
/// contents, which the last line may head; `level` tells a heading's level from its text.
pub(crate) fn paragraphs(
    lines: &[ProseLine<'_>],
    width: Option<usize>,
    heads: bool,
    level: impl Fn(&str) -> u32,
) -> (Vec<Paragraph>, Vec<Skarv>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut joins = Vec::new();
    for (at, prose) in lines.iter().enumerate() {
        let mut line = prose.line.line.clone();
        let next = lines.get(at + 1).filter(|next| !next.gap);
        line.full = next.is_some_and(|next| is_full(prose.line, next.line, width));
        let item = is_item(prose.line);
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let goes_on = before.is_some_and(|before| !item && goes_on(before.line, prose, width));
        match drafts.last_mut() {
            Some(draft) if goes_on => {
                let paged = before.is_some_and(|before| before.line.page < prose.line.page);
                if prose.gap || paged {
                    joins.push(Skarv {
                        slag: SkarvSlag::Stycke,
                        sida: prose.line.page,
                        skal: "meningen går vidare".to_owned(),
                    });
                }
                draft.lines.push(line);
            }
            _ => drafts.push(Draft {
                role: if item { Role::ListItem } else { Role::Text },
                lines: vec![line],
                gap: prose.gap || at == 0,
            }),
        }
    }
    mark_headings(&mut drafts, width, heads, level);
    let paragraph = |draft: Draft| Paragraph {
        role: draft.role,
        lines: draft.lines,
        marks: Vec::new(),
    };
    (drafts.into_iter().map(paragraph).collect(), joins)
}

/// Whether the next line's first word would have found no room.
pub(crate) fn is_full(line: &SourceLine, next: &SourceLine, width: Option<usize>) -> bool {
    let word = next
        .words
        .first()
        .map_or(0, |word| word.text.chars().count());
    // Letters are not equally wide: a tenth of the line is within what a full one may lack.
    width.is_some_and(|width| (line.width() + 1 + word) * 10 > width * 9)
}

/// Whether a paragraph goes on with a line.
fn goes_on(before: &SourceLine, line: &ProseLine<'_>, width: Option<usize>) -> bool {
    let ended = before.text().ends_with(['.', '!', '?', ':']);
    let small = line.line.text().starts_with(char::is_lowercase);
    if line.gap {
        // A page break in mid-sentence: the sentence has not ended, and the next line does not begin one.
        return !ended && small;
    }
    let full = is_full(before, line.line, width);
    if ended && !full {
        return false;
    }
    full || is_opening(before) || (small && !ended)
}

/// An item of a list: a bullet, or a number or letter with a stop.
fn is_item(line: &SourceLine) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    let bullets = ["•", "-", "–", "*", "▪", "◦", "·", "o"];
    let bullet = bullets.contains(&first.text.as_str()) || first.text.starts_with('•');
    let body = first.text.strip_suffix(['.', ')']);
    let number = body.is_some_and(|body| {
        (1..=2).contains(&body.len()) && body.chars().all(|c| c.is_ascii_digit())
    });
    (bullet || number) && line.words.len() > 1
}

/// Whether a paragraph could be a heading by itself: one short line that begins with a capital and ends in no stop.
fn could_head(draft: &Draft, width: Option<usize>) -> bool {
    let [line] = draft.lines.as_slice() else {
        return false;
    };
    let room = width.map_or(HEADING, |width| HEADING.min(width * 3 / 4));
    let starts = line.text.chars().next();
    draft.role == Role::Text
        && line.text.chars().count() <= room
        && starts.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && line.text.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !line.text.ends_with(['.', ',', ';', ':', '!'])
}

/// A short line is a heading if running text follows it; a run of short lines is a list of some kind, and only its
/// last line can head what follows.
fn mark_headings(
    drafts: &mut [Draft],
    width: Option<usize>,
    heads: bool,
    level: impl Fn(&str) -> u32,
) {
    let could: Vec<bool> = drafts
        .iter()
        .map(|draft| could_head(draft, width))
        .collect();
    for at in 0..drafts.len() {
        let alone = |at: usize| could.get(at).copied().unwrap_or(false);
        let follows = drafts.get(at + 1).is_some_and(|next| {
            let ends = next
                .lines
                .last()
                .is_some_and(|line| line.text.ends_with(['.', ':', '!', '?']));
            next.role == Role::ListItem || next.lines.len() > 1 || ends
        });
        // Two headings, one under the other, stand apart from each other.
        let apart = drafts.get(at).is_some_and(|draft| draft.gap)
            && drafts.get(at + 1).is_some_and(|next| next.gap)
            && alone(at + 1)
            && !alone(at + 2)
            && !at.checked_sub(1).is_some_and(alone);
        let gap = drafts.get(at).is_some_and(|draft| draft.gap);
        let above = heads && at + 1 == drafts.len() && gap;
        if !alone(at) || !(follows || apart || above) {
            continue;
        }
        if let Some(draft) = drafts.get_mut(at)
            && let Some(line) = draft.lines.first()
        {
            draft.role = Role::Heading(level(&line.text));
        }
    }
}

/// Lines as they stand, `full` set where the next one follows directly.
pub(crate) fn plain_lines(lines: &[&SourceLine], width: Option<usize>) -> Vec<Line> {
    let full = |at: usize, line: &SourceLine| {
        let next = lines.get(at + 1);
        next.is_some_and(|next| is_full(line, next, width))
    };
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| Line {
            full: full(at, line),
            first_word: word_width(line.words.first().map(|word| word.text.as_str())),
            ..line.line.clone()
        })
        .collect()
}
