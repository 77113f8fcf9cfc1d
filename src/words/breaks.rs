//! A line's glyphs to words: where one ends and the next begins.

use std::borrow::Cow;
use std::ops::Range;

use crate::geometry::greatest;
use crate::pdf::{Glyph, PageContent};
use crate::words::baseline::Piece;
use crate::words::tolerances::{
    CLOSE_GAPS, GAP_WITH_SPACE, GAP_WITHOUT_SPACE, LEAST_SPACED_GAPS, LEAST_SPACING, MOST_SPACING,
    OVERPRINT, RUN_BACKSTEP, RUN_GAP, RUN_OVERLAP, SMALLEST_SIZE, SPACE_BEHIND,
};
use crate::words::word::{Word, word};

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
                look.close += usize::from(gap / glyph.size.max(SMALLEST_SIZE) <= LEAST_SPACING);
            }
            last = Some(glyph);
        }
        look
    }
}

/// Whether a glyph behind a gap goes on with what the one before it ended.
fn follows(gap: f32, next: &Glyph) -> bool {
    gap > -RUN_BACKSTEP * next.size && gap < RUN_GAP * next.size
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

/// Glyphs of a line that were painted one after the other.
struct Run {
    /// Its part of what was painted.
    pieces: Range<usize>,
    /// Left and right end, in points.
    from: f32,
    to: f32,
    /// How many of the glyphs are letters.
    letters: usize,
}

/// Text that reaches over its neighbour's, as a heading too wide for its column does: the runs in which the line was painted,
/// if two of them lie on each other. Their letters must not be mixed.
fn overlapping_runs<'a>(line: &[Piece<'a>], look: &Look) -> Option<Vec<Vec<Piece<'a>>>> {
    if look.one_run {
        return None;
    }
    let mut painted = line.to_vec();
    painted.sort_by_key(|piece| piece.letter);
    let mut runs: Vec<Run> = Vec::new();
    let mut previous: Option<&Glyph> = None;
    for (index, piece) in painted.iter().enumerate() {
        let (glyph, space) = (piece.glyph, piece.space);
        let follows = previous.is_some_and(|last| follows(glyph.rect.x0 - last.rect.x1, glyph));
        match runs.last_mut() {
            Some(run) if follows || space => {
                run.pieces.end = index + 1;
                if !space {
                    run.to = run.to.max(glyph.rect.x1);
                    run.letters += 1;
                }
            }
            _ => runs.push(Run {
                pieces: index..index + 1,
                from: glyph.rect.x0,
                to: glyph.rect.x1,
                letters: usize::from(!space),
            }),
        }
        if !space {
            previous = Some(glyph);
        }
    }
    let text = |pieces: &Range<usize>| painted[pieces.clone()].iter().map(|piece| piece.glyph.ch);
    let on_each_other = |one: usize, other: usize| {
        let (first, second) = (&runs[one.min(other)], &runs[one.max(other)]);
        let common = first.to.min(second.to) - first.from.max(second.from);
        common > RUN_OVERLAP * painted[first.pieces.start].glyph.size
            && text(&first.pieces).ne(text(&second.pieces))
    };
    // From left to right only runs that begin before one ends can lie on it; single letters count for nothing.
    let mut by_place: Vec<usize> = (0..runs.len())
        .filter(|run| runs[*run].letters > 1)
        .collect();
    by_place.sort_by(|a, b| runs[*a].from.total_cmp(&runs[*b].from));
    let overlap = by_place.iter().enumerate().any(|(at, one)| {
        let mut next = by_place[at + 1..].iter();
        let mut meeting = next
            .by_ref()
            .take_while(|other| runs[**other].from < runs[*one].to);
        meeting.any(|other| on_each_other(*one, *other))
    });
    overlap.then(|| {
        let runs = runs.into_iter().map(|run| painted[run.pieces].to_vec());
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
    let mut end = f32::NEG_INFINITY;
    let mut space = false;
    for (index, piece) in line.iter().enumerate() {
        let glyph = piece.glyph;
        if piece.space {
            space = true;
            space_after |= glyph.rect.x0 - right < SPACE_BEHIND * glyph.size;
            continue;
        }
        let gap = glyph.rect.x0 - end;
        let limit = if space {
            GAP_WITH_SPACE
        } else {
            GAP_WITHOUT_SPACE
        };
        let limit = limit * glyph.size + stretch;
        let overprint = gap < -OVERPRINT * glyph.size;
        match &mut open {
            Some(glyphs) if gap <= limit && !overprint => glyphs.end = index + 1,
            _ => {
                if let Some(glyphs) = open.replace(index..index + 1) {
                    words.push(word(page, &line[glyphs], space_after));
                }
                (space_after, right) = (false, f32::NEG_INFINITY);
            }
        }
        right = greatest(right, glyph.rect.x1);
        end = if overprint {
            glyph.rect.x1
        } else {
            greatest(end, glyph.rect.x1)
        };
        space = false;
    }
    words.extend(open.map(|glyphs| word(page, &line[glyphs], space_after)));
    words
}

/// Letter-spaced text (`e x e m p e l`) has a gap after nearly every letter: that gap, else 0.
fn letter_spacing(line: &[Piece<'_>], look: &Look) -> f32 {
    // Nearly all text is set closer, and need not be sorted to see it.
    if look.gaps < LEAST_SPACED_GAPS || look.close > look.gaps / CLOSE_GAPS {
        return 0.0;
    }
    let marks = || {
        let letters = line.iter().filter(|piece| !piece.space);
        letters.map(|piece| piece.glyph)
    };
    let mut gaps: Vec<f32> = marks()
        .zip(marks().skip(1))
        .map(|(left, right)| (right.rect.x0 - left.rect.x1) / right.size.max(SMALLEST_SIZE))
        .collect();
    gaps.sort_by(f32::total_cmp);
    let (Some(&typical), Some(&low)) =
        (gaps.get(gaps.len() / 2), gaps.get(gaps.len() / CLOSE_GAPS))
    else {
        return 0.0;
    };
    if low > LEAST_SPACING && typical < MOST_SPACING {
        marks().next().map_or(0.0, |first| typical * first.size)
    } else {
        0.0
    }
}
