//! Ruling lines in a picture: found, and painted over so that no engine reads them as letters.

use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::ocr::ink::{Ink, Paper};
use crate::ocr::tolerances::{
    FAINT_BREAK, FAINT_COVERED, FAINT_CROSSED, FAINT_FOLLOWED, FAINT_ROWS, FAINT_THICK, RULE_BLUR,
    RULE_BREAK, RULE_COVERED, RULE_CROSSING, RULE_FOLLOWED, RULE_FOLLOWED_INK, RULE_THICK,
    RULE_THIN, RULES_TOUCH, SHORTEST_FAINT, SHORTEST_HORIZONTAL, SHORTEST_VERTICAL, STEM_END,
    STEM_HEIGHT,
};
use crate::pdf::Picture;

/// A ruling line found in a picture, in points on the upright page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RuleLine {
    /// Its area.
    pub rect: Rect,
    /// Level or upright.
    pub horizontal: bool,
}

/// A line in samples: along it from `from` up to `to`, across it from `first` through `last`.
#[derive(Debug, Clone, Copy)]
struct Found {
    from: usize,
    to: usize,
    first: usize,
    last: usize,
}

/// Finds the ruling lines of a picture and paints them over.
#[must_use]
pub fn take(picture: &mut Picture, paper: &Paper, ink: &Ink) -> Vec<RuleLine> {
    let scale = picture.dpi / 72.0;
    let samples = |points: f32| ((points * scale).round() as usize).max(1);
    let heights = ink.heights();
    let whole = |shortest| Measure::whole(samples, shortest);
    let faint = |shortest| Measure::faint(samples, shortest);
    let find = |ink: &Ink, heights: &[u8], shortest: f32, faintest: f32| {
        let mut found = lines(ink, heights, &whole(shortest));
        found.extend(lines(ink, heights, &faint(faintest)));
        joined(found, samples(RULE_BREAK))
    };
    let level = find(ink, &heights, SHORTEST_HORIZONTAL, SHORTEST_FAINT.0);
    let turned = ink.transposed();
    let widths = turned.heights();
    let mut upright = find(&turned, &widths, SHORTEST_VERTICAL, SHORTEST_FAINT.1);
    let touch = samples(RULES_TOUCH);
    upright.retain(|line| level.iter().any(|other| touches(line, other, touch)));
    let (stem, end) = (samples(STEM_HEIGHT), samples(STEM_END));
    upright.retain(|line| line.to - line.from >= stem || is_held(line, &level, end));
    let thick = samples(RULE_THICK);
    for line in &level {
        paint_level(picture, paper, &heights, line, thick);
    }
    for line in &upright {
        paint_upright(picture, paper, &widths, line, thick);
        let crossed = level.iter().filter(|other| touches(line, other, touch));
        for other in crossed {
            paint_crossing(picture, paper, line, other);
        }
    }
    let points = |from: usize, to: usize| (from as f32 / scale, to as f32 / scale);
    let rule = |line: &Found, horizontal: bool| {
        let (from, to) = points(line.from, line.to);
        let (first, last) = points(line.first, line.last + 1);
        let rect = if horizontal {
            Rect::new(from, first, to, last)
        } else {
            Rect::new(first, from, last, to)
        };
        RuleLine { rect, horizontal }
    };
    let level = level.iter().map(|line| rule(line, true));
    level
        .chain(upright.iter().map(|line| rule(line, false)))
        .collect()
}

/// Whether an upright line meets a level one.
fn touches(upright: &Found, level: &Found, touch: usize) -> bool {
    upright.last + touch >= level.from
        && upright.first <= level.to + touch
        && level.last + touch >= upright.from
        && level.first <= upright.to + touch
}

/// Whether an upright line ends at a level one on both sides.
fn is_held(upright: &Found, level: &[Found], end: usize) -> bool {
    let ends_at = |at: usize| {
        let end_of = Found {
            from: at,
            to: at,
            ..*upright
        };
        level.iter().any(|other| touches(&end_of, other, end))
    };
    ends_at(upright.from) && ends_at(upright.to)
}

/// What makes a line, in samples and percent.
struct Measure {
    gap: usize,
    crossing: usize,
    thick: usize,
    shortest: usize,
    covered: usize,
    thin: usize,
    crossed: usize,
    /// Rows that are looked at together.
    rows: usize,
    /// What it is followed by at a time, and how much of that must be ink.
    window: usize,
    pieces: usize,
    /// As thick as it may be altogether; `None` where it need only be longer than thick.
    most: Option<usize>,
}

impl Measure {
    fn whole(samples: impl Fn(f32) -> usize, shortest: f32) -> Self {
        Self {
            gap: samples(RULE_BREAK),
            crossing: samples(RULE_CROSSING),
            thick: samples(RULE_THICK),
            shortest: samples(shortest),
            covered: RULE_COVERED,
            thin: RULE_THIN,
            crossed: 100,
            rows: 1,
            window: samples(RULE_FOLLOWED),
            pieces: RULE_FOLLOWED_INK,
            most: None,
        }
    }

    fn faint(samples: impl Fn(f32) -> usize, shortest: f32) -> Self {
        let (covered, thin) = FAINT_COVERED;
        let (window, pieces) = FAINT_FOLLOWED;
        Self {
            gap: samples(FAINT_BREAK),
            thick: samples(FAINT_THICK),
            covered,
            thin,
            crossed: FAINT_CROSSED,
            rows: FAINT_ROWS,
            window: samples(window),
            pieces,
            // Dots are an area's grain where they do not lie in a row.
            most: Some(samples(RULE_THICK)),
            ..Self::whole(&samples, shortest)
        }
    }
}

/// The heights of one row, or of several together: of what stands above each other the highest.
fn together(heights: &[u8], width: usize, y: usize, rows: usize) -> Vec<u8> {
    let first = y.saturating_sub(rows / 2);
    let last = (y + rows / 2 + 1).min(heights.len() / width.max(1));
    let mut row = vec![0; width];
    for other in heights[first * width..last * width].chunks_exact(width.max(1)) {
        for (own, other) in row.iter_mut().zip(other) {
            *own = (*own).max(*other);
        }
    }
    row
}

/// Level lines of the ink; `heights` as [`Ink::heights`].
fn lines(ink: &Ink, heights: &[u8], measure: &Measure) -> Vec<Found> {
    let (gap, thick) = (measure.gap, measure.thick);
    let mut open: Vec<Found> = Vec::new();
    let mut done: Vec<Found> = Vec::new();
    for y in 0..ink.height {
        let runs = if measure.rows == 1 {
            runs(&heights[y * ink.width..(y + 1) * ink.width], measure)
        } else {
            runs(&together(heights, ink.width, y, measure.rows), measure)
        };
        // Lines that ended are done.
        let (rest, ended) = open.into_iter().partition(|line| line.last + gap >= y);
        open = rest;
        let ended: Vec<Found> = ended;
        done.extend(ended);
        for (from, to) in runs {
            let mut line = Found {
                from,
                to,
                first: y,
                last: y,
            };
            // It may join several that lay apart.
            open.retain(|other| {
                let apart = other.to + gap < line.from || line.to + gap < other.from;
                if !apart {
                    line.from = line.from.min(other.from);
                    line.to = line.to.max(other.to);
                    line.first = line.first.min(other.first);
                }
                apart
            });
            open.push(line);
        }
    }
    done.extend(open);
    let follow = Follow {
        ink,
        heights,
        measure,
    };
    for line in &mut done {
        follow.on(line);
    }
    let mut done = joined(done, gap.max(1));
    // What is thick altogether is an area.
    done.retain(|line| (line.last - line.first) * 4 < (line.to - line.from).max(4 * thick));
    let most = measure.most.unwrap_or(usize::MAX);
    done.retain(|line| line.last - line.first < most);
    done
}

/// Goes on along faint lines, of which a scanner left only pieces.
struct Follow<'a> {
    ink: &'a Ink,
    /// As [`Ink::heights`].
    heights: &'a [u8],
    measure: &'a Measure,
}

impl Follow<'_> {
    /// Makes a line as long as pieces of it follow each other.
    fn on(&self, line: &mut Found) {
        loop {
            let end = (line.to + self.measure.window).min(self.ink.width);
            let Some(last) = self.piece(line, line.to, end).map(|(_, last)| last) else {
                break;
            };
            line.to = last + 1;
        }
        loop {
            let start = line.from.saturating_sub(self.measure.window);
            let Some(first) = self.piece(line, start, line.from).map(|(first, _)| first) else {
                break;
            };
            line.from = first;
        }
    }

    /// First and last place of thin ink beside a line, where there is enough of it.
    fn piece(&self, line: &Found, from: usize, to: usize) -> Option<(usize, usize)> {
        let (mut first, mut last, mut count, mut thick) = (None, 0, 0, 0);
        let rows = line.first.saturating_sub(1)..(line.last + 2).min(self.ink.height);
        for x in from..to {
            let height = |y: usize| usize::from(self.heights[y * self.ink.width + x]);
            if rows
                .clone()
                .any(|y| height(y) > 0 && height(y) <= self.measure.thick)
            {
                first.get_or_insert(x);
                (last, count) = (x, count + 1);
            }
            thick += usize::from(rows.clone().any(|y| height(y) > self.measure.thick));
        }
        let length = (to - from).max(1);
        (count * 100 >= self.measure.pieces * length
            && thick * 100 <= self.measure.crossed * length)
            .then_some((first?, last))
    }
}

/// Lines that lie on each other are one.
fn joined(mut lines: Vec<Found>, gap: usize) -> Vec<Found> {
    lines.sort_by_key(|line| (line.first, line.from));
    let mut joined: Vec<Found> = Vec::with_capacity(lines.len());
    for line in lines {
        let same = joined.iter_mut().rev().find(|other| {
            let along = other.from <= line.to + gap && line.from <= other.to + gap;
            let across = other.first <= line.last + 1 && line.first <= other.last + 1;
            along && across
        });
        match same {
            Some(other) => {
                other.from = other.from.min(line.from);
                other.to = other.to.max(line.to);
                other.first = other.first.min(line.first);
                other.last = other.last.max(line.last);
            }
            None => joined.push(line),
        }
    }
    joined
}

/// Stretches of one row that are ink without much white in them.
fn runs(row: &[u8], measure: &Measure) -> Vec<(usize, usize)> {
    let thick = measure.thick;
    let mut runs = Vec::new();
    let mut x = 0;
    while x < row.len() {
        // A run begins with a thin sample.
        let Some(start) = row[x..]
            .iter()
            .position(|height| *height > 0 && usize::from(*height) <= thick)
        else {
            break;
        };
        let start = x + start;
        let (mut end, mut white, mut across) = (start, 0, 0);
        let (mut inked, mut thin, mut crossed) = (0, 0, 0);
        let mut at = start;
        while at < row.len() {
            let height = usize::from(row[at]);
            if height == 0 {
                white += 1;
            } else if height > thick {
                across += 1;
            } else {
                // What lay between belongs to the line.
                inked += 1 + across;
                crossed += across;
                thin += 1;
                (end, white, across) = (at + 1, 0, 0);
            }
            if white > measure.gap || across > measure.crossing {
                break;
            }
            at += 1;
        }
        let length = end - start;
        let covered = inked * 100 >= measure.covered * length
            && thin * 100 >= measure.thin * length
            && crossed * 100 <= measure.crossed * length;
        if length >= measure.shortest && covered {
            runs.push((start, end));
        }
        x = end.max(start + 1);
    }
    runs
}

/// Paints a level line over, but for letters that cross it.
fn paint_level(picture: &mut Picture, paper: &Paper, heights: &[u8], line: &Found, thick: usize) {
    let top = line.first.saturating_sub(RULE_BLUR);
    let bottom = (line.last + RULE_BLUR + 1).min(picture.height);
    let right = (line.to + RULE_BLUR).min(picture.width);
    for y in top..bottom {
        for x in line.from.saturating_sub(RULE_BLUR)..right {
            let at = y * picture.width + x;
            if usize::from(heights[at]) <= thick {
                picture.data[at] = paper.at(x, y);
            }
        }
    }
}

/// Paints over where an upright line and a level one cross: there neither is thin.
fn paint_crossing(picture: &mut Picture, paper: &Paper, upright: &Found, level: &Found) {
    let top = level.first.saturating_sub(RULE_BLUR);
    let bottom = (level.last + RULE_BLUR + 1).min(picture.height);
    let left = upright.first.saturating_sub(RULE_BLUR);
    let right = (upright.last + RULE_BLUR + 1).min(picture.width);
    for y in top..bottom {
        for x in left..right {
            picture.data[y * picture.width + x] = paper.at(x, y);
        }
    }
}

/// The same of an upright line; `widths` are of the transposed picture.
fn paint_upright(picture: &mut Picture, paper: &Paper, widths: &[u8], line: &Found, thick: usize) {
    let left = line.first.saturating_sub(RULE_BLUR);
    let right = (line.last + RULE_BLUR + 1).min(picture.width);
    let bottom = (line.to + RULE_BLUR).min(picture.height);
    for y in line.from.saturating_sub(RULE_BLUR)..bottom {
        for x in left..right {
            if usize::from(widths[x * picture.height + y]) <= thick {
                picture.data[y * picture.width + x] = paper.at(x, y);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper of 150 by 50 points at 300 samples in an inch, where this many samples of each eight of a line are ink.
    fn found(inked: usize, thick: usize) -> Vec<RuleLine> {
        let mut picture = Picture::paper(150.0, 50.0, 300.0, 1 << 20).unwrap();
        let width = picture.width;
        for y in 100..100 + thick {
            for x in (40..560).filter(|x| x % 8 < inked) {
                // Dots step up and down.
                picture.data[(y + x / 8 % 2) * width + x] = 0;
            }
        }
        let paper = Paper::of(&picture);
        let ink = Ink::of(&picture, &paper);
        take(&mut picture, &paper, &ink)
    }

    #[test]
    fn a_line_is_found_whole_or_in_dots_and_dots_that_lead_are_none() {
        for (inked, thick, lines) in [(8, 2, 1), (4, 2, 1), (1, 1, 0), (4, 5, 0)] {
            let found = found(inked, thick);
            assert_eq!(found.len(), lines, "{inked} {thick}: {found:?}");
        }
    }

    /// Paper with two level lines 20 points apart, and an upright stroke between these heights, in points.
    fn with_stroke(from: usize, to: usize) -> usize {
        let mut picture = Picture::paper(150.0, 50.0, 300.0, 1 << 20).unwrap();
        let width = picture.width;
        for x in 100..500 {
            for y in [50, 51, 133, 134] {
                picture.data[y * width + x] = 0;
            }
        }
        for y in from * 25 / 6..to * 25 / 6 {
            picture.data[y * width + 300..y * width + 306].fill(0);
        }
        let paper = Paper::of(&picture);
        let ink = Ink::of(&picture, &paper);
        let found = take(&mut picture, &paper, &ink);
        found.iter().filter(|line| !line.horizontal).count()
    }

    #[test]
    fn a_letter_s_stem_above_a_table_is_no_line() {
        assert_eq!(with_stroke(12, 32), 1);
        // A `j` that ends three points above a line, one between two lines, and a column's line that goes on below the last row.
        assert_eq!(with_stroke(17, 29), 0);
        assert_eq!(with_stroke(15, 30), 0);
        assert_eq!(with_stroke(12, 48), 1);
    }
}
