//! What parent and worker say to each other.

use namnd::diagnostics::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::cli::convert::{Audit, Settings};
use crate::cli::layouts::Sources;
use crate::cli::outcome::{Converted, Failure, Summary};

/// First message to a worker: how all its documents are converted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    /// The layouts, as texts: the worker reads no file.
    pub layouts: Sources,
    /// How to convert.
    pub settings: Settings,
    /// Bytes of memory that its documents may use.
    pub max_memory: u64,
    /// Threads for a document's pages.
    pub threads: usize,
    /// Whether documents may ask for faults: see [`super::faults`].
    pub faults: bool,
}

/// The worker's answer: it is ready.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ready {
    /// Protections that this system does not offer.
    pub missing: Vec<String>,
}

/// A document to convert; its bytes are the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// For `kalla.fil`.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: Option<String>,
    /// Whether it is read a second time.
    pub audit: Audit,
}

/// What became of it; the JSON is the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Answer {
    /// Converted.
    Converted {
        /// Counts.
        summary: Summary,
        /// What a strict run objects to.
        incomplete: Option<String>,
        /// Diagnostics, if they were asked for.
        remarks: Vec<Diagnostic>,
    },
    /// Not converted.
    Failed(Failure),
}

impl Answer {
    /// Head and body of a result.
    pub fn of(result: Result<Converted, Failure>) -> (Self, Vec<u8>) {
        match result {
            Ok(converted) => (
                Self::Converted {
                    summary: converted.summary,
                    incomplete: converted.incomplete,
                    remarks: converted.remarks,
                },
                converted.json,
            ),
            Err(failure) => (Self::Failed(failure), Vec::new()),
        }
    }

    /// The result again.
    pub fn into_result(self, body: Vec<u8>) -> Result<Converted, Failure> {
        match self {
            Self::Converted {
                summary,
                incomplete,
                remarks,
            } => Ok(Converted {
                json: body,
                summary,
                incomplete,
                remarks,
            }),
            Self::Failed(failure) => Err(failure),
        }
    }
}
