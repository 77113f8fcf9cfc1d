//! What a run leaves in the folder of its own files: `report.json`, which two runs over the same inputs write alike, and
//! `run.json` with what differs from run to run. Both are written as the run goes, whole at any moment.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use namnd::diagnostics::{Allvar, Diagnostic};
use namnd::output::{Audited, Letters};
use schemars::JsonSchema;
use serde::Serialize;

use super::escape;
use super::inputs::{Document, Inputs};
use super::journal::Terms;
use super::outcome::{Failure, Summary, reason};
use super::output::{OWN, OutputFolder};
use super::words::{count, grouped, were};
use namnd::output::write::json;

/// The report's name in the folder of the run's own files.
pub const NAME: &str = "report.json";
/// The name of the part that differs from run to run.
pub const RUN_NAME: &str = "run.json";

/// The version of the report's format.
const REPORT_SCHEMA: &str = "namnd-report/2";
/// The version of the format of what differs.
const RUN_SCHEMA: &str = "namnd-run/1";

/// What became of a document in this run.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Failure, if it failed.
    pub failure: Option<Failure>,
    /// What could not be read of it, if it was converted and does not count as failed.
    pub incomplete: Option<String>,
    /// What it holds, if it was converted.
    pub summary: Option<Summary>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// An earlier run had done it.
    pub earlier: bool,
    /// Seconds that it took.
    pub seconds: f64,
}

/// What became of an input, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Outcome {
    /// It has no output, or none that may be relied on.
    Failed,
    /// It has an output, and a part of the file could not be read.
    Ofullstandig,
    /// It was not begun, or given up, because the run was stopped.
    NotTried,
    /// It has an output.
    Converted,
}

/// Whether an output is what the run wrote, and still of its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum State {
    /// It is.
    Whole,
    /// The output is not there any more.
    Missing,
    /// The output was changed by somebody else.
    Changed,
    /// The input has changed since, or the output was made on other terms than the last run's.
    Stale,
    /// The input is gone.
    Orphaned,
}

/// All results of a run, in the order of its documents; `None` was not tried.
pub type Entries = Vec<Option<Entry>>;

/// What became of a run's documents: two runs over the same inputs write it alike.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this format.
    #[schemars(extend("const" = REPORT_SCHEMA))]
    pub schema: &'static str,
    /// One sentence: whether anything was lost.
    pub verdict: String,
    /// Totals.
    pub counts: Counts,
    /// The letters of all documents.
    pub letters: Letters,
    /// What a second reader saw of the pages; null if none was asked.
    pub audit: Option<Audited>,
    /// Failures by reason.
    pub reasons: BTreeMap<String, u64>,
    /// What could not be read in all documents, by code.
    pub missing: BTreeMap<String, u64>,
    /// Diagnostics of severity `fel` in all documents, by code.
    pub errors: BTreeMap<String, u64>,
    /// Diagnostics of severity `varning` in all documents, by code.
    pub warnings: BTreeMap<String, u64>,
    /// Every input and its outcome.
    pub documents: Vec<Line>,
    /// Files that are no documents.
    pub skipped: Vec<SkippedLine>,
}

/// Totals of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// All inputs.
    pub documents: u64,
    /// With an output that may be relied on, and of the whole file.
    pub converted: u64,
    /// With an output, while a part of the file could not be read.
    pub incomplete: u64,
    /// With a reason instead.
    pub failed: u64,
    /// Not begun, or given up, because the run was stopped.
    pub not_tried: u64,
    /// Files in the folders that are no documents.
    pub skipped: u64,
    /// Pages.
    pub pages: u64,
    /// Pages that are pictures without a text layer.
    pub pages_without_text: u64,
    /// Goals.
    pub goals: u64,
    /// Indicators.
    pub indicators: u64,
    /// Activities.
    pub activities: u64,
    /// Tables that no layout claims.
    pub tables: u64,
}

/// An input and its outcome.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub struct Line {
    /// The input as it was given.
    pub input: String,
    /// Its output file.
    pub output: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it failed or is incomplete, as a stable code.
    pub reason: Option<String>,
    /// Why it failed or is incomplete, in words.
    pub message: Option<String>,
    /// What its output is now; null if it should have none.
    pub state: Option<State>,
    /// SHA-256 of its bytes, in hex.
    pub sha256: Option<String>,
    /// What it holds.
    #[serde(flatten)]
    pub summary: Summary,
    /// Its diagnostics, where `namnd report` was asked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<Vec<RemarkLine>>,
}

/// A diagnostic of a document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Remark")]
pub struct RemarkLine {
    /// Its code.
    pub code: String,
    /// Its severity.
    pub severity: Allvar,
    /// Page from 1; null for a text, and for the document as a whole.
    pub page: Option<u32>,
    /// Line from 1, of a text.
    pub line: Option<u32>,
    /// One sentence.
    pub message: String,
}

impl From<&Diagnostic> for RemarkLine {
    fn from(remark: &Diagnostic) -> Self {
        use namnd::output::Plats;
        let (page, line) = match remark.plats.first() {
            Some(Plats::Sida { sida, .. }) => (Some(*sida), None),
            Some(Plats::Rader { rad: [first, _] }) => (None, Some(*first)),
            None => (None, None),
        };
        Self {
            code: remark.kod.clone(),
            severity: remark.allvar,
            page,
            line,
            message: escape::text(&remark.meddelande),
        }
    }
}

/// A file that is no document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Skipped")]
pub struct SkippedLine {
    /// Where it is.
    pub path: String,
    /// Why it was passed over.
    pub why: String,
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
    /// Runs since then.
    pub clock: std::time::Instant,
}

/// The report of these documents, sorted by output.
pub fn of_lines(mut documents: Vec<Line>, mut skipped: Vec<SkippedLine>) -> Report {
    documents.sort_by(|a, b| a.output.cmp(&b.output));
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    let mut sum = Summary::default();
    let mut counts = Counts {
        documents: documents.len() as u64,
        skipped: skipped.len() as u64,
        ..Counts::default()
    };
    let mut reasons = BTreeMap::new();
    for line in &documents {
        match line.outcome {
            Outcome::NotTried => counts.not_tried += 1,
            Outcome::Failed => counts.failed += 1,
            Outcome::Ofullstandig => counts.incomplete += 1,
            Outcome::Converted => counts.converted += 1,
        }
        if let (Outcome::Failed, Some(reason)) = (line.outcome, &line.reason) {
            *reasons.entry(reason.clone()).or_default() += 1;
        }
        sum.add(&line.summary);
    }
    counts.pages = sum.pages;
    counts.pages_without_text = sum.pages_without_text;
    counts.goals = sum.goals;
    counts.indicators = sum.indicators;
    counts.activities = sum.activities;
    counts.tables = sum.tables;
    Report {
        schema: REPORT_SCHEMA,
        verdict: verdict(&counts, &sum.letters),
        counts,
        letters: sum.letters,
        audit: sum.audit,
        reasons,
        missing: sum.missing,
        errors: sum.errors,
        warnings: sum.warnings,
        documents,
        skipped,
    }
}

/// Whether anything was lost, in a sentence.
fn verdict(counts: &Counts, letters: &Letters) -> String {
    let parts: Vec<String> = [
        (counts.failed, "failed"),
        (
            counts.incomplete,
            if counts.incomplete == 1 {
                "is incomplete"
            } else {
                "are incomplete"
            },
        ),
        (
            counts.not_tried,
            if counts.not_tried == 1 {
                "was not tried"
            } else {
                "were not tried"
            },
        ),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{} {what}", count(number, "document")))
    .collect();
    let unplaced = match letters.unplaced {
        0 => "each has its place".to_owned(),
        left => format!(
            "{} of them in no part of a document (\"otolkat\")",
            grouped(left)
        ),
    };
    let read = count(letters.read, "letter");
    if parts.is_empty() {
        format!(
            "nothing was lost: {read} {} read, {unplaced}",
            were(letters.read)
        )
    } else {
        format!(
            "something is missing: {}; {read} {} read, {unplaced}",
            parts.join(", "),
            were(letters.read)
        )
    }
}

/// The report of a run.
pub fn of_run(inputs: &Inputs, entries: &Entries) -> Report {
    let documents = inputs
        .documents
        .iter()
        .zip(entries)
        .map(|(document, entry)| line(document, entry.as_ref()))
        .collect();
    let skipped = inputs
        .skipped
        .iter()
        .map(|skipped| SkippedLine {
            path: escape::path(&skipped.path),
            why: skipped.why.to_owned(),
        })
        .collect();
    of_lines(documents, skipped)
}

/// Writes both files.
pub fn write(
    folder: &OutputFolder,
    inputs: &Inputs,
    entries: &Entries,
    circumstances: &Circumstances<'_>,
) -> io::Result<()> {
    let report = of_run(inputs, entries);
    let mut documents: Vec<RunLine> = (inputs.documents.iter())
        .zip(entries)
        .filter_map(|(document, entry)| {
            entry.as_ref().map(|entry| RunLine {
                output: escape::identifier(&document.output),
                earlier: entry.earlier,
                seconds: entry.seconds,
            })
        })
        .collect();
    documents.sort_by(|a, b| a.output.cmp(&b.output));
    let run = Run {
        schema: RUN_SCHEMA,
        terms: circumstances.terms,
        threads: circumstances.threads,
        started_unix: circumstances.started_unix,
        seconds: circumstances.clock.elapsed().as_secs_f64(),
        documents,
    };
    let own = Path::new(OWN);
    folder.write(&own.join(NAME), &json(&report, true)?)?;
    folder.write(&own.join(RUN_NAME), &json(&run, true)?)
}

fn line(document: &Document, entry: Option<&Entry>) -> Line {
    let failure = entry.and_then(|entry| entry.failure.as_ref());
    let incomplete = entry.and_then(|entry| entry.incomplete.as_deref());
    let summary = entry.and_then(|entry| entry.summary.clone());
    Line {
        input: document.shown(),
        output: escape::identifier(&document.output),
        outcome: match (entry, failure, incomplete) {
            (None, ..) => Outcome::NotTried,
            (_, Some(_), _) => Outcome::Failed,
            (_, _, Some(_)) => Outcome::Ofullstandig,
            _ => Outcome::Converted,
        },
        reason: failure
            .map(|failure| failure.reason.clone())
            .or(incomplete.map(|_| reason::INCOMPLETE.to_owned())),
        message: failure
            .map(|failure| failure.message.as_str())
            .or(incomplete)
            .map(escape::text),
        state: summary.is_some().then_some(State::Whole),
        sha256: entry.and_then(|entry| entry.sha256.clone()),
        summary: summary.unwrap_or_default(),
        remarks: None,
    }
}
