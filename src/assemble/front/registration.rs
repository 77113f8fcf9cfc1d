//! The registration number of a document.

use crate::block::Role;
use crate::grammar::{Cues, decision};

use super::passage::{Origin, Passage};
use super::{cases, forms, labels, listed};

/// The registration number behind its label: `Dnr: HÄ 2020/362`, `DNR 1257.2011-1.1.`, `Diarienummer` with the number on
/// the next line; else one that stands alone on the first page.
///
/// A document of several cases (`of_cases`) has numbers of theirs: only a labelled one of the first page is its own.
pub(super) fn registration(
    passages: &[Passage],
    furniture: &[&str],
    of_cases: bool,
    cues: &Cues,
) -> Option<String> {
    let own: Vec<&Passage> = passages
        .iter()
        .take_while(|passage| !of_cases || passage.on_first_page && !begins_case(passage, cues))
        .filter(|passage| !of_cases || passage.origin != Origin::Cell)
        .collect();
    let label = |line| forms::after_registration_label(line, cues);
    let labelled = labels::behind(own.iter().copied(), label);
    let headers = furniture.iter().filter(|_| !of_cases);
    let headers = headers.filter_map(|line| label(line));
    let mut labelled = labelled.into_iter().chain(headers);
    labelled.find_map(behind_label).or_else(|| {
        let lone = passages
            .iter()
            .filter(|passage| passage.on_first_page && passage.origin != Origin::Cell && !of_cases);
        let mut lines = lone.flat_map(|passage| &passage.lines);
        lines.find_map(|line| forms::lone_number(line))
    })
}

/// Whether a case of a meeting begins here: by its paragraph, or in a numbered list of them.
fn begins_case(passage: &Passage, cues: &Cues) -> bool {
    let first = passage.lines.first().map_or("", String::as_str);
    listed::begins(first, cues).is_some()
        || passage.role == Role::ListItem
        || cases::is_case(first)
        || decision(first).is_some()
}

fn behind_label(text: &str) -> Option<String> {
    // In a table of contents a leader of dots follows it.
    let text = text.split("..").next().unwrap_or_default();
    forms::whole_number(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    #[test]
    fn registration_numbers_of_several_forms() {
        let layouts = Layouts::builtin();
        let read = |lines: &str| {
            let passage = Passage::of(Role::Text, lines);
            registration(&[passage], &[], false, layouts.cues())
        };
        for (lines, number) in [
            ("Dnr: NÄ 2020/362", Some("NÄ 2020/362")),
            ("DNR 1257.2011-1.1.", Some("1257.2011-1.1.")),
            (
                "Beslutad 1 maj, § 8. Diarienummer\nKFN 2022/143.",
                Some("KFN 2022/143"),
            ),
            ("Dnr: 1.1.-593-2017", Some("1.1.-593-2017")),
            ("Diarienummer\nSN 2023-0012", Some("SN 2023-0012")),
            ("Diarienummer: 2025.318 BUN", Some("2025.318 BUN")),
            ("KSFN 2018/311", Some("KSFN 2018/311")),
            ("Diarienummer: 2026.xxx KS", None),
            ("Dnr saknas", None),
            ("Ärendenummer NÄ.2024.123", Some("NÄ.2024.123")),
            ("Ärende NÄ/2024:0123", Some("NÄ/2024:0123")),
            ("Ärende 7", None),
        ] {
            assert_eq!(read(lines).as_deref(), number, "{lines}");
        }
        let below = registration(&[], &["Dnr: 1.2-3/2020"], false, layouts.cues());
        assert_eq!(below.as_deref(), Some("1.2-3/2020"));
    }

    #[test]
    fn the_number_of_a_case_is_not_the_protocols() {
        let layouts = Layouts::builtin();
        let passage = Passage::of(Role::Text, "KSFN 2018/311");
        assert_eq!(registration(&[passage], &[], true, layouts.cues()), None);
    }
}
