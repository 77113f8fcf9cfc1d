//! Column boundaries from the body: strips of text that stand below one another, given to the heading's cells in order.
//!
//! A heading's cell and the values below it need not overlap: headings that stand left over values that stand right leave
//! each value beside the next heading. So the strips are given to the headings as a whole, in the order of both, at the
//! least cost; where a strip overlaps a heading it costs nothing.

use crate::geometry::Rect;
use crate::tables::columns::boundary::boundary;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// Gaps wider than this share of the font size part two cells of a body line.
const CELL_GAP: f32 = 0.32;
/// A gap between a value and the next heading narrower than this share of the font size is that between two columns.
const COLUMN_GAP: f32 = 1.2;

/// A stretch of the page's width that text of the body fills.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Strip {
    from: f32,
    to: f32,
}

/// Boundaries between the heading's cells. `left` and `right` are the table's outer edges in points; only lines that look
/// like cells should be given as `body`. One boundary more than there are headings, ascending.
#[must_use]
pub fn boundaries(heading: &[Rect], body: &[&[Word]], left: f32, right: f32) -> Vec<f32> {
    let narrow: Vec<&[Word]> = body
        .iter()
        .filter(|line| !is_wide(line, heading))
        .copied()
        .collect();
    let strips = strips(&narrow);
    let given = give(&strips, heading, em(body));
    let mut edges = vec![left];
    for (j, pair) in heading.windows(2).enumerate() {
        let own = strips.iter().zip(&given);
        let end = own
            .clone()
            .filter(|(_, to)| **to == j)
            .map(|(strip, _)| strip.to)
            .fold(pair[0].x1, f32::max);
        let begin = own
            .filter(|(_, to)| **to == j + 1)
            .map(|(strip, _)| strip.from)
            .fold(pair[1].x0, f32::min);
        edges.push(if begin - end > 0.2 {
            between(end, begin, &pair[1])
        } else {
            boundary(&pair[0], &pair[1], body)
        });
    }
    edges.push(right.max(edges[edges.len() - 1] + 1.0));
    edges
}

/// Parts headings that stand so close that they look like one cell (`Beräknad budget 2023` `Prognos 2023`), where the body
/// has several strips below them and the heading's words a gap between the strips.
#[must_use]
pub fn split(heading: Vec<Rect>, lines: &[Vec<Word>], body: &[&[Word]]) -> Vec<Rect> {
    let narrow: Vec<&[Word]> = body
        .iter()
        .filter(|line| !is_wide(line, &heading))
        .copied()
        .collect();
    let strips = strips(&narrow);
    let em = em(body);
    let mut parted = Vec::new();
    for cell in heading {
        let own: Vec<Strip> = strips
            .iter()
            .filter(|strip| overlaps(strip, &cell))
            .copied()
            .collect();
        let mut rest = cell;
        for pair in own.windows(2) {
            if pair[1].from - pair[0].to < 0.6 * em {
                continue;
            }
            if let Some((end, begin)) = gap(lines, &rest, &pair[0], &pair[1]) {
                parted.push(Rect { x1: end, ..rest });
                rest = Rect { x0: begin, ..rest };
            }
        }
        parted.push(rest);
    }
    parted
}

/// White space through all the heading's lines in the cell, between the middles of both strips.
fn gap(lines: &[Vec<Word>], cell: &Rect, left: &Strip, right: &Strip) -> Option<(f32, f32)> {
    let (from, to) = (
        f32::midpoint(left.from, left.to),
        f32::midpoint(right.from, right.to),
    );
    let words: Vec<Rect> = lines
        .iter()
        .flatten()
        .map(|word| word.rect)
        .filter(|rect| rect.mid_x() > cell.x0 && rect.mid_x() < cell.x1)
        .collect();
    let mut best: Option<(f32, f32)> = None;
    for word in &words {
        let end = word.x1;
        if end < from || end > to || words.iter().any(|w| w.x0 < end - 0.1 && w.x1 > end + 0.1) {
            continue;
        }
        let begin = words
            .iter()
            .map(|w| w.x0)
            .filter(|x| *x > end)
            .fold(f32::INFINITY, f32::min);
        let wider = best.is_none_or(|(a, b)| begin - end > b - a);
        if begin.is_finite() && begin - end > 0.8 && begin < right.to && wider {
            best = Some((end, begin));
        }
    }
    best
}

/// The place of the boundary in the white space between two columns. Text of a column that begins at its heading's left end
/// begins there on other pages too, and what stands left of it may be longer there.
fn between(end: f32, begin: f32, heading: &Rect) -> f32 {
    let middle = f32::midpoint(end, begin);
    if (heading.x0 - begin).abs() < 1.0 {
        middle.max(begin - 4.0)
    } else {
        middle
    }
}

/// The common font size of the lines.
fn em(body: &[&[Word]]) -> f32 {
    crate::words::typography::typical_size(body.iter().flat_map(|line| line.iter())).max(1.0)
}

/// Whether the line runs over several headings as full-width text does.
fn is_wide(line: &[Word], heading: &[Rect]) -> bool {
    let over = |rect: &Rect, least: f32| {
        heading
            .iter()
            .filter(|cell| cell.overlap_x(rect) > least)
            .count()
    };
    let close = segments(line, CELL_GAP).any(|segment| over(&rect_of(segment), 1.0) > 1);
    let loose =
        segments(line, 0.8).any(|segment| segment.len() > 6 && over(&rect_of(segment), 1.0) > 2);
    close || loose
}

fn strips(body: &[&[Word]]) -> Vec<Strip> {
    let mut spans: Vec<Strip> = body
        .iter()
        .flat_map(|line| segments(line, CELL_GAP))
        .map(|segment| {
            let rect = rect_of(segment);
            Strip {
                from: rect.x0,
                to: rect.x1,
            }
        })
        .collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut strips: Vec<Strip> = Vec::new();
    for span in spans {
        match strips.last_mut() {
            Some(last) if span.from < last.to + 0.5 => last.to = last.to.max(span.to),
            _ => strips.push(span),
        }
    }
    strips
}

/// On which side of its heading a strip may stand that does not overlap it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// For each strip the heading that it belongs to: in order, at the least cost. All strips of a table that stand beside their
/// headings stand on the same side of them.
fn give(strips: &[Strip], heading: &[Rect], em: f32) -> Vec<usize> {
    let mut best: Option<(f32, Vec<usize>)> = None;
    for side in [Side::Right, Side::Left] {
        let (cost, given) = cheapest(strips, heading, side, em);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, given));
        }
    }
    best.map(|(_, given)| given).unwrap_or_default()
}

/// Dynamic programming over strips and headings: `costs[i][j]` is the least cost of giving the strips up to `i` so that `i`
/// goes to heading `j`.
fn cheapest(strips: &[Strip], heading: &[Rect], side: Side, em: f32) -> (f32, Vec<usize>) {
    const EMPTY: f32 = 0.7;
    let skipped = |count: usize| (0..count).fold(0.0, |sum, _| sum + EMPTY);
    let columns = heading.len();
    let mut costs: Vec<Vec<(f32, usize)>> = Vec::with_capacity(strips.len());
    for (i, strip) in strips.iter().enumerate() {
        let row = (0..columns)
            .map(|j| {
                let own = cost(strip, j, heading, side, em);
                let Some(before) = i.checked_sub(1).and_then(|i| costs.get(i)) else {
                    return (own + skipped(j), 0);
                };
                let shared =
                    if overlaps(strip, &heading[j]) && overlaps(&strips[i - 1], &heading[j]) {
                        0.2
                    } else {
                        2.0
                    };
                let (least, from) = (0..=j)
                    .map(|k| {
                        let step = if k == j { shared } else { skipped(j - k - 1) };
                        (before[k].0 + step, k)
                    })
                    .min_by(|a, b| a.0.total_cmp(&b.0))
                    .unwrap_or((0.0, j));
                (own + least, from)
            })
            .collect();
        costs.push(row);
    }
    let Some(last) = costs.last() else {
        return (0.0, Vec::new());
    };
    let end = (0..columns)
        .map(|j| (last[j].0 + skipped(columns - 1 - j), j))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((total, mut at)) = end else {
        return (0.0, Vec::new());
    };
    let mut given = vec![0; strips.len()];
    for i in (0..strips.len()).rev() {
        given[i] = at;
        at = costs[i][at].1;
    }
    (total, given)
}

fn overlaps(strip: &Strip, cell: &Rect) -> bool {
    strip.to.min(cell.x1) - strip.from.max(cell.x0) > 0.5
}

/// What it costs to give the strip to heading `j`.
fn cost(strip: &Strip, j: usize, heading: &[Rect], side: Side, em: f32) -> f32 {
    let own = &heading[j];
    if overlaps(strip, own) {
        return 0.0;
    }
    let other_side = |is: bool| if is { 2.0 } else { 0.0 };
    if strip.from >= own.x1 - 0.5 {
        // Right of its heading: nothing but white space may stand between it and the next one.
        let between = heading[j + 1..]
            .iter()
            .filter(|cell| cell.x0 < strip.to - 0.5)
            .count();
        let gap = heading.get(j + 1).map_or(0.0, |next| next.x0 - strip.to);
        let away = if gap < COLUMN_GAP * em {
            0.0
        } else {
            share(strip.from - own.x1, gap)
        };
        1.0 + away
            + 4.0 * f32::from(u8::try_from(between).unwrap_or(u8::MAX))
            + other_side(side == Side::Left)
    } else {
        let between = heading[..j]
            .iter()
            .filter(|cell| cell.x1 > strip.from + 0.5)
            .count();
        let gap = own.x0 - strip.to;
        let before = j
            .checked_sub(1)
            .map_or(f32::INFINITY, |j| strip.from - heading[j].x1);
        let away = if gap < COLUMN_GAP * em {
            1.0
        } else {
            share(gap, before)
        };
        1.0 + away
            + 4.0 * f32::from(u8::try_from(between).unwrap_or(u8::MAX))
            + other_side(side == Side::Right)
    }
}

/// How far from its own heading, as a share of the way between both: 0 near, 1 far.
fn share(own: f32, other: f32) -> f32 {
    if other.is_infinite() {
        return 0.0;
    }
    (own.max(0.0) / (own.max(0.0) + other.max(0.0)).max(0.1)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(from: f32, to: f32) -> Rect {
        Rect::new(from, 0.0, to, 10.0)
    }

    fn given(strips: &[(f32, f32)], heading: &[(f32, f32)]) -> Vec<usize> {
        let strips: Vec<Strip> = strips
            .iter()
            .map(|(from, to)| Strip {
                from: *from,
                to: *to,
            })
            .collect();
        let heading: Vec<Rect> = heading.iter().map(|(a, b)| cell(*a, *b)).collect();
        give(&strips, &heading, 10.0)
    }

    #[test]
    fn values_at_the_right_end_below_headings_at_the_left_end() {
        let heading = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0)];
        let strips = [(50.0, 280.0), (345.0, 395.0), (445.0, 495.0)];
        assert_eq!(given(&strips, &heading), [0, 1, 2]);
    }

    #[test]
    fn an_empty_last_column_takes_nothing_from_its_neighbour() {
        let heading = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0), (500.0, 540.0)];
        let strips = [(50.0, 280.0), (345.0, 395.0), (445.0, 495.0)];
        assert_eq!(given(&strips, &heading), [0, 1, 2]);
    }

    #[test]
    fn short_values_at_the_left_end_below_centred_headings() {
        let heading = [(120.0, 160.0), (330.0, 370.0), (430.0, 470.0)];
        let strips = [(50.0, 280.0), (302.0, 312.0), (402.0, 412.0)];
        assert_eq!(given(&strips, &heading), [0, 1, 2]);
    }

    #[test]
    fn an_empty_column_in_the_middle_stays_empty() {
        let heading = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0), (500.0, 540.0)];
        let strips = [(50.0, 280.0), (300.0, 330.0), (500.0, 530.0)];
        assert_eq!(given(&strips, &heading), [0, 1, 3]);
    }
}
