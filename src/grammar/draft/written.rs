//! A draft as TOML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::cases::{column_key, said};
use super::super::status::STATUS_WORDS;
use super::super::{ColumnMatch, Layouts};
use super::columns::{ColumnDraft, Role};
use super::{LayoutDraft, SeenTable, Words, column};

/// Rows that a case shows.
const ROWS: usize = 3;

/// The layout file. Writing to a string does not fail.
pub(super) fn layout_file(layouts: &Layouts, drafts: &[LayoutDraft<'_>], words: &Words) -> String {
    let mut text = String::from(
        "# Begun by `namnd layouts new` from what stands in documents. Look at each guess: what the rows are (`ger`), which column\n\
         # is the name, what cells hold (`innehall`), the words' names. grammars/README.md tells what may stand here.\n\
         schema = 1\n",
    );
    if !words.status_labels.is_empty() {
        let labels: Vec<String> = words
            .status_labels
            .iter()
            .map(|label| quoted(label))
            .collect();
        let _ = writeln!(text, "statusetiketter = [{}]", labels.join(", "));
    }
    for (label, niva) in &words.labels {
        let _ = write!(
            text,
            "\n[[malrubrik]]\nniva = {}\ndjup = 3\netiketter = [{}]\n",
            quoted(niva),
            quoted(label)
        );
    }
    for draft in drafts {
        let (ger, niva) = draft.sort();
        let _ = write!(
            text,
            "\n[[layout]]\nnamn = {}\nger = \"{ger}\"\n",
            quoted(&draft.name)
        );
        if let Some(niva) = niva {
            let _ = writeln!(text, "niva = {}", quoted(niva));
        }
        if let Some(niva) = &draft.groups {
            let _ = writeln!(text, "grupprader = {}", quoted(niva));
        }
        // Without the column that tells its rows the layout would claim too much.
        let value = |column: &ColumnDraft| column.role == Role::Value;
        let telling = |column: &ColumnDraft| {
            value(column) && column.kinds.first().is_some_and(|kind| kind != "text")
        };
        // New words of a column may be anything, people's titles too.
        let surely = |column: &ColumnDraft| telling(column) && !column.new_words;
        let required = draft.columns.iter().position(surely);
        let required = required.or_else(|| draft.columns.iter().position(telling));
        let required = required.or_else(|| draft.columns.iter().position(value));
        for (at, column) in draft.columns.iter().enumerate() {
            let role = match column.role {
                Role::Name => "roll = \"namn\"".to_owned(),
                Role::Goal(_) => "roll = \"mal\"".to_owned(),
                Role::Value => format!("nyckel = {}", quoted(&column.key)),
            };
            let headings: Vec<String> = column
                .headings
                .iter()
                .map(|heading| quoted(heading))
                .collect();
            let _ = write!(
                text,
                "\n  [[layout.kolumn]]\n  {role}\n  rubriker = [{}]\n",
                headings.join(", ")
            );
            if column.role == Role::Value {
                let kinds: Vec<String> = column.kinds.iter().map(|kind| quoted(kind)).collect();
                let _ = writeln!(text, "  innehall = [{}]", kinds.join(", "));
                if required == Some(at) {
                    text.push_str("  krav = true\n");
                }
            }
        }
    }
    statuses(&mut text, layouts, words);
    for (list, words) in &words.lists {
        let _ = writeln!(text, "\n[ordlista.{list}]");
        for (word, texts) in words {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            let _ = writeln!(text, "{word} = [{}]", texts.join(", "));
        }
    }
    text
}

/// How far a goal was met that has one of the new statuses, as far as the words say it.
fn statuses(text: &mut String, layouts: &Layouts, words: &Words) {
    let list = words.lists.get(STATUS_WORDS);
    let texts = list.into_iter().flat_map(|list| list.values()).flatten();
    let new = texts.filter(|text| layouts.status(text).is_none());
    let mut met: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for status in new {
        met.entry(how_far(status)).or_default().push(quoted(status));
    }
    if !met.is_empty() {
        text.push_str("\n# How far a goal is met (`varde`): move each to `helt`, `delvis` or `inte`; `annan` says nothing of it.\n[status]\n");
    }
    for (how, texts) in met {
        let _ = writeln!(text, "{how} = [{}]", texts.join(", "));
    }
}

/// What the words of a status say of how far a goal was met; `annan` where they say nothing.
fn how_far(status: &str) -> &'static str {
    let small = status.to_lowercase();
    let mut words = small.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    if first == "delvis" || rest.contains(&"delvis") {
        "delvis"
    } else if matches!(first, "ej" | "inte" | "icke") {
        "inte"
    } else {
        "annan"
    }
}

/// The case file: a table for each layout with what the layouts make of its first rows, a line for each label.
pub(super) fn case_file(layouts: &Layouts, drafts: &[LayoutDraft<'_>], words: &Words) -> String {
    let mut text = String::from(
        "# What the layouts make of rows that stand in the documents: read it, and correct it where it is wrong.\n",
    );
    for draft in drafts {
        table_case(&mut text, layouts, draft.table);
    }
    for (label, niva) in &words.labels {
        let line = format!("{label}: Titel");
        let _ = write!(
            text,
            "\n[[malrubrik]]\ntext = {}\nniva = {}\ntitel = \"Titel\"\n",
            quoted(&line),
            quoted(niva)
        );
    }
    text
}

fn table_case(text: &mut String, layouts: &Layouts, table: &SeenTable) {
    let rows: Vec<&Vec<String>> = table.rows.iter().take(ROWS).collect();
    let shown = SeenTable {
        rows: rows.iter().map(|row| (*row).clone()).collect(),
        ..table.clone()
    };
    let list = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        texts.join(", ")
    };
    let _ = writeln!(text, "\n[[tabell]]\nhuvud = [{}]", list(&table.titles));
    let Some(found) = layouts.table(&table.titles, true, &|at| column(&shown, at)) else {
        return;
    };
    let keys: Vec<String> = found
        .columns
        .iter()
        .map(|column| column_key(column).to_owned())
        .collect();
    let _ = writeln!(
        text,
        "layout = {}\nkolumner = [{}]",
        quoted(found.layout),
        list(&keys)
    );
    for row in rows {
        let _ = writeln!(text, "\n  [[tabell.rad]]\n  celler = [{}]", list(row));
        let mut unknown = BTreeSet::new();
        for (column, cell) in found.columns.iter().zip(row) {
            let valued = matches!(column, ColumnMatch::Known(..) | ColumnMatch::Unknown(_));
            if cell.is_empty() || !valued {
                continue;
            }
            let (value, told) = layouts.cell(found.layout, column, cell);
            let entries: Vec<String> = said(&value)
                .iter()
                .filter_map(|(key, value)| Some(format!("{key} = {}", inline(value)?)))
                .collect();
            let key = column_key(column);
            let entries = if entries.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", entries.join(", "))
            };
            let _ = writeln!(text, "  ger.{key} = {entries}");
            if told.is_some() {
                unknown.insert(key.to_owned());
            }
        }
        if !unknown.is_empty() {
            let unknown: Vec<String> = unknown.into_iter().collect();
            let _ = writeln!(text, "  okand = [{}]", list(&unknown));
        }
    }
}

/// A text as TOML writes it: as JSON does, which leaves only one control character as it is.
fn quoted(text: &str) -> String {
    let text = serde_json::Value::String(text.to_owned()).to_string();
    text.replace('\u{7f}', "\\u007F")
}

/// A value as TOML writes it in one line; nothing for what is not known.
fn inline(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(quoted(text)),
        serde_json::Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .filter_map(|(key, value)| Some(format!("{key} = {}", inline(value)?)))
                .collect();
            Some(format!("{{ {} }}", entries.join(", ")))
        }
        serde_json::Value::Array(list) if list.is_empty() => None,
        other => Some(other.to_string()),
    }
}
