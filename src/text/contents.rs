//! The table of contents in plain text: lines with leaders or tabs before a page number, or a run of lines that end
//! in page numbers that do not fall.

use std::collections::BTreeSet;

use crate::grammar::{Cue, Layouts, contents_line};

use super::source::SourceLine;

/// A run without leaders has at least so many lines with page numbers.
const RUN: usize = 4;
/// An entry wraps over no more lines than this.
const WRAPPED: usize = 2;
/// The lines of the table of contents; furniture is none of it.
pub(crate) fn find(lines: &[SourceLine], furniture: &[bool], layouts: &Layouts) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = (0..lines.len())
        .filter(|&at| {
            lines
                .get(at)
                .is_some_and(|line| contents_line(&line.raw).is_some())
        })
        .collect();
    let mut at = 0;
    while at < lines.len() {
        let run = run(lines, furniture, at);
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else {
            at += 1;
            continue;
        };
        if run.len() >= RUN
            && (is_headed(lines, first, layouts) || names_goals(lines, &run, layouts))
        {
            let own = |at: &usize| {
                let furniture = furniture.get(*at).copied().unwrap_or(false);
                !furniture && lines.get(*at).is_some_and(|line| !line.is_blank())
            };
            found.extend((first..=last).filter(own));
        }
        at = last.max(at) + 1;
    }
    wrapped(lines, &mut found, layouts);
    found
}

/// The lines with page numbers from one on: numbers do not fall, and few lines without one stand between them.
fn run(lines: &[SourceLine], furniture: &[bool], at: usize) -> Vec<usize> {
    let mut run = Vec::new();
    let (mut last, mut without) = (0, 0);
    for (index, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() || furniture.get(index).copied().unwrap_or(false) {
            continue;
        }
        match page_number(line) {
            Some(page) if page >= last => {
                run.push(index);
                (last, without) = (page, 0);
            }
            _ => without += 1,
        }
        if run.is_empty() || without > WRAPPED {
            break;
        }
    }
    run
}

/// The page at the end of a line with a title before it.
fn page_number(line: &SourceLine) -> Option<u32> {
    let (page, title) = line.words.split_last()?;
    let digits = page.text.trim_start_matches(['.', '…']);
    let plain = (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    let named = title
        .iter()
        .any(|word| word.text.contains(char::is_alphabetic));
    (plain && named).then(|| digits.parse().ok())?
}

fn is_headed(lines: &[SourceLine], first: usize, layouts: &Layouts) -> bool {
    let before = lines.get(..first).unwrap_or_default();
    let above = before.iter().rev().find(|line| !line.is_blank());
    above.is_some_and(|line| layouts.cues().is(Cue::Innehall, line.text()))
}

fn names_goals(lines: &[SourceLine], run: &[usize], layouts: &Layouts) -> bool {
    let goal = |at: &&usize| {
        let line = lines.get(**at);
        line.is_some_and(|line| layouts.goal_label(line.text()).is_some())
    };
    run.iter().filter(goal).count() > 1
}

/// An entry's first line, when its page number is on the next one.
fn wrapped(lines: &[SourceLine], found: &mut BTreeSet<usize>, layouts: &Layouts) {
    let first = |at: &usize| {
        let label = lines
            .get(*at)
            .is_some_and(|line| layouts.goal_label(line.text()).is_some());
        let beside = at
            .checked_sub(1)
            .is_some_and(|before| found.contains(&before));
        label && beside && found.contains(&(at + 1))
    };
    let added: Vec<usize> = (0..lines.len())
        .filter(|at| !found.contains(at))
        .filter(first)
        .collect();
    found.extend(added);
}

/// The entries' titles without page numbers, wrapped ones joined.
pub(crate) fn titles(lines: &[SourceLine], found: &BTreeSet<usize>) -> Vec<String> {
    let mut titles = Vec::new();
    let mut open = String::new();
    for line in found.iter().filter_map(|&at| lines.get(at)) {
        let led = contents_line(&line.raw).map(|(title, _)| title.to_owned());
        let ends = led.is_some() || page_number(line).is_some();
        let words = line.words.len().saturating_sub(usize::from(ends));
        let text = led.unwrap_or_else(|| line.slice(0, words).text);
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(text.trim_end_matches(['.', '…', ' ']));
        if ends {
            titles.push(std::mem::take(&mut open));
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::super::source::lines;
    use super::*;

    fn entries(text: &str) -> Vec<String> {
        let (lines, _) = lines(text);
        titles(&lines, &find(&lines, &[], &Layouts::builtin()))
    }

    #[test]
    fn leaders_and_tabs() {
        let text = "Inledning ..... 3\nNämndmål: Rena parker\t4\nText som slutar 12\n";
        assert_eq!(entries(text), ["Inledning", "Nämndmål: Rena parker"]);
    }

    #[test]
    fn a_run_below_its_heading_with_an_entry_that_wraps() {
        let text = "Innehåll\n\nInledning 3\nNämndmål: Rena parker och\ntorg i hela staden 4\nEkonomi 9\nBilagor 12\n\nInledning\n";
        assert_eq!(
            entries(text),
            [
                "Inledning",
                "Nämndmål: Rena parker och torg i hela staden",
                "Ekonomi",
                "Bilagor"
            ]
        );
    }

    #[test]
    fn lines_of_numbers_elsewhere_are_no_contents() {
        assert!(entries("Vuxna 3\nBarn 4\nUnga 5\nÄldre 6\n").is_empty());
        assert!(entries("Innehåll\nVuxna 9\nBarn 4\nUnga 2\nÄldre 1\n").is_empty());
    }
}
