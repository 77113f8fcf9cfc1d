//! Lines through words: what they cross is taken out of the text, and they are no ruling lines.

use crate::drawing::rules::Heights;
use crate::drawing::tolerances::{
    STRIKE_BEYOND, STRIKE_HIGHEST, STRIKE_LOWEST, STRIKE_SPACE, STRIKE_THICK, STRIKE_WHOLE,
};
use crate::geometry::Rect;
use crate::pdf::{PageContent, Rule, RuleSource};
use crate::spatial::SpatialIndex;
use crate::words::word::Word;

/// Takes struck-out words out of the page's lines, and the strokes through them out of its rules. Words that one stroke crosses
/// stand together.
pub fn take(page: &mut PageContent, lines: &mut Vec<Vec<Word>>) -> Vec<Vec<Word>> {
    let heights = Heights::of(page.rules.iter().filter(|r| may_strike(r)).map(height));
    let numbered = lines.iter().enumerate();
    let places: Vec<(usize, usize)> = numbered
        .flat_map(|(line, words)| (0..words.len()).map(move |word| (line, word)))
        .filter(|(line, word)| heights.meet(&middle(&lines[*line][*word])))
        .collect();
    if places.is_empty() {
        return Vec::new();
    }
    let middles = places
        .iter()
        .map(|(line, word)| middle(&lines[*line][*word]));
    let index = SpatialIndex::new(middles);
    let mut struck: Vec<usize> = Vec::new();
    page.rules.retain(|rule| {
        if !may_strike(rule) {
            return true;
        }
        let at = height(rule);
        let stroke = Rect::new(rule.rect.x0, at, rule.rect.x1, at);
        let met: Vec<usize> = index.meeting(stroke).map(|word| word as usize).collect();
        let own = crossed(&stroke, &met, |word| {
            let (line, word) = places[word];
            &lines[line][word]
        });
        let keeps = own.is_empty();
        struck.extend(own);
        keeps
    });
    if struck.is_empty() {
        return Vec::new();
    }
    struck.sort_unstable();
    struck.dedup();
    let mut runs: Vec<Vec<Word>> = Vec::new();
    let mut last = None;
    for number in &struck {
        let (line, word) = places[*number];
        let own = lines[line][word].clone();
        match runs.last_mut() {
            Some(run) if last == Some((line, word)) => run.push(own),
            _ => runs.push(vec![own]),
        }
        last = Some((line, word + 1));
    }
    for number in struck.iter().rev() {
        let (line, word) = places[*number];
        close(&mut lines[line], word);
    }
    lines.retain(|line| !line.is_empty());
    runs
}

/// Whether a rule is a thin line across the page.
fn may_strike(rule: &Rule) -> bool {
    rule.horizontal && rule.source != RuleSource::FillEdge && rule.rect.height() < STRIKE_THICK
}

fn height(rule: &Rule) -> f32 {
    rule.rect.mid_y()
}

/// Takes a word out of its line. The words beside it stand in one sentence still: the one before it reaches over the gap, or
/// the one after it.
fn close(line: &mut Vec<Word>, at: usize) {
    let gone = line.remove(at);
    let near = |left: &Word, right: &Word| right.rect.x0 - left.rect.x1 < gone.size;
    let space = STRIKE_SPACE * gone.size;
    let end = line
        .get(at)
        .filter(|next| near(&gone, next))
        .map(|next| next.rect.x0 - space);
    let before = at.checked_sub(1).and_then(|before| line.get_mut(before));
    if let Some(before) = before.filter(|before| near(before, &gone)) {
        let end = end.unwrap_or(gone.rect.x1);
        let rect = &mut before.edit().rect;
        rect.x1 = rect.x1.max(end);
    } else if end.is_some()
        && let Some(next) = line.get_mut(at)
    {
        next.edit().rect.x0 = gone.rect.x0;
    }
}

/// The strip of a word through which a stroke strikes it out: about the middle of its small letters.
fn middle(word: &Word) -> Rect {
    let (x0, x1) = (word.rect.x0, word.rect.x1);
    let (high, low) = (STRIKE_HIGHEST * word.size, STRIKE_LOWEST * word.size);
    Rect::new(x0, word.base - high, x1, word.base - low)
}

/// The words that a stroke strikes out, of those whose middles it meets: it crosses all of each, and ends where they end. A
/// ruling line goes on beside them.
fn crossed<'w>(stroke: &Rect, met: &[usize], word: impl Fn(usize) -> &'w Word) -> Vec<usize> {
    let whole = |number: &usize| {
        let rect = word(*number).rect;
        stroke.overlap_x(&rect) > STRIKE_WHOLE * rect.width()
    };
    let own: Vec<usize> = met.iter().copied().filter(whole).collect();
    let rects = own.iter().map(|number| word(*number).rect);
    let Some(all) = rects.reduce(|all, rect| all.union(&rect)) else {
        return Vec::new();
    };
    let beyond = STRIKE_BEYOND * own.iter().map(|n| word(*n).size).fold(0.0, f32::max);
    let ends = stroke.x0 > all.x0 - beyond && stroke.x1 < all.x1 + beyond;
    if ends { own } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::take;
    use crate::geometry::Rect;
    use crate::pdf::{PageContent, Rgb, Rule, RuleSource};
    use crate::words::testing::words;
    use crate::words::word::text_of;

    /// A page with a line at this height over this stretch.
    fn page(y: f32, x0: f32, x1: f32) -> PageContent {
        PageContent {
            rules: vec![Rule {
                rect: Rect::new(x0, y - 0.25, x1, y + 0.25),
                horizontal: true,
                source: RuleSource::Stroke,
                color: Rgb(0, 0, 0),
            }],
            ..PageContent::default()
        }
    }

    #[test]
    fn only_a_stroke_through_words_that_ends_with_them_strikes_them_out() {
        let line = words("avgiften är 450 kronor nu", 50.0, 100.0);
        let (from, to) = (line[2].rect.x0, line[3].rect.x1);
        let struck = |y: f32, x0: f32, x1: f32| {
            let mut lines = vec![line.clone()];
            let mut page = page(y, x0, x1);
            let struck = take(&mut page, &mut lines);
            assert_eq!(page.rules.is_empty(), !struck.is_empty());
            struck.first().map_or_else(String::new, |run| text_of(run))
        };
        let size = line[0].size;
        assert_eq!(struck(100.0 - 0.3 * size, from, to), "450 kronor");
        // An underline, a line over the words, a ruling line that goes on.
        assert_eq!(struck(100.0 + 0.1 * size, from, to), "");
        assert_eq!(struck(100.0 - 0.9 * size, from, to), "");
        assert_eq!(struck(100.0 - 0.3 * size, from - 200.0, to + 200.0), "");
    }
}
