//! The closing summary.

use std::collections::BTreeMap;

use super::run::Target;
use crate::cli::escape;
use crate::cli::inputs::Inputs;
use crate::cli::outcome::Failure;
use crate::cli::printer::Printer;
use crate::cli::report::{Entries, NAME, reasons, total};
use crate::cli::stop::StopReason;

/// Failures that are named.
const NAMED: usize = 20;

/// Says what came out of a run.
pub fn show(
    inputs: &Inputs,
    entries: &Entries,
    target: &Target,
    stopped: Option<&StopReason>,
    printer: &Printer,
) {
    let (counts, sum) = total(inputs, entries);
    if let Target::Folder { folder, .. } = target {
        let earlier = entries
            .iter()
            .flatten()
            .filter(|entry| entry.earlier)
            .count();
        let earlier = if earlier > 0 {
            format!(", {earlier} of the documents done by an earlier run")
        } else {
            String::new()
        };
        printer.note(&format!(
            "{} of {} documents converted ({} pages) to {}{earlier}",
            counts.converted,
            counts.documents,
            counts.pages,
            escape::path(folder.root())
        ));
        printer.note(&format!(
            "  {} goals, {} indicators, {} activities",
            counts.goals, counts.indicators, counts.activities
        ));
    }
    show_codes("errors", &sum.errors, printer);
    show_codes("warnings", &sum.warnings, printer);
    if let Target::Folder { folder, .. } = target {
        if counts.skipped > 0 {
            printer.note(&format!(
                "  {} other files skipped (-v names them)",
                counts.skipped
            ));
        }
        show_failures(
            inputs,
            entries,
            &escape::path(&folder.root().join(NAME)),
            printer,
        );
    }
    show_stop(stopped, counts.not_tried, printer);
}

fn show_codes(label: &str, codes: &BTreeMap<String, u64>, printer: &Printer) {
    let total: u64 = codes.values().sum();
    if total == 0 {
        return;
    }
    let each: Vec<String> = codes
        .iter()
        .map(|(code, n)| format!("{code} {n}"))
        .collect();
    let hint = if printer.is_verbose() {
        ""
    } else {
        " (-v lists them)"
    };
    printer.note(&format!(
        "  {total} {label} in the documents: {}{hint}",
        each.join(", ")
    ));
}

fn show_failures(inputs: &Inputs, entries: &Entries, report: &str, printer: &Printer) {
    let failures: BTreeMap<String, &Failure> = inputs
        .documents
        .iter()
        .zip(entries)
        .filter_map(|(document, entry)| {
            let failure = entry.as_ref()?.failure.as_ref()?;
            Some((document.shown(), failure))
        })
        .collect();
    if failures.is_empty() {
        return;
    }
    // The messages stand above, where the documents failed, and in the report.
    let each: Vec<String> = reasons(entries)
        .iter()
        .map(|(reason, n)| format!("{reason} {n}"))
        .collect();
    printer.note(&format!("  {} failed: {}", failures.len(), each.join(", ")));
    for (shown, failure) in failures.iter().take(NAMED) {
        printer.note(&format!("    {shown} [{}]", failure.reason));
    }
    if failures.len() > NAMED {
        printer.note(&format!(
            "    and {} more: see {report}",
            failures.len() - NAMED
        ));
    }
    let left = entries
        .iter()
        .flatten()
        .filter(|entry| entry.earlier && entry.failure.is_some())
        .count();
    if left > 0 {
        printer.note(&format!(
            "    {left} of them failed in an earlier run and would again: --retry-failed tries them all the same"
        ));
    }
}

fn show_stop(stopped: Option<&StopReason>, not_tried: u64, printer: &Printer) {
    let left = format!("{not_tried} documents are left: the same command goes on with them");
    match stopped {
        None => {}
        Some(StopReason::Interrupted) => printer.note(&format!("stopped. {left}")),
        Some(StopReason::TooManyFailures(failures)) => {
            printer.error(&format!("stopped after {failures} failures. {left}"));
        }
        Some(StopReason::Unwritable(why)) => printer.error(&format!(
            "stopped, for no output can be written: {why}. {left} when that is put right"
        )),
    }
}
