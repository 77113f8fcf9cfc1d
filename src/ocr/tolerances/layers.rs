//! Text layers that another program laid under a scan. See the folder for units.

use crate::ocr::angle::Search;
use crate::ocr::tolerances::MOST_ASKEW;

// The angle.

/// How the angle of a layer's letters is looked for: at the last step a line of 500 points rises by a tenth of a point.
pub const LAYER_SEARCH: Search = Search {
    steps: [(0.1, MOST_ASKEW), (0.02, 0.6), (0.01, 0.08)],
    strip: 0.8,
};
/// Letters of a layer are turned by no more, in degrees: programs round the angles of theirs.
pub const MOST_LAYER_ASKEW: f32 = MOST_ASKEW + 0.5;
/// Less than this, in degrees, is upright: a line of 500 points rises by less than half a point.
pub const UPRIGHT_LAYER: f32 = 0.05;
/// So much better than upright, as a factor, the lines must fall together.
pub const PLAINLY_BETTER: f32 = 1.05;
/// With fewer letters nothing is measured.
pub const FEWEST_MEASURED: usize = 12;
/// Most letters that are measured; of more, every so manyth is.
pub const MOST_MEASURED: usize = 4000;

// Sizes.

/// Lines of fewer letters tell no size of their own.
pub const LINE_WITH_SIZE: usize = 16;
/// Lines of fewer letters than this tell so little that any of the page's sizes may be theirs.
pub const LINE_OF_ANY_SIZE: usize = 5;
/// Of the page's commonest letter so many are compared at least.
pub const LETTERS_COMPARED: usize = 12;
/// The middle half of one letter's widths, as shares of its size, lies within this share in a font; words that were each
/// stretched over their ink spread by .03 to .06.
pub const STRETCHED: f32 = 0.02;
/// Letters belong to one line while their baselines lie within this share of their size.
pub const LAYER_LINE: f32 = 0.4;
/// Widths tell a size give or take this share: lines have other letters.
pub const SIZES_BY_WIDTH: f32 = 0.06;
/// How far a line's size may be from the nearest of the page's, as the logarithm of their ratio: both are told by widths.
pub const NEAREST_SIZE: f32 = 2.0 * SIZES_BY_WIDTH;
/// How finely sizes are told apart when they are counted, as a share.
pub const SIZE_STEP: f32 = 0.005;

// Words and their ink.

/// Letters of one word stand closer than this share of their size: programs that write no space leave .2.
pub const LAYER_WORD_GAP: f32 = 0.18;
/// Of a layer's words so many in a hundred must lie on ink: a layer that does not lie on its picture tells places better itself.
pub const LAYER_ON_INK: usize = 90;
/// A word's ink is looked for so far above and below its baseline, as shares of its size: a capital's ring and a foot, and what a
/// layer's size is wrong by.
pub const INK_REACH: (f32, f32) = (1.15, 0.45);
/// Its small letters stand so far above the baseline, as shares of its size.
pub const INK_MIDDLE: (f32, f32) = (0.6, 0.02);
/// White between a letter and its dots, and above its foot or comma, as shares of the size, at most.
pub const INK_WHITE: (f32, f32) = (0.14, 0.05);
/// A line with so many small letters shows how high they are.
pub const SMALL_TELL: usize = 5;
/// How many times as high as a small letter a line is from feet to ascenders.
pub const LINE_OF_SMALL: f32 = 1.9;
/// Where nothing on the page tells, small letters are this share of the size high.
pub const SMALL_OF_SIZE: f32 = 0.5;
/// The baseline of a line lies within this share of the size from where the layer has it,
pub const BASE_NEAR: f32 = 0.35;
/// and the tops of its small letters within these shares above it.
pub const SMALL_TOPS: (f32, f32) = (0.35, 0.65);
