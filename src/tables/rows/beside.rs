//! Goals in columns before the names, of a table without lines: each stands for several rows, half-way down or at their
//! top. The rows are told by the other columns, and each goal is given to the rows that it stands beside.

use crate::block::RowKind;
use crate::tables::rows::open::{RowSource, cell_gap};
use crate::tables::table::{PageCell, PageRow, cells, column_at};
use crate::tables::tolerances;
use crate::words::gaps::extent;
use crate::words::typography::typical_size;
use crate::words::word::Word;

/// Lines of goals, told from those of the rows.
pub struct Beside {
    goals: Vec<Vec<Word>>,
    /// The lines of the other columns.
    pub rest: Vec<Vec<Word>>,
}

impl Beside {
    /// Parts the words in the first `columns` from the others.
    #[must_use]
    pub fn part(lines: &[Vec<Word>], columns: usize, edges: &[f32]) -> Self {
        let (mut goals, mut rest) = (Vec::new(), Vec::new());
        for line in lines {
            let of_goal = |word: &&Word| column_at(edges, word.rect.mid_x()) < columns;
            let (own, others): (Vec<&Word>, Vec<&Word>) = line.iter().partition(of_goal);
            let taken = |words: Vec<&Word>| words.into_iter().cloned().collect::<Vec<Word>>();
            if !own.is_empty() {
                goals.push(taken(own));
            }
            if !others.is_empty() {
                rest.push(taken(others));
            }
        }
        Self { goals, rest }
    }

    /// Gives the goals to the rows that they stand beside; `None` where there are as many goals as rows, or one that stands
    /// beside no rows as the others do.
    #[must_use]
    pub fn given(&self, mut rows: Vec<PageRow>, source: RowSource<'_>) -> Option<Vec<PageRow>> {
        let bottom = rows.last()?.y.1;
        let within = |line: &&Vec<Word>| extent(line).0 < bottom;
        let goals: Vec<Vec<Word>> = self.goals.iter().filter(within).cloned().collect();
        let size = typical_size(goals.iter().flatten());
        let gap = |lines: &[Vec<Word>]| cell_gap(lines, source.edges, size, source.context);
        // Goals of one line each tell how far goals stand apart: lines of one goal do so no more than those beside it.
        let gap = gap(&goals).min(gap(&self.rest));
        let blocks = blocks(goals, gap + tolerances::GOAL_GAP * size);
        if blocks.is_empty() || blocks.len() >= rows.len() {
            return None;
        }
        let places: Vec<(f32, f32)> = rows.iter().map(|row| row.y).collect();
        let heights: Vec<(f32, f32)> = blocks.iter().map(|block| height(block)).collect();
        let most = tolerances::GOAL_OFF * size;
        let middle = |(top, bottom): (f32, f32)| f32::midpoint(top, bottom);
        let ways = [
            shares(&heights, &places, most, |goal, rows| {
                (middle(goal) - middle(rows)).abs()
            }),
            shares(&heights, &places, most, |goal, rows| {
                (goal.0 - rows.0).abs()
            }),
        ];
        let best = ways.into_iter().flatten();
        let (_, worst, firsts) = best.min_by(|a, b| a.0.total_cmp(&b.0))?;
        if worst > most {
            return None;
        }
        for (block, first) in blocks.into_iter().zip(firsts) {
            let row = rows.get_mut(first)?;
            if row.kind == RowKind::FullWidth {
                // Beside a goal stand cells, though one nearly touches the next.
                row.kind = RowKind::Body;
                let lines = row.cells.drain(..).flat_map(|cell| cell.lines).collect();
                row.cells = cells(lines, source.edges);
            }
            let mut own: Vec<PageCell> = cells(block, source.edges);
            own.append(&mut row.cells);
            row.cells = own;
        }
        Some(rows)
    }
}

/// Lines that stand no further apart than `gap`, together.
fn blocks(lines: Vec<Vec<Word>>, gap: f32) -> Vec<Vec<Vec<Word>>> {
    let mut blocks: Vec<Vec<Vec<Word>>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for line in lines {
        let (top, line_bottom) = extent(&line);
        match blocks.last_mut() {
            Some(block) if top - bottom <= gap => block.push(line),
            _ => blocks.push(vec![line]),
        }
        bottom = bottom.max(line_bottom);
    }
    blocks
}

fn height(lines: &[Vec<Word>]) -> (f32, f32) {
    let all = lines.iter().map(|line| extent(line));
    all.fold((f32::INFINITY, f32::NEG_INFINITY), |(top, bottom), own| {
        (top.min(own.0), bottom.max(own.1))
    })
}

/// All that goals are off their rows, the most that one is, and the first row of each.
type Shares = (f32, f32, Vec<usize>);

/// The way to share the rows out over the goals, one run each, by which the goals are least off. The first rows may belong
/// to a goal of the page before: that counts as being off by `skipped`.
fn shares(
    goals: &[(f32, f32)],
    rows: &[(f32, f32)],
    skipped: f32,
    off: impl Fn((f32, f32), (f32, f32)) -> f32,
) -> Option<Shares> {
    // For each number of rows the best way to share them out over the goals so far.
    let mut best: Vec<Option<Shares>> = vec![Some((skipped, 0.0, Vec::new())); rows.len() + 1];
    *best.first_mut()? = Some((0.0, 0.0, Vec::new()));
    for goal in goals {
        let mut next: Vec<Option<Shares>> = vec![None; rows.len() + 1];
        for (end, slot) in next.iter_mut().enumerate().skip(1) {
            for first in 0..end {
                let Some((sum, worst, firsts)) = best.get(first).and_then(Option::as_ref) else {
                    continue;
                };
                let own = off(*goal, (rows.get(first)?.0, rows.get(end - 1)?.1));
                if slot.as_ref().is_none_or(|slot| sum + own < slot.0) {
                    let firsts = firsts.iter().copied().chain([first]).collect();
                    *slot = Some((sum + own, worst.max(own), firsts));
                }
            }
        }
        best = next;
    }
    best.pop()?
}
