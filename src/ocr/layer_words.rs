//! The words of a text layer that another program laid under a scan, with the boxes and baselines of their ink in the picture:
//! so they go through the same steps as words that were recognised here.

use std::ops::Range;

use crate::geometry::Rect;
use crate::ocr::hocr::HocrWord;
use crate::ocr::sizes;
use crate::ocr::tolerances::{
    BASE_NEAR, INK_MIDDLE, INK_OF_SIGNS, INK_REACH, INK_WHITE, LAYER_LINE, LAYER_ON_INK,
    LAYER_WORD_GAP, LINE_OF_SMALL, SMALL_OF_SIZE, SMALL_TELL, SMALL_TOPS,
};
use crate::pdf::{Glyph, PageContent, Picture, Visibility};

/// A word of a layer.
struct LayerWord {
    text: String,
    /// Its letters' boxes, in points.
    rect: Rect,
    base: f32,
    size: f32,
    line: usize,
    /// The box of its ink in samples.
    ink: Option<Rect>,
}

/// Whether a letter is one of an upright layer and may be put right by the picture.
#[must_use]
pub fn is_level(glyph: &Glyph) -> bool {
    glyph.visibility == Visibility::Invisible && glyph.angle == 0
}

/// The words of an upright page's layer as they stand in its picture; none if the layer does not lie on it, or has tags that say
/// more of its letters.
#[must_use]
pub fn of(page: &PageContent, picture: &Picture) -> Vec<HocrWord> {
    let mut level = page.glyphs.iter().filter(|glyph| is_level(glyph));
    if level.any(|glyph| glyph.mark.is_some()) {
        return Vec::new();
    }
    let mut words = words(&page.glyphs);
    for word in &mut words {
        word.ink = ink_of(word, picture);
    }
    // Rests of ruling lines that were read as signs have lost their ink with the lines.
    for word in &mut words {
        if word.ink.is_none() && !word.text.contains(char::is_alphanumeric) {
            word.text = "|".repeat(word.text.chars().count());
        }
    }
    let inked = words.iter().filter(|word| word.ink.is_some()).count();
    if inked * 100 < LAYER_ON_INK * words.len() {
        return Vec::new();
    }
    let lines: Vec<&[LayerWord]> = words.chunk_by(|a, b| a.line == b.line).collect();
    let seen: Vec<Option<(f32, f32)>> = lines
        .iter()
        .map(|line| has_small_letters(line).then(|| heights(line, picture))?)
        .collect();
    let both = || lines.iter().copied().zip(&seen);
    let known: Vec<HocrWord> = both()
        .filter_map(|(line, seen)| Some(hocr(line, (*seen)?, picture)))
        .flatten()
        .collect();
    let capital = sizes::capital(&known);
    let mut read = Vec::with_capacity(words.len());
    for (line, seen) in both() {
        let seen = seen.unwrap_or_else(|| told_by_reach(line, capital, picture));
        read.extend(hocr(line, seen, picture));
    }
    read
}

/// The words of a page's upright layer.
fn words(glyphs: &[Glyph]) -> Vec<LayerWord> {
    let mut words: Vec<LayerWord> = Vec::new();
    let mut line = 0;
    let mut before: Option<&Glyph> = None;
    let mut spaced = false;
    for glyph in glyphs {
        if !is_level(glyph) {
            continue;
        }
        if glyph.ch.is_whitespace() {
            spaced = true;
            continue;
        }
        let size = glyph.size.max(1.0);
        let on = before.is_some_and(|last| (last.y - glyph.y).abs() < LAYER_LINE * size);
        let gap = before.map_or(0.0, |last| glyph.rect.x0 - last.rect.x1);
        if !on || gap < -size {
            line += 1;
        }
        let beside = on && gap > -size && gap < LAYER_WORD_GAP * size;
        match words.last_mut().filter(|_| beside && !spaced) {
            Some(word) => {
                word.text.push(glyph.ch);
                word.rect = word.rect.union(&glyph.rect);
            }
            None => words.push(LayerWord {
                text: glyph.ch.to_string(),
                rect: glyph.rect,
                base: glyph.y,
                size,
                line,
                ink: None,
            }),
        }
        before = Some(glyph);
        spaced = false;
    }
    words
}

/// Samples of a stretch in points that lie in the picture.
fn samples(from: f32, to: f32, scale: f32, most: usize) -> Range<usize> {
    let bound = |points: f32| ((points * scale).round().max(0.0) as usize).min(most);
    bound(from)..bound(to).max(bound(from))
}

/// How many samples of ink each of these rows has between the ends of a word.
fn profile(word: &LayerWord, rows: &Range<usize>, picture: &Picture) -> Vec<usize> {
    let columns = samples(
        word.rect.x0,
        word.rect.x1,
        picture.dpi / 72.0,
        picture.width,
    );
    let dark = |y: usize| {
        let row = picture.row(y).get(columns.clone()).unwrap_or_default();
        row.iter().filter(|sample| **sample < INK_OF_SIGNS).count()
    };
    rows.clone().map(dark).collect()
}

/// The box of a word's ink, in samples.
fn ink_of(word: &LayerWord, picture: &Picture) -> Option<Rect> {
    let scale = picture.dpi / 72.0;
    let within = |above: f32, below: f32| {
        let (top, bottom) = (word.base - above * word.size, word.base + below * word.size);
        samples(top, bottom, scale, picture.height)
    };
    let rows = within(INK_REACH.0, INK_REACH.1);
    let profile = profile(word, &rows, picture);
    let small = within(INK_MIDDLE.0, -INK_MIDDLE.1);
    let middle = small.max_by_key(|y| profile.get(y - rows.start).copied().unwrap_or(0))?;
    let inked = |at: &usize| profile.get(*at).is_some_and(|count| *count > 0);
    let middle = Some(middle - rows.start).filter(inked)?;
    let white = |share: f32| ((share * word.size * scale) as usize).max(1);
    let (mut top, mut bottom) = (middle, middle);
    while let Some(next) = (top.saturating_sub(white(INK_WHITE.0) + 1)..top)
        .rev()
        .find(inked)
    {
        top = next;
    }
    while let Some(next) = (bottom + 1..bottom + 2 + white(INK_WHITE.1)).find(inked) {
        bottom = next;
    }
    let columns = samples(word.rect.x0, word.rect.x1, scale, picture.width);
    Some(Rect::new(
        columns.start as f32,
        (rows.start + top) as f32,
        columns.end as f32,
        (rows.start + bottom + 1) as f32,
    ))
}

fn has_small_letters(line: &[LayerWord]) -> bool {
    let letters = line.iter().flat_map(|word| word.text.chars());
    let small = letters.filter(|ch| matches!(ch, 'a' | 'c' | 'e' | 'm'..='s' | 'u'..='x' | 'z'));
    small.count() >= SMALL_TELL
}

/// Baseline and height of a line's small letters, in samples: where its ink sets in and ends most.
fn heights(line: &[LayerWord], picture: &Picture) -> Option<(f32, f32)> {
    let scale = picture.dpi / 72.0;
    let size = line.iter().map(|word| word.size).fold(0.0, f32::max);
    let base = line.iter().map(|word| word.base).sum::<f32>() / line.len().max(1) as f32;
    let at = |points: f32| (points * scale).round().max(0.0) as usize;
    let top = at(base - INK_REACH.0 * size);
    let rows = top..at(base + INK_REACH.1 * size).min(picture.height);
    let mut all = vec![0_usize; rows.len()];
    for word in line {
        for (sum, own) in all.iter_mut().zip(profile(word, &rows, picture)) {
            *sum += own;
        }
    }
    let falls = |row: usize| {
        let around = |row: usize| all.get(row).copied().unwrap_or(0) as i64;
        around(row.saturating_sub(1)) - around(row + 1)
    };
    let steepest = |from: f32, to: f32, sign: i64| {
        let rows = at(from).saturating_sub(top)..at(to).saturating_sub(top);
        rows.max_by_key(|row| sign * falls(*row))
    };
    let foot = steepest(base - BASE_NEAR * size, base + BASE_NEAR * size, 1)?;
    let base = (top + foot) as f32 / scale;
    let head = steepest(base - SMALL_TOPS.1 * size, base - SMALL_TOPS.0 * size, -1)?;
    let zone = all.get(head + 1..foot).filter(|zone| !zone.is_empty())?;
    // Scanned edges are soft: they lie where half of the ink is.
    let half = zone.iter().sum::<usize>() as f32 / zone.len() as f32 / 2.0;
    let middle = head.midpoint(foot);
    let ink = |row: usize| all.get(row).copied().unwrap_or(0) as f32;
    let crossed = |inner: usize, outer: usize| {
        let fall = ink(inner) - ink(outer);
        if fall > 0.0 {
            (ink(inner) - half) / fall
        } else {
            0.0
        }
    };
    let below = (middle..all.len()).find(|row| ink(*row) < half)?;
    let above = (0..middle).rev().find(|row| ink(*row) < half)?;
    let base = below as f32 - 1.0 + crossed(below - 1, below) + 0.5;
    let tops = above as f32 + 1.0 - crossed(above + 1, above) + 0.5;
    Some((top as f32 + base, base - tops))
}

/// The same of a line without such letters: how high its ink is tells.
fn told_by_reach(line: &[LayerWord], capital: f32, picture: &Picture) -> (f32, f32) {
    let scale = picture.dpi / 72.0;
    let mut told: Vec<(f32, f32)> = line
        .iter()
        .filter_map(|word| {
            let ink = word.ink?;
            let height = ink.height() / sizes::reach(&word.text, capital)?;
            let foot = sizes::foot(&word.text) * height;
            Some((ink.y1 - foot, height))
        })
        .collect();
    told.sort_by(|a, b| a.1.total_cmp(&b.1));
    let first = &line[0];
    let usual = (first.base * scale, SMALL_OF_SIZE * first.size * scale);
    told.get(told.len() / 2).copied().unwrap_or(usual)
}

/// A line's words with its baseline and the height of its small letters, in samples.
fn hocr(line: &[LayerWord], (base, x_height): (f32, f32), picture: &Picture) -> Vec<HocrWord> {
    let scale = picture.dpi / 72.0;
    let word = |word: &LayerWord| HocrWord {
        text: word.text.clone(),
        rect: word.ink.unwrap_or_else(|| {
            let rect = &word.rect;
            Rect::new(
                rect.x0 * scale,
                rect.y0 * scale,
                rect.x1 * scale,
                rect.y1 * scale,
            )
        }),
        base,
        line_height: LINE_OF_SMALL * x_height,
        x_height,
        line: word.line,
        confidence: Glyph::CERTAIN,
    };
    line.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::testing::letter;
    use crate::ocr::tolerances::CAPITAL_OF_SMALL;
    use crate::pdf::MarkId;

    /// Samples in a point.
    const SCALE: usize = 4;
    const TEXT: &str = "Parkerna ses om varje 82 %";
    /// Where the text is printed, in points: its baseline and the height of its small letters.
    const PRINTED: (f32, f32) = (50.0, 5.0);

    /// A layer that says the text a little off, and the picture of it: letters as bars.
    fn scanned() -> (PageContent, Picture) {
        let mut picture = Picture::paper(220.0, 80.0, 288.0, 1 << 20).unwrap();
        let mut page = PageContent::default();
        let mut x = 20.0_f32;
        for ch in TEXT.chars() {
            let high = sizes::reach(&ch.to_string(), CAPITAL_OF_SMALL).unwrap_or(CAPITAL_OF_SMALL)
                - sizes::foot(&ch.to_string());
            let (top, bottom) = (
                PRINTED.0 - high * PRINTED.1,
                PRINTED.0 + sizes::foot(&ch.to_string()) * PRINTED.1,
            );
            if !ch.is_whitespace() {
                for y in (top * SCALE as f32) as usize..(bottom * SCALE as f32) as usize {
                    let row = y * picture.width + x as usize * SCALE;
                    picture.data[row..row + 4 * SCALE].fill(0);
                }
            }
            let rect = Rect::new(x, 40.0, x + 5.0, 53.0);
            page.glyphs.push(letter(ch, rect, PRINTED.0 + 1.0, 11.0));
            x += 5.0;
        }
        (page, picture)
    }

    #[test]
    fn a_layer_s_words_stand_where_their_ink_does() {
        let (page, picture) = scanned();
        let words = of(&page, &picture);
        let texts: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        assert_eq!(texts.join(" "), TEXT);
        let scale = SCALE as f32;
        for word in &words {
            assert!((word.base - PRINTED.0 * scale).abs() < 2.0, "{word:?}");
            assert!((word.x_height - PRINTED.1 * scale).abs() < 2.0, "{word:?}");
        }
        let top = (PRINTED.0 - CAPITAL_OF_SMALL * PRINTED.1) * scale;
        assert!((words[0].rect.y0 - top).abs() < 2.0, "{:?}", words[0]);
    }

    #[test]
    fn a_layer_beside_its_picture_or_with_tags_is_left_as_it_is() {
        let (mut page, picture) = scanned();
        for glyph in &mut page.glyphs {
            glyph.y += 25.0;
        }
        assert!(of(&page, &picture).is_empty());
        let (mut page, picture) = scanned();
        page.glyphs[0].mark = Some(MarkId {
            mcid: 0,
            form: None,
        });
        assert!(of(&page, &picture).is_empty());
    }
}
