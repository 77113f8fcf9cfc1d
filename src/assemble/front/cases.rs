//! The cases of a meeting: each paragraph of a protocol or a notice with its number, heading and decisions.

use crate::block::Role;
use crate::grammar::{Cue, Cues};
use crate::output::Arende;

use super::decisions;
use super::forms;
use super::passage::{Origin, Passage};

/// The sign before a paragraph's number.
const PARAGRAPH: char = '§';
/// How many passages may stand between a paragraph's number and its heading: the registration number, a label.
const HEADING_WITHIN: usize = 4;

/// The number line of a case: `§ 42 2026.007 BUN`.
struct Number<'p> {
    paragraph: String,
    registration: Option<String>,
    /// What else stands in the line: the heading, in some protocols.
    rest: &'p str,
}

/// Whether a line begins a case.
pub(super) fn is_case(line: &str) -> bool {
    line.trim_start().starts_with(PARAGRAPH)
}

/// The cases in their order. `ordning` is left to who knows where the headings stand.
pub(super) fn cases(passages: &[Passage], cues: &Cues) -> Vec<Arende> {
    let starts: Vec<(usize, Number<'_>)> = passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| passage.role != Role::Contents)
        .filter_map(|(at, passage)| Some((at, number(passage.lines.first()?, cues)?)))
        .collect();
    // A page header may say again which case goes on.
    let mut starts = starts;
    starts.dedup_by(|(_, next), (_, number)| next.paragraph == number.paragraph);
    let mut cases: Vec<Arende> = Vec::new();
    for (index, (from, number)) in starts.iter().enumerate() {
        let to = starts
            .get(index + 1)
            .map_or(passages.len(), |(next, _)| *next);
        let own = passages.get(*from..to).unwrap_or_default();
        let case = case(number, own, cues);
        // A list of the cases before them names each first.
        match cases
            .iter_mut()
            .find(|known| known.paragraf == case.paragraf)
        {
            Some(listed) if listed.beslut.is_empty() => *listed = case,
            Some(_) => {}
            None => cases.push(case),
        }
    }
    cases
}

/// Whether a line is what a case begins with and nothing else: its paragraph's number, its registration number. Read at
/// the top of pages, such lines are taken for page headers.
pub(super) fn is_number_line(line: &str, cues: &Cues) -> bool {
    number(line, cues).is_some_and(|number| number.rest.is_empty())
        || registration(line, cues).is_some()
}

/// The registration number that a whole text is, with its label or without.
pub(super) fn registration(text: &str, cues: &Cues) -> Option<String> {
    let text = text.trim();
    let labelled = forms::after_registration_label(text, cues)
        .filter(|rest| cues.begins(Cue::Diarienummer, text) && !rest.is_empty());
    match labelled {
        Some(rest) => forms::whole_number(rest).filter(|number| forms::is_all_of(number, rest)),
        None => forms::lone_number(text),
    }
}

/// The number that a line begins with. `§§ 41-49` and `§ 3 i lagen` are none.
fn number<'l>(line: &'l str, cues: &Cues) -> Option<Number<'l>> {
    let rest = line.trim().strip_prefix(PARAGRAPH)?.trim_start();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.get(..rest.len() - after.len())?;
    if digits.is_empty() || !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    let after = after.trim();
    let labelled = forms::after_registration_label(after, cues)
        .filter(|_| cues.begins(Cue::Diarienummer, after));
    let after = labelled.unwrap_or(after);
    let registration = forms::whole_number(after);
    let taken = registration.as_ref().map_or(0, String::len);
    let rest = after.get(taken..).unwrap_or_default();
    // The full stop behind a number ends its sentence.
    let rest = rest.strip_prefix('.').filter(|_| taken > 0).unwrap_or(rest);
    let rest = rest.trim();
    (!rest.starts_with(char::is_lowercase)).then(|| Number {
        paragraph: format!("{PARAGRAPH} {digits}"),
        registration,
        rest,
    })
}

/// A heading with its registration number behind: `Verksamhetsplan 2022 (KFN/2022:14)`, `Delegation KS 2024/3`.
pub(super) fn numbered_behind(text: &str) -> Option<(&str, String)> {
    /// A number that a space parts from its register's letters.
    const WORDS: usize = 2;
    if let Some((heading, number)) = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        return Some((heading.trim_end(), forms::lone_number(number)?));
    }
    let spaces = text.rmatch_indices(' ').map(|(at, _)| at).take(WORDS);
    let mut ends = spaces.collect::<Vec<_>>().into_iter().rev();
    ends.find_map(|at| {
        let (heading, number) = text.split_at_checked(at)?;
        Some((heading.trim_end(), forms::lone_number(number)?))
    })
}

fn case(number: &Number<'_>, own: &[Passage], cues: &Cues) -> Arende {
    let below = own.get(1..).unwrap_or_default();
    let near = || below.iter().take(HEADING_WITHIN);
    let heading =
        near().find(|passage| passage.is_heading() && registration(&passage.text, cues).is_none());
    let lines = own.first().map_or(&[][..], |passage| &passage.lines);
    let lone = || near().find_map(|passage| registration(&passage.text, cues));
    // Beside the paragraph's number.
    let in_line = lines
        .iter()
        .skip(1)
        .find_map(|line| registration(line, cues));
    let number_told = number.registration.clone().or(in_line);
    let beside = [number.rest]
        .into_iter()
        .chain(lines.iter().skip(1).map(String::as_str));
    let beside: Vec<&str> = beside
        .filter(|text| !text.is_empty() && registration(text, cues).is_none())
        .collect();
    let rubrik = if beside.is_empty() {
        heading.map(|passage| passage.text.clone())
    } else {
        Some(beside.join(" "))
    };
    let behind = rubrik.as_deref().and_then(numbered_behind);
    let behind = behind.map(|(heading, number)| (heading.to_owned(), number));
    let (rubrik, behind) = match behind {
        Some((heading, number)) if number_told.is_none() => (Some(heading), Some(number)),
        _ => (rubrik, None),
    };
    // A number that was read as a page header stands in no section: its heading does.
    let first = own
        .first()
        .filter(|passage| passage.origin != Origin::Furniture);
    let places = first.or(heading).map(Passage::plats).unwrap_or_default();
    let decided = decisions::decided(below, cues);
    Arende {
        paragraf: Some(number.paragraph.clone()),
        diarienummer: number_told.or(behind).or_else(lone),
        rubrik,
        beslut: decided.into_iter().map(|decision| decision.text).collect(),
        id: String::new(),
        ordning: 0,
        plats: places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    fn read(texts: &[(Role, &str)]) -> Vec<Arende> {
        let passages: Vec<Passage> = texts
            .iter()
            .map(|(role, text)| Passage::of(*role, text))
            .collect();
        cases(&passages, Layouts::builtin().cues())
    }

    #[test]
    fn a_case_has_its_number_heading_and_decisions() {
        let cases = read(&[
            (Role::Contents, "§ 1 Val av justerare 3"),
            (Role::Heading(1), "§ 1"),
            (Role::Heading(1), "Val av justerare"),
            (Role::Text, "Någon ska justera."),
            (Role::Heading(1), "§ 2 2026.007 BUN"),
            (Role::Heading(1), "Uppföljning"),
            (Role::Heading(2), "Förslag till beslut på sammanträdet"),
            (Role::Text, "Uppföljningen noteras."),
            (Role::Heading(2), "Beslut"),
            (Role::Text, "Uppföljningen godkänns."),
            (Role::Heading(2), "Beslutsunderlag"),
            (Role::ListItem, "• Uppföljning"),
        ]);
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].rubrik.as_deref(), Some("Val av justerare"));
        assert!(cases[0].beslut.is_empty());
        assert_eq!(cases[1].paragraf.as_deref(), Some("§ 2"));
        assert_eq!(cases[1].diarienummer.as_deref(), Some("2026.007 BUN"));
        assert_eq!(cases[1].beslut, ["Uppföljningen godkänns."]);
    }

    #[test]
    fn the_number_may_stand_beside_and_the_heading_behind() {
        let cases = read(&[
            (Role::Text, "§ 7"),
            (Role::Text, "KS 2021/1"),
            (Role::Heading(2), "Anmälningar"),
            (Role::Heading(3), "Beslut"),
            (Role::Text, "Anmälningarna noteras."),
            (Role::Heading(2), "§ 8 Övriga frågor"),
            (Role::Heading(2), "§ 9 Dnr SN 2024/11"),
            (Role::Heading(2), "Uppföljning"),
            (Role::Heading(2), "§ 10"),
            (Role::Heading(2), "Dnr KS 2018/3"),
            (Role::Heading(2), "Delegation"),
            (Role::Heading(2), "§ 11 Plan 2022 (KFN/2022:14)"),
            // Far apart in one line.
            (Role::Heading(2), "§ 12\nDnr NTN 2015/73-251"),
            (Role::Heading(2), "Avtal"),
        ]);
        assert_eq!(cases[0].diarienummer.as_deref(), Some("KS 2021/1"));
        assert_eq!(cases[0].rubrik.as_deref(), Some("Anmälningar"));
        assert_eq!(cases[1].rubrik.as_deref(), Some("Övriga frågor"));
        let told = |at: usize| {
            let case: &Arende = &cases[at];
            (case.diarienummer.as_deref(), case.rubrik.as_deref())
        };
        assert_eq!(told(2), (Some("SN 2024/11"), Some("Uppföljning")));
        assert_eq!(told(3), (Some("KS 2018/3"), Some("Delegation")));
        assert_eq!(told(4), (Some("KFN/2022:14"), Some("Plan 2022")));
        assert_eq!(told(5), (Some("NTN 2015/73-251"), Some("Avtal")));
    }

    #[test]
    fn a_reference_to_a_law_is_no_case() {
        assert!(
            read(&[
                (Role::Text, "§ 3 i kommunallagen"),
                (Role::Text, "§§ 41-49")
            ])
            .is_empty()
        );
    }
}
