//! Column boundaries from the body: strips of text that stand below one another, given to the header row's cells in order.
//!
//! A title and the values below it need not overlap: titles that stand left over values that stand right leave each value
//! beside the next title. So the strips are given to the titles as a whole, in the order of both, at the least cost; where a
//! strip overlaps a title it costs nothing.

use crate::geometry::Rect;
use crate::tables::columns::boundary::{boundary, cell_gap};
use crate::tables::tolerances::{self, costs};
use crate::words::gaps::{rect_of, segments};
use crate::words::word::Word;

/// A stretch of the page's width that text of the body fills.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Strip {
    from: f32,
    to: f32,
}

/// Boundaries between the header row's cells. `left` and `right` are the table's outer edges in points; only lines that look
/// like cells should be given as `body`. One boundary more than there are titles, ascending.
#[must_use]
pub fn boundaries(titles: &[Rect], body: &[&[Word]], left: f32, right: f32) -> Vec<f32> {
    let gap = cell_gap(body);
    let narrow: Vec<&[Word]> = body
        .iter()
        .filter(|line| !is_wide(line, titles, gap))
        .copied()
        .collect();
    let strips = strips(&narrow, gap);
    let given = give(&strips, titles, em(body));
    let mut edges = vec![left];
    for (j, pair) in titles.windows(2).enumerate() {
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
        edges.push(if begin - end > tolerances::LEAST_STRETCH {
            between(end, begin, &pair[1])
        } else {
            boundary(&pair[0], &pair[1], body, gap)
        });
    }
    edges.push(right.max(edges[edges.len() - 1] + tolerances::LEAST_COLUMN));
    edges
}

/// Parts titles that stand so close that they look like one cell (`Beräknad budget 2023` `Prognos 2023`), where the body
/// has several strips below them and the titles' words a gap between the strips.
#[must_use]
pub fn split(titles: Vec<Rect>, lines: &[Vec<Word>], body: &[&[Word]]) -> Vec<Rect> {
    let gap = cell_gap(body);
    let narrow: Vec<&[Word]> = body
        .iter()
        .filter(|line| !is_wide(line, &titles, gap))
        .copied()
        .collect();
    let strips = strips(&narrow, gap);
    let em = em(body);
    let mut parted = Vec::new();
    for cell in titles {
        let own: Vec<Strip> = strips
            .iter()
            .filter(|strip| overlaps(strip, &cell))
            .copied()
            .collect();
        let mut rest = cell;
        for pair in own.windows(2) {
            if pair[1].from - pair[0].to < tolerances::STRIPS_APART * em {
                continue;
            }
            if let Some((end, begin)) = title_gap(lines, &rest, &pair[0], &pair[1]) {
                parted.push(Rect { x1: end, ..rest });
                rest = Rect { x0: begin, ..rest };
            }
        }
        parted.push(rest);
    }
    parted
}

/// White space through all the header row's lines in the cell, between the middles of both strips.
fn title_gap(lines: &[Vec<Word>], cell: &Rect, left: &Strip, right: &Strip) -> Option<(f32, f32)> {
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
        let (end, slack) = (word.x1, tolerances::TITLE_SLACK);
        if end < from
            || end > to
            || words
                .iter()
                .any(|w| w.x0 < end - slack && w.x1 > end + slack)
        {
            continue;
        }
        let begin = words
            .iter()
            .map(|w| w.x0)
            .filter(|x| *x > end)
            .fold(f32::INFINITY, f32::min);
        let wider = best.is_none_or(|(a, b)| begin - end > b - a);
        if begin.is_finite() && begin - end > tolerances::TITLES_APART && begin < right.to && wider
        {
            best = Some((end, begin));
        }
    }
    best
}

/// The place of the boundary in the white space between two columns. Text of a column that begins at its title's left end
/// begins there on other pages too, and what stands left of it may be longer there.
fn between(end: f32, begin: f32, title: &Rect) -> f32 {
    let middle = f32::midpoint(end, begin);
    if (title.x0 - begin).abs() < tolerances::BEGINS_AT_TITLE {
        middle.max(begin - tolerances::ROOM_LEFT_OF_TEXT)
    } else {
        middle
    }
}

/// The common font size of the lines.
fn em(body: &[&[Word]]) -> f32 {
    crate::words::typography::typical_size(body.iter().flat_map(|line| line.iter())).max(1.0)
}

/// Whether the line runs over several titles as full-width text does.
fn is_wide(line: &[Word], titles: &[Rect], gap: f32) -> bool {
    let over = |rect: &Rect| {
        titles
            .iter()
            .filter(|cell| cell.overlap_x(rect) > tolerances::OVERLAPS)
            .count()
    };
    let close = segments(line, gap).any(|segment| over(&rect_of(segment)) > 1);
    let loose = segments(line, tolerances::CLEAR_CELL_GAP)
        .any(|segment| segment.len() > tolerances::LOOSE_TEXT_WORDS && over(&rect_of(segment)) > 2);
    close || loose
}

fn strips(body: &[&[Word]], gap: f32) -> Vec<Strip> {
    let mut spans: Vec<Strip> = body
        .iter()
        .flat_map(|line| segments(line, gap))
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
            Some(last) if span.from < last.to + tolerances::STRIPS_JOIN => {
                last.to = last.to.max(span.to)
            }
            _ => strips.push(span),
        }
    }
    strips
}

/// On which side of its title a strip may stand that does not overlap it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// For each strip the title that it belongs to: in order, at the least cost. All strips of a table that stand beside their
/// titles stand on the same side of them.
fn give(strips: &[Strip], titles: &[Rect], em: f32) -> Vec<usize> {
    let mut best: Option<(f32, Vec<usize>)> = None;
    for side in [Side::Right, Side::Left] {
        let (cost, given) = cheapest(strips, titles, side, em);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, given));
        }
    }
    best.map(|(_, given)| given).unwrap_or_default()
}

/// Dynamic programming over strips and titles: `costs[i][j]` is the least cost of giving the strips up to `i` so that `i`
/// goes to title `j`.
fn cheapest(strips: &[Strip], titles: &[Rect], side: Side, em: f32) -> (f32, Vec<usize>) {
    let columns = titles.len();
    // What it costs to leave so many titles without a strip.
    let skipped: Vec<f32> = std::iter::successors(Some(0.0), |sum| Some(sum + costs::EMPTY))
        .take(columns.max(1))
        .collect();
    let mut costs: Vec<Vec<(f32, usize)>> = Vec::with_capacity(strips.len());
    for (i, strip) in strips.iter().enumerate() {
        let row = (0..columns)
            .map(|j| {
                let own = cost(strip, j, titles, side, em);
                let Some(before) = i.checked_sub(1).and_then(|i| costs.get(i)) else {
                    return (own + skipped[j], 0);
                };
                let shared = if overlaps(strip, &titles[j]) && overlaps(&strips[i - 1], &titles[j])
                {
                    costs::SHARED
                } else {
                    costs::STACKED
                };
                let (least, from) = (0..=j)
                    .map(|k| {
                        let step = if k == j { shared } else { skipped[j - k - 1] };
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
        .map(|j| (last[j].0 + skipped[columns - 1 - j], j))
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
    strip.to.min(cell.x1) - strip.from.max(cell.x0) > tolerances::STRIP_OVERLAPS
}

/// What it costs to give the strip to title `j`.
fn cost(strip: &Strip, j: usize, titles: &[Rect], side: Side, em: f32) -> f32 {
    let own = &titles[j];
    if overlaps(strip, own) {
        return 0.0;
    }
    let other_side = |is: bool| if is { costs::OTHER_SIDE } else { 0.0 };
    if strip.from >= own.x1 - tolerances::STRIP_OVERLAPS {
        // Right of its title: nothing but white space may stand between it and the next one.
        let between = titles[j + 1..]
            .iter()
            .filter(|cell| cell.x0 < strip.to - tolerances::STRIP_OVERLAPS)
            .count();
        let gap = titles.get(j + 1).map_or(0.0, |next| next.x0 - strip.to);
        let away = if gap < tolerances::NEXT_COLUMN_GAP * em {
            0.0
        } else {
            share(strip.from - own.x1, gap)
        };
        costs::BESIDE
            + away
            + costs::BETWEEN * costs::count(between)
            + other_side(side == Side::Left)
    } else {
        let between = titles[..j]
            .iter()
            .filter(|cell| cell.x1 > strip.from + tolerances::STRIP_OVERLAPS)
            .count();
        let gap = own.x0 - strip.to;
        let before = j
            .checked_sub(1)
            .map_or(f32::INFINITY, |j| strip.from - titles[j].x1);
        let away = if gap < tolerances::NEXT_COLUMN_GAP * em {
            costs::FARTHEST
        } else {
            share(gap, before)
        };
        costs::BESIDE
            + away
            + costs::BETWEEN * costs::count(between)
            + other_side(side == Side::Right)
    }
}

/// How far from its own title, as a share of the way between both: 0 near, 1 far.
fn share(own: f32, other: f32) -> f32 {
    if other.is_infinite() {
        return 0.0;
    }
    (own.max(0.0) / (own.max(0.0) + other.max(0.0)).max(tolerances::LEAST_WAY)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(from: f32, to: f32) -> Rect {
        Rect::new(from, 0.0, to, 10.0)
    }

    fn given(strips: &[(f32, f32)], titles: &[(f32, f32)]) -> Vec<usize> {
        let strips: Vec<Strip> = strips
            .iter()
            .map(|(from, to)| Strip {
                from: *from,
                to: *to,
            })
            .collect();
        let titles: Vec<Rect> = titles.iter().map(|(a, b)| cell(*a, *b)).collect();
        give(&strips, &titles, 10.0)
    }

    #[test]
    fn values_at_the_right_end_below_titles_at_the_left_end() {
        let titles = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0)];
        let strips = [(50.0, 280.0), (345.0, 395.0), (445.0, 495.0)];
        assert_eq!(given(&strips, &titles), [0, 1, 2]);
    }

    #[test]
    fn an_empty_last_column_takes_nothing_from_its_neighbour() {
        let titles = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0), (500.0, 540.0)];
        let strips = [(50.0, 280.0), (345.0, 395.0), (445.0, 495.0)];
        assert_eq!(given(&strips, &titles), [0, 1, 2]);
    }

    #[test]
    fn short_values_at_the_left_end_below_centred_titles() {
        let titles = [(120.0, 160.0), (330.0, 370.0), (430.0, 470.0)];
        let strips = [(50.0, 280.0), (302.0, 312.0), (402.0, 412.0)];
        assert_eq!(given(&strips, &titles), [0, 1, 2]);
    }

    #[test]
    fn an_empty_column_in_the_middle_stays_empty() {
        let titles = [(50.0, 90.0), (300.0, 340.0), (400.0, 440.0), (500.0, 540.0)];
        let strips = [(50.0, 280.0), (300.0, 330.0), (500.0, 530.0)];
        assert_eq!(given(&strips, &titles), [0, 1, 3]);
    }

    /// Spaces of DejaVu and Verdana are a third of the size wide: the last word of the longest name is no value.
    #[test]
    fn wide_spaces_part_no_cells() {
        let line = |name: &str, base: f32| {
            let mut x = 50.0;
            let mut line = Vec::new();
            for text in name.split(' ') {
                line.push(crate::words::testing::word(text, x, base));
                x = line[line.len() - 1].rect.x1 + 3.4;
            }
            line.push(crate::words::testing::word("96", 300.0, base));
            line
        };
        let lines = [
            line("Antal elever i skolan", 20.0),
            line("Andel boende som upplever trygghet i hela kommun 1", 40.0),
            line("Andel hushåll med bredband", 60.0),
        ];
        let end = lines[1][lines[1].len() - 2].rect.x1;
        assert!(end > 280.0 && end < 298.0, "{end}");
        let body: Vec<&[Word]> = lines.iter().map(Vec::as_slice).collect();
        let titles = [cell(50.0, 90.0), cell(300.0, 330.0)];
        let edges = boundaries(&titles, &body, 45.0, 400.0);
        assert!(edges[1] > end && edges[1] < 300.0, "{edges:?}");
    }
}
