//! Units in the headings of economy tables.

/// Units that an economy table names in its headings instead of in its cells.
const UNITS: [&str; 35] = [
    "mnkr",
    "mkr",
    "tkr",
    "kr",
    "kronor",
    "msek",
    "tsek",
    "sek",
    "mdkr",
    "procent",
    "%",
    "st",
    "antal",
    "timmar",
    "kvm",
    "m2",
    "m²",
    "ha",
    "km",
    "ton",
    "kg",
    "kwh",
    "mwh",
    "gwh",
    "ksek",
    "miljoner",
    "tusental",
    "dagar",
    "dygn",
    "platser",
    "barn",
    "elever",
    "personer",
    "årsarbetare",
    "procentenheter",
];

/// Those that stand after a heading's words without a sign between them.
const MONEY: [&str; 8] = [
    "mnkr", "mkr", "tkr", "kronor", "msek", "tsek", "mdkr", "ksek",
];

/// The unit that a heading names: `Budget 2024 (mnkr)`, or all of it, `Mnkr`.
pub(crate) fn heading_unit(heading: &str) -> Option<String> {
    let heading = heading.trim();
    let inner = heading
        .rfind('(')
        .and_then(|open| heading.get(open + 1..))
        .and_then(|tail| tail.split(')').next());
    let after_comma = heading.rsplit_once(',').map(|(_, last)| last);
    // `Budget mnkr`; but `5 procent` and `Antal barn` name what the column is about.
    let last = heading
        .rsplit_once(' ')
        .map(|(_, last)| last)
        .filter(|last| MONEY.contains(&last.trim_end_matches('.').to_lowercase().as_str()));
    [Some(heading), inner, after_comma, last]
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
        assert_eq!(heading_unit("Yta (kvm)").as_deref(), Some("kvm"));
        assert_eq!(heading_unit("Budget 2024 mnkr").as_deref(), Some("mnkr"));
        assert_eq!(heading_unit("Budget (kostnader)"), None);
        assert_eq!(heading_unit("5 procent"), None);
        assert_eq!(heading_unit("Minskning med 5 procent"), None);
    }
}
