//! What the reading of tables tolerates: every number that decides something, by subject. `pt` is points (1/72 inch), `em` a share
//! of the font size, `share` one of what the text names; counts say what they count.
//!
//! Where the same question has several answers here, they were found apart on documents of different programs, and no document
//! is known that tells them apart for a reason: they say so with "for no reason known".

// Font sizes: how far apart (pt) two texts may be set and be alike.

/// A header row and its body: programs set header rows up to a point and a half larger or smaller.
pub const HEADER_TO_BODY_SIZE: f32 = 1.6;
/// Rows of one body: only rounding in the file and small figures set off rows from each other.
pub const BODY_SIZE: f32 = 0.7;
/// Lines of one header row; for no reason known not [`BODY_SIZE`].
pub const HEADER_LOOK_SIZE: f32 = 0.6;
/// A text and the rest of it after a page break: one style, so that only rounding differs.
pub const SENTENCE_SIZE: f32 = 0.35;
/// Lines of one cell; for no reason known not [`SENTENCE_SIZE`].
pub const CELL_SIZE: f32 = 0.3;
/// Texts between parallel lines of one table, whose header row may be larger; for no reason known not
/// [`HEADER_TO_BODY_SIZE`].
pub const RULED_TEXT_SIZE: f32 = 1.2;

// White space within a line (em): how wide it is between two cells.

/// Cells of a header row: titles stand closer than values, but never as close as words (a quarter).
pub const HEADER_CELL_GAP: f32 = 0.5;
/// Cells of a body line whose columns are known to be several: just more than a space in justified text.
pub const BODY_CELL_GAP: f32 = 0.32;
/// Cells where nothing else shows columns: wider than any space in justified text.
pub const CLEAR_CELL_GAP: f32 = 0.8;
/// Cells in lines that have clear ones.
pub const GUTTER_GAP: f32 = 0.45;
/// Cells beside text that may stand between two tables.
pub const FAR_CELL_GAP: f32 = 1.0;
/// A gap between a value and the next title narrower than this is that between two columns.
pub const NEXT_COLUMN_GAP: f32 = 1.2;
/// White space between two strips of the body under one title that may be two titles.
pub const STRIPS_APART: f32 = 0.6;
/// Words that lie on each other by more than this are two cells'.
pub const WORDS_OVERLAP: f32 = 0.1;
/// A space.
pub const SPACE: f32 = 0.25;
/// By how much (pt) a word may reach past where names end: widths are rounded.
pub const REACH_SLACK: f32 = 0.5;

// White space between lines (em, by the size of the lower line).

/// Lines of one header row, above its lower line.
pub const HEADER_LINE_GAP: f32 = 0.75;
/// A line and the words above it whose border it is.
pub const RULE_BELOW_WORDS: f32 = 1.6;
/// An upper row of a header row above a drawn line, where its cells stand side by side in bold.
pub const UPPER_ROW_GAP: f32 = 1.0;
/// A wrapped line of a title.
pub const WRAPPED_LINE_GAP: f32 = 0.6;
/// An upper row over the names of a header row in bold.
pub const UPPER_ROW: f32 = 1.6;
/// Two lines are not one if the lower begins so far below where the upper begins.
pub const LINE_STEP: f32 = 0.5;
/// A header row in bold and the rows with numbers below it.
pub const ROW_BELOW_BOLD: f32 = 2.5;
/// Lines of numbers in columns that nothing is drawn for.
pub const ALIGNED_LINE_GAP: f32 = 2.2;
/// A row with cells, after which rows so far apart are of another table: a blank line or two may part rows.
pub const CELLS_FAR: f32 = 4.0;
/// Text in one column, before two rows have told how far apart rows are.
pub const FIRST_TEXT_FAR: f32 = 3.0;
/// Text in one column is never far when it is as close as this.
pub const TEXT_FAR: f32 = 1.4;
/// Text in one column is far when more than so many times the white space between rows (share) parts it, and
/// [`ROW_GAP_MORE`].
pub const ROW_GAPS: f32 = 2.2;
/// See [`ROW_GAPS`] (pt).
pub const ROW_GAP_MORE: f32 = 3.0;
/// Rows of one run whose values are looked at together.
pub const RUN_GAP: f32 = 1.6;
/// Text below the last line of a ruled table that the page's end may have cut off.
pub const BELOW_RULES: f32 = 1.3;
/// White space by which lines of one cell differ: browsers snap lines to whole pixels, three quarters of a point.
pub const LINE_GAP_VARIES: f32 = 0.11;
/// The same at least (pt), for small letters.
pub const LINE_GAP_VARIES_LEAST: f32 = 0.8;
/// Two kinds of white space between lines are one when they differ by less (pt): see [`LINE_GAP_VARIES_LEAST`].
pub const SAME_GAP: f32 = 0.8;
/// White space between two lines of one cell where nothing tells it.
pub const USUAL_GAP: f32 = 0.35;
/// Lines that lie on each other by more are not below each other.
pub const LINES_OVERLAP: f32 = 0.2;
/// Percent of the gaps between lines that may be smaller than the smallest that is no accident.
pub const LEAST_GAP_PERCENT: usize = 5;
/// Percent of the gaps between lines that are no wider than the common one.
pub const COMMON_GAP_PERCENT: usize = 80;
/// Lines above among which the one in the same column is looked for: values set in the middle of their row stand on lines of
/// their own.
pub const GAP_LINES: usize = 3;
/// Lines below a header row that tell the white space between lines.
pub const LINES_FOR_GAP: usize = 60;
/// White space above text that stands between two tables, more than a row's padding.
pub const SET_APART: f32 = 0.5;
/// The same at least (pt).
pub const SET_APART_LEAST: f32 = 3.0;
/// Steps from line to line (em) within a cell that differ by more are of two cells.
pub const SAME_LEADING: f32 = 0.12;
/// Baselines closer than this are one line's.
pub const SAME_BASELINE: f32 = 0.3;
/// How far below its baseline an upper header row ends.
pub const UPPER_ROW_BOTTOM: f32 = 0.3;
/// A line so far below the end that its row has around its value is of the next row.
pub const LINE_BELOW_ROW: f32 = 0.4;
/// How much farther a row may reach on one side of its value than on the other.
pub const OFF_MIDDLE: f32 = 0.45;

// Drawn lines (pt).

/// How far a line may end before or run past one that it meets.
pub const LINES_MEET: f32 = 2.5;
/// Lines so close are one: borders are drawn twice, or as thin rectangles of two sides.
pub const SAME_LINE: f32 = 3.0;
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
pub const SAME_EXTENT: f32 = 4.0;
/// Ends of lines that part rows of one table; for no reason known not [`SAME_EXTENT`].
pub const SAME_RULE_EXTENT: f32 = 5.0;
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
pub const SAME_STRIPE_EXTENT: f32 = 6.0;

// Header rows.

/// Middles (pt) of candidates whose witnesses are looked at in their order, not from top to bottom.
pub const SAME_PLACE: f32 = 3.0;
/// How much of the lower of two candidates (share of its height) lies on the other when they are one.
pub const SAME_ROW_OVERLAP: f32 = 0.4;
/// How much farther down (pt) a candidate reaches that has a lower row.
pub const LOWER_ROW: f32 = 3.0;
/// How far (pt) two rows of a header row may be from touching.
pub const ROWS_TOUCH: f32 = 4.0;
/// Boundaries of two rows of a header row that are one (pt).
pub const SAME_EDGE: f32 = 4.0;
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

// Keys of rows.

/// Rows with a key that show a column of keys, at least.
pub const LEAST_KEYS: usize = 3;
/// Digits of a part of a key, at most: longer numbers are amounts or years.
pub const KEY_DIGITS: usize = 3;

// Axes of charts.

/// Numbers that make a value axis at least: three fall evenly by chance.
pub const AXIS_LABELS: usize = 4;
/// By what share of a step the steps of an axis differ: programs round places to points and values to what they show.
pub const AXIS_STEP: f32 = 0.06;

// Columns (pt).

/// Two texts overlap that share more than this.
pub const OVERLAPS: f32 = 1.0;
/// Lines of a title that share more than this are one cell; for no reason known not [`OVERLAPS`].
pub const SAME_CELL_OVERLAP: f32 = 0.3;
/// A strip lies under a title with which it shares more than this; for no reason known not [`OVERLAPS`].
pub const STRIP_OVERLAPS: f32 = 0.5;
/// Texts of the body closer than this are one strip.
pub const SAME_STRIP: f32 = 0.5;
/// Numbers closer than this are one column; for no reason known not [`SAME_STRIP`].
pub const SAME_NUMBER_COLUMN: f32 = 0.6;
/// White space narrower than this is none.
pub const LEAST_STRETCH: f32 = 0.2;
/// Titles closer than this leave a boundary no choice.
pub const LEAST_ROOM: f32 = 0.4;
/// How far a boundary may run into a title.
pub const EDGE_IN_TITLE: f32 = 0.5;
/// How far a boundary that a stripe lends may run into a title.
pub const EDGE_IN_WORDS: f32 = 1.0;
/// White space between two titles that stand close; see [`STRIPS_APART`].
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

/// White space between a frame and a header row above it, as a share of the font size, at most: a header row's own padding.
pub const ABOVE_FRAME: f32 = 1.2;
/// How far the words of a header row above a frame may stand out of it, in points.
pub const BESIDE_FRAME: f32 = 3.0;

/// What speaks against giving a strip of the body to a title, and against cutting lines into rows. Only their order matters: a
/// strip under its title costs nothing, one beside it more than a title left empty, one with another title between most.
pub mod costs {
    /// A title without a strip.
    pub const EMPTY: f32 = 0.7;
    /// Two strips that both lie under one title.
    pub const SHARED: f32 = 0.2;
    /// Two strips for one title that only one of them lies under.
    pub const STACKED: f32 = 2.0;
    /// A strip beside its title.
    pub const BESIDE: f32 = 1.0;
    /// The share of the way to its title that such a strip is away, at most.
    pub const FARTHEST: f32 = 1.0;
    /// A strip on the other side of its title than all others.
    pub const OTHER_SIDE: f32 = 2.0;
    /// Each title between a strip and its own.
    pub const BETWEEN: f32 = 4.0;
    /// Cuts into rows whose costs differ by less are as good.
    pub const SAME_CUT: f32 = 0.01;
    /// A cut into rows is believed if a third of them at most speak against it.
    pub const MOST_OF_A_CUT: f32 = 0.34;
    /// Lines that stand unequally far apart within rows, at most.
    pub const UNEVEN: f32 = 1.0;

    /// So many times a cost.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // No page has as many things as a cost has digits for.
    pub fn count(things: usize) -> f32 {
        things as f32
    }
}

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
pub const SAME_LEFT: f32 = 1.5;

// Page breaks (pt).

/// A row whose name ends below this part of the page (share of its height) may go on on the next one.
pub const PAGE_END: f32 = 0.8;
/// What begins so far below the first line begins at the page's top.
pub const PAGE_TOP: f32 = 20.0;
/// Boundaries of one table on two pages.
pub const SAME_COLUMNS: f32 = 3.0;
/// Left ends of a text and of the rest of it after a page break; for no reason known not [`SAME_LEFT`].
pub const TEXT_GOES_ON: f32 = 1.0;
/// How far above the first line the box of a header row that is not there begins and ends.
pub const NO_HEADER: (f32, f32) = (1.5, 1.0);

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
