//! `namnd layouts`, and loading the layouts of a run.

use std::fmt::Write as _;
use std::path::Path;

use namnd::grammar::{self, Layouts, LoadError, RowLayout};

use super::args::{LayoutsAction, LayoutsArgs};
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// The texts that layouts are made of, for processes that read no files themselves.
#[derive(Debug)]
pub struct Sources {
    /// Name and text of each file of the user's folder.
    files: Vec<(String, String)>,
}

impl Sources {
    /// Reads the layout files of a folder; none without a folder.
    pub fn read(grammars: Option<&Path>) -> Result<Self, Refusal> {
        let files = match grammars {
            None => Vec::new(),
            Some(dir) => {
                require_folder(dir)?;
                grammar::read_dir(dir).map_err(|error| refuse(&error))?
            }
        };
        Ok(Self { files })
    }

    /// Whether there are none beside the built-in ones, with which nothing can be wrong.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Name and text of each.
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// The built-in layouts with these laid over them.
    pub fn load(&self) -> Result<Layouts, Refusal> {
        if self.files.is_empty() {
            return Ok(Layouts::builtin());
        }
        let files = self
            .files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        Layouts::with_files(files).map_err(|error| refuse(&error))
    }
}

/// The built-in layouts and those of the folder, which may change the built-in ones: that is said.
pub fn load(grammars: Option<&Path>, printer: &Printer) -> Result<Layouts, Refusal> {
    let layouts = Sources::read(grammars)?.load()?;
    show_notes(&layouts, printer);
    Ok(layouts)
}

/// Says what the user's layouts change in the built-in ones.
pub fn show_notes(layouts: &Layouts, printer: &Printer) {
    for note in layouts.notes() {
        printer.note(&format!("note: {note}"));
    }
}

/// Runs the command.
pub fn run(args: &LayoutsArgs, printer: &Printer) -> Result<Status, Refusal> {
    match &args.action {
        None => {
            let layouts = load(args.grammars.as_deref(), printer)?;
            printer.data(list(&layouts).as_bytes()).map_err(|error| {
                Refusal::new(format!("standard output cannot be written: {error}"))
            })?;
            Ok(Status::Done)
        }
        Some(LayoutsAction::Check { dir }) => check(dir, printer),
        Some(LayoutsAction::New {
            files,
            output,
            name,
            grammars,
        }) => {
            let layouts = load(grammars.as_deref(), printer)?;
            super::layouts_new::run(files, output, name.as_deref(), &layouts, printer)
        }
    }
}

/// Every layout with its columns: key, cell kinds, headings.
fn list(layouts: &Layouts) -> String {
    let mut text = String::new();
    for layout in layouts.rows() {
        // Writing to a string does not fail.
        let _ = write_layout(&mut text, layout);
    }
    text.push_str("goal levels\n");
    for level in layouts.levels() {
        let _ = writeln!(
            text,
            "  {} {:<20} {}",
            level.depth,
            level.niva,
            quoted(level.labels.iter())
        );
    }
    text
}

fn write_layout(text: &mut String, layout: &RowLayout) -> std::fmt::Result {
    write!(text, "{} ({}", layout.name, layout.sort.word())?;
    if let Some(niva) = &layout.niva {
        write!(text, " {niva}")?;
    }
    writeln!(text, ", {})", layout.file)?;
    for column in &layout.columns {
        let kinds: Vec<String> = column.kinds.iter().map(ToString::to_string).collect();
        writeln!(
            text,
            "  {:<20} {:<28} {}{}",
            column.key.as_deref().unwrap_or("namn"),
            kinds.join(", "),
            quoted(column.headings.iter()),
            if column.required { " (required)" } else { "" }
        )?;
    }
    for companion in &layout.companions {
        writeln!(
            text,
            "  {:<20} {:<28} \"{}\"",
            companion.field.word(),
            "row below",
            companion.label
        )?;
    }
    for niva in &layout.group_rows {
        writeln!(text, "  {niva:<20} group rows")?;
    }
    if let Some(niva) = &layout.heading_niva {
        writeln!(text, "  {niva:<20} heading above the table")?;
    }
    text.push('\n');
    Ok(())
}

fn quoted<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let quoted: Vec<String> = texts.map(|text| format!("\"{text}\"")).collect();
    quoted.join(" ")
}

/// Validates a folder's layout files and runs the cases beside them.
fn check(dir: &Path, printer: &Printer) -> Result<Status, Refusal> {
    require_folder(dir)?;
    let report = grammar::check_dir(dir).map_err(|error| refuse(&error))?;
    for note in &report.notes {
        printer.note(&format!("note: {note}"));
    }
    for failure in &report.failures {
        printer.error(&failure.to_string());
    }
    printer.note(&format!(
        "{} layouts, {} cases in {} files, {} wrong",
        report.layouts.len(),
        report.cases,
        report.files,
        report.failures.len()
    ));
    Ok(if report.passed() {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

/// Every error of the layout files is a message of its own.
pub fn refuse(error: &LoadError) -> Refusal {
    match error {
        LoadError::Wrong(errors) => Refusal(errors.iter().map(ToString::to_string).collect()),
        other => Refusal::new(other.to_string()),
    }
}

fn require_folder(dir: &Path) -> Result<(), Refusal> {
    if dir.is_dir() {
        Ok(())
    } else {
        Err(Refusal::new(format!(
            "{} is no folder: name the folder that holds the layout files (.toml)",
            escape::path(dir)
        )))
    }
}
