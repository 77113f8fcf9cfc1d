//! Patterns of layout files: letters and placeholders, never regular expressions.
//!
//! ```text
//! pattern     = 1*(letters / placeholder)
//! placeholder = "{ar}" / "{period}" / "{tal}" / "{datum}"
//! ```
//! Two placeholders never touch, and there are at most [`MAX_PLACEHOLDERS`].

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::tag;

use super::date::folded_day;
use super::fold::{Beginning, letters};
use super::number::unsigned;
use super::period::{Period, periods, year};
use crate::output::Tal;

/// More would make matching slow and no heading has them.
const MAX_PLACEHOLDERS: usize = 3;

/// The placeholders, as they are written.
pub(crate) const PLACEHOLDERS: &[&str] = &["{ar}", "{period}", "{tal}", "{datum}"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    /// Four digits.
    Ar,
    /// `VB 2020`, `T1 2021`, `2020`.
    Period,
    /// A number.
    Tal,
    /// `2025-12-31`, `31 december 2025`.
    Datum,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Folded letters.
    Letters(String),
    Placeholder(Placeholder),
}

/// What the placeholders stood for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Captures {
    /// `{ar}`, or the year of `{period}` or `{datum}`.
    pub(crate) year: Option<i32>,
    /// `{period}`.
    pub(crate) period: Option<String>,
    /// `{tal}`.
    pub(crate) number: Option<Tal>,
    /// `{datum}`, ISO 8601.
    pub(crate) day: Option<String>,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    source: String,
    parts: Vec<Part>,
}

/// Why a pattern is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PatternError {
    /// Neither letters nor placeholders.
    Empty,
    /// `{år}`: not one of [`PLACEHOLDERS`].
    Unknown(String),
    /// A brace without its other half.
    Brace,
    /// Two placeholders with no letters between them.
    Touching,
    /// More than [`MAX_PLACEHOLDERS`].
    TooMany,
}

impl Pattern {
    /// Compiles a pattern.
    pub(crate) fn new(source: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        let mut rest = source;
        while !rest.is_empty() {
            let (text, after) = match rest.split_once('{') {
                Some((text, after)) => (text, Some(after)),
                None => (rest, None),
            };
            if text.contains('}') {
                return Err(PatternError::Brace);
            }
            let folded = letters(text);
            if !folded.is_empty() {
                parts.push(Part::Letters(folded));
            }
            let Some(after) = after else { break };
            let (name, after) = after.split_once('}').ok_or(PatternError::Brace)?;
            let placeholder = match name {
                "ar" => Placeholder::Ar,
                "period" => Placeholder::Period,
                "tal" => Placeholder::Tal,
                "datum" => Placeholder::Datum,
                _ => return Err(PatternError::Unknown(format!("{{{name}}}"))),
            };
            if matches!(parts.last(), Some(Part::Placeholder(_))) {
                return Err(PatternError::Touching);
            }
            parts.push(Part::Placeholder(placeholder));
            rest = after;
        }
        if parts.is_empty() {
            return Err(PatternError::Empty);
        }
        let pattern = Self {
            source: source.to_owned(),
            parts,
        };
        if pattern.placeholders() > MAX_PLACEHOLDERS {
            return Err(PatternError::TooMany);
        }
        Ok(pattern)
    }

    /// As it was written.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// What two patterns that match the same texts have in common.
    pub(crate) fn normal(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Letters(letters) => letters.as_str(),
                Part::Placeholder(Placeholder::Ar) => "{ar}",
                Part::Placeholder(Placeholder::Period) => "{period}",
                Part::Placeholder(Placeholder::Tal) => "{tal}",
                Part::Placeholder(Placeholder::Datum) => "{datum}",
            })
            .collect()
    }

    /// How many placeholders it has: a pattern with fewer says more.
    pub(crate) fn placeholders(&self) -> usize {
        self.parts
            .iter()
            .filter(|part| matches!(part, Part::Placeholder(_)))
            .count()
    }

    /// Whether a folded text that begins with the letter may match.
    pub(crate) fn may_begin(&self, first: char) -> bool {
        match self.parts.first() {
            Some(Part::Letters(letters)) => letters.starts_with(first),
            _ => true,
        }
    }

    /// The first byte of every folded text that it matches, if it begins with a letter.
    pub(crate) fn first_byte(&self) -> Option<u8> {
        match self.parts.first() {
            Some(Part::Letters(letters)) => letters.as_bytes().first().copied(),
            _ => None,
        }
    }

    /// What every text begins with that it matches, if that is one thing.
    pub(crate) fn beginning(&self) -> Option<Beginning> {
        match self.parts.first() {
            Some(Part::Letters(letters)) => Some(Beginning::of(letters)),
            _ => None,
        }
    }

    /// How many bytes the folded texts have that it matches, if all have as many.
    pub(crate) fn length(&self) -> Option<usize> {
        match self.parts.as_slice() {
            [Part::Letters(letters)] => Some(letters.len()),
            _ => None,
        }
    }

    /// Whether it matches all of the folded text.
    #[inline] // Nearly every text begins otherwise, and that is told where it is asked.
    pub(crate) fn matches(&self, folded: &str) -> Option<Captures> {
        match self.parts.first() {
            Some(Part::Letters(letters))
                if letters.as_bytes().first() != folded.as_bytes().first() =>
            {
                None
            }
            _ => self.captures(folded),
        }
    }

    fn captures(&self, folded: &str) -> Option<Captures> {
        if let [Part::Letters(letters)] = self.parts.as_slice() {
            return (letters == folded).then(Captures::default);
        }
        self.prefixes(folded)
            .into_iter()
            .find(|(end, _)| *end == folded.len())
            .map(|(_, captures)| captures)
    }

    /// Whether the folded text is the beginning of a text that it matches. A placeholder is whole or not there.
    pub(crate) fn begins_with(&self, folded: &str) -> bool {
        let mut open = vec![(folded, Captures::default())];
        for part in &self.parts {
            let within = |rest: &str| match part {
                Part::Letters(letters) => letters.starts_with(rest),
                Part::Placeholder(_) => rest.is_empty(),
            };
            if open.iter().any(|(rest, _)| within(rest)) {
                return true;
            }
            open = open
                .into_iter()
                .flat_map(|(rest, captures)| step(part, rest, &captures))
                .collect();
        }
        open.iter().any(|(rest, _)| rest.is_empty())
    }

    /// Every length of the folded text's beginning that it matches.
    pub(crate) fn prefixes(&self, folded: &str) -> Vec<(usize, Captures)> {
        // Nearly every text begins otherwise than nearly every pattern.
        if let Some(Part::Letters(letters)) = self.parts.first()
            && !folded.starts_with(letters.as_str())
        {
            return Vec::new();
        }
        let mut open = vec![(folded, Captures::default())];
        for part in &self.parts {
            open = open
                .into_iter()
                .flat_map(|(rest, captures)| step(part, rest, &captures))
                .collect();
        }
        open.into_iter()
            .map(|(rest, captures)| (folded.len() - rest.len(), captures))
            .collect()
    }
}

fn step<'a>(part: &Part, rest: &'a str, captures: &Captures) -> Vec<(&'a str, Captures)> {
    let captures = captures.clone();
    match part {
        Part::Letters(letters) => {
            let read: IResult<&str, &str> = tag(letters.as_str()).parse(rest);
            read.map(|(rest, _)| (rest, captures)).into_iter().collect()
        }
        Part::Placeholder(Placeholder::Ar) => year(rest)
            .map(|(rest, year)| {
                let year = Some(year);
                (rest, Captures { year, ..captures })
            })
            .into_iter()
            .collect(),
        Part::Placeholder(Placeholder::Tal) => unsigned(rest)
            .map(|(rest, number)| {
                let number = Some(number.value);
                (rest, Captures { number, ..captures })
            })
            .into_iter()
            .collect(),
        Part::Placeholder(Placeholder::Datum) => folded_day(rest)
            .map(|(rest, day)| {
                let (year, day) = (day.get(..4).and_then(|year| year.parse().ok()), Some(day));
                let captures = Captures {
                    year,
                    day,
                    ..captures
                };
                (rest, captures)
            })
            .into_iter()
            .collect(),
        Part::Placeholder(Placeholder::Period) => periods(rest)
            .into_iter()
            .map(|(rest, Period { code, year })| {
                let (period, captures) = (code, captures.clone());
                (
                    rest,
                    Captures {
                        year,
                        period,
                        ..captures
                    },
                )
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> Option<Captures> {
        Pattern::new(pattern).unwrap().matches(&letters(text))
    }

    #[test]
    fn placeholders_capture() {
        let year = matches("Fastställs {ar}", "fastställs  2024").unwrap();
        assert_eq!(year.year, Some(2024));
        let period = matches("Periodens utfall {period}", "Periodens ut fall VB 2020").unwrap();
        assert_eq!(
            (period.period.as_deref(), period.year),
            (Some("VB"), Some(2020))
        );
        let number = matches("Topp {tal}", "topp 3").unwrap();
        assert_eq!(number.number.map(Tal::get), Some(3.0));
        assert_eq!(matches("Fastställs {ar}", "Fastställs 2024 igen"), None);
        assert_eq!(matches("Fastställs {ar}", "Fastställs"), None);
        for text in ["Utfall per 2025-12-31", "Utfall per 31 december 2025"] {
            let day = matches("Utfall per {datum}", text).unwrap();
            assert_eq!(
                (day.day.as_deref(), day.year),
                (Some("2025-12-31"), Some(2025)),
                "{text}"
            );
        }
        assert_eq!(matches("Utfall per {datum}", "Utfall per 2025-13-31"), None);
    }

    #[test]
    fn beginnings() {
        let pattern = Pattern::new("Periodens utfall {period} total").unwrap();
        for (text, expected) in [
            ("Perio", true),
            ("Periodens utfall", true),
            ("Periodens utfall VB 2020", true),
            ("Periodens utfall VB 2020 tot", true),
            ("Periodens utfall VB 2020 total", true),
            ("Periodens utfall XX", false),
            ("Periodens utfall VB 2020 total x", false),
            ("Utfall", false),
        ] {
            assert_eq!(pattern.begins_with(&letters(text)), expected, "{text}");
        }
    }

    #[test]
    fn wrong_patterns_are_told() {
        for (source, error) in [
            ("", PatternError::Empty),
            (" - ", PatternError::Empty),
            ("Mål {år}", PatternError::Unknown("{år}".to_owned())),
            ("Mål {ar", PatternError::Brace),
            ("Mål ar}", PatternError::Brace),
            ("{ar} {ar}", PatternError::Touching),
            ("{ar}a{ar}a{ar}a{ar}", PatternError::TooMany),
        ] {
            assert_eq!(Pattern::new(source), Err(error), "{source}");
        }
    }
}
