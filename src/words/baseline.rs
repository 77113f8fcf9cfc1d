//! Glyphs to lines: those that share a baseline.

use std::borrow::Cow;
use std::ops::Range;

use crate::pdf::Glyph;
use crate::words::tolerances::{
    BASELINE_ROUNDING, SAME_BASELINE, SCRIPT_DROP, SCRIPT_GAP, SCRIPT_LINES, SCRIPT_RISE,
    SCRIPT_SIZE, SMALLEST_SIZE,
};

/// A glyph on the way into a word.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    pub(crate) glyph: &'a Glyph,
    /// Its number among the page's letters; a space has that of the letter after it.
    pub(crate) letter: u32,
    /// White space, of which only the place matters.
    pub(crate) space: bool,
}

/// Glyphs that share a baseline, from `start` to `end` of those of the page.
struct Baseline {
    y: f32,
    /// Size of its largest letter.
    size: f32,
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
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut last = None;
        for (index, piece) in painted.iter().enumerate() {
            let (y, size) = (piece.glyph.y, piece.glyph.size);
            let lies = (y.to_bits(), size.to_bits());
            match stretches.last_mut() {
                Some(stretch) if last == Some(lies) => {
                    stretch.seen |= !piece.space;
                    stretch.glyphs.end = index + 1;
                }
                _ => {
                    last = Some(lies);
                    stretches.push(Stretch {
                        y,
                        size,
                        seen: !piece.space,
                        glyphs: index..index + 1,
                    });
                }
            }
        }
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
            let seen = if stretch.seen { size } else { 0.0 };
            match baselines.last_mut() {
                Some(line)
                    if y - line.y
                        <= SAME_BASELINE * size.min(line.size.max(SMALLEST_SIZE))
                            + BASELINE_ROUNDING =>
                {
                    line.size = line.size.max(seen);
                    line.glyphs.end = stretch.glyphs.end;
                }
                _ => baselines.push(Baseline {
                    y,
                    size: seen,
                    glyphs: stretch.glyphs,
                }),
            }
        }
        Self { pieces, baselines }
    }

    fn glyphs(&self, line: &Baseline) -> &[Piece<'a>] {
        self.pieces.get(line.glyphs.clone()).unwrap_or_default()
    }

    /// Each line's glyphs. A raised or lowered small glyph stands in the line that it overlaps: of superscripts and
    /// subscripts, a line of much smaller glyphs that touch a line of larger ones belongs to it.
    pub(crate) fn with_scripts(&self) -> Vec<Cow<'_, [Piece<'a>]>> {
        let mut taken = vec![false; self.baselines.len()];
        let mut additions: Vec<(usize, usize)> = Vec::new();
        for (i, small) in self.baselines.iter().enumerate() {
            let near =
                i.saturating_sub(SCRIPT_LINES)..(i + SCRIPT_LINES + 1).min(self.baselines.len());
            for j in near {
                let large = &self.baselines[j];
                if i == j || small.size > SCRIPT_SIZE * large.size || small.size <= 0.0 || taken[i]
                {
                    continue;
                }
                let rise = large.y - small.y;
                let raised = rise > 0.0 && rise < SCRIPT_RISE * large.size;
                let lowered = rise < 0.0 && -rise < SCRIPT_DROP * large.size;
                if (raised || lowered) && self.touches(small, large) {
                    taken[i] = true;
                    additions.push((i, j));
                }
            }
        }
        let mut lines: Vec<Cow<'_, [Piece<'a>]>> = self
            .baselines
            .iter()
            .map(|line| Cow::Borrowed(self.glyphs(line)))
            .collect();
        for (from, to) in additions {
            let moved = std::mem::take(&mut lines[from]);
            lines[to].to_mut().extend_from_slice(&moved);
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Whether each glyph of a line stands at one of the other.
    fn touches(&self, small: &Baseline, large: &Baseline) -> bool {
        self.glyphs(small).iter().all(|p| {
            self.glyphs(large).iter().any(|q| {
                let gap = -p.glyph.rect.overlap_x(&q.glyph.rect);
                gap < SCRIPT_GAP * large.size
            })
        })
    }
}
