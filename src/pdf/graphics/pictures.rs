//! A page's images as one grey picture, as they lie on each other: what a scanner saw.
//!
//! Only images are painted, in their order: a scan is one of them, several strips, or a coloured ground with the letters of
//! each colour as a stencil upon it. All kinds are decoded, also those whose decoders no limit of ours bounds (CCITT and
//! JBIG2): call this where time and memory are limited.

use kurbo::{Affine, Point};

use crate::pdf::Rgb;
use crate::pdf::graphics::samples::Raster;

/// Samples of an image for one of the picture, from which on several are averaged.
const SHRINKS: f64 = 1.02;
/// The same, below which samples are mixed.
const GROWS: f64 = 0.98;
/// Most samples in a row that are averaged.
const MOST_AVERAGED: u32 = 4;
/// Points in an inch.
const INCH: f32 = 72.0;

/// A grey picture of a page: row by row, 0 black, 255 white.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    /// Samples in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Samples in an inch.
    pub dpi: f32,
    /// The samples.
    pub data: Vec<u8>,
}

impl Picture {
    /// White paper of a size in points; `None` if it had more than so many samples, or none.
    #[must_use]
    pub fn paper(width: f32, height: f32, dpi: f32, most: u64) -> Option<Self> {
        let samples = |points: f32| (points * dpi / INCH).round().max(0.0) as usize;
        let (width, height) = (samples(width), samples(height));
        let count = width.checked_mul(height)?;
        (count > 0 && count as u64 <= most).then(|| Self {
            width,
            height,
            dpi,
            data: vec![u8::MAX; count],
        })
    }

    /// A row.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        let from = (y * self.width).min(self.data.len());
        let to = (from + self.width).min(self.data.len());
        &self.data[from..to]
    }

    /// Paints an image whose unit square `matrix` puts on the page.
    pub(crate) fn paint(&mut self, raster: &Raster, fill: Rgb, matrix: Affine) {
        let (width, height) = raster.size();
        let source = Grey {
            width: width as usize,
            height: height as usize,
            data: raster.grey(fill),
        };
        let scale = f64::from(self.dpi / INCH);
        let placed = Affine::scale(scale) * matrix;
        let determinant = placed.determinant();
        if !determinant.is_finite() || determinant.abs() < f64::EPSILON || source.data.is_empty() {
            return;
        }
        // An image's first row is the upper one.
        let to_source = Affine::scale_non_uniform(f64::from(width), f64::from(height))
            * Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 1.0])
            * placed.inverse();
        let area = placed.transform_rect_bbox(kurbo::Rect::new(0.0, 0.0, 1.0, 1.0));
        let bounds = |low: f64, high: f64, most: usize| {
            let most = most as f64;
            (
                low.round().clamp(0.0, most) as usize,
                high.round().clamp(0.0, most) as usize,
            )
        };
        let (left, right) = bounds(area.x0, area.x1, self.width);
        let (top, bottom) = bounds(area.y0, area.y1, self.height);
        let [a, b, c, d, ..] = to_source.as_coeffs();
        let ratio = a.hypot(b).max(c.hypot(d));
        for y in top..bottom {
            let start = to_source * Point::new(left as f64 + 0.5, y as f64 + 0.5);
            let row = &mut self.data[y * self.width + left..y * self.width + right];
            for (index, sample) in row.iter_mut().enumerate() {
                let along = index as f64;
                let (x, y) = (start.x + a * along, start.y + b * along);
                let found = if ratio > SHRINKS {
                    source.mean(x, y, to_source, ratio)
                } else if ratio < GROWS {
                    source.mixed(x, y)
                } else {
                    source.at(x, y)
                };
                if let Some(found) = found {
                    *sample = found;
                }
            }
        }
    }
}

/// An image's samples as grey; [`Raster::NOTHING`] where nothing is painted.
struct Grey {
    width: usize,
    height: usize,
    data: Vec<u16>,
}

impl Grey {
    fn at(&self, x: f64, y: f64) -> Option<u8> {
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (x, y) = (x as usize, y as usize);
        if x >= self.width || y >= self.height {
            return None;
        }
        u8::try_from(*self.data.get(y * self.width + x)?).ok()
    }

    /// Of the four samples around a place, by their distance.
    fn mixed(&self, x: f64, y: f64) -> Option<u8> {
        let whole = self.at(x, y)?;
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, low) = (x - left, y - top);
        let part = |dx: f64, dy: f64, share: f64| {
            share * f64::from(self.at(left + dx + 0.5, top + dy + 0.5).unwrap_or(whole))
        };
        let mixed = part(0.0, 0.0, (1.0 - right) * (1.0 - low))
            + part(1.0, 0.0, right * (1.0 - low))
            + part(0.0, 1.0, (1.0 - right) * low)
            + part(1.0, 1.0, right * low);
        Some(mixed.round() as u8)
    }

    /// Of the samples that one of the picture covers.
    fn mean(&self, x: f64, y: f64, to_source: Affine, ratio: f64) -> Option<u8> {
        let [a, b, c, d, ..] = to_source.as_coeffs();
        let count = (ratio.ceil() as u32).clamp(2, MOST_AVERAGED);
        let (mut sum, mut found) = (0_u32, 0_u32);
        for across in 0..count {
            for along in 0..count {
                let off = |number: u32| (f64::from(number) + 0.5) / f64::from(count) - 0.5;
                let (along, across) = (off(along), off(across));
                let (x, y) = (x + a * along + c * across, y + b * along + d * across);
                if let Some(sample) = self.at(x, y) {
                    sum += u32::from(sample);
                    found += 1;
                }
            }
        }
        // Where a stencil paints less than half, the ground shows.
        (found * 2 > count * count).then(|| u8::try_from(sum / found).unwrap_or(u8::MAX))
    }
}
