//! The cases of a notice that have numbers and no paragraphs: rows of a table, headings (`Ärende 3`), items of a list.

use crate::block::{Block, TableCell, TableRow};
use crate::flow::Flow;
use crate::grammar::{Cue, Cues, decision};
use crate::output::Arende;

use super::cases::{self, numbered_behind, registration};
use super::decision_headings;
use super::passage::{Origin, Passage, Reading};

/// Fewer numbers that follow one another are no list of cases.
const LEAST_CASES: usize = 2;
/// How many passages below a case's number its heading and its registration number are looked for in.
const BELOW: usize = 3;

/// A case as its list tells it.
struct Listed<'p> {
    number: String,
    /// The lines of its heading, and those that hold its registration number.
    lines: Vec<String>,
    /// Where in the passages its own end.
    end: usize,
    first: Option<&'p Passage>,
}

/// The cases, from the first form that has some.
pub(super) fn cases(reading: Reading<'_>, passages: &[Passage]) -> Vec<Arende> {
    let cues = reading.layouts.cues();
    let found = in_tables(reading);
    if found.len() >= LEAST_CASES {
        return found;
    }
    let headed = under_numbers(passages, cues);
    let listed = if headed.len() >= LEAST_CASES {
        headed
    } else {
        in_list(passages, cues)
    };
    if listed.len() < LEAST_CASES {
        return Vec::new();
    }
    let next = listed.iter().skip(1).map(|case| case.first);
    let starts = next.map(|first| {
        let same = |passage: &Passage| first.is_some_and(|first| std::ptr::eq(first, passage));
        passages.iter().position(same)
    });
    let starts: Vec<Option<usize>> = starts.chain([None]).collect();
    let cases = listed.into_iter().zip(starts).map(|(case, next)| {
        let to = next.unwrap_or(passages.len()).min(case.end + BELOW);
        let below = passages.get(case.end..to.max(case.end));
        case.read(below.unwrap_or_default(), cues)
    });
    cases.collect()
}

impl Listed<'_> {
    fn read(self, below: &[Passage], cues: &Cues) -> Arende {
        let mut own = self
            .lines
            .iter()
            .filter_map(|line| registration(line, cues));
        let (rubrik, beside) = heading(&self.lines, cues);
        let heading = below.iter().find(|passage| {
            rubrik.is_none() && passage.is_heading() && registration(&passage.text, cues).is_none()
        });
        let below = below.iter().find_map(|passage| {
            let mut lines = passage.lines.iter();
            lines.find_map(|line| registration(line, cues))
        });
        Arende {
            paragraf: Some(self.number),
            diarienummer: own.next().or(beside).or(below),
            rubrik: rubrik.or_else(|| Some(heading?.text.clone())),
            beslut: Vec::new(),
            id: String::new(),
            ordning: 0,
            plats: self.first.map(Passage::plats).unwrap_or_default(),
        }
    }
}

/// The heading that lines are, without the registration number in or behind it.
fn heading(lines: &[String], cues: &Cues) -> (Option<String>, Option<String>) {
    let of_heading = |line: &&String| registration(line, cues).is_none();
    let lines: Vec<&str> = lines
        .iter()
        .filter(of_heading)
        .map(String::as_str)
        .collect();
    let text = lines.join(" ");
    match numbered_behind(&text) {
        Some((heading, number)) => (Some(heading.to_owned()), Some(number)),
        None => ((!text.trim().is_empty()).then_some(text), None),
    }
}

/// Rows of a table below the title of the cases' column, each with its number.
fn in_tables(reading: Reading<'_>) -> Vec<Arende> {
    let tables = tables(reading.flow);
    tables.flat_map(|rows| in_table(reading, rows)).collect()
}

fn tables(flow: &Flow) -> impl Iterator<Item = &[TableRow]> {
    flow.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows.as_slice()),
        Block::Paragraph(_) => None,
    })
}

fn in_table(reading: Reading<'_>, rows: &[TableRow]) -> Vec<Arende> {
    let cues = reading.layouts.cues();
    let text = |cell: &TableCell| reading.vocabulary.join(&cell.lines);
    let titled = |(at, row): (usize, &TableRow)| {
        let mut cells = row.cells.iter();
        let cell = cells.find(|cell| cues.is(Cue::Arende, text(cell).trim()))?;
        Some((at, cell.column))
    };
    let Some((head, column)) = rows.iter().enumerate().find_map(titled) else {
        return Vec::new();
    };
    let case = |row: &TableRow| {
        let cell = |column: usize| row.cells.iter().find(|cell| cell.column == column);
        let number = row.cells.iter().filter(|cell| cell.column < column);
        let number = number.map(text).find(|text| !text.is_empty())?;
        let bare = cases::is_case(&number) || number.trim_end_matches('.').parse::<u32>().is_ok();
        let lines: Vec<String> = cell(column)?
            .lines
            .iter()
            .map(|line| line.text.clone())
            .collect();
        let (_, beside) = heading(&lines, cues);
        let (rubrik, _) = heading(&[text(cell(column)?)], cues);
        let in_heading = lines.iter().find_map(|line| registration(line, cues));
        let others = row.cells.iter().filter(|cell| cell.column > column);
        let other = others.map(text).find_map(|text| registration(&text, cues));
        bare.then(|| Arende {
            paragraf: Some(number.trim_end_matches('.').to_owned()),
            diarienummer: other.or(in_heading).or(beside),
            rubrik,
            beslut: Vec::new(),
            id: String::new(),
            ordning: 0,
            plats: crate::block::merge_places(&row.places),
        })
    };
    let below = rows.get(head + 1..).unwrap_or_default();
    below.iter().filter_map(case).collect()
}

/// Cases that a word and a number begin: `Ärende 3`, `Ärende 3 Budget`.
fn under_numbers<'p>(passages: &'p [Passage], cues: &Cues) -> Vec<Listed<'p>> {
    let mut cases: Vec<Listed<'p>> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let Some((first, rest)) = passage.lines.split_first() else {
            continue;
        };
        let Some((number, heading)) = begins(first, cues) else {
            continue;
        };
        if number != cases.len() as u32 + 1 {
            continue;
        }
        let heading = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
        cases.push(Listed {
            number: number.to_string(),
            lines: heading.into_iter().chain(rest.iter().cloned()).collect(),
            end: at + 1,
            first: Some(passage),
        });
    }
    cases
}

/// The number of the case that a line begins, and what stands behind it: `Ärende 3`, `Ärende 3 Budget`.
pub(super) fn begins<'l>(line: &'l str, cues: &Cues) -> Option<(u32, &'l str)> {
    let (word, rest) = line.split_once(' ')?;
    let whole = |(_, rest): &(u32, &str)| rest.is_empty() || rest.starts_with(char::is_uppercase);
    cues.is(Cue::Arende, word)
        .then(|| number_of(rest))?
        .filter(whole)
}

/// The number that a line begins with, and what stands behind it and its mark.
fn number_of(line: &str) -> Option<(u32, &str)> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.get(..line.len() - rest.len())?.parse().ok()?;
    let rest = rest.strip_prefix(['.', ':', ')']).unwrap_or(rest);
    let parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    parted.then(|| (number, rest.trim_start_matches([' ', '\u{2013}', '-'])))
}

/// Items of a list whose numbers follow one another from 1.
fn in_list<'p>(passages: &'p [Passage], cues: &Cues) -> Vec<Listed<'p>> {
    let mut cases: Vec<Listed<'p>> = Vec::new();
    // The next number of a list within a case: of what is proposed there.
    let mut within: Option<u32> = None;
    for (at, passage) in passages.iter().enumerate() {
        if passage.origin != Origin::Prose {
            continue;
        }
        if decision_headings::is_decision_heading(passage, Cue::Beslut, cues) {
            within = Some(1);
            continue;
        }
        let mut open = false;
        // What is proposed has no registration number of its own.
        let near = || {
            passages
                .iter()
                .skip(at)
                .take(2)
                .flat_map(|passage| &passage.lines)
        };
        let registered = near().any(|line| registration(line, cues).is_some());
        let next = |cases: &[Listed<'_>], number: u32| number == cases.len() as u32 + 1;
        for line in &passage.lines {
            let item = decision(line).or_else(|| {
                number_of(line).filter(|(_, rest)| rest.starts_with(char::is_uppercase))
            });
            match item {
                Some((number, _))
                    if within == Some(number) && !(registered && next(&cases, number)) =>
                {
                    within = Some(number + 1);
                    open = false;
                }
                Some((number, heading)) if next(&cases, number) => {
                    cases.push(Listed {
                        number: number.to_string(),
                        lines: vec![heading.to_owned()],
                        end: at + 1,
                        first: Some(passage),
                    });
                    within = None;
                    open = true;
                }
                _ => match cases.last_mut() {
                    Some(case) if open => case.lines.push(line.clone()),
                    _ => {}
                },
            }
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;
    use crate::grammar::Layouts;

    fn told(texts: &[(Role, &str)]) -> Vec<(String, Option<String>, Option<String>)> {
        let layouts = Layouts::builtin();
        let cues = layouts.cues();
        let passages: Vec<Passage> = texts
            .iter()
            .map(|(role, text)| Passage::of(*role, text))
            .collect();
        let headed = under_numbers(&passages, cues);
        let listed = if headed.is_empty() {
            in_list(&passages, cues)
        } else {
            headed
        };
        let cases = listed.into_iter().map(|case| {
            let below = passages.get(case.end..).unwrap_or_default();
            let below = below.get(..BELOW.min(below.len())).unwrap_or_default();
            let case = case.read(below, cues);
            (
                case.paragraf.unwrap_or_default(),
                case.diarienummer,
                case.rubrik,
            )
        });
        cases.collect()
    }

    #[test]
    fn a_list_of_cases_has_their_numbers() {
        let cases = told(&[
            (Role::Heading(2), "Ärenden"),
            (Role::ListItem, "1. Upprop"),
            (Role::ListItem, "2. Plan för parker\noch torg (TN 2024/12)"),
            (Role::Text, "Förslag till beslut"),
            (Role::ListItem, "1. Planen antas."),
            (Role::ListItem, "2. Planen sänds ut."),
            (Role::ListItem, "3. Delårsrapport\nDnr TN 2024/14"),
        ]);
        let number = |text: &str| Some(text.to_owned());
        assert_eq!(cases.len(), 3);
        assert_eq!(cases[0], ("1".into(), None, number("Upprop")));
        let second = (
            "2".into(),
            number("TN 2024/12"),
            number("Plan för parker och torg"),
        );
        assert_eq!(cases[1], second);
        assert_eq!(
            cases[2],
            ("3".into(), number("TN 2024/14"), number("Delårsrapport"))
        );
    }

    #[test]
    fn a_word_and_a_number_begin_a_case() {
        let cases = told(&[
            (Role::Heading(2), "Ärende 1"),
            (Role::Heading(2), "Upprop"),
            (Role::Heading(2), "Ärende 2 Taxa"),
            (Role::Text, "Diarienr: KS 2024/3"),
        ]);
        assert_eq!(cases[0].2.as_deref(), Some("Upprop"));
        assert_eq!(cases[1].1.as_deref(), Some("KS 2024/3"));
        assert_eq!(cases[1].2.as_deref(), Some("Taxa"));
    }
}
