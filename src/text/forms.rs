//! Forms of page numbers and addresses, read character by character: compiling regular expressions for them would take
//! longer than reading a text, and each is told in the tests.

use crate::letters::{after_word, is_capital, is_letter, is_of_word};

/// A page's number has no more digits than this.
const PAGE_DIGITS: usize = 4;

/// `Sid 22 (28)`, `SID 1 (46)`, `2 (9)`, `Sida 3 av 7`.
pub(crate) fn is_page_number(text: &str) -> bool {
    let Some(rest) = after_word(text, "sid") else {
        let after = page_digits(text).and_then(|rest| spaces(rest).strip_prefix('('));
        let after = after.and_then(|rest| page_digits(spaces(rest)));
        return after.is_some_and(|rest| spaces(rest) == ")");
    };
    let rest = after_word(rest, "a").unwrap_or(rest);
    let Some(rest) = page_digits(spaces(rest.strip_prefix('.').unwrap_or(rest))) else {
        return false;
    };
    let of = |rest: &str| {
        let marked = rest.strip_prefix(['(', '/']);
        let rest = marked.or_else(|| after_word(rest, "av "))?;
        let rest = spaces(page_digits(spaces(rest))?);
        Some(rest.is_empty() || rest == ")")
    };
    rest.is_empty() || of(spaces(rest)) == Some(true)
}

/// The text after one to four digits, which end there.
fn page_digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=PAGE_DIGITS)
        .contains(&(text.len() - rest.len()))
        .then_some(rest)
}

fn spaces(text: &str) -> &str {
    text.trim_start_matches(' ')
}

/// A whole line that is a telephone number, a mail or web address, or a box with its post code.
pub(crate) fn is_address(text: &str) -> bool {
    is_telephone(text)
        || is_mail(text)
        || is_web(text)
        || is_host(text)
        || is_box(text)
        || is_place(text)
}

/// `Telefon: 08-508 00 000`, `+46 8 50800000`.
fn is_telephone(text: &str) -> bool {
    let mut labels = ["telefon", "tfn", "tel", "växel", "fax"].iter();
    let number = labels
        .find_map(|label| after_word(text, label))
        .map_or(text, |rest| {
            let rest = spaces(rest.strip_prefix('.').unwrap_or(rest));
            spaces(rest.strip_prefix(':').unwrap_or(rest))
        });
    let Some(rest) = after_trunk(number).map(str::as_bytes) else {
        return false;
    };
    // The area's code has one to three digits; a hyphen or a space may follow it.
    (1..=3).any(|code| {
        let Some((code, rest)) = rest.split_at_checked(code) else {
            return false;
        };
        let apart = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b" "));
        code.iter().all(u8::is_ascii_digit)
            && (is_subscriber(rest) || apart.is_some_and(is_subscriber))
    })
}

/// The text after what a number begins with that is told with its area.
fn after_trunk(number: &str) -> Option<&str> {
    match number.strip_prefix("+46") {
        Some(rest) => Some(rest.strip_prefix(' ').unwrap_or(rest)),
        None => number.strip_prefix('0'),
    }
}

/// A digit, and four to ten digits or spaces.
fn is_subscriber(bytes: &[u8]) -> bool {
    bytes.split_first().is_some_and(|(first, rest)| {
        first.is_ascii_digit()
            && (4..=10).contains(&rest.len())
            && rest.iter().all(|c| c.is_ascii_digit() || *c == b' ')
    })
}

/// `info@norrby.se`
fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let of_name = |c: char| is_of_word(c) || matches!(c, '.' | '+' | '-');
        !name.is_empty() && name.chars().all(of_name) && labels(host).is_some_and(|n| n > 1)
    })
}

/// How many labels a host's name has, if it is one.
fn labels(host: &str) -> Option<usize> {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| is_of_word(c) || c == '-');
    host.split('.')
        .all(is_label)
        .then(|| host.split('.').count())
}

/// `https://norrby.se/start`, `www.norrby`
fn is_web(text: &str) -> bool {
    let http = || {
        let rest = after_word(text, "http")?;
        after_word(rest, "s").unwrap_or(rest).strip_prefix("://")
    };
    let rest = after_word(text, "www.").or_else(http);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// `start.norrby.se/kontakt`
fn is_host(text: &str) -> bool {
    let (host, path) = text.split_once('/').unwrap_or((text, ""));
    let known = host.rsplit_once('.').is_some_and(|(_, last)| {
        let mut ends = ["se", "nu", "org", "com", "stockholm"].iter();
        ends.any(|end| after_word(last, end) == Some(""))
    });
    known && labels(host).is_some() && !path.contains(char::is_whitespace)
}

/// `Box 12, 100 00 Norrby`
fn is_box(text: &str) -> bool {
    const PLACE: usize = 40;
    let Some(number) = after_word(text, "box ") else {
        return false;
    };
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let place = |rest: &str| {
        rest.strip_prefix(',').is_some_and(|place| {
            let most = PLACE + usize::from(place.starts_with(' '));
            (1..=most).contains(&place.chars().count()) && !place.contains('\n')
        })
    };
    rest.len() < number.len() && (rest.is_empty() || place(rest))
}

/// `Storgatan 1, 100 00 Norrby`
fn is_place(text: &str) -> bool {
    // No comma is in what follows the street.
    let Some((street, place)) = text.rsplit_once(", ") else {
        return false;
    };
    let Some(town) = after_post_code(place) else {
        return false;
    };
    let mut letters = town.chars();
    let begins = letters.next().is_some_and(is_cased);
    let rest = letters.as_str();
    (3..=40).contains(&street.chars().count())
        && !street.contains('\n')
        && begins
        && (1..=30).contains(&rest.chars().count())
        && letters.all(|c| is_letter(c) || matches!(c, ' ' | '-' | '\u{345}'))
}

/// The text after `100 00 `.
fn after_post_code(text: &str) -> Option<&str> {
    let (first, rest) = text.split_at_checked(3)?;
    let (second, rest) = rest.strip_prefix(' ').unwrap_or(rest).split_at_checked(2)?;
    let mut digits = first.bytes().chain(second.bytes());
    digits
        .all(|c| c.is_ascii_digit())
        .then(|| rest.strip_prefix(' '))?
}

/// Whether a letter is a capital or has one.
fn is_cased(c: char) -> bool {
    let mut capital = c.to_uppercase();
    let one = capital.len() == 1 && capital.next().is_some_and(is_capital);
    // The capital of `ı` is not its own; that of `ß` is written as two.
    is_capital(c) || c == 'ß' || (one && c != 'ı')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The forms as regular expressions tell them.
    struct Forms {
        page: Regex,
        address: Regex,
    }

    impl Forms {
        fn new() -> Self {
            let regex = |text: &str| Regex::new(text).unwrap();
            Self {
                page: regex(
                    r"(?i)^(?:sida?\.? *[0-9]{1,4}(?: *(?:\(|av |/) *[0-9]{1,4} *\)?)?|[0-9]{1,4} *\( *[0-9]{1,4} *\))$",
                ),
                address: regex(
                    r"(?ix)^(?:
                        (?:(?:telefon|tfn|tel|växel|fax)\.?\ *:?\ *)?(?:0|\+46\ ?)[0-9]{1,3}[-\ ]?[0-9][0-9\ ]{4,10}
                        | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
                        | (?:https?://|www\.)\S+
                        | [\w-]+(?:\.[\w-]+)*\.(?:se|nu|org|com|stockholm)(?:/\S*)?
                        | box\ [0-9]+(?:,\ ?.{1,40})?
                        | .{3,40},\ [0-9]{3}\ ?[0-9]{2}\ \p{Lu}[\p{L}\ -]{1,30}
                    )$",
                ),
            }
        }

        fn agree(&self, text: &str) {
            assert_eq!(is_page_number(text), self.page.is_match(text), "{text:?}");
            assert_eq!(is_address(text), self.address.is_match(text), "{text:?}");
        }
    }

    #[test]
    fn forms_are_those_of_the_regular_expressions() {
        let forms = Forms::new();
        let pages = "(Sid|SIDA|ſid|a|\\.| |2|12|1234|12345|\\(|\\)|av |AV |/|\\PC){0,9}";
        let numbers = "(Telefon|tfn|TEL|VÄXEL|fax)?\\.? {0,2}:? {0,2}(0|\\+46 ?)?[0-9]{0,4}[- ]?[0-9 ]{0,12}x?";
        let hosts = "(https://|http|s|://|www\\.)?(info|[+.]|é|_|-|ſ|x){0,4}(@|norrby|-|\\.|\\.\\.){0,4}(\\.(se|ſE|NU|org|com|StocKholm|stoc\u{212a}holm|sen))?(/|a| |\u{a0}|/b){0,3}";
        let boxes = "(Box|BOX|bo)? ?[0-9]{0,3}(, ?|\n)?.{0,45}";
        let places = "(Storgatan 1|a|å, b|\n|.{36,42})(, |,|  )[0-9]{2,4} ?[0-9]{1,3} ?([A-Öa-ößıÿ\u{345}ªᾳⅧǅა\u{149}]|Norrby)[A-Öa-ö\u{345}\u{301} -]{0,33}";
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 20_000,
            ..ProptestConfig::default()
        });
        let texts = prop_oneof![pages, numbers, hosts, boxes, places];
        runner
            .run(&texts, |text| {
                forms.agree(&text);
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn capitals_in_any_case() {
        // The tables are of different versions of Unicode: what one of them does not know is left out.
        let unassigned = Regex::new(r"\p{Cn}").unwrap();
        let (cased, of_town) = (
            Regex::new(r"(?i)\p{Lu}").unwrap(),
            Regex::new(r"(?i)[\p{L}\ -]").unwrap(),
        );
        for c in char::MIN..=char::MAX {
            let text = c.to_string();
            let same = is_cased(c) == cased.is_match(&text);
            let unknown = unassigned.is_match(&text) || unassigned.is_match(&text.to_uppercase());
            let town = is_letter(c) || matches!(c, ' ' | '-' | '\u{345}');
            assert!(
                (same && town == of_town.is_match(&text)) || unknown,
                "{c:?}"
            );
        }
    }

    #[test]
    fn odd_forms() {
        let forms = Forms::new();
        for text in [
            "",
            "Sid 22 (28)",
            "Sid. 2 av 7",
            "Sida2/7)",
            "Sid 2 av7",
            "2 (9",
            "12345 (1)",
            "Sid 2 (",
            "08-508 00 000",
            "0850800",
            "tel08-50800000",
            "telefon.:0850800000",
            "Tel.. 08",
            "+46 8-508000",
            "+468508000",
            "@norrby.se",
            "a@b@norrby.se",
            "a@norrby",
            "www.",
            "http://x",
            "se",
            ".se",
            "a.se",
            "a..se",
            "a.se/b c",
            "box 1",
            "Box 12, 100 00 Norrby",
            "box 12,",
            "a, b, 100 00 Norrby",
            "gata, 10000 Norrby",
            "gata, 100 00 N",
        ] {
            forms.agree(text);
        }
    }
}
