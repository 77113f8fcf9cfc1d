//! One document: from bytes to the JSON file's bytes, panics included.

use std::panic::AssertUnwindSafe;

use namnd::convert::Input;
use namnd::grammar::Layouts;
use namnd::options::Options;
use namnd::output::{Format, Handling};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::outcome::{Converted, Failure, Summary, incompleteness, reason};
use super::panics;

/// Bytes of JSON that there are for each letter of a document, as a rule.
const BYTES_PER_LETTER: usize = 2;

/// How all documents of a run are converted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Settings {
    /// For the library.
    pub options: Options,
    /// Indented JSON.
    pub pretty: bool,
    /// Each page is read a second time by another reader.
    pub audit: bool,
    /// Whether the diagnostics themselves are asked for, not only their number.
    pub remarks: bool,
}

/// What an attempt at a document came to.
#[derive(Debug)]
pub enum Attempt {
    /// It is done, one way or the other.
    Done(Result<Converted, Failure>),
    /// It was given up because the run is stopped.
    Stopped,
}

/// Who converts documents: this process, or workers of its own. Called by many threads at a time.
pub trait Convert: Sync {
    /// Converts a document.
    fn convert(&self, input: &Input<'_>) -> Attempt;

    /// Waits until documents can be converted; says which protections this system does not offer. Called once, before the
    /// first document.
    fn ready(&self) -> Result<Vec<String>, Refusal> {
        Ok(Vec::new())
    }

    /// No more documents will come. What there is to end may end while the rest of the run is done.
    fn dismiss(&self) {}
}

/// Converts in this process (`--no-isolation`).
#[derive(Debug)]
pub struct InProcess<'a> {
    /// The layouts.
    pub layouts: &'a Layouts,
    /// How to convert.
    pub settings: &'a Settings,
}

impl Convert for InProcess<'_> {
    fn convert(&self, input: &Input<'_>) -> Attempt {
        Attempt::Done(convert(input, self.layouts, self.settings, &Audit::AsSet))
    }
}

/// Whether a document is read a second time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audit {
    /// As the run's settings say.
    AsSet,
    /// No more: the second reader ended the worker, for this reason.
    GivenUp(String),
}

/// Converts a document; a panic is its failure.
pub fn convert(
    input: &Input<'_>,
    layouts: &Layouts,
    settings: &Settings,
    audit: &Audit,
) -> Result<Converted, Failure> {
    contain_panics(|| {
        let mut handling = handling(input, layouts, &settings.options)?;
        if settings.audit && handling.kalla.format == Format::Pdf {
            let found = match audit {
                Audit::AsSet => namnd::audit::audit(input.bytes, &settings.options)
                    .map_err(|error| Failure::new(error.code(), error.to_string()))?,
                Audit::GivenUp(why) => vec![namnd::audit::given_up(why)],
            };
            handling.diagnostik.extend(found);
        }
        let letters = usize::try_from(handling.redovisning.tecken).unwrap_or_default();
        let about = letters.saturating_mul(BYTES_PER_LETTER);
        let json = json_of_about(&handling, settings.pretty, about)
            .map_err(|error| Failure::new(reason::PANIC, format!("no JSON: {error}")))?;
        let converted = Converted {
            json,
            summary: Summary::of(&handling),
            incomplete: incompleteness(&handling),
            remarks: if settings.remarks {
                std::mem::take(&mut handling.diagnostik)
            } else {
                Vec::new()
            },
        };
        // Letting go of a long document takes a while; nobody need wait for it.
        if rayon::current_num_threads() > 1 {
            rayon::spawn(move || drop(handling));
        }
        Ok(converted)
    })
}

/// The library's conversion; a panic is the document's failure.
pub fn handling(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, Failure> {
    contain_panics(|| {
        namnd::convert::convert(input, layouts, options)
            .map_err(|error| Failure::new(error.code(), error.to_string()))
    })
}

/// Calls the function; a panic comes back as a failure with its message and place.
pub fn contain_panics<T>(function: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // Nothing that a panic may have left half done is looked at afterwards.
    panics::catch(AssertUnwindSafe(function)).unwrap_or_else(|panic| {
        Err(Failure::new(
            reason::PANIC,
            format!("a bug in this program, please report it with the file: {panic}"),
        ))
    })
}

/// A value as the content of a JSON file.
pub fn json(value: &impl Serialize, pretty: bool) -> serde_json::Result<Vec<u8>> {
    json_of_about(value, pretty, 0)
}

/// The same, of a value that takes about so many bytes.
fn json_of_about(
    value: &impl Serialize,
    pretty: bool,
    bytes: usize,
) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(bytes);
    if pretty {
        serde_json::to_writer_pretty(&mut json, value)?;
    } else {
        serde_json::to_writer(&mut json, value)?;
    }
    json.push(b'\n');
    Ok(json)
}
