//! How running text is set: its size, the white space between its lines, and where its lines end. Tables may be set closer
//! in letters of the same size.

use rayon::prelude::*;

use crate::words::gaps::{extent, is_parted, rect_of};
use crate::words::tolerances::{
    BEYOND_TEXT, EQUAL_SIZE, LEADING_LEAST, LEADING_SHARE, NEAR_SIZE_STEPS, PART_GAP, PROSE_RAGGED,
    PROSE_WIDTH, SAME_LEADING, SAME_LEFT, same_size, size_key, size_of_key,
};
use crate::words::word::{PageWords, Word};

/// Font size of most text, and the white space between lines by size.
#[must_use]
pub fn body_look(all: &[&PageWords]) -> BodyLook {
    let gaps = gaps_by_size(all, |above, below| {
        let (above, below) = (&above[0], &below[0]);
        is_equal_size(above, below) && is_level(above, below)
    });
    let leading = gaps
        .into_iter()
        .filter_map(|(key, list)| {
            // The smallest gap that is no accident.
            let least = (list.len() / LEADING_SHARE).max(LEADING_LEAST);
            list.iter()
                .find(|gap| alike(&list, **gap) >= least)
                .map(|gap| (key, *gap))
        })
        .collect();
    BodyLook {
        size: body_size(all),
        leading,
        prose: Vec::new(),
    }
}

/// The font size of most text.
fn body_size(all: &[&PageWords]) -> f32 {
    let of_page = |page: &&PageWords| {
        let mut sizes = Vec::new();
        let last = letters_by_size(page.lines.iter().flatten(), &mut sizes);
        sizes.extend(last);
        sizes
    };
    let pages: Vec<Vec<(i32, usize)>> = all.par_iter().map(of_page).collect();
    let mut sizes = Vec::new();
    for (size, letters) in pages.into_iter().flatten() {
        add_letters(&mut sizes, size, letters);
    }
    most_letters(sizes, None)
}

/// The gaps between lines that follow each other and of which `counts` holds, ascending, by the lower one's size in tenths
/// of a point.
fn gaps_by_size(
    all: &[&PageWords],
    counts: impl Fn(&[Word], &[Word]) -> bool + Sync,
) -> Vec<(i32, Vec<f32>)> {
    let of_page = |page: &&PageWords| -> Vec<(i32, f32)> {
        let pairs = page.lines.windows(2).map(|pair| (&pair[0], &pair[1]));
        pairs
            .filter(|(above, below)| counts(above, below))
            .map(|(above, below)| (size_key(below[0].size), extent(below).0 - extent(above).1))
            .collect()
    };
    let pages: Vec<Vec<(i32, f32)>> = all.par_iter().map(of_page).collect();
    let mut gaps: Vec<(i32, Vec<f32>)> = Vec::new();
    for (key, gap) in pages.into_iter().flatten() {
        match gaps.iter_mut().find(|(other, _)| *other == key) {
            Some((_, list)) => list.push(gap),
            None => gaps.push((key, vec![gap])),
        }
    }
    for (_, list) in &mut gaps {
        list.sort_unstable_by(f32::total_cmp);
    }
    gaps.sort_by_key(|(key, _)| *key);
    gaps
}

/// How many of the ascending gaps lie within [`SAME_LEADING`] above this one, itself included.
fn alike(ascending: &[f32], gap: f32) -> usize {
    let from = ascending.partition_point(|other| *other < gap);
    let to = ascending.partition_point(|other| *other < gap + SAME_LEADING);
    to - from
}

/// Where lines of running text end at most.
#[must_use]
pub fn text_right(all: &[&PageWords], look: &BodyLook) -> f32 {
    let mut ends: Vec<f32> = all
        .par_iter()
        .flat_map_iter(|page| &page.lines)
        .filter(|line| same_size(line[0].size, look.size))
        .map(|line| rect_of(line).x1)
        .collect();
    ends.sort_unstable_by(f32::total_cmp);
    let index = ends.len().saturating_sub(1 + ends.len() / BEYOND_TEXT);
    ends.get(index).copied().unwrap_or(f32::MAX)
}

/// For each size in tenths of a point, ascending, the gap that most lines of running text keep from the next one.
///
/// A line of running text is one piece without the gaps of a table's row, reaches nearly to where lines of text end
/// (`right`, in points) and is followed by a line that begins where it begins.
#[must_use]
pub fn prose_leading(all: &[&PageWords], right: f32) -> Vec<(i32, f32)> {
    gaps_by_size(all, |above, below| prose_goes_on(above, below, right))
        .into_iter()
        .filter_map(|(key, list)| Some((key, most_common(&list)?)))
        .collect()
}

/// Whether nothing but rounding tells two words' sizes apart.
fn is_equal_size(one: &Word, other: &Word) -> bool {
    (one.size - other.size).abs() < EQUAL_SIZE
}

/// Whether two words begin equally far right.
fn is_level(one: &Word, other: &Word) -> bool {
    (one.rect.x0 - other.rect.x0).abs() < SAME_LEFT
}

/// Whether a line of running text goes on in the line below.
fn prose_goes_on(above: &[Word], below: &[Word], right: f32) -> bool {
    let (Some(first), Some(next)) = (above.first(), below.first()) else {
        return false;
    };
    let rect = rect_of(above);
    let size = first.size;
    is_equal_size(first, next)
        && first.bold == next.bold
        && is_level(first, next)
        && rect.width() > PROSE_WIDTH * size
        && rect.x1 > right - PROSE_RAGGED * size
        && !is_parted(above, PART_GAP)
        && !is_parted(below, PART_GAP)
}

/// The one of the ascending gaps that has the most others within [`SAME_LEADING`] above it; the least of several.
fn most_common(ascending: &[f32]) -> Option<f32> {
    let mut best: Option<(usize, f32)> = None;
    let mut end = 0;
    for (start, gap) in ascending.iter().enumerate() {
        end = end.max(start);
        end += ascending[end..]
            .iter()
            .take_while(|other| **other < gap + SAME_LEADING)
            .count();
        let count = end - start;
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, *gap));
        }
    }
    best.map(|(_, gap)| gap)
}

/// The size that most letters have.
#[must_use]
pub fn typical_size<'a>(words: impl Iterator<Item = &'a Word>) -> f32 {
    let mut sizes = Vec::new();
    let last = letters_by_size(words, &mut sizes);
    most_letters(sizes, last)
}

/// Adds to how many letters there are of each size, in tenths of a point. The words that follow the last change of size are
/// given back instead: they are mostly all, and then there is nothing to count.
pub fn letters_by_size<'a>(
    words: impl Iterator<Item = &'a Word>,
    sizes: &mut Vec<(i32, usize)>,
) -> Option<(i32, usize)> {
    let mut run: Option<(f32, usize)> = None;
    for word in words {
        match &mut run {
            Some((size, letters)) if *size == word.size => *letters += word.letters.len(),
            _ => {
                if let Some((size, letters)) = run.replace((word.size, word.letters.len())) {
                    add_letters(sizes, size_key(size), letters);
                }
            }
        }
    }
    run.map(|(size, letters)| (size_key(size), letters))
}

/// The size of most letters, the least of several; 0 if there are none.
pub fn most_letters(mut sizes: Vec<(i32, usize)>, more: Option<(i32, usize)>) -> f32 {
    let mut most = more.map_or(0, |(size, _)| size);
    if !sizes.is_empty() {
        if let Some((size, letters)) = more {
            add_letters(&mut sizes, size, letters);
        }
        sizes.sort_by_key(|(size, count)| (std::cmp::Reverse(*count), *size));
        most = sizes.first().map_or(most, |(size, _)| *size);
    }
    size_of_key(most)
}

/// Adds letters of a size.
pub fn add_letters(sizes: &mut Vec<(i32, usize)>, size: i32, letters: usize) {
    match sizes.iter_mut().find(|(other, _)| *other == size) {
        Some((_, count)) => *count += letters,
        None => sizes.push((size, letters)),
    }
}

/// What the whole document tells of its running text.
#[derive(Debug, Clone, Default)]
pub struct BodyLook {
    /// Font size of most of the text.
    pub size: f32,
    /// White space between two lines of a paragraph, by size in tenths of a point, ascending.
    pub leading: Vec<(i32, f32)>,
    /// The same from lines that are running text beyond doubt.
    pub prose: Vec<(i32, f32)>,
}

impl BodyLook {
    /// White space between lines of the size, from the nearest size known (within half a point).
    #[must_use]
    pub fn gap(&self, size: f32) -> Option<f32> {
        nearest(&self.leading, size)
    }

    /// The same in running text, which tables of the same size may be set closer than.
    #[must_use]
    pub fn prose_gap(&self, size: f32) -> Option<f32> {
        nearest(&self.prose, size).or_else(|| self.gap(size))
    }
}

fn nearest(leading: &[(i32, f32)], size: f32) -> Option<f32> {
    let key = size_key(size);
    leading
        .iter()
        .filter(|(other, _)| (other - key).abs() <= NEAR_SIZE_STEPS)
        .min_by_key(|(other, _)| (other - key).abs())
        .map(|(_, gap)| *gap)
}

#[cfg(test)]
mod tests {
    use super::most_common;

    #[test]
    fn the_gap_of_most_lines_counts() {
        let gap = most_common(&[1.0, 3.0, 3.05, 3.1, 9.0, 9.1]);
        assert_eq!(gap, Some(3.0));
        assert_eq!(most_common(&[]), None);
    }
}
