//! Ruling lines of a page: strokes and thin fills, collinear pieces merged, their joints kept.
//!
//! A joint (where two pieces of one line meet) is a witness of its own: a program that draws each cell's border by
//! itself shows the columns there, even where no vertical line is drawn.

use crate::geometry::Rect;
use crate::pdf::{PageContent, RuleSource};

/// How far apart two pieces of one line may be, in points.
const TOUCH: f32 = 2.5;

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

/// Collects the ruling lines of a page. `underlines` are the boxes of the words: a line that hugs a word's baseline and is
/// no wider than the words there is an underline.
#[must_use]
pub fn ruling(page: &PageContent, words: &[Vec<crate::words::word::Word>]) -> Ruling {
    let mut horizontal = Vec::new();
    let mut vertical = Vec::new();
    for rule in page
        .rules
        .iter()
        .filter(|rule| rule.source != RuleSource::FillEdge)
    {
        let rect = &rule.rect;
        if rule.horizontal {
            if rect.width() > 4.0 {
                horizontal.push((rect.mid_y(), rect.x0, rect.x1));
            }
        } else if rect.height() > 4.0 {
            vertical.push((rect.mid_x(), rect.y0, rect.y1));
        }
    }
    // A piece of a cell's border may be as narrow as a word above it: only the whole line tells.
    let mut horizontal = merge(horizontal);
    horizontal.retain(|line| {
        let rect = Rect::new(line.from, line.at, line.to, line.at);
        !is_underline(&rect, words)
    });
    Ruling {
        horizontal,
        vertical: merge(vertical),
    }
}

fn is_underline(rule: &Rect, words: &[Vec<crate::words::word::Word>]) -> bool {
    words.iter().any(|line| {
        let mut covered: Option<Rect> = None;
        for word in line {
            let below = rule.mid_y() - word.base;
            if below > -0.5 && below < 0.3 * word.size && word.rect.overlap_x(rule) > 0.0 {
                covered = Some(covered.map_or(word.rect, |all| all.union(&word.rect)));
            }
        }
        covered.is_some_and(|all| rule.x0 > all.x0 - 2.0 && rule.x1 < all.x1 + 2.0)
    })
}

/// Merges collinear pieces that touch or overlap.
fn merge(mut pieces: Vec<(f32, f32, f32)>) -> Vec<Line> {
    pieces.sort_by(|a, b| {
        a.0.total_cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
    });
    // Pieces of one line may differ by a fraction of a point across it.
    let mut bundles: Vec<Vec<(f32, f32, f32)>> = Vec::new();
    for piece in pieces {
        match bundles.last_mut() {
            Some(bundle) if piece.0 - bundle[0].0 < 1.2 => bundle.push(piece),
            _ => bundles.push(vec![piece]),
        }
    }
    let mut lines = Vec::new();
    for mut bundle in bundles {
        bundle.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)));
        let mut current: Option<Line> = None;
        for (at, from, to) in bundle {
            match &mut current {
                Some(line) if from <= line.to + TOUCH => {
                    let meets = (from - line.to).abs() <= TOUCH && to > line.to + TOUCH;
                    if meets {
                        line.joints.push(f32::midpoint(from, line.to));
                    }
                    line.to = line.to.max(to);
                }
                _ => {
                    lines.extend(current.take());
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
