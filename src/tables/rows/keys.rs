//! Keys that rows begin with (`A`, `4.2`, `c)`, `§ 41`), and rows that count on.

use crate::tables::table::{PageCell, PageRow, PageTable};
use crate::tables::tolerances::{KEY_DIGITS, LEAST_KEYS};

/// Whether all rows below the first one begin with a key each: then one key is one row.
#[must_use]
pub fn is_keyed(table: &PageTable) -> bool {
    let several = |row: &&PageRow| filled(row).count() > 1;
    let rows = table.rows.iter().skip(1).filter(several);
    let keys: Vec<bool> = rows
        .map(|row| first_cell(row).is_some_and(|text| is_key(&text)))
        .collect();
    keys.len() >= LEAST_KEYS && keys.iter().all(|is| *is)
}

/// Whether the row has a numbered key and words beside it: such a row heads no columns.
#[must_use]
pub fn is_numbered(row: &PageRow) -> bool {
    let numbered = |text: &String| is_key(text) && text.contains(|c: char| c.is_ascii_digit());
    let words = |cell: &PageCell| cell.text().contains(char::is_alphabetic);
    first_cell(row).as_ref().is_some_and(numbered) && filled(row).skip(1).any(words)
}

/// Whether the second row's number follows the first one's (`§ 41` and `§ 42`, `1.9` and `1.10`): both are rows of one kind.
#[must_use]
pub fn counts_on(first: &PageRow, second: &PageRow) -> bool {
    let (Some(first), Some(second)) = (first_cell(first), first_cell(second)) else {
        return false;
    };
    let (Some((sign, own)), Some((other, next))) = (number(&first), number(&second)) else {
        return false;
    };
    let (Some((last, before)), Some((end, begin))) = (own.split_last(), next.split_last()) else {
        return false;
    };
    sign == other && before == begin && last + 1 == *end
}

fn filled(row: &PageRow) -> impl Iterator<Item = &PageCell> {
    row.cells.iter().filter(|cell| !cell.lines.is_empty())
}

fn first_cell(row: &PageRow) -> Option<String> {
    let cell = row.cell(0).filter(|cell| cell.span == 1);
    cell.map(PageCell::text)
}

/// What stands before a number, and its parts.
fn number(text: &str) -> Option<(&str, Vec<u32>)> {
    let begin = text.find(|c: char| c.is_ascii_digit())?;
    let (sign, digits) = text.split_at(begin);
    if sign.contains(char::is_alphabetic) {
        return None;
    }
    let digits = digits.trim_end_matches(['.', ')', ':', ' ']);
    let parts = digits.split('.').map(|part| part.parse().ok());
    Some((sign.trim(), parts.collect::<Option<Vec<u32>>>()?))
}

/// Whether the text is a row's key: a letter, or a number of parts that are no amounts.
fn is_key(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', ':']);
    let letter = bare.chars().count() == 1 && bare.chars().all(char::is_alphanumeric);
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= KEY_DIGITS
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    letter || bare.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on() {
        let follows = |first: &str, second: &str| {
            let (first, second) = (number(first), number(second));
            matches!((first, second), (Some((a, own)), Some((b, next)))
                if a == b && own[..own.len() - 1] == next[..next.len() - 1] && own[own.len() - 1] + 1 == next[next.len() - 1])
        };
        assert!(follows("§ 41", "§ 42") && follows("1.9", "1.10") && follows("24.", "25."));
        assert!(!follows("§ 41", "42") && !follows("Mål 1", "Mål 2") && !follows("1.1", "2.2"));
    }
}
