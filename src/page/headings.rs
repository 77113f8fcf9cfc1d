//! Paragraphs that are headings, by size and weight, with their level.

use crate::block::{Line, Paragraph, Place, Role, ends_sentence};
use crate::page::tolerances::{
    AXIS_NUMBERS, BOLD_LINES, CHART_TITLE_LINES, DEEPEST_HEADING, HEADING_LETTERS, HEADING_LINES,
    LABEL_INDENT, LABEL_VALUE_WORDS, LIGHT, NUMBERED_HEADING, RANK_STEPS, SENTENCE_HEADING,
};
use crate::pdf::Rgb;
use crate::words::note_marks::unmarked;
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
    let headings: Vec<bool> = (0..paragraphs.len())
        .map(|at| is_heading(paragraphs, at, body))
        .collect();
    let mut looks: Vec<(i32, bool)> = Vec::new();
    #[allow(clippy::cast_possible_truncation)] // Sizes are small.
    let key = |paragraph: &Paragraph| {
        let style = paragraph.lines[0].style;
        ((style.size * RANK_STEPS).round() as i32, style.bold)
    };
    for (paragraph, _) in paragraphs.iter().zip(&headings).filter(|(_, own)| **own) {
        let look = key(paragraph);
        if !looks.contains(&look) {
            looks.push(look);
        }
    }
    looks.sort_by(|a, b| b.cmp(a));
    for (paragraph, _) in paragraphs.iter_mut().zip(headings).filter(|(_, own)| *own) {
        let rank = looks
            .iter()
            .position(|look| *look == key(paragraph))
            .unwrap_or(0);
        paragraph.role = Role::Heading(u32::try_from(rank + 1).unwrap_or(1).min(DEEPEST_HEADING));
    }
}

/// Whether the paragraph looks like a heading among the others, which stand in reading order.
fn is_heading(paragraphs: &[&mut Paragraph], at: usize, body: f32) -> bool {
    let paragraph = &*paragraphs[at];
    let Some(first) = paragraph.lines.first() else {
        return false;
    };
    let letters: usize = paragraph.lines.iter().map(|line| line.letters.len()).sum();
    let mut text = paragraph.lines.iter().flat_map(|line| line.text.chars());
    if !text.any(char::is_alphabetic) || letters >= HEADING_LETTERS {
        return false;
    }
    if is_chart_title(paragraphs.get(at + 1..).unwrap_or_default()) {
        return false;
    }
    // `... under året.¹` is a sentence with a note.
    let last = paragraph.lines.last().map_or("", |line| line.text.as_str());
    if unmarked(last).len() < last.len() && unmarked(last).ends_with('.') {
        return false;
    }
    let sentence = ends_sentence(last) && !first.style.bold && last.contains(' ');
    let larger = first.style.size > body + SAME_SIZE
        && (!sentence || first.style.size >= body * SENTENCE_HEADING);
    match paragraph.role {
        Role::Text if larger => true,
        Role::Text => {
            let bold = paragraph.lines.iter().all(|line| line.style.bold);
            let next = paragraphs.get(at + 1).map(|next| &**next);
            let after = paragraphs.get(at + 2).map(|after| &**after);
            bold && !is_stressed(paragraph) && !is_label(paragraph, next, after)
                || is_bar(paragraph, next)
        }
        // A heading with a number looks like an item; an item has the text's size.
        Role::ListItem => {
            paragraph.lines.len() <= HEADING_LINES
                && first.text.starts_with(|c: char| c.is_ascii_digit())
                && first.style.size > body + NUMBERED_HEADING
        }
        _ => false,
    }
}

/// Whether what follows a text are the numbers of a chart's axis, one after the other, maybe below more of its title.
fn is_chart_title(following: &[&mut Paragraph]) -> bool {
    let is_number = |paragraph: &&&mut Paragraph| {
        let [line] = paragraph.lines.as_slice() else {
            return false;
        };
        line.text.contains(|c: char| c.is_ascii_digit()) && !line.text.contains(char::is_alphabetic)
    };
    let sentence = |paragraph: &Paragraph| ends_sentence(&paragraph.lines[0].text);
    let title = |paragraph: &&mut Paragraph| {
        paragraph.lines.len() == 1 && !is_number(&paragraph) && !sentence(paragraph)
    };
    let lines = following.iter().take(CHART_TITLE_LINES);
    let from = lines.take_while(|paragraph| title(paragraph)).count();
    let numbers = following.iter().skip(from).take(AXIS_NUMBERS);
    numbers.filter(is_number).count() == AXIS_NUMBERS
}

/// Whether bold text is stressed text or a part of a label: many lines, a whole sentence over two, or one that begins in
/// a small letter.
fn is_stressed(paragraph: &Paragraph) -> bool {
    if paragraph.lines.first().is_some_and(Line::begins_small) {
        return true;
    }
    let lines = paragraph.lines.len();
    let ends = paragraph
        .lines
        .last()
        .is_some_and(|line| line.text.ends_with('.'));
    lines > BOLD_LINES || lines > 1 && ends
}

/// Whether the paragraph is one light line, which stands on a dark bar, above text that does not.
fn is_bar(paragraph: &Paragraph, next: Option<&Paragraph>) -> bool {
    let light = |paragraph: &Paragraph| {
        let first = paragraph.lines.first();
        first.is_some_and(|line| is_light(line.style.color))
    };
    let [line] = paragraph.lines.as_slice() else {
        return false;
    };
    let page = |paragraph: &Paragraph| match paragraph.lines.first()?.place {
        Place::Page(page, _) => Some(page),
        Place::Row(_) => None,
    };
    let dark = |next: &Paragraph| !light(next) && page(next) == page(paragraph);
    light(paragraph) && !ends_sentence(&line.text) && next.is_some_and(dark)
}

/// Whether the paragraph is a label: what follows is one short line far to its right, as names stand under the words for
/// who signs, and what follows that stands further left again.
fn is_label(paragraph: &Paragraph, next: Option<&Paragraph>, after: Option<&Paragraph>) -> bool {
    let left = |paragraph: &Paragraph| match paragraph.lines.first()?.place {
        Place::Page(page, rect) => Some((page, rect.x0)),
        Place::Row(_) => None,
    };
    let (Some(next), Some((page, own))) = (next, left(paragraph)) else {
        return false;
    };
    let ([label], [value], Some((next_page, x))) = (
        paragraph.lines.as_slice(),
        next.lines.as_slice(),
        left(next),
    ) else {
        return false;
    };
    let back = after
        .and_then(left)
        .is_none_or(|(third, after)| third != page || after < x - label.style.size);
    let short = value.text.split(' ').count() <= LABEL_VALUE_WORDS && !ends_sentence(&value.text);
    page == next_page && short && back && x > own + LABEL_INDENT * label.style.size
}

#[cfg(test)]
mod tests {
    use super::{body_size, mark_headings};
    use crate::block::{CharIds, Line, Paragraph, Place, Role};
    use crate::geometry::Rect;
    use crate::pdf::Rgb;

    /// A paragraph of lines that begin so far right.
    fn paragraph(lines: &[&str], x: f32, look: impl Fn(&mut Line)) -> Paragraph {
        let lines = lines.iter().map(|text| {
            let mut line = Line::of(text);
            line.style.size = 10.0;
            line.letters = text.chars().map(|_| 0).collect::<CharIds>();
            line.place = Place::Page(1, Rect::new(x, 100.0, x + 50.0, 110.0));
            look(&mut line);
            line
        });
        Paragraph {
            role: Role::Text,
            lines: lines.collect(),
            marks: Vec::new(),
        }
    }

    fn headings(mut paragraphs: Vec<Paragraph>) -> Vec<String> {
        let mut all: Vec<&mut Paragraph> = paragraphs.iter_mut().collect();
        let body = body_size(&all).unwrap_or(10.0);
        mark_headings(&mut all, body);
        let heading = |p: &&Paragraph| matches!(p.role, Role::Heading(_));
        let texts = paragraphs.iter().filter(heading);
        texts.map(|p| p.lines[0].text.clone()).collect()
    }

    fn plain(_: &mut Line) {}

    fn bold(line: &mut Line) {
        line.style.bold = true;
    }

    const TEXT: &str = "Arbetet pågick hela året och gav resultat i flera delar av verksamheten.";

    #[test]
    fn a_sentence_hardly_larger_than_the_text_is_no_heading() {
        let sized = |size: f32| move |line: &mut Line| line.style.size = size;
        let text = || paragraph(&[TEXT, TEXT], 50.0, plain);
        let found = |size| {
            headings(vec![
                paragraph(&["Nämnden noterar listan."], 50.0, sized(size)),
                text(),
            ])
        };
        assert!(found(11.0).is_empty());
        assert_eq!(found(16.0), ["Nämnden noterar listan."]);
        let title = paragraph(&["Anmälda listor"], 50.0, sized(11.0));
        assert_eq!(headings(vec![title, text()]), ["Anmälda listor"]);
    }

    #[test]
    fn bold_text_is_a_heading_but_not_if_it_runs_on() {
        let four = [
            "Barn som behöver stöd ska få det",
            "tidigt, nära hemmet och",
            "av någon som de känner väl,",
            "utan kö",
        ];
        let sentence = ["Fler ska få stöd i sin egen skola och", "nära hemmet."];
        let found = headings(vec![
            paragraph(&["Skolan"], 50.0, bold),
            paragraph(&["och tid"], 50.0, bold),
            paragraph(&four, 50.0, bold),
            paragraph(&[TEXT], 50.0, plain),
            paragraph(&sentence, 50.0, bold),
            paragraph(&[TEXT, TEXT], 50.0, plain),
        ]);
        assert_eq!(found, ["Skolan"]);
    }

    #[test]
    fn labels_of_names_are_no_headings() {
        let found = headings(vec![
            paragraph(&["Ordförande"], 50.0, bold),
            paragraph(&["Kim Ek (X)"], 150.0, plain),
            paragraph(&["Justerare"], 50.0, bold),
            paragraph(&["Lo Berg (Y)"], 150.0, plain),
            paragraph(&["Beslut"], 50.0, bold),
            paragraph(&[TEXT], 50.0, plain),
        ]);
        assert_eq!(found, ["Beslut"]);
    }

    #[test]
    fn a_charts_title_is_no_heading() {
        let mut all = vec![
            paragraph(&["Resultat"], 50.0, bold),
            paragraph(&[TEXT, TEXT], 50.0, plain),
            paragraph(&["Andel lärare"], 150.0, |line| line.style.size = 14.0),
            paragraph(&["Källa: enkät"], 150.0, plain),
        ];
        let axis = ["40 %", "30 %", "20 %", "10 %"];
        all.extend(axis.map(|number| paragraph(&[number], 150.0, plain)));
        assert_eq!(headings(all), ["Resultat"]);
    }

    #[test]
    fn a_light_line_above_dark_text_is_a_heading() {
        let light = |line: &mut Line| line.style.color = Rgb(255, 255, 255);
        let found = headings(vec![
            paragraph(&["Mål för året"], 50.0, light),
            paragraph(&[TEXT], 50.0, plain),
            paragraph(&["Gäller från januari"], 50.0, light),
            paragraph(&["Antagen i maj"], 50.0, light),
            paragraph(&["Reviderad i juni."], 50.0, light),
        ]);
        assert_eq!(found, ["Mål för året"]);
    }
}
