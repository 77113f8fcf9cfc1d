//! Why a document was not converted.

use serde::{Deserialize, Serialize};

use crate::error::ConvertError;

/// Codes of [`Error`], beside those of [`ConvertError::code`]. Stable.
pub mod code {
    /// A bug: the conversion panicked.
    pub const PANIC: &str = "panik";
    /// The document took too long.
    pub const TIMEOUT: &str = "tidsgrans";
    /// The document needs more memory than it may use.
    pub const MEMORY: &str = "minne";
    /// A bug: the worker process died of the document, twice.
    pub const CRASH: &str = "krasch";
    /// The worker process was killed by somebody else, twice.
    pub const KILLED: &str = "dodad";
    /// No worker process could be started.
    pub const NO_WORKER: &str = "arbetare";
    /// The caller interrupted it.
    pub const INTERRUPTED: &str = "avbruten";
}

/// Why a document was not converted. The messages are the same for the same cause: no process ids, no addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Error {
    /// Nothing can be read of it.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// A bug: message and place.
    #[error("a bug in this program, please report it with the file: {0}")]
    Panic(String),
    /// It took longer than so many seconds.
    #[error("took longer than {0} seconds")]
    Timeout(u64),
    /// It needs more than so many bytes.
    #[error("needs more than {} MiB of memory", .0 >> 20)]
    Memory(u64),
    /// A bug: it recursed too deeply.
    #[error("overflowed the stack: a bug in this program, please report it with the file")]
    Stack,
    /// A bug: how its worker ended.
    #[error("its worker process {0}: a bug in this program, please report it with the file")]
    Crash(String),
    /// SIGKILL or SIGTERM, which no bug sends.
    #[error(
        "its worker process was killed from outside, perhaps because the system ran out of memory"
    )]
    Killed,
    /// Why none started.
    #[error("no worker process could be started for it ({0})")]
    NoWorker(String),
    /// [`Setup::interrupt`](super::Setup::interrupt) was set.
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// A stable code for reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Convert(error) => error.code(),
            Self::Panic(_) => code::PANIC,
            Self::Timeout(_) => code::TIMEOUT,
            Self::Memory(_) => code::MEMORY,
            Self::Stack | Self::Crash(_) => code::CRASH,
            Self::Killed => code::KILLED,
            Self::NoWorker(_) => code::NO_WORKER,
            Self::Interrupted => code::INTERRUPTED,
        }
    }

    /// Whether the document ended its worker, or found none.
    pub(super) fn lost_worker(&self) -> bool {
        match self {
            Self::Memory(_) | Self::Stack | Self::Crash(_) | Self::Killed | Self::NoWorker(_) => {
                true
            }
            Self::Convert(_) | Self::Panic(_) | Self::Timeout(_) | Self::Interrupted => false,
        }
    }
}
