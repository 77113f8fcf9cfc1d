//! Lines of a column to paragraphs.

use crate::block::{CharIds, Mark, Paragraph, Place, Role, Style, ends_sentence};
use crate::geometry::Rect;
use crate::letters::ends_in_hyphen;
use crate::page::reading_order::Item;
use crate::page::tolerances::{
    GLUED_DIGITS, HEADING_LEADING, INDENT, LARGE_CAPITALS, LEADING_LEAST_SIZE, LEADING_SPARE,
    LINES_OVERLAP, NEARLY_FULL, ROOM_LEFT, ROWS_ABOVE, SAME_ROW, USUAL_LEADING, WIDEST_LEADING,
    WORD_SPACE,
};
use crate::words::contents_line::{is_contents, leads_far};
use crate::words::gaps::{extent, rect_of};
use crate::words::line;
use crate::words::list_sign::is_sign;
use crate::words::tolerances::{SAME_SIZE, same_size};
use crate::words::typography::{BodyLook, typical_size};
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
    let alike = same_size(last.style.size, next.style.size)
        && last.style.bold == next.style.bold
        && matches!(first.role, Role::Text | Role::ListItem)
        && second.role == Role::Text;
    let over = page == next_page && below.x0 > above.x1 && below.y1 < above.y0;
    let hyphen = ends_in_hyphen(&last.text);
    let open = !ends_sentence(&last.text);
    alike && over && next.begins_small() && (hyphen || open && last.full)
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
            .take(ROWS_ABOVE)
            .find(|row| (row[0].base - base).abs() < SAME_ROW)
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
    if !same_size(size, next_style.size) || !weights {
        return false;
    }
    if style.bold && style.color != next_style.color {
        return false;
    }
    let gap = extent(next).0 - extent(last).1;
    let leading = look.prose_gap(size).unwrap_or(USUAL_LEADING * size);
    // Headings may be set wider; one that goes on in a small letter is one all the same.
    let small = next
        .first()
        .is_some_and(|word| word.text.starts_with(char::is_lowercase));
    let heading = style.bold || size > look.size + SAME_SIZE;
    let full = rect_of(last).x1 + next[0].rect.width() + WORD_SPACE * size > right;
    let capitals =
        small_capitals(group).filter(|large| full && (heading || *large > look.size + SAME_SIZE));
    let usual = leading + LEADING_SPARE * size.max(LEADING_LEAST_SIZE);
    let most = match capitals {
        // Small capitals are led as the large ones among them are.
        Some(large) => usual.max(HEADING_LEADING * large),
        None if heading && small => usual.max(HEADING_LEADING * size),
        None => usual,
    };
    if gap > most.min(WIDEST_LEADING * size) || gap < -LINES_OVERLAP * size {
        return false;
    }
    if begins_glued(next) || is_contents(last) || leads_far(last) {
        return false;
    }
    let (rect, next_rect) = (rect_of(last), rect_of(next));
    // The next word would have had room: the paragraph was at its end, unless the sentence goes on in small letters.
    let room = right - rect.x1;
    let needed = next[0].rect.width() + WORD_SPACE * size;
    let short = room > needed + ROOM_LEFT * size;
    let open = !last.last().is_some_and(|word| ends_sentence(&word.text));
    if begins_item(next) && (short || !open || !mid_sentence_number(group, next)) {
        return false;
    }
    let nearly_full = room < NEARLY_FULL * (right - rect.x0);
    // A title has lines as long as its sense asks for.
    let larger = size > look.size + SAME_SIZE && small;
    if short && !(open && (nearly_full || larger) && begins_in_small_letters(next)) {
        return false;
    }
    // An indented first line begins a paragraph, a hanging item goes on.
    let hanging = begins_item(&group[0]) || begins_glued(&group[0]);
    // An item that hangs ends where a line stands further out again.
    if hanging && group.len() > 1 && next_rect.x0 < rect.x0 - INDENT * size {
        return false;
    }
    hanging || next_rect.x0 - rect.x0 < INDENT * size
}

/// The size of the large capitals of text in small ones, if it is: all capitals, some of them larger than most.
fn small_capitals(group: &[Vec<Word>]) -> Option<f32> {
    let words = || group.iter().flatten();
    let letters = || words().flat_map(|word| word.text.chars());
    if letters().any(char::is_lowercase) || !letters().any(char::is_uppercase) {
        return None;
    }
    let large = words().map(|word| word.size).fold(0.0, f32::max);
    let usual = typical_size(words());
    (large > LARGE_CAPITALS * usual).then_some(large)
}

/// Whether the first word is one of several letters, all small: `1 a)` and `e-post` begin much.
fn begins_in_small_letters(words: &[Word]) -> bool {
    words.first().is_some_and(|word| {
        let letters = word.text.trim_end_matches([',', '.', ':']);
        letters.chars().count() > 1 && letters.chars().all(char::is_lowercase)
    })
}

/// Whether the number or letter that begins the line is of a sentence (`årskurs` / `9. Fokus`, `se` / `s. 12`), not an
/// item's: no item before it, and lists begin with 1 or a.
fn mid_sentence_number(group: &[Vec<Word>], next: &[Word]) -> bool {
    let sign = next.first().and_then(|word| word.text.strip_suffix('.'));
    let listed = group
        .iter()
        .any(|line| begins_item(line) || begins_glued(line));
    let first = |sign: &str| matches!(sign, "1" | "a");
    let of_text = |sign: &str| sign.parse::<u32>().is_ok() || sign.starts_with(char::is_lowercase);
    sign.is_some_and(|sign| of_text(sign) && !first(sign)) && !listed
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
    (1..=GLUED_DIGITS).contains(&digits) && after.starts_with(char::is_uppercase)
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
