//! Lines around a table that are none of its rows: captions and notes, told by their first words.

use crate::grammar::{Cue, Layouts};
use crate::words::word::Word;

/// Whether the line begins a caption: its word, and a number or a letter after it (`Tabell 3.`, `Table A-1`).
#[must_use]
pub fn is_caption(line: &[Word], layouts: &Layouts) -> bool {
    let [first, second, ..] = line else {
        return false;
    };
    let numbered = || {
        let mut chars = second.text.chars();
        let first = chars.next();
        let digit = |c: char| c.is_ascii_digit();
        second.text.contains(digit)
            || first.is_some_and(char::is_uppercase) && chars.all(|c| c.is_ascii_punctuation())
            || is_roman(&second.text)
    };
    layouts
        .cues()
        .has(Cue::Bildtext, &first.text.to_lowercase())
        && numbered()
}

/// Whether the line begins a note: its word and a colon (`Källa: …`).
#[must_use]
pub fn is_note(line: &[Word], layouts: &Layouts) -> bool {
    let Some(first) = line.first() else {
        return false;
    };
    let colon = first.text.strip_suffix(':');
    colon.is_some_and(|word| layouts.cues().has(Cue::Tabellnot, &word.to_lowercase()))
}

fn is_roman(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ':']);
    !text.is_empty() && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    #[test]
    fn a_caption_has_a_number() {
        let layouts = Layouts::builtin();
        let is = |text: &str| is_caption(&words(text, 0.0, 10.0), &layouts);
        assert!(is("Tabell 3. Antal besök"));
        assert!(is("Figure IV: Visits"));
        assert!(!is("Tabell över besök 3"));
        assert!(!is("Diagram"));
    }

    #[test]
    fn a_note_has_a_colon() {
        let layouts = Layouts::builtin();
        let is = |text: &str| is_note(&words(text, 0.0, 10.0), &layouts);
        assert!(is("Källa: kommunens räkenskaper"));
        assert!(!is("Källa Norra 12"));
    }
}
