//! Where a table without a lattice may begin: candidates for header rows, each with the witnesses that showed it.
//!
//! Six witnesses, from strong to weak: fills side by side (each cell of a shaded header row is filled by itself), a line
//! whose joints show the cells, lines of equal extent below each other, the words of a known header row, bold text in
//! cells above numbers, and bold titles over a line.
//!
//! The steps, in order: each witness names its candidates; those that lie on each other are merged; two directly below each
//! other are joined to one of two rows; their words tell their look; stripes of the body lend them columns.

use crate::block::Witness;
use crate::drawing::rules::{Ruling, cluster};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::pdf::PageContent;
use crate::tables::captions::is_caption;
use crate::tables::columns::boundary::header_boxes;
use crate::tables::columns::strips::is_valued;
use crate::tables::header::drawn::{jointed, parallel};
use crate::tables::header::shaded::shaded;
use crate::tables::header::underlined::underlined;
use crate::tables::header::{banding, bold};
use crate::tables::header_row::{HeaderCandidate, is_amounts, may_start_header};
use crate::tables::page_lines::PageLines;
use crate::tables::table::is_amount;
use crate::tables::tolerances;
use crate::words::gaps::{is_parted, rect_of, segments, straddles};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Finds candidates for header rows from top to bottom. `lines` are the words that stand in no lattice.
#[must_use]
pub fn candidates(
    page: &PageContent,
    ruling: &Ruling,
    lines: &[Vec<Word>],
    layouts: &Layouts,
) -> Vec<HeaderCandidate> {
    let lines = &PageLines::new(lines);
    let mut found = shaded(page, lines);
    found.extend(jointed(ruling, lines));
    found.extend(known(lines, layouts));
    found.extend(parallel(ruling, lines));
    found.extend(bold::over_numbers(lines));
    found.extend(underlined(ruling, lines));
    let found = found
        .into_iter()
        .filter_map(|candidate| without_text_above(candidate, lines, layouts));
    let mut found = join_rows(merge(found.collect()));
    for candidate in &mut found {
        let words = lines.words_in(&candidate.rect);
        // A row of amounts whose name is a title elsewhere (`Åtgärder`) is a row.
        let amounts = is_amounts(&words);
        candidate.known |= begins_known(&words, layouts) && !amounts;
        candidate.bold = words.iter().flatten().all(|word| word.bold) && !amounts;
        candidate.size = typical_size(words.iter().flatten());
    }
    banding::lend(&mut found, lines);
    found
}

/// The candidate without the caption and the running text that stand above its titles; `None` if nothing else is in it.
fn without_text_above(
    mut candidate: HeaderCandidate,
    lines: &PageLines<'_>,
    layouts: &Layouts,
) -> Option<HeaderCandidate> {
    let words = lines.words_in(&candidate.rect);
    // A single title over several drawn columns names a group of rows.
    let lone = words
        .iter()
        .all(|line| !is_parted(line, tolerances::HEADER_CELL_GAP));
    let columns = candidate.edges.as_ref().map_or(0, |edges| edges.len() - 1);
    if lone && columns > tolerances::LEAST_COLUMNS && candidate.witness == [Witness::JointedRule] {
        return None;
    }
    // And so does one above a row of values.
    let group = || {
        let row = words.get(1).is_some_and(|line| is_valued(line));
        row && words
            .first()
            .is_some_and(|line| !is_parted(line, tolerances::HEADER_CELL_GAP))
    };
    if columns > 0 && candidate.witness == [Witness::JointedRule] && group() {
        return None;
    }
    let is_text = |line: &Vec<Word>| {
        let edges = candidate.edges.as_deref().unwrap_or_default();
        !is_parted(line, tolerances::HEADER_CELL_GAP)
            && (is_caption(line, layouts)
                || line.len() > tolerances::SENTENCE_WORDS && straddles(line, edges))
    };
    let Some(last) = words.iter().rposition(is_text) else {
        return Some(candidate);
    };
    // A caption goes on over several lines.
    let rest = words.get(last + 1..).unwrap_or_default();
    let titles = rest
        .iter()
        .skip_while(|line| !is_parted(line, tolerances::HEADER_CELL_GAP));
    let rect = titles
        .map(|line| rect_of(line))
        .reduce(|a, b| a.union(&b))?;
    candidate.rect.y0 = rect.y0;
    candidate.upper = candidate.upper.max(rect.y0);
    Some(candidate)
}

/// Two candidates directly below each other, whose boundaries fit into one another, are the two rows of one.
fn join_rows(found: Vec<HeaderCandidate>) -> Vec<HeaderCandidate> {
    let mut joined: Vec<HeaderCandidate> = Vec::new();
    for candidate in found {
        let home = joined
            .last_mut()
            .filter(|upper| belongs_under(upper, &candidate));
        let Some(upper) = home else {
            joined.push(candidate);
            continue;
        };
        let (Some(above), Some(below)) = (&upper.edges, &candidate.edges) else {
            continue;
        };
        let all: Vec<f32> = above.iter().chain(below).copied().collect();
        let same = tolerances::ONE_RULE;
        let edges = cluster(all, same);
        upper.wide = above
            .windows(2)
            .map(|cell| (cell[0], cell[1]))
            .filter(|(from, to)| edges.iter().any(|x| *x > from + same && *x < to - same))
            .collect();
        // The upper row has some height, however the boxes overlap.
        let least = upper.rect.y0 + tolerances::LEAST_ROW_HEIGHT;
        upper.upper = candidate.rect.y0.max(least);
        upper.rect = upper.rect.union(&candidate.rect);
        upper.edges = Some(edges);
    }
    joined
}

/// Whether the lower candidate is the lower row of the upper one.
fn belongs_under(upper: &HeaderCandidate, lower: &HeaderCandidate) -> bool {
    let (Some(above), Some(below)) = (&upper.edges, &lower.edges) else {
        return false;
    };
    let same = tolerances::HEADER_EDGES;
    let touches = lower.rect.y0 - upper.rect.y1 < tolerances::ROWS_TOUCH
        && lower.rect.y0 > upper.rect.y0 + tolerances::ROWS_TOUCH;
    let (from, to) = (below[0], below[below.len() - 1]);
    let within = from > above[0] - same && to < above[above.len() - 1] + same;
    // The lower row parts a cell of the upper one, and no boundary of the upper one within its reach is missing in it.
    let parts = below
        .iter()
        .any(|x| above.iter().all(|other| (x - other).abs() > same));
    let mut inner = above
        .iter()
        .filter(|x| **x > from + same && **x < to - same);
    let fits = inner.all(|x| below.iter().any(|other| (x - other).abs() < same));
    touches && within && parts && fits
}

/// Lines whose first words are the title of the first column in a header row that a layout knows.
fn known(lines: &PageLines<'_>, layouts: &Layouts) -> Vec<HeaderCandidate> {
    let mut candidates = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // A column of icons has no title: the column of names is the first with words.
        let Some(part) = segments(line, tolerances::HEADER_CELL_GAP).next() else {
            continue;
        };
        if !may_start_header(part, layouts) {
            continue;
        }
        let text = text_of(part);
        let other =
            layouts.is_other_heading(&text) && !has_number(line) && numbers_below(lines, at);
        if !layouts.starts_header(&text) && !other {
            continue;
        }
        let rect = header_lines(lines, at);
        let cells = header_boxes(&lines.words_in(&rect));
        if cells.len() < 2 {
            continue;
        }
        let cell_text = |cell: &Rect| {
            let words = lines.words_in(&Rect::new(cell.x0, rect.y0, cell.x1, rect.y1));
            let texts: Vec<String> = words.iter().map(|line| text_of(line)).collect();
            texts.join(" ")
        };
        let texts: Vec<String> = cells.iter().map(cell_text).collect();
        if other || layouts.header(&texts).is_some() {
            candidates.push(HeaderCandidate::new(rect, None, Witness::KnownHeader));
        }
    }
    candidates
}

/// Whether a cell of the line is a number, years aside: then the line is a row.
fn has_number(line: &[Word]) -> bool {
    segments(line, tolerances::HEADER_CELL_GAP).any(|part| is_amount(&text_of(part)))
}

/// Whether numbers stand in several cells of a line soon below, whose name begins no further left: words as titles of
/// columns, not in running text and not in the lower row of a header row.
fn numbers_below(lines: &[Vec<Word>], at: usize) -> bool {
    let left = lines[at].first().map_or(0.0, |word| word.rect.x0);
    lines[at + 1..]
        .iter()
        .take(tolerances::NUMBERS_WITHIN)
        .any(|line| {
            let numbers = segments(line, tolerances::HEADER_CELL_GAP)
                .filter(|part| crate::grammar::number(&text_of(part)).is_some());
            numbers.count() > 1
                && line
                    .first()
                    .is_some_and(|word| word.rect.x0 > left - tolerances::NAMES_LEFT)
        })
}

/// The box of the header row that the line belongs to: lines near it in the same look, above and below.
pub(crate) fn header_lines(lines: &[Vec<Word>], at: usize) -> Rect {
    let first = &lines[at][0];
    let mut rect = rect_of(&lines[at]);
    let alike = |line: &[Word]| {
        line.iter().all(|word| {
            word.bold == first.bold && (word.size - first.size).abs() < tolerances::HEADER_LOOK_SIZE
        })
    };
    let reach = tolerances::HEADER_LINE_GAP * first.size;
    for line in lines[..at].iter().rev() {
        let other = rect_of(line);
        if rect.y0 - other.y1 > reach || !alike(line) {
            break;
        }
        rect = rect.union(&other);
    }
    for line in &lines[at + 1..] {
        let other = rect_of(line);
        // Further lines of a header row stand in its other cells or go on in its cells; they never start a row by themselves.
        if other.y0 - rect.y1 > reach || !alike(line) || (!first.bold && other.x0 < first.rect.x1) {
            break;
        }
        rect = rect.union(&other);
    }
    rect
}

/// Whether one of the lines begins with the words of a header row that a layout knows.
fn begins_known(words: &[Vec<Word>], layouts: &Layouts) -> bool {
    let first = |line: &'_ Vec<Word>| {
        let part = segments(line, tolerances::HEADER_CELL_GAP).next();
        part.map(<[Word]>::to_vec).unwrap_or_default()
    };
    words.iter().enumerate().any(|(at, line)| {
        let part = first(line);
        may_start_header(&part, layouts) && {
            let text = text_of(&part);
            let known = layouts.starts_header(&text)
                || layouts.is_other_heading(&text) && !has_number(line);
            known && !goes_on(&part, words[..at].iter().map(first))
        }
    })
}

/// Whether the part begins small below another one: a name's last line may be a title's word (`... och` above `insatser`).
fn goes_on(part: &[Word], mut above: impl Iterator<Item = Vec<Word>>) -> bool {
    let small = |word: &Word| word.text.starts_with(char::is_lowercase);
    part.first().is_some_and(small)
        && above.any(|above| rect_of(&above).overlap_x(&rect_of(part)) > 0.0)
}

/// Candidates that lie on each other are one; the first that shows columns tells them.
fn merge(mut found: Vec<HeaderCandidate>) -> Vec<HeaderCandidate> {
    let mut merged: Vec<HeaderCandidate> = Vec::new();
    // For each of them the lowest bottom of it and of those before it.
    let mut bottoms: Vec<f32> = Vec::new();
    // Stronger witnesses come first in `found`; a stable sort by place keeps that order among equals.
    let place = |candidate: &HeaderCandidate| {
        (candidate.rect.mid_y() / tolerances::CANDIDATES_LEVEL).round()
    };
    found.sort_by(|a, b| place(a).total_cmp(&place(b)));
    for candidate in found {
        // What ends above the candidate does not lie on it.
        let first = bottoms.partition_point(|bottom| *bottom <= candidate.rect.y0);
        let home = (first..merged.len()).find(|at| lie_on_each_other(&merged[*at], &candidate));
        match home {
            Some(home) => {
                absorb(&mut merged[home], candidate);
                let bottom = merged[home].rect.y1;
                for reach in bottoms[home..]
                    .iter_mut()
                    .take_while(|reach| **reach < bottom)
                {
                    *reach = bottom;
                }
            }
            None => {
                let above = bottoms.last().copied().unwrap_or(f32::NEG_INFINITY);
                bottoms.push(above.max(candidate.rect.y1));
                merged.push(candidate);
            }
        }
    }
    merged.sort_by(|a, b| {
        a.rect
            .y0
            .total_cmp(&b.rect.y0)
            .then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    merged
}

fn lie_on_each_other(a: &HeaderCandidate, b: &HeaderCandidate) -> bool {
    let least = a.rect.height().min(b.rect.height());
    a.rect.overlap_x(&b.rect) > 0.0
        && a.rect.overlap_y(&b.rect) > tolerances::CANDIDATES_OVERLAP * least
}

/// Adds what another witness shows of the same header row.
fn absorb(own: &mut HeaderCandidate, other: HeaderCandidate) {
    let stronger = own.edges.is_none() && other.edges.is_some();
    if stronger {
        own.edges = other.edges;
    }
    // Words above one column may be the upper row of what is bold over numbers.
    let row_of = own.witness == [Witness::KnownHeader]
        && other.witness.contains(&Witness::BoldOverNumbers)
        && other.rect.y1 > own.rect.y1 + tolerances::LOWER_ROW;
    // A fill tells where its row ends, whichever of the two was found first.
    let filled = own.witness == [Witness::KnownHeader] && other.witness.contains(&Witness::Shading);
    if stronger || row_of {
        own.rect = other.rect.union(&own.rect);
    } else if filled {
        own.rect = other.rect;
    }
    for witness in other.witness {
        if !own.witness.contains(&witness) {
            own.witness.push(witness);
        }
    }
    own.known |= other.known;
}
