//! The title of a document, and what it is about.

use crate::block::Role;
use crate::grammar::{Cue, Cues, KindWords, Layouts};
use crate::pdf::PdfInfo;

use super::passage::{Origin, Passage};
use super::{forms, names};

/// A title is no longer than this many characters.
const TITLE_CHARS: usize = 160;
/// A title that stands out is at least this much larger than running text.
const LARGER_THAN_TEXT: f32 = 1.15;
/// Sizes that differ by less than this part are the same.
const TITLE_SIZE: f32 = 0.03;

/// The title: the largest text of the first page that may be one; else the paragraph that tells a kind of document, else
/// the first heading, else a page header or what the file says of itself, which are weaker witnesses.
pub(super) fn title(
    passages: &[Passage],
    furniture: &[&str],
    layouts: &Layouts,
    info: Option<&PdfInfo>,
) -> Option<String> {
    let titles = |text: &str| looks_like_title(text) && layouts.document_kind(text).is_some();
    largest(passages, layouts)
        .or_else(|| names_itself(passages, layouts))
        .or_else(|| telling(passages, titles))
        .or_else(|| first_heading(passages, layouts.cues()))
        .or_else(|| {
            let header = furniture.iter().find(|text| titles(text));
            header.map(|text| (*text).to_owned())
        })
        .or_else(|| info?.title.clone().filter(|title| titles(title)))
}

/// The largest text of the first page, if it is larger than running text: of several as large, one that tells a kind.
fn largest(passages: &[Passage], layouts: &Layouts) -> Option<String> {
    let least = large_size(passages)?;
    let mut best: Option<(f32, bool, usize, String)> = None;
    let candidates = passages.iter().enumerate();
    for (at, passage) in candidates.filter(|(_, passage)| may_hold_title(passage)) {
        let size = passage.size();
        if size < least {
            continue;
        }
        let Some(text) = title_lines(passage, layouts.cues()) else {
            continue;
        };
        let telling = layouts.kind_in(KindWords::Title, &text).is_some();
        let better = best.as_ref().is_none_or(|(largest, tells, ..)| {
            let same = (size - largest).abs() <= TITLE_SIZE * largest;
            if same {
                telling && !tells
            } else {
                size > *largest
            }
        });
        if better {
            best = Some((size, telling, at, text));
        }
    }
    best.map(|(size, _, at, text)| match passages.get(at + 1) {
        Some(next) if forms::year(&text).is_none() && goes_on(next, size, least) => {
            format!("{text} {}", next.text)
        }
        _ => text,
    })
}

/// Whether a cover's next lines belong to the title: the year alone, in large type, or the title's own type and the period
/// that it is about (`januari–augusti 2023`).
fn goes_on(next: &Passage, size: f32, least: f32) -> bool {
    let same = (next.size() - size).abs() <= TITLE_SIZE * size;
    let period = same && next.text.starts_with(char::is_lowercase) && looks_short(&next.text);
    may_hold_title(next)
        && next.size() >= least
        && (forms::lone_year(&next.text).is_some() || period && forms::year(&next.text).is_some())
}

fn looks_short(text: &str) -> bool {
    const PERIOD_CHARS: usize = 60;
    text.chars().count() <= PERIOD_CHARS
}

/// The size from which type is larger than running text.
pub(super) fn large_size(passages: &[Passage]) -> Option<f32> {
    Some(text_size(passages)? * LARGER_THAN_TEXT)
}

/// The size of most letters of running text; `None` in a text.
fn text_size(passages: &[Passage]) -> Option<f32> {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    let running = passages.iter().filter(|passage| !passage.is_heading());
    for (line, size) in running.flat_map(|passage| passage.lines.iter().zip(&passage.sizes)) {
        match sizes
            .iter_mut()
            .find(|(known, _)| (known - size).abs() <= TITLE_SIZE * size)
        {
            Some((_, letters)) => *letters += line.len(),
            None => sizes.push((*size, line.len())),
        }
    }
    let most = sizes.into_iter().max_by_key(|(_, letters)| *letters);
    most.map(|(size, _)| size).filter(|size| *size > 0.0)
}

fn may_hold_title(passage: &Passage) -> bool {
    passage.on_first_page && passage.origin == Origin::Prose && passage.role != Role::Contents
}

/// The title in a passage: its largest lines, without the organisation in lines of their own.
fn title_lines(passage: &Passage, cues: &Cues) -> Option<String> {
    let size = passage.size();
    let large = |size_of_line: f32| (size - size_of_line).abs() <= TITLE_SIZE * size;
    if passage.sizes.iter().all(|size| large(*size)) && !ends_in_organisation(&passage.lines, cues)
    {
        return may_be_title(&passage.text, cues).then(|| passage.text.clone());
    }
    let lines = passage.lines.iter().zip(&passage.sizes);
    let mut lines: Vec<&str> = lines
        .filter(|(_, size)| large(**size))
        .map(|(line, _)| line.as_str())
        .collect();
    if ends_in_organisation(&lines, cues) {
        lines.pop();
    }
    let text = lines.join(" ");
    may_be_title(&text, cues).then_some(text)
}

/// Whether the last of several lines is an organisation's name by itself: the line before it does not lead to it.
fn ends_in_organisation<L: AsRef<str>>(lines: &[L], cues: &Cues) -> bool {
    let [.., before, last] = lines else {
        return false;
    };
    let word = before
        .as_ref()
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    let leads = cues.has(Cue::Preposition, &word) || cues.has(Cue::Bindeord, &word);
    !leads && is_organisation(last.as_ref(), cues)
}

/// `Norrby kommun`, `Socialförvaltningen`
fn is_organisation(text: &str, cues: &Cues) -> bool {
    const WORDS: usize = 5;
    let last = text.split_whitespace().next_back().unwrap_or_default();
    cues.ends(Cue::Organisationsslut, last)
        && text.split_whitespace().count() <= WORDS
        && text.starts_with(char::is_uppercase)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// No sentence, label, organisation, committee, person's or part's heading.
pub(super) fn may_be_title(text: &str, cues: &Cues) -> bool {
    let labels = [
        Cue::Handlaggare,
        Cue::Dokumenttyp,
        Cue::Instans,
        Cue::Datum,
        Cue::Giltighet,
        Cue::Enhet,
        Cue::Sammantrade,
    ];
    let labelled = labels
        .iter()
        .any(|label| cues.value(*label, text).is_some())
        || forms::after_registration_label(text, cues).is_some();
    looks_like_title(text)
        && text.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !labelled
        && !cues.is(Cue::Ingentitel, text)
        && !names::is_committee_name(text, cues)
        && !is_organisation(text, cues)
        && !forms::is_numbered(text)
}

/// A line that names the kind of document and no more: the title of a protocol.
fn names_itself(passages: &[Passage], layouts: &Layouts) -> Option<String> {
    let alone = |line: &&String| {
        layouts.kind_is(KindWords::Alone, line).is_some()
            && layouts.kind_in(KindWords::Title, line).is_some()
    };
    let first_page = passages.iter().filter(|passage| passage.on_first_page);
    let mut lines = first_page.flat_map(|passage| &passage.lines);
    lines.find(alone).cloned()
}

/// The paragraph that tells a kind of document and looks most like a title.
fn telling(passages: &[Passage], titles: impl Fn(&str) -> bool) -> Option<String> {
    let rank = |passage: &Passage| {
        let dated = forms::year(&passage.text).is_some();
        (dated, passage.is_heading())
    };
    let prose = passages
        .iter()
        .filter(|passage| passage.origin == Origin::Prose);
    let mut best: Option<&Passage> = None;
    for passage in prose.filter(|passage| passage.role != Role::Contents && titles(&passage.text)) {
        let better = best.is_none_or(|best| {
            let by_rank = rank(passage).cmp(&rank(best));
            by_rank.then(passage.size().total_cmp(&best.size())).is_gt()
        });
        if better {
            best = Some(passage);
        }
    }
    best.map(|passage| passage.text.clone())
}

/// The first heading of the first page that may be a title.
fn first_heading(passages: &[Passage], cues: &Cues) -> Option<String> {
    let mut headings = passages
        .iter()
        .filter(|passage| may_hold_title(passage) && passage.is_heading());
    headings
        .find(|passage| may_be_title(&passage.text, cues))
        .map(|passage| passage.text.clone())
}

/// A title is short, begins with a capital, and is no sentence.
pub(super) fn looks_like_title(text: &str) -> bool {
    let short = text.chars().count() <= TITLE_CHARS;
    let begins = text.chars().next().is_some_and(char::is_uppercase);
    let sentence = text.ends_with(['.', ',', ';', ':']) || after_number(text).contains(". ");
    short && begins && !sentence
}

/// A text after the number of what is attached to another document: `Bilaga 1. Styrkort`.
fn after_number(text: &str) -> &str {
    let Some((before, after)) = text.split_once(". ") else {
        return text;
    };
    let numbered = before.ends_with(|c: char| c.is_ascii_digit()) && before.split(' ').count() == 2;
    if numbered { after } else { text }
}

/// What a title is about: `Verksamhetsplan 2022 för …`.
pub(super) fn subject<'t>(title: &'t str, cues: &Cues) -> Option<&'t str> {
    let (_, subject) = cues.split(Cue::Galler, title)?;
    let subject = subject.trim();
    (!subject.is_empty() && subject.chars().any(char::is_alphabetic)).then_some(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(passages: &[Passage]) -> Option<String> {
        title(passages, &[], &Layouts::builtin(), None)
    }

    #[test]
    fn the_subject_of_a_title() {
        let layouts = Layouts::builtin();
        assert_eq!(
            subject("Verksamhetsplan 2022 för Norrby nämnd", layouts.cues()),
            Some("Norrby nämnd")
        );
        assert_eq!(subject("Verksamhetsplan 2022", layouts.cues()), None);
    }

    #[test]
    fn a_sentence_is_no_title() {
        assert!(looks_like_title("Verksamhetsplan 2022"));
        assert!(!looks_like_title("Verksamhetsplan 2022 antogs i maj."));
        assert!(!looks_like_title("verksamhetsplan 2022"));
        assert!(looks_like_title("Bilaga 1. Styrkort för skolan"));
    }

    #[test]
    fn the_largest_text_that_is_no_organisation_label_or_part() {
        let text = "Detta är löpande text som fyller sidan med många bokstäver.";
        let passages = [
            Passage::sized(Role::Heading(1), 20.0, "Socialnämnden"),
            Passage::sized(Role::Heading(1), 20.0, "Sammanfattning"),
            Passage::sized(Role::Heading(1), 18.0, "Badhusets framtid\nNorrby kommun"),
            Passage::sized(Role::Text, 18.0, "Datum: 2026-01-02"),
            Passage::sized(Role::Text, 11.0, text),
        ];
        assert_eq!(read(&passages).as_deref(), Some("Badhusets framtid"));
    }

    #[test]
    fn a_title_that_leads_to_an_organisation_keeps_it() {
        let passages = [
            Passage::sized(
                Role::Heading(1),
                18.0,
                "Månadsuppföljning 2026 för\nNorrby kommun",
            ),
            Passage::sized(Role::Text, 11.0, "Detta är löpande text."),
        ];
        assert_eq!(
            read(&passages).as_deref(),
            Some("Månadsuppföljning 2026 för Norrby kommun")
        );
    }

    #[test]
    fn a_covers_year_belongs_to_its_title() {
        let text = "Detta är löpande text som fyller sidan med många bokstäver.";
        let cover = |lines: [(f32, &str); 2]| {
            let mut passages: Vec<Passage> = lines
                .iter()
                .map(|(size, line)| Passage::sized(Role::Heading(1), *size, line))
                .collect();
            passages.push(Passage::sized(Role::Text, 11.0, text));
            read(&passages)
        };
        for (lines, title) in [
            (
                [(34.0, "Verksamhetsplan"), (22.0, "2024")],
                "Verksamhetsplan 2024",
            ),
            (
                [(28.0, "Delårsrapport"), (28.0, "januari–augusti 2023")],
                "Delårsrapport januari–augusti 2023",
            ),
            (
                [(34.0, "Verksamhetsplan"), (11.0, "2024")],
                "Verksamhetsplan",
            ),
            (
                [(34.0, "Verksamhetsplan 2024"), (22.0, "2024")],
                "Verksamhetsplan 2024",
            ),
        ] {
            assert_eq!(cover(lines).as_deref(), Some(title));
        }
    }

    #[test]
    fn a_protocol_names_itself_in_its_header() {
        let passages = [
            Passage::furniture("PROTOKOLL"),
            Passage::sized(Role::Heading(2), 11.0, "Plats och tid"),
            Passage::sized(Role::Text, 11.0, "Kommunhuset"),
        ];
        assert_eq!(read(&passages).as_deref(), Some("PROTOKOLL"));
    }
}
