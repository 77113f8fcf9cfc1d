//! `/ActualText` (ISO 32000-2, 14.9.4): what marked glyphs really say. Word processors write it for hyphens at line ends
//! and for ligatures.

use crate::geometry::Rect;
use crate::pdf::Glyph;
use crate::pdf::text::unicode;

/// Replaces the letters of the glyphs from `start` on by the text, spread over the same places. Letters that both have
/// at the beginning and at the end stay where they are.
pub(crate) fn replace(glyphs: &mut Vec<Glyph>, start: usize, text: &str) {
    if start >= glyphs.len() {
        return;
    }
    let letters = unicode::letters(text);
    let painted = &glyphs[start..];
    if letters.is_empty() {
        // Letters and digits that somebody sees are not nothing, whatever the maker says.
        let marked = glyphs.split_off(start);
        glyphs.extend(
            marked
                .into_iter()
                .filter(|glyph| glyph.ch.is_alphanumeric()),
        );
        return;
    }
    let same = |a: &&Glyph, b: &&char| a.ch == **b;
    let head = painted
        .iter()
        .zip(&letters)
        .take_while(|(a, b)| same(a, b))
        .count();
    let rest = painted.len().min(letters.len()) - head;
    let tail = painted
        .iter()
        .rev()
        .zip(letters.iter().rev())
        .take(rest)
        .take_while(|(a, b)| same(a, b))
        .count();
    let from = start + head;
    let to = glyphs.len() - tail;
    let middle = &letters[head..letters.len() - tail];
    let replaced = if from == to {
        insert(glyphs, from, middle)
    } else {
        spread(&glyphs[from..to], middle)
    };
    glyphs.splice(from..to, replaced);
    for glyph in &mut glyphs[start..] {
        glyph.confidence = Glyph::CERTAIN;
    }
}

/// Letters that have no glyph stand at the end of the glyph before them, without width.
fn insert(glyphs: &[Glyph], at: usize, letters: &[char]) -> Vec<Glyph> {
    let Some(before) = at
        .checked_sub(1)
        .and_then(|index| glyphs.get(index))
        .or_else(|| glyphs.get(at))
    else {
        return Vec::new();
    };
    letters
        .iter()
        .map(|ch| {
            let mut inserted = *before;
            inserted.ch = *ch;
            inserted.x = before.rect.x1;
            inserted.rect.x0 = before.rect.x1;
            inserted
        })
        .collect()
}

fn spread(painted: &[Glyph], letters: &[char]) -> Vec<Glyph> {
    let (from, to) = (painted.len(), letters.len());
    if to >= from {
        // Each glyph holds one letter or several.
        return (0..to)
            .map(|index| {
                let glyph = index * from / to;
                let first = (glyph * to).div_ceil(from);
                let count = ((glyph + 1) * to).div_ceil(from) - first;
                part(&painted[glyph], index - first, count, letters[index])
            })
            .collect();
    }
    // Each letter covers one glyph or several.
    (0..to)
        .map(|index| {
            let first = index * from / to;
            let end = ((index + 1) * from / to).max(first + 1);
            let mut glyph = painted[first];
            glyph.ch = letters[index];
            for more in &painted[first + 1..end] {
                glyph.rect = glyph.rect.union(&more.rect);
            }
            glyph
        })
        .collect()
}

/// The `index`th of `count` parts of a glyph along its direction of writing.
fn part(whole: &Glyph, index: usize, count: usize, ch: char) -> Glyph {
    let mut glyph = *whole;
    glyph.ch = ch;
    let Rect { x0, y0, x1, y1 } = whole.rect;
    let (low, high) = (
        index as f32 / count as f32,
        (index + 1) as f32 / count as f32,
    );
    let (width, height) = (x1 - x0, y1 - y0);
    let rect = &mut glyph.rect;
    match whole.angle {
        0 => (rect.x0, rect.x1) = (x0 + low * width, x0 + high * width),
        180 => (rect.x0, rect.x1) = (x1 - high * width, x1 - low * width),
        90 => (rect.y0, rect.y1) = (y0 + low * height, y0 + high * height),
        270 => (rect.y0, rect.y1) = (y1 - high * height, y1 - low * height),
        _ => {}
    }
    glyph.x += glyph.rect.x0 - x0;
    glyph
}
