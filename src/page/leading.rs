//! How running text is set: its size, the white space between its lines, and where its lines end. Tables may be set closer
//! in letters of the same size.

use super::columns::{is_parted, rect_of};
use super::prose::BodyLook;
use super::rows::{extent, typical_size};
use super::word::{PageWords, Word};

/// Gaps closer together than this are the same, in points.
const SAME: f32 = 0.34;

/// Font size of most text, and the white space between lines by size.
#[must_use]
pub fn body_look(all: &[PageWords]) -> BodyLook {
    let size = typical_size(all.iter().flat_map(|page| page.lines.iter().flatten()));
    let mut gaps: Vec<(i32, Vec<f32>)> = Vec::new();
    for page in all {
        for pair in page.lines.windows(2) {
            let (above, below) = (&pair[0][0], &pair[1][0]);
            let key = size_key(below.size);
            let same = (above.size - below.size).abs() < 0.05
                && (above.rect.x0 - below.rect.x0).abs() < 1.0;
            if !same {
                continue;
            }
            let gap = extent(&pair[1]).0 - extent(&pair[0]).1;
            match gaps.iter_mut().find(|(other, _)| *other == key) {
                Some((_, list)) => list.push(gap),
                None => gaps.push((key, vec![gap])),
            }
        }
    }
    gaps.sort_by_key(|(key, _)| *key);
    let leading = gaps
        .into_iter()
        .filter_map(|(key, mut list)| {
            list.sort_by(f32::total_cmp);
            // The smallest gap that is no accident: a twelfth of all lie within a third of a point above it.
            let least = (list.len() / 12).max(3);
            list.iter()
                .find(|gap| {
                    list.iter()
                        .filter(|g| **g >= **gap && **g < **gap + SAME)
                        .count()
                        >= least
                })
                .map(|gap| (key, *gap))
        })
        .collect();
    BodyLook {
        size,
        leading,
        prose: Vec::new(),
    }
}

/// Where lines of running text end at most.
#[must_use]
pub fn text_right(all: &[PageWords], look: &BodyLook) -> f32 {
    let mut ends: Vec<f32> = all
        .iter()
        .flat_map(|page| &page.lines)
        .filter(|line| (line[0].size - look.size).abs() < 0.6)
        .map(|line| rect_of(line).x1)
        .collect();
    ends.sort_by(f32::total_cmp);
    let index = ends.len().saturating_sub(1 + ends.len() / 200);
    ends.get(index).copied().unwrap_or(f32::MAX)
}

/// For each size in tenths of a point, ascending, the gap that most lines of running text keep from the next one.
///
/// A line of running text is one piece without the gaps of a table's row, reaches nearly to where lines of text end
/// (`right`, in points) and is followed by a line that begins where it begins.
#[must_use]
pub fn prose_leading(all: &[PageWords], right: f32) -> Vec<(i32, f32)> {
    let mut gaps: Vec<(i32, Vec<f32>)> = Vec::new();
    for page in all {
        for pair in page.lines.windows(2) {
            let (above, below) = (&pair[0], &pair[1]);
            if !runs_on(above, below, right) {
                continue;
            }
            let gap = extent(below).0 - extent(above).1;
            let key = size_key(below[0].size);
            match gaps.iter_mut().find(|(other, _)| *other == key) {
                Some((_, list)) => list.push(gap),
                None => gaps.push((key, vec![gap])),
            }
        }
    }
    gaps.sort_by_key(|(key, _)| *key);
    gaps.into_iter()
        .filter_map(|(key, list)| Some((key, most_common(list)?)))
        .collect()
}

/// A font size in tenths of a point.
#[must_use]
pub fn size_key(size: f32) -> i32 {
    #[allow(clippy::cast_possible_truncation)] // Sizes are small.
    let key = (size * 10.0).round() as i32;
    key
}

fn runs_on(above: &[Word], below: &[Word], right: f32) -> bool {
    let (Some(first), Some(next)) = (above.first(), below.first()) else {
        return false;
    };
    let rect = rect_of(above);
    let size = first.size;
    let alike = (size - next.size).abs() < 0.05 && first.bold == next.bold;
    let level = (first.rect.x0 - next.rect.x0).abs() < 1.0;
    alike
        && level
        && rect.width() > 12.0 * size
        && rect.x1 > right - 6.0 * size
        && !is_parted(above, 1.2)
        && !is_parted(below, 1.2)
}

/// The gap that has the most others within [`SAME`] above it; the least of several.
fn most_common(mut list: Vec<f32>) -> Option<f32> {
    list.sort_by(f32::total_cmp);
    let mut best: Option<(usize, f32)> = None;
    let mut end = 0;
    for (start, gap) in list.iter().enumerate() {
        end = end.max(start);
        end += list[end..]
            .iter()
            .take_while(|other| **other < gap + SAME)
            .count();
        let count = end - start;
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, *gap));
        }
    }
    best.map(|(_, gap)| gap)
}

#[cfg(test)]
mod tests {
    use super::most_common;

    #[test]
    fn the_gap_of_most_lines_counts() {
        let gap = most_common(vec![9.0, 3.1, 3.0, 3.05, 1.0, 9.1]);
        assert_eq!(gap, Some(3.0));
        assert_eq!(most_common(Vec::new()), None);
    }
}
