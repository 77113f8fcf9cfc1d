//! A document's content as lists of strings that two sides either share or do not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Level, number and title of each goal.
    Goals,
    /// What stands of a goal's being met.
    Status,
    /// Kind, goal, name and cells of each indicator and activity.
    Rows,
    /// The full-width text below a row.
    Details,
    /// The letters and digits of all prose of a goal.
    Prose,
    /// Each cell of each other table.
    Tables,
    /// The marks of each row by their colour.
    Symbols,
}

/// The content.
#[derive(Debug, Default)]
pub struct Content {
    pub items: BTreeMap<Aspect, Vec<String>>,
    /// The colours that marks have.
    pub colours: BTreeSet<[u8; 3]>,
    /// Most columns of a row table.
    pub columns: usize,
}

impl Content {
    pub fn add(&mut self, aspect: Aspect, item: String) {
        self.items.entry(aspect).or_default().push(item);
    }

    fn of(&self, aspect: Aspect) -> &[String] {
        self.items.get(&aspect).map_or(&[], Vec::as_slice)
    }
}

/// One aspect compared.
pub struct Score {
    pub aspect: Aspect,
    expected: usize,
    emitted: usize,
    missing: Vec<String>,
    extra: Vec<String>,
}

impl Score {
    pub fn all(known: &Content, got: &Content) -> Vec<Self> {
        use Aspect::{Details, Goals, Prose, Rows, Status, Symbols, Tables};
        [Goals, Status, Rows, Details, Prose, Tables, Symbols]
            .into_iter()
            // Of tables something is known where a document has any.
            .filter(|&aspect| aspect != Tables || !known.of(aspect).is_empty())
            .map(|aspect| Self::new(aspect, known.of(aspect), got.of(aspect)))
            .collect()
    }

    fn new(aspect: Aspect, known: &[String], got: &[String]) -> Self {
        let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
        for item in known {
            *balance.entry(item).or_default() += 1;
        }
        for item in got {
            *balance.entry(item).or_default() -= 1;
        }
        let left = |sign: i64| {
            let repeat = |(item, n): (&&str, &i64)| {
                let times = usize::try_from(n * sign).unwrap_or(0);
                std::iter::repeat_n((*item).to_owned(), times)
            };
            balance.iter().flat_map(repeat).collect()
        };
        Self {
            aspect,
            expected: known.len(),
            emitted: got.len(),
            missing: left(1),
            extra: left(-1),
        }
    }

    pub fn is_exact(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }

    /// How much of what is expected is there.
    pub fn share(&self) -> f64 {
        let found = self.expected - self.missing.len();
        if self.expected == 0 {
            1.0
        } else {
            found as f64 / self.expected as f64
        }
    }

    /// The first differences, to read.
    pub fn differences(&self) -> String {
        let list = |title: &str, items: &[String]| {
            let shown = items.iter().take(5);
            let mut lines: Vec<String> = shown.map(|item| format!("    {title} {item}")).collect();
            if items.len() > 5 {
                lines.push(format!("    and {} more {title}", items.len() - 5));
            }
            lines
        };
        [list("missing", &self.missing), list("extra", &self.extra)]
            .concat()
            .join("\n")
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.expected - self.missing.len();
        let name = format!("{:?}", self.aspect).to_lowercase();
        write!(f, "{name} {found}/{}/{}", self.expected, self.emitted)
    }
}

/// Runs of white space are one space.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only: hyphens and spaces at line ends do not count.
pub fn letters(text: &str) -> String {
    text.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

/// `#rrggbb`.
pub fn colour(hex: &str) -> Option<[u8; 3]> {
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, rgb @ ..] = value.to_be_bytes();
    Some(rgb)
}
