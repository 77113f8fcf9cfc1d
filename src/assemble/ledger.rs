//! The account of letters: every character of the text layer is assigned to exactly one part of the output.

use std::collections::BTreeMap;

use crate::block::{CharIds, Line};
use crate::output::Redovisning;

/// A part of the output that letters can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    /// Goals and rows.
    Poster,
    /// Prose.
    Avsnitt,
    /// Other tables.
    Tabeller,
    /// Page headers and footers.
    Sidtexter,
    /// Labels that the structure stands for.
    Etiketter,
    /// With a line through them.
    Overstruket,
    /// Placed nowhere.
    Otolkat,
}

/// Which letter went where.
#[derive(Debug)]
pub(crate) struct Ledger {
    accounts: Vec<Option<Account>>,
    /// How many letters each account has.
    sums: Redovisning,
    /// Letters that were assigned again, with how often: a fault in the program.
    again: BTreeMap<u32, u32>,
    /// Letters that the text layer does not have: a fault in the program.
    foreign: u64,
}

impl Ledger {
    /// An account for the letters `0..letters`.
    pub(crate) fn new(letters: u32) -> Self {
        Self {
            accounts: vec![None; letters as usize],
            sums: Redovisning {
                tecken: u64::from(letters),
                ..Redovisning::default()
            },
            again: BTreeMap::new(),
            foreign: 0,
        }
    }

    /// Assigns a line's letters. A letter that has its place keeps it; see [`Ledger::assigned_twice`].
    pub(crate) fn assign(&mut self, line: &Line, account: Account) {
        self.assign_letters(&line.letters, account);
    }

    /// Assigns letters, as [`Ledger::assign`] does.
    pub(crate) fn assign_letters(&mut self, letters: &CharIds, account: Account) {
        // Nearly always they follow each other and have no place yet.
        let run = letters
            .run()
            .and_then(|run| self.accounts.get_mut(run.start as usize..run.end as usize));
        if let Some(run) = run
            && run.iter().filter(|account| account.is_some()).count() == 0
        {
            run.fill(Some(account));
            *self.sum(account) += letters.len() as u64;
            return;
        }
        let mut taken = 0;
        for letter in letters {
            match self.accounts.get_mut(letter as usize) {
                Some(slot @ None) => {
                    *slot = Some(account);
                    taken += 1;
                }
                Some(Some(_)) => *self.again.entry(letter).or_default() += 1,
                None => self.foreign += 1,
            }
        }
        *self.sum(account) += taken;
    }

    fn sum(&mut self, account: Account) -> &mut u64 {
        match account {
            Account::Poster => &mut self.sums.poster,
            Account::Avsnitt => &mut self.sums.avsnitt,
            Account::Tabeller => &mut self.sums.tabeller,
            Account::Sidtexter => &mut self.sums.sidtexter,
            Account::Etiketter => &mut self.sums.etiketter,
            Account::Overstruket => &mut self.sums.overstruket,
            Account::Otolkat => &mut self.sums.otolkat,
        }
    }

    /// Assigns the letters of several lines.
    pub(crate) fn assign_all<'l>(
        &mut self,
        lines: impl IntoIterator<Item = &'l Line>,
        account: Account,
    ) {
        for line in lines {
            self.assign(line, account);
        }
    }

    /// Assigns those of a line's letters that have no place yet.
    pub(crate) fn assign_free(&mut self, line: &Line, account: Account) {
        let mut taken = 0;
        for letter in &line.letters {
            if let Some(slot @ None) = self.accounts.get_mut(letter as usize) {
                *slot = Some(account);
                taken += 1;
            }
        }
        *self.sum(account) += taken;
    }

    /// Positions within `line.letters` of those that have no place yet.
    pub(crate) fn unassigned(&self, line: &Line) -> Vec<usize> {
        line.letters
            .iter()
            .enumerate()
            .filter(|(_, letter)| matches!(self.accounts.get(*letter as usize), Some(None)))
            .map(|(at, _)| at)
            .collect()
    }

    /// How many letters were assigned more than once or do not exist.
    pub(crate) fn assigned_twice(&self) -> u64 {
        self.again.values().map(|&n| u64::from(n)).sum::<u64>() + self.foreign
    }

    /// How many letters have no place.
    pub(crate) fn missing(&self) -> u64 {
        self.sums.tecken - self.sums.placed()
    }

    /// The sums.
    pub(crate) fn sums(&self) -> Redovisning {
        self.sums.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(letters: &[u32]) -> Line {
        Line {
            letters: letters.iter().copied().collect(),
            ..Line::of(&"x".repeat(letters.len()))
        }
    }

    #[test]
    fn sums_come_from_the_assignment() {
        let mut ledger = Ledger::new(5);
        ledger.assign(&line(&[0, 1]), Account::Poster);
        ledger.assign(&line(&[4]), Account::Etiketter);
        let sums = ledger.sums();
        assert_eq!((sums.tecken, sums.poster, sums.etiketter), (5, 2, 1));
        assert_eq!(ledger.missing(), 2);
        assert_eq!(ledger.unassigned(&line(&[1, 2, 3])), [1, 2]);
    }

    #[test]
    fn a_letter_keeps_its_first_place_and_the_second_is_counted() {
        let mut ledger = Ledger::new(2);
        ledger.assign(&line(&[0]), Account::Poster);
        ledger.assign(&line(&[0, 1, 7]), Account::Avsnitt);
        assert_eq!((ledger.sums().poster, ledger.sums().avsnitt), (1, 1));
        assert_eq!(ledger.assigned_twice(), 2);
    }
}
