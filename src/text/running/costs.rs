//! What decides how a table whose cells follow each other is cut into rows and cells.
//!
//! Every way to read a table has a cost, and the cheapest is taken. A cost has no unit: a row that explains its lines and a
//! word that its column reads are worth 1 each ([`row::ROW`], [`cell::READ_WORD`]), and all else is weighed against those two. A small
//! letter at a row's beginning, say, outweighs two values that would be read.

/// The reading of a row's values: which words are whose cell.
pub(super) mod cell {
    /// A cell has no more words than this.
    pub const CELL_WORDS: usize = 12;
    /// A row has no more words in its values than this.
    pub const ROW_WORDS: usize = 48;
    /// So many places where a number may be two are tried.
    pub const GROUPS: usize = 4;
    /// A gap tells nothing of empty columns where a cell of so many words on each side of it reaches over it.
    pub const GAP_REACH: usize = 3;

    /// A cell that its column cannot read, and each word of it (1 more).
    pub const UNREADABLE: f32 = 8.0;
    /// A cell of a column of free text, and each word of it.
    pub const FREE_TEXT: f32 = 0.8;
    pub const FREE_TEXT_WORD: f32 = 0.3;
    /// A cell that goes on over a line's end, over an empty line, over a wide gap.
    pub const OVER_LINE: f32 = 0.2;
    pub const OVER_BLANK: f32 = 1.5;
    pub const OVER_GAP: f32 = 0.3;
    /// For each column by which a gap is wider or narrower than the columns that it passes over.
    pub const GAP_MISFIT: f32 = 0.7;
    /// Each cell costs something, so that `9 000 st` is not cut in two.
    pub const READ_CELL: f32 = 0.5;
    /// A column of dates that reads a day, and one that holds something else that it reads (`2021`, `T1 2021`).
    pub const READ_DATE: f32 = -2.5;
    pub const NO_DATE: f32 = 0.5;
    /// For each order of magnitude between a row's numbers, if there is more than one.
    pub const DISPARITY: f32 = 0.4;
    /// The last column that is not free text left empty: it ends the row and seldom is.
    pub const EMPTY_LAST: f32 = 3.0;

    /// For each word that a column reads: rows that explain more words are better rows. Words of a unit that nobody knows
    /// explain little: a quantity's cell takes any.
    pub const READ_WORD: f32 = -1.0;
    pub const UNIT_WORD: f32 = -0.2;
    /// A year alone, which may as well be a quantity.
    pub const READ_YEAR: f32 = -0.7;
    /// A dash set apart from the number behind it is an empty cell's, no minus.
    pub const DASH_APART: f32 = 0.5;
    /// A unit has capitals in abbreviations only: a word that begins with one begins another cell.
    pub const CAPITAL_IN_UNIT: f32 = 3.0;
    /// A share of so many per cent is rather two numbers side by side.
    pub const IMPLAUSIBLE_SHARE: f64 = 1000.0;
}

/// The cutting of lines into rows, companion texts and lines that fit nowhere.
pub(super) mod row {
    /// A name has no more lines than this.
    pub const NAME_LINES: usize = 24;
    /// Values stand on no more lines than this.
    pub const VALUE_LINES: usize = 24;
    /// Values that share a line with the name have no more words on it than this.
    pub const TAIL_WORDS: usize = 16;
    /// The words of a value's beginning stand on no more lines than this.
    pub const VALUE_START_LINES: usize = 3;
    /// The rest of a name behind a repeated header row has no more lines than this.
    pub const CONTINUED_LINES: usize = 10;
    /// Gaps tell something if there is one for so many lines.
    pub const LINES_FOR_A_GAP: usize = 12;
    /// Names of fewer rows than this tell nothing of how wide names are.
    pub const LEAST_NAMES: usize = 3;
    /// A name's line is half as wide again as three of four names are at most, and never less wide than this, in characters.
    pub const MIN_NAME: usize = 20;
    /// Values that cost more are none.
    pub const DEAREST_VALUES: f32 = 6.0;

    /// A row explains its lines.
    pub const ROW: f32 = -1.0;
    /// A name and no values.
    pub const EMPTY_ROW: f32 = 1.5;
    /// A name that begins with a small letter.
    pub const SMALL_LETTER: f32 = 3.0;
    /// A name that does not begin after an empty line: behind a row where gaps set rows apart, behind other text, behind a
    /// sentence's end.
    pub const NO_GAP_AFTER_ROW: f32 = 0.5;
    pub const NO_GAP_AFTER_TEXT: f32 = 5.0;
    pub const NO_GAP_AFTER_SENTENCE: f32 = 1.0;
    /// A name that goes on over an empty line.
    pub const GAP_IN_NAME: f32 = 1.5;
    /// A name without letters, and one that begins with a digit.
    pub const WORDLESS_NAME: f32 = 5.0;
    pub const NUMBERED_NAME: f32 = 1.5;
    /// A line that is wider than names are.
    pub const WIDE_NAME: f32 = 3.0;
    /// A day at the end of a name's line, which is a value most likely.
    pub const PASSED_DAY: f32 = 3.0;
    /// Values on a line of their own right below the name.
    pub const NO_GAP_BEFORE_VALUES: f32 = 1.5;
    /// A single value, or an odd one, behind a name.
    pub const SINGLE_TAIL: f32 = 2.0;
    /// Values behind a name, of which the rest stand below a gap: the words may belong to the name (`efter 12 månader`).
    pub const PARTED_TAIL: f32 = 2.0;
    /// A line that fits nowhere, and one in a table whose groups of rows have names.
    pub const STRAY: f32 = 2.0;
    pub const GROUP: f32 = 0.5;
    /// A name that goes on behind a repeated header row, and one that seems to begin there.
    pub const CONTINUED: f32 = 0.0;
    pub const CONTINUED_CAPITAL: f32 = 4.0;
    /// Such a rest that ends before a line with a capital: its own sentence ended, or not.
    pub const CONTINUED_SENTENCE: f32 = 0.2;
    pub const CONTINUED_OPEN: f32 = 0.6;
    /// A companion's label, and each line of its text.
    pub const LABEL: f32 = -1.0;
    pub const COMPANION_LINE: f32 = -0.01;
}
