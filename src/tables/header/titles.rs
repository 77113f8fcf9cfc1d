//! The titles of a header row's lines: pieces, and which of them are lines of one title that wraps.

use crate::geometry::Rect;
use crate::tables::columns::strips::in_order;
use crate::tables::header::block::DrawnTitle;
use crate::tables::table::column_at;
use crate::tables::tolerances;
use crate::tables::values::is_year;
use crate::words::gaps::{rect_of, segments};
use crate::words::word::{Word, text_of};

/// A title on its way: lines of one cell.
#[derive(Debug, Clone)]
pub(super) struct Title {
    pub(super) lines: Vec<Vec<Word>>,
    pub(super) rect: Rect,
    /// First and last line of the block that it has.
    pub(super) at: (usize, usize),
    /// First and last column.
    pub(super) columns: (usize, usize),
    /// The columns are a drawn cell's.
    pub(super) drawn: bool,
}

/// The titles: pieces of lines, joined where one is all that stands below the other.
pub(super) fn titles(
    lines: &[Vec<Word>],
    edges: &[f32],
    extents: &[(f32, f32)],
    drawn: &DrawnTitle<'_>,
) -> Vec<Title> {
    let mut titles: Vec<Title> = Vec::new();
    let ordered: Vec<(Rect, usize)> = lines
        .iter()
        .flat_map(|line| in_order(line, extents))
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let pieces: Vec<Rect> = pieces(line, edges)
            .iter()
            .map(|piece| rect_of(piece))
            .collect();
        let before = titles.len();
        let apart = is_row_below(&titles, line, edges);
        for words in self::pieces(line, edges) {
            let rect = rect_of(&words);
            let above: Vec<usize> = (0..before)
                .filter(|i| is_next(&titles, *i, &rect))
                .collect();
            let own = drawn(&rect);
            let alike = |one: &usize| {
                let title = &titles[*one];
                title.drawn == own.is_some() && own.is_none_or(|own| own == title.columns)
            };
            let home = match above[..] {
                [one] => Some(one)
                    .filter(|_| !apart)
                    .filter(alike)
                    .filter(|one| wraps(&titles[*one], &words, &pieces)),
                _ => None,
            };
            let told = || ordered.iter().find(|(title, _)| *title == rect);
            let told = told().map(|(_, column)| (*column, *column));
            match home {
                Some(home) => {
                    let title = &mut titles[home];
                    title.columns = told.unwrap_or(title.columns);
                    title.rect = title.rect.union(&rect);
                    title.at.1 = at;
                    title.lines.push(words);
                }
                None => titles.push(Title {
                    columns: (own.or(told)).unwrap_or_else(|| touched(&rect, edges, extents)),
                    drawn: own.is_some(),
                    lines: vec![words],
                    rect,
                    at: (at, at),
                }),
            }
        }
        settle(&mut titles[before..], extents);
    }
    titles
}

/// Whether the line is a row of its own below the titles so far, and goes on with none of them: those that stand on its pieces
/// had room for more in their columns, and no piece begins small as the rest of a title does.
fn is_row_below(titles: &[Title], line: &[Word], edges: &[f32]) -> bool {
    let pieces = pieces(line, edges);
    let boxes: Vec<Rect> = pieces.iter().map(|piece| rect_of(piece)).collect();
    let (mut stacked, mut roomy, mut years) = (0, 0, 0);
    for (piece, rect) in pieces.iter().zip(&boxes) {
        let mut above = (0..titles.len()).filter(|i| is_next(titles, *i, rect));
        let (Some(one), None) = (above.next(), above.next()) else {
            continue;
        };
        if !wraps(&titles[one], piece, &boxes) {
            continue;
        }
        stacked += 1;
        years += usize::from(is_year(&text_of(piece)));
        let column = column_at(edges, rect.mid_x());
        let size = piece[0].size;
        let room = edges[column + 1] - edges[column] - tolerances::TITLE_PADDING * size;
        let needed = titles[one].rect.width() + tolerances::SPACE * size + piece[0].rect.width();
        let word = &piece[0].text;
        let small = word.starts_with(char::is_lowercase) && word.len() > tolerances::UNIT_LETTERS;
        roomy += usize::from(needed < room && !small);
    }
    let all = stacked == pieces.len();
    // `Budget` / `2023` over each column is one title, `2023` below a title over several columns is none.
    let whole = if all {
        stacked >= tolerances::LEAST_COLUMNS && years < stacked
    } else {
        stacked > 0 && pieces.len() + 2 >= edges.len()
    };
    whole && roomy == stacked
}

/// Whether one of the boxes stands below the other: a title may reach a little over the next column's.
fn stands_over(a: &Rect, b: &Rect) -> bool {
    a.overlap_x(b)
        > (tolerances::BELOW_EACH_OTHER * a.width().min(b.width())).max(tolerances::OVERLAPS)
}

/// Whether the title is the lowest one above the box.
fn is_next(titles: &[Title], at: usize, rect: &Rect) -> bool {
    let title = &titles[at];
    let hidden = titles.iter().any(|other| {
        other.at.0 > title.at.1
            && stands_over(&other.rect, rect)
            && stands_over(&other.rect, &title.rect)
    });
    stands_over(&title.rect, rect) && !hidden
}

/// Whether the words go on with the title above them.
fn wraps(title: &Title, words: &[Word], pieces: &[Rect]) -> bool {
    let (Some(last), Some(first)) = (
        title.lines.last().and_then(|line| line.first()),
        words.first(),
    ) else {
        return false;
    };
    let alone = pieces
        .iter()
        .filter(|piece| stands_over(piece, &title.rect))
        .count()
        == 1;
    let step = first.base - last.base;
    let near = step < tolerances::TITLE_STEP * first.size.max(last.size);
    let alike =
        last.bold == first.bold && (last.size - first.size).abs() < tolerances::HEADER_TO_BODY_SIZE;
    alone && near && alike
}

/// The pieces of a line. Titles may stand closer than in other rows: where a line falls into the columns at wider gaps than
/// words', each is one.
fn pieces(line: &[Word], edges: &[f32]) -> Vec<Vec<Word>> {
    let mut pieces: Vec<Vec<Word>> = Vec::new();
    for piece in segments(line, tolerances::HEADER_CELL_GAP) {
        let parts: Vec<&[Word]> = segments(piece, tolerances::BODY_CELL_GAP).collect();
        let column = |words: &[Word]| column_at(edges, rect_of(words).mid_x());
        let apart = parts.len() > 1
            && parts
                .windows(2)
                .all(|pair| column(pair[0]) < column(pair[1]));
        if apart {
            pieces.extend(parts.into_iter().map(<[Word]>::to_vec));
        } else {
            pieces.push(piece.to_vec());
        }
    }
    pieces
}

/// First and last column that the box stands over: those whose text it overlaps, or else the one around its middle.
fn touched(rect: &Rect, edges: &[f32], extents: &[(f32, f32)]) -> (usize, usize) {
    let least = tolerances::RUNS_OVER_EDGE.min(rect.width() / 2.0);
    let over = |(from, to): &(f32, f32)| rect.x1.min(*to) - rect.x0.max(*from) > least;
    let first = extents.iter().position(&over);
    let last = extents.iter().rposition(&over);
    let middle = column_at(edges, rect.mid_x());
    (first.unwrap_or(middle), last.unwrap_or(middle))
}

/// Columns that two neighbours of a line stand over go to the one that is nearer.
fn settle(titles: &mut [Title], extents: &[(f32, f32)]) {
    for i in 1..titles.len() {
        let (before, after) = titles.split_at_mut(i);
        let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        while left.columns.1 >= right.columns.0 {
            let (first, last) = (right.columns.0, left.columns.1);
            let far = |title: &Title, column: usize| {
                let (from, to) = extents[column];
                (f32::midpoint(from, to) - title.rect.mid_x()).abs()
            };
            if right.columns.1 > first
                && (left.columns.0 == last || far(left, first) < far(right, first))
            {
                right.columns.0 = first + 1;
            } else if left.columns.0 < last {
                left.columns.1 = last - 1;
            } else {
                break;
            }
        }
    }
}
