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

fn digits(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(input)
}

fn no_digit(input: &str) -> IResult<&str, ()> {
    not(satisfy(|c| c.is_ascii_digit())).parse(input)
}

/// `grouped = 1*3DIGIT 1*(space 3DIGIT)`, not beginning with zero, not followed by a digit
fn grouped(input: &str) -> IResult<&str, String> {
    let first = verify(
        take_while_m_n(1, 3, |c: char| c.is_ascii_digit()),
        |group: &str| !group.starts_with('0'),
    );
    let group = preceded(
        satisfy(is_space),
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

/// The number that a cell of any table holds, with its unit.
///
/// `cell = number spaces [unit] *"*"`, to the end of the text, where `unit` is one of a short list
/// (currency, percent, counts, measures). Thousands are grouped by a space, decimals follow a comma.
/// A lone year, a date, a name and two numbers (`96 (93,7)`) are no numbers.
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
    let text = text.trim();
    let (rest, number) = signed(text).ok()?;
    let (rest, _) = spaces(rest).ok()?;
    let (_, unit) = terminated(recognize(unit), (spaces, stars, eof))
        .parse(rest)
        .ok()?;
    if unit.is_empty() {
        return (!number.like_year).then_some((number.value, None));
    }
    Some((number.value, Some(unit.to_owned())))
}

fn stars(input: &str) -> IResult<&str, ()> {
    many0(char('*')).map(|_| ()).parse(input)
}

/// `unit = one of UNITS / nothing`
fn unit(input: &str) -> IResult<&str, ()> {
    let word = verify(
        take_while1(|c: char| !is_space(c) && c != '*'),
        |word: &str| UNITS.contains(&word.to_lowercase().as_str()),
    );
    alt((
        word.map(|_| ()),
        peek(alt((char('*').map(|_| ()), eof.map(|_| ())))),
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
        ] {
            assert_eq!(
                number(text).and_then(|found| found.1).as_deref(),
                Some(unit)
            );
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
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
