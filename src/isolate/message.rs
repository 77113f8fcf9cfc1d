//! What parent and worker say to each other.

use serde::{Deserialize, Serialize};

use super::document::{Audit, Converted, Settings};
use super::error::Error;
use crate::diagnostics::Diagnostic;
use crate::output::Summary;

/// First message to a worker: how all its documents are converted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Terms {
    /// Name and text of each layout file that is laid over the built-in ones.
    pub layouts: Vec<(String, String)>,
    /// How to convert.
    pub settings: Settings,
    /// Bytes of memory that its documents may use.
    pub max_memory: u64,
    /// Threads for a document's pages.
    pub threads: usize,
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
        /// What a strict caller objects to.
        incomplete: Option<String>,
        /// Diagnostics, if they were asked for.
        remarks: Vec<Diagnostic>,
    },
    /// Not converted.
    Failed(Error),
}

impl Answer {
    /// Head and body of a result.
    pub fn of(result: Result<Converted, Error>) -> (Self, Vec<u8>) {
        match result {
            Ok(converted) => (
                Self::Converted {
                    summary: converted.summary,
                    incomplete: converted.incomplete,
                    remarks: converted.remarks,
                },
                converted.json,
            ),
            Err(error) => (Self::Failed(error), Vec::new()),
        }
    }

    /// The result again.
    pub fn into_result(self, body: Vec<u8>) -> Result<Converted, Error> {
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
            Self::Failed(error) => Err(error),
        }
    }
}
