//! Small letters without the tables for all of Unicode: nearly every letter is one of Western Europe's.

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

#[cfg(test)]
mod tests {
    use super::small;

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
}
