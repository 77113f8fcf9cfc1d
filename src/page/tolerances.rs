//! What counts as the same, near or far when a page is put in order: all tolerances of this folder.
//!
//! Lengths are in points unless they are told as shares of the font size or of the page.

use std::ops::RangeInclusive;

// Page headers and footers.

/// Share of the page's height at top and bottom in which furniture stands.
pub(super) const ZONE: f32 = 0.16;
/// The same for what stands at the same height on nearly every page: a wide foot puts it further in.
pub(super) const WIDE_ZONE: f32 = 0.28;
/// Share of the page's height at its edges where a lone small line is furniture though no other page repeats it.
pub(super) const EDGE: f32 = 0.08;
/// The cells of a header row stand farther apart than this share of the font size: its words stand closer.
pub(super) const HEADER_CELL_GAP: f32 = 0.5;
/// The lines of one header row stand less than so many times its font size apart: a cell of two or three lines beside one.
pub(super) const HEADER_ROW_REACH: f32 = 3.0;
/// The cells of a repeated header row begin less than this away from the first one's.
pub(super) const SAME_CELL_LEFT: f32 = 2.0;
/// A table's first header row stands farther than this above or below where the repeated one stands on its page.
pub(super) const OTHER_HEIGHT: f32 = 3.0;
/// What stands at heights that differ by less stands where other pages' furniture stands: a header of two lines shifts it.
pub(super) const REPEATED_HEIGHT: f32 = 3.0;
/// The same inside the page, where text stands too and must not be taken for furniture.
pub(super) const EXACT_HEIGHT: f32 = 1.5;
/// Furniture stands on one page in so many of the document ...
pub(super) const REPEATED_SHARE: usize = 3;
/// ... or on so many pages ...
pub(super) const RUN_PAGES: usize = 4;
/// ... of those so many before and after its own: a part of the document, or every other page of one.
pub(super) const RUN_REACH: usize = 4;
/// What stands on at least so many pages may be missing on some.
pub(super) const MANY_PAGES: usize = 3;
/// It stands on so many in five of all pages.
pub(super) const EVERYWHERE_OF_FIVE: usize = 4;
/// Furniture is set smaller than the text by more than this, in points.
pub(super) const SMALLER: f32 = 0.8;
/// Lines whose baselines differ by no more are one line.
pub(super) const SAME_LINE: f32 = 0.5;
/// Text goes on within so many times its font size of a line.
pub(super) const TEXT_FOLLOWS: f32 = 2.5;
/// Words that a lone line of furniture has at most: a sentence has more.
pub(super) const EDGE_LINE_WORDS: usize = 10;
/// Bytes of a web address are more: a short word with a full stop has fewer.
pub(super) const SHORTEST_ADDRESS: usize = 5;
/// Words that a sender's address has at most.
pub(super) const ADDRESS_WORDS: usize = 14;
/// Digits of a telephone number with its area code.
pub(super) const PHONE_DIGITS: RangeInclusive<usize> = 8..=12;

// Where tables are.

/// Shading of a table's cells is higher: less is a line or a bar.
pub(super) const SHADING_HEIGHT: f32 = 7.0;
/// Shading of a table's cells is less than this share of the page high: more is a page's ground.
pub(super) const SHADING_SHARE: f32 = 0.3;
/// Vertical lines nearer together are one line.
pub(super) const CELL_WIDTH: f32 = 3.0;
/// Vertical lines that run beside each other for no more do not enclose cells.
pub(super) const CELL_HEIGHT: f32 = 4.0;
/// Lines to the right that are looked at for the one that encloses cells with a line.
pub(super) const MOST_LINES_BESIDE: usize = 400;
/// Columns of two tables whose edges differ by less are the same: widths of pages and of drawn lines vary.
pub(crate) const SAME_COLUMNS: f32 = 6.0;

// Reading order.

/// A shaded box of text is narrower than this share of the page: wider ones part nothing.
pub(super) const BOX_WIDTH: f32 = 0.6;
/// Shaded areas that are looked at as boxes; a page with more is a drawing or a table.
pub(super) const MOST_BOXES: usize = 40;

/// Words farther apart than this share of the font size stand in columns of their own, if there are columns.
pub(super) const PIECE_GAP: f32 = 1.5;
/// Cuts within cuts: pages are laid out in fewer, and what is left is read from top to bottom.
pub(super) const MOST_CUTS: u32 = 40;
/// A table counts for a piece of text of this size.
pub(super) const TABLE_SIZE: f32 = 10.0;
/// Bands are parted by more white space than this share of the font size: lines of a paragraph overlap or nearly touch.
pub(super) const BAND_GAP: f32 = 0.15;
/// Bands farther apart than this do not share columns.
pub(super) const BANDS_APART: f32 = 40.0;
/// A gutter is wider than so many times the largest font size beside it ...
pub(super) const GUTTER: f32 = 1.2;
/// ... which counts as this at least ...
pub(super) const GUTTER_LEAST_SIZE: f32 = 8.0;
/// ... and as this at most: headings are set larger than columns are apart.
pub(super) const GUTTER_MOST_SIZE: f32 = 14.0;
/// Lines of several columns whose baselines lie closer than this share of the font size stand at one height.
pub(super) const SAME_GUTTER_ROW: f32 = 0.5;
/// Pieces of text on each side of a gutter that goes down the page.
pub(super) const PIECES_BESIDE_GUTTER: usize = 3;
/// The white strip between columns is wider than this share of the font size: a third more than the widest usual space.
pub(super) const STRIP_WIDTH: f32 = 0.5;
/// White strips that are followed down a page at most; a page of text has a handful.
pub(super) const MOST_STRIPS: usize = 48;
/// Lines that a column of running text has at least: gaps of fewer lie below each other by accident.
pub(super) const COLUMN_LINES: usize = 4;
/// Words in a line of a column that is full: names and amounts have fewer.
pub(super) const COLUMN_WORDS: usize = 3;
/// A full line fills more than this share of its column.
pub(super) const FULL_WIDTH: f32 = 0.55;
/// So many in ten of a column's lines are full ...
pub(super) const FULL_OF_TEN: usize = 6;
/// ... and so many in ten begin in a small letter, as sentences go on.
pub(super) const SMALL_OF_TEN: usize = 4;
/// Lines of a box that is read as a whole, at least: fewer are a shaded heading or a cell.
pub(super) const BOX_LINES: usize = 2;
/// Words of a piece of running text, at least.
pub(super) const PROSE_WORDS: usize = 5;
/// Notes in the margin have fewer letters than one in so many of the text's.
pub(super) const MARGIN_LETTERS: usize = 4;
/// The margin is narrower than this share of the text.
pub(super) const MARGIN_WIDTH: f32 = 0.4;
/// Letters that make text of its own: a sign, a page number or a dash has fewer.
pub(super) const LEAST_LETTERS: usize = 3;
/// Digits of the shortest date (`1/2-2021`, `21-2-13`).
pub(super) const DATE_DIGITS: usize = 6;
/// Digits of a date's year, its longest part.
pub(super) const YEAR_DIGITS: usize = 4;

// Paragraphs.

/// A column that ends beyond this share of where the document's text ends reaches as far as the text.
pub(super) const WHOLE_WIDTH: f32 = 0.7;
/// Pieces whose baselines differ by less stand in one row.
pub(super) const SAME_ROW: f32 = 1.5;
/// Rows above that are looked at for the one that a piece stands in: raised and lowered pieces lie between.
pub(super) const ROWS_ABOVE: usize = 3;
/// White space between lines, as a share of the font size, where the document does not tell.
pub(super) const USUAL_LEADING: f32 = 0.35;
/// White space between a paragraph's lines may exceed the leading by this share of the font size.
pub(super) const LEADING_SPARE: f32 = 0.22;
/// The font size that this share is taken of at least.
pub(super) const LEADING_LEAST_SIZE: f32 = 6.0;
/// White space between a paragraph's lines is so many times the font size at most: double spacing has less.
pub(super) const WIDEST_LEADING: f32 = 1.25;
/// Lines of a heading may stand so many times their font size apart.
pub(super) const HEADING_LEADING: f32 = 1.1;
/// Lines of a paragraph overlap by this share of the font size at most.
pub(super) const LINES_OVERLAP: f32 = 0.5;
/// The space before a word, as a share of the font size.
pub(super) const WORD_SPACE: f32 = 0.3;
/// A paragraph's last line leaves more room than its next word needs by this share of the font size.
pub(super) const ROOM_LEFT: f32 = 0.8;
/// A line that leaves less than this share of the column is nearly full.
pub(super) const NEARLY_FULL: f32 = 0.3;
/// A first line is indented, and an item hangs, by at least this share of the font size.
pub(super) const INDENT: f32 = 0.8;
/// Large capitals among small ones are larger by more than this.
pub(super) const LARGE_CAPITALS: f32 = 1.1;
/// Digits of a list's number that may touch the word behind it.
pub(super) const GLUED_DIGITS: usize = 2;

// Notes.

/// A footnote stands below this share of the page's height.
pub(super) const NOTE_ZONE: f32 = 0.5;
/// A footnote's box may reach over the line above it by this share of the font size.
pub(super) const NOTE_OVER_RULE: f32 = 0.5;
/// The short line above footnotes stands less than so many times their font size above them ...
pub(super) const NOTE_RULE_REACH: f32 = 2.5;
/// ... and is less than this share of the page's height long.
pub(super) const NOTE_RULE: f32 = 0.3;
/// Digits of a note's mark at most.
pub(super) const NOTE_DIGITS: usize = 2;

// Headings.

/// Letters that a heading has less than: more is text.
pub(super) const HEADING_LETTERS: usize = 260;
/// Lines that a numbered heading has at most, and one that only its tag tells.
pub(super) const HEADING_LINES: usize = 3;
/// Lines in bold of the text's size that are a heading, at most; more are text that is stressed.
pub(super) const BOLD_LINES: usize = 3;
/// Sum of the three parts of a colour that is light: text in it stands on something dark.
pub(super) const LIGHT: u16 = 690;
/// Numbers below each other that are a chart's axis, at least.
pub(super) const AXIS_NUMBERS: usize = 4;
/// Lines between the first of a chart's title and its axis, at most: more of the title, the source, a unit.
pub(super) const CHART_TITLE_LINES: usize = 3;
/// What a label stands for begins so many times the font size to its right, at least ...
pub(super) const LABEL_INDENT: f32 = 4.0;
/// ... and has so many words at most: a name with a party, a date.
pub(super) const LABEL_VALUE_WORDS: usize = 5;
/// A whole sentence that is not bold is a heading if it is so many times as large as the text: below that it is text where
/// most of a page's letters are smaller ones.
pub(super) const SENTENCE_HEADING: f32 = 1.2;
/// A numbered heading is larger than the text by more than this; an item has the text's size.
pub(super) const NUMBERED_HEADING: f32 = 1.2;
/// Headings are ranked by sizes in steps of this part of a point.
pub(super) const RANK_STEPS: f32 = 2.0;
/// The deepest level of a heading.
pub(super) const DEEPEST_HEADING: u32 = 9;

// Marks beside text.

/// A mark shares more than this part of its height, or of the line's, with the line that it stands beside.
pub(super) const MARK_OVERLAP: f32 = 0.4;
/// A mark stands less than this away from the line that it belongs to.
pub(super) const MARK_REACH: f32 = 40.0;

// Tags.

/// Boxes of words may lie over each other's edges by this: letters reach over their box.
pub(super) const BOX_OVERLAP: f32 = 2.0;
/// The middle of a letter lies above the baseline by this share of the font size.
pub(super) const LETTER_MIDDLE: f32 = 0.25;
/// A header row that stands in no cell ends above its table, or lower by no more.
pub(super) const HEADER_ABOVE: f32 = 3.0;
/// A table's outermost edges lie so far beyond its words.
pub(super) const EDGE_MARGIN: f32 = 1.0;
/// Two edges of a table are so far apart at least.
pub(super) const NARROWEST_COLUMN: f32 = 0.1;
/// Words whose baselines differ by less than this share of the font size stand in one line of a cell, raised ones too.
pub(super) const CELL_LINE: f32 = 0.45;
/// Header rows that a tagged table has at most: more are a table of headings.
pub(super) const MOST_HEADER_ROWS: usize = 4;
/// A tagged table can be right only if so many in three of its rows cover all columns.
pub(super) const WHOLE_OF_THREE: usize = 2;
/// Rows of a table that no page shows and only tags tell, at least.
pub(super) const TAGGED_ROWS: usize = 3;
/// A tagged table of three columns or more is a form if fewer than one in so many of its rows fill more than two.
pub(super) const FORM_ROWS: usize = 3;
/// Letters of a table's first row that a remark quotes.
pub(super) const QUOTE: usize = 40;
/// Headings that look and tags agree on before tags are believed, at least ...
pub(super) const AGREED_HEADINGS: usize = 3;
/// ... so many in ten of those that are tagged ...
pub(super) const AGREED_BY_TAG: usize = 8;
/// ... and so many in ten of those that look so.
pub(super) const AGREED_BY_LOOK: usize = 7;

// Text that is set on its side.

/// An area of text set on its side has so many lines at least: a stamp in the margin has one or two.
pub(super) const AREA_LINES: usize = 3;
/// Of more lines no areas are told: a drawing's labels.
pub(super) const MOST_AREA_LINES: usize = 2000;
/// A line in an area beside upright text has more letters than this, in the mean ...
pub(super) const AREA_LETTERS: usize = 10;
/// ... and the longest is longer than so many times the font size: titles over columns are shorter.
pub(super) const AREA_LENGTH: f32 = 18.0;
/// Its lines fill more than this share of the page's shorter side, one below the other: a stamp is narrow.
pub(super) const AREA_SHARE: f32 = 0.15;
/// No upright letter stands in the area or within this share of the font size around it.
pub(super) const AREA_FREE: f32 = 0.3;
/// Text stands near if it is less than so many times the font size away.
pub(super) const AREA_MARGIN: f32 = 1.5;
/// Glyphs whose baselines lie within this share of the font size stand on one line.
pub(super) const AREA_REACH: f32 = 0.3;
/// Rules and fills belong to text set on its side if they reach less than so many points beyond it: a cell's padding.
pub(super) const RULE_REACH: f32 = 36.0;
/// Lines of one title that is set on its side stand less than this share of the font size apart: its columns stand farther.
pub(super) const TITLE_LINE_GAP: f32 = 0.6;
/// Titles set on their side stand in one row if they share more than this share of the shorter one's length.
pub(super) const TITLE_SHARED: f32 = 0.5;
/// What a title set on its side stands over begins within so many times the font size below it: a cell's padding.
pub(super) const TITLE_ABOVE: f32 = 2.5;
/// Words of a title that was set on its side are seated one below the other, so many times the font size apart.
pub(super) const SEAT_LEADING: f32 = 1.15;
/// They join a line whose baseline lies within this share of the font size.
pub(super) const SEAT_REACH: f32 = 0.3;
/// More turned words on a page are a drawing's labels.
pub(super) const MOST_TITLES: usize = 400;
