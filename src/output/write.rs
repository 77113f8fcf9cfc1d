//! The output as the bytes of a JSON file.

use serde::Serialize;

use super::Handling;

/// Bytes of JSON that there are for each character of a document, as a rule: room is made for them at once.
const BYTES_PER_CHARACTER: u64 = 4;

/// A document's JSON file: UTF-8, keys in their order, a newline at the end; indented if it is to be `pretty`.
///
/// # Errors
/// None that is known of: every document has a JSON form.
pub fn json(handling: &Handling, pretty: bool) -> serde_json::Result<Vec<u8>> {
    let about = handling
        .redovisning
        .tecken
        .saturating_mul(BYTES_PER_CHARACTER);
    let room = Vec::with_capacity(usize::try_from(about).unwrap_or_default());
    written(handling, pretty, room)
}

/// Any value as the content of a JSON file, with a newline at the end.
///
/// # Errors
/// When the value has no JSON form.
pub fn json_of(value: &impl Serialize, pretty: bool) -> serde_json::Result<Vec<u8>> {
    written(value, pretty, Vec::new())
}

fn written(value: &impl Serialize, pretty: bool, mut json: Vec<u8>) -> serde_json::Result<Vec<u8>> {
    if pretty {
        serde_json::to_writer_pretty(&mut json, value)?;
    } else {
        serde_json::to_writer(&mut json, value)?;
    }
    json.push(b'\n');
    Ok(json)
}
