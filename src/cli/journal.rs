//! The journal of an output folder: what became of every document, line by line, so that a next run does the rest.
//!
//! Lines of JSON, only ever added. The first line of a run tells its [`Terms`]; a line for each document follows. A
//! line that was torn by a crash is passed over: its document is done again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use namnd::limits::Limits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outcome::{Failure, Summary, reason};

/// The journal's name in the output folder.
pub const NAME: &str = "namnd-journal.jsonl";
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
    /// Memory that a document may use; none without isolation.
    pub max_memory: Option<u64>,
    /// Seconds that a document may take; none without isolation.
    pub timeout_seconds: Option<u64>,
}

impl Terms {
    /// Whether a converted document would come out the same.
    fn give_the_same_output(&self, other: &Self) -> bool {
        let mut other = other.clone();
        other.max_memory = self.max_memory;
        other.timeout_seconds = self.timeout_seconds;
        *self == other
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
        summary: Summary,
        /// What a strict run objects to.
        incomplete: Option<String>,
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
    /// SHA-256 of the input's bytes; none if they could not be read.
    pub sha256: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// So many runs on the same terms ended its worker.
    #[serde(default)]
    pub ended: u32,
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
    earlier: BTreeMap<String, (Terms, Record)>,
}

impl Journal {
    /// Opens or makes the journal, and holds it: two runs at a time would overwrite each other's outputs.
    pub fn open(folder: &Path, terms: Terms) -> io::Result<Self> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(folder.join(NAME))?;
        // A file system that knows no locks is taken as it is.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(io::Error::new(
                io::ErrorKind::ResourceBusy,
                "another run is writing to this folder",
            ));
        }
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        let earlier = read(&bytes);
        if bytes.last().is_some_and(|last| *last != b'\n') {
            file.write_all(b"\n")?;
        }
        let journal = Self {
            file: Mutex::new(file),
            terms,
            earlier,
        };
        journal.append(&Line::Run(journal.terms.clone()))?;
        Ok(journal)
    }

    /// Notes what became of a document.
    pub fn add(&self, record: Record) -> io::Result<()> {
        self.append(&Line::Document(record))
    }

    fn append(&self, line: &Line) -> io::Result<()> {
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
        self.earlier.get(output).is_some_and(|(_, record)| {
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
        let earlier = self.earlier.get(output).filter(|(terms, record)| {
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
        let (terms, record) = self.earlier.get(output)?;
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

/// The last word on every document.
fn read(bytes: &[u8]) -> BTreeMap<String, (Terms, Record)> {
    let mut terms = None;
    let mut found = BTreeMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        match serde_json::from_slice(line) {
            Ok(Line::Run(new)) => terms = Some(new),
            Ok(Line::Document(record)) => {
                if let Some(terms) = &terms {
                    found.insert(record.output.clone(), (terms.clone(), record));
                }
            }
            // Torn, or of another version of the program.
            Err(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use namnd::isolate::code;

    use super::*;

    fn terms() -> Terms {
        Terms {
            version: "1".to_owned(),
            layouts: "l".to_owned(),
            limits: Limits::default(),
            pretty: false,
            audit: false,
            ocr: "auto".to_owned(),
            max_memory: Some(1),
            timeout_seconds: Some(1),
        }
    }

    fn record(output: &str, outcome: Outcome) -> Record {
        Record {
            output: output.to_owned(),
            name: "n".to_owned(),
            input: "in/n".to_owned(),
            sha256: Some("s".to_owned()),
            outcome,
            ended: 0,
        }
    }

    fn converted() -> Outcome {
        Outcome::Converted {
            output_sha256: "o".to_owned(),
            summary: Summary::default(),
            incomplete: None,
        }
    }

    fn failed(code: &str) -> Outcome {
        Outcome::Failed(Failure::new(code, "m"))
    }

    #[test]
    fn a_next_run_knows_what_became_of_the_same_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::open(dir.path(), terms()).unwrap();
        journal.add(record("a", converted())).unwrap();
        journal.add(record("b", failed("trasig"))).unwrap();
        journal.add(record("c", failed(code::TIMEOUT))).unwrap();
        journal.add(record("d", failed(reason::ENCRYPTED))).unwrap();
        assert!(Journal::open(dir.path(), terms()).is_err(), "it is held");
        drop(journal);

        let next = Journal::open(dir.path(), terms()).unwrap();
        let policy = Policy::default();
        assert!(next.earlier("a", "n", "s", policy).is_some());
        assert!(next.earlier("a", "n", "other", policy).is_none());
        assert!(next.earlier("a", "other", "s", policy).is_none());
        assert!(next.earlier("b", "n", "s", policy).is_some());
        assert!(next.earlier("c", "n", "s", policy).is_none(), "may pass");
        assert!(next.earlier("d", "n", "s", policy).is_some());
        let passwords = Policy {
            passwords: true,
            ..policy
        };
        assert!(next.earlier("d", "n", "s", passwords).is_none());
        let retry = Policy {
            retry_failed: true,
            ..policy
        };
        assert!(next.earlier("b", "n", "s", retry).is_none());
        assert!(next.earlier("a", "n", "s", retry).is_some());
        let force = Policy {
            force: true,
            ..policy
        };
        assert!(next.earlier("a", "n", "s", force).is_none());
    }

    /// A busy machine is a reason to try again what took too long, but not for ever.
    #[test]
    fn what_ended_its_worker_in_two_runs_is_not_tried_again() {
        let dir = tempfile::tempdir().unwrap();
        for run in 1..=2 {
            let journal = Journal::open(dir.path(), terms()).unwrap();
            let earlier = journal.earlier("a", "n", "s", Policy::default());
            assert!(earlier.is_none(), "run {run}");
            let outcome = failed(code::TIMEOUT);
            let ended = journal.times_ended("a", Some("s"), &outcome);
            assert_eq!(ended, run);
            journal
                .add(Record {
                    ended,
                    ..record("a", outcome)
                })
                .unwrap();
        }
        let journal = Journal::open(dir.path(), terms()).unwrap();
        assert!(journal.earlier("a", "n", "s", Policy::default()).is_some());
        let asked = Policy {
            retry_failed: true,
            ..Policy::default()
        };
        assert!(journal.earlier("a", "n", "s", asked).is_none());
        drop(journal);
        let more_time = Terms {
            timeout_seconds: Some(2),
            ..terms()
        };
        let journal = Journal::open(dir.path(), more_time).unwrap();
        assert!(journal.earlier("a", "n", "s", Policy::default()).is_none());
        assert_eq!(
            journal.times_ended("a", Some("s"), &failed(code::TIMEOUT)),
            1
        );
    }

    #[test]
    fn other_terms_make_an_outcome_void() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::open(dir.path(), terms()).unwrap();
        journal.add(record("a", converted())).unwrap();
        journal.add(record("b", failed("minne"))).unwrap();
        drop(journal);
        let roomier = Terms {
            max_memory: Some(2),
            ..terms()
        };
        let next = Journal::open(dir.path(), roomier).unwrap();
        assert!(next.earlier("a", "n", "s", Policy::default()).is_some());
        assert!(next.earlier("b", "n", "s", Policy::default()).is_none());
        drop(next);
        let newer = Terms {
            version: "2".to_owned(),
            ..terms()
        };
        let next = Journal::open(dir.path(), newer).unwrap();
        assert!(next.earlier("a", "n", "s", Policy::default()).is_none());
    }

    #[test]
    fn a_torn_line_costs_its_own_document_only() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::open(dir.path(), terms()).unwrap();
        journal.add(record("a", converted())).unwrap();
        journal.add(record("b", converted())).unwrap();
        drop(journal);
        let path = dir.path().join(NAME);
        let whole = std::fs::read(&path).unwrap();
        let first_two = whole
            .iter()
            .enumerate()
            .filter(|(_, b)| **b == b'\n')
            .nth(1)
            .unwrap()
            .0
            + 1;
        for end in first_two..whole.len() - 1 {
            std::fs::write(&path, &whole[..end]).unwrap();
            let journal = Journal::open(dir.path(), terms()).unwrap();
            assert!(journal.earlier("a", "n", "s", Policy::default()).is_some());
            assert!(journal.earlier("b", "n", "s", Policy::default()).is_none());
            journal.add(record("c", converted())).unwrap();
            drop(journal);
            let next = Journal::open(dir.path(), terms()).unwrap();
            assert!(next.earlier("c", "n", "s", Policy::default()).is_some());
        }
    }
}
