//! Reading order: a page is cut along gutters and wide gaps, again and again, until single columns are left.

use crate::geometry::Rect;
use crate::words::gaps::{is_parted, rect_of, segments};
use crate::words::list_sign::is_sign;
use crate::words::word::{Word, text_of};

/// Something that stands on a page: a piece of a line, or a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where.
    pub rect: Rect,
    /// Words, for a piece of a line.
    pub words: Vec<Word>,
    /// Index of the table, for a table.
    pub table: Option<usize>,
}

/// Makes items of lines and tables, in reading order, as columns of text from top to bottom.
#[must_use]
pub fn columns(lines: Vec<Vec<Word>>, tables: &[Rect]) -> Vec<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    for line in lines {
        for part in pieces(line) {
            let rect = rect_of(&part);
            // Heights from sizes: boxes from fonts differ too much.
            let (top, bottom) = crate::words::gaps::extent(&part);
            let rect = Rect::new(rect.x0, top, rect.x1, bottom);
            items.push(Item {
                rect,
                words: part,
                table: None,
            });
        }
    }
    for (index, rect) in tables.iter().enumerate() {
        items.push(Item {
            rect: *rect,
            words: Vec::new(),
            table: Some(index),
        });
    }
    let mut result = Vec::new();
    cut(items, 0, &mut result);
    result
}

/// A line's pieces: parted at gaps that no sentence has, but not after a list's sign or before a page number.
fn pieces(line: Vec<Word>) -> Vec<Vec<Word>> {
    if !is_parted(&line, 1.5) && !line.is_empty() {
        return vec![line];
    }
    let mut parts: Vec<Vec<Word>> = Vec::new();
    for part in segments(&line, 1.5) {
        let leader = || {
            let wordless = |word: &Word| !word.text.contains(char::is_alphabetic);
            part.iter().all(wordless) && !is_date(&text_of(part))
        };
        match parts.last_mut() {
            Some(last) if is_sign(last) || leader() => last.extend(part.iter().cloned()),
            _ => parts.push(part.to_vec()),
        }
    }
    parts
}

/// A date in digits: text of its own, unlike a page number or an amount.
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let all = parts
        .iter()
        .all(|part| (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()));
    all && parts.len() == 3 && digits >= 6
}

fn cut(mut items: Vec<Item>, depth: u32, result: &mut Vec<Vec<Item>>) {
    items.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    if items.len() <= 1 || depth > 40 {
        if !items.is_empty() {
            result.push(items);
        }
        return;
    }
    if let Some(x) = gutter(&items) {
        let (left, right): (Vec<_>, Vec<_>) = items.into_iter().partition(|i| i.rect.mid_x() < x);
        cut(left, depth + 1, result);
        cut(right, depth + 1, result);
        return;
    }
    // Bands parted by white space; neighbours that share a gutter are one band of columns.
    let mut bands: Vec<Vec<Item>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for item in items {
        let height = item.words.first().map_or(10.0, |word| word.size);
        let apart = item.rect.y0 - bottom > 0.15 * height;
        bottom = if apart {
            item.rect.y1
        } else {
            bottom.max(item.rect.y1)
        };
        match bands.last_mut() {
            Some(band) if !apart => band.push(item),
            _ => bands.push(vec![item]),
        }
    }
    if bands.len() == 1 {
        result.extend(bands);
        return;
    }
    let mut column: Vec<Item> = Vec::new();
    let mut i = 0;
    while i < bands.len() {
        let mut end = i + 1;
        let side_by_side = bands[i].len() > 1 && gutter_of(&bands[i], 1).is_some();
        if side_by_side {
            let mut group = bands[i].clone();
            while end < bands.len() {
                let mut wider = group.clone();
                wider.extend(bands[end].iter().cloned());
                let gap =
                    bands[end][0].rect.y0 - group.iter().map(|i| i.rect.y1).fold(0.0, f32::max);
                if gutter_of(&wider, 1).is_none() || gap > 40.0 {
                    break;
                }
                group = wider;
                end += 1;
            }
            // A heading below one column only belongs to what follows.
            while end > i + 1 && heads_what_follows(&bands[i..end], &group) {
                let from = bands[end - 1][0].rect.y0;
                group.retain(|item| item.rect.y0 < from);
                end -= 1;
            }
            if !column.is_empty() {
                result.push(std::mem::take(&mut column));
            }
            match gutter_of(&group, 1) {
                Some(x) => {
                    let (left, right): (Vec<_>, Vec<_>) =
                        group.into_iter().partition(|i| i.rect.mid_x() < x);
                    cut(left, depth + 1, result);
                    cut(right, depth + 1, result);
                }
                None => result.push(group),
            }
        } else {
            column.append(&mut bands[i]);
        }
        i = end;
    }
    if !column.is_empty() {
        result.push(column);
    }
}

/// Whether the last band is one line at the left that looks like a heading beside the others' text: larger, or bold.
fn heads_what_follows(bands: &[Vec<Item>], group: &[Item]) -> bool {
    let Some(([item], before)) = bands
        .split_last()
        .map(|(last, before)| (last.as_slice(), before))
    else {
        return false;
    };
    let left = group.iter().map(|i| i.rect.x0).fold(f32::MAX, f32::min);
    let Some(word) = item.words.first() else {
        return false;
    };
    let texts = || before.iter().flatten().flat_map(|item| &item.words);
    let size = crate::words::typography::typical_size(texts());
    let bold = texts().filter(|word| word.bold).count() * 2 > texts().count();
    item.rect.x0 - left < word.size
        && (word.size > size + 0.6 || !bold && item.words.iter().all(|word| word.bold))
}

fn gutter(items: &[Item]) -> Option<f32> {
    gutter_of(items, 3)
}

/// A vertical strip that no item enters, at least as wide as a letter and a half, with `least` pieces of text on each side.
fn gutter_of(items: &[Item], least: usize) -> Option<f32> {
    let size = items
        .iter()
        .flat_map(|i| i.words.first())
        .map(|w| w.size)
        .fold(8.0, f32::max);
    let mut spans: Vec<(f32, f32)> = items.iter().map(|i| (i.rect.x0, i.rect.x1)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = spans.first()?.1;
    let mut best: Option<(f32, f32)> = None;
    for (from, to) in spans.iter().skip(1) {
        let gap = from - reach;
        if gap > 1.2 * size.min(14.0) && best.is_none_or(|(widest, _)| gap > widest) {
            let x = f32::midpoint(*from, reach);
            let texts = |left: bool| {
                let side: Vec<&Item> = items
                    .iter()
                    .filter(|i| (i.rect.mid_x() < x) == left)
                    .collect();
                let real = side
                    .iter()
                    .filter(|i| i.table.is_some() || has_words(&i.words))
                    .count();
                real >= least && real * 2 > side.len()
            };
            if texts(true) && texts(false) {
                best = Some((gap, x));
            }
        }
        reach = reach.max(*to);
    }
    best.map(|(_, x)| x)
}

/// Whether there are letters enough to be text of its own, not a page number, a sign or a dash.
fn has_words(words: &[Word]) -> bool {
    if let [word] = words
        && is_date(&word.text)
    {
        return true;
    }
    words
        .iter()
        .flat_map(|w| w.text.chars())
        .filter(|c| c.is_alphabetic())
        .count()
        >= 3
}
