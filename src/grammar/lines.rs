//! Lines with a form of their own: numbered decisions, companion labels.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{multispace0, multispace1, one_of, satisfy};
use nom::combinator::{eof, map_opt, peek, recognize};
use nom::sequence::{preceded, terminated};

use super::fold::{Folded, begins_with};

/// Whether a character may stand within a word of a label: a hyphen at a line's end, the colon of `KF:s`.
pub(crate) fn joins_word(char: char) -> bool {
    matches!(
        char,
        ':' | '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '´' | '/'
    )
}

fn small_number(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(1, 3, |c: char| c.is_ascii_digit()),
        |digits: &str| digits.parse().ok(),
    )
    .parse(input)
}

/// The number of a decision in a list of them, and its text.
///
/// `decision = 1*3DIGIT ("." / ")") (1*space / before a capital) text`
///
/// ```
/// # use namnd::grammar::decision;
/// assert_eq!(decision("12. Nämnden godkänner planen."), Some((12, "Nämnden godkänner planen.")));
/// assert_eq!(decision("1.2 Stockholm"), None);
/// ```
#[must_use]
pub fn decision(text: &str) -> Option<(u32, &str)> {
    let end = terminated(
        one_of(".)"),
        alt((multispace1, recognize(peek(satisfy(char::is_uppercase))))),
    );
    let (rest, number) = preceded(multispace0, terminated(small_number, end))
        .parse(text)
        .ok()?;
    (!rest.is_empty()).then_some((number, rest.trim_end()))
}

/// The bytes of a label with its colon and the spaces after it, when the text begins with the label.
///
/// ```text
/// labelled = label *space (":" *space / end / line-end / 1*space before anything but a small letter)
/// ```
/// `Analysen visar` and `Analys av utfallet` do not begin with the label `Analys`.
pub(crate) fn labelled(text: &str, label: &str) -> Option<usize> {
    if !begins_with(text, label) {
        return None;
    }
    let folded = Folded::new(beginning(text));
    if !folded.as_str().starts_with(label) || !folded.word_ends(text, label.len()) {
        return None;
    }
    let first = text.trim_start().chars().next()?;
    let end = folded.source_end(label.len())?;
    let written = text.get(..end)?;
    let plain = written
        .chars()
        .all(|c| c.is_alphanumeric() || c.is_whitespace() || joins_word(c));
    if !plain || !first.is_uppercase() {
        return None;
    }
    let rest = text.get(end..)?;
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let colon = (
        nom::bytes::complete::take_while(blank),
        nom::character::complete::char(':'),
        multispace0,
    );
    let line_end = (
        nom::bytes::complete::take_while(blank),
        nom::character::complete::char('\n'),
        multispace0,
    );
    let end = (multispace0, eof);
    let gap = (
        multispace1,
        peek(satisfy(|c: char| c.is_alphanumeric() && !c.is_lowercase())),
    );
    let read: IResult<&str, &str> = alt((
        recognize(colon),
        recognize(line_end),
        recognize(end),
        recognize(gap),
    ))
    .parse(rest);
    let (after, _) = read.ok()?;
    Some(text.len() - after.len())
}

/// The letters of a text that may be a label, its colon left out: one line that begins with a capital.
pub(crate) fn bare_label(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_suffix(':').unwrap_or(text).trim_end();
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || joins_word(c);
    // `Resultat-` goes on in the next line.
    let label = bare.len() <= MAX_LABEL
        && bare.starts_with(char::is_uppercase)
        && bare.ends_with(char::is_alphanumeric)
        && bare.chars().all(plain);
    label.then(|| super::fold::letters(bare))
}

/// Labels are short: no more bytes of a text are looked at for one.
const MAX_LABEL: usize = 256;

/// The beginning of a text that a label may fill.
pub(crate) fn beginning(text: &str) -> &str {
    let mut end = text.len().min(MAX_LABEL);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions() {
        for (text, expected) in [
            ("1. Nämnden godkänner", Some((1, "Nämnden godkänner"))),
            (" 21.Nämnden beslutar ", Some((21, "Nämnden beslutar"))),
            ("3) Paragrafen justeras", Some((3, "Paragrafen justeras"))),
            ("1.2 Stockholm", None),
            ("2021. Nämnden", None),
            ("1.", None),
            ("1", None),
            ("Nämnden", None),
        ] {
            assert_eq!(decision(text), expected, "{text}");
        }
    }

    #[test]
    fn labels() {
        for (text, rest) in [
            ("Analys", Some("")),
            ("Analys\nutfallet är", Some("utfallet är")),
            ("Analys Utfallet är", Some("Utfallet är")),
            ("Analys: utfallet är", Some("utfallet är")),
            ("Analys :", Some("")),
            ("Ana-\nlys: x", Some("x")),
            ("Analysen visar", None),
            ("Analys av utfallet", None),
            ("analys: x", None),
            ("Analys.", None),
        ] {
            assert_eq!(
                labelled(text, "analys").map(|at| &text[at..]),
                rest,
                "{text}"
            );
        }
        for (text, expected) in [
            ("Förväntat resultat:", Some("förväntatresultat")),
            (" Beskrivning ", Some("beskrivning")),
            ("KF:s mål", Some("kfsmål")),
            ("beskrivning", None),
            ("Beskrivning.", None),
            ("Beskrivning-", None),
            ("", None),
            (":", None),
        ] {
            assert_eq!(bare_label(text).as_deref(), expected, "{text}");
        }
    }
}
