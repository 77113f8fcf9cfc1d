//! Ruling lines of a page: strokes and thin fills, collinear pieces merged, their joints kept.
//!
//! A joint (where two pieces of one line meet) is a witness of its own: a program that draws each cell's border by
//! itself shows the columns there, even where no vertical line is drawn.

use crate::drawing::tolerances::{
    ONE_RULE_ACROSS, PIECES_TOUCH, SHORTEST_RULE, UNDERLINE_ABOVE, UNDERLINE_BELOW,
    UNDERLINE_BEYOND, UNDERLINED_GAP,
};
use crate::geometry::Rect;
use crate::pdf::{PageContent, RuleSource};
use crate::spatial::SpatialIndex;
use crate::words::word::Word;

/// A line in one direction. For a horizontal one `at` is y and `from..to` is x; for a vertical one the other way.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Position across the line.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// Where pieces met, ascending, ends left out.
    pub joints: Vec<f32>,
}

impl Line {
    /// Whether the line covers the stretch, give or take the tolerance at each end.
    #[must_use]
    pub fn covers(&self, from: f32, to: f32, tolerance: f32) -> bool {
        self.from <= from + tolerance && self.to >= to - tolerance
    }
}

/// All lines of a page.
#[derive(Debug, Clone, Default)]
pub struct Ruling {
    /// Horizontal lines from top to bottom.
    pub horizontal: Vec<Line>,
    /// Vertical lines from left to right.
    pub vertical: Vec<Line>,
}

/// Collects the ruling lines of a page. A line that hugs a baseline of the words and is no wider than the words there is an
/// underline, and none of them.
#[must_use]
pub fn ruling(page: &PageContent, words: &[Vec<Word>]) -> Ruling {
    let mut horizontal = Vec::new();
    let mut vertical = Vec::new();
    for rule in page
        .rules
        .iter()
        .filter(|rule| rule.source != RuleSource::FillEdge)
    {
        let rect = &rule.rect;
        if rule.horizontal {
            horizontal.push((rect.mid_y(), rect.x0, rect.x1));
        } else {
            vertical.push((rect.mid_x(), rect.y0, rect.y1));
        }
    }
    // A piece of a cell's border may be as narrow as a word above it: only the whole line tells.
    let mut horizontal = merge(horizontal);
    if !horizontal.is_empty() {
        let heights = Heights::of(horizontal.iter().map(|line| line.at));
        let baselines = Baselines::of(words, &heights);
        horizontal.retain(|line| {
            let rect = Rect::new(line.from, line.at, line.to, line.at);
            !baselines.underlined_by(&rect)
        });
    }
    Ruling {
        horizontal,
        vertical: merge(vertical),
    }
}

/// Heights of horizontal lines. Few words lie at one, and only those need be looked at further.
pub(crate) struct Heights(Vec<f32>);

impl Heights {
    pub(crate) fn of(heights: impl Iterator<Item = f32>) -> Self {
        let mut heights: Vec<f32> = heights.collect();
        heights.sort_by(f32::total_cmp);
        Self(heights)
    }

    /// Whether a line lies at the height of the box.
    pub(crate) fn meet(&self, area: &Rect) -> bool {
        let first = self.0.partition_point(|at| *at < area.y0);
        self.0.get(first).is_some_and(|at| *at <= area.y1)
    }
}

/// Where underlines of words may lie.
struct Baselines<'w> {
    /// Each word with its line's number.
    words: Vec<(usize, &'w Word)>,
    /// Strips around the words' baselines, by the words' numbers.
    strips: SpatialIndex,
}

impl<'w> Baselines<'w> {
    /// How far strips reach beyond where underlines may lie, in points: rounding.
    const SPARE: f32 = 1.0;

    /// Of the words of lines those that a ruling line may underline.
    fn of(lines: &'w [Vec<Word>], heights: &Heights) -> Self {
        let strip = |word: &Word| {
            Rect::new(
                word.rect.x0,
                word.base - UNDERLINE_ABOVE - Self::SPARE,
                word.rect.x1,
                word.base + UNDERLINE_BELOW * word.size + Self::SPARE,
            )
        };
        let numbered = lines.iter().enumerate();
        let words: Vec<(usize, &Word)> = numbered
            .flat_map(|(number, line)| line.iter().map(move |word| (number, word)))
            .filter(|(_, word)| heights.meet(&strip(word)))
            .collect();
        let strips = SpatialIndex::new(words.iter().map(|(_, word)| strip(word)));
        Self { words, strips }
    }

    /// Whether a rule hugs the baseline of words of one line and is no wider than they are together.
    fn underlined_by(&self, rule: &Rect) -> bool {
        let hugs = |word: &Word| {
            let below = rule.mid_y() - word.base;
            below > -UNDERLINE_ABOVE
                && below < UNDERLINE_BELOW * word.size
                && word.rect.overlap_x(rule) > 0.0
        };
        let near = self.strips.meeting(*rule);
        let mut near: Vec<(usize, &Word)> = near
            .filter_map(|number| self.words.get(number as usize).copied())
            .filter(|(_, word)| hugs(word))
            .collect();
        near.sort_by(|a, b| {
            let left = |word: &Word| word.rect.x0;
            a.0.cmp(&b.0).then(left(a.1).total_cmp(&left(b.1)))
        });
        // Words far apart stand in cells of their own: what reaches under several of them is a row's line.
        let own = |one: &(usize, &Word), other: &(usize, &Word)| {
            let gap = other.1.rect.x0 - one.1.rect.x1;
            one.0 == other.0 && gap < UNDERLINED_GAP * one.1.size.max(other.1.size)
        };
        let mut runs = near.chunk_by(own);
        runs.any(|words| {
            let boxes = words.iter().map(|(_, word)| word.rect);
            let covered = boxes
                .reduce(|all, rect| all.union(&rect))
                .unwrap_or_default();
            rule.x0 > covered.x0 - UNDERLINE_BEYOND && rule.x1 < covered.x1 + UNDERLINE_BEYOND
        })
    }
}

/// Merges collinear pieces that touch or overlap. Short ones are no lines, but where a program draws the corners of cells by
/// themselves, they lead from one piece of a line to the next.
fn merge(pieces: Vec<(f32, f32, f32)>) -> Vec<Line> {
    let is_long = |(_, from, to): &(f32, f32, f32)| to - from > SHORTEST_RULE;
    let (mut pieces, short): (Vec<_>, Vec<_>) = pieces.into_iter().partition(is_long);
    pieces.sort_by(|a, b| {
        a.0.total_cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
    });
    // Pieces of one line may differ by a fraction of a point across it.
    let mut bundles: Vec<Vec<(f32, f32, f32)>> = Vec::new();
    for piece in pieces {
        match bundles.last_mut() {
            Some(bundle) if piece.0 - bundle[0].0 < ONE_RULE_ACROSS => bundle.push(piece),
            _ => bundles.push(vec![piece]),
        }
    }
    for piece in short {
        let home = bundles.partition_point(|bundle| bundle[0].0 - piece.0 < ONE_RULE_ACROSS);
        let home = home.checked_sub(1).and_then(|home| bundles.get_mut(home));
        if let Some(bundle) = home.filter(|bundle| piece.0 - bundle[0].0 < ONE_RULE_ACROSS) {
            bundle.push(piece);
        }
    }
    let mut lines = Vec::new();
    for mut bundle in bundles {
        bundle.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)));
        let mut current: Option<Line> = None;
        // How far short pieces lead on from the line.
        let mut reach = f32::NEG_INFINITY;
        for (at, from, to) in bundle {
            if to - from <= SHORTEST_RULE {
                let end = current.as_ref().map_or(f32::NEG_INFINITY, |line| line.to);
                if from <= end.max(reach) + PIECES_TOUCH {
                    reach = reach.max(to);
                }
                continue;
            }
            match &mut current {
                Some(line) if from <= line.to.max(reach) + PIECES_TOUCH => {
                    let end = line.to.max(reach);
                    let meets = (from - end).abs() <= PIECES_TOUCH && to > end + PIECES_TOUCH;
                    if meets {
                        line.joints.push(f32::midpoint(from, line.to));
                    }
                    line.to = line.to.max(to);
                }
                _ => {
                    lines.extend(current.take());
                    reach = f32::NEG_INFINITY;
                    current = Some(Line {
                        at,
                        from,
                        to,
                        joints: Vec::new(),
                    });
                }
            }
        }
        lines.extend(current);
    }
    lines.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    lines
}

/// Positions closer than the tolerance become one, their mean; ascending.
#[must_use]
pub fn cluster(mut values: Vec<f32>, tolerance: f32) -> Vec<f32> {
    values.retain(|v| v.is_finite());
    values.sort_by(f32::total_cmp);
    let mut clusters: Vec<(f32, f32, u16)> = Vec::new();
    for value in values {
        match clusters.last_mut() {
            Some((sum, last, count)) if value - *last <= tolerance && *count < u16::MAX => {
                *sum += value;
                *last = value;
                *count += 1;
            }
            _ => clusters.push((value, value, 1)),
        }
    }
    clusters
        .into_iter()
        .map(|(sum, _, count)| sum / f32::from(count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn short_pieces_lead_from_one_piece_of_a_line_to_the_next() {
        let line = |pieces: &[(f32, f32)]| -> Vec<(f32, f32)> {
            let pieces = pieces.iter().map(|(from, to)| (70.0, *from, *to)).collect();
            merge(pieces)
                .iter()
                .map(|line| (line.from, line.to))
                .collect()
        };
        let corner = (20.0, 23.0);
        assert_eq!(
            line(&[(0.0, 20.0), (23.0, 40.0)]),
            [(0.0, 20.0), (23.0, 40.0)]
        );
        assert_eq!(line(&[(0.0, 20.0), corner, (23.0, 40.0)]), [(0.0, 40.0)]);
        // By themselves they are nothing, and they make no line longer.
        assert!(line(&[corner, (23.5, 26.0)]).is_empty());
        assert_eq!(line(&[(0.0, 20.0), corner]), [(0.0, 20.0)]);
    }
}
