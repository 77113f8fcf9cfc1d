//! Captions: lines that name a table or a picture by its kind and number.

use super::{Cue, Layouts};

/// A caption names what it stands by in no more characters; a longer text is a paragraph that begins with such a name.
const CAPTION_CHARS: usize = 240;

impl Layouts {
    /// Whether a whole paragraph is a caption: its word, a number, and a title that begins anew (`Tabell 3. Antal besök`,
    /// `Diagram 2 Besök per år`), but not `Tabell 3 visar att …`.
    #[must_use]
    pub fn is_caption(&self, text: &str) -> bool {
        let mut words = text.split_whitespace();
        let (Some(first), Some(number)) = (words.next(), words.next()) else {
            return false;
        };
        let closed = number.ends_with(['.', ':']) || words.clone().next() == Some("\u{2013}");
        let numbered = number.starts_with(|c: char| c.is_ascii_digit());
        let begins = words
            .find(|word| word.starts_with(char::is_alphanumeric))
            .is_none_or(|word| !word.starts_with(char::is_lowercase));
        numbered
            && (closed || begins)
            && text.chars().count() <= CAPTION_CHARS
            && first.starts_with(char::is_uppercase)
            && self.cues.has(Cue::Bildtext, &first.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_has_a_number_and_begins_anew() {
        let layouts = Layouts::builtin();
        for caption in [
            "Tabell 3. Antal besök",
            "Diagram 2: besök per år",
            "Figur 1 Organisationen",
            "Tabell 4 – antal besök",
            "Tabell 7",
        ] {
            assert!(layouts.is_caption(caption), "{caption}");
        }
        for other in [
            "Tabell 3 visar att besöken ökar.",
            "Tabell över besök",
            "Tabeller",
            "diagram 2: besök",
        ] {
            assert!(!layouts.is_caption(other), "{other}");
        }
    }
}
