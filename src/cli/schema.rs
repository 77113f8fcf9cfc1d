//! `namnd schema`

use namnd::output::schema;

use super::args::{SchemaArgs, SchemaOf};
use super::journal::Line;
use super::printer::Printer;
use super::report::{Report, Run};
use super::{Refusal, Status};
use namnd::output::write::json;

/// Prints the JSON schema of what the program writes.
pub fn run(args: &SchemaArgs, printer: &Printer) -> Result<Status, Refusal> {
    let schema = match args.of {
        SchemaOf::Document => schema::document(),
        SchemaOf::Report => schema::of::<Report>("report-2"),
        SchemaOf::Run => schema::of::<Run<'static>>("run-1"),
        SchemaOf::Journal => schema::of::<Line>("journal-2"),
        #[cfg(feature = "export")]
        SchemaOf::Tables => namnd::export::schema(),
    };
    let schema = json(&schema, true)
        .map_err(|error| Refusal::new(format!("the schema is no JSON: {error}")))?;
    printer
        .data(&schema)
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}
