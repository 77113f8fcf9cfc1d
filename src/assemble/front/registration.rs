//! The registration number of a document.

use crate::grammar::Cues;

use super::{Passage, forms};

/// The registration number: `Dnr: HÄ 2020/362`, `DNR 1257.2011-1.1.`, `Diarienummer` with the number on the next line.
pub(super) fn registration(
    passages: &[Passage],
    furniture: &[&str],
    cues: &Cues,
) -> Option<String> {
    let number = |text: &str| -> Option<String> {
        // In a table of contents a leader of dots follows it.
        let text = text.split("..").next().unwrap_or_default();
        let found = forms::registration_number(text.trim())?;
        let two_groups = found.contains(['/', '-', '.', '\u{2013}']);
        two_groups.then(|| found.to_owned())
    };
    let lines = passages
        .iter()
        .flat_map(|passage| passage.lines.iter().map(String::as_str));
    let lines: Vec<&str> = lines.chain(furniture.iter().copied()).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = forms::after_registration_label(line, cues) else {
            continue;
        };
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let found = if rest.is_empty() {
            number(next)
        } else {
            number(rest)
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;
    use crate::grammar::Layouts;

    #[test]
    fn registration_numbers_of_several_forms() {
        let layouts = Layouts::builtin();
        let read = |lines: &str| {
            let passage = Passage::of(Role::Text, lines);
            registration(&[passage], &[], layouts.cues())
        };
        for (lines, number) in [
            ("Dnr: NÄ 2020/362", Some("NÄ 2020/362")),
            ("DNR 1257.2011-1.1.", Some("1257.2011-1.1.")),
            ("Dnr: 1.1.-593-2017", Some("1.1.-593-2017")),
            ("Diarienummer\nSN 2023-0012", Some("SN 2023-0012")),
            ("Dnr saknas", None),
        ] {
            assert_eq!(read(lines).as_deref(), number, "{lines}");
        }
        let below = registration(&[], &["Dnr: 1.2-3/2020"], layouts.cues());
        assert_eq!(below.as_deref(), Some("1.2-3/2020"));
    }
}
