//! The sign for percent, told by its shape: two rings and a stroke between them. Engines read `94`, `Yo` or a lone figure where
//! it stands, and no number has it.

use crate::geometry::Rect;
use crate::ocr::reading::ReadWord;
use crate::ocr::tolerances::{
    INK_OF_SIGNS, LOWER_RING_START, PERCENT_LETTERS, PERCENT_OUTSIDE, PERCENT_STROKE,
    READ_OF_PERCENT, RING_HEIGHT, UPPER_RING_END, WIDEST_PERCENT,
};
use crate::ocr::words::width;
use crate::pdf::Picture;

/// The sign.
const SIGN: char = '%';

/// Ink that hangs together, in samples of the picture.
#[derive(Debug, Clone, Copy)]
struct Blot {
    x0: usize,
    y0: usize,
    x1: usize,
    y1: usize,
}

impl Blot {
    fn height(&self) -> f32 {
        (self.y1 + 1 - self.y0) as f32
    }

    fn middle(&self) -> (usize, usize) {
        (self.x0.midpoint(self.x1), self.y0.midpoint(self.y1))
    }
}

/// The words with signs for percent that the picture shows at their ends. What the engine read there stays as what was read before.
pub fn settle(words: &mut [ReadWord], picture: &Picture) {
    let read: Vec<Rect> = words
        .iter()
        .filter(|word| word.text.contains(SIGN))
        .map(|word| word.rect)
        .collect();
    for word in words {
        let short = word.text.chars().count() <= PERCENT_LETTERS;
        // A word without a figure is the sign alone.
        let number = word.text.contains(|ch: char| ch.is_ascii_digit()) || word.text.len() <= 3;
        if !short || !number || word.text.contains(SIGN) {
            continue;
        }
        let Some(sign) = sign(word, picture) else {
            continue;
        };
        // Boxes of words reach into each other: the sign may have been read as a word of its own.
        let is_read = |other: &Rect| other.contains(sign.mid_x(), sign.mid_y());
        if read.iter().any(is_read) || sign.x1 - word.rect.x1 > PERCENT_OUTSIDE * sign.width() {
            continue;
        }
        let letters: Vec<char> = word.text.chars().collect();
        let all: f32 = letters.iter().copied().map(width).sum();
        let mut before = 0.0;
        let middles = letters.iter().map(|ch| {
            let middle = before + width(*ch) / 2.0;
            before += width(*ch);
            word.rect.x0 + word.rect.width() * middle / all
        });
        let from = sign.x0 - READ_OF_PERCENT * sign.width();
        let kept = middles.take_while(|middle| *middle < from).count();
        let read = word.text.clone();
        word.text = letters[..kept].iter().chain([&SIGN]).collect();
        word.rect.x1 = word.rect.x1.max(sign.x1);
        word.before = Some(word.before.take().unwrap_or(read));
    }
}

/// Where the picture shows the sign at the end of a word, in points.
fn sign(word: &ReadWord, picture: &Picture) -> Option<Rect> {
    let scale = picture.dpi / 72.0;
    let bound = |points: f32, most: usize| ((points * scale).max(0.0) as usize).min(most);
    let area = Blot {
        x0: bound(word.rect.x0, picture.width),
        y0: bound(word.rect.y0 - 1.0, picture.height),
        // Its lower ring may have been left out.
        x1: bound(word.rect.x1 + word.size / 2.0, picture.width),
        y1: bound(word.rect.y1 + 1.0, picture.height),
    };
    let pieces = pieces(&area, picture);
    let highest = pieces.iter().map(Blot::height).fold(0.0, f32::max);
    let end = bound(word.rect.x1, picture.width);
    let strokes = pieces
        .iter()
        .filter(|stroke| stroke.height() >= PERCENT_STROKE * highest);
    for stroke in strokes {
        let part = |share: f32| stroke.y0 as f32 + share * stroke.height();
        let is_ring = |ring: &&Blot| {
            let share = ring.height() / stroke.height();
            let (x, y) = ring.middle();
            share >= RING_HEIGHT.0
                && share <= RING_HEIGHT.1
                && picture.data[y * picture.width + x] >= INK_OF_SIGNS
        };
        let upper = pieces.iter().filter(is_ring).find(|ring| {
            (ring.y1 as f32) < part(UPPER_RING_END) && ring.middle().0 < stroke.middle().0
        });
        let lower = pieces.iter().filter(is_ring).find(|ring| {
            (ring.y0 as f32) > part(LOWER_RING_START) && ring.middle().0 > stroke.middle().0
        });
        let (Some(upper), Some(lower)) = (upper, lower) else {
            continue;
        };
        let (x0, x1) = (upper.x0.min(stroke.x0), lower.x1.max(stroke.x1));
        let wide = (x1 - x0) as f32;
        let later = pieces.iter().any(|piece| piece.x0 > x1 && piece.x1 <= end);
        if wide <= WIDEST_PERCENT * stroke.height() && lower.x0 > upper.x0 && x0 < end && !later {
            let points = |at: usize| at as f32 / scale;
            let (y0, y1) = (points(stroke.y0), points(stroke.y1));
            return Some(Rect::new(points(x0), y0, points(x1 + 1), y1));
        }
    }
    None
}

/// The pieces of ink in an area.
fn pieces(area: &Blot, picture: &Picture) -> Vec<Blot> {
    let (columns, rows) = (area.x1 - area.x0, area.y1 - area.y0);
    let mut left: Vec<bool> = (0..columns * rows)
        .map(|at| {
            let (x, y) = (area.x0 + at % columns, area.y0 + at / columns);
            picture.data[y * picture.width + x] < INK_OF_SIGNS
        })
        .collect();
    let mut pieces = Vec::new();
    for start in 0..left.len() {
        if !std::mem::take(&mut left[start]) {
            continue;
        }
        let (x, y) = (start % columns, start / columns);
        let mut piece = Blot {
            x0: x,
            y0: y,
            x1: x,
            y1: y,
        };
        let mut open = vec![(x, y)];
        while let Some((x, y)) = open.pop() {
            (piece.x0, piece.x1) = (piece.x0.min(x), piece.x1.max(x));
            (piece.y0, piece.y1) = (piece.y0.min(y), piece.y1.max(y));
            for row in y.saturating_sub(1)..(y + 2).min(rows) {
                for column in x.saturating_sub(1)..(x + 2).min(columns) {
                    if std::mem::take(&mut left[row * columns + column]) {
                        open.push((column, row));
                    }
                }
            }
        }
        pieces.push(Blot {
            x0: piece.x0 + area.x0,
            y0: piece.y0 + area.y0,
            x1: piece.x1 + area.x0,
            y1: piece.y1 + area.y0,
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `1 %` of size 20, drawn: a bar, two rings and a stroke; and what a word of it becomes.
    fn settled(text: &str, rings: bool) -> (String, Option<String>) {
        let mut picture = Picture::paper(60.0, 30.0, 288.0, 1 << 20).unwrap();
        let row = picture.width;
        let mut ink = |x: usize, y: usize| picture.data[y * row + x] = 0;
        for y in 40..96 {
            (40..48).for_each(|x| ink(x, y));
            (0..5).for_each(|x| ink(98 - (y - 40) / 2 + x, y));
        }
        if rings {
            for (left, top) in [(60, 40), (96, 70)] {
                for at in 0..26 {
                    for thick in 0..5 {
                        let along = at * 20 / 25;
                        ink(left + along, top + thick);
                        ink(left + along, top + 25 - thick);
                        ink(left + thick, top + at);
                        ink(left + 20 - thick, top + at);
                    }
                }
            }
        }
        let mut words = [ReadWord {
            text: text.to_owned(),
            rect: Rect::new(10.0, 10.0, 30.5, 24.0),
            base: 24.0,
            size: 20.0,
            bold: false,
            confidence: 74,
            before: None,
        }];
        settle(&mut words, &picture);
        let [word] = words;
        (word.text, word.before)
    }

    #[test]
    fn a_sign_for_percent_is_told_by_its_shape() {
        let before = |text: &str| Some(text.to_owned());
        assert_eq!(settled("194", true), ("1%".to_owned(), before("194")));
        assert_eq!(settled("1946", true), ("1%".to_owned(), before("1946")));
        assert_eq!(settled("1%", true), ("1%".to_owned(), None));
        assert_eq!(settled("194", false), ("194".to_owned(), None));
    }
}
