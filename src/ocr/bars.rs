//! The capital I of sans serif type is a plain bar, which engines read as i, l, 1 or a line. The picture tells: an i has a dot, a
//! 1 has a flag.

use crate::ocr::reading::ReadWord;
use crate::ocr::tolerances::{BAR_LOOKED_AT, CAPITAL_BAR, ONE_BASELINE, SLENDER_BAR, TOGETHER};
use crate::pdf::Picture;

/// What a bar is read as.
pub(super) const READ_AS: [char; 4] = ['i', '1', 'l', '|'];

/// Makes a capital I of what is a plain bar in the picture: a letter by itself before another word, or the first one of a word.
/// What was read is kept beside it.
pub fn capitals(words: &mut [ReadWord], picture: &Picture) {
    for at in 0..words.len() {
        let word = &words[at];
        let mut letters = word.text.chars();
        let first = letters.next().filter(|first| READ_AS.contains(first));
        if first.is_none() || word.before.is_some() {
            continue;
        }
        let rest = letters.as_str();
        let fits = if rest.is_empty() {
            words.get(at + 1).is_some_and(|next| is_before(word, next))
        } else {
            // `l` begins words of its own; figures after it are a number.
            first == Some('i') && rest.chars().all(char::is_lowercase)
        };
        if fits && is_bar(word, picture) {
            let text = format!("I{rest}");
            let before = std::mem::replace(&mut words[at].text, text);
            words[at].before = Some(before);
        }
    }
}

/// Whether the next word follows on the line and begins with a letter.
fn is_before(word: &ReadWord, next: &ReadWord) -> bool {
    let gap = next.rect.x0 - word.rect.x1;
    (next.base - word.base).abs() < ONE_BASELINE * word.size
        && gap > 0.0
        && gap < TOGETHER * word.size
        && next.text.chars().take(2).all(char::is_alphabetic)
}

/// Whether a word's first piece of ink is a plain upright bar as high as a capital.
fn is_bar(word: &ReadWord, picture: &Picture) -> bool {
    let scale = picture.dpi / 72.0;
    let bound = |points: f32, most: usize| ((points * scale).round().max(0.0) as usize).min(most);
    let (left, right) = (
        bound(word.rect.x0, picture.width),
        bound(word.rect.x1, picture.width),
    );
    let bottom = bound(word.base, picture.height);
    let top = bottom.saturating_sub((BAR_LOOKED_AT * word.size * scale) as usize);
    let samples = (top..bottom).flat_map(|y| picture.row(y).get(left..right).unwrap_or_default());
    // Half way to white: letters may be grey.
    let middle = samples.min().map_or(0, |darkest| darkest.midpoint(u8::MAX));
    let ink = |x: usize, y: usize| picture.data[y * picture.width + x] < middle;
    let is_inked = |x: &usize| (top..bottom).any(|y| ink(*x, y));
    let Some(from) = (left..right).find(is_inked) else {
        return false;
    };
    let to = (from..right).find(|x| !is_inked(x)).unwrap_or(right);
    let width = |y: usize| (from..to).filter(|x| ink(*x, y)).count();
    let rows: Vec<usize> = (top..bottom).map(width).collect();
    // From its first to its last row it has neither a gap nor a flag nor feet.
    let Some(first) = rows.iter().position(|width| *width > 0) else {
        return false;
    };
    let last = rows.iter().rposition(|width| *width > 0).unwrap_or(first);
    let body = &rows[first..=last];
    let inner = body
        .get(1..body.len().saturating_sub(1))
        .unwrap_or_default();
    let Some(least) = inner.iter().min().copied() else {
        return false;
    };
    least > 0
        && to - from <= least + 1 + least / 3
        && body.len() >= SLENDER_BAR * (to - from)
        && body.len() as f32 >= CAPITAL_BAR * word.size * scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// A word of this text whose first letter is drawn as these rows, on paper of 72 samples in an inch, beside another word.
    fn read(text: &str, rows: &[&str]) -> String {
        let mut picture = Picture::paper(60.0, 40.0, 72.0, 1 << 20).unwrap();
        for (y, row) in rows.iter().enumerate() {
            for (x, _) in row.chars().enumerate().filter(|(_, c)| *c == '#') {
                picture.data[(30 - rows.len() + y) * picture.width + 4 + x] = 0;
            }
        }
        let word = |text: &str, x0: f32, x1: f32| ReadWord {
            text: text.to_owned(),
            rect: Rect::new(x0, 14.0, x1, 30.0),
            base: 30.0,
            size: 20.0,
            bold: false,
            confidence: 80,
            before: None,
        };
        let mut words = vec![word(text, 4.0, 8.0), word("Tallnäs", 14.0, 50.0)];
        capitals(&mut words, &picture);
        assert_eq!(words[0].before.is_some(), words[0].text != text);
        words.remove(0).text
    }

    #[test]
    fn a_plain_bar_is_a_capital_i_and_dots_and_flags_are_none() {
        let bar = ["##"; 14];
        for text in ["1", "i", "l", "|"] {
            assert_eq!(read(text, &bar), "I");
        }
        assert_eq!(read("invånarna", &bar), "Invånarna");
        assert_eq!(read("livet", &bar), "livet");
        assert_eq!(read("12", &bar), "12");
        let mut flag = [" ##"; 14];
        flag[1] = "###";
        flag[2] = "# ##";
        flag[3] = "####";
        assert_eq!(read("1", &flag), "1");
        let mut dot = ["##"; 14];
        (dot[3], dot[4]) = ("", "");
        assert_eq!(read("i", &dot), "i");
        assert_eq!(read("i", &["##"; 8]), "i");
    }
}
