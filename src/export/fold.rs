//! A name as what it is known by in other documents.

/// The letters and digits of a name, small: without spaces, hyphens and note marks, which differ from one document to the
/// next.
pub(super) fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if let Some(small) = crate::letters::small(c) {
            key.push(small);
        } else if c.is_alphanumeric() && !is_note_mark(c) {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// Raised digits and letters, as the prose has them.
fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | 'ª' | 'º' | '⁰'..='ⁿ')
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn a_name_is_known_by_its_letters() {
        for (name, key) in [
            ("Andel nöjda besökare (%)", "andelnöjdabesökare"),
            ("ANDEL NÖJDA BE- SÖKARE¹", "andelnöjdabesökare"),
            ("Antal träd 2024", "antalträd2024"),
            ("–", ""),
        ] {
            assert_eq!(name_key(name), key);
        }
    }
}
