//! The graphics state (ISO 32000-2, 8.4).

use std::ops::Range;
use std::rc::Rc;

use kurbo::{Affine, Rect};

use crate::pdf::Rgb;
use crate::pdf::graphics::color::Space;
use crate::pdf::text::codes::is_space;
use crate::pdf::text::fonts::LoadedFont;

/// The colour in force for filling or for stroking.
#[derive(Clone)]
pub(crate) struct Paint {
    /// Colour space.
    pub(crate) space: Rc<Space>,
    /// Colour, as near as the colour space tells it.
    pub(crate) rgb: Rgb,
    /// `false` for a tiling pattern: what it paints may have holes.
    pub(crate) solid: bool,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            space: Rc::new(Space::Gray),
            rgb: Rgb(0, 0, 0),
            solid: true,
        }
    }
}

/// The clip in force, as the bounding box of what is left: exact as long as only rectangles clipped.
#[derive(Clone, Copy)]
pub(crate) struct Clip {
    /// Nothing outside it is painted; infinite at first.
    pub(crate) rect: Rect,
    /// Whether everything inside it is painted.
    pub(crate) exact: bool,
}

impl Clip {
    /// No clip.
    pub(crate) const NONE: Self = Self {
        rect: Rect::new(
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
            f64::INFINITY,
            f64::INFINITY,
        ),
        exact: true,
    };

    /// The clip narrowed to a further area.
    pub(crate) fn narrowed(self, rect: Rect, exact: bool) -> Self {
        Self {
            rect: intersect(self.rect, rect),
            exact: self.exact && exact,
        }
    }
}

/// The common part; empty (never inverted) when there is none.
pub(crate) fn intersect(a: Rect, b: Rect) -> Rect {
    let Rect { x0, y0, x1, y1 } = common(a, b);
    Rect::new(x0, y0, x1.max(x0), y1.max(y0))
}

/// The same, but of two areas that are apart one that ends before it begins: nothing lies in it.
pub(crate) fn common(a: Rect, b: Rect) -> Rect {
    let (x0, y0) = (a.x0.max(b.x0), a.y0.max(b.y0));
    Rect::new(x0, y0, a.x1.min(b.x1), a.y1.min(b.y1))
}

/// Text state parameters (ISO 32000-2, 9.3).
#[derive(Clone)]
pub(crate) struct TextState<'a> {
    /// The font.
    pub(crate) font: Option<Rc<LoadedFont<'a>>>,
    /// Font size.
    pub(crate) size: f64,
    /// Character spacing.
    pub(crate) char_spacing: f64,
    /// Word spacing.
    pub(crate) word_spacing: f64,
    /// Horizontal scaling, 1 is normal.
    pub(crate) scale: f64,
    /// Leading.
    pub(crate) leading: f64,
    /// Rise.
    pub(crate) rise: f64,
    /// Render mode, 0 to 7.
    pub(crate) mode: i64,
}

impl TextState<'_> {
    /// What is added after a code: only the space of one byte is wider (ISO 32000-2, 9.3.3).
    pub(crate) fn word_spacing(&self, code: u32, length: usize) -> f64 {
        if is_space(code, length) {
            self.word_spacing
        } else {
            0.0
        }
    }
}

/// The graphics state as far as it decides what is read.
#[derive(Clone)]
pub(crate) struct Graphics<'a> {
    /// User space to page space (points, y downwards).
    pub(crate) ctm: Affine,
    /// Clip.
    pub(crate) clip: Clip,
    /// Fill colour.
    pub(crate) fill: Paint,
    /// Stroke colour.
    pub(crate) stroke: Paint,
    /// Line width in user space.
    pub(crate) line_width: f64,
    /// Line cap style.
    pub(crate) line_cap: i64,
    /// Fill opacity.
    pub(crate) fill_alpha: f64,
    /// Stroke opacity.
    pub(crate) stroke_alpha: f64,
    /// Opacity of the groups around.
    pub(crate) group_alpha: f64,
    /// A blend mode lets what lies beneath show through.
    pub(crate) blended: bool,
    /// A soft mask does.
    pub(crate) masked: bool,
    /// Text state.
    pub(crate) text: TextState<'a>,
    /// Glyphs that clip what is painted now (render modes 4 to 7): they show through what paints on them.
    pub(crate) text_clip: Option<Range<usize>>,
}

impl Graphics<'_> {
    /// The state at the start of a page.
    pub(crate) fn new(ctm: Affine) -> Self {
        Self {
            ctm,
            clip: Clip::NONE,
            fill: Paint::default(),
            stroke: Paint::default(),
            line_width: 1.0,
            line_cap: 0,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            group_alpha: 1.0,
            blended: false,
            masked: false,
            text: TextState {
                font: None,
                size: 0.0,
                char_spacing: 0.0,
                word_spacing: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
            text_clip: None,
        }
    }
}
