//! Rows where no line parts them: by the gaps between lines, by labels, and by where values stand.

use crate::grammar::Layouts;
use crate::tables::rows::segment::{Segmenter, Weights, is_value};
use crate::tables::table::column_at;
use crate::tables::tolerances;
use crate::tables::values::runs_over;
use crate::words::gaps::extent;
use crate::words::tolerances::{ASCENT, DESCENT};
use crate::words::typography::typical_size;
use crate::words::word::{Word, text_of};

/// What a group of lines looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Text in two columns or more.
    Cells,
    /// Text in one column only.
    Single,
    /// The label of a companion row begins it.
    Label,
    /// Text runs over column boundaries.
    Wide,
}

/// Lines that belong together: a row, or a full-width text.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its lines from top to bottom.
    pub lines: Vec<Vec<Word>>,
    /// What it looks like.
    pub look: Look,
    /// Top of its first line.
    pub top: f32,
    /// Bottom of its last line.
    pub bottom: f32,
    /// Font size of most of it.
    pub size: f32,
    /// All of it is bold.
    pub bold: bool,
}

impl Group {
    /// Whether it begins with a goal's label.
    #[must_use]
    pub fn names_goal(&self, layouts: &Layouts) -> bool {
        let first = self.lines.iter().flatten().next();
        first.is_some_and(|word| layouts.may_begin_goal(&word.text))
            && layouts.goal_label(&self.text()).is_some()
    }

    /// Its text, lines joined by spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|line| text_of(line)).collect();
        lines.join(" ")
    }
}

/// Parts body lines into groups.
///
/// `line_gap` is the white space between two lines of one cell, in points; `label` tells whether a line begins with a
/// companion row's label; `known`, whether a layout knows the table.
#[must_use]
pub fn groups(
    lines: Vec<Vec<Word>>,
    edges: &[f32],
    line_gap: f32,
    label: &IsLabel<'_>,
    known: bool,
) -> Vec<Group> {
    let limit = |size: f32| {
        line_gap + (tolerances::LINE_GAP_VARIES * size).max(tolerances::LINE_GAP_VARIES_LEAST)
    };
    let mut parts: Vec<CloseLines> = Vec::new();
    for line in lines {
        let (top, bottom) = extent(&line);
        let is_label = label(&line);
        let is_wide = runs_over(&line, edges);
        match parts.last_mut() {
            Some(part)
                if top - part.bottom <= limit(line[0].size)
                    && !is_label
                    && !part.turns(&line, is_wide, edges) =>
            {
                part.wide |= is_wide;
                part.bottom = part.bottom.max(bottom);
                part.lines.push(line);
            }
            _ => parts.push(CloseLines {
                lines: vec![line],
                bottom,
                wide: is_wide || is_label,
            }),
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for part in parts {
        if part.wide {
            groups.push(group(part.lines, edges, label));
            continue;
        }
        let segmenter = Segmenter {
            weights: Weights::builtin(),
            edges,
            is_value: &is_value,
            name: None,
            leading: Some(line_gap),
            in_ruled_cells: false,
            goes_on: true,
            known,
        };
        for range in segmenter.rows(&part.lines) {
            groups.push(group(part.lines[range].to_vec(), edges, label));
        }
    }
    groups
}

/// A group of the lines.
#[must_use]
pub fn group(lines: Vec<Vec<Word>>, edges: &[f32], label: &IsLabel<'_>) -> Group {
    let words = || lines.iter().flatten();
    let wide = lines.iter().any(|line| runs_over(line, edges));
    let first = words()
        .next()
        .map_or(0, |word| column_at(edges, word.rect.mid_x()));
    let several = words().any(|word| column_at(edges, word.rect.mid_x()) != first);
    let look = if lines.first().is_some_and(|line| label(line)) {
        Look::Label
    } else if wide {
        Look::Wide
    } else if several {
        Look::Cells
    } else {
        Look::Single
    };
    let (top, bottom) = lines.iter().map(|line| extent(line)).fold(
        (f32::INFINITY, f32::NEG_INFINITY),
        |(top, bottom), (t, b)| (top.min(t), bottom.max(b)),
    );
    let size = typical_size(words());
    let bold = words().all(|word| word.bold);
    Group {
        look,
        top,
        bottom,
        size,
        bold,
        lines,
    }
}

/// Lines that follow each other closely.
struct CloseLines {
    lines: Vec<Vec<Word>>,
    /// Bottom of the lowest of them.
    bottom: f32,
    /// A label begins them, or one of them runs over column boundaries.
    wide: bool,
}

impl CloseLines {
    /// Whether the line begins something else: a line over the column boundaries after lines within them, or, after wide
    /// text, a line with clear cells.
    fn turns(&self, line: &[Word], is_wide: bool, edges: &[f32]) -> bool {
        if self.wide {
            !is_wide && columns_of(line, edges) > 1
        } else {
            is_wide
        }
    }
}

/// How many columns have words on the line.
#[must_use]
pub fn columns_of(line: &[Word], edges: &[f32]) -> usize {
    let column = |word: &Word| column_at(edges, word.rect.mid_x());
    line.chunk_by(|left, right| column(left) == column(right))
        .count()
}

/// Whether a word would have found no room after the last one of the line above, where names reach so far.
pub(crate) fn had_no_room(last: &Word, next: &Word, reach: f32) -> bool {
    last.rect.x1 + tolerances::SPACE * last.size + next.rect.width()
        > reach - tolerances::REACH_SLACK
}

/// The white space between two lines of one cell in these lines, told by lines that hold a part of one cell only, as wrapped
/// cells leave them: the smallest that occurs more than by chance. `None` if no line does.
#[must_use]
pub fn line_gap(lines: &[Vec<Word>], edges: &[f32]) -> Option<f32> {
    percentile(gaps(lines, edges, true), tolerances::LEAST_GAP_PERCENT)
}

/// The smallest and the common white space between lines in one column, of one cell or not.
#[must_use]
pub fn any_gap(lines: &[Vec<Word>], edges: &[f32]) -> Option<(f32, f32)> {
    let all = gaps(lines, edges, false);
    Some((
        percentile(all.clone(), tolerances::LEAST_GAP_PERCENT)?,
        percentile(all, tolerances::COMMON_GAP_PERCENT)?,
    ))
}

fn percentile(mut gaps: Vec<f32>, percent: usize) -> Option<f32> {
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() * percent / 100).copied()
}

/// Gaps between lines that follow each other in a column. With `alone` only where one of the two holds a single cell.
fn gaps(lines: &[Vec<Word>], edges: &[f32], alone: bool) -> Vec<f32> {
    let single: Vec<bool> = lines
        .iter()
        .map(|line| columns_of(line, edges) == 1 && !runs_over(line, edges))
        .collect();
    let mut gaps: Vec<f32> = Vec::new();
    for (i, below) in lines.iter().enumerate().skip(1) {
        let first = &below[0];
        let column = column_at(edges, first.rect.mid_x());
        // Values set at the middle of their row stand on lines of their own between the name's lines.
        let near = (i.saturating_sub(tolerances::GAP_LINES)..i).rev();
        let above = near.into_iter().find_map(|j| {
            let word = lines[j]
                .iter()
                .find(|w| column_at(edges, w.rect.mid_x()) == column)?;
            Some((j, word))
        });
        let Some((j, word)) = above else { continue };
        let alike =
            (word.size - first.size).abs() < tolerances::CELL_SIZE && word.bold == first.bold;
        if !alike || alone && !(single[i] || single[j]) {
            continue;
        }
        let gap = (first.base - ASCENT * first.size) - (word.base + DESCENT * word.size);
        if gap > -tolerances::LINES_OVERLAP * first.size {
            gaps.push(gap);
        }
    }
    gaps
}

/// Whether a line begins with a companion row's label.
pub type IsLabel<'a> = dyn Fn(&[Word]) -> bool + 'a;

/// Whether a line begins with a companion row's label in the layout.
pub fn companion<'a>(
    layouts: &'a Layouts,
    layout: Option<&'a str>,
) -> impl Fn(&[Word]) -> bool + 'a {
    move |line| {
        layout.is_some_and(|layout| {
            let may = |word: &Word| layouts.may_begin_companion(layout, &word.text);
            line.first().is_some_and(may) && layouts.companion(layout, &text_of(line)).is_some()
        })
    }
}
