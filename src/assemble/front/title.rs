//! The title of a document, and what it is about.

use crate::block::Role;
use crate::grammar::{Cue, Cues, Layouts};
use crate::pdf::PdfInfo;

use super::{Passage, forms};

/// A title is no longer than this many characters.
const TITLE_CHARS: usize = 160;

/// The title: the paragraph that tells a kind of document and looks most like a title; else a page header or what
/// the file says of itself, which are weaker witnesses.
pub(super) fn title(
    passages: &[Passage],
    furniture: &[&str],
    layouts: &Layouts,
    info: Option<&PdfInfo>,
) -> Option<String> {
    let titles = |text: &str| looks_like_title(text) && layouts.document_kind(text).is_some();
    let rank = |passage: &Passage| {
        let heading = matches!(passage.role, Role::Heading(_));
        let dated = forms::year(&passage.text).is_some();
        (dated, heading, passage.size)
    };
    let mut best: Option<&Passage> = None;
    for passage in passages
        .iter()
        .filter(|passage| passage.role != Role::Contents && titles(&passage.text))
    {
        let better = best.is_none_or(|best| {
            let (dated, heading, size) = rank(passage);
            let (best_dated, best_heading, best_size) = rank(best);
            (dated, heading)
                .cmp(&(best_dated, best_heading))
                .then(size.total_cmp(&best_size))
                .is_gt()
        });
        if better {
            best = Some(passage);
        }
    }
    best.map(|passage| passage.text.clone())
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
pub(super) fn subject<'t>(title: &'t str, cues: &Cues) -> Option<&'t str> {
    let (_, subject) = cues.split(Cue::Galler, title)?;
    let subject = subject.trim();
    (!subject.is_empty() && subject.chars().any(char::is_alphabetic)).then_some(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
