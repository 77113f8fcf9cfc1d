//! What layouts matched, as a sink is told it.

use super::lines::row_lines;
use super::readrow::Reader;
use super::readtable::HeadedRows;
use super::unclaimed;
use crate::block::Place;
use crate::grammar::ColumnMatch;
use crate::trace::{Finding, Sink, Stage};

/// The layout that a table's part has, or that it has nearly: with titles that some layout knows, and others that none does.
pub(super) fn layout(reader: Reader<'_>, part: &HeadedRows<'_, '_>, width: usize, sink: &dyn Sink) {
    if !sink.is_open() {
        return;
    }
    let mut rows = part.head.iter().chain(part.rows.iter().map(|row| row.row));
    let Some(place) = rows.find_map(|row| Some(row_lines(row).next()?.place)) else {
        return;
    };
    let place = match (place, part.head.first().and_then(|row| row.places.first())) {
        (Place::Page(..), Some(row)) => *row,
        (place, _) => place,
    };
    if let Some(columns) = &part.columns {
        let titles: Vec<&str> = columns.header.columns.iter().map(column).collect();
        let told = format!("{}: {}", columns.header.layout, titles.join(", "));
        sink.found(Finding::at(place, Stage::LayoutMatch).told(told));
        return;
    }
    let titles = reader.heading_texts(part.head, width);
    if let Some(told) = near_miss(reader, &titles) {
        sink.found(Finding::at(place, Stage::LayoutNearMiss).told(told));
    }
}

/// What keeps a table from the layout that is nearest to it; `None` if no title is known.
fn near_miss(reader: Reader<'_>, titles: &[String]) -> Option<String> {
    let mut told = unclaimed::nearest(reader.layouts, titles)?;
    let unknown: Vec<String> = (titles.iter())
        .filter(|title| !title.is_empty() && !reader.layouts.is_heading(title))
        .cloned()
        .collect();
    if !unknown.is_empty() {
        told.push_str("; no layout knows ");
        told.push_str(&unclaimed::quoted(&unknown));
    }
    Some(told)
}

fn column(column: &ColumnMatch) -> &str {
    match column {
        ColumnMatch::Name => "name",
        ColumnMatch::Known(key, _) => key,
        ColumnMatch::Unknown(_) => "unknown",
        ColumnMatch::Unlabelled => "unlabelled",
    }
}
