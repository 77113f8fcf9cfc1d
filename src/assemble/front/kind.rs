//! The kind of a document: told by its front matter, else guessed from its rows and goals.

use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::{Cue, GoalOwner, KindWords, Layouts};
use crate::output::{Dokument, Handling, Mal, Rad};
use crate::pdf::PdfInfo;

use super::passage::{Origin, Passage};
use super::title::looks_like_title;
use super::{decision_headings, labels, names};

/// The kinds of document that are told by more than their title's words.
pub(super) const PLAN: &str = "verksamhetsplan";
pub(super) const UNIT_PLAN: &str = "enhetsplan";
const REPORT: &str = "verksamhetsberattelse";
const INTERIM_REPORT: &str = "tertialrapport";

/// Kinds that are proposed in their own words, with the letter to the committee as their first page.
const WITH_GOALS: [&str; 4] = [PLAN, UNIT_PLAN, REPORT, INTERIM_REPORT];
const PROPOSAL: &str = "tjansteskrivelse";
/// A letter to a committee has no more pages: longer ones are the plan or report itself.
const PROPOSAL_PAGES: u32 = 6;

/// Kinds of document that hold cases of a meeting.
pub(super) const OF_MEETINGS: [&str; 2] = ["protokoll", NOTICE];
/// A notice of a meeting, with the list of its cases.
pub(super) const NOTICE: &str = "kallelse";
/// Of the headings that a kind of document has, so many tell it.
const TELLING_HEADINGS: usize = 3;

/// The kind that front matter tells, the surest witness first: words alone on the first page, headings that only one
/// kind has, a proposal to a committee with its official, the title, a label (`Typ av styrdokument`), the rest of the first page, page headers, and last what the file
/// says of itself, which often is another document's title.
pub(super) fn told<'l>(
    passages: &[Passage],
    furniture: &[&str],
    title: Option<&str>,
    layouts: &'l Layouts,
    info: Option<&PdfInfo>,
    pages: u32,
) -> Option<&'l str> {
    let first_page = || passages.iter().filter(|passage| passage.on_first_page);
    let outside_tables = || first_page().filter(|passage| passage.origin != Origin::Cell);
    let alone =
        || first_page().filter(|passage| passage.origin != Origin::Cell || passage.in_letterhead);
    let lines = || outside_tables().flat_map(|passage| &passage.lines);
    let labelled = || labels::values(passages, Cue::Dokumenttyp, layouts.cues());
    let in_title = |text: &str| {
        layouts
            .kind_in(KindWords::Title, text)
            .filter(|_| looks_like_title(text))
    };
    alone()
        .flat_map(|passage| &passage.lines)
        .find_map(|line| layouts.kind_is(KindWords::Alone, without_page_number(line, layouts)))
        .or_else(|| by_headings(passages, layouts))
        .or_else(|| {
            let kind = title.and_then(|title| layouts.kind_in(KindWords::Title, title));
            let whole = kind.is_some_and(|kind| WITH_GOALS.contains(&kind));
            let proposal = !whole && is_proposal(passages, pages, layouts);
            proposal.then_some(PROPOSAL)
        })
        .or_else(|| title.and_then(|title| layouts.kind_in(KindWords::Title, title)))
        .or_else(|| labelled().find_map(|value| layouts.kind_in(KindWords::Title, value)))
        .or_else(|| title.and_then(|title| layouts.kind_in(KindWords::General, title)))
        .or_else(|| labelled().find_map(|value| layouts.kind_in(KindWords::General, value)))
        .or_else(|| {
            let headings = outside_tables().filter(|passage| passage.is_heading());
            headings
                .map(|passage| passage.text.as_str())
                .find_map(in_title)
        })
        .or_else(|| furniture.iter().copied().find_map(in_title))
        .or_else(|| lines().find_map(|line| layouts.kind_is(KindWords::General, line)))
        .or_else(|| in_title(info?.title.as_deref()?))
}

/// A line without the page number behind: `TJÄNSTESKRIVELSE 1 (3)`.
fn without_page_number<'l>(line: &'l str, layouts: &Layouts) -> &'l str {
    let numbered = |(at, _): (usize, &str)| {
        let (words, number) = line.split_at_checked(at)?;
        layouts.page_number(number.trim()).map(|_| words.trim_end())
    };
    line.match_indices(' ').find_map(numbered).unwrap_or(line)
}

/// Whether a document is a letter to a committee: short, with decisions that it proposes, and on the first page its official,
/// its addressee or the word that such letters are called by.
fn is_proposal(passages: &[Passage], pages: u32, layouts: &Layouts) -> bool {
    let cues = layouts.cues();
    let first_page = || passages.iter().filter(|passage| passage.on_first_page);
    let lines = || first_page().flat_map(|passage| &passage.lines);
    let labelled = |cue: Cue| lines().any(|line| cues.value(cue, line).is_some());
    let called = || {
        let mut lines = lines();
        lines.any(|line| {
            let line = without_page_number(line, layouts);
            let line = cues.after(Cue::Dokumenttyp, line).unwrap_or(line);
            let line = line.trim_start_matches([':', ' ']);
            layouts.kind_is(KindWords::General, line) == Some(PROPOSAL)
        })
    };
    let proposes =
        |passage: &Passage| decision_headings::is_decision_heading(passage, Cue::Beslut, cues);
    pages <= PROPOSAL_PAGES
        && passages.iter().any(proposes)
        && (called()
            || first_page().any(proposes)
                && (labelled(Cue::Handlaggare) || labelled(Cue::Mottagare)))
}

fn by_headings<'l>(passages: &[Passage], layouts: &'l Layouts) -> Option<&'l str> {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    for passage in passages.iter().filter(|passage| passage.is_heading()) {
        let Some(kind) = layouts.kind_is(KindWords::Headings, &passage.text) else {
            continue;
        };
        let heading = passage.text.to_lowercase();
        match found.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, headings)) if !headings.contains(&heading) => headings.push(heading),
            Some(_) => {}
            None => found.push((kind, vec![heading])),
        }
    }
    let told = found
        .iter()
        .find(|(_, headings)| headings.len() >= TELLING_HEADINGS);
    told.map(|(kind, _)| *kind)
}

/// The kind of a plan by whose it is: a unit's is often called as the committee's is.
pub(super) fn of_subject<'k>(kind: &'k str, subject: Option<&str>, layouts: &Layouts) -> &'k str {
    match subject {
        Some(subject) if kind == PLAN && names::is_unit(subject, layouts.cues()) => UNIT_PLAN,
        _ => kind,
    }
}

/// Guesses the kind from the columns and goals when no title tells it; the guess is never silent.
pub(crate) fn guess_kind(handling: &mut Handling, layouts: &Layouts) -> Option<Diagnostic> {
    if handling.dokument.typ != Dokument::UNKNOWN {
        return None;
    }
    let evidence = Evidence::of(handling, layouts);
    let (typ, why) = if evidence.forecast {
        (INTERIM_REPORT, "a forecast or a period of four months")
    } else if evidence.outcome {
        (REPORT, "outcomes of a period")
    } else if evidence.unit_goals {
        (UNIT_PLAN, "goals of a unit")
    } else if evidence.targets {
        (PLAN, "targets without outcomes")
    } else {
        return None;
    };
    handling.dokument.typ = typ.to_owned();
    let message = format!("no title tells the kind of document: guessed from {why}");
    Some(Diagnostic::new("dokumenttyp-gissad", Allvar::Info, message))
}

/// What the rows and goals of a document say about its kind.
#[derive(Default)]
struct Evidence {
    forecast: bool,
    outcome: bool,
    targets: bool,
    unit_goals: bool,
}

impl Evidence {
    fn of(handling: &Handling, layouts: &Layouts) -> Self {
        let mut evidence = Self::default();
        evidence.rows(&handling.indikatorer);
        let mut goals: Vec<&Mal> = handling.mal.iter().collect();
        while let Some(goal) = goals.pop() {
            evidence.unit_goals |= layouts.owner(&goal.niva) == Some(GoalOwner::Enhet);
            evidence.rows(&goal.indikatorer);
            goals.extend(&goal.mal);
        }
        evidence
    }

    fn rows(&mut self, rows: &[Rad]) {
        for row in rows {
            let has = |key: &str| row.varden.contains_key(key);
            self.outcome |= has("utfall");
            self.targets |= has("arsmal");
            let period = row.varden.get("period").and_then(Option::as_ref);
            let tertial = period
                .and_then(|value| value.period.as_deref())
                .is_some_and(|period| period.starts_with('T'));
            self.forecast |= has("prognos") || tertial;
        }
    }
}
