//! The structure tree as a witness beside the geometry: tags are what the maker's program says of the page, and nothing
//! guarantees that it is right (ISO 32000-2, 14.8).
//!
//! [`Tags`] tells for every word its place in the tree. `grid` reads a tagged table's rows and columns and tests them
//! against where the words stand; `compare` sets them beside the tables that the geometry found. Drawn lines are
//! believed before tags, consistent tags before guesses, and where the two differ a diagnostic says which was believed.

mod compare;
mod grid;
mod headings;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::pdf::{MarkId, StructKid, StructTree};
use crate::words::word::{PageWords, Word};

pub use compare::{Corrected, correct};
pub use headings::mark as mark_headings;

/// Stands for no element.
const NO_ELEMENT: u32 = u32::MAX;

/// A cell of a tagged table, in the grid that `/ColSpan` and `/RowSpan` make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TagCell {
    /// Row, from 0.
    row: usize,
    /// First column, from 0.
    column: usize,
    /// Columns covered, at least 1.
    columns: usize,
    /// Rows covered, at least 1.
    rows: usize,
    /// `TH`.
    heading: bool,
    /// Its row covers all columns. Some programs leave empty cells out, and the cells after them seem to move.
    whole: bool,
}

/// A table as tagged.
#[derive(Debug, Clone, Default)]
struct TagTable {
    cells: Vec<TagCell>,
    columns: usize,
    rows: usize,
    /// Rows that cover all columns.
    whole_rows: usize,
}

/// Where a word stands in a tagged table: the table's element, and the cell's number in it.
type Home = (usize, usize);

/// The structure tree, ready to be asked by words and letters.
#[derive(Debug, Default)]
pub struct Tags {
    /// Level of the heading that each element is or stands in.
    heading: Vec<Option<u32>>,
    parent: Vec<usize>,
    /// Cell that each element stands in.
    home: Vec<Option<Home>>,
    tables: BTreeMap<usize, TagTable>,
    /// Innermost element by letter; [`NO_ELEMENT`] if it has none.
    letters: Vec<u32>,
    /// Tables whose tags proved wrong on some page.
    doubtful: BTreeSet<usize>,
}

impl Tags {
    /// Reads the tree; `pages` are the pages' numbers and words.
    #[must_use]
    pub fn new(tree: &StructTree, pages: &[(u32, &PageWords)]) -> Self {
        let count = tree.nodes.len();
        let letters = pages.iter().map(|(_, words)| words.letters as usize).sum();
        let mut tags = Self {
            heading: vec![None; count],
            parent: vec![0; count],
            home: vec![None; count],
            letters: Vec::with_capacity(letters),
            ..Self::default()
        };
        // The innermost element of each mark.
        let mut leaf: Vec<((u32, MarkId), usize)> = Vec::new();
        for (index, node) in tree.nodes.iter().enumerate() {
            for kid in &node.kids {
                match *kid {
                    StructKid::Node(child) => {
                        if let Some(parent) = tags.parent.get_mut(child) {
                            *parent = index;
                        }
                    }
                    StructKid::Mark(page, mark) => leaf.push(((page, mark), index)),
                }
            }
        }
        leaf.sort_by_key(|(mark, _)| *mark);
        tags.find_cells(tree);
        for (page, words) in pages {
            let mut before: (Option<MarkId>, Option<u32>) = (None, None);
            for word in words.lines.iter().flatten() {
                // Words that follow each other mostly stand in one mark.
                if word.mark != before.0 {
                    before = (
                        word.mark,
                        word.mark.and_then(|mark| claimant(&leaf, (*page, mark))),
                    );
                }
                let Some(node) = before.1 else { continue };
                match word.letters.run() {
                    Some(run) => tags.give(run, node),
                    None => word
                        .letters
                        .iter()
                        .for_each(|letter| tags.give(letter..letter + 1, node)),
                }
            }
        }
        tags
    }

    /// Notes the innermost element of letters.
    fn give(&mut self, letters: Range<u32>, node: u32) {
        let (from, to) = (letters.start as usize, letters.end as usize);
        if self.letters.len() < to {
            self.letters.resize(to, NO_ELEMENT);
        }
        self.letters[from..to].fill(node);
    }

    /// Lays out every table and notes the cell that each element stands in; parents come before children.
    fn find_cells(&mut self, tree: &StructTree) {
        for index in 0..tree.nodes.len() {
            let role = tree.nodes[index].role.as_ref();
            let up = self.parent[index];
            self.heading[index] =
                headings::level(role).or(if up < index { self.heading[up] } else { None });
            if role == "Table" {
                let (table, cells) = layout(tree, index);
                for (cell, node) in cells.into_iter().enumerate() {
                    self.home[node] = Some((index, cell));
                }
                self.tables.insert(index, table);
            } else if self.home[index].is_none() && up < index {
                self.home[index] = self.home[up];
            }
        }
    }

    /// The innermost element of a word.
    fn node(&self, word: &Word) -> Option<usize> {
        self.element(word.letters.first()?)
    }

    /// The cell of a word.
    fn cell(&self, word: &Word) -> Option<Home> {
        self.home.get(self.node(word)?).copied().flatten()
    }

    /// Takes note of tables whose tags proved wrong.
    pub fn doubt(&mut self, tables: Vec<usize>) {
        self.doubtful.extend(tables);
    }

    /// The innermost element of a letter. No element has the number that stands for none.
    fn element(&self, letter: u32) -> Option<usize> {
        let element = *self.letters.get(letter as usize)?;
        (element != NO_ELEMENT).then_some(element as usize)
    }

    /// The row that letters stand in, if they stand in one, and its table has proved right.
    #[must_use]
    pub fn row_of(&self, letters: impl IntoIterator<Item = u32>) -> Option<(usize, usize)> {
        let mut rows = letters.into_iter().map(|letter| {
            let (table, cell) = self.home.get(self.element(letter)?).copied()??;
            let cell = self.tables.get(&table)?.cells.get(cell)?;
            (!self.doubtful.contains(&table) && cell.rows == 1).then_some((table, cell.row))
        });
        let first = rows.next()??;
        rows.all(|row| row == Some(first)).then_some(first)
    }
}

/// The one element that claims the mark, of all marks in order; marks that two elements claim have none.
fn claimant(leaf: &[((u32, MarkId), usize)], mark: (u32, MarkId)) -> Option<u32> {
    let at = leaf.partition_point(|(other, _)| *other < mark);
    match leaf.get(at..)? {
        [(found, _), (next, _), ..] if *found == mark && *next == mark => None,
        [(found, node), ..] if *found == mark => u32::try_from(*node).ok(),
        _ => None,
    }
}

/// The grid of a table, and the element of each of its cells.
fn layout(tree: &StructTree, table: usize) -> (TagTable, Vec<usize>) {
    let mut rows: Vec<usize> = Vec::new();
    collect(tree, table, "TR", &mut rows);
    let mut result = TagTable::default();
    let mut nodes: Vec<usize> = Vec::new();
    // For each column how many rows are still covered from above.
    let mut hanging: Vec<usize> = Vec::new();
    let mut widths: Vec<usize> = Vec::new();
    for (row, node) in rows.iter().enumerate() {
        let mut cells: Vec<usize> = Vec::new();
        collect(tree, *node, "TH", &mut cells);
        let mut column = 0;
        let mut fresh: Vec<(usize, usize, usize)> = Vec::new();
        for cell in cells {
            while hanging.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let Some(element) = tree.nodes.get(cell) else {
                continue;
            };
            let columns = (element.col_span.max(1) as usize).min(MOST_COLUMNS);
            let rows = element.row_span.max(1) as usize;
            fresh.push((column, columns, rows));
            result.cells.push(TagCell {
                row,
                column,
                columns,
                rows,
                heading: element.role == "TH",
                whole: false,
            });
            nodes.push(cell);
            column += columns;
        }
        while hanging.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        widths.push(column);
        result.columns = result.columns.max(column);
        for rows in &mut hanging {
            *rows = rows.saturating_sub(1);
        }
        for (from, columns, rows) in fresh {
            if hanging.len() < from + columns {
                hanging.resize(from + columns, 0);
            }
            hanging[from..from + columns].fill(rows - 1);
        }
        if column > MOST_COLUMNS {
            break;
        }
    }
    result.rows = rows.len();
    let whole = |row: usize| widths.get(row) == Some(&result.columns);
    for cell in &mut result.cells {
        cell.whole = whole(cell.row);
    }
    result.whole_rows = (0..result.rows).filter(|row| whole(*row)).count();
    (result, nodes)
}

/// Columns that a table may have at most; more are no table.
const MOST_COLUMNS: usize = 200;

/// Elements of the role below a node, in order, not those of inner tables; `TH` stands for both kinds of cells.
fn collect(tree: &StructTree, from: usize, role: &str, found: &mut Vec<usize>) {
    let kids = |node: usize| {
        let kids = tree.nodes.get(node).map_or(&[][..], |node| &node.kids);
        kids.iter().rev().filter_map(|kid| match kid {
            StructKid::Node(child) => Some(*child),
            StructKid::Mark(..) => None,
        })
    };
    let mut pending: Vec<usize> = kids(from).collect();
    while let Some(node) = pending.pop() {
        let own = tree.nodes.get(node).map_or("", |node| node.role.as_ref());
        if own == role || role == "TH" && own == "TD" {
            found.push(node);
        } else if own != "Table" {
            pending.extend(kids(node));
        }
    }
}
