//! Ink on paper: which samples of a picture are darker than the paper around them, and how long they run.

use crate::geometry::Rect;
use crate::ocr::tolerances::{DARKER_SHARE, INK_CONTRAST, PAPER_SQUARE};
use crate::pdf::Picture;

/// A box in samples; `right` and `bottom` are the first beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SampleBox {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl SampleBox {
    /// The same in points, in a picture of so many samples in an inch.
    pub(super) fn points(&self, dpi: f32) -> Rect {
        let points = |at: usize| at as f32 * 72.0 / dpi;
        Rect::new(
            points(self.left),
            points(self.top),
            points(self.right),
            points(self.bottom),
        )
    }
}

/// How bright the paper is at each place.
pub struct Paper {
    square: usize,
    columns: usize,
    levels: Vec<u8>,
}

impl Paper {
    /// Measures a picture's paper.
    #[must_use]
    pub fn of(picture: &Picture) -> Self {
        let square = ((PAPER_SQUARE * picture.dpi / 72.0) as usize).max(4);
        let columns = picture.width.div_ceil(square).max(1);
        let rows = picture.height.div_ceil(square);
        let mut levels = Vec::with_capacity(columns * rows);
        let mut counts = vec![[0_u32; 64]; columns];
        for band in 0..rows {
            counts.fill([0; 64]);
            let (top, bottom) = (band * square, ((band + 1) * square).min(picture.height));
            for y in top..bottom {
                let parts = picture.row(y).chunks(square);
                for (part, counts) in parts.zip(&mut counts) {
                    for sample in part {
                        counts[usize::from(sample >> 2)] += 1;
                    }
                }
            }
            levels.extend(counts.iter().map(brightness));
        }
        Self {
            square,
            columns,
            levels,
        }
    }

    /// The paper at a place.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> u8 {
        let at = y / self.square * self.columns + x / self.square;
        self.levels.get(at).copied().unwrap_or(u8::MAX)
    }
}

/// The level that one sample in [`DARKER_SHARE`] is brighter than.
fn brightness(counts: &[u32; 64]) -> u8 {
    let all: u32 = counts.iter().sum();
    let mut above = 0;
    for (level, count) in counts.iter().enumerate().rev() {
        above += count;
        if above as usize * DARKER_SHARE >= all as usize {
            return (level * 4 + 3).min(255) as u8;
        }
    }
    u8::MAX
}

/// The samples that are ink, row by row: 1 ink, 0 paper.
pub struct Ink {
    /// Samples in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The samples.
    pub data: Vec<u8>,
}

impl Ink {
    /// The ink of a picture.
    #[must_use]
    pub fn of(picture: &Picture, paper: &Paper) -> Self {
        let mut data = Vec::with_capacity(picture.data.len());
        for y in 0..picture.height {
            let parts = picture.row(y).chunks(paper.square);
            for (number, part) in parts.enumerate() {
                let level = paper
                    .at(number * paper.square, y)
                    .saturating_sub(INK_CONTRAST);
                data.extend(part.iter().map(|sample| u8::from(*sample < level)));
            }
        }
        Self {
            width: picture.width,
            height: picture.height,
            data,
        }
    }

    /// The same with rows and columns changed.
    #[must_use]
    pub fn transposed(&self) -> Self {
        /// Squares of so many samples stay in a processor's nearest memory.
        const TILE: usize = 64;
        let (width, height) = (self.width, self.height);
        let mut data = vec![0; self.data.len()];
        for top in (0..height).step_by(TILE) {
            for left in (0..width).step_by(TILE) {
                for y in top..(top + TILE).min(height) {
                    for x in left..(left + TILE).min(width) {
                        data[x * height + y] = self.data[y * width + x];
                    }
                }
            }
        }
        Self {
            width: height,
            height: width,
            data,
        }
    }

    /// For each sample of ink how many lie on end above and below it, itself included, 255 at most; 0 for paper.
    #[must_use]
    pub fn heights(&self) -> Vec<u8> {
        let width = self.width.max(1);
        let mut heights = self.data.clone();
        for at in width..heights.len() {
            if heights[at] > 0 {
                heights[at] = heights[at - width].saturating_add(1);
            }
        }
        for at in (width..heights.len()).rev() {
            if heights[at] > 0 && heights[at - width] > 0 {
                heights[at - width] = heights[at];
            }
        }
        heights
    }
}
