//! A tagged table on one page, tested against where its words stand, and made a table of the page.

use std::collections::BTreeMap;

use super::{TagCell, TagTable};
use crate::block::{RowKind, Witness};
use crate::geometry::Rect;
use crate::page::tolerances::{
    BOX_OVERLAP, CELL_LINE, EDGE_MARGIN, MOST_HEADER_ROWS, NARROWEST_COLUMN, WHOLE_OF_THREE,
};
use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::words::gaps::{extent, rect_of};
use crate::words::word::Word;

/// Cells of one page that are looked at.
const MOST_CELLS: usize = 4000;

/// A cell with its words, line by line.
type Filled = (TagCell, Vec<Vec<Word>>);

/// A tagged table's words on one page.
pub(super) struct Grid<'a> {
    pub(super) table: &'a TagTable,
    /// Cells that have words, in the tree's order.
    cells: Vec<Filled>,
}

impl<'a> Grid<'a> {
    /// Sorts words into the table's cells.
    pub(super) fn new<'w>(
        table: &'a TagTable,
        words: impl Iterator<Item = &'w Word>,
        cell: impl Fn(&Word) -> Option<usize>,
    ) -> Self {
        let mut cells: BTreeMap<usize, Vec<Word>> = BTreeMap::new();
        for word in words {
            if let Some(cell) = cell(word) {
                cells.entry(cell).or_default().push(word.clone());
            }
        }
        let cells = cells
            .into_iter()
            .filter_map(|(cell, words)| Some((*table.cells.get(cell)?, in_lines(words))));
        let mut grid = Self {
            table,
            cells: cells.collect(),
        };
        grid.place_short_rows();
        grid
    }

    /// A row from which empty cells are left out: its cells stand in the columns that whole rows show there.
    fn place_short_rows(&mut self) {
        let columns = self.extents(|cell| cell.whole && cell.columns == 1);
        for (cell, lines) in &mut self.cells {
            if cell.whole || cell.columns > 1 {
                continue;
            }
            let rect = Self::rect(lines);
            let far = |(from, to): &(f32, f32)| (from - rect.x1).max(rect.x0 - to).max(0.0);
            let nearest = columns
                .iter()
                .min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
            if let Some((column, _)) = nearest {
                cell.column = *column;
            }
        }
    }

    /// Left and right end of the words of each column's cells of a kind; heading cells count where there are no others.
    fn extents(&self, is: impl Fn(&TagCell) -> bool) -> BTreeMap<usize, (f32, f32)> {
        let of = |heading: bool| {
            let mut extents: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
            for (cell, lines) in &self.cells {
                if cell.heading == heading && is(cell) {
                    let rect = Self::rect(lines);
                    let own = extents.entry(cell.column).or_insert((rect.x0, rect.x1));
                    *own = (own.0.min(rect.x0), own.1.max(rect.x1));
                }
            }
            extents
        };
        let mut extents = of(true);
        extents.extend(of(false));
        extents
    }

    /// Box of a cell's words, heights from baselines.
    fn rect(lines: &[Vec<Word>]) -> Rect {
        let boxes = lines.iter().filter(|line| !line.is_empty()).map(|line| {
            let (rect, (top, bottom)) = (rect_of(line), extent(line));
            Rect::new(rect.x0, top, rect.x1, bottom)
        });
        boxes
            .reduce(|all, rect| all.union(&rect))
            .unwrap_or_default()
    }

    fn boxes(&self) -> Vec<(TagCell, Rect)> {
        let cells = self.cells.iter();
        cells
            .map(|(cell, lines)| (*cell, Self::rect(lines)))
            .collect()
    }

    /// Box of the whole table.
    pub(super) fn area(&self) -> Rect {
        let boxes = self.boxes().into_iter().map(|(_, rect)| rect);
        boxes
            .reduce(|all, rect| all.union(&rect))
            .unwrap_or_default()
    }

    /// Whether the tags can be right: cells do not overlap, rows follow each other downwards and columns to the right, and
    /// rows are equally wide but for empty cells. Words of a heading may reach over their column.
    pub(super) fn is_sound(&self) -> bool {
        let boxes = self.boxes();
        let table = self.table;
        let small =
            boxes.len() <= MOST_CELLS && table.rows * WHOLE_OF_THREE <= table.whole_rows * 3;
        if table.columns < 2 || table.rows < 2 || !small {
            return false;
        }
        // Cells of one row and one column each tell the order.
        let mut rows: BTreeMap<usize, Rect> = BTreeMap::new();
        for (cell, rect) in boxes.iter().filter(|(cell, _)| cell.rows == 1) {
            let row = rows.entry(cell.row).or_insert(*rect);
            *row = row.union(rect);
        }
        let rows: Vec<Rect> = rows.into_values().collect();
        let columns: Vec<(f32, f32)> = self
            .extents(|cell| cell.columns == 1)
            .into_values()
            .collect();
        let downwards = rows
            .windows(2)
            .all(|pair| pair[1].y0 > pair[0].y1 - BOX_OVERLAP);
        let rightwards = columns
            .windows(2)
            .all(|pair| pair[1].0 > pair[0].1 - BOX_OVERLAP);
        let apart = boxes.iter().enumerate().all(|(at, (one, a))| {
            let others = boxes.get(at + 1..).unwrap_or_default().iter();
            others.copied().all(|(two, b)| {
                let beside = one.row == two.row && one.heading && two.heading;
                let order = (one.column < two.column) == (a.mid_x() < b.mid_x());
                let apart = a.overlap_x(&b) < BOX_OVERLAP || a.overlap_y(&b) < BOX_OVERLAP;
                if beside { order } else { apart }
            })
        });
        downwards && rightwards && apart && columns.len() > 1
    }

    /// Columns that hold words on this page.
    fn filled(&self) -> Vec<usize> {
        let mut filled: Vec<usize> = self.boxes().iter().map(|(cell, _)| cell.column).collect();
        filled.sort_unstable();
        filled.dedup();
        filled
    }

    /// Boundaries of the columns that hold words, as the cells of one column show them; a column without any of its own is
    /// left out.
    fn edges(&self, columns: &[usize]) -> Vec<f32> {
        let area = self.area();
        let single = self.extents(|cell| cell.columns == 1);
        let any = self.extents(|_| true);
        let extents: Vec<(f32, f32)> = columns
            .iter()
            .filter_map(|column| {
                let (left, _) = any.get(column)?;
                Some(single.get(column).copied().unwrap_or((*left, *left)))
            })
            .collect();
        let mut edges = vec![area.x0 - EDGE_MARGIN];
        for pair in extents.windows(2) {
            let at = f32::midpoint(pair[0].1.min(pair[1].0), pair[1].0);
            edges.push(at.max(edges[edges.len() - 1] + NARROWEST_COLUMN));
        }
        edges.push(area.x1.max(edges[edges.len() - 1]) + EDGE_MARGIN);
        edges
    }

    /// The table as the tags have it.
    pub(super) fn build(&self) -> PageTable {
        let columns = self.filled();
        let edges = self.edges(&columns);
        let at = |column: usize| {
            columns
                .partition_point(|start| *start <= column)
                .saturating_sub(1)
        };
        let mut rows: BTreeMap<usize, Vec<&Filled>> = BTreeMap::new();
        for filled in &self.cells {
            rows.entry(filled.0.row).or_default().push(filled);
        }
        let heads = self.heading_rows();
        let rows: Vec<PageRow> = rows
            .into_iter()
            .map(|(row, cells)| {
                let rect = cells
                    .iter()
                    .filter(|(cell, _)| cell.rows == 1 || cells.len() == 1)
                    .map(|(_, lines)| Self::rect(lines))
                    .reduce(|all, rect| all.union(&rect))
                    .unwrap_or_else(|| Self::rect(&cells[0].1));
                let whole = cells.len() == 1 && cells[0].0.columns * 2 > self.table.columns;
                let mut made: Vec<PageCell> = cells
                    .iter()
                    .map(|(cell, lines)| {
                        let column = at(cell.column);
                        let last = at(cell.column + cell.columns - 1).max(column);
                        PageCell {
                            column,
                            span: last - column + 1,
                            lines: lines.clone(),
                            marks: Vec::new(),
                        }
                    })
                    .collect();
                made.sort_by_key(|cell| cell.column);
                let kind = match (row < heads, whole) {
                    (_, true) => RowKind::FullWidth,
                    (true, false) => RowKind::Header,
                    (false, false) => RowKind::Body,
                };
                PageRow {
                    kind,
                    cells: made,
                    y: (rect.y0, rect.y1),
                }
            })
            .collect();
        let area = self.area();
        PageTable {
            rect: Rect::new(edges[0], area.y0, edges[edges.len() - 1], area.y1),
            edges,
            rows,
            witness: vec![Witness::Tags],
            ruled_rows: false,
            layout: None,
        }
    }

    /// Whether both heading rows and others of the table stand on this page.
    pub(super) fn begins_here(&self) -> bool {
        let heads = self.heading_rows();
        let mut rows = self.cells.iter().map(|(cell, _)| cell.row);
        rows.clone().any(|row| row < heads) && rows.any(|row| row >= heads)
    }

    /// How many rows at the top are heading cells throughout, if others are not.
    pub(super) fn heading_rows(&self) -> usize {
        let table = self.table;
        let all = |row: usize| {
            let mut cells = table.cells.iter().filter(|cell| cell.row == row).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.heading)
        };
        let heads = (0..table.rows).take_while(|row| all(*row)).count();
        if heads <= MOST_HEADER_ROWS && heads < table.rows {
            heads
        } else {
            0
        }
    }
}

/// Words in lines from top to bottom, and from left to right within a line; raised and lowered ones stay on theirs.
pub(super) fn in_lines(mut words: Vec<Word>) -> Vec<Vec<Word>> {
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let home = lines.last_mut().filter(|line| {
            let size = line.iter().map(|w| w.size).fold(word.size, f32::max);
            line.iter()
                .any(|w| (word.base - w.base).abs() < CELL_LINE * size)
        });
        match home {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    lines
}
