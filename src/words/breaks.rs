//! A line's glyphs to words: where one ends and the next begins.

use std::borrow::Cow;
use std::ops::Range;

use crate::pdf::{Glyph, PageContent};
use crate::words::baseline::Piece;
use crate::words::word::{Word, word};

/// A gap wider than this share of the font size ends a word.
pub(crate) const GAP_WITHOUT_SPACE: f32 = 0.17;
/// The same where a space glyph stands in the gap.
const GAP_WITH_SPACE: f32 = 0.06;

/// Of letter-spaced text, four gaps in five are wider than this share of the font size.
const LEAST_SPACING: f32 = 0.09;

/// What one look along a line tells.
struct Look {
    /// It was painted from left to right in one go, as most are: then it stands in painting order.
    one_run: bool,
    /// It stands in the order of its glyphs' places.
    by_place: bool,
    /// How many gaps there are between its letters, and how many of them are those of close text.
    gaps: usize,
    close: usize,
}

impl Look {
    fn along(line: &[Piece<'_>]) -> Self {
        let mut look = Self {
            one_run: true,
            by_place: true,
            gaps: 0,
            close: 0,
        };
        let (mut letter, mut x) = (0, f32::NEG_INFINITY);
        let mut last: Option<&Glyph> = None;
        for piece in line {
            let glyph = piece.glyph;
            look.one_run &= letter <= piece.letter;
            look.by_place &= x.total_cmp(&glyph.x).is_le();
            (letter, x) = (piece.letter, glyph.x);
            if piece.space {
                continue;
            }
            if let Some(last) = last {
                let gap = glyph.rect.x0 - last.rect.x1;
                look.one_run &= follows(gap, glyph);
                look.gaps += 1;
                look.close += usize::from(gap / glyph.size.max(1.0) <= LEAST_SPACING);
            }
            last = Some(glyph);
        }
        look
    }
}

/// Whether a glyph behind a gap goes on with what the one before it ended.
fn follows(gap: f32, next: &Glyph) -> bool {
    gap > -0.3 * next.size && gap < next.size
}

/// The words of a line.
pub(crate) fn split_words(page: &PageContent, line: &[Piece<'_>]) -> Vec<Word> {
    let look = Look::along(line);
    let Some(runs) = overlapping_runs(line, &look) else {
        return split_run(page, line, look);
    };
    let mut words: Vec<Word> = Vec::new();
    for run in runs {
        let look = Look::along(&run);
        words.extend(split_run(page, &run, look));
    }
    words.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    words
}

/// Text that reaches over its neighbour's, as a heading too wide for its column does: the runs in which the line was painted,
/// if two of them lie on each other. Their letters must not be mixed.
fn overlapping_runs<'a>(line: &[Piece<'a>], look: &Look) -> Option<Vec<Vec<Piece<'a>>>> {
    if look.one_run {
        return None;
    }
    let mut painted = line.to_vec();
    painted.sort_by_key(|piece| piece.letter);
    // Of each run its part of `painted`, its left and right, and its letters.
    let mut runs: Vec<(Range<usize>, f32, f32, usize)> = Vec::new();
    let mut previous: Option<&Glyph> = None;
    for (index, piece) in painted.iter().enumerate() {
        let (glyph, space) = (piece.glyph, piece.space);
        let follows = previous.is_some_and(|last| follows(glyph.rect.x0 - last.rect.x1, glyph));
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

/// The words of glyphs that do not lie on each other.
fn split_run(page: &PageContent, line: &[Piece<'_>], mut look: Look) -> Vec<Word> {
    let mut line = Cow::Borrowed(line);
    if !look.by_place {
        line.to_mut()
            .sort_by(|a, b| a.glyph.x.total_cmp(&b.glyph.x));
        look = Look::along(&line);
    }
    let stretch = letter_spacing(&line, &look);
    let mut words: Vec<Word> = Vec::new();
    // The word's glyphs, once it has begun.
    let mut open: Option<Range<usize>> = None;
    let mut space_after = false;
    let mut right = f32::NEG_INFINITY;
    let mut end: Option<f32> = None;
    let mut space = false;
    for (index, piece) in line.iter().enumerate() {
        let glyph = piece.glyph;
        if piece.space {
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

/// Letter-spaced text (`e x e m p e l`) has a gap after nearly every letter: that gap, else 0.
fn letter_spacing(line: &[Piece<'_>], look: &Look) -> f32 {
    // Nearly all text is set closer, and need not be sorted to see it.
    if look.gaps < 7 || look.close > look.gaps / 5 {
        return 0.0;
    }
    let marks = || {
        let letters = line.iter().filter(|piece| !piece.space);
        letters.map(|piece| piece.glyph)
    };
    let mut gaps: Vec<f32> = marks()
        .zip(marks().skip(1))
        .map(|(left, right)| (right.rect.x0 - left.rect.x1) / right.size.max(1.0))
        .collect();
    gaps.sort_by(f32::total_cmp);
    let (Some(&typical), Some(&low)) = (gaps.get(gaps.len() / 2), gaps.get(gaps.len() / 5)) else {
        return 0.0;
    };
    if low > LEAST_SPACING && typical < 1.0 {
        marks().next().map_or(0.0, |first| typical * first.size)
    } else {
        0.0
    }
}
