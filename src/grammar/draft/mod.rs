//! A layout file and a case from what stands in documents: a beginning that is valid as written, to be edited.

mod columns;
mod said;
#[cfg(test)]
mod tests;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use super::fold::key;
use super::{Cue, KindWords, Layouts, LoadError, RowLayout};
use columns::{ColumnDraft, Role};

/// The built-in level of goals of which no more is known.
const ANY_LEVEL: &str = "mal";
/// A label has no more words: `Övergripande mål`.
const LABEL_WORDS: usize = 3;
/// A label that stands once may be any heading.
const LABEL_TIMES: usize = 2;

/// A table that no layout claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenTable {
    /// A title for each column; empty above icons.
    pub titles: Vec<String>,
    /// The texts of each row's cells, as many as titles; empty where another cell covers the place.
    pub rows: Vec<Vec<String>>,
    /// Columns with cells over several rows.
    pub merged: BTreeSet<usize>,
    /// Rows over the whole width between them: what groups them.
    pub bands: Vec<String>,
}

/// What stands in documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The tables that no layout claims.
    pub tables: Vec<SeenTable>,
    /// Headings.
    pub headings: Vec<String>,
    /// Short paragraphs: a status stands in one of its own.
    pub lines: Vec<String>,
    /// Goals' statuses that no vocabulary knows.
    pub statuses: Vec<String>,
    /// Cells of rows that say nothing but their text: the column's key, the text.
    pub values: Vec<(String, String)>,
}

/// A layout file and its case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The layout file.
    pub layout: String,
    /// Its case file.
    pub case: String,
    /// Names of the layouts in it.
    pub layouts: Vec<String>,
}

/// A layout as it is guessed.
struct LayoutDraft<'s> {
    name: String,
    columns: Vec<ColumnDraft>,
    /// The level of the goals that rows over its whole width name.
    groups: Option<String>,
    /// The table that it was guessed from, for the case.
    table: &'s SeenTable,
}

impl LayoutDraft<'_> {
    /// What the rows are, and the level of the goals that a column names.
    fn sort(&self) -> (&'static str, Option<&str>) {
        let has = |is: &dyn Fn(&ColumnDraft) -> bool| self.columns.iter().any(is);
        let level = self.columns.iter().find_map(|column| match &column.role {
            Role::Goal(niva) => Some(niva.as_str()),
            _ => None,
        });
        let goals = self
            .columns
            .iter()
            .find_map(|column| column.names_level.as_deref());
        match (level, goals) {
            (None, Some(niva)) => ("mal", Some(niva)),
            _ if has(&|column| column.of_activities) || !has(&|column| column.amounts) => {
                ("aktivitet", level)
            }
            _ => ("indikator", level),
        }
    }
}

/// What a draft says beside its layouts.
#[derive(Default)]
struct Words {
    /// Labels of goals that no file has, each with its level's name.
    labels: BTreeMap<String, String>,
    /// Labels before statuses that no file has.
    status_labels: BTreeSet<String>,
    /// Vocabularies: name, word, texts.
    lists: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// A draft from what stands in documents, named so (`a-z`, digits and `-`). `None` if no table looks like rows and no label
/// or status is new.
///
/// # Errors
/// When the draft is no valid layout file: an error of this function.
pub fn draft(layouts: &Layouts, name: &str, seen: &Seen) -> Result<Option<Draft>, LoadError> {
    let mut words = Words::default();
    said::behind_labels(layouts, seen, &mut words);
    said::in_rows(layouts, seen, &mut words);
    said::in_tables(layouts, seen, &mut words);
    said::status_labels(layouts, seen, &mut words);
    labels(layouts, seen, &mut words);
    let tables = pooled(&seen.tables);
    let mut drafts: Vec<LayoutDraft<'_>> = Vec::new();
    for table in tables
        .iter()
        .filter(|table| looks_like_rows(layouts, table))
    {
        let columns = columns::guess(layouts, table, &mut words);
        let titles = |columns: &[ColumnDraft]| -> Vec<Vec<String>> {
            let titles = columns.iter().map(|column| column.headings.clone());
            titles.collect()
        };
        // The same table of another year.
        if !drafts
            .iter()
            .any(|known| titles(&known.columns) == titles(&columns))
        {
            let number = drafts.len() + 1;
            let name = if number == 1 {
                name.to_owned()
            } else {
                format!("{name}-{number}")
            };
            drafts.push(LayoutDraft {
                name,
                columns,
                groups: groups(layouts, table, &words),
                table,
            });
        }
    }
    let nothing = words.labels.is_empty() && words.lists.is_empty();
    if drafts.is_empty() && nothing && words.status_labels.is_empty() {
        return Ok(None);
    }
    let layout = written::layout_file(layouts, &drafts, &words);
    let own = Layouts::with_files([("new.toml", layout.as_str())])?;
    let case = written::case_file(&own, &drafts, &words);
    let layouts = drafts.into_iter().map(|draft| draft.name).collect();
    Ok(Some(Draft {
        layout,
        case,
        layouts,
    }))
}

/// The level of the goals that a table's bands name: the one whose label they begin with, else the only new one, else one
/// that says nothing of its place.
fn groups(layouts: &Layouts, table: &SeenTable, words: &Words) -> Option<String> {
    let first = table.bands.first()?;
    let known = layouts.goal_label(first).map(|label| label.niva.to_owned());
    let mut new = words.labels.values();
    let only = new.next().filter(|_| new.next().is_none());
    known
        .or_else(|| only.cloned())
        .or_else(|| Some(ANY_LEVEL.to_owned()))
}

/// Tables with the same column titles as one: many rows tell more.
fn pooled(tables: &[SeenTable]) -> Vec<SeenTable> {
    let mut pooled: Vec<SeenTable> = Vec::new();
    for table in tables {
        match pooled.iter_mut().find(|known| known.titles == table.titles) {
            Some(known) => {
                known.rows.extend(table.rows.iter().cloned());
                known.merged.extend(&table.merged);
                known.bands.extend(table.bands.iter().cloned());
            }
            None => pooled.push(table.clone()),
        }
    }
    pooled
}

fn looks_like_rows(layouts: &Layouts, table: &SeenTable) -> bool {
    layouts.may_be_rows(&table.titles, &|at| column(table, at))
}

/// The texts of a column.
fn column(table: &SeenTable, at: usize) -> Vec<String> {
    table
        .rows
        .iter()
        .filter_map(|row| row.get(at).cloned())
        .collect()
}

/// Labels that stand before several headings and that no file has as a goal's: `Inriktning: Trygga gator`, `Inriktning 2`.
fn labels(layouts: &Layouts, seen: &Seen, words: &mut Words) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for heading in &seen.headings {
        if layouts.goal_label(heading).is_some() {
            continue;
        }
        if let Some(label) = label(heading) {
            *times.entry(label.to_owned()).or_default() += 1;
        }
    }
    let several = times.into_iter().filter(|(_, times)| *times >= LABEL_TIMES);
    for (label, _) in several {
        let niva = key(&label);
        let known = is_known(layouts, &label) || words.status_labels.contains(&label);
        if !layouts.levels().any(|level| level.niva == niva) && !known {
            words.labels.insert(label, niva);
        }
    }
}

/// Whether a label tells something else than a goal already: a status, a section, a column, a row's text, the kind of
/// document, a part of the front page, a caption.
fn is_known(layouts: &Layouts, label: &str) -> bool {
    let row_text = |row: &RowLayout| layouts.companion(&row.name, label).is_some();
    use KindWords::{Alone, General, Headings, Title};
    let is_kind = |place: &KindWords| layouts.kind_is(*place, label).is_some();
    let cues = layouts.cues();
    layouts.status_label(label).is_some()
        || layouts.section_label(label)
        || layouts.is_heading(label)
        || layouts.is_other_heading(label)
        || layouts.rows().any(row_text)
        || [Alone, Headings, Title, General].iter().any(is_kind)
        || Cue::ALL.iter().any(|cue| cues.is(*cue, label))
}

/// The words before a colon or a number in a heading.
fn label(heading: &str) -> Option<&str> {
    let colon = heading.find(':');
    let number = heading.find(|c: char| c.is_ascii_digit());
    let (label, rest) = heading.split_at_checked(colon.or(number)?)?;
    let label = label.trim();
    let plain = label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let named = rest.chars().any(char::is_alphabetic);
    (named
        && plain
        && label.starts_with(char::is_uppercase)
        && label.split(' ').count() <= LABEL_WORDS)
        .then_some(label)
}
