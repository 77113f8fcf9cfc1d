//! Lines of a table of contents: a title, a leader of dots or a tab, and what the page is called.

/// Dots that make a leader before a number: fewer end a sentence or an abbreviation.
const LEADER_DOTS: usize = 3;
/// Dots that are a leader whatever stands behind them: an ellipsis has three or four.
const LONG_LEADER_DOTS: usize = 6;
/// Digits that a page number has at most.
const PAGE_DIGITS: usize = 4;
/// What a page is called has at most so many characters: `– 112 –`.
const PAGE_CHARS: usize = 8;
/// Letters that name the part of a document before the page's number: `A-3`, `Bi 12`.
const PART_LETTERS: usize = 2;

/// The title of a line of the table of contents, and what the page is called: a number, with or without signs around it
/// (`12`, `12)`, `[12]`, `– 12 –`, `A-3`), or a Roman one (`iv`).
///
/// `contents = title (tab / leader) page` where `leader = 3*("." / "…" / "·" / "_" / space)` with at least three
/// marks, or one `…` before digits. Behind a tab the page is digits, and a Roman number stands behind six marks at least.
///
/// ```
/// # use namnd::grammar::contents_line;
/// assert_eq!(contents_line("Nämndmål: Alla barn ........ 12"), Some(("Nämndmål: Alla barn", "12")));
/// assert_eq!(contents_line("Nämndmål: Alla barn ........ [12]"), Some(("Nämndmål: Alla barn", "[12]")));
/// assert_eq!(contents_line("Sida 12"), None);
/// ```
#[must_use]
pub fn contents_line(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    if let Some(Led { title, dots, page }) = led(text) {
        let digits = page.chars().all(|c| c.is_ascii_digit()) && page.len() <= PAGE_DIGITS;
        let is_page = digits
            || dots >= LEADER_DOTS && is_number(page)
            || dots >= LONG_LEADER_DOTS && is_roman(bare(page));
        return is_page.then_some((title, page));
    }
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = text.get(before.len()..)?;
    let title = before.trim_end();
    let tab = before.get(title.len()..)?.contains('\t');
    let named = title.contains(char::is_alphabetic);
    let number = (1..=PAGE_DIGITS).contains(&page.len());
    (tab && named && number).then_some((title, page))
}

/// Whether a line has a leader so long that it leads to a page, whatever the page is called.
pub(crate) fn is_led_far(text: &str) -> bool {
    led(text.trim())
        .is_some_and(|led| led.dots >= LONG_LEADER_DOTS && led.page.chars().count() <= PAGE_CHARS)
}

/// A line with a leader.
struct Led<'t> {
    title: &'t str,
    dots: usize,
    page: &'t str,
}

/// What the last leader of a line parts: the title before it, and what stands behind it.
fn led(text: &str) -> Option<Led<'_>> {
    let mut end = text.len();
    loop {
        let last = text.get(..end)?.rfind(is_leader)?;
        let dot = text.get(last..)?.chars().next()?;
        let behind = last + dot.len_utf8();
        let title = text
            .get(..last)?
            .trim_end_matches(|c| is_leader(c) || is_space(c));
        let leader = text.get(title.len()..behind)?;
        let dots = leader.chars().filter(|&c| is_leader(c)).count();
        if dots >= LEADER_DOTS || leader.contains('…') {
            let page = text.get(behind..)?.trim_start_matches(is_space);
            let named = title.contains(char::is_alphabetic) && !page.is_empty();
            return named.then_some(Led { title, dots, page });
        }
        // A full stop behind the page.
        end = title.len();
    }
}

fn is_leader(char: char) -> bool {
    matches!(char, '.' | '…' | '·' | '_' | '\u{2024}' | '\u{2025}')
}

/// White space, and the sign that forbids a break, which some programs write before the page.
fn is_space(char: char) -> bool {
    char.is_whitespace() || char == '\u{2060}'
}

/// What a page is called without the signs around it.
fn bare(page: &str) -> &str {
    page.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a page is called by a number, with signs around it or with letters of its part before it.
fn is_number(page: &str) -> bool {
    if page.chars().count() > PAGE_CHARS {
        return false;
    }
    let page = bare(page);
    let digits = page.trim_start_matches(char::is_alphabetic);
    let letters = page.len() - digits.len();
    let digits = match digits.strip_prefix(['-', '–', ' ', ':']) {
        Some(rest) if letters > 0 => rest,
        _ => digits,
    };
    letters <= PART_LETTERS
        && (1..=PAGE_DIGITS).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// Whether a word is a Roman number.
fn is_roman(word: &str) -> bool {
    let of = |signs: &str| !word.is_empty() && word.chars().all(|c| signs.contains(c));
    of("ivxlc") || of("IVXLC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents() {
        for (text, expected) in [
            ("1.1 Ekonomi .......... 7", Some(("1.1 Ekonomi", "7"))),
            ("Inledning\t3", Some(("Inledning", "3"))),
            ("Inledning . . . . 13", Some(("Inledning", "13"))),
            ("Inledning… 13", Some(("Inledning", "13"))),
            ("Plan 2021 ..... 13", Some(("Plan 2021", "13"))),
            (
                "Trygg skola . . . . . . . \u{2060}1)",
                Some(("Trygg skola", "1)")),
            ),
            ("Trygg skola ....... 1.", Some(("Trygg skola", "1."))),
            ("Trygg skola ....... [12]", Some(("Trygg skola", "[12]"))),
            ("Trygg skola ....... – 1 –", Some(("Trygg skola", "– 1 –"))),
            ("Trygg skola ....... A-3", Some(("Trygg skola", "A-3"))),
            ("Trygg skola ........... xii", Some(("Trygg skola", "xii"))),
            ("Vi vill mer ... i", None),
            ("Kaffe ....... 25 kr", None),
            ("Namn ........ Ort", None),
            ("Plan 2021", None),
            ("Mer om detta. 13", None),
            ("Mer om detta. Se kapitel 1.", None),
            (".......... 13", None),
            ("Tertial 1", None),
        ] {
            assert_eq!(contents_line(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_leader_leads_to_a_page_whatever_it_is_called() {
        assert!(is_led_far("Trygg skola ........... Sidb"));
        assert!(is_led_far("Trygg skola . . . . . . . . a"));
        assert!(!is_led_far("Vi vill mer ... nu"));
        assert!(!is_led_far("Underskrift ..........."));
        assert!(!is_led_far("Namn ........... som det står i passet"));
    }
}
