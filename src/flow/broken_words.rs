//! Words broken at line ends are made whole: by the document's own vocabulary and by whether the line was full.
//!
//! Two kinds of break occur in published documents. Set text is hyphenated (`arbe-` `tar`), and only the document
//! itself tells that from a hyphen that belongs to the word (`vård-` `och omsorgsboende`, `Hägersten-` `Älvsjö`).
//! A cell narrower than a word is broken anywhere, with no hyphen (`nämnd/styrel` `se`).

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::block::Line;
use crate::flow::tolerances::{
    LONG_WORD, OFTEN, REMAINDER, SHORT_HEAD, SHORT_PART, SHORT_TAIL, SPACED_LINES,
};
use crate::grammar::{Cue, Cues};
use crate::letters::{ends_in_hyphen, is_hyphen, small};

/// Lines that one thread counts the words of at least: fewer are counted sooner than they are shared out.
const LEAST_SHARE: usize = 500;

/// The words of a document that stand whole on a line, with how often.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Words that join two compounds and never are the second half of a broken word.
    conjunctions: Vec<String>,
    words: HashMap<String, u32>,
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

impl Vocabulary {
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
            if after_break {
                tokens.next();
            }
            if breaks {
                tokens.next_back();
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
            if self.words.contains_key(&format!("{head}{tail}")) {
                dropped += 1;
            } else if self.words.contains_key(&format!("{head}-{tail}")) {
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
        self.words.get(&bare(word)).copied().unwrap_or(0)
    }

    /// How the second line goes on from the first one.
    #[must_use]
    pub fn joint(&self, first: &Line, second: &Line) -> Joint {
        if first.ends_in_space {
            return self.joint_past_space(first, second);
        }
        if let Some(joint) = self.hyphen_joint(&first.text, &second.text) {
            return joint;
        }
        let mark = !second.text.is_empty() && second.text.chars().all(|c| c == '*');
        if mark || self.broken_without_hyphen(first, second) {
            Joint::Nothing
        } else {
            Joint::Space
        }
    }

    /// The same where the page draws a space at the first line's end. Whoever breaks a word by hand in a narrow cell writes a
    /// hyphen and a space: a word that the document has whole is whole.
    fn joint_past_space(&self, first: &Line, second: &Line) -> Joint {
        let Some((head, tail)) = halves(&first.text, &second.text) else {
            return Joint::Space;
        };
        let small =
            second.text.starts_with(char::is_lowercase) && !self.conjunctions.contains(&tail);
        if small && self.words.contains_key(&format!("{head}{tail}")) {
            Joint::DropHyphen
        } else {
            Joint::Space
        }
    }

    fn hyphen_joint(&self, first: &str, second: &str) -> Option<Joint> {
        if first.ends_with('/')
            && first
                .chars()
                .rev()
                .nth(1)
                .is_some_and(char::is_alphanumeric)
        {
            return second
                .starts_with(char::is_alphanumeric)
                .then_some(Joint::Nothing);
        }
        let (head, tail) = halves(first, second)?;
        let starts = second.chars().next()?;
        if !starts.is_alphanumeric() {
            return Some(if starts == '(' {
                Joint::Nothing
            } else {
                Joint::Space
            });
        }
        if starts.is_lowercase() && self.conjunctions.contains(&tail) {
            return Some(Joint::Space);
        }
        if !starts.is_lowercase() {
            return Some(self.capital_joint(first, &head, second));
        }
        let acronym = is_acronym(raw_head(first));
        let number = head.ends_with(|c: char| c.is_ascii_digit());
        if number {
            // Hyphenation breaks no number, so the hyphen stays; whether the line's end stands for a space too, only the
            // document's other compounds of the kind can tell.
            // (or, where the document draws the spaces at its lines' ends, that there is none).
            let known = self.draws_spaces
                || self.prefixes.contains_key(&head)
                || self.after_numbers.contains(&tail);
            return Some(if known { Joint::Nothing } else { Joint::Space });
        }
        if acronym || head.chars().count() == 1 {
            return Some(Joint::Nothing);
        }
        // A compound whose own hyphen stands inside it (`Hägersten-Älvs-` `jö`) is judged by its last part.
        let last = head.rsplit('-').next().unwrap_or(&head);
        let whole = self.words.contains_key(&format!("{head}{tail}"))
            || (last != head && self.words.contains_key(&format!("{last}{tail}")));
        let hyphened = self.words.contains_key(&format!("{head}-{tail}"));
        Some(match (whole, hyphened) {
            (true, false) => Joint::DropHyphen,
            (false, true) => Joint::Nothing,
            (true, true) => {
                let with = self.words.get(&format!("{head}-{tail}"));
                let without = self.words.get(&format!("{head}{tail}"));
                if with > without {
                    Joint::Nothing
                } else {
                    Joint::DropHyphen
                }
            }
            (false, false) if self.prefixes.contains_key(&head) => Joint::Nothing,
            (false, false) if self.hyphenates => Joint::DropHyphen,
            (false, false) => Joint::Nothing,
        })
    }

    /// A hyphen before a capital or a digit: a name (`Hägersten-` `Älvsjö`), a date, an acronym that hyphenation broke
    /// is not to be expected. A dash that closes a thought stands apart from the word and never comes here.
    fn capital_joint(&self, first: &str, head: &str, second: &str) -> Joint {
        let tail_capitals = second
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|t| t.chars().count() > 1 && t.chars().all(char::is_uppercase));
        let head_capitals = first
            .trim_end_matches(is_hyphen)
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|h| h.chars().count() > 1 && h.chars().all(char::is_uppercase));
        // TJÄNSTEUTLÅ- TANDE: set in capitals throughout and known whole.
        let tail = bare(second.split(' ').next().unwrap_or(""));
        if tail_capitals && head_capitals && self.words.contains_key(&format!("{head}{tail}")) {
            return Joint::DropHyphen;
        }
        Joint::Nothing
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

    /// A cell narrower than its word breaks it anywhere. Then the word stands alone on a line that is full to the last
    /// letter, and the two halves are no words of their own.
    fn broken_without_hyphen(&self, first: &Line, second: &Line) -> bool {
        let head_token = first.text.rsplit(' ').next().unwrap_or("");
        let tail_token = second.text.split(' ').next().unwrap_or("");
        let alone = head_token.len() == first.text.len();
        let (Some(last), Some(next)) = (head_token.chars().next_back(), tail_token.chars().next())
        else {
            return false;
        };
        if !alone || !last.is_alphabetic() {
            return false;
        }
        if !(next.is_lowercase() || (next == '/' || next == ')')) {
            // A word set in capitals may be broken too.
            let capitals = head_token.chars().all(|c| !c.is_lowercase())
                && tail_token.chars().all(|c| !c.is_lowercase());
            if !(capitals && next.is_alphabetic()) {
                return false;
            }
        }
        let head_known = self.known_word(head_token);
        let tail_known = self.known_word(tail_token);
        if !first.full {
            // How far a cell reaches cannot always be seen; a word that stands whole elsewhere tells more.
            return !(head_known && tail_known)
                && self.known_word(&format!("{head_token}{tail_token}"));
        }
        if head_known && tail_known && bare(tail_token).chars().count() > SHORT_PART {
            return false;
        }
        if self.known_word(&format!("{head_token}{tail_token}")) {
            return true;
        }
        if !head_known && self.inside_a_word(head_token, tail_token) {
            return true;
        }
        // Two halves of a word that the document has nowhere else: a remainder is short, or no word begins like it; and
        // together they are not longer than words are here.
        !self.too_long(head_token, tail_token)
            && !tail_known
            && (!head_known || bare(tail_token).chars().count() <= SHORT_TAIL)
    }

    /// Whether the two halves make a word longer than any that stands whole in the document, and than words mostly are.
    fn too_long(&self, head: &str, tail: &str) -> bool {
        let letters = |part: Option<&str>| part.map_or(0, |part| part.chars().count());
        let head = letters(bare(head).rsplit(['/', '-']).next());
        let tail = letters(bare(tail).split(['/', '-']).next());
        tail > REMAINDER && head + tail > self.longest.max(LONG_WORD)
    }

    /// Whether the two halves stand together inside a longer word of the document (`styrel` `se` in `bolagsstyrelsen`).
    fn inside_a_word(&self, head: &str, tail: &str) -> bool {
        let head = bare(head);
        let last = head.rsplit(['/', '-']).next().unwrap_or_default();
        let whole = format!("{last}{}", bare(tail));
        last.chars().count() > SHORT_HEAD && self.joined().contains(&whole)
    }

    /// All words, parted by what no word holds.
    fn joined(&self) -> &str {
        self.joined.get_or_init(|| {
            let words: Vec<&str> = self.words.keys().map(String::as_str).collect();
            words.join(" ")
        })
    }

    /// Whether the word, or the last part of a compound written with a stroke or a hyphen, stands whole in the document.
    fn known_word(&self, token: &str) -> bool {
        let word = bare(token);
        let last = word.rsplit(['/', '-']).next().unwrap_or(&word).to_owned();
        // Of a compound, only a last part that cannot be a mere beginning or a unit counts (`nämnd/st`).
        let part = last == word || last.chars().count() > SHORT_PART;
        self.words.contains_key(&word) || part && self.words.contains_key(&last)
    }

    /// Joins lines to one text: a space between words, none inside a word that the line's end broke.
    #[must_use]
    pub fn join<L: Borrow<Line>>(&self, lines: &[L]) -> String {
        let mut text = String::new();
        let mut previous: Option<&Line> = None;
        let lines = lines.iter().map(Borrow::borrow);
        for line in lines.filter(|line: &&Line| !line.text.is_empty()) {
            if let Some(previous) = previous {
                match self.joint(previous, line) {
                    Joint::Space => text.push(' '),
                    Joint::Nothing => {}
                    Joint::DropHyphen => {
                        text.pop();
                    }
                }
            }
            text.push_str(&line.text);
            previous = Some(line);
        }
        text
    }
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

/// The same into a text that is used again.
fn bare_into(token: &str, word: &mut String) {
    word.clear();
    if token.bytes().all(|byte| byte.is_ascii_lowercase()) {
        word.push_str(token);
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
