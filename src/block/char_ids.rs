//! Numbers of letters in the document's text layer, kept small: nearly always they follow each other.

use std::iter::{Chain, Copied};
use std::ops::Range;
use std::slice;

/// For each character of a word or a line, in order, its number in the document's text layer, white space aside.
///
/// Most programs paint letters in reading order, so the numbers are nearly always one run, which needs no memory of its
/// own. Two that hold the same numbers are equal, however they are kept.
#[derive(Debug, Clone)]
pub struct CharIds(Form);

#[derive(Debug, Clone)]
enum Form {
    /// Each number is one more than the one before; `u32::MAX` is in no run.
    Run(Range<u32>),
    /// Any numbers, a run's too.
    List(Vec<u32>),
}

/// Goes through the numbers: those of a run, or those of a list.
pub type Iter<'a> = Chain<Range<u32>, Copied<slice::Iter<'a, u32>>>;

impl CharIds {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Run(run) => run.len(),
            Form::List(list) => list.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first one.
    #[must_use]
    pub fn first(&self) -> Option<u32> {
        self.iter().next()
    }

    /// All of them as one run, if they are kept as one.
    pub(crate) fn run(&self) -> Option<Range<u32>> {
        match &self.0 {
            Form::Run(run) => Some(run.clone()),
            Form::List(_) => None,
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> Iter<'_> {
        let (run, list) = match &self.0 {
            Form::Run(run) => (run.clone(), &[][..]),
            Form::List(list) => (0..0, list.as_slice()),
        };
        run.chain(list.iter().copied())
    }

    /// Those at these places, counted from 0; `None` if there are not so many.
    #[must_use]
    pub fn get(&self, places: Range<usize>) -> Option<Self> {
        match &self.0 {
            Form::Run(run) => {
                if places.start > places.end || places.end > run.len() {
                    return None;
                }
                let at = |place: usize| run.start.checked_add(u32::try_from(place).ok()?);
                Some(Self::from(at(places.start)?..at(places.end)?))
            }
            Form::List(list) => Some(Self(Form::List(list.get(places)?.to_vec()))),
        }
    }

    /// Those before the place, counted from 0, and the others; `None` if there are not so many.
    #[must_use]
    pub fn split_at(&self, place: usize) -> Option<(Self, Self)> {
        Some((self.get(0..place)?, self.get(place..self.len())?))
    }

    /// Adds one at the end.
    #[inline] // It is called for every letter that is read.
    pub fn push(&mut self, number: u32) {
        match (&mut self.0, number.checked_add(1)) {
            (Form::Run(run), Some(end)) if Range::is_empty(run) => *run = number..end,
            (Form::Run(run), Some(end)) if run.end == number => run.end = end,
            _ => self.change(|list| list.push(number)),
        }
    }

    /// Adds others at the end.
    pub fn append(&mut self, others: &Self) {
        match (&mut self.0, &others.0) {
            (_, Form::Run(next)) if next.is_empty() => {}
            (Form::Run(run), next) if Range::is_empty(run) => self.0 = next.clone(),
            (Form::Run(run), Form::Run(next)) if run.end == next.start => run.end = next.end,
            _ => self.change(|list| list.extend(others)),
        }
    }

    /// Makes every number greater by so much; none becomes greater than `u32::MAX`.
    pub fn move_up(&mut self, by: u32) {
        if let Form::Run(run) = &mut self.0
            && let (Some(start), Some(end)) = (run.start.checked_add(by), run.end.checked_add(by))
        {
            *run = start..end;
            return;
        }
        self.change(|list| {
            for number in list {
                *number = number.saturating_add(by);
            }
        });
    }

    /// Keeps the numbers as a list and changes that.
    fn change(&mut self, change: impl FnOnce(&mut Vec<u32>)) {
        match &mut self.0 {
            Form::List(list) => change(list),
            Form::Run(run) => {
                let mut list: Vec<u32> = run.collect();
                change(&mut list);
                self.0 = Form::List(list);
            }
        }
    }
}

impl Default for CharIds {
    fn default() -> Self {
        Self(Form::Run(0..0))
    }
}

impl PartialEq for CharIds {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Run(one), Form::Run(two)) => one == two || one.is_empty() && two.is_empty(),
            (Form::List(one), Form::List(two)) => one == two,
            (Form::Run(run), Form::List(list)) | (Form::List(list), Form::Run(run)) => {
                run.len() == list.len() && run.clone().eq(list.iter().copied())
            }
        }
    }
}

impl Eq for CharIds {}

impl From<Range<u32>> for CharIds {
    fn from(run: Range<u32>) -> Self {
        Self(Form::Run(run))
    }
}

impl Extend<u32> for CharIds {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, numbers: I) {
        for number in numbers {
            self.push(number);
        }
    }
}

impl FromIterator<u32> for CharIds {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut all = Self::default();
        all.extend(numbers);
        all
    }
}

impl<'a> IntoIterator for &'a CharIds {
    type Item = u32;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[u32]) -> CharIds {
        numbers.iter().copied().collect()
    }

    /// The same numbers, kept as a list whatever they are.
    fn listed(numbers: &[u32]) -> CharIds {
        CharIds(Form::List(numbers.to_vec()))
    }

    fn is_run(numbers: &CharIds) -> bool {
        matches!(numbers.0, Form::Run(_))
    }

    #[test]
    fn what_follows_is_a_run_and_anything_else_a_list() {
        for (numbers, run) in [
            (&[][..], true),
            (&[7], true),
            (&[7, 8, 9], true),
            (&[7, 9], false),
            (&[7, 7], false),
            (&[8, 7], false),
            (&[u32::MAX - 1], true),
            (&[u32::MAX - 1, u32::MAX], false),
            (&[u32::MAX, 0], false),
        ] {
            let made = of(numbers);
            assert_eq!(is_run(&made), run, "{numbers:?}");
            assert!(made.iter().eq(numbers.iter().copied()), "{numbers:?}");
            assert_eq!(made.len(), numbers.len());
            assert_eq!(made.is_empty(), numbers.is_empty());
            assert_eq!(made.first(), numbers.first().copied());
        }
    }

    #[test]
    fn the_same_numbers_are_equal_however_they_are_kept() {
        assert_eq!(of(&[3, 4, 5]), listed(&[3, 4, 5]));
        assert_eq!(listed(&[3, 4, 5]), of(&[3, 4, 5]));
        assert_eq!(CharIds::from(3..6), of(&[3, 4, 5]));
        assert_ne!(of(&[3, 4, 5]), listed(&[3, 4]));
        assert_ne!(of(&[3, 4]), of(&[4, 5]));
        assert_ne!(of(&[3, 4, 5]), of(&[3, 4, 6]));
        // Nothing is nothing, wherever it was taken from.
        let none = CharIds::default();
        assert_eq!(CharIds::from(9..9), none);
        assert_eq!(none, listed(&[]));
    }

    #[test]
    fn parts() {
        for numbers in [of(&[5, 6, 7, 8]), listed(&[5, 6, 7, 8])] {
            assert_eq!(numbers.get(1..3), Some(of(&[6, 7])));
            assert_eq!(numbers.get(0..4), Some(numbers.clone()));
            assert_eq!(numbers.get(4..4), Some(of(&[])));
            assert_eq!(numbers.get(3..5), None);
            assert_eq!(numbers.get(5..5), None);
            #[allow(clippy::reversed_empty_ranges)]
            let reversed = 3..2;
            assert_eq!(numbers.get(reversed), None);
            assert_eq!(numbers.split_at(1), Some((of(&[5]), of(&[6, 7, 8]))));
            assert_eq!(numbers.split_at(4), Some((numbers.clone(), of(&[]))));
            assert_eq!(numbers.split_at(5), None);
        }
        assert_eq!(of(&[5, 9, 1]).get(1..3), Some(of(&[9, 1])));
    }

    #[test]
    fn others_at_the_end() {
        let joined = |first: &CharIds, second: &CharIds| {
            let mut all = first.clone();
            all.append(second);
            let each: Vec<u32> = first.iter().chain(second).collect();
            assert_eq!(all, listed(&each));
            is_run(&all)
        };
        assert!(joined(&of(&[1, 2]), &of(&[3])));
        assert!(joined(&of(&[]), &of(&[3, 4])));
        assert!(joined(&of(&[1, 2]), &of(&[])));
        assert!(!joined(&of(&[1, 2]), &of(&[4])));
        assert!(!joined(&of(&[4, 2]), &of(&[3])));
        assert!(!joined(&of(&[1, 2]), &of(&[5, 3])));
        assert!(!joined(&of(&[]), &of(&[5, 3])));
    }

    #[test]
    fn moved_up_as_far_as_numbers_go() {
        let moved = |mut numbers: CharIds, by: u32| {
            numbers.move_up(by);
            numbers
        };
        assert_eq!(moved(of(&[0, 1, 2]), 40), of(&[40, 41, 42]));
        assert_eq!(moved(of(&[2, 0]), 40), of(&[42, 40]));
        assert_eq!(moved(of(&[]), u32::MAX), of(&[]));
        for numbers in [of(&[0, 1, 2]), listed(&[0, 1, 2])] {
            let high = moved(numbers.clone(), u32::MAX - 2);
            assert_eq!(high, of(&[u32::MAX - 2, u32::MAX - 1, u32::MAX]));
            let highest = moved(numbers, u32::MAX - 1);
            assert_eq!(highest, of(&[u32::MAX - 1, u32::MAX, u32::MAX]));
        }
    }
}
