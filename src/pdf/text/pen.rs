//! What all glyphs of a string have in common, and where it puts them.

use std::rc::Rc;

use kurbo::{Affine, Point, Rect};

use crate::pdf::content::canvas::to_rect;
use crate::pdf::text::codes::PlainCode;
use crate::pdf::text::fonts::LoadedFont;
use crate::pdf::{Glyph, Visibility};

/// What holds for all glyphs of one string.
pub(crate) struct Pen<'a> {
    pub(crate) font: Rc<LoadedFont<'a>>,
    /// Text space to page space, without the place.
    pub(crate) text: [f64; 4],
    /// Glyph space (ems) to page space, without the place.
    pub(crate) glyph: [f64; 4],
    /// Whether that is a matrix at all.
    pub(crate) finite: bool,
    /// Where text space begins, if the text matrix did not move it.
    pub(crate) user: Affine,
    /// Whether the number of the font's looks is known, as it is once a letter is painted.
    pub(crate) has_looks: bool,
    /// What all glyphs have in common.
    pub(crate) alike: Glyph,
    pub(crate) clip: Rect,
    /// The part of the page that the clip leaves.
    pub(crate) seen: Rect,
    pub(crate) clips: bool,
    /// For letters that stand upright on a level line, as nearly all do.
    pub(crate) level: Option<Level>,
}

/// What a letter's box is reckoned from where it stands upright and text runs to the right, in points on the page.
#[derive(Clone, Copy)]
pub(crate) struct Upright {
    /// The width of an em.
    pub(crate) em: f64,
    /// From the baseline to the font's ascent and to its descent.
    pub(crate) top: f64,
    pub(crate) low: f64,
}

impl Upright {
    /// The measures of a matrix from glyph space to the page; `None` if it slants, turns or is none.
    pub(crate) fn of(font: &LoadedFont<'_>, glyph: [f64; 4]) -> Option<Self> {
        let [em, b, c, height] = glyph;
        let upright = b == 0.0 && c == 0.0 && em.is_finite() && height.is_finite();
        (upright && font.is_horizontal()).then_some(Self {
            em,
            top: height * font.ascent,
            low: height * font.descent,
        })
    }
}

/// A level line that letters stand upright on: they differ in nothing but where they begin and how wide they are.
pub(crate) struct Level {
    em: f64,
    /// What the rise moves them to the right.
    raised: f64,
    /// How text space's x becomes the page's: factor, and what is added before and after.
    user: (f64, f64, f64),
    /// From where to where a letter's centre is seen, and is not clipped.
    seen: (f64, f64),
    clip: (f64, f64),
    /// What they have in common; where they begin and end is still open.
    pub(crate) alike: Glyph,
}

impl Level {
    /// A letter, from where text space puts its origin; `None`: nowhere on a page.
    pub(crate) fn glyph(&self, x: f64, code: &PlainCode) -> Option<Glyph> {
        let (scale, before, after) = self.user;
        let x = self.raised + (scale * x + before + after);
        let to = self.em * code.width + x;
        let centre = 0.5 * (x + to);
        let inside = |(from, to): (f64, f64)| centre >= from && centre <= to;
        let visibility = if self.alike.visibility != Visibility::Visible || inside(self.seen) {
            self.alike.visibility
        } else if inside(self.clip) {
            Visibility::OffPage
        } else {
            Visibility::Clipped
        };
        let (from, to) = (x as f32, to as f32);
        let mut glyph = Glyph {
            ch: code.letter,
            x: from,
            visibility,
            ..self.alike
        };
        (glyph.rect.x0, glyph.rect.x1) = (from, to);
        (from.is_finite() && to.is_finite()).then_some(glyph)
    }
}

impl Pen<'_> {
    /// Where a glyph stands on the page, from its place in text space.
    pub(crate) fn place_of(&self, (x, y): (f64, f64), rise: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.user.as_coeffs();
        let [.., down_x, down_y] = self.text;
        (
            down_x * rise + (a * x + c * y + e),
            down_y * rise + (b * x + d * y + f),
        )
    }

    /// Where the text matrix places a glyph on the page; `None`: nowhere.
    pub(crate) fn place(&self, text: &Affine, rise: f64) -> Option<(f64, f64)> {
        let [.., x, y] = text.as_coeffs();
        let place = self.place_of((x, y), rise);
        (self.finite && place.0.is_finite() && place.1.is_finite()).then_some(place)
    }

    /// The line that upright letters stand on, if text runs level: no letter moves it up or down. `None` also where it
    /// is nowhere on a page.
    pub(crate) fn level(&self, upright: &Upright, text: &Affine, rise: f64) -> Option<Level> {
        let [a, b, c, d, e, f] = self.user.as_coeffs();
        let [_, slope, .., y] = text.as_coeffs();
        if slope != 0.0 || b != 0.0 {
            return None;
        }
        let [.., down_x, down_y] = self.text;
        let baseline = down_y * rise + (d * y + f);
        let (top, low) = (upright.top + baseline, upright.low + baseline);
        let rect = to_rect(Rect::new(0.0, top, 0.0, low));
        let alike = Glyph {
            rect,
            y: baseline as f32,
            ..self.alike
        };
        let middle = 0.5 * (top + low);
        let across = |area: &Rect| {
            if middle >= area.y0 && middle <= area.y1 {
                (area.x0, area.x1)
            } else {
                (f64::INFINITY, f64::NEG_INFINITY)
            }
        };
        is_finite(&alike).then(|| Level {
            em: upright.em,
            raised: down_x * rise,
            user: (a, c * y, e),
            seen: across(&self.seen),
            clip: across(&self.clip),
            alike,
        })
    }

    /// What a reader sees of a letter with this centre.
    pub(crate) fn visibility(&self, centre: Point) -> Visibility {
        let inside = |area: &Rect| {
            centre.x >= area.x0 && centre.x <= area.x1 && centre.y >= area.y0 && centre.y <= area.y1
        };
        if self.alike.visibility != Visibility::Visible || inside(&self.seen) {
            self.alike.visibility
        } else if inside(&self.clip) {
            Visibility::OffPage
        } else {
            Visibility::Clipped
        }
    }

    /// A glyph's origin and its box, from its left, its bottom and its width in ems.
    pub(crate) fn bounds(
        &self,
        place: (f64, f64),
        left: f64,
        bottom: f64,
        width: f64,
    ) -> (Point, Rect) {
        let [a, b, c, d] = self.glyph;
        let (right, top, low) = (
            left + width,
            self.font.ascent + bottom,
            self.font.descent + bottom,
        );
        let placed = Affine::new([a, b, c, d, place.0, place.1]);
        let corner = |x: f64, y: f64| placed * Point::new(x, y);
        let across = Rect::from_points(corner(left, top), corner(right, low));
        let bounds = across
            .union_pt(corner(right, top))
            .union_pt(corner(left, low));
        (corner(left, bottom), bounds)
    }
}

/// The part of a matrix that does not tell the place.
pub(crate) fn linear(matrix: Affine) -> [f64; 4] {
    let [a, b, c, d, ..] = matrix.as_coeffs();
    [a, b, c, d]
}

/// Whether a glyph has a place: what is finite where it is reckoned may be too large for a page's numbers.
pub(crate) fn is_finite(glyph: &Glyph) -> bool {
    let Glyph { rect, x, y, .. } = glyph;
    let numbers = [rect.x0, rect.y0, rect.x1, rect.y1, *x, *y, glyph.size];
    // A product with nothing is nothing, unless the number is not finite.
    numbers.into_iter().map(|number| number * 0.0).sum::<f32>() == 0.0
}
