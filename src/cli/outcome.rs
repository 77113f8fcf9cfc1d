//! What became of a document.

use namnd::isolate::Error;
pub use namnd::output::Summary;
use serde::{Deserialize, Serialize};

/// Reasons of the program itself, beside those of [`namnd::isolate::Error::code`]. Stable.
pub mod reason {
    use namnd::isolate::code::{KILLED, NO_WORKER, TIMEOUT};

    /// The input could not be read, or changed while it was read.
    pub const READ: &str = "lasfel";
    /// The output could not be written.
    pub const WRITE: &str = "skrivfel";
    /// `--strict`: text without a place, or letters that do not add up.
    pub const INCOMPLETE: &str = "ofullstandig";
    /// A limit was exceeded.
    pub const LIMIT: &str = "grans";
    /// Encrypted, and no password fits.
    pub const ENCRYPTED: &str = "krypterad";
    /// Whether the document may be why its worker ended, though the machine may be as well.
    pub fn ends_worker(reason: &str) -> bool {
        [TIMEOUT, KILLED].contains(&reason)
    }

    /// Whether the same document may fare better another time, with nothing changed.
    pub fn may_pass(reason: &str) -> bool {
        [READ, WRITE, TIMEOUT, KILLED, NO_WORKER].contains(&reason)
    }
}

/// Why a document has no output, or none that may be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable code.
    pub reason: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Failure {
    /// A failure.
    pub fn new(reason: &str, message: impl Into<String>) -> Self {
        Self {
            reason: reason.to_owned(),
            message: message.into(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let remedy = match &error {
            Error::Timeout(_) => ": raise --timeout",
            Error::Memory(_) => ": raise --max-memory",
            Error::Killed | Error::NoWorker(_) => ": try again with fewer jobs (-j)",
            _ => "",
        };
        Self::new(error.code(), format!("{error}{remedy}"))
    }
}
