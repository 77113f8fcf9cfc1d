//! Rows that lines part in the columns on the right only: the cells beside them reach over several rows.

use crate::block::RowKind;
use crate::drawing::rules::{Line, Ruling};
use crate::tables::table::{PageCell, PageRow, cells, column_at};
use crate::tables::tolerances;
use crate::words::gaps::middle;
use crate::words::word::Word;

/// The rows of what stands between two lines over the whole table; `None` if no line between them parts columns on the right.
#[must_use]
pub fn rows(
    band: &[Vec<Word>],
    (top, bottom): (f32, f32),
    edges: &[f32],
    ruling: &Ruling,
) -> Option<Vec<PageRow>> {
    let inside = |line: &&Line| {
        line.at > top + tolerances::ONE_RULE && line.at < bottom - tolerances::ONE_RULE
    };
    let found: Vec<(usize, f32)> = (ruling.horizontal.iter().filter(inside))
        .filter_map(|line| Some((first_column(line, band, edges)?, line.at)))
        .collect();
    let (column, _) = *found.first()?;
    if found.iter().any(|(other, _)| *other != column) {
        return None;
    }
    let mut ends: Vec<f32> = found.into_iter().map(|(_, at)| at).collect();
    ends.push(bottom);
    let mut own: Vec<Vec<Vec<Word>>> = vec![Vec::new(); ends.len()];
    let mut tall: Vec<Vec<Word>> = Vec::new();
    for line in band {
        let (left, right): (Vec<Word>, Vec<Word>) =
            (line.iter().cloned()).partition(|word| column_at(edges, word.rect.mid_x()) < column);
        if !left.is_empty() {
            tall.push(left);
        }
        if let Some(first) = right.first() {
            let at = ends.partition_point(|end| *end <= middle(first));
            own.get_mut(at)?.push(right);
        }
    }
    if own.iter().any(Vec::is_empty) {
        return None;
    }
    let tall = cells(tall, edges).into_iter().map(|cell| PageCell {
        bottom: Some(bottom),
        ..cell
    });
    let mut from = top;
    let rows = own.into_iter().zip(&ends).map(|(lines, end)| PageRow {
        kind: RowKind::Body,
        cells: cells(lines, edges),
        y: (std::mem::replace(&mut from, *end), *end),
    });
    let mut rows: Vec<PageRow> = rows.collect();
    rows.first_mut()?.cells.splice(0..0, tall);
    Some(rows)
}

/// The first column that the line runs over, if it runs on to the table's right side, and all words beside it stand left of it.
fn first_column(line: &Line, band: &[Vec<Word>], edges: &[f32]) -> Option<usize> {
    let right = *edges.last()?;
    let column = |word: &Word| column_at(edges, word.rect.mid_x());
    let words = || band.iter().flatten();
    let over = words().filter(|word| word.rect.mid_x() > line.from);
    let first = over.map(column).min().filter(|first| *first > 0)?;
    let slack = tolerances::ONE_RULE;
    let parted = words().all(|word| {
        if column(word) < first {
            word.rect.x1 < line.from + slack
        } else {
            word.rect.x0 > line.from - slack
        }
    });
    (parted && line.to > right - tolerances::RULE_SHORT_OF_EDGES).then_some(first)
}
