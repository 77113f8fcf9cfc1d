//! `namnd report`: what became of the documents of an output folder, and how their outputs stand now. From the journal,
//! which has the last word on every document, the inputs and the outputs.

mod gather;
mod prune;
mod shown;

use namnd::output::write::json;

use super::args::ReportArgs;
use super::journal::Past;
use super::output::OutputFolder;
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// Runs the command.
pub fn run(args: &ReportArgs, printer: &Printer) -> Result<Status, Refusal> {
    let folder = OutputFolder::existing(&args.dir);
    let past = Past::read(&folder).map_err(|_| {
        Refusal::new(format!(
            "{} holds no journal of a run: name a folder that convert -o has written to",
            escape::path(&args.dir)
        ))
    })?;
    for code in &args.code {
        if namnd::diagnostics::codes::find(code).is_none() {
            printer.warning(&format!(
                "there is no code \"{code}\": namnd explain lists all"
            ));
        }
    }
    let past = if args.prune {
        prune::prune(&folder, printer)?
    } else {
        past
    };
    // What a document's diagnostics are stands in its output.
    let with_remarks = !args.code.is_empty() || printer.is_verbose();
    let mut report = gather::gather(&folder, &past, with_remarks);
    if !args.code.is_empty() {
        report.documents.retain_mut(|line| {
            let remarks = line.remarks.get_or_insert_default();
            remarks.retain(|remark| args.code.contains(&remark.code));
            let named = |code: &String| {
                line.reason.as_ref() == Some(code) || line.summary.missing.contains_key(code)
            };
            !line.remarks.as_ref().is_none_or(Vec::is_empty) || args.code.iter().any(named)
        });
    }
    let bytes = if args.json {
        json(&report, true)
            .map_err(|error| Refusal::new(format!("the report is no JSON: {error}")))?
    } else {
        shown::text(&args.dir, &report, &args.code).into_bytes()
    };
    printer
        .data(&bytes)
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}
