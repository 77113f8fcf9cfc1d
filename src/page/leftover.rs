//! What no reader sees, and what no step took up: it stands nowhere in the flow and is kept as unplaced text.

use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::{Flow, Line, merge_places};
use crate::pdf::{PageContent, Visibility};

use super::line;
use super::word::{PageWords, Word};

/// Hidden and turned text: no reader's text, but accounted for.
pub fn hidden(page: &PageContent, made: &PageWords, flow: &mut Flow) {
    for (visibility, words) in &made.unseen {
        let line = line::line(words, page.number, false);
        let (code, what) = match visibility {
            Visibility::Invisible => ("osynlig-text", "invisible"),
            Visibility::Clipped => ("bortklippt-text", "clipped away"),
            Visibility::OffPage => ("text-utanfor-sidan", "outside the page"),
            Visibility::Covered => ("overtackt-text", "covered"),
            Visibility::Blended => ("osynlig-farg", "of the colour behind it"),
            Visibility::Visible => continue,
        };
        flow.diagnostics.push(
            Diagnostic::new(
                code,
                Allvar::Varning,
                format!("text that is {what}: {:?}", line.text),
            )
            .at(merge_places([&line.place])),
        );
        flow.unplaced.push(line);
    }
    for words in &made.turned {
        let line = line::line(words, page.number, false);
        flow.diagnostics.push(
            Diagnostic::new(
                "vriden-text",
                Allvar::Varning,
                format!("text that does not stand upright: {:?}", line.text),
            )
            .at(merge_places([&line.place])),
        );
        flow.unplaced.push(line);
    }
}

/// The words of a page's lines: what its understanding begins with, and what is looked up when a step loses a word. Kept in
/// few vectors, for there are as many as the document has words.
#[derive(Debug, Default)]
pub struct Kept {
    page: u32,
    text: String,
    letters: Vec<u32>,
    /// Words without text and letters, and where theirs end.
    words: Vec<(Word, usize, usize)>,
    /// Where each line's words end.
    lines: Vec<usize>,
}

impl Kept {
    /// Keeps the words of a page.
    #[must_use]
    pub fn new(page: u32, lines: &[Vec<Word>]) -> Self {
        let words = || lines.iter().flatten();
        let mut kept = Self {
            page,
            text: String::with_capacity(words().map(|word| word.text.len()).sum()),
            letters: Vec::with_capacity(words().map(|word| word.letters.len()).sum()),
            words: Vec::with_capacity(lines.iter().map(Vec::len).sum()),
            lines: Vec::with_capacity(lines.len()),
        };
        for line in lines {
            for word in line {
                kept.text.push_str(&word.text);
                kept.letters.extend_from_slice(&word.letters);
                let ends = (kept.text.len(), kept.letters.len());
                kept.words
                    .push((word.with(String::new(), Vec::new()), ends.0, ends.1));
            }
            kept.lines.push(kept.words.len());
        }
        kept
    }

    /// The words again.
    #[must_use]
    pub fn lines(&self) -> Vec<Vec<Word>> {
        let (mut text, mut letters, mut first) = (0, 0, 0);
        let mut word = |(word, text_end, letters_end): &(Word, usize, usize)| {
            let made = word.with(
                self.text[text..*text_end].to_owned(),
                self.letters[letters..*letters_end].to_vec(),
            );
            (text, letters) = (*text_end, *letters_end);
            made
        };
        let mut line = |end: &usize| {
            let words = self.words[first..*end].iter().map(&mut word).collect();
            first = *end;
            words
        };
        self.lines.iter().map(&mut line).collect()
    }
}

/// Nothing is lost: words that no step has taken up stay as unplaced text, with a diagnostic, because it is this program's
/// fault.
pub fn keep_all(flow: &mut Flow, pages: &[Kept]) {
    let mut placed = vec![false; flow.letters as usize];
    let lines = super::understand::all_lines(&flow.blocks)
        .into_iter()
        .chain(&flow.furniture)
        .chain(&flow.unplaced);
    for letter in lines.flat_map(|line| &line.letters) {
        if let Some(placed) = placed.get_mut(*letter as usize) {
            *placed = true;
        }
    }
    let is_placed = |letter: &u32| placed.get(*letter as usize).copied().unwrap_or(true);
    let mut lost: Vec<Line> = Vec::new();
    for page in pages {
        if page.letters.iter().all(is_placed) {
            continue;
        }
        for mut words in page.lines() {
            words.retain(|word| !word.letters.iter().all(is_placed));
            if !words.is_empty() {
                lost.push(line::line(&words, page.page, false));
            }
        }
    }
    for line in lost {
        flow.diagnostics.push(
            Diagnostic::new(
                "text-utan-plats",
                Allvar::Varning,
                format!("text that found no place: {:?}", line.text),
            )
            .at(merge_places([&line.place])),
        );
        flow.unplaced.push(line);
    }
}
