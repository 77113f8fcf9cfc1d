//! Why a document could not be converted at all.

use serde::{Deserialize, Serialize};

/// Why a document could not be converted at all. The message says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ConvertError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Neither a PDF nor text.
    #[error("neither a PDF nor a text ({0})")]
    UnknownFormat(String),
    /// Encrypted, and no password fits.
    #[error("the file is encrypted and {0}: give its password")]
    Encrypted(String),
    /// Broken beyond repair.
    #[error(
        "the PDF is broken beyond repair ({0}): get it again, or open and save it with the program that made it"
    )]
    Broken(String),
    /// More than a limit allows.
    #[error("the file exceeds a limit ({0}): raise it to convert the file")]
    Limit(String),
}

impl ConvertError {
    /// A stable code for reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "tom",
            Self::UnknownFormat(_) => "okant-format",
            Self::Encrypted(_) => "krypterad",
            Self::Broken(_) => "trasig",
            Self::Limit(_) => "grans",
        }
    }
}
