//! The header row of a known layout: which words are one cell's.

use crate::geometry::Rect;
use crate::grammar::{ColumnMatch, HeaderMatch, Layouts};
use crate::words::word::Word;

use super::char_grid::{ADVANCE, CLOSE};

/// So many places where column titles stand one space apart are tried.
const CLOSE_PLACES: usize = 6;
/// Words of several lines that are nearer to each other, in points, stand one below the other.
const SAME_CELL: f32 = 0.5 * ADVANCE;

/// The boxes of a header row's cells, the layout that knows them, and how many it knows. White space that runs down through all lines sets
/// cells apart if it is wide; where it is one character wide, the words of the column titles tell.
pub(super) fn cells<'a>(
    lines: &[Vec<Word>],
    layouts: &'a Layouts,
) -> Option<(usize, HeaderMatch<'a>, Vec<Rect>)> {
    let mut boxes: Vec<Rect> = lines.iter().flatten().map(|word| word.rect).collect();
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut units: Vec<Rect> = Vec::new();
    for rect in boxes {
        match units.last_mut() {
            Some(last) if last.overlap_x(&rect) > -SAME_CELL => *last = last.union(&rect),
            _ => units.push(rect),
        }
    }
    let close: Vec<usize> = (1..units.len())
        .filter(|&at| {
            let (left, right) = (units.get(at - 1), units.get(at));
            left.zip(right)
                .is_some_and(|(left, right)| left.overlap_x(right) > -CLOSE)
        })
        .collect();
    if close.len() > CLOSE_PLACES {
        return None;
    }
    let mut best: Option<(i64, usize, HeaderMatch<'a>, Vec<Rect>)> = None;
    for joined in 0..1_usize << close.len() {
        let mut cells: Vec<Rect> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let nth = close.iter().position(|&close| close == at);
            match cells.last_mut() {
                Some(last) if nth.is_some_and(|nth| joined >> nth & 1 == 1) => {
                    *last = last.union(unit);
                }
                _ => cells.push(*unit),
            }
        }
        let texts: Vec<String> = cells.iter().map(|cell| text_in(lines, cell)).collect();
        let Some(header) = layouts.header(&texts).filter(|_| cells.len() > 1) else {
            continue;
        };
        let known = |column: &&ColumnMatch| matches!(column, ColumnMatch::Known(..));
        let known = header.columns.iter().filter(known).count();
        let unknown = |column: &&ColumnMatch| matches!(column, ColumnMatch::Unknown(..));
        let unknown = header.columns.iter().filter(unknown).count();
        let worth = i64::try_from(known).ok()? * 2 - i64::try_from(unknown).ok()?;
        if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
            best = Some((worth, known, header, cells));
        }
    }
    best.map(|(_, known, header, cells)| (known, header, cells))
}

/// The words within a cell, line after line.
pub(super) fn text_in(lines: &[Vec<Word>], cell: &Rect) -> String {
    let inside = |word: &&Word| word.rect.mid_x() > cell.x0 && word.rect.mid_x() < cell.x1;
    let words = lines.iter().flatten().filter(inside);
    let texts: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    texts.join(" ")
}
