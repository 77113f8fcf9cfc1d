//! Pictures that lie askew or on their side: measured and turned.

use crate::ocr::ink::Ink;
use crate::ocr::tolerances::{FEWEST_EDGES, MOST_EDGES, PICTURE_SEARCH, UPRIGHT_PICTURE};
use crate::pdf::Picture;

/// The angle of the lines of a picture in degrees clockwise; 0 when it is upright.
#[must_use]
pub fn askew(ink: &Ink, dpi: f32) -> f32 {
    let edges = edges(ink, dpi);
    if edges.len() < FEWEST_EDGES {
        return 0.0;
    }
    let diagonal = (ink.width as f32).hypot(ink.height as f32) * 72.0 / dpi;
    let best = PICTURE_SEARCH.of(&edges, diagonal).degrees;
    if best.abs() < UPRIGHT_PICTURE {
        0.0
    } else {
        best
    }
}

/// Where ink ends downwards, in points from the middle.
fn edges(ink: &Ink, dpi: f32) -> Vec<(f32, f32)> {
    let (width, height) = (ink.width, ink.height);
    let ends = |at: usize| ink.data[at] > 0 && ink.data.get(at + width) == Some(&0);
    let count = (0..ink.data.len()).filter(|at| ends(*at)).count();
    let step = count.div_ceil(MOST_EDGES).max(1);
    let scale = 72.0 / dpi;
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    let place = |at: usize| {
        let (x, y) = ((at % width) as f32, (at / width) as f32);
        ((x - middle_x) * scale, (y - middle_y) * scale)
    };
    let found = (0..ink.data.len()).filter(|at| ends(*at));
    found.step_by(step).map(place).collect()
}

/// The picture turned back by the angle at which it lies, about its middle; what comes in from outside is white.
#[must_use]
pub fn straightened(picture: &Picture, degrees: f32) -> Picture {
    /// Parts of a sample that places are told in.
    const PARTS: i64 = 1 << 16;
    let (width, height) = (picture.width, picture.height);
    let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
    let parts = |samples: f64| (samples * PARTS as f64) as i64;
    let (middle_x, middle_y) = (width as f64 / 2.0, height as f64 / 2.0);
    let mut data = Vec::with_capacity(picture.data.len());
    for y in 0..height {
        let down = y as f64 + 0.5 - middle_y;
        let start = 0.5 - middle_x;
        let mut from_x = parts(start * cos - down * sin + middle_x - 0.5);
        let mut from_y = parts(start * sin + down * cos + middle_y - 0.5);
        let (step_x, step_y) = (parts(cos), parts(sin));
        for _ in 0..width {
            let (left, top) = (from_x >> 16, from_y >> 16);
            let inside =
                left >= 0 && top >= 0 && left + 1 < width as i64 && top + 1 < height as i64;
            data.push(if inside {
                let at = top as usize * width + left as usize;
                let upper = &picture.data[at..at + 2];
                let lower = &picture.data[at + width..at + width + 2];
                let right = ((from_x & (PARTS - 1)) >> 8) as u32;
                let low = ((from_y & (PARTS - 1)) >> 8) as u32;
                let mix =
                    |pair: &[u8]| u32::from(pair[0]) * (256 - right) + u32::from(pair[1]) * right;
                ((mix(upper) * (256 - low) + mix(lower) * low) >> 16) as u8
            } else {
                u8::MAX
            });
            from_x += step_x;
            from_y += step_y;
        }
    }
    Picture {
        width,
        height,
        dpi: picture.dpi,
        data,
    }
}

/// The picture turned by a quarter clockwise.
#[must_use]
pub fn quarter(picture: &Picture) -> Picture {
    let (width, height) = (picture.width, picture.height);
    let mut data = vec![u8::MAX; picture.data.len()];
    for y in 0..height {
        for (x, sample) in picture.row(y).iter().enumerate() {
            data[x * height + (height - 1 - y)] = *sample;
        }
    }
    Picture {
        width: height,
        height: width,
        dpi: picture.dpi,
        data,
    }
}
