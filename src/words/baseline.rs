//! Glyphs to lines: those that share a baseline.

use std::borrow::Cow;
use std::ops::Range;

use crate::pdf::Glyph;
use crate::words::tolerances::{
    BASELINE_ROUNDING, BEHIND_LETTER, FEW_LETTERS_DROP, FEW_LETTERS_RISE, FEW_LETTERS_SIZE,
    LEAST_SCRIPT_SIZE, MARKS_LETTERS, SAME_BASELINE, SCRIPT_DROP, SCRIPT_GAP, SCRIPT_LETTERS,
    SCRIPT_LINES, SCRIPT_RISE, SCRIPT_SIZE, SMALLEST_SIZE,
};

/// A glyph on the way into a word.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    pub(crate) glyph: &'a Glyph,
    /// Its number among the page's letters; a space has that of the letter after it.
    pub(crate) letter: u32,
    /// White space, of which only the place matters.
    pub(crate) space: bool,
    /// Smaller than the letters that it stands at, and above their baseline: a note mark or an exponent.
    pub(crate) raised: bool,
    /// It follows a raised one: of `1, 5` the `5` is a mark too, though a space parts it from its word.
    pub(crate) follows: bool,
}

/// Glyphs that share a baseline, from `start` to `end` of those of the page.
struct Baseline {
    y: f32,
    /// Sizes of its largest and of its smallest letter.
    size: f32,
    smallest: f32,
    glyphs: Range<usize>,
}

/// Glyphs in painting order that lie alike: one baseline, one size.
struct Stretch {
    y: f32,
    size: f32,
    /// Whether there is a letter, not white space only.
    seen: bool,
    glyphs: Range<usize>,
}

/// The pieces from top to bottom, those at one height in painting order, and how they lie.
struct Sorted<'a> {
    pieces: Vec<Piece<'a>>,
    stretches: Vec<Stretch>,
}

impl<'a> Sorted<'a> {
    /// Sorts whole stretches: there are far fewer of them than glyphs.
    fn of(painted: Vec<Piece<'a>>) -> Self {
        let lies = |piece: &Piece<'_>| (piece.glyph.y.to_bits(), piece.glyph.size.to_bits());
        let mut end = 0;
        let stretches = painted.chunk_by(|a, b| lies(a) == lies(b)).map(|alike| {
            let start = end;
            end += alike.len();
            Stretch {
                y: alike[0].glyph.y,
                size: alike[0].glyph.size,
                seen: alike.iter().any(|piece| !piece.space),
                glyphs: start..end,
            }
        });
        let mut stretches: Vec<Stretch> = stretches.collect();
        if stretches.is_sorted_by(|a, b| a.y.total_cmp(&b.y).is_le()) {
            return Self {
                pieces: painted,
                stretches,
            };
        }
        stretches.sort_by(|a, b| a.y.total_cmp(&b.y));
        let mut pieces = Vec::with_capacity(painted.len());
        for stretch in &mut stretches {
            let start = pieces.len();
            let glyphs = painted.get(stretch.glyphs.clone());
            pieces.extend_from_slice(glyphs.unwrap_or_default());
            stretch.glyphs = start..pieces.len();
        }
        Self { pieces, stretches }
    }
}

/// The lines that glyphs make, from top to bottom.
pub(crate) struct Lines<'a> {
    pieces: Vec<Piece<'a>>,
    baselines: Vec<Baseline>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of glyphs given in painting order.
    pub(crate) fn of(painted: Vec<Piece<'a>>) -> Self {
        let Sorted { pieces, stretches } = Sorted::of(painted);
        let mut baselines: Vec<Baseline> = Vec::new();
        for stretch in stretches {
            let (y, size) = (stretch.y, stretch.size.max(SMALLEST_SIZE));
            // Nobody sees how large a space is.
            let (seen, smallest) = if stretch.seen {
                (size, stretch.size)
            } else {
                (0.0, f32::INFINITY)
            };
            match baselines.last_mut() {
                Some(line)
                    if y - line.y
                        <= SAME_BASELINE * size.min(line.size.max(SMALLEST_SIZE))
                            + BASELINE_ROUNDING =>
                {
                    line.size = line.size.max(seen);
                    line.smallest = line.smallest.min(smallest);
                    line.glyphs.end = stretch.glyphs.end;
                }
                _ => baselines.push(Baseline {
                    y,
                    size: seen,
                    smallest,
                    glyphs: stretch.glyphs,
                }),
            }
        }
        Self { pieces, baselines }
    }

    fn glyphs(&self, line: &Baseline) -> &[Piece<'a>] {
        self.pieces.get(line.glyphs.clone()).unwrap_or_default()
    }

    /// Each line's glyphs. Raised and lowered small glyphs stand in the line of the larger letters that they touch.
    pub(crate) fn with_scripts(&self) -> Vec<Cow<'_, [Piece<'a>]>> {
        let mut lines: Vec<Cow<'_, [Piece<'a>]>> = self
            .baselines
            .iter()
            .map(|line| Cow::Borrowed(self.glyphs(line)))
            .collect();
        for (i, line) in self.baselines.iter().enumerate() {
            let near =
                i.saturating_sub(SCRIPT_LINES)..(i + SCRIPT_LINES + 1).min(self.baselines.len());
            let large = near
                .filter(|j| *j != i && line.smallest <= FEW_LETTERS_SIZE * self.baselines[*j].size);
            let large: Vec<usize> = large.collect();
            if large.is_empty() {
                continue;
            }
            let moved: Vec<(Script, usize)> = runs(self.glyphs(line))
                .filter_map(|run| {
                    let home = |j: &usize| Some((self.script(run.clone(), line, *j)?, *j));
                    let homes = large.iter().filter_map(home);
                    homes.min_by(|(a, _), (b, _)| {
                        let by_place = a.off.total_cmp(&b.off);
                        by_place.then(b.raised.cmp(&a.raised))
                    })
                })
                .collect();
            if moved.is_empty() {
                continue;
            }
            let own = self.glyphs(line);
            let is_moved = |at: usize| moved.iter().any(|(script, _)| script.glyphs.contains(&at));
            let rest = (0..own.len()).filter(|at| !is_moved(*at));
            let rest: Vec<Piece<'a>> = rest.map(|at| own[at]).collect();
            // What other lines gave to this one stays in it.
            let given = lines[i].get(own.len()..).unwrap_or_default().to_vec();
            lines[i] = Cow::Owned(rest.into_iter().chain(given).collect());
            for (script, home) in moved {
                let raised = script.raised;
                let glyphs = own.get(script.glyphs).unwrap_or_default().iter();
                let glyphs = glyphs.enumerate().map(|(at, piece)| Piece {
                    raised,
                    follows: raised && at > 0,
                    ..*piece
                });
                lines[home].to_mut().extend(glyphs);
            }
        }
        lines.retain(|line| line.iter().any(|piece| !piece.space));
        lines
    }

    /// What the run of a line's glyphs is if it is raised or lowered beside letters of the other line.
    fn script(&self, run: Range<usize>, line: &Baseline, other: usize) -> Option<Script> {
        let large = &self.baselines[other];
        let glyphs = self.glyphs(line).get(run.clone())?;
        let size = glyphs[0].glyph.size;
        let letters = glyphs.iter().filter(|piece| !piece.space).count();
        let few = letters <= SCRIPT_LETTERS;
        let most = if few { FEW_LETTERS_SIZE } else { SCRIPT_SIZE };
        if size > most * large.size {
            return None;
        }
        let is_large = |piece: &&Piece<'_>| {
            let share = size / piece.glyph.size.max(SMALLEST_SIZE);
            !piece.space && (LEAST_SCRIPT_SIZE..=most).contains(&share)
        };
        // Small letters that stand on the baseline of larger ones beside them are no script.
        let beside = |one: &Piece<'_>, other: &Piece<'_>| {
            -one.glyph.rect.overlap_x(&other.glyph.rect) < SCRIPT_GAP * other.glyph.size
        };
        let mut own = self.glyphs(line).iter().filter(is_large);
        if own.any(|q| glyphs.iter().any(|p| beside(p, q))) {
            return None;
        }
        let is_marks = |piece: &&Piece<'_>| piece.space || !piece.glyph.ch.is_alphabetic();
        let marks = letters <= MARKS_LETTERS && glyphs.iter().all(|piece| is_marks(&piece));
        let drop = if few { FEW_LETTERS_DROP } else { SCRIPT_DROP };
        let at = |p: &Piece<'_>, q: &Piece<'_>| {
            let rise = (q.glyph.y - p.glyph.y) / q.glyph.size;
            let highest = if few || marks {
                FEW_LETTERS_RISE
            } else {
                SCRIPT_RISE
            };
            rise > -drop && rise < highest && beside(p, q)
        };
        let of_large = || self.glyphs(large).iter().filter(is_large);
        let touching = |p: &Piece<'_>| of_large().any(|q| at(p, q));
        // Several marks stand in a row behind the letter that they belong to.
        let touches = marks && glyphs.first().is_some_and(touching) || glyphs.iter().all(touching);
        // At tight leading the letters of the next line are as near: a mark begins where the letter before it ends.
        let first = glyphs.iter().find(|piece| !piece.space)?.glyph;
        let off = of_large()
            .filter(|q| at(&glyphs[0], q))
            .map(|q| (first.rect.x0 - q.glyph.rect.x1).abs() / q.glyph.size)
            .fold(f32::INFINITY, f32::min);
        touches.then_some(Script {
            glyphs: run,
            raised: line.y < large.y,
            off: (off / BEHIND_LETTER).round(),
        })
    }
}

/// Glyphs of a line that belong to another one.
struct Script {
    /// Which they are.
    glyphs: Range<usize>,
    /// They stand above its baseline, not below.
    raised: bool,
    /// How far its beginning is from the end of a letter of that line, in steps of [`BEHIND_LETTER`].
    off: f32,
}

/// The parts of a line's glyphs that follow each other closely in one size, by their numbers; those of white space only are
/// left out.
fn runs<'p>(glyphs: &'p [Piece<'_>]) -> impl Iterator<Item = Range<usize>> + 'p {
    let mut start = 0;
    let parts = glyphs.chunk_by(|one, next| {
        let (one, next) = (one.glyph, next.glyph);
        let gap = (next.rect.x0 - one.rect.x1).abs();
        one.size == next.size && gap < SCRIPT_GAP * one.size
    });
    let parts = parts.map(move |part| {
        let from = start;
        start += part.len();
        (part, from..start)
    });
    parts
        .filter(|(part, _)| part.iter().any(|piece| !piece.space))
        .map(|(_, range)| range)
}
