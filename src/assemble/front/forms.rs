//! Forms of names, days, years and registration numbers, read character by character: compiling regular expressions with
//! the letters of all of Unicode would take longer than reading ten pages. The tests tell each as an expression.

use crate::grammar::{Cue, Cues};

/// Whether the whole text is a name: two to four words with capitals each, joined by single spaces.
pub(super) fn is_name(text: &str, cues: &Cues) -> bool {
    let mut words = text.split(' ');
    let first = words
        .next()
        .is_some_and(|word| is_named(word, char::is_lowercase));
    let mut further = 0;
    first
        && words.all(|word| {
            further += 1;
            further <= 3 && is_further(word, cues)
        })
        && further > 0
}

/// `von`, an initial with its full stop, or a name in which capitals may follow (`McKenzie`).
fn is_further(word: &str, cues: &Cues) -> bool {
    let initial = |word: &str| word.strip_suffix('.').is_some_and(is_one_capital);
    cues.has(Cue::Namnled, word) || initial(word) || is_named(word, char::is_alphabetic)
}

fn is_one_capital(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// A capital and letters of the kind, then perhaps a hyphen and a capital and small letters.
fn is_named(word: &str, letter: impl Fn(char) -> bool) -> bool {
    let (one, other) = match word.split_once('-') {
        Some((one, other)) => (one, Some(other)),
        None => (word, None),
    };
    is_capitalised(one, |c| letter(c) || matches!(c, '\'' | '’'))
        && other.is_none_or(|other| is_capitalised(other, char::is_lowercase))
}

fn is_capitalised(word: &str, letter: impl Fn(char) -> bool) -> bool {
    let mut chars = word.chars();
    let begins = chars.next().is_some_and(char::is_uppercase);
    begins && !chars.as_str().is_empty() && chars.all(letter)
}

/// The first run of just four digits that is a year of the last century or this one.
pub(super) fn year(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))?
        .parse()
        .ok()
}

/// The year that a whole text is, or the first one of a span: `2024`, `2024–2026`, `2023/2024`.
pub(super) fn lone_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let span = |c: char| c.is_ascii_digit() || matches!(c, '-' | '\u{2013}' | '/' | ' ');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (text.chars().all(span) && matches!(digits, 4 | 6 | 8) && text.starts_with("20"))
        .then(|| year(text))?
}

/// The first ISO date that stands by itself, and where it begins.
pub(super) fn iso_date(text: &str) -> Option<(usize, &str)> {
    const LENGTH: usize = "2021-12-16".len();
    let dates = text.as_bytes().windows(LENGTH).enumerate();
    dates
        .filter(|(_, window)| is_iso_date(window))
        .find_map(|(at, _)| {
            // The date is of ASCII: both ends are between characters.
            let (before, rest) = text.split_at_checked(at)?;
            let (date, after) = rest.split_at_checked(LENGTH)?;
            let alone = !before.ends_with(is_of_word) && !after.starts_with(is_of_word);
            alone.then_some((at, date))
        })
}

fn is_iso_date(bytes: &[u8]) -> bool {
    let two_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match bytes {
        [c1, c2, y @ .., b'-', m1, m2, b'-', d1, d2] => {
            let month = matches!((m1, m2), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'));
            let day = matches!(
                (d1, d2),
                (b'0', b'1'..=b'9') | (b'1' | b'2', b'0'..=b'9') | (b'3', b'0' | b'1')
            );
            matches!((c1, c2), (b'1', b'9') | (b'2', b'0')) && two_digits(y) && month && day
        }
        _ => false,
    }
}

/// What stands after the first label of a registration number in a line: `Dnr:`, `DIARIENUMMER`, `(dnr `.
pub(super) fn after_registration_label<'l>(line: &'l str, cues: &Cues) -> Option<&'l str> {
    let mut before = None;
    line.char_indices().find_map(|(at, c)| {
        let begins = before.is_none_or(|c: char| c == '(' || c.is_whitespace());
        before = Some(c);
        // Nearly no letter is one that a label begins with.
        if !begins || !cues.may_begin(Cue::Diarienummer, c) {
            return None;
        }
        let text = line.get(at..)?;
        let mut labels = cues.phrases(Cue::Diarienummer).iter();
        let rest = labels.find_map(|label| {
            let (word, rest) = text.split_at_checked(label.len())?;
            // `Ärendenummer` begins with another label.
            let whole = !rest.starts_with(is_of_word);
            (whole && word.to_lowercase() == *label.to_lowercase()).then_some(rest)
        })?;
        let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
        let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
        // A line has one line only.
        (!rest.contains('\n')).then_some(rest)
    })
}

/// The number that a text begins with: up to eight capitals (`KFN/2022:14`), then digits with marks between them.
pub(super) fn registration_number(text: &str) -> Option<&str> {
    const CAPITALS: usize = 8;
    let marks = [':', '\u{2013}', '-'];
    let digits = text.trim_start_matches(char::is_uppercase);
    let capitals = text.get(..text.len() - digits.len())?;
    if capitals.chars().count() > CAPITALS {
        return None;
    }
    let digits = match digits.strip_prefix([' ', '-', '/', '.']) {
        Some(rest) if !capitals.is_empty() => rest,
        _ => digits,
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/') || marks.contains(&c);
    let rest = digits.trim_start_matches(of_number);
    let number = digits.get(..digits.len() - rest.len())?;
    let number = number.trim_end_matches(marks);
    // One digit alone is no number.
    let end = text.len() - digits.len() + number.len();
    (number.len() > 1).then(|| text.get(..end))?
}

/// The whole registration number that a text begins with: at least two groups of digits, and the letters of the
/// committee's register before or behind it: `KSFN 2018/311`, `2025.318 BUN`.
pub(super) fn whole_number(text: &str) -> Option<String> {
    const REGISTER: std::ops::RangeInclusive<usize> = 2..=8;
    let found = without_sentence_end(registration_number(text)?);
    let groups = found.split(|c: char| !c.is_ascii_digit());
    if groups.filter(|digits| !digits.is_empty()).count() < 2 {
        return None;
    }
    let rest = text.get(found.len()..)?;
    let register = rest.strip_prefix(' ').unwrap_or_default();
    let word = register
        .split(|c: char| c.is_whitespace() || c == ',')
        .next()?;
    let named = REGISTER.contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    let bare = found.starts_with(|c: char| c.is_ascii_digit());
    Some(if named && bare {
        format!("{found} {word}")
    } else {
        found.to_owned()
    })
}

/// A number without the full stop that ends its sentence: only a code (`1257.2011-1.1.`) has one of its own.
fn without_sentence_end(number: &str) -> &str {
    /// Digits of a code's group at most: more are a year or the number of a case.
    const CODE_DIGITS: usize = 2;
    let Some(bare) = number.strip_suffix('.') else {
        return number;
    };
    let code = bare
        .rsplit(|c: char| c != '.' && !c.is_ascii_digit())
        .next();
    let groups = code.unwrap_or_default().split('.');
    let short = groups
        .clone()
        .all(|digits| (1..=CODE_DIGITS).contains(&digits.len()));
    if short && groups.count() > 1 {
        number
    } else {
        bare
    }
}

/// Whether a number is all of a text but for the full stop that ends its sentence.
pub(super) fn is_all_of(number: &str, text: &str) -> bool {
    matches!(text.strip_prefix(number), Some("" | "."))
}

/// A whole text that is a registration number without its label: the register's letters, a year and a number.
pub(super) fn lone_number(text: &str) -> Option<String> {
    let text = text.trim();
    let number = whole_number(text)?;
    let letters = number.chars().filter(|c| c.is_uppercase()).count() >= 2;
    (is_all_of(&number, text) && letters && year(text).is_some()).then_some(number)
}

/// Whether a text begins with a number of a chapter: `1. Inledning`, `2.1 Mål`.
pub(super) fn is_numbered(text: &str) -> bool {
    let number = text.split(' ').next().unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains('.')
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A letter, a digit or what joins them.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::grammar::Layouts;

    /// The forms as regular expressions tell them.
    struct Forms {
        name: Regex,
        year: Regex,
        date: Regex,
        label: Regex,
        number: Regex,
        layouts: Layouts,
    }

    impl Forms {
        fn new() -> Self {
            let regex = |text: &str| Regex::new(text).unwrap();
            Self {
                name: regex(
                    r"^\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}\p{Ll}+)?(?: (?:von|af|de|av|\p{Lu}\.|\p{Lu}[\p{L}'’]+(?:-\p{Lu}\p{Ll}+)?)){1,3}$",
                ),
                year: regex(r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)"),
                date: regex(
                    r"\b((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))\b",
                ),
                label: regex(r"(?i)(?:^|[\s(])(?:dnr|diarienummer|diarienr)\b\.?\s*:?\s*(.*)$"),
                number: regex(r"^(?:\p{Lu}{1,8}[ ./-]?)?[0-9][0-9./:\u{2013}-]*[0-9./]"),
                layouts: Layouts::builtin(),
            }
        }

        fn agree(&self, text: &str) {
            let cues = self.layouts.cues();
            assert_eq!(is_name(text, cues), self.name.is_match(text), "{text:?}");
            let found = self.year.captures(text).and_then(|found| found.get(1));
            assert_eq!(
                year(text).map(|y| y.to_string()).as_deref(),
                found.map(|found| found.as_str()),
                "{text:?}"
            );
            let found = self
                .date
                .find(text)
                .map(|found| (found.start(), found.as_str()));
            assert_eq!(iso_date(text), found, "{text:?}");
            let found = self.label.captures(text).and_then(|found| found.get(1));
            assert_eq!(
                after_registration_label(text, cues),
                found.map(|found| found.as_str()),
                "{text:?}"
            );
            let found = self.number.find(text).map(|found| found.as_str());
            assert_eq!(registration_number(text), found, "{text:?}");
        }
    }

    #[test]
    fn forms_are_those_of_the_regular_expressions() {
        let forms = Forms::new();
        let of_names = "(Anna|Ek|EVA|Eva-Lena|von|af|de|av|A\\.|Å|Ö\\.|O'Hara|D’Arcy|McKenzie|Mc-Kenzie|ek|ß| |  |-|\\.|’|1|,){0,9}";
        let of_numbers = "(2021|1999|20|19|2|0|7|-|-0|-1|-3|12|31|/|\\.|:|–| |a|_|Ä|SN|,){0,12}";
        let of_labels =
            "(dnr|DNR|diarienummer|Diarienr|D|d|r|:|\\.| |\t|\n|\u{a0}|\\(|2021|/|é|_|,){0,9}";
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 20_000,
            ..ProptestConfig::default()
        });
        let texts = prop_oneof![of_names, of_numbers, of_labels];
        runner
            .run(&texts, |text| {
                forms.agree(&text);
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn the_letters_of_the_register_belong_to_the_number() {
        for (text, number) in [
            ("2025.318 BUN", Some("2025.318 BUN")),
            ("KSFN 2018/311", Some("KSFN 2018/311")),
            ("KSFN 2018/311 Bilaga", Some("KSFN 2018/311")),
            ("2025.318 Barn", Some("2025.318")),
            ("2026.xxx KS", None),
            ("SN 2023-0012", Some("SN 2023-0012")),
            ("KFN 2022/143.", Some("KFN 2022/143")),
            ("KS 2015/73-251", Some("KS 2015/73-251")),
            ("2025.318. Planen", Some("2025.318")),
            ("1257.2011-1.1.", Some("1257.2011-1.1.")),
        ] {
            assert_eq!(whole_number(text).as_deref(), number, "{text}");
        }
        assert_eq!(lone_number("KS 2024:123").as_deref(), Some("KS 2024:123"));
        assert_eq!(lone_number("212000-0167"), None);
        assert_eq!(lone_number("2026-06-16"), None);
    }

    #[test]
    fn odd_forms() {
        let forms = Forms::new();
        for text in [
            "",
            "Anna Ek",
            "Anna B. Ek-Berg",
            "Anna von der Ek",
            "Anna af Ek de Alm",
            "Anna",
            "Anna  Ek",
            "A. Ek",
            "Eva-Lena Ek-",
            "2021-12-16",
            "x2021-12-16",
            "2021-12-161 2021-12-17",
            "2021-13-16 2021-02-30",
            "2021-02-242021-02-24",
            "ABCDEFGH 12",
            "ABCDEFGHI 12",
            "ABCDEFGH12/",
            " 12",
            "-12",
            "A -12",
            "1-",
            "1–2–",
            "1..",
            "dnr dnr: 1",
            "xdnr (dnr.\n :\n 2",
            "dnr: a\nb dnr: c",
            "dnrx diarienr",
            "(DNR",
        ] {
            forms.agree(text);
        }
    }
}
