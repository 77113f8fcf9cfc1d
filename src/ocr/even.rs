//! The sizes of a text layer's letters, where its program guessed them: told by how wide its lines are.

use crate::ocr::tolerances::{
    LAYER_LINE, LETTERS_COMPARED, LINE_OF_ANY_SIZE, LINE_WITH_SIZE, NEAREST_SIZE, SIZE_STEP,
    SIZES_BY_WIDTH, STRETCHED,
};
use std::collections::BTreeMap;

use crate::ocr::words::width;
use crate::pdf::{Glyph, PageContent, Visibility};

/// A line of a layer.
struct Line {
    /// Its glyphs, by their numbers on the page.
    glyphs: std::ops::Range<usize>,
    letters: usize,
    /// The size that its width tells.
    size: f32,
}

/// Makes the sizes of a page's layer even, where they were guessed. Its letters' boxes stay.
pub fn sizes(page: &mut PageContent) {
    if !is_stretched(&page.glyphs) {
        return;
    }
    let mut lines = lines(&page.glyphs);
    let peaks = peaks(&lines);
    for line in &mut lines {
        let far = |peak: &f32| (peak / line.size).ln().abs();
        let nearest = peaks.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        let near =
            nearest.filter(|peak| far(peak) <= NEAREST_SIZE || line.letters < LINE_OF_ANY_SIZE);
        line.size = near.copied().unwrap_or(line.size);
    }
    for line in lines {
        for glyph in &mut page.glyphs[line.glyphs] {
            glyph.size = line.size;
        }
    }
}

/// Whether one letter of a font is of many widths in one size: a program stretched each word over its ink. Then the widths are what was
/// seen, and the size is a guess from the height of a line's box, which grows or shrinks as the line lies askew.
fn is_stretched(glyphs: &[Glyph]) -> bool {
    let mut widths: BTreeMap<(u16, char), Vec<f32>> = BTreeMap::new();
    for glyph in glyphs.iter().filter(|glyph| is_level(glyph)) {
        let share = glyph.rect.width() / glyph.size;
        if glyph.ch.is_lowercase() && share.is_finite() {
            widths
                .entry((glyph.font.0, glyph.ch))
                .or_default()
                .push(share);
        }
    }
    let Some(mut widths) = widths.into_values().max_by_key(Vec::len) else {
        return false;
    };
    widths.sort_by(f32::total_cmp);
    let at = |quarter: usize| widths[widths.len() * quarter / 4];
    widths.len() >= LETTERS_COMPARED && at(3) > at(1) * (1.0 + STRETCHED)
}

/// Whether a letter is one of an upright layer.
fn is_level(glyph: &Glyph) -> bool {
    glyph.visibility == Visibility::Invisible && glyph.angle == 0
}

/// Runs of invisible letters on one baseline.
fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let same = |a: &Glyph, b: &Glyph| {
        is_level(a) && is_level(b) && (a.y - b.y).abs() < LAYER_LINE * a.size.max(b.size)
    };
    for run in glyphs.chunk_by(same) {
        let own = start..start + run.len();
        start = own.end;
        let letters = || run.iter().filter(|glyph| !glyph.ch.is_whitespace());
        let usual: f32 = letters().map(|glyph| width(glyph.ch)).sum();
        let wide: f32 = letters().map(|glyph| glyph.rect.width()).sum();
        if !is_level(&run[0]) || usual <= 0.0 || wide <= 0.0 {
            continue;
        }
        lines.push(Line {
            glyphs: own,
            letters: letters().count(),
            size: wide / usual,
        });
    }
    lines
}

/// The sizes that the page is set in: those that most letters have, one after the other.
fn peaks(lines: &[Line]) -> Vec<f32> {
    let mut open: BTreeMap<i32, Share> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.letters >= LINE_WITH_SIZE) {
        let share = open.entry((line.size.ln() / SIZE_STEP) as i32).or_default();
        share.letters += line.letters;
        share.sum += line.size * line.letters as f32;
    }
    let reach = (SIZES_BY_WIDTH / SIZE_STEP) as i32;
    let mut peaks = Vec::new();
    while !open.is_empty() {
        let near = |step: i32| open.range(step - reach..=step + reach);
        let weight = |step: i32| near(step).map(|(_, share)| share.letters).sum::<usize>();
        let Some(peak) = open.keys().copied().max_by_key(|step| weight(*step)) else {
            break;
        };
        let sum: f32 = near(peak).map(|(_, share)| share.sum).sum();
        peaks.push(sum / weight(peak) as f32);
        open.retain(|step, _| (step - peak).abs() > reach);
    }
    peaks
}

/// The letters of lines that are nearly of one size.
#[derive(Default)]
struct Share {
    letters: usize,
    /// Of all letters' sizes.
    sum: f32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::ocr::testing;

    /// What a page says, and the size it is set in.
    const LINES: [(&str, f32); 7] = [
        ("Parkerna ska vara rena och trygga", 14.0),
        ("Lekplatser ses efter varje vecka av entreprenaden", 10.0),
        ("och felen rapporteras till beställaren samma dag", 10.0),
        ("Träden beskärs enligt planen och varje ek mäts", 10.0),
        ("Sid 3", 10.0),
        ("Bänkarna målas om vartannat år eller oftare", 10.0),
        ("Skötseln följs upp efter sommaren", 14.0),
    ];

    /// A layer whose program gave these lines such sizes, and stretched each of their words over its ink.
    fn layer(guessed: impl Fn(usize) -> f32, stretched: bool) -> PageContent {
        let mut page = PageContent::default();
        for (at, (text, size)) in LINES.iter().enumerate() {
            let (mut x, y) = (60.0, 100.0 + 20.0 * at as f32);
            for (number, word) in text.split_inclusive(' ').enumerate() {
                // Ink is measured to a sample.
                let off = [0.97, 1.0, 1.03][(at + number) % 3];
                for ch in word.chars() {
                    let advance = width(ch) * size * if stretched { off } else { 1.0 };
                    page.glyphs.push(letter(ch, (x, y), advance, guessed(at)));
                    x += advance;
                }
            }
        }
        page
    }

    fn letter(ch: char, (x, y): (f32, f32), advance: f32, size: f32) -> Glyph {
        let rect = Rect::new(x, y - 0.9 * size, x + advance, y + 0.2 * size);
        testing::letter(ch, rect, y, size)
    }

    /// The size of each line of a page.
    fn found(page: &PageContent) -> Vec<f32> {
        let lines = page.glyphs.chunk_by(|a, b| a.y == b.y);
        lines.map(|line| line[0].size).collect()
    }

    /// Long lines that lie askew have high boxes, and short ones low boxes.
    #[test]
    fn a_stretched_layer_has_the_sizes_that_its_widths_tell() {
        let mut page = layer(|at| [15.0, 14.2, 13.6, 14.4, 8.0, 12.9, 14.9][at], true);
        sizes(&mut page);
        for (found, (text, size)) in found(&page).iter().zip(LINES) {
            assert!((found / size - 1.0).abs() < 0.05, "{text}: {found}");
        }
        let body: Vec<f32> = found(&page)[1..6].to_vec();
        assert!(body.iter().all(|size| *size == body[0]), "{body:?}");
    }

    #[test]
    fn a_layer_of_true_widths_keeps_its_sizes() {
        let mut page = layer(|at| LINES[at].1, false);
        sizes(&mut page);
        assert_eq!(found(&page), LINES.map(|(_, size)| size));
    }

    #[test]
    fn letters_that_are_painted_keep_their_sizes() {
        let mut page = layer(|at| 8.0 + at as f32, true);
        for glyph in &mut page.glyphs {
            glyph.visibility = Visibility::Visible;
        }
        sizes(&mut page);
        assert_eq!(found(&page), [8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0]);
    }
}
