//! Columns that no ruling line parts, within the cells of a drawn column: pieces of text that stand below each other on
//! every line, with white strips between them that run down through all lines.

use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances::{LEAST_PARTED_LINES, LEAST_SHARED_STRIP, PIECE_GAP};
use crate::tables::values::{is_value, value_pieces};
use crate::words::gaps::segments;
use crate::words::word::{Word, text_of};

/// Cuts the columns of a drawn table whose cells hold several columns of text.
pub fn part(table: &mut PageTable) {
    for column in (0..table.columns()).rev() {
        let strips = strips(table, column);
        if strips.is_empty() {
            continue;
        }
        let edges: Vec<f32> = strips
            .iter()
            .map(|(from, to)| f32::midpoint(*from, *to))
            .collect();
        for row in &mut table.rows {
            cut(row, column, &edges);
        }
        table.edges.splice(column + 1..=column, edges);
    }
}

/// The white strips that run down through all lines of the column's cells; none if its cells hold one column of text.
fn strips(table: &PageTable, column: usize) -> Vec<(f32, f32)> {
    let cells = table.rows.iter().filter_map(|row| row.cell(column));
    let lines: Vec<&Vec<Word>> = cells
        .filter(|cell| cell.span == 1)
        .flat_map(|cell| &cell.lines)
        .collect();
    let parted = lines.iter().filter(|line| pieces(line).len() > 1).count();
    // A line of one piece may be the name of a group, or a heading over the columns; most lines stand in pieces.
    if parted < LEAST_PARTED_LINES || parted * 2 <= lines.len() {
        return Vec::new();
    }
    let mut strips: Vec<(f32, f32)> = Vec::new();
    for line in lines.iter().filter(|line| pieces(line).len() > 1) {
        let pieces = pieces(line);
        let own: Vec<(f32, f32)> = pieces
            .windows(2)
            .map(|pair| (pair[0].1, pair[1].0))
            .collect();
        if strips.is_empty() {
            strips = own;
            continue;
        }
        // What is white on all lines so far.
        let shared = |strip: &(f32, f32)| {
            own.iter().find_map(|gap| {
                let common = (strip.0.max(gap.0), strip.1.min(gap.1));
                (common.1 - common.0 >= LEAST_SHARED_STRIP).then_some(common)
            })
        };
        let kept: Vec<(f32, f32)> = strips.iter().filter_map(shared).collect();
        // Every line has as many pieces: where one has more or fewer, gaps are no columns.
        if kept.len() != strips.len() || own.len() != strips.len() {
            return Vec::new();
        }
        strips = kept;
    }
    strips
}

/// Left and right end of each piece of a line.
fn pieces(line: &[Word]) -> Vec<(f32, f32)> {
    segments(line, PIECE_GAP)
        .flat_map(parted_values)
        .filter_map(|piece| Some((piece.first()?.rect.x0, piece.last()?.rect.x1)))
        .collect()
}

/// Values that stand side by side, however close, and no word between.
fn parted_values(piece: &[Word]) -> Vec<&[Word]> {
    let parts = value_pieces(piece);
    if parts.iter().all(|part| is_value(&text_of(part))) {
        parts
    } else {
        vec![piece]
    }
}

/// Cuts the row's cell of the column at the positions, and moves the cells to its right.
fn cut(row: &mut PageRow, column: usize, edges: &[f32]) {
    let mut cells: Vec<PageCell> = Vec::with_capacity(row.cells.len() + edges.len());
    for mut cell in std::mem::take(&mut row.cells) {
        if cell.column > column {
            cell.column += edges.len();
            cells.push(cell);
        } else if cell.column + cell.span.max(1) <= column {
            cells.push(cell);
        } else if cell.span > 1 || is_over(&cell, edges) {
            cell.span += edges.len();
            cells.push(cell);
        } else {
            cells.extend(parts(cell, edges));
        }
    }
    row.cells = cells;
}

/// The cell's parts between the positions.
fn parts(cell: PageCell, edges: &[f32]) -> Vec<PageCell> {
    let mut parts: Vec<PageCell> = (0..=edges.len())
        .map(|at| PageCell {
            column: cell.column + at,
            span: 1,
            bottom: cell.bottom,
            ..PageCell::default()
        })
        .collect();
    for line in cell.lines {
        for word in line.chunk_by(|a, b| at(a, edges) == at(b, edges)) {
            if let Some(part) = word
                .first()
                .and_then(|first| parts.get_mut(at(first, edges)))
            {
                part.lines.push(word.to_vec());
            }
        }
    }
    if let Some(first) = parts.first_mut() {
        first.marks = cell.marks;
    }
    parts
}

/// Whether the cell stands over all its columns: no line falls into pieces, or one runs over a boundary as a title does.
fn is_over(cell: &PageCell, edges: &[f32]) -> bool {
    let mut lines = cell.lines.iter();
    let over = |(from, to): &(f32, f32)| edges.iter().any(|edge| from < edge && edge < to);
    lines.all(|line| pieces(line).len() < 2)
        || cell.lines.iter().any(|line| pieces(line).iter().any(over))
}

/// Which part a word stands in.
fn at(word: &Word, edges: &[f32]) -> usize {
    edges
        .iter()
        .take_while(|edge| **edge <= word.rect.mid_x())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::RowKind;
    use crate::geometry::Rect;
    use crate::words::testing::words;

    fn table(rows: &[(&str, &[&str])]) -> PageTable {
        let mut base = 8.0;
        let rows = rows.iter().map(|(name, pieces)| {
            base += 12.0;
            let mut line = Vec::new();
            for (at, piece) in pieces.iter().enumerate() {
                line.extend(words(piece, 110.0 + 60.0 * f32::from(at as u8), base));
            }
            let cell = |column: usize, lines: Vec<Vec<Word>>| PageCell {
                column,
                span: 1,
                lines,
                ..PageCell::default()
            };
            PageRow {
                kind: RowKind::Body,
                cells: vec![cell(0, vec![words(name, 2.0, base)]), cell(1, vec![line])],
                y: (base - 10.0, base + 2.0),
            }
        });
        PageTable {
            rect: Rect::new(0.0, 0.0, 400.0, 100.0),
            edges: vec![0.0, 100.0, 400.0],
            rows: rows.collect(),
            witness: Vec::new(),
            ruled_rows: true,
            layout: None,
        }
    }

    #[test]
    fn pieces_below_each_other_are_columns() {
        let mut table = table(&[
            ("Enhet", &["Utfall", "Budget"]),
            ("Parken", &["1 203", "-3 500"]),
            ("Torget", &["12", "0"]),
        ]);
        part(&mut table);
        assert_eq!(table.columns(), 3);
        assert!(table.rows.iter().all(|row| row.cells.len() == 3));
    }

    #[test]
    fn a_sentence_is_one_column() {
        let mut table = table(&[
            ("Enhet", &["Parken sköts om"]),
            ("Torget", &["Under året har mycket hänt"]),
        ]);
        part(&mut table);
        assert_eq!(table.columns(), 2);
    }
}
