//! `namnd layouts new`: a layout file and a case from what stands in documents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namnd::grammar::{self, Layouts, Seen, SeenTable};
use namnd::output::{Avsnitt, Cell, Handling, Mal, Rad, Tabell, TabellRad};

use crate::convert::{Input, convert};
use crate::options::Options;

use super::layouts::refuse;
use super::output::write_whole;
use super::printer::Printer;
use super::words::count;
use super::{Refusal, Status, escape, inputs, read};

/// Paragraphs with more characters hold no status.
const SHORT: usize = 90;

/// Runs the command.
pub fn run(
    files: &[PathBuf],
    folder: &Path,
    name: Option<&str>,
    layouts: &Layouts,
    printer: &Printer,
) -> Result<Status, Refusal> {
    inputs::refuse_missing(files)?;
    let name = name.map_or_else(|| name_of(files), str::to_owned);
    let layout = folder.join(format!("{name}.toml"));
    let case = folder.join("cases").join(format!("{name}.toml"));
    for path in [&layout, &case] {
        if path.exists() {
            return Err(Refusal::new(format!(
                "{} is there already: name another file with --name, or another folder with -o",
                escape::path(path)
            )));
        }
    }
    let mut seen = Seen::default();
    let mut failed = false;
    for file in files {
        match look(file, layouts) {
            Ok(handling) => add(&mut seen, &handling),
            Err(message) => {
                printer.error(&format!("{}: {message}", escape::path(file)));
                failed = true;
            }
        }
    }
    let draft = grammar::draft(layouts, &name, &seen).map_err(|error| refuse(&error))?;
    let Some(draft) = draft else {
        printer.note("nothing to write: every table that looks like rows has a layout");
        return Ok(if failed {
            Status::SomeFailed
        } else {
            Status::Done
        });
    };
    for (path, text) in [(&layout, &draft.layout), (&case, &draft.case)] {
        write(path, text)?;
        printer.note(&format!("{} written", escape::path(path)));
    }
    printer.note(&format!(
        "{}; edit both, then run: namnd layouts check {}",
        count(draft.layouts.len() as u64, "layout"),
        escape::path(folder)
    ));
    Ok(if failed {
        Status::SomeFailed
    } else {
        Status::Done
    })
}

fn write(path: &Path, text: &str) -> Result<(), Refusal> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| write_whole(folder, path, text.as_bytes()))
        .map_err(|error| Refusal::new(format!("{} cannot be written: {error}", escape::path(path))))
}

/// The first file's name, as a layout may be called.
fn name_of(files: &[PathBuf]) -> String {
    let stem = files.first().and_then(|file| file.file_stem());
    let stem = stem.unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = |c: char| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' => 'e',
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => c,
        _ => '-',
    };
    let name: String = stem.chars().map(plain).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    let name = parts.join("-");
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name
    } else {
        format!("layout-{name}").trim_end_matches('-').to_owned()
    }
}

fn look(file: &Path, layouts: &Layouts) -> Result<Handling, String> {
    let options = Options::default();
    let bytes = read::file(file, options.limits.file_bytes).map_err(|failure| failure.message)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let input = Input {
        name: &name,
        bytes: &Arc::new(bytes),
        sha256: None,
    };
    convert(&input, layouts, &options).map_err(|error| error.to_string())
}

/// Adds what stands in a document.
fn add(seen: &mut Seen, handling: &Handling) {
    let mut goals: Vec<&Mal> = handling.mal.iter().collect();
    sections(seen, &handling.avsnitt);
    rows(seen, &handling.indikatorer);
    rows(seen, &handling.aktiviteter);
    seen.tables.extend(handling.tabeller.iter().map(table));
    while let Some(goal) = goals.pop() {
        sections(seen, &goal.avsnitt);
        let status = goal
            .status
            .iter()
            .filter(|status| status.ord.is_none() && status.varde.is_none());
        seen.statuses
            .extend(status.map(|status| status.text.clone()));
        rows(seen, &goal.indikatorer);
        rows(seen, &goal.aktiviteter);
        seen.tables.extend(goal.tabeller.iter().map(table));
        goals.extend(&goal.mal);
    }
}

fn sections(seen: &mut Seen, sections: &[Avsnitt]) {
    for section in sections {
        seen.headings.extend(section.rubrik.clone());
        let paragraphs = section.stycken.iter().map(|paragraph| &paragraph.text);
        let short = paragraphs.filter(|text| text.chars().count() <= SHORT);
        seen.lines.extend(short.cloned());
    }
}

/// The cells of rows that are text and no more.
fn rows(seen: &mut Seen, rows: &[Rad]) {
    let cells = rows.iter().flat_map(|row| &row.varden);
    let plain = cells.filter_map(|(key, value)| Some((key, value.as_ref()?)));
    let texts = plain
        .filter(|(_, value)| value.is_plain())
        .map(|(key, value)| (key.clone(), value.text.clone()));
    seen.values.extend(texts);
}

fn table(table: &Tabell) -> SeenTable {
    let titles = table.kolumner.iter().map(|title| title.replace(" · ", " "));
    let mut merged = BTreeSet::new();
    // One text over all columns, or beside empty cells.
    let band = |row: &&TabellRad| {
        let mut cells = row.celler.iter();
        let first = cells.next().and_then(Option::as_ref);
        let empty = |cell: &Option<Cell>| {
            cell.as_ref()
                .is_none_or(|cell| cell.text.is_empty() && cell.symbol.is_none())
        };
        row.celler.len() > 1 && first.is_some_and(|cell| !cell.text.is_empty()) && cells.all(empty)
    };
    let bands = table.rader.iter().filter(band);
    let bands = bands.filter_map(|row| Some(row.celler.first()?.as_ref()?.text.clone()));
    let rows = table.rader.iter().filter(|row| !band(row)).map(|row| {
        let cells = row.celler.iter().enumerate().map(|(at, cell)| {
            let Some(cell) = cell else {
                return String::new();
            };
            if cell.radspann > 1 {
                merged.insert(at);
            }
            cell.text.clone()
        });
        cells.collect()
    });
    let rows = rows.collect();
    SeenTable {
        titles: titles.collect(),
        rows,
        merged,
        bands: bands.collect(),
    }
}
