//! What looks like a value where a table's columns and rows are told: numbers as any country writes them, and what stands
//! in their place. What a value means is the grammar's question.

use crate::tables::tolerances::{
    BODY_CELL_GAP, BROKEN_NUMBER_DIGITS, GROUP_DIGITS, GUTTER_GAP, HEADING_YEARS, MARK_LETTERS,
    VALUE_HYPHENS, VALUE_LETTERS,
};
use crate::words::gaps::{segments, straddles};
use crate::words::word::{Word, text_of};

/// Whether the text is a number of any writing (`1,234.5`, `1 234,5`, `(12)`, `12.5%`, `€ 300`), or stands in one's place.
#[must_use]
pub fn is_value(text: &str) -> bool {
    is_blank(text)
        || is_mark(text)
        || is_number(text)
        || without_currency(text).is_some_and(is_number)
}

/// A letter or two in brackets that stand in a number's place and are told below the table (`(X)`, `(a)`, `[NA]`).
fn is_mark(text: &str) -> bool {
    let inner = |open, close| text.trim().strip_prefix(open)?.strip_suffix(close);
    let mark = inner('(', ')').or_else(|| inner('[', ']'));
    mark.is_some_and(|mark: &str| {
        (1..=MARK_LETTERS).contains(&mark.chars().count()) && mark.chars().all(char::is_alphabetic)
    })
}

/// What follows or precedes a currency's name (`EUR 300`, `US$ 12`, `300 SEK`).
fn without_currency(text: &str) -> Option<&str> {
    let text = text.trim();
    let named = |word: &str| CURRENCIES.contains(&word);
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let (before, last) = text.rsplit_once(char::is_whitespace)?;
    if named(first) {
        Some(rest)
    } else {
        named(last).then_some(before)
    }
}

/// Currencies as statistics name them before or after an amount.
const CURRENCIES: [&str; 12] = [
    "EUR", "USD", "US$", "GBP", "SEK", "DKK", "NOK", "CHF", "JPY", "PLN", "CAD", "kr",
];

/// What stands where there is no number.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    matches!(
        text.trim(),
        "-" | "–"
            | "—"
            | "−"
            | "--"
            | "*"
            | "."
            | ".."
            | "..."
            | "…"
            | ":"
            | "x"
            | "X"
            | "n/a"
            | "N/A"
            | "n.a."
            | "na"
            | "NA"
            | "n.d."
            | "nd"
    )
}

/// Digits with what is written around and between them.
fn is_number(text: &str) -> bool {
    let (mut digits, mut letters, mut run) = (0, 0, 0);
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
            run = 0;
        } else if c.is_alphabetic() {
            letters += 1;
            run += 1;
            if run > VALUE_LETTERS {
                return false;
            }
        } else if !is_sign(c) {
            return false;
        } else {
            run = 0;
        }
    }
    digits > 0
        && letters <= VALUE_LETTERS
        && letters <= digits
        && !begins_with_letter(text)
        && in_groups(text)
        && text.matches(['-', '–']).count() <= VALUE_HYPHENS
}

/// Whether digits that only spaces part are groups of three: those of a telephone number are not.
fn in_groups(text: &str) -> bool {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).all(|pair| {
        let whole = pair[1]
            .split([',', '.', '%', '*'])
            .next()
            .unwrap_or_default();
        let upper = pair[0].trim_start_matches(|c: char| !c.is_ascii_digit());
        !digits(upper) || upper.is_empty() || !digits(whole) || whole.len() == GROUP_DIGITS
    })
}

fn begins_with_letter(text: &str) -> bool {
    text.trim_start_matches(['(', '[', '<', '>', '~', '±', '+', '-'])
        .starts_with(char::is_alphabetic)
}

fn is_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ','
                | '\''
                | '’'
                | '%'
                | '‰'
                | '+'
                | '-'
                | '–'
                | '−'
                | '—'
                | '±'
                | '('
                | ')'
                | '['
                | ']'
                | '*'
                | '†'
                | '‡'
                | '<'
                | '>'
                | '≤'
                | '≥'
                | '~'
                | '≈'
                | '/'
                | ':'
                | '$'
                | '€'
                | '£'
                | '#'
                | '°'
        )
        || matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁽' | '⁾')
}

/// Whether the text is a year or a span of years (`2009`, `2009/10`, `1995-99`, `2009*`): they head columns.
#[must_use]
pub fn is_year(text: &str) -> bool {
    let text = text
        .trim_end_matches(['*', ')', 'p', 'e', '¹', '²', '³'])
        .trim_start_matches('(');
    let year = |part: &str| {
        part.len() == 4
            && part
                .parse()
                .is_ok_and(|year: u32| HEADING_YEARS.contains(&year))
    };
    let mut parts = text.split(['-', '–', '/']);
    let begins = parts.next().is_some_and(|part| year(part.trim()));
    let rest = parts.next().map(str::trim);
    let ends = rest.is_none_or(|part| {
        year(part) || part.len() == 2 && part.chars().all(|c| c.is_ascii_digit())
    });
    begins && ends && parts.next().is_none()
}

/// Whether the texts of two lines of a cell are one number that a narrow cell broke: the second goes on with whole groups
/// of three digits.
#[must_use]
pub fn is_broken_number(above: &str, below: &str) -> bool {
    let groups = |text: &str| -> Option<Vec<usize>> {
        text.split(|c: char| c.is_whitespace() || c == '\'')
            .map(|group| {
                let digits = group.chars().all(|c| c.is_ascii_digit());
                digits.then_some(group.len())
            })
            .collect()
    };
    let upper = groups(above.trim_start_matches(['-', '–', '−', '+']));
    let whole = below
        .split([',', '%'])
        .next()
        .unwrap_or_default()
        .trim_end();
    let (Some(upper), Some(lower)) = (upper, groups(whole)) else {
        return false;
    };
    let first = upper
        .first()
        .is_some_and(|first| (1..=GROUP_DIGITS).contains(first));
    let threes = upper
        .iter()
        .skip(1)
        .chain(&lower)
        .all(|group| *group == GROUP_DIGITS);
    let digits: usize = upper.iter().chain(&lower).sum();
    first && threes && digits <= BROKEN_NUMBER_DIGITS
}

/// The pieces of a line: what wide gaps part, and values that narrower ones part from what stands before them, for columns of
/// numbers stand closer than words of different cells.
#[must_use]
pub fn value_pieces(line: &[Word]) -> Vec<&[Word]> {
    let mut pieces = Vec::new();
    for wide in segments(line, GUTTER_GAP) {
        let (mut start, mut end) = (0, 0);
        for part in segments(wide, BODY_CELL_GAP) {
            if end > start && is_value(&text_of(part)) {
                pieces.extend(wide.get(start..end));
                start = end;
            }
            end += part.len();
        }
        pieces.extend(wide.get(start..end));
    }
    pieces
}

/// Whether a piece of the line runs over a boundary as text does.
#[must_use]
pub fn runs_over(line: &[Word], edges: &[f32]) -> bool {
    straddles(line, edges)
        && value_pieces(line)
            .iter()
            .any(|piece| straddles(piece, edges))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_country_are_values() {
        for text in [
            "1,234.5",
            "1 234,5",
            "(12)",
            "-",
            "12.5%",
            "€ 300",
            "2,3 b",
            "..",
            "10-19",
            "1.2*",
            "EUR 50,665",
            "(X)",
            "[NA]",
            "71.2 (2.5)",
            "$ 1,234",
        ] {
            assert!(is_value(text), "{text}");
        }
        for text in [
            "Parken",
            "m1",
            "EU-27",
            "2023-06-07",
            "2023.101 KS",
            "a",
            "",
            "+46 8 123 45 67",
            "12 34",
        ] {
            assert!(!is_value(text), "{text}");
        }
    }

    #[test]
    fn years_head_columns() {
        assert!(is_year("2009") && is_year("2009/10") && is_year("1995–1999"));
        assert!(!is_year("209") && !is_year("2009,5") && !is_year("3000"));
    }

    #[test]
    fn a_year_and_an_amount_are_no_broken_number() {
        assert!(is_broken_number("1 234", "567"));
        assert!(!is_broken_number("2005", "300"));
        assert!(!is_broken_number("191 277", "222 939"));
        assert!(!is_broken_number("12", "34"));
    }
}
