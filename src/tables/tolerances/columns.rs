//! Columns, and what is told by their values. See the folder for units.

// Columns (pt).

/// Two texts overlap that share more than this.
pub const OVERLAPS: f32 = 1.0;
/// Lines of a title that share more than this are one cell; for no reason known not [`OVERLAPS`].
pub const TITLE_LINES_OVERLAP: f32 = 0.3;
/// A strip lies under a title with which it shares more than this; for no reason known not [`OVERLAPS`].
pub const STRIP_OVERLAPS: f32 = 0.5;
/// Texts of the body closer than this are one strip.
pub const STRIPS_JOIN: f32 = 0.5;
/// Numbers closer than this are one column; for no reason known not [`STRIPS_JOIN`].
pub const NUMBERS_JOIN: f32 = 0.6;
/// White space narrower than this is none.
pub const LEAST_STRETCH: f32 = 0.2;
/// Titles closer than this leave a boundary no choice.
pub const LEAST_ROOM: f32 = 0.4;
/// How far a boundary may run into a title.
pub const EDGE_IN_TITLE: f32 = 0.5;
/// How far a boundary that a stripe lends may run into a title.
pub const EDGE_IN_WORDS: f32 = 1.0;
/// White space between two titles that stand close; see `STRIPS_APART`.
pub const TITLES_APART: f32 = 0.8;
/// How far words of a title may reach over white space and leave it white.
pub const TITLE_SLACK: f32 = 0.1;
/// Text begins at its title's left end.
pub const BEGINS_AT_TITLE: f32 = 1.0;
/// Room left of such text: more belongs to the column before.
pub const ROOM_LEFT_OF_TEXT: f32 = 4.0;
/// Width of the last column at least.
pub const LEAST_COLUMN: f32 = 1.0;
/// A drawn cell is wider: narrower ones hold no letter, two lines are one border.
pub const LEAST_CELL_WIDTH: f32 = 5.0;
/// White space between columns that nothing else shows.
pub const LEAST_GUTTER: f32 = 2.0;
/// How far outside its text a table's sides are.
pub const OUTSIDE_TEXT: f32 = 1.0;
/// How far outside its drawn sides a table's words may stand.
pub const OUTSIDE_EDGES: f32 = 2.0;
/// How far left of its text a table with no side may begin.
pub const OPEN_LEFT: f32 = 4.0;
/// How far right of its text a table with no side may end.
pub const OPEN_RIGHT: f32 = 1.0;
/// How far left of the first title icons and full-width text may begin: two icons.
pub const LEFT_OF_HEADER: f32 = 60.0;
/// The way between two titles is no shorter, to measure shares of.
pub const LEAST_WAY: f32 = 0.1;
/// Names stand in the first column, or in the second one beside icons.
pub const LAST_NAME_COLUMN: usize = 1;
/// Columns of a table.
pub const LEAST_COLUMNS: usize = 2;
/// Columns of numbers that tell a table's columns.
pub const LEAST_NUMBER_COLUMNS: usize = 3;
/// Rows with numbers that tell a table's columns.
pub const LEAST_NUMBER_ROWS: usize = 2;
/// Words without a clear gap that run loosely over several titles are running text if they are more.
pub const LOOSE_TEXT_WORDS: usize = 6;
/// So many times as many lines are far more.
pub const FAR_MORE: usize = 3;

/// Lines of a drawn cell that show columns in it, at least.
pub const LEAST_PARTED_LINES: usize = 2;
/// White space (pt) that such lines share, at least: less is chance.
pub const LEAST_SHARED_STRIP: f32 = 1.5;
/// A place that parts so many times as many lines, and [`PARTS_MORE_BY`], parts far more.
pub const PARTS_MORE: usize = 2;
/// See [`PARTS_MORE`] (lines).
pub const PARTS_MORE_BY: usize = 2;

// What looks like a value.

/// Letters that a value may have at most: a mark.
pub const VALUE_LETTERS: usize = 1;
/// Hyphens that a value may have at most: a sign, or a span. A date has more.
pub const VALUE_HYPHENS: usize = 1;
/// Letters in brackets that may stand in a number's place at most: `(NA)`.
pub const MARK_LETTERS: usize = 2;
/// Years that head columns.
pub const HEADING_YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;
/// Numbers of four digits that are taken for years, not amounts: those that plans and their follow-ups tell of.
pub const PLANNED_YEARS: std::ops::Range<u32> = 1950..2100;
/// Digits of a number that a cell breaks at most: a city's budget in kronor.
pub const BROKEN_NUMBER_DIGITS: usize = 10;
/// Digits of a whole group of a number.
pub const GROUP_DIGITS: usize = 3;
