//! `namnd schema`

use namnd::output::Handling;

use super::printer::Printer;
use super::{Refusal, Status};
use namnd::output::write::json;

/// Prints the JSON schema of the output.
pub fn run(printer: &Printer) -> Result<Status, Refusal> {
    let schema = json(&schemars::schema_for!(Handling), true)
        .map_err(|error| Refusal::new(format!("the schema is no JSON: {error}")))?;
    printer
        .data(&schema)
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}
