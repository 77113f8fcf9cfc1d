//! Headings above decisions, proposed or made, and whoever decides in them.

use crate::block::Role;
use crate::grammar::{Cue, Cues};

use super::names;
use super::passage::Passage;

/// Stands in a phrase for whoever decides or proposes.
const OWNER: char = '…';
/// A heading above decisions has no more characters than this.
const HEADING_CHARS: usize = 90;

/// `Förslag till beslut`, with or without the committee that shall decide: `… i kommunstyrelsen`, `… till kommunstyrelsens
/// beslut`.
pub(super) fn is_decision_heading(passage: &Passage, cue: Cue, cues: &Cues) -> bool {
    let text = passage.text.trim_end_matches(':').trim();
    if passage.role == Role::Contents || text.chars().count() > HEADING_CHARS {
        return false;
    }
    if cues.is(cue, text) {
        return true;
    }
    let lower = text.to_lowercase();
    let mut phrases = cues.phrases(cue).iter();
    if phrases.any(|phrase| phrase.contains(OWNER) && is_said(text, phrase, cues)) {
        return true;
    }
    let Some(rest) = cues.after(cue, &lower) else {
        return false;
    };
    let mut words = rest.split_whitespace();
    let leads = words
        .next()
        .is_some_and(|word| cues.has(Cue::Preposition, word));
    leads
        && rest.starts_with(' ')
        && names::committee_in(rest, cues).is_some()
        && !text.ends_with('.')
}

/// Whether a text is a phrase with somebody who decides or proposes in its gaps: `Kultur- och fritidsnämnden beslutar`.
fn is_said(text: &str, phrase: &str, cues: &Cues) -> bool {
    let Some((before, after)) = phrase.split_once(OWNER) else {
        return text.to_lowercase() == phrase;
    };
    let Some((head, rest)) = text.split_at_checked(before.len()) else {
        return false;
    };
    if head.to_lowercase() != before {
        return false;
    }
    let parted = |at: usize| {
        let (owner, rest) = rest.split_at_checked(at)?;
        // What stands behind the gap is told more cheaply.
        Some(is_said(rest, after, cues) && names::is_body(owner, cues))
    };
    let mut ends = rest.char_indices().map(|(at, _)| at);
    if after.contains(OWNER) {
        ends.any(|at| parted(at) == Some(true))
    } else {
        let end = rest.len().checked_sub(after.len());
        end.and_then(parted).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    #[test]
    fn what_others_decided_is_no_heading_above_decisions() {
        for other in ["Överklagande av socialnämndens beslut", "Anna Eks beslut"] {
            let passage = Passage::of(Role::Heading(2), other);
            let layouts = Layouts::builtin();
            assert!(
                !is_decision_heading(&passage, Cue::Beslutat, layouts.cues()),
                "{other}"
            );
        }
    }
}
