//! Which of many areas on a page lie at a point or meet another area, without asking each of them.

use std::ops::Range;

use crate::geometry::Rect;

/// Width and height in points of the smallest cells: about a letter's.
const SMALLEST_CELL: f32 = 4.0;
/// How many times as wide (or high) the next larger cells are. Few sizes make few look-ups.
const CELL_RATIO: f32 = 4.0;
/// Sizes of cells: the largest are wider than any page.
const MOST_LEVELS: u8 = 12;
/// The largest cells that are told apart on either side of the origin: an area of any width lies in few.
const FARTHEST_LARGE_CELL: f32 = 16.0;

/// An index of areas by place. An area lies in the cells that it touches of a grid whose cells are about as wide and as high
/// as it is, so that it is in few of them however large it is, and few others are with it. Making it takes `n log n` steps,
/// asking it `log n` and one for each area near.
#[derive(Debug, Clone, Default)]
pub struct SpatialIndex {
    areas: Vec<Rect>,
    grids: Vec<Grid>,
}

/// The cells of one width and one height.
#[derive(Debug, Clone)]
struct Grid {
    /// Which of the sizes of cells they have, across and down.
    levels: (u8, u8),
    /// How many of them there are to a point.
    per_point: (f32, f32),
    /// Row, column, and an area's number, sorted.
    entries: Vec<(i32, i32, u32)>,
}

impl SpatialIndex {
    /// An index of areas, which are known by their numbers from 0 in the order given.
    #[must_use]
    pub fn new(areas: impl IntoIterator<Item = Rect>) -> Self {
        let areas: Vec<Rect> = areas.into_iter().collect();
        let mut grids: Vec<Grid> = Vec::new();
        for (number, area) in (0..).zip(&areas) {
            let levels = (level(area.width()), level(area.height()));
            let index = grids.iter().position(|grid| grid.levels == levels);
            let index = index.unwrap_or_else(|| {
                grids.push(Grid::new(levels));
                grids.len() - 1
            });
            let grid = &mut grids[index];
            for row in grid.row(area.y0)..=grid.row(area.y1) {
                for column in grid.column(area.x0)..=grid.column(area.x1) {
                    grid.entries.push((row, column, number));
                }
            }
        }
        for grid in &mut grids {
            grid.entries.sort_unstable();
        }
        Self { areas, grids }
    }

    /// The area of a number.
    #[must_use]
    pub fn area(&self, number: u32) -> Rect {
        self.areas.get(number as usize).copied().unwrap_or_default()
    }

    /// The numbers of the areas that meet one (a common edge is enough), in no order, perhaps some of them repeatedly.
    pub fn meeting(&self, area: Rect) -> impl Iterator<Item = u32> {
        self.grids
            .iter()
            .flat_map(move |grid| grid.touching(area))
            .filter(move |number| self.areas[*number as usize].intersection(&area).is_some())
    }

    /// The last of the numbers whose area holds the point and is accepted.
    pub fn last_at(
        &self,
        (x, y): (f32, f32),
        numbers: Range<u32>,
        mut accept: impl FnMut(u32) -> bool,
    ) -> Option<u32> {
        let mut last: Option<u32> = None;
        for grid in &self.grids {
            let (row, column) = (grid.row(y), grid.column(x));
            let first = last.map_or(numbers.start, |last| last + 1);
            if first >= numbers.end {
                break;
            }
            let found = grid.entries
                [grid.first((row, column, first))..grid.first((row, column, numbers.end))]
                .iter()
                .rev()
                .map(|(.., number)| *number)
                .find(|number| self.areas[*number as usize].contains(x, y) && accept(*number));
            last = found.or(last);
        }
        last
    }
}

impl Grid {
    fn new(levels: (u8, u8)) -> Self {
        let per_point = |level: u8| 1.0 / (SMALLEST_CELL * CELL_RATIO.powi(level.into()));
        Self {
            levels,
            per_point: (per_point(levels.0), per_point(levels.1)),
            entries: Vec::new(),
        }
    }

    fn row(&self, y: f32) -> i32 {
        cell(y * self.per_point.1, self.levels.1)
    }

    fn column(&self, x: f32) -> i32 {
        cell(x * self.per_point.0, self.levels.0)
    }

    /// The numbers of what lies in the cells that an area touches.
    fn touching(&self, area: Rect) -> impl Iterator<Item = u32> {
        let (from, to) = (self.column(area.x0), self.column(area.x1));
        let (mut row, last_row) = (self.row(area.y0), self.row(area.y1));
        // Of each row only the stretch of columns is looked at, and rows without an entry are passed over.
        let mut at = self.first((row, from, 0));
        std::iter::from_fn(move || {
            loop {
                let (entry_row, column, number) = *self.entries.get(at)?;
                row = row.max(entry_row);
                if row > last_row {
                    return None;
                }
                if column < from || column > to {
                    let next = if column < from {
                        row
                    } else {
                        row.checked_add(1)?
                    };
                    at = self.first((next, from, 0));
                    continue;
                }
                at += 1;
                return Some(number);
            }
        })
    }

    /// Where the entries from one on begin.
    fn first(&self, from: (i32, i32, u32)) -> usize {
        self.entries.partition_point(|entry| *entry < from)
    }
}

/// The cell that a coordinate lies in, counted in cells of a size.
fn cell(cells: f32, level: u8) -> i32 {
    if level < MOST_LEVELS {
        floor(cells)
    } else {
        floor(cells.clamp(-FARTHEST_LARGE_CELL, FARTHEST_LARGE_CELL))
    }
}

/// The whole number below; unlike the library's, without a call for processors that lack the instruction.
fn floor(number: f32) -> i32 {
    let towards_zero = number as i32;
    towards_zero.saturating_sub(i32::from(towards_zero as f32 > number))
}

/// Which size of cells a length asks for.
fn level(length: f32) -> u8 {
    let mut size = SMALLEST_CELL;
    let mut level = 0;
    while size < length && level < MOST_LEVELS {
        size *= CELL_RATIO;
        level += 1;
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Areas of many sizes, the same each time.
    fn areas(count: u32) -> Vec<Rect> {
        let mut seed = 7_u32;
        let mut random = |below: f32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32 * below
        };
        let mut area = || {
            let (x, y) = (random(600.0) - 20.0, random(800.0) - 20.0);
            let (wide, high) = (random(5.0).exp(), random(5.0).exp());
            Rect::new(x, y, x + wide, y + high)
        };
        let mut areas: Vec<Rect> = (0..count).map(|_| area()).collect();
        areas.push(Rect::new(0.0, 100.0, 600.0, 100.0));
        areas.push(Rect::new(-1e9, -1e9, 1e9, 1e9));
        areas.push(Rect::new(f32::MIN, 0.0, f32::INFINITY, 1e30));
        areas
    }

    #[test]
    fn finds_what_asking_each_finds() {
        let areas = areas(500);
        let index = SpatialIndex::new(areas.iter().copied());
        for (number, asked) in areas.iter().enumerate() {
            let mut found: Vec<u32> = index.meeting(*asked).collect();
            found.sort_unstable();
            found.dedup();
            let meets = |other: &usize| areas[*other].intersection(asked).is_some();
            let expected: Vec<u32> = (0..areas.len())
                .filter(meets)
                .map(|other| other as u32)
                .collect();
            assert_eq!(found, expected);
            let point = (asked.mid_x(), asked.mid_y());
            let numbers = 10..number as u32;
            let last = numbers
                .clone()
                .rev()
                .find(|other| other % 3 != 0 && areas[*other as usize].contains(point.0, point.1));
            assert_eq!(index.last_at(point, numbers, |other| other % 3 != 0), last);
        }
    }

    #[test]
    fn nothing_is_near_nothing() {
        let index = SpatialIndex::default();
        assert_eq!(index.last_at((0.0, 0.0), 0..u32::MAX, |_| true), None);
        assert_eq!(index.meeting(Rect::new(0.0, 0.0, 9.0, 9.0)).count(), 0);
    }
}
