//! What the reader finds on a page, before anything is understood.
//!
//! All coordinates are points from the page's top left corner after `/Rotate` and `CropBox`.

use crate::geometry::Rect;
use crate::pdf::Remark;

/// An RGB colour, one byte a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What a reader of the printed page sees of a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Painted where a reader sees it.
    Visible,
    /// Not painted: text render mode 3, as in the text layer of a scan (ISO 32000-2, 9.3.6), fully transparent, or on a
    /// layer that is switched off.
    Invisible,
    /// Outside the clip that was in force.
    Clipped,
    /// Outside the page.
    OffPage,
    /// Behind an image or an opaque fill that was painted later.
    Covered,
    /// Painted in the colour of what lies behind it (white on white paper): nobody can tell it from there.
    Blended,
    /// No letter: a ruling line that was read as one when a picture was recognised.
    Bar,
}

/// Index into [`PageContent::fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FontId(pub u16);

/// A font as far as the layout needs it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontInfo {
    /// Base font name without its subset prefix.
    pub name: String,
    /// Bold by name, descriptor or weight.
    pub bold: bool,
    /// Italic by name, descriptor or angle.
    pub italic: bool,
}

impl FontInfo {
    /// The name as messages have it.
    pub(crate) fn shown(&self) -> &str {
        if self.name.is_empty() {
            "without a name"
        } else {
            &self.name
        }
    }
}

/// The marked content that a glyph or an image belongs to (ISO 32000-2, 14.7.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MarkId {
    /// `/MCID` within its content stream.
    pub mcid: u32,
    /// Object number of the form whose stream holds the mark; `None` for the page's own stream.
    pub form: Option<i32>,
}

/// One character of the text layer. A glyph that stands for several letters is one `Glyph` a letter, its advance
/// split; white space is kept as glyphs too, but words come from gaps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The character, NFC, ligatures and soft hyphens resolved (U+00AD is U+002D, U+00A0 is U+0020).
    pub ch: char,
    /// How sure the character is, in percent: [`Glyph::CERTAIN`] where the font told it, [`Glyph::GUESSED`] where it was
    /// guessed from the glyph's number or is U+FFFD, in between where it was recognised in a picture.
    pub confidence: u8,
    /// Box from the advance and the font's ascent and descent.
    pub rect: Rect,
    /// Baseline origin.
    pub x: f32,
    /// Baseline origin.
    pub y: f32,
    /// Font size in points as painted, after all matrices.
    pub size: f32,
    /// Direction of writing in degrees clockwise: 0 left to right, 90 downwards.
    pub angle: i16,
    /// The font.
    pub font: FontId,
    /// Fill colour.
    pub color: Rgb,
    /// What a reader sees of it.
    pub visibility: Visibility,
    /// Marked content, if any.
    pub mark: Option<MarkId>,
    /// Inside `/Artifact` marked content: page furniture, says the maker.
    pub artifact: bool,
    /// How many fills, images and glyphs were painted before it.
    pub order: u32,
    /// The number of the string that shows it: within one string nothing is drawn twice.
    pub string: u32,
}

impl Glyph {
    /// Confidence of a character that the font told.
    pub const CERTAIN: u8 = 100;
    /// Confidence of a character that nothing told.
    pub const GUESSED: u8 = 0;
}

/// Where a ruling line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSource {
    /// A stroked path segment.
    Stroke,
    /// A filled rectangle thinner than 3 points.
    ThinFill,
    /// The edge of a larger fill: weaker evidence.
    FillEdge,
}

/// A horizontal or vertical ruling line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The line as a rectangle; one side is its width (0 for a fill's edge).
    pub rect: Rect,
    /// Horizontal or vertical.
    pub horizontal: bool,
    /// What drew it.
    pub source: RuleSource,
    /// Its colour.
    pub color: Rgb,
}

/// The outline of a fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An axis-aligned rectangle.
    Rectangle,
    /// Curves only: a circle or an ellipse.
    Ellipse,
    /// Anything else.
    Other,
}

/// A filled area (thin ones are also in [`PageContent::rules`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Bounding box, clipped.
    pub rect: Rect,
    /// Colour.
    pub color: Rgb,
    /// Outline.
    pub shape: Shape,
    /// How many fills, images and glyphs were painted before it.
    pub order: u32,
    /// Inside `/Artifact` marked content.
    pub artifact: bool,
}

/// An image where it was placed: the unit square under the matrix in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Bounding box, clipped.
    pub rect: Rect,
    /// Width and height in samples.
    pub samples: (u32, u32),
    /// The colour that most opaque, non-white samples are close to; `None` if the image could not be decoded or was too large to try.
    pub color: Option<Rgb>,
    /// Share of the painted columns that the dominant colour fills (bars of progress); `None` as above.
    pub filled: Option<f32>,
    /// Marked content, if any.
    pub mark: Option<MarkId>,
    /// Inside `/Artifact` marked content.
    pub artifact: bool,
}

/// Everything on one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageContent {
    /// Page number from 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Fonts of the glyphs.
    pub fonts: Vec<FontInfo>,
    /// Glyphs in painting order.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines.
    pub rules: Vec<Rule>,
    /// Fills.
    pub fills: Vec<Fill>,
    /// Images.
    pub images: Vec<Image>,
    /// What went wrong.
    pub remarks: Vec<Remark>,
    /// Whether its glyphs were recognised in its picture.
    pub recognition: Recognised,
}

/// Images over this share of a page are the page: a scan, not an illustration.
const PICTURE_SHARE: f32 = 0.5;
/// A scan with a text layer has more than so many letters that are not painted for each that is.
const LAYER_RATIO: usize = 4;

impl PageContent {
    /// The share of the page that images cover; those that lie over each other count twice.
    #[must_use]
    pub fn image_share(&self) -> f32 {
        let whole = Rect::new(0.0, 0.0, self.width, self.height);
        let on_page = |rect: &Rect| whole.overlap_x(rect).max(0.0) * whole.overlap_y(rect).max(0.0);
        let covered: f32 = self.images.iter().map(|image| on_page(&image.rect)).sum();
        covered / (self.width * self.height).max(1.0)
    }

    /// Whether images cover most of the page.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.image_share() > PICTURE_SHARE
    }
}

/// Whether a page of so many painted letters, and so many that are not, is a scan with a text layer.
#[must_use]
pub fn is_text_layer(painted: usize, unpainted: usize) -> bool {
    unpainted > LAYER_RATIO * painted
}

impl PageContent {
    /// Turns all of the page by a quarter clockwise.
    pub fn turn_quarter(&mut self) {
        let height = self.height;
        for glyph in &mut self.glyphs {
            glyph.rect = glyph.rect.turned(height);
            (glyph.x, glyph.y) = (height - glyph.y, glyph.x);
            glyph.angle = (glyph.angle + 90).rem_euclid(360);
        }
        for rule in &mut self.rules {
            rule.rect = rule.rect.turned(height);
            rule.horizontal = !rule.horizontal;
        }
        for fill in &mut self.fills {
            fill.rect = fill.rect.turned(height);
        }
        for image in &mut self.images {
            image.rect = image.rect.turned(height);
        }
        (self.width, self.height) = (self.height, self.width);
    }
}

/// Whether a page's glyphs were recognised in its picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Recognised {
    /// Nobody tried.
    #[default]
    Not,
    /// They were.
    Done,
    /// It was tried; why it failed.
    Failed(String),
}
