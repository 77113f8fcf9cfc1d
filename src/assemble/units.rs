//! Units in the column titles of economy tables.

use crate::grammar::{Cue, Cues};

/// The unit that a column title names: `Budget 2024 (mnkr)`, or all of it, `Mnkr`.
pub(crate) fn heading_unit(title: &str, cues: &Cues) -> Option<String> {
    let title = title.trim();
    let inner = title
        .rfind('(')
        .and_then(|open| title.get(open + 1..))
        .and_then(|tail| tail.split(')').next());
    let after_comma = title.rsplit_once(',').map(|(_, last)| last);
    // `Budget mnkr`; but `5 procent` and `Antal barn` name what the column is about.
    let last = title
        .rsplit_once(' ')
        .map(|(_, last)| last)
        .filter(|last| cues.is(Cue::Penningenhet, last.trim_end_matches('.')));
    [Some(title), inner, after_comma, last]
        .into_iter()
        .flatten()
        .map(|text| text.trim().trim_end_matches(['.', ':']).to_lowercase())
        .find(|text| cues.has(Cue::Kolumnenhet, text) || cues.has(Cue::Penningenhet, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    #[test]
    fn a_column_title_names_the_unit() {
        let layouts = Layouts::builtin();
        for (title, unit) in [
            ("Budget 2024 (mnkr)", Some("mnkr")),
            ("Mnkr", Some("mnkr")),
            ("Utfall, tkr", Some("tkr")),
            ("Yta (kvm)", Some("kvm")),
            ("Budget 2024 mnkr", Some("mnkr")),
            ("Budget (kostnader)", None),
            ("5 procent", None),
            ("Minskning med 5 procent", None),
        ] {
            assert_eq!(
                heading_unit(title, layouts.cues()).as_deref(),
                unit,
                "{title}"
            );
        }
    }
}
