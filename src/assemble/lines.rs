//! Small questions about lines.

use std::borrow::Borrow;

use crate::block::{Line, Place, TableCell, TableRow, merge_places};
use crate::output::{Plats, Tal};

pub(crate) use crate::block::split_lines;
pub(crate) use crate::letters::{count, letters_of};

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

/// The page on which the lines begin.
pub(crate) fn page(lines: &[Line]) -> u32 {
    lines.first().map_or(1, |line| line.place.page())
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
