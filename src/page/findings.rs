//! What is found on a page, as a sink is told it.

use crate::block::{Place, RowKind};
use crate::drawing::tolerances::is_white;
use crate::geometry::Rect;
use crate::page::Sheet;
use crate::pdf::Rgb;
use crate::tables::header_row::HeaderCandidate;
use crate::tables::page_lines::PageLines;
use crate::tables::table::PageTable;
use crate::trace::{Finding, Sink, Stage};
use crate::words::word::{Word, text_of};

/// Words, ruling lines and shaded areas.
pub(crate) fn sheet(sheet: &Sheet, sink: &dyn Sink) {
    if !sink.is_open() {
        return;
    }
    let at = |rect, stage| Finding::at(Place::Page(sheet.number(), rect), stage);
    for word in sheet.words.lines.iter().flatten() {
        sink.found(at(word.rect, Stage::Word).told(&*word.text));
    }
    let ruling = &sheet.ruling;
    for line in &ruling.horizontal {
        let rect = Rect::new(line.from, line.at, line.to, line.at);
        sink.found(at(rect, Stage::Rule));
    }
    for line in &ruling.vertical {
        let rect = Rect::new(line.at, line.from, line.at, line.to);
        sink.found(at(rect, Stage::Rule));
    }
    for fill in sheet.page.fills.iter().filter(|f| !is_white(f.color)) {
        let Rgb(r, g, b) = fill.color;
        let color = format!("#{r:02x}{g:02x}{b:02x}");
        sink.found(at(fill.rect, Stage::Shading).told(color));
    }
}

/// Where header rows may stand.
pub(crate) fn header_candidates(
    page: u32,
    candidates: &[HeaderCandidate],
    lines: &[Vec<Word>],
    sink: &dyn Sink,
) {
    if !sink.is_open() {
        return;
    }
    let lines = PageLines::new(lines);
    for candidate in candidates {
        let words = lines.words_in(&candidate.rect);
        let texts: Vec<String> = words.iter().map(|line| text_of(line)).collect();
        let place = Place::Page(page, candidate.rect);
        let finding = Finding::at(place, Stage::HeaderCandidate).told(texts.join(" "));
        sink.found(finding.shown_by(&candidate.witness));
    }
}

/// Tables with their columns and rows, as they stand on the page.
pub(crate) fn tables(page: u32, tables: &[PageTable], sink: &dyn Sink) {
    if !sink.is_open() {
        return;
    }
    for table in tables {
        let Rect { x0, y0, x1, y1 } = table.rect;
        let at = |rect, stage| Finding::at(Place::Page(page, rect), stage);
        let told = match &table.layout {
            Some(layout) => format!("{} columns, header row of {layout}", table.columns()),
            None => format!("{} columns", table.columns()),
        };
        let finding = at(table.rect, Stage::Table).told(told);
        sink.found(finding.shown_by(&table.witness));
        let edges = table.edges.iter().zip(table.edges.iter().skip(1));
        for (column, (edge, next)) in edges.enumerate() {
            let finding =
                at(Rect::new(*edge, y0, *next, y1), Stage::Column).told(title(table, column));
            sink.found(finding.shown_by(&table.witness));
        }
        for row in &table.rows {
            let told = format!("{}: {}", kind(row.kind), row.text());
            sink.found(at(Rect::new(x0, row.y.0, x1, row.y.1), Stage::Row).told(told));
        }
    }
}

/// What the header rows say over a column.
fn title(table: &PageTable, column: usize) -> String {
    let rows = table.rows.iter();
    let headers = rows.filter(|row| row.kind == RowKind::Header);
    let cells = headers.filter_map(|row| row.cell(column));
    let lines: Vec<String> = cells
        .flat_map(|cell| cell.lines.iter().map(|line| text_of(line)))
        .collect();
    lines.join(" ")
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Header => "header row",
        RowKind::RepeatedHeader => "repeated header row",
        RowKind::Body => "row",
        RowKind::FullWidth => "full width",
    }
}
