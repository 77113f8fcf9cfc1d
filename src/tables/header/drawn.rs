//! Header rows shown by horizontal lines: a line drawn in pieces below words, and lines of equal extent below each other.

use crate::block::Witness;
use crate::drawing::rules::{Line, Ruling};
use crate::geometry::Rect;
use crate::tables::header_row::HeaderCandidate;
use crate::tables::page_lines::PageLines;
use crate::tables::tolerances;
use crate::words::gaps::{is_parted, rect_of};
use crate::words::typography::typical_size;
use crate::words::word::Word;

/// A line drawn in pieces below words: each piece is a cell's border.
#[must_use]
pub fn jointed(ruling: &Ruling, lines: &PageLines<'_>) -> Vec<HeaderCandidate> {
    let mut candidates: Vec<HeaderCandidate> = Vec::new();
    let jointed = ruling.horizontal.iter();
    for line in jointed.filter(|line| !line.joints.is_empty() && !within_header(line, ruling)) {
        if let Some(rect) = words_above(line, lines) {
            let mut edges = vec![line.from];
            edges.extend(&line.joints);
            edges.push(line.to);
            let witness = Witness::JointedRule;
            candidates.push(HeaderCandidate::new(rect, Some(edges), witness));
        }
    }
    candidates
}

/// Whether the line parts the two rows of a header row between lines that are longer: cells beside it stand in both rows.
fn within_header(line: &Line, ruling: &Ruling) -> bool {
    let meets = |other: &Line, at: f32| {
        let ends = [other.from, other.to];
        let mut places = other.joints.iter().chain(&ends);
        places.any(|place| (place - at).abs() < tolerances::JOINT)
    };
    let longer = |other: &Line| {
        let wider = other.from < line.from - tolerances::ONE_RULE
            || other.to > line.to + tolerances::ONE_RULE;
        wider
            && other.covers(line.from, line.to, tolerances::JOINT)
            && meets(other, line.from)
            && meets(other, line.to)
    };
    let near = |from: f32, to: f32| {
        let all = &ruling.horizontal;
        let first = all.partition_point(|other| other.at - line.at < from);
        let end = all.partition_point(|other| other.at - line.at <= to);
        all.get(first..end).unwrap_or_default().iter().any(|other| {
            let away = (other.at - line.at).abs();
            away > tolerances::ROWS_TOUCH && away < tolerances::MOST_ROW_HEIGHT && longer(other)
        })
    };
    let (least, most) = (tolerances::ROWS_TOUCH, tolerances::MOST_ROW_HEIGHT);
    near(least, most) && near(-most, -least)
}

/// Lines of equal extent below each other with cells between them, when nothing else shows a header row.
#[must_use]
pub fn parallel(ruling: &Ruling, lines: &PageLines<'_>) -> Vec<HeaderCandidate> {
    let mut candidates: Vec<HeaderCandidate> = Vec::new();
    let mut used = vec![false; ruling.horizontal.len()];
    for (at, first) in ruling.horizontal.iter().enumerate() {
        if used[at] || first.to - first.from < tolerances::LEAST_TABLE_WIDTH {
            continue;
        }
        let Some(second) = lines_below(ruling, at, &mut used, lines) else {
            continue;
        };
        if let Some(rect) = header_at(first, second, lines) {
            candidates.push(HeaderCandidate::new(rect, None, Witness::ParallelRules));
        }
    }
    candidates
}

/// The next line of the same extent below, if the two are of one table. All those of the table are used from then on.
fn lines_below<'r>(
    ruling: &'r Ruling,
    at: usize,
    used: &mut [bool],
    lines: &PageLines<'_>,
) -> Option<&'r Line> {
    let first = &ruling.horizontal[at];
    let mut second = None;
    let mut last = first.at;
    let mut size: Option<f32> = None;
    for (j, other) in ruling.horizontal.iter().enumerate().skip(at + 1) {
        if other.at - last > tolerances::MOST_BETWEEN_RULES {
            break;
        }
        let same = (other.from - first.from).abs() < tolerances::PARALLEL_ENDS
            && (other.to - first.to).abs() < tolerances::PARALLEL_ENDS;
        if used[j] || !same {
            continue;
        }
        // Text of another size between two lines: the lines are of two tables.
        let between = lines.words_in(&Rect::new(first.from, last, first.to, other.at));
        let own = typical_size(between.iter().flatten());
        let other_text = between.iter().any(|line| {
            let expected = size.unwrap_or(own);
            (typical_size(line.iter()) - expected).abs() > tolerances::RULED_TEXT_SIZE
        });
        if other_text {
            break;
        }
        if !between.is_empty() {
            size.get_or_insert(own);
        }
        used[j] = true;
        last = other.at;
        second.get_or_insert(other);
    }
    second
}

/// The box of the header row above the first of two lines, or between them.
fn header_at(first: &Line, second: &Line, lines: &PageLines<'_>) -> Option<Rect> {
    let above = words_above(first, lines).filter(|rect| {
        let words = lines.words_in(rect);
        words
            .iter()
            .any(|line| is_parted(line, tolerances::CLEAR_CELL_GAP))
    });
    if above.is_some() {
        return above;
    }
    let words = lines.words_in(&Rect::new(first.from, first.at, first.to, second.at));
    let cells = |line: &Vec<Word>| is_parted(line, tolerances::HEADER_CELL_GAP);
    let boxes = words.iter().map(|line| rect_of(line));
    boxes
        .reduce(|a, b| a.union(&b))
        .filter(|_| words.iter().any(cells))
}

/// The box of the words that stand directly above the line, as far up as lines follow each other closely.
fn words_above(line: &Line, lines: &PageLines<'_>) -> Option<Rect> {
    let mut rect: Option<Rect> = None;
    let mut seen: Option<(f32, bool)> = None;
    let mut top = line.at;
    let lowest = line.at + tolerances::BASELINE_ON_RULE;
    for words in lines.down_to(lowest).iter().rev() {
        let inside: Vec<Word> = words
            .iter()
            .filter(|w| w.rect.mid_x() > line.from && w.rect.mid_x() < line.to && w.base <= lowest)
            .cloned()
            .collect();
        let Some(size) = inside.first().map(|word| word.size) else {
            continue;
        };
        let look = (
            typical_size(inside.iter()),
            inside.iter().all(|word| word.bold),
        );
        // A caption above the header row looks different.
        let other = seen.is_some_and(|(other, bold): (f32, bool)| {
            (other - look.0).abs() > tolerances::HEADER_LOOK_SIZE || bold && !look.1
        });
        if other {
            break;
        }
        seen = Some(look);
        let own = rect_of(&inside);
        // Cells side by side above the first line are an upper row of the header row; a lone text may be a caption.
        let row = look.1 && is_parted(&inside, tolerances::HEADER_CELL_GAP);
        let reach = match rect {
            None => tolerances::RULE_BELOW_WORDS,
            Some(_) if row => tolerances::UPPER_ROW_GAP,
            Some(_) => tolerances::WRAPPED_LINE_GAP,
        };
        if top - own.y1 > reach * size {
            break;
        }
        rect = Some(rect.map_or(own, |all| all.union(&own)));
        top = own.y0;
    }
    rect
}
