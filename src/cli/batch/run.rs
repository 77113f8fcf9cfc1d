//! The run: every document read, looked up in the journal, converted, written, noted.

use std::io;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use namnd::convert::Input;
use namnd::diagnostics::Diagnostic;
use namnd::isolate::{Converted, Error, STACK};
use namnd::output::Plats;

use super::gate::Gate;
use super::slots::Slots;
use crate::cli::convert::Convert;
use crate::cli::digest::hex_digest;
use crate::cli::inputs::{Document, Inputs, Source};
use crate::cli::journal::{Journal, Outcome, Policy, Record};
use crate::cli::lock;
use crate::cli::outcome::{Failure, reason};
use crate::cli::output::OutputFolder;
use crate::cli::printer::Printer;
use crate::cli::report::{Entries, Entry};
use crate::cli::stop::{Stop, StopReason};
use crate::cli::words::severity;
use crate::cli::{Refusal, escape, read};

/// Where the JSON goes.
pub enum Target {
    /// Files in a folder.
    Folder {
        /// The folder.
        folder: OutputFolder,
        /// Its journal.
        journal: Box<Journal>,
    },
    /// The one document's to standard output.
    Stdout,
}

/// Threads of this process.
#[derive(Debug, Clone, Copy)]
pub enum Threads {
    /// They convert.
    Own(usize),
    /// They read, write and wait for those who convert; the calling thread is one of them.
    Beside(usize),
}

/// Called with the results so far.
pub type Watch<'a> = dyn Fn(&Mutex<Entries>) + Sync + 'a;

/// A run.
pub struct Batch<'a> {
    /// The documents.
    pub inputs: &'a Inputs,
    /// Who converts.
    pub converter: &'a dyn Convert,
    /// Bytes that a file may have.
    pub file_limit: u64,
    /// Where the outputs go.
    pub target: &'a Target,
    /// Whether incomplete documents count as failed.
    pub strict: bool,
    /// Failures after which the run stops.
    pub max_failures: Option<u64>,
    /// Documents that are converted at a time.
    pub slots: Slots,
    /// Where documents wait for the converter.
    pub gate: Gate,
    /// How far earlier runs are relied on.
    pub policy: Policy,
    /// Whether to go on.
    pub stop: &'a Stop,
    /// Messages and progress.
    pub printer: &'a Printer,
    /// Told after each document.
    pub watch: &'a Watch<'a>,
}

impl Batch<'_> {
    /// Every thread takes the next document until there is none; threads without one help with the pages of the last.
    pub fn convert_all(&self, threads: Threads) -> Result<Entries, Refusal> {
        let mut pool = rayon::ThreadPoolBuilder::new();
        let threads = match threads {
            Threads::Own(threads) => {
                pool = pool.stack_size(STACK);
                threads
            }
            Threads::Beside(threads) => {
                pool = pool.use_current_thread();
                threads
            }
        };
        let pool = pool
            .num_threads(threads)
            .build()
            .map_err(|error| Refusal::new(format!("no threads can be started: {error}")))?;
        let documents = &self.inputs.documents;
        let entries = Mutex::new(vec![None; documents.len()]);
        let (pages, failed) = (AtomicU64::new(0), AtomicU64::new(0));
        let order = self.order(threads);
        let next = AtomicUsize::new(0);
        self.printer.start_progress(documents.len() as u64);
        pool.broadcast(|_| {
            while !self.stop.is_stopped() {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some((index, document)) = order
                    .get(turn)
                    .and_then(|index| Some((*index, documents.get(*index)?)))
                else {
                    break;
                };
                self.printer.begin(&document.name);
                let Some(entry) = self.one(document) else {
                    break;
                };
                let more = entry.summary.as_ref().map_or(0, |summary| summary.pages);
                let pages = pages.fetch_add(more, Ordering::Relaxed) + more;
                let more = u64::from(entry.failure.is_some());
                let failed = failed.fetch_add(more, Ordering::Relaxed) + more;
                self.printer
                    .advance(&document.name, pages, failed, entry.earlier);
                if let Some(slot) = lock(&entries).get_mut(index) {
                    *slot = Some(entry);
                }
                (self.watch)(&entries);
            }
        });
        self.printer.end_progress();
        if let Some(refusal) = self.gate.refusal() {
            return Err(refusal);
        }
        Ok(entries
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The documents' turns. With several threads the long ones come first, so that none is left at the end for one thread
    /// while the others have nothing to do.
    fn order(&self, threads: usize) -> Vec<usize> {
        let documents = &self.inputs.documents;
        let mut order: Vec<usize> = (0..documents.len()).collect();
        if threads > 1 {
            let size = |index: &usize| match &documents[*index].source {
                Source::File(path) => std::fs::metadata(path).map_or(0, |file| file.len()),
                _ => 0,
            };
            order.sort_by_cached_key(|index| std::cmp::Reverse(size(index)));
        }
        order
    }

    /// Does one document; `None` if the run was stopped in the midst of it.
    fn one(&self, document: &Document) -> Option<Entry> {
        let begun = Instant::now();
        let mut waited = Duration::ZERO;
        let mut entry = Entry::default();
        let outcome = match self.read(document) {
            Ok(bytes) => {
                let sha256 = hex_digest(&bytes);
                entry.sha256 = Some(sha256.clone());
                match self.earlier(document, &sha256) {
                    Some((outcome, output)) => {
                        self.gate.pass(self.converter);
                        entry.earlier = true;
                        self.show_earlier_remarks(document, &output);
                        outcome
                    }
                    None => self.convert(document, &sha256, &Arc::new(bytes), &mut waited)?,
                }
            }
            Err(failure) => {
                self.gate.pass(self.converter);
                Outcome::Failed(failure)
            }
        };
        if !entry.earlier {
            self.note(document, entry.sha256.clone(), &outcome);
        }
        match outcome {
            Outcome::Failed(failure) => entry.failure = Some(failure),
            Outcome::Converted {
                summary,
                incomplete,
                objection,
                ..
            } => {
                entry.summary = Some(*summary);
                if self.strict {
                    entry.failure = incomplete
                        .or(objection)
                        .map(|why| Failure::new(reason::INCOMPLETE, why));
                } else {
                    entry.incomplete = incomplete;
                }
            }
        }
        if let Some(why) = &entry.incomplete {
            self.printer
                .warning(&format!("{}: incomplete: {why}", document.shown()));
        }
        if let Some(failure) = &entry.failure {
            self.printer.error(&format!(
                "{}: {} [{}]",
                document.shown(),
                failure.message,
                failure.reason
            ));
            if !entry.earlier {
                self.stop.count_failure(self.max_failures);
            }
        }
        entry.seconds = begun.elapsed().saturating_sub(waited).as_secs_f64();
        Some(entry)
    }

    fn read(&self, document: &Document) -> Result<Vec<u8>, Failure> {
        match &document.source {
            Source::File(path) => read::file(path, self.file_limit),
            Source::Stdin => read::stdin(self.file_limit),
            Source::Unreadable(_, failure) => Err(failure.clone()),
        }
    }

    /// What an earlier run made of the same bytes, if it still holds and its output, which comes with it, is still there,
    /// unchanged.
    fn earlier(&self, document: &Document, sha256: &str) -> Option<(Outcome, Vec<u8>)> {
        let Target::Folder { folder, journal } = self.target else {
            return None;
        };
        let id = escape::identifier(&document.output);
        let record = journal.earlier(&id, &document.name, sha256, self.policy)?;
        let mut output = Vec::new();
        if let Outcome::Converted { output_sha256, .. } = &record.outcome {
            output = folder.read(&document.output)?;
            if hex_digest(&output) != *output_sha256 {
                return None;
            }
        }
        Some((record.outcome.clone(), output))
    }

    /// Converts and writes; `None` if the run was stopped meanwhile. Adds what it `waited` for its turn.
    fn convert(
        &self,
        document: &Document,
        sha256: &str,
        bytes: &Arc<Vec<u8>>,
        waited: &mut Duration,
    ) -> Option<Outcome> {
        let begun = Instant::now();
        if !self.gate.is_open(self.converter, self.printer) {
            return None;
        }
        let slot = self.slots.take();
        *waited += begun.elapsed();
        if self.stop.is_stopped() {
            return None;
        }
        let input = Input {
            name: &document.name,
            bytes,
            sha256: Some(sha256),
        };
        let result = self.converter.convert(&input);
        drop(slot);
        self.gate.pass(self.converter);
        let converted = match result {
            Ok(converted) => converted,
            Err(Error::Interrupted) => return None,
            Err(error) => return Some(Outcome::Failed(error.into())),
        };
        let (written, output_sha256) = rayon::join(
            || self.write(document, &converted),
            || hex_digest(&converted.json),
        );
        if let Err(error) = written {
            return Some(Outcome::Failed(self.unwritten(document, &error)));
        }
        self.show_remarks(document, &converted.remarks);
        Some(Outcome::Converted {
            output_sha256,
            summary: Box::new(converted.summary),
            incomplete: converted.incomplete,
            objection: converted.objection,
        })
    }

    fn write(&self, document: &Document, converted: &Converted) -> io::Result<()> {
        match self.target {
            Target::Stdout => self.printer.data(&converted.json).map(|_| ()),
            Target::Folder { folder, .. } => folder.write(&document.output, &converted.json),
        }
    }

    /// A disk that is full or read-only is so for the next document, too: the run stops.
    fn unwritten(&self, document: &Document, error: &io::Error) -> Failure {
        let shown = match self.target {
            Target::Stdout => "standard output".to_owned(),
            Target::Folder { folder, .. } => escape::path(&folder.root().join(&document.output)),
        };
        let why = explain_write(error);
        if concerns_all(error) {
            self.stop.stop(StopReason::Unwritable(why.clone()));
        }
        Failure::new(reason::WRITE, format!("{shown} cannot be written: {why}"))
    }

    /// Notes the outcome in the journal; an output that an earlier run made of other bytes goes away if there is no new
    /// one.
    fn note(&self, document: &Document, sha256: Option<String>, outcome: &Outcome) {
        let Target::Folder { folder, journal } = self.target else {
            return;
        };
        let output = escape::identifier(&document.output);
        if matches!(outcome, Outcome::Failed(_))
            && journal.is_outdated(&output, sha256.as_deref())
            && folder.read(&document.output).is_some()
        {
            // If it stays, the report says what became of the document.
            let _ = folder.remove(&document.output);
        }
        let ended = journal.times_ended(&output, sha256.as_deref(), outcome);
        let added = journal.add(Record {
            ended,
            output,
            name: document.name.clone(),
            input: document.shown(),
            path: document.absolute(),
            sha256,
            outcome: outcome.clone(),
            terms_sha256: String::new(),
        });
        if let Err(error) = added {
            self.stop.stop(StopReason::Unwritable(format!(
                "the journal: {}",
                explain_write(&error)
            )));
        }
    }

    /// What the output of an earlier run says, for those who ask for details.
    fn show_earlier_remarks(&self, document: &Document, output: &[u8]) {
        if self.printer.is_verbose() {
            self.show_remarks(document, &remarks_of(output));
        }
    }

    fn show_remarks(&self, document: &Document, remarks: &[Diagnostic]) {
        for remark in remarks {
            self.printer.detail(&format!(
                "{}: {}{} {} [{}]",
                severity(remark.allvar),
                document.shown(),
                place(&remark.plats),
                remark.meddelande,
                remark.kod
            ));
        }
    }
}

/// The diagnostics that stand in an output; none if it is of another format.
pub fn remarks_of(output: &[u8]) -> Vec<Diagnostic> {
    #[derive(serde::Deserialize)]
    struct Output {
        diagnostik: Vec<Diagnostic>,
    }
    serde_json::from_slice::<Output>(output).map_or_else(|_| Vec::new(), |output| output.diagnostik)
}

/// `, page 3:` or `, line 12:`
fn place(places: &[Plats]) -> String {
    match places.first() {
        Some(Plats::Sida { sida, .. }) => format!(", page {sida}:"),
        Some(Plats::Rader { rad: [first, _] }) => format!(", line {first}:"),
        None => ":".to_owned(),
    }
}

fn concerns_all(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem
    )
}

fn explain_write(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied: change the folder's permissions".to_owned()
        }
        _ => error.to_string(),
    }
}
