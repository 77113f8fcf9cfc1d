//! The cheapest way to cut a table's lines into rows, companion texts and groups: what each part costs, and a shortest path
//! over the lines.

use crate::grammar::ColumnMatch;

use super::cutter::{BodyLine, Cutter};

/// A row has no more lines than this.
const ROW_LINES: usize = 14;
/// Costs have no unit: a row that explains its lines and a value that its column reads are worth 1 each, and all else is
/// weighed against those two.
const ROW: f32 = -1.0;
const READ: f32 = -1.0;
/// A cell of a column of free text, and one that its column cannot read.
const FREE: f32 = 0.3;
const UNREADABLE: f32 = 3.0;
/// One cell that holds two values.
const TWO_VALUES: f32 = 4.0;
/// A row without a name, one whose name begins with a small letter, one without values.
const NO_NAME: f32 = 4.0;
const SMALL_LETTER: f32 = 2.0;
const NO_VALUES: f32 = 1.5;
/// The first row of a page without a name, where the page before ended within the table.
const NO_NAME_GOING_ON: f32 = 0.5;
/// A row that costs more is none.
const DEAREST_ROW: f32 = 6.0;
/// Of what an empty column costs where nothing is known of where it stands.
const EMPTY_SHARE: f32 = 0.5;
/// A blank line within a row, and none before it where rows are set apart by some.
const GAP_IN_ROW: f32 = 2.0;
const NO_GAP: f32 = 0.5;
/// For each line by which a cell stands off the place that all have, and for one that it may stand off.
const OFF: f32 = 0.8;
const OFF_BY_ONE: f32 = 0.1;
/// A line without text within a cell.
const HOLE: f32 = 0.3;
/// A companion's label, a line of its text, one with words in several columns, one far below.
const LABEL: f32 = -1.0;
const TEXT_LINE: f32 = -0.05;
const TEXT_OF_CELLS: f32 = 2.0;
const FAR: f32 = 6.0;
/// The name of a group of rows.
const GROUP: f32 = 0.3;
/// A line that fits nowhere, and one with a value's words.
const STRAY: f32 = 2.0;
const STRAY_VALUE: f32 = 4.0;
/// A row below more blank lines than any is.
const FAR_ROW: f32 = 3.0;
/// So many blank lines more than between rows end a text.
const FAR_LINES: usize = 2;

/// Where the cells of a row stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Top,
    Middle,
    Bottom,
}

/// A stretch of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TablePart {
    /// A row: lines `from..to`.
    Row(usize, usize),
    /// A label or text over the whole width.
    Text(usize, usize),
    /// The name of a group of rows, or a line that fits nowhere.
    Group(usize, usize),
}

/// What the part before was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastPart {
    Row,
    Text,
}

#[derive(Debug, Clone, Copy)]
struct PathStep {
    cost: f32,
    before: (usize, LastPart),
    part: Option<TablePart>,
}

/// A row that lines could be.
pub(super) struct RowCandidate {
    pub(super) from: usize,
    pub(super) to: usize,
    cost: f32,
    pub(super) read: usize,
    /// First and last line of each cell with text.
    spans: Vec<(usize, usize)>,
}

/// The lines of a table, cell by cell.
pub(super) struct LineCells<'c> {
    pub(super) cutter: &'c Cutter<'c>,
    pub(super) lines: &'c [BodyLine],
    pub(super) cells: &'c [Vec<String>],
    pub(super) wide: &'c [bool],
    pub(super) gaps: bool,
    /// No line has values: marks are all that the other columns hold.
    pub(super) marks_only: bool,
}

impl LineCells<'_> {
    fn is_wide(&self, at: usize) -> bool {
        self.wide.get(at).copied().unwrap_or(false)
    }

    fn is_label(&self, at: usize) -> bool {
        self.lines
            .get(at)
            .is_some_and(|line| self.cutter.is_label(line))
    }

    fn blank(&self, at: usize) -> usize {
        self.lines.get(at).map_or(0, |line| line.blank)
    }

    /// All rows that lines could be.
    pub(super) fn rows(&self) -> Vec<RowCandidate> {
        let mut rows = Vec::new();
        for from in 0..self.lines.len() {
            for to in from + 1..=self.lines.len().min(from + ROW_LINES) {
                if self.is_wide(to - 1) || self.is_label(to - 1) {
                    break;
                }
                rows.extend(self.row(from, to));
            }
        }
        rows
    }

    fn row(&self, from: usize, to: usize) -> Option<RowCandidate> {
        let name = self.cutter.name();
        let columns = self.cutter.header.columns.len();
        let mut cost = ROW;
        let (mut read, mut filled) = (0, 0);
        let mut spans = Vec::new();
        for column in 0..columns {
            let parts: Vec<(usize, &str)> = (from..to)
                .filter_map(|at| Some((at, self.cells.get(at)?.get(column)?.as_str())))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let (Some(&(first, begin)), Some(&(last, _))) = (parts.first(), parts.last()) else {
                cost += self.empty(column, from);
                continue;
            };
            spans.push((first, last));
            #[allow(clippy::cast_precision_loss)] // A row has few lines.
            let holes = (last + 1 - first - parts.len()) as f32;
            cost += HOLE * holes;
            if column == name {
                let goes_on = from == 0 && self.cutter.after.is_some();
                if begin.starts_with(char::is_lowercase) && !goes_on {
                    cost += SMALL_LETTER;
                }
                continue;
            }
            filled += 1;
            let texts: Vec<&str> = parts.iter().map(|(_, text)| *text).collect();
            match self.cutter.reads(column, &texts.join(" ")) {
                None => cost += FREE,
                Some(true) => {
                    cost += READ;
                    read += 1;
                }
                Some(false) => cost += UNREADABLE,
            }
            cost += TWO_VALUES * self.doubled(column, &texts);
        }
        if filled == 0 && !self.marks_only {
            cost += NO_VALUES;
        }
        let inside = (from + 1..to).map(|at| self.blank(at).min(FAR_LINES));
        #[allow(clippy::cast_precision_loss)] // A row has few lines.
        let inside = inside.sum::<usize>() as f32;
        cost += GAP_IN_ROW * inside;
        if from > 0 && self.blank(from) > FAR_LINES {
            cost += FAR_ROW;
        }
        if self.gaps && from > 0 && self.blank(from) == 0 {
            cost += NO_GAP;
        }
        (cost < DEAREST_ROW).then_some(RowCandidate {
            from,
            to,
            cost,
            read,
            spans,
        })
    }

    /// What an empty column costs.
    fn empty(&self, column: usize, from: usize) -> f32 {
        let goes_on = from == 0 && self.cutter.after.is_some();
        match self.cutter.header.columns.get(column) {
            Some(ColumnMatch::Name) if goes_on => NO_NAME_GOING_ON,
            Some(ColumnMatch::Name) => NO_NAME,
            Some(ColumnMatch::Known(key, _)) if !self.marks_only => {
                EMPTY_SHARE * self.cutter.likely.empty(key)
            }
            _ => 0.0,
        }
    }

    /// How many values too many stand in a cell: lines that begin with a number and that their column reads alone.
    #[allow(clippy::cast_precision_loss)] // A row has few lines.
    fn doubled(&self, column: usize, texts: &[&str]) -> f32 {
        let value = |text: &&&str| {
            let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-–−".contains(c));
            let plain = text
                .split(' ')
                .all(|word| !word.starts_with(char::is_alphabetic));
            number && plain && self.cutter.reads(column, text) == Some(true)
        };
        (texts.iter().filter(value).count().saturating_sub(1)) as f32
    }

    /// What it costs that a row's cells do not stand where all stand.
    #[allow(clippy::cast_precision_loss)] // A row has few lines.
    fn off(row: &RowCandidate, stand: Stand) -> f32 {
        let off = |&(first, last): &(usize, usize)| {
            let (above, below) = (first - row.from, row.to - 1 - last);
            match stand {
                Stand::Top => above as f32 * OFF,
                Stand::Bottom => below as f32 * OFF,
                Stand::Middle => {
                    let by = above.abs_diff(below);
                    by.saturating_sub(1) as f32 * OFF + by.min(1) as f32 * OFF_BY_ONE
                }
            }
        };
        row.spans.iter().map(off).sum()
    }

    /// The cheapest way to cut the lines, wherever the table ends.
    pub(super) fn path(&self, rows: &[RowCandidate], stand: Stand) -> (f32, Vec<TablePart>) {
        let count = self.lines.len();
        let mut best: Vec<[Option<PathStep>; 2]> = vec![[None, None]; count + 1];
        let start = if self.cutter.after == Some(true) {
            LastPart::Text
        } else {
            LastPart::Row
        };
        set(
            &mut best,
            (0, start),
            PathStep {
                cost: 0.0,
                before: (0, start),
                part: None,
            },
        );
        let mut next = rows.iter().peekable();
        for at in 0..count {
            let mut here: Vec<&RowCandidate> = Vec::new();
            while let Some(row) = next.next_if(|row| row.from == at) {
                here.push(row);
            }
            for state in [LastPart::Row, LastPart::Text] {
                let Some(cost) = best
                    .get(at)
                    .and_then(|steps| steps[state as usize])
                    .map(|step| step.cost)
                else {
                    continue;
                };
                for row in &here {
                    let cost = cost + row.cost + Self::off(row, stand);
                    let step = PathStep {
                        cost,
                        before: (at, state),
                        part: Some(TablePart::Row(at, row.to)),
                    };
                    set(&mut best, (row.to, LastPart::Row), step);
                }
                if let Some((added, part, next)) = self.text(at, state) {
                    let step = PathStep {
                        cost: cost + added,
                        before: (at, state),
                        part: Some(part),
                    };
                    set(&mut best, (at + 1, next), step);
                }
            }
        }
        trace(&best, |at| self.is_label(at))
    }

    /// A line as text over the whole width: what it costs, and what comes after.
    fn text(&self, at: usize, state: LastPart) -> Option<(f32, TablePart, LastPart)> {
        if self.is_label(at) {
            return Some((LABEL, TablePart::Text(at, at + 1), LastPart::Text));
        }
        let filled = self.cells.get(at)?.iter().filter(|text| !text.is_empty());
        let several = !self.is_wide(at) && filled.count() > 1;
        let far = self.blank(at) >= FAR_LINES;
        if state == LastPart::Text {
            let cells = if several { TEXT_OF_CELLS } else { 0.0 };
            let far = if far { FAR } else { 0.0 };
            return Some((
                TEXT_LINE + cells + far,
                TablePart::Text(at, at + 1),
                LastPart::Text,
            ));
        }
        let named = self.cells.get(at)?.get(self.cutter.name());
        let cost = match (self.cutter.header.group_rows, named) {
            (true, _) => GROUP,
            (false, Some(name)) if name.is_empty() => STRAY_VALUE,
            (false, _) => STRAY,
        };
        (!several).then_some((cost, TablePart::Group(at, at + 1), LastPart::Row))
    }
}

fn set(best: &mut [[Option<PathStep>; 2]], (at, state): (usize, LastPart), step: PathStep) {
    if let Some(slot) = best.get_mut(at).map(|steps| &mut steps[state as usize])
        && slot.is_none_or(|old| step.cost < old.cost)
    {
        *slot = Some(step);
    }
}

/// The cheapest way to any line, as parts in order, lines of one text together.
fn trace(
    best: &[[Option<PathStep>; 2]],
    is_label: impl Fn(usize) -> bool,
) -> (f32, Vec<TablePart>) {
    let mut end: Option<(f32, usize, LastPart)> = None;
    for (at, steps) in best.iter().enumerate() {
        for state in [LastPart::Row, LastPart::Text] {
            if let Some(step) = steps[state as usize]
                && end.is_none_or(|(cost, ..)| step.cost <= cost)
            {
                end = Some((step.cost, at, state));
            }
        }
    }
    let Some((cost, mut at, mut state)) = end else {
        return (0.0, Vec::new());
    };
    let mut parts = Vec::new();
    while let Some(step) = best.get(at).and_then(|steps| steps[state as usize]) {
        let Some(part) = step.part else {
            break;
        };
        parts.push(part);
        (at, state) = step.before;
    }
    parts.reverse();
    let mut merged: Vec<TablePart> = Vec::new();
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(TablePart::Text(_, end)), TablePart::Text(from, to)) if !is_label(from) => {
                *end = to
            }
            _ => merged.push(part),
        }
    }
    (cost, merged)
}
