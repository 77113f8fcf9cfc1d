//! Which layout a table has whose cells are known, and which a sheet of labels and values.

use super::fold::letters;
use super::{
    Column, ColumnMatch, HeaderMatch, LayoutForm, Layouts, RowLayout, RowSort, cell, header,
};

impl Layouts {
    /// The same where the table's body is known: also layouts that cells have to prove, and names that stand under no
    /// heading if `bare` allows it. `body` gives the texts of a column's cells.
    #[must_use]
    pub fn table<'a>(
        &'a self,
        cells: &[String],
        bare: bool,
        body: &dyn Fn(usize) -> Vec<String>,
    ) -> Option<HeaderMatch<'a>> {
        let mut layouts = header::tables(&self.rows);
        let bare = bare && layouts.any(|layout| layout.columns.iter().any(|column| column.bare));
        let named = cells.iter().any(|cell| self.name_titles.has(cell));
        let proved =
            |layout: &RowLayout, columns: &[ColumnMatch]| self.is_proved(layout, columns, body);
        (named || bare).then(|| {
            let rows = header::tables(&self.rows);
            let found = header::header(rows, &self.not_rows, cells, bare, &proved)?;
            // `Nämndmål | Aktivitet | Status`: the rows are what the other name says, below their goals.
            let mut named = found.columns.iter().zip(cells);
            let other = matches!(found.sort, RowSort::Mal)
                && named.any(|(column, title)| {
                    matches!(column, ColumnMatch::Unknown(_)) && self.name_titles.has(title)
                });
            let below = || {
                let rows = header::tables(&self.rows);
                let rows = rows.filter(|layout| !matches!(layout.sort, RowSort::Mal));
                let found = header::header(rows, &self.not_rows, cells, bare, &proved)?;
                let found = self.with_goal_column(found, cells, body);
                found.goal.is_some().then_some(found)
            };
            let below = if other { below() } else { None };
            below.or_else(|| Some(self.with_goal_column(found, cells, body)))
        })?
    }

    /// Whether any layout is one of sheets: cheap to ask first.
    #[must_use]
    pub fn has_sheets(&self) -> bool {
        let mut layouts = self.rows.values();
        layouts.any(|layout| layout.form == LayoutForm::Blad)
    }

    /// Whether a text is a label of a sheet.
    #[must_use]
    pub fn is_sheet_label(&self, text: &str) -> bool {
        self.is_label_of_sheet(text, |_| true)
    }

    /// Whether a text is the label of the name of a sheet's row.
    #[must_use]
    pub fn names_sheet(&self, text: &str) -> bool {
        self.is_label_of_sheet(text, |column| column.key.is_none() && !column.goal)
    }

    fn is_label_of_sheet(&self, text: &str, of: impl Fn(&Column) -> bool) -> bool {
        let folded = letters(text);
        let sheets = self.rows.values();
        let mut columns = sheets
            .filter(|layout| layout.form == LayoutForm::Blad)
            .flat_map(|layout| &layout.columns)
            .filter(|column| of(column));
        columns.any(|column| {
            let mut patterns = column.patterns.iter();
            patterns.any(|pattern| pattern.matches(&folded).is_some())
        })
    }

    /// The layout of a sheet with these labels, each with its value beside it: all of them are one row.
    #[must_use]
    pub fn sheet<'a>(&'a self, labels: &[String]) -> Option<HeaderMatch<'a>> {
        let sheets = self.rows.values();
        let mut sheets = sheets
            .filter(|layout| layout.form == LayoutForm::Blad)
            .peekable();
        sheets.peek()?;
        header::header(sheets, &self.not_rows, labels, false, &header::unproved)
    }

    /// Whether at least half of the cells that have to prove a layout hold what they should: empty ones say nothing.
    fn is_proved(
        &self,
        layout: &RowLayout,
        columns: &[ColumnMatch],
        body: &dyn Fn(usize) -> Vec<String>,
    ) -> bool {
        let (mut held, mut all) = (0, 0);
        for (at, found) in columns.iter().enumerate() {
            let ColumnMatch::Known(_, index) = found else {
                continue;
            };
            let column = layout.columns.get(*index).filter(|column| column.proved);
            let Some(kind) = column.and_then(|column| column.kinds.first()) else {
                continue;
            };
            for text in body(at) {
                let text = cell::plain(&text).text;
                if !text.is_empty() && !cell::is_dash(&text) {
                    all += 1;
                    let kinds = std::slice::from_ref(kind);
                    held += usize::from(cell::read(kinds, &self.words, &text).is_some());
                }
            }
        }
        let asked = layout.columns.iter().any(|column| column.proved);
        !asked || held * 2 >= all && held > 0
    }
}
