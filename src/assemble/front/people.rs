//! The block with the officials and the addressee: `Handläggare` and `Till`, side by side or one above the other.

use crate::block::Place;
use crate::grammar::{Cue, Cues};

use super::names::{committee_in, is_committee};
use super::passage::Passage;
use super::{forms, labels};

/// How many lines after its label a block can reach.
const BLOCK_LINES: usize = 8;
/// A letterhead has no more lines.
const LETTERHEAD_LINES: usize = 16;
/// A line of fewer digits is no telephone number.
const TELEPHONE_DIGITS: usize = 6;

/// To whom a document is addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addressee {
    /// The committee.
    pub(super) committee: Option<String>,
    /// The meeting's date, ISO 8601.
    pub(super) date: Option<String>,
}

fn lines(passages: &[Passage]) -> Vec<&str> {
    let lines = passages.iter().flat_map(|passage| &passage.lines);
    lines
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The same with where each line stands.
fn placed(passages: &[Passage]) -> Vec<(&str, Option<&Place>)> {
    let lines = passages.iter().flat_map(|passage| {
        let places = passage
            .places
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        passage.lines.iter().map(|line| line.trim()).zip(places)
    });
    lines.filter(|(line, _)| !line.is_empty()).collect()
}

/// Whether a line ends above where another one begins.
fn stands_above(line: Option<&Place>, other: Option<&Place>) -> bool {
    match (line, other) {
        (Some(Place::Page(page, rect)), Some(Place::Page(own, label))) => {
            page < own || page == own && rect.y1 <= label.y0
        }
        _ => false,
    }
}

/// The officials named under `Handläggare`. `committee` is told from a name that it stands beside.
pub(super) fn officials(passages: &[Passage], committee: Option<&str>, cues: &Cues) -> Vec<String> {
    let lines = lines(passages);
    let mut names = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = cues.after(Cue::Handlaggare, line) else {
            continue;
        };
        let beside = rest.trim_start_matches(':').trim();
        if !beside.is_empty() && !cues.is(Cue::Mottagare, beside) {
            names.extend(names_in(beside, committee, cues));
            if names.is_empty() {
                continue;
            }
        }
        let below = lines.get(at + 1..).unwrap_or_default();
        for line in below.iter().take(BLOCK_LINES) {
            if is_other_label(line, cues) {
                break;
            }
            let found = names_in(line, committee, cues);
            // Each name may have its telephone; after an address or a title another name is somebody else's.
            if found.is_empty() && !names.is_empty() && !is_contact(line, cues) {
                break;
            }
            names.extend(found);
        }
        if !names.is_empty() {
            break;
        }
    }
    if names.is_empty() {
        names.extend(in_letterhead(passages, committee, cues));
    }
    names
}

/// The name that a letterhead has above a telephone number or an e-mail address: who answers for the letter.
fn in_letterhead(passages: &[Passage], committee: Option<&str>, cues: &Cues) -> Option<String> {
    let head = passages
        .iter()
        .take_while(|passage| passage.on_first_page && !passage.is_heading());
    let head: Vec<&str> = head
        .flat_map(|passage| &passage.lines)
        .map(|line| line.trim())
        .take(LETTERHEAD_LINES)
        .collect();
    let person = |pair: &[&str]| {
        let [name, contact] = pair else {
            return None;
        };
        let mut names = names_in(name, committee, cues);
        (names.len() == 1 && is_contact(contact, cues)).then(|| names.remove(0))
    };
    let mut people = head.windows(2).filter_map(person);
    // Of several, nobody tells who it is.
    people.next().filter(|_| people.next().is_none())
}

fn is_other_label(line: &str, cues: &Cues) -> bool {
    let word = line.split([' ', ':']).next().unwrap_or_default();
    cues.is(Cue::Blockslut, word)
}

/// A telephone number or an e-mail address.
fn is_contact(line: &str, cues: &Cues) -> bool {
    let lower = line.to_lowercase();
    let labelled = [Cue::Telefon, Cue::Epost].into_iter().any(|cue| {
        let mut labels = cues.phrases(cue).iter();
        labels.any(|label| {
            let rest = lower.strip_prefix(label.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        })
    });
    let number = lower.chars().filter(char::is_ascii_digit).count() >= TELEPHONE_DIGITS
        && !lower.chars().any(char::is_alphabetic);
    labelled || number || (lower.contains('@') && !lower.contains(' '))
}

/// Names in a line: two to four words with capitals each, several divided by commas or `och`.
fn names_in(line: &str, committee: Option<&str>, cues: &Cues) -> Vec<String> {
    let line = without_committee(line, committee);
    let mut names = Vec::new();
    for part in line.split(',') {
        let mut rest = Some(part);
        while let Some(part) = rest {
            let (name, after) = match cues.split(Cue::Och, part) {
                Some((name, after)) => (name, Some(after)),
                None => (part, None),
            };
            let name = name.trim();
            if forms::is_name(name, cues) && !is_committee(name, cues) {
                names.push(name.to_owned());
            }
            rest = after;
        }
    }
    names
}

/// A line without the beginning of the committee's name at its end: the neighbouring block's line.
fn without_committee<'l>(line: &'l str, committee: Option<&str>) -> &'l str {
    let words: Vec<&str> = committee.unwrap_or_default().split(' ').collect();
    for taken in (1..=words.len()).rev() {
        let head = words.get(..taken).unwrap_or_default().join(" ");
        if let Some(rest) = line.strip_suffix(&head)
            && !head.is_empty()
        {
            return rest.trim();
        }
    }
    line
}

/// The committee and the date under `Till`.
pub(super) fn addressee(passages: &[Passage], cues: &Cues) -> Option<Addressee> {
    let lines = placed(passages);
    for (at, &(line, place)) in lines.iter().enumerate() {
        let beside = cues
            .after(Cue::Mottagare, line)
            .and_then(|rest| rest.strip_prefix(' '))
            .filter(|rest| is_committee(rest, cues));
        let label = is_addressee_label(line, cues);
        if !label && beside.is_none() {
            continue;
        }
        // A neighbouring column's lines may be read after the label and stand above it.
        let below = lines.get(at + 1..).unwrap_or_default().iter();
        let below = below.filter(|(_, other)| !stands_above(*other, place));
        let block: Vec<&str> = beside
            .into_iter()
            .chain(below.map(|(line, _)| *line).take(BLOCK_LINES))
            .collect();
        let mut text = String::new();
        for line in block {
            text.push_str(line);
            text.push(' ');
            if let Some((date, before)) = iso_date(&text) {
                return Some(Addressee {
                    committee: committee_in(&before, cues),
                    date: Some(date),
                });
            }
        }
        if let Some(committee) = committee_in(&text, cues) {
            return Some(Addressee {
                committee: Some(committee),
                date: None,
            });
        }
    }
    None
}

/// The meeting's day: under the addressee, or behind its label.
pub(super) fn meeting(passages: &[Passage], cues: &Cues) -> Option<String> {
    addressee(passages, cues)
        .and_then(|to| to.date)
        .or_else(|| labels::labelled_day(passages, Cue::Sammantrade, cues))
}

/// Whether a line is the addressee's label: alone, with a colon, or behind the officials' label beside it.
fn is_addressee_label(line: &str, cues: &Cues) -> bool {
    let mut labels = cues.phrases(Cue::Mottagare).iter();
    labels.any(|label| {
        let Some(before) = line
            .strip_suffix(':')
            .unwrap_or(line)
            .strip_suffix(label.as_str())
        else {
            return false;
        };
        let officials = cues.phrases(Cue::Handlaggare).iter();
        let beside = before.strip_suffix(' ').filter(|_| !line.ends_with(':'));
        let mut beside_officials =
            officials.filter(|label| beside.is_some_and(|before| before.ends_with(label.as_str())));
        before.is_empty() || beside_officials.next().is_some()
    })
}

/// The first ISO date in a text, and what stands before it.
fn iso_date(text: &str) -> Option<(String, String)> {
    let (at, date) = forms::iso_date(text)?;
    let before = text.get(..at).unwrap_or_default();
    Some((date.to_owned(), before.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;
    use crate::grammar::Layouts;

    fn passages(texts: &[&str]) -> Vec<Passage> {
        let passage = |text: &&str| Passage::of(Role::Text, text);
        texts.iter().map(passage).collect()
    }

    fn officials_in(passages: &[Passage], committee: Option<&str>) -> Vec<String> {
        officials(passages, committee, Layouts::builtin().cues())
    }

    #[test]
    fn one_above_the_other() {
        let passages = passages(&[
            "Handläggare\nAnna Ek",
            "Telefon: 08-50000000",
            "Till\nNorrby-Söderby\nstadsdelsnämnd 2021-12-16",
        ]);
        let to = addressee(&passages, Layouts::builtin().cues()).unwrap();
        assert_eq!(
            to.committee.as_deref(),
            Some("Norrby-Söderby stadsdelsnämnd")
        );
        assert_eq!(to.date.as_deref(), Some("2021-12-16"));
        assert_eq!(
            officials_in(&passages, to.committee.as_deref()),
            ["Anna Ek"]
        );
    }

    #[test]
    fn side_by_side_in_one_line() {
        let passages = passages(&[
            "Handläggare Till\nAnna Ek Norrby-Söderby",
            "stadsdelsnämnd 2021-02-24\nTelefon: 08-50000000",
        ]);
        let to = addressee(&passages, Layouts::builtin().cues()).unwrap();
        assert_eq!(
            to.committee.as_deref(),
            Some("Norrby-Söderby stadsdelsnämnd")
        );
        assert_eq!(
            officials_in(&passages, to.committee.as_deref()),
            ["Anna Ek"]
        );
    }

    #[test]
    fn each_official_has_a_telephone() {
        let passages = passages(&[
            "Handläggare\nAnna Ek\nTelefon: 08-508 00 000\nBo Ask\nTelefon: 08-508 00 001",
            "Till\nNorrby stadsdelsnämnd",
            "Eva Alm\nStadsdelsdirektör",
        ]);
        assert_eq!(officials_in(&passages, None), ["Anna Ek", "Bo Ask"]);
    }

    #[test]
    fn several_names_and_no_telephone_numbers() {
        let passages =
            passages(&["Handläggare: Bo Ask och Eva-Lena af Berg\nTelefon 08-508 00 000"]);
        assert_eq!(
            officials_in(&passages, None),
            ["Bo Ask", "Eva-Lena af Berg"]
        );
    }
}
