//! The closing summary.

use std::collections::BTreeMap;

use super::run::Target;
use crate::cli::escape;
use crate::cli::journal::{Journal, Outcome::Converted};
use crate::cli::output::{OWN, OutputFolder};
use crate::cli::printer::Printer;
use crate::cli::report::{Entries, Line, NAME, Outcome, Report};
use crate::cli::stop::StopReason;
use crate::cli::words::{count, grouped};

/// Documents that are named under each outcome.
const NAMED: usize = 20;

/// Says what came out of a run.
pub fn show(
    report: &Report,
    entries: &Entries,
    target: &Target,
    stopped: Option<&StopReason>,
    printer: &Printer,
) {
    if let Target::Folder { folder, .. } = target {
        show_counts(report, entries, folder, printer);
    }
    show_codes("error", &report.errors, printer);
    show_codes("warning", &report.warnings, printer);
    if let Target::Folder { folder, journal } = target {
        if report.counts.skipped > 0 {
            printer.note(&format!(
                "  {} skipped (-v names them)",
                count(report.counts.skipped, "other file")
            ));
        }
        let path = escape::path(&folder.root().join(OWN).join(NAME));
        show_documents(report, Outcome::Failed, &path, printer);
        show_failed_before(entries, printer);
        show_documents(report, Outcome::Ofullstandig, &path, printer);
        show_others(report, journal, folder, printer);
        printer.note(&format!("  {}", report.verdict));
    }
    show_stop(stopped, report.counts.not_tried, printer);
}

fn show_counts(report: &Report, entries: &Entries, folder: &OutputFolder, printer: &Printer) {
    let counts = &report.counts;
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
        "{} of {} converted ({}) to {}{earlier}",
        grouped(counts.converted + counts.incomplete),
        count(counts.documents, "document"),
        count(counts.pages, "page"),
        escape::path(folder.root())
    ));
    printer.note(&format!(
        "  {}, {}, {}, {}",
        count(counts.goals, "goal"),
        count(counts.indicators, "indicator"),
        if counts.activities == 1 {
            "1 activity".to_owned()
        } else {
            format!("{} activities", grouped(counts.activities))
        },
        count(counts.tables, "other table")
    ));
    if counts.pages_without_text > 0 {
        printer.note(&format!(
            "  {} without text: have it recognised (OCR)",
            count(counts.pages_without_text, "page")
        ));
    }
    if let Some(audit) = &report.audit {
        printer.note(&format!(
            "  a second reader read {} of {}, and {} agree",
            count(audit.pages, "page"),
            grouped(counts.pages),
            grouped(audit.pages_agreed)
        ));
        printer.note(&format!(
            "  it sees {} of the {} on them",
            grouped(audit.letters_agreed),
            count(audit.letters, "letter")
        ));
    }
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
        " (-v lists them, namnd explain CODE explains them)"
    };
    printer.note(&format!(
        "  {} in the documents: {}{hint}",
        count(total, label),
        each.join(", ")
    ));
}

/// The documents of an outcome. The messages stand above, where the documents were done, and in the report.
fn show_documents(report: &Report, outcome: Outcome, path: &str, printer: &Printer) {
    let of_outcome = |line: &&Line| line.outcome == outcome;
    let mut documents: Vec<&Line> = report.documents.iter().filter(of_outcome).collect();
    if documents.is_empty() {
        return;
    }
    documents.sort_by(|a, b| a.input.cmp(&b.input));
    let (what, codes) = if outcome == Outcome::Failed {
        ("failed", &report.reasons)
    } else {
        ("incomplete", &report.missing)
    };
    let each: Vec<String> = codes
        .iter()
        .map(|(code, n)| format!("{code} {n}"))
        .collect();
    printer.note(&format!(
        "  {} {what}: {}",
        grouped(documents.len() as u64),
        each.join(", ")
    ));
    for line in documents.iter().take(NAMED) {
        let reason = line.reason.as_deref().unwrap_or_default();
        printer.note(&format!("    {} [{reason}]", line.input));
    }
    if documents.len() > NAMED {
        printer.note(&format!(
            "    and {} more: see {path}",
            documents.len() - NAMED
        ));
    }
}

fn show_failed_before(entries: &Entries, printer: &Printer) {
    // What --strict counts as failed has its output, and would come out the same.
    let left = entries
        .iter()
        .flatten()
        .filter(|entry| entry.earlier && entry.failure.is_some() && entry.summary.is_none())
        .count();
    if left > 0 {
        let them = if left == 1 { "it" } else { "them" };
        printer.note(&format!(
            "    {left} of them failed in an earlier run and would again: --retry-failed tries {them} all the same"
        ));
    }
}

/// Outputs of other inputs than this run's, and which of these inputs are gone.
fn show_others(report: &Report, journal: &Journal, folder: &OutputFolder, printer: &Printer) {
    let of_run = |output: &str| {
        report
            .documents
            .binary_search_by(|line| line.output.as_str().cmp(output))
            .is_ok()
    };
    let (orphans, others): (Vec<_>, Vec<_>) = (journal.past().records.values())
        .map(|(_, record)| record)
        .filter(|record| matches!(record.outcome, Converted { .. }) && !of_run(&record.output))
        .partition(|record| record.is_orphaned());
    let tell = |n: usize, whose: &str, then: &str| {
        if n > 0 {
            printer.note(&format!(
                "  {} here {} of {whose}: namnd report {}{then}",
                count(n as u64, "output"),
                if n == 1 { "is" } else { "are" },
                escape::path(folder.root())
            ));
        }
    };
    tell(
        others.len(),
        "other inputs, from earlier runs",
        " tells of all",
    );
    tell(
        orphans.len(),
        "inputs that are gone",
        " --prune takes them away",
    );
}

fn show_stop(stopped: Option<&StopReason>, not_tried: u64, printer: &Printer) {
    let left = format!(
        "{} left: the same command goes on with them",
        if not_tried == 1 {
            "1 document is".to_owned()
        } else {
            format!("{} are", count(not_tried, "document"))
        }
    );
    match stopped {
        None => {}
        Some(StopReason::Interrupted) => printer.note(&format!("stopped. {left}")),
        Some(StopReason::TooManyFailures(failures)) => {
            printer.error(&format!(
                "stopped after {}. {left}",
                count(*failures, "failure")
            ));
        }
        Some(StopReason::Unwritable(why)) => printer.error(&format!(
            "stopped, for no output can be written: {why}. {left} when that is put right"
        )),
    }
}
