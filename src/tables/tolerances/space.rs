//! White space and sizes: what stands together. See the folder for units.

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
/// So many times as wide as the usual space of a table's lines is no space: cells where that is more than [`BODY_CELL_GAP`].
/// Spaces of one font differ by what letters keep from each other.
pub const WIDER_THAN_SPACES: f32 = 1.3;
/// No space is wider, in a font with wide ones (DejaVu and Verdana: .32 to .35) read from a scan, whose boxes are those of ink.
pub const WIDEST_SPACE: f32 = 0.55;
/// So many spaces tell how wide they are.
pub const FEWEST_SPACES: usize = 8;
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
pub const GAPS_ALIKE: f32 = 0.8;
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
pub const STEPS_VARY: f32 = 0.12;
/// Baselines closer than this are one line's.
pub const ROW_SLACK: f32 = 0.3;
/// How far below its baseline an upper header row ends.
pub const UPPER_ROW_BOTTOM: f32 = 0.3;
/// A line so far below the end that its row has around its value is of the next row.
pub const LINE_BELOW_ROW: f32 = 0.4;
/// How much farther a row may reach on one side of its value than on the other.
pub const OFF_MIDDLE: f32 = 0.45;

/// White space by which lines of one cell differ in the cutting of rows; for no reason known not [`LINE_GAP_VARIES`] (em).
pub const CELL_GAP_VARIES: f32 = 0.12;
/// Baselines (em) of words in a drawn cell that are one line: cells of one row are set apart by less than a third.
pub const CELL_BASELINE: f32 = 0.3;
/// Pieces of a drawn cell's line that may be columns of their own (em): wider than justified text's spaces.
pub const PIECE_GAP: f32 = 0.7;
/// A raised mark of a note is smaller than this share of the letters beside it ...
pub const MARK_SIZE: f32 = 0.8;
/// ... and stands no higher (em, by the larger letters): programs raise marks by a third to two fifths.
pub const MARK_RAISED: f32 = 0.5;
