//! The table of contents: a run of paragraphs that end in page numbers which never fall.
//!
//! A leader of dots or a wide gap shows most entries by themselves ([`is_contents`](crate::words::contents_line::is_contents));
//! where a tab left only a narrow gap, the company that an entry keeps shows it.

use rayon::prelude::*;

use crate::block::{Block, Line, Paragraph, Role};
use crate::flow::tolerances::{
    CONTENTS_TITLE, ENTRY_LETTERS, ENTRY_LINES, LEAST_ENTRIES, SPARE_PAGES,
};
use crate::grammar::{Cue, Cues, is_led_far};

/// Gives the paragraphs of tables of contents their role. `pages` is the document's number of pages.
pub fn mark(blocks: &mut Vec<Block>, pages: usize, cues: &Cues) {
    let (numbers, tails): (Vec<Option<usize>>, Vec<bool>) = blocks
        .par_iter()
        .map(|block| (page_number(block, pages), is_tail(block)))
        .unzip();
    let mut start = 0;
    while start < blocks.len() {
        let end = run(&numbers, &tails, start);
        let entries = numbers[start..end].iter().flatten().count();
        let shown = blocks[start..end].iter().any(|block| {
            matches!(
                block,
                Block::Paragraph(Paragraph {
                    role: Role::Contents,
                    ..
                })
            )
        });
        let titled = start
            .checked_sub(1)
            .is_some_and(|before| is_title(&blocks[before], cues));
        if entries >= LEAST_ENTRIES && (shown || titled || entries >= 2 * LEAST_ENTRIES) {
            // The last entry's second line has no entry after it to show that it belongs here.
            let tail = blocks.get(end).is_some_and(is_tail);
            for block in &mut blocks[start..end + usize::from(tail)] {
                if let Block::Paragraph(paragraph) = block {
                    paragraph.role = Role::Contents;
                }
            }
        }
        start = end.max(start + 1);
    }
    mark_led(blocks, cues);
    join_entries(blocks, &numbers);
}

/// Below their title, paragraphs with long leaders are entries whatever their pages are called.
fn mark_led(blocks: &mut [Block], cues: &Cues) {
    let mut below = false;
    for block in blocks {
        let titled = is_title(block, cues);
        let entry = match block {
            Block::Paragraph(paragraph) if below => {
                let led = paragraph
                    .lines
                    .last()
                    .is_some_and(|line| is_led_far(&line.text));
                if led {
                    paragraph.role = Role::Contents;
                }
                paragraph.role == Role::Contents
            }
            _ => false,
        };
        below = titled || entry;
    }
}

/// A single line that begins with a small letter.
fn is_tail(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else {
        return false;
    };
    paragraph.lines.len() == 1 && begins_small(paragraph)
}

fn begins_small(paragraph: &Paragraph) -> bool {
    let first = paragraph.lines.first();
    first.is_some_and(Line::begins_small)
}

/// Makes entries that wrap whole: a line without a number goes with the next one that goes on in small letters and has
/// the number, or, if it goes on in small letters itself, with the entry whose number stands on the first line.
fn join_entries(blocks: &mut Vec<Block>, numbers: &[Option<usize>]) {
    let is_entry = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.role == Role::Contents);
    if !blocks.iter().any(is_entry) {
        return;
    }
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    // Whether the last block is an entry that has its number.
    let mut numbered = false;
    for (at, block) in std::mem::take(blocks).into_iter().enumerate() {
        if !is_entry(&block) {
            numbered = false;
            joined.push(block);
            continue;
        }
        let number = numbers.get(at).copied().flatten();
        let last = joined.last_mut().filter(|last| is_entry(last));
        match (block, last) {
            (Block::Paragraph(entry), Some(Block::Paragraph(last)))
                if begins_small(&entry) && number.is_some() != numbered =>
            {
                if numbered {
                    insert_tail(last, entry);
                } else {
                    last.lines.extend(entry.lines);
                    last.marks.extend(entry.marks);
                    numbered = true;
                }
            }
            (block, _) => {
                numbered = number.is_some();
                joined.push(block);
            }
        }
    }
    *blocks = joined;
}

/// Puts the rest of a title before the leader and the number, which stand on the entry's first line.
fn insert_tail(entry: &mut Paragraph, tail: Paragraph) {
    entry.marks.extend(tail.marks);
    let Some(last) = entry.lines.pop() else {
        entry.lines = tail.lines;
        return;
    };
    let leader = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '…' | '·');
    let title = last.text.trim_end_matches(leader).len();
    let (title, number) = last.split_at(title);
    entry.lines.push(title);
    entry.lines.extend(tail.lines);
    entry.lines.push(number);
}

/// The run of entries from `start`: numbers that never fall, with at most one paragraph without a number between them,
/// not counting the rest of the entry above.
fn run(numbers: &[Option<usize>], tails: &[bool], start: usize) -> usize {
    let mut end = start;
    let mut last = 0;
    let mut i = start;
    while i < numbers.len() {
        match numbers[i] {
            Some(number) if number >= last => {
                last = number;
                end = i + 1;
            }
            Some(_) => break,
            None if i == start => break,
            None if i > end && !(i == end + 1 && tails.get(end) == Some(&true)) => break,
            None => {}
        }
        i += 1;
    }
    end
}

/// The number that the paragraph ends in, if it may be an entry.
fn page_number(block: &Block, pages: usize) -> Option<usize> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    if paragraph.lines.len() > ENTRY_LINES {
        return None;
    }
    let text = &paragraph.lines.last()?.text;
    let title = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: usize = text.get(title.len()..)?.parse().ok()?;
    let letters = paragraph.lines.iter().flat_map(|line| line.text.chars());
    let named = letters.filter(|c| c.is_alphabetic()).count() >= ENTRY_LETTERS;
    (named && number >= 1 && number <= pages + pages / 2 + SPARE_PAGES).then_some(number)
}

fn is_title(block: &Block, cues: &Cues) -> bool {
    let Block::Paragraph(paragraph) = block else {
        return false;
    };
    // Nearly every paragraph begins otherwise.
    let first = paragraph
        .lines
        .iter()
        .find_map(|line| line.text.chars().next());
    if first.is_none_or(|first| !cues.may_begin(Cue::Innehall, first)) {
        return false;
    }
    let text: String = paragraph
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    cues.heads(Cue::Innehall, &text) && text.chars().count() < CONTENTS_TITLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph {
            role: Role::Text,
            lines: vec![Line::of(text)],
            marks: Vec::new(),
        })
    }

    fn roles(texts: &[&str]) -> Vec<bool> {
        let mut blocks: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
        mark(&mut blocks, 20, Layouts::builtin().cues());
        let contents = |block: &Block| {
            matches!(
                block,
                Block::Paragraph(Paragraph {
                    role: Role::Contents,
                    ..
                })
            )
        };
        blocks.iter().map(contents).collect()
    }

    #[test]
    fn entries_below_their_title_are_contents() {
        let texts = [
            "Innehåll",
            "Inledning 2",
            "Mål 3",
            "Ekonomi9",
            "Bilagor 12",
            "Nämnden består.",
        ];
        assert_eq!(roles(&texts), [false, true, true, true, true, false]);
    }

    #[test]
    fn entries_that_wrap_are_whole() {
        let texts = [
            "Innehåll",
            "Inledning 2",
            "Mål som är så långt att det ..... 3",
            "inte får rum",
            "Mål som inte heller får rum",
            "på sin rad 4",
            "Ekonomi 9",
            "Bilagor för den som",
            "läser allt 12",
            "Nämnden består.",
        ];
        let mut blocks: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
        mark(&mut blocks, 20, Layouts::builtin().cues());
        let text = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph
                .lines
                .iter()
                .map(|line| line.text.as_str())
                .collect::<Vec<_>>()
                .join("|"),
            Block::Table(_) => String::new(),
        };
        let texts: Vec<String> = blocks.iter().map(text).collect();
        assert_eq!(
            texts,
            [
                "Innehåll",
                "Inledning 2",
                "Mål som är så långt att det|inte får rum|..... 3",
                "Mål som inte heller får rum|på sin rad 4",
                "Ekonomi 9",
                "Bilagor för den som|läser allt 12",
                "Nämnden består.",
            ]
        );
    }

    #[test]
    fn long_leaders_below_the_title_lead_to_pages_whatever_they_are_called() {
        let texts = [
            "Innehåll",
            "Inledning ............ Sida",
            "Fokusområde 1: Trygg skola ............ Sidb",
            "Fokusområde 1: Trygg skola",
            "Namn ............ Ort",
        ];
        assert_eq!(roles(&texts), [false, true, true, false, false]);
    }

    #[test]
    fn sentences_that_end_in_numbers_are_not() {
        let texts = [
            "Enheten har bilar 12",
            "och ännu fler bilar 3",
            "samt cyklar 14",
            "och en båt 1",
        ];
        assert_eq!(roles(&texts), [false; 4]);
    }
}
