//! What the cells of a table that no layout claims mean: their numbers, units and note marks, told by the columns they stand in.

use crate::block::Line;
use crate::grammar::{CellNumber, Writing, cell_number, is_dash};
use crate::output::Tal;
use crate::words::note_marks;

/// What the cells of a column have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnLook {
    /// Cells that hold a number beyond doubt, and cells that hold neither that nor what may be one.
    numbers: usize,
    others: usize,
    /// Some of the numbers have a minus before them.
    minus: bool,
    /// Some have a decimal comma, or thousands grouped by a space.
    comma: bool,
    /// The heading tells that the column counts something: it ends in a year, or names a unit.
    counts: bool,
}

impl ColumnLook {
    /// Of the texts of a column's cells, under a heading.
    pub(super) fn of<'t>(
        texts: impl Iterator<Item = &'t str>,
        heading: Option<&str>,
        unit: bool,
    ) -> Self {
        let mut look = Self {
            counts: unit || heading.is_some_and(ends_in_year),
            ..Self::default()
        };
        for text in texts.map(|text| note_marks::parted(text).0.trim()) {
            if text.is_empty() || is_dash(text) {
                continue;
            }
            match cell_number(text).map(|found| found.writing) {
                Some(Writing::Plain) => {
                    look.numbers += 1;
                    look.minus |= text.starts_with(['-', '\u{2212}', '\u{2013}']);
                    look.comma |= text.contains([',', ' ']);
                }
                // Brackets around a number with a decimal comma tell of commas too.
                Some(_) => look.comma |= text.contains(','),
                None => look.others += 1,
            }
        }
        look
    }

    /// Whether it is a column of numbers.
    fn is_numeric(&self) -> bool {
        self.numbers > self.others
    }

    /// Whether what is written so is a number in this column; `None`: it says something else, as years do.
    fn makes_sure(&self, writing: Writing) -> Option<bool> {
        match writing {
            Writing::Plain => Some(true),
            Writing::LikeYear => {
                let counts = self.is_numeric() || self.counts && self.others == 0;
                counts.then_some(true)
            }
            Writing::Bracketed => Some(self.is_numeric() && !self.minus),
            Writing::SignBehind | Writing::PlusMinus => Some(self.is_numeric()),
            Writing::PointGrouped => Some(self.is_numeric() && self.comma),
        }
    }
}

/// What a cell means.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CellValue {
    /// Its text without its note marks.
    pub(super) text: String,
    /// Its number.
    pub(super) tal: Option<Tal>,
    /// The number's own unit.
    pub(super) enhet: Option<String>,
    /// Its note marks.
    pub(super) noter: Vec<String>,
    /// It may be a number, and nothing makes that sure.
    pub(super) doubt: bool,
}

impl CellValue {
    /// Of a heading's cell, or one that holds no number.
    pub(super) fn of_text(text: &str) -> Self {
        let (text, noter) = note_marks::parted(text);
        Self {
            text: text.to_owned(),
            noter,
            ..Self::default()
        }
    }

    /// Of a cell with this text on these lines; `stacked` tells that other cells of its row hold numbers on several lines.
    pub(super) fn read(text: &str, lines: &[&Line], look: &ColumnLook, stacked: bool) -> Self {
        let mut value = Self::of_text(text);
        let Some(CellNumber {
            tal,
            enhet,
            writing,
        }) = cell_number(&value.text)
        else {
            return value;
        };
        let power = value.text.ends_with(|c: char| !c.is_ascii()) && value.noter.is_empty();
        let power = power && enhet.is_none() && cell_number(text).is_some();
        let one = !is_on_several_lines(lines) || !stacked && is_broken(lines);
        match look.makes_sure(writing) {
            Some(true) if one && !power => (value.tal, value.enhet) = (Some(tal), enhet),
            None => {}
            Some(_) => value.doubt = true,
        }
        value
    }
}

/// Whether digits stand on more than one of the lines.
pub(super) fn is_on_several_lines(lines: &[&Line]) -> bool {
    let with_digits = lines
        .iter()
        .filter(|line| line.text.contains(|c: char| c.is_ascii_digit()));
    with_digits.count() > 1
}

/// Whether the cell broke what stands on its lines: each but the last had no room for what follows.
fn is_broken(lines: &[&Line]) -> bool {
    lines
        .split_last()
        .is_some_and(|(_, before)| before.iter().all(|line| line.full))
}

/// Whether a heading's last word is a year: `2022`, `Budget 2022`.
fn ends_in_year(heading: &str) -> bool {
    let last = heading.split_whitespace().next_back().unwrap_or_default();
    cell_number(last).is_some_and(|found| found.writing == Writing::LikeYear)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a column's cells under a heading; NaN where there is doubt.
    fn column(heading: &str, texts: &[&str]) -> Vec<Option<f64>> {
        let look = ColumnLook::of(texts.iter().copied(), Some(heading), false);
        let read = |text: &&str| {
            let value = CellValue::read(text, &[&Line::of(text)], &look, false);
            let tal = value.tal.map(Tal::get);
            if value.doubt { Some(f64::NAN) } else { tal }
        };
        texts.iter().map(read).collect()
    }

    #[test]
    fn what_looks_like_a_year_is_a_number_among_numbers() {
        let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        assert_eq!(
            column("Invånare", &["1911", "875", "12405"]),
            some(&[1911.0, 875.0, 12405.0])
        );
        assert_eq!(column("2020", &["1911", "2045"]), some(&[1911.0, 2045.0]));
        assert_eq!(column("Byggår", &["1911", "2045"]), [None, None]);
        assert_eq!(
            column("Period", &["2021", "VB 2021", "3"]),
            [None, None, Some(3.0)]
        );
    }

    #[test]
    fn the_column_tells_signs_and_points() {
        assert_eq!(
            column("Utfall", &["(1 234)", "560", "1,5"]),
            [Some(-1234.0), Some(560.0), Some(1.5)]
        );
        let with_minus = column("Utfall", &["(1 234)", "-560", "1,5"]);
        assert!(with_minus[0].is_some_and(f64::is_nan));
        assert_eq!(column("Utfall", &["1.250", "2,5"])[0], Some(1250.0));
        assert!(column("Utfall", &["1.250", "25"])[0].is_some_and(f64::is_nan));
        assert_eq!(
            column("Utfall", &["±0", "12", "3-"])[0..],
            [Some(0.0), Some(12.0), Some(-3.0)]
        );
        assert!(column("Ålder", &["0-19", "20-64", "65-"])[2].is_some_and(f64::is_nan));
    }

    #[test]
    fn a_number_is_not_read_across_lines() {
        let look = ColumnLook::of(["88", "90"].into_iter(), None, false);
        let lines = |full: bool| {
            let mut first = Line::of("120");
            first.full = full;
            [first, Line::of("450")]
        };
        let read = |full, stacked| {
            let [first, last] = lines(full);
            let value = CellValue::read("120 450", &[&first, &last], &look, stacked);
            (value.tal.map(Tal::get), value.doubt)
        };
        assert_eq!(read(false, false), (None, true));
        assert_eq!(read(true, false), (Some(120_450.0), false));
        assert_eq!(read(true, true), (None, true));
        let (number, unit) = (Line::of("12 340"), Line::of("tkr"));
        let value = CellValue::read("12 340 tkr", &[&number, &unit], &look, true);
        assert_eq!(value.tal.map(Tal::get), Some(12340.0));
    }

    #[test]
    fn note_marks_are_no_part_of_a_number() {
        let look = ColumnLook::default();
        let read = |text: &str| {
            let value = CellValue::read(text, &[&Line::of(text)], &look, false);
            (value.text, value.tal.map(Tal::get), value.noter)
        };
        let noter = |mark: &str| vec![mark.to_owned()];
        assert_eq!(read("220⁴"), ("220".to_owned(), Some(220.0), noter("4")));
        assert_eq!(read("79 %⁵"), ("79 %".to_owned(), Some(79.0), noter("5")));
        assert_eq!(read("Drift¹"), ("Drift".to_owned(), None, noter("1")));
        assert_eq!(read("10⁶"), ("10⁶".to_owned(), None, Vec::new()));
        assert_eq!(read("12 m²"), ("12 m²".to_owned(), Some(12.0), Vec::new()));
    }
}
