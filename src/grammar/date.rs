//! Dates: `2020-01-01`, `1 jan 2021`, `31/12 2021`; and dates that are not exact.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{alpha1, char, one_of};
use nom::combinator::{all_consuming, map_opt, opt};
use nom::sequence::{preceded, terminated};

use super::number::{has_digit, spaces};
use super::period::{period, year};

/// What a cell says about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Date {
    /// A day, ISO 8601.
    Exact(String),
    /// A month (`2021-01`, `januari 2021`): known, but no day.
    Vague,
}

fn pair_of_digits(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(1, 2, |c: char| c.is_ascii_digit()),
        |digits: &str| digits.parse().ok(),
    )
    .parse(input)
}

fn two_digits(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(2, 2, |c: char| c.is_ascii_digit()),
        |digits: &str| digits.parse().ok(),
    )
    .parse(input)
}

fn hyphen(input: &str) -> IResult<&str, char> {
    one_of("-\u{2010}\u{2011}\u{2013}").parse(input)
}

/// `iso = year "-" 2DIGIT "-" 2DIGIT`
fn iso(input: &str) -> IResult<&str, (i32, u32, u32)> {
    (
        year,
        preceded(hyphen, two_digits),
        preceded(hyphen, two_digits),
    )
        .parse(input)
}

/// `written = day [":e" / "."] month-name ["."] year`
fn written(input: &str) -> IResult<&str, (i32, u32, u32)> {
    let day = terminated(
        pair_of_digits,
        (
            opt(alt((
                char('.').map(|_| ()),
                (char(':'), one_of("ae")).map(|_| ()),
            ))),
            spaces,
        ),
    );
    let month = terminated(month_name, (opt(char('.')), spaces));
    (day, month, year)
        .map(|(day, month, year)| (year, month, day))
        .parse(input)
}

/// `slashed = day "/" month (space / "-" / "/") year`
fn slashed(input: &str) -> IResult<&str, (i32, u32, u32)> {
    let month = terminated(preceded(char('/'), pair_of_digits), one_of(" -/\u{a0}"));
    (pair_of_digits, month, year)
        .map(|(day, month, year)| (year, month, day))
        .parse(input)
}

/// `month = year "-" 2DIGIT`
fn month(input: &str) -> IResult<&str, u32> {
    map_opt((year, hyphen, two_digits), |(_, _, month)| {
        (1..=12).contains(&month).then_some(month)
    })
    .parse(input)
}

fn month_name(input: &str) -> IResult<&str, u32> {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    map_opt(alpha1, |name: &str| {
        let name = name.to_lowercase();
        let found = MONTHS
            .iter()
            .position(|month| name.len() >= 3 && month.starts_with(&name))
            .or((name == "sept").then_some(8))?;
        u32::try_from(found + 1).ok()
    })
    .parse(input)
}

fn is_day(year: i32, month: u32, day: u32) -> bool {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The date that a whole cell holds.
///
/// `date = iso / written / slashed / month / month-name year`
pub(crate) fn date(text: &str) -> Option<Date> {
    if !has_digit(text) {
        return None;
    }
    let text = text.trim();
    if let Ok((_, (year, month, day))) = all_consuming(alt((iso, written, slashed))).parse(text) {
        return is_day(year, month, day)
            .then(|| Date::Exact(format!("{year:04}-{month:02}-{day:02}")));
    }
    if all_consuming(month).parse(text).is_ok() {
        return Some(Date::Vague);
    }
    let (_, named) = all_consuming(terminated(month_name, (opt(char('.')), spaces, year)))
        .parse(text)
        .ok()?;
    (named > 0 && period(text).is_some()).then_some(Date::Vague)
}

/// The exact day that a whole text is, ISO 8601: `2021-02-09`, `9 februari 2021`.
pub(crate) fn day(text: &str) -> Option<String> {
    match date(text)? {
        Date::Exact(day) => Some(day),
        Date::Vague => None,
    }
}

/// A day at the beginning of a folded text, and what follows it: `20251231`, `31december2025`.
pub(crate) fn folded_day(text: &str) -> Option<(&str, String)> {
    let digits: IResult<&str, (i32, u32, u32)> = (year, two_digits, two_digits).parse(text);
    let named = || -> Option<(&str, (i32, u32, u32))> {
        let number = text.bytes().take_while(u8::is_ascii_digit).take(2).count();
        let (day, rest) = text.split_at_checked(number)?;
        let (rest, month) = month_name(rest).ok()?;
        let (rest, year) = year(rest).ok()?;
        Some((rest, (year, month, day.parse().ok()?)))
    };
    let (rest, (year, month, day)) = digits.ok().or_else(named)?;
    is_day(year, month, day).then(|| (rest, format!("{year:04}-{month:02}-{day:02}")))
}

/// A day written as six digits, `260401`: only where a column holds days, for it is a number as well.
pub(crate) fn compact_day(text: &str) -> Option<String> {
    let digits = text.trim();
    let plain = digits.len() == 6 && digits.bytes().all(|c| c.is_ascii_digit());
    let part = |from: usize| digits.get(from..from + 2)?.parse::<u32>().ok();
    let (year, month, day) = (part(0)?, part(2)?, part(4)?);
    let year = 2000 + i32::try_from(year).ok()?;
    (plain && is_day(year, month, day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days() {
        for (text, expected) in [
            ("2020-01-01", "2020-01-01"),
            ("2020-02-29", "2020-02-29"),
            ("1 jan 2021", "2021-01-01"),
            ("31 december 2021", "2021-12-31"),
            ("31/12 2021", "2021-12-31"),
            ("1:a maj 2021", "2021-05-01"),
        ] {
            assert_eq!(date(text), Some(Date::Exact(expected.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_month_is_no_day() {
        for text in ["2021-01", "januari 2021", "Dec 2021"] {
            assert_eq!(date(text), Some(Date::Vague), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "2021",
            "2021-02-30",
            "2021-13",
            "2021-01-01-",
            "32 jan 2021",
            "1 ja 2021",
            "löpande",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn six_digits_are_a_day_where_days_stand() {
        assert_eq!(compact_day("260401").as_deref(), Some("2026-04-01"));
        assert_eq!(compact_day("261301"), None);
        assert_eq!(compact_day("2604"), None);
        assert_eq!(compact_day("åäö"), None);
        assert_eq!(day("9 februari 2021").as_deref(), Some("2021-02-09"));
        assert_eq!(day("2021-02"), None);
    }
}
