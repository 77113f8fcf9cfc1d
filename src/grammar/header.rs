//! Column titles: which layout a table has, and runs of column titles in plain text.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{Beginning, Folded, first_letter, key, letters, letters_within};
use super::nearly::nearly;
use super::pattern::Pattern;
use super::{Column, ColumnMatch, HeaderMatch, LayoutForm, RowLayout};

/// In a column's key: the year of its column title.
pub(crate) const YEAR: &str = "{ar}";

/// A longer line is no header row.
const MAX_HEADER_CHARS: usize = 400;

/// The column whose column title these letters are, and its key: the pattern with the fewest placeholders says most.
///
/// A column is taken once, one whose key names the year once for each year.
fn column_of(columns: &[Column], folded: &str, taken: &BTreeSet<Taken>) -> Option<Taken> {
    columns
        .iter()
        .enumerate()
        .flat_map(|(index, column)| {
            column
                .patterns
                .iter()
                .map(move |pattern| (index, column, pattern))
        })
        .filter_map(|(index, column, pattern)| {
            let captures = pattern.matches(folded)?;
            let key = match (&column.key, captures.year) {
                (Some(key), Some(year)) => Some(key.replace(YEAR, &year.to_string())),
                (key, _) => key.clone(),
            };
            Some((pattern.placeholders(), (index, key)))
        })
        .filter(|(_, found)| !taken.contains(found))
        .min()
        .map(|(_, found)| found)
}

/// A column's index and its key.
type Taken = (usize, Option<String>);

/// The first bytes of some texts: most patterns begin otherwise than any of a header's cells.
#[derive(Clone, Copy)]
struct FirstBytes([u128; 2]);

impl FirstBytes {
    fn of(texts: &[String]) -> Self {
        let mut bytes = [0; 2];
        for byte in texts.iter().filter_map(|text| text.as_bytes().first()) {
            bytes[usize::from(byte >> 7)] |= 1 << (byte & 127);
        }
        Self(bytes)
    }

    /// Whether the pattern may match one of the texts.
    fn may_have(self, pattern: &Pattern) -> bool {
        let first = pattern.first_byte();
        first.is_none_or(|byte| self.0[usize::from(byte >> 7)] >> (byte & 127) & 1 == 1)
    }
}

/// How a header fits one layout: its columns and how many of them, the name aside, are known.
fn fit(
    layout: &RowLayout,
    cells: &[String],
    folded: &[String],
    begins: FirstBytes,
    bare: bool,
) -> Option<(Vec<ColumnMatch>, usize)> {
    // Without the name's column title nothing else counts, and most tables have none.
    let mut names = layout.columns.iter().filter(|column| column.key.is_none());
    let heads = |column: &Column| {
        let mut patterns = column.patterns.iter();
        bare && column.bare
            || patterns.any(|pattern| {
                begins.may_have(pattern)
                    && folded.iter().any(|text| pattern.matches(text).is_some())
            })
    };
    let named = names.clone().count();
    if !names.all(heads) {
        return None;
    }
    let mut taken: BTreeSet<Taken> = BTreeSet::new();
    let mut found: Vec<Option<ColumnMatch>> = Vec::with_capacity(cells.len());
    for text in folded {
        if text.is_empty() {
            // The name's own column, if it has no heading, is the first such one.
            let mut columns = layout.columns.iter();
            let name = columns
                .position(|column| bare && column.bare)
                .map(|index| (index, None));
            found.push(Some(match name {
                Some(name) if taken.insert(name.clone()) => ColumnMatch::Name,
                _ => ColumnMatch::Unlabelled,
            }));
            continue;
        }
        let column = column_of(&layout.columns, text, &taken);
        found.push(column.map(|(index, key)| {
            taken.insert((index, key.clone()));
            key.map_or(ColumnMatch::Name, |key| ColumnMatch::Known(key, index))
        }));
    }
    let names = found
        .iter()
        .filter(|column| **column == Some(ColumnMatch::Name));
    let complete_name = names.count() == named;
    let complete = layout
        .columns
        .iter()
        .enumerate()
        .all(|(index, column)| !column.required || taken.iter().any(|(at, _)| *at == index));
    // A name alone says too little: `Aktivitet` heads many a table.
    let known = taken.len().saturating_sub(named);
    if !complete_name || !complete || known == 0 {
        return None;
    }
    // Keys of unknown columns never equal another column's.
    let mut keys: BTreeSet<String> = layout
        .columns
        .iter()
        .filter_map(|column| column.key.clone())
        .chain(taken.into_iter().filter_map(|(_, key)| key))
        .collect();
    let columns = found
        .into_iter()
        .zip(cells)
        .map(|(column, title)| {
            column.unwrap_or_else(|| ColumnMatch::Unknown(unique(&mut keys, &key(title))))
        })
        .collect();
    Some((columns, known))
}

fn unique(keys: &mut BTreeSet<String>, key: &str) -> String {
    let mut own = key.to_owned();
    let mut number = 2u32;
    while !keys.insert(own.clone()) {
        own = format!("{key}_{number}");
        number = number.saturating_add(1);
    }
    own
}

/// Whether a layout with these columns may be a table's.
pub(crate) type Accept<'f> = &'f dyn Fn(&RowLayout, &[ColumnMatch]) -> bool;

/// The layout that knows most of a header's columns; of two, the one that lacks fewer, then the first by name. `bare` lets
/// names stand under no heading.
pub(crate) fn header<'a>(
    rows: impl Iterator<Item = &'a RowLayout>,
    not_rows: &[Pattern],
    cells: &[String],
    bare: bool,
    accept: Accept<'_>,
) -> Option<HeaderMatch<'a>> {
    let folded: Vec<String> = cells.iter().map(|cell| letters(cell)).collect();
    let foreign = |text: &String| {
        not_rows
            .iter()
            .any(|pattern| pattern.matches(text).is_some())
    };
    if folded.iter().any(foreign) {
        return None;
    }
    let begins = FirstBytes::of(&folded);
    let mut best: Option<(HeaderMatch<'a>, (usize, std::cmp::Reverse<usize>))> = None;
    for layout in rows {
        let fitting = fit(layout, cells, &folded, begins, bare);
        let Some((columns, known)) = fitting.filter(|(columns, _)| accept(layout, columns)) else {
            continue;
        };
        let rank = (known, std::cmp::Reverse(layout.columns.len()));
        if best.as_ref().is_some_and(|(_, highest)| rank <= *highest) {
            continue;
        }
        let goal = columns_of_goals(layout, &columns);
        let found = HeaderMatch {
            layout: &layout.name,
            sort: layout.sort,
            niva: layout.niva.as_deref(),
            columns,
            group_rows: !layout.group_rows.is_empty(),
            group_levels: &layout.group_rows,
            goal_niva: layout.goal_niva(),
            heading_niva: layout.heading_niva.as_deref(),
            goal,
            goal_status: None,
        };
        best = Some((found, rank));
    }
    best.map(|(found, _)| found)
}

/// The layouts whose rows stand below column titles.
pub(crate) fn tables(rows: &BTreeMap<String, RowLayout>) -> impl Iterator<Item = &RowLayout> {
    let layouts = rows.values();
    layouts.filter(|layout| layout.form == LayoutForm::Tabell)
}

/// Where no cells are known, only layouts count that need none.
pub(crate) fn unproved(layout: &RowLayout, _: &[ColumnMatch]) -> bool {
    !layout.columns.iter().any(|column| column.proved)
}

/// The column that names the goals of the rows.
fn columns_of_goals(layout: &RowLayout, columns: &[ColumnMatch]) -> Option<usize> {
    let names_goal = |column: &ColumnMatch| match column {
        ColumnMatch::Known(_, index) => {
            layout.columns.get(*index).is_some_and(|column| column.goal)
        }
        _ => false,
    };
    columns.iter().position(names_goal)
}

/// See [`super::Layouts::nearly_title`].
pub(crate) fn nearly_title(
    rows: &BTreeMap<String, RowLayout>,
    line: &[String],
    at: usize,
) -> Option<String> {
    let folded: Vec<String> = line.iter().map(|text| letters(text)).collect();
    let own = folded.get(at)?;
    let mut known: BTreeSet<String> = BTreeSet::new();
    for layout in tables(rows) {
        let is = |column: &Column, text: &String| {
            let mut patterns = column.patterns.iter();
            patterns.any(|pattern| pattern.matches(text).is_some())
        };
        if layout.columns.iter().any(|column| is(column, own)) {
            return None;
        }
        for (index, column) in layout.columns.iter().enumerate() {
            let beside = layout.columns.iter().enumerate().any(|(other, column)| {
                let mut texts = folded.iter().enumerate();
                other != index && texts.any(|(place, text)| place != at && is(column, text))
            });
            let whole = column.patterns.iter();
            let whole = whole.filter(|pattern| beside && pattern.placeholders() == 0);
            known.extend(whole.map(Pattern::normal));
        }
    }
    nearly(line.get(at)?, known.iter().map(String::as_str))
}

/// Splits a line of column titles: at tabs and wide gaps, and where a layout's column titles meet.
pub(crate) fn split(
    rows: &BTreeMap<String, RowLayout>,
    not_rows: &[Pattern],
    text: &str,
) -> Option<Vec<String>> {
    if text.chars().count() > MAX_HEADER_CHARS {
        return None;
    }
    let gapped: Vec<&str> = text
        .split('\t')
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut best: Option<Vec<String>> = None;
    for layout in tables(rows) {
        // Whole line first: a wide gap may also stand within a column title that is justified.
        for parts in [vec![text], gapped.clone()] {
            let Some(cells) = split_parts(layout, &parts) else {
                continue;
            };
            if header(tables(rows), not_rows, &cells, false, &unproved).is_none() {
                continue;
            }
            if best.as_ref().is_none_or(|old| cells.len() > old.len()) {
                best = Some(cells);
            }
        }
    }
    best
}

fn split_parts(layout: &RowLayout, parts: &[&str]) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    for part in parts {
        match split_run(layout, part) {
            Some(found) => cells.extend(found),
            // What a gap sets apart may be a column title of its own that the layout does not know.
            None if parts.len() > 1 => cells.push((*part).to_owned()),
            None => return None,
        }
    }
    Some(cells)
}

/// Splits a run of column titles that stand one space apart: the longest column title first, to the end of the run.
fn split_run(layout: &RowLayout, text: &str) -> Option<Vec<String>> {
    let folded = Folded::new(text);
    let all = folded.as_str();
    if all.is_empty() {
        return None;
    }
    // Depth first over the letters; a place that led nowhere is not tried again.
    let mut dead = BTreeSet::new();
    let mut path: Vec<usize> = Vec::new();
    let mut open: Vec<Vec<usize>> = vec![ends(layout, all, 0)];
    while let Some(choices) = open.last_mut() {
        let Some(end) = choices.pop() else {
            open.pop();
            if let Some(at) = path.pop() {
                dead.insert(at);
            }
            continue;
        };
        if end == all.len() {
            path.push(end);
            return cut(text, &folded, &path);
        }
        if dead.contains(&end) {
            continue;
        }
        path.push(end);
        open.push(ends(layout, all, end));
    }
    None
}

/// Where a column title that begins at the byte `from` may end, ascending.
fn ends(layout: &RowLayout, folded: &str, from: usize) -> Vec<usize> {
    let Some(rest) = folded.get(from..) else {
        return Vec::new();
    };
    let found: BTreeSet<usize> = layout
        .columns
        .iter()
        .flat_map(|column| &column.patterns)
        .flat_map(|pattern| pattern.prefixes(rest))
        .map(|(length, _)| from.saturating_add(length))
        .filter(|&end| end > from)
        .collect();
    found.into_iter().collect()
}

fn cut(text: &str, folded: &Folded, ends: &[usize]) -> Option<Vec<String>> {
    let mut from = 0;
    let mut cells = Vec::new();
    for (index, end) in ends.iter().enumerate() {
        let to = if index + 1 == ends.len() {
            text.len()
        } else {
            // A closing parenthesis or a full stop belongs to the column title before it.
            let letters_end = folded.source_end(*end)?;
            let rest = text.get(letters_end..)?;
            let next = rest.find(|c: char| c.is_whitespace() || c.is_alphanumeric() || c == '(');
            letters_end + next.unwrap_or(rest.len())
        };
        cells.push(text.get(from..to)?.trim().to_owned());
        from = to;
    }
    Some(cells)
}

/// Column titles among which texts are looked up. Nearly every text is none: its first letters tell, or its length.
#[derive(Debug, Clone)]
pub(crate) struct ColumnTitles {
    patterns: Vec<Pattern>,
    /// What they begin with, first letters ascending; `None` if one begins with anything.
    beginnings: Option<Vec<Beginning>>,
    /// Bytes of the longest one's letters.
    longest: usize,
}

impl ColumnTitles {
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> Self {
        let mut patterns: Vec<(String, &Pattern)> = patterns
            .map(|pattern| (pattern.normal(), pattern))
            .collect();
        patterns.sort_by(|(one, _), (other, _)| one.cmp(other));
        patterns.dedup_by(|(one, _), (other, _)| one == other);
        let patterns: Vec<Pattern> = patterns
            .into_iter()
            .map(|(_, pattern)| pattern.clone())
            .collect();
        // The patterns ascend, and so do their first letters.
        let beginnings = patterns.iter().map(Pattern::beginning);
        let longest = patterns
            .iter()
            .map(|pattern| pattern.length().unwrap_or(usize::MAX))
            .max();
        Self {
            beginnings: beginnings.collect(),
            longest: longest.unwrap_or(0),
            patterns,
        }
    }

    /// Whether a text that begins so may be one; any may that has no letters yet.
    pub(crate) fn may_begin(&self, begin: Beginning) -> bool {
        let Some(known) = self.beginnings.as_ref().filter(|_| !begin.is_empty()) else {
            return true;
        };
        let from = known.partition_point(|one| one.first() < begin.first());
        let level = known.get(from..).unwrap_or_default().iter();
        let mut level = level.take_while(|one| one.first() == begin.first());
        level.any(|one| one.fits(begin))
    }

    /// Whether the whole text is one.
    pub(crate) fn has(&self, text: &str) -> bool {
        let begin = Beginning::of(text);
        if begin.is_empty() || !self.may_begin(begin) {
            return false;
        }
        let folded = letters_within(text, self.longest);
        let is = |folded: String| {
            let mut patterns = self.patterns.iter();
            patterns.any(|pattern| pattern.matches(&folded).is_some())
        };
        folded.is_some_and(is)
    }
}

/// Whether the whole text is the beginning of any layout's column title, or all of it.
pub(crate) fn begins_title(rows: &BTreeMap<String, RowLayout>, text: &str) -> bool {
    let Some(first) = first_letter(text) else {
        return false;
    };
    let folded = letters(text);
    tables(rows)
        .flat_map(|layout| &layout.columns)
        .filter(|column| !column.proved)
        .flat_map(|column| &column.patterns)
        .filter(|pattern| pattern.may_begin(first))
        .any(|pattern| pattern.begins_with(&folded))
}
