//! Front matter: kind and title, committee, registration number, officials, meeting date and decisions.
//!
//! All of it is copied: the text itself stays in the sections that it stands in.

mod decisions;
mod forms;
mod people;

use crate::block::{Block, Line, Role};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Flow;
use crate::grammar::Layouts;
use crate::output::{Dokument, Handling, Mal, Rad};
use crate::pdf::PdfInfo;

/// Front matter is looked for in this many lines from the beginning.
const FRONT_LINES: usize = 400;
/// A title is no longer than this many characters.
const TITLE_CHARS: usize = 160;

/// The kinds of document that are told by more than their title's words.
const PLAN: &str = "verksamhetsplan";
const UNIT_PLAN: &str = "enhetsplan";
const REPORT: &str = "verksamhetsberattelse";
const INTERIM_REPORT: &str = "tertialrapport";

/// A stretch of the front matter: a paragraph or a table's cell.
struct Piece {
    text: String,
    lines: Vec<String>,
    role: Role,
    /// Font size of the first line; 0 in a text.
    size: f32,
}

/// Reads the front matter.
pub(super) fn read(flow: &Flow, layouts: &Layouts, info: Option<&PdfInfo>) -> Dokument {
    let pieces = pieces(flow, layouts);
    let furniture: Vec<&str> = flow.furniture.iter().map(|l| l.text.as_str()).collect();
    let title = title(&pieces, &furniture, layouts, info);
    let typ = title
        .as_deref()
        .and_then(|title| layouts.document_kind(title))
        .unwrap_or(Dokument::UNKNOWN);
    let subject = title.as_deref().and_then(subject);
    // A unit's plan is often called as the committee's is: whose plan it is tells the kind.
    let typ = match subject {
        Some(subject) if typ == PLAN && is_unit(subject) => UNIT_PLAN,
        _ => typ,
    };
    let (mut namnd, mut enhet) = (None, None);
    match subject {
        Some(subject) if typ == UNIT_PLAN && !is_committee(subject) => {
            enhet = Some(subject.to_owned());
        }
        Some(subject) if is_committee(subject) => namnd = Some(subject.to_owned()),
        _ => {}
    }
    let addressed = people::addressee(&pieces);
    let namnd = namnd.or_else(|| addressed.as_ref().and_then(|to| to.committee.clone()));
    let handlaggare = people::officials(&pieces, namnd.as_deref());
    let namnd = namnd.or_else(|| lone_committee(&pieces, &furniture));
    Dokument {
        typ: typ.to_owned(),
        ar: title.as_deref().and_then(forms::year),
        titel: title,
        namnd,
        enhet: enhet.or_else(|| labelled(&pieces, &["Enhet:", "Enhet :"])),
        diarienummer: registration(&pieces, &furniture),
        datum: None,
        handlaggare,
        sammantradesdatum: addressed.and_then(|to| to.date),
        beslut: decisions::read(&pieces),
    }
}

/// The paragraphs and cells before the first goal's heading. A table's cells go column by column, for what stands
/// side by side belongs together from top to bottom.
fn pieces(flow: &Flow, layouts: &Layouts) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = 0;
    for block in &flow.blocks {
        if lines > FRONT_LINES {
            break;
        }
        match block {
            Block::Paragraph(paragraph) => {
                let piece = piece(flow, &paragraph.lines, paragraph.role);
                let goal = layouts.goal_label(&piece.text).is_some();
                if goal && paragraph.role != Role::Contents {
                    break;
                }
                lines += piece.lines.len();
                pieces.push(piece);
            }
            Block::Table(table) => {
                for column in 0..table.columns {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    for cell in cells.filter(|cell| cell.column == column) {
                        lines += cell.lines.len();
                        pieces.push(piece(flow, &cell.lines, Role::Text));
                    }
                }
            }
        }
    }
    pieces
}

fn piece(flow: &Flow, lines: &[Line], role: Role) -> Piece {
    Piece {
        text: flow.vocabulary.join(lines),
        lines: lines.iter().map(|line| line.text.clone()).collect(),
        role,
        size: lines.first().map_or(0.0, |line| line.style.size),
    }
}

/// The title: the paragraph that tells a kind of document and looks most like a title; else a page header or what
/// the file says of itself, which are weaker witnesses.
fn title(
    pieces: &[Piece],
    furniture: &[&str],
    layouts: &Layouts,
    info: Option<&PdfInfo>,
) -> Option<String> {
    let titles = |text: &str| looks_like_title(text) && layouts.document_kind(text).is_some();
    let rank = |piece: &Piece| {
        let heading = matches!(piece.role, Role::Heading(_));
        let dated = forms::year(&piece.text).is_some();
        (dated, heading, piece.size)
    };
    let mut best: Option<&Piece> = None;
    for piece in pieces
        .iter()
        .filter(|piece| piece.role != Role::Contents && titles(&piece.text))
    {
        let better = best.is_none_or(|best| {
            let (dated, heading, size) = rank(piece);
            let (best_dated, best_heading, best_size) = rank(best);
            (dated, heading)
                .cmp(&(best_dated, best_heading))
                .then(size.total_cmp(&best_size))
                .is_gt()
        });
        if better {
            best = Some(piece);
        }
    }
    best.map(|piece| piece.text.clone())
        .or_else(|| {
            let header = furniture.iter().find(|text| titles(text));
            header.map(|text| (*text).to_owned())
        })
        .or_else(|| info?.title.clone().filter(|title| titles(title)))
}

/// A title is short, begins with a capital, and is no sentence.
fn looks_like_title(text: &str) -> bool {
    let short = text.chars().count() <= TITLE_CHARS;
    let begins = text.chars().next().is_some_and(char::is_uppercase);
    let sentence = text.ends_with(['.', ',', ';', ':']) || text.contains(". ");
    short && begins && !sentence
}

/// What a title is about: `Verksamhetsplan 2022 för …`.
fn subject(title: &str) -> Option<&str> {
    let (_, subject) = title.split_once(" för ")?;
    let subject = subject.trim();
    (!subject.is_empty() && subject.chars().any(char::is_alphabetic)).then_some(subject)
}

/// Whether a name is a committee's or a board's.
fn is_committee(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        ["nämnd", "nämnden", "styrelse", "styrelsen"]
            .iter()
            .any(|end| word.ends_with(end))
    })
}

/// Whether a name is a unit's within an administration.
fn is_unit(name: &str) -> bool {
    let unit = |word: &str| {
        let word = word.to_lowercase();
        ["enhet", "enheten", "enheter", "enheterna"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    !is_committee(name) && name.split(|c: char| !c.is_alphanumeric()).any(unit)
}

/// A committee's name that stands by itself: below the title, else in the page headers and footers.
fn lone_committee(pieces: &[Piece], furniture: &[&str]) -> Option<String> {
    const WORDS: usize = 6;
    let is_name = |text: &str| {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        is_committee(last)
            && last.ends_with(char::is_alphabetic)
            && text.starts_with(char::is_uppercase)
            && text.split_whitespace().count() <= WORDS
            && !text.starts_with("Till ")
    };
    let texts = pieces
        .iter()
        .filter(|piece| piece.role != Role::Contents)
        .map(|piece| piece.text.as_str());
    let mut found = texts.chain(furniture.iter().copied());
    found.find(|text| is_name(text)).map(str::to_owned)
}

/// The text after a label at the beginning of a line.
fn labelled(pieces: &[Piece], labels: &[&str]) -> Option<String> {
    let lines = pieces.iter().flat_map(|piece| &piece.lines);
    for line in lines {
        let rest = labels.iter().find_map(|label| line.strip_prefix(label));
        if let Some(rest) = rest.map(str::trim).filter(|rest| !rest.is_empty()) {
            return Some(rest.to_owned());
        }
    }
    None
}

/// The registration number: `Dnr: HÄ 2020/362`, `DNR 1257.2011-1.1.`, `Diarienummer` with the number on the next line.
fn registration(pieces: &[Piece], furniture: &[&str]) -> Option<String> {
    let number = |text: &str| -> Option<String> {
        // In a table of contents a leader of dots follows it.
        let text = text.split("..").next().unwrap_or_default();
        let found = forms::registration_number(text.trim())?;
        let two_groups = found.contains(['/', '-', '.', '\u{2013}']);
        two_groups.then(|| found.to_owned())
    };
    let lines = pieces
        .iter()
        .flat_map(|piece| piece.lines.iter().map(String::as_str));
    let lines: Vec<&str> = lines.chain(furniture.iter().copied()).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = forms::after_registration_label(line) else {
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

/// Guesses the kind from the columns and goals when no title tells it; the guess is never silent.
pub(super) fn guess_kind(handling: &mut Handling) -> Option<Diagnostic> {
    if handling.dokument.typ != Dokument::UNKNOWN {
        return None;
    }
    let evidence = Evidence::of(handling);
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
    fn of(handling: &Handling) -> Self {
        let mut evidence = Self::default();
        evidence.rows(&handling.indikatorer);
        let mut goals: Vec<&Mal> = handling.mal.iter().collect();
        while let Some(goal) = goals.pop() {
            evidence.unit_goals |= goal.niva == "enhetsmal";
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

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(role: Role, lines: &[&str]) -> Piece {
        Piece {
            text: lines.join(" "),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            role,
            size: 0.0,
        }
    }

    #[test]
    fn registration_numbers_of_several_forms() {
        let read = |lines: &[&str]| registration(&[piece(Role::Text, lines)], &[]);
        assert_eq!(read(&["Dnr: NÄ 2020/362"]).as_deref(), Some("NÄ 2020/362"));
        assert_eq!(
            read(&["DNR 1257.2011-1.1."]).as_deref(),
            Some("1257.2011-1.1.")
        );
        assert_eq!(
            read(&["Dnr: 1.1.-593-2017"]).as_deref(),
            Some("1.1.-593-2017")
        );
        assert_eq!(
            read(&["Diarienummer", "SN 2023-0012"]).as_deref(),
            Some("SN 2023-0012")
        );
        assert_eq!(read(&["Dnr saknas"]), None);
        assert_eq!(
            registration(&[], &["Dnr: 1.2-3/2020"]).as_deref(),
            Some("1.2-3/2020")
        );
    }

    #[test]
    fn the_year_and_the_subject_of_a_title() {
        assert_eq!(
            forms::year("Verksamhetsplan 2022 för Norrby nämnd"),
            Some(2022)
        );
        assert_eq!(forms::year("Mål och budget 2019-2021"), Some(2019));
        assert_eq!(forms::year("Bilaga 120223"), None);
        assert_eq!(
            subject("Verksamhetsplan 2022 för Norrby nämnd"),
            Some("Norrby nämnd")
        );
        assert!(is_committee("Norrby stadsdelsnämnd"));
        assert!(!is_committee("Enheten för vuxna"));
    }

    #[test]
    fn a_sentence_is_no_title() {
        assert!(looks_like_title("Verksamhetsplan 2022"));
        assert!(!looks_like_title("Verksamhetsplan 2022 antogs i maj."));
        assert!(!looks_like_title("verksamhetsplan 2022"));
    }
}
