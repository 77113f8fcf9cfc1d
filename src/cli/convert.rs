//! One document: from bytes to the JSON file's bytes, panics included.

use std::panic::AssertUnwindSafe;

use namnd::convert::{Input, Options};
use namnd::grammar::Layouts;
use namnd::model::Handling;
use serde::Serialize;

use super::outcome::{Converted, Failure, Summary, incompleteness, reason};
use super::panics;

/// How all documents of a run are converted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// For the library.
    pub options: Options,
    /// Indented JSON.
    pub pretty: bool,
    /// Whether the diagnostics themselves are asked for, not only their number.
    pub remarks: bool,
}

/// Converts a document.
pub fn convert(
    name: &str,
    bytes: &[u8],
    layouts: &Layouts,
    settings: &Settings,
) -> Result<Converted, Failure> {
    let handling = handling(name, bytes, layouts, &settings.options)?;
    let json = json(&handling, settings.pretty)
        .map_err(|error| Failure::new(reason::PANIC, format!("the output is no JSON: {error}")))?;
    Ok(Converted {
        json,
        summary: Summary::of(&handling),
        incomplete: incompleteness(&handling),
        remarks: if settings.remarks {
            handling.diagnostik
        } else {
            Vec::new()
        },
    })
}

/// The library's conversion; a panic is a failure with its message.
pub fn handling(
    name: &str,
    bytes: &[u8],
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, Failure> {
    // Nothing that a panic may have left half done is looked at afterwards.
    let caught = panics::catch(AssertUnwindSafe(|| {
        namnd::convert::convert(&Input { name, bytes }, layouts, options)
    }));
    match caught {
        Ok(Ok(handling)) => Ok(handling),
        Ok(Err(error)) => Err(Failure::new(error.code(), error.to_string())),
        Err(panic) => Err(Failure::new(
            reason::PANIC,
            format!("a bug in this program, please report it with the file: {panic}"),
        )),
    }
}

/// A value as the content of a JSON file.
pub fn json(value: &impl Serialize, pretty: bool) -> serde_json::Result<Vec<u8>> {
    let mut bytes = if pretty {
        serde_json::to_vec_pretty(value)?
    } else {
        serde_json::to_vec(value)?
    };
    bytes.push(b'\n');
    Ok(bytes)
}
