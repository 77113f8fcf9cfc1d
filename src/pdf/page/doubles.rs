//! Text that is drawn twice at one place (fill, then stroke; shadows; made bold by a slight shift).

use std::ops::{Range, RangeInclusive};

use crate::geometry::{Rect, greatest, least};
use crate::pdf::{Glyph, Visibility};

/// Two glyphs stand at one place when they are no further apart than this, along and across the line, in ems.
const SAME_ALONG: f32 = 0.1;
const SAME_ACROSS: f32 = 0.2;
/// Their sizes differ by no more than this share.
const DOUBLE_SIZE: f32 = 0.1;
/// Width and height of the cells that glyphs are found by, in points.
const CELL: f32 = 4.0;
/// Strings that a string is compared with, on average, before all of them count as near to another.
const MAX_COMPARED: usize = 64;
/// Glyphs of one character close to another that it is compared with.
const MAX_NEAR: usize = 64;

/// Text that is drawn twice at one place is there once, as it looks at last. Within one string nothing is drawn twice.
pub(crate) fn merge(glyphs: &mut Vec<Glyph>) {
    let strings = Strings::of(glyphs);
    let Some(near) = strings.near_others() else {
        return;
    };
    let mut places = Places::new(glyphs.len());
    // What is kept stands in front.
    let mut kept = 0;
    // A glyph that another replaced is still found where the first stood, so the whole reach is searched from then on.
    let mut moved = false;
    let mut string = 0;
    'glyphs: for next in 0..glyphs.len() {
        if strings.0[string].glyphs.end <= next {
            string += 1;
        }
        if !near[string] {
            glyphs.swap(kept, next);
            kept += 1;
            continue;
        }
        let glyph = &glyphs[next];
        let (column, row) = (cell_of(glyph.x), cell_of(glyph.y));
        let reach = cell_of(glyph.size * SAME_ACROSS).clamp(0, 3) + 1;
        let mut columns = column.saturating_sub(reach)..=column.saturating_add(reach);
        let mut rows = row.saturating_sub(reach)..=row.saturating_add(reach);
        if !moved {
            let (x, y) = distances(glyph);
            columns = narrowed(&columns, glyph.x, x);
            rows = narrowed(&rows, glyph.y, y);
        }
        let (ch, invisible) = (glyph.ch, glyph.visibility == Visibility::Invisible);
        for column in columns {
            for row in rows.clone() {
                for index in places.latest((ch, invisible, column, row)).take(MAX_NEAR) {
                    if is_double(&glyphs[index], &glyphs[next]) {
                        let again = glyphs[next];
                        replace(&mut glyphs[index], again);
                        moved = true;
                        continue 'glyphs;
                    }
                }
            }
        }
        places.push((ch, invisible, column, row), kept);
        glyphs.swap(kept, next);
        kept += 1;
    }
    glyphs.truncate(kept);
}

/// A string's glyphs, and the box of the places where something the same as one of them may stand.
struct Placement {
    glyphs: Range<usize>,
    reach: Rect,
}

/// The strings of a page in painting order. On nearly every page none comes near another, and no glyph need be looked at.
struct Strings(Vec<Placement>);

impl Strings {
    fn of(glyphs: &[Glyph]) -> Self {
        let same =
            |a: &Glyph, b: &Glyph| a.string == b.string && a.size == b.size && a.angle == b.angle;
        let mut start = 0;
        let strings = glyphs.chunk_by(same).map(|string| {
            let glyphs = start..start + string.len();
            start = glyphs.end;
            let (size, upright) = (string[0].size, is_upright(string[0].angle));
            let (mut x0, mut y0, mut x1, mut y1) = (
                f32::INFINITY,
                f32::INFINITY,
                f32::NEG_INFINITY,
                f32::NEG_INFINITY,
            );
            for glyph in string {
                (x0, x1) = (least(x0, glyph.x), greatest(x1, glyph.x));
                (y0, y1) = (least(y0, glyph.y), greatest(y1, glyph.y));
            }
            // Two reach each other when each comes half way; more than rounding makes of it is added.
            let half = |wide| 0.5 * size * if wide { SAME_ACROSS } else { SAME_ALONG };
            let x = half(!upright) + 0.01 + x0.abs().max(x1.abs()) * 1e-6;
            let y = half(upright) + 0.01 + y0.abs().max(y1.abs()) * 1e-6;
            let reach = Rect {
                x0: x0 - x,
                y0: y0 - y,
                x1: x1 + x,
                y1: y1 + y,
            };
            Placement { glyphs, reach }
        });
        Self(strings.collect())
    }

    /// For each string whether another comes near it; `None`: none does.
    fn near_others(&self) -> Option<Vec<bool>> {
        let mut near = vec![false; self.0.len()];
        let mut downwards: Vec<usize> = (0..self.0.len()).collect();
        downwards.sort_by(|a, b| self.0[*a].reach.y0.total_cmp(&self.0[*b].reach.y0));
        let mut comparisons = MAX_COMPARED * self.0.len();
        let mut found = false;
        for (position, index) in downwards.iter().enumerate() {
            let reach = &self.0[*index].reach;
            for other in &downwards[position + 1..] {
                let below = &self.0[*other].reach;
                if below.y0 > reach.y1 {
                    break;
                }
                if comparisons == 0 {
                    return Some(vec![true; self.0.len()]);
                }
                comparisons -= 1;
                if below.overlap_x(reach) >= 0.0 {
                    near[*index] = true;
                    near[*other] = true;
                    found = true;
                }
            }
        }
        found.then_some(near)
    }
}

/// How far from a glyph one that is the same may stand, across and down the page.
fn distances(glyph: &Glyph) -> (f32, f32) {
    let (along, across) = (SAME_ALONG * glyph.size, SAME_ACROSS * glyph.size);
    if is_upright(glyph.angle) {
        (along, across)
    } else {
        (across, along)
    }
}

/// The cells of a range that lie no farther from a coordinate than the distance.
fn narrowed(cells: &RangeInclusive<i32>, at: f32, distance: f32) -> RangeInclusive<i32> {
    // More than rounding makes of it.
    let distance = distance + 0.01 + at.abs() * 1e-6;
    let (from, to) = (cell_of(at - distance), cell_of(at + distance));
    from.max(*cells.start())..=to.min(*cells.end())
}

/// A character, whether it is invisible, and its cell's column and row.
type Key = (char, bool, i32, i32);

/// Where glyphs stand. The glyphs of a key are chained from the last to the first, so that none needs memory of its own.
struct Places {
    /// The last glyph of each hash.
    heads: Vec<u32>,
    /// For each entry its key, the entry before it with the same hash, and the glyph's index.
    glyphs: Vec<(Key, u32, usize)>,
}

impl Places {
    /// No glyph.
    const NONE: u32 = u32::MAX;

    fn new(glyphs: usize) -> Self {
        Self {
            heads: vec![Self::NONE; (2 * glyphs).next_power_of_two()],
            glyphs: Vec::new(),
        }
    }

    fn slot(&self, (ch, invisible, column, row): Key) -> usize {
        // Odd constants with many bits; the product's upper half depends on every bit of the key.
        let place = u64::from(column.cast_unsigned()) << 32 | u64::from(row.cast_unsigned());
        let sign = u64::from(u32::from(ch)) << 1 | u64::from(invisible);
        let mixed =
            (place ^ sign.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let hash = (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (hash >> 32) as usize & (self.heads.len() - 1)
    }

    fn push(&mut self, key: Key, glyph: usize) {
        let slot = self.slot(key);
        let entry = u32::try_from(self.glyphs.len()).unwrap_or(Self::NONE);
        self.glyphs.push((key, self.heads[slot], glyph));
        self.heads[slot] = entry;
    }

    /// The glyphs of a key, the last one first.
    fn latest(&self, key: Key) -> impl Iterator<Item = usize> {
        let entry = |entry: u32| self.glyphs.get(entry as usize);
        let first = self.heads[self.slot(key)];
        std::iter::successors(entry(first), move |(_, before, _)| entry(*before))
            .filter(move |(own, ..)| *own == key)
            .map(|(.., glyph)| *glyph)
    }
}

/// The cell of a coordinate.
fn cell_of(coordinate: f32) -> i32 {
    // `floor` is a call into the library for processors that lack the instruction.
    let cells = coordinate / CELL;
    let towards_zero = cells as i32;
    towards_zero.saturating_sub(i32::from(towards_zero as f32 > cells))
}

/// Whether text of this angle runs across the page rather than up or down.
fn is_upright(angle: i16) -> bool {
    !matches!(angle, 45..135 | 225..315)
}

fn is_double(a: &Glyph, b: &Glyph) -> bool {
    let size = a.size.min(b.size);
    let (along, across) = if is_upright(a.angle) {
        ((a.x - b.x).abs(), (a.y - b.y).abs())
    } else {
        ((a.y - b.y).abs(), (a.x - b.x).abs())
    };
    a.string != b.string
        && a.angle == b.angle
        && (a.size - b.size).abs() <= DOUBLE_SIZE * size
        && along <= SAME_ALONG * size
        && across <= SAME_ACROSS * size
}

/// The later one is what is seen; marks and a better visibility of the first one stay.
fn replace(first: &mut Glyph, second: Glyph) {
    let old = *first;
    let rank = |visibility: Visibility| match visibility {
        Visibility::Visible => 0,
        Visibility::Covered => 1,
        Visibility::Blended => 2,
        Visibility::Clipped => 3,
        Visibility::OffPage => 4,
        Visibility::Invisible => 5,
        Visibility::Bar => 6,
    };
    if rank(second.visibility) > rank(old.visibility) {
        return;
    }
    *first = second;
    first.confidence = first.confidence.max(old.confidence);
    if first.mark.is_none() || (first.artifact && !old.artifact) {
        first.mark = old.mark;
        first.artifact = old.artifact;
    }
}
