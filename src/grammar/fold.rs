//! Comparing by letters only: narrow header cells break words anywhere (`män/poj kar`, `KF:s års- mål`).

use unicode_normalization::char::compose;
use unicode_normalization::char::is_combining_mark;

use crate::letters::small;

/// A text's letters and digits in lower case, and where each stands in the text.
///
/// A decimal comma or point between two digits is kept, so that `{tal}` can read `12,5`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    text: String,
    /// For each character of `text`: its end in `text`, its start and its end in the source.
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    end: usize,
    from: usize,
    to: usize,
}

impl Folded {
    /// Folds a text.
    pub(crate) fn new(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            marks: Vec::with_capacity(source.len()),
        };
        fold(source, |small, from, to| {
            folded.text.push(small);
            let end = folded.text.len();
            folded.marks.push(Mark { end, from, to });
            true
        });
        folded
    }

    /// The letters.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte in the source where the character ends that ends at the byte `end` of the folded text.
    pub(crate) fn source_end(&self, end: usize) -> Option<usize> {
        let found = self
            .marks
            .binary_search_by_key(&end, |mark| mark.end)
            .ok()?;
        self.marks.get(found).map(|mark| mark.to)
    }

    /// The byte in the source where the first letter starts.
    pub(crate) fn source_start(&self) -> Option<usize> {
        self.marks.first().map(|mark| mark.from)
    }

    /// Whether a new character of the source begins after the byte `end` of the folded text and it does not
    /// continue a word or a number there.
    pub(crate) fn word_ends(&self, source: &str, end: usize) -> bool {
        let Some(at) = self.source_end(end) else {
            return false;
        };
        let next = source.get(at..).and_then(|rest| rest.chars().next());
        !next.is_some_and(char::is_alphanumeric)
    }
}

/// Hands over each letter of the folded text with the start and the end of its character in the source, until one is not
/// taken.
fn fold(source: &str, mut take: impl FnMut(char, usize, usize) -> bool) {
    let mut chars = source.char_indices().peekable();
    let mut before = None;
    while let Some((from, first)) = chars.next() {
        let mut letter = first;
        let mut to = from + first.len_utf8();
        while let Some(&(at, mark)) = chars.peek() {
            // None of the characters below is a mark, and nearly all characters are below.
            if mark < '\u{300}' || !is_combining_mark(mark) {
                break;
            }
            letter = compose(letter, mark).unwrap_or(letter);
            to = at + mark.len_utf8();
            chars.next();
        }
        if let Some(small) = small(letter) {
            if !take(small, from, to) {
                return;
            }
        } else {
            let next = chars.peek().map(|&(_, next)| next);
            let decimal = matches!(letter, ',' | '.') && is_digit(before) && is_digit(next);
            if letter.is_alphanumeric() || decimal {
                for small in letter.to_lowercase() {
                    if !take(small, from, to) {
                        return;
                    }
                }
            }
        }
        before = Some(letter);
    }
}

fn is_digit(char: Option<char>) -> bool {
    char.is_some_and(|c| c.is_ascii_digit())
}

/// The first of a text's letters and digits in lower case.
pub(crate) fn first_letter(text: &str) -> Option<char> {
    let mut first = None;
    fold(text, |small, _, _| {
        first = Some(small);
        false
    });
    first
}

/// The first three of a text's letters and digits in lower case; NUL for those that a shorter text does not have. Nearly
/// every text is told by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Beginning([char; 3]);

impl Beginning {
    pub(crate) fn of(text: &str) -> Self {
        let mut begin = ['\0'; 3];
        let mut at = 0;
        fold(text, |small, _, _| {
            begin[at] = small;
            at += 1;
            at < begin.len()
        });
        Self(begin)
    }

    /// Whether there is no letter.
    pub(crate) fn is_empty(self) -> bool {
        self.0[0] == '\0'
    }

    /// The first letter.
    pub(crate) fn first(self) -> char {
        self.0[0]
    }

    /// Whether the two are the same as far as both go.
    pub(crate) fn fits(self, other: Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0);
        pairs.all(|(a, b)| a == b || *a == '\0' || *b == '\0')
    }
}

/// Whether the letters and digits of a text begin with these letters.
pub(crate) fn begins_with(text: &str, letters: &str) -> bool {
    let mut left = letters.chars();
    let mut expected = left.next();
    fold(text, |small, _, _| {
        let same = expected == Some(small);
        if same {
            expected = left.next();
        }
        same && expected.is_some()
    });
    expected.is_none()
}

/// The letters and digits of a text in lower case.
pub(crate) fn letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold(text, |small, _, _| {
        folded.push(small);
        true
    });
    folded
}

/// The same, if it is no longer than so many bytes.
pub(crate) fn letters_within(text: &str, most: usize) -> Option<String> {
    let mut folded = String::with_capacity(text.len().min(most));
    let mut fits = true;
    fold(text, |small, _, _| {
        fits = folded.len() + small.len_utf8() <= most;
        if fits {
            folded.push(small);
        }
        fits
    });
    fits.then_some(folded)
}

/// A text with runs of white space as one space, trimmed.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A key made from a heading: ASCII, lower case, words joined by `_`; never empty.
///
/// `Mål 2023` is `mal_2023`, `Utfall (ack.)` is `utfall_ack`.
pub(crate) fn key(heading: &str) -> String {
    let mut out = String::new();
    for char in heading.chars().flat_map(char::to_lowercase) {
        match char {
            'å' | 'ä' | 'à' | 'á' | 'â' | 'æ' => out.push('a'),
            'ö' | 'ø' | 'ó' | 'ô' => out.push('o'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'ü' | 'ú' => out.push('u'),
            // Combining marks of decomposed letters and the apostrophe-like colon of `KF:s` join, not part.
            ':' | '\'' | '’' | '´' | '\u{ad}' => {}
            c if is_combining_mark(c) => {}
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('_') => {}
            _ => out.push('_'),
        }
    }
    let out = out.trim_end_matches('_');
    if out.is_empty() {
        "kolumn".to_owned()
    } else {
        out.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_broken_anywhere_are_equal() {
        assert_eq!(letters("Utfall män/poj kar"), letters("Utfall män/pojkar"));
        assert_eq!(letters("KF:s års- mål"), "kfsårsmål");
        assert_eq!(letters("A\u{30a}rsma\u{30a}l"), "årsmål");
        assert_eq!(letters("Topp 12,5."), "topp12,5");
    }

    #[test]
    fn letters_know_their_place() {
        let folded = Folded::new(" KF:s mål");
        assert_eq!(folded.source_start(), Some(1));
        assert_eq!(folded.source_end(3), Some(5));
        assert_eq!(folded.source_end(folded.as_str().len()), Some(10));
        assert!(folded.word_ends(" KF:s mål", 3));
        assert!(!folded.word_ends(" KF:s mål", 4));
    }

    #[test]
    fn keys_are_ascii() {
        assert_eq!(key("Mål 2023"), "mal_2023");
        assert_eq!(key("KF:s årsmål (ack.)"), "kfs_arsmal_ack");
        assert_eq!(key("—"), "kolumn");
        assert_eq!(key("A\u{30a}r"), "ar");
    }
}
