//! Labels of the front page and what stands after them: beside, or in the next line.

use crate::grammar::{self, Cue, Cues};

use super::forms;
use super::passage::{Origin, Passage};

/// What stands after each of a cue's labels, in the lines of the first page and those that follow.
pub(super) fn values<'p>(
    passages: &'p [Passage],
    cue: Cue,
    cues: &'p Cues,
) -> impl Iterator<Item = &'p str> {
    let lines: Vec<&str> = lines(passages).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match cues.value(cue, line) {
            Some("") => found.extend(lines.get(at + 1)),
            Some(value) => found.push(value),
            None => {}
        }
    }
    found.into_iter()
}

fn lines(passages: &[Passage]) -> impl Iterator<Item = &str> {
    let lines = passages.iter().flat_map(|passage| &passage.lines);
    lines
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
}

/// The first day that a text names, ISO 8601: all of it, or an ISO date in it.
pub(super) fn day(text: &str) -> Option<String> {
    grammar::day(text).or_else(|| forms::iso_date(text).map(|(_, date)| date.to_owned()))
}

/// The day after the first of a cue's labels that one follows.
pub(super) fn labelled_day(passages: &[Passage], cue: Cue, cues: &Cues) -> Option<String> {
    values(passages, cue, cues).find_map(day)
}

/// A day that is all of a line of the first page; what stands in its header comes first.
pub(super) fn lone_day(passages: &[Passage]) -> Option<String> {
    let outside_tables = passages
        .iter()
        .filter(|passage| passage.on_first_page && passage.origin != Origin::Cell);
    outside_tables
        .flat_map(|passage| &passage.lines)
        .find_map(|line| grammar::day(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;
    use crate::grammar::Layouts;

    #[test]
    fn a_value_stands_beside_its_label_or_below() {
        let layouts = Layouts::builtin();
        let day = |lines: &str| {
            labelled_day(
                &[Passage::of(Role::Text, lines)],
                Cue::Datum,
                layouts.cues(),
            )
        };
        for (lines, expected) in [
            ("Datum: 2026-05-13", Some("2026-05-13")),
            ("Datum för beslut: 2026-06-16 §", Some("2026-06-16")),
            ("Datum\n9 februari 2021", Some("2021-02-09")),
            ("Datum för beslut: 2026-xx-xx\nGäller från 2027-01-01", None),
            ("Datumet är 2026-05-13", None),
        ] {
            assert_eq!(day(lines).as_deref(), expected, "{lines}");
        }
    }

    #[test]
    fn a_lone_day_is_a_whole_line() {
        let passages = [
            Passage::of(Role::Text, "Mötet hölls 2020-01-02"),
            Passage::furniture("4 juni 2018"),
        ];
        assert_eq!(lone_day(&passages).as_deref(), Some("2018-06-04"));
    }
}
