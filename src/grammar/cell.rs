//! Cell kinds: what the cells of a column hold, read to their end.

use std::collections::BTreeMap;

use super::date::{Date, compact_day, date};
use super::fold::{letters, squeeze};
use super::mark::MarkWord;
use super::pattern::{Captures, Pattern};
use super::period::{is_period, period};
use super::quantity::{Quantity, quantity};
use crate::output::{Maltal, Varde};

/// What a cell may hold. A column names several, tried in order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(into = "String")]
pub enum CellKind {
    /// A number with bound and unit: `2,7 %`, `Max 10 personer`.
    Mangd,
    /// The same with its target in brackets behind: `81,8 % (95 %)`.
    MangdMal,
    /// A day: `2020-01-01`, `1 jan 2021`; or a month, which stays text.
    Datum,
    /// `VB 2021`, `T1 2021`, `2021`.
    Period,
    /// A word of the vocabulary of this name.
    Ord(String),
    /// Any text.
    Text,
}

impl CellKind {
    /// The kinds that a layout file may name; `ord:` goes on with a vocabulary's name.
    pub const NAMES: &'static [&'static str] = &[
        "mangd",
        "mangd_mal",
        "datum",
        "period",
        "ord:ORDLISTA",
        "text",
    ];

    /// The kind of this name.
    pub(crate) fn new(name: &str) -> Option<Self> {
        Some(match name {
            "mangd" => Self::Mangd,
            "mangd_mal" => Self::MangdMal,
            "datum" => Self::Datum,
            "period" => Self::Period,
            "text" => Self::Text,
            _ => Self::Ord(
                name.strip_prefix("ord:")
                    .filter(|list| !list.is_empty())?
                    .to_owned(),
            ),
        })
    }
}

impl std::fmt::Display for CellKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mangd => f.write_str("mangd"),
            Self::MangdMal => f.write_str("mangd_mal"),
            Self::Datum => f.write_str("datum"),
            Self::Period => f.write_str("period"),
            Self::Ord(list) => write!(f, "ord:{list}"),
            Self::Text => f.write_str("text"),
        }
    }
}

impl From<CellKind> for String {
    fn from(kind: CellKind) -> Self {
        kind.to_string()
    }
}

/// What a word of a vocabulary is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phrase {
    Pattern(Pattern),
    Mark(MarkWord),
}

/// A vocabulary: patterns by their normal form, each with its word.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordList {
    pub(crate) patterns: BTreeMap<String, (Pattern, String)>,
    /// Signs, colours and forms, each with its word.
    pub(crate) marks: BTreeMap<String, (MarkWord, String)>,
}

impl WordList {
    /// Of phrases by their normal form.
    pub(crate) fn new(phrases: impl Iterator<Item = (String, (Phrase, String))>) -> Self {
        let mut list = Self::default();
        for (normal, (phrase, word)) in phrases {
            match phrase {
                Phrase::Pattern(pattern) => {
                    list.patterns.insert(normal, (pattern, word));
                }
                Phrase::Mark(mark) => {
                    list.marks.insert(normal, (mark, word));
                }
            }
        }
        list
    }

    /// The word that a whole text says: by a pattern with as few placeholders as possible.
    pub(crate) fn find(&self, text: &str) -> Option<(&str, Captures)> {
        let folded = letters(text);
        if folded.is_empty() {
            return None;
        }
        self.patterns
            .values()
            .filter_map(|(pattern, word)| Some((pattern, word, pattern.matches(&folded)?)))
            .min_by_key(|(pattern, _, _)| pattern.placeholders())
            .map(|(_, word, captures)| (word.as_str(), captures))
    }

    /// The word of a text of signs, or of a drawn mark.
    pub(crate) fn find_mark(&self, is: impl Fn(&MarkWord) -> bool) -> Option<&str> {
        let found = self.marks.values().find(|(mark, _)| is(mark));
        found.map(|(_, word)| word.as_str())
    }
}

/// Whether the whole text is a value of any kind: a quantity, a day, a period, a word of a vocabulary, or dashes.
pub(crate) fn is_value(lists: &BTreeMap<String, WordList>, text: &str) -> bool {
    let text = squeeze(text);
    if is_dash(&text) || date(&text).is_some() || quantity(&text).is_some() {
        return true;
    }
    let folded = letters(&text);
    let word = |list: &WordList| {
        let mut patterns = list.patterns.values();
        patterns.any(|(pattern, _)| pattern.matches(&folded).is_some())
    };
    !folded.is_empty() && (is_period(&folded) || lists.values().any(word))
}

/// Whether a cell says that there is nothing to say: only dashes. A text of its own kind, with no further meaning.
pub(crate) fn is_dash(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace()).peekable();
    chars.peek().is_some() && chars.all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
}

/// Reads a cell by the first kind that takes all of it; `None` if none does.
pub(crate) fn read(
    kinds: &[CellKind],
    lists: &BTreeMap<String, WordList>,
    text: &str,
) -> Option<Varde> {
    kinds.iter().find_map(|kind| read_as(kind, lists, text))
}

fn read_as(kind: &CellKind, lists: &BTreeMap<String, WordList>, text: &str) -> Option<Varde> {
    let mut varde = plain(text);
    match kind {
        CellKind::Text => {}
        CellKind::Mangd => {
            let found = quantity(text)?;
            varde.tal = Some(found.value);
            varde.enhet = found.unit.map(|unit| squeeze(&unit));
            varde.grans = found.bound;
        }
        CellKind::MangdMal => {
            let (outcome, target) = with_target(text)?;
            varde.tal = Some(outcome.value);
            varde.enhet = outcome.unit.map(|unit| squeeze(&unit));
            varde.grans = outcome.bound;
            varde.mal = Some(Maltal {
                tal: target.value,
                enhet: target.unit.map(|unit| squeeze(&unit)),
            });
        }
        CellKind::Datum => match compact_day(text).map(Date::Exact).or_else(|| date(text))? {
            Date::Exact(day) => varde.datum = Some(day),
            Date::Vague => {}
        },
        CellKind::Period => {
            let found = period(text)?;
            varde.period = found.code;
            varde.ar = found.year;
        }
        CellKind::Ord(list) => {
            let list = lists.get(list)?;
            if let Some(word) = list.find_mark(|mark| mark.is_text(text)) {
                varde.ord = Some(word.to_owned());
                return Some(varde);
            }
            let (word, captures) = list.find(text)?;
            varde.ord = Some(word.to_owned());
            varde.ar = captures.year;
            varde.period = captures.period;
            varde.tal = captures.number;
            varde.datum = captures.day;
        }
    }
    Some(varde)
}

/// The folded letters of the phrases, without placeholders, that columns of these kinds may hold.
pub(crate) fn phrases<'a>(
    kinds: &'a [CellKind],
    lists: &'a BTreeMap<String, WordList>,
) -> impl Iterator<Item = String> + 'a {
    let lists = kinds.iter().filter_map(|kind| match kind {
        CellKind::Ord(list) => lists.get(list),
        _ => None,
    });
    let patterns = lists.flat_map(|list| list.patterns.values());
    patterns
        .filter(|(pattern, _)| pattern.placeholders() == 0)
        .map(|(pattern, _)| pattern.normal())
}

/// An outcome and its target: `81,8 % (95 %)`. A target without a bound, for the output has none.
fn with_target(text: &str) -> Option<(Quantity, Quantity)> {
    let (outcome, target) = text.trim().strip_suffix(')')?.split_once('(')?;
    let (outcome, target) = (quantity(outcome)?, quantity(target)?);
    target.bound.is_none().then_some((outcome, target))
}

/// A cell of which only the text is known.
pub(crate) fn plain(text: &str) -> Varde {
    Varde {
        text: squeeze(text),
        ..Varde::default()
    }
}
