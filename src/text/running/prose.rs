//! Running text: lines to paragraphs, list items and headings.

use crate::block::{Line, Paragraph, Role};
use crate::grammar::Cues;
use crate::output::{Skarv, SkarvSkal, SkarvSlag};

use super::super::source::{SourceLine, word_width};
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

/// What stands below running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follows {
    /// A table whose headings a layout knows, or the table of contents: the last line may head it.
    Table,
    /// Another table.
    OtherTable,
    /// A section's label.
    Label,
    /// Anything else.
    Nothing,
}

/// A heading has no more characters than this, and no more than three quarters of a line.
const HEADING: usize = 90;
/// A heading has more letters than this.
const LEAST_LETTERS: usize = 2;
/// A line is full from so many tenths of the width on: letters are not equally wide.
const FULL_TENTHS: usize = 9;
/// The number before an item of a list has no more digits.
const ITEM_DIGITS: usize = 2;

/// Makes paragraphs. `width` is the usual width of a full line; `level` tells a heading's level from its text and from
/// whether it opens a chapter: another heading, a label or a table follows it directly.
pub(crate) fn paragraphs(
    lines: &[ProseLine<'_>],
    (width, cues): (Option<usize>, &Cues),
    follows: Follows,
    level: impl Fn(&str, bool) -> u32,
    title: impl Fn(&str) -> bool,
) -> (Vec<Paragraph>, Vec<Skarv>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut joins = Vec::new();
    for (at, prose) in lines.iter().enumerate() {
        let mut line = prose.line.line.clone();
        let next = lines.get(at + 1).filter(|next| !next.gap);
        line.full = next.is_some_and(|next| is_full(prose.line, next.line, width));
        let item = is_item(prose.line);
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let goes_on =
            before.is_some_and(|before| !item && goes_on(before.line, prose, (width, cues)));
        match drafts.last_mut() {
            Some(draft) if goes_on => {
                let paged = before.is_some_and(|before| before.line.page < prose.line.page);
                if prose.gap || paged {
                    joins.push(Skarv {
                        slag: SkarvSlag::Stycke,
                        sida: prose.line.page,
                        skal: SkarvSkal::SentenceOpen,
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
    mark_headings(&mut drafts, width, follows, level, title);
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
    width.is_some_and(|width| (line.width() + 1 + word) * 10 > width * FULL_TENTHS)
}

/// Whether a paragraph goes on with a line.
fn goes_on(
    before: &SourceLine,
    line: &ProseLine<'_>,
    (width, cues): (Option<usize>, &Cues),
) -> bool {
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
    full || is_opening(before, cues) || (small && !ended)
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
        (1..=ITEM_DIGITS).contains(&body.len()) && body.chars().all(|c| c.is_ascii_digit())
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
        && line.text.chars().filter(|c| c.is_alphabetic()).count() > LEAST_LETTERS
        && !ends_in_numbers(&line.text)
        && !line.text.ends_with(['.', ',', ';', ':', '!'])
}

/// Whether a line ends in two numbers or more, as a table's rows do.
fn ends_in_numbers(text: &str) -> bool {
    let number = |word: &&str| {
        let digits = word.trim_start_matches(['-', '–', '\u{2212}', '+']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| !c.is_alphabetic())
    };
    text.split(' ').rev().take_while(number).count() > 1
}

/// A short line is a heading if running text follows it; a run of short lines is a list of some kind, and only its
/// last line can head what follows. A document's title is one wherever it stands.
fn mark_headings(
    drafts: &mut [Draft],
    width: Option<usize>,
    follows: Follows,
    level: impl Fn(&str, bool) -> u32,
    title: impl Fn(&str) -> bool,
) {
    let could: Vec<bool> = drafts
        .iter()
        .map(|draft| could_head(draft, width))
        .collect();
    for at in 0..drafts.len() {
        let alone = |at: usize| could.get(at).copied().unwrap_or(false);
        let text_follows = drafts.get(at + 1).is_some_and(|next| {
            let ends = next
                .lines
                .last()
                .is_some_and(|line| line.text.ends_with(['.', ':', '!', '?']));
            // Several short lines are what is left of a table.
            let first = next
                .lines
                .first()
                .map_or(0, |line| line.text.chars().count());
            let long = next.lines.len() > 1 && width.is_none_or(|width| first * 2 >= width);
            next.role == Role::ListItem || long || ends
        });
        let gap = drafts.get(at).is_some_and(|draft| draft.gap);
        // Two headings, one under the other, stand apart from each other, or a text follows them.
        let ends_a_text = drafts.get(at + 2).is_some_and(|draft| {
            let last = draft.lines.last();
            last.is_some_and(|line| line.text.ends_with('.'))
        });
        let apart = gap
            && (drafts.get(at + 1).is_some_and(|next| next.gap) || ends_a_text)
            && alone(at + 1)
            && !alone(at + 2)
            && !at.checked_sub(1).is_some_and(alone);
        let last = at + 1 == drafts.len() && gap;
        let above = last && follows != Follows::Nothing;
        let titled = gap
            && drafts
                .get(at)
                .is_some_and(|draft| match draft.lines.as_slice() {
                    [line] => draft.role == Role::Text && title(&line.text),
                    _ => false,
                });
        if !titled && !(alone(at) && (text_follows || apart || above)) {
            continue;
        }
        let opens = apart || last && matches!(follows, Follows::Label | Follows::OtherTable);
        // Below a goal, a line above a label that opens nothing is the end of a list.
        let level = drafts
            .get(at)
            .and_then(|draft| draft.lines.first())
            .map_or(1, |line| level(&line.text, opens));
        if last && follows == Follows::Label && level > 1 {
            continue;
        }
        if let Some(draft) = drafts.get_mut(at) {
            draft.role = Role::Heading(level);
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
