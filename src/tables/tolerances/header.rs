//! Header rows. See the folder for units.

// Header rows.

/// Middles (pt) of candidates whose witnesses are looked at in their order, not from top to bottom.
pub const CANDIDATES_LEVEL: f32 = 3.0;
/// How much of the lower of two candidates (share of its height) lies on the other when they are one.
pub const CANDIDATES_OVERLAP: f32 = 0.4;
/// How much farther down (pt) a candidate reaches that has a lower row.
pub const LOWER_ROW: f32 = 3.0;
/// How far (pt) two rows of a header row may be from touching.
pub const ROWS_TOUCH: f32 = 4.0;
/// Boundaries of two rows of a header row that are one (pt).
pub const HEADER_EDGES: f32 = 4.0;
/// Height of the upper row at least (pt).
pub const LEAST_ROW_HEIGHT: f32 = 1.0;
/// Boxes that lie on each other by less touch (pt).
pub const TOUCHING_BOXES: f32 = 1.0;
/// The table above the next header row ends so far above it (pt).
pub const ABOVE_NEXT_HEADER: f32 = 0.5;
/// How far above the bottom of its header row's box a row's baseline may be (pt): boxes of lines overlap.
pub const BASELINE_IN_HEADER: f32 = 0.5;
/// How far above the top of the header row's box its own baselines may be (pt).
pub const BASELINE_ABOVE: f32 = 1.0;
/// Lines below words of columns' titles among which one must hold numbers.
pub const NUMBERS_WITHIN: usize = 4;
/// How far left of the titles names may begin (pt).
pub const NAMES_LEFT: f32 = 3.0;
/// Rows below a header row in bold among which one must hold numbers: rows that only name a group may come first.
pub const ROWS_BELOW_BOLD: usize = 3;
/// Lines under underlined titles that must keep to their columns: prose under two titles runs over them at once.
pub const LINES_UNDER_TITLES: usize = 6;
/// Header rows of a table at most.
pub const MOST_HEADER_ROWS: usize = 4;
/// How far (pt) words must run over a boundary to be a title of several columns.
pub const RUNS_OVER_EDGE: f32 = 1.5;
/// How far inside its ends (pt) the outer columns of a spanning title are looked for.
pub const INSIDE_SPAN: f32 = 2.0;
/// How far from the middle of drawn columns (share of their width) a title over them may stand.
pub const CENTRED_IN_EDGES: f32 = 0.06;
/// How far from the middle of the text below (share of its width) a title over it may stand: text shows its columns less
/// exactly than lines do.
pub const CENTRED_OVER_PIECES: f32 = 0.12;
/// Ends of titles above each other that are aligned (pt).
pub const ALIGNED: f32 = 1.5;

/// White space between a frame and a header row above it, as a share of the font size, at most: a header row's own padding.
pub const ABOVE_FRAME: f32 = 1.2;
/// How far the words of a header row above a frame may stand out of it, in points.
pub const BESIDE_FRAME: f32 = 3.0;

/// Baselines of two lines of one title are no farther apart (em): single-spaced text has 1.15 to 1.4.
pub const TITLE_STEP: f32 = 1.45;
/// How much of the narrower of two titles (share of its width) the other one covers when they stand below each other.
pub const BELOW_EACH_OTHER: f32 = 0.3;
/// A column that no title above spans, though one below has it: as bad as so many points off.
pub const LEFT_OUT: f32 = 8.0;
/// Titles aligned no better than this share of the columns' width span what they touch.
pub const MISALIGNED: f32 = 0.3;
/// One way of alignment must be better than another by so many points: letters' edges are rounded.
pub const ALIGNED_BETTER: f32 = 1.0;
/// Columns that are shared out to titles at most: the time grows with their cube.
pub const MOST_SHARED_COLUMNS: usize = 40;
/// Lines of titles above a table that nothing closes on top, at most: three rows of titles of two lines.
pub const MOST_TITLE_LINES: usize = 6;
/// Lines above a frame that may be its header rows, at most.
pub const MOST_LINES_ABOVE_FRAME: usize = 3;
/// Rows without a header row's witness begin a body if so many of [`TEN`] have numbers: one may tell of something else.
pub const NUMBERED_OF_TEN: usize = 9;
/// See [`NUMBERED_OF_TEN`].
pub const TEN: usize = 10;
/// Rows of a body that are enough to tell that all have numbers; more than this.
pub const FEW_BODY_ROWS: usize = 2;
/// A row of amounts has so many amounts of [`AMOUNTS_AMONG`] cells, its name counted as one.
pub const AMOUNTS: usize = 3;
/// See [`AMOUNTS`].
pub const AMOUNTS_AMONG: usize = 4;
/// How far around a line on a shade (pt) the other lines of running text begin.
pub const BESIDE_SHADED_LINE: f32 = 1.0;
/// Baselines of two lines of running text are farther apart (em).
pub const OTHER_BASELINE: f32 = 0.5;
/// White space beside a title in its column (em), both sides together, at least: cells have padding.
pub const TITLE_PADDING: f32 = 1.0;
/// Letters of a unit that begins small (`tkr`, `kWh`) below a title, at most: longer words go on with it.
pub const UNIT_LETTERS: usize = 4;
