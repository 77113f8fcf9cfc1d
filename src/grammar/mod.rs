//! Layouts: what the headings, columns and labels of a kind of document are. Data, in TOML files.
//!
//! The way of a layout: `file` is a TOML file as written; `layer` checks the files of one folder; `load` lays the
//! user's folder over the built-in one; [`Layouts`] answers questions about texts. What a text may be is read by nom
//! parsers ([`number`](fn@number), quantities, dates, periods, goal headings, lines), each with its grammar beside it, always to the
//! text's end. Column titles are compared by letters only (`fold`), because narrow cells break words anywhere.

mod builtin;
mod caption;
mod case_file;
mod cases;
mod cell;
mod claim;
mod contents;
mod cue;
mod date;
mod document;
mod draft;
mod error;
mod file;
mod fold;
mod goal;
mod goal_levels;
mod header;
mod layer;
mod lines;
mod load;
mod mark;
mod near;
mod nearest;
mod nearly;
mod number;
mod page_number;
mod pattern;
mod period;
mod quantity;
mod rows;
mod shape;
mod sorts;
mod statements;
mod status;
mod words;
mod wrong;

use std::collections::BTreeMap;

pub use cases::{Failure, Report, check_dir};
pub use cell::CellKind;
pub(crate) use cell::is_dash;
pub use contents::contents_line;
pub(crate) use contents::is_led_far;
pub use cue::{Cue, Cues};
pub(crate) use date::{date, day};
pub use draft::{Draft, Seen, SeenTable, draft};
pub use error::{LayoutError, LoadError, Problem};
pub use goal::GoalLevel;
pub use lines::decision;
pub use load::read_dir;
pub use near::{ColumnLook, NearestLayout};
pub use number::{CellNumber, Writing, cell_number, number};
pub use page_number::{PageNumber, Total};
pub use sorts::{CompanionField, GoalOwner, KindWords, LayoutForm, RowSort, StatusValue};
pub(crate) use status::last_sentence;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::output::Varde;
use pattern::Pattern;

/// All layouts in force.
#[derive(Debug, Clone)]
pub struct Layouts {
    rows: BTreeMap<String, RowLayout>,
    /// By depth, then name.
    levels: Vec<goal::CompiledLevel>,
    /// Letters of each section label.
    sections: BTreeMap<String, String>,
    /// Letters of each status phrase.
    statuses: BTreeMap<String, StatusValue>,
    /// Letters of each label before a status.
    status_labels: Vec<String>,
    words: BTreeMap<String, cell::WordList>,
    /// Phrases and kinds of document.
    documents: BTreeMap<KindWords, Vec<(String, String)>>,
    /// Column titles that no row layout has.
    not_rows: Vec<Pattern>,
    /// The titles of all columns, of name columns, and those of `not_rows`.
    titles: header::ColumnTitles,
    name_titles: header::ColumnTitles,
    other_titles: header::ColumnTitles,
    cues: Cues,
    notes: Vec<String>,
    hash: String,
}

/// A row layout: the columns of a table whose rows are indicators, activities or goals.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RowLayout {
    /// Name, unique among all layouts.
    pub name: String,
    /// What its rows are.
    pub sort: RowSort,
    /// Level of its rows, for [`RowSort::Mal`].
    pub niva: Option<String>,
    /// How its rows stand on the page.
    #[serde(skip_serializing_if = "is_plain")]
    pub form: LayoutForm,
    /// Levels of the goals that rows over the whole width name, if they may; the outermost first.
    pub group_rows: Vec<String>,
    /// The heading above the table is a goal of this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading_niva: Option<String>,
    /// Columns, the name's among them.
    pub columns: Vec<Column>,
    /// Full-width rows below a row.
    pub companions: Vec<Companion>,
    /// The file that defines it.
    #[serde(skip)]
    pub file: String,
}

impl RowLayout {
    /// The level of the goals that one of its columns names.
    #[must_use]
    pub fn goal_niva(&self) -> Option<&str> {
        let names_goals = self.columns.iter().any(|column| column.goal);
        self.niva.as_deref().filter(|_| names_goals)
    }

    /// The columns' keys in the layout's order, the name's column and those aside whose key names a year.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter_map(|column| column.key.as_deref())
            .filter(|key| !key.contains(header::YEAR))
    }
}

/// A column of a row layout.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Column {
    /// Key in `varden`; `None` for the row's name. `{ar}` in it is the year of the heading: such a column may stand
    /// several times (`utfall_2021`, `utfall_2022`).
    pub key: Option<String>,
    /// Its headings, with placeholders.
    pub headings: Vec<String>,
    /// What its cells hold, tried in order.
    pub kinds: Vec<CellKind>,
    /// A table without it does not have this layout.
    pub required: bool,
    /// It names the goal of its row and of those below.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub goal: bool,
    /// A table of whose cells in such columns fewer than half hold what `kinds` names first does not have this layout.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub proved: bool,
    /// A name's column may stand under no heading.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bare: bool,
    #[serde(skip)]
    patterns: Vec<Pattern>,
}

/// A label of a full-width row below a row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Companion {
    /// What the row's text is.
    pub field: CompanionField,
    /// The label, without a colon.
    pub label: String,
    #[serde(skip)]
    folded: String,
}

/// How a table's header fits a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderMatch<'a> {
    /// The layout's name.
    pub layout: &'a str,
    /// What it emits.
    pub sort: RowSort,
    /// Goal level, for [`RowSort::Mal`].
    pub niva: Option<&'a str>,
    /// For each cell of the header that was asked about: its column.
    pub columns: Vec<ColumnMatch>,
    /// Whether rows over the whole width may be group rows that name a goal.
    pub group_rows: bool,
    /// The levels of the goals that group rows name, the outermost first.
    pub group_levels: &'a [String],
    /// The level of the goals that a column names.
    pub goal_niva: Option<&'a str>,
    /// The level of the goal that the heading above the table is.
    pub heading_niva: Option<&'a str>,
    /// The column that names the goals of the rows.
    pub goal: Option<usize>,
    /// The column beside it, before the rows' names, that says how far those goals were met.
    pub goal_status: Option<usize>,
}

/// A header cell's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnMatch {
    /// The row's name.
    Name,
    /// A column of the layout: key, and index into the layout's columns.
    Known(String, usize),
    /// A heading that the layout does not know: a key made from it, unlike any other column's.
    Unknown(String),
    /// No heading: icons.
    Unlabelled,
}

/// A goal heading found at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLabel<'a> {
    /// `niva`.
    pub niva: &'a str,
    /// Depth: an `inriktningsmal` is 1, a `verksamhetsomradesmal` 2 …
    pub depth: u32,
    /// Whose goals these are, if the level says so.
    pub owner: Option<GoalOwner>,
    /// Bytes of the label with its own number, its colon and the spaces after it.
    pub label: usize,
    /// The label stands alone: the title is on the next line.
    pub alone: bool,
    /// A colon closes the label. Alone without one, it may as well be a heading or a column's.
    pub colon: bool,
    /// The label's own number (`INRIKTNINGSMÅL 1:`). A number of the title ([`Layouts::split_number`]) goes before it.
    pub number: Option<String>,
}

/// A companion row's label found at the beginning of a full-width text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanionLabel {
    /// What the row's text is.
    pub field: CompanionField,
    /// Bytes of the label with its colon and the spaces after it.
    pub label: usize,
}

impl Layouts {
    /// Which layout has these column titles (as read, white space and broken words not yet mended)?
    /// Compared by letters only, so that `män/poj kar` and `män/pojkar` are the same.
    ///
    /// The name's column and at least one other must be known, and every required one. Other columns may be missing or
    /// unknown. A column title that stands twice is known the first time. Tables of other kinds (risk, economy) are none's.
    #[must_use]
    pub fn header<'a>(&'a self, cells: &[String]) -> Option<HeaderMatch<'a>> {
        // Without the name's heading nothing else counts.
        let named = cells.iter().any(|cell| self.name_titles.has(cell));
        named.then(|| {
            let rows = header::tables(&self.rows);
            header::header(rows, &self.not_rows, cells, false, &header::unproved)
        })?
    }

    /// A text of a line put right: a column title but for a letter or two, beside another title of that layout.
    #[must_use]
    pub fn nearly_title(&self, line: &[String], at: usize) -> Option<String> {
        header::nearly_title(&self.rows, line, at)
    }

    /// Whether the whole text is the title of a layout's name column (`Indikator`, `Aktivitet`, `Nämndmål`).
    /// With a colon (`Nämndmål:`) it is a goal's label.
    #[must_use]
    pub fn starts_header(&self, text: &str) -> bool {
        !text.trim_end().ends_with(':') && self.name_titles.has(text)
    }

    /// Whether a text that begins so may be such a column title, or one that only tables of other kinds have: cheap to ask first.
    #[must_use]
    pub fn may_start_header(&self, text: &str) -> bool {
        let begin = fold::Beginning::of(text);
        self.name_titles.may_begin(begin) || self.other_titles.may_begin(begin)
    }

    /// Whether the whole text is a column title that only tables of other kinds have (`Mnkr`, `Kostnader`).
    #[must_use]
    pub fn is_other_heading(&self, text: &str) -> bool {
        self.other_titles.has(text)
    }

    /// Whether the whole text is the title of any layout's column.
    #[must_use]
    pub fn is_heading(&self, text: &str) -> bool {
        self.titles.has(text)
    }

    /// Whether the whole text is the beginning of any layout's column title, or all of it: a column title that goes on in the
    /// next line of its cell.
    #[must_use]
    pub fn begins_heading(&self, text: &str) -> bool {
        header::begins_title(&self.rows, text)
    }

    /// Splits a line of column titles (`Indikator Årsmål KF:s årsmål Periodicitet`) into its column titles, the longest
    /// first, with [`Layouts::header`] accepting them. Tabs and wide gaps set column titles apart that no layout knows.
    #[must_use]
    pub fn split_header(&self, text: &str) -> Option<Vec<String>> {
        header::split(&self.rows, &self.not_rows, text)
    }

    /// The goal heading that the text begins with: `Nämndmål: Titel`, `Nämndmål:`, `KF:s INRIKTNINGSMÅL 1: 1. Titel`.
    ///
    /// A line of the table of contents begins with one too: ask [`contents_line`] first.
    #[must_use]
    pub fn goal_label<'a>(&'a self, text: &str) -> Option<GoalLabel<'a>> {
        goal::label(&self.levels, text)
    }

    /// Whether a text that begins so may begin with a goal heading: cheap to ask first.
    #[must_use]
    pub fn may_begin_goal(&self, text: &str) -> bool {
        goal::may_begin(&self.levels, text)
    }

    /// Splits `1.2.1.Alla barn` into number and title. `2021 ska …` and `1.5 ton …` have no number.
    #[must_use]
    pub fn split_number<'t>(&self, title: &'t str) -> (Option<String>, &'t str) {
        goal::split_number(title)
    }

    /// Whether the whole text is a section label (`Beskrivning`, `Förväntat resultat`), with or without a colon.
    #[must_use]
    pub fn section_label(&self, text: &str) -> bool {
        lines::bare_label(text).is_some_and(|label| self.sections.contains_key(&label))
    }

    /// Whether a text that begins so may be such a label: cheap to ask first.
    #[must_use]
    pub fn may_begin_section(&self, text: &str) -> bool {
        text.trim_start().starts_with(char::is_uppercase) && begins_any(self.sections.keys(), text)
    }

    /// The companion row's label (`Analys`, `Kommentar:`) that the text begins with, in this layout.
    ///
    /// Lines joined by `\n` tell a label on a line of its own; otherwise a colon or a capital must follow it.
    #[must_use]
    pub fn companion(&self, layout: &str, text: &str) -> Option<CompanionLabel> {
        let companions = &self.rows.get(layout)?.companions;
        let first = fold::first_letter(text)?;
        companions
            .iter()
            .filter(|companion| companion.folded.starts_with(first))
            .filter_map(|companion| {
                let label = lines::labelled(text, &companion.folded)?;
                let field = companion.field;
                Some(CompanionLabel { field, label })
            })
            .max_by_key(|found| found.label)
    }

    /// Whether a text that begins so may begin with such a label: cheap to ask first.
    #[must_use]
    pub fn may_begin_companion(&self, layout: &str, text: &str) -> bool {
        self.rows.get(layout).is_some_and(|layout| {
            begins_any(layout.companions.iter().map(|label| &label.folded), text)
        })
    }

    /// Reads a cell of a layout's column. The text is kept; a text of no known kind gets a diagnostic.
    ///
    /// In a column that the layout does not know, only a number that stands for itself ([`number`](fn@number)) is read.
    #[must_use]
    pub fn cell(
        &self,
        layout: &str,
        column: &ColumnMatch,
        text: &str,
    ) -> (Varde, Option<Diagnostic>) {
        let plain = cell::plain(text);
        if plain.text.is_empty() || cell::is_dash(&plain.text) {
            return (plain, None);
        }
        let (key, index) = match column {
            ColumnMatch::Known(key, index) => (key, *index),
            ColumnMatch::Unknown(_) => {
                let (tal, enhet) =
                    number(&plain.text).map_or((None, None), |(tal, unit)| (Some(tal), unit));
                return (
                    Varde {
                        tal,
                        enhet,
                        ..plain
                    },
                    None,
                );
            }
            ColumnMatch::Name | ColumnMatch::Unlabelled => return (plain, None),
        };
        let columns = self.rows.get(layout).map(|layout| &layout.columns);
        let Some(column) = columns.and_then(|columns| columns.get(index)) else {
            return (plain, None);
        };
        if let Some(varde) = cell::read(&column.kinds, &self.words, &plain.text) {
            return (varde, None);
        }
        let kinds: Vec<String> = column.kinds.iter().map(ToString::to_string).collect();
        let message = format!(
            "`{}` in the column `{key}` is of no known kind ({}): kept as text",
            plain.text,
            kinds.join(", ")
        );
        let told = Diagnostic::new("okand-cell", Allvar::Varning, message);
        (plain, Some(told))
    }

    /// The text of a cell put right: a word of its column's vocabularies but for a letter or two.
    #[must_use]
    pub fn nearly_word(&self, layout: &str, column: &ColumnMatch, text: &str) -> Option<String> {
        let columns = &self.rows.get(layout)?.columns;
        nearly::word(columns, column, &self.words, text)
    }

    /// Whether the whole text is a value of any kind that cells of some layout hold: a quantity, a day, a period, a word of a
    /// vocabulary.
    #[must_use]
    pub fn is_value(&self, text: &str) -> bool {
        cell::is_value(&self.words, text)
    }

    /// The kind of document that a title tells: by the words of titles, else by general ones.
    #[must_use]
    pub fn document_kind(&self, title: &str) -> Option<&str> {
        self.kind_in(KindWords::Title, title)
            .or_else(|| self.kind_in(KindWords::General, title))
    }

    /// The kind whose words of this place stand first in a text.
    #[must_use]
    pub fn kind_in(&self, place: KindWords, text: &str) -> Option<&str> {
        document::kind(self.kind_words(place), text)
    }

    /// The kind whose words of this place the whole text is.
    #[must_use]
    pub fn kind_is(&self, place: KindWords, text: &str) -> Option<&str> {
        document::whole(self.kind_words(place), text)
    }

    fn kind_words(&self, place: KindWords) -> &[(String, String)] {
        self.documents.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The row layouts by name.
    pub fn rows(&self) -> impl Iterator<Item = &RowLayout> {
        self.rows.values()
    }

    /// The row layout of this name.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<&RowLayout> {
        self.rows.get(name)
    }

    /// The depth of a level, if a layout names it.
    #[must_use]
    pub fn depth(&self, niva: &str) -> Option<u32> {
        self.levels()
            .find(|level| level.niva == niva)
            .map(|level| level.depth)
    }

    /// The words that tell what is no layout's: labels of the front page, units in column titles …
    #[must_use]
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The page number that the whole text is: `Sid 22 (28)`, `2 (9)`.
    #[must_use]
    pub fn page_number(&self, text: &str) -> Option<PageNumber> {
        page_number::page_number(&self.cues, text)
    }

    /// What the user's layouts changed in the built-in ones, one sentence each.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// SHA-256 over what the layouts say, in hex: the same for any order and names of the files.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

// Serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_plain(form: &LayoutForm) -> bool {
    *form == LayoutForm::Tabell
}

/// Whether any of these letters begin as the letters of the text do, or the text has none.
fn begins_any<'a>(mut known: impl Iterator<Item = &'a String>, text: &str) -> bool {
    fold::first_letter(text).is_none_or(|first| known.any(|letters| letters.starts_with(first)))
}
