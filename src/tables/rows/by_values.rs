//! Rows by their values, where nothing is drawn and the white space between rows is no wider than within them.
//!
//! A column in which every row has one value on one line (a date, `Tertial`, `VB 2021`) shows how many rows there are, and
//! on which line of each row its values stand: the first, the middle or the last one. The reading in which names begin
//! like names and the lines of each name stand equally far apart is believed.

use std::cell::OnceCell;
use std::ops::Range;

use crate::grammar::Layouts;
use crate::letters::ends_in_hyphen;
use crate::tables::rows::groups::{Group, IsLabel, Look, group, had_no_room};
use crate::tables::table::column_at;
use crate::tables::tolerances::{self, costs};
use crate::words::gaps::{extent, straddles};
use crate::words::word::Word;

/// How the values stand in their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    First,
    Middle,
    Last,
}

/// A way to cut lines into rows, and how little speaks against it.
#[derive(Debug, Clone)]
struct Cut {
    /// Index of each row's first line, ascending.
    starts: Vec<usize>,
    /// 0 is best.
    cost: f32,
}

/// Puts the groups right that hold several rows or a part of one. `label` tells a companion row's label.
#[must_use]
pub fn regroup(
    groups: Vec<Group>,
    edges: &[f32],
    label: &IsLabel<'_>,
    layouts: &Layouts,
) -> Vec<Group> {
    let value = |text: &str| layouts.is_value(text);
    let mut result: Vec<Group> = Vec::new();
    let mut run: Vec<Group> = Vec::new();
    let mut labelled = false;
    for group in groups {
        let row_like = match group.look {
            Look::Cells => true,
            // Single lines below a label are the companion row's text.
            Look::Single => !labelled && !group.names_goal(layouts),
            Look::Label | Look::Wide => false,
        };
        labelled = group.look == Look::Label || labelled && group.look != Look::Cells;
        let near = run.last().is_none_or(|last| {
            group.top - last.bottom < tolerances::RUN_GAP * group.size
                && (group.size - last.size).abs() < tolerances::CELL_SIZE
        });
        if !near || !row_like {
            result.extend(settle(std::mem::take(&mut run), edges, label, &value));
        }
        if row_like {
            run.push(group);
        } else {
            result.push(group);
        }
    }
    result.extend(settle(run, edges, label, &value));
    result
}

/// Cuts a run of groups anew if their values say that they are no rows.
fn settle(
    run: Vec<Group>,
    edges: &[f32],
    label: &IsLabel<'_>,
    value: &dyn Fn(&str) -> bool,
) -> Vec<Group> {
    let lines: Vec<&[Word]> = run
        .iter()
        .flat_map(|group| group.lines.iter().map(Vec::as_slice))
        .collect();
    if lines.is_empty() {
        return run;
    }
    let field = Field::new(lines, edges, value);
    let mut best: Option<(Cut, Vec<bool>)> = None;
    for column in 1..edges.len().saturating_sub(1) {
        let Some(anchors) = anchors(&field, column) else {
            continue;
        };
        for stand in [Stand::First, Stand::Last, Stand::Middle] {
            let Some(cut) = cut(&field, &anchors, stand) else {
                continue;
            };
            let better = best.as_ref().is_none_or(|(least, _)| {
                cut.cost + costs::CUTS_ALIKE < least.cost
                    || cut.cost < least.cost + costs::CUTS_ALIKE
                        && cut.starts.len() > least.starts.len()
            });
            if better {
                best = Some((cut, anchors.clone()));
            }
        }
    }
    let Some((cut, anchors)) = best else {
        return run;
    };
    // Groups with one value each are rows already. One without any may be a row too (the title of the rows below it), but
    // not when it goes on with the name above it.
    let mut at = 0;
    let sound = run.iter().enumerate().all(|(i, group)| {
        let own = &anchors[at..at + group.lines.len()];
        at += group.lines.len();
        let above = i.checked_sub(1).and_then(|i| run.get(i));
        own.iter().filter(|is| **is).count() < 2
            && !above.is_some_and(|above| goes_on(above, group, &field))
    });
    if sound || cut.cost > costs::MOST_OF_A_CUT {
        return run;
    }
    let mut parts: Vec<Vec<Vec<Word>>> = Vec::new();
    for (i, line) in run.into_iter().flat_map(|group| group.lines).enumerate() {
        if parts.is_empty() || cut.starts.binary_search(&i).is_ok() {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts
        .into_iter()
        .map(|lines| group(lines, edges, label))
        .collect()
}

/// Lines in their columns, as every way to cut them looks at them.
struct Field<'a> {
    lines: Vec<&'a [Word]>,
    edges: &'a [f32],
    /// The words of each line in the column of names.
    names: Vec<Vec<&'a Word>>,
    name: usize,
    /// How far right names reach.
    reach: f32,
    /// By column and line, each read when it is first asked for.
    cells: Vec<OnceCell<Cell>>,
    value: &'a dyn Fn(&str) -> bool,
}

/// What a line holds in a column.
struct Cell {
    text: String,
    value: OnceCell<bool>,
}

impl<'a> Field<'a> {
    fn new(lines: Vec<&'a [Word]>, edges: &'a [f32], value: &'a dyn Fn(&str) -> bool) -> Self {
        let name = name_column(&lines, edges);
        let names: Vec<Vec<&Word>> = lines
            .iter()
            .map(|line| words_at(line, edges, name).collect())
            .collect();
        let ends = names.iter().flatten().map(|word| word.rect.x1);
        let reach = ends.fold(f32::NEG_INFINITY, f32::max);
        let cells = edges.len().saturating_sub(1) * lines.len();
        Self {
            names,
            name,
            reach,
            cells: (0..cells).map(|_| OnceCell::new()).collect(),
            lines,
            edges,
            value,
        }
    }

    fn cell(&self, column: usize, line: usize) -> &Cell {
        self.cells[column * self.lines.len() + line].get_or_init(|| {
            let mut text = String::new();
            for word in words_at(self.lines[line], self.edges, column) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&word.text);
            }
            Cell {
                text,
                value: OnceCell::new(),
            }
        })
    }

    fn is_value(&self, cell: &Cell) -> bool {
        *cell.value.get_or_init(|| (self.value)(&cell.text))
    }
}

/// Whether the group begins in mid-sentence, and its first word had no room on the line above it. (`varav barn` begins a row.)
fn goes_on(above: &Group, group: &Group, field: &Field<'_>) -> bool {
    let first = group.lines.first().and_then(|line| line.first());
    let last = above
        .lines
        .iter()
        .rev()
        .find_map(|line| words_at(line, field.edges, field.name).next_back());
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    first.text.starts_with(char::is_lowercase) && had_no_room(last, first, field.reach)
}

/// The words of a line in a column.
fn words_at<'a>(
    line: &'a [Word],
    edges: &[f32],
    column: usize,
) -> impl DoubleEndedIterator<Item = &'a Word> {
    line.iter()
        .filter(move |word| column_at(edges, word.rect.mid_x()) == column)
}

/// The lines on which the column has a value; `None` if any of its lines is none.
fn anchors(field: &Field<'_>, column: usize) -> Option<Vec<bool>> {
    let mut found = Vec::with_capacity(field.lines.len());
    for line in 0..field.lines.len() {
        let cell = field.cell(column, line);
        let filled = !cell.text.is_empty();
        if filled && !field.is_value(cell) {
            return None;
        }
        found.push(filled);
    }
    found.iter().any(|is| *is).then_some(found)
}

/// Cuts the lines so that each row has one anchor; `None` if that is impossible with values standing so.
fn cut(field: &Field<'_>, anchors: &[bool], stand: Stand) -> Option<Cut> {
    let lines = &field.lines;
    let at: Vec<usize> = (0..lines.len()).filter(|i| anchors[*i]).collect();
    let ends = (*at.first()?, *at.last()?);
    let starts: Vec<usize> = match stand {
        Stand::First => {
            // What stands above the first value is the rest of a row that the page before cut.
            let mut starts = vec![0];
            starts.extend(at.iter().copied().filter(|i| *i > 0));
            starts
        }
        Stand::Last => {
            let mut starts = vec![0];
            starts.extend(at.iter().map(|i| i + 1).filter(|i| *i < lines.len()));
            starts
        }
        Stand::Middle => middle(lines, &at)?,
    };
    let count = costs::count(starts.len()).max(1.0);
    let mut cost = 0.0;
    let mut within: Vec<f32> = Vec::new();
    for (k, start) in starts.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(lines.len());
        let names: Vec<&Vec<&Word>> = field.names[*start..end]
            .iter()
            .filter(|words| !words.is_empty())
            .collect();
        let valued = anchors[*start..end].iter().any(|is| *is);
        let cut_off = k == 0 && !valued && is_rest(*start, ends, stand);
        let last = k + 1 == starts.len();
        for _ in 0..name_faults(&names, cut_off, last) {
            cost += 1.0 / count;
        }
        if names.is_empty() {
            continue;
        }
        cost += doubtful(field, *start..end) / count;
        for pair in names.windows(2) {
            let (above, below) = (pair[0].last()?, pair[1].first()?);
            within.push((below.base - above.base) / below.size.max(1.0));
        }
    }
    // Lines of one cell stand equally far apart.
    let least = within.iter().copied().fold(f32::INFINITY, f32::min);
    let most = within.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most - least > tolerances::STEPS_VARY {
        cost += (most - least).min(costs::UNEVEN);
    }
    if starts.len() < 2 && within.len() > tolerances::LINES_OF_ONE_ROW {
        return None;
    }
    Some(Cut { starts, cost })
}

/// Whether a row that begins at the line may be one that the page's beginning or end cut: it stands outside the first and the
/// last value.
fn is_rest(start: usize, (first, last): (usize, usize), stand: Stand) -> bool {
    match stand {
        Stand::First => start < first,
        Stand::Last => start > last,
        Stand::Middle => false,
    }
}

/// How much speaks against the name of a row: there is none, it begins in mid-sentence, or it ends in a hyphen.
fn name_faults(names: &[&Vec<&Word>], cut_off: bool, last: bool) -> usize {
    let Some(begin) = names.first().and_then(|words| words.first()) else {
        return 1;
    };
    let small = begin.text.starts_with(char::is_lowercase);
    let end = names.last().and_then(|words| words.last());
    let hyphen = end.is_some_and(|word| ends_in_hyphen(&word.text));
    usize::from(small && !cut_off) + usize::from(hyphen && !last)
}

/// How many cells of a row hold several lines that are no value together although one of them is a value: parts of two
/// rows.
fn doubtful(field: &Field<'_>, lines: Range<usize>) -> f32 {
    let doubtful = (field.name + 1..field.edges.len() - 1).filter(|column| {
        let cells = lines.clone().map(|line| field.cell(*column, line));
        let filled: Vec<&Cell> = cells.filter(|cell| !cell.text.is_empty()).collect();
        if filled.len() < 2 || !filled.iter().any(|cell| field.is_value(cell)) {
            return false;
        }
        let texts: Vec<&str> = filled.iter().map(|cell| cell.text.as_str()).collect();
        !(field.value)(&texts.join(" ")) && !(field.value)(&texts.concat())
    });
    costs::count(doubtful.count())
}

/// The first column with words on most lines.
fn name_column(lines: &[&[Word]], edges: &[f32]) -> usize {
    let filled = |column: usize| {
        lines
            .iter()
            .filter(|line| words_at(line, edges, column).next().is_some())
            .filter(|line| !straddles(line, edges))
            .count()
    };
    usize::from(filled(1) > tolerances::FAR_MORE * filled(0).max(1) && edges.len() > 3)
}

/// Rows whose values stand in the middle: each row reaches as far below its value as above it.
fn middle(lines: &[&[Word]], at: &[usize]) -> Option<Vec<usize>> {
    let centre = |i: usize| {
        let (top, bottom) = extent(lines[i]);
        f32::midpoint(top, bottom)
    };
    let mut starts = Vec::new();
    let mut next = 0;
    for (k, anchor) in at.iter().enumerate() {
        if next > *anchor {
            return None;
        }
        starts.push(next);
        let (top, _) = extent(lines[next]);
        let reach = centre(*anchor) + (centre(*anchor) - top);
        let size = lines[*anchor].first().map_or(1.0, |word| word.size);
        let end = if k + 1 == at.len() {
            lines.len()
        } else {
            (next..lines.len())
                .find(|i| extent(lines[*i]).1 > reach + tolerances::LINE_BELOW_ROW * size)
                .unwrap_or(lines.len())
        };
        let (_, bottom) = extent(lines[end.checked_sub(1)?.max(*anchor)]);
        if (bottom - reach).abs() > tolerances::OFF_MIDDLE * size {
            return None;
        }
        next = end.max(anchor + 1);
    }
    (next >= lines.len()).then_some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::testing::word;

    const EDGES: [f32; 4] = [0.0, 200.0, 300.0, 400.0];

    /// Name, target and period of a line, and its baseline.
    type Row<'a> = (&'a str, &'a str, &'a str, f32);

    /// The names of the rows that the lines are cut into, lines joined by spaces, when each line was a group before.
    fn names(lines: &[Row<'_>], together: bool) -> Vec<String> {
        let lines: Vec<Vec<Word>> = lines
            .iter()
            .map(|(name, target, period, base)| {
                let mut x = 2.0;
                let mut words = Vec::new();
                for part in name.split(' ').filter(|part| !part.is_empty()) {
                    words.push(word(part, x, *base));
                    x = words[words.len() - 1].rect.x1 + 2.5;
                }
                for (text, x) in [(target, 210.0), (period, 310.0)] {
                    if !text.is_empty() {
                        words.push(word(text, x, *base));
                    }
                }
                words
            })
            .collect();
        let label = |_: &[Word]| false;
        let groups: Vec<Group> = if together {
            vec![group(lines, &EDGES, &label)]
        } else {
            let alone = |line| group(vec![line], &EDGES, &label);
            lines.into_iter().map(alone).collect()
        };
        let name = |group: Group| -> String {
            let lines = group.lines.iter();
            let words = lines.flat_map(|line| words_at(line, &EDGES, 0));
            let texts: Vec<String> = words.map(|word| word.text.to_string()).collect();
            texts.join(" ")
        };
        regroup(groups, &EDGES, &label, &Layouts::builtin())
            .into_iter()
            .map(name)
            .collect()
    }

    #[test]
    fn values_on_the_first_line_of_rows_that_stand_closer_than_their_lines() {
        let lines = [
            ("Andel besökare som är nöjda med", "80", "Tertial", 20.0),
            ("sin parklek", "", "", 33.0),
            ("Antal träd som planteras nära en", "12", "Tertial", 44.0),
            ("skola", "", "", 57.0),
        ];
        let expected = [
            "Andel besökare som är nöjda med sin parklek",
            "Antal träd som planteras nära en skola",
        ];
        assert_eq!(names(&lines, false), expected);
        assert_eq!(names(&lines, true), expected);
    }

    #[test]
    fn values_on_the_last_line_and_in_the_middle() {
        let last = [
            ("Andel besökare som är nöjda med", "", "", 20.0),
            ("sin parklek", "80", "Tertial", 33.0),
            ("Antal träd", "12", "Tertial", 46.0),
        ];
        let middle = [
            ("Andel besökare som är nöjda med", "", "", 20.0),
            ("parkleken nära det nya torget och", "80", "Tertial", 33.0),
            ("dess personal", "", "", 46.0),
            ("Antal träd", "12", "Tertial", 59.0),
        ];
        assert_eq!(
            names(&last, true),
            ["Andel besökare som är nöjda med sin parklek", "Antal träd"]
        );
        assert_eq!(names(&middle, true).len(), 2);
        assert_eq!(names(&middle, true)[1], "Antal träd");
    }

    #[test]
    fn a_row_without_values_and_one_in_small_letters_stay() {
        let lines = [
            ("Barn och unga", "", "", 20.0),
            ("Förskola", "901,3", "8,8", 33.0),
            ("varav öppen förskola", "7,7", "", 46.0),
            ("Totalt", "909,0", "8,8", 59.0),
        ];
        assert_eq!(
            names(&lines, false),
            [
                "Barn och unga",
                "Förskola",
                "varav öppen förskola",
                "Totalt"
            ]
        );
    }
}
