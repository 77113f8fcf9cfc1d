//! Lines of cells that reach their column's edge.

use crate::block::{Line, RowKind, TableRow};

/// A word is broken only in a line that takes so many quarters of its column's room: letters are not equally wide.
const FULL_QUARTERS: usize = 3;

/// Tells which lines are full: those behind which the next word finds no room within their column's widest line.
pub(crate) fn fill(rows: &mut [TableRow], columns: usize) {
    let width = |line: &Line| line.text.chars().count();
    let mut widest = vec![0; columns];
    let cells = |row: &TableRow| row.kind == RowKind::Body;
    for cell in rows
        .iter()
        .filter(|row| cells(row))
        .flat_map(|row| &row.cells)
    {
        if let Some(widest) = widest.get_mut(cell.column) {
            *widest = cell.lines.iter().map(width).fold(*widest, usize::max);
        }
    }
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Body) {
        for cell in &mut row.cells {
            let room = widest.get(cell.column).copied().unwrap_or(usize::MAX);
            let words: Vec<usize> = cell
                .lines
                .iter()
                .skip(1)
                .map(|line| {
                    line.text
                        .split(' ')
                        .next()
                        .map_or(0, |word| word.chars().count())
                })
                .collect();
            for (line, word) in cell.lines.iter_mut().zip(words) {
                let width = line.text.chars().count();
                line.full = width + 1 + word > room && width * 4 >= room * FULL_QUARTERS;
            }
        }
    }
}
