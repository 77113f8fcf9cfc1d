//! Text that is drawn several times a little aside: a shadow under it, an outline around it. What is painted last is seen.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use crate::pdf::{Glyph, Rgb, Visibility};

/// A shadow lies no farther from its text than this, along and across the line, in ems: farther, and both could be read.
const FARTHEST: f32 = 0.35;
/// All letters of a shadow lie equally far from their text's, but for so much, in ems: rounding.
const ALIKE: f32 = 0.05;
/// The sizes of a text and its shadow differ by no more than this share.
const SAME_SIZE: f32 = 0.02;
/// With fewer letters nothing is told: two of a kind may stand side by side.
const FEWEST_LETTERS: usize = 3;
/// The next letter of a line follows within so many ems.
const NEXT_LETTER: f32 = 3.0;
/// Earlier texts of the same ends and length that one is compared with.
const MOST_COMPARED: usize = 8;

/// An outline is made of so many copies at least.
const OUTLINE_COPIES: usize = 3;
/// The colour of paper.
const PAPER: Rgb = Rgb(255, 255, 255);

/// Takes shadows out.
pub(crate) fn remove(glyphs: &mut Vec<Glyph>) {
    let mut earlier: HashMap<(char, char, usize), Vec<Vec<usize>>> = HashMap::new();
    let mut shadows: Vec<usize> = Vec::new();
    for run in runs(glyphs) {
        let letters: Vec<usize> = run.filter(|at| !glyphs[*at].ch.is_whitespace()).collect();
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else {
            continue;
        };
        if letters.len() < FEWEST_LETTERS || glyphs[*first].visibility != Visibility::Visible {
            continue;
        }
        let key = (glyphs[*first].ch, glyphs[*last].ch, letters.len());
        let same = earlier.entry(key).or_default();
        let latest = same.len().saturating_sub(MOST_COMPARED);
        let near = same[latest..].iter();
        let own: Vec<&Vec<usize>> = near
            .filter(|shadow| is_shadow(glyphs, shadow, &letters))
            .collect();
        // A white text is seen by the copies that stand out around it.
        let outline = own.len() >= OUTLINE_COPIES && glyphs[*first].color == PAPER;
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
        same.push(letters);
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

/// Letters that follow each other on one line, alike in size and colour.
fn runs(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let follows = |a: &Glyph, b: &Glyph| {
        a.size == b.size
            && a.color == b.color
            && a.angle == b.angle
            && a.font == b.font
            && (a.x - b.x).abs() + (a.y - b.y).abs() < NEXT_LETTER * a.size
    };
    let mut start = 0;
    let runs = glyphs.chunk_by(follows).map(|run| {
        let range = start..start + run.len();
        start = range.end;
        range
    });
    runs.collect()
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
        && (first.size - size).abs() <= SAME_SIZE * size
        && under.iter().zip(over).all(alike)
}
