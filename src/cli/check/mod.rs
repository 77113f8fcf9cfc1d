//! `namnd check`: documents beside the JSON that is expected of them.
//!
//! The expected output of `b.pdf` is `b.pdf.json` in the same folder, named as `namnd convert` names it. What depends
//! on the run and not on the document is not compared: `verktyg`, and the folder in `kalla.fil`.

#[cfg(feature = "inspect")]
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namnd::convert::Input;
use namnd::grammar::Layouts;
use namnd::isolate::document::handling;
use namnd::options::Options;
use namnd::output::Handling;
use namnd::output::write::json;
use rayon::prelude::*;
use serde_json::Value;
use walkdir::WalkDir;

use super::args::CheckArgs;
use super::diff::{Difference, differences};
use super::inputs::{Document, Inputs, Source};
use super::outcome::Failure;
use super::output::write_whole;
use super::printer::Printer;
use super::words::count;
use super::{Refusal, Status, escape, layouts, read};

/// So many differences of one document are shown without `-v`.
const DIFFERENCES_SHOWN: usize = 25;

/// How a document fared.
enum Verdict {
    Same,
    Blessed { new: bool },
    Missing(PathBuf),
    Differs(Box<Differing>),
    Failed(String),
}

/// A document that differs.
struct Differing {
    found: Vec<Difference>,
    /// The expected JSON.
    #[cfg_attr(not(feature = "inspect"), allow(dead_code))] // Shown beside what came out.
    expected: Value,
}

/// Runs the command.
pub fn run(args: &CheckArgs, printer: &Printer) -> Result<Status, Refusal> {
    if let Some(path) = args.inputs.iter().find(|path| !path.exists()) {
        return Err(Refusal::new(format!(
            "there is no {}: name a folder that holds documents and their expected JSON files, or a document",
            escape::path(path)
        )));
    }
    let layouts = layouts::load(args.common.grammars.as_deref(), printer)?;
    let inputs = Inputs::collect(&args.inputs, None, None);
    if inputs.documents.is_empty() {
        return Err(Refusal::new(
            "no PDF and no .txt file is there: nothing to check",
        ));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.common.threads())
        .build()
        .map_err(|error| Refusal::new(format!("no threads can be started: {error}")))?;
    printer.start_progress(inputs.documents.len() as u64);
    let verdicts: Vec<Verdict> = pool.install(|| {
        inputs
            .documents
            .par_iter()
            .map(|document| {
                let verdict = check(document, &layouts, args.bless);
                printer.advance(&document.name, 0, 0, false);
                verdict
            })
            .collect()
    });
    printer.end_progress();
    #[cfg(feature = "inspect")]
    if let Some(path) = &args.html {
        page::write(path, &inputs.documents, &verdicts, &layouts, printer)?;
    }
    let folders = args.inputs.iter().filter(|path| path.is_dir());
    let orphans: Vec<PathBuf> = folders
        .flat_map(|folder| orphans(folder, &inputs.documents))
        .collect();
    Ok(report(&inputs.documents, &verdicts, &orphans, printer))
}

fn check(document: &Document, layouts: &Layouts, bless: bool) -> Verdict {
    let path = match &document.source {
        Source::File(path) => path,
        Source::Unreadable(_, failure) => return Verdict::Failed(failure.message.clone()),
        Source::Stdin => return Verdict::Failed("standard input has no expected file".to_owned()),
    };
    let options = Options::default();
    let converted = read::file(path, options.limits.file_bytes).and_then(|bytes| {
        let input = Input {
            name: &document.name,
            bytes: &Arc::new(bytes),
            sha256: None,
        };
        handling(&input, layouts, &options).map_err(Failure::from)
    });
    let mut handling = match converted {
        Ok(handling) => handling,
        Err(failure) => return Verdict::Failed(failure.message),
    };
    let expected_path = expected_path(path);
    let expected = match fs::read(&expected_path) {
        Ok(expected) => expected,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return if bless {
                write(&expected_path, &handling, true)
            } else {
                Verdict::Missing(expected_path)
            };
        }
        Err(error) => {
            return Verdict::Failed(format!(
                "{} cannot be read: {error}",
                escape::path(&expected_path)
            ));
        }
    };
    let expected: Value = match serde_json::from_slice(&expected) {
        Ok(expected) => expected,
        Err(_) if bless => return write(&expected_path, &handling, false),
        Err(error) => {
            return Verdict::Failed(format!(
                "the expected file is no JSON ({error}): correct it, or --bless"
            ));
        }
    };
    // A document that is named alone is still the one of the folder.
    if let Some(Value::String(name)) = expected.pointer("/kalla/fil")
        && last_name(name) == last_name(&handling.kalla.fil)
    {
        handling.kalla.fil.clone_from(name);
    }
    match compare(&expected, &handling) {
        Ok(found) if found.is_empty() => Verdict::Same,
        Ok(_) if bless => write(&expected_path, &handling, false),
        Ok(found) => Verdict::Differs(Box::new(Differing { found, expected })),
        Err(error) => Verdict::Failed(error),
    }
}

/// The last part of a path with `/`.
fn last_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn expected_path(input: &Path) -> PathBuf {
    let mut name = input.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

/// Compares what both say, run-dependent parts left out.
fn compare(expected: &Value, got: &Handling) -> Result<Vec<Difference>, String> {
    // By way of text: numbers are then of the same kinds on both sides.
    let got = json(got, false).map_err(|error| format!("the output is no JSON: {error}"))?;
    let mut got: Value = serde_json::from_slice(&got).map_err(|error| error.to_string())?;
    let mut expected = expected.clone();
    for side in [&mut expected, &mut got] {
        if let Some(object) = side.as_object_mut() {
            object.remove("verktyg");
        }
        if let Some(Value::String(name)) = side.pointer_mut("/kalla/fil") {
            *name = last_name(name).to_owned();
        }
    }
    Ok(differences(&expected, &got))
}

fn write(path: &Path, handling: &Handling, new: bool) -> Verdict {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let bytes = match json(handling, true) {
        Ok(bytes) => bytes,
        Err(error) => return Verdict::Failed(format!("the output is no JSON: {error}")),
    };
    match write_whole(folder, path, &bytes) {
        Ok(()) => Verdict::Blessed { new },
        Err(error) => Verdict::Failed(format!("{} cannot be written: {error}", escape::path(path))),
    }
}

/// Expected files whose document is gone: `X.pdf.json`, `X.txt.json`, and any other JSON of our schema.
fn orphans(dir: &Path, documents: &[Document]) -> Vec<PathBuf> {
    let expected: BTreeSet<PathBuf> = documents
        .iter()
        .filter_map(|document| match &document.source {
            Source::File(path) => Some(expected_path(path)),
            _ => None,
        })
        .collect();
    WalkDir::new(dir)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter(|path| !expected.contains(path) && is_expected_file(path))
        .collect()
}

fn is_expected_file(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default();
    let named = Path::new(stem).extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("pdf") || extension.eq_ignore_ascii_case("txt")
    });
    named
        || fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
            .and_then(|value| Some(value.get("schema")?.as_str()?.starts_with("namnd/")))
            .unwrap_or(false)
}

/// Says how every document fared.
fn report(
    documents: &[Document],
    verdicts: &[Verdict],
    orphans: &[PathBuf],
    printer: &Printer,
) -> Status {
    let (mut same, mut blessed, mut wrong) = (0usize, 0usize, orphans.len());
    for (document, verdict) in documents.iter().zip(verdicts) {
        let shown = document.shown();
        match verdict {
            Verdict::Same => {
                same += 1;
                continue;
            }
            Verdict::Blessed { new } => {
                blessed += 1;
                let what = if *new { "new" } else { "changed" };
                printer.note(&format!("blessed ({what}): {shown}.json"));
                continue;
            }
            Verdict::Missing(path) => printer.error(&format!(
                "{shown}: there is no expected file {}: write it with --bless, then check it by eye",
                escape::path(path)
            )),
            Verdict::Failed(message) => printer.error(&format!("{shown}: {message}")),
            Verdict::Differs(differing) => {
                let found = &differing.found;
                printer.error(&format!("{shown}: {}", count(found.len() as u64, "difference")));
                let limit = if printer.is_verbose() { usize::MAX } else { DIFFERENCES_SHOWN };
                for one in found.iter().take(limit) {
                    printer.note(&format!(
                        "  {}: expected {}, got {}",
                        one.path, one.expected, one.got
                    ));
                }
                if found.len() > limit {
                    printer.note(&format!("  and {} more (-v lists them)", found.len() - limit));
                }
            }
        }
        wrong += 1;
    }
    for path in orphans {
        printer.error(&format!(
            "{}: there is no document for this expected file: delete it, or bring the document back",
            escape::path(path)
        ));
    }
    printer.note(&format!(
        "{}: {same} as expected, {blessed} blessed, {wrong} wrong",
        count(documents.len() as u64, "document")
    ));
    if wrong == 0 {
        Status::Done
    } else {
        Status::SomeFailed
    }
}
