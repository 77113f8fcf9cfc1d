//! A line of a table of contents, told by its leader and page number.

use crate::words::gaps::segments;
use crate::words::tolerances::{CONTENTS_FAR, CONTENTS_PART_GAP, LEADER_DOTS, PAGE_NUMBER_DIGITS};
use crate::words::word::Word;

/// A line of a table of contents: a leader of dots, then a page number.
#[must_use]
pub fn is_contents(words: &[Word]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let rest = last.text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = last.text.len() - rest.len();
    if digits == 0 || digits > PAGE_NUMBER_DIGITS {
        return false;
    }
    // Dots may touch the title, the number, or neither.
    let dots = |text: &str| {
        text.chars()
            .rev()
            .take_while(|c| matches!(c, '.' | '…' | '·'))
            .count()
    };
    if rest.is_empty() {
        let Some(before) = words.len().checked_sub(2).map(|i| &words[i]) else {
            return false;
        };
        let single = words
            .iter()
            .rev()
            .skip(1)
            .take_while(|w| w.text == ".")
            .count();
        // A row of a table has more pieces than title and page.
        let far = last.rect.x0 - before.rect.x1 > CONTENTS_FAR * last.size && {
            let mut pieces = segments(words, CONTENTS_PART_GAP);
            let numbered = pieces.next().is_some_and(|piece| {
                let mut words = piece.iter();
                words.all(|word| !word.text.contains(char::is_alphabetic))
            });
            pieces.count() <= 1 + usize::from(numbered)
        };
        let titled = words
            .iter()
            .flat_map(|w| w.text.chars())
            .any(char::is_alphabetic);
        titled
            && (dots(&before.text) >= LEADER_DOTS
                || single >= LEADER_DOTS
                || before.text.ends_with('…')
                || far)
    } else {
        dots(rest) >= LEADER_DOTS || rest.ends_with('…')
    }
}
