//! What is left of a run in its output folder: `namnd-report.json`, which two runs over the same inputs write alike,
//! and `namnd-run.json` with what differs from run to run.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

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

#[derive(Debug, Serialize)]
struct Report<'a> {
    schema: &'static str,
    counts: Counts,
    reasons: BTreeMap<&'a str, u64>,
    errors: &'a BTreeMap<String, u64>,
    warnings: &'a BTreeMap<String, u64>,
    documents: Vec<Line<'a>>,
    skipped: Vec<SkippedLine>,
}

/// Totals of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
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

#[derive(Debug, Serialize)]
struct Line<'a> {
    input: String,
    output: String,
    outcome: &'static str,
    reason: Option<&'a str>,
    message: Option<String>,
    sha256: Option<&'a str>,
    #[serde(flatten)]
    summary: Summary,
}

#[derive(Debug, Serialize)]
struct SkippedLine {
    path: String,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct Run<'a> {
    schema: &'static str,
    terms: &'a Terms,
    threads: usize,
    started_unix: u64,
    seconds: f64,
    documents: Vec<RunLine>,
}

#[derive(Debug, Serialize)]
struct RunLine {
    output: String,
    earlier: bool,
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
        schema: "namnd-report/1",
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
        schema: "namnd-run/1",
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
