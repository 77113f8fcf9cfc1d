//! The kind of document that a title tells.

/// Before a phrase that is the end of a word: `…plan`.
const ENDING: char = '…';

/// The words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A phrase as it is compared: its words in lower case, with the sign of an ending.
pub(crate) fn phrase(text: &str) -> String {
    let ending = text.starts_with(ENDING).then_some(ENDING);
    ending.into_iter().collect::<String>() + &words(text).join(" ")
}

/// The kind whose phrase stands first in the title as whole words or as a word's end; of two that begin there, the one
/// that says more.
pub(crate) fn kind<'a>(phrases: &'a [(String, String)], title: &str) -> Option<&'a str> {
    let title = words(title);
    phrases
        .iter()
        .filter_map(|(phrase, kind)| {
            let (at, length) = find(phrase, &title)?;
            Some((at, std::cmp::Reverse(length), kind.as_str()))
        })
        .min_by_key(|&(at, length, _)| (at, length))
        .map(|(_, _, kind)| kind)
}

/// The word that a phrase begins with in the title, and the phrase's letters.
fn find(phrase: &str, title: &[String]) -> Option<(usize, usize)> {
    if let Some(ending) = phrase.strip_prefix(ENDING) {
        let ends = |word: &String| word.ends_with(ending) && word.len() > ending.len();
        return Some((title.iter().position(ends)?, ending.len()));
    }
    let count = phrase.split(' ').count();
    let is = |part: &[String]| part.iter().map(String::as_str).eq(phrase.split(' '));
    Some((title.windows(count).position(is)?, phrase.len()))
}

/// The kind whose phrase a whole text is.
pub(crate) fn whole<'a>(phrases: &'a [(String, String)], text: &str) -> Option<&'a str> {
    let text = words(text).join(" ");
    let found = phrases.iter().find(|(phrase, _)| *phrase == text);
    found.map(|(_, kind)| kind.as_str())
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
            ("…plan", "plan"),
        ]
        .map(|(written, kind)| (phrase(written), kind.to_owned()))
        .into();
        for (title, expected) in [
            ("Verksamhetsplan 2022 för nämnden", Some("verksamhetsplan")),
            (
                "VERKSAMHETSBERÄTTELSE 2021 enligt verksamhetsplan",
                Some("verksamhetsberattelse"),
            ),
            ("Enhetens verksamhetsplan 2020", Some("enhetsplan")),
            ("Verksamhetsplanering", None),
            ("Kompetensförsörjningsplan 2026", Some("plan")),
            ("Plan", None),
            ("", None),
        ] {
            assert_eq!(kind(&phrases, title), expected, "{title}");
        }
    }

    #[test]
    fn a_whole_text_is_a_phrase_or_not() {
        let phrases = [(phrase("Protokoll"), "protokoll".to_owned())];
        assert_eq!(whole(&phrases, "PROTOKOLL"), Some("protokoll"));
        assert_eq!(whole(&phrases, "Protokoll 3"), None);
    }
}
