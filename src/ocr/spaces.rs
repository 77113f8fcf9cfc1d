//! The spaces in and around numbers: engines drop some and write others that are none. The picture shows how wide the white between
//! two signs is.

use crate::ocr::reading::ReadWord;
use crate::ocr::tolerances::{
    BESIDE_ONE, DIGITS_OF_GROUP, INK_OF_SIGNS, SPACE_IN_NUMBER, SPACE_NEAR,
};
use crate::ocr::words::width;
use crate::pdf::Picture;

/// White in a word's ink, in points.
#[derive(Debug, Clone, Copy)]
struct White {
    from: f32,
    to: f32,
}

/// The words with their numbers and signs parted and joined as the picture shows.
#[must_use]
pub fn settled(words: Vec<ReadWord>, picture: &Picture) -> Vec<ReadWord> {
    let mut settled: Vec<ReadWord> = Vec::with_capacity(words.len());
    for word in words.into_iter().flat_map(|word| parted(word, picture)) {
        match settled.last_mut() {
            Some(last) if is_its_sign(last, &word) => {
                last.text.push_str(&word.text);
                last.rect = last.rect.union(&word.rect);
                last.confidence = last.confidence.min(word.confidence);
            }
            _ => settled.push(word),
        }
    }
    settled
}

/// Whether a word is the sign for percent of the number before it, without a space.
fn is_its_sign(number: &ReadWord, sign: &ReadWord) -> bool {
    let apart = sign.rect.x0 - number.rect.x1;
    sign.text == "%"
        && number.text.ends_with(|ch: char| ch.is_ascii_digit())
        && (number.base - sign.base).abs() < SPACE_IN_NUMBER * number.size
        && apart > -SPACE_IN_NUMBER * number.size
        && apart < wanted(&number.text, &sign.text) * number.size
}

/// How wide the white between two texts is if it is a space, as a share of the size.
fn wanted(before: &str, after: &str) -> f32 {
    let ones = usize::from(before.ends_with('1')) + usize::from(after.starts_with('1'));
    SPACE_IN_NUMBER + BESIDE_ONE * ones as f32
}

/// A word as the parts between its spaces.
fn parted(word: ReadWord, picture: &Picture) -> Vec<ReadWord> {
    let letters: Vec<char> = word.text.chars().collect();
    let places: Vec<usize> = (1..letters.len())
        .filter(|at| may_part(&letters, *at))
        .collect();
    if places.is_empty() {
        return vec![word];
    }
    let all: f32 = letters.iter().copied().map(width).sum();
    let usual = |at: usize| {
        let before: f32 = letters[..at].iter().copied().map(width).sum();
        word.rect.x0 + word.rect.width() * before / all
    };
    let text = |part: &[char]| part.iter().collect::<String>();
    let mut cuts: Vec<(usize, White)> = Vec::new();
    for white in whites(&word, picture) {
        let middle = white.from.midpoint(white.to);
        let far = |at: &usize| (usual(*at) - middle).abs();
        let free = places
            .iter()
            .filter(|at| cuts.last().is_none_or(|cut| cut.0 < **at));
        let Some(at) = free.min_by(|a, b| far(a).total_cmp(&far(b))) else {
            continue;
        };
        let room = wanted(&text(&letters[..*at]), &text(&letters[*at..])) * word.size;
        if far(at) <= SPACE_NEAR * word.size && white.to - white.from >= room {
            cuts.push((*at, white));
        }
    }
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let (mut from, mut left) = (0, word.rect.x0);
    for (at, white) in cuts {
        parts.push(part(&word, text(&letters[from..at]), left, white.from));
        (from, left) = (at, white.to);
    }
    parts.push(part(&word, text(&letters[from..]), left, word.rect.x1));
    for later in parts.iter_mut().skip(1) {
        later.before = None;
    }
    parts
}

fn part(word: &ReadWord, text: String, x0: f32, x1: f32) -> ReadWord {
    let mut part = word.clone();
    part.text = text;
    (part.rect.x0, part.rect.x1) = (x0, x1);
    part
}

/// Whether a space may stand before this letter of a word: between a number and what is none, or between the groups of a large
/// number.
fn may_part(letters: &[char], at: usize) -> bool {
    let is_figure = |ch: &char| ch.is_ascii_digit();
    let (before, after) = (letters[at - 1], letters[at]);
    if before.is_ascii_digit() && after.is_ascii_digit() {
        let left = letters[..at].iter().rev().take_while(|ch| is_figure(ch));
        let right = letters[at..].iter().take_while(|ch| is_figure(ch));
        return left.count() <= DIGITS_OF_GROUP && right.count().is_multiple_of(DIGITS_OF_GROUP);
    }
    let parts = |ch: char| ch == '%' || ch == '\u{a7}' || ch.is_alphabetic();
    let leads = |ch: char| matches!(ch, '-' | '\u{2013}' | '+' | '\u{b1}' | '\u{a7}');
    before.is_ascii_digit() && parts(after) || after.is_ascii_digit() && leads(before)
}

/// The white that parts a word's ink.
fn whites(word: &ReadWord, picture: &Picture) -> Vec<White> {
    let scale = picture.dpi / 72.0;
    let bound = |points: f32, most: usize| ((points * scale).max(0.0) as usize).min(most);
    let (left, right) = (
        bound(word.rect.x0, picture.width),
        bound(word.rect.x1, picture.width),
    );
    let rows = bound(word.rect.y0, picture.height)
        ..(bound(word.rect.y1, picture.height) + 1).min(picture.height);
    let is_white = |x: &usize| {
        rows.clone()
            .all(|y| picture.data[y * picture.width + x] >= INK_OF_SIGNS)
    };
    let columns: Vec<usize> = (left..right).collect();
    let runs = columns.chunk_by(|a, b| is_white(a) == is_white(b));
    let inner =
        runs.filter(|run| is_white(&run[0]) && run[0] > left && run[run.len() - 1] + 1 < right);
    inner
        .map(|run| White {
            from: run[0] as f32 / scale,
            to: (run[run.len() - 1] + 1) as f32 / scale,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// A word of size 10 whose signs are drawn as bars of 4 points, each so far from the one before; and the texts that it becomes.
    fn texts(text: &str, gaps: &[f32]) -> Vec<String> {
        let mut picture = Picture::paper(150.0, 20.0, 144.0, 1 << 20).unwrap();
        let mut x = 10.0;
        for (number, _) in text.chars().enumerate() {
            x += number.checked_sub(1).map_or(0.0, |at| gaps[at]);
            for y in 10..30 {
                let row = y * picture.width;
                picture.data[row + (x * 2.0) as usize..row + ((x + 4.0) * 2.0) as usize].fill(0);
            }
            x += 4.0;
        }
        let word = ReadWord {
            text: text.to_owned(),
            rect: Rect::new(10.0, 5.0, x, 15.0),
            base: 15.0,
            size: 10.0,
            bold: false,
            confidence: 90,
            before: None,
        };
        let settled = settled(vec![word], &picture);
        settled.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn numbers_are_parted_where_the_picture_shows_a_space() {
        assert_eq!(texts("96%", &[1.0, 3.5]), ["96", "%"]);
        assert_eq!(texts("96%", &[1.0, 1.5]), ["96%"]);
        assert_eq!(
            texts("2377kr", &[4.0, 1.0, 1.0, 4.0, 1.0]),
            ["2", "377", "kr"]
        );
        // No groups of three, and ones stand apart.
        assert_eq!(texts("2377", &[1.0, 4.0, 1.0]), ["2377"]);
        assert_eq!(texts("1111", &[2.5, 2.0, 2.0]), ["1111"]);
        assert_eq!(texts("-5", &[4.0]), ["-", "5"]);
    }

    #[test]
    fn a_sign_that_touches_its_number_is_part_of_it() {
        let word = |text: &str, x0: f32, x1: f32| ReadWord {
            text: text.to_owned(),
            rect: Rect::new(x0, 5.0, x1, 15.0),
            base: 15.0,
            size: 10.0,
            bold: false,
            confidence: 90,
            before: None,
        };
        let picture = Picture::paper(150.0, 20.0, 144.0, 1 << 20).unwrap();
        let count = |x: f32| {
            let words = vec![word("37", 10.0, 20.0), word("%", x, x + 8.0)];
            settled(words, &picture).len()
        };
        assert_eq!((count(21.0), count(23.0)), (1, 2));
    }
}
