//! The lines of a page, indexed by height: what stands in a box is found without asking every word.

use std::ops::Deref;

use crate::geometry::Rect;
use crate::words::gaps::middle;
use crate::words::word::Word;

/// Lines of words and an index of them. It is made in n log n steps and answers in log n and one for each line at the
/// height that is asked for.
#[derive(Debug)]
pub struct PageLines<'l> {
    lines: &'l [Vec<Word>],
    /// Ascending by top.
    by_top: Vec<Entry>,
    /// For each line, in the page's order, the least baseline of it and of all after it.
    bases: Vec<f32>,
}

/// A line of the index. Heights are those of the middles of words.
#[derive(Debug)]
struct Entry {
    top: f32,
    bottom: f32,
    /// The greatest bottom of this entry and of those before it.
    reach: f32,
    /// Which line of the page it is.
    line: usize,
    /// Its words' middles ascend from left to right.
    ascends: bool,
}

impl Deref for PageLines<'_> {
    type Target = [Vec<Word>];

    fn deref(&self) -> &[Vec<Word>] {
        self.lines
    }
}

impl<'l> PageLines<'l> {
    /// Makes the index.
    #[must_use]
    pub fn new(lines: &'l [Vec<Word>]) -> Self {
        let mut by_top: Vec<Entry> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| Entry::new(at, line))
            .collect();
        by_top.sort_by(|a, b| a.top.total_cmp(&b.top));
        let mut reach = f32::NEG_INFINITY;
        for entry in &mut by_top {
            reach = reach.max(entry.bottom);
            entry.reach = reach;
        }
        let mut bases: Vec<f32> = lines
            .iter()
            .map(|line| least(line.iter().map(|word| word.base)))
            .collect();
        for at in (1..bases.len()).rev() {
            bases[at - 1] = bases[at - 1].min(bases[at]);
        }
        Self {
            lines,
            by_top,
            bases,
        }
    }

    /// The words whose centre lies in the box, line by line.
    #[must_use]
    pub fn words_in(&self, rect: &Rect) -> Vec<Vec<Word>> {
        let mut level: Vec<&Entry> = self.level_with(rect).collect();
        level.sort_unstable_by_key(|entry| entry.line);
        level
            .into_iter()
            .map(|entry| self.inside(entry, rect).cloned().collect::<Vec<_>>())
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// Whether the centre of any word lies in the box.
    #[must_use]
    pub fn has_words_in(&self, rect: &Rect) -> bool {
        self.level_with(rect)
            .any(|entry| self.inside(entry, rect).next().is_some())
    }

    /// The lines up to the last one with a baseline at the height or above it.
    #[must_use]
    pub fn down_to(&self, y: f32) -> &'l [Vec<Word>] {
        &self.lines[..self.bases.partition_point(|base| *base <= y)]
    }

    /// Lines with words at the heights of the box.
    fn level_with(&self, rect: &Rect) -> impl Iterator<Item = &Entry> {
        let top = rect.y0;
        let first = self.by_top.partition_point(|entry| entry.reach < top);
        let end = self.by_top.partition_point(|entry| entry.top <= rect.y1);
        let entries = self.by_top.get(first..end).unwrap_or_default();
        entries.iter().filter(move |entry| entry.bottom >= top)
    }

    /// The words of a line in the box.
    fn inside(&self, entry: &Entry, rect: &Rect) -> impl Iterator<Item = &'l Word> {
        let line = &self.lines[entry.line];
        let (from, to) = if entry.ascends {
            (
                line.partition_point(|word| word.rect.mid_x() < rect.x0),
                line.partition_point(|word| word.rect.mid_x() <= rect.x1),
            )
        } else {
            (0, line.len())
        };
        let rect = *rect;
        let words = line.get(from..to).unwrap_or_default().iter();
        words.filter(move |word| rect.contains(word.rect.mid_x(), middle(word)))
    }
}

impl Entry {
    fn new(at: usize, line: &[Word]) -> Self {
        let bottom = line.iter().map(middle).fold(f32::NEG_INFINITY, f32::max);
        Self {
            top: least(line.iter().map(middle)),
            bottom,
            reach: bottom,
            line: at,
            ascends: line
                .windows(2)
                .all(|pair| pair[0].rect.mid_x() <= pair[1].rect.mid_x()),
        }
    }
}

fn least(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    #[test]
    fn words_in_a_box_are_those_that_looking_at_each_word_finds() {
        // The second line stands out of order, and the third one's words do too.
        let mut lines: Vec<Vec<Word>> = [100.0, 300.0, 112.0, 130.0]
            .iter()
            .map(|base| words("ett par ord till", 50.0, *base))
            .collect();
        lines[2].reverse();
        let page = PageLines::new(&lines);
        for rect in [
            Rect::new(40.0, 90.0, 80.0, 120.0),
            Rect::new(60.0, 105.0, 300.0, 400.0),
            Rect::new(0.0, 140.0, 300.0, 200.0),
        ] {
            let inside = |word: &&Word| rect.contains(word.rect.mid_x(), middle(word));
            let each: Vec<Vec<Word>> = lines
                .iter()
                .map(|line| line.iter().filter(inside).cloned().collect::<Vec<_>>())
                .filter(|line| !line.is_empty())
                .collect();
            assert_eq!(page.words_in(&rect), each);
            assert_eq!(page.has_words_in(&rect), !each.is_empty());
        }
        assert_eq!(page.down_to(101.0).len(), 1);
        assert_eq!(page.down_to(112.0).len(), 3);
    }
}
