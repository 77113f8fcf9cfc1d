//! Shaded areas in a picture, which stand for cells and header rows: found, and made as bright as the paper around them, so
//! that no engine takes their grain for ink and their letters stand dark on bright.

use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::ocr::ink::SampleBox;
use crate::ocr::tolerances::{
    DARK_SHADE, DARK_SHADE_SIZE, LIGHT_PAPER, LOWEST_SHADE, NARROWEST_SHADE, SHADE_BARE,
    SHADE_BLUR, SHADE_BREAK, SHADE_DARKER, SHADE_EDGE, SHADE_ENDS, SHADE_GRAIN,
};
use crate::pdf::Picture;

/// A shaded area, in points on the upright page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shade {
    /// Its area.
    pub rect: Rect,
    /// How bright it is, of 255.
    pub level: u8,
}

/// What a square of a point's side shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Paper,
    Shade(u8),
    Ink,
}

/// Squares in a row of one shade: from `from` up to `to`.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: usize,
    to: usize,
    level: u8,
}

/// Runs below each other.
#[derive(Debug, Clone, Copy)]
struct Area {
    run: Run,
    first: usize,
    last: usize,
}

/// Finds the shaded areas of a picture, and makes them as bright as its paper.
#[must_use]
pub fn take(picture: &mut Picture) -> Vec<Shade> {
    let side = ((picture.dpi / 72.0).round() as usize).max(1);
    let Some(paper) = paper(picture) else {
        return Vec::new();
    };
    let areas = areas(picture, side, paper);
    let mut shades = Vec::with_capacity(areas.len());
    for area in areas {
        let level = area.run.level;
        let bounds = moved_to_edges(
            samples_of(&area, side),
            picture,
            side,
            paper.midpoint(level),
        );
        brighten(picture, &bounds, level, paper);
        shades.push(Shade {
            rect: bounds.points(picture.dpi),
            level,
        });
    }
    shades
}

/// The samples of an area.
fn samples_of(area: &Area, side: usize) -> SampleBox {
    SampleBox {
        left: area.run.from * side,
        top: area.first * side,
        right: area.run.to * side,
        bottom: (area.last + 1) * side,
    }
}

/// An area with each edge where the picture becomes brighter than `middle`, at most [`SHADE_EDGE`] squares from where it is: an
/// area is found in whole squares, and its edges tell which words stand in it.
fn moved_to_edges(found: SampleBox, picture: &Picture, side: usize, middle: u8) -> SampleBox {
    let ink = middle.saturating_sub(SHADE_GRAIN);
    let is_shade = |samples: &mut dyn Iterator<Item = u8>| {
        let bare = samples.filter(|sample| *sample >= ink);
        let (sum, count) = bare.fold((0_usize, 0_usize), |(sum, count), sample| {
            (sum + usize::from(sample), count + 1)
        });
        sum < usize::from(middle) * count
    };
    let row = |y: usize| is_shade(&mut picture.row(y)[found.left..found.right].iter().copied());
    let rows = found.top + side..found.bottom.saturating_sub(side).max(found.top + side + 1);
    let column = |x: usize| {
        let mut samples = rows.clone().map(|y| picture.data[y * picture.width + x]);
        is_shade(&mut samples)
    };
    let reach = SHADE_EDGE * side;
    let first = |from: usize, is_shade: &dyn Fn(usize) -> bool| {
        let near = from.saturating_sub(reach)..from + reach;
        near.rev().take_while(|at| is_shade(*at)).last()
    };
    let last = |to: usize, most: usize, is_shade: &dyn Fn(usize) -> bool| {
        let near = to.saturating_sub(reach)..(to + reach).min(most);
        near.take_while(|at| is_shade(*at)).last()
    };
    SampleBox {
        left: first(found.left, &column).unwrap_or(found.left),
        top: first(found.top, &row).unwrap_or(found.top),
        right: last(found.right, picture.width, &column).map_or(found.right, |at| at + 1),
        bottom: last(found.bottom, picture.height, &row).map_or(found.bottom, |at| at + 1),
    }
}

/// The brightness that most of a picture has; `None` if most of it is dark.
fn paper(picture: &Picture) -> Option<u8> {
    let mut counts = [0_u32; 64];
    for sample in picture.data.iter().step_by(7) {
        counts[usize::from(sample >> 2)] += 1;
    }
    let (most, _) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let level = (most * 4 + 2) as u8;
    (level > LIGHT_PAPER).then_some(level)
}

fn areas(picture: &Picture, side: usize, paper: u8) -> Vec<Area> {
    let (columns, rows) = (picture.width / side, picture.height / side);
    let mut open: Vec<Area> = Vec::new();
    let mut done: Vec<Area> = Vec::new();
    let mut seen = vec![Seen::Paper; columns];
    for row in 0..rows {
        for (column, seen) in seen.iter_mut().enumerate() {
            *seen = look(picture, column * side, row * side, side, paper);
        }
        // A row of letters may hide the shade under it, but shows no paper.
        let goes_on = |area: &Area| {
            let paper = seen[area.run.from..area.run.to].iter();
            let paper = paper.filter(|seen| **seen == Seen::Paper).count();
            area.last + SHADE_BREAK + 1 >= row || paper <= 2 * SHADE_ENDS
        };
        let (rest, ended) = open.into_iter().partition::<Vec<Area>, _>(goes_on);
        open = rest;
        done.extend(ended);
        for run in runs(&seen) {
            if let Some(area) = open.iter_mut().find(|area| is_same(&area.run, &run)) {
                area.last = row;
            } else if !open.iter().any(|area| holds(&area.run, &run)) {
                open.push(Area {
                    run,
                    first: row,
                    last: row,
                });
            }
        }
    }
    done.extend(open);
    done.retain(|area| {
        let (wide, high) = (area.run.to - area.run.from, area.last + 1 - area.first);
        let letters =
            area.run.level < DARK_SHADE && (wide < DARK_SHADE_SIZE.0 || high < DARK_SHADE_SIZE.1);
        high >= LOWEST_SHADE && !letters
    });
    done.sort_by_key(|area| (area.first, area.run.from));
    done
}

/// Whether a run goes on with another one.
fn is_same(above: &Run, run: &Run) -> bool {
    above.from.abs_diff(run.from) <= SHADE_ENDS
        && above.to.abs_diff(run.to) <= SHADE_ENDS
        && above.level.abs_diff(run.level) < SHADE_GRAIN / 2
}

/// Whether a run is part of another one.
fn holds(whole: &Run, part: &Run) -> bool {
    whole.from <= part.from + SHADE_ENDS && part.to <= whole.to + SHADE_ENDS
}

fn look(picture: &Picture, left: usize, top: usize, side: usize, paper: u8) -> Seen {
    let (mut sum, mut darkest, mut brightest) = (0_usize, u8::MAX, 0);
    for y in top..top + side {
        for sample in &picture.row(y)[left..left + side] {
            sum += usize::from(*sample);
            darkest = darkest.min(*sample);
            brightest = brightest.max(*sample);
        }
    }
    let level = (sum / (side * side)) as u8;
    if brightest - darkest >= SHADE_GRAIN {
        Seen::Ink
    } else if level > paper.saturating_sub(SHADE_DARKER) {
        Seen::Paper
    } else {
        Seen::Shade(level)
    }
}

/// The runs of one row that are shaded but for letters.
fn runs(seen: &[Seen]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < seen.len() {
        if !matches!(seen[at], Seen::Shade(_)) {
            at += 1;
            continue;
        }
        let (from, mut to, mut white) = (at, at, 0);
        let (mut bare, mut sum) = (0, 0);
        while at < seen.len() && white <= SHADE_BREAK {
            match seen[at] {
                Seen::Shade(level) => {
                    (bare, sum, to, white) = (bare + 1, sum + usize::from(level), at + 1, 0);
                }
                Seen::Ink => white = 0,
                Seen::Paper => white += 1,
            }
            at += 1;
        }
        if to - from >= NARROWEST_SHADE && bare * 100 >= SHADE_BARE * (to - from) {
            runs.push(Run {
                from,
                to,
                level: (sum / bare.max(1)) as u8,
            });
        }
    }
    runs
}

/// Makes an area as bright as paper; one with white letters is turned to dark ones.
fn brighten(picture: &mut Picture, bounds: &SampleBox, level: u8, paper: u8) {
    let SampleBox {
        left,
        top,
        right,
        bottom,
    } = *bounds;
    let width = picture.width;
    let rows = top.saturating_sub(SHADE_BLUR)..(bottom + SHADE_BLUR).min(picture.height);
    for y in rows {
        for x in left.saturating_sub(SHADE_BLUR)..(right + SHADE_BLUR).min(width) {
            let sample = &mut picture.data[y * width + x];
            let inside = x >= left && x < right && y >= top && y < bottom;
            if inside && level < DARK_SHADE {
                *sample = (u8::MAX - *sample).saturating_add(level).min(paper);
            } else if inside {
                *sample = sample
                    .saturating_add(paper.saturating_sub(level))
                    .min(paper);
            } else if *sample >= level.saturating_sub(SHADE_GRAIN / 2) {
                *sample = paper.max(*sample);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper of 200 by 100 points with a shade, at 216 samples in an inch.
    fn page(level: u8) -> Picture {
        let mut picture = Picture::paper(200.0, 100.0, 216.0, 1 << 20).unwrap();
        for y in 60..120 {
            for x in 90..480 {
                picture.data[y * picture.width + x] = level;
            }
        }
        picture
    }

    #[test]
    fn a_shade_is_found_where_it_lies_and_made_bright() {
        for level in [215, 160, 40] {
            let mut picture = page(level);
            let shades = take(&mut picture);
            assert_eq!(shades.len(), 1, "{level}");
            let [x0, y0, x1, y1] = [30.0, 20.0, 160.0, 40.0];
            let found = shades[0].rect;
            for (found, wanted) in [
                (found.x0, x0),
                (found.y0, y0),
                (found.x1, x1),
                (found.y1, y1),
            ] {
                assert!((found - wanted).abs() <= 0.34, "{:?}", shades[0]);
            }
            assert_eq!(shades[0].level, level);
            assert!(picture.data.iter().all(|sample| *sample > 250));
        }
    }

    #[test]
    fn letters_on_a_shade_stay_and_white_ones_come_out_dark() {
        for (level, ink) in [(215, 0), (40, 255)] {
            let mut picture = page(level);
            for y in 80..100 {
                for x in (150..300).step_by(12) {
                    let at = y * picture.width + x;
                    picture.data[at..at + 4].fill(ink);
                }
            }
            assert_eq!(take(&mut picture).len(), 1);
            assert!(picture.data[90 * picture.width + 151] < 50);
            assert!(picture.data[90 * picture.width + 158] > 250);
        }
    }

    #[test]
    fn white_paper_lines_and_letters_are_no_shades() {
        let mut picture = Picture::paper(200.0, 100.0, 216.0, 1 << 20).unwrap();
        let width = picture.width;
        picture.data[30 * width..34 * width].fill(0);
        for y in 90..110 {
            for x in (60..500).step_by(10) {
                picture.data[y * width + x..y * width + x + 4].fill(20);
            }
        }
        let before = picture.clone();
        assert_eq!(take(&mut picture), []);
        assert_eq!(picture, before);
    }
}
