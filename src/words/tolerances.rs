//! What counts as the same, near or far when glyphs become words and words become lines: all tolerances of this folder.
//!
//! Lengths are in points unless they are told as shares of the font size; sizes of type are in points.

/// Two pieces of text are set in the same size if they differ by less, in points: programs round sizes, and a raised sign may
/// lend a line its size.
pub const SAME_SIZE: f32 = 0.6;
/// The white space between two lines is measured only where their sizes differ by less, in points: nothing but rounding.
pub(crate) const EQUAL_SIZE: f32 = 0.05;
/// Text is larger if its font size is so many times the other's: more than a program's rounding, less than one step of a
/// typographer's scale.
pub(crate) const LARGER: f32 = 1.2;
/// Glyphs smaller than this, in points, are measured as if they were so large.
pub(crate) const SMALLEST_SIZE: f32 = 1.0;
/// Sizes are counted in steps of this part of a point.
const SIZE_STEPS: f32 = 10.0;
/// The leading of another size serves if the sizes lie so few steps (tenths of a point) apart.
pub(crate) const NEAR_SIZE_STEPS: i32 = 5;

/// Whether two font sizes in points are the same.
#[must_use]
pub fn same_size(one: f32, other: f32) -> bool {
    (one - other).abs() < SAME_SIZE
}

/// A font size in tenths of a point.
#[must_use]
pub fn size_key(size: f32) -> i32 {
    #[allow(clippy::cast_possible_truncation)] // Sizes are small.
    let key = (size * SIZE_STEPS).round() as i32;
    key
}

/// The font size in points that [`size_key`] gives in tenths.
#[must_use]
pub fn size_of_key(key: i32) -> f32 {
    #[allow(clippy::cast_precision_loss)] // Tenths of points.
    let points = key as f32 / SIZE_STEPS;
    points
}

// Baselines.

/// Glyphs whose baselines lie within this share of the font size, and [`BASELINE_ROUNDING`] besides, share a line.
pub(crate) const SAME_BASELINE: f32 = 0.12;
/// Baselines of one line may differ by so much through rounding, in points, however small the type.
pub(crate) const BASELINE_ROUNDING: f32 = 0.3;
/// A superscript or subscript is at most this share of its line's font size.
pub(crate) const SCRIPT_SIZE: f32 = 0.8;
/// The same for a few letters: browsers set exponents and note marks in five sixths of the size.
pub(crate) const FEW_LETTERS_SIZE: f32 = 0.86;
/// And at least this share: what is smaller stands beside a drop cap or on a watermark.
pub(crate) const LEAST_SCRIPT_SIZE: f32 = 0.35;
/// Steps in which it is told how far (share of the font size) a raised or lowered glyph begins from the end of the letter before
/// it: programs round widths, and italic letters lean over.
pub(crate) const BEHIND_LETTER: f32 = 0.1;
/// A superscript is raised by less than this share of its line's font size: about its capitals' height.
pub(crate) const SCRIPT_RISE: f32 = 0.65;
/// Some programs raise a note mark or an exponent more, so that its foot stands at the capitals' top; a longer text so high is
/// a line of its own.
pub(crate) const FEW_LETTERS_RISE: f32 = 0.85;
/// A note mark or an exponent has so many letters at most.
pub(crate) const SCRIPT_LETTERS: usize = 3;
/// Several note marks in a row (`1, 5, 12`) have so many digits and signs at most.
pub(crate) const MARKS_LETTERS: usize = 9;
/// A subscript is lowered by less than this share of its line's font size: about its descenders' depth.
pub(crate) const SCRIPT_DROP: f32 = 0.35;
/// A few letters may be lowered by half the size: so some programs set `CO₂`.
pub(crate) const FEW_LETTERS_DROP: f32 = 0.55;
/// A raised or lowered glyph stands within this share of its line's font size beside one of its letters.
pub(crate) const SCRIPT_GAP: f32 = 0.5;
/// A raised or lowered line's own line is so many lines away at most: a superscript and a subscript may lie between.
pub(crate) const SCRIPT_LINES: usize = 2;

// Drop caps.

/// A drop cap is so many times as large as the lines beside it, at least: less is a heading's letter.
pub(crate) const DROP_CAP_SIZE: f32 = 1.8;
/// Lines may begin so much left of a drop cap's edge, or stand so much above it, through rounding: a share of their font size.
pub(crate) const DROP_CAP_ROUNDING: f32 = 0.35;
/// The lines begin within this share of its size beside it.
pub(crate) const DROP_CAP_GAP: f32 = 0.35;
/// Their baselines lie within this share of its size above its own: the height of capitals.
pub(crate) const DROP_CAP_HEIGHT: f32 = 0.8;
/// So many lines stand beside it, at least.
pub(crate) const DROP_CAP_LINES: usize = 2;

// Watermarks and line numbers.

/// A watermark is more than so many times as large as most of the page's text: larger than its titles.
pub(crate) const WATERMARK_SIZE: f32 = 3.0;
/// Each part of a watermark's colour is over this, of 255: text lies over it and must be read.
pub(crate) const WATERMARK_LIGHT: u8 = 150;
/// Line numbers stand farther from the text than this share of their size.
pub(crate) const LINE_NUMBER_GAP: f32 = 0.5;
/// So many numbers in a row are line numbers: fewer are a short list.
pub(crate) const LINE_NUMBERS: usize = 5;
/// One line in so many begins in a small letter where text runs on from line to line.
pub(crate) const LINES_RUN_ON: usize = 4;
/// And so many at least.
pub(crate) const LINES_BEGIN_SMALL: usize = 3;

// Words.

/// A gap wider than this share of the font size ends a word: most fonts' space is 0.25 wide, justified text narrows it.
pub(crate) const GAP_WITHOUT_SPACE: f32 = 0.17;
/// The same where a space glyph stands in the gap, which needs little room beside it.
pub(crate) const GAP_WITH_SPACE: f32 = 0.06;
/// Of letter-spaced text, four gaps in five are wider than this share of the font size.
pub(crate) const LEAST_SPACING: f32 = 0.09;
/// Of letter-spaced text, the usual gap is narrower than this share of the font size.
pub(crate) const MOST_SPACING: f32 = 1.0;
/// Letter-spacing is told from so many gaps at least.
pub(crate) const LEAST_SPACED_GAPS: usize = 7;
/// One gap in so many of letter-spaced text may be as narrow as in close text.
pub(crate) const CLOSE_GAPS: usize = 5;
/// A glyph that begins farther left of the last one's end than this share of the font size begins another run.
pub(crate) const RUN_BACKSTEP: f32 = 0.3;
/// A glyph that begins farther right of the last one's end than this share of the font size begins another run.
pub(crate) const RUN_GAP: f32 = 1.0;
/// Runs that share more of the line than this share of the font size lie on each other: less is kerning.
pub(crate) const RUN_OVERLAP: f32 = 0.1;
/// A glyph that begins farther left of the last one's end than this share of the font size is printed over it.
pub(crate) const OVERPRINT: f32 = 0.6;
/// A space glyph within this share of the font size behind a word was drawn with it.
pub(crate) const SPACE_BEHIND: f32 = 0.1;

// Text in any direction, whose lines cannot be told by baselines: painted glyph by glyph.

/// The next glyph of a line stands less than this share of the font size beside its direction.
pub(crate) const TURNED_ACROSS: f32 = 0.3;
/// The next glyph of a line stands at most this share of the font size behind the last one's origin.
pub(crate) const TURNED_BACKSTEP: f32 = 0.5;
/// The next glyph of a line stands less than this share of the font size before the last one's origin.
pub(crate) const TURNED_ADVANCE: f32 = 3.0;

// Parts of a line.

/// Words farther apart than this share of the font size are parts of a line of running text no more.
pub(crate) const PART_GAP: f32 = 1.2;
/// A title and its page number stand in parts farther apart than this share of the font size.
pub(crate) const CONTENTS_PART_GAP: f32 = 1.0;
/// A page number without a leader stands farther from its title than this share of the font size.
pub(crate) const CONTENTS_FAR: f32 = 2.5;
/// Dots that make a leader: fewer end a sentence or an abbreviation.
pub(crate) const LEADER_DOTS: usize = 3;
/// Digits that a page number has at most.
pub(crate) const PAGE_NUMBER_DIGITS: usize = 4;
/// Lines from one entry of a table of contents to the next, at most: titles wrap.
pub(crate) const TITLE_LINES: usize = 4;
/// One of so many pages may be smaller than the one above it in a table of contents: two lists side by side.
pub(crate) const LINES_A_FALL: usize = 5;
/// Bytes that a list's number (`10.2.1)`) has at most.
pub(crate) const LIST_NUMBER_LENGTH: usize = 6;
/// So many digits are a year or an amount at a sentence's end (`under 2024.`): no list is that long.
pub(crate) const TOO_MANY_LIST_DIGITS: usize = 3;

// Running text.

/// Lines begin at the same place if they begin less than this apart, in points.
pub(crate) const SAME_LEFT: f32 = 1.0;
/// White spaces between lines that differ by less than this, in points, are the same.
pub(crate) const SAME_LEADING: f32 = 0.34;
/// The least white space between lines that is no accident is shared by one in so many.
pub(crate) const LEADING_SHARE: usize = 12;
/// And by so many at least.
pub(crate) const LEADING_LEAST: usize = 3;
/// One line in so many may reach farther right than running text does: it is no running text.
pub(crate) const BEYOND_TEXT: usize = 200;
/// A line of running text is wider than so many times its font size: two or three words.
pub(crate) const PROSE_WIDTH: f32 = 12.0;
/// A line of running text ends within so many times its font size of where lines end: before a long word.
pub(crate) const PROSE_RAGGED: f32 = 6.0;

/// Words of a line with a wider gap between them, as a share of the font size, stand side by side: a justified line's are
/// narrower.
pub(crate) const WIDE_GAP: f32 = 1.3;

// Full lines.

/// The advance of a letter of common width, as a share of the font size.
pub(crate) const COMMON_ADVANCE: f32 = 0.45;
/// The advance of a hyphen, as a share of the font size: a third of it in most typefaces.
pub(crate) const HYPHEN_ADVANCE: f32 = 0.34;
/// A line is full though it has so many points more room than the next word needs: rounding.
pub(crate) const ROOM_ROUNDING: f32 = 0.4;
/// A full line may keep so many points more on its left than on its right: a hanging or indented start.
pub(crate) const ROOM_INDENT: f32 = 6.0;

// White space within a line.

/// How far letters reach above the baseline, as a share of the font size. Fonts' own figures differ too much between programs.
pub const ASCENT: f32 = 0.75;
/// How far letters reach below the baseline, as a share of the font size.
pub const DESCENT: f32 = 0.25;
/// How far above the baseline the middle of small letters is, as a share of the font size.
pub(crate) const MIDDLE: f32 = 0.25;
/// How far a word may reach over a column boundary and not stand on it, in points: boundaries are told no better.
pub(crate) const EDGE_SLACK: f32 = 1.0;
/// Words closer than this share of the font size stand as in a sentence: a space is a quarter of it, a little more in justified
/// text.
pub(crate) const SENTENCE_GAP: f32 = 0.34;
/// Words of a line whose gaps tell how it is set, at least.
pub(crate) const EVEN_WORDS: usize = 5;
/// The widest gap of a line that is set evenly is narrower than so many times the narrowest ...
pub(crate) const EVEN_GAPS: f32 = 2.0;
/// ... which counts as this share of the font size at least.
pub(crate) const EVEN_LEAST: f32 = 0.15;
