//! Columns that only fills show in a ruled table: cells side by side in one row, each filled by itself, with no line between.

use crate::drawing::rules::{Line, Ruling};
use crate::geometry::Rect;
use crate::pdf::{PageContent, Shape};
use crate::tables::header_row::is_shade;
use crate::tables::page_lines::PageLines;
use crate::tables::tolerances::{FILLS_TOUCH, LEAST_SHADE_HEIGHT, LEVEL_FILLS, ONE_RULE};
use crate::words::word::Word;

/// The seams between such cells, each as a vertical line.
#[must_use]
pub fn seams(page: &PageContent, ruling: &Ruling, lines: &[Vec<Word>]) -> Vec<Line> {
    let mut fills: Vec<(Rect, crate::pdf::Rgb)> = (page.fills.iter())
        .filter(|fill| fill.shape == Shape::Rectangle && is_shade(fill.color))
        .filter(|fill| fill.rect.height() > LEAST_SHADE_HEIGHT && is_ruled(&fill.rect, ruling))
        .map(|fill| (fill.rect, fill.color))
        .collect();
    if fills.len() < 2 {
        return Vec::new();
    }
    let level =
        |a: &Rect, b: &Rect| (a.y0 - b.y0).abs() < LEVEL_FILLS && (a.y1 - b.y1).abs() < LEVEL_FILLS;
    // Fills of one row follow each other from left to right.
    fills.sort_by(|(a, _), (b, _)| {
        let row = |rect: &Rect| (rect.y1 / LEVEL_FILLS).round();
        row(a).total_cmp(&row(b)).then(a.x0.total_cmp(&b.x0))
    });
    let pages = PageLines::new(lines);
    // A cell over several columns may be filled piece by piece: then one piece has the words.
    let worded = |rect: &Rect| pages.has_words_in(rect);
    (fills.windows(2))
        .filter(|pair| {
            let ((a, own), (b, other)) = (&pair[0], &pair[1]);
            own == other && level(a, b) && (b.x0 - a.x1).abs() < FILLS_TOUCH
        })
        .filter(|pair| worded(&pair[0].0) && worded(&pair[1].0))
        .map(|pair| Line {
            at: f32::midpoint(pair[0].0.x1, pair[1].0.x0),
            from: pair[0].0.y0,
            to: pair[0].0.y1,
            joints: Vec::new(),
        })
        .filter(|seam| !is_drawn(seam, ruling) && !is_crossed(seam, &pages))
        .collect()
}

/// Whether lines run over the fill's upper and lower side.
fn is_ruled(rect: &Rect, ruling: &Ruling) -> bool {
    [rect.y0, rect.y1].into_iter().all(|y| {
        let lines = &ruling.horizontal;
        let first = lines.partition_point(|line| line.at < y - ONE_RULE);
        let near = lines[first..]
            .iter()
            .take_while(|line| line.at <= y + ONE_RULE);
        near.into_iter()
            .any(|line| line.covers(rect.x0, rect.x1, ONE_RULE))
    })
}

/// Whether a vertical line runs where the seam is.
fn is_drawn(seam: &Line, ruling: &Ruling) -> bool {
    ruling.vertical.iter().any(|line| {
        let beside = (line.at - seam.at).abs() < ONE_RULE;
        beside && line.from < seam.to && line.to > seam.from
    })
}

/// Whether a word stands on the seam.
fn is_crossed(seam: &Line, lines: &PageLines<'_>) -> bool {
    let row = Rect::new(f32::NEG_INFINITY, seam.from, f32::INFINITY, seam.to);
    let words = lines.words_in(&row);
    let mut words = words.iter().flatten();
    words.any(|word| word.rect.x0 < seam.at && word.rect.x1 > seam.at)
}
