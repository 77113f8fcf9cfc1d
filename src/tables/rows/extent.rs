//! How far down a table under a heading reaches, and the lines that part its rows.

use crate::block::Witness;
use crate::geometry::Rect;
use crate::tables::context::Context;
use crate::tables::header::candidates::{HeaderCandidate, starts_header, words_in};
use crate::tables::table::PageRow;
use crate::words::gaps::{extent, is_parted, rect_of, segments, straddles};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// More words than this in one piece are a sentence, where a group's name would have fewer.
pub const SENTENCE_WORDS: usize = 7;

/// Lines that part rows.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRules {
    /// Lines below the heading, ascending, the one directly under it included.
    pub below: Vec<f32>,
    /// Left and right end of the lines.
    pub extent: Option<(f32, f32)>,
}

/// Horizontal lines below the heading that reach over the whole table.
#[must_use]
pub fn row_rules(
    heading: &HeaderCandidate,
    others: &[HeaderCandidate],
    lines: &[Vec<Word>],
    context: &Context<'_>,
) -> RowRules {
    let (left, right) = heading
        .edges
        .as_ref()
        .map_or((heading.rect.x0, heading.rect.x1), |e| {
            (e[0], e[e.len() - 1])
        });
    let exact = heading.edges.is_some();
    let next = others
        .iter()
        .filter(|other| other.rect.overlap_x(&heading.rect) > 0.0 && begins_table(other))
        .map(|other| other.rect.y0)
        .fold(f32::INFINITY, f32::min);
    let companions = if heading.witness.contains(&Witness::Continuation) {
        context.before.is_some_and(|table| table.layout.is_some())
    } else {
        words_in(lines, &heading.rect).iter().any(|words| {
            segments(words, 0.5)
                .next()
                .is_some_and(|part| starts_header(part, context.layouts))
        })
    };
    let size = if heading.size > 0.0 {
        heading.size
    } else {
        context.before.map_or(0.0, |table| {
            typical_size(table.rows.iter().flat_map(PageRow::words))
        })
    };
    let mut below = Vec::new();
    let mut extent: Option<(f32, f32)> = None;
    // The most that a row so far leaves white below the line above it.
    let mut padding: Option<f32> = None;
    for (at, line) in context.ruling.horizontal.iter().enumerate() {
        let fits = if exact {
            line.covers(left, right, 6.0) && line.from > left - 8.0 && line.to < right + 8.0
        } else {
            line.covers(left, right, 3.0)
        };
        let same = extent
            .is_none_or(|(from, to)| (line.from - from).abs() < 5.0 && (line.to - to).abs() < 5.0);
        if fits && same && line.at > heading.rect.y1 - 3.0 && line.at < next {
            let last = below.last().copied().unwrap_or(heading.rect.y1);
            let inside = words_in(lines, &Rect::new(left, last, right, line.at));
            let white = white_above(&inside, last);
            // Only above another table's first line can there be something between two tables.
            let is_last = || {
                let mut under = context.ruling.horizontal.iter().skip(at + 1);
                next.is_finite()
                    && !under.any(|other| {
                        other.at > line.at + 3.0
                            && other.at < next
                            && other.covers(left, right, 6.0)
                    })
            };
            if line.at - last > 400.0
                || is_larger(&inside, size, context)
                || !companions && is_prose(&inside, right - left, heading.edges.as_deref())
                || is_apart(&inside, white, padding) && is_last()
            {
                break;
            }
            if let (Some(white), false) = (white, below.is_empty()) {
                padding = Some(padding.map_or(white, |most| most.max(white)));
            }
            extent.get_or_insert((line.from, line.to));
            if line.at - last > 3.0 || below.is_empty() {
                below.push(line.at);
            }
        }
    }
    // The heading's own underline is where the first row begins.
    let parted = below.first().is_some_and(|first| {
        let between = Rect::new(left, heading.rect.y1, right, *first);
        *first - heading.rect.y1 > 6.0 && !words_in(lines, &between).is_empty()
    });
    if parted {
        below.insert(0, heading.rect.y1);
    }
    RowRules { below, extent }
}

/// Whether larger text or a goal's label stands between two lines: then they are of two tables.
fn is_larger(inside: &[Vec<Word>], size: f32, context: &Context<'_>) -> bool {
    let layouts = context.layouts;
    let label = |words: &[Word]| {
        let may = |word: &Word| layouts.may_begin_goal(&word.text);
        words.first().is_some_and(may) && layouts.goal_label(&text_of(words)).is_some()
    };
    size > 0.0
        && inside
            .iter()
            .any(|words| typical_size(words.iter()) > size + 1.6 || label(words))
}

/// Whether running text stands between two lines: lines that fill the width, or a sentence over the boundaries that are
/// drawn. Tables with companion rows hold such text.
fn is_prose(inside: &[Vec<Word>], width: f32, edges: Option<&[f32]>) -> bool {
    let filled = inside.iter().filter(|words| runs_on(words, width));
    let sentence = |edges| inside.iter().any(|words| is_sentence(words, edges));
    filled.count() > 1 || edges.is_some_and(sentence)
}

/// White space between a line and the words below it.
fn white_above(inside: &[Vec<Word>], line: f32) -> Option<f32> {
    let tops = inside.iter().map(|words| extent(words).0 - line);
    tops.reduce(f32::min)
}

/// Whether text between two lines is set apart from the lines as no row is: the tallest cell of a row, and a text over
/// the whole width, leave only the padding white. Such text stands between two tables.
fn is_apart(inside: &[Vec<Word>], white: Option<f32>, padding: Option<f32>) -> bool {
    let (Some(white), Some(padding), Some(first)) = (white, padding, inside.first()) else {
        return false;
    };
    let alone = inside.iter().all(|words| !is_parted(words, 1.0));
    alone && white > padding + (0.5 * first[0].size).max(3.0)
}

/// Whether words without a gap between them fill most of the width.
fn runs_on(words: &[Word], width: f32) -> bool {
    segments(words, 0.8).any(|segment| segment.len() > 5 && rect_of(segment).width() > 0.6 * width)
}

/// Whether the words run on as a sentence does and over a boundary of the columns.
fn is_sentence(words: &[Word], edges: &[f32]) -> bool {
    segments(words, 0.8).any(|segment| segment.len() > SENTENCE_WORDS && straddles(segment, edges))
}

/// Left and right end of a heading: of its columns, else of its box.
fn reach(heading: &HeaderCandidate) -> (f32, f32) {
    heading
        .edges
        .as_ref()
        .and_then(|edges| Some((*edges.first()?, *edges.last()?)))
        .unwrap_or((heading.rect.x0, heading.rect.x1))
}

/// Stripes of a banded table look like headings; a heading has a known word or bold text.
#[must_use]
pub fn begins_table(heading: &HeaderCandidate) -> bool {
    heading.known || heading.bold
}

/// How far down the table of the heading may reach: to the next heading or thing that ends it.
#[must_use]
pub fn limit_below(
    heading: &HeaderCandidate,
    others: &[HeaderCandidate],
    context: &Context<'_>,
) -> f32 {
    let mut limit = context.height;
    for other in others
        .iter()
        .filter(|other| other.rect.y0 > heading.rect.y1 - 1.0)
    {
        let (own, its) = (reach(heading), reach(other));
        let same_extent = (own.0 - its.0).abs() < 6.0 && (own.1 - its.1).abs() < 6.0
            || heading.edges.is_none() && other.edges.is_none();
        // Stripes of a banded table are no headings.
        let stripe = same_extent && !begins_table(other);
        if other.rect.overlap_x(&heading.rect) > 0.0 && !stripe {
            limit = limit.min(other.rect.y0 - 0.5);
        }
    }
    for barrier in context.barriers {
        if barrier.overlap_x(&heading.rect) > 0.0 && barrier.y0 >= heading.rect.y1 - 1.0 {
            limit = limit.min(barrier.y0);
        }
    }
    limit.max(heading.rect.y1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::words;

    #[test]
    fn a_label_far_below_a_line_is_no_row() {
        let row = vec![words("Rena parker", 52.0, 114.0)];
        let padding = white_above(&row, 100.0);
        let label = vec![
            words("Analys", 50.0, 150.0),
            words("Gator sopas varje dag.", 50.0, 165.0),
        ];
        assert!(is_apart(&label, white_above(&label, 120.0), padding));
        let companion = vec![
            words("Analys", 52.0, 134.0),
            words("Gator sopas.", 52.0, 146.0),
        ];
        assert!(!is_apart(
            &companion,
            white_above(&companion, 120.0),
            padding
        ));
        // A row's values stand apart from its name, however high the row is.
        let mut high = words("Trygga torg", 52.0, 150.0);
        high.extend(words("80 %", 300.0, 150.0));
        assert!(!is_apart(&[high], Some(30.0), padding));
    }
}
