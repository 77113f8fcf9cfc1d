//! Glyphs to words: a word ends where a gap begins, not where a space glyph stands (one table PDF in ten draws none).

use std::cell::LazyCell;
use std::ops::Deref;
use std::sync::Arc;

use compact_str::CompactString;

use crate::block::{CharIds, Line};
use crate::geometry::Rect;
use crate::output::SidtextSlag;
use crate::pdf::{Glyph, MarkId, PageContent, Rgb, Visibility};
use crate::words::baseline::{Lines, Piece};
use crate::words::breaks::split_words;
use crate::words::drop_caps;
use crate::words::line;
use crate::words::note_marks;
use crate::words::overlays;
use crate::words::tolerances::{
    GAP_WITHOUT_SPACE, LARGER, TURNED_ACROSS, TURNED_ADVANCE, TURNED_BACKSTEP, size_key,
};
use crate::words::typography::{add_letters, most_letters};

/// A run of glyphs without a gap. Words go from step to step and are copied on the way, so a copy shares its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Word(Arc<WordParts>);

impl From<WordParts> for Word {
    fn from(parts: WordParts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Word {
    /// The word's own parts, to be changed.
    pub fn edit(&mut self) -> &mut WordParts {
        Arc::make_mut(&mut self.0)
    }
}

impl Deref for Word {
    type Target = WordParts;

    fn deref(&self) -> &WordParts {
        &self.0
    }
}

/// What a [`Word`] is.
#[derive(Debug, Clone, PartialEq)]
pub struct WordParts {
    /// Its characters.
    pub text: CompactString,
    /// For each character its number in the document's text layer.
    pub letters: CharIds,
    /// Box from the glyphs' boxes.
    pub rect: Rect,
    /// Baseline.
    pub base: f32,
    /// Font size in points.
    pub size: f32,
    /// Advance of its first character.
    pub first_advance: f32,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Fill colour.
    pub color: Rgb,
    /// Marked content of its first glyph.
    pub mark: Option<MarkId>,
    /// Inside `/Artifact` marked content.
    pub artifact: bool,
    /// How sure its characters are, in percent: the least of theirs.
    pub confidence: u8,
    /// A space glyph is drawn directly after it.
    pub space_after: bool,
}

/// Words of one line that does not run from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnedRun {
    /// Direction of writing in degrees clockwise: 90 downwards, 270 upwards.
    pub angle: i16,
    /// Its words.
    pub words: Vec<Word>,
}

/// What one page's glyphs became.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    /// Words that a reader sees, in lines from top to bottom and from left to right within a line.
    pub lines: Vec<Vec<Word>>,
    /// Lines that no reader sees. They go through no further step, so their words are not kept.
    pub unseen: Vec<(Visibility, Line)>,
    /// Watermarks and line numbers, which no text goes on with.
    pub overlays: Vec<(SidtextSlag, Line)>,
    /// Runs of words written upwards, downwards or aslant.
    pub turned: Vec<TurnedRun>,
    /// Runs of words with a line through them.
    pub struck: Vec<Vec<Word>>,
    /// Number of characters, white space aside.
    pub letters: u32,
}

impl PageWords {
    /// Moves the numbers of all letters up.
    pub fn number_from(&mut self, first: u32) {
        let turned = self.turned.iter_mut().flat_map(|run| &mut run.words);
        let struck = self.struck.iter_mut().flatten();
        for word in self.lines.iter_mut().flatten().chain(turned).chain(struck) {
            word.edit().letters.move_up(first);
        }
        let unseen = self.unseen.iter_mut().map(|(_, line)| line);
        let overlays = self.overlays.iter_mut().map(|(_, line)| line);
        for line in unseen.chain(overlays) {
            line.letters.move_up(first);
        }
    }
}

/// Makes words of a page's glyphs; the page's letters are numbered from `first_letter`.
#[must_use]
pub fn words(page: &PageContent, first_letter: u32, ocr: bool) -> PageWords {
    let mut result = PageWords::default();
    let mut upright = Vec::with_capacity(page.glyphs.len());
    let mut turned: Vec<Piece<'_>> = Vec::new();
    let mut unseen: Vec<Piece<'_>> = Vec::new();
    let mut marks: Vec<Piece<'_>> = Vec::new();
    let usual = LazyCell::new(|| usual_size(page));
    let mut number = first_letter;
    for glyph in &page.glyphs {
        let space = glyph.ch.is_whitespace();
        let piece = Piece {
            glyph,
            letter: number,
            space,
            raised: false,
            follows: false,
        };
        if !space {
            number += 1;
        }
        let seen = glyph.visibility == Visibility::Visible
            || (ocr && glyph.visibility == Visibility::Invisible);
        if !seen {
            unseen.push(piece);
        } else if overlays::is_watermark(glyph, &usual) && !overlays::is_on_ground(page, glyph) {
            marks.push(piece);
        } else if glyph.angle == 0 {
            upright.push(piece);
        } else {
            turned.push(piece);
        }
    }
    result.letters = number - first_letter;
    let upright = Lines::of(upright);
    let mut lines = upright.with_scripts();
    let caps = drop_caps::take(&mut lines);
    let split = lines.iter().map(|line| split_words(page, line));
    result.lines = split.collect();
    for cap in &caps {
        drop_caps::put(cap, &mut result.lines, |piece| split_words(page, piece));
    }
    result.lines.retain(|line| !line.is_empty());
    result.overlays = overlays::take_line_numbers(&mut result.lines, page.number);
    let lines = |pieces: &[Piece<'_>]| -> Vec<Line> {
        let runs = runs(pieces, page);
        let line = |run: &TurnedRun| line::line(&run.words, page.number, false);
        runs.iter().map(line).collect()
    };
    let marks = lines(&marks).into_iter();
    let marks = marks.map(|line| (SidtextSlag::Vattenstampel, line));
    result.overlays.extend(marks);
    result.turned = runs(&turned, page);
    for visibility in [
        Visibility::Invisible,
        Visibility::Clipped,
        Visibility::OffPage,
        Visibility::Covered,
        Visibility::Blended,
        Visibility::Bar,
    ] {
        let of_kind: Vec<Piece<'_>> = unseen
            .iter()
            .copied()
            .filter(|p| p.glyph.visibility == visibility)
            .collect();
        let lines = lines(&of_kind).into_iter();
        result.unseen.extend(lines.map(|line| (visibility, line)));
    }
    result
}

/// The size in points that most of a page's visible letters have; 0 if there are none.
fn usual_size(page: &PageContent) -> f32 {
    let mut sizes = Vec::new();
    let letters = page
        .glyphs
        .iter()
        .filter(|glyph| glyph.visibility == Visibility::Visible && !glyph.ch.is_whitespace());
    let mut run: Option<(f32, usize)> = None;
    for glyph in letters {
        match &mut run {
            Some((size, count)) if *size == glyph.size => *count += 1,
            _ => {
                if let Some((size, count)) = run.replace((glyph.size, 1)) {
                    add_letters(&mut sizes, size_key(size), count);
                }
            }
        }
    }
    most_letters(sizes, run.map(|(size, count)| (size_key(size), count)))
}

/// The word of these glyphs, spaces among them left out; the first is none.
pub(crate) fn word(page: &PageContent, pieces: &[Piece<'_>], space_after: bool) -> Word {
    let mut parts = plain(page, pieces).unwrap_or_else(|| {
        let mut parts = empty(page, &pieces[0]);
        for piece in pieces.iter().filter(|piece| !piece.space) {
            extend(&mut parts, page, piece);
        }
        parts
    });
    parts.space_after = space_after;
    Word::from(parts)
}

/// The word of glyphs of which none is raised and none larger than the first, as nearly all are: what [`extend`] makes of them,
/// one at a time, in one go. `None` if one is.
fn plain(page: &PageContent, pieces: &[Piece<'_>]) -> Option<WordParts> {
    let mut parts = empty(page, &pieces[0]);
    let largest = parts.size * LARGER;
    let mut text = [0; PLAIN_BYTES];
    let mut length = 0;
    // Numbers that follow each other, as nearly all do.
    let mut letters = pieces[0].letter..pieces[0].letter;
    for piece in pieces.iter().filter(|piece| !piece.space) {
        let glyph = piece.glyph;
        if piece.raised || glyph.size > largest {
            return None;
        }
        if length + CHAR_BYTES > PLAIN_BYTES {
            parts.text.push_str(written(&text[..length]));
            length = 0;
        }
        length += glyph.ch.encode_utf8(&mut text[length..]).len();
        if piece.letter != letters.end {
            parts.letters.append(&CharIds::from(letters));
            letters = piece.letter..piece.letter;
        }
        letters.end += 1;
        parts.rect = parts.rect.union(&glyph.rect);
        parts.artifact &= glyph.artifact;
        parts.confidence = parts.confidence.min(glyph.confidence);
    }
    parts.letters.append(&CharIds::from(letters));
    parts.text.push_str(written(&text[..length]));
    Some(parts)
}

/// Bytes of a word's text that are written at a time; few words have more.
const PLAIN_BYTES: usize = 64;
/// Bytes of one character, at most.
const CHAR_BYTES: usize = 4;

/// The text of whole characters' bytes.
fn written(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// A word that begins with a glyph, before the first of them.
fn empty(page: &PageContent, piece: &Piece<'_>) -> WordParts {
    let glyph = piece.glyph;
    let font = page.fonts.get(usize::from(glyph.font.0));
    WordParts {
        text: CompactString::default(),
        letters: CharIds::default(),
        rect: glyph.rect,
        base: glyph.y,
        size: glyph.size,
        first_advance: glyph.rect.width(),
        bold: font.is_some_and(|font| font.bold),
        italic: font.is_some_and(|font| font.italic),
        color: glyph.color,
        mark: glyph.mark,
        artifact: glyph.artifact,
        confidence: Glyph::CERTAIN,
        space_after: false,
    }
}

fn begin(page: &PageContent, piece: &Piece<'_>) -> WordParts {
    let mut word = empty(page, piece);
    extend(&mut word, page, piece);
    word
}

fn extend(word: &mut WordParts, page: &PageContent, piece: &Piece<'_>) {
    let glyph = piece.glyph;
    let ch = if piece.raised {
        note_marks::raised(&word.text, piece.follows, glyph.ch)
    } else {
        glyph.ch
    };
    word.text.push(ch);
    word.letters.push(piece.letter);
    word.rect = word.rect.union(&glyph.rect);
    word.artifact &= glyph.artifact;
    word.confidence = word.confidence.min(glyph.confidence);
    if glyph.size > word.size * LARGER {
        // The word began with a raised sign: the larger letters tell its look.
        word.size = glyph.size;
        word.base = glyph.y;
        let font = page.fonts.get(usize::from(glyph.font.0));
        word.bold = font.is_some_and(|font| font.bold);
    }
}

/// Words in painting order, for text whose lines cannot be told by baselines.
fn runs(pieces: &[Piece<'_>], page: &PageContent) -> Vec<TurnedRun> {
    let mut lines: Vec<(i16, Vec<WordParts>)> = Vec::new();
    let mut previous: Option<&Glyph> = None;
    let mut space = true;
    for piece in pieces {
        let glyph = piece.glyph;
        if piece.space {
            space = true;
            continue;
        }
        let (sin, cos) = f32::from(glyph.angle).to_radians().sin_cos();
        let (along, across) = previous.map_or((f32::INFINITY, f32::INFINITY), |last| {
            let (dx, dy) = (glyph.x - last.x, glyph.y - last.y);
            (dx * cos + dy * sin, (dy * cos - dx * sin).abs())
        });
        let same_line = across < TURNED_ACROSS * glyph.size
            && along > -TURNED_BACKSTEP * glyph.size
            && along < TURNED_ADVANCE * glyph.size
            && previous.is_some_and(|last| last.angle == glyph.angle);
        let advance = previous.map_or(0.0, |last| match glyph.angle.rem_euclid(180) {
            0 => last.rect.width(),
            90 => last.rect.height(),
            _ => last.rect.width().max(last.rect.height()),
        });
        let gap = along - advance;
        let joined = same_line && !space && gap < GAP_WITHOUT_SPACE * glyph.size;
        match lines.last_mut() {
            Some((_, line)) if same_line => match line.last_mut() {
                Some(word) if joined => extend(word, page, piece),
                _ => line.push(begin(page, piece)),
            },
            _ => lines.push((glyph.angle, vec![begin(page, piece)])),
        }
        previous = Some(glyph);
        space = false;
    }
    let run = |(angle, words): (i16, Vec<WordParts>)| TurnedRun {
        angle,
        words: words.into_iter().map(Word::from).collect(),
    };
    lines.into_iter().map(run).collect()
}

/// The text of a run of words.
#[must_use]
pub fn text_of(words: &[Word]) -> String {
    let length = words.iter().map(|word| word.text.len() + 1).sum();
    let mut text = String::with_capacity(length);
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}
