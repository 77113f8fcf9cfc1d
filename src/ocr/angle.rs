//! The angle at which the lines of a page lie, from points on them: letters' origins, or lower edges of ink.

use crate::ocr::tolerances::MOST_STRIPS;

/// How an angle is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Search {
    /// Steps one after the other, each around what the one before found: how fine, and how far to both sides, in degrees.
    pub steps: [(f32, f32); 3],
    /// Points in one strip of so many points' height count as one line.
    pub strip: f32,
}

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The angle, in degrees clockwise.
    pub degrees: f32,
    /// How much better than upright the points fall into lines at that angle, as a factor.
    pub better: f32,
}

impl Search {
    /// The angle at which the points, told from the page's middle, fall into lines best. `diagonal` is the page's: none lies
    /// farther apart.
    #[must_use]
    pub fn of(&self, points: &[(f32, f32)], diagonal: f32) -> Found {
        let mut room = vec![0_u32; (diagonal / self.strip).clamp(1.0, MOST_STRIPS) as usize + 4];
        let upright = self.sharpness(points, 0.0, &mut room);
        if upright == 0.0 {
            return Found {
                degrees: 0.0,
                better: 1.0,
            };
        }
        let (mut best, mut score) = (0.0_f32, upright);
        for (step, reach) in self.steps {
            let count = (reach / step).round() as i32;
            let (mut first, mut last, mut most) = (best, best, 0.0);
            for number in -count..=count {
                let degrees = best + number as f32 * step;
                let found = self.sharpness(points, degrees, &mut room);
                if found > most {
                    (first, most) = (degrees, found);
                }
                if found == most {
                    last = degrees;
                }
            }
            // Short lines fall together just as well over a stretch of angles: its middle is meant.
            best = f32::midpoint(first, last);
            score = score.max(most);
        }
        Found {
            degrees: best,
            better: score / upright,
        }
    }

    /// How well lines of this angle part the points: the sum of the squares of the strips' counts, each strip with its
    /// neighbour, so that no line falls between two.
    fn sharpness(&self, points: &[(f32, f32)], degrees: f32, room: &mut [u32]) -> f32 {
        room.fill(0);
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (sin, cos) = (sin / self.strip, cos / self.strip);
        let middle = room.len() as f32 / 2.0;
        for (x, y) in points {
            let across = y * cos - x * sin + middle;
            if let Some(count) = room.get_mut(across.max(0.0) as usize) {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::tolerances::MOST_ASKEW;

    const SEARCH: Search = Search {
        steps: [(0.1, MOST_ASKEW), (0.02, 0.1), (0.005, 0.02)],
        strip: 0.35,
    };

    #[test]
    fn lines_are_found_at_the_angle_at_which_they_lie() {
        for degrees in [-4.3_f32, -1.0, 0.0, 0.07, 2.5] {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let place = |at: u16| {
                let (x, y) = (
                    f32::from(at % 90) * 5.0 - 225.0,
                    f32::from(at / 90) * 14.0 - 300.0,
                );
                (x * cos - y * sin, x * sin + y * cos)
            };
            let points: Vec<(f32, f32)> = (0..3600).map(place).collect();
            let found = SEARCH.of(&points, 1031.0);
            assert!((found.degrees - degrees).abs() < 0.01, "{found:?}");
            assert!(found.better >= 1.0);
        }
    }

    #[test]
    fn nothing_lies_upright() {
        let found = SEARCH.of(&[], 1031.0);
        assert_eq!(found.degrees, 0.0);
    }
}
