//! One document: from bytes to the JSON file's bytes. A panic is the document's failure.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::panics;
use crate::convert::{Input, convert_scans};
use crate::diagnostics::Diagnostic;
use crate::error::ConvertError;
use crate::grammar::Layouts;
use crate::ocr::prepare::prepare;
use crate::ocr::reading::{PagePicture, Prepared, Readings, Wanted};
use crate::options::Options;
use crate::output::{Format, Handling, Summary, incompleteness, objection, write};
use crate::pdf::{PdfFile, Picture};
use crate::trace::Closed;

/// Bytes of JSON that there are for each letter of a document, as a rule.
const BYTES_PER_LETTER: usize = 3;

/// How documents are converted and written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// For the conversion.
    pub options: Options,
    /// Indented JSON.
    pub pretty: bool,
    /// Each page is read a second time by another reader (see [`crate::audit`]).
    pub audit: bool,
    /// Whether the diagnostics themselves are asked for, not only their number.
    pub remarks: bool,
}

/// A document that was converted.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// The JSON, with its final newline.
    pub json: Vec<u8>,
    /// What it holds.
    pub summary: Summary,
    /// What could not be read of it: see [`incompleteness`].
    pub incomplete: Option<String>,
    /// What a strict caller objects to beside: see [`objection`].
    pub objection: Option<String>,
    /// The diagnostics, if they were asked for.
    pub remarks: Vec<Diagnostic>,
    /// Pages whose pictures are yet to be read.
    pub pictures: Vec<PagePicture>,
}

/// Whether a document is read a second time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audit {
    /// As the settings say.
    AsSet,
    /// No more: the second reader ended the worker, for this reason.
    GivenUp(String),
}

/// Converts a document in this process, without the bounds of a worker.
///
/// # Errors
/// When nothing at all can be read, or the conversion panics.
pub fn convert(
    input: &Input<'_>,
    layouts: &Layouts,
    settings: &Settings,
    audit: &Audit,
    readings: &Readings,
) -> Result<Converted, Error> {
    contain(|| {
        let (mut handling, pictures) =
            convert_scans(input, layouts, &settings.options, readings, &Closed)?;
        let mut audited = None;
        if settings.audit && handling.kalla.format == Format::Pdf {
            let reading = match audit {
                Audit::AsSet => crate::audit::audit(input.bytes, &settings.options)?,
                Audit::GivenUp(why) => crate::audit::given_up(why),
            };
            handling.diagnostik.extend(reading.remarks);
            audited = Some(reading.counts);
        }
        let letters = usize::try_from(handling.redovisning.tecken).unwrap_or_default();
        let about = letters.saturating_mul(BYTES_PER_LETTER);
        let json = write::json_of_about(&handling, settings.pretty, about)
            .map_err(|error| Error::Panic(format!("no JSON: {error}")))?;
        let converted = Converted {
            json,
            summary: Summary {
                audit: audited,
                ..Summary::of(&handling)
            },
            incomplete: incompleteness(&handling),
            objection: objection(&handling),
            remarks: if settings.remarks {
                std::mem::take(&mut handling.diagnostik)
            } else {
                Vec::new()
            },
            pictures,
        };
        // Dropping a long document takes a while; nobody need wait for it.
        if rayon::current_num_threads() > 1 {
            rayon::spawn(move || drop(handling));
        }
        Ok(converted)
    })
}

/// Makes the picture of a page ready; a panic is an error.
///
/// # Errors
/// When the file cannot be read, the page has no picture, or it panics.
pub fn picture(
    bytes: &Arc<Vec<u8>>,
    options: &Options,
    wanted: &Wanted,
) -> Result<(Prepared, Picture), Error> {
    contain(|| {
        let file = PdfFile::open_shared(bytes, &options.passwords, &options.limits)?;
        prepare(&file, wanted).map_err(|reason| Error::Convert(ConvertError::Broken(reason)))
    })
}

/// [`crate::convert::convert`]; a panic is an error.
///
/// # Errors
/// When nothing at all can be read, or the conversion panics.
pub fn handling(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, Error> {
    contain(|| Ok(crate::convert::convert(input, layouts, options)?))
}

/// Calls the function; a panic comes back as an error with its message and, after [`panics::silence`], its place.
pub(super) fn contain<T>(function: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    panics::catch(function).unwrap_or_else(|panic| Err(Error::Panic(panic)))
}
