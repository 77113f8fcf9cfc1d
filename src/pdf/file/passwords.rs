//! Passwords as files expect them.

use unicode_normalization::UnicodeNormalization as _;

/// A password as it was typed, and as newer files have it: prepared by SASLprep (RFC 4013), as far as that changes what
/// it maps.
pub(crate) fn forms(password: &str) -> Vec<String> {
    let is_nothing = |ch: &char| {
        matches!(ch, '\u{AD}' | '\u{34F}' | '\u{1806}' | '\u{180B}'..='\u{180D}' | '\u{200B}'..='\u{200D}'
            | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    let blank = |ch: char| {
        let is_blank = matches!(
            ch,
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
        );
        if is_blank { ' ' } else { ch }
    };
    let prepared: String = (password.chars())
        .filter(|ch| !is_nothing(ch))
        .map(blank)
        .nfkc()
        .collect();
    let mut forms = vec![password.to_owned()];
    if prepared != password {
        forms.push(prepared);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn passwords_are_prepared() {
        assert_eq!(forms("hemligt"), ["hemligt"]);
        assert_eq!(
            forms("a\u{30A}\u{A0}\u{FB01}\u{AD}x"),
            ["a\u{30A}\u{A0}\u{FB01}\u{AD}x", "\u{E5} fix"]
        );
    }
}
