//! Texts that are a known one but for a letter or two, as engines read them in pictures. Figures are never put right.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{WordList, phrases};
use super::fold::letters;
use super::{Column, ColumnMatch};

/// Known texts of fewer letters are never meant by another one.
const SHORTEST: usize = 4;
/// Known texts of so many letters may differ in two of them, shorter ones in one.
const LONG: usize = 6;

/// The text with its letters put right, if it is one of the known ones (by their folded letters) but for a letter or two, and
/// no other one is as near.
pub(crate) fn nearly<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let own: Vec<char> = letters(text).chars().collect();
    let known: BTreeSet<&str> = known.collect();
    let mut best: Option<(usize, Vec<char>)> = None;
    let mut even = false;
    for other in known {
        let other: Vec<char> = other.chars().collect();
        let allowed = if other.len() >= LONG { 2 } else { 1 };
        if other.len() < SHORTEST || other.len().abs_diff(own.len()) > allowed {
            continue;
        }
        let distance = steps(&own, &other)[own.len()][other.len()];
        if distance > allowed || best.as_ref().is_some_and(|(least, _)| *least < distance) {
            continue;
        }
        even = best.as_ref().is_some_and(|(least, _)| *least == distance);
        best = Some((distance, other));
    }
    let (distance, meant) = best.filter(|_| !even)?;
    (distance > 0).then(|| put_right(text, &own, &meant))?
}

/// The text put right as a word that the column may hold.
pub(crate) fn word(
    columns: &[Column],
    column: &ColumnMatch,
    lists: &BTreeMap<String, WordList>,
    text: &str,
) -> Option<String> {
    let ColumnMatch::Known(_, index) = column else {
        return None;
    };
    let known: Vec<String> = phrases(&columns.get(*index)?.kinds, lists).collect();
    nearly(text, known.iter().map(String::as_str))
}

/// For each beginning of two texts how many letters have to be changed, added or left out.
fn steps(own: &[char], meant: &[char]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; meant.len() + 1]; own.len() + 1];
    for i in 0..=own.len() {
        for j in 0..=meant.len() {
            table[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let change = usize::from(own[i - 1] != meant[j - 1]);
                    let changed = table[i - 1][j - 1] + change;
                    changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                }
            };
        }
    }
    table
}

/// The text with its letters as meant, and all else as it stands. `None` where that would touch a figure.
fn put_right(text: &str, own: &[char], meant: &[char]) -> Option<String> {
    let table = steps(own, meant);
    let (mut i, mut j) = (own.len(), meant.len());
    // For each letter what stands in its place, and what is added before the first.
    let mut instead: Vec<String> = own.iter().map(char::to_string).collect();
    let mut first = String::new();
    while i > 0 || j > 0 {
        let at = table[i][j];
        if i > 0 && j > 0 && own[i - 1] == meant[j - 1] && table[i - 1][j - 1] == at {
            (i, j) = (i - 1, j - 1);
            continue;
        }
        if i > 0 && j > 0 && table[i - 1][j - 1] + 1 == at {
            if own[i - 1].is_ascii_digit() || meant[j - 1].is_ascii_digit() {
                return None;
            }
            instead[i - 1].replace_range(..own[i - 1].len_utf8(), &meant[j - 1].to_string());
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && table[i - 1][j] + 1 == at {
            if own[i - 1].is_ascii_digit() {
                return None;
            }
            instead[i - 1].replace_range(..own[i - 1].len_utf8(), "");
            i -= 1;
        } else {
            if meant[j - 1].is_ascii_digit() {
                return None;
            }
            let before = if i > 0 {
                &mut instead[i - 1]
            } else {
                &mut first
            };
            let behind = before.chars().next().map_or(0, char::len_utf8);
            before.insert(behind, meant[j - 1]);
            j -= 1;
        }
    }
    let mut letters = instead.into_iter();
    let mut result = first;
    for ch in text.chars() {
        if !ch.is_alphanumeric() {
            result.push(ch);
            continue;
        }
        let new = letters.next()?;
        if ch.is_uppercase() {
            let mut new = new.chars();
            result.extend(new.next().into_iter().flat_map(char::to_uppercase));
            result.extend(new);
        } else {
            result.push_str(&new);
        }
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 6] = [
        "periodicitet",
        "årsmål",
        "kfsårsmål",
        "tertial",
        "år",
        "fastställs2021",
    ];

    fn meant(text: &str) -> Option<String> {
        nearly(text, KNOWN.into_iter())
    }

    #[test]
    fn a_letter_or_two_are_put_right() {
        let right = |text: &str| meant(text).unwrap_or_default();
        assert_eq!(right("Perivdicitet"), "Periodicitet");
        assert_eq!(right("Periodiitet"), "Periodicitet");
        assert_eq!(right("Ärsimål"), "Årsmål");
        assert_eq!(right("KE:s årsmäl"), "KF:s årsmål");
        assert_eq!(right("Tertiai"), "Tertial");
        assert_eq!(right("ertial"), "tertial");
    }

    #[test]
    fn what_is_right_short_far_or_a_figure_stays() {
        for text in [
            "Tertial",
            "Ar",
            "Terrorn",
            "Fastställs 2027",
            "Indikator",
            "",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
        // Two are as near.
        let known = ["utfall", "utfalt"];
        assert_eq!(nearly("utfalx", known.into_iter()), None);
    }
}
