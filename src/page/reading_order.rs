//! Reading order: a page is cut along gutters and wide gaps, again and again, until single columns are left.

use crate::geometry::Rect;
use crate::page::gutters::Gutter;
use crate::page::tolerances::{
    BAND_GAP, BANDS_APART, BOX_LINES, DATE_DIGITS, GUTTER, GUTTER_LEAST_SIZE, GUTTER_MOST_SIZE,
    LEAST_LETTERS, MARGIN_LETTERS, MARGIN_WIDTH, MOST_CUTS, PIECE_GAP, PIECES_BESIDE_GUTTER,
    PROSE_WORDS, SAME_ROW, TABLE_SIZE, YEAR_DIGITS,
};
use crate::words::gaps::{extent, is_evenly_spaced, is_parted, rect_of, segments};
use crate::words::list_sign::is_sign;
use crate::words::tolerances::SAME_SIZE;
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Something that stands on a page: a piece of a line, a table, or a box with text.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where.
    pub rect: Rect,
    /// Words, for a piece of a line.
    pub words: Vec<Word>,
    /// Index of the table, for a table.
    pub table: Option<usize>,
    /// What stands in it, for a box.
    inner: Vec<Item>,
}

/// Items that are read from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The items.
    pub items: Vec<Item>,
    /// They are notes beside the text, not a column of it.
    pub margin: bool,
    /// It is one of several columns of running text that stand beside each other.
    pub beside: bool,
}

/// What parts a page beside white space.
#[derive(Debug, Clone, Copy, Default)]
pub struct Partings<'a> {
    /// Gutters between columns of running text, at which the lines are parted already.
    pub gutters: &'a [Gutter],
    /// Shaded areas that are no part of a table.
    pub boxes: &'a [Rect],
}

/// Makes items of lines and tables, in reading order, as columns of text from top to bottom.
#[must_use]
pub fn columns(lines: Vec<Vec<Word>>, tables: &[Rect], partings: Partings<'_>) -> Vec<Column> {
    let gutters = partings.gutters;
    let mut items: Vec<Item> = Vec::new();
    for line in lines {
        for part in pieces(line, gutters) {
            let rect = rect_of(&part);
            // Heights from sizes: boxes from fonts differ too much.
            let (top, bottom) = extent(&part);
            let rect = Rect::new(rect.x0, top, rect.x1, bottom);
            items.push(Item {
                rect,
                words: part,
                table: None,
                inner: Vec::new(),
            });
        }
    }
    for (index, rect) in tables.iter().enumerate() {
        items.push(Item {
            rect: *rect,
            words: Vec::new(),
            table: Some(index),
            inner: Vec::new(),
        });
    }
    let items = boxed(items, partings.boxes);
    let mut result = Vec::new();
    cut(items, 0, gutters, &mut result);
    result
}

/// Puts what stands in a box beside other text together: a panel is read as a whole.
fn boxed(mut items: Vec<Item>, boxes: &[Rect]) -> Vec<Item> {
    for area in boxes {
        let within = |item: &Item| {
            area.contains(item.rect.x0, item.rect.mid_y())
                && area.contains(item.rect.x1, item.rect.mid_y())
        };
        let meets =
            |item: &Item| area.overlap_x(&item.rect) > 0.0 && area.overlap_y(&item.rect) > 0.0;
        let (inside, outside): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|i| within(i));
        let mut bases: Vec<f32> = inside
            .iter()
            .filter_map(|item| item.words.first().map(|word| word.base))
            .collect();
        bases.sort_by(f32::total_cmp);
        bases.dedup_by(|a, b| (*a - *b).abs() < SAME_ROW);
        let whole = inside.iter().all(|item| item.table.is_none())
            && !outside.iter().any(|item| meets(item));
        let beside = outside.iter().any(|item| area.overlap_y(&item.rect) > 0.0);
        if bases.len() < BOX_LINES || !whole || !beside {
            continue;
        }
        let (inner, mut rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(within);
        let rect = inner
            .iter()
            .map(|item| item.rect)
            .reduce(|a, b| a.union(&b));
        rest.push(Item {
            rect: rect.unwrap_or(*area),
            words: Vec::new(),
            table: None,
            inner,
        });
        items = rest;
    }
    items
}

/// Adds a column; a box in it is cut by itself.
fn add(items: Vec<Item>, depth: u32, gutters: &[Gutter], result: &mut Vec<Column>) {
    let beside = items
        .iter()
        .filter(|item| in_column(&item.rect, gutters))
        .count()
        * 2
        > items.len();
    let mut column: Vec<Item> = Vec::new();
    let flush = |column: &mut Vec<Item>, result: &mut Vec<Column>| {
        if !column.is_empty() {
            result.push(Column {
                items: std::mem::take(column),
                margin: false,
                beside,
            });
        }
    };
    for item in items {
        if item.inner.is_empty() {
            column.push(item);
        } else {
            flush(&mut column, result);
            cut(item.inner, depth + 1, gutters, result);
        }
    }
    flush(&mut column, result);
}

/// Whether a piece of a line stands in one of the columns beside a gutter.
fn in_column(rect: &Rect, gutters: &[Gutter]) -> bool {
    gutters.iter().any(|gutter| {
        let left = rect.x0 > gutter.columns.0 - SAME_ROW && rect.x1 < gutter.middle();
        let right = rect.x0 > gutter.middle() && rect.x1 < gutter.columns.1 + SAME_ROW;
        gutter.is_beside((rect.y0, rect.y1)) && (left || right)
    })
}

/// A line's pieces: parted at gaps that no sentence has, but not after a list's sign or before a page number, and not where
/// all gaps of the line are alike or it stands in a column of running text: justified lines have wide gaps.
fn pieces(line: Vec<Word>, gutters: &[Gutter]) -> Vec<Vec<Word>> {
    let whole = line.is_empty()
        || !is_parted(&line, PIECE_GAP)
        || in_column(&rect_of(&line), gutters)
        || is_evenly_spaced(&line);
    if whole {
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
fn cut(mut items: Vec<Item>, depth: u32, gutters: &[Gutter], result: &mut Vec<Column>) {
    items.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    if items.len() <= 1 || depth > MOST_CUTS {
        add(items, depth, gutters, result);
        return;
    }
    let all: Vec<&Item> = items.iter().collect();
    if let Some(x) = gutter(&all, PIECES_BESIDE_GUTTER, gutters) {
        cut_at(x, items, depth, gutters, result);
        return;
    }
    // Notes in the margin may be few.
    if let Some(x) = gutter(&all, 1, gutters) {
        let left = |item: &&Item| item.rect.mid_x() < x;
        let (left, right): (Vec<Item>, Vec<Item>) = items.iter().cloned().partition(|i| left(&i));
        if is_margin(&left, &right) || is_margin(&right, &left) {
            cut_at(x, items, depth, gutters, result);
            return;
        }
    }
    let mut bands = bands(items);
    if bands.len() == 1 {
        for band in bands {
            add(band, depth, gutters, result);
        }
        return;
    }
    let mut column: Vec<Item> = Vec::new();
    let mut i = 0;
    while i < bands.len() {
        let end = i + shared_gutter(&bands[i..], gutters);
        if end == i {
            column.append(&mut bands[i]);
            i += 1;
            continue;
        }
        if !column.is_empty() {
            add(std::mem::take(&mut column), depth, gutters, result);
        }
        let group: Vec<Item> = bands[i..end].iter_mut().flat_map(std::mem::take).collect();
        match gutter(&group.iter().collect::<Vec<_>>(), 1, gutters) {
            Some(x) => cut_at(x, group, depth, gutters, result),
            None => add(group, depth, gutters, result),
        }
        i = end;
    }
    if !column.is_empty() {
        add(column, depth, gutters, result);
    }
}

/// What stands left of a gutter, then what stands right of it; notes in the margin stand beside the text and follow it.
fn cut_at(x: f32, items: Vec<Item>, depth: u32, gutters: &[Gutter], result: &mut Vec<Column>) {
    let (left, right): (Vec<_>, Vec<_>) = items.into_iter().partition(|i| i.rect.mid_x() < x);
    let notes = |items: Vec<Item>| Column {
        items,
        margin: true,
        beside: true,
    };
    if is_label_column(&left, &right) {
        let mut rows: Vec<Item> = left.into_iter().chain(right).collect();
        rows.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        add(rows, depth, gutters, result);
    } else if is_margin(&left, &right) {
        cut(right, depth + 1, gutters, result);
        result.push(notes(left));
    } else if is_margin(&right, &left) {
        cut(left, depth + 1, gutters, result);
        result.push(notes(right));
    } else {
        cut(left, depth + 1, gutters, result);
        cut(right, depth + 1, gutters, result);
    }
}

/// Whether the left items are labels in bold, most beside the first of what they stand for, which is no running text: then
/// they are read in rows.
fn is_label_column(labels: &[Item], values: &[Item]) -> bool {
    let bold = |item: &&Item| !item.words.is_empty() && item.words.iter().all(|word| word.bold);
    let base = |item: &Item| item.words.first().map_or(0.0, |word| word.base);
    let beside = |label: &&Item| {
        values
            .iter()
            .any(|value| (base(value) - base(label)).abs() < SAME_ROW)
    };
    let prose = values.iter().filter(|item| item.words.len() >= PROSE_WORDS);
    labels.len() > 1
        && labels.iter().all(|label| bold(&label))
        && values.iter().filter(bold).count() * 2 < values.len()
        && values.iter().all(|value| value.table.is_none())
        && prose.count() * 2 < values.len()
        && labels.iter().filter(beside).count() * 2 > labels.len()
}

/// Whether the items are notes in the margin of a text: few letters in a narrow strip, set smaller or in italics, each
/// beside running text.
fn is_margin(notes: &[Item], text: &[Item]) -> bool {
    let area = |items: &[Item]| items.iter().map(|i| i.rect).reduce(|a, b| a.union(&b));
    let (Some(strip), Some(body)) = (area(notes), area(text)) else {
        return false;
    };
    let words = |items: &[Item]| {
        items
            .iter()
            .flat_map(|i| i.words.clone())
            .collect::<Vec<_>>()
    };
    let (own, main) = (words(notes), words(text));
    let letters = |words: &[Word]| words.iter().map(|word| word.letters.len()).sum::<usize>();
    let prose = text.iter().filter(|item| item.words.len() >= PROSE_WORDS);
    let set_apart = own.iter().all(|word| word.italic) && !main.iter().all(|word| word.italic)
        || typical_size(own.iter()) < typical_size(main.iter()) - SAME_SIZE;
    let plain = notes
        .iter()
        .all(|item| !item.words.is_empty() && has_words(&item.words));
    plain
        && set_apart
        && prose.count() * 2 > text.len()
        && letters(&own) * MARGIN_LETTERS < letters(&main)
        && strip.width() < MARGIN_WIDTH * body.width()
        && strip.y0 > body.y0 - TABLE_SIZE
        && strip.y1 < body.y1 + TABLE_SIZE
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
fn shared_gutter(bands: &[Vec<Item>], gutters: &[Gutter]) -> usize {
    let mut group: Vec<&Item> = bands[0].iter().collect();
    if group.len() < 2 || gutter(&group, 1, gutters).is_none() {
        return 0;
    }
    let mut bottom = group.iter().map(|item| item.rect.y1).fold(0.0, f32::max);
    let mut count = 1;
    while let Some(band) = bands.get(count) {
        let gap = band[0].rect.y0 - bottom;
        group.extend(band);
        if gutter(&group, 1, gutters).is_none() || gap > BANDS_APART {
            break;
        }
        bottom = band.iter().map(|item| item.rect.y1).fold(bottom, f32::max);
        count += 1;
    }
    // A heading below one column only belongs to what follows.
    while count > 1 && heads_what_follows(&bands[..count]) {
        count -= 1;
    }
    if count > 1 && is_labelled_row(&bands[..count], gutters) {
        return 0;
    }
    count
}

/// Whether one side of the bands' gutter is a single piece that stands in a row with the other side's first: a label, not a
/// column.
fn is_labelled_row(bands: &[Vec<Item>], gutters: &[Gutter]) -> bool {
    let [label, value] = bands[0].as_slice() else {
        return false;
    };
    let group: Vec<&Item> = bands.iter().flatten().collect();
    let Some(x) = gutter(&group, 1, gutters) else {
        return false;
    };
    let left = group.iter().filter(|item| item.rect.mid_x() < x).count();
    let base = |item: &Item| item.words.first().map(|word| word.base);
    let level = base(label)
        .zip(base(value))
        .is_some_and(|(one, other)| (one - other).abs() < SAME_ROW);
    left.min(group.len() - left) == 1 && level
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

/// A vertical strip that no item enters, at least as wide as a letter and a half or known as a gutter of running text, with
/// `least` pieces of text on each side.
fn gutter(items: &[&Item], least: usize, gutters: &[Gutter]) -> Option<f32> {
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
        let known = || {
            let inside = |x: f32| reach < x && x < *from;
            let beside = |gutter: &Gutter| {
                let beside = |item: &&&Item| gutter.is_beside((item.rect.y0, item.rect.y1));
                items.iter().filter(beside).nth(1).is_some()
            };
            gutters.iter().any(|g| inside(g.middle()) && beside(g))
        };
        let wide = gap > GUTTER * size.min(GUTTER_MOST_SIZE) || gap > 0.0 && known();
        if wide && best.is_none_or(|(widest, _)| gap > widest) {
            let x = f32::midpoint(*from, reach);
            let texts = |left: bool| {
                let side = items.iter().filter(|item| (item.rect.mid_x() < x) == left);
                let real = side
                    .clone()
                    .filter(|item| item.words.is_empty() || has_words(&item.words))
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

#[cfg(test)]
mod tests;
