//! Gutters between columns of running text: white strips that run down through many lines, with text on both sides. The
//! gap in one line says little, for justified text has wide gaps and columns may stand close.

use crate::drawing::rules::Ruling;
use crate::page::tolerances::{
    BANDS_APART, COLUMN_LINES, COLUMN_WORDS, FULL_OF_TEN, FULL_WIDTH, MOST_STRIPS, SAME_GUTTER_ROW,
    SMALL_OF_TEN, STRIP_WIDTH,
};
use crate::words::gaps::{extent, rect_of};
use crate::words::word::Word;

/// A white strip between two columns of running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gutter {
    /// Its left and right edge.
    pub strip: (f32, f32),
    /// Top and bottom of the lines that it parts.
    pub y: (f32, f32),
    /// Left edge of the column to its left, and right edge of the one to its right.
    pub columns: (f32, f32),
}

impl Gutter {
    /// The middle between the columns.
    #[must_use]
    pub fn middle(&self) -> f32 {
        f32::midpoint(self.strip.0, self.strip.1)
    }

    /// Whether a line with this top and bottom stands at the gutter's height.
    #[must_use]
    pub fn is_beside(&self, (top, bottom): (f32, f32)) -> bool {
        let middle = f32::midpoint(top, bottom);
        self.y.0 < middle && middle < self.y.1
    }
}

/// A strip that the lines so far leave white.
#[derive(Clone)]
struct Strip {
    at: (f32, f32),
    /// The first and the last row that it parts: words stand on both sides in it.
    rows: (usize, usize),
}

/// The gutters of a page.
#[must_use]
pub fn gutters(lines: &[Vec<Word>], ruling: &Ruling) -> Vec<Gutter> {
    let rows = rows(lines);
    let mut found = strips(&rows);
    // Of strips that lie in each other the one that parts more lines counts.
    found.sort_by_key(|strip| std::cmp::Reverse(strip.rows.1 - strip.rows.0));
    found.truncate(MOST_STRIPS);
    let mut kept: Vec<Strip> = Vec::new();
    for strip in found {
        let on_other = kept
            .iter()
            .any(|other| share_rows(other, &strip) && overlap(other.at, strip.at));
        if !on_other {
            kept.push(strip);
        }
    }
    // Spaces that lie below each other in a few lines of one column are no gutter, and end no column beside one.
    for at in (0..kept.len()).rev() {
        if gutter(&kept[at], &kept, &rows, ruling).is_none() {
            kept.remove(at);
        }
    }
    let mut gutters: Vec<Gutter> = kept
        .iter()
        .filter_map(|strip| gutter(strip, &kept, &rows, ruling))
        .collect();
    gutters.sort_by(|a, b| a.strip.0.total_cmp(&b.strip.0));
    gutters
}

/// Parts the lines at the gutters.
#[must_use]
pub fn part_lines(lines: Vec<Vec<Word>>, gutters: &[Gutter]) -> Vec<Vec<Word>> {
    if gutters.is_empty() {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let y = extent(&line);
        let at: Vec<f32> = gutters
            .iter()
            .filter(|gutter| gutter.is_beside(y))
            .map(Gutter::middle)
            .collect();
        let column = |word: &Word| at.iter().filter(|x| **x < word.rect.mid_x()).count();
        parted.extend(
            line.chunk_by(|one, other| column(one) == column(other))
                .map(<[Word]>::to_vec),
        );
    }
    parted
}

/// The words of all lines that stand at one height, from left to right: columns are not always set on the same baselines.
fn rows(lines: &[Vec<Word>]) -> Vec<Vec<&Word>> {
    let mut sorted: Vec<&Vec<Word>> = lines.iter().filter(|line| !line.is_empty()).collect();
    sorted.sort_by(|a, b| a[0].base.total_cmp(&b[0].base));
    let mut rows: Vec<(f32, Vec<&Word>)> = Vec::new();
    for line in sorted {
        let (base, size) = (line[0].base, line[0].size);
        match rows.last_mut() {
            Some((first, row)) if base - *first < SAME_GUTTER_ROW * size => row.extend(line),
            _ => rows.push((base, line.iter().collect())),
        }
    }
    rows.into_iter()
        .map(|(_, mut row)| {
            row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
            row
        })
        .collect()
}

/// The white of a row: before its first word, between words, behind the last one.
fn whites(row: &[&Word]) -> Vec<(f32, f32)> {
    let mut whites = Vec::with_capacity(row.len() + 1);
    let mut reach = f32::NEG_INFINITY;
    for word in row {
        if word.rect.x0 > reach {
            whites.push((reach, word.rect.x0));
        }
        reach = reach.max(word.rect.x1);
    }
    whites.push((reach, f32::INFINITY));
    whites
}

/// All strips that run down through several rows.
fn strips(rows: &[Vec<&Word>]) -> Vec<Strip> {
    let mut ended: Vec<Strip> = Vec::new();
    let mut running: Vec<Strip> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for (number, row) in rows.iter().enumerate() {
        let top = row.iter().map(|w| w.base - w.size).fold(f32::MAX, f32::min);
        if top - bottom > BANDS_APART {
            ended.append(&mut running);
        }
        bottom = row.iter().map(|word| word.base).fold(0.0, f32::max);
        let least = STRIP_WIDTH * row.iter().map(|word| word.size).fold(0.0, f32::max);
        let whites = whites(row);
        let mut next: Vec<Strip> = Vec::new();
        for strip in running {
            let before = next.len();
            for white in &whites {
                let at = (strip.at.0.max(white.0), strip.at.1.min(white.1));
                if at.1 - at.0 > least && next.len() < MOST_STRIPS {
                    let both = white.0.is_finite() && white.1.is_finite();
                    let last = if both { number } else { strip.rows.1 };
                    next.push(Strip {
                        at,
                        rows: (strip.rows.0, last),
                    });
                }
            }
            if next.len() == before {
                ended.push(strip);
            }
        }
        for white in &whites {
            let inner = white.0.is_finite() && white.1.is_finite() && white.1 - white.0 > least;
            let known = next.iter().any(|strip| overlap(strip.at, *white));
            if inner && !known && next.len() < MOST_STRIPS {
                next.push(Strip {
                    at: *white,
                    rows: (number, number),
                });
            }
        }
        running = next;
    }
    ended.append(&mut running);
    ended.retain(|strip| strip.rows.1 - strip.rows.0 + 1 >= COLUMN_LINES);
    ended
}

fn overlap(one: (f32, f32), other: (f32, f32)) -> bool {
    one.0.max(other.0) < one.1.min(other.1)
}

fn share_rows(one: &Strip, other: &Strip) -> bool {
    one.rows.0.max(other.rows.0) <= one.rows.1.min(other.rows.1)
}

/// The gutter that a strip is, if running text stands on both sides.
fn gutter(strip: &Strip, all: &[Strip], rows: &[Vec<&Word>], ruling: &Ruling) -> Option<Gutter> {
    let others = || all.iter().filter(|other| share_rows(other, strip));
    let left = others()
        .filter(|other| other.at.1 <= strip.at.0)
        .map(|other| other.at.0)
        .fold(f32::NEG_INFINITY, f32::max);
    let right = others()
        .filter(|other| other.at.0 >= strip.at.1)
        .map(|other| other.at.1)
        .fold(f32::INFINITY, f32::min);
    let rows = rows.get(strip.rows.0..=strip.rows.1)?;
    let side = |from: f32, to: f32| -> Vec<Vec<Word>> {
        let inside = |word: &&&Word| word.rect.mid_x() > from && word.rect.mid_x() < to;
        let words = |row: &Vec<&Word>| row.iter().filter(inside).map(|w| (*w).clone()).collect();
        rows.iter().map(words).collect()
    };
    let (one, other) = (side(left, strip.at.0), side(strip.at.1, right));
    if !is_running_text(&one) || !is_running_text(&other) || is_table(&one, &other) {
        return None;
    }
    let filled = || one.iter().chain(&other).filter(|line| !line.is_empty());
    let top = filled().map(|line| extent(line).0).fold(f32::MAX, f32::min);
    let bottom = filled().map(|line| extent(line).1).fold(0.0, f32::max);
    let from = filled()
        .map(|line| rect_of(line).x0)
        .fold(f32::MAX, f32::min);
    let to = filled().map(|line| rect_of(line).x1).fold(0.0, f32::max);
    // Lines between rows run on over the columns.
    let over = ruling.horizontal.iter().filter(|rule| {
        rule.at > top && rule.at < bottom && rule.from < strip.at.0 && rule.to > strip.at.1
    });
    (over.count() < 2).then_some(Gutter {
        strip: strip.at,
        y: (top, bottom),
        columns: (from, to),
    })
}

/// Whether the lines of a column are running text: most fill it and hold words, and sentences go on from line to line.
fn is_running_text(lines: &[Vec<Word>]) -> bool {
    let lines: Vec<&Vec<Word>> = lines.iter().filter(|line| !line.is_empty()).collect();
    let width = |line: &[Word]| rect_of(line).width();
    let widest = lines.iter().map(|line| width(line)).fold(0.0, f32::max);
    let full = |line: &&&Vec<Word>| {
        let letters = |word: &&Word| word.text.contains(char::is_alphabetic);
        let words = line.iter().filter(letters).count();
        words >= COLUMN_WORDS && words * 2 > line.len() && width(line) > FULL_WIDTH * widest
    };
    let small = |line: &&&Vec<Word>| line[0].text.starts_with(char::is_lowercase);
    let (full, small) = (
        lines.iter().filter(full).count(),
        lines.iter().filter(small).count(),
    );
    lines.len() >= COLUMN_LINES
        && full * 10 >= lines.len() * FULL_OF_TEN
        && small * 10 >= lines.len() * SMALL_OF_TEN
}

/// Whether most of what begins on one side begins at the same height on the other: then they are the cells of rows. The
/// first lines tell nothing, for columns of text begin beside each other, too.
fn is_table(one: &[Vec<Word>], other: &[Vec<Word>]) -> bool {
    let (one, other) = (one.get(1..).unwrap_or(&[]), other.get(1..).unwrap_or(&[]));
    let begins = |line: &Vec<Word>| {
        let first = line.first();
        first.is_some_and(|word| !word.text.starts_with(char::is_lowercase))
    };
    let of = |lines: &[Vec<Word>]| lines.iter().filter(|line| begins(line)).count();
    let both = one
        .iter()
        .zip(other)
        .filter(|(a, b)| begins(a) && begins(b));
    let both = both.count();
    both > 1 && both * 2 > of(one).min(of(other))
}

#[cfg(test)]
mod tests {
    use super::{gutters, part_lines};
    use crate::drawing::rules::Ruling;
    use crate::words::testing::words;
    use crate::words::word::{Word, text_of};

    const LEFT: [&str; 6] = [
        "Skolan fick nya lokaler",
        "under hösten och eleverna",
        "flyttade in efter lovet",
        "som planerat. Arbetet blev",
        "dyrare än budget men",
        "klart i rätt tid till sist",
    ];
    const RIGHT: [&str; 6] = [
        "Parken öppnade i maj med",
        "lekplats och scen. Kvällarna",
        "lockade många besökare och",
        "ljudet störde få grannar",
        "enligt mätningen som gjordes",
        "av en konsult i juni månad",
    ];

    fn page(gap: f32, shift: f32) -> Vec<Vec<Word>> {
        let left = |line: &Vec<Word>| line[line.len() - 1].rect.x1;
        let mut lines = Vec::new();
        let right = LEFT.iter().map(|text| left(&words(text, 50.0, 0.0)));
        let right = right.fold(0.0, f32::max) + gap;
        for (row, (one, other)) in (0_u8..).zip(LEFT.iter().zip(RIGHT)) {
            let base = 100.0 + 12.0 * f32::from(row);
            let mut line = words(one, 50.0, base);
            let other = words(other, right, base + shift);
            if shift == 0.0 {
                line.extend(other);
                lines.push(line);
            } else {
                lines.extend([line, other]);
            }
        }
        lines
    }

    #[test]
    fn narrow_gutters_are_found_on_one_baseline_and_on_two() {
        for (gap, shift) in [(8.0, 0.0), (12.0, 0.0), (30.0, 0.0), (9.0, 3.0)] {
            let lines = page(gap, shift);
            let found = gutters(&lines, &Ruling::default());
            assert_eq!(found.len(), 1, "{gap} {shift}");
            let parted = part_lines(lines, &found);
            assert_eq!(parted.len(), 12);
            assert_eq!(text_of(&parted[0]), LEFT[0]);
            assert_eq!(text_of(&parted[1]), RIGHT[0]);
        }
    }

    #[test]
    fn spaces_of_one_column_are_no_gutter() {
        let lines: Vec<Vec<Word>> = (0_u8..)
            .zip(LEFT)
            .map(|(row, text)| words(text, 50.0, 100.0 + 12.0 * f32::from(row)))
            .collect();
        assert!(gutters(&lines, &Ruling::default()).is_empty());
    }

    #[test]
    fn cells_that_begin_beside_each_other_are_a_table() {
        let cells = [
            ("Gatan lagas om i år", "Kontoret svarar för det"),
            ("med ny asfalt överallt", "och följer upp i höst"),
            ("Torget får nya bänkar", "Parken svarar för dem"),
            ("och fler träd vid vägen", "samt sköter dem sedan"),
            ("Bron målas om helt nu", "Trafiken leds om då"),
            ("i grönt som förr i tiden", "under hela sommaren"),
        ];
        let lines: Vec<Vec<Word>> = (0_u8..)
            .zip(cells)
            .map(|(row, (one, other))| {
                let base = 100.0 + 12.0 * f32::from(row);
                let mut line = words(one, 50.0, base);
                line.extend(words(other, 200.0, base));
                line
            })
            .collect();
        assert!(gutters(&lines, &Ruling::default()).is_empty());
    }
}
