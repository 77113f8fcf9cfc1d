//! Values as the content of JSON files.

use serde::Serialize;

/// A value as the content of a JSON file, with its final newline; indented if `pretty`.
///
/// # Errors
/// When the value has a map whose keys are no strings: none of this crate's has.
pub fn json(value: &impl Serialize, pretty: bool) -> serde_json::Result<Vec<u8>> {
    json_of_about(value, pretty, 0)
}

/// [`json`] of a value that takes about so many bytes.
///
/// # Errors
/// As [`json`].
pub fn json_of_about(
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
