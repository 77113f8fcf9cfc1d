//! The known content: a list of blocks in reading order.
//!
//! `{t: "goal", label, title}`, `{t: "section", text}`, `{t: "p", lines}` and
//! `{t: "table", kind: "indikator" | "aktivitet" | "ovrig", cols, rows: [{cells, symbol?, analys?, kommentar?}]}`.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::content::{Aspect, Content, colour, letters, spaced};

#[derive(Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
enum Block {
    Goal {
        label: String,
        title: String,
    },
    Section {
        text: String,
    },
    P {
        lines: Vec<String>,
    },
    Table {
        kind: String,
        cols: Vec<String>,
        rows: Vec<Row>,
    },
}

#[derive(Deserialize)]
struct Row {
    cells: Vec<String>,
    symbol: Option<String>,
    analys: Option<Vec<String>>,
    kommentar: Option<Vec<String>>,
}

/// Reads a document's content. `in_order`: a row's cells are told by their order, not by their columns.
pub fn read(path: &Path, in_order: bool) -> Content {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let blocks: Vec<Block> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut content = Content::default();
    let mut goal: Option<String> = None;
    let mut prose = String::new();
    for block in &blocks {
        match block {
            Block::Goal { label, title } => {
                // Where the last goal's prose ends is not known, so it never gets here.
                if let Some(goal) = &goal {
                    content.add(Aspect::Prose, format!("{goal}: {}", letters(&prose)));
                }
                prose.clear();
                let new = goal_name(label, title);
                content.add(Aspect::Goals, new.clone());
                goal = Some(new);
            }
            Block::Section { text } => prose.push_str(text),
            Block::P { lines } => {
                for line in lines
                    .iter()
                    .map(|line| spaced(line))
                    .filter(|line| !is_page_text(line))
                {
                    match &goal {
                        Some(goal) if is_status(&line) => {
                            content.add(Aspect::Status, format!("{goal}: {line}"))
                        }
                        _ => prose.push_str(&line),
                    }
                }
            }
            Block::Table { kind, cols, rows } if kind == "ovrig" => {
                let all = std::iter::once(cols).chain(rows.iter().map(|row| &row.cells));
                let lines: Vec<String> = all.map(|cells| line(cells)).collect();
                content.add(Aspect::Tables, lines.join(" // "));
            }
            Block::Table { kind, cols, rows } => {
                content.columns = content.columns.max(cols.len());
                for row in rows {
                    let goal = goal.as_deref().unwrap_or("no goal");
                    add_row(&mut content, kind, goal, cols, row, in_order);
                }
            }
        }
    }
    content
}

fn add_row(
    content: &mut Content,
    kind: &str,
    goal: &str,
    cols: &[String],
    row: &Row,
    in_order: bool,
) {
    let cells: Vec<String> = row.cells.iter().map(|cell| spaced(cell)).collect();
    let (name, values) = cells.split_first().expect("a row has a name");
    let mut values: Vec<String> = cols[1..]
        .iter()
        .zip(values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(heading, value)| {
            if in_order {
                value.clone()
            } else {
                format!("{}={value}", key(heading))
            }
        })
        .collect();
    if !in_order {
        values.sort();
    }
    content.add(
        Aspect::Rows,
        format!("{kind} {goal} | {name} | {}", values.join(" | ")),
    );
    if let Some(hex) = &row.symbol {
        let rgb = colour(hex).unwrap_or_else(|| panic!("{hex} is no colour"));
        content.colours.insert(rgb);
        content.add(Aspect::Symbols, format!("{kind} {goal} | {name} {rgb:?}"));
    }
    for (label, text) in [("analys", &row.analys), ("kommentar", &row.kommentar)] {
        if let Some(text) = text {
            content.add(
                Aspect::Details,
                format!("{kind} {name} {label}: {}", letters(&text.concat())),
            );
        }
    }
}

/// A row of a table with its cells side by side.
fn line(cells: &[String]) -> String {
    cells
        .iter()
        .map(|cell| spaced(cell))
        .collect::<Vec<_>>()
        .join(" | ")
}

fn goal_name(label: &str, title: &str) -> String {
    let level = match label {
        "KF:s inriktningsmål" => "inriktningsmal",
        "KF:s mål för verksamhetsområdet" => "verksamhetsomradesmal",
        "Nämndmål" => "namndmal",
        "Enhetsmål" => "enhetsmal",
        other => panic!("a goal of an unknown level: {other}"),
    };
    let title = spaced(title);
    // A number is digits with full stops between them, and perhaps one after them.
    let end = title
        .find(|ch: char| !ch.is_ascii_digit() && ch != '.')
        .unwrap_or(title.len());
    let (number, rest) = title.split_at(end);
    if number.starts_with(|ch: char| ch.is_ascii_digit()) {
        format!(
            "{level} {} {}",
            number.trim_end_matches('.'),
            rest.trim_start()
        )
    } else {
        format!("{level} - {title}")
    }
}

/// The key of a column in `varden` by its heading.
fn key(heading: &str) -> &'static str {
    match spaced(heading).as_str() {
        "Årsmål" => "arsmal",
        "KF:s årsmål" => "kf_arsmal",
        "Periodicitet" => "periodicitet",
        "Period" => "period",
        "Periodens utfall" => "utfall",
        "Utfall män/pojkar" => "utfall_man",
        "Utfall kvinnor/flickor" => "utfall_kvinnor",
        "Startdatum" => "startdatum",
        "Slutdatum" => "slutdatum",
        "Avvikelse" => "avvikelse",
        before if before.starts_with("Periodens utfall VB ") => "utfall_foregaende",
        other => panic!("a column without a key: {other}"),
    }
}

fn is_status(line: &str) -> bool {
    matches!(
        line,
        "Uppfylls helt" | "Uppfylls delvis" | "Uppfylls inte" | "Uppfylls ej"
    )
}

/// Page headers and footers of the City that stand between the lines of the known content.
fn is_page_text(line: &str) -> bool {
    let page_number = || {
        let rest = line.strip_prefix("Sid ")?.strip_suffix(')')?;
        let (page, pages) = rest.split_once(" (")?;
        Some(page.parse::<u32>().is_ok() && pages.parse::<u32>().is_ok())
    };
    let telephone = || {
        let rest = line.strip_prefix("08-")?;
        Some(rest.len() >= 6 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mail = line.contains('@') && !line.contains(' ');
    let box_number = || {
        Some(
            line.strip_prefix("Box ")?
                .starts_with(|ch: char| ch.is_ascii_digit()),
        )
    };
    line == "Tjänsteutlåtande"
        || line == "start.stockholm"
        || mail
        || page_number() == Some(true)
        || telephone() == Some(true)
        || box_number() == Some(true)
}
