//! Small questions about lines.

use std::borrow::Borrow;

use crate::block::{Line, Place, TableCell, TableRow, merge_places};
use crate::letters::small;
use crate::output::{Plats, Tal};

/// The letters and digits of a text, small: what is compared when white space and broken words are not mended yet.
pub(crate) fn letters_of(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        match small(c) {
            Some(small) => letters.push(small),
            None if c.is_alphanumeric() => letters.extend(c.to_lowercase()),
            None => {}
        }
    }
    letters
}

/// Number of characters, white space aside.
pub(crate) fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Where the lines stand.
pub(crate) fn places<L: Borrow<Line>>(lines: &[L]) -> Vec<Plats> {
    merge_places(lines.iter().map(|line| &line.borrow().place))
}

/// Adds places to merged ones.
pub(crate) fn absorb<'p>(plats: &mut Vec<Plats>, places: impl IntoIterator<Item = &'p Place>) {
    for added in merge_places(places) {
        match added {
            Plats::Sida { sida, ruta } => absorb_page(plats, sida, ruta),
            Plats::Rader { rad: [first, last] } => {
                let rows = plats.iter_mut().find_map(|plats| match plats {
                    Plats::Rader { rad } => Some(rad),
                    Plats::Sida { .. } => None,
                });
                match rows {
                    Some(rad) => *rad = [rad[0].min(first), rad[1].max(last)],
                    None => plats.push(Plats::Rader { rad: [first, last] }),
                }
            }
        }
    }
}

fn absorb_page(plats: &mut Vec<Plats>, number: u32, added: [Tal; 4]) {
    let place = |plats: &Plats| match plats {
        Plats::Sida { sida, .. } => *sida,
        Plats::Rader { .. } => 0,
    };
    let at = plats.partition_point(|plats| place(plats) < number);
    match plats.get_mut(at) {
        Some(Plats::Sida { sida, ruta }) if *sida == number => {
            let least = |a: Tal, b: Tal| if b < a { b } else { a };
            let most = |a: Tal, b: Tal| if b > a { b } else { a };
            *ruta = [
                least(ruta[0], added[0]),
                least(ruta[1], added[1]),
                most(ruta[2], added[2]),
                most(ruta[3], added[3]),
            ];
        }
        _ => plats.insert(
            at,
            Plats::Sida {
                sida: number,
                ruta: added,
            },
        ),
    }
}

/// Splits lines after a number of characters, white space aside.
pub(crate) fn split_lines(lines: &[Line], mut letters: usize) -> (Vec<Line>, Vec<Line>) {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    for line in lines {
        let here = count(&line.text);
        if letters == 0 {
            tail.push(line.clone());
        } else if letters >= here {
            letters -= here;
            head.push(line.clone());
        } else {
            let (before, after) = line.split_at(byte_after(&line.text, letters));
            letters = 0;
            head.push(before);
            tail.push(after);
        }
    }
    (head, tail)
}

/// The byte after the first `letters` characters, white space aside.
fn byte_after(text: &str, letters: usize) -> usize {
    text.char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .nth(letters)
        .map_or(text.len(), |(at, _)| at)
}

/// Where a row stands: its own places, else its lines'.
pub(crate) fn row_places(row: &TableRow) -> Vec<Place> {
    if !row.places.is_empty() {
        return row.places.clone();
    }
    row_lines(row).map(|line| line.place).collect()
}

/// All lines of a row, cell by cell.
pub(crate) fn row_lines(row: &TableRow) -> impl Iterator<Item = &Line> {
    row.cells.iter().flat_map(|cell| &cell.lines)
}

/// Whether the cell has neither text nor marks.
pub(crate) fn is_empty(cell: &TableCell) -> bool {
    cell.marks.is_empty() && cell.lines.iter().all(|line| line.text.is_empty())
}
