//! Page headers and footers in a text: told by form feeds and repetition, page numbers, and address blocks.

mod address;

use std::collections::BTreeMap;

use crate::grammar::{Layouts, Total};

use super::source::SourceLine;
use address::is_address;

/// So many lines at a page's beginning or end can be furniture.
const EDGE: usize = 4;
/// So many lines at a page's end are its footer.
const FOOT: usize = 2;
/// An address block has at least so many lines that are an address's.
const ADDRESS_LINES: usize = 2;
/// Lines of an address block stand within so many lines of each other.
const ADDRESS_GAP: usize = 2;
/// Lines of page furniture are no longer than this.
const SHORT: usize = 60;
/// A header stands within so many lines of the page number it goes with.
const HEADER_GAP: usize = 1;
/// No more blank lines than this stand within a footer.
const FOOT_BLANKS: usize = 3;
/// A line that repeats at the edges of so many pages, and of half of them, is furniture.
const LEAST_PAGES: usize = 3;

/// For each line whether it is furniture. Blank lines never are. `structural` lines (column titles, goal and
/// section labels) repeat too and are left alone.
pub(crate) fn find(
    lines: &[SourceLine],
    layouts: &Layouts,
    structural: impl Fn(&SourceLine) -> bool,
) -> Vec<bool> {
    let marks = lines
        .iter()
        .map(|line| is_page_number(line.text(), layouts) || is_spread(line, layouts))
        .collect();
    let mut finder = Finder {
        lines,
        layouts,
        structural,
        marks,
    };
    finder.around_page_numbers();
    finder.beside_page_numbers();
    finder.above_page_numbers();
    finder.at_page_edges();
    finder.addresses();
    finder.marks
}

/// `Sid 22 (28)`, `SID 1 (46)`, `2 (9)`, `Sida 3 av 7`; but `3 av 7` alone may be anything.
fn is_page_number(text: &str, layouts: &Layouts) -> bool {
    let number = layouts.page_number(text);
    number.is_some_and(|number| number.labelled || number.total == Some(Total::Bracketed))
}

/// A line whose parts stand far apart: one is a page number that says so (`Sid 2 (9)`), or two are an address's.
fn is_spread(line: &SourceLine, layouts: &Layouts) -> bool {
    let parts = parts(line);
    let numbered = |part: &String| {
        let number = layouts.page_number(part);
        number.is_some_and(|number| number.labelled)
    };
    let addresses = parts
        .iter()
        .filter(|part| is_address(part, layouts.cues()))
        .count();
    parts.len() > 1 && (parts.iter().any(numbered) || addresses > 1)
}

/// The parts of a line that more than a space sets apart.
fn parts(line: &SourceLine) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in &line.words {
        match parts.last_mut() {
            Some(last) if word.gap < 2 && !word.tab => {
                last.push(' ');
                last.push_str(&word.text);
            }
            _ => parts.push(word.text.clone()),
        }
    }
    parts
}

/// Marks furniture, one kind after the other.
struct Finder<'a, S: Fn(&SourceLine) -> bool> {
    lines: &'a [SourceLine],
    layouts: &'a Layouts,
    structural: S,
    marks: Vec<bool>,
}

impl<S: Fn(&SourceLine) -> bool> Finder<'_, S> {
    /// A few short lines that stand with a page number and apart from the rest, and the address that follows them.
    fn around_page_numbers(&mut self) {
        let lines = self.lines;
        let mut at = 0;
        let mut numbered: Option<usize> = None;
        while at < lines.len() {
            let run = lines.get(at..).unwrap_or_default();
            let length = run.iter().take_while(|line| !line.is_blank()).count();
            let run = run.get(..length).unwrap_or_default();
            if run.is_empty() {
                at += 1;
                continue;
            }
            let short = length <= EDGE
                && run
                    .iter()
                    .all(|line| line.width() <= SHORT && !(self.structural)(line));
            let page = run
                .iter()
                .any(|line| is_page_number(line.text(), self.layouts));
            let address = run
                .iter()
                .any(|line| is_address(line.text(), self.layouts.cues()))
                && numbered.is_some_and(|end| at - end <= ADDRESS_GAP + 1);
            if short && (page || address) {
                for index in at..at + length {
                    self.mark(index);
                }
                numbered = Some(at + length);
            } else {
                numbered = None;
            }
            at += length;
        }
    }

    /// A line beside a page number that stands beside another page number too.
    fn beside_page_numbers(&mut self) {
        let lines = self.lines;
        let numbers: Vec<usize> = (0..lines.len())
            .filter(|&at| self.marks.get(at).copied().unwrap_or(false))
            .collect();
        let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in numbers {
            let from = at.saturating_sub(HEADER_GAP);
            for near in from..=at + HEADER_GAP {
                if let Some(line) = lines
                    .get(near)
                    .filter(|line| near != at && !line.is_blank())
                {
                    seen.entry(key(line.text())).or_default().push(near);
                }
            }
        }
        for places in seen.into_values().filter(|places| places.len() > 1) {
            for at in places {
                self.mark(at);
            }
        }
    }

    /// A page's footer stands right above the next page's number: short lines that stand so above two numbers at least, and
    /// above half of them.
    fn above_page_numbers(&mut self) {
        let lines = self.lines;
        let is_marked = |at: usize| self.marks.get(at).copied().unwrap_or(false);
        let heads: Vec<usize> = (1..lines.len())
            .filter(|&at| is_marked(at) && !is_marked(at - 1))
            .collect();
        // For each page the lines above its number, the nearest first.
        let mut feet: Vec<Vec<usize>> = Vec::new();
        for head in heads {
            let mut foot = Vec::new();
            let mut blanks = 0;
            for at in (0..head).rev() {
                let Some(line) = lines
                    .get(at)
                    .filter(|_| foot.len() < EDGE && !is_marked(at))
                else {
                    break;
                };
                blanks = if line.is_blank() { blanks + 1 } else { 0 };
                if blanks > FOOT_BLANKS || line.width() > SHORT || (self.structural)(line) {
                    break;
                }
                if !line.is_blank() {
                    foot.push(at);
                }
            }
            feet.push(foot);
        }
        let mut seen: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for foot in &feet {
            let mut path = String::new();
            for (nth, &at) in foot.iter().enumerate() {
                path.push('\n');
                path.push_str(&lines.get(at).map_or(String::new(), |line| key(line.text())));
                seen.entry((nth, path.clone())).or_default().push(at);
            }
        }
        for places in seen.into_values() {
            if places.len() > 1 && places.len() * 2 >= feet.len() {
                for at in places {
                    self.mark(at);
                }
            }
        }
    }

    /// With form feeds: a line among the first or last of its page that stands so on at least three pages and on half
    /// of them, or among the very last ones of both pages.
    fn at_page_edges(&mut self) {
        let lines = self.lines;
        let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            if !line.is_blank() {
                pages.entry(line.page).or_default().push(at);
            }
        }
        let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut feet: BTreeMap<String, usize> = BTreeMap::new();
        for page in pages.values() {
            let last = page.len().saturating_sub(EDGE);
            for (nth, &at) in page.iter().enumerate() {
                if let Some(line) = lines.get(at).filter(|_| nth < EDGE || nth >= last) {
                    // Beside the page number stands what names the document.
                    let parts = parts(line);
                    let numbered = parts.iter().any(|part| is_page_number(part, self.layouts));
                    if pages.len() > 1 && parts.len() > 1 && numbered {
                        self.mark(at);
                    }
                    let key = key(line.text());
                    if nth + FOOT >= page.len() {
                        *feet.entry(key.clone()).or_default() += 1;
                    }
                    seen.entry(key).or_default().push(at);
                }
            }
        }
        for (key, places) in seen {
            // Of two pages only the last lines tell: the first ones may be a table's headings.
            let both = pages.len() == 2 && feet.get(&key) == Some(&2);
            if places.len() >= LEAST_PAGES && places.len() * 2 >= pages.len() || both {
                for at in places {
                    self.mark(at);
                }
            }
        }
    }

    /// Telephone, mail, web and box lines close together.
    fn addresses(&mut self) {
        let lines = self.lines;
        let found: Vec<usize> = (0..lines.len())
            .filter(|&at| {
                lines
                    .get(at)
                    .is_some_and(|line| is_address(line.text(), self.layouts.cues()))
            })
            .collect();
        let mut from = 0;
        for at in 0..found.len() {
            let next = found.get(at + 1).copied().unwrap_or(usize::MAX);
            let here = found.get(at).copied().unwrap_or_default();
            if next.saturating_sub(here) <= ADDRESS_GAP {
                continue;
            }
            let block = found.get(from..=at).unwrap_or_default();
            if block.len() >= ADDRESS_LINES {
                for &line in block {
                    if let Some(slot) = self.marks.get_mut(line) {
                        *slot = true;
                    }
                }
            }
            from = at + 1;
        }
    }

    fn mark(&mut self, at: usize) {
        let wanted = self
            .lines
            .get(at)
            .is_some_and(|line| !line.is_blank() && !(self.structural)(line));
        if let (true, Some(slot)) = (wanted, self.marks.get_mut(at)) {
            *slot = true;
        }
    }
}

/// A text with its numbers taken out: `Sid 3 (7)` and `Sid 4 (7)` are the same furniture.
fn key(text: &str) -> String {
    text.split_whitespace()
        .map(|word| {
            if word.contains(|c: char| c.is_ascii_digit()) {
                "#"
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::source::lines;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let (lines, _) = lines(text);
        let marks = find(&lines, &Layouts::builtin(), |line| {
            line.text() == "Indikator"
        });
        let all = lines.iter().zip(marks);
        all.filter(|(_, mark)| *mark)
            .map(|(line, _)| line.text().to_owned())
            .collect()
    }

    #[test]
    fn page_numbers_and_the_header_beside_them() {
        let text = "a\nRapport\nSid 2 (9)\nb\n2021\nRapport\nSid 3 (9)\nc\n";
        assert_eq!(
            found(text),
            ["Rapport", "Sid 2 (9)", "Rapport", "Sid 3 (9)"]
        );
        let layouts = Layouts::builtin();
        assert!(is_page_number("2 (9)", &layouts));
        assert!(is_page_number("SID 1 (46)", &layouts));
        assert!(!is_page_number("2021", &layouts));
        assert!(!is_page_number("3 av 7", &layouts));
        assert!(!is_page_number("2 (93,7)", &layouts));
    }

    #[test]
    fn repetition_at_page_edges() {
        let page = "Norrby kommun\n\nIndikator\nText\n";
        let text = [page, page, page].join("\u{c}");
        let found = found(&text);
        assert_eq!(found.iter().filter(|t| *t == "Norrby kommun").count(), 3);
        assert!(!found.contains(&"Indikator".to_owned()));
    }

    #[test]
    fn an_address_block_but_no_single_number() {
        let text =
            "Nämnden\nBox 12, 100 00 Norrby\n\n08-50800000\ninfo@norrby.se\nstart.norrby.se\n";
        assert_eq!(found(text).len(), 4);
        assert!(found("Ring 08-50800000\n08-50800000\ntext\n").is_empty());
    }
}
