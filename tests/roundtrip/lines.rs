//! Breaking text into lines, as programs do it: at spaces, after a compound's own hyphen, by hyphenation, and anywhere in a
//! word that is wider than its cell.

use super::fonts::Face;

/// A line of text and whether the paragraph goes on after it.
#[derive(Debug, Clone, PartialEq)]
pub struct SetLine {
    pub text: String,
    /// The break stands between words, so that a program may draw the space there.
    pub space_after: bool,
}

/// What a text is broken for.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    pub face: Face,
    pub size: f32,
    pub width: f32,
    pub hyphenate: bool,
}

impl Measure {
    fn fits(&self, text: &str) -> bool {
        self.face.width(text, self.size) <= self.width + 0.01
    }
}

/// The text in lines; none for an empty text.
pub fn lines(text: &str, measure: Measure) -> Vec<SetLine> {
    let mut lines: Vec<SetLine> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word.to_owned();
        let mut glue = !line.is_empty();
        loop {
            let joined = if glue {
                format!("{line} {rest}")
            } else {
                format!("{line}{rest}")
            };
            if measure.fits(&joined) {
                line = joined;
                break;
            }
            if let Some((head, tail)) = break_word(&rest, &line, glue, measure) {
                line = if glue {
                    format!("{line} {head}")
                } else {
                    format!("{line}{head}")
                };
                lines.push(SetLine {
                    text: std::mem::take(&mut line),
                    space_after: false,
                });
                rest = tail;
            } else if line.is_empty() {
                // Not even one letter fits: it stands there all the same.
                let mut letters = rest.chars();
                line = letters.next().map(String::from).unwrap_or_default();
                rest = letters.collect();
                lines.push(SetLine {
                    text: std::mem::take(&mut line),
                    space_after: false,
                });
                if rest.is_empty() {
                    break;
                }
            } else {
                lines.push(SetLine {
                    text: std::mem::take(&mut line),
                    space_after: true,
                });
            }
            glue = false;
        }
    }
    if !line.is_empty() {
        lines.push(SetLine {
            text: line,
            space_after: false,
        });
    }
    lines
}

/// The largest part of the word that fits on the line, and the rest.
fn break_word(word: &str, line: &str, glue: bool, measure: Measure) -> Option<(String, String)> {
    let space = if glue { " " } else { "" };
    let fits = |head: &str| measure.fits(&format!("{line}{space}{head}"));
    let soft = breaks(word, measure.hyphenate)
        .into_iter()
        .rev()
        .map(|(at, hyphen)| {
            let head = format!("{}{}", &word[..at], if hyphen { "-" } else { "" });
            (head, word[at..].to_owned())
        })
        .find(|(head, _)| fits(head));
    if soft.is_some() {
        return soft;
    }
    // A word that has the line for itself and finds no room on it is broken anywhere.
    if !line.is_empty() || measure.fits(word) {
        return None;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    let at = *ends.iter().rev().find(|&&at| fits(&word[..at]))?;
    Some((word[..at].to_owned(), word[at..].to_owned()))
}

/// Where a word may be broken, and whether a hyphen is put there.
fn breaks(word: &str, hyphenate: bool) -> Vec<(usize, bool)> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut found = Vec::new();
    for i in 1..letters.len() {
        let (before, (at, c)) = (letters[i - 1].1, letters[i]);
        // After a hyphen of its own a word is broken where the page tells that the hyphen stays: before a capital, or
        // after capitals. Elsewhere (`e-post`) no reader could tell it from hyphenation.
        let capitals = i >= 3 && letters[i - 2].1.is_uppercase();
        if before == '-' && i >= 2 && c.is_alphabetic() && (c.is_uppercase() || capitals) {
            found.push((at, false));
        }
        let stem = letters.iter().filter(|(_, c)| c.is_alphabetic()).count();
        // Two letters before a hyphen (`it-`) could be the first half of a compound.
        let part_start = i >= 3 && i + 2 < letters.len();
        let pattern = is_vowel(before)
            && c.is_lowercase()
            && !is_vowel(c)
            && letters.get(i + 1).is_some_and(|(_, c)| is_vowel(*c));
        let plain = letters
            .iter()
            .all(|(_, c)| c.is_alphabetic() || matches!(c, '.' | ','));
        if hyphenate && plain && stem >= 6 && part_start && pattern {
            found.push((at, true));
        }
    }
    found
}

fn is_vowel(c: char) -> bool {
    "aeiouyåäöé".contains(c.to_lowercase().next().unwrap_or(c))
}

/// Words of a line with their places from the line's left end; `stretch` is added to each space.
pub fn placed(text: &str, face: Face, size: f32, stretch: f32) -> Vec<(f32, String)> {
    let space = face.width(" ", size) + stretch;
    let mut x = 0.0;
    let mut words = Vec::new();
    for word in text.split(' ') {
        words.push((x, word.to_owned()));
        x += face.width(word, size) + space;
    }
    words
}
