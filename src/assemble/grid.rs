//! The rows of a table as a grid in which each place has a cell or is covered by one.

use crate::block::{Drawn, Line, Mark, TableCell, TableRow};
use crate::output::Cell;

/// What joins the headings that stand above each other over a column.
const BETWEEN_HEADINGS: &str = " · ";

/// Which of a table's columns the output has: those in which text begins.
pub(super) struct Columns {
    kept: Vec<usize>,
}

impl Columns {
    /// Of a table of `width` columns.
    pub(super) fn with_text<'t>(width: usize, rows: impl Iterator<Item = &'t TableRow>) -> Self {
        let mut has_text = vec![false; width];
        for cell in rows.flat_map(|row| &row.cells).filter(|cell| says(cell)) {
            if let Some(has_text) = has_text.get_mut(cell.column) {
                *has_text = true;
            }
        }
        let kept = has_text.into_iter().enumerate();
        Self {
            kept: kept.filter_map(|(at, kept)| kept.then_some(at)).collect(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// The table's column that is the output's `index`.
    pub(super) fn of(&self, index: usize) -> Option<usize> {
        self.kept.get(index).copied()
    }

    /// The output's first column that is the table's column `at` or stands to its right.
    fn from(&self, at: usize) -> usize {
        self.kept.partition_point(|kept| *kept < at)
    }
}

fn says(cell: &TableCell) -> bool {
    cell.lines.iter().any(|line| !line.text.is_empty())
}

/// A place of the grid.
#[derive(Default)]
pub(super) struct Slot<'t> {
    pub(super) lines: Vec<&'t Line>,
    pub(super) marks: Vec<&'t Mark>,
    /// Marks of columns to the left that the output does not have.
    pub(super) strays: Vec<&'t Mark>,
    /// Columns and rows that it covers, at least 1.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Page and position of the side at which it is drawn to end, if that is in another row.
    drawn: Option<Drawn>,
    /// Row and column of the place that covers it, be it itself.
    owner: (usize, usize),
}

impl Slot<'_> {
    fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.lines.iter().all(|line| line.text.is_empty())
    }
}

/// Rows of a table.
pub(super) struct Grid<'t> {
    slots: Vec<Vec<Slot<'t>>>,
}

impl<'t> Grid<'t> {
    /// Places the cells of the rows, then lets them cover the empty places that they are drawn over.
    pub(super) fn new(columns: &Columns, rows: impl Iterator<Item = &'t TableRow>) -> Self {
        let rows: Vec<&TableRow> = rows.collect();
        let slots = rows
            .iter()
            .enumerate()
            .map(|(at, row)| slots(row, at, columns))
            .collect();
        let mut grid = Self { slots };
        for row in 0..grid.slots.len() {
            for column in 0..columns.len() {
                grid.spread(&rows, (row, column));
            }
        }
        grid
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.slots.len()
    }

    /// The cell that begins at the place; `None` if another one covers it.
    pub(super) fn slot(&self, row: usize, column: usize) -> Option<&Slot<'t>> {
        let slot = self.slots.get(row)?.get(column)?;
        (slot.owner == (row, column)).then_some(slot)
    }

    /// For each column the texts of its cells from top to bottom. `cells` are the cells that were made of this grid.
    pub(super) fn column_names(&self, cells: &[Vec<Option<Cell>>]) -> Vec<String> {
        let width = self.slots.first().map_or(0, Vec::len);
        let name = |column: usize| {
            let mut owners: Vec<(usize, usize)> = Vec::new();
            let slots = self.slots.iter().filter_map(|row| row.get(column));
            owners.extend(slots.map(|slot| slot.owner));
            owners.dedup();
            let cell = |(row, column): (usize, usize)| cells.get(row)?.get(column)?.as_ref();
            let texts = owners.into_iter().filter_map(cell);
            let texts = texts.map(|cell| cell.text.as_str());
            let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
            texts.join(BETWEEN_HEADINGS)
        };
        (0..width).map(name).collect()
    }

    /// Lets a cell cover the places that it is drawn over, as far as nothing stands there.
    fn spread(&mut self, rows: &[&TableRow], (row, column): (usize, usize)) {
        let own = (row, column);
        let Some(slot) = self.slots.get(row).and_then(|slots| slots.get(column)) else {
            return;
        };
        if slot.owner != own || slot.is_empty() {
            return;
        }
        let free = |slots: &[Vec<Slot<'_>>], row: usize, column: usize| {
            let slot = slots.get(row).and_then(|slots| slots.get(column));
            slot.is_some_and(|slot| slot.is_empty() && slot.owner == (row, column))
        };
        let wide = 1
            + (1..slot.columns)
                .take_while(|right| free(&self.slots, row, column + right))
                .count();
        let reaches = |below: &&TableRow| {
            slot.drawn
                .is_some_and(|drawn| below.places.iter().any(|place| drawn.covers(place)))
        };
        let below = rows.get(row + 1..).unwrap_or_default();
        let drawn = below.iter().take_while(|below| reaches(below)).count();
        let all_free = |down: &usize| {
            (column..column + wide).all(|column| free(&self.slots, row + down, column))
        };
        let high = 1 + (1..=drawn).take_while(all_free).count();
        for slots in self.slots.iter_mut().skip(row).take(high) {
            for covered in slots.iter_mut().skip(column).take(wide) {
                covered.owner = own;
            }
        }
        if let Some(slot) = self
            .slots
            .get_mut(row)
            .and_then(|slots| slots.get_mut(column))
        {
            (slot.columns, slot.rows) = (wide, high);
        }
    }
}

/// A row's places: a cell that begins in a column that the output does not have stands in the next one.
fn slots<'t>(row: &'t TableRow, at: usize, columns: &Columns) -> Vec<Slot<'t>> {
    let mut slots: Vec<Slot<'t>> = (0..columns.len())
        .map(|column| Slot {
            columns: 1,
            rows: 1,
            owner: (at, column),
            ..Slot::default()
        })
        .collect();
    for cell in &row.cells {
        let column = columns.from(cell.column);
        let end = columns.from(cell.column.saturating_add(cell.span.max(1)));
        let at_home = columns.of(column) == Some(cell.column);
        let last = slots.len().saturating_sub(1);
        let Some(slot) = slots.get_mut(column.min(last)) else {
            continue;
        };
        slot.lines.extend(&cell.lines);
        if at_home {
            slot.marks.extend(&cell.marks);
        } else {
            slot.strays.extend(&cell.marks);
        }
        if says(cell) {
            slot.columns = slot.columns.max(end.saturating_sub(column));
            slot.drawn = slot.drawn.or(cell.drawn);
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Place, RowKind};
    use crate::geometry::Rect;

    /// A row of cells at these columns with these spans, from `y` to ten points below it.
    fn row(y: f32, cells: &[(usize, usize)], bottom: Option<f32>) -> TableRow {
        let cell = |(column, span): &(usize, usize)| TableCell {
            column: *column,
            span: *span,
            lines: vec![Line::of("x")],
            drawn: bottom.map(|bottom| Drawn {
                place: Place::Page(1, Rect::new(0.0, y, 100.0, bottom)),
                lying: false,
            }),
            ..TableCell::default()
        };
        TableRow {
            kind: RowKind::Body,
            cells: cells.iter().map(cell).collect(),
            places: vec![Place::Page(1, Rect::new(0.0, y, 100.0, y + 10.0))],
        }
    }

    /// What each cell covers; nothing where another one does.
    fn spans(rows: &[TableRow], width: usize) -> Vec<Vec<Option<(usize, usize)>>> {
        let columns = Columns::with_text(width, rows.iter());
        let grid = Grid::new(&columns, rows.iter());
        let span = |row, column| grid.slot(row, column).map(|slot| (slot.columns, slot.rows));
        let places = |row| (0..columns.len()).map(|column| span(row, column)).collect();
        (0..grid.rows()).map(places).collect()
    }

    #[test]
    fn a_cell_covers_the_empty_places_that_it_is_drawn_over() {
        let rows = [
            row(0.0, &[(0, 1)], Some(20.0)),
            row(10.0, &[(1, 2)], None),
            row(20.0, &[(0, 1), (1, 1), (2, 1)], None),
        ];
        let one = Some((1, 1));
        let expected = [
            vec![Some((1, 2)), one, one],
            vec![None, Some((2, 1)), None],
            vec![one, one, one],
        ];
        assert_eq!(spans(&rows, 3), expected);
    }

    #[test]
    fn what_stands_in_the_way_is_not_covered() {
        let rows = [
            row(0.0, &[(0, 3), (2, 1)], Some(30.0)),
            row(10.0, &[(1, 1)], None),
        ];
        let one = Some((1, 1));
        let expected = [vec![Some((2, 1)), None, Some((1, 2))], vec![one, one, None]];
        assert_eq!(spans(&rows, 3), expected);
    }
}
