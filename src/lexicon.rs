//! Swedish words and parts of compounds, for line ends that a document itself does not explain.
//!
//! A finite-state map within the program: `lexicon/svenska.fst`, made by `tests/lexicon.rs`, whose sources
//! `lexicon/README.md` names. It knows forms, not meanings; a compound is read from its parts.

use std::sync::OnceLock;

use fst::raw::{Fst, Node};
use serde::{Deserialize, Serialize};

/// Which lexicon is asked where a document does not tell whether a line's end parts two words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lexicon {
    /// The built-in Swedish one.
    #[default]
    Swedish,
    /// None: only the document's own words.
    Off,
}

/// A form is a word by itself.
pub const WORD: u64 = 1;
/// A form stands first in compounds, with its linking `s` (`verksamhets`).
pub const FIRST: u64 = 2;
/// A form ends compounds.
pub const LAST: u64 = 4;
/// A short word that stands in every text, as we wrote it down.
pub const USUAL: u64 = 8;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// A word that the lexicon has.
    Word,
    /// A compound of so many parts that it has.
    Compound(usize),
}

/// Parts that a compound has at most: longer chains are chance.
const MOST_PARTS: usize = 4;
/// Bytes of a word that stands first or last in a chain at least, where no compound of the list has it there.
const CHAINED_LETTERS: usize = 5;
/// Letters of a text that is looked up at most: longer ones are no words.
const MOST_LETTERS: usize = 60;

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartPlace {
    /// It is the whole word.
    Only,
    /// Another follows after so many bytes of the word.
    First(usize),
    /// It ends the word.
    Last,
}

/// The built-in lexicon's bytes.
static BYTES: &[u8] = include_bytes!("lexicon/svenska.fst");

fn built_in() -> Option<&'static Fst<&'static [u8]>> {
    static LEXICON: OnceLock<Option<Fst<&'static [u8]>>> = OnceLock::new();
    LEXICON.get_or_init(|| Fst::new(BYTES).ok()).as_ref()
}

impl Lexicon {
    /// The built-in one, or none.
    #[must_use]
    pub fn unless(off: bool) -> Self {
        if off { Self::Off } else { Self::Swedish }
    }

    /// How a text in small letters is read; `None` if it is no word.
    #[must_use]
    pub fn reading(self, text: &str) -> Option<Reading> {
        self.read(text, WORD, LAST)
    }

    /// Whether it has the text as a word in this very form.
    #[must_use]
    pub fn has(self, text: &str) -> bool {
        let flags = || built_in()?.get(text);
        self != Self::Off && flags().is_some_and(|flags| flags.value() & WORD != 0)
    }

    /// Whether it is a short word that stands in every text.
    #[must_use]
    pub fn usual(self, text: &str) -> bool {
        let flags = || built_in()?.get(text);
        self != Self::Off && flags().is_some_and(|flags| flags.value() & USUAL != 0)
    }

    /// Whether compounds begin like it: `omsorgs` in `vård- och omsorgs-`.
    #[must_use]
    pub fn begins(self, text: &str) -> bool {
        self.read(text, FIRST, FIRST).is_some()
    }

    /// Whether it is a chain of words that nobody need have written together, with no joint after so many bytes: two words in
    /// a row are one, too.
    #[must_use]
    pub fn chains_over(self, text: &str, at: usize) -> bool {
        let part =
            |flags: u64, letters: &[u8]| flags & WORD != 0 && letters.len() >= CHAINED_LETTERS;
        self.parts(text, |flags, letters, place| match place {
            PartPlace::Only => flags & WORD != 0,
            PartPlace::First(end) if end == at => false,
            PartPlace::First(_) => flags & FIRST != 0 || part(flags, letters),
            PartPlace::Last => flags & LAST != 0 || part(flags, letters),
        })
        .is_some()
    }

    /// The same of a compound of parts that it knows as such.
    #[must_use]
    pub fn compound_over(self, text: &str, at: usize) -> bool {
        self.parts(text, |flags, _, place| match place {
            PartPlace::Only => flags & WORD != 0,
            PartPlace::First(end) => end != at && flags & FIRST != 0,
            PartPlace::Last => flags & LAST != 0,
        })
        .is_some()
    }

    /// The text as one part that may be `alone`, or as several of which the last may be `last`.
    fn read(self, text: &str, alone: u64, last: u64) -> Option<Reading> {
        self.parts(text, |flags, _, place| match place {
            PartPlace::Only => flags & alone != 0,
            PartPlace::First(_) => flags & FIRST != 0,
            PartPlace::Last => flags & last != 0,
        })
    }

    /// The text as one part or several, each of which may stand where it does.
    fn parts(self, text: &str, may: impl Fn(u64, &[u8], PartPlace) -> bool) -> Option<Reading> {
        let fst = match self {
            Self::Swedish => built_in()?,
            Self::Off => return None,
        };
        if text.len() > MOST_LETTERS || !text.chars().all(char::is_alphabetic) {
            return None;
        }
        let text = text.as_bytes();
        // The fewest first parts that reach so far.
        let mut reached = vec![None; text.len() + 1];
        reached[0] = Some(0);
        let mut best: Option<usize> = None;
        for at in 0..text.len() {
            let Some(parts) = reached[at].filter(|parts| *parts < MOST_PARTS) else {
                continue;
            };
            prefixes(fst, &text[at..], |length, flags| {
                let (end, part) = (at + length, parts + 1);
                let ends = end == text.len() || end + 1 == text.len() && genitive(&text[at..]);
                let place = if at == 0 {
                    PartPlace::Only
                } else {
                    PartPlace::Last
                };
                let letters = &text[at..end];
                if ends && may(flags, letters, place) {
                    best = Some(best.map_or(part, |best| best.min(part)));
                }
                if end < text.len() && may(flags, letters, PartPlace::First(end)) {
                    let before = reached[end].unwrap_or(MOST_PARTS);
                    reached[end] = Some(part.min(before));
                }
            });
        }
        match best? {
            1 => Some(Reading::Word),
            parts => Some(Reading::Compound(parts)),
        }
    }
}

/// Whether a last `s` can be a genitive's: none follows a sibilant.
fn genitive(text: &[u8]) -> bool {
    matches!(text, [.., before, b's'] if !matches!(before, b's' | b'x' | b'z'))
}

/// Tells each beginning of the text that the lexicon has, with its length in bytes and what it may be.
fn prefixes(fst: &Fst<&[u8]>, text: &[u8], mut told: impl FnMut(usize, u64)) {
    let mut node: Node<'_> = fst.root();
    let mut sum = 0;
    for (at, letter) in text.iter().enumerate() {
        let Some(next) = node.find_input(*letter) else {
            return;
        };
        let way = node.transition(next);
        sum += way.out.value();
        node = fst.node(way.addr);
        if node.is_final() {
            told(at + 1, sum + node.final_output().value());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> bool {
        Lexicon::Swedish.reading(text).is_some()
    }

    #[test]
    fn words_their_forms_and_compounds_are_read() {
        for word in [
            "och",
            "barnomsorg",
            "stockholmarnas",
            "resultatenhetens",
            "namn",
            "kommunstyrelsens",
            "kompetensutvecklingsforum",
            "samverkansöverenskommelsen",
            "äldreomsorgens",
        ] {
            assert!(known(word), "{word}");
        }
    }

    #[test]
    fn pieces_of_words_and_two_words_in_a_row_are_not() {
        for text in [
            "arnas",
            "kompetensutvecklingsforu",
            "m",
            "verksamh",
            "resultatenhetensnamn",
            "ochnämnden",
            "ombarn",
            "styrel",
        ] {
            assert!(!known(text), "{text}");
        }
    }

    #[test]
    fn what_is_off_knows_nothing() {
        assert_eq!(Lexicon::Off.reading("namn"), None);
    }
}
