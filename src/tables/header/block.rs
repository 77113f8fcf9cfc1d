//! The header rows of a table whose columns its body told: lines of titles above the first row of values, with titles that
//! wrap, titles over several columns, and any number of rows.
//!
//! The steps, in order: each line's pieces; a piece and the only one below it are one title that wraps; a title with several
//! below it spans their columns, and titles side by side share out the columns below them as they are aligned; titles that
//! stand on titles are rows.

use crate::block::RowKind;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::tables::captions::is_caption;
use crate::tables::header::titles::{Title, titles};
use crate::tables::table::{PageCell, PageRow};
use crate::tables::tolerances::{self, costs};
use crate::tables::values::is_year;
use crate::words::contents_line::is_contents;
use crate::words::gaps::{is_evenly_spaced, is_parted, rect_of, segments};
use crate::words::word::{Word, text_of};

/// The columns of the drawn cell whose title the box is.
pub type DrawnTitle<'a> = dyn Fn(&Rect) -> Option<(usize, usize)> + 'a;

/// The header rows of the lines, for the columns with these boundaries; `extents` tells left and right end of what the body
/// has in each column.
#[must_use]
pub fn rows(lines: &[Vec<Word>], edges: &[f32], extents: &[(f32, f32)]) -> Vec<PageRow> {
    drawn_rows(lines, edges, extents, &|_| None)
}

/// The same where drawn cells tell the columns of some titles.
#[must_use]
pub fn drawn_rows(
    lines: &[Vec<Word>],
    edges: &[f32],
    extents: &[(f32, f32)],
    drawn: &DrawnTitle<'_>,
) -> Vec<PageRow> {
    let mut titles = titles(lines, edges, extents, drawn);
    spread(&mut titles, lines.len(), extents);
    into_rows(titles)
}

/// Gives titles over others the columns that they span, line by line from below.
fn spread(titles: &mut [Title], lines: usize, extents: &[(f32, f32)]) {
    for at in (0..lines).rev() {
        // Titles that end on this line, and what stands below them.
        let own: Vec<usize> = (0..titles.len())
            .filter(|i| titles[*i].at.1 == at && !titles[*i].drawn)
            .collect();
        let below: Vec<(usize, usize)> = titles
            .iter()
            .filter(|title| title.at.0 > at)
            .map(|title| title.columns)
            .collect();
        if own.is_empty() || below.is_empty() {
            continue;
        }
        let is_below = |column: usize| {
            below
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&column))
        };
        // Columns of titles beside this line that have nothing below them.
        let closed = |column: usize| {
            titles.iter().any(|title| {
                (title.columns.0..=title.columns.1).contains(&column)
                    && title.at.0 <= at
                    && title.at.1 >= at
                    && !(title.columns.0..=title.columns.1).any(is_below)
            })
        };
        let columns = extents.len();
        let mut from = 0;
        let mut given: Vec<(usize, (usize, usize))> = Vec::new();
        while from < columns {
            if !is_below(from) || closed(from) {
                from += 1;
                continue;
            }
            let mut to = from;
            while to + 1 < columns && is_below(to + 1) && !closed(to + 1) {
                to += 1;
            }
            let over: Vec<usize> = own
                .iter()
                .copied()
                .filter(|i| {
                    let columns = titles[*i].columns;
                    columns.0 <= to && columns.1 >= from
                })
                .collect();
            given.extend(shared_out(titles, &over, (from, to), titles, at, extents));
            from = to + 1;
        }
        for (title, columns) in given {
            titles[title].columns = columns;
        }
    }
}

/// Shares out a run of columns to the titles above it, as they are aligned best: all on the left, in the middle, or on the
/// right of what they span.
fn shared_out(
    titles: &[Title],
    over: &[usize],
    (from, to): (usize, usize),
    all: &[Title],
    at: usize,
    extents: &[(f32, f32)],
) -> Vec<(usize, (usize, usize))> {
    if over.is_empty() || over.len() > to - from + 1 || to - from >= tolerances::MOST_SHARED_COLUMNS
    {
        return Vec::new();
    }
    let mut over = over.to_vec();
    over.sort_by(|a, b| titles[*a].rect.x0.total_cmp(&titles[*b].rect.x0));
    // Ends of the columns: of their titles below, else of what the body has.
    let ends = |column: usize| -> (f32, f32) {
        let own = all
            .iter()
            .filter(|title| title.at.0 > at && title.columns == (column, column))
            .map(|title| (title.rect.x0, title.rect.x1))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let body = extents[column];
        own.map_or(body, |own| (own.0.min(body.0), own.1.max(body.1)))
    };
    // A title below over several columns is not cut.
    let breaks = |column: usize| {
        all.iter()
            .any(|title| title.at.0 > at && title.columns.0 < column && column <= title.columns.1)
    };
    let off = |way: usize, title: usize, first: usize, last: usize| -> f32 {
        let rect = titles[title].rect;
        let (left, right) = (ends(first).0, ends(last).1);
        match way {
            0 => (rect.x0 - left).abs(),
            1 => (rect.mid_x() - f32::midpoint(left, right)).abs(),
            _ => (rect.x1 - right).abs(),
        }
    };
    let mut best: Option<(f32, Vec<(usize, usize)>)> = None;
    for way in [1, 0, 2] {
        if let Some((cost, parts)) = partition(&over, (from, to), &breaks, &|title, first, last| {
            off(way, title, first, last)
        }) && best
            .as_ref()
            .is_none_or(|(least, _)| cost + tolerances::ALIGNED_BETTER < *least)
        {
            best = Some((cost, parts));
        }
    }
    let Some((cost, parts)) = best else {
        return Vec::new();
    };
    let width = ends(to).1 - ends(from).0;
    if cost > tolerances::MISALIGNED * width {
        return Vec::new();
    }
    over.into_iter().zip(parts).collect()
}

/// The cheapest way to part a run of columns into one stretch for each title. Columns are few: the header row of a table that
/// has more than [`tolerances::MOST_SHARED_COLUMNS`] is left as it stands.
fn partition(
    over: &[usize],
    (from, to): (usize, usize),
    breaks: &dyn Fn(usize) -> bool,
    off: &dyn Fn(usize, usize, usize) -> f32,
) -> Option<(f32, Vec<(usize, usize)>)> {
    let count = to - from + 1;
    // The first column names rows: what names them stands below no title of others.
    let left_out = |first: usize, end: usize| {
        let names = usize::from(from + first == 0 && end > first);
        tolerances::LEFT_OUT * costs::count(end - first - names)
    };
    // By titles placed, then by columns used: what it costs, and where the last stretch begins.
    let mut best = vec![vec![(f32::INFINITY, 0, 0); count + 1]; over.len() + 1];
    best[0][0].0 = 0.0;
    for (nth, title) in over.iter().enumerate() {
        for end in 1..=count {
            if end < count && breaks(from + end) {
                continue;
            }
            // Columns before the stretch may be left out.
            for begin in 0..end {
                if begin > 0 && breaks(from + begin) {
                    continue;
                }
                let own = off(*title, from + begin, from + end - 1);
                for used in 0..=begin {
                    let cost = best[nth][used].0 + own + left_out(used, begin);
                    if cost < best[nth + 1][end].0 {
                        best[nth + 1][end] = (cost, begin, used);
                    }
                }
            }
        }
    }
    let all = |end: usize| best[over.len()][end].0 + left_out(end, count);
    let mut end = (1..=count).min_by(|a, b| all(*a).total_cmp(&all(*b)))?;
    let cost = all(end);
    if !cost.is_finite() {
        return None;
    }
    let mut parts = Vec::new();
    for nth in (1..=over.len()).rev() {
        let (_, begin, used) = best[nth][end];
        parts.push((from + begin, from + end - 1));
        end = used;
    }
    parts.reverse();
    Some((cost, parts))
}

/// The titles as rows: a title stands in the row below the titles above it; one beside a stack of others in the row at its
/// height, or over all rows that it stands beside the middle of.
fn into_rows(mut titles: Vec<Title>) -> Vec<PageRow> {
    titles.sort_by_key(|title| title.at.0);
    let meet = |a: &Title, b: &Title| a.columns.0 <= b.columns.1 && b.columns.0 <= a.columns.1;
    let mut depths: Vec<usize> = Vec::with_capacity(titles.len());
    for (i, title) in titles.iter().enumerate() {
        let depth = (0..i)
            .filter(|j| meet(&titles[*j], title) && titles[*j].at.1 < title.at.0)
            .map(|j| depths[j] + 1)
            .max();
        depths.push(depth.unwrap_or(0));
    }
    let count = depths.iter().max().map_or(0, |deepest| deepest + 1);
    // The heights of the rows, told by titles in stacks that have as many titles as there are rows.
    let mut bands: Vec<Option<Rect>> = vec![None; count];
    let mut add = |depth: usize, rect: Rect| {
        bands[depth] = Some(bands[depth].map_or(rect, |band| band.union(&rect)));
    };
    for (i, title) in titles.iter().enumerate() {
        if depths[i] + 1 == count {
            add(depths[i], title.rect);
            for (j, above) in titles.iter().enumerate() {
                if depths[j] < depths[i] && meet(above, title) {
                    add(depths[j], above.rect);
                }
            }
        }
    }
    let bands: Vec<Rect> = bands.into_iter().flatten().collect();
    let mut rows: Vec<PageRow> = bands
        .iter()
        .map(|band| PageRow {
            kind: RowKind::Header,
            cells: Vec::new(),
            y: (band.y0, band.y1),
        })
        .collect();
    for (i, title) in titles.iter().enumerate() {
        let stacked = titles
            .iter()
            .enumerate()
            .any(|(j, other)| j != i && meet(title, other));
        let row = if stacked {
            depths[i]
        } else {
            nearest(&bands, &title.rect)
        };
        let bottom = (!stacked)
            .then(|| reaches(&bands, row, &title.rect))
            .flatten();
        let row = bottom.map_or(row, |(first, _)| first);
        if let Some(row) = rows.get_mut(row) {
            row.cells.push(PageCell {
                column: title.columns.0,
                span: title.columns.1 - title.columns.0 + 1,
                lines: title.lines.clone(),
                bottom: bottom.map(|(_, bottom)| bottom),
                ..PageCell::default()
            });
        }
    }
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.column);
    }
    rows
}

/// The row whose middle is nearest to the title's.
fn nearest(bands: &[Rect], rect: &Rect) -> usize {
    let far = |band: &Rect| (band.mid_y() - rect.mid_y()).abs();
    (0..bands.len())
        .min_by(|a, b| far(&bands[*a]).total_cmp(&far(&bands[*b])))
        .unwrap_or(0)
}

/// The first row and the bottom of the last one that the title stands beside, if its middle is in none of their middles.
fn reaches(bands: &[Rect], row: usize, rect: &Rect) -> Option<(usize, f32)> {
    let middle = |a: usize, b: usize| f32::midpoint(bands[a].y0, bands[b].y1);
    let far = |a: usize, b: usize| (middle(a, b) - rect.mid_y()).abs();
    let own = far(row, row);
    let slack = tolerances::ROW_SLACK * rect.height();
    let mut best: Option<(usize, usize)> = None;
    for first in 0..=row {
        for last in row.max(first + 1)..bands.len() {
            if far(first, last) + slack < own
                && best.is_none_or(|(a, b)| far(first, last) + slack < far(a, b))
            {
                best = Some((first, last));
            }
        }
    }
    best.map(|(first, last)| (first, bands[last].y1))
}

/// Whether the line is one of titles over columns: pieces side by side, or one that does not stand over the first column, as
/// captions and headings do.
#[must_use]
pub fn is_titles_above(line: &[Word], edges: &[f32], layouts: &Layouts) -> bool {
    let (Some(left), Some(right)) = (edges.first(), edges.last()) else {
        return false;
    };
    let beside = rect_of(line).x0 > edges[1] - tolerances::RUNS_OVER_EDGE;
    let parted = is_parted(line, tolerances::HEADER_CELL_GAP) && !is_evenly_spaced(line);
    is_titles(line, *left, *right)
        && (parted || beside)
        && !is_caption(line, layouts)
        && (!is_contents(line) || line.last().is_some_and(|word| is_year(&word.text)))
}

/// Whether the pieces of a line stand over the table, and none of them is a sentence.
fn is_titles(line: &[Word], left: f32, right: f32) -> bool {
    let rect = rect_of(line);
    let inside =
        rect.x0 > left - tolerances::NAMES_LEFT && rect.x1 < right + tolerances::NAMES_LEFT;
    let short = segments(line, tolerances::HEADER_CELL_GAP)
        .all(|piece| piece.len() <= tolerances::SENTENCE_WORDS && !text_of(piece).ends_with('.'));
    inside && short
}
