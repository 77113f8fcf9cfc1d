//! Headings that the tags tell and the look alone does not.

use crate::block::{Paragraph, Role};
use crate::page::tolerances::{
    AGREED_BY_LOOK, AGREED_BY_TAG, AGREED_HEADINGS, DEEPEST_HEADING, HEADING_LETTERS, HEADING_LINES,
};

use super::Tags;

/// Makes headings of paragraphs that are tagged so, in documents whose other headings are tagged too. Gives their texts.
pub fn mark<'a>(paragraphs: &'a mut [&mut Paragraph], tags: &Tags) -> Vec<&'a Paragraph> {
    let level = |paragraph: &Paragraph| -> Option<u32> {
        let mut levels = paragraph.lines.iter().flat_map(|line| &line.letters);
        let of = |letter: u32| tags.heading.get(tags.element(letter)?).copied()?;
        let first = levels.next().and_then(of)?;
        levels
            .all(|letter| of(letter) == Some(first))
            .then_some(first)
    };
    let tagged: Vec<Option<u32>> = paragraphs.iter().map(|p| level(p)).collect();
    let mut both: Vec<(u32, u32)> = Vec::new();
    let (mut by_tag, mut by_look) = (0, 0);
    for (paragraph, tag) in paragraphs.iter().zip(&tagged) {
        by_tag += usize::from(tag.is_some());
        if let Role::Heading(own) = paragraph.role {
            by_look += 1;
            both.extend(tag.map(|tag| (tag, own)));
        }
    }
    // Tags that call most headings something else, or much else headings, are not to be trusted.
    if both.len() < AGREED_HEADINGS
        || both.len() * 10 < by_tag * AGREED_BY_TAG
        || both.len() * 10 < by_look * AGREED_BY_LOOK
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (paragraph, tag) in paragraphs.iter_mut().zip(tagged) {
        let Some(tag) = tag.filter(|_| paragraph.role == Role::Text) else {
            continue;
        };
        let letters: usize = paragraph.lines.iter().map(|line| line.letters.len()).sum();
        if paragraph.lines.len() > HEADING_LINES || letters >= HEADING_LETTERS {
            continue;
        }
        // As deep as the headings with the same tag, else one deeper than those above it.
        let same = both.iter().find(|(other, _)| *other == tag);
        let above = both.iter().filter(|(other, _)| *other < tag);
        let depth = same
            .map(|(_, own)| *own)
            .or_else(|| above.map(|(_, own)| own + 1).max())
            .unwrap_or(1);
        paragraph.role = Role::Heading(depth.min(DEEPEST_HEADING));
        found.push(&**paragraph);
    }
    found
}

/// `H1` to `H6`; newer standards allow more.
pub(super) fn level(role: &str) -> Option<u32> {
    let level: u32 = role.strip_prefix('H')?.parse().ok()?;
    (1..=DEEPEST_HEADING).contains(&level).then_some(level)
}
