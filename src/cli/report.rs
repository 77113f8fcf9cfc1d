//! What is left of a run in its output folder: `namnd-report.json`, which two runs over the same inputs write alike,
//! and `namnd-run.json` with what differs from run to run.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::escape;
use super::inputs::{Document, Inputs};
use super::journal::Terms;
use super::outcome::{Failure, Summary};
use super::output::OutputFolder;
use namnd::output::write::json;

/// The report's name in the output folder.
pub const NAME: &str = "namnd-report.json";
/// The name of the part that differs from run to run.
pub const RUN_NAME: &str = "namnd-run.json";

/// The version of the report's format.
const REPORT_SCHEMA: &str = "namnd-report/1";
/// The version of the format of what differs.
const RUN_SCHEMA: &str = "namnd-run/1";

/// What became of a document in this run.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Failure, if it failed.
    pub failure: Option<Failure>,
    /// What it holds, if it was converted.
    pub summary: Option<Summary>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// An earlier run had done it.
    pub earlier: bool,
    /// Seconds that it took.
    pub seconds: f64,
}

impl Entry {
    /// `converted` or `failed`.
    fn outcome(&self) -> &'static str {
        if self.failure.is_some() {
            "failed"
        } else {
            "converted"
        }
    }
}

/// All results of a run, in the order of its documents; `None` was not tried.
pub type Entries = Vec<Option<Entry>>;

/// What became of a run's documents: two runs over the same inputs write it alike.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report<'a> {
    /// The version of this format.
    #[schemars(extend("const" = REPORT_SCHEMA))]
    schema: &'static str,
    /// Totals.
    counts: Counts,
    /// Failures by reason.
    reasons: BTreeMap<&'a str, u64>,
    /// Diagnostics of severity `fel` in all documents, by code.
    errors: &'a BTreeMap<String, u64>,
    /// Diagnostics of severity `varning` in all documents, by code.
    warnings: &'a BTreeMap<String, u64>,
    /// Every input and its outcome.
    documents: Vec<Line<'a>>,
    /// Files that are no documents.
    skipped: Vec<SkippedLine>,
}

/// Totals of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// All inputs.
    pub documents: u64,
    /// With an output that may be relied on.
    pub converted: u64,
    /// With a reason instead.
    pub failed: u64,
    /// Not begun, or given up, because the run was stopped.
    pub not_tried: u64,
    /// Files in the folders that are no documents.
    pub skipped: u64,
    /// Pages.
    pub pages: u64,
    /// Goals.
    pub goals: u64,
    /// Indicators.
    pub indicators: u64,
    /// Activities.
    pub activities: u64,
}

/// An input and its outcome.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Document")]
struct Line<'a> {
    /// The input as it was given.
    input: String,
    /// Its output file.
    output: String,
    /// What became of it.
    #[schemars(extend("enum" = ["converted", "failed", "not-tried"]))]
    outcome: &'static str,
    /// Why it failed, as a stable code.
    reason: Option<&'a str>,
    /// Why it failed, in words.
    message: Option<String>,
    /// SHA-256 of its bytes, in hex.
    sha256: Option<&'a str>,
    #[serde(flatten)]
    summary: Summary,
}

/// A file that is no document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Skipped")]
struct SkippedLine {
    /// Where it is.
    path: String,
    /// Why it was passed over.
    why: &'static str,
}

/// What differs from run to run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Run<'a> {
    /// The version of this format.
    #[schemars(extend("const" = RUN_SCHEMA))]
    schema: &'static str,
    /// What the outcomes depend on, beside the inputs.
    terms: &'a Terms,
    /// Threads.
    threads: usize,
    /// When the run began, in seconds since 1970.
    started_unix: u64,
    /// How long it took.
    seconds: f64,
    /// Every document that was tried.
    documents: Vec<RunLine>,
}

/// A document of a run.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunDocument")]
struct RunLine {
    /// Its output file.
    output: String,
    /// An earlier run had done it.
    earlier: bool,
    /// Seconds that it took.
    seconds: f64,
}

/// What differs from run to run.
#[derive(Debug)]
pub struct Circumstances<'a> {
    /// Versions and limits.
    pub terms: &'a Terms,
    /// Threads.
    pub threads: usize,
    /// When the run began, in seconds since 1970.
    pub started_unix: u64,
    /// How long it took.
    pub seconds: f64,
}

/// Adds up a run.
pub fn total(inputs: &Inputs, entries: &Entries) -> (Counts, Summary) {
    let mut sum = Summary::default();
    let mut counts = Counts {
        documents: inputs.documents.len() as u64,
        skipped: inputs.skipped.len() as u64,
        ..Counts::default()
    };
    for entry in entries {
        match entry {
            None => counts.not_tried += 1,
            Some(entry) if entry.failure.is_some() => counts.failed += 1,
            Some(_) => counts.converted += 1,
        }
        if let Some(summary) = entry.as_ref().and_then(|entry| entry.summary.as_ref()) {
            sum.add(summary);
        }
    }
    counts.pages = sum.pages;
    counts.goals = sum.goals;
    counts.indicators = sum.indicators;
    counts.activities = sum.activities;
    (counts, sum)
}

/// Failures by reason.
pub fn reasons(entries: &Entries) -> BTreeMap<&str, u64> {
    let mut reasons = BTreeMap::new();
    for failure in entries
        .iter()
        .flatten()
        .filter_map(|entry| entry.failure.as_ref())
    {
        *reasons.entry(failure.reason.as_str()).or_default() += 1;
    }
    reasons
}

/// Writes both files.
pub fn write(
    folder: &OutputFolder,
    inputs: &Inputs,
    entries: &Entries,
    circumstances: &Circumstances<'_>,
) -> io::Result<()> {
    let (counts, sum) = total(inputs, entries);
    let mut pairs: Vec<(&Document, Option<&Entry>)> = inputs
        .documents
        .iter()
        .zip(entries.iter().map(Option::as_ref))
        .collect();
    pairs.sort_by(|(a, _), (b, _)| a.output.cmp(&b.output));
    let mut skipped: Vec<SkippedLine> = inputs
        .skipped
        .iter()
        .map(|skipped| SkippedLine {
            path: escape::path(&skipped.path),
            why: skipped.why,
        })
        .collect();
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    let report = Report {
        schema: REPORT_SCHEMA,
        counts,
        reasons: reasons(entries),
        errors: &sum.errors,
        warnings: &sum.warnings,
        documents: pairs
            .iter()
            .map(|(document, entry)| line(document, *entry))
            .collect(),
        skipped,
    };
    let run = Run {
        schema: RUN_SCHEMA,
        terms: circumstances.terms,
        threads: circumstances.threads,
        started_unix: circumstances.started_unix,
        seconds: circumstances.seconds,
        documents: pairs
            .iter()
            .filter_map(|(document, entry)| {
                entry.map(|entry| RunLine {
                    output: escape::identifier(&document.output),
                    earlier: entry.earlier,
                    seconds: entry.seconds,
                })
            })
            .collect(),
    };
    folder.write(Path::new(NAME), &json(&report, true)?)?;
    folder.write(Path::new(RUN_NAME), &json(&run, true)?)
}

fn line<'a>(document: &Document, entry: Option<&'a Entry>) -> Line<'a> {
    let failure = entry.and_then(|entry| entry.failure.as_ref());
    Line {
        input: document.shown(),
        output: escape::identifier(&document.output),
        outcome: entry.map_or("not-tried", Entry::outcome),
        reason: failure.map(|failure| failure.reason.as_str()),
        message: failure.map(|failure| escape::text(&failure.message)),
        sha256: entry.and_then(|entry| entry.sha256.as_deref()),
        summary: entry
            .and_then(|entry| entry.summary.clone())
            .unwrap_or_default(),
    }
}
