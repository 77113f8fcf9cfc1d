//! `namnd export`: tables of the documents of an output folder. They are read in the order of their paths, a few at a time
//! and by several threads, and added in this order: the files are the same for any number of threads, and what is held does
//! not grow with the number of documents.

mod columns;
mod outputs;

use std::collections::HashSet;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namnd::export::document_id;
use namnd::export::files::{ExportError, Files, Format, Written};
use namnd::output::Handling;
use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::args::{ExportArgs, ExportFormat};
use super::output::{keep, unfinished};
use super::printer::Printer;
use super::stop::Stop;
use super::words::count;
use super::{Refusal, Status, escape};
use outputs::Found;

/// Documents that a thread reads before all that were read are added.
const READ_AHEAD: usize = 4;

type Sink = BufWriter<NamedTempFile>;

/// Runs the command.
pub fn run(args: &ExportArgs, printer: &Printer) -> Result<Status, Refusal> {
    let (Some(from), Some(to)) = (&args.from, &args.output) else {
        return columns::print(printer);
    };
    let format = match (args.format, args.excel) {
        (ExportFormat::Csv, true) => Format::ExcelCsv,
        (_, true) => {
            return Err(Refusal::new(
                "--excel is for CSV, which is what is written without --format: leave one of the two out",
            ));
        }
        (format, false) => format.into(),
    };
    if !from.is_dir() {
        return Err(Refusal::new(format!(
            "{} is no folder: name the folder that convert -o has written to",
            escape::path(from)
        )));
    }
    let stop = Arc::new(Stop::default());
    stop.on_interrupt();
    let threads = args.jobs.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    let export = Export {
        from,
        to,
        format,
        threads,
        stop: &stop,
        printer,
    };
    export.run()
}

/// What is exported, where to and how.
pub struct Export<'a> {
    /// Folder with the documents' JSON.
    pub from: &'a Path,
    /// Folder for the tables.
    pub to: &'a Path,
    /// How they are written.
    pub format: Format,
    /// Threads that read.
    pub threads: usize,
    /// Whether to go on.
    pub stop: &'a Stop,
    /// Messages and progress.
    pub printer: &'a Printer,
}

/// How many files fared how.
#[derive(Default)]
struct Tally {
    exported: u64,
    failed: u64,
    /// The documents' ids as the numbers that they are.
    ids: HashSet<u64>,
}

impl Tally {
    /// Notes a document; `false` if it was noted before.
    fn is_new(&mut self, handling: &Handling) -> bool {
        let id = document_id(&handling.kalla);
        // An id is a number of 64 bits in hex.
        u64::from_str_radix(&id, 16).is_ok_and(|number| self.ids.insert(number))
    }
}

impl Export<'_> {
    /// Writes the tables, all or none.
    pub fn run(&self) -> Result<Status, Refusal> {
        let unwritable = |error: &dyn std::fmt::Display| {
            Refusal::new(format!(
                "the tables cannot be written to {}: {error}",
                escape::path(self.to)
            ))
        };
        fs::create_dir_all(self.to).map_err(|error| unwritable(&error))?;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| Refusal::new(format!("no threads can be started: {error}")))?;
        let mut tally = Tally::default();
        let files = pool.install(|| self.read_all(&mut tally));
        let files = files.map_err(|error| unwritable(&error))?;
        let Some(files) = files else {
            self.printer.note("stopped: no tables were written");
            return Ok(Status::Interrupted);
        };
        // What earlier documents gave is not replaced by nothing.
        if tally.exported == 0 {
            return self.nothing(&tally);
        }
        let written = files.finish().map_err(|error| unwritable(&error))?;
        self.keep_all(written).map_err(|error| unwritable(&error))?;
        self.printer.note(&format!(
            "{} exported to {}",
            count(tally.exported, "document"),
            escape::path(self.to)
        ));
        Ok(if tally.failed > 0 {
            Status::SomeFailed
        } else {
            Status::Done
        })
    }

    /// No document was found, or none could be read.
    fn nothing(&self, tally: &Tally) -> Result<Status, Refusal> {
        let from = escape::path(self.from);
        if tally.failed == 0 {
            return Err(Refusal::new(format!(
                "{from} holds no document that convert -o has written: no tables were written"
            )));
        }
        self.printer.error(&format!(
            "no document in {from} can be read: no tables were written"
        ));
        Ok(Status::SomeFailed)
    }

    /// Adds every document; `None` if the user stopped it.
    fn read_all(&self, tally: &mut Tally) -> Result<Option<Files<Sink>>, ExportError> {
        let mut files = Files::new(self.format, |_| unfinished(self.to).map(BufWriter::new))?;
        let total = outputs::below(self.from).count();
        self.printer.start_progress(total as u64);
        let mut paths = outputs::below(self.from);
        let mut read = Vec::new();
        loop {
            let next: Vec<_> = paths.by_ref().take(self.threads * READ_AHEAD).collect();
            if read.is_empty() && next.is_empty() {
                break;
            }
            // What comes next is read while what is there is added.
            let (added, ahead) = rayon::join(
                || self.add_all(std::mem::take(&mut read), &mut files, tally),
                || {
                    let read = next.into_par_iter().map(|path| {
                        let found = path
                            .as_deref()
                            .map_or_else(|why| Found::Unreadable(why.clone()), outputs::read);
                        (path.unwrap_or_default(), found)
                    });
                    read.collect::<Vec<_>>()
                },
            );
            added?;
            read = ahead;
            if self.stop.is_stopped() {
                self.printer.end_progress();
                return Ok(None);
            }
        }
        self.printer.end_progress();
        Ok(Some(files))
    }

    fn add_all(
        &self,
        read: Vec<(PathBuf, Found)>,
        files: &mut Files<Sink>,
        tally: &mut Tally,
    ) -> Result<(), ExportError> {
        for (path, found) in read {
            let shown = escape::path(&path);
            match found {
                Found::Document(handling) => {
                    if tally.is_new(&handling) {
                        files.add(&handling)?;
                        tally.exported += 1;
                    } else {
                        self.is_there_already(&shown, &handling);
                    }
                }
                Found::Other => self
                    .printer
                    .detail(&format!("skipped {shown}: no document of this program")),
                Found::Unreadable(why) => {
                    tally.failed += 1;
                    self.printer.error(&format!("{shown}: {why}"));
                }
            }
            self.printer.advance(&shown, 0, tally.failed, false);
        }
        Ok(())
    }

    fn is_there_already(&self, shown: &str, handling: &Handling) {
        self.printer.warning(&format!(
            "{shown} is left out: another output is of {} with the same content, too",
            escape::text(&handling.kalla.fil)
        ));
    }

    /// Gives the finished files their names.
    fn keep_all(&self, written: Vec<Written<Sink>>) -> std::io::Result<()> {
        for file in written {
            let sink = file.sink.into_inner().map_err(|error| error.into_error())?;
            keep(sink, &self.to.join(&file.name))?;
            if file.rows > 0 {
                self.printer
                    .detail(&format!("{}: {}", file.name, count(file.rows, "row")));
            }
        }
        Ok(())
    }
}
