//! Words that were read with a letter wrong, put right by words that the document has elsewhere, or that the lexicon has. Only what
//! engines take for each other is changed, a number never, and each change is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Lexicon, Reading};
use crate::ocr::reading::{PageReading, ReadWord, Readings};
use crate::ocr::tolerances::{FEWEST_PUT_RIGHT, MOST_PARTS, SURE_WORD, TAKEN_FOR, TIMES_KNOWN};
use crate::pdf::{Glyph, Remark, Severity};

/// The words of a document that were read surely.
#[derive(Debug, Default)]
pub struct Vocabulary {
    times: BTreeMap<String, usize>,
    lexicon: Lexicon,
}

impl Vocabulary {
    /// That of all pages.
    #[must_use]
    pub fn of(readings: &Readings, lexicon: Lexicon) -> Self {
        let mut times = BTreeMap::new();
        for reading in readings.pages.values() {
            let words = match reading {
                PageReading::Words(_, words) => words,
                PageReading::Rules(prepared) => &prepared.layer,
                PageReading::Failed(_) => continue,
            };
            for word in words.iter().filter(|word| word.confidence >= SURE_WORD) {
                *times.entry(core(&word.text).to_lowercase()).or_insert(0) += 1;
            }
        }
        Self { times, lexicon }
    }

    /// Puts a page's words right.
    pub fn put_right(&self, words: &mut [ReadWord]) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for word in words {
            // What a text layer says is sure or not: nobody knows.
            let sure = word.confidence >= SURE_WORD && word.confidence != Glyph::CERTAIN;
            let Some(meant) = Some(&word.text)
                .filter(|_| !sure)
                .and_then(|text| self.meant(text))
            else {
                continue;
            };
            let read = std::mem::replace(&mut word.text, meant);
            remarks.push(Remark {
                code: "lasning-rattad",
                severity: Severity::Info,
                message: format!(
                    "{read:?} was recognised, which is no word, and is taken for {:?}",
                    word.text
                ),
            });
        }
        remarks
    }

    /// What a text is meant to be, if it is no word and one change makes it one, and no other.
    fn meant(&self, text: &str) -> Option<String> {
        let own = core(text);
        let letters = || own.chars().filter(|ch| ch.is_alphabetic());
        let others = own.chars().filter(|ch| !ch.is_alphabetic()).count();
        let mut rest = own.chars().skip(1);
        let small = rest.all(|ch| ch.is_lowercase() || !ch.is_alphabetic());
        let first = letters().next()?;
        if letters().count() < FEWEST_PUT_RIGHT || others > 1 || !small {
            return None;
        }
        let read = own.to_lowercase();
        if self.times(&read) >= TIMES_KNOWN || self.is_word(&read) {
            return None;
        }
        let mut meant: BTreeSet<String> = BTreeSet::new();
        for (as_read, stands) in TAKEN_FOR {
            for (at, _) in read.match_indices(as_read) {
                let changed = format!("{}{stands}{}", &read[..at], &read[at + as_read.len()..]);
                // Names differ in a letter, and lexicons have some of them; none has a sign in it.
                let may_be_name = first.is_uppercase() && as_read.chars().all(char::is_alphabetic);
                let of_document = self.times(&changed) >= TIMES_KNOWN;
                if !may_be_name && (of_document || self.is_word(&changed)) {
                    meant.insert(changed);
                }
            }
        }
        let meant = meant.pop_first().filter(|_| meant.is_empty())?;
        let mut letters = meant.chars();
        let start = letters.next()?;
        let start: String = if first.is_uppercase() {
            start.to_uppercase().collect()
        } else {
            start.to_string()
        };
        let (before, after) = text.split_once(own)?;
        Some(format!("{before}{start}{}{after}", letters.as_str()))
    }

    fn times(&self, word: &str) -> usize {
        self.times.get(word).copied().unwrap_or(0)
    }

    fn is_word(&self, word: &str) -> bool {
        match self.lexicon.reading(word) {
            Some(Reading::Word) => true,
            Some(Reading::Compound(parts)) => parts <= MOST_PARTS,
            None => false,
        }
    }
}

/// A word without the signs around it; an exclamation mark may be a letter.
fn core(text: &str) -> &str {
    let sign = |ch: char| !ch.is_alphanumeric() && !matches!(ch, '!' | '|');
    text.trim_matches(sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::ocr::reading::Prepared;

    fn word(text: &str, confidence: u8) -> ReadWord {
        ReadWord {
            text: text.to_owned(),
            rect: Rect::new(0.0, 0.0, 10.0, 10.0),
            base: 10.0,
            size: 10.0,
            bold: false,
            confidence,
            before: None,
        }
    }

    fn put_right(words: &[(&str, u8)]) -> (Vec<String>, usize) {
        let mut words: Vec<ReadWord> = words.iter().map(|(text, sure)| word(text, *sure)).collect();
        let mut readings = Readings::default();
        let page = PageReading::Words(Prepared::default(), words.clone());
        readings.pages.insert(1, page);
        let remarks = Vocabulary::of(&readings, Lexicon::Swedish).put_right(&mut words);
        (
            words.into_iter().map(|word| word.text).collect(),
            remarks.len(),
        )
    }

    #[test]
    fn what_engines_take_for_each_other_is_put_right_and_told() {
        let (texts, told) = put_right(&[
            ("farniljer,", 100),
            ("stadsdelsn\u{e4}rmnden", 70),
            ("Ande!", 60),
        ]);
        assert_eq!(texts, ["familjer,", "stadsdelsn\u{e4}mnden", "Andel"]);
        assert_eq!(told, 3);
    }

    #[test]
    fn words_names_numbers_and_what_is_sure_stay() {
        let words = [
            ("familjer", 60),
            ("Karisson", 60),
            ("Karlsson", 95),
            ("Karlsson", 95),
            ("farniljer", 95),
            ("1l0", 40),
            ("LOSAM", 100),
        ];
        let (texts, told) = put_right(&words);
        assert_eq!(texts, words.map(|(text, _)| text));
        assert_eq!(told, 0);
    }

    #[test]
    fn a_word_of_the_document_s_own_is_known_where_it_stands_again() {
        let (texts, _) = put_right(&[
            ("samr\u{e5}dsxyl", 96),
            ("samr\u{e5}dsxyl", 96),
            ("samr\u{e4}dsxyl", 60),
        ]);
        assert_eq!(texts[2], "samr\u{e5}dsxyl");
    }
}
