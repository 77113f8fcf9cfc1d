//! The columns of a table that a layout claims.

use super::rows::is_single;
use crate::block::{Line, TableCell, TableRow};
use crate::grammar::{ColumnMatch, HeaderMatch};

/// A layout and which of its columns each column of the table is.
#[derive(Debug, Clone)]
pub(super) struct Columns<'a> {
    pub(super) header: HeaderMatch<'a>,
    /// Keys of the columns that hold values, in the order of the layout, unknown ones last; with the table's column.
    pub(super) keys: Vec<(String, usize)>,
    /// Letters of the heading row, to know it again.
    pub(super) letters: Vec<String>,
    /// The looks that no name of a row has: a name of such a look, with nothing beside it, groups the rows below.
    set_apart: Vec<Look>,
}

/// Whether a line is set in a way.
type Look = fn(&Line) -> bool;

/// Names of groups are bold, or italic.
const LOOKS: [Look; 2] = [|line| line.style.bold, |line| line.style.italic];

impl<'a> Columns<'a> {
    pub(super) fn new(header: HeaderMatch<'a>, texts: &[String]) -> Self {
        let mut known: Vec<(usize, String, usize)> = Vec::new();
        let mut unknown: Vec<(String, usize)> = Vec::new();
        for (at, column) in header.columns.iter().enumerate() {
            match column {
                ColumnMatch::Known(..) | ColumnMatch::Unknown(_) if of_goals(&header, at) => {}
                ColumnMatch::Known(key, order) => known.push((*order, key.clone(), at)),
                ColumnMatch::Unknown(key) => unknown.push((key.clone(), at)),
                ColumnMatch::Name | ColumnMatch::Unlabelled => {}
            }
        }
        // Columns of years keep the document's order: target and outcome of each year side by side.
        let yearly = known.iter().filter(|(_, key, _)| is_yearly(key));
        let first_yearly = yearly.map(|(order, ..)| *order).min();
        known.sort_by_key(|(order, key, at)| {
            let order = first_yearly.filter(|_| is_yearly(key)).unwrap_or(*order);
            (order, *at)
        });
        let mut keys: Vec<(String, usize)> = Vec::new();
        let all = known.into_iter().map(|(_, key, at)| (key, at));
        for (key, at) in all.chain(unknown) {
            // Two headings can give the same key; neither column may hide the other.
            let taken = keys.iter().filter(|(other, _)| *other == key).count();
            let key = if taken == 0 {
                key
            } else {
                format!("{key}_{}", taken + 1)
            };
            keys.push((key, at));
        }
        let letters = texts.iter().map(|t| super::lines::letters_of(t)).collect();
        Self {
            header,
            keys,
            letters,
            set_apart: Vec::new(),
        }
    }

    /// Whether a column says something of the goals and not of the rows.
    pub(super) fn is_goals(&self, at: usize) -> bool {
        of_goals(&self.header, at)
    }

    /// Whether a table has as many columns.
    pub(super) fn fit(&self, width: usize) -> bool {
        self.header.columns.len() == width
    }

    pub(super) fn column(&self, at: usize) -> &ColumnMatch {
        self.header
            .columns
            .get(at)
            .unwrap_or(&ColumnMatch::Unlabelled)
    }

    pub(super) fn key(&self, at: usize) -> Option<&str> {
        let found = self.keys.iter().find(|(_, column)| *column == at);
        found.map(|(key, _)| key.as_str())
    }

    /// Looks at the rows: how the names of those that have values are not set.
    pub(super) fn look_at_names<'t>(&mut self, rows: impl Iterator<Item = &'t TableRow>) {
        let valued: Vec<&TableRow> = rows.filter(|row| !is_single(row)).collect();
        let is_no_names = |look: &Look| !valued.iter().any(|row| self.is_name_set(row, *look));
        let looks = LOOKS.into_iter().filter(is_no_names);
        self.set_apart = looks.filter(|_| !valued.is_empty()).collect();
    }

    /// Whether a row is nothing but a name, set as no name of a row with values is.
    pub(super) fn is_group_name(&self, row: &TableRow) -> bool {
        let mut looks = self.set_apart.iter();
        is_single(row) && looks.any(|look| self.is_name_set(row, *look))
    }

    /// Whether all that stands in the name's column of a row has a look.
    fn is_name_set(&self, row: &TableRow, look: Look) -> bool {
        let names = row.cells.iter();
        let names = names.filter(|cell| *self.column(self.of(cell)) == ColumnMatch::Name);
        let mut lines = names.flat_map(|cell| &cell.lines).peekable();
        lines.peek().is_some() && lines.all(look)
    }

    /// The column that a cell belongs to: the first one with a heading that it covers.
    pub(super) fn of(&self, cell: &TableCell) -> usize {
        let end = cell.column.saturating_add(cell.span.max(1));
        (cell.column..end.min(self.header.columns.len()))
            .find(|&at| *self.column(at) != ColumnMatch::Unlabelled)
            .unwrap_or(cell.column)
    }
}

/// Whether a column's key names its year: `utfall_2021`.
fn is_yearly(key: &str) -> bool {
    let year = key.rsplit('_').next().unwrap_or_default();
    year.len() == 4 && year.bytes().all(|c| c.is_ascii_digit())
}

fn of_goals(header: &HeaderMatch<'_>, at: usize) -> bool {
    header.goal == Some(at) || header.goal_status == Some(at)
}
