//! What a pool is told: who its workers are, and how they convert.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::document::Settings;

/// Time that a document may take, as a rule.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Bytes of memory that a worker's documents may use, as a rule.
const MAX_MEMORY: u64 = 1 << 30;

/// The program that a worker is. Started so, it has to call [`run_worker`](super::run_worker) and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub(super) path: PathBuf,
    pub(super) name: Option<OsString>,
    pub(super) args: Vec<OsString>,
    pub(super) env: Vec<(OsString, OsString)>,
}

impl Program {
    /// The program of this file, without arguments and with an empty environment.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            name: None,
            args: Vec::new(),
            env: Vec::new(),
        }
    }

    /// The same with one argument more.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// The same with a variable of the environment more.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The same, listed under this name among the system's processes, where the system can do that.
    #[must_use]
    pub fn named(mut self, name: impl Into<OsString>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// How a pool's workers are started and how they convert.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Who the workers are.
    pub program: Program,
    /// Workers that are started beforehand, at least one. More are started when more documents come at a time.
    pub workers: usize,
    /// Threads of a worker, for a document's pages.
    pub threads: usize,
    /// Time that a document may take.
    pub timeout: Duration,
    /// Bytes of memory that a worker's documents may use (enforced on Linux).
    pub max_memory: u64,
    /// Name and text of each layout file that is laid over the built-in ones: a worker reads no file.
    pub layouts: Vec<(String, String)>,
    /// How documents are converted.
    pub settings: Settings,
    /// Once this is set, documents under way end with [`Error::Interrupted`](super::Error::Interrupted).
    pub interrupt: Arc<AtomicBool>,
}

impl Setup {
    /// One worker of one thread, 60 seconds and 1 GiB for a document, built-in layouts, default settings.
    #[must_use]
    pub fn new(program: Program) -> Self {
        Self {
            program,
            workers: 1,
            threads: 1,
            timeout: TIMEOUT,
            max_memory: MAX_MEMORY,
            layouts: Vec::new(),
            settings: Settings::default(),
            interrupt: Arc::default(),
        }
    }
}
