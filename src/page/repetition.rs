//! What stands at the same height on several pages: the witness of page headers and footers.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::page::edges::{PageView, in_zone};
use crate::page::tolerances::{
    EVERYWHERE_OF_FIVE, EXACT_HEIGHT, MANY_PAGES, REPEATED_HEIGHT, REPEATED_SHARE, RUN_PAGES,
    RUN_REACH, WIDE_ZONE,
};
use crate::words::gaps::segments;
use crate::words::tolerances::PART_GAP;
use crate::words::word::{Word, text_of};

/// On which pages a part of a line stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// At the same height on enough pages: a third of all, or a run of some.
    pub(super) repeated: bool,
    /// At exactly the same height on every page, or on all but some of many.
    pub(super) everywhere: bool,
    /// Its numbers differ from page to page.
    pub(super) varied: bool,
}

/// How the parts of lines that stand where furniture may stand are repeated.
pub(super) struct Repetition {
    /// For each page the numbers of lines, ascending, with the standing of each of their parts.
    pages: Vec<Vec<(usize, Standing)>>,
}

/// A part of a line on one of the pages.
struct RepeatedPart {
    /// Height of the baseline from the nearer edge, negative at the foot: pages of one document may be of two sizes.
    from_edge: f32,
    /// The page, and which of its parts it is, both from 0.
    page: usize,
    part: usize,
    /// A hash of its text with the numbers.
    text: u64,
}

impl Repetition {
    pub(super) fn of(pages: &[PageView<'_>]) -> Self {
        let parts: Vec<Vec<EdgePart>> = pages.par_iter().map(edge_parts).collect();
        let mut alike: HashMap<String, Vec<RepeatedPart>> = HashMap::new();
        let mut standing: Vec<Vec<(usize, Standing)>> = Vec::with_capacity(pages.len());
        for (page, parts) in parts.into_iter().enumerate() {
            let mut lines = Vec::with_capacity(parts.len());
            for (part, edge) in parts.into_iter().enumerate() {
                lines.push((edge.line, Standing::default()));
                alike.entry(edge.pattern).or_default().push(RepeatedPart {
                    from_edge: edge.from_edge,
                    page,
                    part,
                    text: edge.text,
                });
            }
            standing.push(lines);
        }
        let alike: Vec<Vec<RepeatedPart>> = alike
            .into_values()
            .filter(|parts| parts.len() > 1)
            .collect();
        let told: Vec<Vec<(RepeatedPart, Standing)>> = alike
            .into_par_iter()
            .map(|parts| standings(parts, pages.len()))
            .collect();
        for (part, own) in told.into_iter().flatten() {
            standing[part.page][part.part].1 = own;
        }
        Self { pages: standing }
    }

    /// The standing of each part of a page's line; none if furniture cannot stand there.
    pub(super) fn of_line(&self, page: usize, line: usize) -> &[(usize, Standing)] {
        let lines = self.pages.get(page).map_or(&[][..], Vec::as_slice);
        let start = lines.partition_point(|(other, _)| *other < line);
        let end = lines.partition_point(|(other, _)| *other <= line);
        &lines[start..end]
    }
}

/// A part of a line that stands where furniture may stand.
struct EdgePart {
    line: usize,
    pattern: String,
    from_edge: f32,
    text: u64,
}

/// The parts of what stands where furniture may stand on the page.
fn edge_parts(page: &PageView<'_>) -> Vec<EdgePart> {
    let hasher = FixedState::default();
    let lines = page.lines.iter().enumerate();
    lines
        .filter(|(_, line)| in_zone(line, page.height, WIDE_ZONE).is_some())
        .flat_map(|(number, line)| segments(line, PART_GAP).map(move |part| (number, part)))
        .map(|(line, part)| {
            let text = text_of(part);
            EdgePart {
                line,
                from_edge: from_edge(part, page.height),
                text: hasher.hash_one(&text),
                pattern: pattern(text),
            }
        })
        .collect()
}

/// The standings of parts that have one pattern, in a document of so many pages.
fn standings(mut parts: Vec<RepeatedPart>, pages: usize) -> Vec<(RepeatedPart, Standing)> {
    parts.sort_by(|a, b| a.from_edge.total_cmp(&b.from_edge));
    let varied = parts.iter().any(|part| part.text != parts[0].text);
    let mut standing = vec![
        Standing {
            varied,
            ..Standing::default()
        };
        parts.len()
    ];
    with_pages_near(&parts, REPEATED_HEIGHT, |at, on| {
        let share = on.len() >= 2 && on.len() * REPEATED_SHARE >= pages;
        let own = parts[at].page;
        let near = own.saturating_sub(RUN_REACH)..=own + RUN_REACH;
        let run = near.filter(|page| on.contains_key(page)).count() >= RUN_PAGES;
        standing[at].repeated = share || run;
    });
    with_pages_near(&parts, EXACT_HEIGHT, |at, on| {
        let nearly = on.len() >= MANY_PAGES && on.len() * 5 >= pages * EVERYWHERE_OF_FIVE;
        standing[at].everywhere = on.len() >= 2 && (on.len() >= pages || nearly);
    });
    parts.into_iter().zip(standing).collect()
}

/// Tells for each of the parts, which ascend by height, on which pages parts stand at its height, and how many.
fn with_pages_near(
    parts: &[RepeatedPart],
    tolerance: f32,
    mut tell: impl FnMut(usize, &HashMap<usize, usize>),
) {
    let mut on: HashMap<usize, usize> = HashMap::new();
    let (mut start, mut end) = (0, 0);
    for (at, own) in parts.iter().enumerate() {
        let near = |other: &RepeatedPart| (other.from_edge - own.from_edge).abs() < tolerance;
        while let Some(next) = parts.get(end).filter(|next| end <= at || near(next)) {
            *on.entry(next.page).or_default() += 1;
            end += 1;
        }
        while start < end && !near(&parts[start]) {
            if let Some(count) = on.get_mut(&parts[start].page) {
                *count -= 1;
                if *count == 0 {
                    on.remove(&parts[start].page);
                }
            }
            start += 1;
        }
        tell(at, &on);
    }
}

/// Height of the words' baseline from the nearer edge, negative at the foot.
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
pub(super) fn pattern(text: String) -> String {
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

#[cfg(test)]
mod tests {
    use super::{RepeatedPart, Repetition, is_amounts, standings};
    use crate::page::edges::PageView;
    use crate::words::testing::words;

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
    fn a_part_is_repeated_where_its_pages_are_counted_one_by_one() {
        let pages = 40;
        let heights = (0..200_usize).map(|i| (i * 7919 % 613) as f32 / 8.0);
        let parts: Vec<RepeatedPart> = heights
            .enumerate()
            .map(|(part, from_edge)| RepeatedPart {
                from_edge,
                page: part % pages,
                part,
                text: 0,
            })
            .collect();
        let places: Vec<(f32, usize)> = parts
            .iter()
            .map(|part| (part.from_edge, part.page))
            .collect();
        let on = |height: f32, tolerance: f32| {
            let near = places
                .iter()
                .filter(|(other, _)| (other - height).abs() < tolerance);
            let mut on: Vec<usize> = near.map(|(_, page)| *page).collect();
            on.sort_unstable();
            on.dedup();
            on
        };
        let told = standings(parts, pages);
        assert_eq!(told.len(), 200);
        for (part, standing) in told {
            let (near, exact) = (on(part.from_edge, 3.0), on(part.from_edge, 1.5));
            let run = near
                .iter()
                .filter(|page| page.abs_diff(part.page) <= 4)
                .count()
                >= 4;
            assert_eq!(standing.repeated, near.len() * 3 >= pages || run);
            assert_eq!(standing.everywhere, exact.len() * 5 >= pages * 4);
        }
    }

    #[test]
    fn a_footer_is_told_by_its_place_on_all_pages() {
        let lines: Vec<Vec<_>> = (1..=3)
            .map(|page| {
                vec![
                    words("En rubrik", 50.0, 200.0 + 10.0 * page as f32),
                    words(&format!("Sid {page}"), 50.0, 800.0),
                ]
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
        let repetition = Repetition::of(&views);
        for page in 0..3 {
            let of = |line| {
                repetition
                    .of_line(page, line)
                    .iter()
                    .map(|(_, own)| own.everywhere)
                    .collect::<Vec<_>>()
            };
            assert_eq!(of(0), [false]);
            assert_eq!(of(1), [true]);
        }
        assert!(repetition.of_line(0, 2).is_empty());
    }
}
