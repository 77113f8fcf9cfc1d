//! What is set on its side is understood as a page of its own; here it goes back to where the reader sees it.

use crate::block::{Block, Line, Place};
use crate::geometry::{Rect, Turn};
use crate::output::{Plats, Tal};
use crate::page::placed::Placed;
use crate::page::tags::Corrected;
use crate::trace::{Finding, Sink};

/// Puts blocks and remarks of what was turned where they are on the page as it is shown.
pub(super) fn show(blocks: &mut [Placed], corrected: &mut Corrected, turn: &Turn) {
    for placed in blocks {
        placed.block.show(turn);
    }
    let places = corrected.diagnostics.iter_mut();
    for place in places.flat_map(|diagnostic| &mut diagnostic.plats) {
        if let Plats::Sida { ruta, .. } = place {
            #[allow(clippy::cast_possible_truncation)] // Points on a page, with one decimal.
            let [x0, y0, x1, y1] = ruta.map(|side| side.get() as f32);
            let rect = turn.shown(&Rect::new(x0, y0, x1, y1));
            *ruta = [rect.x0, rect.y0, rect.x1, rect.y1].map(Tal::coordinate);
        }
    }
}

/// Puts the blocks of what is set on its side among those of its page, before the first that stands below its middle.
pub(super) fn put(turned: Vec<Placed>, upright: &mut Vec<Placed>) {
    let area = turned
        .iter()
        .filter_map(area)
        .reduce(|all, rect| all.union(&rect));
    let below = |placed: &Placed| {
        let (Some(own), Some(area)) = (self::area(placed), area) else {
            return false;
        };
        own.y0 > area.mid_y()
    };
    let at = upright.iter().position(below).unwrap_or(upright.len());
    upright.splice(at..at, turned);
}

/// The area that a block fills on its page.
fn area(placed: &Placed) -> Option<Rect> {
    let rect = |place: &Place| match place {
        Place::Page(_, rect) => Some(*rect),
        Place::Row(_) => None,
    };
    let union = |all: Rect, rect: Rect| all.union(&rect);
    match &placed.block {
        Block::Paragraph(paragraph) => {
            let lines = paragraph.lines.iter();
            lines.filter_map(|line| rect(&line.place)).reduce(union)
        }
        Block::Table(table) => {
            let places = table.rows.iter().flat_map(|row| &row.places);
            places.filter_map(rect).reduce(union)
        }
    }
}

/// The line where it is on the page as it is shown.
pub(super) fn shown(mut line: Line, turn: Option<Turn>) -> Line {
    if let Some(turn) = turn {
        line.place = line.place.shown(&turn);
    }
    line
}

/// A sink that is told places as they are on the page as it is shown.
pub(super) struct Shown<'a> {
    sink: &'a dyn Sink,
    turn: Option<Turn>,
}

impl<'a> Shown<'a> {
    /// For what was turned so, if it was.
    pub(super) fn new(sink: &'a dyn Sink, turn: Option<Turn>) -> Self {
        Self { sink, turn }
    }
}

impl Sink for Shown<'_> {
    fn is_open(&self) -> bool {
        self.sink.is_open()
    }

    fn found(&self, mut finding: Finding) {
        if let Some(turn) = &self.turn {
            finding.place = finding.place.shown(turn);
        }
        self.sink.found(finding);
    }
}
