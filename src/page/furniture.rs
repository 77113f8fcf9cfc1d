//! Page furniture: headers and footers, found by repetition and place, by the maker's `/Artifact` marks, and by the shape
//! of page numbers. It is taken out of the flow, so that what it interrupts can be joined.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::grammar::{Cue, Cues, Layouts, Total};
use crate::page::edges::{Side, in_zone};
use crate::page::repetition::{Repetition, Standing, pattern};
use crate::page::tolerances::{
    ADDRESS_WORDS, EDGE, EDGE_LINE_WORDS, HEADER_CELL_GAP, HEADER_ROW_REACH, MANY_PAGES,
    OTHER_HEIGHT, PHONE_DIGITS, SAME_CELL_LEFT, SAME_LINE, SHORTEST_ADDRESS, SMALLER, TEXT_FOLLOWS,
    WIDE_ZONE, ZONE,
};
use crate::tables::header_row::starts_header;
use crate::words::gaps::{is_parted, rect_of, segments};
use crate::words::tolerances::{PART_GAP, same_size};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

pub use crate::page::edges::PageView;

/// For each page the indexes of the lines that are furniture.
#[must_use]
pub fn furniture(pages: &[PageView<'_>], layouts: &Layouts) -> Vec<Vec<usize>> {
    let document = Document {
        pages,
        count: pages.last().map_or(0, |page| page.number),
        layouts,
        repetition: Repetition::of(pages),
        headers: HeaderRows::new(pages),
    };
    let numbers = (0..pages.len()).into_par_iter();
    numbers.map(|page| document.furniture_of(page)).collect()
}

/// What furniture is told from.
struct Document<'a> {
    pages: &'a [PageView<'a>],
    /// Number of the last page.
    count: usize,
    layouts: &'a Layouts,
    repetition: Repetition,
    headers: HeaderRows<'a>,
}

impl Document<'_> {
    /// The furniture of a page: from its top down to what is none, and from its foot up.
    fn furniture_of(&self, number: usize) -> Vec<usize> {
        let page = &self.pages[number];
        let frame = page.frame && page.lines.iter().all(|line| is_in_frame(page, line));
        let stands_at = |line: usize, side: Side| {
            let at_edge = |zone: f32| in_zone(&page.lines[line], page.height, zone) == Some(side);
            let own = at_edge(WIDE_ZONE) && self.is_furniture(number, line, side);
            own || frame && at_edge(ZONE)
        };
        let lines = 0..page.lines.len();
        let head = lines.clone().take_while(|line| stands_at(*line, Side::Top));
        let mut found: Vec<usize> = head.collect();
        let rest = lines.skip(found.len()).rev();
        found.extend(rest.take_while(|line| stands_at(*line, Side::Bottom)));
        found.sort_unstable();
        found
    }

    /// Whether a line near a page's edge is furniture.
    fn is_furniture(&self, number: usize, index: usize, side: Side) -> bool {
        let page = &self.pages[number];
        let line = page.lines[index].as_slice();
        let standing = self.repetition.of_line(number, index);
        // A box for signatures stands at the foot of each page; a table's rows are not the same on each.
        let same = |(_, own): &(usize, Standing)| own.everywhere && !own.varied;
        let boxed = side == Side::Bottom && self.count >= MANY_PAGES && standing.iter().all(same);
        if page.has_on_table(line) && !boxed
            || self.stands_in_header_row(page, line)
            || self.headers.has(line, number)
            || self.begins_table(line)
        {
            return false;
        }
        let (layouts, text) = (self.layouts, text_of(line));
        if layouts.goal_label(&text).is_some()
            || layouts.section_label(&text)
            || layouts.status(&text).is_some()
        {
            return false;
        }
        let parts: Vec<&[Word]> = segments(line, PART_GAP).collect();
        // Small amounts, each a part of its own, are a table's row.
        if parts.len() > 2 && parts.iter().all(|part| pattern(text_of(part)) == "#") {
            return false;
        }
        let mut parts = parts.iter().zip(standing.iter().map(|(_, own)| own));
        let numbered = |(part, standing): (&&[Word], &Standing)| {
            let repeats = standing.repeated || standing.everywhere;
            repeats && standing.varied && !page_number(&text_of(part), layouts)
        };
        if parts.clone().all(numbered) && is_numbered_heading(page, line) {
            return false;
        }
        if in_zone(line, page.height, ZONE).is_none() {
            return parts.all(|(part, standing)| {
                page_number(&text_of(part), layouts) || standing.everywhere
            });
        }
        let own_number = ends_in_page_number(&text, page.number, self.count, layouts.cues());
        own_number
            || page.number == 1 && is_edge_line(page, line)
            || parts.all(|(part, standing)| {
                part.iter().all(|word| word.artifact)
                    || page_number(&text_of(part), layouts)
                    || (is_address(&text_of(part), layouts.cues())
                        && stands_apart(page, line, number))
                    || standing.repeated
            })
    }

    /// Whether one of the line's cells is known as a table's header.
    fn begins_table(&self, line: &[Word]) -> bool {
        segments(line, HEADER_CELL_GAP).any(|cell| starts_header(cell, self.layouts))
    }

    /// Whether the line stands beside one that begins a table: the lines of a header row's other cells stand close to the
    /// first one's.
    fn stands_in_header_row(&self, page: &PageView<'_>, line: &[Word]) -> bool {
        let rect = rect_of(line);
        page.lines.iter().any(|header| {
            let first = &header[0];
            line[0].bold == first.bold
                && same_size(line[0].size, first.size)
                && rect.x0 > first.rect.x1
                && {
                    let other = rect_of(header);
                    let reach = HEADER_ROW_REACH * first.size;
                    other.y0 - rect.y1 < reach && rect.y0 - other.y1 < reach
                }
                && self.begins_table(header)
        })
    }
}

/// Lines and their pages by the text of their first part.
type LinesByText<'a> = HashMap<String, Vec<(usize, &'a [Word])>>;

/// The lines of several parts that are no artifacts, by the text of their first part, with their pages.
struct HeaderRows<'a> {
    pages: &'a [PageView<'a>],
    lines: OnceLock<LinesByText<'a>>,
}

impl<'a> HeaderRows<'a> {
    fn new(pages: &'a [PageView<'a>]) -> Self {
        let lines = OnceLock::new();
        Self { pages, lines }
    }

    /// Many documents have no artifacts and never ask.
    fn lines(&self) -> &LinesByText<'a> {
        self.lines.get_or_init(|| {
            let mut lines = LinesByText::new();
            for (number, page) in self.pages.iter().enumerate() {
                for line in page.lines {
                    if line.iter().any(|word| word.artifact) {
                        continue;
                    }
                    if let Some(first) = segments(line, HEADER_CELL_GAP).next()
                        && first.len() < line.len()
                    {
                        let same = lines.entry(text_of(first)).or_default();
                        same.push((number, line));
                    }
                }
            }
            lines
        })
    }

    /// Whether the line is the header row of a table that a page before this one began: makers mark the repeated row as
    /// an artifact, as they mark furniture, but not the first one, which stands elsewhere on its page.
    fn has(&self, line: &[Word], page: usize) -> bool {
        if !is_parted(line, HEADER_CELL_GAP) || !line.iter().all(|word| word.artifact) {
            return false;
        }
        let parts: Vec<&[Word]> = segments(line, HEADER_CELL_GAP).collect();
        let alike = |(a, b): (&[Word], &&[Word])| {
            (a[0].rect.x0 - b[0].rect.x0).abs() < SAME_CELL_LEFT && text_of(a) == text_of(b)
        };
        let Some(same) = self.lines().get(&text_of(parts[0])) else {
            return false;
        };
        let mut before = same.iter().take_while(|(number, _)| *number < page);
        before.any(|(_, other)| {
            let others = segments(other, HEADER_CELL_GAP);
            (other[0].base - line[0].base).abs() > OTHER_HEIGHT
                && others.clone().count() == parts.len()
                && others.zip(&parts).all(alike)
        })
    }
}

/// Whether a line at the head of the page looks like a heading of the text: it is larger than the text, or bold with text
/// that follows. Headings with numbers (`Mål 1`) repeat at the same height but for the number, as page headers do.
fn is_numbered_heading(page: &PageView<'_>, line: &[Word]) -> bool {
    let body = typical_size(page.lines.iter().flatten());
    let at_head = in_zone(line, page.height, WIDE_ZONE) == Some(Side::Top);
    let worded = line
        .iter()
        .any(|word| word.text.contains(char::is_alphabetic));
    let larger = line.iter().all(|word| word.size > body + SMALLER);
    let bold = |words: &[Word]| words.iter().all(|word| word.bold);
    let base = line[0].base;
    let mut below = page
        .lines
        .iter()
        .filter(|other| other[0].base > base + SAME_LINE);
    let followed = below.next().is_some_and(|next| {
        next[0].base - base < TEXT_FOLLOWS * body && same_size(next[0].size, body) && !bold(next)
    });
    at_head
        && worded
        && !line.iter().any(|word| word.artifact)
        && (larger || bold(line) && followed)
}

/// Whether the line stands alone at the page's edge, set smaller than the text and far from it, and is no sentence: what
/// the document's first or only page has for a header or footer.
fn is_edge_line(page: &PageView<'_>, line: &[Word]) -> bool {
    let Some(side) = in_zone(line, page.height, EDGE) else {
        return false;
    };
    let body = typical_size(page.lines.iter().flatten());
    let small = line.iter().all(|word| word.size < body - SMALLER);
    let text = text_of(line);
    let sentence = text.ends_with(['.', '!', '?', ':', ';', ',']);
    let begins = text.starts_with(|c: char| c.is_uppercase());
    let base = line[0].base;
    // Text may come near the edge too, but then more of it follows at a line's distance; a block with names at the top
    // is as small as a header. A footer may have several small lines.
    let near = page.lines.iter().any(|other| {
        let distance = match side {
            Side::Top => other[0].base - base,
            Side::Bottom => base - other[0].base,
        };
        let apart = distance > SAME_LINE && distance < TEXT_FOLLOWS * body;
        apart && (side == Side::Top || other[0].size > body - SMALLER)
    });
    small && begins && !sentence && !near && line.len() <= EDGE_LINE_WORDS
}

/// Whether the line is one of few words at an end of the page, as headers and footers around a lying table are.
fn is_in_frame(page: &PageView<'_>, line: &[Word]) -> bool {
    let short = |part: &[Word]| part.len() <= EDGE_LINE_WORDS;
    in_zone(line, page.height, ZONE).is_some() && segments(line, PART_GAP).all(short)
}

/// Whether the text ends in this page's number and the number of all pages (`Tallnäs kommun 1 (4)`): both fit, so it is no
/// accident.
fn ends_in_page_number(text: &str, page: usize, pages: usize, cues: &Cues) -> bool {
    let words = cues.phrases(Cue::Sidantal).iter();
    let worded = words.map(|of| format!("{page} {of} {pages}"));
    let mut tails = worded.chain([format!("{page} ({pages})")]);
    tails.any(|tail| {
        text.strip_suffix(tail.as_str())
            .is_some_and(|head| head.is_empty() || head.ends_with(' '))
    })
}

/// An address in the text is no furniture: it is where it stands on the first page, or is set smaller than the text.
fn stands_apart(page: &PageView<'_>, line: &[Word], number: usize) -> bool {
    let body = typical_size(page.lines.iter().flatten());
    number == 0 || line.iter().all(|word| word.size < body - SMALLER)
}

/// A sender's address at the page's foot: a postal code with a place, a telephone number, an e-mail or web address.
fn is_address(text: &str, cues: &Cues) -> bool {
    let tokens: Vec<&str> = text.split(' ').collect();
    let mail = tokens.iter().any(|t| t.contains('@') && t.contains('.'));
    let in_domain = |t: &str| {
        let domain = t.rsplit_once('.').map(|(_, domain)| domain);
        domain.is_some_and(|domain| cues.has(Cue::Doman, domain))
    };
    let web = tokens
        .iter()
        .any(|t| t.starts_with("www.") || in_domain(t) && t.len() > SHORTEST_ADDRESS);
    let digits = |t: &str, n: usize| t.len() == n && t.chars().all(|c| c.is_ascii_digit());
    let postal = tokens
        .windows(3)
        .any(|t| digits(t[0], 3) && digits(t[1], 2) && t[2].starts_with(char::is_uppercase));
    let count = text.chars().filter(char::is_ascii_digit).count();
    let phone = text.starts_with('0')
        && PHONE_DIGITS.contains(&count)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
    tokens.len() <= ADDRESS_WORDS && (mail || web || postal || phone)
}

/// `3`, `3 (7)`, `Sid 3 (7)`, `Sida 3 av 7`, `SID 1 (46)`.
fn page_number(text: &str, layouts: &Layouts) -> bool {
    let number = layouts.page_number(text);
    number.is_some_and(|number| {
        let total = number.total;
        number.labelled || matches!(total, Some(Total::Bracketed | Total::Worded))
    })
}

#[cfg(test)]
mod tests {
    use super::{PageView, ends_in_page_number, furniture, is_address, page_number};
    use crate::grammar::Layouts;
    use crate::words::testing::words;
    use crate::words::word::{Word, WordParts};

    fn heads(first: impl Fn(u8) -> Vec<Word>) -> Vec<usize> {
        let lines: Vec<Vec<Vec<Word>>> = (1..=4)
            .map(|page| {
                let mut lines = vec![first(page)];
                for row in 0_u8..5 {
                    let base = 92.0 + 12.0 * f32::from(row) + f32::from(page);
                    let own = char::from(b'a' + page);
                    let text = format!("en rad av texten {own}{own} på sidan");
                    lines.push(words(&text, 50.0, base));
                }
                lines
            })
            .collect();
        let views: Vec<PageView<'_>> = (1..)
            .zip(&lines)
            .map(|(number, lines)| PageView {
                number,
                lines,
                height: 842.0,
                tables: Vec::new(),
                frame: false,
            })
            .collect();
        let found = furniture(&views, &Layouts::builtin());
        found.iter().map(Vec::len).collect()
    }

    fn set(words: Vec<Word>, size: f32, bold: bool) -> Vec<Word> {
        let set = |word: Word| {
            Word::from(WordParts {
                size,
                bold,
                ..WordParts::clone(&word)
            })
        };
        words.into_iter().map(set).collect()
    }

    #[test]
    fn numbered_headings_at_the_head_of_pages_are_no_furniture() {
        let goal = |page: u8| words(&format!("Mål {page}"), 50.0, 72.0);
        assert_eq!(heads(|page| set(goal(page), 16.0, false)), [0; 4]);
        assert_eq!(heads(|page| set(goal(page), 10.0, true)), [0; 4]);
        // What looks as text does is a heading only where a layout knows its label.
        assert_eq!(heads(goal), [0; 4]);
        let part = |page: u8| words(&format!("Utgåva {page}"), 50.0, 72.0);
        assert_eq!(heads(part), [1; 4]);
        // A page's number, and what is the same on all pages, is furniture however it is set.
        let number = |page: u8| words(&format!("Sida {page}"), 50.0, 72.0);
        assert_eq!(heads(|page| set(number(page), 16.0, true)), [1; 4]);
        assert_eq!(
            heads(|_| set(words("Tallnäs 2", 50.0, 72.0), 16.0, true)),
            [1; 4]
        );
    }

    #[test]
    fn addresses_are_told_from_sentences() {
        let layouts = Layouts::builtin();
        for text in [
            "Box 12, 123 45 Storby",
            "08-123 45 67",
            "namn@kommun.example",
            "www.kommun.example",
        ] {
            assert!(is_address(text, layouts.cues()), "{text}");
        }
        for text in [
            "Nämnden fick 123 45 ansökningar",
            "2021-02-03",
            "Till Storbys nämnd",
        ] {
            assert!(!is_address(text, layouts.cues()), "{text}");
        }
    }

    #[test]
    fn a_pages_own_number_is_told() {
        let layouts = Layouts::builtin();
        let cues = layouts.cues();
        assert!(ends_in_page_number("Tallnäs kommun 2 (9)", 2, 9, cues));
        assert!(!ends_in_page_number("Tallnäs kommun 2 (9)", 3, 9, cues));
        assert!(!ends_in_page_number("Åtgärd 12 (9)", 2, 9, cues));
    }

    #[test]
    fn page_numbers_are_told_from_other_numbers() {
        let layouts = Layouts::builtin();
        for text in ["Sid 22 (28)", "SID 1 (46)", "2 (9)", "Sida 3 av 7", "sid 4"] {
            assert!(page_number(text, &layouts), "{text}");
        }
        for text in ["2021", "12", "Sidensvans", "3 (sju)", "2 (9) st", ""] {
            assert!(!page_number(text, &layouts), "{text}");
        }
    }
}
