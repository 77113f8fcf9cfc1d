//! Letters of a text: small ones without the tables for all of Unicode, for nearly every letter is one of Western Europe's.

/// The small form of a letter or digit of ASCII or Latin-1; `None` for any other character.
#[must_use]
pub fn small(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'ß'..='ö' | 'ø'..='ÿ' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 0x20),
        _ => None,
    }
}

/// The letters and digits of a text, small: what is compared when white space and broken words are not mended yet.
pub(crate) fn letters_of(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        match small(c) {
            Some(small) => letters.push(small),
            None if c.is_alphanumeric() => letters.extend(c.to_lowercase()),
            None => {}
        }
    }
    letters
}

/// A character that may break a word at a line's end.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

/// Whether a line ends in a hyphen right behind a word: not in a dash that stands alone.
pub(crate) fn ends_in_hyphen(line: &str) -> bool {
    let mut ends = line.chars().rev();
    ends.next().is_some_and(is_hyphen) && ends.next().is_some_and(char::is_alphanumeric)
}

/// Number of characters, white space aside.
pub(crate) fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::{count, ends_in_hyphen, letters_of, small};

    #[test]
    fn letters_are_as_unicode_has_them() {
        for c in '\0'..='\u{17f}' {
            if let Some(small) = small(c) {
                assert!(c.is_alphanumeric() && c.to_lowercase().eq([small]), "{c}");
            } else {
                assert!(!c.is_ascii_alphanumeric(), "{c}");
            }
        }
        assert_eq!(small('Å'), Some('å'));
    }

    #[test]
    fn texts_are_compared_by_letters_and_digits() {
        assert_eq!(letters_of("KF:s Års-\u{a0}mål 2"), "kfsårsmål2");
        assert_eq!(count(" a b\u{a0}c "), 3);
    }

    #[test]
    fn a_hyphen_follows_a_word() {
        for line in ["verksam-", "verksam\u{ad}", "i verksam\u{2010}"] {
            assert!(ends_in_hyphen(line), "{line}");
        }
        for line in ["", "-", "2 -", "verksam", "verksam –"] {
            assert!(!ends_in_hyphen(line), "{line}");
        }
    }
}
