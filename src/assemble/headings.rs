//! Headings in the flow: goals, their status, section labels and other headings.

use super::Assembler;
use super::ledger::Account;
use super::lines::{count, places, split_lines};
use crate::block::{Line, Paragraph, Role};
use crate::diagnostics::Allvar;
use crate::output::StyckeSlag;
use crate::signs::leading;
use crate::words::tolerances::{SAME_SIZE, same_size};

/// A goal's label that wraps stands on two lines at most.
const LABEL_LINES: usize = 2;
/// A paragraph that does not look like a heading can be a goal's heading if it has no more lines than this.
pub(super) const TITLE_LINES: usize = 4;

/// A goal heading within a paragraph.
struct Found<'a> {
    niva: &'a str,
    depth: u32,
    /// The number in the label itself.
    number: Option<String>,
    /// A label alone on its line without a colon may be another heading.
    doubtful: bool,
    label: Vec<Line>,
    title: Vec<Line>,
}

impl<'a> Assembler<'a> {
    /// Whether a goal's label begins on a line of the paragraph.
    pub(super) fn names_goal(&self, paragraph: &Paragraph) -> bool {
        paragraph.role != Role::Contents
            && (0..paragraph.lines.len()).any(|at| {
                let lines = paragraph.lines.get(at..).unwrap_or_default();
                self.goal_at(lines).is_some()
            })
    }

    /// Goal headings in a paragraph: each label with the lines that follow it, or with the next paragraph if the
    /// label stands alone. `None` if the paragraph has none; else whether the next paragraph was a title.
    pub(super) fn goal_headings(
        &mut self,
        paragraph: &Paragraph,
        next: Option<&Paragraph>,
    ) -> Option<bool> {
        let heading = matches!(paragraph.role, Role::Heading(_));
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut before: Vec<&Line> = Vec::new();
        let mut lines = paragraph.lines.as_slice();
        while let Some((line, after)) = lines.split_first() {
            if let Some((goal, rest)) = self.goal_at(lines) {
                found.push(goal);
                lines = rest;
                continue;
            }
            match found.last_mut() {
                Some(goal) => goal.title.push(line.clone()),
                None => before.push(line),
            }
            lines = after;
        }
        let first = found.first()?;
        // In running text a goal may be mentioned by its label; a heading begins with it and is short.
        let plain = first.title.len() <= TITLE_LINES
            && !reads_as_prose(&self.vocabulary.join(&first.title));
        if !heading && (!before.is_empty() || !plain) || self.is_other_heading(first, next) {
            return None;
        }
        if !before.is_empty() {
            let level = match paragraph.role {
                Role::Heading(level) => level,
                _ => 1,
            };
            let before: Vec<Line> = before.into_iter().cloned().collect();
            self.heading(&before, level, self.vocabulary.join(&before));
        }
        let level = match paragraph.role {
            Role::Heading(level) => Some(level),
            _ => None,
        };
        let last = found.len() - 1;
        let mut took_next = false;
        for (at, mut goal) in found.into_iter().enumerate() {
            let body = self.split_off_body(&mut goal.title);
            if goal.title.is_empty() && at == last {
                let title = next.map(|next| self.title_in(next)).unwrap_or_default();
                took_next = !title.is_empty();
                goal.title.extend(title);
            }
            self.open_goal(goal, level);
            if at == last && !took_next {
                self.goal_marks(paragraph);
            }
            if !body.is_empty() {
                let rest = Paragraph {
                    role: Role::Text,
                    lines: body,
                    marks: Vec::new(),
                };
                let text = self.vocabulary.join(&rest.lines);
                let rest = self.status(&rest, &text).into_owned();
                if !rest.is_empty() {
                    let text = self.vocabulary.join(&rest);
                    self.prose(&rest, text, StyckeSlag::Stycke);
                }
            }
        }
        if took_next && let Some(next) = next {
            // What the title left of its paragraph goes on as text.
            let used = self.titled_lines(next);
            let rest = next.lines.get(used..).unwrap_or_default();
            if !rest.is_empty() {
                let text = self.vocabulary.join(rest);
                self.prose(rest, text, StyckeSlag::Stycke);
            }
        }
        Some(took_next)
    }

    /// A label that stands alone without a colon (`Nämndmål`) heads a goal only if a heading follows it.
    fn is_other_heading(&self, found: &Found<'_>, next: Option<&Paragraph>) -> bool {
        let titled = next.is_some_and(|next| {
            matches!(next.role, Role::Heading(_)) && !self.title_in(next).is_empty()
        });
        found.doubtful && found.title.is_empty() && !titled
    }

    /// The goal heading that begins with the first of the lines, and the lines after its label's last line.
    fn goal_at<'l>(&self, lines: &'l [Line]) -> Option<(Found<'a>, &'l [Line])> {
        let begins = |line: &Line| {
            let words = line.text.get(leading(&line.text)..).unwrap_or_default();
            line.text.is_empty() || self.layouts.may_begin_goal(words.trim_start())
        };
        if !lines.first().is_some_and(begins) {
            return None;
        }
        for taken in 1..=LABEL_LINES.min(lines.len()) {
            let head = lines.get(..taken)?;
            let joined = self.vocabulary.join(head);
            // A sign that says how far the goal was met stands before the label.
            let sign = leading(&joined);
            let words = joined.get(sign..).unwrap_or_default();
            let Some(goal) = self.layouts.goal_label(words) else {
                continue;
            };
            // A hyphen that the join dropped stands in the label, for the label reaches over the line's end.
            let all: usize = head.iter().map(|line| count(&line.text)).sum();
            let dropped = all.saturating_sub(count(&joined));
            let label = count(joined.get(..sign + goal.label).unwrap_or(&joined)) + dropped;
            let first = head.first().map_or(0, |line| count(&line.text));
            if taken > 1 && label <= first {
                continue;
            }
            let (label, title) = split_lines(head, label);
            let found = Found {
                niva: goal.niva,
                depth: goal.depth,
                number: goal.number,
                doubtful: goal.alone && !goal.colon,
                label,
                title,
            };
            return Some((found, lines.get(taken..).unwrap_or_default()));
        }
        None
    }

    /// Lines after the title within the same paragraph: a status, or text that looks otherwise.
    fn split_off_body(&self, title: &mut Vec<Line>) -> Vec<Line> {
        let looks = title.first().map(|line| (line.style.bold, line.style.size));
        let end = title.iter().enumerate().skip(1).find(|(_, line)| {
            let other = looks.is_some_and(|(bold, size)| {
                bold && !line.style.bold || !same_size(size, line.style.size)
            });
            other || self.layouts.status(&line.text).is_some()
        });
        match end.map(|(at, _)| at) {
            Some(at) => title.split_off(at),
            None => Vec::new(),
        }
    }

    /// The lines of a paragraph that are the title of the label above it; none if it is another goal's heading, a
    /// label or a status.
    fn title_in(&self, next: &Paragraph) -> Vec<Line> {
        let text = self.vocabulary.join(&next.lines);
        let other = next.role == Role::Contents
            || self.goal_at(&next.lines).is_some()
            || self.layouts.section_label(&text)
            || self.layouts.status(&text).is_some();
        if other {
            return Vec::new();
        }
        next.lines
            .get(..self.titled_lines(next))
            .unwrap_or_default()
            .to_vec()
    }

    /// How many of a paragraph's lines are the title: all of a heading; of text those that look like the first one,
    /// as long as lines are full.
    fn titled_lines(&self, next: &Paragraph) -> usize {
        if matches!(next.role, Role::Heading(_)) || next.lines.len() <= 2 {
            return next.lines.len();
        }
        let look = next.lines.first().map(|line| line.style);
        let mut taken = 0;
        for line in next.lines.iter().take(TITLE_LINES) {
            if Some(line.style) != look {
                break;
            }
            taken += 1;
            if !line.full {
                break;
            }
        }
        taken
    }

    fn open_goal(&mut self, mut found: Found<'_>, level: Option<u32>) {
        // A title set as the only item of a list: the sign goes with the label.
        let bullet = |line: &Line| line.text.starts_with(['•', '▪', '■', '●']);
        if found.title.first().is_some_and(bullet) {
            let (sign, title) = split_lines(&found.title, 1);
            found.label.extend(sign);
            found.title = title;
        }
        let title = self.vocabulary.join(&found.title);
        let (nummer, titel) = match self.layouts.split_number(&title) {
            (None, titel) => bare_number(titel),
            numbered => numbered,
        };
        let (nummer, titel) = (nummer.or(found.number), titel.trim().to_owned());
        let at = if found.title.is_empty() {
            &found.label
        } else {
            &found.title
        };
        let mut plats = places(&found.label);
        super::lines::absorb(&mut plats, found.title.iter().map(|line| &line.place));
        if titel.is_empty() {
            let label = self.vocabulary.join(&found.label);
            let message = format!("no title follows the goal label \"{label}\"");
            self.remark("mal-utan-titel", Allvar::Varning, message, places(at));
        }
        self.ledger.assign_all(&found.label, Account::Etiketter);
        self.ledger.assign_all(&found.title, Account::Poster);
        self.labels
            .add(&self.vocabulary.join(&found.label), &found.label);
        let goal = self.new_goal(found.niva, nummer, titel, plats);
        self.nearest = Some(goal.titel.clone());
        // A label that is set as text ranks below the chapter that it stands in.
        let level = level.or(self.chapter.map(|chapter| chapter + 1));
        self.goals.open(goal, found.depth, level);
        self.last_row = None;
        self.companion = None;
        self.in_contents = false;
    }

    /// Opens the goal of a heading that a status below proves to be one: with its label, if it has one, and the title below
    /// a label that stands alone.
    pub(super) fn open_judged(
        &mut self,
        lines: &[Line],
        title: Option<&Paragraph>,
        level: Option<u32>,
        niva: &'a str,
    ) {
        let text = self.vocabulary.join(lines);
        let label = self.layouts.judged_label(&text);
        let (niva, depth) = label
            .as_ref()
            .map_or((niva, self.depth(niva)), |label| (label.niva, label.depth));
        let taken = label.as_ref().map_or(0, |label| label.label);
        let (own, mut rest) = split_lines(lines, count(text.get(..taken).unwrap_or_default()));
        rest.extend(title.map(|title| title.lines.clone()).unwrap_or_default());
        let found = Found {
            niva,
            depth,
            number: label.and_then(|label| label.number),
            doubtful: false,
            label: own,
            title: rest,
        };
        self.open_goal(found, level);
    }

    /// Opens the goal that a heading without a label names.
    pub(super) fn open_plain_goal(&mut self, niva: &'a str, title: &[Line], level: u32) {
        let found = Found {
            niva,
            depth: self.depth(niva),
            number: None,
            doubtful: false,
            label: Vec::new(),
            title: title.to_vec(),
        };
        self.open_goal(found, Some(level));
    }

    /// A section label under a goal opens a section; returns the lines that are left, `None` if that was all.
    pub(super) fn section_label<'p>(
        &mut self,
        paragraph: &Paragraph,
        lines: &'p [Line],
    ) -> Option<&'p [Line]> {
        if !self.goals.is_open() || lines.is_empty() {
            return Some(lines);
        }
        let level = match paragraph.role {
            Role::Heading(level) => Some(level),
            _ => None,
        };
        let begins =
            |line: &Line| line.text.is_empty() || self.layouts.may_begin_section(&line.text);
        if !lines.first().is_some_and(begins) {
            return Some(lines);
        }
        let whole = self.vocabulary.join(lines);
        if self.layouts.section_label(&whole) {
            self.label_section(whole, level, lines);
            return None;
        }
        let (first, rest) = lines.split_first()?;
        let apart = rest.first().is_some_and(|next| {
            !first.full
                && (first.style.bold && !next.style.bold
                    || first.style.size > next.style.size + SAME_SIZE)
        });
        if apart && self.layouts.section_label(&first.text) {
            self.label_section(first.text.clone(), level, std::slice::from_ref(first));
            return Some(rest);
        }
        Some(lines)
    }

    pub(super) fn label_section(&mut self, rubrik: String, level: Option<u32>, lines: &[Line]) {
        self.caption = Some(rubrik.clone());
        self.open_section(Some(rubrik), level, lines);
    }

    /// A heading that is neither a goal's nor a label. It ends the goals whose headings it ranks with or above.
    pub(super) fn heading(&mut self, lines: &[Line], level: u32, text: String) {
        if self.goals.leave(level) {
            self.last_row = None;
        }
        if !self.goals.is_open() {
            self.chapter = Some(level);
        }
        self.label_section(text, Some(level), lines);
    }
}

/// The number of a title after its label that no full stop ends: `3 Äldre bestämmer`, but not `3 barn av 4`.
fn bare_number(title: &str) -> (Option<String>, &str) {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, _) = title.split_at(title.len() - rest.len());
    let name = rest.trim_start();
    let spaced = name.len() < rest.len() && name.starts_with(char::is_uppercase);
    if spaced && (1..=2).contains(&number.len()) {
        (Some(number.to_owned()), name)
    } else {
        (None, title)
    }
}

/// Whether a text goes on after a sentence's end: a title does not.
pub(super) fn reads_as_prose(text: &str) -> bool {
    let chars = text.char_indices();
    let mut letters = 0;
    for (at, c) in chars {
        if c.is_alphabetic() {
            letters += 1;
        }
        let ends = matches!(c, '.' | '!' | '?') && letters > 3;
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let mut after = rest.trim_start().chars();
        if ends
            && rest.starts_with(char::is_whitespace)
            && after.next().is_some_and(char::is_uppercase)
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::bare_number;

    #[test]
    fn a_number_before_a_capital_is_the_goals() {
        let split = |title| {
            let (number, rest) = bare_number(title);
            (number.unwrap_or_default(), rest.to_owned())
        };
        assert_eq!(split("3 Alla barn"), ("3".into(), "Alla barn".into()));
        for title in ["3 barn av 4", "2024 Ett nytt år", "3", "Alla barn"] {
            assert_eq!(split(title), (String::new(), title.to_owned()));
        }
    }
}
