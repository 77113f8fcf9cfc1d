//! A second look at what an engine was not sure of, and at ink of which it made nothing: cut out, enlarged, and recognised by
//! itself. Of two readings the surer one is kept, and both are told.

use crate::geometry::Rect;
use crate::ocr::bars;
use crate::ocr::hocr::HocrWord;
use crate::ocr::ink::{Ink, Paper};
use crate::ocr::reading::ReadWord;
use crate::ocr::spaces;
use crate::ocr::tolerances::{
    AROUND_PLACE, DOUBTED, DOUBTFUL, ENLARGED, HARDLY_READ, INK_SQUARE, LETTERS_APART,
    LETTERS_HEIGHT, LETTERS_IN_INK, MOST_PLACES, MOST_TOGETHER, ONE_BASELINE, SURE, SURER,
    TOGETHER, WHITE_AROUND, WIDEST_INK, WORD_ABOVE, WORD_BELOW,
};
use crate::ocr::words::doubt_narrow;
use crate::pdf::Picture;

/// A place to look at again: its box in points, and the words there, if any.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    rect: Rect,
    words: Vec<usize>,
}

/// The places of a page that are looked at again.
#[must_use]
pub fn places(picture: &Picture, words: &[ReadWord]) -> Vec<Spot> {
    let mut spots = doubtful(words);
    if spots.len() > MOST_PLACES {
        return Vec::new();
    }
    spots.extend(unread(picture, words));
    spots.truncate(MOST_PLACES);
    spots
}

/// Doubtful words, each with those directly beside it.
fn doubtful(words: &[ReadWord]) -> Vec<Spot> {
    let beside = |left: &ReadWord, right: &ReadWord| {
        (left.base - right.base).abs() < ONE_BASELINE * left.size
            && right.rect.x0 - left.rect.x1 < TOGETHER * left.size
            && right.rect.x0 > left.rect.x0
    };
    let mut spots = Vec::new();
    let mut from = 0;
    for run in words.chunk_by(beside) {
        let all: Vec<usize> = (from..from + run.len()).collect();
        from += run.len();
        let parts = if run.len() > MOST_TOGETHER {
            all.iter().map(|at| vec![*at]).collect()
        } else {
            vec![all]
        };
        for part in parts {
            let is_text = |at: &usize| words[*at].text.contains(char::is_alphanumeric);
            if part.iter().any(|at| words[*at].confidence < DOUBTFUL) && part.iter().any(is_text) {
                let boxes = part.iter().map(|at| words[*at].rect);
                let rect = boxes.reduce(|a, b| a.union(&b)).unwrap_or_default();
                spots.push(Spot { rect, words: part });
            }
        }
    }
    spots
}

/// Ink that no word covers.
fn unread(picture: &Picture, words: &[ReadWord]) -> Vec<Spot> {
    let scale = picture.dpi / 72.0;
    let side = ((INK_SQUARE * scale) as usize).max(1);
    let (columns, rows) = (picture.width / side, picture.height / side);
    let ink = Ink::of(picture, &Paper::of(picture));
    let mut left = vec![false; columns * rows];
    for row in 0..rows {
        for y in row * side..(row + 1) * side {
            let line = &ink.data[y * ink.width..y * ink.width + columns * side];
            for (column, square) in line.chunks(side).enumerate() {
                left[row * columns + column] |= square.contains(&1);
            }
        }
    }
    let at = |points: f32| (points * scale / side as f32).max(0.0) as usize;
    for word in words {
        let height = word.rect.height().max(word.size);
        let (top, bottom) = (
            word.rect.y1 - WORD_ABOVE * height,
            word.rect.y1 + WORD_BELOW * height,
        );
        for row in at(top)..=at(bottom).min(rows.saturating_sub(1)) {
            let from = at(word.rect.x0 - AROUND_PLACE).min(columns);
            let to = (at(word.rect.x1 + AROUND_PLACE) + 1).min(columns);
            left[row * columns + from.min(to)..row * columns + to].fill(false);
        }
    }
    let points = side as f32 / scale;
    let mut spots = Vec::new();
    for start in 0..left.len() {
        if !left[start] {
            continue;
        }
        let (x0, y0, x1, y1) = taken(&mut left, columns, start);
        let rect = Rect::new(
            x0 as f32 * points,
            y0 as f32 * points,
            (x1 + 1) as f32 * points,
            (y1 + 1) as f32 * points,
        );
        let high = rect.height() > LETTERS_HEIGHT.0 && rect.height() < LETTERS_HEIGHT.1;
        if high && rect.width() > LETTERS_HEIGHT.0 && rect.width() < WIDEST_INK {
            spots.push(Spot {
                rect,
                words: Vec::new(),
            });
        }
    }
    spots
}

/// Takes the squares that hang together with this one; their bounds.
fn taken(left: &mut [bool], columns: usize, start: usize) -> (usize, usize, usize, usize) {
    let rows = left.len() / columns;
    let mut open = vec![start];
    left[start] = false;
    let (mut x0, mut y0) = (start % columns, start / columns);
    let (mut x1, mut y1) = (x0, y0);
    while let Some(at) = open.pop() {
        let (x, y) = (at % columns, at / columns);
        (x0, x1, y0, y1) = (x0.min(x), x1.max(x), y0.min(y), y1.max(y));
        for row in y.saturating_sub(1)..(y + 2).min(rows) {
            for column in x.saturating_sub(LETTERS_APART)..(x + LETTERS_APART + 1).min(columns) {
                let next = row * columns + column;
                if std::mem::take(&mut left[next]) {
                    open.push(next);
                }
            }
        }
    }
    (x0, y0, x1, y1)
}

/// The places below each other in one picture, enlarged; and where each begins in it, in rows.
#[must_use]
pub fn sheet(picture: &Picture, spots: &[Spot]) -> (Picture, Vec<usize>) {
    let scale = picture.dpi / 72.0;
    let margin = (WHITE_AROUND * scale) as usize;
    let areas: Vec<Area> = spots.iter().map(|spot| Area::of(picture, spot)).collect();
    let widest = areas.iter().map(|area| area.right - area.left).max();
    let width = ENLARGED * widest.unwrap_or(0) + 2 * margin;
    let mut starts = Vec::with_capacity(spots.len());
    let mut data: Vec<u8> = Vec::new();
    for area in &areas {
        data.resize(data.len() + width * margin, u8::MAX);
        starts.push(data.len() / width.max(1));
        for y in 0..ENLARGED * (area.bottom - area.top) {
            let start = data.len();
            data.resize(start + width, u8::MAX);
            for x in 0..ENLARGED * (area.right - area.left) {
                data[start + margin + x] = area.sample(picture, x, y);
            }
        }
        data.resize(data.len() + width * margin, u8::MAX);
    }
    let height = data.len() / width.max(1);
    let sheet = Picture {
        width,
        height,
        dpi: picture.dpi * ENLARGED as f32,
        data,
    };
    (sheet, starts)
}

/// A place in samples, with some paper around it.
struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Area {
    fn of(picture: &Picture, spot: &Spot) -> Self {
        let scale = picture.dpi / 72.0;
        let bound = |points: f32, most: usize| ((points * scale).max(0.0) as usize).min(most);
        Self {
            left: bound(spot.rect.x0 - AROUND_PLACE, picture.width),
            top: bound(spot.rect.y0 - AROUND_PLACE, picture.height),
            right: bound(spot.rect.x1 + AROUND_PLACE, picture.width),
            bottom: bound(spot.rect.y1 + AROUND_PLACE, picture.height),
        }
    }

    /// A sample of the enlarged place: the mean of those around it.
    fn sample(&self, picture: &Picture, x: usize, y: usize) -> u8 {
        let near = |at: usize, least: usize, most: usize| {
            let own = least + at / ENLARGED;
            let other = if at.is_multiple_of(ENLARGED) {
                own.max(least + 1) - 1
            } else {
                (own + 1).min(most.max(1) - 1)
            };
            (own, other)
        };
        let (x, beside) = near(x, self.left, self.right);
        let (y, below) = near(y, self.top, self.bottom);
        let at = |x: usize, y: usize| u32::from(picture.data[y * picture.width + x]);
        let sum = 9 * at(x, y) + 3 * at(beside, y) + 3 * at(x, below) + at(beside, below);
        (sum / 16) as u8
    }
}

/// Puts the second readings in the place of first ones that were less sure. `read` is what the engine made of the sheet.
pub fn settle(
    picture: &Picture,
    words: &mut Vec<ReadWord>,
    spots: &[Spot],
    starts: &[usize],
    read: &[HocrWord],
) {
    let mut gone = vec![false; words.len()];
    let mut added = Vec::new();
    let usual = usual_size(words);
    for (number, spot) in spots.iter().enumerate() {
        let (start, end) = (starts[number], starts.get(number + 1).copied());
        let inside = |word: &&HocrWord| {
            let middle = word.rect.mid_y();
            middle >= start as f32 - 1.0 && end.is_none_or(|end| middle < end as f32)
        };
        let second: Vec<&HocrWord> = read.iter().filter(inside).collect();
        let Some(sure) = second.iter().map(|word| word.confidence).min() else {
            continue;
        };
        let text = |words: &mut dyn Iterator<Item = &str>| words.collect::<Vec<_>>().join(" ");
        let said = text(&mut second.iter().map(|word| word.text.as_str()));
        let before = text(&mut spot.words.iter().map(|at| words[*at].text.as_str()));
        let first = spot.words.iter().map(|at| words[*at].confidence).min();
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if letters(&said) == letters(&before) {
            // Seen twice.
            for at in &spot.words {
                words[*at].confidence = words[*at].confidence.max(sure);
            }
            continue;
        }
        if alike_alone(&said, &before) {
            continue;
        }
        // Two readings of a number that differ make it no surer: it is doubted, and keeps its text.
        let number = numbers_differ(&said, &before);
        if number && first.is_some_and(|first| first >= HARDLY_READ) {
            for at in &spot.words {
                words[*at].confidence = words[*at].confidence.min(DOUBTED);
            }
            continue;
        }
        // A spot of ink that is no word may be anything, and so may be read as any letter.
        let letters = said.chars().filter(|c| c.is_alphanumeric()).count();
        if spot.words.is_empty() && letters < LETTERS_IN_INK {
            continue;
        }
        let surer = first.is_none_or(|first| sure >= first.saturating_add(SURER));
        if sure < SURE || !surer || !said.contains(char::is_alphanumeric) {
            continue;
        }
        let model = spot.words.first().map(|at| words[*at].clone());
        for at in &spot.words {
            gone[*at] = true;
        }
        let mut before = Some(before);
        added.extend(second.iter().map(|word| ReadWord {
            before: before.take(),
            confidence: if number {
                word.confidence.min(DOUBTED)
            } else {
                word.confidence
            },
            ..placed(word, spot, start, picture, model.as_ref(), usual)
        }));
    }
    let mut gone = gone.iter();
    words.retain(|_| gone.next() == Some(&false));
    let first = words.len();
    words.extend(spaces::settled(added, picture));
    doubt_narrow(&mut words[first..]);
}

/// Whether two readings of a place that has figures are not the same figures.
fn numbers_differ(said: &str, before: &str) -> bool {
    let figures = |text: &str| {
        let figures = text.chars().filter(char::is_ascii_digit);
        figures.collect::<String>()
    };
    let first = figures(before);
    !first.is_empty() && figures(said) != first
}

/// Whether two readings are one letter that nothing beside it tells apart: cut out alone it has no case, and a bar may be any of
/// several letters. On its line it stood among others.
fn alike_alone(a: &str, b: &str) -> bool {
    let only = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().filter(|_| letters.as_str().is_empty())?;
        Some(if bars::READ_AS.contains(&first) || first == 'I' {
            vec!['|']
        } else {
            first.to_lowercase().collect()
        })
    };
    only(a).is_some_and(|own| only(b) == Some(own))
}

/// The size that most words have.
fn usual_size(words: &[ReadWord]) -> f32 {
    let mut sizes: Vec<f32> = words.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// A word of the sheet on its page. It has the look of the first reading, `model`.
fn placed(
    word: &HocrWord,
    spot: &Spot,
    start: usize,
    picture: &Picture,
    model: Option<&ReadWord>,
    usual: f32,
) -> ReadWord {
    let scale = 72.0 / picture.dpi;
    let area = Area::of(picture, spot);
    let margin = WHITE_AROUND * picture.dpi / 72.0;
    let x = |at: f32| ((at - margin.floor()) / ENLARGED as f32 + area.left as f32) * scale;
    let y = |at: f32| ((at - start as f32) / ENLARGED as f32 + area.top as f32) * scale;
    let rect = Rect::new(
        x(word.rect.x0),
        y(word.rect.y0),
        x(word.rect.x1),
        y(word.rect.y1),
    );
    ReadWord {
        text: word.text.clone(),
        rect,
        base: model.map_or(y(word.base), |model| model.base),
        size: model.map_or(usual, |model| model.size),
        bold: model.is_some_and(|model| model.bold),
        confidence: word.confidence,
        before: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_are_read_in_two_ways_differ() {
        assert!(numbers_differ("1,5 20", "1,5 %"));
        assert!(!numbers_differ("2,7 %", "2:7 %"));
        assert!(!numbers_differ("12", "l"));
    }

    #[test]
    fn a_letter_cut_out_alone_has_no_case() {
        for (a, b, alike) in [
            ("i", "I", true),
            ("1", "I", true),
            ("V", "v", true),
            ("Å", "å", true),
            ("V", "W", false),
            ("12", "I2", false),
            ("ii", "II", false),
        ] {
            assert_eq!(alike_alone(a, b), alike, "{a} {b}");
        }
    }
}
