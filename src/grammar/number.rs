//! Swedish numbers: space-grouped thousands, decimal comma, several minus signs.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{eof, map_opt, not, opt, peek, recognize, verify};
use nom::multi::{many0, many1};
use nom::sequence::{pair, preceded, terminated};

use crate::output::Tal;

/// Units that a number in any table may carry. Other words beside a number make it a text there
/// (`3 Enskede`, `1 januari`); a row layout's cells know that they hold quantities and take any unit.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "barn",
    "dagar",
    "elever",
    "enheter",
    "gwh",
    "ha",
    "kg",
    "km",
    "kr",
    "kronor",
    "ksek",
    "kwh",
    "m",
    "m2",
    "m²",
    "mdkr",
    "miljoner",
    "minuter",
    "mkr",
    "mnkr",
    "msek",
    "mwh",
    "platser",
    "procent",
    "procentenheter",
    "sek",
    "st",
    "st.",
    "timmar",
    "tim",
    "tkr",
    "ton",
    "tusental",
    "veckor",
    "årsarbetare",
];

/// Note marks that may stand behind a number and its unit.
const MARKS: &str = "*⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";

/// The unit of `1 250:-`.
const CROWNS: &str = "kr";

/// What stands in a text as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// The value.
    pub(crate) value: Tal,
    /// It has no sign, no space and no fraction, and is between 1900 and 2099.
    pub(crate) like_year: bool,
}

/// White space within a number or between number and unit: never a line break.
pub(crate) fn is_space(char: char) -> bool {
    matches!(
        char,
        ' ' | '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
    )
}

/// `spaces = space*`
pub(crate) fn spaces(input: &str) -> IResult<&str, &str> {
    nom::bytes::complete::take_while(is_space).parse(input)
}

/// Whether there is a digit, to be asked before a text is read as a number or a date.
pub(crate) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn digits(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(input)
}

fn no_digit(input: &str) -> IResult<&str, ()> {
    not(satisfy(|c| c.is_ascii_digit())).parse(input)
}

/// `grouped = 1*3DIGIT 1*((space / apostrophe) 3DIGIT)`, not beginning with zero, not followed by a digit
fn grouped(input: &str) -> IResult<&str, String> {
    let first = verify(
        take_while_m_n(1, 3, |c: char| c.is_ascii_digit()),
        |group: &str| !group.starts_with('0'),
    );
    let group = preceded(
        satisfy(|c| is_space(c) || matches!(c, '\'' | '\u{2019}')),
        terminated(take_while_m_n(3, 3, |c: char| c.is_ascii_digit()), no_digit),
    );
    pair(first, many1(group))
        .map(|(first, rest): (&str, Vec<&str>)| {
            let mut all = first.to_owned();
            all.extend(rest);
            all
        })
        .parse(input)
}

/// `fraction = "," 1*DIGIT / "." 1*DIGIT` where a point before exactly three digits may be a thousands mark
/// (`1.250`) and is therefore refused.
fn fraction(input: &str) -> IResult<&str, &str> {
    alt((
        preceded(char(','), digits),
        verify(preceded(char('.'), digits), |found: &str| found.len() != 3),
    ))
    .parse(input)
}

/// `sign = ("-" / "−" / "–" / "+") spaces`, true for a minus
fn sign(input: &str) -> IResult<&str, bool> {
    let sign = one_of("-\u{2212}\u{2013}\u{2010}\u{2011}+").map(|sign| sign != '+');
    terminated(sign, spaces).parse(input)
}

/// `unsigned = (grouped / 1*DIGIT) [fraction]`
pub(crate) fn unsigned(input: &str) -> IResult<&str, Number> {
    let whole = alt((
        grouped.map(|found| (found, false)),
        digits.map(|found: &str| (found.to_owned(), true)),
    ));
    let (rest, ((whole, plain), fraction)) = pair(whole, opt(fraction)).parse(input)?;
    // `1,2,3`, `12.3.4` and `1.250` are no numbers.
    let (rest, ()) = not(pair(one_of(",."), satisfy(|c| c.is_ascii_digit()))).parse(rest)?;
    let like_year = plain
        && fraction.is_none()
        && whole.len() == 4
        && (whole.starts_with("19") || whole.starts_with("20"));
    let text = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    let value = text.parse().ok().and_then(Tal::new);
    map_opt(nom::combinator::success(()), move |()| {
        value.map(|value| Number { value, like_year })
    })
    .parse(rest)
}

/// `number = [sign] unsigned`
pub(crate) fn signed(input: &str) -> IResult<&str, Number> {
    let (rest, (sign, number)) = pair(opt(sign), unsigned).parse(input)?;
    let Some(minus) = sign else {
        return Ok((rest, number));
    };
    let value = if minus {
        Tal::new(-number.value.get()).unwrap_or(number.value)
    } else {
        number.value
    };
    let like_year = false;
    Ok((rest, Number { value, like_year }))
}

/// What a cell holds that may be a number, where some writings are numbers only among others of their kind.
#[derive(Debug, Clone, PartialEq)]
pub struct CellNumber {
    /// The value, if it is one.
    pub tal: Tal,
    /// Its unit.
    pub enhet: Option<String>,
    /// How it is written.
    pub writing: Writing,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As numbers are: nothing else is written so.
    Plain,
    /// Four digits between 1900 and 2099: an amount or a year.
    LikeYear,
    /// In brackets, as accounts write what is below zero: `(1 234)`.
    Bracketed,
    /// A short number with a sign behind it, `15-`: below zero, or from there on.
    SignBehind,
    /// `1.250`: a thousand or a fraction.
    PointGrouped,
    /// `±0`.
    PlusMinus,
}

/// The number that a cell may hold: [`number`] and the writings that only the column's other cells make sure.
#[must_use]
pub fn cell_number(text: &str) -> Option<CellNumber> {
    if !has_digit(text) {
        return None;
    }
    let text = text.trim();
    let cell = |tal, enhet, writing| CellNumber {
        tal,
        enhet,
        writing,
    };
    if let Some((number, enhet)) = whole(text) {
        let year = number.like_year && enhet.is_none();
        let writing = if year {
            Writing::LikeYear
        } else {
            Writing::Plain
        };
        return Some(cell(number.value, enhet, writing));
    }
    let minus = |tal: Tal| Tal::new(-tal.get());
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    if let Some((number, enhet)) = inner.and_then(whole) {
        let below = number.value.get() > 0.0;
        return below
            .then(|| minus(number.value))
            .flatten()
            .map(|tal| cell(tal, enhet, Writing::Bracketed));
    }
    let before = text.strip_suffix(['-', '\u{2212}', '\u{2013}']);
    if let Some((number, None)) = before.map(str::trim_end).and_then(whole)
        && number.value.get() > 0.0
        && !number.like_year
    {
        let long = before.is_some_and(|text| text.contains([' ', '\u{a0}', ',', '\'', '\u{2019}']));
        let writing = if long {
            Writing::Plain
        } else {
            Writing::SignBehind
        };
        return minus(number.value).map(|tal| cell(tal, None, writing));
    }
    if let Some((number, enhet)) = text.strip_prefix('±').and_then(whole)
        && number.value.get() == 0.0
    {
        return Some(cell(number.value, enhet, Writing::PlusMinus));
    }
    let (digits, groups) = point_groups(text)?;
    let (number, enhet) = whole(&digits)?;
    let writing = if groups > 1 {
        Writing::Plain
    } else {
        Writing::PointGrouped
    };
    Some(cell(number.value, enhet, writing))
}

/// A text whose digits are grouped by points, without them, and how many there are.
fn point_groups(text: &str) -> Option<(String, usize)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(text.len(), |length| start + length);
    let mut groups = text[start..end].split('.');
    let first = groups.next()?;
    let three = |group: &str| group.len() == 3;
    let sound = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let count = groups.clone().count();
    (sound && count > 0 && groups.all(three)).then(|| (text.replacen('.', "", count), count))
}

/// A number with its unit, to the end of the text.
fn whole(text: &str) -> Option<(Number, Option<String>)> {
    let (rest, number) = signed(text.trim()).ok()?;
    let (rest, _) = spaces(rest).ok()?;
    if matches!(
        rest.trim_end(),
        ":-" | ":\u{2013}" | ":\u{2212}" | ",-" | ",\u{2013}"
    ) {
        return Some((number, Some(CROWNS.to_owned())));
    }
    let (_, unit) = terminated(recognize(unit), (spaces, stars, eof))
        .parse(rest)
        .ok()?;
    Some((number, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// The number that a cell of any table holds, with its unit.
///
/// `cell = number spaces [unit] *mark`, to the end of the text, where `unit` is one of a short list
/// (currency, percent, counts, measures). Thousands are grouped by a space or an apostrophe, decimals follow a comma; a minus
/// may stand behind a long number. A lone year, a date, a name and two numbers (`96 (93,7)`) are no numbers.
///
/// ```
/// # use namnd::grammar::number;
/// let (tal, enhet) = number("- 6 279,5 tkr").unwrap();
/// assert_eq!((tal.get(), enhet.as_deref()), (-6279.5, Some("tkr")));
/// assert!(number("2021").is_none());
/// assert!(number("96 (93,7)").is_none());
/// ```
#[must_use]
pub fn number(text: &str) -> Option<(Tal, Option<String>)> {
    let found = cell_number(text).filter(|found| found.writing == Writing::Plain)?;
    Some((found.tal, found.enhet))
}

/// Note marks behind a number.
fn stars(input: &str) -> IResult<&str, ()> {
    many0(one_of(MARKS)).map(|_| ()).parse(input)
}

/// `unit = one of UNITS / nothing`
fn unit(input: &str) -> IResult<&str, ()> {
    let word = |marked: bool| {
        let part = move |c: char| !is_space(c) && c != '*' && (marked || !MARKS.contains(c));
        verify(take_while1(part), |word: &str| {
            UNITS.contains(&word.to_lowercase().as_str())
        })
    };
    // `m²` is a unit, `kr²` one with a note mark.
    alt((
        word(true).map(|_| ()),
        word(false).map(|_| ()),
        peek(alt((one_of(MARKS).map(|_| ()), eof.map(|_| ())))),
    ))
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        number(text).map(|(tal, _)| tal.get())
    }

    #[test]
    fn reads_swedish_numbers() {
        for (text, expected) in [
            ("0", 0.0),
            ("0,07", 0.07),
            ("12.5", 12.5),
            ("9 000", 9000.0),
            ("14\u{a0}977", 14977.0),
            ("1 234 567,8", 1_234_567.8),
            ("-12,4", -12.4),
            ("- 6 279", -6279.0),
            ("\u{2212}3", -3.0),
            ("\u{2013} 3", -3.0),
            ("+20", 20.0),
            ("2 021", 2021.0),
            ("-2021", -2021.0),
            ("2750,3*", 2750.3),
            (" 7 ", 7.0),
            ("1 234-", -1234.0),
            ("12,5-", -12.5),
            ("1'250", 1250.0),
            ("1.250.000", 1_250_000.0),
            ("220⁴", 220.0),
            ("79 %⁵", 79.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn reads_units() {
        for (text, unit) in [
            ("90%", "%"),
            ("94  %", "%"),
            ("+20 mnkr", "mnkr"),
            ("14 977st", "st"),
            ("5 Mkr", "Mkr"),
            ("1 250:-", "kr"),
            ("12 m²", "m²"),
        ] {
            assert_eq!(
                number(text).and_then(|found| found.1).as_deref(),
                Some(unit)
            );
        }
    }

    #[test]
    fn some_writings_are_numbers_only_among_others() {
        for (text, tal, writing) in [
            ("1911", 1911.0, Writing::LikeYear),
            ("(1 234)", -1234.0, Writing::Bracketed),
            ("(3,4)", -3.4, Writing::Bracketed),
            ("15-", -15.0, Writing::SignBehind),
            ("1.250", 1250.0, Writing::PointGrouped),
            ("-1.250 tkr", -1250.0, Writing::PointGrouped),
            ("±0", 0.0, Writing::PlusMinus),
            ("12,5", 12.5, Writing::Plain),
        ] {
            let found = cell_number(text).map(|found| (found.tal.get(), found.writing));
            assert_eq!(found, Some((tal, writing)), "{text}");
        }
        for text in ["(-3)", "±5", "2021-", "10-20", "1.25.300", "(a)", "()", "-"] {
            assert_eq!(cell_number(text), None, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            "-",
            "2021",
            "1999",
            "2021-01-01",
            "96 (93,7)",
            "3 Enskede",
            "1.250",
            "1,2,3",
            "12.3.4",
            "9 00",
            "12 3456",
            "0 123",
            "10-20",
            "1 januari",
            "VP 2022",
            "*",
            "%",
            "12 34",
            "1 2021",
            "(12)",
            "65-",
            "2021-",
            "±0",
            "0.125",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
