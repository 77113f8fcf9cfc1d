//! How large words are set. Engines measure each line by itself, to a sample, and guess where it has few letters.

use crate::ocr::hocr::HocrWord;
use crate::ocr::tolerances::{
    BOX_FITS, CAPITAL_OF_SMALL, CAPITAL_WITH_SIGN, CAPITALS_OF_SMALL, CELL_APART,
    DESCENDER_OF_SMALL, GUESSED_LINE, HEIGHTS_MEASURED, HEIGHTS_OF_ONE_SIZE, LETTER_T, LIKE_LINE,
    OTHER_BASELINE, SAME_MEASURED,
};

/// The words with the size of a line beside theirs, where theirs was guessed and its letters are as high as that one's would be.
#[must_use]
pub fn believed(words: &[HocrWord]) -> Vec<HocrWord> {
    let mut believed = words.to_vec();
    let lines: Vec<&[HocrWord]> = words.chunk_by(|a, b| a.line == b.line).collect();
    let measured = measured(words);
    let capital = capital(words);
    let mut at = 0;
    for line in lines {
        let own = at..at + line.len();
        at = own.end;
        if letters(line) >= GUESSED_LINE {
            continue;
        }
        let Some(model) = beside(line, &measured) else {
            continue;
        };
        if misfit(line, model.x_height, capital) < misfit(line, line[0].x_height, capital) {
            for word in &mut believed[own] {
                (word.x_height, word.line_height) = (model.x_height, model.line_height);
            }
        }
    }
    for line in believed.chunk_by_mut(|a, b| a.line == b.line) {
        settle_bases(line, capital);
    }
    believed
}

/// Gives each cell of a line the baseline that its ink tells, if that is plainly another one than the line's: engines make one line
/// of a cell's text and of a value that stands half a line lower. Words whose box has ink of other lines go with their neighbours.
fn settle_bases(line: &mut [HocrWord], capital: f32) {
    let mut cells: Vec<Vec<(usize, Option<f32>)>> = Vec::new();
    for (at, word) in line.iter().enumerate() {
        let own = base(word, capital);
        let goes_on = cells.last().is_some_and(|cell| {
            let before = &line[at - 1];
            let apart = word.rect.x0 - before.rect.x1;
            let known = cell.iter().rev().find_map(|(_, base)| *base);
            let level = known
                .zip(own)
                .is_none_or(|(a, b)| (a - b).abs() <= OTHER_BASELINE * word.x_height);
            level && apart < CELL_APART * word.x_height && apart > -word.x_height
        });
        match cells.last_mut().filter(|_| goes_on) {
            Some(cell) => cell.push((at, own)),
            None => cells.push(vec![(at, own)]),
        }
    }
    for cell in cells {
        let mut told: Vec<f32> = cell.iter().filter_map(|(_, base)| *base).collect();
        told.sort_by(f32::total_cmp);
        let Some(own) = told.get(told.len() / 2).copied() else {
            continue;
        };
        for (at, _) in cell {
            let word = &mut line[at];
            if (own - word.base).abs() > OTHER_BASELINE * word.x_height {
                word.base = own;
            }
        }
    }
}

/// The baseline that a word's ink tells, if its box is that of its own letters.
fn base(word: &HocrWord, capital: f32) -> Option<f32> {
    // Feet of signs reach below the line as well.
    let plain = |ch: char| ch.is_alphanumeric() || "-+%.".contains(ch);
    let reach = reach(&word.text, capital).filter(|_| word.text.chars().all(plain))?;
    let fits = (word.rect.height() / (reach * word.x_height)).ln().abs() < BOX_FITS;
    fits.then(|| word.rect.y1 - foot(&word.text) * word.x_height)
}

fn letters(line: &[HocrWord]) -> usize {
    let letters = line.iter().flat_map(|word| word.text.chars());
    letters.filter(|ch| ch.is_alphanumeric()).count()
}

/// A word of the line that is nearest above, below or beside this one.
fn beside<'w>(line: &[HocrWord], others: &[&'w [HocrWord]]) -> Option<&'w HocrWord> {
    let first = line.first()?;
    let (left, right) = (first.rect.x0, line.last()?.rect.x1);
    let apart = |other: &[HocrWord]| (other[0].base - first.base).abs();
    let near = others.iter().filter(|other| {
        let shares = other[0].rect.x0 < right && left < other[other.len() - 1].rect.x1;
        let apart = apart(other);
        apart < LIKE_LINE * first.line_height && (shares || apart < first.x_height)
    });
    near.min_by(|a, b| apart(a).total_cmp(&apart(b)))
        .map(|line| &line[0])
}

/// The lines whose height engines do not guess.
fn measured(words: &[HocrWord]) -> Vec<&[HocrWord]> {
    let lines = words.chunk_by(|a, b| a.line == b.line);
    lines.filter(|line| letters(line) >= GUESSED_LINE).collect()
}

/// How far capitals, figures and ascenders of a page's measured lines reach, in heights of a small letter.
#[must_use]
pub fn capital(words: &[HocrWord]) -> f32 {
    let words = measured(words).into_iter().flatten();
    let plain = words.filter(|word| reach(&word.text, CAPITAL_OF_SMALL) == Some(CAPITAL_OF_SMALL));
    let mut reaches: Vec<f32> = plain
        .map(|word| word.rect.height() / word.x_height.max(1.0))
        .collect();
    reaches.sort_by(f32::total_cmp);
    reaches
        .get(reaches.len() / 2)
        .map_or(CAPITAL_OF_SMALL, |reach| {
            reach.clamp(CAPITALS_OF_SMALL.0, CAPITALS_OF_SMALL.1)
        })
}

/// How badly the heights of a line's words fit letters of this height, as a factor's logarithm.
fn misfit(line: &[HocrWord], x_height: f32, capital: f32) -> f32 {
    let fits = line.iter().filter_map(|word| {
        let reach = reach(&word.text, capital)?;
        Some((word.rect.height() / (reach * x_height)).ln().abs())
    });
    fits.fold(0.0, f32::max)
}

/// How high the ink of a word is, in heights of a small letter; `None` of one without letters.
pub(super) fn reach(text: &str, capital: f32) -> Option<f32> {
    let up = |ch: char| match ch {
        'Å' | 'Ä' | 'Ö' | 'É' | 'Ü' => CAPITAL_WITH_SIGN,
        't' => LETTER_T,
        'a' | 'c' | 'e' | 'g' | 'm'..='s' | 'u'..='z' => 1.0,
        _ => capital,
    };
    let letters = || text.chars().filter(|ch| ch.is_alphanumeric());
    let top = letters().map(up).reduce(f32::max)?;
    Some(top + foot(text))
}

/// How far the ink of a word reaches below the baseline, in heights of a small letter.
pub(super) fn foot(text: &str) -> f32 {
    if sinks(text) { DESCENDER_OF_SMALL } else { 0.0 }
}

/// Whether a text has letters that reach below the baseline.
fn sinks(text: &str) -> bool {
    text.contains(['g', 'j', 'p', 'q', 'y'])
}

/// The height of small letters in samples, of each word: the same for all those of one size. A page is set in few sizes, and an
/// engine measures them to a sample.
#[must_use]
pub fn x_heights(words: &[HocrWord]) -> Vec<f32> {
    let mut heights: Vec<f32> = words.iter().map(|word| word.x_height).collect();
    let letters: Vec<usize> = words.iter().map(|word| word.text.chars().count()).collect();
    let mut open: Vec<usize> = (0..words.len()).collect();
    let near = |own: f32, other: f32| {
        (own - other).abs() <= HEIGHTS_MEASURED.max(HEIGHTS_OF_ONE_SIZE * own)
    };
    while let Some(first) = open.first() {
        // The height that most letters have, give or take a sample.
        let weight = |height: f32| -> usize {
            let like = open
                .iter()
                .filter(|at| (words[**at].x_height - height).abs() < SAME_MEASURED);
            like.map(|at| letters[*at]).sum()
        };
        let start = (words[*first].x_height, weight(words[*first].x_height));
        let (peak, _) = open.iter().fold(start, |best, at| {
            let height = words[*at].x_height;
            let weight = weight(height);
            if weight > best.1 {
                (height, weight)
            } else {
                best
            }
        });
        let (own, rest): (Vec<usize>, Vec<usize>) = open
            .into_iter()
            .partition(|at| near(peak, words[*at].x_height));
        let all: usize = own.iter().map(|at| letters[*at]).sum();
        let sum: f32 = own
            .iter()
            .map(|at| words[*at].x_height * letters[*at] as f32)
            .sum();
        for at in own {
            heights[at] = sum / all.max(1) as f32;
        }
        open = rest;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    fn word(text: &str, line: usize, y: (f32, f32), base: f32, x_height: f32) -> HocrWord {
        HocrWord {
            text: text.to_owned(),
            rect: Rect::new(100.0, y.0, 200.0, y.1),
            base,
            line_height: 1.9 * x_height,
            x_height,
            line,
            confidence: 96,
        }
    }

    #[test]
    fn the_rest_of_a_broken_word_is_as_large_as_the_line_above() {
        let lines = [
            word("kronofogdemyndighe-", 1, (970.0, 1008.0), 1000.0, 19.7),
            word("ten", 2, (1028.0, 1051.0), 1051.0, 15.5),
        ];
        assert_eq!(believed(&lines)[1].x_height, 19.7);
    }

    /// Carlito's figures are 1.36 times as high as its small letters.
    #[test]
    fn a_year_below_a_heading_is_as_large_as_the_heading() {
        let lines = [
            word("Indikator", 1, (2669.0, 2696.0), 2695.0, 20.0),
            word("2026", 2, (2713.0, 2739.0), 2739.0, 17.4),
        ];
        assert_eq!(believed(&lines)[1].x_height, 20.0);
    }

    /// The engine's line is that of the name; its box is drawn over both.
    #[test]
    fn a_value_in_the_middle_of_two_lines_keeps_its_baseline() {
        let lines = [
            word("Enheten", 1, (1113.0, 1161.0), 1139.0, 19.0),
            word("analys", 1, (1113.0, 1146.0), 1139.0, 19.0),
            word("2026-06-03", 1, (1135.0, 1161.0), 1139.0, 19.0),
        ];
        let bases: Vec<f32> = believed(&lines).iter().map(|word| word.base).collect();
        assert_eq!(bases, [1139.0, 1139.0, 1161.0]);
    }

    /// `Tas` has a part of the line below in its box.
    #[test]
    fn a_cell_keeps_together_where_a_word_s_box_has_ink_of_two_lines() {
        let mut lines = [
            word("bidrag", 1, (1996.0, 2029.0), 2023.0, 19.0),
            word("Tas", 1, (1976.0, 2021.0), 2023.0, 19.0),
            word("fram", 1, (1974.0, 2000.0), 2023.0, 19.0),
            word("av", 1, (1981.0, 2001.0), 2023.0, 19.0),
        ];
        for (word, x) in lines.iter_mut().zip([
            (250.0, 340.0),
            (1252.0, 1304.0),
            (1316.0, 1392.0),
            (1406.0, 1444.0),
        ]) {
            (word.rect.x0, word.rect.x1) = x;
        }
        let bases: Vec<f32> = believed(&lines).iter().map(|word| word.base).collect();
        assert_eq!(bases, [2023.0, 2001.0, 2001.0, 2001.0]);
    }

    #[test]
    fn a_small_line_stays_small() {
        let lines = [
            word("Verksamhetsplan", 1, (950.0, 1008.0), 1000.0, 30.0),
            word("Sid 3", 2, (1028.0, 1051.0), 1051.0, 15.5),
        ];
        assert_eq!(believed(&lines)[1].x_height, 15.5);
    }
}
