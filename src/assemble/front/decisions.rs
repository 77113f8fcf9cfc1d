//! Decisions that are proposed or made: numbered, lettered, dashed or each a paragraph.

use crate::block::{Place, Role};
use crate::grammar::{Cue, Cues, decision};
use crate::output::Beslut;

use super::decision_headings::is_decision_heading;
use super::passage::{Origin, Passage};
use super::{forms, names};

/// How many passages may stand between a decision and the next one: a side block, furniture that was not told.
const GAP: usize = 14;

/// The decisions below the first heading that proposes some, else below the first one above what was decided.
pub(super) fn read(passages: &[Passage], cues: &Cues) -> Vec<Beslut> {
    below(passages, Cue::Beslut, cues)
        .or_else(|| below(passages, Cue::Beslutat, cues))
        .unwrap_or_default()
}

/// The committee that decides, where no label and no line of its own names it: in the heading above the decisions (`Förslag
/// till beslut i kommunstyrelsen`), in the line below it (`I socialnämnden`), or as the first word of the first decision.
pub(super) fn deciding(passages: &[Passage], beslut: &[Beslut], cues: &Cues) -> Option<String> {
    let is_heading = |passage: &&Passage| is_decision_heading(passage, Cue::Beslut, cues);
    let heading = passages.iter().find(is_heading);
    let of_heading = heading.and_then(|passage| names::committee_in(&passage.text, cues));
    let first = beslut.first();
    let begins =
        |passage: &&Passage| first.is_some_and(|first| passage.text.ends_with(&first.text));
    let decision = passages.iter().position(|passage| begins(&passage));
    let above = decision
        .and_then(|at| passages.get(at.checked_sub(1)?))
        .filter(|passage| !is_heading(passage))
        .and_then(|passage| names::committee_in(&passage.text, cues));
    let of_decision = || {
        let text = &first?.text;
        let named = names::committee_in(text, cues)?;
        text.starts_with(named.as_str()).then_some(named)
    };
    of_heading.or(above).or_else(of_decision)
}

/// The decisions of a case: below the heading that says so, else the sentence right below the case's heading, if it has
/// the verb of a decision.
pub(super) fn decided(passages: &[Passage], cues: &Cues) -> Vec<Beslut> {
    let headed = [Cue::Beslutat, Cue::Foreslaget];
    if let Some(found) = headed
        .into_iter()
        .find_map(|cue| below(passages, cue, cues))
    {
        return found;
    }
    let heading = passages.iter().position(Passage::is_heading);
    let rest = heading
        .and_then(|at| passages.get(at + 1..))
        .unwrap_or_default();
    let decides = |passage: &&Passage| {
        let mut words = passage.text.split(|c: char| !c.is_alphabetic());
        passage.role == Role::Text && words.any(|word| cues.is(Cue::Beslutsverb, word))
    };
    let first = rest.first().filter(decides);
    let text = |passage: &Passage| Beslut {
        nummer: None,
        text: passage.text.clone(),
    };
    let sentence = first.filter(|passage| passage.text.matches(". ").count() == 0);
    sentence.map(text).into_iter().collect()
}

/// The decisions below the first heading of this kind that has some.
fn below(passages: &[Passage], cue: Cue, cues: &Cues) -> Option<Vec<Beslut>> {
    let mut headings = passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| is_decision_heading(passage, cue, cues));
    headings.find_map(|(at, _)| {
        let rest = passages.get(at + 1..).unwrap_or_default();
        // One heading may follow another: `Förslag till beslut` / `Förslag till beslut i kommunstyrelsen`.
        let also = rest
            .iter()
            .take_while(|passage| is_decision_heading(passage, cue, cues))
            .count();
        let rest = rest.get(also..).unwrap_or_default();
        let own = rest
            .iter()
            .take_while(|passage| !ends_decisions(passage, cues));
        let own = own.count();
        let first_is_one = |passage: &Passage| matches!(decision(&passage.text), Some((1, _)));
        let listed = rest.get(..own).unwrap_or_default().iter().any(first_is_one);
        let found = if listed || own == 0 {
            numbered(rest)
        } else {
            paragraphs(
                rest.get(..own).unwrap_or_default(),
                right_margin(rest),
                cues,
            )
        };
        (!found.is_empty()).then_some(found)
    })
}

/// Whether what follows is no decision any more: a heading, a label of what follows, a person's name.
fn ends_decisions(passage: &Passage, cues: &Cues) -> bool {
    let first = passage.lines.first().map_or("", |line| line.trim());
    matches!(passage.role, Role::Heading(_) | Role::Contents)
        || cues.is(Cue::Beslutsslut, first.trim_end_matches(':'))
        || cues.is(
            Cue::Beslutsslut,
            first.split([':', ' ']).next().unwrap_or_default(),
        ) && first.contains(':')
        || forms::is_name(first, cues)
}

/// Decisions that have no numbers: each item of a list, or each paragraph. A list after a colon belongs to the decision
/// that it ends.
fn paragraphs(passages: &[Passage], margin: f32, cues: &Cues) -> Vec<Beslut> {
    let mut decisions: Vec<Beslut> = Vec::new();
    // A table below a sentence is what the sentence speaks of; decisions in cells begin with one.
    let in_cells = passages.first().is_some_and(is_cell);
    let of_decisions =
        |passage: &&Passage| !passage.text.is_empty() && (in_cells || !is_cell(passage));
    let own = passages.iter().filter(of_decisions);
    let texts = own.flat_map(|passage| sentences(passage, margin));
    for text in texts.filter(|text| !text.is_empty()) {
        let (item, text) = unmarked(&text);
        let goes_on = decisions.last().is_some_and(|open| {
            // What a colon introduces: one paragraph, or all items of a list.
            let listed = item && open.text.contains(": ");
            let introduced = open.text.ends_with(':') || listed;
            let broken = !is_finished(&open.text) && text.starts_with(char::is_lowercase);
            // `att godkänna …` / `att överlämna …`
            let word = |text: &str| text.split(' ').next().map(str::to_owned);
            introduced || broken && !item && word(&open.text) != word(text)
        });
        match decisions.last_mut().filter(|_| goes_on) {
            Some(open) => {
                open.text.push(' ');
                open.text.push_str(text);
            }
            None if forms::is_name(text, cues) => break,
            None => decisions.push(Beslut {
                nummer: None,
                text: text.to_owned(),
            }),
        }
    }
    decisions
}

fn is_cell(passage: &Passage) -> bool {
    passage.origin == Origin::Cell
}

/// Where lines end that go on: the right end of the longest one, where places are known.
fn right_margin(passages: &[Passage]) -> f32 {
    let places = passages.iter().flat_map(|passage| &passage.places);
    let ends = places.filter_map(|place| match place {
        Place::Page(_, rect) => Some(rect.x1),
        Place::Row(_) => None,
    });
    ends.fold(0.0, f32::max)
}

/// A passage's text, or each of its sentences that have lines of their own: `att godkänna planen, samt` / `att överlämna den`.
/// Such a line begins as the first one does, after one that it would still have fitted in or that ends a sentence.
fn sentences(passage: &Passage, margin: f32) -> Vec<String> {
    let first_word = |line: &str| line.split(' ').next().map(str::to_owned);
    let begins = passage.lines.first().and_then(|line| first_word(line));
    let own = |at: usize| {
        let (Some(before), Some(line)) = (passage.lines.get(at - 1), passage.lines.get(at)) else {
            return false;
        };
        let fits = match (passage.places.get(at - 1), passage.places.get(at)) {
            (Some(Place::Page(_, before)), Some(Place::Page(_, own))) => {
                let letters = line.chars().count().max(1) as f32;
                let word = first_word(line).map_or(0, |word| word.chars().count() + 1) as f32;
                before.x1 + (own.x1 - own.x0) / letters * word < margin
            }
            _ => false,
        };
        first_word(line) == begins && (fits || before.ends_with(['.', ',']))
    };
    let starts: Vec<usize> = (1..passage.lines.len()).filter(|at| own(*at)).collect();
    let broken_word = passage.lines.iter().any(|line| line.ends_with('-'));
    if starts.is_empty() || broken_word {
        return vec![passage.text.clone()];
    }
    let ends = starts.iter().copied().chain([passage.lines.len()]);
    let starts = [0].into_iter().chain(starts.iter().copied());
    let lines = starts
        .zip(ends)
        .filter_map(|(from, to)| passage.lines.get(from..to));
    lines.map(|lines| lines.join(" ")).collect()
}

/// A text without its dash, bullet or letter (`a)`), and whether it had one.
fn unmarked(text: &str) -> (bool, &str) {
    let marks = ['-', '\u{2013}', '\u{2014}', '•', '\u{f0b7}', '·', '▪', '◦'];
    if let Some(rest) = text.strip_prefix(marks) {
        return (true, rest.trim_start());
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), Some(')')) if letter.is_ascii_lowercase() => {
            (true, chars.as_str().trim_start())
        }
        _ => (false, text),
    }
}

/// Reads numbered decisions in order: the numbers ascend by one from 1, whatever stands between them.
fn numbered(passages: &[Passage]) -> Vec<Beslut> {
    let mut decisions: Vec<Beslut> = Vec::new();
    let mut gap = 0;
    for passage in passages {
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
            decisions.push(Beslut {
                nummer: Some(nummer),
                text: text.to_owned(),
            });
        }
        return;
    }
    for (at, &from) in inner.iter().enumerate() {
        let to = inner.get(at + 1).copied().unwrap_or(passage.lines.len());
        let text = passage.lines.get(from..to).unwrap_or_default().join(" ");
        if let Some((nummer, text)) = decision(&text) {
            decisions.push(Beslut {
                nummer: Some(nummer),
                text: text.to_owned(),
            });
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
        let texts: Vec<_> = read
            .iter()
            .map(|b| (b.nummer.unwrap_or_default(), b.text.as_str()))
            .collect();
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
    fn a_table_that_a_decision_speaks_of_is_none() {
        let cell = |text: &str| Passage {
            origin: Origin::Cell,
            ..Passage::of(Role::Text, text)
        };
        let below = |own: Vec<Passage>| {
            let heading = Passage::of(Role::Heading(2), "Beslut");
            let passages: Vec<Passage> = [heading].into_iter().chain(own).collect();
            let read = read(&passages, Layouts::builtin().cues());
            read.len()
        };
        let changed = Passage::of(Role::Text, "Punkt 4 ändras så här.");
        assert_eq!(below(vec![changed, cell("4."), cell("Enhetschefen")]), 1);
        let boxed = ["Planen godkänns.", "Paragrafen justeras."];
        assert_eq!(below(boxed.map(cell).into()), 2);
    }

    fn texts(decisions: &[Beslut]) -> Vec<&str> {
        decisions.iter().map(|b| b.text.as_str()).collect()
    }

    #[test]
    fn one_sentence_below_two_headings() {
        let read = decisions(&[
            (Role::Heading(2), "Förslag till beslut"),
            (Role::Heading(2), "Förslag till beslut i kommunstyrelsen"),
            (Role::Text, "Planen godkänns."),
            (Role::Heading(2), "Beslutet ska skickas till"),
            (Role::Text, "Samtliga nämnder"),
        ]);
        assert_eq!(texts(&read), ["Planen godkänns."]);
        assert_eq!(read[0].nummer, None);
    }

    #[test]
    fn dashed_and_lettered_items_are_decisions_each() {
        for marks in [["- ", "- "], ["• ", "• "], ["a) ", "b) "]] {
            let items = [
                marks[0].to_owned() + "Planen antas.",
                marks[1].to_owned() + "Paragrafen justeras.",
            ];
            let read = decisions(&[
                (Role::Text, "Förslag till beslut"),
                (Role::ListItem, &items[0]),
                (Role::ListItem, &items[1]),
                (Role::Text, "Bilagor:"),
                (Role::ListItem, "- Planen"),
            ]);
            assert_eq!(texts(&read), ["Planen antas.", "Paragrafen justeras."]);
        }
    }

    #[test]
    fn a_list_after_a_colon_belongs_to_its_decision_and_signers_to_none() {
        let read = decisions(&[
            (Role::Heading(2), "Beslut"),
            (Role::Text, "Redovisningen godkänns."),
            (Role::Text, "Förvaltningen ges i uppdrag att utreda:"),
            (Role::ListItem, "• lokaler"),
            (Role::ListItem, "• resor"),
            (Role::Text, "Anna Ek\nDirektör"),
        ]);
        assert_eq!(
            texts(&read),
            [
                "Redovisningen godkänns.",
                "Förvaltningen ges i uppdrag att utreda: lokaler resor"
            ]
        );
    }

    #[test]
    fn whoever_decides_stands_in_the_heading() {
        for heading in [
            "Kultur- och fritidsnämndens beslut",
            "Förslag till kultur- och fritidsnämndens beslut",
            "Socialförvaltningens förslag till beslut",
            "Kultur- och fritidsnämnden beslutar",
            "Nämnden beslutar att",
            "Utskottet föreslår",
            "Kultur- och fritidsnämnden föreslås besluta",
        ] {
            let passages = [
                Passage::of(Role::Heading(2), heading),
                Passage::of(Role::Text, "Att anta planen."),
                Passage::of(Role::Text, "Att sända ut den."),
            ];
            let layouts = Layouts::builtin();
            let found = match read(&passages, layouts.cues()) {
                found if found.is_empty() => decided(&passages, layouts.cues()),
                found => found,
            };
            assert_eq!(
                texts(&found),
                ["Att anta planen.", "Att sända ut den."],
                "{heading}"
            );
        }
    }

    #[test]
    fn sentences_with_lines_of_their_own_are_decisions_each() {
        let read = decisions(&[
            (Role::Heading(2), "Förslag till beslut"),
            (Role::Text, "Nämnden föreslås besluta"),
            (
                Role::Text,
                "att anta planen,\natt sända ut den och\ndärefter följa upp den.",
            ),
        ]);
        assert_eq!(
            texts(&read),
            [
                "att anta planen,",
                "att sända ut den och därefter följa upp den."
            ]
        );
    }

    #[test]
    fn a_heading_about_decisions_is_none_above_them() {
        let read = decisions(&[
            (Role::Heading(2), "Beslut om bygglov"),
            (Role::Text, "Nämnden prövar ansökan."),
        ]);
        assert!(read.is_empty());
    }
}
