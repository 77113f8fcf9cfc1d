//! Reading order: a page is cut along gutters and wide gaps, again and again, until single columns are left.

use crate::geometry::Rect;
use crate::page::tolerances::{
    BAND_GAP, BANDS_APART, DATE_DIGITS, GUTTER, GUTTER_LEAST_SIZE, GUTTER_MOST_SIZE, LEAST_LETTERS,
    MOST_CUTS, PIECE_GAP, PIECES_BESIDE_GUTTER, TABLE_SIZE, YEAR_DIGITS,
};
use crate::words::gaps::{extent, is_parted, rect_of, segments};
use crate::words::list_sign::is_sign;
use crate::words::tolerances::SAME_SIZE;
use crate::words::typography::typical_size;
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
            let (top, bottom) = extent(&part);
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
    if !is_parted(&line, PIECE_GAP) && !line.is_empty() {
        return vec![line];
    }
    let mut parts: Vec<Vec<Word>> = Vec::new();
    for part in segments(&line, PIECE_GAP) {
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
    let all = parts.iter().all(|part| {
        (1..=YEAR_DIGITS).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    });
    all && parts.len() == 3 && digits >= DATE_DIGITS
}

/// Cuts along the gutter that goes all the way down; else into bands, of which those that share a gutter are cut along it,
/// and the others are one column.
fn cut(mut items: Vec<Item>, depth: u32, result: &mut Vec<Vec<Item>>) {
    items.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    if items.len() <= 1 || depth > MOST_CUTS {
        if !items.is_empty() {
            result.push(items);
        }
        return;
    }
    let all: Vec<&Item> = items.iter().collect();
    if let Some(x) = gutter(&all, PIECES_BESIDE_GUTTER) {
        cut_at(x, items, depth, result);
        return;
    }
    let mut bands = bands(items);
    if bands.len() == 1 {
        result.extend(bands);
        return;
    }
    let mut column: Vec<Item> = Vec::new();
    let mut i = 0;
    while i < bands.len() {
        let end = i + shared_gutter(&bands[i..]);
        if end == i {
            column.append(&mut bands[i]);
            i += 1;
            continue;
        }
        if !column.is_empty() {
            result.push(std::mem::take(&mut column));
        }
        let group: Vec<Item> = bands[i..end].iter_mut().flat_map(std::mem::take).collect();
        match gutter(&group.iter().collect::<Vec<_>>(), 1) {
            Some(x) => cut_at(x, group, depth, result),
            None => result.push(group),
        }
        i = end;
    }
    if !column.is_empty() {
        result.push(column);
    }
}

/// What stands left of a gutter, then what stands right of it.
fn cut_at(x: f32, items: Vec<Item>, depth: u32, result: &mut Vec<Vec<Item>>) {
    let (left, right): (Vec<_>, Vec<_>) = items.into_iter().partition(|i| i.rect.mid_x() < x);
    cut(left, depth + 1, result);
    cut(right, depth + 1, result);
}

/// Items from top to bottom as bands parted by white space.
fn bands(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut bands: Vec<Vec<Item>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for item in items {
        let height = item.words.first().map_or(TABLE_SIZE, |word| word.size);
        let apart = item.rect.y0 - bottom > BAND_GAP * height;
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
    bands
}

/// How many of the bands, from the first one on, share a gutter; 0 if the first one has none.
fn shared_gutter(bands: &[Vec<Item>]) -> usize {
    let mut group: Vec<&Item> = bands[0].iter().collect();
    if group.len() < 2 || gutter(&group, 1).is_none() {
        return 0;
    }
    let mut bottom = group.iter().map(|item| item.rect.y1).fold(0.0, f32::max);
    let mut count = 1;
    while let Some(band) = bands.get(count) {
        let gap = band[0].rect.y0 - bottom;
        group.extend(band);
        if gutter(&group, 1).is_none() || gap > BANDS_APART {
            break;
        }
        bottom = band.iter().map(|item| item.rect.y1).fold(bottom, f32::max);
        count += 1;
    }
    // A heading below one column only belongs to what follows.
    while count > 1 && heads_what_follows(&bands[..count]) {
        count -= 1;
    }
    count
}

/// Whether the last band is one line at the left that looks like a heading beside the others' text: larger, or bold.
fn heads_what_follows(bands: &[Vec<Item>]) -> bool {
    let Some(([item], before)) = bands
        .split_last()
        .map(|(last, before)| (last.as_slice(), before))
    else {
        return false;
    };
    let items = bands.iter().flatten();
    let left = items.map(|item| item.rect.x0).fold(f32::MAX, f32::min);
    let Some(word) = item.words.first() else {
        return false;
    };
    let texts = || before.iter().flatten().flat_map(|item| &item.words);
    let size = typical_size(texts());
    let bold = texts().filter(|word| word.bold).count() * 2 > texts().count();
    item.rect.x0 - left < word.size
        && (word.size > size + SAME_SIZE || !bold && item.words.iter().all(|word| word.bold))
}

/// A vertical strip that no item enters, at least as wide as a letter and a half, with `least` pieces of text on each side.
fn gutter(items: &[&Item], least: usize) -> Option<f32> {
    let size = items
        .iter()
        .flat_map(|i| i.words.first())
        .map(|w| w.size)
        .fold(GUTTER_LEAST_SIZE, f32::max);
    let mut spans: Vec<(f32, f32)> = items.iter().map(|i| (i.rect.x0, i.rect.x1)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = spans.first()?.1;
    let mut best: Option<(f32, f32)> = None;
    for (from, to) in spans.iter().skip(1) {
        let gap = from - reach;
        if gap > GUTTER * size.min(GUTTER_MOST_SIZE) && best.is_none_or(|(widest, _)| gap > widest)
        {
            let x = f32::midpoint(*from, reach);
            let texts = |left: bool| {
                let side = items.iter().filter(|item| (item.rect.mid_x() < x) == left);
                let real = side
                    .clone()
                    .filter(|item| item.table.is_some() || has_words(&item.words))
                    .count();
                real >= least && real * 2 > side.count()
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
        >= LEAST_LETTERS
}
