//! Front matter: kind and title, committee, registration number, officials, meeting date and decisions.
//!
//! All of it is copied: the text itself stays in the sections that it stands in.

mod cases;
mod decision_headings;
mod decisions;
mod forms;
mod kind;
mod labels;
mod listed;
mod names;
mod passage;
mod people;
mod registration;
mod title;
mod unit;

use crate::grammar::{Cue, Cues};
use crate::output::{Arende, Avsnitt, Beslut, Dokument, Handling, Mal, Plats};
use crate::pdf::PdfInfo;

use passage::{Extent, Passage, passages};

pub(super) use passage::Reading;

pub(super) use kind::guess_kind;

/// Reads the front matter, and of a protocol or a notice its cases.
pub(super) fn read(reading: Reading<'_>, info: Option<&PdfInfo>) -> (Dokument, Vec<Arende>) {
    let Reading { flow, layouts, .. } = reading;
    let passages = passages(reading, Extent::Front);
    let cues = layouts.cues();
    let furniture: Vec<&str> = flow.furniture.iter().map(|l| l.text.as_str()).collect();
    let title = title::title(&passages, &furniture, layouts, info);
    let subject = title
        .as_deref()
        .and_then(|title| title::subject(title, cues));
    let pages = passage::pages(flow);
    let typ = kind::told(
        &passages,
        &furniture,
        title.as_deref(),
        layouts,
        info,
        pages,
    );
    let typ = kind::of_subject(typ.unwrap_or(Dokument::UNKNOWN), subject, layouts);
    let on_cover = unit::on_cover(&passages, title.as_deref(), typ, cues);
    let typ = kind::of_subject(typ, on_cover.as_deref(), layouts);
    let of_meeting = kind::OF_MEETINGS.contains(&typ);
    let (beslut, arenden) = decisions(reading, &passages, typ);
    let mut whose = whose(&passages, title.as_deref(), subject, typ, cues);
    if whose.committee.is_none() && !of_meeting {
        whose.committee = decisions::deciding(&passages, &beslut, cues);
    }
    let meeting = people::meeting(&passages, cues);
    let lone_day = labels::lone_day(&passages);
    let told = || lone_day.clone().or_else(|| labels::first_day(&passages));
    let sammantradesdatum = meeting.or_else(|| told().filter(|_| of_meeting));
    let lone_day = lone_day.filter(|day| sammantradesdatum.as_ref() != Some(day));
    let datum = labels::labelled_day(&passages, Cue::Datum, cues)
        .or(lone_day)
        .filter(|_| !of_meeting);
    let dokument = Dokument {
        typ: typ.to_owned(),
        ar: year(
            &passages,
            title.as_deref(),
            sammantradesdatum.as_deref(),
            datum.as_deref(),
            cues,
        ),
        titel: title,
        handlaggare: people::officials(&passages, whose.committee.as_deref(), cues),
        namnd: whose.committee,
        enhet: whose.unit.or_else(|| unit(&passages, cues)).or(on_cover),
        diarienummer: registration::registration(&passages, &furniture, of_meeting, cues),
        datum,
        sammantradesdatum,
        beslut,
    };
    (dokument, arenden)
}

/// The decisions, and of a meeting's document the cases that they are made in.
fn decisions(reading: Reading<'_>, front: &[Passage], typ: &str) -> (Vec<Beslut>, Vec<Arende>) {
    let cues = reading.layouts.cues();
    if !kind::OF_MEETINGS.contains(&typ) {
        return (decisions::read(front, cues), Vec::new());
    }
    let whole = passages(reading, Extent::Whole);
    let mut cases = cases::cases(&whole, cues);
    if cases.is_empty() && typ == kind::NOTICE {
        cases = listed::cases(reading, &whole);
    }
    let texts = cases.iter().flat_map(|case| &case.beslut);
    let of_cases = texts.map(|text| Beslut {
        nummer: None,
        text: text.clone(),
    });
    (of_cases.collect(), cases)
}

/// Whose a document is.
struct Whose {
    committee: Option<String>,
    unit: Option<String>,
}

/// The committee: the title's subject, a label's, the addressee, one that stands alone, or one that the title names.
fn whose(
    passages: &[Passage],
    title: Option<&str>,
    subject: Option<&str>,
    typ: &str,
    cues: &Cues,
) -> Whose {
    let of_subject = subject.and_then(|subject| names::committee_in(subject, cues));
    let unit = subject
        .filter(|subject| typ == kind::UNIT_PLAN && !names::is_committee(subject, cues))
        .map(str::to_owned);
    let committee = of_subject
        .or_else(|| names::labelled_committee(passages, cues))
        .or_else(|| people::addressee(passages, cues)?.committee)
        .or_else(|| names::lone_committee(passages, cues))
        .or_else(|| names::committee_in(title?, cues))
        .or_else(|| names::owner_in(title.filter(|_| kind::OF_MEETINGS.contains(&typ))?, cues));
    Whose { committee, unit }
}

/// The year that a document is about: its title's, else that of another heading of the first page, of the time that it
/// is in force, of the meeting, of the document.
fn year(
    passages: &[Passage],
    title: Option<&str>,
    meeting: Option<&str>,
    day: Option<&str>,
    cues: &Cues,
) -> Option<i32> {
    let headings = || {
        let headings = passages
            .iter()
            .filter(|passage| passage.on_first_page && passage.is_heading());
        headings.map(|passage| passage.text.as_str())
    };
    title
        .and_then(forms::year)
        .or_else(|| headings().find_map(forms::year))
        .or_else(|| lone_year(passages))
        .or_else(|| labels::labelled_year(passages, Cue::Giltighet, cues))
        .or_else(|| meeting.and_then(forms::year))
        .or_else(|| day.and_then(forms::year))
}

/// The year that is all of a line of the first page: a cover's.
fn lone_year(passages: &[Passage]) -> Option<i32> {
    let first_page = passages
        .iter()
        .filter(|passage| passage.on_first_page && passage.origin == passage::Origin::Prose);
    let mut lines = first_page.flat_map(|passage| &passage.lines);
    lines.find_map(|line| forms::lone_year(line))
}

/// Gives the cases their ids and their places in the reading order: that of the paragraph or section they begin in.
pub(super) fn place_cases(handling: &mut Handling) {
    let mut begins: Vec<(u32, &[Plats])> = Vec::new();
    let mut sections: Vec<&Avsnitt> = handling.avsnitt.iter().collect();
    let mut goals: Vec<&Mal> = handling.mal.iter().collect();
    while let Some(goal) = goals.pop() {
        sections.extend(&goal.avsnitt);
        goals.extend(&goal.mal);
    }
    for section in sections {
        begins.push((section.ordning, &section.plats));
        let paragraphs = section.stycken.iter();
        begins.extend(paragraphs.map(|paragraph| (paragraph.ordning, paragraph.plats.as_slice())));
    }
    for table in &handling.tabeller {
        begins.push((table.ordning, &table.plats));
        let rows = table.rader.iter().map(|row| row.plats.as_slice());
        begins.extend(rows.map(|plats| (table.ordning, plats)));
    }
    begins.sort_by_key(|(ordning, _)| *ordning);
    let mut last = 0;
    for (at, case) in handling.arenden.iter_mut().enumerate() {
        case.id = format!("p{}", at + 1);
        let first = case.plats.first();
        // A section begins where its heading stands: the last one that begins there is nearest.
        let found = begins
            .iter()
            .rev()
            .find(|(_, plats)| first.is_some_and(|place| starts_at(plats, place)));
        last = found.map_or(last, |(ordning, _)| *ordning);
        case.ordning = last;
    }
}

/// Whether what stands at these places begins with what stands at `place`.
fn starts_at(plats: &[Plats], place: &Plats) -> bool {
    match (plats.first(), place) {
        (
            Some(Plats::Sida { sida, ruta }),
            Plats::Sida {
                sida: page,
                ruta: own,
            },
        ) => sida == page && ruta[1] == own[1],
        (Some(Plats::Rader { rad }), Plats::Rader { rad: own }) => rad[0] == own[0],
        _ => false,
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
