//! The block with the officials and the addressee: `Handläggare` and `Till`, side by side or one above the other.

use super::{Piece, forms, is_committee};

/// How many lines after its label a block can reach.
const BLOCK_LINES: usize = 8;

/// To whom a document is addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addressee {
    /// The committee.
    pub(super) committee: Option<String>,
    /// The meeting's date, ISO 8601.
    pub(super) date: Option<String>,
}

fn lines(pieces: &[Piece]) -> Vec<&str> {
    let lines = pieces.iter().flat_map(|piece| &piece.lines);
    lines
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The officials named under `Handläggare`. `committee` is told from a name that it stands beside.
pub(super) fn officials(pieces: &[Piece], committee: Option<&str>) -> Vec<String> {
    let lines = lines(pieces);
    let mut names = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = ["Handläggare", "Handläggande tjänsteman", "Kontaktperson"]
            .iter()
            .find_map(|label| line.strip_prefix(label))
        else {
            continue;
        };
        let beside = rest.trim_start_matches(':').trim();
        if !beside.is_empty() && beside != "Till" {
            names.extend(names_in(beside, committee));
            if names.is_empty() {
                continue;
            }
        }
        let below = lines.get(at + 1..).unwrap_or_default();
        for line in below.iter().take(BLOCK_LINES) {
            if is_other_label(line) {
                break;
            }
            let found = names_in(line, committee);
            // Each name may have its telephone; after an address or a title another name is somebody else's.
            if found.is_empty() && !names.is_empty() && !is_contact(line) {
                break;
            }
            names.extend(found);
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

fn is_other_label(line: &str) -> bool {
    let word = line.split([' ', ':']).next().unwrap_or_default();
    ["Till", "Dnr", "Datum", "Förslag", "Sammanfattning"].contains(&word)
}

/// A telephone number or an e-mail address.
fn is_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    let labelled = ["telefon", "tel", "tfn", "mobil", "e-post", "epost", "mail"]
        .iter()
        .any(|label| {
            let rest = lower.strip_prefix(label);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        });
    let number = lower.chars().filter(char::is_ascii_digit).count() >= 6
        && !lower.chars().any(char::is_alphabetic);
    labelled || number || (lower.contains('@') && !lower.contains(' '))
}

/// Names in a line: two to four words with capitals each, several divided by commas or `och`.
fn names_in(line: &str, committee: Option<&str>) -> Vec<String> {
    let line = without_committee(line, committee);
    let parts = line.split(',').flat_map(|part| part.split(" och "));
    parts
        .map(str::trim)
        .filter(|part| forms::is_name(part) && !is_committee(part))
        .map(str::to_owned)
        .collect()
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

/// The committee and the date under `Till`, or the date of a meeting elsewhere in the front matter.
pub(super) fn addressee(pieces: &[Piece]) -> Option<Addressee> {
    let lines = lines(pieces);
    for (at, line) in lines.iter().enumerate() {
        let beside = line.strip_prefix("Till ").filter(|rest| is_committee(rest));
        let label = *line == "Till" || *line == "Till:" || line.ends_with("Handläggare Till");
        if !label && beside.is_none() {
            continue;
        }
        let below = lines.get(at + 1..).unwrap_or_default();
        let block: Vec<&str> = beside
            .into_iter()
            .chain(below.iter().take(BLOCK_LINES).copied())
            .collect();
        let mut text = String::new();
        for line in block {
            text.push_str(line);
            text.push(' ');
            if let Some((date, before)) = iso_date(&text) {
                return Some(Addressee {
                    committee: committee_in(&before),
                    date: Some(date),
                });
            }
        }
        if let Some(committee) = committee_in(&text) {
            return Some(Addressee {
                committee: Some(committee),
                date: None,
            });
        }
    }
    let meeting = lines.iter().find_map(|line| {
        let told = ["Sammanträde", "Sammanträdesdatum", "Nämndsammanträde"]
            .iter()
            .any(|label| line.starts_with(label));
        told.then(|| iso_date(line)).flatten()
    });
    meeting.map(|(date, _)| Addressee {
        committee: None,
        date: Some(date),
    })
}

/// The first ISO date in a text, and what stands before it.
fn iso_date(text: &str) -> Option<(String, String)> {
    let (at, date) = forms::iso_date(text)?;
    let before = text.get(..at).unwrap_or_default();
    Some((date.to_owned(), before.trim().to_owned()))
}

/// The committee that a text ends with or is: the words with capitals before the one in `-nämnd`.
fn committee_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words.iter().position(|word| is_committee(word))?;
    let mut from = end;
    while let Some(before) = from.checked_sub(1).and_then(|at| words.get(at)) {
        let named = before.chars().next().is_some_and(char::is_uppercase);
        // A name has one word or a compound before the committee's kind; more belongs to somebody beside it.
        if !named || end - from >= 1 {
            break;
        }
        from -= 1;
    }
    let name = words.get(from..=end)?.join(" ");
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;

    fn pieces(texts: &[&str]) -> Vec<Piece> {
        let piece = |text: &&str| Piece {
            text: text.replace('\n', " "),
            lines: text.lines().map(str::to_owned).collect(),
            role: Role::Text,
            size: 0.0,
        };
        texts.iter().map(piece).collect()
    }

    #[test]
    fn one_above_the_other() {
        let pieces = pieces(&[
            "Handläggare\nAnna Ek",
            "Telefon: 08-50000000",
            "Till\nNorrby-Söderby\nstadsdelsnämnd 2021-12-16",
        ]);
        let to = addressee(&pieces).unwrap();
        assert_eq!(
            to.committee.as_deref(),
            Some("Norrby-Söderby stadsdelsnämnd")
        );
        assert_eq!(to.date.as_deref(), Some("2021-12-16"));
        assert_eq!(officials(&pieces, to.committee.as_deref()), ["Anna Ek"]);
    }

    #[test]
    fn side_by_side_in_one_line() {
        let pieces = pieces(&[
            "Handläggare Till\nAnna Ek Norrby-Söderby",
            "stadsdelsnämnd 2021-02-24\nTelefon: 08-50000000",
        ]);
        let to = addressee(&pieces).unwrap();
        assert_eq!(
            to.committee.as_deref(),
            Some("Norrby-Söderby stadsdelsnämnd")
        );
        assert_eq!(officials(&pieces, to.committee.as_deref()), ["Anna Ek"]);
    }

    #[test]
    fn each_official_has_a_telephone() {
        let pieces = pieces(&[
            "Handläggare\nAnna Ek\nTelefon: 08-508 00 000\nBo Ask\nTelefon: 08-508 00 001",
            "Till\nNorrby stadsdelsnämnd",
            "Eva Alm\nStadsdelsdirektör",
        ]);
        assert_eq!(officials(&pieces, None), ["Anna Ek", "Bo Ask"]);
    }

    #[test]
    fn several_names_and_no_telephone_numbers() {
        let pieces = pieces(&["Handläggare: Bo Ask och Eva-Lena af Berg\nTelefon 08-508 00 000"]);
        assert_eq!(officials(&pieces, None), ["Bo Ask", "Eva-Lena af Berg"]);
    }
}
