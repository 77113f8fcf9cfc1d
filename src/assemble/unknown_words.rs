//! Words where a vocabulary is asked and none knows them: told once for each column and for statuses behind their labels, not
//! for each cell.

use std::collections::BTreeMap;

use super::rows::shorten;
use crate::block::{Place, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};

/// A text of a column of words has no more words: a longer one is a sentence, which no vocabulary would have.
pub(super) const MOST_WORDS: usize = 4;
/// So many words are shown.
const SHOWN: usize = 5;

/// Where such words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    /// Behind a status's label.
    Status,
    /// In cells of a column.
    Column,
}

/// Words that no vocabulary knows, by the label or the column's key that they stand under.
#[derive(Debug, Default)]
pub(super) struct UnknownWords(BTreeMap<(Asked, String), Vec<Found>>);

/// A word, and where it stands.
type Found = (String, Vec<Place>);

impl UnknownWords {
    /// Adds a word.
    pub(super) fn add(&mut self, asked: Asked, under: &str, text: &str, places: Vec<Place>) {
        let entry = self.0.entry((asked, under.to_owned())).or_default();
        entry.push((text.to_owned(), places));
    }

    /// A remark for each label and column.
    pub(super) fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|((asked, under), found)| {
            let mut times: BTreeMap<&str, usize> = BTreeMap::new();
            for (text, _) in &found {
                *times.entry(text).or_default() += 1;
            }
            let shown = times.iter().take(SHOWN);
            let shown: Vec<String> = shown
                .map(|(text, times)| format!("\"{}\" ({times})", shorten(text)))
                .collect();
            let more = if times.len() > SHOWN { ", …" } else { "" };
            let place = match asked {
                Asked::Status => format!("behind \"{under}\""),
                Asked::Column => format!("in the column `{under}`"),
            };
            let message = format!(
                "{place} stand words that no vocabulary knows, kept as text: {}{more}",
                shown.join(", ")
            );
            let places: Vec<Place> = found
                .iter()
                .flat_map(|(_, places)| places.clone())
                .collect();
            Diagnostic::new("okant-ord", Allvar::Varning, message).at(merge_places(&places))
        })
    }
}

/// Whether a text can be a word of a vocabulary: short, and no sentence.
pub(super) fn is_word(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=MOST_WORDS).contains(&words)
        && text.contains(char::is_alphabetic)
        && !text
            .trim_end_matches('.')
            .contains(['.', ':', ';', '!', '?'])
}
