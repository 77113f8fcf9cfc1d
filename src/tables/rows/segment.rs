//! The rows of a table's lines: the cheapest way to cut them, by named weights.
//!
//! Every line has its words in the table's columns. A row is a run of lines; what speaks against a run being one row, and
//! against a row beginning where it does, has a weight (`weights.toml`). A shortest path over the lines finds the way that
//! costs least.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::grammar::{date, number};
use crate::letters::ends_in_hyphen;
use crate::tables::table::column_at;
use crate::tables::tolerances;
use crate::tables::values::{self, is_broken_number};
use crate::words::gaps::extent;
use crate::words::word::{Word, text_of};

/// What speaks against a way to cut lines into rows. `weights.toml` tells what each is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    two_values: f32,
    no_name: f32,
    small_letter: f32,
    room_left: f32,
    wrapped: f32,
    wrap_cut: f32,
    only_name: f32,
    only_name_last: f32,
    hole: f32,
    wide_gap: f32,
    no_gap: f32,
    other_look: f32,
    capital: f32,
    within_ruled_cell: f32,
    outdent: f32,
    indent: f32,
}

impl Weights {
    /// The weights that are built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Weights> = OnceLock::new();
        // Without its file nothing would speak against anything; a test proves that it is read.
        BUILTIN.get_or_init(|| toml::from_str(include_str!("weights.toml")).unwrap_or_default())
    }
}

/// How lines are cut.
pub struct Segmenter<'a> {
    /// What speaks against a cut.
    pub weights: &'a Weights,
    /// The table's column boundaries.
    pub edges: &'a [f32],
    /// Whether a text is a value: a number, a date, a word of a vocabulary.
    pub is_value: &'a dyn Fn(&str) -> bool,
    /// The column of names, where more than these lines tell it.
    pub name: Option<usize>,
    /// White space between two lines of one cell in points, where the document tells it.
    pub leading: Option<f32>,
    /// The lines stand in cells that ruling lines go round.
    pub in_ruled_cells: bool,
    /// The first line may go on with a row of the page before.
    pub goes_on: bool,
    /// A layout knows the table: its rows have values, and hardly any names a group.
    pub known: bool,
}

/// What a line holds in a column.
#[derive(Debug, Default)]
struct CellLine {
    text: String,
    width: f32,
    first_word: f32,
    size: f32,
    /// Where it begins.
    left: f32,
    value: bool,
    small: bool,
    capital: bool,
    bold: bool,
    italic: bool,
    hyphen: bool,
    /// A word after the first begins with a capital.
    titled: bool,
}

/// The lines as every way to cut them looks at them.
struct Field<'a> {
    weights: &'a Weights,
    /// By line, then column; an empty text where the line holds nothing.
    parts: Vec<Vec<CellLine>>,
    /// How wide text may be in each column, in points.
    room: Vec<f32>,
    /// White space above each line in points.
    gaps: Vec<f32>,
    name: usize,
    /// White space between lines of one cell at most, in points.
    cell_gap: f32,
    /// Rows are set apart by wider white space.
    set_apart: bool,
    in_ruled_cells: bool,
    goes_on: bool,
    /// In the column of names capitals begin names and no words within them.
    capitals: bool,
    /// In the column of names lines begin below each other, so that one that begins elsewhere tells something.
    aligned: bool,
}

impl Segmenter<'_> {
    /// The rows of the lines, from top to bottom. All lines are in one of them.
    #[must_use]
    pub fn rows(&self, lines: &[Vec<Word>]) -> Vec<Range<usize>> {
        if lines.len() < 2 || self.edges.len() < 2 {
            return std::iter::once(0..lines.len())
                .filter(|all| !all.is_empty())
                .collect();
        }
        self.field(lines).cheapest()
    }

    fn field(&self, lines: &[Vec<Word>]) -> Field<'_> {
        let columns = self.edges.len() - 1;
        let parts: Vec<Vec<CellLine>> = lines.iter().map(|line| self.parts(line)).collect();
        let room = (0..columns)
            .map(|column| self.room(lines, &parts, column))
            .collect();
        let mut gaps = vec![0.0_f32; lines.len()];
        let mut bottom = f32::NEG_INFINITY;
        for (line, gap) in lines.iter().zip(&mut gaps) {
            let (top, line_bottom) = extent(line);
            *gap = if bottom.is_finite() {
                top - bottom
            } else {
                0.0
            };
            bottom = bottom.max(line_bottom);
        }
        let size = parts
            .iter()
            .flatten()
            .map(|part| part.size)
            .fold(0.0, f32::max);
        let least = gaps.iter().skip(1).copied().fold(f32::INFINITY, f32::min);
        let most = gaps
            .iter()
            .skip(1)
            .copied()
            .fold(f32::NEG_INFINITY, f32::max);
        let cell_gap = self.leading.map_or(least, |known| known.max(least))
            + tolerances::CELL_GAP_VARIES * size;
        let mut field = Field {
            weights: self.weights,
            capitals: false,
            aligned: false,
            name: self.name.unwrap_or_else(|| name_column(&parts, columns)),
            parts,
            room,
            gaps,
            cell_gap,
            set_apart: most > cell_gap,
            in_ruled_cells: self.in_ruled_cells,
            goes_on: self.goes_on,
        };
        field.capitals = !self.known && field.capitals_begin_names();
        field.aligned = !self.known && field.names_are_aligned();
        field
    }

    /// How wide text may be in the column: its width less what text keeps from its left boundary, on both sides. Where no
    /// line shows the boundaries, the widest text tells, if it is as wide as text that wraps.
    fn room(&self, lines: &[Vec<Word>], parts: &[Vec<CellLine>], column: usize) -> f32 {
        let widest = parts
            .iter()
            .map(|line| &line[column])
            .max_by(|a, b| a.width.total_cmp(&b.width));
        if let Some(widest) = widest
            && !self.in_ruled_cells
            && widest.width > tolerances::LEAST_WRAPPED * widest.size
        {
            return widest.width;
        }
        let (left, right) = (self.edges[column], self.edges[column + 1]);
        let inside = |word: &&Word| column_at(self.edges, word.rect.mid_x()) == column;
        let padding = lines
            .iter()
            .flatten()
            .filter(inside)
            .map(|word| word.rect.x0 - left)
            .fold(tolerances::MOST_PADDING, f32::min)
            .max(0.0);
        right - left - 2.0 * padding
    }

    fn parts(&self, line: &[Word]) -> Vec<CellLine> {
        let mut parts: Vec<CellLine> = (1..self.edges.len()).map(|_| CellLine::default()).collect();
        let column = |word: &Word| column_at(self.edges, word.rect.mid_x());
        for words in line.chunk_by(|a, b| column(a) == column(b)) {
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            let Some(part) = parts.get_mut(column(first)) else {
                continue;
            };
            let text = text_of(words);
            let empty = part.text.is_empty();
            if !empty {
                part.text.push(' ');
            }
            part.text.push_str(&text);
            part.width += last.rect.x1 - first.rect.x0;
            part.size = part.size.max(first.size);
            part.italic = words.iter().all(|word| word.italic) && (empty || part.italic);
            part.bold = words.iter().all(|word| word.bold) && (empty || part.bold);
            part.hyphen = ends_in_hyphen(&part.text);
            if empty {
                part.first_word = first.rect.width();
                part.left = first.rect.x0;
                part.small = text.starts_with(|c: char| c.is_lowercase() || c == '(');
                part.capital = text.starts_with(char::is_uppercase);
                part.titled = words.iter().skip(1).any(is_capitalised);
            }
        }
        for part in &mut parts {
            part.value = !part.text.is_empty() && (self.is_value)(&part.text);
        }
        parts
    }
}

/// A number, what stands in one's place, or a date. Words of a vocabulary stand in header rows, too.
#[must_use]
pub fn is_value(text: &str) -> bool {
    values::is_value(text) || number(text).is_some() || date(text).is_some()
}

/// The first column with words on most lines.
fn name_column(parts: &[Vec<CellLine>], columns: usize) -> usize {
    let filled = |column: usize| {
        parts
            .iter()
            .filter(|line| !line[column].text.is_empty())
            .count()
    };
    usize::from(columns > 2 && filled(1) > tolerances::FAR_MORE * filled(0).max(1))
}

/// Whether the word begins with a capital and is no abbreviation.
fn is_capitalised(word: &Word) -> bool {
    let mut chars = word.text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

impl Field<'_> {
    /// Whether names begin with capitals, and words within them do not, as titles of other countries' do.
    fn capitals_begin_names(&self) -> bool {
        let names = || {
            let parts = self.parts.iter().map(|line| &line[self.name]);
            parts.filter(|part| !part.text.is_empty() && !part.value)
        };
        let (count, titled) = (names().count(), names().filter(|part| part.titled).count());
        let begun = names().filter(|part| part.capital).count();
        count >= tolerances::LEAST_NAMES
            && begun * 2 > count
            && titled * tolerances::MOST_TITLED < count
    }

    /// Whether most names begin where another one does.
    fn names_are_aligned(&self) -> bool {
        let parts = self.parts.iter().map(|line| &line[self.name]);
        let mut lefts: Vec<f32> = parts
            .filter(|part| !part.text.is_empty())
            .map(|part| part.left)
            .collect();
        lefts.sort_by(f32::total_cmp);
        let alone = lefts
            .chunk_by(|a, b| b - a < tolerances::ALIGNED)
            .filter(|run| run.len() < 2)
            .count();
        lefts.len() >= tolerances::LEAST_NAMES && alone * tolerances::MOST_TITLED <= lefts.len()
    }

    /// What speaks against a line of a name going on with the one above by where it begins: left of it begins another name,
    /// right of it a name below a group's.
    fn moved(&self, upper: &CellLine, lower: &CellLine) -> f32 {
        let by = lower.left - upper.left;
        let least = tolerances::INDENT * lower.size;
        if !self.aligned || by.abs() < least || upper.hyphen {
            0.0
        } else if by < 0.0 {
            self.weights.outdent
        } else if !lower.small {
            self.weights.indent
        } else {
            0.0
        }
    }

    /// The rows of the cheapest way.
    fn cheapest(&self) -> Vec<Range<usize>> {
        let count = self.parts.len();
        let begins: Vec<f32> = (0..count).map(|from| self.begins(from)).collect();
        let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
        best[0] = (0.0, 0);
        for to in 1..=count {
            for from in (to.saturating_sub(tolerances::MOST_ROW_LINES)..to).rev() {
                let own = self.row(from..to);
                let cost = best[from].0 + own + begins[from];
                if cost < best[to].0 {
                    best[to] = (cost, from);
                }
                // With more lines above it gets no better.
                if own > tolerances::NO_ROW {
                    break;
                }
            }
        }
        let mut rows = Vec::new();
        let mut to = count;
        while to > 0 {
            let from = best[to].1;
            rows.push(from..to);
            to = from;
        }
        rows.reverse();
        rows
    }

    /// What speaks against a row that begins with the line.
    fn begins(&self, from: usize) -> f32 {
        let Some(above) = from.checked_sub(1) else {
            return 0.0;
        };
        let mut cost = 0.0;
        if self.in_ruled_cells {
            cost += self.weights.within_ruled_cell;
        }
        if self.set_apart && self.gaps[from] <= self.cell_gap {
            cost += self.weights.no_gap;
        }
        for column in 0..self.room.len() {
            cost += self.cut(column, above, from);
        }
        cost
    }

    /// What speaks against a column's text ending above a line and beginning anew with it.
    fn cut(&self, column: usize, above: usize, from: usize) -> f32 {
        let filled = |line: &usize| !self.parts[*line][column].text.is_empty();
        // Values set at the middle of their row stand on lines of their own between a cell's lines.
        let upper = (above.saturating_sub(tolerances::LINES_BETWEEN)..=above)
            .rev()
            .find(filled);
        let lower = (from..self.parts.len().min(from + 1 + tolerances::LINES_BETWEEN)).find(filled);
        let (Some(upper), Some(lower)) = (upper, lower) else {
            return 0.0;
        };
        let part = &self.parts[lower][column];
        if column != self.name {
            // `Max 2` / `personer`
            let goes_on = part.small && !part.value;
            return if goes_on { self.weights.wrap_cut } else { 0.0 };
        }
        if !self.wraps(column, upper, lower) {
            return 0.0;
        }
        let mut others = self.parts[lower].iter().enumerate();
        let alone = others.all(|(at, part)| at == column || !part.value);
        // `byggda år` / `2019`: of a name as long as this one no other begins with a bare number.
        if part.value {
            self.weights.small_letter
        } else if alone {
            self.weights.wrap_cut
        } else {
            0.0
        }
    }

    /// Whether the cell's line above leaves no room for the first word of the one below.
    fn wraps(&self, column: usize, above: usize, below: usize) -> bool {
        let (above, below) = (&self.parts[above][column], &self.parts[below][column]);
        let both = !above.text.is_empty() && !below.text.is_empty();
        let needed = tolerances::SPACE * above.size + below.first_word;
        both && (above.hyphen || above.width + needed > self.room[column])
    }

    /// What speaks against the lines being one row.
    fn row(&self, lines: Range<usize>) -> f32 {
        let (mut cost, mut others) = (0.0, false);
        // What lines cost that leave room, and in how many cells they do.
        let (mut room, mut roomy) = (0.0, 0);
        for column in 0..self.room.len() {
            let own = lines.clone();
            let mut filled = own.filter(|line| !self.parts[*line][column].text.is_empty());
            let Some(first) = filled.next() else {
                if column == self.name {
                    cost += self.weights.no_name;
                }
                continue;
            };
            others |= column != self.name;
            let begins_small = self.parts[first][column].small;
            if column == self.name && begins_small && !(self.goes_on && lines.start == 0) {
                cost += self.weights.small_letter;
            }
            let (own, left) = self.cell(column, first, filled);
            cost += own;
            room += left;
            roomy += usize::from(left > 0.0);
        }
        if !others {
            cost += self.weights.only_name;
            // A group's name stands above its rows.
            if lines.end == self.parts.len() {
                cost += self.weights.only_name_last;
            }
        }
        let inside = lines.clone().skip(1);
        let wide = inside
            .filter(|line| self.gaps[*line] > self.cell_gap)
            .count();
        // Within ruling lines short lines of text (a header row's) leave room in many cells at once: they are one witness.
        let witnesses = if self.in_ruled_cells { roomy.max(1) } else { 1 };
        cost + room / real(witnesses) + self.weights.wide_gap * real(wide)
    }

    /// What speaks against a line and those below it being one cell of a column, and how much of it is lines that leave room.
    fn cell(
        &self,
        column: usize,
        mut above: usize,
        filled: impl Iterator<Item = usize>,
    ) -> (f32, f32) {
        let (mut cost, mut room) = (0.0, 0.0);
        for below in filled {
            let (upper, lower) = (&self.parts[above][column], &self.parts[below][column]);
            cost += self.weights.hole * real(below - above - 1);
            if upper.bold != lower.bold || upper.italic != lower.italic {
                cost += self.weights.other_look;
            }
            if column == self.name {
                cost += self.moved(upper, lower);
            }
            if column == self.name && self.capitals && lower.capital && !upper.hyphen {
                cost += self.weights.capital;
            }
            let wraps = self.wraps(column, above, below);
            // A narrow cell breaks one value over two lines (`Fastställs` / `2024`); two values together read as none.
            let one = || {
                let whole = || date(&format!("{} {}", upper.text, lower.text)).is_some();
                wraps && (is_broken_number(&upper.text, &lower.text) || whole())
            };
            let values = upper.value && lower.value && !one();
            if values {
                cost += self.weights.two_values;
            } else if wraps {
                cost += self.weights.wrapped;
            } else {
                room += self.weights.room_left;
            }
            above = below;
        }
        (cost, room)
    }
}

#[allow(clippy::cast_precision_loss)] // A table has few lines.
fn real(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests;
