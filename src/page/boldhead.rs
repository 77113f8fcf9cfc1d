//! Headings that nothing but their look shows: bold text in cells, with plain rows of numbers below.

use super::columns::rect_of;
use super::heading::{Heading, heading, heading_lines};
use super::numeric::{is_number, pieces};
use super::word::Word;

/// Lines below the heading among which a row with numbers must be: rows that only name a group may come first.
const ROWS_LOOKED_AT: usize = 3;

/// Finds such headings.
#[must_use]
pub fn over_numbers(lines: &[Vec<Word>]) -> Vec<Heading> {
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
        let rect = heading_lines(lines, i);
        let size = line[0].size;
        let mut bottom = rect.y1;
        let below = lines[i + 1..]
            .iter()
            .filter(|line| line[0].base > rect.y1 - 0.3 * size);
        let mut found = false;
        for row in below.take(ROWS_LOOKED_AT) {
            let own = rect_of(row);
            let near = own.y0 - bottom < 2.5 * size && (row[0].size - size).abs() < 1.6;
            if !near || row.iter().all(|word| word.bold) {
                break;
            }
            bottom = own.y1;
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
            done = rect.y1;
            headings.push(heading(rect, None, "fet rad"));
        }
    }
    headings
}
