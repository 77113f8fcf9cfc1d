//! What the whole document is made of, as a sink is told it.

use crate::block::{Block, Line, Place, Role, Witness};
use crate::flow::Flow;
use crate::geometry::Rect;
use crate::output::SkarvSlag;
use crate::trace::{Finding, Sink, Stage};

/// Page headers and footers, blocks in reading order and joins.
pub(super) fn flow(flow: &Flow, sink: &dyn Sink) {
    if !sink.is_open() {
        return;
    }
    for line in &flow.furniture {
        sink.found(Finding::at(line.place, Stage::Furniture).told(&line.text));
    }
    for block in &flow.blocks {
        self::block(block, sink);
    }
    for join in &flow.joins {
        let what = match join.slag {
            SkarvSlag::Tabell => "table",
            SkarvSlag::Rad => "row",
            SkarvSlag::Stycke => "paragraph",
        };
        let place = Place::Page(join.sida, Rect::default());
        let told = format!("{what}: {}", join.skal);
        sink.found(Finding::at(place, Stage::Join).told(told));
    }
}

/// A block: one finding for each page that it stands on, each with its own part of the text.
fn block(block: &Block, sink: &dyn Sink) {
    let (what, lines, witness): (String, Vec<&Line>, &[Witness]) = match block {
        Block::Paragraph(paragraph) => {
            (role(paragraph.role), paragraph.lines.iter().collect(), &[])
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let lines = cells.flat_map(|cell| &cell.lines).collect();
            (
                format!("table of {} columns", table.columns),
                lines,
                &table.witness,
            )
        }
    };
    let mut parts: Vec<(Place, String)> = Vec::new();
    for line in lines {
        match (parts.last_mut(), line.place) {
            (Some((Place::Page(page, all), text)), Place::Page(own, rect)) if *page == own => {
                *all = all.union(&rect);
                text.push(' ');
                text.push_str(&line.text);
            }
            (Some((Place::Row(_), text)), Place::Row(_)) => {
                text.push(' ');
                text.push_str(&line.text);
            }
            _ => parts.push((line.place, line.text.clone())),
        }
    }
    for (place, text) in parts {
        let finding = Finding::at(place, Stage::Block).told(format!("{what}: {text}"));
        sink.found(finding.shown_by(witness));
    }
}

fn role(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}
