//! Labels of the front page and what stands after them: behind, beside, below, or in the next line.

use crate::block::Place;
use crate::geometry::Rect;
use crate::grammar::{self, Cue, Cues};

use super::passage::{Origin, Passage};
use super::{cases, forms};

/// A value stands at most this many line heights below its label.
const LINES_BELOW: f32 = 2.5;
/// Lines that share this part of the lower one's height stand side by side.
const SIDE_BY_SIDE: f32 = 0.5;
/// A day that is written out has no more words: `9 februari 2021`.
const DAY_WORDS: usize = 3;

/// A line with its place.
struct PlacedLine<'p> {
    text: &'p str,
    place: Option<&'p Place>,
}

/// What may stand after each of a cue's labels, in the lines of the first page and those that follow: what stands behind
/// the colon; else what stands to the right of the label, what stands below it, and the next line.
pub(super) fn values<'p>(
    passages: &'p [Passage],
    cue: Cue,
    cues: &'p Cues,
) -> impl Iterator<Item = &'p str> {
    behind(passages, |line| cues.value(cue, line)).into_iter()
}

/// The same, and what follows a label without a colon: `Antagen av kommunfullmäktige 2023-12-11`.
pub(super) fn loose_values<'p>(passages: &'p [Passage], cue: Cue, cues: &'p Cues) -> Vec<&'p str> {
    behind(passages, |line| {
        cues.value(cue, line).or_else(|| {
            let rest = cues.after(cue, line)?;
            rest.starts_with(char::is_whitespace).then(|| rest.trim())
        })
    })
}

/// What may stand after each label. `rest` gives what stands behind one in its line: nothing, if it stands alone.
pub(super) fn behind<'p>(
    passages: impl IntoIterator<Item = &'p Passage>,
    rest: impl Fn(&'p str) -> Option<&'p str>,
) -> Vec<&'p str> {
    let lines = placed(passages);
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match rest(line.text) {
            Some("") => found.extend(near(&lines, at)),
            Some(value) => found.push(value),
            None => {}
        }
    }
    found
}

fn placed<'p>(passages: impl IntoIterator<Item = &'p Passage>) -> Vec<PlacedLine<'p>> {
    let lines = passages.into_iter().flat_map(|passage| {
        let places = passage
            .places
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        passage.lines.iter().zip(places)
    });
    lines
        .map(|(line, place)| PlacedLine {
            text: line.trim(),
            place,
        })
        .filter(|line| !line.text.is_empty())
        .collect()
}

/// The lines that may hold the value of a label that stands alone: the nearest one to its right, the nearest one below, the
/// next one as the page is read.
fn near<'p>(lines: &[PlacedLine<'p>], at: usize) -> impl Iterator<Item = &'p str> {
    let own = lines.get(at).and_then(|line| on_page(line.place));
    let others = || {
        lines
            .iter()
            .filter_map(|line| Some((line.text, on_page(line.place)?)))
    };
    let beside = own.and_then(|(page, label)| {
        let right = others().filter(|(_, (other, rect))| {
            let shared = label.y1.min(rect.y1) - label.y0.max(rect.y0);
            *other == page && rect.x0 >= label.x1 && shared >= SIDE_BY_SIDE * (rect.y1 - rect.y0)
        });
        right.min_by(|(_, (_, one)), (_, (_, other))| one.x0.total_cmp(&other.x0))
    });
    let below = own.and_then(|(page, label)| {
        let under = others().filter(|(_, (other, rect))| {
            let shared = label.x1.min(rect.x1) - label.x0.max(rect.x0);
            let reach = label.y1 + LINES_BELOW * (label.y1 - label.y0);
            *other == page
                && shared > 0.0
                && rect.y0 > label.y0 + SIDE_BY_SIDE * (label.y1 - label.y0)
                && rect.y0 <= reach
        });
        under.min_by(|(_, (_, one)), (_, (_, other))| one.y0.total_cmp(&other.y0))
    });
    let next = lines.get(at + 1).map(|line| line.text);
    let text = |found: Option<(&'p str, (u32, Rect))>| found.map(|(text, _)| text);
    [text(beside), text(below), next].into_iter().flatten()
}

fn on_page(place: Option<&Place>) -> Option<(u32, Rect)> {
    match place? {
        Place::Page(page, rect) => Some((*page, *rect)),
        Place::Row(_) => None,
    }
}

/// The first day that a text names, ISO 8601: all of it, an ISO date in it, or one that is written out.
pub(super) fn day(text: &str) -> Option<String> {
    let whole = grammar::day(text);
    let iso = || forms::iso_date(text).map(|(_, date)| date.to_owned());
    whole.or_else(iso).or_else(|| written_day(text))
}

/// The first day in a text that is written out: `onsdagen den 6 mars 2024 kl. 13.00`.
fn written_day(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(DAY_WORDS).find_map(|words| {
        let digits = words.first()?.starts_with(|c: char| c.is_ascii_digit());
        let words = words.join(" ");
        let words = words.trim_end_matches([',', '.', ';', ')']);
        digits.then(|| grammar::day(words))?
    })
}

/// The day after the first of a cue's labels that one follows.
pub(super) fn labelled_day(passages: &[Passage], cue: Cue, cues: &Cues) -> Option<String> {
    loose_values(passages, cue, cues).into_iter().find_map(day)
}

/// The year after the first of a cue's labels that one follows.
pub(super) fn labelled_year(passages: &[Passage], cue: Cue, cues: &Cues) -> Option<i32> {
    let values = loose_values(passages, cue, cues);
    values.into_iter().find_map(forms::year)
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

/// The first day that any line of the first page names before its first case: a notice says it in a sentence.
pub(super) fn first_day(passages: &[Passage]) -> Option<String> {
    let first_page = passages
        .iter()
        .take_while(|passage| {
            !passage
                .lines
                .first()
                .is_some_and(|line| cases::is_case(line))
        })
        .filter(|passage| passage.on_first_page);
    first_page
        .flat_map(|passage| &passage.lines)
        .find_map(|line| day(line))
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
