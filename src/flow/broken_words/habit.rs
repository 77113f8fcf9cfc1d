//! How a document's cells break their text, told from the line ends that the lexicon is sure of.

use crate::flow::tolerances::{SURE_BREAKS, SURE_MAJORITY};

/// Full line ends of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// Of words that stand alone on their line: a cell breaks words that it is too narrow for.
    alone: Ends,
    /// Of words behind others: a cell breaks its lines wherever they are full.
    behind_others: Ends,
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

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self {
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
