//! Lines of a text file: decoded, cut into words with the gaps between them, every character numbered.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

use crate::block::CharIds;
use crate::block::{Line, Place, Style};

/// A word and the white space before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceWord {
    pub(crate) text: String,
    /// Spaces before it.
    pub(crate) gap: usize,
    /// A tab stands before it.
    pub(crate) tab: bool,
    /// Its first letter within the line.
    first: usize,
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SourceLine {
    /// Number from 1.
    pub(crate) number: u32,
    /// Page from 1: form feeds begin a new one.
    pub(crate) page: u32,
    /// The characters as they stand, tabs and runs of spaces kept.
    pub(crate) raw: String,
    /// Its words.
    pub(crate) words: Vec<SourceWord>,
    /// Spaces after the last word.
    pub(crate) trailing: usize,
    /// As a line of the flow; `full` is set later.
    pub(crate) line: Line,
}

impl SourceLine {
    /// Whether it has no words.
    pub(crate) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a tab stands in it.
    pub(crate) fn has_tab(&self) -> bool {
        self.raw.contains('\t')
    }

    /// Its text, single spaces.
    pub(crate) fn text(&self) -> &str {
        &self.line.text
    }

    /// Number of characters of its text.
    pub(crate) fn width(&self) -> usize {
        self.line.text.chars().count()
    }

    /// The words `from..to` as a line of the flow.
    pub(crate) fn slice(&self, from: usize, to: usize) -> Line {
        let words = self.words.get(from..to).unwrap_or_default();
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let first = words.first().map_or(0, |word| word.first);
        let count: usize = texts.iter().map(|text| text.chars().count()).sum();
        let letters = self.line.letters.get(first..first + count);
        Line {
            text: texts.join(" "),
            letters: letters.unwrap_or_default(),
            ends_in_space: false,
            first_word: word_width(texts.first().copied()),
            full: false,
            ..self.line.clone()
        }
    }
}

#[allow(clippy::cast_precision_loss)] // No word is that long.
pub(crate) fn word_width(word: Option<&str>) -> f32 {
    word.map_or(0, |word| word.chars().count()) as f32
}

/// Decodes: by a byte order mark, else UTF-8, else Windows-1252, which reads anything.
pub(crate) fn decode(bytes: &[u8]) -> (String, &'static str) {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(skip..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => (text.into_owned(), encoding.name()),
        None => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(body);
            (text.into_owned(), WINDOWS_1252.name())
        }
    }
}

/// Cuts a text into lines and numbers its characters. A form feed begins a line and a page.
/// Returns the number of characters, white space aside.
pub(crate) fn lines(text: &str) -> (Vec<SourceLine>, u32) {
    let mut lines = Vec::new();
    let mut letters = 0;
    let mut page = 1;
    for (at, row) in text.split('\n').enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (part, content) in row.split('\u{c}').enumerate() {
            page += u32::from(part > 0);
            // A form feed at a row's beginning makes no empty line.
            if part == 0 && content.trim().is_empty() && row.contains('\u{c}') {
                continue;
            }
            lines.push(line(content, number, page, &mut letters));
        }
    }
    (lines, letters)
}

/// The number of the first line of each page but the first.
pub(crate) fn page_starts(lines: &[SourceLine]) -> Vec<u32> {
    let pairs = lines.windows(2);
    pairs
        .filter_map(|pair| match pair {
            [above, below] if above.page != below.page => Some(below.number),
            _ => None,
        })
        .collect()
}

fn line(content: &str, number: u32, page: u32, letters: &mut u32) -> SourceLine {
    let raw = clean(content);
    let mut words: Vec<SourceWord> = Vec::new();
    let (mut gap, mut tab, mut count, mut inside) = (0, false, 0, false);
    for c in raw.chars() {
        if c.is_whitespace() {
            inside = false;
            tab |= c == '\t';
            gap += usize::from(c != '\t');
            continue;
        }
        match words.last_mut() {
            Some(word) if inside => word.text.push(c),
            _ => {
                words.push(SourceWord {
                    text: c.to_string(),
                    gap,
                    tab,
                    first: count,
                });
                (gap, tab) = (0, false);
            }
        }
        inside = true;
        count += 1;
    }
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let end = letters.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    let line = Line {
        text: texts.join(" "),
        letters: CharIds::from(*letters..end),
        place: Place::Row(number),
        style: Style::default(),
        full: false,
        ends_in_space: false,
        first_word: word_width(texts.first().copied()),
        gaps: Box::default(),
    };
    *letters = end;
    SourceLine {
        number,
        page,
        raw,
        words,
        trailing: gap,
        line,
    }
}

/// NFC; odd spaces are spaces, bullets of symbol fonts are bullets, control characters go. A soft hyphen is a hyphen
/// at the line's end, where it shows, and nothing elsewhere.
fn clean(content: &str) -> String {
    let shown = content.trim_end();
    let mut text = String::with_capacity(content.len());
    for (at, c) in content.char_indices() {
        let last = at + c.len_utf8() == shown.len();
        match c {
            '\u{ad}' if last => text.push('-'),
            '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => {}
            '\t' => text.push('\t'),
            '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' => text.push('•'),
            c if c.is_whitespace() => text.push(' '),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_the_gaps_before_them() {
        let (lines, letters) = lines("  1,1 %   2 %\tx \nb\u{c}c");
        let gaps: Vec<_> = lines[0].words.iter().map(|w| (w.gap, w.tab)).collect();
        assert_eq!(
            gaps,
            [(2, false), (1, false), (3, false), (1, false), (0, true)]
        );
        assert_eq!((lines[0].trailing, lines[0].text()), (1, "1,1 % 2 % x"));
        assert_eq!((lines[1].page, lines[2].page, lines[2].number), (1, 2, 2));
        assert_eq!(letters, 9);
        assert_eq!(lines[2].line.letters, CharIds::from(8..9));
    }

    #[test]
    fn a_slice_holds_its_own_letters() {
        let (lines, _) = lines("ab c de");
        let slice = lines[0].slice(1, 3);
        assert_eq!(
            (slice.text.as_str(), slice.letters),
            ("c de", CharIds::from(2..5))
        );
    }

    #[test]
    fn what_is_not_utf_8_is_windows_1252() {
        assert_eq!(decode("\u{feff}å".as_bytes()).0, "å");
        assert_eq!(
            decode(b"\xe5\x96"),
            ("å\u{2013}".to_owned(), "windows-1252")
        );
    }

    #[test]
    fn hyphens_bullets_and_controls() {
        assert_eq!(clean("arbe\u{ad}tar\u{ad} "), "arbetar- ");
        assert_eq!(clean("\u{f0b7}\u{a0}a\u{1}\u{30a}"), "• å");
    }
}
