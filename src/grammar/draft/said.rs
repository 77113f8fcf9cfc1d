//! Words that stand in documents where a vocabulary is asked, and that none has: behind a status's label, and in cells of
//! tables that a layout claims.

use std::collections::BTreeMap;

use super::super::fold::key;
use super::super::status::STATUS_WORDS;
use super::super::{CellKind, Layouts};
use super::columns::are_words;
use super::{Seen, Words, column};

/// A status has no more characters: `Kommer inte att uppnås under året`.
const STATUS_CHARS: usize = 60;
/// A word of a vocabulary stands so often; a status of a word or two may stand once.
const WORD_TIMES: usize = 2;
/// A status that stands once has no more words: `Behöver åtgärd`.
const STATUS_WORDS_ONCE: usize = 3;

/// Texts behind a status's label that no vocabulary knows.
pub(super) fn behind_labels(layouts: &Layouts, seen: &Seen, words: &mut Words) {
    for text in &seen.statuses {
        add(words, STATUS_WORDS, text.trim().trim_end_matches('.'));
    }
    for line in seen.lines.iter().chain(&seen.headings) {
        let Some(text) = layouts.status_label(line).and_then(|at| line.get(at..)) else {
            continue;
        };
        let text = text.trim().trim_end_matches('.');
        let short = text.split(' ').count() <= STATUS_WORDS_ONCE;
        if short && layouts.labelled_status(text).is_none() {
            add(words, STATUS_WORDS, text);
        }
    }
}

/// Texts of rows in columns that hold words, and that the column's vocabularies do not have.
pub(super) fn in_rows(layouts: &Layouts, seen: &Seen, words: &mut Words) {
    let mut times: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (column, text) in &seen.values {
        *times.entry((column, text.trim())).or_default() += 1;
    }
    for ((column, text), times) in times {
        let Some(list) = list_of(layouts, column) else {
            continue;
        };
        let short = list == STATUS_WORDS && text.split(' ').count() <= STATUS_WORDS_ONCE;
        if times >= WORD_TIMES || short {
            add(words, list, text);
        }
    }
}

/// The vocabulary that a column of this key asks: the one of its own name before others.
fn list_of<'l>(layouts: &'l Layouts, column: &str) -> Option<&'l str> {
    let columns = layouts.rows.values().flat_map(|layout| &layout.columns);
    let own = columns.filter(|own| own.key.as_deref() == Some(column));
    let lists = own
        .flat_map(|own| &own.kinds)
        .filter_map(|kind| match kind {
            CellKind::Ord(list) => Some(list.as_str()),
            _ => None,
        });
    let lists: Vec<&str> = lists.collect();
    let named = lists.iter().find(|list| **list == column);
    named.or(lists.first()).copied()
}

/// Words of columns that are headed by a status's label, in tables that no layout claims: the statuses are the same elsewhere.
pub(super) fn in_tables(layouts: &Layouts, seen: &Seen, words: &mut Words) {
    for table in &seen.tables {
        for (at, title) in table.titles.iter().enumerate() {
            let texts = column(table, at);
            if layouts.status_label(title) != Some(title.len()) || !are_words(&texts) {
                continue;
            }
            let new = texts
                .iter()
                .filter(|text| layouts.labelled_status(text).is_none());
            new.for_each(|text| add(words, STATUS_WORDS, text.trim()));
        }
    }
}

/// Labels before statuses that no file has, by the words behind them: `Samlad bedömning: Delvis`.
pub(super) fn status_labels(layouts: &Layouts, seen: &Seen, words: &mut Words) {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in seen.lines.iter().chain(&seen.headings) {
        let Some((label, text)) = line.split_once(':') else {
            continue;
        };
        if super::label(line) == Some(label.trim()) && !super::is_known(layouts, label.trim()) {
            found.entry(label.trim()).or_default().push(text.trim());
        }
    }
    for (label, texts) in found {
        let known = |text: &&&str| {
            let mut own = words
                .lists
                .get(STATUS_WORDS)
                .into_iter()
                .flat_map(|list| list.values());
            layouts.labelled_status(text).is_some() || own.any(|texts| texts.contains(**text))
        };
        // Goals have titles behind their labels.
        if texts.len() >= WORD_TIMES && texts.iter().filter(known).count() * 2 > texts.len() {
            words.status_labels.insert(label.to_owned());
        }
    }
}

fn add(words: &mut Words, list: &str, text: &str) {
    let word = key(text);
    if !text.is_empty() && text.chars().count() <= STATUS_CHARS && !word.is_empty() {
        let list = words.lists.entry(list.to_owned()).or_default();
        list.entry(word).or_default().insert(text.to_owned());
    }
}
