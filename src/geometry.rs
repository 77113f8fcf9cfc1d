//! Points and rectangles on a page: points (1/72 inch) from the page's top left corner, y downwards.

use serde::{Deserialize, Serialize};

/// The lesser of two numbers; unlike the library's, for numbers only, in one instruction.
#[must_use]
pub fn least(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

/// The greater of two numbers.
#[must_use]
pub fn greatest(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// An axis-aligned rectangle `[x0, y0, x1, y1]` in points from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// A rectangle from its edges, in any order.
    #[must_use]
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self {
            x0: x0.min(x1),
            y0: y0.min(y1),
            x1: x0.max(x1),
            y1: y0.max(y1),
        }
    }

    /// Width in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Horizontal centre.
    #[must_use]
    pub fn mid_x(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }

    /// Vertical centre.
    #[must_use]
    pub fn mid_y(&self) -> f32 {
        f32::midpoint(self.y0, self.y1)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: least(self.x0, other.x0),
            y0: least(self.y0, other.y0),
            x1: greatest(self.x1, other.x1),
            y1: greatest(self.y1, other.y1),
        }
    }

    /// The common part, if the two overlap or touch.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self {
            x0: greatest(self.x0, other.x0),
            y0: greatest(self.y0, other.y0),
            x1: least(self.x1, other.x1),
            y1: least(self.y1, other.y1),
        };
        (both.x0 <= both.x1 && both.y0 <= both.y1).then_some(both)
    }

    /// How many points the two overlap horizontally; negative is the gap between them.
    #[must_use]
    pub fn overlap_x(&self, other: &Self) -> f32 {
        least(self.x1, other.x1) - greatest(self.x0, other.x0)
    }

    /// How many points the two overlap vertically; negative is the gap between them.
    #[must_use]
    pub fn overlap_y(&self, other: &Self) -> f32 {
        least(self.y1, other.y1) - greatest(self.y0, other.y0)
    }

    /// The rectangle when its page, which is so high, is turned by a quarter clockwise.
    #[must_use]
    pub fn turned(&self, height: f32) -> Self {
        Self::new(height - self.y0, self.x0, height - self.y1, self.x1)
    }

    /// The rectangle with so much more on each side.
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        Self {
            x0: self.x0 - by,
            y0: self.y0 - by,
            x1: self.x1 + by,
            y1: self.y1 + by,
        }
    }

    /// Whether the point lies inside or on an edge.
    #[must_use]
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }
}

/// How an area was turned to stand upright: its own places, to places on the page as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Quarters of a circle by which it was turned, clockwise: 1 to 3.
    pub quarters: u8,
    /// Width of the page as it is shown, in points.
    pub width: f32,
    /// Height of the page as it is shown, in points.
    pub height: f32,
}

impl Turn {
    /// Where a rectangle of the turned area stands on the page as it is shown.
    #[must_use]
    pub fn shown(&self, rect: &Rect) -> Rect {
        let (width, height) = (self.width, self.height);
        let (low, high) = ((rect.x0, rect.y0), (rect.x1, rect.y1));
        let back = |(x, y): (f32, f32)| match self.quarters {
            1 => (y, height - x),
            2 => (width - x, height - y),
            3 => (width - y, x),
            _ => (x, y),
        };
        let ((x0, y0), (x1, y1)) = (back(low), back(high));
        Rect::new(x0, y0, x1, y1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rect, Turn};

    #[test]
    fn what_was_turned_stands_where_it_stood() {
        let (width, height) = (600.0, 800.0);
        let shown = Rect::new(10.0, 20.0, 40.0, 30.0);
        let mut own = shown;
        let mut sides = (width, height);
        for quarters in 1..4 {
            own = own.turned(sides.1);
            sides = (sides.1, sides.0);
            let turn = Turn {
                quarters,
                width,
                height,
            };
            assert_eq!(turn.shown(&own), shown, "{quarters}");
        }
    }
}
