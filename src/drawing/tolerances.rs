//! Sizes and distances of what is drawn on a page: all tolerances of this folder, in points unless told otherwise.

use crate::geometry::Rect;
use crate::pdf::Rgb;

// Ruling lines.

/// Shorter strokes are dashes, dots and parts of letters.
pub(crate) const SHORTEST_RULE: f32 = 4.0;
/// Two pieces of one line may be so far apart, or overlap so much: line ends and corners of cells.
pub(crate) const PIECES_TOUCH: f32 = 2.5;
/// Pieces of one line may differ by less across it: cells' borders are drawn on either side of an edge.
pub(crate) const ONE_RULE_ACROSS: f32 = 1.2;
/// An underline may lie so far above its words' baseline.
pub(crate) const UNDERLINE_ABOVE: f32 = 0.5;
/// An underline lies less than this share of the font size below its words' baseline: above the descenders' end.
pub(crate) const UNDERLINE_BELOW: f32 = 0.3;
/// An underline reaches less than this beyond its words on either side.
pub(crate) const UNDERLINE_BEYOND: f32 = 2.0;
/// Words under which one underline runs stand no farther apart than this share of the font size: more parts cells.
pub(crate) const UNDERLINED_GAP: f32 = 1.2;

// Marks.

/// Marks are so wide and so high at least: less is a dot or a line.
pub(crate) const SMALLEST_MARK: f32 = 3.0;
/// Marks are so wide at most: a bar of progress across a column.
pub(crate) const WIDEST_MARK: f32 = 130.0;
/// Marks are so high at most: an icon of three lines of text.
pub(crate) const HIGHEST_MARK: f32 = 42.0;
/// Drawn spots (circles, squares) are so wide and high at most: two lines of text.
pub(crate) const LARGEST_SPOT: f32 = 30.0;
/// Spots are less than so many times as wide as high, or as high as wide; bars are wider.
pub(crate) const SLENDER: f32 = 1.5;
/// An image that is more than so many times as wide as high is a bar.
pub(crate) const IMAGE_BAR: f32 = 3.0;

// Bars.

/// Drawn bars are so high at most: more is a cell's shading.
pub(crate) const HIGHEST_BAR: f32 = 20.0;
/// Edges of a bar and of its ground, or of the grounds of two bars, that are the same differ by less.
pub(crate) const SAME_EDGE: f32 = 1.5;

// Colours.

/// A colour whose strongest and weakest part differ by more (of 255) is no shade of grey.
const STRONG: u8 = 50;
/// A colour whose parts together (of 765) are more is as good as white.
const WHITE: u16 = 750;

/// Whether a colour is strong: no shade of grey, and no tint as grounds have.
pub(crate) fn is_strong(Rgb(r, g, b): Rgb) -> bool {
    r.max(g).max(b) - r.min(g).min(b) > STRONG
}

/// Whether nobody tells the colour from white.
pub(crate) fn is_white(Rgb(r, g, b): Rgb) -> bool {
    u16::from(r) + u16::from(g) + u16::from(b) > WHITE
}

/// Whether something is of a mark's size.
pub(crate) fn is_mark_sized(rect: &Rect) -> bool {
    rect.width() >= SMALLEST_MARK
        && rect.height() >= SMALLEST_MARK
        && rect.width() <= WIDEST_MARK
        && rect.height() <= HIGHEST_MARK
}

// Strokes through words.

/// A stroke through words is thinner than this, in points.
pub(super) const STRIKE_THICK: f32 = 2.0;
/// It lies no higher above the baseline than this share of the font size: below the top of small letters ...
pub(super) const STRIKE_HIGHEST: f32 = 0.45;
/// ... and no lower: above what is an underline.
pub(super) const STRIKE_LOWEST: f32 = 0.12;
/// It crosses more than this share of a word.
pub(super) const STRIKE_WHOLE: f32 = 0.85;
/// It ends within this share of the font size of where the words end: a space may be struck out with them.
pub(super) const STRIKE_BEYOND: f32 = 0.6;
/// Where words are taken out, this share of the font size stays between those beside them: a space.
pub(super) const STRIKE_SPACE: f32 = 0.25;
