//! Page numbers as they stand in page headers and footers: `Sid 22 (28)`, `2 (9)`, `Sida 3 av 7`.

use super::cue::{Cue, Cues};

/// A page has no number of more digits.
const PAGE_DIGITS: usize = 4;

/// A page number that a whole text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber {
    /// A word says that it is one (`Sid 3`).
    pub labelled: bool,
    /// How the number of pages follows it.
    pub total: Option<Total>,
}

/// How the number of pages follows a page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// `2 (9)`
    Bracketed,
    /// `2 av 9`
    Worded,
    /// `2/9`, which without a label may be a day or a share.
    Slashed,
}

/// ```text
/// page-number = [label ["."]] 1*4DIGIT [total]
/// total       = "(" 1*DIGIT ")" / "av" " " 1*DIGIT / "/" 1*DIGIT     ; the closing bracket may be missing after a label
/// ```
pub(crate) fn page_number(cues: &Cues, text: &str) -> Option<PageNumber> {
    let small = text.to_lowercase();
    let after = cues.after(Cue::Sida, &small);
    let labelled = after.is_some();
    let number = after.map_or(small.as_str(), |rest| {
        rest.strip_prefix('.').unwrap_or(rest)
    });
    let number = number.trim_start();
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if !(1..=PAGE_DIGITS).contains(&(number.len() - rest.len())) {
        return None;
    }
    let rest = rest.trim();
    let worded = || cues.after(Cue::Sidantal, rest)?.strip_prefix(' ');
    let (total, pages) = if rest.is_empty() {
        return Some(PageNumber {
            labelled,
            total: None,
        });
    } else if let Some(inner) = rest.strip_prefix('(') {
        let open = labelled.then_some(inner);
        (Total::Bracketed, inner.strip_suffix(')').or(open)?)
    } else if let Some(pages) = rest.strip_prefix('/') {
        (Total::Slashed, pages)
    } else {
        (Total::Worded, worded()?)
    };
    let pages = pages.trim();
    let plain = !pages.is_empty() && pages.chars().all(|c| c.is_ascii_digit());
    plain.then_some(PageNumber {
        labelled,
        total: Some(total),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Layouts;
    use super::*;

    #[test]
    fn page_numbers_and_what_only_looks_like_them() {
        let layouts = Layouts::builtin();
        let read = |text: &str| layouts.page_number(text);
        let number = |labelled, total| Some(PageNumber { labelled, total });
        for (text, expected) in [
            ("Sid 22 (28)", number(true, Some(Total::Bracketed))),
            ("SID 1 (46)", number(true, Some(Total::Bracketed))),
            ("Sid. 1 (46", number(true, Some(Total::Bracketed))),
            ("Sida 3 av 7", number(true, Some(Total::Worded))),
            ("sidan 4", number(true, None)),
            ("s. 4", number(true, None)),
            ("2 (9)", number(false, Some(Total::Bracketed))),
            ("2/9", number(false, Some(Total::Slashed))),
            ("2021", number(false, None)),
            ("2 (9", None),
            ("2 (93,7)", None),
            ("Sidensvans", None),
            ("3 (sju)", None),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
