//! Raised letters: which of them are note marks, and how they are written.
//!
//! A raised digit that follows a letter of its word is written as a superscript character, so that no later step takes it
//! for a digit of a number; only the exponent of a measure (`m2`, `km3`) is written plainly, as it is no mark.

/// Measures whose raised digit is an exponent.
const MEASURES: [&str; 7] = ["m", "mm", "cm", "dm", "km", "mil", "kvm"];
/// A number with a raised digit may be a power of this one.
const BASE_OF_POWERS: &str = "10";

/// The character that a raised one is written as, behind the word's text before it. It may follow a raised one that belongs to
/// the word before.
pub(crate) fn raised(before: &str, follows: bool, ch: char) -> char {
    if before.is_empty() && !follows || is_measure(before, ch) {
        return ch;
    }
    // A bracket closes a digit that is raised; behind a sign that has no raised character (`*)`) it stays as it is.
    let closes = ch == ')' && !before.ends_with(|c| plain(c).is_some());
    let own = superscript(ch).filter(|_| !closes);
    own.unwrap_or(ch)
}

/// Whether the text ends in a measure of which the raised digit makes an area or a volume.
fn is_measure(before: &str, ch: char) -> bool {
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_alphabetic())
        .map_or(0, |(at, c)| at + c.len_utf8());
    let measure = before.get(start..).unwrap_or_default().to_lowercase();
    matches!(ch, '2' | '3') && MEASURES.contains(&measure.as_str())
}

/// The superscript character of a digit, a bracket or a sign between marks.
fn superscript(ch: char) -> Option<char> {
    Some(match ch {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + (u32::from(ch) - u32::from('4')))?,
        '(' => '⁽',
        ')' => '⁾',
        _ => return None,
    })
}

/// The plain character of a superscript one.
fn plain(ch: char) -> Option<char> {
    Some(match ch {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_u32(u32::from('4') + (u32::from(ch) - u32::from('⁴')))?,
        '⁽' => '(',
        '⁾' => ')',
        _ => return None,
    })
}

/// A text without the superscript characters at its end.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    text.trim_end_matches(|c: char| plain(c).is_some())
}

/// A text without the note marks at its end, and the marks. Exponents (`m²`, `10⁶`) are none.
///
/// ```
/// # use namnd::words::note_marks::parted;
/// assert_eq!(parted("12 340²"), ("12 340", vec!["2".to_owned()]));
/// assert_eq!(parted("250 m²"), ("250 m²", vec![]));
/// ```
#[must_use]
pub fn parted(text: &str) -> (&str, Vec<String>) {
    let is_mark = |c: char| plain(c).is_some();
    // `¹, ²` and `¹ ²` are two marks.
    let between = |c: char| c == ',' || c.is_whitespace();
    let before = text.trim_end_matches(|c: char| is_mark(c) || between(c));
    let Some(marks) = text.get(before.len()..) else {
        return (text, Vec::new());
    };
    let Some(first) = marks.find(is_mark) else {
        return (text, Vec::new());
    };
    let at = before.len() + first;
    let ch = text.get(at..).and_then(|rest| rest.chars().next());
    let ch = ch.and_then(plain).unwrap_or_default();
    let own = text.get(..at).unwrap_or_default();
    let power = own.ends_with(BASE_OF_POWERS)
        && !own
            .strip_suffix(BASE_OF_POWERS)
            .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    if own.trim().is_empty() || is_measure(own, ch) || power {
        return (text, Vec::new());
    }
    let noter = text.get(at..).unwrap_or_default();
    let noter = noter.split(between).filter(|mark| !mark.is_empty());
    let noter = noter.map(|mark| mark.chars().filter_map(plain).collect());
    (own.trim_end(), noter.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(before: &str, marks: &str) -> String {
        marks.chars().fold(before.to_owned(), |mut word, ch| {
            word.push(raised(&word, false, ch));
            word
        })
    }

    #[test]
    fn raised_digits_are_marks_but_not_those_of_measures() {
        assert_eq!(word("220", "4"), "220⁴");
        assert_eq!(word("året.", "12"), "året.¹²");
        assert_eq!(word("%", "5)"), "%⁵⁾");
        assert_eq!(word("mätare", "*)"), "mätare*)");
        assert_eq!(word("m", "2"), "m2");
        assert_eq!(word("(km", "2"), "(km2");
        assert_eq!(word("rum", "2"), "rum²");
        assert_eq!(word("m", "4"), "m⁴");
        assert_eq!(word("", "1"), "1");
    }

    #[test]
    fn marks_are_parted_from_the_text() {
        for (text, own, noter) in [
            ("220⁴", "220", &["4"][..]),
            ("79 %⁵", "79 %", &["5"]),
            ("12 340 ¹⁾", "12 340", &["1)"]),
            ("110 ⁽⁹⁾", "110", &["(9)"]),
            ("1 200¹, ²", "1 200", &["1", "2"]),
            ("Anställda¹²", "Anställda", &["12"]),
            ("110²", "110", &["2"]),
            ("10⁶", "10⁶", &[]),
            ("250 m²", "250 m²", &[]),
            ("¹", "¹", &[]),
            ("5, ", "5, ", &[]),
            ("", "", &[]),
        ] {
            assert_eq!(
                parted(text),
                (own, noter.iter().map(|mark| (*mark).to_owned()).collect()),
                "{text}"
            );
        }
    }
}
