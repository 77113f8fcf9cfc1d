//! Accents that are drawn on their own, over their letters.

use crate::pdf::Glyph;
use crate::pdf::text::unicode;

/// An accent's font is as large as its letter's within these factors.
const SIZES: (f32, f32) = (0.5, 2.0);
/// How far an accent's baseline may lie from its letter's, in ems.
const BASELINES: f32 = 0.8;
/// Share of the narrower of the two that must lie over the other.
const OVERLAP: f32 = 0.5;
/// How far behind its letter a combining character may stand, in ems.
const BEHIND: f32 = 0.3;

/// Accents that are drawn on their own join the letter that they are drawn over: the one before or (as TeX draws them)
/// the one after.
pub(crate) fn merge(glyphs: &mut Vec<Glyph>) {
    let mut merged = vec![false; glyphs.len()];
    for index in 0..glyphs.len() {
        let Some(mark) = unicode::as_mark(glyphs[index].ch) else {
            continue;
        };
        let own = glyphs[index].ch == mark;
        let before = (0..index).rev().find(|before| !merged[*before]);
        for (neighbour, any_place) in [(before, own), (Some(index + 1), false)] {
            let Some(base) = neighbour.filter(|base| *base < glyphs.len()) else {
                continue;
            };
            let (accent, letter) = (&glyphs[index], &glyphs[base]);
            if !is_over(accent, letter, any_place) {
                continue;
            }
            if let Some(ch) = unicode::composed(letter.ch, mark) {
                glyphs[base].ch = ch;
                merged[index] = true;
                break;
            }
        }
    }
    let mut merged = merged.into_iter();
    glyphs.retain(|_| !merged.next().unwrap_or(false));
}

/// Whether an accent stands over (or under) a letter; a combining character may also stand just behind it.
fn is_over(accent: &Glyph, letter: &Glyph, combining: bool) -> bool {
    let size = letter.size;
    let alike = accent.angle == letter.angle
        && accent.size > SIZES.0 * size
        && accent.size < SIZES.1 * size
        && (accent.y - letter.y).abs() < BASELINES * size
        && accent.visibility == letter.visibility;
    let overlap = accent.rect.overlap_x(&letter.rect);
    let narrower = accent.rect.width().min(letter.rect.width());
    let over = overlap >= OVERLAP * narrower && (narrower > 0.0 || combining);
    alike && (over || (combining && overlap > -BEHIND * size))
}
