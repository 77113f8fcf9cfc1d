//! Lines of a column to paragraphs.

use crate::block::{CharIds, Mark, Paragraph, Place, Role, Style};
use crate::geometry::Rect;
use crate::page::reading_order::Item;
use crate::words::contents_line::is_contents;
use crate::words::gaps::{extent, rect_of};
use crate::words::line;
use crate::words::list_sign::is_sign;
use crate::words::typography::BodyLook;
use crate::words::word::{Word, WordParts};

/// Paragraphs of one column of a page.
#[must_use]
pub fn paragraphs(items: Vec<Item>, page: u32, right: f32, look: &BodyLook) -> Vec<Paragraph> {
    let rows = rows(items);
    let mut groups: Vec<Vec<Vec<Word>>> = Vec::new();
    let mut above = Style::default();
    for row in rows {
        let style = line::style(&row);
        let joins = groups
            .last()
            .is_some_and(|group| goes_on(group, &row, (above, style), right, look));
        above = style;
        match groups.last_mut() {
            Some(group) if joins => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    part_signs(&mut groups);
    groups
        .into_iter()
        .map(|group| paragraph(&group, page, right))
        .collect()
}

/// Parts a number from the word that it touches where it goes on with the numbers of the items above it.
fn part_signs(groups: &mut [Vec<Vec<Word>>]) {
    let mut last: Option<u32> = None;
    for words in groups.iter_mut().filter_map(|group| group.first_mut()) {
        let glued = begins_glued(words);
        let number = words.first().and_then(|word| {
            let end = word.text.find(|c: char| !c.is_ascii_digit())?;
            word.text.get(..end)?.parse::<u32>().ok()
        });
        if !glued && !begins_item(words) {
            continue;
        }
        if glued
            && number.is_some()
            && number == last.and_then(|last| last.checked_add(1))
            && let Some((sign, rest)) = words.first().and_then(part_sign)
        {
            words[0] = rest;
            words.insert(0, sign);
        }
        last = number;
    }
}

/// The number with its full stop, and the rest of the word.
fn part_sign(word: &Word) -> Option<(Word, Word)> {
    let end = word.text.find(['.', ')'])? + 1;
    if word.letters.len() != word.text.chars().count() || !word.text.is_char_boundary(end) {
        return None;
    }
    // Digits and signs are one byte each, and all letters of a sign are about equally wide.
    let (sign, rest) = (&word.text[..end], &word.text[end..]);
    #[allow(clippy::cast_precision_loss)] // Few letters.
    let share = end as f32 / word.letters.len() as f32;
    let middle = word.rect.x0 + share * word.rect.width();
    let part = |text: &str, letters: CharIds, x0: f32, x1: f32| {
        Word::from(WordParts {
            text: text.into(),
            letters,
            rect: Rect {
                x0,
                x1,
                ..word.rect
            },
            ..WordParts::clone(word)
        })
    };
    let (own, others) = word.letters.split_at(end)?;
    Some((
        part(sign, own, word.rect.x0, middle),
        part(rest, others, middle, word.rect.x1),
    ))
}

/// Whether a paragraph at the foot of a column goes on at the head of the next one.
#[must_use]
pub fn goes_on_in_next_column(first: &Paragraph, second: &Paragraph) -> bool {
    let (Some(last), Some(next)) = (first.lines.last(), second.lines.first()) else {
        return false;
    };
    let (Place::Page(page, above), Place::Page(next_page, below)) = (last.place, next.place) else {
        return false;
    };
    let alike = (last.style.size - next.style.size).abs() < 0.6
        && last.style.bold == next.style.bold
        && matches!(first.role, Role::Text | Role::ListItem)
        && second.role == Role::Text;
    let over = page == next_page && below.x0 > above.x1 && below.y1 < above.y0;
    let small = next.text.starts_with(char::is_lowercase);
    let hyphen = last.text.ends_with(['-', '\u{2010}', '\u{ad}']);
    let open = !last.text.ends_with(['.', ':', '!', '?', ';']);
    alike && over && small && (hyphen || open && last.full)
}

/// Pieces on one baseline are one line again.
fn rows(items: Vec<Item>) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = Vec::with_capacity(items.len());
    for item in items
        .into_iter()
        .filter(|item| item.table.is_none() && !item.words.is_empty())
    {
        let base = item.words[0].base;
        match rows
            .iter_mut()
            .rev()
            .take(3)
            .find(|row| (row[0].base - base).abs() < 1.5)
        {
            Some(row) => {
                row.extend(item.words);
                row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
            }
            None => rows.push(item.words),
        }
    }
    rows.sort_by(|a, b| a[0].base.total_cmp(&b[0].base));
    rows
}

/// Whether the line goes on with the paragraph. The styles are those of its last line and of this one.
fn goes_on(
    group: &[Vec<Word>],
    next: &[Word],
    (style, next_style): (Style, Style),
    right: f32,
    look: &BodyLook,
) -> bool {
    let Some(last) = group.last() else {
        return false;
    };
    let size = style.size;
    // A name in bold that begins a paragraph may fill most of its line, and a bold word may begin any.
    let bold = |words: &[Word]| words.iter().all(|word| word.bold);
    let run_in = group.len() == 1 && style.bold && !bold(last);
    let weights = run_in && !bold(next) || style.bold == next_style.bold;
    if (size - next_style.size).abs() > 0.6 || !weights {
        return false;
    }
    if style.bold && style.color != next_style.color {
        return false;
    }
    let gap = extent(next).0 - extent(last).1;
    let leading = look.prose_gap(size).unwrap_or(0.35 * size);
    // Headings may be set wider; one that goes on in a small letter is one all the same.
    let small = next
        .first()
        .is_some_and(|word| word.text.starts_with(char::is_lowercase));
    let heading = style.bold || size > look.size + 0.6;
    let full = rect_of(last).x1 + next[0].rect.width() + 0.3 * size > right;
    let capitals =
        small_capitals(group).filter(|large| full && (heading || *large > look.size + 0.6));
    let most = match capitals {
        // Small capitals are led as the large ones among them are.
        Some(large) => (leading + 0.22 * size.max(6.0)).max(1.1 * large),
        None if heading && small => (leading + 0.22 * size.max(6.0)).max(1.1 * size),
        None => leading + 0.22 * size.max(6.0),
    };
    if gap > most || gap < -0.5 * size {
        return false;
    }
    if begins_glued(next) || is_contents(last) {
        return false;
    }
    let (rect, next_rect) = (rect_of(last), rect_of(next));
    // The next word would have had room: the paragraph was at its end, unless the sentence goes on in small letters.
    let room = right - rect.x1;
    let needed = next[0].rect.width() + 0.3 * size;
    let short = room > needed + 0.8 * size;
    let open = !ends_sentence(last);
    if begins_item(next) && (short || !open || !mid_sentence_number(group, next)) {
        return false;
    }
    let mostly = room < 0.3 * (right - rect.x0);
    if short && !(open && mostly && begins_small(next)) {
        return false;
    }
    // An indented first line begins a paragraph, a hanging item goes on.
    let start = rect_of(&group[0]).x0;
    let hanging = begins_item(&group[0]) || begins_glued(&group[0]);
    // An item that hangs ends where a line stands further out again.
    if hanging && group.len() > 1 && next_rect.x0 < rect.x0 - 0.8 * size {
        return false;
    }
    let indent = next_rect.x0
        - if hanging {
            next_rect.x0
        } else {
            rect.x0.min(start).max(rect.x0)
        };
    indent < 0.8 * size || group.len() == 1 && hanging
}

/// The size of the large capitals of text in small ones, if it is: all capitals, some of them larger than most.
fn small_capitals(group: &[Vec<Word>]) -> Option<f32> {
    let words = || group.iter().flatten();
    let letters = || words().flat_map(|word| word.text.chars());
    if letters().any(char::is_lowercase) || !letters().any(char::is_uppercase) {
        return None;
    }
    let large = words().map(|word| word.size).fold(0.0, f32::max);
    let usual = crate::words::typography::typical_size(words());
    (large > 1.1 * usual).then_some(large)
}

/// Whether the line ends where a sentence or a list's introduction does.
fn ends_sentence(words: &[Word]) -> bool {
    words
        .last()
        .is_some_and(|word| word.text.ends_with(['.', ':', '!', '?', ';']))
}

/// Whether the first word is one of several letters, all small: `1 a)` and `e-post` begin much.
fn begins_small(words: &[Word]) -> bool {
    words.first().is_some_and(|word| {
        let letters = word.text.trim_end_matches([',', '.', ':']);
        letters.chars().count() > 1 && letters.chars().all(char::is_lowercase)
    })
}

/// Whether the number that begins the line is the end of a sentence (`årskurs` / `9. Fokus`), not an item's: no item
/// before it, and lists begin with 1.
fn mid_sentence_number(group: &[Vec<Word>], next: &[Word]) -> bool {
    let number: Option<u32> = next
        .first()
        .and_then(|word| word.text.strip_suffix('.')?.parse().ok());
    let listed = group
        .iter()
        .any(|line| begins_item(line) || begins_glued(line));
    number.is_some_and(|number| number > 1) && !listed
}

/// Whether a list's sign begins the line.
#[must_use]
pub fn begins_item(words: &[Word]) -> bool {
    words.len() > 1 && is_sign(&words[..1])
        || words
            .first()
            .is_some_and(|word| word.text.starts_with('•') && words.len() > 1)
}

/// Whether a number touches the line's first word (`11.Omedelbar`): its tab was too short for a gap.
fn begins_glued(words: &[Word]) -> bool {
    let Some(word) = words.first() else {
        return false;
    };
    let rest = word.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = word.text.len() - rest.len();
    let after = rest.strip_prefix(['.', ')']).unwrap_or_default();
    (1..=2).contains(&digits) && after.starts_with(char::is_uppercase)
}

fn paragraph(group: &[Vec<Word>], page: u32, right: f32) -> Paragraph {
    let role = if group.iter().any(|words| is_contents(words)) {
        Role::Contents
    } else if begins_item(&group[0]) {
        Role::ListItem
    } else {
        Role::Text
    };
    Paragraph {
        role,
        lines: line::lines(
            group,
            page,
            &line::Room {
                left: None,
                right,
                width: None,
            },
        ),
        marks: Vec::<Mark>::new(),
    }
}

/// Font size of running text: of most letters in paragraphs that are not bold throughout. Text of tables does not count, so
/// that a document that is mostly tables has a body size too.
#[must_use]
pub fn body_size(paragraphs: &[&mut Paragraph]) -> Option<f32> {
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    for line in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
        if line.style.bold || line.style.size <= 0.0 {
            continue;
        }
        #[allow(clippy::cast_possible_truncation)] // Sizes are small.
        let key = (line.style.size * 10.0).round() as i32;
        match sizes.iter_mut().find(|(size, _)| *size == key) {
            Some((_, count)) => *count += line.letters.len(),
            None => sizes.push((key, line.letters.len())),
        }
    }
    sizes.sort_by_key(|(size, count)| (std::cmp::Reverse(*count), *size));
    #[allow(clippy::cast_precision_loss)] // Tenths of points.
    sizes.first().map(|(size, _)| *size as f32 / 10.0)
}

/// Gives headings their role and level: text that is larger than the body, or bold and short, ranked by size.
pub fn mark_headings(paragraphs: &mut [&mut Paragraph], body: f32) {
    let is_heading = |paragraph: &Paragraph| {
        let Some(first) = paragraph.lines.first() else {
            return false;
        };
        let letters: usize = paragraph.lines.iter().map(|line| line.letters.len()).sum();
        let larger = first.style.size > body + 0.6;
        let bold = first.style.bold && paragraph.lines.iter().all(|line| line.style.bold);
        // A heading with a number looks like an item; an item has the text's size.
        let numbered = paragraph.role == Role::ListItem
            && paragraph.lines.len() <= 3
            && first.text.starts_with(|c: char| c.is_ascii_digit())
            && first.style.size > body + 1.2;
        let words = paragraph
            .lines
            .iter()
            .flat_map(|l| l.text.chars())
            .any(char::is_alphabetic);
        let text = paragraph.role == Role::Text && (larger || bold);
        words && letters < 260 && (text || numbered)
    };
    let mut looks: Vec<(i32, bool)> = Vec::new();
    #[allow(clippy::cast_possible_truncation)] // Sizes are small.
    let key = |paragraph: &Paragraph| {
        let style = paragraph.lines[0].style;
        ((style.size * 2.0).round() as i32, style.bold)
    };
    for paragraph in paragraphs.iter().filter(|p| is_heading(p)) {
        let look = key(paragraph);
        if !looks.contains(&look) {
            looks.push(look);
        }
    }
    looks.sort_by(|a, b| b.cmp(a));
    for paragraph in paragraphs.iter_mut() {
        if is_heading(paragraph) {
            let rank = looks
                .iter()
                .position(|look| *look == key(paragraph))
                .unwrap_or(0);
            paragraph.role = Role::Heading(u32::try_from(rank + 1).unwrap_or(1).min(9));
        }
    }
}
