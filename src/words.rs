//! Words broken at line ends are made whole: by the document's own vocabulary and by whether the line was full.

use std::collections::HashMap;

use crate::flow::Line;

/// The words of a document that stand whole on a line, with how often.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: HashMap<String, u32>,
}

impl Vocabulary {
    /// Counts the words that stand whole on each line.
    #[must_use]
    pub fn new<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let _ = lines.into_iter();
        todo!("join")
    }

    /// Joins lines to one text: a space between words, none inside a word that the line's end broke.
    #[must_use]
    pub fn join(&self, lines: &[Line]) -> String {
        let _ = lines;
        todo!("join")
    }
}
