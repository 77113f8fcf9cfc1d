//! What is drawn on a picture: shades, ruling lines, marks. See the folder for units.

// Shades.

/// Paper is lighter than this, of 255: of a darker page no shades are told.
pub const LIGHT_PAPER: u8 = 128;
/// A shade is so much darker than the page's paper, of 255: what a reader sees, and more than a scanner's uneven light.
pub const SHADE_DARKER: u8 = 10;
/// Samples of one shade differ by less than this, of 255: its grain; ink differs by more.
pub const SHADE_GRAIN: u8 = 44;
/// The narrowest shade, in points: a cell of one figure.
pub const NARROWEST_SHADE: usize = 14;
/// The lowest shade, in points: a line of small type, less than which is a thick line or a row of letters.
pub const LOWEST_SHADE: usize = 7;
/// White that a shade may have across in it, in points: a ruling line between its cells.
pub const SHADE_BREAK: usize = 1;
/// Of each row of a shade so much must be bare of letters, in percent.
pub const SHADE_BARE: usize = 35;
/// Ends of the rows of one shade differ by so many points at most.
pub const SHADE_ENDS: usize = 2;
/// A shade darker than this carries white letters.
pub const DARK_SHADE: u8 = 110;
/// And it is so wide and so high at least, in points: the strokes of bold letters run together to less.
pub const DARK_SHADE_SIZE: (usize, usize) = (40, 10);
/// Edges are looked for so many squares to both sides of where whole squares end.
pub const SHADE_EDGE: usize = 2;
/// Samples around a shade that its blur reaches.
pub const SHADE_BLUR: usize = 3;

// Ruling lines.

/// A ruling line is thinner than this, in points.
pub const RULE_THICK: f32 = 2.6;
/// White that a line may have in it, in points: the grain of a scan.
pub const RULE_BREAK: f32 = 0.7;
/// What crosses a line and is thick itself: other ruling lines and letters, in points.
pub const RULE_CROSSING: f32 = 3.0;
/// The shortest lines, in points: longer than the strokes of letters.
pub const SHORTEST_HORIZONTAL: f32 = 16.0;
/// The shortest upright line, in points: a row of small type is so high.
pub const SHORTEST_VERTICAL: f32 = 11.0;
/// Of a line so much must be ink, in percent.
pub const RULE_COVERED: usize = 93;
/// A line is followed from its ends by so many points at a time.
pub const RULE_FOLLOWED: f32 = 5.0;
/// While so much of them is ink, in percent.
pub const RULE_FOLLOWED_INK: usize = 45;
/// Of a line so much must be thin, in percent: the feet of a line of letters run together, but their stems stand on them.
pub const RULE_THIN: usize = 88;
/// A hairline of which a scanner left dots is thinner than this, in points: dots that lead to a page's number are higher.
pub const FAINT_THICK: f32 = 0.8;
/// White between its dots, in points.
pub const FAINT_BREAK: f32 = 1.6;
/// The shortest such lines, in points: a row of narrow cells, and a heading's row with one row below it.
pub const SHORTEST_FAINT: (f32, f32) = (40.0, 20.0);
/// Of it so much must be ink, in percent, and hardly less of it thin.
pub const FAINT_COVERED: (usize, usize) = (45, 40);
/// Of it so much may be thick at most, in percent: the feet of letters run together as well, and stems stand on them.
pub const FAINT_CROSSED: usize = 10;
/// It is followed by so many points at a time, while so much of them is ink, in percent: the grain around it is a tenth of that.
pub const FAINT_FOLLOWED: (f32, usize) = (12.0, 15);
/// Rows of samples that it is looked for in together: dots lie above and below each other.
pub const FAINT_ROWS: usize = 3;
/// An upright line ends at a level one or crosses it, give or take so many points: letters do not.
pub const RULES_TOUCH: f32 = 3.5;
/// Upright lines shorter than this, in points, may be the stems of a heading's letters, which stand close above a table: those
/// end at a level line on both sides.
pub const STEM_HEIGHT: f32 = 18.0;
/// Give or take so many points: descenders end farther from it.
pub const STEM_END: f32 = 2.0;
/// Samples around a line that its blur reaches.
pub const RULE_BLUR: usize = 2;

// Marks.

/// Spots are so wide and high, in points: smaller ones are bullets, which engines know, larger ones pictures.
pub const SPOT_SIZE: (f32, f32) = (4.5, 16.0);
/// Height and width differ by this share at most.
pub const SPOT_EVEN: f32 = 0.15;
/// Of a spot's box so much is ink, in percent: of a circle's 78; no letter has so much.
pub const SPOT_INK: usize = 70;
/// With more it is a square.
pub const SQUARE_SPOT_INK: usize = 90;
/// White around a spot, in points.
pub const SPOT_MARGIN: f32 = 1.0;
/// Of what is around so much may be ink, in percent: the grain of a scan.
pub const SPOT_AROUND: usize = 6;
/// Samples around a spot that its blur reaches.
pub const SPOT_BLUR: usize = 2;
