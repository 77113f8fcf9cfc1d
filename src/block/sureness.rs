//! How sure an engine is of the letters that it recognised in pictures.

use crate::block::CharIds;

/// For each letter of a document that was recognised in a picture how sure the engine is of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sureness {
    /// By the letters' numbers, in percent; [`Self::PRINTED`] for those that were not recognised. Empty if none was.
    letters: Vec<u8>,
}

impl Sureness {
    /// Of a letter that was not recognised in a picture.
    const PRINTED: u8 = u8::MAX;

    /// Nothing known of a document with so many letters.
    #[must_use]
    pub fn new(letters: u32) -> Self {
        Self {
            letters: vec![Self::PRINTED; letters as usize],
        }
    }

    /// Sets how sure these letters are, in percent.
    pub fn set(&mut self, letters: &CharIds, percent: u8) {
        for letter in letters {
            if let Some(own) = self.letters.get_mut(letter as usize) {
                *own = percent.min(100);
            }
        }
    }

    /// How sure the least sure of these letters is, in percent; `None` if none of them was recognised in a picture.
    #[must_use]
    pub fn lowest(&self, letters: &CharIds) -> Option<u8> {
        if self.letters.is_empty() {
            return None;
        }
        let known = letters
            .iter()
            .filter_map(|letter| self.letters.get(letter as usize));
        known
            .copied()
            .filter(|percent| *percent != Self::PRINTED)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_sure_letter_counts_and_printed_ones_do_not() {
        let mut sureness = Sureness::new(6);
        sureness.set(&(1..3).into(), 96);
        sureness.set(&(3..4).into(), 71);
        assert_eq!(sureness.lowest(&(0..3).into()), Some(96));
        assert_eq!(sureness.lowest(&(2..6).into()), Some(71));
        assert_eq!(sureness.lowest(&(4..9).into()), None);
        assert_eq!(Sureness::default().lowest(&(0..3).into()), None);
    }
}
