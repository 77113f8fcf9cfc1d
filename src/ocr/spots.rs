//! Solid spots in a picture: the marks that tables have beside their rows. Engines take them for letters, so they are taken out
//! and put back as what they are.

use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::ocr::ink::{Ink, Paper, SampleBox};
use crate::ocr::tolerances::{
    SPOT_AROUND, SPOT_BLUR, SPOT_EVEN, SPOT_INK, SPOT_MARGIN, SPOT_SIZE, SQUARE_SPOT_INK,
};
use crate::pdf::Picture;

/// A spot, in points on the upright page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its box.
    pub rect: Rect,
    /// Whether it is round.
    pub round: bool,
    /// How bright it is, of 255.
    pub level: u8,
}

/// Finds the spots of a picture and paints them over.
#[must_use]
pub fn take(picture: &mut Picture, paper: &Paper, ink: &Ink) -> Vec<Spot> {
    let scale = picture.dpi / 72.0;
    let (least, most) = (
        (SPOT_SIZE.0 * scale) as usize,
        (SPOT_SIZE.1 * scale) as usize,
    );
    let margin = ((SPOT_MARGIN * scale) as usize).max(SPOT_BLUR + 1);
    let heights = ink.heights();
    let mut spots = Vec::new();
    for y in 0..ink.height {
        let row = &ink.data[y * ink.width..(y + 1) * ink.width];
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let (left, right) = (x, x + run.len());
            x = right;
            if run[0] == 0 || run.len() < least || run.len() > most {
                continue;
            }
            let Some((found, share)) = spot(ink, &heights, (left, right, y), margin) else {
                continue;
            };
            let level = picture.data[y * picture.width + left.midpoint(right)];
            spots.push(Spot {
                rect: found.points(picture.dpi),
                round: share < SQUARE_SPOT_INK,
                level,
            });
            for y in found.top - SPOT_BLUR..found.bottom + SPOT_BLUR {
                for x in found.left - SPOT_BLUR..found.right + SPOT_BLUR {
                    picture.data[y * picture.width + x] = paper.at(x, y);
                }
            }
        }
    }
    spots
}

/// The spot whose middle row has this run of ink, and how much of its box is ink, in percent.
fn spot(
    ink: &Ink,
    heights: &[u8],
    (left, right, y): (usize, usize, usize),
    margin: usize,
) -> Option<(SampleBox, usize)> {
    let middle = left.midpoint(right);
    let high = usize::from(heights[y * ink.width + middle]);
    let wide = right - left;
    if (high as f32 - wide as f32).abs() > SPOT_EVEN * wide as f32 {
        return None;
    }
    let inked = |y: &usize| ink.data[y * ink.width + middle] > 0;
    let top = (0..y).rev().take_while(inked).last().unwrap_or(y);
    let bottom = top + high;
    if y != top.midpoint(bottom) {
        return None;
    }
    let (outer_left, outer_top) = (left.checked_sub(margin)?, top.checked_sub(margin)?);
    if right + margin > ink.width || bottom + margin > ink.height {
        return None;
    }
    let count = |left: usize, right: usize, top: usize, bottom: usize| -> usize {
        let rows = (top..bottom).map(|y| &ink.data[y * ink.width + left..y * ink.width + right]);
        rows.flatten().map(|sample| usize::from(*sample)).sum()
    };
    let inside = count(left, right, top, bottom);
    let all = count(outer_left, right + margin, outer_top, bottom + margin);
    let around = (wide + 2 * margin) * (high + 2 * margin) - wide * high;
    let share = inside * 100 / (wide * high);
    let found = SampleBox {
        left,
        top,
        right,
        bottom,
    };
    (share >= SPOT_INK && (all - inside) * 100 <= SPOT_AROUND * around).then_some((found, share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spots_are_taken_out_and_letters_are_not() {
        let mut picture = Picture::paper(100.0, 50.0, 200.0, 1 << 20).unwrap();
        let width = picture.width;
        let mut disc = |x: usize, y: usize, outer: usize, inner: usize| {
            for dy in 0..2 * outer {
                for dx in 0..2 * outer {
                    let far = dx.abs_diff(outer).pow(2) + dy.abs_diff(outer).pow(2);
                    if far < outer * outer && far >= inner * inner {
                        picture.data[(y + dy) * width + x + dx] = 0;
                    }
                }
            }
        };
        disc(20, 20, 12, 0);
        // An o, and a bullet.
        disc(100, 20, 12, 8);
        disc(180, 20, 4, 0);
        let paper = Paper::of(&picture);
        let ink = Ink::of(&picture, &paper);
        let spots = take(&mut picture, &paper, &ink);
        assert_eq!(spots.len(), 1, "{spots:?}");
        assert!(spots[0].round && (spots[0].rect.mid_x() - 11.5).abs() < 0.5);
        assert_eq!(picture.data[32 * width + 32], 255);
        assert_eq!(picture.data[32 * width + 102], 0);
    }
}
