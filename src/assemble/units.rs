//! Units in the headings of economy tables.

/// Units that an economy table names in its headings instead of in its cells.
const UNITS: [&str; 14] = [
    "mnkr", "mkr", "tkr", "kr", "kronor", "msek", "tsek", "sek", "mdkr", "procent", "%", "st",
    "antal", "timmar",
];

/// The unit that a heading names: `Budget 2024 (mnkr)`, or all of it, `Mnkr`.
pub(crate) fn heading_unit(heading: &str) -> Option<String> {
    let heading = heading.trim();
    let inner = heading
        .rfind('(')
        .and_then(|open| heading.get(open + 1..))
        .and_then(|tail| tail.split(')').next());
    let last = heading.rsplit([',', ' ']).next();
    [Some(heading), inner, last]
        .into_iter()
        .flatten()
        .map(|text| text.trim().trim_end_matches(['.', ':']).to_lowercase())
        .find(|text| UNITS.contains(&text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_the_unit() {
        assert_eq!(heading_unit("Budget 2024 (mnkr)").as_deref(), Some("mnkr"));
        assert_eq!(heading_unit("Mnkr").as_deref(), Some("mnkr"));
        assert_eq!(heading_unit("Utfall, tkr").as_deref(), Some("tkr"));
        assert_eq!(heading_unit("Budget (kostnader)"), None);
    }
}
