//! Bullets, numbers and letters that begin a list's item.

use crate::words::tolerances::{LIST_NUMBER_LENGTH, TOO_MANY_LIST_DIGITS};
use crate::words::word::Word;

/// A bullet, a number or a letter that begins a list's item.
#[must_use]
pub fn is_sign(words: &[Word]) -> bool {
    let [word] = words else { return false };
    let text = word.text.as_str();
    let marks = text.chars().all(|c| "•-–—*·o▪■□➢✓".contains(c)) && text.chars().count() == 1;
    let numbered = text.len() <= LIST_NUMBER_LENGTH
        && text.ends_with(['.', ')'])
        && text
            .trim_end_matches(['.', ')'])
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.')
        && text.starts_with(|c: char| c.is_ascii_digit());
    let lettered = text.chars().count() == 2
        && (text.ends_with(')') || text.ends_with('.') && text.starts_with(char::is_lowercase));
    marks || numbered && !too_high_for_a_list(text) || lettered
}

fn too_high_for_a_list(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')']);
    digits.len() >= TOO_MANY_LIST_DIGITS && digits.chars().all(|c| c.is_ascii_digit())
}
