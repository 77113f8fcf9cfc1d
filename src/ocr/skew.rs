//! Pictures that lie askew or on their side: measured and turned.

use crate::ocr::ink::Ink;
use crate::pdf::Picture;

/// Pictures are measured up to this angle, in degrees.
const MOST_ASKEW: f32 = 5.0;
/// Steps of the search in degrees, each around what the one before found.
const STEPS: [f32; 3] = [0.1, 0.02, 0.005];
/// Less than this, in degrees, is upright: two fifths of a point over a page's width would be less than the search tells.
const UPRIGHT: f32 = 0.02;
/// Lower edges of ink in one strip of so many points count as one line.
const STRIP: f32 = 0.35;
/// Most edges that are measured; of more, every so manyth is.
const MOST_EDGES: usize = 60_000;
/// Fewer edges tell nothing.
const FEWEST_EDGES: usize = 200;

/// The angle of the lines of a picture in degrees clockwise; 0 when it is upright.
#[must_use]
pub fn askew(ink: &Ink, dpi: f32) -> f32 {
    let edges = edges(ink, dpi);
    if edges.len() < FEWEST_EDGES {
        return 0.0;
    }
    let diagonal = (ink.width as f32).hypot(ink.height as f32) * 72.0 / dpi;
    let mut room = vec![0_u32; (diagonal / STRIP) as usize + 4];
    let (mut best, mut reach) = (0.0_f32, MOST_ASKEW);
    for step in STEPS {
        let count = (reach / step).round() as i32;
        let (mut first, mut last, mut most) = (best, best, 0.0);
        for number in -count..=count {
            let angle = best + number as f32 * step;
            let found = sharpness(&edges, angle, &mut room);
            if found > most {
                (first, most) = (angle, found);
            }
            if found == most {
                last = angle;
            }
        }
        best = f32::midpoint(first, last);
        reach = step;
    }
    if best.abs() < UPRIGHT { 0.0 } else { best }
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

/// How well lines of this angle part the edges: see [`crate::ocr::layer`].
fn sharpness(edges: &[(f32, f32)], degrees: f32, room: &mut [u32]) -> f32 {
    room.fill(0);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (sin, cos) = (sin / STRIP, cos / STRIP);
    let middle = room.len() as f32 / 2.0;
    for (x, y) in edges {
        let across = y * cos - x * sin + middle;
        if let Some(count) = room.get_mut(across as usize) {
            *count += 1;
        }
    }
    let pairs = room.windows(2);
    pairs
        .map(|pair| {
            let both = (pair[0] + pair[1]) as f32;
            both * both
        })
        .sum()
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
