//! How a document's cells break their text, told from the line ends that the lexicon is sure of.

use crate::flow::tolerances::{FILLED_LINES, FILLED_OF_FOUR, SURE_BREAKS, SURE_MAJORITY};

/// Full line ends of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// Of words that stand alone on their line: a cell breaks words that it is too narrow for.
    alone: Ends,
    /// Of words behind others: a cell breaks its lines wherever they are full.
    behind_others: Ends,
    /// Lines of several words that another follows, and those among them that are full.
    lines: u32,
    filled: u32,
}

/// Line ends by what is sure of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Ends {
    within_words: u32,
    between_words: u32,
}

impl Habit {
    /// Counts a line's end.
    pub fn count(&mut self, alone: bool, within_word: bool) {
        let ends = if alone {
            &mut self.alone
        } else {
            &mut self.behind_others
        };
        if within_word {
            ends.within_words += 1;
        } else {
            ends.between_words += 1;
        }
    }

    /// Counts a line of several words that another follows in its cell.
    pub fn count_line(&mut self, full: bool) {
        self.lines += 1;
        self.filled += u32::from(full);
    }

    /// Whether cells are filled to the last letter, whatever stands there: words are broken as often as they are long. Justified
    /// text fills its lines too, but the lexicon finds whole words around their ends.
    pub fn fills_lines(&self) -> bool {
        self.lines >= FILLED_LINES
            && self.filled * 4 >= self.lines * FILLED_OF_FOUR
            && self.cuts_lines()
    }

    /// Whether more of the sure ends behind other words stand within words than between them.
    pub fn cuts_lines(&self) -> bool {
        self.behind_others.within_words > self.behind_others.between_words
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self {
            lines: self.lines + other.lines,
            filled: self.filled + other.filled,
            alone: self.alone.with(other.alone),
            behind_others: self.behind_others.with(other.behind_others),
        }
    }

    /// Whether such line ends mostly stand within words.
    pub fn breaks_words(&self, alone: bool) -> bool {
        let ends = if alone {
            self.alone
        } else {
            self.behind_others
        };
        ends.within_words >= SURE_BREAKS && ends.within_words >= ends.between_words * SURE_MAJORITY
    }
}

impl Ends {
    fn with(self, other: Self) -> Self {
        Self {
            within_words: self.within_words + other.within_words,
            between_words: self.between_words + other.between_words,
        }
    }
}
