//! Names of committees, boards and units.

use crate::block::Role;
use crate::grammar::{Cue, Cues};

use super::passage::{Origin, Passage};

/// The name of a committee has no more words than this.
const COMMITTEE_WORDS: usize = 8;
/// An administration's name has no more words than this: `Vård- och omsorgsförvaltningen`.
const ORGANISATION_WORDS: usize = 4;
/// A letterhead names itself in no more lines.
const LETTERHEAD_LINES: usize = 5;
/// What stands between the names of a committee and its municipality.
const BETWEEN_NAMES: [char; 6] = [',', '|', '\u{2013}', '•', '·', '/'];

/// Whether a name is a committee's or a board's.
pub(super) fn is_committee(name: &str, cues: &Cues) -> bool {
    name.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        cues.ends(Cue::Namndslut, word)
    })
}

/// Whether a name is a unit's within an administration.
pub(super) fn is_unit(name: &str, cues: &Cues) -> bool {
    let unit = |word: &str| cues.ends(Cue::Enhetsslut, word);
    !is_committee(name, cues) && name.split(|c: char| !c.is_alphanumeric()).any(unit)
}

/// The first committee's name in a text: `Barn- och ungdomsnämnden`, `Tekniska nämnden`, `Norrby stadsdelsnämnd`,
/// `Kommunstyrelsens arbetsutskott`, `nämnden för kultur`.
///
/// A word alone that any committee is called by (`nämnden`) names none.
pub(super) fn committee_in(text: &str, cues: &Cues) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|end| committee_at(&words, end, cues))
}

/// The first committee whose meeting a text names: `Kallelse till kommunfullmäktiges sammanträde`.
pub(super) fn owner_in(text: &str, cues: &Cues) -> Option<String> {
    let owner = |word: &str| {
        let owner = word
            .strip_suffix('s')
            .filter(|owner| cues.ends(Cue::Namndslut, owner));
        owner.unwrap_or(word).to_owned()
    };
    let words: Vec<String> = text.split_whitespace().map(owner).collect();
    committee_in(&words.join(" "), cues)
}

/// Whether the whole text is a committee's name.
pub(super) fn is_committee_name(text: &str, cues: &Cues) -> bool {
    let text = text.trim().trim_end_matches([',', '.']);
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= COMMITTEE_WORDS
        && committee_in(text, cues).is_some_and(|name| {
            let mut words = text.split_whitespace();
            name.split_whitespace()
                .all(|word| words.next() == Some(word))
                && words.next().is_none()
        })
}

/// Whether a whole text, in capitals or not, is who decides or proposes: a committee, `nämnden`, an administration.
pub(super) fn is_body(text: &str, cues: &Cues) -> bool {
    cues.is(Cue::Namndslut, text)
        || committee_in(text, cues).is_some_and(|name| name == text)
        || text.split_whitespace().count() <= ORGANISATION_WORDS
            && text
                .split_whitespace()
                .next_back()
                .is_some_and(|word| cues.ends(Cue::Organisationsslut, word))
            && !text.ends_with(char::is_whitespace)
}

/// The committee's name whose last word, or in `nämnden för kultur` first word, stands at `end`.
fn committee_at(words: &[&str], end: usize, cues: &Cues) -> Option<String> {
    let last = words.get(end)?.trim_end_matches([',', '.', ';', ':', ')']);
    if !cues.ends(Cue::Namndslut, last) {
        return None;
    }
    if cues.is(Cue::Namndslut, last) && is_word(words.get(end + 1), Cue::Galler, cues) {
        let about = words.get(end + 2..)?;
        let of_name = |word: &&&str| !word.starts_with(|c: char| c.is_ascii_digit());
        let about: Vec<&str> = about.iter().take_while(of_name).copied().collect();
        let short = !about.is_empty() && about.len() + 2 <= COMMITTEE_WORDS;
        return short.then(|| {
            format!(
                "{} {} {}",
                last,
                words.get(end + 1).unwrap_or(&""),
                about.join(" ").trim_end_matches([',', '.', ';', ':', ')'])
            )
        });
    }
    let from = beginning(words, end, last, cues)?;
    let before = words.get(from..end)?.iter().copied();
    Some(before.chain([last]).collect::<Vec<_>>().join(" "))
}

/// Where the name begins whose last word stands at `end`.
fn beginning(words: &[&str], end: usize, last: &str, cues: &Cues) -> Option<usize> {
    let word = |at: usize| words.get(at).copied();
    let before = |at: usize| at.checked_sub(1).and_then(word);
    let mut from = end;
    // `Barn- och ungdomsnämnden`, `Teknik-, fritids- och kulturnämnden`
    while is_word(before(from).as_ref(), Cue::Och, cues)
        && from.checked_sub(2).and_then(word).is_some_and(is_cut)
    {
        from -= 2;
        while before(from).is_some_and(is_cut) {
            from -= 1;
        }
    }
    let generic = cues.is(Cue::Namndslut, last);
    let Some(previous) = before(from) else {
        return (!generic).then_some(from);
    };
    let capital = previous.starts_with(char::is_uppercase);
    let lower = previous.to_lowercase();
    if generic {
        // `Tekniska nämnden`: an adjective in its definite form.
        let adjective = lower.ends_with('a') && lower.chars().all(char::is_alphabetic);
        return (adjective && !cues.has(Cue::Preposition, &lower)).then(|| from - 1);
    }
    let genitive = lower
        .strip_suffix('s')
        .is_some_and(|owner| capital || cues.ends(Cue::Namndslut, owner));
    let definite = last.to_lowercase().ends_with(['n', 't']);
    let place = capital && !definite && previous.chars().all(|c| c.is_alphabetic() || c == '-');
    // `Norrby stadsdelsnämnd`, `Kommunstyrelsens arbetsutskott`
    let named = (genitive && previous.chars().all(|c| c.is_alphabetic() || c == '-')) || place;
    Some(if named { from - 1 } else { from })
}

/// Whether a word is the first half of a compound: `Barn-`.
fn is_cut(word: &str) -> bool {
    let word = word.strip_suffix(',').unwrap_or(word);
    word.len() > 1 && word.ends_with('-')
}

fn is_word(word: Option<&&str>, cue: Cue, cues: &Cues) -> bool {
    word.is_some_and(|word| cues.is(cue, word))
}

/// The committee that a label of the front page names: `Beslutande instans: Socialnämnden`.
pub(super) fn labelled_committee(passages: &[Passage], cues: &Cues) -> Option<String> {
    let values = super::labels::loose_values(passages, Cue::Instans, cues);
    values.into_iter().find_map(|value| {
        // What stands before the name belongs to it, and what follows is another label's.
        let named = committee_in(value, cues)?;
        value.starts_with(named.as_str()).then_some(named)
    })
}

/// A committee's name that stands by itself on the first page, in its header or letterhead; where several do, none is meant,
/// unless one is a part of the other: `Kommunstyrelsens arbetsutskott`.
pub(super) fn lone_committee(passages: &[Passage], cues: &Cues) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    let first_page: Vec<&Passage> = passages
        .iter()
        .filter(|passage| {
            passage.on_first_page
                && passage.role != Role::Contents
                && (passage.origin != Origin::Cell || passage.in_letterhead)
        })
        // To whom a decision is sent is not who made it.
        .take_while(|passage| !cues.is(Cue::Beslutsslut, passage.text.trim_end_matches(':')))
        .collect();
    for (at, passage) in first_page.iter().enumerate() {
        let next = first_page.get(at + 1).map_or("", |next| next.text.as_str());
        for text in names_alone(passage, next, cues) {
            // `Kultur- och fritidsnämnden 2026`
            let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
            if is_committee_name(name, cues)
                && !found
                    .iter()
                    .any(|known| known.to_lowercase() == name.to_lowercase())
            {
                found.push(name.to_owned());
            }
        }
    }
    let whole = |name: &&String| {
        let lower = name.to_lowercase();
        let mut others = found.iter();
        others.all(|other| lower.starts_with(&other.to_lowercase()))
    };
    found.iter().find(whole).cloned()
}

/// The texts of a passage that may be a committee's name alone: all of it; each of its few lines; what stands beside an
/// organisation's name in it (`Äldrenämnden, Norrby kommun`).
fn names_alone(passage: &Passage, next: &str, cues: &Cues) -> Vec<String> {
    // A name in a narrow header is broken over its lines.
    let broken = passage.origin == Origin::Furniture
        && passage
            .text
            .split_whitespace()
            .next_back()
            .is_some_and(|last| cues.is(Cue::Och, last) || last.ends_with('-'));
    if broken {
        return vec![format!("{} {next}", passage.text)];
    }
    let mut texts = vec![passage.text.clone()];
    if passage.lines.len() > LETTERHEAD_LINES {
        return texts;
    }
    let lines = passage.lines.iter().map(String::as_str);
    if passage.lines.len() > 1 {
        texts.extend(lines.clone().map(|line| line.trim().to_owned()));
    }
    // `Miljö- och` / `byggnadsnämnden`, below the municipality's name.
    for pair in passage.lines.windows(2) {
        let leads = pair[0].split_whitespace().next_back();
        if leads.is_some_and(|last| cues.is(Cue::Och, last) || is_cut(last)) {
            texts.push(pair.join(" "));
        }
    }
    for line in lines {
        texts.extend(before_label(line, cues));
        let parts: Vec<&str> = line.split(BETWEEN_NAMES).map(str::trim).collect();
        let is_organisation = |part: &&str| {
            let last = part.split_whitespace().next_back().unwrap_or_default();
            cues.ends(Cue::Organisationsslut, last)
        };
        if parts.len() > 1 && parts.iter().any(is_organisation) {
            texts.extend(parts.into_iter().map(str::to_owned));
        }
    }
    texts
}

/// What stands before a label of the meeting's day in one line: `Socialnämnden Sammanträdesdatum 2024-02-14`.
fn before_label(line: &str, cues: &Cues) -> Option<String> {
    let labels = [Cue::Sammantrade, Cue::Datum];
    let mut spaces = line.match_indices(' ');
    let labelled = |(at, _): (usize, &str)| {
        let (before, label) = line.split_at_checked(at)?;
        let label = label.trim_start();
        let begins = labels.iter().any(|cue| {
            let rest = cues.after(*cue, label);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        });
        begins.then(|| before.trim_end().to_owned())
    };
    spaces.find_map(labelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    #[test]
    fn committees_and_units_are_told_by_the_ends_of_their_names() {
        let layouts = Layouts::builtin();
        let cues = layouts.cues();
        assert!(is_committee("Norrby stadsdelsnämnd", cues));
        assert!(!is_committee("Enheten för vuxna", cues));
        assert!(is_unit("Enheten för vuxna", cues));
        assert!(!is_unit("Enhetsnämnden", cues));
    }

    #[test]
    fn a_name_is_found_in_a_text() {
        let layouts = Layouts::builtin();
        let found = |text: &str| committee_in(text, layouts.cues());
        for (text, name) in [
            ("Plan 2026 tekniska nämnden", Some("tekniska nämnden")),
            (
                "Plan för barn- och ungdomsnämnden 2026",
                Some("barn- och ungdomsnämnden"),
            ),
            (
                "Teknik-, fritids- och kulturnämnden",
                Some("Teknik-, fritids- och kulturnämnden"),
            ),
            (
                "för Södra-Åby stadsdelsnämnd",
                Some("Södra-Åby stadsdelsnämnd"),
            ),
            (
                "Kommunstyrelsens arbetsutskott 2024",
                Some("Kommunstyrelsens arbetsutskott"),
            ),
            (
                "Plan för nämnden för kultur 2024",
                Some("nämnden för kultur"),
            ),
            (
                "Förslag till beslut i kommunstyrelsen",
                Some("kommunstyrelsen"),
            ),
            ("I nämnden för kultur:", Some("nämnden för kultur")),
            ("NÄMND", None),
            ("Anmälan till nämnd", None),
            ("Beslut av nämnden", None),
        ] {
            assert_eq!(found(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn a_meeting_is_a_committees() {
        let layouts = Layouts::builtin();
        let found = |text: &str| owner_in(text, layouts.cues());
        for (text, name) in [
            (
                "Kallelse till kommunfullmäktiges sammanträde",
                Some("kommunfullmäktige"),
            ),
            (
                "Protokoll från kultur- och fritidsnämndens möte",
                Some("kultur- och fritidsnämnden"),
            ),
            ("Kallelse till nämndens sammanträde", None),
        ] {
            assert_eq!(found(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn labels_and_headings_are_no_names() {
        let layouts = Layouts::builtin();
        let is = |text: &str| is_committee_name(text, layouts.cues());
        for name in [
            "Kommunstyrelsen",
            "KOMMUNSTYRELSEN",
            "Barn- och ungdomsnämnden",
            "Kommunstyrelsens arbetsutskott",
            "Tekniska nämnden",
        ] {
            assert!(is(name), "{name}");
        }
        for other in [
            "Beslutande instans: Socialnämnden",
            "Anmälan till nämnd",
            "NÄMND",
            "Förslag till beslut i kommunstyrelsen",
            "Beslut kommunstyrelsen",
            "Socialnämndens kommentar",
            "Till Norrby stadsdelsnämnd",
        ] {
            assert!(!is(other), "{other}");
        }
    }

    #[test]
    fn a_committee_stands_alone_and_not_as_addressee_or_among_others() {
        let layouts = Layouts::builtin();
        let found = |texts: &[&str]| {
            let passages: Vec<Passage> = texts
                .iter()
                .map(|text| Passage::of(Role::Text, text))
                .collect();
            lone_committee(&passages, layouts.cues())
        };
        assert_eq!(
            found(&["Till Norrby stadsdelsnämnd", "Söderby stadsdelsnämnd"]).as_deref(),
            Some("Söderby stadsdelsnämnd")
        );
        assert_eq!(found(&["Socialnämnden", "Tekniska nämnden"]), None);
        for letterhead in [
            "Norrby kommun\nMiljö- och\nbyggnadsnämnden",
            "Miljö- och byggnadsnämnden Datum 2024-02-14",
        ] {
            assert_eq!(
                found(&[letterhead]).as_deref(),
                Some("Miljö- och byggnadsnämnden")
            );
        }
        let broken = ["Kultur- och", "fritidsnämnden", "Protokoll"].map(Passage::furniture);
        assert_eq!(
            lone_committee(&broken, layouts.cues()).as_deref(),
            Some("Kultur- och fritidsnämnden")
        );
    }
}
