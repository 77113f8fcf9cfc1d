//! Page furniture: headers and footers, found by repetition and place, by the maker's `/Artifact` marks, and by the shape
//! of page numbers. It is taken out of the flow, so that what it interrupts can be joined.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::geometry::Rect;
use crate::grammar::{Cue, Cues, Layouts, Total};
use crate::tables::header_row::starts_header;
use crate::words::gaps::{is_parted, rect_of, segments};
use crate::words::word::{Word, text_of};

/// Share of the page's height at top and bottom in which furniture stands.
const ZONE: f32 = 0.16;
/// The same for what stands at the same height on nearly every page: a wide foot puts it further in.
const WIDE_ZONE: f32 = 0.28;
/// Share of the page's height at its edges where a lone small line is furniture though no other page repeats it.
const EDGE: f32 = 0.08;

/// A page as furniture sees it.
pub struct PageView<'a> {
    /// Lines from top to bottom.
    pub lines: &'a [Vec<Word>],
    /// Height in points.
    pub height: f32,
    /// Boxes of tables' shading and lattices: what lies on them is no furniture.
    pub tables: Vec<Rect>,
}

/// For each page the indexes of the lines that are furniture.
#[must_use]
pub fn furniture(pages: &[PageView<'_>], layouts: &Layouts) -> Vec<Vec<usize>> {
    let patterns: Vec<Vec<(String, f32)>> = pages.par_iter().map(edge_patterns).collect();
    let mut seen: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
    for (number, patterns) in patterns.into_iter().enumerate() {
        for (pattern, from_edge) in patterns {
            seen.entry(pattern).or_default().push((number, from_edge));
        }
    }
    let repeated = Headings::new(pages);
    pages
        .par_iter()
        .enumerate()
        .map(|(number, page)| {
            let heads =
                |line: &[Word]| segments(line, 0.5).any(|part| starts_header(part, layouts));
            let is = |line: &[Word]| {
                let rect = rect_of(line);
                // The lines of a column heading's other cells stand close above the name's.
                let beside = page.lines.iter().any(|heading| {
                    let first = &heading[0];
                    line[0].bold == first.bold
                        && (line[0].size - first.size).abs() < 0.3
                        && rect.x0 > first.rect.x1
                        && {
                            let other = rect_of(heading);
                            other.y0 - rect.y1 < 3.0 * first.size
                                && rect.y0 - other.y1 < 3.0 * first.size
                        }
                        && heads(heading)
                });
                if beside {
                    return false;
                }
                let on_table = page
                    .tables
                    .iter()
                    .any(|t| t.contains(rect.mid_x(), rect.mid_y()));
                if on_table || repeated.has(line, number) || heads(line) {
                    return false;
                }
                let text = text_of(line);
                if layouts.goal_label(&text).is_some()
                    || layouts.section_label(&text)
                    || layouts.status(&text).is_some()
                {
                    return false;
                }
                let parts: Vec<&[Word]> = segments(line, 1.2).collect();
                // Small amounts, each a part of its own, are a table's row.
                let numbers = |part: &&[Word]| pattern(part) == "#";
                if parts.len() > 2 && parts.iter().all(numbers) {
                    return false;
                }
                if in_zone(line, page.height, ZONE).is_none() {
                    return parts.iter().all(|part| {
                        page_number(&text_of(part), layouts)
                            || stands_everywhere(&seen, part, page.height, pages.len())
                    });
                }
                let own_number =
                    ends_in_page_number(&text, number + 1, pages.len(), layouts.cues());
                own_number
                    || number == 0 && is_edge_line(page, line)
                    || parts.iter().all(|part| {
                        part.iter().all(|word| word.artifact)
                            || page_number(&text_of(part), layouts)
                            || (is_address(&text_of(part), layouts.cues())
                                && stands_apart(page, line, number))
                            || repeats(&seen, part, page.height, number, pages.len())
                    })
            };
            let mut found = Vec::new();
            for (i, line) in page.lines.iter().enumerate() {
                if in_zone(line, page.height, WIDE_ZONE) != Some(Side::Top) || !is(line) {
                    break;
                }
                found.push(i);
            }
            let top = found.len();
            for (i, line) in page.lines.iter().enumerate().skip(top).rev() {
                if in_zone(line, page.height, WIDE_ZONE) != Some(Side::Bottom) || !is(line) {
                    break;
                }
                found.push(i);
            }
            found.sort_unstable();
            found
        })
        .collect()
}

/// The patterns of what stands where furniture may stand on the page, and how far each is from the page's edge.
fn edge_patterns(page: &PageView<'_>) -> Vec<(String, f32)> {
    page.lines
        .iter()
        .filter(|line| in_zone(line, page.height, WIDE_ZONE).is_some())
        .flat_map(|line| segments(line, 1.2))
        .map(|part| (pattern(part), from_edge(part, page.height)))
        .collect()
}

/// Lines and their pages by the text of their first part.
type LinesByText<'a> = HashMap<String, Vec<(usize, &'a [Word])>>;

/// The lines of several parts that are no artifacts, by the text of their first part, with their pages.
struct Headings<'a> {
    pages: &'a [PageView<'a>],
    lines: OnceLock<LinesByText<'a>>,
}

impl<'a> Headings<'a> {
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
                    if let Some(first) = segments(line, 0.5).next()
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

    /// Whether the line is the heading of a table that a page before this one began: makers mark the repeated heading as
    /// an artifact, as they mark furniture, but not the first one, which stands elsewhere on its page.
    fn has(&self, line: &[Word], page: usize) -> bool {
        if !is_parted(line, 0.5) || !line.iter().all(|word| word.artifact) {
            return false;
        }
        let parts: Vec<&[Word]> = segments(line, 0.5).collect();
        let alike = |(a, b): (&[Word], &&[Word])| {
            (a[0].rect.x0 - b[0].rect.x0).abs() < 2.0 && text_of(a) == text_of(b)
        };
        let Some(same) = self.lines().get(&text_of(parts[0])) else {
            return false;
        };
        let mut before = same.iter().take_while(|(number, _)| *number < page);
        before.any(|(_, other)| {
            let others = segments(other, 0.5);
            (other[0].base - line[0].base).abs() > 3.0
                && others.clone().count() == parts.len()
                && others.zip(&parts).all(alike)
        })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Top,
    Bottom,
}

fn in_zone(line: &[Word], height: f32, zone: f32) -> Option<Side> {
    let base = line.first()?.base;
    if base < zone * height {
        Some(Side::Top)
    } else if base > (1.0 - zone) * height {
        Some(Side::Bottom)
    } else {
        None
    }
}

/// Height of the words' baseline from the nearer edge, negative at the foot: pages of one document may be of two sizes.
fn from_edge(words: &[Word], height: f32) -> f32 {
    let base = words[0].base;
    if base < 0.5 * height {
        base
    } else {
        base - height
    }
}

/// The text with every number replaced, so that `Sid 3 (7)` and `Sid 4 (7)` are the same. Numbers alone stay: a telephone
/// number is the same on every page, the rows of a long table are not.
fn pattern(words: &[Word]) -> String {
    let text = text_of(words);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return text;
    }
    let mut pattern = String::with_capacity(text.len());
    let mut digits = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !digits {
                pattern.push('#');
            }
            digits = true;
        } else {
            pattern.push(c);
            digits = false;
        }
    }
    if is_amounts(&pattern) { text } else { pattern }
}

/// Several numbers and nothing else.
fn is_amounts(pattern: &str) -> bool {
    pattern.contains("# #") && pattern.chars().all(|c| "# .,-–−%".contains(c))
}

/// Whether the words' pattern stands at the same height on enough pages: a third of all, or a run of three.
fn repeats(
    seen: &HashMap<String, Vec<(usize, f32)>>,
    words: &[Word],
    height: f32,
    page: usize,
    pages: usize,
) -> bool {
    let Some(places) = seen.get(&pattern(words)) else {
        return false;
    };
    let base = from_edge(words, height);
    let mut on: Vec<usize> = places
        .iter()
        .filter(|(_, y)| (y - base).abs() < 3.0)
        .map(|(page, _)| *page)
        .collect();
    on.dedup();
    let share = on.len() >= 2 && on.len() * 3 >= pages;
    // Furniture of one part of the document: a run of pages, or of every other page.
    let run = on.iter().filter(|other| other.abs_diff(page) <= 4).count() >= 4;
    share || run
}

/// Whether the words' pattern stands at the same height on every page, or on all but one of many.
fn stands_everywhere(
    seen: &HashMap<String, Vec<(usize, f32)>>,
    words: &[Word],
    height: f32,
    pages: usize,
) -> bool {
    let Some(places) = seen.get(&pattern(words)) else {
        return false;
    };
    let base = from_edge(words, height);
    let mut on: Vec<usize> = places
        .iter()
        .filter(|(_, y)| (y - base).abs() < 1.5)
        .map(|(page, _)| *page)
        .collect();
    on.dedup();
    on.len() >= 2 && (on.len() >= pages || on.len() >= 3 && on.len() * 5 >= pages * 4)
}

/// Whether the line stands alone at the page's edge, set smaller than the text and far from it, and is no sentence: what
/// the document's first or only page has for a header or footer.
fn is_edge_line(page: &PageView<'_>, line: &[Word]) -> bool {
    let Some(side) = in_zone(line, page.height, EDGE) else {
        return false;
    };
    let body = crate::words::typography::typical_size(page.lines.iter().flatten());
    let small = line.iter().all(|word| word.size < body - 0.8);
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
        let apart = distance > 0.5 && distance < 2.5 * body;
        apart && (side == Side::Top || other[0].size > body - 0.8)
    });
    small && begins && !sentence && !near && line.len() <= 10
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
    let body = crate::words::typography::typical_size(page.lines.iter().flatten());
    number == 0 || line.iter().all(|word| word.size < body - 0.8)
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
        .any(|t| t.starts_with("www.") || in_domain(t) && t.len() > 5);
    let digits = |t: &str, n: usize| t.len() == n && t.chars().all(|c| c.is_ascii_digit());
    let postal = tokens
        .windows(3)
        .any(|t| digits(t[0], 3) && digits(t[1], 2) && t[2].starts_with(char::is_uppercase));
    let count = text.chars().filter(char::is_ascii_digit).count();
    let phone = text.starts_with('0')
        && (8..=12).contains(&count)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
    tokens.len() <= 14 && (mail || web || postal || phone)
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
    use super::{ends_in_page_number, is_address, is_amounts, page_number};
    use crate::grammar::Layouts;

    #[test]
    fn amounts_are_told_from_page_numbers() {
        for pattern in ["# #", "# # #,#", "-# #"] {
            assert!(is_amounts(pattern), "{pattern}");
        }
        for pattern in ["#", "# (#)", "Sid # (#)", "#-#-#"] {
            assert!(!is_amounts(pattern), "{pattern}");
        }
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
