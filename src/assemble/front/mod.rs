//! Front matter: kind and title, committee, registration number, officials, meeting date and decisions.
//!
//! All of it is copied: the text itself stays in the sections that it stands in.

mod decisions;
mod forms;
mod kind;
mod names;
mod people;
mod registration;
mod title;

use crate::block::{Block, Line, Role};
use crate::flow::Flow;
use crate::flow::broken_words::Vocabulary;
use crate::grammar::{Cue, Cues, Layouts};
use crate::output::Dokument;
use crate::pdf::PdfInfo;

pub(super) use kind::guess_kind;

/// Front matter is looked for in this many lines from the beginning.
const FRONT_LINES: usize = 400;

/// A stretch of the front matter: a paragraph or a table's cell.
struct Passage {
    text: String,
    lines: Vec<String>,
    role: Role,
    /// Font size of the first line; 0 in a text.
    size: f32,
}

/// Reads the front matter.
pub(super) fn read(
    flow: &Flow,
    vocabulary: &Vocabulary,
    layouts: &Layouts,
    info: Option<&PdfInfo>,
) -> Dokument {
    let passages = passages(flow, vocabulary, layouts);
    let cues = layouts.cues();
    let furniture: Vec<&str> = flow.furniture.iter().map(|l| l.text.as_str()).collect();
    let title = title::title(&passages, &furniture, layouts, info);
    let typ = title
        .as_deref()
        .and_then(|title| layouts.document_kind(title))
        .unwrap_or(Dokument::UNKNOWN);
    let subject = title
        .as_deref()
        .and_then(|title| title::subject(title, cues));
    // A unit's plan is often called as the committee's is: whose plan it is tells the kind.
    let typ = match subject {
        Some(subject) if typ == kind::PLAN && names::is_unit(subject, cues) => kind::UNIT_PLAN,
        _ => typ,
    };
    let (mut namnd, mut enhet) = (None, None);
    match subject {
        Some(subject) if typ == kind::UNIT_PLAN && !names::is_committee(subject, cues) => {
            enhet = Some(subject.to_owned());
        }
        Some(subject) if names::is_committee(subject, cues) => namnd = Some(subject.to_owned()),
        _ => {}
    }
    let addressed = people::addressee(&passages, cues);
    let namnd = namnd.or_else(|| addressed.as_ref().and_then(|to| to.committee.clone()));
    let handlaggare = people::officials(&passages, namnd.as_deref(), cues);
    let namnd = namnd.or_else(|| names::lone_committee(&passages, &furniture, cues));
    Dokument {
        typ: typ.to_owned(),
        ar: title.as_deref().and_then(forms::year),
        titel: title,
        namnd,
        enhet: enhet.or_else(|| unit(&passages, cues)),
        diarienummer: registration::registration(&passages, &furniture, cues),
        datum: None,
        handlaggare,
        sammantradesdatum: addressed.and_then(|to| to.date),
        beslut: decisions::read(&passages, cues),
    }
}

/// The paragraphs and cells before the first goal's heading. A table's cells go column by column, for what stands
/// side by side belongs together from top to bottom.
fn passages(flow: &Flow, vocabulary: &Vocabulary, layouts: &Layouts) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut lines = 0;
    for block in &flow.blocks {
        if lines > FRONT_LINES {
            break;
        }
        match block {
            Block::Paragraph(paragraph) => {
                let passage = passage(vocabulary, &paragraph.lines, paragraph.role);
                let goal = layouts.goal_label(&passage.text).is_some();
                if goal && paragraph.role != Role::Contents {
                    break;
                }
                lines += passage.lines.len();
                passages.push(passage);
            }
            Block::Table(table) => {
                for column in 0..table.columns {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    for cell in cells.filter(|cell| cell.column == column) {
                        lines += cell.lines.len();
                        passages.push(passage(vocabulary, &cell.lines, Role::Text));
                    }
                }
            }
        }
    }
    passages
}

fn passage(vocabulary: &Vocabulary, lines: &[Line], role: Role) -> Passage {
    Passage {
        text: vocabulary.join(lines),
        lines: lines.iter().map(|line| line.text.clone()).collect(),
        role,
        size: lines.first().map_or(0.0, |line| line.style.size),
    }
}

/// The unit that a line names after its label: `Enhet: Norra vuxenenheten`.
fn unit(passages: &[Passage], cues: &Cues) -> Option<String> {
    let lines = passages.iter().flat_map(|passage| &passage.lines);
    let named = |line: &String| {
        let after = cues.after(Cue::Enhet, line)?.trim_start();
        let name = after.strip_prefix(':')?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    lines.into_iter().find_map(named)
}

#[cfg(test)]
impl Passage {
    /// A paragraph of these lines, of no known size.
    fn of(role: Role, lines: &str) -> Self {
        Self {
            text: lines.replace('\n', " "),
            lines: lines.lines().map(str::to_owned).collect(),
            role,
            size: 0.0,
        }
    }
}
