//! Values that a narrow cell broke in mid-number: `202` / `1-12-31`, `VB 202` / `1`.
//!
//! Between words the document's vocabulary tells whether a line's end is a space; numbers and dates are in no vocabulary.
//! There the kind of the column tells: of the ways to join the lines the one that makes a value is right.

use crate::block::Line;
use crate::diagnostics::Diagnostic;
use crate::output::Varde;

/// Line ends that are tried at most: beyond, a cell holds no single value.
const MOST_BREAKS: usize = 5;

/// The value that the lines make when some of their ends are no spaces; `None` if there is none.
///
/// `read` reads a cell's text as its column does and doubts what is of no kind that the column holds.
pub(super) fn value(
    lines: &[&Line],
    read: &dyn Fn(&str) -> (Varde, Option<Diagnostic>),
) -> Option<Varde> {
    let breaks = lines.len().checked_sub(1)?;
    if breaks == 0 || breaks > MOST_BREAKS {
        return None;
    }
    let may_glue: Vec<bool> = lines
        .windows(2)
        .map(|pair| glues(pair[0], pair[1]))
        .collect();
    // The fewest glued ends first.
    let mut ways: Vec<u32> = (1..1_u32 << breaks).collect();
    ways.sort_by_key(|way| (way.count_ones(), *way));
    ways.into_iter()
        .filter(|way| (0..breaks).all(|i| way >> i & 1 == 0 || may_glue[i]))
        .find_map(|way| {
            let mut text = String::new();
            for (i, line) in lines.iter().enumerate() {
                let glued = i > 0 && way >> (i - 1) & 1 == 1;
                if i > 0 && !glued {
                    text.push(' ');
                }
                text.push_str(&line.text);
            }
            let (value, doubt) = read(&text);
            (doubt.is_none() && !breaks_number(&value)).then_some(value)
        })
}

/// Whether a year or a day was read over a space inside it (`VB 202 1`).
pub(super) fn breaks_number(value: &Varde) -> bool {
    let dated = value.ar.is_some() || value.datum.is_some();
    let chars: Vec<char> = value.text.chars().collect();
    dated
        && chars
            .windows(3)
            .any(|three| three[0].is_ascii_digit() && three[1] == ' ' && three[2].is_ascii_digit())
}

/// Whether the second line may go on with the first one's last word.
fn glues(first: &Line, second: &Line) -> bool {
    let (Some(last), Some(next)) = (first.text.chars().next_back(), second.text.chars().next())
    else {
        return false;
    };
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '-' | ',' | '.' | ':' | '/');
    !first.ends_in_space && (first.full || numeric(last) && numeric(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{ColumnMatch, Layouts};

    /// What the lines of a cell make in a layout's column.
    fn made(layout: &str, key: &str, lines: &[&str]) -> Option<String> {
        let layouts = Layouts::builtin();
        let columns = &layouts.row(layout)?.columns;
        let index = columns
            .iter()
            .position(|column| column.key.as_deref() == Some(key))?;
        let column = ColumnMatch::Known(key.to_owned(), index);
        let lines: Vec<Line> = lines.iter().map(|text| Line::of(text)).collect();
        value(&lines.iter().collect::<Vec<_>>(), &|text| {
            layouts.cell(layout, &column, text)
        })
        .map(|value| value.text)
    }

    #[test]
    fn dates_and_years_that_a_narrow_cell_broke_are_whole() {
        let day = Some("2021-12-31".to_owned());
        assert_eq!(made("aktivitet", "slutdatum", &["202", "1-12-31"]), day);
        assert_eq!(made("aktivitet", "slutdatum", &["2021-12", "-31"]), day);
        assert_eq!(made("aktivitet", "slutdatum", &["2021-", "12-", "31"]), day);
        let period = made("indikator-uppfoljning", "period", &["VB", "202", "1"]);
        assert_eq!(period.as_deref(), Some("VB 2021"));
    }

    #[test]
    fn what_makes_no_value_stays_as_it_is() {
        let two = ["2021-01-01", "2021-12-31"];
        assert_eq!(made("aktivitet", "slutdatum", &two), None);
        assert_eq!(made("aktivitet", "slutdatum", &["2021-12-31"]), None);
        assert_eq!(made("aktivitet", "slutdatum", &["oklart", "när"]), None);
    }
}
