//! Small letters without the tables for all of Unicode: nearly every letter is one of Western Europe's.
//! And what regular expressions take for a letter, without compiling one, which takes longer than reading a page.

use unicode_normalization::char::is_combining_mark;

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

/// Whether a character is a capital by its general category (`\p{Lu}`): a capital letter, not a sign made of one.
#[must_use]
pub fn is_capital(c: char) -> bool {
    // Roman numerals, letters in circles and in squares.
    c.is_uppercase() && !matches!(c, 'Ⅰ'..='Ⅿ' | 'Ⓐ'..='Ⓩ' | '🄰'..='🅉' | '🅐'..='🅩' | '🅰'..='🆉')
}

/// Whether a character is a small letter by its general category (`\p{Ll}`).
#[must_use]
pub fn is_small(c: char) -> bool {
    // Ordinals, letters set high or low, Roman numerals, letters in circles, a vowel's mark.
    c.is_lowercase()
        && !matches!(c, 'ª' | 'º' | 'ʰ'..='ʸ' | 'ˀ' | 'ˁ' | 'ˠ'..='ˤ' | '\u{345}' | 'ͺ' | 'ჼ')
        && !matches!(c, 'ᴬ'..='ᵪ' | 'ᵸ' | 'ᶛ'..='ᶿ' | 'ⁱ' | 'ⁿ' | 'ₐ'..='ₜ' | 'ⅰ'..='ⅿ' | 'ⓐ'..='ⓩ')
        && !matches!(c, 'ⱼ' | 'ⱽ' | 'ꚜ' | 'ꚝ' | 'ꝰ' | '\u{a7f1}'..='ꟴ' | 'ꟸ' | 'ꟹ' | 'ꭜ'..='ꭟ' | 'ꭩ')
        && !matches!(c, '\u{10780}'..='\u{107ba}' | '\u{1e030}'..='\u{1e06d}')
}

/// Whether a character is a letter by its general category (`\p{L}`).
#[must_use]
pub fn is_letter(c: char) -> bool {
    // Marks that are vowels, numerals that are letters, letters in circles and in squares.
    c.is_alphabetic()
        && (c < '\u{300}' || !is_combining_mark(c))
        && !matches!(c, 'ᛮ'..='ᛰ' | 'Ⅰ'..='ↂ' | 'ↅ'..='ↈ' | 'Ⓐ'..='ⓩ' | '〇' | '〡'..='〩')
        && !matches!(c, '〸'..='〺' | 'ꛦ'..='ꛯ' | '\u{10140}'..='\u{10174}' | '\u{10341}')
        && !matches!(c, '\u{1034a}' | '\u{103d1}'..='\u{103d5}' | '\u{12400}'..='\u{1246e}')
        && !matches!(c, '\u{16ff4}'..='\u{16ff6}' | '🄰'..='🅉' | '🅐'..='🅩' | '🅰'..='🆉')
}

/// Whether words hold the character, as regular expressions have it (`\w`): letters, marks, digits, what joins.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    regex_syntax::try_is_word_character(c).unwrap_or_else(|_| c.is_alphanumeric())
}

/// The text after the word, in whatever case its letters are; `word` is in small letters of ASCII or Latin-1.
#[must_use]
pub fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let same = |expected: char| match rest.next() {
        // The long s, and the sign for kelvin.
        Some('ſ') => expected == 's',
        Some('\u{212a}') => expected == 'k',
        Some(c) => small(c).unwrap_or(c) == expected,
        None => false,
    };
    word.chars().all(same).then_some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{after_word, is_capital, is_letter, is_of_word, is_small, small};

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
    fn kinds_are_those_of_regular_expressions() {
        // The tables are of different versions of Unicode: what one of them does not know is left out.
        let unassigned = Regex::new(r"\p{Cn}").unwrap();
        for (class, own) in [
            (r"\p{Lu}", is_capital as fn(char) -> bool),
            (r"\p{Ll}", is_small),
            (r"\p{L}", is_letter),
            (r"\w", is_of_word),
        ] {
            let class = Regex::new(class).unwrap();
            let mut buffer = [0; 4];
            for c in char::MIN..=char::MAX {
                let text: &str = c.encode_utf8(&mut buffer);
                if class.is_match(text) != own(c) {
                    // This one is a small letter to one version only.
                    let known = c != 'ʕ' && !unassigned.is_match(text);
                    assert!(!known, "{class} {c:?} {}", own(c));
                }
            }
        }
    }

    #[test]
    fn words_in_any_case() {
        for word in ["stockholm", "växel", "diarienummer", "https", "box", "6"] {
            let same = Regex::new(&format!("(?i)^{word}")).unwrap();
            let letters = ['ſ', '\u{212a}', 'Ä', 'ä', 'I', 'İ', 'ı', 'K', 'X', 'µ', 'å'];
            for place in 0..word.chars().count() {
                for other in letters {
                    let with = |(at, c)| if at == place { other } else { c };
                    let text: String = word.chars().enumerate().map(with).collect();
                    let rest = after_word(&text, word);
                    assert_eq!(rest.is_some(), same.is_match(&text), "{text}");
                }
            }
        }
        assert_eq!(after_word("TELEFON: 08", "telefon"), Some(": 08"));
        assert_eq!(after_word("Tele", "telefon"), None);
    }
}
