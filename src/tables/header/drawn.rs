//! Headings shown by horizontal lines: a line drawn in pieces below words, and lines of equal extent below each other.

use crate::block::Witness;
use crate::drawing::rules::{Line, Ruling};
use crate::geometry::Rect;
use crate::tables::header::candidates::{HeaderCandidate, heading, words_in};
use crate::words::gaps::{is_parted, rect_of, segments};
use crate::words::typography::typical_size;
use crate::words::word::Word;

/// A line drawn in pieces below words: each piece is a cell's border.
#[must_use]
pub fn jointed(ruling: &Ruling, lines: &[Vec<Word>]) -> Vec<HeaderCandidate> {
    let mut headings: Vec<HeaderCandidate> = Vec::new();
    for line in ruling
        .horizontal
        .iter()
        .filter(|line| !line.joints.is_empty() && !within_heading(line, ruling))
    {
        if let Some(rect) = words_above(line, lines) {
            let mut edges = vec![line.from];
            edges.extend(&line.joints);
            edges.push(line.to);
            headings.push(heading(rect, Some(edges), Witness::JointedRule));
        }
    }
    headings
}

/// Whether the line parts the two rows of a heading between lines that are longer: cells beside it stand in both rows.
fn within_heading(line: &Line, ruling: &Ruling) -> bool {
    const ROW: f32 = 40.0;
    let meets = |other: &Line, at: f32| {
        let ends = [other.from, other.to];
        let mut places = other.joints.iter().chain(&ends);
        places.any(|place| (place - at).abs() < 2.0)
    };
    let longer = |other: &&Line| {
        let wider = other.from < line.from - 3.0 || other.to > line.to + 3.0;
        wider
            && other.covers(line.from, line.to, 2.0)
            && meets(other, line.from)
            && meets(other, line.to)
    };
    let near = |below: bool| {
        ruling.horizontal.iter().any(|other| {
            let away = if below {
                other.at - line.at
            } else {
                line.at - other.at
            };
            away > 4.0 && away < ROW && longer(&other)
        })
    };
    near(true) && near(false)
}

/// Lines of equal extent below each other with cells between them, when nothing else shows a heading.
#[must_use]
pub fn stacked(ruling: &Ruling, lines: &[Vec<Word>]) -> Vec<HeaderCandidate> {
    let mut headings: Vec<HeaderCandidate> = Vec::new();
    let mut used = vec![false; ruling.horizontal.len()];
    for (i, first) in ruling.horizontal.iter().enumerate() {
        if used[i] || first.to - first.from < 120.0 {
            continue;
        }
        let mut group = vec![first];
        let mut size: Option<f32> = None;
        for (j, other) in ruling.horizontal.iter().enumerate().skip(i + 1) {
            let same = (other.from - first.from).abs() < 4.0 && (other.to - first.to).abs() < 4.0;
            if used[j] || !same {
                continue;
            }
            // Text of another size between two lines: the lines are of two tables.
            let last = group[group.len() - 1].at;
            let between = words_in(lines, &Rect::new(first.from, last, first.to, other.at));
            let own = typical_size(between.iter().flatten());
            let other_text = between.iter().any(|line| {
                let expected = size.unwrap_or(own);
                (typical_size(line.iter()) - expected).abs() > 1.2
            });
            if other.at - last > 200.0 || other_text {
                break;
            }
            if !between.is_empty() {
                size.get_or_insert(own);
            }
            used[j] = true;
            group.push(other);
        }
        if group.len() < 2 {
            continue;
        }
        let between = Rect::new(first.from, group[0].at, first.to, group[1].at);
        let words = words_in(lines, &between);
        let cells = words
            .iter()
            .map(|line| segments(line, 0.5).count())
            .max()
            .unwrap_or(0);
        let above = words_above(first, lines).filter(|rect| {
            words_in(lines, rect)
                .iter()
                .any(|line| is_parted(line, 0.8))
        });
        if let Some(rect) = above {
            headings.push(heading(rect, None, Witness::ParallelRules));
        } else if cells > 1 {
            let rect = words
                .iter()
                .map(|line| rect_of(line))
                .reduce(|a, b| a.union(&b));
            headings.push(heading(
                rect.unwrap_or(between),
                None,
                Witness::ParallelRules,
            ));
        }
    }
    headings
}

/// The box of the words that stand directly above the line, as far up as lines follow each other closely.
fn words_above(line: &Line, lines: &[Vec<Word>]) -> Option<Rect> {
    let mut rect: Option<Rect> = None;
    let mut seen: Option<(f32, bool)> = None;
    let mut top = line.at;
    for words in lines.iter().rev() {
        let inside: Vec<Word> = words
            .iter()
            .filter(|w| {
                w.rect.mid_x() > line.from && w.rect.mid_x() < line.to && w.base <= line.at + 0.5
            })
            .cloned()
            .collect();
        let Some(size) = inside.first().map(|word| word.size) else {
            continue;
        };
        let look = (
            typical_size(inside.iter()),
            inside.iter().all(|word| word.bold),
        );
        // A caption above the heading looks different.
        let other = seen.is_some_and(|(other, bold): (f32, bool)| {
            (other - look.0).abs() > 0.6 || bold && !look.1
        });
        if other {
            break;
        }
        seen = Some(look);
        let own = rect_of(&inside);
        // Cells side by side above the first line are an upper row of the heading; a lone text may be a caption.
        let row = look.1 && is_parted(&inside, 0.5);
        let reach = match rect {
            None => 1.6,
            Some(_) if row => 1.0,
            Some(_) => 0.6,
        };
        if top - own.y1 > reach * size {
            break;
        }
        rect = Some(rect.map_or(own, |all| all.union(&own)));
        top = own.y0;
    }
    rect
}
