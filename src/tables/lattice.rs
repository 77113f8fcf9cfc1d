//! Tables whose cells are ruled all round: lines that touch form a lattice, its meshes are the cells.
//!
//! The steps, in order: lines that hang together are a component; a component's positions make a grid of meshes; meshes with no
//! line between them are one cell; words go into the cells that they stand in.

use std::collections::BTreeMap;

use crate::block::{RowKind, Witness};
use crate::drawing::rules::{Line, Ruling, cluster};
use crate::geometry::Rect;
use crate::tables::table::{PageCell, PageRow, PageTable, column_at};
use crate::tables::tolerances;
use crate::words::gaps::middle;
use crate::words::word::Word;

/// Lines that hang together.
struct Component {
    horizontal: Vec<usize>,
    vertical: Vec<usize>,
}

/// Finds the lattices of a page and takes their words out of `lines`. Seams between cells part those that lines enclose.
#[must_use]
pub fn lattices(ruling: &Ruling, seams: &[Line], lines: &mut Vec<Vec<Word>>) -> Vec<PageTable> {
    let mut tables = Vec::new();
    for component in components(ruling) {
        let horizontal: Vec<&Line> = component
            .horizontal
            .iter()
            .map(|i| &ruling.horizontal[*i])
            .collect();
        let mut vertical: Vec<&Line> = component
            .vertical
            .iter()
            .map(|i| &ruling.vertical[*i])
            .collect();
        let enclosed = enclosed(seams, &vertical);
        if !enclosed.is_empty() {
            vertical.extend(enclosed);
            vertical.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
        }
        if let Some(grid) = Grid::new(&horizontal, &vertical) {
            if grid.columns() < 2 || grid.rows() == 0 {
                continue;
            }
            let words = extract(lines, &grid.rect());
            let filled: usize = words.iter().map(Vec::len).sum();
            if filled == 0 {
                continue;
            }
            tables.push(grid.table(words));
        }
    }
    tables
}

/// The seams between the outermost of the lines, which ascend.
fn enclosed<'l>(seams: &'l [Line], vertical: &[&Line]) -> Vec<&'l Line> {
    let (Some(left), Some(right)) = (vertical.first(), vertical.last()) else {
        return Vec::new();
    };
    let within = |seam: &&Line| {
        let beside = |line: &Line| {
            let slack = tolerances::ONE_RULE;
            line.from < seam.from + slack && line.to > seam.to - slack
        };
        seam.at > left.at && seam.at < right.at && beside(left) && beside(right)
    };
    seams.iter().filter(within).collect()
}

fn components(ruling: &Ruling) -> Vec<Component> {
    let count = ruling.horizontal.len();
    let mut parent: Vec<usize> = (0..count + ruling.vertical.len()).collect();
    // Vertical lines ascend, so that those within a horizontal one are neighbours.
    let vertical = &ruling.vertical;
    for (i, h) in ruling.horizontal.iter().enumerate() {
        let first = vertical.partition_point(|v| v.at < h.from - tolerances::LINES_MEET);
        let end = vertical.partition_point(|v| v.at <= h.to + tolerances::LINES_MEET);
        for (j, v) in vertical.iter().enumerate().take(end).skip(first) {
            let meets =
                h.at >= v.from - tolerances::LINES_MEET && h.at <= v.to + tolerances::LINES_MEET;
            if meets {
                let (a, b) = (find(&mut parent, i), find(&mut parent, count + j));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: BTreeMap<usize, Component> = BTreeMap::new();
    for k in 0..parent.len() {
        let root = find(&mut parent, k);
        let group = groups.entry(root).or_insert_with(|| Component {
            horizontal: Vec::new(),
            vertical: Vec::new(),
        });
        if k < count {
            group.horizontal.push(k)
        } else {
            group.vertical.push(k - count)
        }
    }
    groups
        .into_values()
        .filter(|group| !group.vertical.is_empty() && group.horizontal.len() >= 2)
        .collect()
}

fn find(parent: &mut [usize], mut k: usize) -> usize {
    while parent[k] != k {
        parent[k] = parent[parent[k]];
        k = parent[k];
    }
    k
}

/// The meshes of a lattice.
struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// For each mesh (row major) the mesh that its cell begins with.
    anchor: Vec<usize>,
}

impl Grid {
    fn new(horizontal: &[&Line], vertical: &[&Line]) -> Option<Self> {
        let bounds = |lines: &[&Line]| {
            let from = lines
                .iter()
                .map(|line| line.from)
                .fold(f32::INFINITY, f32::min);
            let to = lines
                .iter()
                .map(|line| line.to)
                .fold(f32::NEG_INFINITY, f32::max);
            (from, to)
        };
        let (left, right) = bounds(horizontal);
        let (top, bottom) = bounds(vertical);
        let positions = |lines: &[&Line]| {
            let all = lines.iter().map(|line| line.at).collect();
            cluster(all, tolerances::ONE_RULE)
        };
        let (mut xs, mut ys) = (positions(vertical), positions(horizontal));
        // An open side: the lines across tell where the table ends.
        close(&mut xs, left, right);
        close(&mut ys, top, bottom);
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns.checked_mul(rows)? > tolerances::MOST_MESHES {
            return None;
        }
        let mut parent: Vec<usize> = (0..columns * rows).collect();
        let mut join = |mesh: usize, next: usize| {
            let (a, b) = (find(&mut parent, mesh), find(&mut parent, next));
            parent[a.max(b)] = a.min(b);
        };
        for (column, x) in xs.iter().enumerate().take(columns).skip(1) {
            let crossed = crossed(vertical, *x, &ys);
            for row in (0..rows).filter(|row| !crossed[*row]) {
                join(row * columns + column - 1, row * columns + column);
            }
        }
        for (row, y) in ys.iter().enumerate().take(rows).skip(1) {
            let crossed = crossed(horizontal, *y, &xs);
            for column in (0..columns).filter(|column| !crossed[*column]) {
                join((row - 1) * columns + column, row * columns + column);
            }
        }
        let anchor = (0..parent.len())
            .map(|mesh| find(&mut parent, mesh))
            .collect();
        Some(Self { xs, ys, anchor })
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    fn rect(&self) -> Rect {
        Rect::new(
            self.xs[0],
            self.ys[0],
            self.xs[self.columns()],
            self.ys[self.rows()],
        )
    }

    fn table(&self, lines: Vec<Vec<Word>>) -> PageTable {
        let columns = self.columns();
        let mut cells: BTreeMap<usize, PageCell> = BTreeMap::new();
        for (mesh, anchor) in self.anchor.iter().enumerate() {
            let column = anchor % columns;
            let cell = cells.entry(*anchor).or_insert_with(|| PageCell {
                column,
                span: 1,
                ..PageCell::default()
            });
            cell.span = cell.span.max((mesh % columns + 1).saturating_sub(column));
            if mesh / columns > anchor / columns {
                cell.bottom = self.ys.get(mesh / columns + 1).copied();
            }
        }
        for line in lines {
            let mut parts: BTreeMap<usize, Vec<Word>> = BTreeMap::new();
            for word in line {
                let column = column_at(&self.xs, word.rect.mid_x());
                let row = column_at(&self.ys, middle(&word));
                let mesh = (row * columns + column).min(self.anchor.len() - 1);
                parts.entry(self.anchor[mesh]).or_default().push(word);
            }
            for (anchor, words) in parts {
                if let Some(cell) = cells.get_mut(&anchor) {
                    cell.lines.push(words);
                }
            }
        }
        let mut rows: Vec<PageRow> = (0..self.rows())
            .map(|row| PageRow {
                kind: RowKind::Body,
                cells: Vec::new(),
                y: (self.ys[row], self.ys[row + 1]),
            })
            .collect();
        for (anchor, cell) in cells {
            rows[anchor / columns].cells.push(cell);
        }
        for row in &mut rows {
            row.cells.sort_by_key(|cell| cell.column);
            if row.cells.len() == 1 && row.cells[0].span == columns {
                row.kind = RowKind::FullWidth;
            }
        }
        PageTable {
            layout: None,
            rect: self.rect(),
            edges: self.xs.clone(),
            rows,
            witness: vec![Witness::Lattice],
            ruled_rows: true,
        }
    }
}

/// Adds the ends of the lines across where no line closes a side.
fn close(positions: &mut Vec<f32>, low: f32, high: f32) {
    let open = tolerances::OPEN_SIDE;
    if positions.first().is_none_or(|first| *first > low + open) {
        positions.insert(0, low);
    }
    if positions.last().is_none_or(|last| *last < high - open) {
        positions.push(high);
    }
}

/// For each stretch between two neighbours among the ascending `ends`, whether lines at the position cover most of it. The
/// lines ascend.
fn crossed(lines: &[&Line], at: f32, ends: &[f32]) -> Vec<bool> {
    let mut covered = vec![0.0; ends.len() - 1];
    let first = lines.partition_point(|line| line.at - at < -tolerances::ONE_RULE);
    let near = lines[first..].iter();
    for line in near.take_while(|line| line.at - at <= tolerances::ONE_RULE) {
        let first = ends.partition_point(|end| *end <= line.from);
        let after = ends.partition_point(|end| *end < line.to);
        for stretch in first.saturating_sub(1)..after.min(covered.len()) {
            let (from, to) = (ends[stretch], ends[stretch + 1]);
            covered[stretch] += (line.to.min(to) - line.from.max(from)).max(0.0);
        }
    }
    let stretches = ends.windows(2).map(|pair| pair[1] - pair[0]);
    (covered.iter().zip(stretches))
        .map(|(covered, length)| *covered >= tolerances::MOST_OF_A_SIDE * length)
        .collect()
}

/// Takes the words whose centre lies in the rectangle out of the lines.
#[must_use]
pub fn extract(lines: &mut Vec<Vec<Word>>, rect: &Rect) -> Vec<Vec<Word>> {
    let inside = |word: &Word| rect.contains(word.rect.mid_x(), middle(word));
    let mut taken = Vec::new();
    for line in lines.iter_mut() {
        if line.iter().any(inside) {
            let (mine, rest) = std::mem::take(line).into_iter().partition(inside);
            *line = rest;
            taken.push(mine);
        }
    }
    lines.retain(|line| !line.is_empty());
    taken
}
