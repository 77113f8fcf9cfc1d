//! Words of a line to a [`block::Line`](crate::block::Line).

use unicode_normalization::UnicodeNormalization;

use crate::block::{CharIds, Gap, Line, Place, Style};
use crate::words::gaps::rect_of;
use crate::words::tolerances::{
    COMMON_ADVANCE, HYPHEN_ADVANCE, ROOM_INDENT, ROOM_ROUNDING, WIDE_GAP,
};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// How far text may reach.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The least x, where it is known.
    pub left: Option<f32>,
    /// The greatest x.
    pub right: f32,
    /// Width of the widest line, in a column of cells: text that is centred or set to the right shows no other end.
    pub width: Option<f32>,
}

/// Makes lines of one column or cell.
#[must_use]
pub fn lines(column: &[Vec<Word>], page: u32, room: &Room) -> Vec<Line> {
    let mut result: Vec<Line> = Vec::new();
    for (i, words) in column.iter().enumerate() {
        let next = column.get(i + 1).and_then(|line| line.first());
        let end = words.last().map_or(0.0, |word| word.rect.x1);
        // What follows the last line stands elsewhere: a letter of common width stands for it.
        let size = words.last().map_or(0.0, |word| word.size);
        let mut needed = next.map_or(COMMON_ADVANCE * size, |word| word.first_advance);
        // A word that is too long for its cell may be broken so that a hyphen would find room, though none is set.
        if words.len() == 1 && room.width.is_some() {
            needed += HYPHEN_ADVANCE * size;
        }
        // Text that stands at the right end of its cell is full when it keeps no more space on the left.
        let spare = room.left.map_or(0.0, |left| {
            let before = words.first().map_or(0.0, |word| word.rect.x0) - left;
            before - (room.right - end).max(0.0)
        });
        let full = room.right - end < needed + ROOM_ROUNDING && spare < needed + ROOM_INDENT;
        let widest = next.is_some()
            && room
                .width
                .is_some_and(|width| width - rect_of(words).width() < needed + ROOM_ROUNDING);
        result.push(line(words, page, full || widest));
    }
    result
}

/// One line.
#[must_use]
pub fn line(words: &[Word], page: u32, full: bool) -> Line {
    let text = composed(text_of(words));
    let mut letters = CharIds::default();
    for word in words {
        letters.append(&word.letters);
    }
    Line {
        text,
        letters,
        place: Place::Page(page, rect_of(words)),
        style: style(words),
        full,
        ends_in_space: words.last().is_some_and(|word| word.space_after),
        first_word: words.first().map_or(0.0, |word| word.rect.width()),
        gaps: gaps(words),
    }
}

/// Where words stand far apart.
fn gaps(words: &[Word]) -> Box<[Gap]> {
    let is_wide = |word: &Word, next: &Word| {
        next.rect.x0 - word.rect.x1 > WIDE_GAP * word.size.max(next.size)
    };
    // Most lines have none, and nothing need be counted.
    if !words.windows(2).any(|pair| is_wide(&pair[0], &pair[1])) {
        return Box::default();
    }
    let mut after = 0;
    let pairs = words.iter().zip(words.get(1..).unwrap_or_default());
    let wide = pairs.filter_map(|(word, next)| {
        after += word.text.chars().filter(|c| !c.is_whitespace()).count();
        let x = (word.rect.x1, next.rect.x0);
        is_wide(word, next).then_some(Gap { after, x })
    });
    wide.collect()
}

/// The text in NFC.
fn composed(text: String) -> String {
    // No character below the first combining one composes with another.
    if text.chars().all(|c| c < '\u{300}') {
        text
    } else {
        text.nfc().collect()
    }
}

/// The look of most letters.
#[must_use]
pub fn style(words: &[Word]) -> Style {
    let letters: usize = words.iter().map(|word| word.letters.len()).sum();
    let share = |is: &dyn Fn(&Word) -> bool| {
        let count: usize = words
            .iter()
            .filter(|w| is(w))
            .map(|w| w.letters.len())
            .sum();
        count * 2 > letters
    };
    Style {
        size: typical_size(words.iter()),
        bold: share(&|word| word.bold),
        italic: share(&|word| word.italic),
        color: words.first().map(|word| word.color).unwrap_or_default(),
    }
}
