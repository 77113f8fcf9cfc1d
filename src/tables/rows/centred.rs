//! Names of groups in the middle of a table: they stand over all columns, though a short one fits into the one in the middle.

use crate::block::RowKind;
use crate::tables::rows::open::full_width;
use crate::tables::rows::segment::is_value;
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances;
use crate::words::gaps::rect_of;
use crate::words::word::Word;

/// Makes rows over the whole width of such names, where every other row has a name in the first column.
pub fn mark(table: &mut PageTable) {
    let several = |row: &&PageRow| row.kind == RowKind::Body && filled(row).count() > 1;
    let mut others = table.rows.iter().filter(several).peekable();
    if others.peek().is_none()
        || others.any(|row| row.cell(0).is_none_or(|cell| cell.lines.is_empty()))
    {
        return;
    }
    let edges = table.edges.clone();
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let parted = table.columns() > tolerances::LEAST_COLUMNS;
    let names = names_begin(&table.rows);
    let most = tolerances::CENTRED_IN_EDGES * (right - left);
    let off = |words: &[Word]| (rect_of(words).mid_x() - f32::midpoint(left, right)).abs();
    for row in &mut table.rows {
        let cell = match filled(row).collect::<Vec<_>>()[..] {
            [cell] => cell,
            _ => continue,
        };
        let centred = cell.lines.iter().all(|line| off(line) < most);
        // In the column of names the middle is far from where names begin, even those that are set in.
        let apart = |words: &Vec<Word>| {
            let rect = rect_of(words);
            names.is_some_and(|left| rect.x0 > left + tolerances::FAR_FROM_NAMES * words[0].size)
        };
        let lone = row.kind == RowKind::Body
            && (cell.column > 0 && parted || cell.column == 0 && cell.lines.iter().all(apart));
        if lone && centred && !is_value(&cell.text()) {
            let lines = cell.lines.clone();
            *row = full_width(lines, &edges, row.y);
        }
    }
}

/// Where the names of rows with several cells begin at most, if they are aligned on the left.
fn names_begin(rows: &[PageRow]) -> Option<f32> {
    let several = rows.iter().filter(|row| filled(row).count() > 1);
    let lefts: Vec<f32> = several
        .filter_map(|row| row.cell(0)?.lines.first())
        .map(|line| rect_of(line).x0)
        .collect();
    let (least, most) = lefts.iter().fold((f32::MAX, f32::MIN), |(low, high), x| {
        (low.min(*x), high.max(*x))
    });
    let common = lefts.iter().filter(|x| **x - least < tolerances::ALIGNED);
    (common.count() * 2 >= lefts.len()).then_some(most)
}

fn filled(row: &PageRow) -> impl Iterator<Item = &PageCell> {
    row.cells.iter().filter(|cell| !cell.lines.is_empty())
}
