//! Drawn lines, shading and marks. See the folder for units.

// Drawn lines (pt).

/// How far a line may end before or run past one that it meets.
pub const LINES_MEET: f32 = 2.5;
/// Lines so close are one: borders are drawn twice, or as thin rectangles of two sides.
pub const ONE_RULE: f32 = 3.0;
/// How far from the ends of the lines across a side of a lattice must be to be open.
pub const OPEN_SIDE: f32 = 6.0;
/// Lines must cover so much of a cell's side (share).
pub const MOST_OF_A_SIDE: f32 = 0.6;
/// Meshes of a lattice: more are a drawing, not a table.
pub const MOST_MESHES: usize = 200_000;
/// Where pieces of two lines meet.
pub const JOINT: f32 = 2.0;
/// Width of the narrowest table that only parallel lines show: shorter ones are underlines and signatures.
pub const LEAST_TABLE_WIDTH: f32 = 120.0;
/// Ends of parallel lines of one table.
pub const PARALLEL_ENDS: f32 = 4.0;
/// Ends of lines that part rows of one table; for no reason known not [`PARALLEL_ENDS`].
pub const ROW_RULE_ENDS: f32 = 5.0;
/// Two parallel lines farther apart are of two tables.
pub const MOST_BETWEEN_RULES: f32 = 200.0;
/// Two lines farther apart part no rows: half a page.
pub const MOST_RULED_ROW: f32 = 400.0;
/// The header row's own bottom parts rows if a line is farther below it, with words between.
pub const LEAST_RULED_ROW: f32 = 6.0;
/// A header row of two rows is no higher.
pub const MOST_ROW_HEIGHT: f32 = 40.0;
/// How far a line may end before the ends of drawn columns.
pub const RULE_SHORT_OF_EDGES: f32 = 6.0;
/// How far a line may run past the ends of drawn columns: borders of wider things are none of the table's.
pub const RULE_PAST_EDGES: f32 = 8.0;
/// How far a line may end before the words of a header row.
pub const RULE_SHORT_OF_WORDS: f32 = 3.0;
/// How far below a line a baseline may be and the words stand on it.
pub const BASELINE_ON_RULE: f32 = 0.5;
/// Lines that part a table's rows, below which its rows are looked at one by one: the frame and the header row's underline.
pub const FEW_RULES: usize = 3;

// Shading (pt).

/// Sum of red, green and blue (0 to 255 each) of the palest fill that shades.
pub const PALEST_SHADE: u16 = 750;
/// Fills that shade a header row's cell are higher: lower ones are lines and bars.
pub const LEAST_SHADE_HEIGHT: f32 = 7.0;
/// Fills that shade a row in a table that is known; for no reason known not [`LEAST_SHADE_HEIGHT`].
pub const LEAST_ROW_SHADE: f32 = 6.0;
/// Lines of justified text on a shade have others within this share of the font size above or below them ...
pub const TEXT_LINES_NEAR: f32 = 1.0;
/// ... that begin less than this away.
pub const TEXT_LINES_LEFT: f32 = 2.0;
/// Fills that shade a header row's cell are wider.
pub const LEAST_SHADE_WIDTH: f32 = 6.0;
/// Fills that shade a header row's cell are lower (share of the page's height): higher ones are backgrounds.
pub const MOST_SHADE_OF_PAGE: f32 = 0.4;
/// How far a fill must lie in a table to shade one of its rows.
pub const LEAST_SHADE_OVERLAP: f32 = 10.0;
/// Tops and bottoms of fills in one row.
pub const LEVEL_FILLS: f32 = 1.5;
/// Tops of a row of fills and of a taller one beside it.
pub const LEVEL_BANDS: f32 = 2.0;
/// Sides of fills that touch.
pub const FILLS_TOUCH: f32 = 3.0;
/// How much farther down a fill must reach to be a cell over two rows.
pub const TALLER: f32 = 4.0;
/// Rows of fills, the newest, that a fill may go on.
pub const BANDS_LOOKED_AT: usize = 12;
/// So far below its header row may the first stripe begin: a row or two.
pub const STRIPE_WITHIN: f32 = 120.0;
/// How much narrower than the header row's words a stripe may be on each side.
pub const STRIPE_COVERS: f32 = 2.0;
/// Ends of a header row and of stripes of its table.
pub const STRIPE_ENDS: f32 = 6.0;

// Marks and the room for text (pt).

/// How far left of a table marks in it may stand: an icon's width.
pub const MARKS_LEFT: f32 = 30.0;
/// How far right of it.
pub const MARKS_RIGHT: f32 = 4.0;
/// How far above it.
pub const MARKS_ABOVE: f32 = 1.0;
/// How far below it.
pub const MARKS_BELOW: f32 = 2.0;
/// Where in a mark (share of its height, from the top) the first line of its row is: a mark stands beside that line.
pub const MARK_LINE: f32 = 0.3;
/// How far above its row that place may be.
pub const MARK_ABOVE_ROW: f32 = 1.5;
/// Space between a cell's text and its side at most: more is not padding but short text.
pub const MOST_PADDING: f32 = 8.0;

/// How far below its row's bottom (pt) a cell must reach to be one over several rows: borders are up to three points wide.
pub const CELL_BELOW_ROW: f32 = 3.0;
