//! What is wrong with a layout file, and where.

use super::cell::CellKind;
use super::header::YEAR;
use super::layer::{ascii_name, is_name};
use super::mark::color_names;
use super::nearest::nearest;
use super::pattern::{PLACEHOLDERS, PatternError};

/// A layout file that is wrong. Its text is `file:line:column: what was found, what was expected`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct LayoutError {
    /// The file, as it was named.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What was found and what was expected.
    pub problem: Box<Problem>,
}

/// What was found in a layout file, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No TOML.
    #[error("{0}")]
    Toml(String),
    /// No TOML nearly everywhere.
    #[error("found more than {0} damaged lines, expected TOML; the others were not looked at")]
    TooDamaged(usize),
    /// A key or a word that nobody knows.
    #[error("unknown {what} `{found}`{near}, expected one of {known}", near = near(nearest.as_deref()))]
    Unknown {
        /// A key or a word.
        what: &'static str,
        /// What was found.
        found: String,
        /// The known one that is nearest, if one is near.
        nearest: Option<String>,
        /// All that are known.
        known: String,
    },
    /// A value of another type.
    #[error("found a value of type {0}, expected {1}")]
    Type(&'static str, &'static str),
    /// A key that must be there.
    #[error("no `{0}` found in {1}, expected it")]
    MissingKey(&'static str, String),
    /// A column set that no file defines.
    #[error("unknown column set `{found}`{near}, expected one of {known}", near = near(nearest.as_deref()))]
    ColumnSet {
        /// What the layout names.
        found: String,
        /// The known one that is nearest, if one is near.
        nearest: Option<String>,
        /// The sets that there are.
        known: String,
    },
    /// No schema.
    #[error("no `schema` found, expected `schema = {SCHEMA}`", SCHEMA = super::file::SCHEMA)]
    SchemaMissing,
    /// A schema that this version does not know.
    #[error("found schema {0}, expected schema {SCHEMA}", SCHEMA = super::file::SCHEMA)]
    Schema(i64),
    /// An unknown cell kind.
    #[error(
        "unknown cell kind `{0}`{near}, expected one of {known}",
        near = near(nearest(.0, CellKind::NAMES.iter().copied())),
        known = CellKind::NAMES.join(", ")
    )]
    CellKind(String),
    /// A vocabulary that no file defines.
    #[error(
        "unknown vocabulary `{found}`{near}, expected one of {known}",
        near = near(nearest(found, known.split(", ")))
    )]
    Vocabulary {
        /// What the column names.
        found: String,
        /// The vocabularies that there are.
        known: String,
    },
    /// A goal level that no file defines.
    #[error(
        "unknown goal level `{found}`{near}, expected one of {known}",
        near = near(nearest(found, known.split(", ")))
    )]
    Niva {
        /// What the layout names.
        found: String,
        /// The levels that there are.
        known: String,
    },
    /// A layout that emits goals names no level.
    #[error("a layout that emits `mal` found without `niva`, expected a goal level")]
    NivaMissing,
    /// A layout that emits rows names a level.
    #[error(
        "`niva` found in a layout that emits `{0}`, expected it only where `ger` is `mal` or a column has `roll = \"mal\"`"
    )]
    NivaNeedless(&'static str),
    /// No column is the row's name.
    #[error("found {0} columns with `roll = \"namn\"`, expected at least one")]
    NameColumn(usize),
    /// A name without a heading in a layout that no cells prove.
    #[error(
        "found `\"\"` among the headings of the name, expected `krav = \"celler\"` in another column: without a heading only cells tell"
    )]
    BareName,
    /// A column that is the row's name has a key, or another one has none.
    #[error("found a column with {0} `nyckel` and `roll`, expected one of them")]
    ColumnKey(&'static str),
    /// A heading without the year that its column's key names.
    #[error(
        "found the heading `{0}` without `{{ar}}`, expected it in every heading of a column whose key has it"
    )]
    YearKey(String),
    /// A label that no text would be read by.
    #[error(
        "found the label `{0}`, expected a capital letter first, and words without brackets and other signs between them"
    )]
    Label(String),
    /// A colour that nobody knows.
    #[error(
        "unknown colour `{0}`{near}, expected one of {known}",
        near = near(nearest(.0, color_names().into_iter())),
        known = color_names().join(", ")
    )]
    Color(String),
    /// A verdict without a beginning or an end.
    #[error("found the status `{0}`, expected words before and after `…`")]
    Verdict(String),
    /// A cue that no line would begin with.
    #[error("found the label `{0}`, expected a capital letter first")]
    CueLabel(String),
    /// A cue that is no end of a word.
    #[error("found the ending `{0}`, expected letters of one word")]
    Ending(String),
    /// A cue that no text would hold.
    #[error(
        "found the phrase `{0}`, expected words with one space between them and none around them"
    )]
    Phrase(String),
    /// A key or name that is not lower-case ASCII.
    #[error(
        "found the name `{0}`, expected small letters a-z, digits and `{1}`, a letter first{as_in}",
        as_in = as_in(.0, *.1)
    )]
    Name(String, char),
    /// Something that may stand once stands twice.
    #[error("{what} `{found}` stands twice, first {first}; expected it once")]
    Twice {
        /// What it is.
        what: &'static str,
        /// What was found.
        found: String,
        /// Where it stands first.
        first: String,
    },
    /// The same words mean two things.
    #[error("{what} `{found}` means `{second}` here and `{first}` {at}; expected one meaning")]
    Conflict {
        /// What it is.
        what: &'static str,
        /// What was found.
        found: String,
        /// The meaning here.
        second: String,
        /// The meaning there.
        first: String,
        /// Where.
        at: String,
    },
    /// Nothing where something must stand.
    #[error("`{0}` found empty, expected at least one entry")]
    Empty(&'static str),
    /// A text with no letters.
    #[error("found `{0}` without letters, expected words or a placeholder")]
    NoLetters(String),
    /// An unknown placeholder.
    #[error(
        "unknown placeholder `{found}` in `{pattern}`{near}, expected one of {known}",
        near = near(nearest(found, PLACEHOLDERS.iter().copied())),
        known = PLACEHOLDERS.join(", ")
    )]
    Placeholder {
        /// The placeholder.
        found: String,
        /// The pattern.
        pattern: String,
    },
    /// A placeholder where none may stand.
    #[error("found a placeholder in `{0}`, expected words only")]
    NoPlaceholder(String),
    /// Half a pair of braces.
    #[error("found a lone brace in `{0}`, expected `{{` and `}}` around a placeholder")]
    Brace(String),
    /// Placeholders that touch.
    #[error("found two placeholders side by side in `{0}`, expected letters between them")]
    Touching(String),
    /// Too many placeholders.
    #[error("found more than three placeholders in `{0}`, expected at most three")]
    TooMany(String),
    /// A depth that is none.
    #[error("found `djup` {0}, expected 1 to 9")]
    Depth(i64),
}

/// A hint at what may have been meant.
fn near(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |word| format!(" (the nearest is `{word}`)"))
}

/// The name as it could be written.
fn as_in(name: &str, join: char) -> String {
    let proposed = ascii_name(name, join);
    if is_name(&proposed.replacen(YEAR, "1", 1), join) {
        format!(": `{proposed}`")
    } else {
        String::new()
    }
}

impl Problem {
    /// A key or a word that is none of the known ones.
    pub(crate) fn unknown(
        what: &'static str,
        found: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Self {
        let list: Vec<String> = known.clone().map(|word| format!("`{word}`")).collect();
        Self::Unknown {
            what,
            found: found.to_owned(),
            nearest: nearest(found, known).map(str::to_owned),
            known: list.join(", "),
        }
    }

    /// Whether it says that something is missing, or needless beside what is missing, which another error may have taken
    /// away.
    pub(crate) fn is_of_missing(&self) -> bool {
        matches!(
            self,
            Self::NameColumn(_)
                | Self::ColumnKey(_)
                | Self::NivaMissing
                | Self::NivaNeedless(_)
                | Self::BareName
        )
    }

    /// The name that no file seems to define.
    pub(crate) fn undefined(&self) -> Option<String> {
        match self {
            Self::Vocabulary { found, .. }
            | Self::Niva { found, .. }
            | Self::ColumnSet { found, .. } => Some(found.clone()),
            _ => None,
        }
    }

    /// What is wrong with a pattern.
    pub(crate) fn pattern(error: PatternError, pattern: &str) -> Self {
        let pattern = pattern.to_owned();
        match error {
            PatternError::Empty => Self::NoLetters(pattern),
            PatternError::Unknown(found) => Self::Placeholder { found, pattern },
            PatternError::Brace => Self::Brace(pattern),
            PatternError::Touching => Self::Touching(pattern),
            PatternError::TooMany => Self::TooMany(pattern),
        }
    }
}

/// Why layouts could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The folder or file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The folder holds no layout file.
    #[error("no layout file (*.toml) in {0}")]
    NoFiles(String),
    /// Layout files are wrong: all that was found, in the order of the files.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Vec<LayoutError>),
}

/// Turns bytes of a file into lines and columns.
#[derive(Debug, Clone)]
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
    /// The bytes after which lines begin, the first one aside: every entry of a file is asked for its line.
    breaks: Vec<usize>,
}

impl<'a> Source<'a> {
    /// A file's name and text.
    pub(crate) fn new(name: &'a str, text: &'a str) -> Self {
        let bytes = text.bytes().enumerate();
        let breaks = bytes.filter(|(_, byte)| *byte == b'\n');
        Self {
            name,
            text,
            breaks: breaks.map(|(at, _)| at).collect(),
        }
    }

    /// Line from 1 of a byte.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.breaks.partition_point(|at| *at < byte) + 1
    }

    /// Line and column, both from 1, of a byte.
    pub(crate) fn position(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).map_or(0, |line| line.chars().count()) + 1;
        (self.line(before.len()), column)
    }

    /// The byte at which an error was told.
    pub(crate) fn byte(&self, error: &LayoutError) -> usize {
        let start = match error.line.checked_sub(2) {
            Some(at) => self.breaks.get(at).map_or(0, |at| at + 1),
            None => 0,
        };
        let line = self.text.get(start..).unwrap_or_default();
        let mut letters = line.char_indices();
        let at = letters.nth(error.column.saturating_sub(1));
        start + at.map_or(line.len(), |(at, _)| at)
    }

    /// `line 3 of file`, for a message about another place.
    pub(crate) fn place(&self, byte: usize) -> String {
        format!("in {}:{}", self.name, self.line(byte))
    }

    /// An error at a byte.
    pub(crate) fn error(&self, byte: usize, problem: Problem) -> LayoutError {
        let (line, column) = self.position(byte);
        LayoutError {
            file: self.name.to_owned(),
            line,
            column,
            problem: Box::new(problem),
        }
    }
}
