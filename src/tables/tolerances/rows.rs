//! Rows, their keys, page breaks, and the axes of charts. See the folder for units.

// Rows.

/// More words than this in one piece are a sentence; a group's name has fewer.
pub const SENTENCE_WORDS: usize = 7;
/// More words than this on several lines are running text.
pub const PROSE_WORDS: usize = 14;
/// More words than this on one line may be a line of running text.
pub const PROSE_LINE_WORDS: usize = 5;
/// A line of running text fills so much of the width (share).
pub const PROSE_LINE_WIDTH: f32 = 0.6;
/// Groups of one column in a row that may wait for cells below them: a title and a note or two.
pub const MOST_PENDING: usize = 3;
/// Numbers in a row that is complete by itself.
pub const LEAST_NUMBERS: usize = 2;
/// Lines after which cells of one row alone do not show that all lines are one row.
pub const LINES_OF_ONE_ROW: usize = 6;
/// Lines of one cell between lines of several.
pub const LINES_OF_ONE_CELL: usize = 3;
/// Lines with several cells that make a table.
pub const LEAST_ALIGNED_LINES: usize = 3;
/// Columns, and lines, of a table of words that nothing is drawn for.
pub const LEAST_WORD_COLUMNS: usize = 3;
/// See [`LEAST_WORD_COLUMNS`].
pub const LEAST_WORD_LINES: usize = 4;
/// Left ends of a companion row's text and of what goes on with it (pt).
pub const LEFT_ENDS: f32 = 1.5;

// Keys of rows.

/// Rows with a key that show a column of keys, at least.
pub const LEAST_KEYS: usize = 3;
/// Digits of a part of a key, at most: longer numbers are amounts or years.
pub const KEY_DIGITS: usize = 3;

// Page breaks (pt).

/// A row whose name ends below this part of the page (share of its height) may go on on the next one.
pub const PAGE_END: f32 = 0.8;
/// What begins so far below the first line begins at the page's top.
pub const PAGE_TOP: f32 = 20.0;
/// Boundaries of one table on two pages.
pub const EDGES_OVER_PAGES: f32 = 3.0;
/// Left ends of a text and of the rest of it after a page break; for no reason known not [`LEFT_ENDS`].
pub const TEXT_GOES_ON: f32 = 1.0;
/// How far above the first line the box of a header row that is not there begins and ends.
pub const NO_HEADER: (f32, f32) = (1.5, 1.0);

// Axes of charts.

/// Numbers that make a value axis at least: three fall evenly by chance.
pub const AXIS_LABELS: usize = 4;
/// By what share of a step the steps of an axis differ: programs round places to points and values to what they show.
pub const AXIS_STEP: f32 = 0.06;

// Cutting lines into rows.

/// A row has no more lines than this: longer ones would cost time that grows with the square.
pub const MOST_ROW_LINES: usize = 40;
/// What speaks against lines that are no row (as the weights count), whatever stands above them: more than all weights of a row.
pub const NO_ROW: f32 = 24.0;
/// Lines of other cells that may stand between two lines of one: values stand at the middle of their row.
pub const LINES_BETWEEN: usize = 1;
/// Width of text that wraps (em), at least: narrower columns hold single words.
pub const LEAST_WRAPPED: f32 = 6.0;
/// A line that begins so far (em) right of another is set in: programs set in by half a letter's size at least.
pub const INDENT: f32 = 0.4;
/// The name of a group in the middle begins so far (em) right of where other names begin: no program sets names in so far.
pub const FAR_FROM_NAMES: f32 = 2.0;
/// Names that tell how names are written, at least.
pub const LEAST_NAMES: usize = 3;
/// One name of so many may have a capital within: a place, a person.
pub const MOST_TITLED: usize = 4;
/// Lines over boundaries, and rows between them at least, that tell a drawn cell of group rows.
pub const LEAST_ROWS_OF_GROUPS: usize = 2;
/// Rows that lines part, more than which tell how the table is ruled: then all lines between are one row's, unless values
/// tell rows apart.
pub const FEW_RULED_ROWS: usize = 3;

// Goals beside several rows (em).

/// White space between two lines of one goal may be this much wider than between most: centred cells round to pixels.
pub const GOAL_GAP: f32 = 0.1;
/// How far a goal may be off the middle or the top of its rows: less than a line, more than the leading of one.
pub const GOAL_OFF: f32 = 1.0;
