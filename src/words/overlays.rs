//! What lies over or beside a page's text and is no part of it: watermarks and line numbers.

use std::ops::Deref;

use crate::block::Line;
use crate::output::SidtextSlag;
use crate::pdf::{Glyph, PageContent, Rgb};
use crate::words::line;
use crate::words::tolerances::{
    LINE_NUMBER_GAP, LINE_NUMBERS, LINES_BEGIN_SMALL, LINES_RUN_ON, SAME_LEFT, WATERMARK_LIGHT,
    WATERMARK_SIZE,
};
use crate::words::word::Word;

/// Whether a glyph is a watermark's on a page whose text is mostly of the usual size, in points, which few pages ask for.
pub(crate) fn is_watermark(glyph: &Glyph, usual: &impl Deref<Target = f32>) -> bool {
    is_light(glyph.color) && glyph.size > WATERMARK_SIZE * **usual
}

/// Whether a glyph stands on a dark ground or a picture: light letters there are meant to be read, as a cover's title is.
pub(crate) fn is_on_ground(page: &PageContent, glyph: &Glyph) -> bool {
    let (x, y) = (glyph.rect.mid_x(), glyph.rect.mid_y());
    let dark = page
        .fills
        .iter()
        .any(|fill| !is_light(fill.color) && fill.rect.contains(x, y));
    dark || page.images.iter().any(|image| image.rect.contains(x, y))
}

/// Takes line numbers out of a page's lines.
pub(crate) fn take_line_numbers(lines: &mut Vec<Vec<Word>>, page: u32) -> Vec<(SidtextSlag, Line)> {
    let Some(right) = line_numbers(lines) else {
        return Vec::new();
    };
    let is = |word: &Word| is_number(word) && (word.rect.x1 - right).abs() < SAME_LEFT;
    let mut taken = Vec::new();
    for words in lines.iter_mut() {
        let (out, rest): (Vec<Word>, Vec<Word>) = words.drain(..).partition(is);
        *words = rest;
        if !out.is_empty() {
            taken.push((SidtextSlag::Radnummer, line::line(&out, page, false)));
        }
    }
    lines.retain(|words| !words.is_empty());
    taken
}

/// Whether a colour is much nearer to paper than to ink.
fn is_light(Rgb(r, g, b): Rgb) -> bool {
    r.min(g).min(b) > WATERMARK_LIGHT
}

fn is_number(word: &Word) -> bool {
    word.text.len() <= 4 && word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where the numbers of a page's lines end: the first words of all lines are numbers that rise by the same step, end at one
/// place and are smaller than the text beside them, or stand beside text that runs on from line to line.
fn line_numbers(lines: &[Vec<Word>]) -> Option<f32> {
    // A list's items do not begin in the middle of a sentence.
    let begins_small = |words: &&Vec<Word>| {
        let text = words.iter().find(|word| !is_number(word));
        text.is_some_and(|word| word.text.starts_with(char::is_lowercase))
    };
    let small = lines.iter().filter(begins_small).count();
    let runs_on = small >= LINES_BEGIN_SMALL.max(lines.len() / LINES_RUN_ON) && small < lines.len();
    let number = |words: &Vec<Word>| {
        let first = words.first().filter(|word| is_number(word))?;
        let next = words.get(1);
        let apart = next.is_none_or(|next| {
            (next.size > first.size || runs_on)
                && next.rect.x0 - first.rect.x1 > LINE_NUMBER_GAP * first.size
        });
        let value: u32 = first.text.parse().ok()?;
        apart.then_some((value, first.rect.x1))
    };
    let found: Vec<(u32, f32)> = lines.iter().filter_map(number).collect();
    let right = found.first()?.1;
    let aligned = found.iter().all(|(_, end)| (end - right).abs() < SAME_LEFT);
    let step = found.get(1)?.0.checked_sub(found[0].0)?;
    let rising = step > 0
        && found
            .windows(2)
            .all(|pair| pair[1].0.checked_sub(pair[0].0) == Some(step));
    // Nothing stands left of them or beside them without a number, but where only every fifth line has one.
    let beyond = lines
        .iter()
        .flatten()
        .any(|word| word.rect.x0 < right && !is_number(word));
    (found.len() >= LINE_NUMBERS && aligned && rising && !beyond).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::{word, words};
    use crate::words::word::text_of;

    fn sized(mut word: Word, size: f32) -> Word {
        word.edit().size = size;
        word
    }

    /// Lines with these numbers of this size before them.
    fn numbered(numbers: &[&str], size: f32) -> Vec<Vec<Word>> {
        let mut base = 100.0;
        let line = |number: &&str| {
            base += 14.0;
            let from = 40.0 - 5.0 * number.len() as f32;
            let mut line = vec![sized(word(number, from, base), size)];
            line.extend(words("beslut om planen", 60.0, base));
            line
        };
        numbers.iter().map(line).collect()
    }

    #[test]
    fn numbers_that_rise_beside_the_text_are_line_numbers() {
        for numbers in [["1", "2", "3", "4", "5"], ["5", "10", "15", "20", "25"]] {
            let mut lines = numbered(&numbers, 8.0);
            let taken = take_line_numbers(&mut lines, 1);
            assert_eq!(taken.len(), 5);
            assert!(
                taken
                    .iter()
                    .all(|(kind, _)| *kind == SidtextSlag::Radnummer)
            );
            assert_eq!(text_of(&lines[0]), "beslut om planen");
        }
    }

    #[test]
    fn a_list_and_a_table_have_no_line_numbers() {
        for mut lines in [
            numbered(&["1", "2", "3", "4", "5"], 10.0),
            numbered(&["1", "2", "4", "5", "6"], 8.0),
            numbered(&["1", "2", "3"], 8.0),
        ] {
            assert_eq!(take_line_numbers(&mut lines, 1), []);
        }
    }
}
