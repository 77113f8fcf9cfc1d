//! Where a table without a lattice begins: witnesses of a heading row.
//!
//! Five witnesses, from strong to weak: fills side by side (each cell of a shaded heading is filled by itself), a line
//! whose joints show the cells, lines of equal extent below each other, the words of a known heading, and bold text in cells
//! above numbers.

use crate::block::Witness;
use crate::drawing::rules::Ruling;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::pdf::{PageContent, Rgb, Shape};
use crate::tables::header::drawn::{jointed, stacked};
use crate::tables::header::{banding, bold};
use crate::tables::table::is_amount;
use crate::words::gaps::{is_evenly_spaced, rect_of, segments};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// A heading row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderCandidate {
    /// Its box: the fill, or the words.
    pub rect: Rect,
    /// Column boundaries, if a witness shows them.
    pub edges: Option<Vec<f32>>,
    /// What showed it.
    pub witness: Vec<Witness>,
    /// Cells of an upper row that cover several columns: their ends, and the bottom of that row.
    pub wide: Vec<(f32, f32)>,
    /// Bottom of the upper row; the top of the box without one.
    pub upper: f32,
    /// Words of a known heading begin it.
    pub known: bool,
    /// All its words are bold, and it is no row of amounts: sums are bold too.
    pub bold: bool,
    /// Font size of its words, 0 without any.
    pub size: f32,
}

/// Finds heading rows from top to bottom. `lines` are the words that stand in no lattice.
#[must_use]
pub fn headings(
    page: &PageContent,
    ruling: &Ruling,
    lines: &[Vec<Word>],
    layouts: &Layouts,
) -> Vec<HeaderCandidate> {
    let mut found = shaded(page, lines);
    found.extend(jointed(ruling, lines));
    found.extend(known(lines, layouts));
    found.extend(stacked(ruling, lines));
    found.extend(bold::over_numbers(lines));
    let mut found = stack(merge(found));
    for heading in &mut found {
        heading.known |= begins_known(&heading.rect, lines, layouts);
        let words = words_in(lines, &heading.rect);
        heading.bold = words.iter().flatten().all(|word| word.bold) && !is_amounts(&words);
        heading.size = typical_size(words.iter().flatten());
    }
    banding::lend(&mut found, lines);
    found
}

/// Two heading rows directly below each other, whose boundaries fit into one another, are one heading.
fn stack(found: Vec<HeaderCandidate>) -> Vec<HeaderCandidate> {
    let mut stacked: Vec<HeaderCandidate> = Vec::new();
    for heading in found {
        let home = stacked
            .last_mut()
            .filter(|upper| belongs_under(upper, &heading));
        let Some(upper) = home else {
            stacked.push(heading);
            continue;
        };
        let (Some(above), Some(below)) = (&upper.edges, &heading.edges) else {
            continue;
        };
        let all: Vec<f32> = above.iter().chain(below).copied().collect();
        let edges = crate::drawing::rules::cluster(all, 3.0);
        upper.wide = above
            .windows(2)
            .map(|cell| (cell[0], cell[1]))
            .filter(|(from, to)| edges.iter().any(|x| *x > from + 3.0 && *x < to - 3.0))
            .collect();
        upper.upper = heading.rect.y0.max(upper.rect.y0 + 1.0);
        upper.rect = upper.rect.union(&heading.rect);
        upper.edges = Some(edges);
    }
    stacked
}

fn belongs_under(upper: &HeaderCandidate, lower: &HeaderCandidate) -> bool {
    let (Some(above), Some(below)) = (&upper.edges, &lower.edges) else {
        return false;
    };
    let touches = lower.rect.y0 - upper.rect.y1 < 4.0 && lower.rect.y0 > upper.rect.y0 + 4.0;
    let within = below[0] > above[0] - 4.0 && below[below.len() - 1] < above[above.len() - 1] + 4.0;
    // The lower row parts a cell of the upper one, and no boundary of the upper one within its reach is missing in it.
    let parts = below
        .iter()
        .any(|x| above.iter().all(|other| (x - other).abs() > 4.0));
    let inner = above
        .iter()
        .filter(|x| **x > below[0] + 4.0 && **x < below[below.len() - 1] - 4.0);
    let fits = inner
        .clone()
        .all(|x| below.iter().any(|other| (x - other).abs() < 4.0));
    touches && within && parts && fits
}

/// Fills that touch side by side, and single wide ones with several cells' words on them.
fn shaded(page: &PageContent, lines: &[Vec<Word>]) -> Vec<HeaderCandidate> {
    let mut fills: Vec<(Rect, Rgb)> = page
        .fills
        .iter()
        .filter(|fill| {
            let Rgb(r, g, b) = fill.color;
            let white = u16::from(r) + u16::from(g) + u16::from(b) > 750;
            fill.shape == Shape::Rectangle
                && !white
                && fill.rect.height() > 7.0
                && fill.rect.height() < 0.4 * page.height
                && fill.rect.width() > 6.0
        })
        .map(|fill| (fill.rect, fill.color))
        .collect();
    fills.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    let mut bands: Vec<Vec<(Rect, Rgb)>> = Vec::new();
    for fill in fills {
        let home = bands.iter_mut().rev().take(12).find(|band| {
            let last = &band[band.len() - 1];
            let level = (last.0.y0 - fill.0.y0).abs() < 1.5 && (last.0.y1 - fill.0.y1).abs() < 1.5;
            level && last.1 == fill.1 && (fill.0.x0 - last.0.x1).abs() < 3.0
        });
        match home {
            Some(band) => band.push(fill),
            None => bands.push(vec![fill]),
        }
    }
    absorb_tall(&mut bands);
    let mut headings = Vec::new();
    for band in bands {
        let rect = band_rect(&band);
        let on_it = words_in(lines, &rect);
        let cells: usize = on_it
            .iter()
            .map(|line| segments(line, 0.5).count())
            .max()
            .unwrap_or(0);
        let text = || on_it.iter().any(|line| is_justified(line, lines));
        if on_it.is_empty() || band.len() == 1 && text() {
            continue;
        }
        if band.len() > 1 {
            let mut edges = vec![band[0].0.x0];
            edges.extend(
                band.windows(2)
                    .map(|pair| f32::midpoint(pair[0].0.x1, pair[1].0.x0)),
            );
            edges.push(rect.x1);
            headings.push(heading(rect, Some(edges), Witness::Shading));
        } else if cells > 1 {
            headings.push(heading(rect, None, Witness::Shading));
        }
    }
    headings
}

/// Whether the line is one of justified text in a box, not one of cells: its gaps are alike, and so are those of the line
/// directly above or below it, which begins where it begins.
fn is_justified(line: &[Word], lines: &[Vec<Word>]) -> bool {
    let first = &line[0];
    let neighbour = |other: &Vec<Word>| {
        let distance = (other[0].base - first.base).abs();
        let near = distance > 0.5 * first.size && distance < 2.0 * first.size;
        near && (other[0].rect.x0 - first.rect.x0).abs() < 2.0
            && (other[0].size - first.size).abs() < 0.6
            && is_evenly_spaced(other)
    };
    is_evenly_spaced(line) && lines.iter().any(neighbour)
}

/// The box of a row of fills: as wide as all, as high as most.
fn band_rect(band: &[(Rect, Rgb)]) -> Rect {
    let all = band
        .iter()
        .map(|(rect, _)| *rect)
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default();
    let bottom = band
        .iter()
        .map(|(rect, _)| rect.y1)
        .fold(f32::INFINITY, f32::min);
    Rect::new(
        all.x0,
        all.y0,
        all.x1,
        if bottom.is_finite() { bottom } else { all.y1 },
    )
}

/// A cell over both rows of a heading is filled by itself, taller than its neighbours: it belongs to the upper row.
fn absorb_tall(bands: &mut Vec<Vec<(Rect, Rgb)>>) {
    let mut i = 0;
    while i < bands.len() {
        let (tall, color) = bands[i][0];
        let home = (0..bands.len()).find(|j| {
            let band = &bands[*j];
            let (first, last) = (band[0].0, band[band.len() - 1].0);
            let beside = (tall.x1 - first.x0).abs() < 3.0 || (tall.x0 - last.x1).abs() < 3.0;
            *j != i
                && band[0].1 == color
                && beside
                && (tall.y0 - first.y0).abs() < 2.0
                && tall.y1 > band_rect(band).y1 + 4.0
        });
        match home {
            Some(home) if bands[i].len() == 1 => {
                let mut fills = bands[i].clone();
                bands[home].append(&mut fills);
                bands[home].sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
                bands.remove(i);
            }
            _ => i += 1,
        }
    }
}

/// Lines whose first words are the heading of a known layout's first column.
fn known(lines: &[Vec<Word>], layouts: &Layouts) -> Vec<HeaderCandidate> {
    let mut headings = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        // Icons' columns have no heading: the name column is the first with words.
        let Some(part) = segments(line, 0.5).next() else {
            continue;
        };
        if !may_head(part, layouts) {
            continue;
        }
        let text = text_of(part);
        let other = layouts.is_other_heading(&text) && !has_number(line) && numbers_below(lines, i);
        if !layouts.starts_header(&text) && !other {
            continue;
        }
        let rect = heading_lines(lines, i);
        let cells = crate::tables::columns::boundary::heading_boxes(&words_in(lines, &rect));
        if cells.len() < 2 {
            continue;
        }
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| {
                let words = words_in(lines, &Rect::new(cell.x0, rect.y0, cell.x1, rect.y1));
                words
                    .iter()
                    .map(|line| text_of(line))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        if other || layouts.header(&texts).is_some() {
            headings.push(heading(rect, None, Witness::KnownHeader));
        }
    }
    headings
}

/// Whether the words may be a known heading, to be asked before their text is put together.
fn may_head(words: &[Word], layouts: &Layouts) -> bool {
    words
        .first()
        .is_some_and(|word| layouts.may_start_header(&word.text))
}

/// Whether the words are the heading of a name column.
#[must_use]
pub fn starts_header(words: &[Word], layouts: &Layouts) -> bool {
    may_head(words, layouts) && layouts.starts_header(&text_of(words))
}

/// Whether the words are a row of amounts, as a sum that is shaded or bold: most cells after the first are numbers, and not
/// years.
pub(crate) fn is_amounts(lines: &[Vec<Word>]) -> bool {
    let cells = lines.iter().flat_map(|line| segments(line, 0.5));
    let texts: Vec<String> = cells.map(text_of).collect();
    let count = texts.iter().filter(|text| is_amount(text)).count();
    count >= 1 && (count + 1) * 4 >= texts.len() * 3
}

/// Whether a cell of the line is a number, years aside: then the line is a row.
fn has_number(line: &[Word]) -> bool {
    segments(line, 0.5).any(|part| is_amount(&text_of(part)))
}

/// Whether numbers stand in several cells of a line soon below, whose name begins no further left: words as headings of
/// columns, not in running text and not in the lower row of a heading.
fn numbers_below(lines: &[Vec<Word>], at: usize) -> bool {
    let left = lines[at].first().map_or(0.0, |word| word.rect.x0);
    lines[at + 1..].iter().take(4).any(|line| {
        let numbers =
            segments(line, 0.5).filter(|part| crate::grammar::number(&text_of(part)).is_some());
        numbers.count() > 1 && line.first().is_some_and(|word| word.rect.x0 > left - 3.0)
    })
}

/// The box of the heading that the line belongs to: lines near it in the same look, above and below.
pub(crate) fn heading_lines(lines: &[Vec<Word>], at: usize) -> Rect {
    let first = &lines[at][0];
    let mut rect = rect_of(&lines[at]);
    let alike = |line: &[Word]| {
        line.iter()
            .all(|word| word.bold == first.bold && (word.size - first.size).abs() < 0.6)
    };
    let reach = 0.75 * first.size;
    for line in lines[..at].iter().rev() {
        let other = rect_of(line);
        if rect.y0 - other.y1 > reach || !alike(line) {
            break;
        }
        rect = rect.union(&other);
    }
    for line in &lines[at + 1..] {
        let other = rect_of(line);
        // A heading's further lines stand in its other cells or go on in its cells; they never start a row by themselves.
        if other.y0 - rect.y1 > reach || !alike(line) || (!first.bold && other.x0 < first.rect.x1) {
            break;
        }
        rect = rect.union(&other);
    }
    rect
}

fn begins_known(rect: &Rect, lines: &[Vec<Word>], layouts: &Layouts) -> bool {
    let words = words_in(lines, rect);
    words.iter().any(|line| {
        segments(line, 0.5).next().is_some_and(|part| {
            may_head(part, layouts) && {
                let text = text_of(part);
                layouts.starts_header(&text) || layouts.is_other_heading(&text) && !has_number(line)
            }
        })
    })
}

/// The words whose centre lies in the box, line by line.
#[must_use]
pub fn words_in(lines: &[Vec<Word>], rect: &Rect) -> Vec<Vec<Word>> {
    lines
        .iter()
        .map(|line| {
            let inside = |w: &&Word| rect.contains(w.rect.mid_x(), w.base - 0.25 * w.size);
            line.iter().filter(inside).cloned().collect::<Vec<_>>()
        })
        .filter(|line| !line.is_empty())
        .collect()
}

pub(crate) fn heading(rect: Rect, edges: Option<Vec<f32>>, witness: Witness) -> HeaderCandidate {
    HeaderCandidate {
        rect,
        edges,
        witness: vec![witness],
        wide: Vec::new(),
        upper: rect.y0,
        known: false,
        bold: false,
        size: 0.0,
    }
}

/// Headings that lie on each other are one; the first that shows columns tells them.
fn merge(mut found: Vec<HeaderCandidate>) -> Vec<HeaderCandidate> {
    let mut merged: Vec<HeaderCandidate> = Vec::new();
    // Stronger witnesses come first in `found`; a stable sort by place keeps that order among equals.
    found.sort_by(|a, b| {
        (a.rect.mid_y() / 3.0)
            .round()
            .total_cmp(&(b.rect.mid_y() / 3.0).round())
    });
    for heading in found {
        let home = merged.iter_mut().find(|other| {
            other.rect.overlap_x(&heading.rect) > 0.0
                && other.rect.overlap_y(&heading.rect)
                    > 0.4 * other.rect.height().min(heading.rect.height())
        });
        match home {
            Some(other) => {
                let stronger = other.edges.is_none() && heading.edges.is_some();
                if stronger {
                    other.edges = heading.edges;
                }
                // Words above one column may be the upper row of what is bold over numbers.
                let row_of = other.witness == [Witness::KnownHeader]
                    && heading.witness.contains(&Witness::BoldOverNumbers)
                    && heading.rect.y1 > other.rect.y1 + 3.0;
                if stronger || row_of {
                    other.rect = heading.rect.union(&other.rect);
                }
                for witness in heading.witness {
                    if !other.witness.contains(&witness) {
                        other.witness.push(witness);
                    }
                }
                other.known |= heading.known;
            }
            None => merged.push(heading),
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
