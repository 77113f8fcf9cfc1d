//! The journal of an output folder: what became of every document, line by line, so that a next run does the rest.
//!
//! Lines of JSON, only ever added while a run goes on. The first line of a run tells its [`Terms`]; a line for each
//! document follows, with the hash of that first line. A line that cannot be read makes void what follows it up to the next
//! run's first line: it may have been one. So does a first line that was changed or taken away, or that tells more than
//! this version knows. The next run writes the journal anew, with the last word on every document only.

mod hold;
mod past;

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use namnd::limits::Limits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::digest::hex_digest;
use super::outcome::{Failure, Summary, reason};
use super::output::OutputFolder;
pub use hold::Hold;
use past::LineRef;
pub use past::Past;

/// The journal's name in the folder of the run's own files.
pub const NAME: &str = "journal.jsonl";
/// A document that ended its worker in so many runs is not tried again.
const ENOUGH: u32 = 2;

/// What a document's outcome depends on, beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Terms {
    /// Version of the program.
    pub version: String,
    /// Hash of the layouts.
    pub layouts: String,
    /// Limits within a document.
    pub limits: Limits,
    /// `--pretty`
    pub pretty: bool,
    /// `--audit`
    pub audit: bool,
    /// `--ocr`, and whether there is an engine.
    #[serde(default)]
    pub ocr: String,
    /// `--no-lexicon`
    #[serde(default)]
    pub no_lexicon: bool,
    /// Memory that a document may use; none without isolation.
    pub max_memory: Option<u64>,
    /// Seconds that a document may take; none without isolation.
    pub timeout_seconds: Option<u64>,
}

impl Terms {
    /// Whether a converted document would come out the same.
    pub fn give_the_same_output(&self, other: &Self) -> bool {
        let mut other = other.clone();
        other.max_memory = self.max_memory;
        other.timeout_seconds = self.timeout_seconds;
        *self == other
    }

    /// The line that a run begins with, as it is written.
    fn line(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&LineRef::Run(self))?)
    }
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Its output is there.
    #[schemars(title = "ConvertedOutcome")]
    Converted {
        /// SHA-256 of the output.
        output_sha256: String,
        /// Counts.
        summary: Box<Summary>,
        /// What could not be read of it.
        incomplete: Option<String>,
        /// What a strict run objects to beside.
        objection: Option<String>,
    },
    /// It has none.
    #[schemars(title = "FailedOutcome")]
    Failed(Failure),
}

/// A document's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Output file as an identifier: one for each document of a run.
    pub output: String,
    /// `kalla.fil`.
    pub name: String,
    /// The input as it was given.
    pub input: String,
    /// The input from the root of the file system; none for standard input, and where it is no Unicode.
    pub path: Option<String>,
    /// SHA-256 of the input's bytes; none if they could not be read.
    pub sha256: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// So many runs on the same terms ended its worker.
    #[serde(default)]
    pub ended: u32,
    /// SHA-256 of the line that its run begins with; the journal sees to it.
    #[serde(default)]
    pub terms_sha256: String,
}

impl Record {
    /// Whether its input is known to be gone.
    pub fn is_orphaned(&self) -> bool {
        let is_gone = |path: &String| matches!(std::path::Path::new(path).try_exists(), Ok(false));
        self.path.as_ref().is_some_and(is_gone)
    }
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "JournalLine")]
pub enum Line {
    /// A run begins.
    #[schemars(title = "RunLine")]
    Run(Terms),
    /// A document is done.
    #[schemars(title = "DocumentLine")]
    Document(Record),
}

/// How far an earlier run may be relied on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Policy {
    /// Nothing is: `--force`.
    pub force: bool,
    /// Failures are tried again: `--retry-failed`.
    pub retry_failed: bool,
    /// Passwords were given: what was encrypted is tried again.
    pub passwords: bool,
}

/// The journal of this run, with what earlier runs left.
#[derive(Debug)]
pub struct Journal {
    file: Mutex<File>,
    terms: Terms,
    terms_sha256: String,
    past: Past,
    _hold: Hold,
}

impl Journal {
    /// Opens or makes the journal, and holds the folder.
    pub fn open(folder: &OutputFolder, terms: Terms) -> io::Result<Self> {
        let own = folder.own()?;
        let hold = Hold::take(&own)?;
        let past = match Past::read(folder) {
            Ok(past) => {
                // On a full disk the old one goes on.
                let _ = past.write(&own);
                past
            }
            Err(_) => Past::default(),
        };
        let journal = Self {
            file: Mutex::new(hold::open(&own.join(NAME))?),
            terms_sha256: hex_digest(&terms.line()?),
            terms,
            past,
            _hold: hold,
        };
        journal.append(&LineRef::Run(&journal.terms))?;
        Ok(journal)
    }

    /// What earlier runs left.
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Notes what became of a document.
    pub fn add(&self, mut record: Record) -> io::Result<()> {
        record.terms_sha256.clone_from(&self.terms_sha256);
        self.append(&LineRef::Document(&record))
    }

    fn append(&self, line: &LineRef<'_>) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&bytes)
    }

    /// Brings all lines to the disk.
    pub fn flush(&self) -> io::Result<()> {
        self.file
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .sync_all()
    }

    /// Whether the output there is what an earlier run made of other bytes than these.
    pub fn is_outdated(&self, output: &str, sha256: Option<&str>) -> bool {
        self.past.records.get(output).is_some_and(|(_, record)| {
            matches!(record.outcome, Outcome::Converted { .. })
                && sha256.is_some()
                && record.sha256.as_deref() != sha256
        })
    }

    /// How many runs in a row ended their worker over a document, with this one.
    pub fn times_ended(&self, output: &str, sha256: Option<&str>, outcome: &Outcome) -> u32 {
        let ends = |outcome: &Outcome| matches!(outcome, Outcome::Failed(failure) if reason::ends_worker(&failure.reason));
        if !ends(outcome) {
            return 0;
        }
        let earlier = self.past.records.get(output).filter(|(terms, record)| {
            *terms == self.terms && record.sha256.as_deref() == sha256 && ends(&record.outcome)
        });
        earlier
            .map_or(0, |(_, record)| record.ended)
            .saturating_add(1)
    }

    /// What an earlier run made of the same bytes on the same terms, if that still holds. Whether the output is still
    /// there has to be looked at.
    pub fn earlier(
        &self,
        output: &str,
        name: &str,
        sha256: &str,
        policy: Policy,
    ) -> Option<&Record> {
        let (terms, record) = self.past.records.get(output)?;
        if policy.force || record.name != name || record.sha256.as_deref() != Some(sha256) {
            return None;
        }
        let holds = match &record.outcome {
            Outcome::Converted { .. } => terms.give_the_same_output(&self.terms),
            Outcome::Failed(failure) => {
                let may_open = policy.passwords && failure.reason == reason::ENCRYPTED;
                let may_pass = reason::may_pass(&failure.reason) && record.ended < ENOUGH;
                let again = policy.retry_failed || may_open || may_pass;
                *terms == self.terms && !again
            }
        };
        holds.then_some(record)
    }
}

#[cfg(test)]
mod tests;
