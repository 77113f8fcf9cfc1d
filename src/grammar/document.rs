//! The kind of document that a title tells.

use crate::output::Typ;

/// The words of a text in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The kind whose phrase stands first in the title as whole words; of two that begin there, the longer one.
pub(crate) fn kind(phrases: &[(Vec<String>, Typ)], title: &str) -> Option<Typ> {
    let title = words(title);
    phrases
        .iter()
        .filter(|(phrase, _)| !phrase.is_empty())
        .filter_map(|(phrase, kind)| {
            let at = title
                .windows(phrase.len())
                .position(|part| part == phrase.as_slice())?;
            Some((at, std::cmp::Reverse(phrase.len()), *kind))
        })
        .min_by_key(|&(at, length, _)| (at, length))
        .map(|(_, _, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_longest_phrase_wins() {
        let phrases: Vec<_> = [
            ("Verksamhetsplan", Typ::Verksamhetsplan),
            ("Enhetens verksamhetsplan", Typ::Enhetsplan),
            ("Verksamhetsberättelse", Typ::Verksamhetsberattelse),
        ]
        .map(|(phrase, kind)| (words(phrase), kind))
        .into();
        for (title, expected) in [
            (
                "Verksamhetsplan 2022 för nämnden",
                Some(Typ::Verksamhetsplan),
            ),
            (
                "VERKSAMHETSBERÄTTELSE 2021 enligt verksamhetsplan",
                Some(Typ::Verksamhetsberattelse),
            ),
            ("Enhetens verksamhetsplan 2020", Some(Typ::Enhetsplan)),
            ("Verksamhetsplanering", None),
            ("", None),
        ] {
            assert_eq!(kind(&phrases, title), expected, "{title}");
        }
    }
}
