//! A line of a table of contents, told by its leader and page number.

use crate::grammar::{contents_line, is_led_far};
use crate::words::gaps::segments;
use crate::words::tolerances::{
    CONTENTS_FAR, CONTENTS_PART_GAP, LEADER_DOTS, LINES_A_FALL, PAGE_NUMBER_DIGITS, TITLE_LINES,
};
use crate::words::word::{Word, text_of};

/// A line of a table of contents: a leader of dots or a wide gap, then a page number.
#[must_use]
pub fn is_contents(words: &[Word]) -> bool {
    is_numbered(words) || may_lead(words) && contents_line(&text_of(words)).is_some()
}

/// Of lines from top to bottom, which are of a table of contents: pages ascend, numbers of a table do not.
#[must_use]
pub fn contents_lines(lines: &[Vec<Word>]) -> Vec<bool> {
    let mut found: Vec<bool> = lines.iter().map(|line| is_contents(line)).collect();
    let page = |line: &[Word]| -> Option<u32> {
        let last = line.last()?.text.as_str();
        let rest = last.trim_end_matches(|c: char| c.is_ascii_digit());
        last.get(rest.len()..)?.parse().ok()
    };
    let listed: Vec<usize> = (0..lines.len()).filter(|at| found[*at]).collect();
    for run in listed.chunk_by(|a, b| b - a <= TITLE_LINES) {
        let pages: Vec<u32> = run.iter().filter_map(|at| page(&lines[*at])).collect();
        let falls = pages.windows(2).filter(|pair| pair[1] < pair[0]).count();
        if falls * LINES_A_FALL > run.len() {
            for at in run {
                found[*at] = false;
            }
        }
    }
    found
}

/// Whether a line has a leader so long that it leads to a page, whatever the page is called.
#[must_use]
pub fn leads_far(words: &[Word]) -> bool {
    may_lead(words) && is_led_far(&text_of(words))
}

/// Whether two dots stand side by side near a line's end: cheap to ask first.
fn may_lead(words: &[Word]) -> bool {
    /// Words behind a leader at most: `– 1 –`, and the last dot.
    const BEHIND: usize = 4;
    words
        .iter()
        .rev()
        .take(BEHIND)
        .any(|word| has_dots(&word.text))
}

/// Whether a word is one dot, or two stand side by side in it.
fn has_dots(text: &str) -> bool {
    let is_dot = |c: char| matches!(c, '.' | '·' | '_');
    // Few words have the bytes of any.
    if !text
        .bytes()
        .any(|byte| matches!(byte, b'.' | b'_' | b'\xb7'))
    {
        return false;
    }
    let mut before = None;
    let mut letters = text.chars();
    match (letters.next(), letters.as_str()) {
        (Some(only), "") => is_dot(only),
        _ => text
            .chars()
            .any(|c| before.replace(c) == Some(c) && is_dot(c)),
    }
}

/// The same of a page that is called by digits and no more.
fn is_numbered(words: &[Word]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    #[test]
    fn a_page_may_have_signs_around_its_number() {
        for page in ["1", "1)", "1.", "[1]", "– 1 –", "ii", "A-3"] {
            for leader in [". . . . . . . .", "............"] {
                let line = words(&format!("Trygg skola {leader} {page}"), 0.0, 10.0);
                assert!(is_contents(&line), "{leader} {page}");
            }
        }
        let other = words("Trygg skola ............ Sidb", 0.0, 10.0);
        assert!(!is_contents(&other) && leads_far(&other));
        let table = |pages: [&str; 4]| {
            let lines =
                pages.map(|page| words(&format!("Trygg skola ............ {page}"), 0.0, 10.0));
            contents_lines(&lines)
        };
        assert!(table(["3", "3", "5", "12"]).into_iter().all(|is| is));
        assert!(table(["31", "3", "15", "12"]).into_iter().all(|is| !is));
        let text = words("Vi vill mer ... och det nu.", 0.0, 10.0);
        assert!(!is_contents(&text) && !leads_far(&text));
    }
}
