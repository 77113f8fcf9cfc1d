//! How much shows that blocks of several pages are one, and how words break at line ends: all thresholds of this folder.

// Joins over page breaks.

/// The next word fits on a line with less room than this share of the font size beside what it needs: the space before it.
pub(super) const WORD_SPACE: f32 = 0.25;
/// Columns among which the one with the names is looked for.
pub(super) const NAME_COLUMNS: usize = 8;
/// Other rows that fill a column before a row that does not is thought incomplete.
pub(super) const ROWS_THAT_TELL: usize = 2;

// Tables set side by side.

/// A column of names has so many cells in four that are no numbers.
pub(super) const NAMES_OF_FOUR: usize = 3;

// The table of contents.

/// Entries that make a table of contents.
pub(super) const LEAST_ENTRIES: usize = 4;
/// Lines that an entry has at most.
pub(super) const ENTRY_LINES: usize = 4;
/// Letters that an entry's title has at least.
pub(super) const ENTRY_LETTERS: usize = 3;
/// Page numbers may exceed the number of pages by half of it and this: attachments and covers are counted or not.
pub(super) const SPARE_PAGES: usize = 10;
/// The title of a table of contents is shorter than this, in characters.
pub(super) const CONTENTS_TITLE: usize = 30;

// Broken words, in characters unless told otherwise.

/// A long word: mostly words are shorter.
pub(super) const LONG_WORD: usize = 22;
/// A rest so short is no word after a full line.
pub(super) const REMAINDER: usize = 7;
/// The document draws the spaces at its lines' ends if one line in so many, or more, ends in one.
pub(super) const SPACED_LINES: usize = 4;
/// A first half so short may be an abbreviation that keeps its hyphen.
pub(super) const SHORT_HEAD: usize = 2;
/// A last part so short may be a mere beginning or a unit (`nämnd/st`).
pub(super) const SHORT_PART: usize = 3;
/// A second half so short may be an ending, though it is a word too.
pub(super) const SHORT_TAIL: usize = 4;
/// Lines that a word is broken over at most, behind the first: narrower cells hold no words.
pub(super) const MOST_PIECES: usize = 4;
/// A word so long, or longer, takes its ending from the next line: `verksamhet` `en`, but `har` `en`.
pub(super) const ENDED_HEAD: usize = 5;
/// A capital word so long, or longer, is rather no name: names have six letters or seven, compounds twice as many.
pub(super) const LONG_NAME: usize = 12;
/// Line ends that surely stand within words, from which on a document is known to break its words.
pub(super) const SURE_BREAKS: u32 = 3;
/// So many times as often as between words: by chance one line in six would end with a word.
pub(super) const SURE_MAJORITY: u32 = 2;
/// Lines of several words in cells, from which on their ends show whether cells are filled to the last letter.
pub(super) const FILLED_LINES: u32 = 6;
/// So many lines in four are full then: between words only one in four or five is by chance, and a space that hangs over the
/// end leaves some that are not.
pub(super) const FILLED_OF_FOUR: u32 = 3;
/// Times that a word stands in a document that has it often.
pub(super) const OFTEN: u32 = 3;

// Text that does not stand upright.

/// Text aslant is a mark across the page if it is more than so many times as large as most text: labels are not.
pub(super) const ACROSS_SIZE: f32 = 2.0;
/// A stamp stands within this share of the page's shorter side from its edge: in the margin.
pub(super) const STAMP_EDGE: f32 = 0.1;
/// A stamp stands less than so many points from where it stands on other pages.
pub(super) const STAMP_PLACE: f32 = 6.0;

// Pictures.

/// Share of a page from which on a picture may hold text that a reader would miss; logos and icons are smaller.
pub(super) const TELLING_PICTURE: f32 = 0.05;
