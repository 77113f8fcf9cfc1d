//! Headings that nothing but their look shows: bold text in cells, with plain rows of numbers below.

use crate::block::Witness;
use crate::geometry::Rect;
use crate::tables::columns::numbers::{is_number, pieces};
use crate::tables::header::candidates::{HeaderCandidate, heading, heading_lines};
use crate::words::gaps::rect_of;
use crate::words::word::Word;

/// Lines below the heading among which a row with numbers must be: rows that only name a group may come first.
const ROWS_LOOKED_AT: usize = 3;
/// White space between two rows of a heading, by the font size, at most.
const UPPER_ROW: f32 = 1.6;

/// Finds such headings.
#[must_use]
pub fn over_numbers(lines: &[Vec<Word>]) -> Vec<HeaderCandidate> {
    let mut headings = Vec::new();
    let mut done = f32::NEG_INFINITY;
    for (i, line) in lines.iter().enumerate() {
        if line[0].base < done || !line.iter().all(|word| word.bold) {
            continue;
        }
        let cells = pieces(line);
        let numbers = cells.iter().filter(|piece| is_number(piece)).count();
        if cells.len() < 2 || numbers * 2 >= cells.len() {
            continue;
        }
        let mut rect = heading_lines(lines, i);
        let size = line[0].size;
        let mut bottom = rect.y1;
        let below = lines[i + 1..].iter().filter(|line| line[0].base > rect.y1);
        let mut found = false;
        let mut names = rect.x0;
        for row in below.take(ROWS_LOOKED_AT) {
            let own = rect_of(row);
            let near = own.y0 - bottom < 2.5 * size && (row[0].size - size).abs() < 1.6;
            if !near || row.iter().all(|word| word.bold) {
                break;
            }
            bottom = own.y1;
            names = names.min(own.x0);
            let cells_below = pieces(row);
            let numbers = cells_below
                .iter()
                .skip(1)
                .filter(|piece| is_number(piece))
                .filter(|piece| {
                    let middle = rect_of(piece).mid_x();
                    middle > rect.x0 && middle < rect.x1 + size
                })
                .count();
            if numbers + 1 >= cells.len().min(3) && numbers * 2 + 1 >= cells_below.len() {
                found = true;
                break;
            }
        }
        if found {
            if names < rect.x0 - size {
                rect = over_names(&rect, names, &lines[..i]);
            }
            done = rect.y1;
            headings.push(heading(rect, None, Witness::BoldOverNumbers));
        }
    }
    headings
}

/// The box of a heading that begins right of the rows' names: an upper row of it names them, or nothing does.
fn over_names(rect: &Rect, names: f32, above: &[Vec<Word>]) -> Rect {
    let mut whole = *rect;
    if let Some(upper) = above.last() {
        let (own, size) = (rect_of(upper), upper[0].size);
        let near = rect.y0 - own.y1 < UPPER_ROW * size && rect.y0 > own.y0 + 0.5 * size;
        let row = upper.iter().all(|word| word.bold) && pieces(upper).len() > 1;
        if near && row && own.x1 < rect.x1 + size {
            whole = whole.union(&own);
        }
    }
    whole.x0 = whole.x0.min(names);
    whole
}
