//! Names of committees, boards and units.

use crate::block::Role;
use crate::grammar::{Cue, Cues};

use super::Passage;

/// The name of a committee has no more words than this.
const COMMITTEE_WORDS: usize = 6;

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

/// A committee's name that stands by itself: below the title, else in the page headers and footers.
pub(super) fn lone_committee(
    passages: &[Passage],
    furniture: &[&str],
    cues: &Cues,
) -> Option<String> {
    let addressed = |text: &str| {
        let after = cues.after(Cue::Mottagare, text);
        after.is_some_and(|rest| rest.starts_with(' '))
    };
    let is_name = |text: &str| {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        is_committee(last, cues)
            && last.ends_with(char::is_alphabetic)
            && text.starts_with(char::is_uppercase)
            && text.split_whitespace().count() <= COMMITTEE_WORDS
            && !addressed(text)
    };
    let texts = passages
        .iter()
        .filter(|passage| passage.role != Role::Contents)
        .map(|passage| passage.text.as_str());
    let mut found = texts.chain(furniture.iter().copied());
    found.find(|text| is_name(text)).map(str::to_owned)
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
    fn a_committee_stands_alone_below_the_title_and_not_as_addressee() {
        let layouts = Layouts::builtin();
        let passages = [
            Passage::of(Role::Text, "Till Norrby stadsdelsnämnd"),
            Passage::of(Role::Text, "Söderby stadsdelsnämnd"),
        ];
        let found = lone_committee(&passages, &[], layouts.cues());
        assert_eq!(found.as_deref(), Some("Söderby stadsdelsnämnd"));
    }
}
