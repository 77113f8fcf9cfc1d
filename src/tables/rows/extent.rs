//! How far down a table under a header row reaches, and the lines that part its rows.

use crate::block::Witness;
use crate::drawing::rules::Line;
use crate::geometry::Rect;
use crate::tables::context::Context;
use crate::tables::header_row::{HeaderCandidate, starts_header};
use crate::tables::page_lines::PageLines;
use crate::tables::table::PageRow;
use crate::tables::tolerances;
use crate::words::gaps::{extent, is_parted, rect_of, segments, straddles};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// Lines that part rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowRules {
    /// Lines below the header row, ascending, the one directly under it included.
    pub below: Vec<f32>,
    /// Left and right end of the lines.
    pub extent: Option<(f32, f32)>,
}

impl RowRules {
    /// Whether the lines tell the rows.
    #[must_use]
    pub fn tell_rows(&self) -> bool {
        self.below.len() > 1
    }
}

/// Horizontal lines below the header row that reach over the whole table.
#[must_use]
pub fn row_rules(
    header: &HeaderCandidate,
    others: &[HeaderCandidate],
    lines: &PageLines<'_>,
    context: &Context<'_>,
) -> RowRules {
    let search = RuleSearch::new(header, others, lines, context);
    let mut rules = RowRules::default();
    // The most that a row so far leaves white below the line above it.
    let mut padding: Option<f32> = None;
    for (at, line) in context.ruling.horizontal.iter().enumerate() {
        if !search.fits(line, rules.extent) {
            continue;
        }
        let last = rules.below.last().copied().unwrap_or(header.rect.y1);
        let inside = lines.words_in(&Rect::new(search.left, last, search.right, line.at));
        let white = white_above(&inside, last);
        if line.at - last > tolerances::MOST_RULED_ROW
            || search.holds_other_text(&inside)
            || is_apart(&inside, white, padding) && search.is_last(at)
        {
            break;
        }
        if let (Some(white), false) = (white, rules.below.is_empty()) {
            padding = Some(padding.map_or(white, |most| most.max(white)));
        }
        rules.extent.get_or_insert((line.from, line.to));
        if line.at - last > tolerances::ONE_RULE || rules.below.is_empty() {
            rules.below.push(line.at);
        }
    }
    // The header row's own underline is where the first row begins.
    let parted = rules.below.first().is_some_and(|first| {
        let between = Rect::new(search.left, header.rect.y1, search.right, *first);
        *first - header.rect.y1 > tolerances::LEAST_RULED_ROW && lines.has_words_in(&between)
    });
    if parted {
        rules.below.insert(0, header.rect.y1);
    }
    rules
}

/// What lines that part the rows under a header row are told by.
struct RuleSearch<'a> {
    header: &'a HeaderCandidate,
    context: &'a Context<'a>,
    /// Ends of the header row.
    left: f32,
    right: f32,
    /// Top of the next table below; infinite without one.
    next: f32,
    /// Rows may be followed by companion rows, which hold running text.
    companions: bool,
    /// Font size of the header row, else of the table that goes on; 0 without any.
    size: f32,
}

impl<'a> RuleSearch<'a> {
    fn new(
        header: &'a HeaderCandidate,
        others: &[HeaderCandidate],
        lines: &PageLines<'_>,
        context: &'a Context<'a>,
    ) -> Self {
        let (left, right) = header.extent();
        let next = others
            .iter()
            .filter(|other| other.rect.overlap_x(&header.rect) > 0.0 && other.begins_table())
            .map(|other| other.rect.y0)
            .fold(f32::INFINITY, f32::min);
        let companions = if header.witness.contains(&Witness::Continuation) {
            context.before.is_some_and(|table| table.layout.is_some())
        } else {
            lines.words_in(&header.rect).iter().any(|words| {
                segments(words, tolerances::HEADER_CELL_GAP)
                    .next()
                    .is_some_and(|part| starts_header(part, context.layouts))
            })
        };
        let size = if header.size > 0.0 {
            header.size
        } else {
            context.before.map_or(0.0, |table| {
                typical_size(table.rows.iter().flat_map(PageRow::words))
            })
        };
        Self {
            header,
            context,
            left,
            right,
            next,
            companions,
            size,
        }
    }

    /// Whether the line reaches over the table, as the lines before it do, and stands below the header row and above the next
    /// table.
    fn fits(&self, line: &Line, extent: Option<(f32, f32)>) -> bool {
        let (left, right) = (self.left, self.right);
        let over = if self.header.edges.is_some() {
            line.covers(left, right, tolerances::RULE_SHORT_OF_EDGES)
                && line.from > left - tolerances::RULE_PAST_EDGES
                && line.to < right + tolerances::RULE_PAST_EDGES
        } else {
            line.covers(left, right, tolerances::RULE_SHORT_OF_WORDS)
        };
        let same = extent.is_none_or(|(from, to)| {
            (line.from - from).abs() < tolerances::ROW_RULE_ENDS
                && (line.to - to).abs() < tolerances::ROW_RULE_ENDS
        });
        over && same && line.at > self.header.rect.y1 - tolerances::ONE_RULE && line.at < self.next
    }

    /// Whether words between two lines are no row of this table.
    fn holds_other_text(&self, inside: &[Vec<Word>]) -> bool {
        let width = self.right - self.left;
        is_larger(inside, self.size, self.context)
            || !self.companions && is_prose(inside, width, self.header.edges.as_deref())
    }

    /// Whether the line is the last one above another table: only there can something stand between two tables.
    fn is_last(&self, at: usize) -> bool {
        let rules = &self.context.ruling.horizontal;
        let line = rules[at].at;
        let mut under = rules[at + 1..]
            .iter()
            .take_while(|other| other.at < self.next);
        self.next.is_finite()
            && !under.any(|other| {
                other.at > line + tolerances::ONE_RULE
                    && other.covers(self.left, self.right, tolerances::RULE_SHORT_OF_EDGES)
            })
    }
}

/// Whether larger text or a goal's label stands between two lines: then they are of two tables.
fn is_larger(inside: &[Vec<Word>], size: f32, context: &Context<'_>) -> bool {
    let layouts = context.layouts;
    let label = |words: &[Word]| {
        let may = |word: &Word| layouts.may_begin_goal(&word.text);
        words.first().is_some_and(may) && layouts.goal_label(&text_of(words)).is_some()
    };
    size > 0.0
        && inside.iter().any(|words| {
            typical_size(words.iter()) > size + tolerances::HEADER_TO_BODY_SIZE || label(words)
        })
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
    let alone = inside
        .iter()
        .all(|words| !is_parted(words, tolerances::FAR_CELL_GAP));
    let more = (tolerances::SET_APART * first[0].size).max(tolerances::SET_APART_LEAST);
    alone && white > padding + more
}

/// Whether words without a gap between them fill most of the width.
fn runs_on(words: &[Word], width: f32) -> bool {
    segments(words, tolerances::CLEAR_CELL_GAP).any(|segment| {
        segment.len() > tolerances::PROSE_LINE_WORDS
            && rect_of(segment).width() > tolerances::PROSE_LINE_WIDTH * width
    })
}

/// Whether the words run on as a sentence does and over a boundary of the columns.
fn is_sentence(words: &[Word], edges: &[f32]) -> bool {
    segments(words, tolerances::CLEAR_CELL_GAP)
        .any(|segment| segment.len() > tolerances::SENTENCE_WORDS && straddles(segment, edges))
}

/// How far down the table under the header row may reach: to the next header row or thing that ends it.
#[must_use]
pub fn limit_below(
    header: &HeaderCandidate,
    others: &[HeaderCandidate],
    context: &Context<'_>,
) -> f32 {
    let below = header.rect.y1 - tolerances::TOUCHING_BOXES;
    let mut limit = context.height;
    for other in others.iter().filter(|other| other.rect.y0 > below) {
        let (own, its) = (header.extent(), other.extent());
        let same_extent = (own.0 - its.0).abs() < tolerances::STRIPE_ENDS
            && (own.1 - its.1).abs() < tolerances::STRIPE_ENDS
            || header.edges.is_none() && other.edges.is_none();
        // A line that parts rows in the columns on the right only.
        let inner = own.0 < its.0 && (own.1 - its.1).abs() < tolerances::STRIPE_ENDS;
        let drawn =
            |witness: &Witness| matches!(witness, Witness::JointedRule | Witness::ParallelRules);
        let partial = inner && other.witness.iter().all(drawn);
        // Stripes of a banded table are no header rows.
        let stripe = (same_extent || partial) && !other.begins_table();
        if other.rect.overlap_x(&header.rect) > 0.0 && !stripe {
            limit = limit.min(other.rect.y0 - tolerances::ABOVE_NEXT_HEADER);
        }
    }
    for barrier in context.barriers {
        // A caption's box may reach into the frame below it.
        if barrier.overlap_x(&header.rect) > 0.0 && barrier.mid_y() > header.rect.y1 {
            limit = limit.min(barrier.y0);
        }
    }
    limit.max(header.rect.y1)
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
