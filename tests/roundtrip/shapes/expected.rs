//! What a document of the shapes says, and what was read of it, in reading order.

use namnd::output::{Avsnitt, Cell, Handling, Tabell};

use super::model::{Note, Row, Shaped, Value};
use crate::roundtrip::model::{Block, Document};

/// What the model says.
pub fn outline(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(text) => out.push(format!("rubrik: {text}")),
            Block::Paragraph(text) => out.push(format!("text: {text}")),
            Block::Columns(columns) => {
                let texts = columns.columns.iter().flatten();
                out.extend(texts.map(|text| format!("text: {text}")));
            }
            Block::Shaped(table) => {
                if let Some(caption) = &table.caption {
                    out.push(format!("text: {}", caption.text));
                }
                out.extend(table_lines(table));
                out.extend(table.note.iter().map(note));
            }
            Block::Goal(_) | Block::Label(_) | Block::Rows(_) | Block::Plain(_) => {}
        }
    }
    out
}

fn note(note: &Note) -> String {
    let mark = note.mark.iter().map(|mark| format!("{mark} "));
    format!("text: {}{}", mark.collect::<String>(), note.text)
}

fn table_lines(table: &Shaped) -> Vec<String> {
    let names = table.names();
    let mut lines = vec![format!("tabell, huvud {}", table.head.rows())];
    let titles: Vec<String> = table
        .head
        .titles
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let above = table.head.upper.iter().filter_map(|spans| {
                let mut end = names;
                let mut spans = spans.iter();
                let span = spans.find(|span| {
                    end += span.columns;
                    column >= names && column < end
                })?;
                Some(span.text.as_str()).filter(|text| !text.is_empty())
            });
            above
                .chain([title.as_str()])
                .collect::<Vec<_>>()
                .join(" · ")
        })
        .collect();
    lines.push(titles.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = match row {
            Row::Empty => continue,
            Row::Group(text) => std::iter::once(text.clone())
                .chain((1..table.columns.len()).map(|_| String::new()))
                .collect(),
            Row::Values { cells, .. } | Row::Sum(cells) => cells.iter().map(value).collect(),
        };
        lines.push(cells.join(" | "));
    }
    lines
}

fn value(value: &Value) -> String {
    with_marks(&value.text, value.mark.as_slice())
}

fn with_marks(text: &str, marks: &[String]) -> String {
    if marks.is_empty() {
        return text.to_owned();
    }
    format!("{text} [{}]", marks.join(","))
}

/// What the output says. A table's title may be a heading or a paragraph.
pub fn of_output(handling: &Handling) -> Vec<String> {
    let mut found: Vec<(u32, Vec<String>)> = Vec::new();
    for section in &handling.avsnitt {
        section_lines(section, &mut found);
    }
    let tables = handling.tabeller.iter();
    found.extend(tables.map(|table| (table.ordning, lines_of(table))));
    found.sort_by_key(|(at, _)| *at);
    let mut out: Vec<String> = found.into_iter().flat_map(|(_, lines)| lines).collect();
    let others = handling.mal.len() + handling.indikatorer.len() + handling.aktiviteter.len();
    if others > 0 {
        out.push(format!("{others} goals and typed rows"));
    }
    let rest = handling.otolkat.iter();
    out.extend(rest.map(|text| format!("otolkat: {}", text.text)));
    out
}

fn section_lines(section: &Avsnitt, found: &mut Vec<(u32, Vec<String>)>) {
    if let Some(title) = &section.rubrik {
        let caption = title.starts_with("Tabell ");
        let kind = if caption { "text" } else { "rubrik" };
        found.push((section.ordning, vec![format!("{kind}: {title}")]));
    }
    let texts = section.stycken.iter();
    found.extend(texts.map(|text| (text.ordning, vec![format!("text: {}", text.text)])));
}

fn lines_of(table: &Tabell) -> Vec<String> {
    let mut lines = vec![
        format!("tabell, huvud {}", table.huvud.len()),
        table.kolumner.join(" | "),
    ];
    for row in &table.rader {
        let cells: Vec<String> = row.celler.iter().map(cell).collect();
        if cells.iter().any(|text| !text.is_empty()) {
            lines.push(cells.join(" | "));
        }
    }
    lines
}

/// Its text; a number is one only if it was understood without its note marks.
fn cell(cell: &Option<Cell>) -> String {
    let Some(cell) = cell else {
        return String::new();
    };
    with_marks(&cell.text, &cell.noter)
}
