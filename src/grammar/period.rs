//! Periods: `VB 2021`, `T1 2021`, `Tertial 1 2021`, `Aug 2019`, `2021`.

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::take;
use nom::combinator::map_opt;

/// A period of follow-up. At least one part is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Period {
    /// `VB`, `VP`, `T1`, `K3`, `H1`, `AUG` …
    pub(crate) code: Option<String>,
    /// Year.
    pub(crate) year: Option<i32>,
}

/// Names that stand for a code, longer ones before their own beginnings.
const NAMES: &[(&str, &str)] = &[
    ("verksamhetsberättelse", "VB"),
    ("verksamhetsplan", "VP"),
    ("årsredovisning", "VB"),
    ("årsbokslut", "BOKSLUT"),
    ("bokslut", "BOKSLUT"),
    ("delårsrapport", "DELAR"),
    ("delårsbokslut", "DELAR"),
    ("delår", "DELAR"),
    ("helår", "HELAR"),
    ("vårtermin", "VT"),
    ("hösttermin", "HT"),
    ("vb", "VB"),
    ("vp", "VP"),
    ("vt", "VT"),
    ("ht", "HT"),
    ("våren", "VAR"),
    ("sommaren", "SOMMAR"),
    ("hösten", "HOST"),
    ("vintern", "VINTER"),
    ("januari", "JAN"),
    ("februari", "FEB"),
    ("mars", "MAR"),
    ("april", "APR"),
    ("juni", "JUN"),
    ("juli", "JUL"),
    ("augusti", "AUG"),
    ("september", "SEP"),
    ("oktober", "OKT"),
    ("november", "NOV"),
    ("december", "DEC"),
    ("jan", "JAN"),
    ("feb", "FEB"),
    ("mar", "MAR"),
    ("apr", "APR"),
    ("maj", "MAJ"),
    ("jun", "JUN"),
    ("jul", "JUL"),
    ("aug", "AUG"),
    ("sept", "SEP"),
    ("sep", "SEP"),
    ("okt", "OKT"),
    ("nov", "NOV"),
    ("dec", "DEC"),
];

/// Names that a number follows, the code's letter, and the highest number.
const NUMBERED: &[(&str, &str, char)] = &[
    ("tertialrapport", "T", '3'),
    ("tertial", "T", '3'),
    ("kvartal", "K", '4'),
    ("halvår", "H", '2'),
    ("delår", "D", '3'),
    ("kv", "K", '4'),
    ("t", "T", '3'),
    ("q", "K", '4'),
];

/// `year = ("19" / "20") 2DIGIT`
pub(crate) fn year(input: &str) -> IResult<&str, i32> {
    map_opt(take(4usize), |digits: &str| {
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        let known = digits.starts_with("19") || digits.starts_with("20");
        if plain && known {
            digits.parse().ok()
        } else {
            None
        }
    })
    .parse(input)
}

/// `name = NAMES / NUMBERED digit`, each way to read the beginning of the letters
fn names(input: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    for (name, letter, highest) in NUMBERED {
        let digit = input
            .strip_prefix(name)
            .and_then(|rest| rest.chars().next());
        if let Some(digit) = digit.filter(|digit| ('1'..=*highest).contains(digit)) {
            let rest = input.get(name.len() + digit.len_utf8()..);
            found.extend(rest.map(|rest| (rest, format!("{letter}{digit}"))));
        }
    }
    for (name, code) in NAMES {
        if let Some(rest) = input.strip_prefix(name) {
            found.push((rest, (*code).to_owned()));
        }
    }
    found
}

/// Every way in which a period stands at the beginning of folded letters, with what follows it.
///
/// `period = name [year] / year [name]`
pub(crate) fn periods(input: &str) -> Vec<(&str, Period)> {
    let mut found = Vec::new();
    for (rest, code) in names(input) {
        if let Ok((rest, year)) = year(rest) {
            let year = Some(year);
            let code = Some(code.clone());
            found.push((rest, Period { code, year }));
        }
        let code = Some(code);
        found.push((rest, Period { code, year: None }));
    }
    if let Ok((rest, year)) = year(input) {
        let year = Some(year);
        for (rest, code) in names(rest) {
            let code = Some(code);
            found.push((rest, Period { code, year }));
        }
        found.push((rest, Period { code: None, year }));
    }
    // Longest first.
    found.sort_by_key(|(rest, _)| rest.len());
    found
}

/// The period that a whole cell holds.
pub(crate) fn period(text: &str) -> Option<Period> {
    let letters = super::fold::letters(text);
    periods(&letters)
        .into_iter()
        .find(|(rest, _)| rest.is_empty())
        .map(|(_, period)| period)
}

/// Whether folded letters are a period.
pub(crate) fn is_period(letters: &str) -> bool {
    let mut found = periods(letters).into_iter();
    found.any(|(rest, _)| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_periods() {
        for (text, code, year) in [
            ("VB 2021", Some("VB"), Some(2021)),
            ("T1 2021", Some("T1"), Some(2021)),
            ("Tertial 2 2021", Some("T2"), Some(2021)),
            ("T2", Some("T2"), None),
            ("2021", None, Some(2021)),
            ("Aug 2019", Some("AUG"), Some(2019)),
            ("2019 aug", Some("AUG"), Some(2019)),
            ("Kvartal 3 2020", Some("K3"), Some(2020)),
            ("Delår 2 2020", Some("D2"), Some(2020)),
            ("Delår 2020", Some("DELAR"), Some(2020)),
            ("Juni 2020", Some("JUN"), Some(2020)),
            ("hösten 2023", Some("HOST"), Some(2023)),
        ] {
            let found = period(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.code.as_deref(), found.year), (code, year), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "VB 21",
            "T4 2021",
            "1821",
            "20211",
            "vår 2021",
            "2020-2021",
            "VB 2021 2022",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
