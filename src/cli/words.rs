//! Numbers and their nouns, and what severities are called.

use namnd::diagnostics::Allvar;

/// `1 document`, `12,000 documents`.
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// The number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A severity as the terminal has it; in data it stays as the documents have it.
pub fn severity(severity: Allvar) -> &'static str {
    match severity {
        Allvar::Fel => "error",
        Allvar::Varning => "warning",
        Allvar::Info => "note",
    }
}

/// `was` of one, `were` of any other number.
pub fn were(number: u64) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_no_plural() {
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(0, "page"), "0 pages");
        assert_eq!(count(1_234_567, "letter"), "1,234,567 letters");
        assert_eq!(grouped(100), "100");
    }
}
