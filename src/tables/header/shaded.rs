//! Header rows shown by their shading: fills side by side, or one fill under words of several cells.

use crate::block::Witness;
use crate::geometry::Rect;
use crate::pdf::{PageContent, Rgb, Shape};
use crate::tables::header_row::{HeaderCandidate, is_shade};
use crate::tables::page_lines::PageLines;
use crate::tables::tolerances;
use crate::words::gaps::{is_evenly_spaced, rect_of, segments};
use crate::words::tolerances::same_size;
use crate::words::word::Word;

/// A fill that may shade a cell or a row.
type Fill = (Rect, Rgb);

/// Fills that touch side by side, and single wide ones with several cells' words on them.
#[must_use]
pub fn shaded(page: &PageContent, lines: &PageLines<'_>) -> Vec<HeaderCandidate> {
    let mut candidates = Vec::new();
    for band in bands(fills(page)) {
        let rect = band_rect(&band);
        let words = lines.words_in(&rect);
        let cells = words
            .iter()
            .map(|line| segments(line, tolerances::HEADER_CELL_GAP).count())
            .max()
            .unwrap_or(0);
        let edges = (band.len() > 1).then(|| {
            let mut edges = vec![band[0].0.x0];
            let between = |pair: &[Fill]| f32::midpoint(pair[0].0.x1, pair[1].0.x0);
            edges.extend(band.windows(2).map(between));
            edges.push(rect.x1);
            edges
        });
        let is_text = || words.iter().any(|line| is_justified(line, lines));
        if cells > 0 && edges.is_some() || cells > 1 && !is_text() {
            candidates.push(HeaderCandidate::new(rect, edges, Witness::Shading));
        }
    }
    candidates
}

/// Whether the line is one of justified text in a box, not one of cells: its gaps are alike, and so are those of a line
/// directly above or below it, which begins where it begins.
fn is_justified(line: &[Word], lines: &PageLines<'_>) -> bool {
    let first = &line[0];
    if !is_evenly_spaced(line) {
        return false;
    }
    let own = rect_of(line);
    let reach = tolerances::TEXT_LINES_NEAR * first.size;
    let beside = tolerances::BESIDE_SHADED_LINE;
    let near = Rect::new(
        own.x0 - beside,
        own.y0 - reach,
        own.x1 + beside,
        own.y1 + reach,
    );
    lines.words_in(&near).iter().any(|other| {
        (other[0].base - first.base).abs() > tolerances::OTHER_BASELINE * first.size
            && (other[0].rect.x0 - first.rect.x0).abs() < tolerances::TEXT_LINES_LEFT
            && same_size(other[0].size, first.size)
            && is_evenly_spaced(other)
    })
}

/// The fills that may shade cells, from top to bottom and from left to right.
fn fills(page: &PageContent) -> Vec<Fill> {
    let mut fills: Vec<Fill> = page
        .fills
        .iter()
        .filter(|fill| {
            fill.shape == Shape::Rectangle
                && is_shade(fill.color)
                && fill.rect.height() > tolerances::LEAST_SHADE_HEIGHT
                && fill.rect.height() < tolerances::MOST_SHADE_OF_PAGE * page.height
                && fill.rect.width() > tolerances::LEAST_SHADE_WIDTH
        })
        .map(|fill| (fill.rect, fill.color))
        .collect();
    fills.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    fills
}

/// Rows of fills that touch side by side, each from left to right.
fn bands(fills: Vec<Fill>) -> Vec<Vec<Fill>> {
    let tops: Vec<f32> = fills.iter().map(|fill| fill.0.y0).collect();
    let mut bands: Vec<Vec<Fill>> = Vec::new();
    // For each fill the band that it is in.
    let mut owners: Vec<usize> = Vec::new();
    for fill in fills {
        let newest = bands.len().saturating_sub(tolerances::BANDS_LOOKED_AT)..bands.len();
        let home = newest.rev().find(|at| {
            let last = &bands[*at][bands[*at].len() - 1];
            let level = (last.0.y0 - fill.0.y0).abs() < tolerances::LEVEL_FILLS
                && (last.0.y1 - fill.0.y1).abs() < tolerances::LEVEL_FILLS;
            let touches = (fill.0.x0 - last.0.x1).abs() < tolerances::FILLS_TOUCH;
            level && last.1 == fill.1 && touches
        });
        match home {
            Some(home) => {
                bands[home].push(fill);
                owners.push(home);
            }
            None => {
                owners.push(bands.len());
                bands.push(vec![fill]);
            }
        }
    }
    absorb_tall(&mut bands, &tops, &mut owners);
    bands
}

/// A cell over both rows of a header row is filled by itself, taller than its neighbours: it belongs to the upper row. `tops`
/// ascend; `owners` tells for each of them the band that its fill is in.
fn absorb_tall(bands: &mut Vec<Vec<Fill>>, tops: &[f32], owners: &mut [usize]) {
    for i in 0..bands.len() {
        let [tall] = bands[i][..] else {
            continue;
        };
        // A band begins at the top of one of its fills; twice the tolerance, for the exact question follows.
        let reach = 2.0 * tolerances::LEVEL_BANDS;
        let first = tops.partition_point(|top| *top < tall.0.y0 - reach);
        let end = tops.partition_point(|top| *top <= tall.0.y0 + reach);
        let near = owners.get(first..end).unwrap_or_default().iter();
        let home = near
            .filter(|j| **j != i && belongs_beside(&tall.0, tall.1, &bands[**j]))
            .min();
        if let Some(home) = home.copied() {
            bands[i].clear();
            bands[home].push(tall);
            bands[home].sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
            for owner in owners[first..end].iter_mut().filter(|owner| **owner == i) {
                *owner = home;
            }
        }
    }
    bands.retain(|band| !band.is_empty());
}

/// Whether the fill stands at an end of the band, begins where it begins and reaches farther down.
fn belongs_beside(tall: &Rect, color: Rgb, band: &[Fill]) -> bool {
    let (Some(first), Some(last)) = (band.first(), band.last()) else {
        return false;
    };
    let beside = (tall.x1 - first.0.x0).abs() < tolerances::FILLS_TOUCH
        || (tall.x0 - last.0.x1).abs() < tolerances::FILLS_TOUCH;
    first.1 == color
        && beside
        && (tall.y0 - first.0.y0).abs() < tolerances::LEVEL_BANDS
        && tall.y1 > band_rect(band).y1 + tolerances::TALLER
}

/// The box of a row of fills: as wide as all, as high as the lowest.
fn band_rect(band: &[Fill]) -> Rect {
    let all = band
        .iter()
        .map(|(rect, _)| *rect)
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default();
    let bottom = band.iter().map(|(rect, _)| rect.y1).reduce(f32::min);
    Rect::new(all.x0, all.y0, all.x1, bottom.unwrap_or(all.y1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREY: Rgb = Rgb(200, 200, 200);

    fn fill(x: (f32, f32), y: (f32, f32)) -> Fill {
        (Rect::new(x.0, y.0, x.1, y.1), GREY)
    }

    #[test]
    fn a_fill_over_both_rows_belongs_to_the_upper_one() {
        let upper = [
            fill((0.0, 100.0), (10.0, 40.0)),
            fill((100.0, 200.0), (10.0, 25.0)),
        ];
        let lower = [
            fill((100.0, 150.0), (25.0, 40.0)),
            fill((150.0, 200.0), (25.0, 40.0)),
        ];
        let all = upper.iter().chain(&lower).copied().collect();
        assert_eq!(bands(all), [upper.to_vec(), lower.to_vec()]);
        // Fills of one height are cells of one row.
        let row = [
            fill((0.0, 100.0), (10.0, 25.0)),
            fill((100.0, 200.0), (10.0, 25.0)),
        ];
        assert_eq!(bands(row.to_vec()), [row.to_vec()]);
    }
}
