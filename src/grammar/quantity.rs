//! Quantities: a number with bound and unit.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::combinator::{eof, opt, value};
use nom::sequence::terminated;

use super::number::{has_digit, signed, spaces, unsigned};
use crate::output::{Grans, Tal};

/// A number with bound and unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// Number.
    pub(crate) value: Tal,
    /// Unit as written.
    pub(crate) unit: Option<String>,
    /// Bound.
    pub(crate) bound: Option<Grans>,
}

const MAX_WORDS: &[&str] = &[
    "högst",
    "maximalt",
    "maximum",
    "max.",
    "max",
    "mindre än",
    "färre än",
    "lägre än",
    "under",
    "<=",
    "≤",
    "<",
];
const MIN_WORDS: &[&str] = &[
    "minst",
    "minimum",
    "min.",
    "min",
    "lägst",
    "mer än",
    "fler än",
    "högre än",
    "över",
    ">=",
    "≥",
    ">",
];
const MAX_TAILS: &[&str] = &["eller mindre", "eller färre", "eller lägre"];
const MIN_TAILS: &[&str] = &["eller mer", "eller fler", "eller högre", "eller större"];

/// Words that make a text a statement or a range; a unit holds none of them.
const NO_UNIT: &[&str] = &[
    "alternativt",
    "att",
    "av",
    "blir",
    "bör",
    "ej",
    "eller",
    "får",
    "har",
    "inte",
    "kan",
    "men",
    "och",
    "resp",
    "respektive",
    "samt",
    "ska",
    "skall",
    "som",
    "till",
    "är",
];

/// A unit is no sentence.
const UNIT_WORDS: usize = 8;
/// A unit is no sentence.
const UNIT_CHARS: usize = 60;

fn word_of<'a>(input: &'a str, words: &[&str]) -> IResult<&'a str, ()> {
    for word in words {
        let found: IResult<&str, &str> = tag_no_case(*word).parse(input);
        if let Ok((rest, _)) = found {
            let symbol = !word.ends_with(char::is_alphabetic);
            if symbol || !rest.starts_with(char::is_alphabetic) {
                return Ok((rest, ()));
            }
        }
    }
    Err(nom::Err::Error(nom::error::Error::new(
        input,
        nom::error::ErrorKind::Alt,
    )))
}

/// `bound = "+/-" / "±" / max-word / min-word`
fn bound(input: &str) -> IResult<&str, Grans> {
    alt((
        value(
            Grans::Plusminus,
            alt((
                tag("+/-"),
                tag("+/\u{2212}"),
                tag("+/\u{2013}"),
                tag("+-"),
                tag("-/+"),
                tag("±"),
            )),
        ),
        value(Grans::Max, |i| word_of(i, MAX_WORDS)),
        value(Grans::Min, |i| word_of(i, MIN_WORDS)),
    ))
    .parse(input)
}

/// The end of a quantity that bounds it: `eller mer`, `eller färre`.
fn split_tail(unit: &str) -> (&str, Option<Grans>) {
    let small = unit.to_lowercase();
    for (tails, bound) in [(MAX_TAILS, Grans::Max), (MIN_TAILS, Grans::Min)] {
        for tail in tails {
            let Some(before) = small.strip_suffix(tail) else {
                continue;
            };
            // The same length in lower case: else the unit is not Swedish, and the bound stays part of it.
            if let Some(unit) = unit.get(..before.len()) {
                return (unit.trim_end(), Some(bound));
            }
        }
    }
    (unit, None)
}

/// `unit = unit-word *(" " unit-word)`: begins with a letter or `%`, is short, and is no statement
fn is_unit(unit: &str) -> bool {
    let mut words = unit.split_whitespace();
    let first = words.next().unwrap_or_default();
    let begins = first.starts_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '°'));
    begins
        && unit.chars().count() <= UNIT_CHARS
        && unit.split_whitespace().count() <= UNIT_WORDS
        && !unit.contains([
            '(', ')', ';', ':', '=', '<', '>', '"', '\n', '*', '!', '?', '|',
        ])
        && !first.chars().skip(1).any(|c| c == '%')
        && words.all(|word| {
            let year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
            !word.contains(['%', '‰']) && (year || !word.starts_with(|c: char| c.is_ascii_digit()))
        })
        && !unit
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| NO_UNIT.contains(&word.to_lowercase().as_str()))
}

/// The quantity that a whole cell holds.
///
/// ```text
/// quantity = [bound] spaces number spaces [unit] [tail]
/// tail     = "eller mer" / "eller färre" / …
/// ```
pub(crate) fn quantity(text: &str) -> Option<Quantity> {
    if !has_digit(text) {
        return None;
    }
    let text = text.trim();
    let (rest, bound) = opt(terminated(bound, spaces)).parse(text).ok()?;
    let (rest, number) = if bound == Some(Grans::Plusminus) {
        unsigned(rest).ok()?
    } else {
        signed(rest).ok()?
    };
    let number_ends_with_space = rest.starts_with(super::number::is_space);
    let (rest, _) = spaces(rest).ok()?;
    let end: IResult<&str, &str> = eof.parse(rest);
    if end.is_ok() {
        let (value, unit) = (number.value, None);
        return Some(Quantity { value, unit, bound });
    }
    let (unit, tail) = split_tail(rest);
    let bound = match (bound, tail) {
        (Some(_), Some(_)) => return None,
        (bound, tail) => bound.or(tail),
    };
    if tail.is_some() && !number_ends_with_space {
        return None;
    }
    let value = number.value;
    if unit.is_empty() {
        let unit = None;
        return Some(Quantity { value, unit, bound });
    }
    is_unit(unit).then(|| Quantity {
        value,
        unit: Some(unit.to_owned()),
        bound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quantities() {
        for (text, number, unit, bound) in [
            ("2,7 %", 2.7, "%", ""),
            ("9 000 st", 9000.0, "st", ""),
            ("1945 GWh", 1945.0, "GWh", ""),
            ("0,07", 0.07, "", ""),
            ("90%", 90.0, "%", ""),
            ("94  %", 94.0, "%", ""),
            ("+/-1 %", 1.0, "%", "plusminus"),
            ("+/- 1 %", 1.0, "%", "plusminus"),
            ("± 1 %", 1.0, "%", "plusminus"),
            (
                "1,6 kg CO2 per kg livsmedel",
                1.6,
                "kg CO2 per kg livsmedel",
                "",
            ),
            (
                "2 % energieffektivisering relativt 2018",
                2.0,
                "% energieffektivisering relativt 2018",
                "",
            ),
            ("Max 10 personer", 10.0, "personer", "max"),
            ("15,9 barn/avd.", 15.9, "barn/avd.", ""),
            ("14 977st", 14977.0, "st", ""),
            ("-12,4", -12.4, "", ""),
            ("- 6 279", -6279.0, "", ""),
            ("\u{2212}1 %", -1.0, "%", ""),
            ("> 80 %", 80.0, "%", "min"),
            ("minst 5", 5.0, "", "min"),
            ("+20 mnkr", 20.0, "mnkr", ""),
            ("10 st eller fler", 10.0, "st", "min"),
            ("5 eller färre", 5.0, "", "max"),
        ] {
            let found = quantity(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.value.get(), number, "{text}");
            assert_eq!(found.unit.as_deref().unwrap_or(""), unit, "{text}");
            let bounds = found.bound.map(|bound| format!("{bound:?}").to_lowercase());
            assert_eq!(bounds.unwrap_or_default(), bound, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_quantity() {
        for text in [
            "",
            "-",
            "Tas fram av nämnd",
            "96 (93,7)",
            "5-10 %",
            "9 av 10",
            "0 eller bättre",
            "80 % män 85 % kvinnor",
            "10 personer ska få hjälp",
            "2021-01-01",
            "80 till 90 %",
            "max",
            "maxa 5",
            "öka 5 %",
        ] {
            assert_eq!(quantity(text), None, "{text}");
        }
    }
}
