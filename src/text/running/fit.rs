//! How well a text fits a column of plain text.

use crate::grammar::{CellKind, ColumnMatch, Layouts, number};
use crate::output::Varde;

use super::costs::cell::{
    CAPITAL_IN_UNIT, DASH_APART, IMPLAUSIBLE_SHARE, READ_WORD, READ_YEAR, UNIT_WORD,
};

/// What a text that a column reads is worth: the less likely it is to stand in running text, the more.
pub(super) fn explained(text: &str, varde: &Varde) -> f32 {
    let all = text.split(' ').count();
    if varde.ar.is_some() && all == 1 {
        return READ_YEAR;
    }
    // A dash set apart is an empty cell's, not a minus.
    if text.starts_with("- ") || text.starts_with("– ") {
        return DASH_APART;
    }
    // `100 100 %` is two cells.
    let share = varde.enhet.as_deref() == Some("%");
    if share && varde.tal.is_some_and(|tal| tal.get() >= IMPLAUSIBLE_SHARE) {
        return 0.0;
    }
    // A unit has capitals in abbreviations only (`kg CO2`): a word that begins with one begins something else.
    let begins = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    if varde
        .enhet
        .as_deref()
        .is_some_and(|unit| unit.split(' ').any(begins))
    {
        return CAPITAL_IN_UNIT;
    }
    let unit = varde
        .enhet
        .as_deref()
        .map_or(0, |unit| unit.split(' ').count());
    if unit == 0 || number(text).is_some() {
        return READ_WORD * words(all);
    }
    READ_WORD * words(all.saturating_sub(unit)) + UNIT_WORD * words(unit.min(all))
}

/// Whether a cell may begin so: not with a unit's sign or closing punctuation, nor with the later digits of a number.
pub(super) fn begins_a_cell(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let sign = |c: char| {
        matches!(
            c,
            '-' | '–' | '\u{2212}' | '+' | '±' | '<' | '>' | '≤' | '≥' | '*' | '('
        )
    };
    let group = first == Some('0') && chars.next().is_some_and(|c| c.is_ascii_digit());
    first.is_some_and(|c| c.is_alphanumeric() || sign(c)) && !group
}

fn kinds<'l>(layouts: &'l Layouts, layout: &str, column: &ColumnMatch) -> &'l [CellKind] {
    let ColumnMatch::Known(_, index) = column else {
        return &[];
    };
    let row = layouts.row(layout);
    let column = row.and_then(|row| row.columns.get(*index));
    column.map_or(&[], |column| column.kinds.as_slice())
}

/// Whether a column is one of dates first of all.
pub(super) fn dates(layouts: &Layouts, layout: &str, column: &ColumnMatch) -> bool {
    kinds(layouts, layout, column).first() == Some(&CellKind::Datum)
}

/// Whether a column takes any text.
pub(crate) fn free_text(layouts: &Layouts, layout: &str, column: &ColumnMatch) -> bool {
    !matches!(column, ColumnMatch::Known(..))
        || kinds(layouts, layout, column).contains(&CellKind::Text)
}

#[allow(clippy::cast_precision_loss)] // A row has few words.
pub(super) fn words(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Tal;

    /// A quantity as a column read it.
    fn quantity(text: &str, tal: f64, unit: Option<&str>) -> f32 {
        let varde = Varde {
            text: text.to_owned(),
            tal: Tal::new(tal),
            enhet: unit.map(str::to_owned),
            ..Varde::default()
        };
        explained(text, &varde)
    }

    #[test]
    fn what_explains_more_words_is_worth_more() {
        let known = quantity("9 000", 9000.0, None);
        let unit = quantity("90 snurror", 90.0, Some("snurror"));
        assert!(known < unit, "{known} {unit}");
        // The next cell's word is no unit, an abbreviation may be one.
        assert!(quantity("90 snurror Tertial", 90.0, Some("snurror Tertial")) > 0.0);
        assert!(quantity("90 kg CO2", 90.0, Some("kg CO2")) < 0.0);
        // Two numbers beside each other are no share.
        assert!(quantity("100 100 %", 100_100.0, Some("%")) >= 0.0);
    }

    #[test]
    fn a_cell_begins_with_no_unit_and_in_no_number() {
        for text in ["80 %", "- 6 279", "≥ 75", "Tertial", "0,5"] {
            assert!(begins_a_cell(text), "{text}");
        }
        for text in ["% av alla", "000 st", ", som"] {
            assert!(!begins_a_cell(text), "{text}");
        }
    }
}
