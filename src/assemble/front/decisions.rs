//! The numbered decisions under `Förslag till beslut`.

use crate::block::Role;
use crate::grammar::{Cue, Cues, decision};
use crate::output::Beslut;

use super::Passage;

/// How many passages may stand between a decision and the next one: a side block, furniture that was not told.
const GAP: usize = 14;

/// Reads the decisions in order: the numbers ascend by one from 1, whatever stands between them.
pub(super) fn read(passages: &[Passage], cues: &Cues) -> Vec<Beslut> {
    let is_heading = |passage: &Passage| {
        let text = passage.text.trim_end_matches(':').trim();
        passage.role != Role::Contents && cues.is(Cue::Beslut, text)
    };
    let Some(start) = passages.iter().position(is_heading) else {
        return Vec::new();
    };
    let mut decisions: Vec<Beslut> = Vec::new();
    let mut gap = 0;
    for passage in passages.get(start + 1..).unwrap_or_default() {
        let next = decisions.len() as u32 + 1;
        let starts = decision(&passage.text);
        match starts {
            Some((number, _)) if number == next => {
                split_items(passage, &mut decisions);
                gap = 0;
                continue;
            }
            // Another list begins.
            Some((1, _)) => break,
            _ => {}
        }
        gap += 1;
        if gap > GAP {
            break;
        }
        if let Some(open) = decisions.last_mut()
            && gap == 1
            && !is_finished(&open.text)
            && !matches!(passage.role, Role::Heading(_) | Role::Contents)
        {
            open.text.push(' ');
            open.text.push_str(&passage.text);
            gap = 0;
        }
    }
    decisions
}

/// Adds the decisions of one passage: a line that begins with the next number begins the next decision.
fn split_items(passage: &Passage, decisions: &mut Vec<Beslut>) {
    let next = decisions.len() as u32 + 1;
    let inner: Vec<usize> = {
        let mut expected = next;
        let starts = |(at, line): (usize, &String)| {
            let found = decision(line).is_some_and(|(number, _)| number == expected);
            expected += u32::from(found);
            found.then_some(at)
        };
        passage
            .lines
            .iter()
            .enumerate()
            .filter_map(starts)
            .collect()
    };
    if inner.len() <= 1 {
        if let Some((nummer, text)) = decision(&passage.text) {
            let text = text.to_owned();
            decisions.push(Beslut { nummer, text });
        }
        return;
    }
    for (at, &from) in inner.iter().enumerate() {
        let to = inner.get(at + 1).copied().unwrap_or(passage.lines.len());
        let text = passage.lines.get(from..to).unwrap_or_default().join(" ");
        if let Some((nummer, text)) = decision(&text) {
            let text = text.to_owned();
            decisions.push(Beslut { nummer, text });
        }
    }
}

fn is_finished(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Layouts;

    fn decisions(texts: &[(Role, &str)]) -> Vec<Beslut> {
        let passage = |(role, text): &(Role, &str)| Passage::of(*role, text);
        let passages: Vec<Passage> = texts.iter().map(passage).collect();
        read(&passages, Layouts::builtin().cues())
    }

    #[test]
    fn decisions_go_on_after_a_side_block() {
        let read = decisions(&[
            (Role::Heading(1), "Förslag till beslut"),
            (Role::ListItem, "1. Nämnden godkänner planen."),
            (Role::ListItem, "2. Nämnden begär medel för"),
            (Role::Text, "en lekplats i parken."),
            (Role::Text, "Norrby stadsdelsnämnd"),
            (Role::Text, "Box 1, 100 00 Norrby"),
            (Role::ListItem, "3. Omedelbar justering."),
            (Role::Heading(1), "Sammanfattning"),
            (Role::ListItem, "1. En annan lista"),
            (Role::ListItem, "4. Hör inte hit"),
        ]);
        let texts: Vec<_> = read.iter().map(|b| (b.nummer, b.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                (1, "Nämnden godkänner planen."),
                (2, "Nämnden begär medel för en lekplats i parken."),
                (3, "Omedelbar justering."),
            ]
        );
    }

    #[test]
    fn one_paragraph_can_hold_several_decisions() {
        let read = decisions(&[
            (Role::Text, "Förslag till beslut:"),
            (
                Role::Text,
                "1. Nämnden godkänner\nplanen.\n2. Paragrafen justeras.",
            ),
        ]);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].text, "Nämnden godkänner planen.");
    }

    #[test]
    fn a_list_that_does_not_begin_with_one_is_none() {
        let read = decisions(&[
            (Role::Text, "Förslag till beslut"),
            (Role::Text, "3. Nämnden"),
        ]);
        assert!(read.is_empty());
    }
}
