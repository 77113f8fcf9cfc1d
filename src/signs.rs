//! Signs of a font that stand for a mark, not for a word: `●`, `✓`, a coloured circle, a symbol font's letter.

/// A geometric shape, an arrow, a dingbat, a coloured circle or square, or a letter of a symbol font.
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{1f534}'..='\u{1f53b}' | '\u{1f7e0}'..='\u{1f7eb}' | '\u{fe0f}')
}

/// Whether the text is nothing but signs.
#[must_use]
pub fn is_signs(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_sign(c) || c.is_whitespace())
}

/// How many bytes of the text the signs take that begin it, set apart from what follows; 0 without any.
#[must_use]
pub fn leading(text: &str) -> usize {
    let end = text.find(|c: char| !is_sign(c)).unwrap_or(text.len());
    let rest = text.get(end..).unwrap_or_default();
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_no_words() {
        assert!(is_signs("●") && is_signs("✓ ●"));
        assert!(!is_signs("") && !is_signs("-") && !is_signs("● Ja") && !is_signs("•"));
        assert_eq!(leading("● Ja"), "●".len());
        assert_eq!(leading("●Ja"), 0);
        assert_eq!(leading("Ja"), 0);
    }
}
