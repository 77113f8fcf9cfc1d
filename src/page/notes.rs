//! Notes: at the foot of a page, and beside the text in its margin. They interrupt the text, which goes on past them.

use crate::block::{Block, Paragraph, Place, Role};
use crate::drawing::rules::Ruling;
use crate::geometry::Rect;
use crate::page::placed::Placed;
use crate::page::tolerances::{
    NOTE_DIGITS, NOTE_OVER_RULE, NOTE_RULE, NOTE_RULE_REACH, NOTE_ZONE, SMALLER,
};

/// Where the block's lines stand.
fn rect(block: &Block) -> Option<Rect> {
    let of = |place: &Place| match place {
        Place::Page(_, rect) => Some(*rect),
        Place::Row(_) => None,
    };
    match block {
        Block::Paragraph(paragraph) => {
            let lines = paragraph.lines.iter().filter_map(|line| of(&line.place));
            lines.reduce(|a, b| a.union(&b))
        }
        Block::Table(table) => {
            let rows = table.rows.iter().flat_map(|row| &row.places);
            rows.filter_map(of).reduce(|a, b| a.union(&b))
        }
    }
}

/// Puts notes of the margin behind the blocks of the page that they stand beside.
pub(super) fn place_beside(blocks: &mut Vec<Placed>, notes: Vec<Placed>) {
    for mut note in notes {
        if let Block::Paragraph(paragraph) = &mut note.block {
            paragraph.role = Role::Margin;
        }
        let top = rect(&note.block).map_or(0.0, |rect| rect.mid_y());
        let is_margin =
            |block: &Block| matches!(block, Block::Paragraph(p) if p.role == Role::Margin);
        let above = blocks
            .iter()
            .rposition(|placed| rect(&placed.block).is_some_and(|rect| rect.y0 < top));
        let mut at = above.map_or(0, |above| above + 1);
        while blocks
            .get(at)
            .is_some_and(|placed| is_margin(&placed.block))
        {
            at += 1;
        }
        blocks.insert(at, note);
    }
}

/// Marks the small text at the foot of the page that stands below a short line or begins with marks of notes.
pub(super) fn mark_footnotes(blocks: &mut [Placed], ruling: &Ruling, height: f32, body: f32) {
    let may_be = |placed: &Placed| match &placed.block {
        Block::Paragraph(paragraph) => {
            let small = |size: f32| size < body - SMALLER;
            let low = rect(&placed.block).is_some_and(|rect| rect.y0 > NOTE_ZONE * height);
            let text = matches!(paragraph.role, Role::Text | Role::ListItem);
            text && low && paragraph.lines.iter().all(|line| small(line.style.size))
        }
        Block::Table(_) => false,
    };
    let count = blocks
        .iter()
        .rev()
        .take_while(|placed| may_be(placed))
        .count();
    let from = blocks.len() - count;
    let below_rule = |note: &Rect, size: f32| {
        ruling.horizontal.iter().any(|rule| {
            let above = note.y0 + NOTE_OVER_RULE * size - rule.at;
            above > 0.0
                && above < NOTE_RULE_REACH * size
                && rule.to - rule.from < NOTE_RULE * height
                && rule.from < note.x1
                && rule.to > note.x0
        })
    };
    let notes = blocks.get_mut(from..).unwrap_or_default();
    let mut open = false;
    for placed in notes {
        let area = rect(&placed.block);
        let Block::Paragraph(paragraph) = &mut placed.block else {
            continue;
        };
        let size = paragraph.lines.first().map_or(0.0, |line| line.style.size);
        open |= begins_with_mark(paragraph) || area.is_some_and(|area| below_rule(&area, size));
        if open {
            paragraph.role = Role::Footnote;
        }
    }
}

/// Whether a note's mark begins the text: `1 Planen`, `¹ Planen`, `* Planen`.
fn begins_with_mark(paragraph: &Paragraph) -> bool {
    let Some(line) = paragraph.lines.first() else {
        return false;
    };
    let mark = |c: char| c.is_ascii_digit() || "¹²³⁴⁵⁶⁷⁸⁹⁰*†".contains(c);
    let rest = line.text.trim_start_matches(mark);
    let marks = line.text.chars().take_while(|c| mark(*c)).count();
    let text = rest.trim_start();
    (1..=NOTE_DIGITS).contains(&marks) && text.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{begins_with_mark, mark_footnotes, place_beside};
    use crate::block::{Block, Line, Paragraph, Place, Role};
    use crate::drawing::rules::{Line as Rule, Ruling};
    use crate::geometry::Rect;
    use crate::page::placed::Placed;

    fn placed(text: &str, y: f32, size: f32) -> Placed {
        let mut line = Line::of(text);
        line.style.size = size;
        line.place = Place::Page(1, Rect::new(70.0, y, 300.0, y + size));
        Placed {
            block: Block::Paragraph(Paragraph {
                role: Role::Text,
                lines: vec![line],
                marks: Vec::new(),
            }),
            edges: Vec::new(),
            table: None,
        }
    }

    fn roles(blocks: &[Placed]) -> Vec<Role> {
        let role = |placed: &Placed| match &placed.block {
            Block::Paragraph(paragraph) => paragraph.role,
            Block::Table(_) => Role::Contents,
        };
        blocks.iter().map(role).collect()
    }

    #[test]
    fn small_text_below_a_short_line_is_a_footnote() {
        let rule = Rule {
            at: 698.0,
            from: 70.0,
            to: 170.0,
            joints: Vec::new(),
        };
        let ruling = Ruling {
            horizontal: vec![rule],
            vertical: Vec::new(),
        };
        let page = || {
            vec![
                placed("Planen gäller", 600.0, 11.0),
                placed("Antagen i mars", 702.0, 8.0),
            ]
        };
        let mut blocks = page();
        mark_footnotes(&mut blocks, &ruling, 842.0, 11.0);
        assert_eq!(roles(&blocks), [Role::Text, Role::Footnote]);
        let mut blocks = page();
        mark_footnotes(&mut blocks, &Ruling::default(), 842.0, 11.0);
        assert_eq!(roles(&blocks), [Role::Text, Role::Text]);
    }

    #[test]
    fn small_text_that_begins_with_a_mark_is_a_footnote() {
        let mut blocks = vec![
            placed("Planen gäller", 600.0, 11.0),
            placed("1 Antagen i mars", 702.0, 8.0),
            placed("2 Gäller i år", 714.0, 8.0),
        ];
        mark_footnotes(&mut blocks, &Ruling::default(), 842.0, 11.0);
        assert_eq!(roles(&blocks), [Role::Text, Role::Footnote, Role::Footnote]);
        for (text, is) in [
            ("* Uppskattat", true),
            ("2026 blev året", false),
            ("³ Se ovan", true),
        ] {
            let Block::Paragraph(paragraph) = placed(text, 700.0, 8.0).block else {
                continue;
            };
            assert_eq!(begins_with_mark(&paragraph), is, "{text}");
        }
    }

    #[test]
    fn a_note_follows_what_it_stands_beside() {
        let mut blocks = vec![placed("Ett", 100.0, 10.0), placed("Två", 200.0, 10.0)];
        place_beside(&mut blocks, vec![placed("Not", 102.0, 7.0)]);
        assert_eq!(roles(&blocks), [Role::Text, Role::Margin, Role::Text]);
    }
}
