//! Headings that stand so close that the page shows one paragraph.

use crate::block::{Block, Line, Mark, Paragraph, Place, Role};
use crate::grammar::Layouts;

/// A heading's parts where a goal's label stands alone on a later line: what follows it is another title. `None` if the block
/// has no such parts.
pub(super) fn at_labels(block: &Block, layouts: &Layouts) -> Option<Vec<Block>> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    if !matches!(paragraph.role, Role::Heading(_)) {
        return None;
    }
    let begins = |line: &Line| {
        let label = layouts.goal_label(&line.text);
        label.is_some_and(|label| label.alone && label.colon)
    };
    let lines = paragraph.lines.iter().enumerate();
    let starts: Vec<usize> = lines
        .filter(|(at, line)| *at == 0 || begins(line))
        .map(|(at, _)| at)
        .collect();
    if starts.len() < 2 {
        return None;
    }
    let ends = starts
        .iter()
        .skip(1)
        .copied()
        .chain([paragraph.lines.len()]);
    let ranges = starts.iter().copied().zip(ends);
    let mut parts: Vec<Paragraph> = ranges
        .map(|(from, to)| Paragraph {
            role: paragraph.role,
            lines: paragraph.lines.get(from..to).unwrap_or_default().to_vec(),
            marks: Vec::new(),
        })
        .collect();
    for mark in &paragraph.marks {
        let above = |part: &Paragraph| {
            part.lines
                .first()
                .is_some_and(|line| begins_above(line, mark))
        };
        let own = parts.iter().rposition(above).unwrap_or(0);
        if let Some(part) = parts.get_mut(own) {
            part.marks.push(mark.clone());
        }
    }
    Some(parts.into_iter().map(Block::Paragraph).collect())
}

/// Whether the line begins above the middle of the mark.
fn begins_above(line: &Line, mark: &Mark) -> bool {
    match (line.place, mark.place) {
        (Place::Page(page, line), Place::Page(other, mark)) => {
            page < other || page == other && line.y0 <= mark.mid_y()
        }
        _ => true,
    }
}
