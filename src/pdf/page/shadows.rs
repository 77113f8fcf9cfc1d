//! Text that is drawn several times a little aside: a shadow under it, an outline around it. What is painted last is seen.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use crate::pdf::{Glyph, Rgb, Visibility};

/// A shadow lies no farther from its text than this, along and across the line, in ems: farther, and both could be read.
const FARTHEST: f32 = 0.35;
/// All letters of a shadow lie equally far from their text's, but for so much, in ems: rounding.
const ALIKE: f32 = 0.05;
/// The sizes of a text and its shadow differ by no more than this share.
const SHADOW_SIZE: f32 = 0.02;
/// With fewer letters nothing is told: two of a kind may stand side by side.
const FEWEST_LETTERS: usize = 3;
/// The next letter of a line follows within so many ems.
const NEXT_LETTER: f32 = 3.0;
/// Earlier texts of the same ends and length that one is compared with.
const MOST_COMPARED: usize = 8;

/// Texts at one height that one is compared with, on average, before some count as near each other.
const MOST_ON_A_LEVEL: usize = 64;

/// An outline is made of so many copies at least.
const OUTLINE_COPIES: usize = 3;
/// The colour of paper.
const PAPER: Rgb = Rgb(255, 255, 255);

/// Letters that follow each other, white space among them.
struct Run {
    glyphs: Range<usize>,
    /// The run before it that begins and ends with the same letters and has as many.
    before: Option<usize>,
}

impl Run {
    /// Places of its letters.
    fn letters(&self, glyphs: &[Glyph]) -> impl Iterator<Item = usize> {
        let places = self.glyphs.clone();
        places.filter(|at| !glyphs[*at].ch.is_whitespace())
    }
}

/// Takes shadows out.
pub(crate) fn remove(glyphs: &mut Vec<Glyph>) {
    if !begin_near(glyphs) {
        return;
    }
    // The last run of those that begin and end alike and are as long.
    let mut latest: HashMap<(char, char, usize), usize> = HashMap::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut shadows: Vec<usize> = Vec::new();
    let all: Vec<Range<usize>> = text_runs(glyphs).collect();
    for run in all {
        let mut letters = glyphs[run.clone()]
            .iter()
            .filter(|glyph| !glyph.ch.is_whitespace());
        let Some(first) = letters.next() else {
            continue;
        };
        let (last, count) = letters.fold((first, 1), |(_, count), last| (last, count + 1));
        if count < FEWEST_LETTERS || first.visibility != Visibility::Visible {
            continue;
        }
        let before = latest.insert((first.ch, last.ch, count), runs.len());
        runs.push(Run {
            glyphs: run,
            before,
        });
        if before.is_some() {
            take_shadows(glyphs, &runs, &mut shadows);
        }
    }
    if shadows.is_empty() {
        return;
    }
    let mut gone = vec![false; glyphs.len()];
    for at in shadows {
        gone[at] = true;
    }
    let mut gone = gone.into_iter();
    glyphs.retain(|_| !gone.next().unwrap_or(false));
}

/// Finds the shadows of the last run among those before it: their places join `shadows`.
fn take_shadows(glyphs: &mut [Glyph], runs: &[Run], shadows: &mut Vec<usize>) {
    let Some(run) = runs.last() else {
        return;
    };
    let letters: Vec<usize> = run.letters(glyphs).collect();
    let earlier = std::iter::successors(run.before, |at| runs[*at].before);
    let mut own: Vec<Vec<usize>> = earlier
        .take(MOST_COMPARED)
        .map(|at| runs[at].letters(glyphs).collect())
        .filter(|shadow: &Vec<usize>| is_shadow(glyphs, shadow, &letters))
        .collect();
    // In painting order.
    own.reverse();
    // A white text is seen by the copies that stand out around it.
    let outline = own.len() >= OUTLINE_COPIES && glyphs[letters[0]].color == PAPER;
    for shadow in own {
        for (under, over) in shadow.iter().zip(&letters) {
            let (mark, artifact) = (glyphs[*under].mark, glyphs[*under].artifact);
            let color = glyphs[*under].color;
            let over = &mut glyphs[*over];
            if outline {
                over.color = color;
            }
            if over.mark.is_none() || over.artifact && !artifact {
                (over.mark, over.artifact) = (mark, artifact);
            }
        }
        shadows.extend(shadow);
    }
}

/// Letters that follow each other on one line, alike in size and colour.
fn text_runs(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let follows = |a: &Glyph, b: &Glyph| {
        // Within a string nothing but the place changes.
        let alike = a.string == b.string
            || a.size == b.size && a.color == b.color && a.angle == b.angle && a.font == b.font;
        alike && (a.x - b.x).abs() + (a.y - b.y).abs() < NEXT_LETTER * a.size
    };
    let mut start = 0;
    glyphs.chunk_by(follows).map(move |run| {
        let range = start..start + run.len();
        start = range.end;
        range
    })
}

/// Whether two runs begin so near each other that one may be the other's shadow. On nearly every page none do, and no letter
/// need be looked at further.
fn begin_near(glyphs: &[Glyph]) -> bool {
    let runs = text_runs(glyphs).filter(|run| run.len() >= FEWEST_LETTERS);
    let first = |run: Range<usize>| {
        let mut letters = glyphs[run].iter();
        letters.find(|glyph| !glyph.ch.is_whitespace())
    };
    let mut firsts: Vec<&Glyph> = runs.filter_map(first).collect();
    firsts.sort_unstable_by(|a, b| a.y.total_cmp(&b.y));
    let mut comparisons = MOST_ON_A_LEVEL * firsts.len();
    firsts.iter().enumerate().any(|(at, upper)| {
        // Either of the two may be the shadow, and a little larger.
        let reach = FARTHEST * upper.size * (1.0 + 2.0 * SHADOW_SIZE);
        let level = firsts[at + 1..].iter();
        let mut level = level.take_while(|lower| lower.y - upper.y <= reach);
        level.any(|lower| {
            comparisons = comparisons.saturating_sub(1);
            comparisons == 0 || (lower.x - upper.x).abs() <= reach
        })
    })
}

/// Whether the letters, painted before the others, are their shadow.
fn is_shadow(glyphs: &[Glyph], under: &[usize], over: &[usize]) -> bool {
    let (first, text) = (&glyphs[under[0]], &glyphs[over[0]]);
    let (dx, dy) = (first.x - text.x, first.y - text.y);
    let size = text.size;
    let last = &glyphs[over[over.len() - 1]];
    let length = (last.x - text.x).abs() + (last.y - text.y).abs();
    let near = dx.abs().max(dy.abs()) <= FARTHEST * size && length > 2.0 * (dx.abs() + dy.abs());
    let alike = |(under, over): (&usize, &usize)| {
        let (under, over) = (&glyphs[*under], &glyphs[*over]);
        under.ch == over.ch
            && under.visibility == Visibility::Visible
            && (under.x - over.x - dx).abs() <= ALIKE * size
            && (under.y - over.y - dy).abs() <= ALIKE * size
    };
    near && first.angle == text.angle
        && (first.size - size).abs() <= SHADOW_SIZE * size
        && under.iter().zip(over).all(alike)
}
