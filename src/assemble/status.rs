//! A goal's status below its heading: a phrase, a word behind a label, a verdict in a sentence, a mark.

use std::borrow::Cow;

use super::ledger::Account;
use super::lines::{count, split_lines};
use super::unknown_words::{Asked, is_word};
use super::{Assembler, rows};
use crate::block::{Line, Paragraph, Role};
use crate::grammar::{Layouts, StatusValue};
use crate::output::{Status, Symbol, Uppfyllelse};

impl Assembler<'_> {
    /// A mark on a goal's heading is its status.
    pub(super) fn goal_marks(&mut self, paragraph: &Paragraph) {
        let Some(mark) = paragraph.marks.first() else {
            return;
        };
        let mut status = Status::default();
        self.judge_mark(&mut status, rows::symbol(mark, None));
        if let Some(goal) = self.goals.current()
            && goal.status.is_none()
        {
            goal.status = Some(status);
        }
    }

    /// Takes a status that stands first under a goal's heading (`Uppfylls helt`, `Status: På rätt väg`, a verdict with the
    /// text that goes on after it), or a verdict that stands further down and ends its paragraph; returns the lines that
    /// are left. `text` is the paragraph's.
    pub(super) fn status<'p>(&mut self, paragraph: &'p Paragraph, text: &str) -> Cow<'p, [Line]> {
        let lines = paragraph.lines.as_slice();
        let begins =
            |line: &Line| line.text.is_empty() || self.layouts.may_begin_status(&line.text);
        let first = self.awaits_status();
        if first && lines.first().is_some_and(begins) {
            if let Some((label, words, value, taken)) = self.leading_status(lines, text) {
                self.set_status(&label, &words, value, paragraph);
                return Cow::Borrowed(lines.get(taken..).unwrap_or_default());
            }
            if let Some((label, words)) = self.unknown_status(lines, text) {
                let under = self.vocabulary.join(&label);
                let text = self.vocabulary.join(&words);
                let places = words.iter().map(|line| line.place).collect();
                let under = under.trim_end().trim_end_matches(':');
                self.unknown_words.add(Asked::Status, under, &text, places);
                self.set_status(&label, &words, StatusValue::Annan, paragraph);
                return Cow::Borrowed(&[]);
            }
            if let Some((words, rest, value)) = self.verdict(lines, text, Layouts::first_verdict) {
                self.set_status(&[], &words, value, paragraph);
                return Cow::Owned(rest);
            }
        }
        if paragraph.role != Role::Text || !self.lacks_status() {
            return Cow::Borrowed(lines);
        }
        let Some((before, words, value)) = self.verdict(lines, text, Layouts::last_verdict) else {
            return Cow::Borrowed(lines);
        };
        self.set_status(&[], &words, value, paragraph);
        Cow::Owned(before)
    }

    /// A status that all lines are together, or the first alone, with its label on a line of its own or without one; and how many
    /// lines that is.
    fn leading_status(
        &self,
        lines: &[Line],
        whole: &str,
    ) -> Option<(Vec<Line>, Vec<Line>, StatusValue, usize)> {
        let tries = [lines.len(), 1, 2.min(lines.len())];
        tries.into_iter().find_map(|taken| {
            let status = lines.get(..taken)?;
            let text = if taken == lines.len() {
                Cow::Borrowed(whole)
            } else {
                Cow::Owned(self.vocabulary.join(status))
            };
            let label = self.layouts.status_label(&text).unwrap_or(0);
            let words = text.get(label..).unwrap_or_default();
            let value = if label > 0 {
                self.layouts.labelled_status(words)
            } else {
                self.layouts.status(words)
            }?;
            let (label, words) = split_lines(status, count(text.get(..label)?));
            Some((label, words, value, taken))
        })
    }

    /// A label with its colon and a word behind it that no vocabulary knows, where that is all: the label tells what it is.
    fn unknown_status(&self, lines: &[Line], text: &str) -> Option<(Vec<Line>, Vec<Line>)> {
        let [_] = lines else {
            return None;
        };
        let words = self.behind_status_label(text)?;
        let at = text.len() - words.len();
        is_word(words).then(|| split_lines(lines, count(text.get(..at).unwrap_or_default())))
    }

    /// What stands behind a status's label and its colon.
    fn behind_status_label<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (label, words) = text.split_at_checked(self.layouts.status_label(text)?)?;
        let told = label.trim_end().ends_with(':') && !words.is_empty();
        told.then_some(words)
    }

    /// Whether a text is a status behind its label and its colon, known or not.
    pub(super) fn is_status_line(&self, text: &str) -> bool {
        self.behind_status_label(text).is_some()
    }

    /// Lines before and after the end or the beginning of a verdict that is a sentence of theirs.
    fn verdict(
        &self,
        lines: &[Line],
        text: &str,
        find: impl Fn(&Layouts, &str) -> Option<(usize, StatusValue)>,
    ) -> Option<(Vec<Line>, Vec<Line>, StatusValue)> {
        let (at, value) = find(self.layouts, text)?;
        // A hyphen that the join dropped would move the cut.
        let letters: usize = lines.iter().map(|line| count(&line.text)).sum();
        if letters != count(text) {
            return None;
        }
        let (before, after) = split_lines(lines, count(text.get(..at)?));
        Some((before, after, value))
    }

    /// Takes a status whose label stands alone in the paragraph before it, whose text `label` is; returns whether it did.
    pub(super) fn status_below(
        &mut self,
        paragraph: &Paragraph,
        label: &str,
        next: Option<&Paragraph>,
    ) -> bool {
        let Some(next) = next.filter(|next| next.lines.len() == 1) else {
            return false;
        };
        let alone = self.layouts.status_label(label) == Some(label.len());
        if !alone || !self.awaits_status() {
            return false;
        }
        let text = self.vocabulary.join(&next.lines);
        let Some(value) = self.layouts.labelled_status(&text) else {
            return false;
        };
        self.set_status(&paragraph.lines, &next.lines, value, next);
        true
    }

    /// Whether nothing stands below the open goal's heading yet, and no status.
    fn awaits_status(&mut self) -> bool {
        self.goals.current().is_some_and(|goal| {
            let unset = goal.status.as_ref().is_none_or(|s| s.text.is_empty());
            unset
                && goal.avsnitt.is_empty()
                && goal.indikatorer.is_empty()
                && goal.aktiviteter.is_empty()
        })
    }

    /// Whether the open goal's own text says nothing of its status yet.
    fn lacks_status(&mut self) -> bool {
        self.goals
            .current()
            .is_some_and(|goal| goal.status.as_ref().is_none_or(|s| s.text.is_empty()))
    }

    fn set_status(
        &mut self,
        label: &[Line],
        words: &[Line],
        value: StatusValue,
        paragraph: &Paragraph,
    ) {
        self.ledger.assign_all(label, Account::Etiketter);
        self.labels.add(&self.vocabulary.join(label), label);
        self.ledger.assign_all(words, Account::Poster);
        let text = self.vocabulary.join(words);
        let symbol: Option<Symbol> = paragraph.marks.first().map(|mark| rows::symbol(mark, None));
        if let Some(goal) = self.goals.current() {
            let earlier = goal.status.take().and_then(|status| status.symbol);
            goal.status = Some(Status {
                ord: self.layouts.status_word(&text).map(str::to_owned),
                text,
                varde: met(value),
                symbol: symbol.or(earlier),
            });
        }
    }
}

/// How far a goal was met, as the output says it.
pub(super) fn met(value: StatusValue) -> Option<Uppfyllelse> {
    match value {
        StatusValue::Helt => Some(Uppfyllelse::Helt),
        StatusValue::Delvis => Some(Uppfyllelse::Delvis),
        StatusValue::Inte => Some(Uppfyllelse::Inte),
        StatusValue::Annan => None,
    }
}
