//! Glyphs to words: a word ends where a gap begins, not where a space glyph stands (one table PDF in ten draws none).

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::geometry::Rect;
use crate::letternumbers::LetterNumbers;
use crate::pdf::{Glyph, MarkId, PageContent, Rgb, Visibility};

/// A gap wider than this share of the font size ends a word.
const GAP_WITHOUT_SPACE: f32 = 0.17;
/// The same where a space glyph stands in the gap.
const GAP_WITH_SPACE: f32 = 0.06;

/// Of letter-spaced text, four gaps in five are wider than this share of the font size.
const LEAST_SPACING: f32 = 0.09;

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
    pub text: String,
    /// For each character its number in the document's text layer.
    pub letters: LetterNumbers,
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
    /// A space glyph is drawn directly after it.
    pub space_after: bool,
}

/// What one page's glyphs became.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    /// Words that a reader sees, in lines from top to bottom and from left to right within a line.
    pub lines: Vec<Vec<Word>>,
    /// Upright words that no reader sees, and words written in another direction, each as a line of its own.
    pub unseen: Vec<(Visibility, Vec<Word>)>,
    /// Words written upwards, downwards or aslant.
    pub turned: Vec<Vec<Word>>,
    /// Number of characters, white space aside.
    pub letters: u32,
}

impl PageWords {
    /// Moves the numbers of all letters up.
    pub fn number_from(&mut self, first: u32) {
        let unseen = self.unseen.iter_mut().map(|(_, words)| words);
        let lines = self.lines.iter_mut().chain(unseen).chain(&mut self.turned);
        for word in lines.flatten() {
            word.edit().letters.move_up(first);
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
    let mut number = first_letter;
    for glyph in &page.glyphs {
        let space = glyph.ch.is_whitespace();
        let piece = Piece {
            glyph,
            letter: number,
        };
        if !space {
            number += 1;
        }
        let seen = glyph.visibility == Visibility::Visible
            || (ocr && glyph.visibility == Visibility::Invisible);
        if !seen {
            unseen.push(piece);
        } else if glyph.angle == 0 {
            upright.push(piece);
        } else {
            turned.push(piece);
        }
    }
    result.letters = number - first_letter;
    result.lines = baselines(&mut upright)
        .iter()
        .map(|line| split_words(page, line))
        .collect();
    result.lines.retain(|line| !line.is_empty());
    result.turned = runs(&turned, page);
    for visibility in [
        Visibility::Invisible,
        Visibility::Clipped,
        Visibility::OffPage,
        Visibility::Covered,
        Visibility::Blended,
    ] {
        let of_kind: Vec<Piece<'_>> = unseen
            .iter()
            .copied()
            .filter(|p| p.glyph.visibility == visibility)
            .collect();
        for words in runs(&of_kind, page) {
            result.unseen.push((visibility, words));
        }
    }
    result
}

#[derive(Clone, Copy)]
struct Piece<'a> {
    glyph: &'a Glyph,
    letter: u32,
}

/// Glyphs that share a baseline, from `start` to `end` of those of the page.
struct Baseline {
    y: f32,
    /// Size of its largest letter.
    size: f32,
    glyphs: Range<usize>,
}

/// Glyphs that share a baseline, lines from top to bottom. A raised or lowered small glyph joins the line that it
/// overlaps most.
fn baselines<'p, 'a>(pieces: &'p mut [Piece<'a>]) -> Vec<Cow<'p, [Piece<'a>]>> {
    pieces.sort_by(|a, b| a.glyph.y.total_cmp(&b.glyph.y));
    let mut lines: Vec<Baseline> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (y, size) = (piece.glyph.y, piece.glyph.size.max(1.0));
        // Nobody sees how large a space is.
        let seen = if piece.glyph.ch.is_whitespace() {
            0.0
        } else {
            size
        };
        match lines.last_mut() {
            Some(line) if y - line.y <= 0.12 * size.min(line.size.max(1.0)) + 0.3 => {
                line.size = line.size.max(seen);
                line.glyphs.end = index + 1;
            }
            _ => lines.push(Baseline {
                y,
                size: seen,
                glyphs: index..index + 1,
            }),
        }
    }
    merge_scripts(pieces, &lines)
}

/// Superscripts and subscripts: a line of much smaller glyphs that touch a line of larger ones belongs to it.
fn merge_scripts<'p, 'a>(pieces: &'p [Piece<'a>], lines: &[Baseline]) -> Vec<Cow<'p, [Piece<'a>]>> {
    let glyphs = |line: &Baseline| &pieces[line.glyphs.clone()];
    let mut taken = vec![false; lines.len()];
    let mut additions: Vec<(usize, usize)> = Vec::new();
    for (i, small) in lines.iter().enumerate() {
        let near = i.saturating_sub(2)..(i + 3).min(lines.len());
        for j in near {
            let large = &lines[j];
            if i == j || small.size > 0.8 * large.size || small.size <= 0.0 || taken[i] {
                continue;
            }
            let rise = large.y - small.y;
            let raised = rise > 0.0 && rise < 0.65 * large.size;
            let lowered = rise < 0.0 && -rise < 0.35 * large.size;
            let touches = || {
                glyphs(small).iter().all(|p| {
                    glyphs(large).iter().any(|q| {
                        let gap = -p.glyph.rect.overlap_x(&q.glyph.rect);
                        gap < 0.5 * large.size
                    })
                })
            };
            if (raised || lowered) && touches() {
                taken[i] = true;
                additions.push((i, j));
            }
        }
    }
    let mut lines: Vec<Cow<'p, [Piece<'a>]>> = lines
        .iter()
        .map(|line| Cow::Borrowed(&pieces[line.glyphs.clone()]))
        .collect();
    for (from, to) in additions {
        let moved = std::mem::take(&mut lines[from]);
        lines[to].to_mut().extend_from_slice(&moved);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn split_words(page: &PageContent, line: &[Piece<'_>]) -> Vec<Word> {
    let Some(runs) = overlapping_runs(line) else {
        return split_run(page, line);
    };
    let mut words: Vec<Word> = runs.iter().flat_map(|run| split_run(page, run)).collect();
    words.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    words
}

/// Text that reaches over its neighbour's, as a heading too wide for its column does: the runs in which the line was painted,
/// if two of them lie on each other. Their letters must not be mixed.
fn overlapping_runs<'a>(line: &[Piece<'a>]) -> Option<Vec<Vec<Piece<'a>>>> {
    if is_one_run(line) {
        return None;
    }
    let mut painted = line.to_vec();
    painted.sort_by_key(|piece| piece.letter);
    // Of each run its part of `painted`, its left and right, and its letters.
    let mut runs: Vec<(Range<usize>, f32, f32, usize)> = Vec::new();
    let mut previous: Option<&Glyph> = None;
    for (index, piece) in painted.iter().enumerate() {
        let (glyph, space) = (piece.glyph, piece.glyph.ch.is_whitespace());
        let gap = previous.map_or(f32::INFINITY, |last| glyph.rect.x0 - last.rect.x1);
        let follows = gap > -0.3 * glyph.size && gap < glyph.size;
        match runs.last_mut() {
            Some((run, _, to, letters)) if follows || space => {
                run.end = index + 1;
                if !space {
                    *to = to.max(glyph.rect.x1);
                    *letters += 1;
                }
            }
            _ => runs.push((
                index..index + 1,
                glyph.rect.x0,
                glyph.rect.x1,
                usize::from(!space),
            )),
        }
        if !space {
            previous = Some(glyph);
        }
    }
    let text = |run: &Range<usize>| painted[run.clone()].iter().map(|piece| piece.glyph.ch);
    let overlap = runs
        .iter()
        .enumerate()
        .any(|(i, (run, from, to, letters))| {
            runs[i + 1..].iter().any(|(other, start, end, count)| {
                let common = to.min(*end) - from.max(*start);
                common > 0.1 * painted[run.start].glyph.size
                    && *letters > 1
                    && *count > 1
                    && text(run).ne(text(other))
            })
        });
    overlap.then(|| {
        let runs = runs.into_iter().map(|(run, ..)| painted[run].to_vec());
        runs.collect()
    })
}

/// Whether the line was painted from left to right in one go, as most are: then it stands in painting order.
fn is_one_run(line: &[Piece<'_>]) -> bool {
    let mut previous: Option<&Piece<'_>> = None;
    let letters = line.iter().filter(|piece| !piece.glyph.ch.is_whitespace());
    line.is_sorted_by_key(|piece| piece.letter)
        && letters.into_iter().all(|piece| {
            let follows = previous.is_none_or(|last| follows(last.glyph, piece.glyph));
            previous = Some(piece);
            follows
        })
}

/// Whether a glyph goes on with what the other ended.
fn follows(last: &Glyph, next: &Glyph) -> bool {
    let gap = next.rect.x0 - last.rect.x1;
    gap > -0.3 * next.size && gap < next.size
}

fn split_run(page: &PageContent, line: &[Piece<'_>]) -> Vec<Word> {
    let by_place = |a: &Piece<'_>, b: &Piece<'_>| a.glyph.x.total_cmp(&b.glyph.x);
    let mut line = Cow::Borrowed(line);
    if !line.is_sorted_by(|a, b| by_place(a, b).is_le()) {
        line.to_mut().sort_by(by_place);
    }
    let stretch = letter_spacing(&line);
    let mut words: Vec<Word> = Vec::new();
    // The word's glyphs, once it has begun.
    let mut open: Option<Range<usize>> = None;
    let mut space_after = false;
    let mut right = f32::NEG_INFINITY;
    let mut end: Option<f32> = None;
    let mut space = false;
    for (index, piece) in line.iter().enumerate() {
        let glyph = piece.glyph;
        if glyph.ch.is_whitespace() {
            space = true;
            space_after |= glyph.rect.x0 - right < 0.1 * glyph.size;
            continue;
        }
        let gap = end.map_or(f32::INFINITY, |end| glyph.rect.x0 - end);
        let limit = if space {
            GAP_WITH_SPACE
        } else {
            GAP_WITHOUT_SPACE
        };
        let limit = limit * glyph.size + stretch;
        let overprint = gap < -0.6 * glyph.size;
        match &mut open {
            Some(glyphs) if gap <= limit && !overprint => glyphs.end = index + 1,
            _ => {
                if let Some(glyphs) = open.replace(index..index + 1) {
                    words.push(word(page, &line[glyphs], space_after));
                }
                (space_after, right) = (false, f32::NEG_INFINITY);
            }
        }
        right = right.max(glyph.rect.x1);
        end = Some(
            glyph
                .rect
                .x1
                .max(end.filter(|_| !overprint).unwrap_or(f32::MIN)),
        );
        space = false;
    }
    words.extend(open.map(|glyphs| word(page, &line[glyphs], space_after)));
    words
}

/// The word of these glyphs, spaces among them left out; the first is none.
fn word(page: &PageContent, pieces: &[Piece<'_>], space_after: bool) -> Word {
    let letters = || {
        pieces
            .iter()
            .filter(|piece| !piece.glyph.ch.is_whitespace())
    };
    let bytes = letters().map(|piece| piece.glyph.ch.len_utf8()).sum();
    let mut parts = empty(page, &pieces[0], bytes);
    for piece in letters() {
        extend(&mut parts, page, piece);
    }
    parts.space_after = space_after;
    Word::from(parts)
}

/// Letter-spaced text (`e x e m p e l`) has a gap after nearly every letter: that gap, else 0.
fn letter_spacing(line: &[Piece<'_>]) -> f32 {
    let marks = || {
        let glyphs = line.iter().map(|piece| piece.glyph);
        glyphs.filter(|glyph| !glyph.ch.is_whitespace())
    };
    let gaps = || {
        let pairs = marks().zip(marks().skip(1));
        pairs.map(|(left, right)| (right.rect.x0 - left.rect.x1) / right.size.max(1.0))
    };
    let (all, close) = gaps().fold((0, 0), |(all, close), gap| {
        (all + 1, close + usize::from(gap <= LEAST_SPACING))
    });
    // Nearly all text is set closer, and need not be sorted to see it.
    if all < 7 || close > all / 5 {
        return 0.0;
    }
    let mut gaps: Vec<f32> = gaps().collect();
    gaps.sort_by(f32::total_cmp);
    let typical = gaps[gaps.len() / 2];
    let low = gaps[gaps.len() / 5];
    if low > LEAST_SPACING && typical < 1.0 {
        marks().next().map_or(0.0, |first| typical * first.size)
    } else {
        0.0
    }
}

/// A word that begins with a glyph, with room for its text, before the first of them.
fn empty(page: &PageContent, piece: &Piece<'_>, bytes: usize) -> WordParts {
    let glyph = piece.glyph;
    let font = page.fonts.get(usize::from(glyph.font.0));
    WordParts {
        text: String::with_capacity(bytes),
        letters: LetterNumbers::default(),
        rect: glyph.rect,
        base: glyph.y,
        size: glyph.size,
        first_advance: glyph.rect.width(),
        bold: font.is_some_and(|font| font.bold),
        italic: font.is_some_and(|font| font.italic),
        color: glyph.color,
        mark: glyph.mark,
        artifact: glyph.artifact,
        space_after: false,
    }
}

fn begin(page: &PageContent, piece: &Piece<'_>) -> WordParts {
    let mut word = empty(page, piece, 0);
    extend(&mut word, page, piece);
    word
}

fn extend(word: &mut WordParts, page: &PageContent, piece: &Piece<'_>) {
    let glyph = piece.glyph;
    word.text.push(glyph.ch);
    word.letters.push(piece.letter);
    word.rect = word.rect.union(&glyph.rect);
    word.artifact &= glyph.artifact;
    if glyph.size > word.size * 1.2 {
        // The word began with a raised sign: the larger letters tell its look.
        word.size = glyph.size;
        word.base = glyph.y;
        let font = page.fonts.get(usize::from(glyph.font.0));
        word.bold = font.is_some_and(|font| font.bold);
    }
}

/// Words in painting order, for text whose lines cannot be told by baselines.
fn runs(pieces: &[Piece<'_>], page: &PageContent) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<WordParts>> = Vec::new();
    let mut previous: Option<&Glyph> = None;
    let mut space = true;
    for piece in pieces {
        let glyph = piece.glyph;
        if glyph.ch.is_whitespace() {
            space = true;
            continue;
        }
        let (sin, cos) = f32::from(glyph.angle).to_radians().sin_cos();
        let (along, across) = previous.map_or((f32::INFINITY, f32::INFINITY), |last| {
            let (dx, dy) = (glyph.x - last.x, glyph.y - last.y);
            (dx * cos + dy * sin, (dy * cos - dx * sin).abs())
        });
        let same_line = across < 0.3 * glyph.size
            && along > -0.5 * glyph.size
            && along < 3.0 * glyph.size
            && previous.is_some_and(|last| last.angle == glyph.angle);
        let advance = previous.map_or(0.0, |last| {
            if glyph.angle == 0 {
                last.rect.width()
            } else {
                last.rect.width().max(last.rect.height())
            }
        });
        let gap = along - advance;
        let joined = same_line && !space && gap < GAP_WITHOUT_SPACE * glyph.size;
        match lines.last_mut() {
            Some(line) if same_line => match line.last_mut() {
                Some(word) if joined => extend(word, page, piece),
                _ => line.push(begin(page, piece)),
            },
            _ => lines.push(vec![begin(page, piece)]),
        }
        previous = Some(glyph);
        space = false;
    }
    let words = |line: Vec<WordParts>| line.into_iter().map(Word::from).collect();
    lines.into_iter().map(words).collect()
}
