//! What parent and worker say to each other.

use serde::{Deserialize, Serialize};

use super::document::{Audit, Converted, Settings};
use super::error::Error;
use crate::diagnostics::Diagnostic;
use crate::ocr::reading::{PagePicture, Prepared, Readings, Wanted};
use crate::output::Summary;
use crate::pdf::Picture;

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

/// What is to be done with a document; its bytes are the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Task {
    /// It is converted.
    Convert(Job),
    /// The picture of a page is made ready.
    Picture(Wanted),
}

/// A document to convert.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// For `kalla.fil`.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: Option<String>,
    /// Whether it is read a second time.
    pub audit: Audit,
    /// What was read in the pictures of its pages.
    pub readings: Readings,
}

/// What became of it; the JSON or the picture's samples are the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Answer {
    /// Converted.
    Converted {
        /// Counts.
        summary: Box<Summary>,
        /// What could not be read.
        incomplete: Option<String>,
        /// What a strict caller objects to beside.
        objection: Option<String>,
        /// Diagnostics, if they were asked for.
        remarks: Vec<Diagnostic>,
        /// Pages whose pictures are yet to be read.
        pictures: Vec<PagePicture>,
    },
    /// A picture.
    Picture(Prepared),
    /// Not converted.
    Failed(Error),
}

impl Answer {
    /// Head and body of a result.
    pub fn of(result: Result<Converted, Error>) -> (Self, Vec<u8>) {
        match result {
            Ok(converted) => (
                Self::Converted {
                    summary: Box::new(converted.summary),
                    incomplete: converted.incomplete,
                    objection: converted.objection,
                    remarks: converted.remarks,
                    pictures: converted.pictures,
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
                objection,
                remarks,
                pictures,
            } => Ok(Converted {
                json: body,
                summary: *summary,
                incomplete,
                objection,
                remarks,
                pictures,
            }),
            Self::Failed(error) => Err(error),
            Self::Picture(_) => Err(odd()),
        }
    }

    /// Head and body of a picture.
    pub fn of_picture(result: Result<(Prepared, Picture), Error>) -> (Self, Vec<u8>) {
        match result {
            Ok((prepared, picture)) => (Self::Picture(prepared), picture.data),
            Err(error) => (Self::Failed(error), Vec::new()),
        }
    }

    /// The picture again.
    pub fn into_picture(self, body: Vec<u8>) -> Result<(Prepared, Picture), Error> {
        let prepared = match self {
            Self::Picture(prepared) => prepared,
            Self::Failed(error) => return Err(error),
            Self::Converted { .. } => return Err(odd()),
        };
        let (width, height) = prepared.samples;
        if width.checked_mul(height) != Some(body.len()) {
            return Err(odd());
        }
        let picture = Picture {
            width,
            height,
            dpi: prepared.dpi,
            data: body,
        };
        Ok((prepared, picture))
    }
}

/// A worker that answers something else.
fn odd() -> Error {
    Error::Crash("answered something else than it was asked".to_owned())
}
