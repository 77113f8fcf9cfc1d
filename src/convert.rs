//! From bytes to a document: the library's entry point.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::assemble::assemble;
use crate::grammar::Layouts;
use crate::limits::Limits;
use crate::model::{Format, Handling, Kalla};
use crate::reading::read_pdf;

/// How a PDF begins, within its first 1024 bytes (ISO 32000-2, annex I).
const PDF_HEADER: &[u8] = b"%PDF-";
const HEADER_WITHIN: usize = 1024;

/// What to convert.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Path within the given folder, else the file's name: goes into `kalla.fil`.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// How to convert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Limits.
    pub limits: Limits,
    /// Passwords to try on an encrypted file, after the empty one.
    pub passwords: Vec<String>,
}

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
        "the PDF is broken beyond repair ({0}): open and save it again with the program that made it"
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

/// Converts one document. Deterministic for the same input, layouts and options.
///
/// # Errors
/// When nothing at all can be read. What goes wrong within a document is a diagnostic.
pub fn convert(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, ConvertError> {
    if input.bytes.is_empty() {
        return Err(ConvertError::Empty);
    }
    if input.bytes.len() as u64 > options.limits.file_bytes {
        let limit = options.limits.file_bytes;
        return Err(ConvertError::Limit(format!("{limit} bytes a file")));
    }
    let head = &input.bytes[..input.bytes.len().min(HEADER_WITHIN)];
    if head
        .windows(PDF_HEADER.len())
        .any(|window| window == PDF_HEADER)
    {
        return convert_pdf(input, layouts, options);
    }
    Err(ConvertError::UnknownFormat("no PDF header".to_owned()))
}

fn convert_pdf(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, ConvertError> {
    let reading = read_pdf(input.bytes, layouts, options)?;
    let source = Kalla {
        fil: input.name.to_owned(),
        sha256: sha256(input.bytes),
        format: Format::Pdf,
        sidor: Some(reading.pages),
        taggad: reading.info.tagged,
        producent: reading.info.producer.clone(),
        textkalla: reading.source,
    };
    Ok(assemble(reading.flow, source, layouts, Some(&reading.info)))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
