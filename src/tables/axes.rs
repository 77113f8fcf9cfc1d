//! Labels of a chart's value axis: numbers below each other at equal steps, in value as in height, and nothing beside them.
//! They stand in no table, though a chart's frame may touch the table of its data.

use crate::tables::tolerances::{ALIGNED, AXIS_LABELS, AXIS_STEP, GUTTER_GAP, STEPS_VARY};
use crate::words::gaps::{rect_of, segments};
use crate::words::word::{Word, text_of};

/// A piece of a line that is a number.
struct Label {
    line: usize,
    /// First and end of its words in the line.
    words: std::ops::Range<usize>,
    right: f32,
    base: f32,
    size: f32,
    value: f64,
    alone: bool,
}

/// Takes the labels of value axes out of the lines, each as a line of its own.
#[must_use]
pub fn take(lines: &mut Vec<Vec<Word>>) -> Vec<Vec<Word>> {
    let mut all = labels(lines);
    // Of labels on one line the right ends tell them apart.
    all.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.right.total_cmp(&b.right)));
    if all.len() < AXIS_LABELS {
        return Vec::new();
    }
    let ends = ends(&all);
    let mut used = vec![false; all.len()];
    for first in 0..all.len() {
        if !used[first] {
            let axis = axis(&all, &ends, first, &used);
            axis.into_iter().for_each(|at| used[at] = true);
        }
    }
    let mut taken: Vec<(usize, std::ops::Range<usize>)> = (all.into_iter().zip(used))
        .filter(|(_, used)| *used)
        .map(|(label, _)| (label.line, label.words))
        .collect();
    // From the right, so that what is left of a label keeps its place.
    taken.sort_by_key(|(line, words)| (*line, std::cmp::Reverse(words.start)));
    let own = taken
        .into_iter()
        .map(|(line, words)| lines[line].drain(words).collect());
    let own = own.collect();
    lines.retain(|line| !line.is_empty());
    own
}

/// The numbers of the lines.
fn labels(lines: &[Vec<Word>]) -> Vec<Label> {
    let mut labels = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.iter().any(may_begin_number) {
            continue;
        }
        let mut start = 0;
        let alone = segments(line, GUTTER_GAP).nth(1).is_none();
        for piece in segments(line, GUTTER_GAP) {
            let words = start..start + piece.len();
            start = words.end;
            let Some(word) = piece.first().filter(|word| may_begin_number(word)) else {
                continue;
            };
            if let Some(value) = number(&text_of(piece)) {
                labels.push(Label {
                    line: at,
                    words,
                    right: rect_of(piece).x1,
                    base: word.base,
                    size: word.size,
                    value,
                    alone,
                });
            }
        }
    }
    labels
}

/// Whether a number may begin with the word, to be asked before a label's text is put together.
fn may_begin_number(word: &Word) -> bool {
    word.text
        .starts_with(|c: char| c.is_ascii_digit() || "+-–−.,".contains(c))
}

/// The number that a label is. Years count, too: an axis may pass 2000.
fn number(text: &str) -> Option<f64> {
    let bare = text.trim_end_matches(['%', ' ']);
    let plain = bare.chars().filter(|c| !c.is_whitespace());
    let plain = plain.map(|c| match c {
        '–' | '−' => '-',
        ',' => '.',
        other => other,
    });
    let plain: String = plain.collect();
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Where labels end, from left to right, and which do there, from top to bottom.
fn ends(all: &[Label]) -> Vec<(f32, Vec<usize>)> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].right.total_cmp(&all[*b].right));
    let same = |a: &usize, b: &usize| all[*a].right == all[*b].right;
    let groups = order.chunk_by(same);
    groups
        .map(|group| (all[group[0]].right, group.to_vec()))
        .collect()
}

/// The labels of the axis that begins with one, from its upper end down; none if it begins none.
fn axis(all: &[Label], ends: &[(f32, Vec<usize>)], first: usize, used: &[bool]) -> Vec<usize> {
    let top = &all[first];
    let from = ends.partition_point(|(right, _)| top.right - right >= ALIGNED);
    let aligned = ends[from..].iter();
    let aligned = aligned.take_while(|(right, _)| right - top.right < ALIGNED);
    let next = |after: usize| {
        let below = |(_, group): &(f32, Vec<usize>)| {
            let from = group.partition_point(|at| *at <= after);
            group[from..].iter().copied().find(|at| !used[*at])
        };
        aligned.clone().filter_map(below).min()
    };
    let Some(second) = next(first) else {
        return Vec::new();
    };
    let (step, fall) = (all[second].base - top.base, top.value - all[second].value);
    if fall <= 0.0 || step < top.size {
        return Vec::new();
    }
    let mut found = vec![first];
    let mut below = Some(second);
    while let Some(at) = below {
        let (last, label) = (&all[found[found.len() - 1]], &all[at]);
        let level =
            (label.base - last.base - step).abs() < (AXIS_STEP * step).max(STEPS_VARY * top.size);
        let even = (last.value - label.value - fall).abs() < f64::from(AXIS_STEP) * fall;
        if !level || !even {
            break;
        }
        found.push(at);
        below = next(at);
    }
    let beside = found.iter().filter(|at| !all[**at].alone).count();
    if found.len() < AXIS_LABELS || beside > 1 {
        return Vec::new();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    fn taken(lines: &[(&str, f32)]) -> Vec<String> {
        let mut lines: Vec<Vec<Word>> = (lines.iter().zip(1_u8..))
            .map(|((text, x), row)| words(text, *x, 20.0 * f32::from(row)))
            .collect();
        take(&mut lines).iter().map(|line| text_of(line)).collect()
    }

    #[test]
    fn numbers_that_fall_in_equal_steps_are_an_axis() {
        let axis = [("80%", 50.0), ("60%", 50.0), ("40%", 50.0), ("20%", 50.0)];
        assert_eq!(taken(&axis).len(), 4);
        // A column of a table rises, or falls unevenly.
        let rows = [("1", 50.0), ("2", 50.0), ("3", 50.0), ("4", 50.0)];
        assert!(taken(&rows).is_empty());
        let uneven = [("80%", 50.0), ("71%", 50.0), ("40%", 50.0), ("20%", 50.0)];
        assert!(taken(&uneven).is_empty());
    }
}
