//! Titles of columns and names of groups that are set on their side in an upright table: their words are seated upright in
//! their cell, one below the other, so that the table takes them up as it takes up others.

use crate::drawing::rules::{Line, Ruling};
use crate::geometry::Rect;
use crate::page::tolerances::{
    MOST_TITLES, SAME_LINE, SEAT_LEADING, SEAT_REACH, TITLE_ABOVE, TITLE_LINE_GAP, TITLE_SHARED,
};
use crate::words::gaps::rect_of;
use crate::words::tolerances::{ASCENT, DESCENT};
use crate::words::word::{PageWords, TurnedRun, Word};

/// Lines of one title, in the order in which they are read.
struct Title {
    /// Direction of writing in degrees clockwise.
    angle: i16,
    /// Their box.
    rect: Rect,
    /// Font size in points.
    size: f32,
    /// The lines' places among the page's turned runs.
    runs: Vec<usize>,
}

/// Seats what stands in a table's cells, and takes it out of the page's turned text.
pub(super) fn seat(words: &mut PageWords, ruling: &Ruling) {
    let on_side = words.turned.iter().filter(|run| is_on_side(run)).count();
    if on_side == 0 || on_side > MOST_TITLES || words.lines.is_empty() {
        return;
    }
    let titles = titles(&words.turned);
    let upright: Vec<Rect> = words.lines.iter().flatten().map(|word| word.rect).collect();
    let drawn = |title: &Title| is_in_cell(&title.rect, ruling, &upright);
    let rows = rows(&titles);
    let open = in_row(&titles, &rows, &upright);
    let seated: Vec<(&Title, &Row)> = titles
        .iter()
        .zip(&rows)
        .zip(open)
        .filter(|((title, _), open)| *open || drawn(title))
        .map(|(seated, _)| seated)
        .collect();
    if seated.is_empty() {
        return;
    }
    let mut taken = vec![false; words.turned.len()];
    for (title, row) in seated {
        let mut parts: Vec<Word> = Vec::new();
        for run in &title.runs {
            taken[*run] = true;
            parts.extend(words.turned[*run].words.iter().cloned());
        }
        for line in stacked(parts, title, row.hangs) {
            let base = line[0].base;
            put(line, base, &mut words.lines);
        }
    }
    let mut taken = taken.into_iter();
    words.turned.retain(|_| !taken.next().unwrap_or(false));
}

fn is_on_side(run: &TurnedRun) -> bool {
    run.angle.rem_euclid(180) == 90
}

/// The runs that are set on their side, those of one title together.
fn titles(runs: &[TurnedRun]) -> Vec<Title> {
    let mut all: Vec<Title> = Vec::new();
    let mut order: Vec<usize> = (0..runs.len())
        .filter(|at| is_on_side(&runs[*at]))
        .collect();
    let left = |at: &usize| rect_of(&runs[*at].words).x0;
    order.sort_by(|a, b| left(a).total_cmp(&left(b)));
    for at in order {
        let run = &runs[at];
        let (rect, size) = (rect_of(&run.words), run.words[0].size);
        let near = |title: &&mut Title| {
            title.angle == run.angle
                && rect.x0 - title.rect.x1 < TITLE_LINE_GAP * size
                && rect.x0 > title.rect.x0
                && share(&rect, &title.rect) > TITLE_SHARED
        };
        match all.iter_mut().rev().find(near) {
            Some(title) => {
                title.rect = title.rect.union(&rect);
                title.runs.push(at);
            }
            None => all.push(Title {
                angle: run.angle,
                rect,
                size,
                runs: vec![at],
            }),
        }
    }
    for title in all.iter_mut().filter(|title| title.angle == 90) {
        // Lines of text that runs down the page follow each other from right to left.
        title.runs.reverse();
    }
    all
}

/// The share of the shorter one's height at which both stand.
fn share(one: &Rect, other: &Rect) -> f32 {
    one.overlap_y(other) / one.height().min(other.height()).max(f32::EPSILON)
}

/// Whether a drawn cell holds the title and nothing else: lines above and below it, one on its left or right, and other
/// cells beside.
fn is_in_cell(rect: &Rect, ruling: &Ruling, upright: &[Rect]) -> bool {
    let (x, y) = (rect.mid_x(), rect.mid_y());
    let over = |line: &&Line| line.from <= x && x <= line.to;
    let beside = |line: &&Line| line.from <= y && y <= line.to;
    let above = ruling.horizontal.iter().filter(over);
    let above = above.filter(|line| line.at < y).map(|line| line.at);
    let below = ruling.horizontal.iter().filter(over);
    let below = below.filter(|line| line.at > y).map(|line| line.at);
    let left = ruling.vertical.iter().filter(beside);
    let left = left.filter(|line| line.at < x).map(|line| line.at);
    let right = ruling.vertical.iter().filter(beside);
    let right = right.filter(|line| line.at > x).map(|line| line.at);
    let (Some(top), Some(bottom)) = (above.reduce(f32::max), below.reduce(f32::min)) else {
        return false;
    };
    let (left, right) = (left.reduce(f32::max), right.reduce(f32::min));
    if left.is_none() && right.is_none() {
        return false;
    }
    let cell = Rect::new(
        left.unwrap_or(f32::MIN),
        top,
        right.unwrap_or(f32::MAX),
        bottom,
    );
    let inside = |word: &&Rect| cell.contains(word.mid_x(), word.mid_y());
    upright.iter().find(inside).is_none()
}

/// For each title the heights between which those lie that stand beside it, and where most of them begin or end: at the
/// top or at the foot.
fn rows(titles: &[Title]) -> Vec<Row> {
    let row = |title: &Title| {
        let beside = |other: &&Title| {
            other.angle == title.angle && share(&other.rect, &title.rect) > TITLE_SHARED
        };
        let rects = titles.iter().filter(beside).map(|other| other.rect);
        let spread = |sides: &dyn Fn(&Rect) -> f32| {
            let sides = rects.clone().map(|rect| sides(&rect));
            let (low, high) = sides.fold((f32::MAX, f32::MIN), |(low, high), side| {
                (low.min(side), high.max(side))
            });
            high - low
        };
        Row {
            count: rects.clone().count(),
            foot: rects.clone().map(|rect| rect.y1).fold(f32::MIN, f32::max),
            hangs: spread(&|rect| rect.y0) + SAME_LINE < spread(&|rect| rect.y1),
        }
    };
    titles.iter().map(row).collect()
}

/// Titles that stand beside each other.
struct Row {
    /// How many they are.
    count: usize,
    /// Where the lowest ends.
    foot: f32,
    /// They begin at one height, and end at several.
    hangs: bool,
}

/// Which titles stand in a row of titles with upright words under them: a table's columns, though nothing is drawn.
fn in_row(titles: &[Title], rows: &[Row], upright: &[Rect]) -> Vec<bool> {
    let over = |(title, row): (&Title, &Row)| {
        let rect = &title.rect;
        let near = |word: &&Rect| {
            word.y0 > rect.mid_y()
                && word.y0 - row.foot < TITLE_ABOVE * title.size
                && word.x0 < rect.x1 + title.size
                && word.x1 > rect.x0 - title.size
        };
        let below = upright.iter().filter(near).map(|word| word.y0);
        below.reduce(f32::min)
    };
    let under: Vec<Option<f32>> = titles.iter().zip(rows).map(over).collect();
    let beside = |(at, title): (usize, &Title)| {
        let others = || titles.iter().zip(&under).enumerate();
        rows[at].count > 1
            && under[at].is_some_and(|own| {
                others().any(|(other, (neighbour, below))| {
                    other != at
                        && neighbour.angle == title.angle
                        && share(&neighbour.rect, &title.rect) > TITLE_SHARED
                        && below.is_some_and(|below| (below - own).abs() < title.size)
                })
            })
    };
    titles.iter().enumerate().map(beside).collect()
}

/// The words upright within the title's box, the last at its foot, or the first at its head. As many share a line as must to
/// keep within it.
fn stacked(words: Vec<Word>, title: &Title, from_head: bool) -> Vec<Vec<Word>> {
    let leading = SEAT_LEADING * title.size;
    #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation)] // A few lines.
    let room = (title.rect.height() / leading).max(1.0) as usize;
    let count = words.len();
    let rows = count.min(room);
    let mut lines: Vec<Vec<Word>> = Vec::with_capacity(rows);
    let mut words = words.into_iter();
    #[allow(clippy::cast_precision_loss)] // A few lines.
    let first = if from_head {
        title.rect.y0 + ASCENT * title.size
    } else {
        title.rect.y1 - DESCENT * title.size - leading * (rows - 1) as f32
    };
    for row in 0..rows {
        let own = (row + 1) * count / rows - row * count / rows;
        #[allow(clippy::cast_precision_loss)] // A few lines.
        let base = first + leading * row as f32;
        #[allow(clippy::cast_precision_loss)] // A few words.
        let width = title.rect.width() / own as f32;
        let mut line = Vec::with_capacity(own);
        for (at, mut word) in words.by_ref().take(own).enumerate() {
            let parts = word.edit();
            #[allow(clippy::cast_precision_loss)] // A few words.
            let x = title.rect.x0 + width * at as f32;
            parts.rect = Rect::new(
                x,
                base - ASCENT * title.size,
                x + width,
                base + DESCENT * title.size,
            );
            parts.base = base;
            parts.first_advance = width;
            // The line that the page has does not end here.
            parts.space_after = !parts.text.ends_with('-');
            line.push(word);
        }
        lines.push(line);
    }
    lines
}

/// Puts words into the page's line of their baseline, or makes it.
fn put(words: Vec<Word>, base: f32, lines: &mut Vec<Vec<Word>>) {
    let size = words[0].size;
    let same = |line: &Vec<Word>| (line[0].base - base).abs() < SEAT_REACH * size;
    if let Some(line) = lines.iter_mut().find(|line| same(line)) {
        line.extend(words);
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        return;
    }
    let at = lines.partition_point(|line| line[0].base < base);
    lines.insert(at, words);
}
