//! Recognised words: their sizes, their places, their signs, and which are read a second time. See the folder for units.

// Pages.

/// A page's words are believed to be upright when the engine is so sure of them on the whole, in percent.
pub const UPRIGHT_CONFIDENCE: u32 = 55;
/// A word of so many letters is wider than high, unless it lies on its side.
pub const LEVEL_WORD: usize = 4;

// Sizes and baselines.

/// Heights of small letters that differ by so many samples are of one size: what an engine measures.
pub const HEIGHTS_MEASURED: f32 = 1.3;
/// And those that differ by this share.
pub const HEIGHTS_OF_ONE_SIZE: f32 = 0.06;
/// Heights of small letters that differ by less, in samples, are the same one.
pub const SAME_MEASURED: f32 = 0.5;
/// A line of fewer letters and figures is guessed by engines: of so few, none may be a plain small one.
pub const GUESSED_LINE: usize = 6;
/// What such a line may be set like lies so many of its own heights above or below it, at most: the next line of its cell or of
/// its row.
pub const LIKE_LINE: f32 = 2.5;
/// How far capitals, figures and ascenders reach, in heights of a small letter: .68 of the size, where a small letter has .45. The
/// page tells, where it can.
pub const CAPITAL_OF_SMALL: f32 = 1.5;
/// What the page may tell of it: 1.36 with Carlito and 1.51 with Times.
pub const CAPITALS_OF_SMALL: (f32, f32) = (1.25, 1.6);
/// The same of a t, .58 of the size.
pub const LETTER_T: f32 = 1.28;
/// The same of a capital with a sign on it, .86 of the size.
pub const CAPITAL_WITH_SIGN: f32 = 1.9;
/// How far descenders reach below the baseline, in heights of a small letter: .21 of the size.
pub const DESCENDER_OF_SMALL: f32 = 0.47;
/// A word's box is that of its ink if its height is that of its letters, give or take this factor's logarithm: engines draw some
/// boxes over their whole line.
pub const BOX_FITS: f32 = 0.2;
/// Its own ink tells its baseline if that lies so many heights of a small letter from its line's.
pub const OTHER_BASELINE: f32 = 0.3;
/// Words of a line so many heights of a small letter apart stand in different cells: [`CELL_GAP`] of the size.
pub const CELL_APART: f32 = 1.6;
/// Of a line's height so much is its small letters', where nothing tells.
pub const SMALL_OF_LINE: f32 = 0.54;
/// What an engine tells of small letters is believed from this share of that on: no line has less.
pub const LEAST_SMALL: f32 = 0.5;
/// And up to so many times as much.
pub const MOST_SMALL: f32 = 1.5;
/// The height of capitals over the font size: .63 with Calibri, .66 with Times, .72 with Arial, .73 with Verdana. That of small
/// letters, .45 to .55, tells less.
pub const CAPITAL_HEIGHT: f32 = 0.66;
/// How far letters reach above their baseline, as a share of the font size.
pub const ASCENT: f32 = 0.9;
/// And below it.
pub const DESCENT: f32 = 0.21;
/// Words whose baselines lie closer than this share of their size share a line.
pub const LEVEL_BASELINES: f32 = 0.2;
/// Words that stand beside each other in one cell have baselines closer than this share of their size, once they were made level.
pub const ONE_BASELINE: f32 = 0.1;

// Strokes of letters.

/// Strokes of bold lines are so many times as wide as those of most words of their size.
pub const BOLD_LINE: f32 = 1.13;
/// The same beside a bold line of the same size: lines of one heading.
pub const NEARLY_BOLD: f32 = 1.07;
/// The lines of one heading follow each other within so many of their heights.
pub const NEXT_LINE: f32 = 1.6;
/// A line of fewer letters is no part of a heading by that alone.
pub const SHORT_BOLD_LINE: usize = 12;
/// Strokes of bold words are so many times as wide, of which few are measured.
pub const BOLD_WORD: f32 = 1.3;
/// Runs of ink longer than this share of the letters' height are no upright strokes.
pub const STROKE_WIDTH: f32 = 0.4;
/// A word has so many runs of ink at least, for its strokes to be measured.
pub const FEWEST_STROKES: usize = 12;

// Widths.

/// How wide a space is at least, as a share of the font size.
pub const LEAST_SPACE: f32 = 0.12;
/// Figures are so wide, as a share of the font size.
pub const FIGURE_WIDTH: f32 = 0.5;
/// A comma or a point is so wide.
pub const SIGN_WIDTH: f32 = 0.25;
/// Numbers are set in this share of that width at least: narrow type has .9.
pub const NARROWEST_NUMBER: f32 = 0.75;

// Spaces in numbers.

/// White between two signs is a space if it is this share of the font size: spaces are .23 to .32 wide besides what signs keep from
/// each other, which is .04 to .14.
pub const SPACE_IN_NUMBER: f32 = 0.2;
/// A figure one stands in the middle of the room of a wider one: so much more white beside it, as a share of the size.
pub const BESIDE_ONE: f32 = 0.09;
/// White lies so far from where a word's letters part by their usual widths, at most, as a share of the size.
pub const SPACE_NEAR: f32 = 0.4;
/// Figures between the spaces of large numbers.
pub const DIGITS_OF_GROUP: usize = 3;

// The sign for percent.

/// A ring is so high, as shares of the stroke's height: half of it, less or more.
pub const RING_HEIGHT: (f32, f32) = (0.3, 0.68);
/// The upper ring ends above this share of the stroke's height.
pub const UPPER_RING_END: f32 = 0.7;
/// The lower ring begins below this share of it.
pub const LOWER_RING_START: f32 = 0.3;
/// The stroke is as high as the word's highest ink, give or take this share.
pub const PERCENT_STROKE: f32 = 0.8;
/// A word with the sign has so many letters at most: a number with its sign read as two or three.
pub const PERCENT_LETTERS: usize = 14;
/// The sign is so wide at most, as a share of the stroke's height.
pub const WIDEST_PERCENT: f32 = 1.7;
/// So much of it may lie outside its word, as a share of its width: an engine left its lower ring out.
pub const PERCENT_OUTSIDE: f32 = 0.5;
/// Letters whose middle lies so far before the sign, as a share of its width, were read of its ink as well.
pub const READ_OF_PERCENT: f32 = 0.1;

// Upright strokes.

/// A bar is so many times as high as wide at least.
pub const SLENDER_BAR: usize = 3;
/// A capital is so high at least, as a share of the font size; a small i without its dot is lower.
pub const CAPITAL_BAR: f32 = 0.55;
/// How far above its baseline a bar is looked for, as a share of the font size: higher than any capital.
pub const BAR_LOOKED_AT: f32 = 0.8;

// Dashes and cells.

/// Words farther apart than this share of their size stand in different cells.
pub const CELL_GAP: f32 = 0.8;
/// A long dash is so wide at least, as a share of the font size; what is shorter is a short one.
pub const LONG_DASH: f32 = 0.75;

// What is no letter.

/// A sign above a letter is so high at most, as a share of the size of its letter.
pub const SIGN_ABOVE_HEIGHT: f32 = 0.35;
/// Its middle lies so far above the letter's baseline, as shares of the size.
pub const SIGN_ABOVE: (f32, f32) = (0.5, 1.0);
/// The rest of an upright line lies so close to its axis, in points.
pub const BESIDE_LINE: f32 = 1.5;
/// And so far at most from where the line was seen to end, in points: a row of a table.
pub const PAST_LINE: f32 = 16.0;
/// It is so wide at most, in points.
pub const LINE_WIDTH: f32 = 3.0;
/// So much of a small word's box lies in another one's, as a share, if both are the same ink.
pub const SHARED_INK: f32 = 0.8;
/// It is so much smaller at least, as a share of the other one's box.
pub const PART_OF_WORD: f32 = 0.5;

// Second readings.

/// Words that the engine is less sure of, in percent, are looked at again.
pub const DOUBTFUL: u8 = 80;
/// A second reading counts if it is so much surer, in percent.
pub const SURER: u8 = 8;
/// And so sure itself.
pub const SURE: u8 = 80;
/// What two readings disagree about is sure to so much at most, in percent: no number is made of it.
pub const DOUBTED: u8 = 60;
/// A number that was read so unsurely, in percent, was hardly read: of such words one in four is right.
pub const HARDLY_READ: u8 = 50;
/// Words that stand closer than this share of their size are looked at together.
pub const TOGETHER: f32 = 0.6;
/// At most so many: more is running text, of which one word is looked at.
pub const MOST_TOGETHER: usize = 5;
/// Places on a page that are looked at again, at most: a page of which nothing is sure gains nothing.
pub const MOST_PLACES: usize = 60;
/// Words found in such ink have so many letters at least.
pub const LETTERS_IN_INK: usize = 2;
/// Ink without words is looked for in squares of so many points.
pub const INK_SQUARE: f32 = 2.0;
/// Letters stand closer than so many of them.
pub const LETTERS_APART: usize = 3;
/// Lines of letters are so high, in points; less is dirt, more a picture.
pub const LETTERS_HEIGHT: (f32, f32) = (4.0, 22.0);
/// Ink without words is so wide at most, in points: more is no cell.
pub const WIDEST_INK: f32 = 160.0;
/// Ink belongs to a word so far above its lower edge, in heights of the word: signs on capitals stand there.
pub const WORD_ABOVE: f32 = 1.3;
/// And so far below it: descenders.
pub const WORD_BELOW: f32 = 0.35;
/// A place is wider and higher than its words by so much on each side, in points: boxes cut the edges of letters.
pub const AROUND_PLACE: f32 = 2.0;
/// How many times as large a place is shown.
pub const ENLARGED: usize = 2;
/// White around it, in points.
pub const WHITE_AROUND: f32 = 6.0;

// What a word was meant to be.

/// What engines read and what stands there.
pub const TAKEN_FOR: [(&str, &str); 18] = [
    ("rm", "m"),
    ("rn", "m"),
    ("nn", "m"),
    ("m", "rn"),
    ("!", "l"),
    ("!", "i"),
    ("1", "l"),
    ("|", "l"),
    ("i", "l"),
    ("l", "i"),
    ("a", "\u{e5}"),
    ("a", "\u{e4}"),
    ("\u{e4}", "\u{e5}"),
    ("\u{e5}", "\u{e4}"),
    ("o", "\u{f6}"),
    ("\u{f6}", "o"),
    ("e", "c"),
    ("c", "e"),
];
/// Words of fewer letters are not put right: too many are words with one letter changed.
pub const FEWEST_PUT_RIGHT: usize = 4;
/// A word that an engine is so sure of, in percent, is as it was read; of such 99.9 % are.
pub const SURE_WORD: u8 = 90;
/// A word of the document stands on it so often at least, read surely.
pub const TIMES_KNOWN: usize = 2;
/// Compounds of more parts are chance.
pub const MOST_PARTS: usize = 2;
