//! The values of a row in plain text: which words belong to which column.
//!
//! Words stand one after the other; an empty cell shows, if at all, as a wider gap. Every way to give runs of words
//! to columns in order has a cost: cells that their column cannot read cost most, empty columns by how likely it is
//! that they are empty, and gaps by how badly they fit the columns that were passed over. The cheapest way is taken.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;

use crate::grammar::{ColumnMatch, HeaderMatch, Layouts, number};

use super::costs::cell::{
    CELL_WORDS, DISPARITY, EMPTY_LAST, FREE_TEXT, FREE_TEXT_WORD, GAP_MISFIT, GAP_REACH, GROUPS,
    NO_DATE, OVER_BLANK, OVER_GAP, OVER_LINE, READ_CELL, READ_DATE, ROW_WORDS, UNREADABLE,
};
use super::fit::{begins_a_cell, dates, explained, free_text, words};

/// For each word, how the cells that begin with it fit each slot.
type CellFits = Vec<Vec<Rc<[Fit]>>>;

/// How a word is set off from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetOff {
    /// On the same line.
    Gap,
    /// On the next line.
    Line,
    /// After an empty line.
    Blank,
}

/// A word of a row's values.
#[derive(Debug, Clone)]
pub(crate) struct Token<'s> {
    pub(crate) text: &'s str,
    /// How it follows the one before it.
    pub(crate) after: SetOff,
    /// Columns that the white space before it seems to pass over.
    pub(crate) passed: usize,
}

/// A column to fill.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) column: ColumnMatch,
    /// What it costs to leave it empty.
    pub(crate) empty: f32,
}

/// How a text fits a column.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fit {
    /// Its column reads it, with a cost below zero.
    Read(f32),
    FreeText,
    Unreadable,
}

/// The cheapest way to give words to columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assignment {
    pub(crate) cost: f32,
    /// For each slot the words `from..to`, if any.
    pub(crate) cells: Vec<Option<(usize, usize)>>,
    /// A value could as well stand in another column, and nothing in the text tells.
    pub(crate) guessed: bool,
    /// Number of cells that their column reads.
    pub(crate) read: usize,
    /// The first value is a quantity of a unit that nobody knows (`12 månader`).
    pub(crate) odd_unit: bool,
}

/// Reads the values of one layout's rows.
pub(crate) struct Assigner<'a> {
    layouts: &'a Layouts,
    layout: &'a str,
    pub(crate) slots: Vec<Slot>,
    /// What the columns say to a text: the same few texts are asked about again and again.
    fits: RefCell<HashMap<String, Rc<[Fit]>>>,
}

impl<'a> Assigner<'a> {
    /// Slots for the columns of a header but the name's; `empty` tells what leaving a key empty costs.
    pub(crate) fn new(
        layouts: &'a Layouts,
        header: &HeaderMatch<'a>,
        empty: impl Fn(&str) -> f32,
    ) -> Self {
        let slot = |column: &ColumnMatch| match column {
            ColumnMatch::Known(key, _) | ColumnMatch::Unknown(key) => Some(Slot {
                column: column.clone(),
                empty: empty(key),
            }),
            ColumnMatch::Name | ColumnMatch::Unlabelled => None,
        };
        let mut slots: Vec<Slot> = header.columns.iter().filter_map(slot).collect();
        // The last column that is not free text is seldom empty: it ends the row.
        let reads = |slot: &Slot| !free_text(layouts, header.layout, &slot.column);
        if let Some(last) = slots.iter_mut().rev().find(|slot| reads(slot)) {
            last.empty = EMPTY_LAST;
        }
        Self {
            layouts,
            layout: header.layout,
            slots,
            fits: RefCell::default(),
        }
    }

    /// Whether some column reads the words from here on, alone or with some that follow.
    pub(crate) fn can_start(&self, words: &[&str]) -> bool {
        let mut text = String::new();
        for word in words.iter().take(CELL_WORDS) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            if self.is_read(&text) {
                return true;
            }
        }
        false
    }

    fn reads(&self, slot: usize, text: &str) -> bool {
        matches!(self.fit(slot, text), Fit::Read(_))
    }

    /// Whether any column reads the text.
    fn is_read(&self, text: &str) -> bool {
        let fits = self.fits(text);
        fits.iter().any(|fit| matches!(fit, Fit::Read(_)))
    }

    /// For each word, how the cells that begin with it fit each slot, the shortest first.
    fn cell_fits(&self, tokens: &[Token<'_>]) -> CellFits {
        let from = |at: usize| {
            let mut text = String::new();
            let words = tokens.iter().enumerate().skip(at).take(CELL_WORDS);
            let fits = words.map(|(to, token)| {
                if to > at {
                    text.push(' ');
                }
                text.push_str(token.text);
                self.fits(&text)
            });
            fits.collect()
        };
        (0..tokens.len()).map(from).collect()
    }

    fn fit(&self, slot: usize, text: &str) -> Fit {
        let fits = self.fits(text);
        fits.get(slot).copied().unwrap_or(Fit::Unreadable)
    }

    /// For each slot, how the text fits it.
    fn fits(&self, text: &str) -> Rc<[Fit]> {
        if let Some(known) = self.fits.borrow().get(text) {
            return Rc::clone(known);
        }
        let fits: Rc<[Fit]> = self
            .slots
            .iter()
            .map(|slot| self.look(slot, text))
            .collect();
        let kept = Rc::clone(&fits);
        self.fits.borrow_mut().insert(text.to_owned(), kept);
        fits
    }

    fn look(&self, slot: &Slot, text: &str) -> Fit {
        if !begins_a_cell(text) {
            return Fit::Unreadable;
        }
        if free_text(self.layouts, self.layout, &slot.column) {
            return Fit::FreeText;
        }
        // A year with a full stop ends a sentence.
        if text.ends_with('.')
            && text.chars().filter(char::is_ascii_digit).count() + 1 == text.len()
        {
            return Fit::Unreadable;
        }
        match self.layouts.cell(self.layout, &slot.column, text) {
            (varde, None) if dates(self.layouts, self.layout, &slot.column) => {
                Fit::Read(if varde.datum.is_some() {
                    READ_DATE
                } else {
                    NO_DATE
                })
            }
            (varde, None) => Fit::Read(explained(text, &varde)),
            (_, Some(_)) => Fit::Unreadable,
        }
    }

    /// The cheapest way to give all the words to the columns in order. Where a number may be two (`428 450 st`), the way
    /// whose numbers are nearest to each other is taken.
    pub(crate) fn assign(&self, tokens: &[Token<'_>]) -> Option<Assignment> {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let group = |at: &usize| {
            let (before, here) = (tokens.get(at - 1), tokens.get(*at));
            before.is_some_and(|token| digits(token.text) && token.text.len() <= 3)
                && here.is_some_and(|token| digits(token.text) && token.text.len() == 3)
        };
        if tokens.len() > ROW_WORDS || self.slots.is_empty() {
            return None;
        }
        let runs = self.cell_fits(tokens);
        let mut best = self.assign_with(tokens, &runs, None)?;
        let mut least = best.cost + self.disparity(tokens, &best.cells);
        for at in (1..tokens.len()).filter(group).take(GROUPS) {
            for parted in [true, false] {
                let Some(other) = self.assign_with(tokens, &runs, Some((at, parted))) else {
                    continue;
                };
                let cost = other.cost + self.disparity(tokens, &other.cells);
                if cost < least {
                    (best, least) = (other, cost);
                }
            }
        }
        Some(best)
    }

    /// What it costs that numbers in a row differ by orders of magnitude.
    fn disparity(&self, tokens: &[Token<'_>], cells: &[Option<(usize, usize)>]) -> f32 {
        let mut numbers: Vec<f64> = Vec::new();
        for (slot, cell) in cells.iter().enumerate() {
            let (Some(cell), Some(slot)) = (cell, self.slots.get(slot)) else {
                continue;
            };
            let text = text_of(tokens, *cell);
            let (varde, _) = self.layouts.cell(self.layout, &slot.column, &text);
            numbers.extend(
                varde
                    .tal
                    .map(|tal| tal.get().abs())
                    .filter(|&tal| tal > 0.0),
            );
        }
        let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = numbers.iter().copied().fold(0.0, f64::max);
        #[allow(clippy::cast_possible_truncation)] // A logarithm is small.
        let orders = if numbers.len() > 1 {
            (most / least).log10() as f32
        } else {
            0.0
        };
        if orders > 1.0 {
            DISPARITY * orders
        } else {
            0.0
        }
    }

    /// The cheapest way; with a word that must begin a cell, or must not.
    fn assign_with(
        &self,
        tokens: &[Token<'_>],
        runs: &CellFits,
        rule: Option<(usize, bool)>,
    ) -> Option<Assignment> {
        let (columns, count) = (self.slots.len(), tokens.len());
        let gapped = (0..count).any(|at| self.tells(tokens, at));
        // best[c][t]: columns before c and words before t are dealt with, and column c - 1 is filled.
        let mut best = vec![vec![None::<Filled>; count + 1]; columns + 1];
        set(
            &mut best,
            0,
            0,
            Filled {
                cost: 0.0,
                from: (0, 0),
                column: 0,
            },
        );
        for c in 0..columns {
            for t in 0..count {
                let Some(cost) = best
                    .get(c)
                    .and_then(|row| row.get(t)?.as_ref())
                    .map(|s| s.cost)
                else {
                    continue;
                };
                self.extend(&mut best, (tokens, runs), (c, t), cost, (gapped, rule));
            }
        }
        let (mut at, cost) = (0..=columns)
            .filter_map(|c| {
                let step = best.get(c)?.get(count)?.as_ref()?;
                Some(((c, count), step.cost + self.skip(c, columns)))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1))?;
        let mut cells = vec![None; columns];
        while at.1 > 0 {
            let step = best.get(at.0)?.get(at.1)?.as_ref()?;
            *cells.get_mut(step.column)? = Some((step.from.1, at.1));
            at = step.from;
        }
        let read = self.read_cells(tokens, &cells);
        let guessed = self.is_guessed(tokens, &cells, gapped);
        let odd_unit = cells.contains(&Some((0, 2))) && self.begins_oddly(tokens);
        Some(Assignment {
            cost,
            cells,
            guessed,
            read,
            odd_unit,
        })
    }

    /// Whether the gap before a word tells of empty columns: it is wide, and no cell reaches over it (`94  %`,
    /// `Fastställs  2021`). Where every word stands one space apart, gaps tell nothing.
    fn tells(&self, tokens: &[Token<'_>], at: usize) -> bool {
        if tokens.get(at).is_none_or(|token| token.passed == 0) {
            return false;
        }
        let digits = |at: Option<usize>| {
            let token = at.and_then(|at| tokens.get(at));
            token.is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
        };
        if digits(at.checked_sub(1)) && digits(Some(at)) {
            return true;
        }
        let over = |from: usize, to: usize| {
            let text = text_of(tokens, (from, to));
            self.is_read(&text)
        };
        let ends = at + 1..=tokens.len().min(at + GAP_REACH);
        !(at.saturating_sub(GAP_REACH)..at).any(|from| ends.clone().any(|to| over(from, to)))
    }

    /// Fills one more column with the words from `t` on, whatever columns it passes over.
    fn extend(
        &self,
        best: &mut [Vec<Option<Filled>>],
        (tokens, runs): (&[Token<'_>], &CellFits),
        (c, t): (usize, usize),
        cost: f32,
        (gapped, rule): (bool, Option<(usize, bool)>),
    ) {
        if rule == Some((t, false)) {
            return;
        }
        let passed = tokens.get(t).map_or(0, |token| token.passed);
        let fits = runs.get(t).map(Vec::as_slice).unwrap_or_default();
        let mut inside = 0.0;
        for ((to, token), fits) in tokens.iter().enumerate().skip(t).zip(fits) {
            if to > t && rule == Some((to, true)) {
                return;
            }
            if to > t {
                inside += match token.after {
                    SetOff::Gap if token.passed > 0 => OVER_GAP,
                    SetOff::Gap => 0.0,
                    SetOff::Line => OVER_LINE,
                    SetOff::Blank => OVER_BLANK,
                };
            }
            for (column, fit) in fits.iter().enumerate().skip(c) {
                let cell = match *fit {
                    Fit::Read(cost) => READ_CELL + cost,
                    Fit::FreeText => FREE_TEXT + FREE_TEXT_WORD * words(to + 1 - t),
                    Fit::Unreadable => UNREADABLE + words(to + 1 - t),
                };
                let misfit = if gapped {
                    GAP_MISFIT * words(passed.abs_diff(column - c))
                } else {
                    0.0
                };
                let step = Filled {
                    cost: cost + cell + inside + misfit + self.skip(c, column),
                    from: (c, t),
                    column,
                };
                set(best, column + 1, to + 1, step);
            }
        }
    }

    /// What it costs to leave the columns `from..to` empty.
    fn skip(&self, from: usize, to: usize) -> f32 {
        let skipped = self.slots.get(from..to).unwrap_or_default();
        skipped.iter().map(|slot| slot.empty).sum()
    }

    fn read_cells(&self, tokens: &[Token<'_>], cells: &[Option<(usize, usize)>]) -> usize {
        let reads = |(slot, cell): (usize, &Option<(usize, usize)>)| {
            cell.is_some_and(|cell| self.reads(slot, &text_of(tokens, cell)))
        };
        cells.iter().enumerate().filter(|cell| reads(*cell)).count()
    }

    /// Whether the first two words are a quantity of an unknown unit.
    fn begins_oddly(&self, tokens: &[Token<'_>]) -> bool {
        let text = text_of(tokens, (0, 2.min(tokens.len())));
        let unit = tokens
            .get(1)
            .is_some_and(|unit| unit.text.chars().all(char::is_alphabetic));
        let begins = text.starts_with(|c: char| c.is_ascii_digit());
        unit && begins && number(&text).is_none() && self.is_read(&text)
    }

    /// Whether a value could move to an empty column beside it that reads it too.
    fn is_guessed(
        &self,
        tokens: &[Token<'_>],
        cells: &[Option<(usize, usize)>],
        gapped: bool,
    ) -> bool {
        if gapped {
            return false;
        }
        let moves = |from: usize, to: usize| {
            let empty = cells.get(to).is_some_and(Option::is_none);
            let value = cells.get(from).copied().flatten();
            empty && value.is_some_and(|cell| self.reads(to, &text_of(tokens, cell)))
        };
        (1..cells.len()).any(|at| moves(at - 1, at) || moves(at, at - 1))
    }
}

/// The cheapest way in which a column was filled.
#[derive(Debug, Clone, Copy)]
struct Filled {
    cost: f32,
    /// The state before: columns and words that were dealt with.
    from: (usize, usize),
    /// The column that was filled.
    column: usize,
}

fn set(best: &mut [Vec<Option<Filled>>], c: usize, t: usize, step: Filled) {
    if let Some(slot) = best.get_mut(c).and_then(|row| row.get_mut(t))
        && slot.is_none_or(|old| step.cost < old.cost)
    {
        *slot = Some(step);
    }
}

fn text_of(tokens: &[Token<'_>], (from, to): (usize, usize)) -> String {
    let texts: Vec<&str> = tokens
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|token| token.text)
        .collect();
    texts.join(" ")
}
