//! What a table's rows hold: which columns are filled, which has the names.

use crate::block::{Line, RowKind, TableRow};
use crate::flow::tolerances::{NAME_COLUMNS, ROWS_THAT_TELL};

/// The text of a row's cells.
pub(super) fn text(row: &TableRow) -> String {
    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last line of a row in a column.
pub(super) fn last_line(row: &TableRow, column: usize) -> Option<&Line> {
    row.cells
        .iter()
        .filter(|cell| cell.column == column)
        .rfind(|cell| !cell.lines.is_empty())
        .and_then(|cell| cell.lines.last())
}

/// Whether the first letter or digit of a row is a small letter.
pub(super) fn begins_in_small_letter(row: &TableRow) -> bool {
    text(row)
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// The columns in which a row has text.
pub(super) fn filled(row: &TableRow) -> Vec<usize> {
    row.cells
        .iter()
        .filter(|cell| !cell.lines.is_empty())
        .map(|cell| cell.column)
        .collect()
}

/// How many of a table's body rows fill each column: kept up as pages add rows, so that no page's break walks them all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FilledColumns {
    rows: usize,
    /// The table's own number of columns; cells beyond them are counted too.
    columns: usize,
    filled: Vec<usize>,
}

impl FilledColumns {
    /// Counts a table's rows.
    pub(super) fn of(rows: &[TableRow], columns: usize) -> Self {
        let mut counts = Self {
            rows: 0,
            columns,
            filled: vec![0; columns],
        };
        for row in rows {
            counts.add(row);
        }
        counts
    }

    /// Counts one more row.
    pub(super) fn add(&mut self, row: &TableRow) {
        self.count(row, usize::saturating_add);
    }

    /// Counts a row no more: it changes.
    pub(super) fn remove(&mut self, row: &TableRow) {
        self.count(row, usize::saturating_sub);
    }

    fn count(&mut self, row: &TableRow, change: impl Fn(usize, usize) -> usize) {
        if row.kind != RowKind::Body {
            return;
        }
        self.rows = change(self.rows, 1);
        let mut columns = filled(row);
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            if column >= self.filled.len() {
                self.filled.resize(column + 1, 0);
            }
            self.filled[column] = change(self.filled[column], 1);
        }
    }

    /// The column with the names: the first one that most rows fill.
    pub(super) fn name(&self) -> usize {
        let mut columns = self.filled.iter().take(NAME_COLUMNS);
        columns
            .position(|filled| filled * 2 > self.rows)
            .unwrap_or(0)
    }

    /// The columns beside the names that all rows fill, but for one of them that fills these; none if too few rows tell.
    pub(super) fn filled_by_all_but(&self, row: &[usize]) -> Vec<usize> {
        let others = self.rows.saturating_sub(1);
        let name = self.name();
        let all = |column: &usize| {
            self.filled[*column] == others + usize::from(row.contains(column)) && *column != name
        };
        let columns = 0..self.columns;
        columns
            .filter(|column| others >= ROWS_THAT_TELL && all(column))
            .collect()
    }
}
