//! How far a goal was met: phrases, verdicts in a sentence, labels before them, marks.

use super::{CellKind, ColumnMatch, Layouts, StatusValue, begins_any, fold, layer, lines, mark};
use crate::output::{Varde, VardeSymbol};

/// The vocabulary that tells how far something has come.
pub(crate) const STATUS_WORDS: &str = "status";
/// A verdict's sentence has at most so many letters between its beginning and its end.
const VERDICT_CHARS: usize = 200;

/// A verdict has at least so many words: `Målet är uppfyllt.` Fewer are a word in a cell or below a heading.
const VERDICT_WORDS: usize = 3;

/// Where the first sentence of a text ends, if another follows it.
fn first_sentence_end(text: &str) -> Option<usize> {
    let ends = |(at, sign): (usize, &str)| {
        let rest = text.get(at + sign.len()..)?;
        let next = rest.trim_start();
        (next.len() < rest.len() && next.starts_with(char::is_uppercase)).then_some(at + sign.len())
    };
    text.match_indices(['.', '!']).find_map(ends)
}

/// The last sentence of a text: a verdict stands at its end.
#[must_use]
pub fn last_sentence(text: &str) -> &str {
    let text = text.trim();
    let body = text.trim_end_matches(['.', '!', '?']);
    let begins = |(at, sign): (usize, &str)| {
        let rest = body.get(at + sign.len()..)?;
        let sentence = rest.trim_start();
        (sentence.len() < rest.len() && sentence.starts_with(char::is_uppercase))
            .then_some(at + sign.len())
    };
    let from = body.rmatch_indices(['.', '!', '?']).find_map(begins);
    from.and_then(|from| text.get(from..))
        .map_or(text, str::trim_start)
}

impl Layouts {
    /// The status of a goal that the whole text is: a phrase, or a sentence with a verdict (`Målet att … har uppnåtts.`).
    #[must_use]
    pub fn status(&self, text: &str) -> Option<StatusValue> {
        if !self.may_begin_status(text) {
            return None;
        }
        let folded = fold::letters(text);
        if let Some(value) = self.statuses.get(&folded) {
            return Some(*value);
        }
        // A verdict is one sentence.
        if last_sentence(text).len() < text.trim().len() {
            return None;
        }
        let first = folded.chars().next();
        let verdict = |(phrase, value): (&String, &StatusValue)| {
            // Nearly every phrase begins otherwise.
            let begin = phrase.chars().next();
            if begin != first && begin != Some(layer::REST) {
                return None;
            }
            let (begin, end) = phrase.split_once(layer::REST)?;
            let within = folded.strip_prefix(begin)?.strip_suffix(end)?;
            (within.chars().count() <= VERDICT_CHARS).then_some((phrase.len(), *value))
        };
        let found = self.statuses.iter().filter_map(verdict);
        found
            .max_by_key(|(length, _)| *length)
            .map(|(_, value)| value)
    }

    /// The bytes of a verdict's sentence that a text begins with (`Målet att … har uppnåtts. Under året …`), and what it says.
    #[must_use]
    pub fn first_verdict(&self, text: &str) -> Option<(usize, StatusValue)> {
        let end = first_sentence_end(text)?;
        let value = self.verdict(text.get(..end)?)?;
        Some((end, value))
    }

    /// The same of a text that ends with one: the bytes before it.
    #[must_use]
    pub fn last_verdict(&self, text: &str) -> Option<(usize, StatusValue)> {
        let last = last_sentence(text);
        let from = text.trim_end().len().checked_sub(last.len())?;
        let value = self.verdict(last)?;
        Some((from, value))
    }

    /// What a sentence says that is a verdict and no mere phrase: it says of what it speaks (`Målet …`).
    #[must_use]
    pub fn verdict(&self, sentence: &str) -> Option<StatusValue> {
        let sentence = sentence.trim();
        let closed = sentence.ends_with(['.', '!']);
        let value = self.status(sentence)?;
        (closed && sentence.split_whitespace().count() >= VERDICT_WORDS).then_some(value)
    }

    /// The bytes of a label before a status (`Status:`) that a text begins with, its colon and spaces among them.
    #[must_use]
    pub fn status_label(&self, text: &str) -> Option<usize> {
        let first = fold::first_letter(text)?;
        let labels = self.status_labels.iter();
        labels
            .filter(|label| label.starts_with(first))
            .filter_map(|label| lines::labelled(text, label))
            .max()
    }

    /// The status that a text behind such a label says: any that stands alone, or a word that tells how far something has
    /// come.
    #[must_use]
    pub fn labelled_status(&self, text: &str) -> Option<StatusValue> {
        let word = || self.status_word(text).map(|_| StatusValue::Annan);
        self.status(text).or_else(word)
    }

    /// What a goal's mark says of its status: how far the goal was met, and the word.
    #[must_use]
    pub fn mark_status(&self, symbol: &VardeSymbol) -> (Option<StatusValue>, Option<&str>) {
        let value = self.statuses.iter().find(|(phrase, _)| {
            let mark = mark::MarkWord::new(phrase).and_then(Result::ok);
            mark.is_some_and(|mark| mark.is_symbol(symbol))
        });
        let words = self.words.get(STATUS_WORDS);
        let word = words.and_then(|list| list.find_mark(|mark| mark.is_symbol(symbol)));
        (value.map(|(_, value)| *value), word)
    }

    /// The word of a drawn mark in a column's vocabularies.
    #[must_use]
    pub fn mark_word(
        &self,
        layout: &str,
        column: &ColumnMatch,
        symbol: &VardeSymbol,
    ) -> Option<&str> {
        let ColumnMatch::Known(_, index) = column else {
            return None;
        };
        let kinds = &self.rows.get(layout)?.columns.get(*index)?.kinds;
        kinds.iter().find_map(|kind| {
            let CellKind::Ord(list) = kind else {
                return None;
            };
            let list = self.words.get(list)?;
            list.find_mark(|mark| mark.is_symbol(symbol))
        })
    }

    /// Whether a cell of a column of words was read as mere text: its vocabularies do not have it, and the column may hold
    /// text too, so that nothing else tells.
    #[must_use]
    pub fn lacks_word(&self, layout: &str, column: &ColumnMatch, value: &Varde) -> bool {
        let ColumnMatch::Known(_, index) = column else {
            return false;
        };
        let columns = self.rows.get(layout).map(|layout| &layout.columns);
        let kinds = columns.and_then(|columns| Some(columns.get(*index)?.kinds.as_slice()));
        let asks = matches!(kinds, Some([CellKind::Ord(_), .., CellKind::Text]));
        asks && value.is_plain() && !super::is_dash(&value.text)
    }

    /// The word of a status in the vocabulary of this name, where the vocabulary knows it.
    #[must_use]
    pub fn status_word(&self, text: &str) -> Option<&str> {
        let (word, _) = self.words.get(STATUS_WORDS)?.find(text)?;
        Some(word)
    }

    /// Whether a text that begins so may be a goal's status: cheap to ask first.
    #[must_use]
    pub fn may_begin_status(&self, text: &str) -> bool {
        begins_any(self.statuses.keys(), text) || begins_any(self.status_labels.iter(), text)
    }
}
