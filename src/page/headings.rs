//! Paragraphs that are headings, by size and weight, with their level.

use crate::block::{Paragraph, Role, ends_sentence};
use crate::page::tolerances::{
    BOLD_LINES, DEEPEST_HEADING, HEADING_LETTERS, HEADING_LINES, LIGHT, NUMBERED_HEADING,
    RANK_STEPS,
};
use crate::pdf::Rgb;
use crate::words::tolerances::{SAME_SIZE, size_key};
use crate::words::typography::{add_letters, most_letters};

/// Font size of running text: of most letters in paragraphs that are not bold throughout. Text of tables does not count, so
/// that a document that is mostly tables has a body size too.
#[must_use]
pub fn body_size(paragraphs: &[&mut Paragraph]) -> Option<f32> {
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    for line in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
        if !line.style.bold && line.style.size > 0.0 {
            add_letters(&mut sizes, size_key(line.style.size), line.letters.len());
        }
    }
    (!sizes.is_empty()).then(|| most_letters(sizes, None))
}

/// Whether text of this colour can be read on something dark only.
fn is_light(color: Rgb) -> bool {
    let Rgb(red, green, blue) = color;
    u16::from(red) + u16::from(green) + u16::from(blue) > LIGHT
}

/// Gives headings their role and level: text that is larger than the body, or bold and short, ranked by size.
pub fn mark_headings(paragraphs: &mut [&mut Paragraph], body: f32) {
    let is_heading = |paragraph: &Paragraph| {
        let Some(first) = paragraph.lines.first() else {
            return false;
        };
        let letters: usize = paragraph.lines.iter().map(|line| line.letters.len()).sum();
        let larger = first.style.size > body + SAME_SIZE;
        let bold = first.style.bold && paragraph.lines.iter().all(|line| line.style.bold);
        // A heading with a number looks like an item; an item has the text's size.
        let numbered = paragraph.role == Role::ListItem
            && paragraph.lines.len() <= HEADING_LINES
            && first.text.starts_with(|c: char| c.is_ascii_digit())
            && first.style.size > body + NUMBERED_HEADING;
        let words = paragraph
            .lines
            .iter()
            .flat_map(|l| l.text.chars())
            .any(char::is_alphabetic);
        // Bold text of several lines, or of a whole sentence over two, is stressed; a light line stands on a dark bar.
        let lines = paragraph.lines.len();
        let ends = paragraph
            .lines
            .last()
            .is_some_and(|line| line.text.ends_with('.'));
        let stressed = lines > BOLD_LINES || lines > 1 && ends;
        let bar = lines == 1 && is_light(first.style.color) && !ends_sentence(&first.text);
        let text = paragraph.role == Role::Text && (larger || bold && !stressed || bar);
        words && letters < HEADING_LETTERS && (text || numbered)
    };
    let mut looks: Vec<(i32, bool)> = Vec::new();
    #[allow(clippy::cast_possible_truncation)] // Sizes are small.
    let key = |paragraph: &Paragraph| {
        let style = paragraph.lines[0].style;
        ((style.size * RANK_STEPS).round() as i32, style.bold)
    };
    for paragraph in paragraphs.iter().filter(|p| is_heading(p)) {
        let look = key(paragraph);
        if !looks.contains(&look) {
            looks.push(look);
        }
    }
    looks.sort_by(|a, b| b.cmp(a));
    for paragraph in paragraphs.iter_mut() {
        if is_heading(paragraph) {
            let rank = looks
                .iter()
                .position(|look| *look == key(paragraph))
                .unwrap_or(0);
            paragraph.role =
                Role::Heading(u32::try_from(rank + 1).unwrap_or(1).min(DEEPEST_HEADING));
        }
    }
}
