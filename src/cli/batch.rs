//! `namnd convert`: all documents of a run, over all cores.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use namnd::convert::Options;
use namnd::grammar::Layouts;
use namnd::model::Plats;

use super::args::ConvertArgs;
use super::convert::{Settings, convert};
use super::inputs::{Document, Inputs, Source, read_list};
use super::outcome::{Converted, Failure, Summary, reason};
use super::output::OutputFolder;
use super::printer::Printer;
use super::{Refusal, Status, escape, layouts, read};

/// Failures named again in the closing summary.
const FAILURES_NAMED: usize = 20;

/// Runs the command.
pub fn run(args: &ConvertArgs, printer: &Printer) -> Result<Status, Refusal> {
    let layouts = layouts::load(args.common.grammars.as_deref())?;
    let inputs = gather(args, printer)?;
    let settings = Settings {
        options: Options::default(),
        pretty: args.pretty,
        remarks: printer.is_verbose(),
    };
    let target = match &args.output {
        Some(dir) => Target::Folder(prepare(dir)?),
        None => match inputs.documents.as_slice() {
            [_] => Target::Stdout,
            documents => {
                return Err(Refusal::new(format!(
                    "{} documents cannot go to standard output: name a folder for them with -o DIR",
                    documents.len()
                )));
            }
        },
    };
    let batch = Batch {
        documents: &inputs.documents,
        layouts: &layouts,
        settings: &settings,
        target: &target,
        strict: args.strict,
        printer,
        next: AtomicUsize::new(0),
        tally: Mutex::new(Tally::default()),
    };
    batch.convert_all(args.common.threads())?;
    let tally = batch
        .tally
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    tally.show(&inputs, &target, printer);
    Ok(if tally.failed.is_empty() {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

fn gather(args: &ConvertArgs, printer: &Printer) -> Result<Inputs, Refusal> {
    let mut paths = args.inputs.clone();
    if let Some(list) = &args.files_from {
        if list.as_os_str() == "-" && paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Refusal::new(
                "standard input cannot be both a document (-) and the list of inputs (--files-from -)",
            ));
        }
        paths.extend(read_list(list)?);
    }
    let mut inputs = Inputs::collect(&paths, args.root.as_deref(), args.output.as_deref());
    inputs.settle_outputs(&[])?;
    for skipped in &inputs.skipped {
        printer.detail(&format!(
            "skipped {}: {}",
            escape::path(&skipped.path),
            skipped.why
        ));
    }
    for folder in &inputs.without_documents {
        printer.warning(&format!(
            "{} holds no PDF and no .txt file",
            escape::path(folder)
        ));
    }
    Ok(inputs)
}

fn prepare(dir: &Path) -> Result<OutputFolder, Refusal> {
    OutputFolder::prepare(dir).map_err(|error| {
        Refusal::new(format!(
            "the output folder {} cannot be written ({error}): name another one with -o, or change its permissions",
            escape::path(dir)
        ))
    })
}

/// Where the JSON goes.
enum Target {
    Folder(OutputFolder),
    Stdout,
}

struct Batch<'a> {
    documents: &'a [Document],
    layouts: &'a Layouts,
    settings: &'a Settings,
    target: &'a Target,
    strict: bool,
    printer: &'a Printer,
    next: AtomicUsize,
    tally: Mutex<Tally>,
}

impl Batch<'_> {
    /// Every thread takes the next document until there is none; idle threads help with the pages of the last ones.
    fn convert_all(&self, threads: usize) -> Result<(), Refusal> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(64 << 20)
            .build()
            .map_err(|error| Refusal::new(format!("no threads can be started: {error}")))?;
        self.printer.start_progress(self.documents.len() as u64);
        pool.broadcast(|_| {
            while let Some(document) = self
                .documents
                .get(self.next.fetch_add(1, Ordering::Relaxed))
            {
                let outcome = self.convert_one(document);
                self.count(document, outcome);
            }
        });
        self.printer.end_progress();
        Ok(())
    }

    fn convert_one(&self, document: &Document) -> Result<Summary, Failure> {
        let limit = self.settings.options.limits.file_bytes;
        let bytes = match &document.source {
            Source::File(path) => read::file(path, limit)?,
            Source::Stdin => read::stdin(limit)?,
            Source::Unreadable(_, failure) => return Err(failure.clone()),
        };
        let converted = convert(&document.name, &bytes, self.layouts, self.settings)?;
        self.write(document, &converted)?;
        for remark in &converted.remarks {
            let allvar = serde_json::to_value(remark.allvar).unwrap_or_default();
            self.printer.detail(&format!(
                "{}: {}{} [{}] {}",
                allvar.as_str().unwrap_or("varning"),
                document.shown(),
                place(&remark.plats),
                remark.kod,
                remark.meddelande
            ));
        }
        match converted.incomplete {
            Some(why) if self.strict => Err(Failure::new(reason::INCOMPLETE, why)),
            _ => Ok(converted.summary),
        }
    }

    fn write(&self, document: &Document, converted: &Converted) -> Result<(), Failure> {
        let (written, shown) = match self.target {
            Target::Stdout => (
                self.printer.data(&converted.json).map(|_| ()),
                "standard output".to_owned(),
            ),
            Target::Folder(folder) => (
                folder.write(&document.output, &converted.json),
                escape::path(&folder.root().join(&document.output)),
            ),
        };
        written.map_err(|error| {
            Failure::new(reason::WRITE, format!("{shown} cannot be written: {error}"))
        })
    }

    fn count(&self, document: &Document, outcome: Result<Summary, Failure>) {
        let mut tally = self
            .tally
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        match outcome {
            Ok(summary) => {
                tally.converted += 1;
                tally.sum.add(&summary);
            }
            Err(failure) => {
                self.printer.error(&format!(
                    "{}: {} [{}]",
                    document.shown(),
                    failure.message,
                    failure.reason
                ));
                tally.failed.insert(document.shown(), failure);
            }
        }
        self.printer
            .advance(tally.sum.pages, tally.failed.len() as u64);
    }
}

/// ` page 3` or ` line 12`; nothing if there is no place.
fn place(places: &[Plats]) -> String {
    match places.first() {
        Some(Plats::Sida { sida, .. }) => format!(", page {sida}:"),
        Some(Plats::Rader { rad: [first, _] }) => format!(", line {first}:"),
        None => ":".to_owned(),
    }
}

/// What has come out so far.
#[derive(Debug, Default)]
struct Tally {
    converted: u64,
    sum: Summary,
    failed: BTreeMap<String, Failure>,
}

impl Tally {
    /// The closing summary.
    fn show(&self, inputs: &Inputs, target: &Target, printer: &Printer) {
        let Target::Folder(folder) = target else {
            self.show_warnings(printer);
            return;
        };
        let sum = &self.sum;
        printer.note(&format!(
            "{} of {} documents converted ({} pages) to {}",
            self.converted,
            inputs.documents.len(),
            sum.pages,
            escape::path(folder.root())
        ));
        printer.note(&format!(
            "  {} goals, {} indicators, {} activities",
            sum.goals, sum.indicators, sum.activities
        ));
        self.show_warnings(printer);
        if !inputs.skipped.is_empty() {
            printer.note(&format!(
                "  {} other files skipped (-v names them)",
                inputs.skipped.len()
            ));
        }
        if !self.failed.is_empty() {
            printer.note(&format!("  {} failed:", self.failed.len()));
        }
        for (shown, failure) in self.failed.iter().take(FAILURES_NAMED) {
            printer.note(&format!(
                "    {shown}: {} [{}]",
                failure.message, failure.reason
            ));
        }
        if self.failed.len() > FAILURES_NAMED {
            printer.note(&format!(
                "    and {} more",
                self.failed.len() - FAILURES_NAMED
            ));
        }
    }

    fn show_warnings(&self, printer: &Printer) {
        for (label, codes) in [
            ("errors", &self.sum.errors),
            ("warnings", &self.sum.warnings),
        ] {
            let total: u64 = codes.values().sum();
            if total > 0 {
                let each: Vec<String> = codes
                    .iter()
                    .map(|(code, n)| format!("{code} {n}"))
                    .collect();
                let hint = if printer.is_verbose() {
                    ""
                } else {
                    " (-v lists them)"
                };
                printer.note(&format!(
                    "  {total} {label} in the documents: {}{hint}",
                    each.join(", ")
                ));
            }
        }
    }
}
