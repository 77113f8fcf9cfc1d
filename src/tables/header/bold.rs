//! Header rows that nothing but their look shows: bold text in cells, with plain rows of numbers below.

use crate::block::Witness;
use crate::geometry::Rect;
use crate::tables::columns::numbers::{is_number, pieces};
use crate::tables::header::candidates::header_lines;
use crate::tables::header_row::HeaderCandidate;
use crate::tables::tolerances;
use crate::words::gaps::rect_of;
use crate::words::word::Word;

/// Finds such header rows.
#[must_use]
pub fn over_numbers(lines: &[Vec<Word>]) -> Vec<HeaderCandidate> {
    let mut candidates = Vec::new();
    let mut done = f32::NEG_INFINITY;
    for (at, line) in lines.iter().enumerate() {
        if line[0].base < done || !line.iter().all(|word| word.bold) {
            continue;
        }
        let cells = pieces(line);
        let numbers = cells.iter().filter(|piece| is_number(piece)).count();
        if cells.len() < 2 || numbers * 2 >= cells.len() {
            continue;
        }
        let mut rect = header_lines(lines, at);
        let size = line[0].size;
        if let Some(names) = names_above_numbers(&rect, size, cells.len(), &lines[at + 1..]) {
            if names < rect.x0 - size {
                rect = over_names(&rect, names, &lines[..at]);
            }
            done = rect.y1;
            let witness = Witness::BoldOverNumbers;
            candidates.push(HeaderCandidate::new(rect, None, witness));
        }
    }
    candidates
}

/// How far left the rows' names begin, if one of the next rows holds numbers under the bold cells.
fn names_above_numbers(header: &Rect, size: f32, cells: usize, lines: &[Vec<Word>]) -> Option<f32> {
    let below = lines.iter().filter(|line| line[0].base > header.y1);
    let mut bottom = header.y1;
    let mut names = header.x0;
    for row in below.take(tolerances::ROWS_BELOW_BOLD) {
        let own = rect_of(row);
        let near = own.y0 - bottom < tolerances::ROW_BELOW_BOLD * size
            && (row[0].size - size).abs() < tolerances::HEADER_TO_BODY_SIZE;
        let bold = row.iter().all(|word| word.bold);
        // The name of a group of rows is bold, too, and stands over the names.
        let group = bold && pieces(row).len() == 1 && own.x0 < header.x0 + size;
        if !near || bold && !group {
            return None;
        }
        bottom = own.y1;
        if group {
            continue;
        }
        names = names.min(own.x0);
        let cells_below = pieces(row);
        let numbers = cells_below
            .iter()
            .skip(1)
            .filter(|piece| is_number(piece))
            .filter(|piece| {
                let middle = rect_of(piece).mid_x();
                middle > header.x0 && middle < header.x1 + size
            })
            .count();
        // A number under each title but that of the names, two at least; and in half of the row's own cells.
        if numbers + 1 >= cells.min(3) && numbers * 2 + 1 >= cells_below.len() {
            return Some(names);
        }
    }
    None
}

/// The box of a header row that begins right of the rows' names: an upper row of it names them, or nothing does.
fn over_names(rect: &Rect, names: f32, above: &[Vec<Word>]) -> Rect {
    let mut whole = *rect;
    if let Some(upper) = above.last() {
        let (own, size) = (rect_of(upper), upper[0].size);
        let near = rect.y0 - own.y1 < tolerances::UPPER_ROW * size
            && rect.y0 > own.y0 + tolerances::LINE_STEP * size;
        let row = upper.iter().all(|word| word.bold) && pieces(upper).len() > 1;
        if near && row && own.x1 < rect.x1 + size {
            whole = whole.union(&own);
        }
    }
    whole.x0 = whole.x0.min(names);
    whole
}
