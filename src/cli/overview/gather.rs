//! What the journal, the last run's report, the inputs and the outputs tell, put together.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::cli::batch::run::remarks_of;
use crate::cli::digest::hex_digest;
use crate::cli::escape;
use crate::cli::journal::{self, Past, Record, Terms};
use crate::cli::outcome::{Failure, reason};
use crate::cli::output::{OWN, OutputFolder};
use crate::cli::report::{self, Line, NAME, Outcome, Report, SkippedLine, State};

/// The report of an output folder as it is now.
pub fn gather(folder: &OutputFolder, past: &Past, with_remarks: bool) -> Report {
    let records: Vec<&(Terms, Record)> = past.records.values().collect();
    let mut lines: Vec<Line> = records
        .into_par_iter()
        .map(|(terms, record)| {
            let is_current =
                (past.terms.as_ref()).is_none_or(|last| terms.give_the_same_output(last));
            line(folder, record, is_current, with_remarks)
        })
        .collect();
    let known: BTreeSet<&str> = past.records.keys().map(String::as_str).collect();
    let last = last_report(folder);
    let not_tried = items(&last, "documents")
        .filter_map(not_tried)
        .filter(|line| !known.contains(line.output.as_str()));
    lines.extend(not_tried.collect::<Vec<_>>());
    let skipped = items(&last, "skipped").filter_map(|value| {
        Some(SkippedLine {
            path: value["path"].as_str()?.to_owned(),
            why: value["why"].as_str()?.to_owned(),
        })
    });
    report::of_lines(lines, skipped.collect())
}

/// The last run's report; null if there is none that can be read.
fn last_report(folder: &OutputFolder) -> Value {
    folder
        .read(&Path::new(OWN).join(NAME))
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

/// A document that the last run did not come to.
fn not_tried(value: &Value) -> Option<Line> {
    (value["outcome"] == "not-tried").then_some(())?;
    Some(Line {
        outcome: Outcome::NotTried,
        ..empty(value["input"].as_str()?, value["output"].as_str()?)
    })
}

fn empty(input: &str, output: &str) -> Line {
    Line {
        input: input.to_owned(),
        output: output.to_owned(),
        outcome: Outcome::Converted,
        reason: None,
        message: None,
        state: None,
        sha256: None,
        summary: namnd::output::Summary::default(),
        remarks: None,
    }
}

/// A document as the journal tells of it, with what is left of its output.
fn line(folder: &OutputFolder, record: &Record, is_current: bool, with_remarks: bool) -> Line {
    let mut line = Line {
        sha256: record.sha256.clone(),
        ..empty(&record.input, &record.output)
    };
    match &record.outcome {
        journal::Outcome::Failed(Failure { reason, message }) => {
            line.outcome = Outcome::Failed;
            line.reason = Some(reason.clone());
            line.message = Some(escape::text(message));
        }
        journal::Outcome::Converted {
            output_sha256,
            summary,
            incomplete,
            ..
        } => {
            line.summary = (**summary).clone();
            if let Some(why) = incomplete {
                line.outcome = Outcome::Ofullstandig;
                line.reason = Some(reason::INCOMPLETE.to_owned());
                line.message = Some(escape::text(why));
            }
            let output = escape::path_of(&record.output).and_then(|path| folder.read(&path));
            line.state = Some(state(record, output.as_deref(), output_sha256, is_current));
            if with_remarks {
                let remarks = output.as_deref().map(remarks_of).unwrap_or_default();
                line.remarks = Some(remarks.iter().map(Into::into).collect());
            }
        }
    }
    line
}

/// How an output stands.
fn state(record: &Record, output: Option<&[u8]>, sha256: &str, is_current: bool) -> State {
    let Some(output) = output else {
        return State::Missing;
    };
    if record.is_orphaned() {
        return State::Orphaned;
    }
    if hex_digest(output) != sha256 {
        return State::Changed;
    }
    let input = record
        .path
        .as_ref()
        .and_then(|path| std::fs::read(path).ok());
    let is_same = input.is_none_or(|bytes| Some(hex_digest(&bytes)) == record.sha256);
    if is_same && is_current {
        State::Whole
    } else {
        State::Stale
    }
}
