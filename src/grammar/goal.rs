//! Goal headings: labels with and without a colon, and the numbers of goals.

use std::collections::BTreeSet;

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, multispace0, multispace1, one_of, satisfy};
use nom::combinator::{eof, not, opt, peek, recognize, verify};
use nom::multi::{many0_count, many1_count};
use nom::sequence::{pair, preceded, terminated};

use super::fold::{Folded, begins_with, first_letter};
use super::{GoalLabel, GoalOwner};

/// A level of goals.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GoalLevel {
    /// `niva` in the output.
    pub niva: String,
    /// Depth from 1: a goal belongs to the nearest one above it of a lower depth.
    pub depth: u32,
    /// Whose goals they are, if the layout says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<GoalOwner>,
    /// Labels of its headings, without a colon.
    pub labels: Vec<String>,
}

/// `part = 1*2DIGIT`, not followed by a digit
fn part(input: &str) -> IResult<&str, &str> {
    terminated(
        take_while_m_n(1, 2, |c: char| c.is_ascii_digit()),
        not(satisfy(|c| c.is_ascii_digit())),
    )
    .parse(input)
}

/// `dotted = part *("." part)`
fn dotted(input: &str) -> IResult<&str, &str> {
    recognize(pair(part, many0_count(pair(char('.'), part)))).parse(input)
}

fn no_lower_case(input: &str) -> IResult<&str, ()> {
    not(satisfy(char::is_lowercase)).parse(input)
}

/// The number at the beginning of a goal's title, and the space after it.
///
/// ```text
/// goal-number = dotted "." *space                ; 1. En   1.2. Stockholm   1.2.1.Alla
///             / part 1*("." part) 1*space        ; 1.1 I, not before a small letter (1.5 ton)
/// ```
pub(crate) fn goal_number(input: &str) -> IResult<&str, &str> {
    let closed = terminated(
        dotted,
        (
            char('.'),
            // `1.Alla` but not `1.5`: that point belongs to the number.
            peek(not(satisfy(|c| c.is_ascii_digit() || c == '.'))),
            multispace0,
        ),
    );
    let open = terminated(
        recognize(pair(part, many1_count(pair(char('.'), part)))),
        (opt(char(':')), multispace1, peek(no_lower_case)),
    );
    alt((closed, open)).parse(input)
}

/// Splits a title into its number and the rest. A title that is all number has none.
pub(crate) fn split_number(title: &str) -> (Option<String>, &str) {
    let title = title.trim();
    match goal_number(title) {
        Ok((rest, number)) if !rest.is_empty() => (Some(number.to_owned()), rest),
        _ => (None, title),
    }
}

/// What follows a label: the bytes up to the title, whether there is a colon, and the label's own number.
///
/// ```text
/// tail   = *space [number] ":" *space              ; Nämndmål: Titel   INRIKTNINGSMÅL 1: 1. Titel
///        / *space [number] end                     ; alone on its line
///        / 1*space number (dash / 1*space) title   ; Nämndmål 1.2 Titel, the title not in small letters
/// number = dotted ["."]
/// ```
fn tail(input: &str) -> Option<Tail<'_>> {
    let number = |i| preceded(multispace0, terminated(dotted, opt(char('.')))).parse(i);
    let mut number = opt(number);
    let (rest, number) = number.parse(input).ok()?;
    let colon: IResult<&str, &str> =
        recognize((multispace0, one_of(":\u{ff1a}"), multispace0)).parse(rest);
    if let Ok((rest, _)) = colon {
        let colon = true;
        return Some(Tail {
            rest,
            colon,
            number,
        });
    }
    let colon = false;
    let end: IResult<&str, &str> = recognize((multispace0, eof)).parse(rest);
    if let Ok((rest, _)) = end {
        return Some(Tail {
            rest,
            colon,
            number,
        });
    }
    number?;
    let dash = (multispace0, one_of("-\u{2013}\u{2014}"), multispace1);
    let gap = verify(
        recognize(alt((recognize(dash), multispace1))),
        |gap: &str| !gap.is_empty(),
    );
    let gap: IResult<&str, &str> = terminated(gap, peek(satisfy(char::is_uppercase))).parse(rest);
    let (rest, _) = gap.ok()?;
    Some(Tail {
        rest,
        colon,
        number,
    })
}

struct Tail<'t> {
    rest: &'t str,
    colon: bool,
    number: Option<&'t str>,
}

/// A level with its labels' letters, made ready for [`label`].
#[derive(Debug, Clone)]
pub(crate) struct CompiledLevel {
    pub(crate) level: GoalLevel,
    pub(crate) folded: Vec<String>,
    /// Those that are a goal's only with a number behind them.
    pub(crate) numbered: BTreeSet<String>,
}

/// Whether [`label`] may find anything in a text that begins so: a capital that begins a label, or a number.
pub(crate) fn may_begin(levels: &[CompiledLevel], text: &str) -> bool {
    match text.trim_start().chars().next() {
        Some(first) if first.is_uppercase() => first_letter(text).is_some_and(|first| {
            let mut labels = levels.iter().flat_map(|level| &level.folded);
            labels.any(|letters| letters.starts_with(first))
        }),
        first => first.is_none_or(|first| first.is_ascii_digit()),
    }
}

/// The goal heading that a text begins with: the longest label of any level.
///
/// The label begins with a capital; only white space and hyphens (a line's end) may break its words.
pub(crate) fn label<'a>(levels: &'a [CompiledLevel], text: &str) -> Option<GoalLabel<'a>> {
    label_by(levels, text, false)
}

/// The same of a text that something else proves to be a goal's heading (`judged`): a label that counts only with a number
/// needs none.
pub(crate) fn label_by<'a>(
    levels: &'a [CompiledLevel],
    text: &str,
    judged: bool,
) -> Option<GoalLabel<'a>> {
    let begins = text.trim_start();
    if !begins.starts_with(char::is_uppercase) {
        // `3.1.2 Nämndmål: …`: a word processor's number before the label; the colon must follow.
        let (rest, _) = goal_number(begins).ok()?;
        let found = rest
            .starts_with(char::is_uppercase)
            .then(|| label_by(levels, rest, judged))??;
        let label = found.label + (text.len() - rest.len());
        return found.colon.then_some(GoalLabel { label, ..found });
    }
    // Nearly every text begins otherwise than any label.
    let first = first_letter(text)?;
    let mut labels = levels.iter().flat_map(|level| &level.folded);
    if !labels.any(|letters| letters.starts_with(first) && begins_with(text, letters)) {
        return None;
    }
    let folded = Folded::new(super::lines::beginning(text));
    let mut best: Option<(usize, &CompiledLevel)> = None;
    for level in levels {
        for letters in &level.folded {
            let fits = folded.as_str().starts_with(letters.as_str())
                && folded.word_ends(text, letters.len())
                && unbroken(text, &folded, letters.len());
            if fits && best.is_none_or(|(longest, _)| letters.len() > longest) {
                best = Some((letters.len(), level));
            }
        }
    }
    let (length, level) = best?;
    let rest = text.get(folded.source_end(length)?..)?;
    let tail = tail(rest)?;
    let needs_number = level.numbered.contains(folded.as_str().get(..length)?);
    if needs_number && !judged && tail.number.is_none() {
        return None;
    }
    Some(GoalLabel {
        niva: &level.level.niva,
        depth: level.level.depth,
        owner: level.level.owner,
        label: text.len() - tail.rest.len(),
        alone: tail.rest.is_empty(),
        colon: tail.colon,
        number: tail.number.map(str::to_owned),
    })
}

/// Whether a text can be read by a label that is written so.
pub(crate) fn is_label(written: &str) -> bool {
    let label = super::lines::beginning(written);
    let folded = Folded::new(label);
    label.len() == written.len()
        && written.trim_start().starts_with(char::is_uppercase)
        && unbroken(written, &folded, folded.as_str().len())
}

/// Whether only white space, hyphens and the colon of `KF:s` stand between the label's letters.
fn unbroken(text: &str, folded: &Folded, length: usize) -> bool {
    let (Some(from), Some(to)) = (folded.source_start(), folded.source_end(length)) else {
        return false;
    };
    text.get(from..to).is_some_and(|label| {
        !label
            .chars()
            .any(|c| !c.is_alphanumeric() && !c.is_whitespace() && !super::lines::joins_word(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<CompiledLevel> {
        [
            (
                "inriktningsmal",
                1,
                &["KF:s inriktningsmål", "Inriktningsmål"][..],
            ),
            (
                "verksamhetsomradesmal",
                2,
                &["KF:s mål för verksamhetsområdet"],
            ),
            ("namndmal", 3, &["Nämndmål", "Nämndens mål"]),
        ]
        .into_iter()
        .map(|(niva, depth, labels)| CompiledLevel {
            level: GoalLevel {
                niva: niva.to_owned(),
                depth,
                owner: None,
                labels: labels.iter().map(|&label| label.to_owned()).collect(),
            },
            folded: labels
                .iter()
                .map(|label| super::super::fold::letters(label))
                .collect(),
            numbered: BTreeSet::new(),
        })
        .collect()
    }

    #[test]
    fn splits_numbers() {
        for (title, number, rest) in [
            ("1.1 I Stockholm", Some("1.1"), "I Stockholm"),
            ("1.2. Stockholm", Some("1.2"), "Stockholm"),
            ("1.2.1.Alla barn", Some("1.2.1"), "Alla barn"),
            ("1.4.1. Äldre", Some("1.4.1"), "Äldre"),
            ("1. En modern", Some("1"), "En modern"),
            ("12. en modern", Some("12"), "en modern"),
            ("Alla barn", None, "Alla barn"),
            ("2021 ska bli", None, "2021 ska bli"),
            ("3 barn av 4", None, "3 barn av 4"),
            ("1.5 ton koldioxid", None, "1.5 ton koldioxid"),
            ("2021.1 Stockholm", None, "2021.1 Stockholm"),
            ("1.2.", None, "1.2."),
            ("", None, ""),
        ] {
            assert_eq!(
                split_number(title),
                (number.map(str::to_owned), rest),
                "{title}"
            );
        }
    }

    #[test]
    fn finds_labels() {
        let levels = levels();
        for (text, niva, rest, colon, number) in [
            ("Nämndmål: Titel", "namndmal", "Titel", true, None),
            ("Nämndmål:", "namndmal", "", true, None),
            ("Nämndmål", "namndmal", "", false, None),
            (" Nämndmål : Titel", "namndmal", "Titel", true, None),
            (
                "KF:s INRIKTNINGSMÅL 1: 1. Stockholm",
                "inriktningsmal",
                "1. Stockholm",
                true,
                Some("1"),
            ),
            (
                "KF:s mål för verksamhets-\nområdet: 1.1 I",
                "verksamhetsomradesmal",
                "1.1 I",
                true,
                None,
            ),
            (
                "Nämndmål 1.2 Alla barn",
                "namndmal",
                "Alla barn",
                false,
                Some("1.2"),
            ),
            (
                "Nämndmål 3 – Alla barn",
                "namndmal",
                "Alla barn",
                false,
                Some("3"),
            ),
            (
                "3.1.2 Nämndmål: Alla barn",
                "namndmal",
                "Alla barn",
                true,
                None,
            ),
        ] {
            let found = label(&levels, text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.niva, niva, "{text}");
            assert_eq!(&text[found.label..], rest, "{text}");
            assert_eq!(
                (found.colon, found.number.as_deref()),
                (colon, number),
                "{text}"
            );
            assert_eq!(found.alone, rest.is_empty(), "{text}");
        }
    }

    #[test]
    fn running_text_is_no_label() {
        let levels = levels();
        for text in [
            "Nämndmål är viktiga",
            "Nämndmålen: alla",
            "nämndmål: alla",
            "Nämndens mål är",
            "Nämnd. Mål: alla",
            "Nämndmål 3 har uppnåtts",
            "3.1.2 Nämndmål",
            "1. nämndmål: alla",
            "",
        ] {
            assert_eq!(label(&levels, text), None, "{text}");
        }
    }
}
