//! Numbers in the cells of economy tables.

use crate::model::Tal;

/// Units that an economy table names in its headings instead of in its cells.
const UNITS: [&str; 14] = [
    "mnkr", "mkr", "tkr", "kr", "kronor", "msek", "tsek", "sek", "mdkr", "procent", "%", "st",
    "antal", "timmar",
];

/// Reads a cell that is a number and nothing else but a short unit: `-12,4`, `- 6 279`, `2 750,3`, `81 %`, `14 977st`.
///
/// ```text
/// cell  = [sign] whole [("," | ".") digits] [unit]
/// whole = digits | digit{1,3} (space digit{3})+
/// unit  = "%" | one word of at most ten letters
/// ```
pub(crate) fn number(text: &str) -> Option<(Tal, Option<String>)> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let (whole, rest) = whole(text)?;
    let (decimals, rest) = decimals(rest)?;
    let unit = unit(rest)?;
    let value: f64 = format!("{whole}.{decimals}0").parse().ok()?;
    Some((Tal::new(if negative { -value } else { value })?, unit))
}

/// Splits the digits before the decimal comma, thousands groups joined, from what follows.
fn whole(text: &str) -> Option<(String, &str)> {
    let end = |s: &str| s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    let first = end(text);
    if first == 0 {
        return None;
    }
    let (head, mut rest) = text.split_at(first);
    let mut digits = head.to_owned();
    while digits.len() <= 15 && first <= 3 {
        let Some(next) = rest.strip_prefix([' ', '\u{a0}', '\u{2009}', '\u{202f}']) else {
            break;
        };
        if end(next) != 3 {
            break;
        }
        let (group, after) = next.split_at(3);
        digits.push_str(group);
        rest = after;
    }
    Some((digits, rest))
}

/// Splits the decimals from what follows. A point before exactly three digits may be a thousands mark: no number.
fn decimals(rest: &str) -> Option<(&str, &str)> {
    let Some(after) = rest.strip_prefix([',', '.']) else {
        return Some(("", rest));
    };
    let end = after
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(after.len());
    if end == 0 || (rest.starts_with('.') && end == 3) {
        return None;
    }
    Some(after.split_at(end))
}

#[allow(clippy::option_option)] // No unit, and no number at all because of what follows it, are two things.
fn unit(rest: &str) -> Option<Option<String>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(None);
    }
    let word = rest.chars().all(char::is_alphabetic) && rest.chars().count() <= 10;
    (rest == "%" || word).then(|| Some(rest.to_owned()))
}

/// The unit that a heading names: `Budget 2024 (mnkr)`, or all of it, `Mnkr`.
pub(crate) fn heading_unit(heading: &str) -> Option<String> {
    let heading = heading.trim();
    let inner = heading
        .rfind('(')
        .and_then(|open| heading.get(open + 1..))
        .and_then(|tail| tail.split(')').next());
    let last = heading.rsplit([',', ' ']).next();
    [Some(heading), inner, last]
        .into_iter()
        .flatten()
        .map(|text| text.trim().trim_end_matches(['.', ':']).to_lowercase())
        .find(|text| UNITS.contains(&text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, Option<String>)> {
        number(text).map(|(tal, unit)| (tal.get(), unit))
    }

    #[test]
    fn numbers_with_groups_signs_and_units() {
        assert_eq!(read("-12,4"), Some((-12.4, None)));
        assert_eq!(read("- 6 279"), Some((-6279.0, None)));
        assert_eq!(read("2 750,3"), Some((2750.3, None)));
        assert_eq!(read("3211,3"), Some((3211.3, None)));
        assert_eq!(read("81 %"), Some((81.0, Some("%".to_owned()))));
        assert_eq!(read("14 977st"), Some((14977.0, Some("st".to_owned()))));
        assert_eq!(read("\u{2212}0,2"), Some((-0.2, None)));
        assert_eq!(read("+20 mnkr"), Some((20.0, Some("mnkr".to_owned()))));
    }

    #[test]
    fn what_is_more_than_a_number_is_none() {
        for text in [
            "",
            "-",
            "2021-12-08",
            "96 (93,7)",
            "0 eller bättre",
            "Topp 3",
            "12 34",
            "1.234",
            "Ja",
            "3,",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_names_the_unit() {
        assert_eq!(heading_unit("Budget 2024 (mnkr)").as_deref(), Some("mnkr"));
        assert_eq!(heading_unit("Mnkr").as_deref(), Some("mnkr"));
        assert_eq!(heading_unit("Utfall, tkr").as_deref(), Some("tkr"));
        assert_eq!(heading_unit("Budget (kostnader)"), None);
    }
}
