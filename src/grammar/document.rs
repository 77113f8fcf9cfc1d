//! The kind of document that a title tells.

/// The words of a text in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The kind whose phrase stands first in the title as whole words; of two that begin there, the longer one.
pub(crate) fn kind<'a>(phrases: &'a [(Vec<String>, String)], title: &str) -> Option<&'a str> {
    let title = words(title);
    phrases
        .iter()
        .filter(|(phrase, _)| !phrase.is_empty())
        .filter_map(|(phrase, kind)| {
            let at = title
                .windows(phrase.len())
                .position(|part| part == phrase.as_slice())?;
            Some((at, std::cmp::Reverse(phrase.len()), kind.as_str()))
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
            ("Verksamhetsplan", "verksamhetsplan"),
            ("Enhetens verksamhetsplan", "enhetsplan"),
            ("Verksamhetsberättelse", "verksamhetsberattelse"),
        ]
        .map(|(phrase, kind)| (words(phrase), kind.to_owned()))
        .into();
        for (title, expected) in [
            ("Verksamhetsplan 2022 för nämnden", Some("verksamhetsplan")),
            (
                "VERKSAMHETSBERÄTTELSE 2021 enligt verksamhetsplan",
                Some("verksamhetsberattelse"),
            ),
            ("Enhetens verksamhetsplan 2020", Some("enhetsplan")),
            ("Verksamhetsplanering", None),
            ("", None),
        ] {
            assert_eq!(kind(&phrases, title), expected, "{title}");
        }
    }
}
