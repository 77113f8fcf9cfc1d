//! Words broken at line ends are made whole: by the document's own vocabulary and by whether the line was full.
//!
//! Two kinds of break occur in published documents. Set text is hyphenated (`arbe-` `tar`), and only the document
//! itself tells that from a hyphen that belongs to the word (`vård-` `och omsorgsboende`, `Hägersten-` `Älvsjö`).
//! A cell narrower than a word is broken anywhere, with no hyphen (`nämnd/styrel` `se`).

mod addresses;
mod habit;
mod hyphenated;
mod unhyphenated;

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::block::Line;
use crate::flow::tolerances::{
    LONG_WORD, MOST_PIECES, OFTEN, SHORT_HEAD, SHORT_TAIL, SPACED_LINES,
};
use crate::grammar::{Cue, Cues};
use crate::letters::{ends_in_hyphen, is_hyphen, small};
use crate::lexicon::Lexicon;

pub(super) use habit::Habit;

/// Lines that one thread counts the words of at least: fewer are counted sooner than they are shared out.
const LEAST_SHARE: usize = 500;

/// The words of a document that stand whole on a line, with how often.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Words that join two compounds and never are the second half of a broken word.
    conjunctions: Vec<String>,
    words: HashMap<String, u32>,
    /// What stands first or last on its line, with how often: words, or pieces of broken ones.
    edges: HashMap<String, u32>,
    /// How this document's cells break their text.
    habit: Habit,
    /// Asked where the document does not tell.
    lexicon: Lexicon,
    /// First halves of compounds written with a hyphen (`it` of `it-system`), with how often.
    prefixes: HashMap<String, u32>,
    /// Second halves of compounds that begin with a number (`tal` of `80-tal`).
    after_numbers: BTreeSet<String>,
    /// Letters of the longest word if it is long, parts of compounds written with a hyphen or a stroke counted by
    /// themselves.
    longest: usize,
    /// Whether this document draws the space that a line's end stands for.
    draws_spaces: bool,
    /// Whether this document breaks words with hyphens at line ends.
    hyphenates: bool,
    /// All words, one after the other, made when first asked for: parts of words are looked for in it.
    joined: OnceLock<String>,
}

/// Letters of the longest part of a word between hyphens and strokes, addresses aside; 0 if none is long.
fn longest_part(word: &str) -> usize {
    if word.len() <= LONG_WORD {
        return 0;
    }
    let parts = word.split(['/', '-']);
    let words = parts.filter(|part| part.chars().all(char::is_alphabetic));
    words.map(|part| part.chars().count()).max().unwrap_or(0)
}

/// How two lines go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// A space between them.
    Space,
    /// Nothing between them: a word or a compound goes on.
    Nothing,
    /// Nothing between them, and the hyphen at the first one's end is dropped.
    DropHyphen,
}

/// What told how two lines go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The document: its words, and how its lines are set.
    Document,
    /// The lexicon.
    Lexicon,
    /// Nothing: one word and two words are as likely. The text stays as it stands.
    Doubt,
}

impl Vocabulary {
    /// The same, with a lexicon to ask where the document does not tell.
    pub(super) fn ask(&mut self, lexicon: Lexicon) {
        self.lexicon = lexicon;
    }

    /// The same, knowing how the document's cells break their text.
    pub(super) fn used_to(&mut self, habit: Habit) {
        self.habit = habit;
    }

    /// Counts the words that stand whole on a line. Lines that follow each other in the text follow each other here.
    #[must_use]
    pub fn new<'a>(lines: impl IntoIterator<Item = &'a Line>, cues: &Cues) -> Self {
        let lines: Vec<&Line> = lines.into_iter().collect();
        let share = lines.len().div_ceil(rayon::current_num_threads());
        let share = share.max(LEAST_SHARE);
        let starts: Vec<usize> = (0..lines.len()).step_by(share).collect();
        let mut vocabulary = starts
            .into_par_iter()
            .map(|start| Self::of_lines(&lines, start, share))
            .reduce_with(Self::with)
            .unwrap_or_default();
        let spaced = lines.iter().filter(|line| line.ends_in_space).count();
        vocabulary.draws_spaces = spaced * SPACED_LINES > lines.len();
        vocabulary.conjunctions = cues.phrases(Cue::Samordnande).to_vec();
        vocabulary.hyphenates = vocabulary.sees_hyphenation(&lines);
        vocabulary
    }

    /// Counts the words of so many lines from `start` on.
    fn of_lines(lines: &[&Line], start: usize, count: usize) -> Self {
        // A line has about one word that no line before it had.
        let mut vocabulary = Self {
            words: HashMap::with_capacity(count.min(lines.len())),
            ..Self::default()
        };
        let before = start.checked_sub(1).and_then(|before| lines.get(before));
        let mut after_break = before.is_some_and(|line| breaks_a_word(line));
        let mut word = String::new();
        for line in lines.iter().skip(start).take(count) {
            let breaks = breaks_a_word(line);
            let mut tokens = line.text.split([' ']).filter(|t| !t.is_empty());
            let (first, last) = (tokens.next(), tokens.next_back());
            let single = last.is_none();
            let edges = [
                first.filter(|_| !(after_break || single && breaks)),
                last.filter(|_| !breaks),
            ];
            for token in edges.into_iter().flatten() {
                bare_into(token, &mut word);
                if word.is_empty() {
                } else if word.chars().all(char::is_alphabetic) {
                    vocabulary.longest = vocabulary.longest.max(longest_part(&word));
                    vocabulary.count_edge(&word);
                } else {
                    vocabulary.count(token, &word);
                }
            }
            for token in tokens {
                bare_into(token, &mut word);
                vocabulary.count(token, &word);
            }
            after_break = breaks;
        }
        vocabulary
    }

    /// The words of two parts of a document.
    fn with(mut self, mut other: Self) -> Self {
        if self.words.len() < other.words.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (word, count) in other.words {
            *self.words.entry(word).or_default() += count;
        }
        for (prefix, count) in other.prefixes {
            *self.prefixes.entry(prefix).or_default() += count;
        }
        self.after_numbers.append(&mut other.after_numbers);
        for (word, count) in other.edges {
            *self.edges.entry(word).or_default() += count;
        }
        self.longest = self.longest.max(other.longest);
        self
    }

    fn count(&mut self, token: &str, word: &str) {
        if word.is_empty() {
            return;
        }
        if !word.bytes().any(|byte| matches!(byte, b'-' | b'/')) {
            self.count_whole(word);
            return;
        }
        if let Some((prefix, rest)) = word.split_once('-') {
            if prefix.ends_with(|c: char| c.is_ascii_digit()) {
                self.after_numbers.insert(rest.to_owned());
            }
            // `Norra-Ängby` is a name and tells nothing of `norra-` before a small letter.
            let name = token
                .split('-')
                .nth(1)
                .is_some_and(|part| part.starts_with(char::is_uppercase));
            if !name {
                *self.prefixes.entry(prefix.to_owned()).or_default() += 1;
            }
        }
        for part in word.split('/') {
            self.count_whole(part);
        }
        if word.contains('/') {
            self.count_whole(word);
        }
    }

    fn count_edge(&mut self, word: &str) {
        match self.edges.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.edges.insert(word.to_owned(), 1);
            }
        }
    }

    fn count_whole(&mut self, word: &str) {
        match self.words.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.longest = self.longest.max(longest_part(word));
                self.words.insert(word.to_owned(), 1);
            }
        }
    }

    /// Of the hyphens at line ends before a small letter, do more vanish in known words than stay in them? Those of acronyms
    /// and numbers (`IT-` `stöd`) always stay and tell nothing.
    fn sees_hyphenation(&self, lines: &[&Line]) -> bool {
        let (mut dropped, mut kept, mut unknown) = (0_u32, 0_u32, 0_u32);
        for pair in lines.windows(2) {
            let Some((head, tail)) = halves(&pair[0].text, &pair[1].text) else {
                continue;
            };
            if !tail.starts_with(char::is_lowercase) || self.conjunctions.contains(&tail) {
                continue;
            }
            if is_acronym(raw_head(&pair[0].text)) || head.ends_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            if self.has(&format!("{head}{tail}")) {
                dropped += 1;
            } else if self.has(&format!("{head}-{tail}")) {
                kept += 1;
            } else if head.chars().count() > SHORT_HEAD {
                unknown += 1;
            }
        }
        dropped > kept || (dropped == 0 && kept == 0 && unknown > 0)
    }

    /// How often the word stands whole in the document, case and outer punctuation aside.
    #[must_use]
    pub fn frequency(&self, word: &str) -> u32 {
        let word = bare(word);
        let counts = [&self.words, &self.edges].map(|words| words.get(&word).copied());
        counts.into_iter().flatten().sum()
    }

    /// How each line of these goes on in the next one, with what told it.
    #[must_use]
    pub fn joints<L: Borrow<Line>>(&self, lines: &[L]) -> Vec<(Joint, Ground)> {
        let lines: Vec<&Line> = lines.iter().map(Borrow::borrow).collect();
        let mut piece = String::new();
        let pairs = lines.windows(2).enumerate().map(|(at, pair)| {
            let [first, second] = [pair[0], pair[1]];
            // What stands before the line's end, from where the word began: maybe lines before.
            let last = first.text.rsplit(' ').next().unwrap_or("");
            if last.len() < first.text.len() {
                piece.clear();
            }
            piece.push_str(last);
            let told = self.joint(&piece, [first, second], &lines[at + 1..]);
            match told.0 {
                Joint::Space => piece.clear(),
                Joint::Nothing => {}
                Joint::DropHyphen => {
                    piece.pop();
                }
            }
            told
        });
        pairs.collect()
    }

    /// How the second line goes on from the first one, whose last word began with `piece`. The second one's first word may end
    /// in lines below: `rest`, which begins with the second line.
    fn joint(&self, piece: &str, pair: [&Line; 2], rest: &[&Line]) -> (Joint, Ground) {
        let [first, second] = pair;
        if first.ends_in_space {
            return (self.joint_past_space(first, second), Ground::Document);
        }
        let alone = !first.text.contains(' ');
        let written = if alone { piece } else { &*first.text };
        if let Some(told) = self.hyphen_joint(written, &second.text, rest) {
            return told;
        }
        if !second.text.is_empty() && second.text.chars().all(|c| c == '*') {
            return (Joint::Nothing, Ground::Document);
        }
        self.unhyphenated(piece, pair, rest)
    }

    /// Whether the second line begins with a word that the document has often, and never as the end of the word that stands
    /// before it. For lines of which nothing shows whether they were full.
    #[must_use]
    pub fn begins_a_word(&self, first: &Line, second: &Line) -> bool {
        let head = first.text.rsplit(' ').next().unwrap_or("");
        let tail = second.text.split(' ').next().unwrap_or("");
        self.frequency(tail) >= OFTEN
            && bare(tail).chars().count() > SHORT_TAIL
            && !self.known_word(&format!("{head}{tail}"))
            && !self.inside_a_word(head, tail)
    }

    /// Joins lines to one text: a space between words, none inside a word that the line's end broke.
    #[must_use]
    pub fn join<L: Borrow<Line>>(&self, lines: &[L]) -> String {
        let written = |line: &&Line| !line.text.is_empty();
        let mut lines = lines.iter().map(Borrow::borrow).filter(written);
        let (Some(first), second) = (lines.next(), lines.next()) else {
            return String::new();
        };
        let Some(second) = second else {
            return first.text.to_string();
        };
        let lines: Vec<&Line> = [first, second].into_iter().chain(lines).collect();
        let mut text = String::new();
        let joints = self.joints(&lines);
        for (at, line) in lines.iter().enumerate() {
            match at.checked_sub(1).and_then(|before| joints.get(before)) {
                Some((Joint::Space, _)) => text.push(' '),
                Some((Joint::DropHyphen, _)) => {
                    text.pop();
                }
                Some((Joint::Nothing, _)) | None => {}
            }
            text.push_str(&line.text);
        }
        text
    }
}

/// The first word of these lines, and what it becomes with the lines below as long as each holds nothing else.
fn tails(lines: &[&Line]) -> Vec<String> {
    let mut tails: Vec<String> = Vec::new();
    for line in lines.iter().take(MOST_PIECES) {
        let word = line.text.split(' ').next().unwrap_or("");
        let before = tails.last().map_or("", String::as_str);
        let before = before.strip_suffix(is_hyphen).unwrap_or(before);
        tails.push(format!("{before}{word}"));
        if line.ends_in_space || word.len() < line.text.len() {
            break;
        }
    }
    tails
}

/// The last word of a line, as written, without the hyphen at its end.
fn raw_head(line: &str) -> &str {
    let line = line.trim_end_matches(is_hyphen);
    line.rsplit([' ', '/']).next().unwrap_or("")
}

/// Two capitals or more, and no small letter.
fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && word.chars().all(|c| !c.is_lowercase())
}

/// Whether the line's last word may go on in the next line.
fn breaks_a_word(line: &Line) -> bool {
    let single = || line.text.split([' ']).filter(|t| !t.is_empty()).count() == 1;
    ends_in_hyphen(&line.text) || line.full && single()
}

/// The two halves of a word around a hyphen at a line's end, in small letters and without outer punctuation.
fn halves(first: &str, second: &str) -> Option<(String, String)> {
    if !ends_in_hyphen(first) {
        return None;
    }
    let head = first
        .trim_end_matches(is_hyphen)
        .rsplit([' ', '/'])
        .next()
        .unwrap_or("");
    let tail = second.split([' ', '/']).next().unwrap_or("");
    let head = head
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    Some((head, bare(tail)))
}

/// A word in small letters without outer punctuation.
fn bare(token: &str) -> String {
    let mut word = String::with_capacity(token.len());
    bare_into(token, &mut word);
    word
}

/// A byte of `a` to `z` or `à` to `ÿ`: a text of nothing else is small letters. `÷` (c3 b7) is none.
fn is_of_small_letter(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | 0xc3 | 0xa0..=0xb6 | 0xb8..=0xbf)
}

/// The same into a text that is used again.
fn bare_into(token: &str, word: &mut String) {
    word.clear();
    // Most are small letters of Swedish, maybe behind a capital or before one sign.
    let plain = token.strip_suffix(['.', ',']).unwrap_or(token);
    let (capital, rest) = match plain.as_bytes() {
        [first @ b'A'..=b'Z', ..] => (Some(first.to_ascii_lowercase()), &plain[1..]),
        _ => (None, plain),
    };
    if rest.bytes().all(is_of_small_letter) {
        word.extend(capital.map(char::from));
        word.push_str(rest);
        return;
    }
    let inner = token.trim_matches(|c: char| small(c).is_none() && !c.is_alphanumeric());
    for letter in inner.chars() {
        if let Some(small) = small(letter) {
            word.push(small);
        } else if letter == 'Σ' {
            // The one letter whose small form depends on its neighbours.
            word.clear();
            word.push_str(&inner.to_lowercase());
            return;
        } else {
            word.extend(letter.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests;
