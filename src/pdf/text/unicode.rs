//! From what a font says of a glyph to the letters that are written down.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose};

/// U+FFFD stands where no letter is known.
pub(crate) const UNKNOWN: char = '\u{FFFD}';

/// The letters of a text as the output holds them: NFC, ligatures split (U+FB00–U+FB06), every kind of space a space,
/// a soft hyphen a hyphen, control and zero-width characters dropped.
pub(crate) fn letters(text: &str) -> Vec<char> {
    if let [byte @ 0x20..=0x7E] = text.as_bytes() {
        return vec![char::from(*byte)];
    }
    text.nfc().flat_map(split).collect()
}

fn split(ch: char) -> impl Iterator<Item = char> {
    let (one, many) = match ch {
        '\u{FB00}'..='\u{FB06}' => (None, Some(std::iter::once(ch).nfkc())),
        _ => (plain(ch), None),
    };
    one.into_iter().chain(many.into_iter().flatten())
}

/// One character for one, or none.
fn plain(ch: char) -> Option<char> {
    match ch {
        '\u{AD}' => Some('-'),
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => None,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => None,
        '\u{FFFE}' | '\u{FFFF}' => Some(UNKNOWN),
        _ if ch.is_whitespace() => Some(' '),
        _ => Some(symbol(ch).unwrap_or(ch)),
    }
}

/// Characters of the symbol fonts, which word processors put at U+F000 plus their code (Symbol and Wingdings): bullets
/// and marks that carry meaning. Symbol's and Wingdings' codes are read alike, as none of these is used in both.
fn symbol(ch: char) -> Option<char> {
    Some(match u32::from(ch) {
        0xF0B7 | 0xF06C | 0xF09F | 0xF0A7 | 0xF06E | 0xF0D8 | 0xF076 | 0xF0A8 | 0xF075 | 0xF077
        | 0xF09E | 0xF0A0 | 0xF0C4 => '•',
        0xF06F | 0xF071 | 0xF072 => '☐',
        0xF0FC => '✓',
        0xF0FB => '✗',
        0xF0FE => '☑',
        0xF0FD => '☒',
        0xF0E0 | 0xF0E8 | 0xF0F0 => '→',
        0xF04A => '☺',
        0xF04B => '😐',
        0xF04C => '☹',
        0xF02D => '-',
        0xF020 => ' ',
        _ => return None,
    })
}

/// The character that a symbol font without a Unicode map shows for a code.
pub(crate) fn symbol_font(name: &str, code: u32) -> Option<char> {
    let known = ["Wingdings", "Symbol"]
        .iter()
        .any(|font| name.starts_with(font));
    if known && code < 256 {
        symbol(char::from_u32(0xF000 + code)?)
    } else {
        None
    }
}

/// Whether the character is in a private use area: no font but its own tells what it is.
pub(crate) fn is_private(ch: char) -> bool {
    matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// The combining mark for an accent that is drawn on its own, over its letter.
pub(crate) fn as_mark(ch: char) -> Option<char> {
    // The first one that is drawn over another letter.
    if ch >= '\u{300}' && canonical_combining_class(ch) != 0 {
        return Some(ch);
    }
    Some(match ch {
        '\u{60}' => '\u{300}',
        '\u{B4}' => '\u{301}',
        '\u{2C6}' | '^' => '\u{302}',
        '\u{2DC}' => '\u{303}',
        '\u{AF}' => '\u{304}',
        '\u{2D8}' => '\u{306}',
        '\u{2D9}' => '\u{307}',
        '\u{A8}' => '\u{308}',
        '\u{2DA}' => '\u{30A}',
        '\u{2DD}' => '\u{30B}',
        '\u{2C7}' => '\u{30C}',
        '\u{B8}' => '\u{327}',
        '\u{2DB}' => '\u{328}',
        _ => return None,
    })
}

/// Base and mark as one character, if there is one.
pub(crate) fn composed(base: char, mark: char) -> Option<char> {
    let base = match base {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    compose(base, mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(input: &str) -> String {
        letters(input).into_iter().collect()
    }

    #[test]
    fn spaces_hyphens_ligatures() {
        assert_eq!(text("a\u{A0}b\u{2009}c\u{202F}d"), "a b c d");
        assert_eq!(text("till\u{AD}"), "till-");
        assert_eq!(
            text("\u{FB01}nansiella e\u{FB00}ekter"),
            "finansiella effekter"
        );
        assert_eq!(text("\u{F0B7}\u{F0FC}"), "•✓");
    }

    #[test]
    fn composes() {
        assert_eq!(text("a\u{30A}"), "å");
        assert_eq!(composed('A', '\u{308}'), Some('Ä'));
        assert_eq!(composed('ı', '\u{301}'), Some('í'));
        assert_eq!(composed('%', '\u{308}'), None);
    }

    #[test]
    fn drops_what_nobody_sees() {
        assert_eq!(text("\u{0}a\u{200B}\u{FEFF}b\u{7}"), "ab");
    }
}
