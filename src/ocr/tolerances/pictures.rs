//! Pictures of pages: their size, their paper and the angle they lie at. See the folder for units.

use crate::ocr::angle::Search;

// Which pages are pictures.

/// Images over this share of a page are the page even if letters are painted beside them or on them: a stamp, a page number.
pub const NEARLY_ALL_PAGE: f32 = 0.8;
/// So many letters may be painted on a page that is a picture: a stamp and a line at its foot.
pub const FEW_PAINTED: usize = 120;

// Resolution (samples in an inch).

/// Scans of more samples in an inch are made smaller.
pub const MOST_DPI: f32 = 450.0;
/// To so many: engines are made for them.
pub const USUAL_DPI: f32 = 300.0;
/// Scans of fewer are made larger, twofold: engines miss letters of few samples.
pub const FEW_DPI: f32 = 180.0;
/// What a page without a readable resolution is taken for.
pub const LEAST_DPI: f32 = 72.0;
/// Samples that a picture may have: a sheet of A2 at 300 in an inch.
pub const MOST_SAMPLES: u64 = 36_000_000;
/// Pages with fewer samples in an inch are told of: 150, less what rounding of the page's size takes.
pub const COARSE_DPI: f32 = 145.0;

// Paper and ink.

/// Paper is measured in squares of so many points: more than a line of text with its leading, so that most is paper.
pub const PAPER_SQUARE: f32 = 14.0;
/// This share of a square's samples is darker than its paper, at most.
pub const DARKER_SHARE: usize = 5;
/// Ink is so much darker than paper, of 255: grey ruling lines are, the noise of a scanner and of JPEG is not.
pub const INK_CONTRAST: u8 = 36;
/// In a picture made ready for an engine, ink of signs is darker than this, of 255.
pub const INK_OF_SIGNS: u8 = 128;

// Angles (degrees).

/// Pages are measured up to this angle, in degrees: paper that lies more askew is laid again.
pub const MOST_ASKEW: f32 = 5.0;
/// Strips that are counted at most: of no sheet there are more.
pub const MOST_STRIPS: f32 = 100_000.0;
/// How the angle of a picture's lines is looked for: at the last step a line of 500 points rises by a twentieth of a point, and
/// lower edges of ink lie on a line more exactly than letters' origins do.
pub const PICTURE_SEARCH: Search = Search {
    steps: [(0.1, MOST_ASKEW), (0.02, 0.1), (0.005, 0.02)],
    strip: 0.35,
};
/// Less than this, in degrees, is upright: two fifths of a point over a page's width would be less than the search tells.
pub const UPRIGHT_PICTURE: f32 = 0.02;
/// Most edges that are measured; of more, every so manyth is.
pub const MOST_EDGES: usize = 60_000;
/// Fewer edges tell nothing.
pub const FEWEST_EDGES: usize = 200;
/// A page that was turned by less than this, in degrees, is not told of.
pub const TOLD_ANGLE: f32 = 0.02;
