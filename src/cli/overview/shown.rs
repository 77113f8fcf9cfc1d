//! The report as text: one line for each document, the worst first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::cli::escape;
use crate::cli::report::{Line, Outcome, RemarkLine, Report, State};
use crate::cli::words::{count, grouped, severity};

/// The report of a folder. `codes`: only documents with these are in it.
pub fn text(dir: &Path, report: &Report, codes: &[String]) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write_head(&mut text, dir, report, codes);
    let mut lines: Vec<&Line> = report.documents.iter().collect();
    lines.sort_by(|a, b| (a.outcome, &a.input).cmp(&(b.outcome, &b.input)));
    for line in lines {
        let _ = write_line(&mut text, line);
    }
    for skipped in report.skipped.iter().filter(|_| codes.is_empty()) {
        let _ = writeln!(text, "skipped     {}: {}", skipped.path, skipped.why);
    }
    text
}

fn write_head(
    text: &mut String,
    dir: &Path,
    report: &Report,
    codes: &[String],
) -> std::fmt::Result {
    let counts = &report.counts;
    writeln!(text, "{}: {}", escape::path(dir), report.verdict)?;
    write!(
        text,
        "  {}: {} converted, {} incomplete, {} failed, {} not tried; {}",
        count(counts.documents, "document"),
        grouped(counts.converted),
        grouped(counts.incomplete),
        grouped(counts.failed),
        grouped(counts.not_tried),
        count(counts.pages, "page")
    )?;
    if counts.pages_without_text > 0 {
        write!(
            text,
            ", {} without text",
            grouped(counts.pages_without_text)
        )?;
    }
    writeln!(text)?;
    if let Some(audit) = &report.audit {
        writeln!(
            text,
            "  a second reader agrees on {} of {}, and on {} of {}",
            grouped(audit.pages_agreed),
            count(audit.pages, "page"),
            grouped(audit.letters_agreed),
            count(audit.letters, "letter")
        )?;
    }
    let mut states = BTreeMap::new();
    for line in &report.documents {
        if let Some(what) = line.state.and_then(told) {
            *states.entry(what).or_insert(0_u64) += 1;
        }
    }
    for (what, number) in states {
        writeln!(text, "  {}: {what}", count(number, "output"))?;
    }
    for (what, codes_of) in [
        ("failed", &report.reasons),
        ("missing", &report.missing),
        ("errors", &report.errors),
        ("warnings", &report.warnings),
    ] {
        let each: Vec<String> = codes_of
            .iter()
            .filter(|(code, _)| codes.is_empty() || codes.contains(code))
            .map(|(code, n)| format!("{code} {n}"))
            .collect();
        if !each.is_empty() {
            writeln!(text, "  {what}: {}", each.join(", "))?;
        }
    }
    writeln!(text)
}

/// What there is to say of an output.
fn told(state: State) -> Option<&'static str> {
    match state {
        State::Whole => None,
        State::Missing => Some("the output is missing: convert makes it again"),
        State::Changed => Some("the output was changed by somebody: convert makes it again"),
        State::Stale => {
            Some("stale, the input or the terms have changed since: convert makes it again")
        }
        State::Orphaned => Some("the input is gone: --prune takes the output away"),
    }
}

fn write_line(text: &mut String, line: &Line) -> std::fmt::Result {
    let outcome = match line.outcome {
        Outcome::Failed => "failed",
        Outcome::Ofullstandig => "incomplete",
        Outcome::NotTried => "not tried",
        Outcome::Converted => "converted",
    };
    write!(text, "{outcome:<11} {}: ", line.input)?;
    let mut parts = Vec::new();
    if let Some(message) = &line.message {
        // The code of what is missing stands in the message.
        let reason = line
            .reason
            .as_deref()
            .filter(|_| line.outcome == Outcome::Failed);
        parts
            .push(reason.map_or_else(|| message.clone(), |reason| format!("{message} [{reason}]")));
    }
    if line.state.is_some() {
        parts.push(contents(line));
    }
    if line.outcome == Outcome::NotTried {
        parts.push("the run was stopped before: the same command goes on with it".to_owned());
    }
    parts.extend(line.state.and_then(told).map(str::to_owned));
    writeln!(text, "{}", parts.join("; "))?;
    for remark in line.remarks.iter().flatten() {
        write_remark(text, remark)?;
    }
    Ok(())
}

/// What a document holds and what was said of it.
fn contents(line: &Line) -> String {
    let summary = &line.summary;
    let mut told = vec![
        count(summary.pages, "page"),
        count(summary.letters.read, "letter"),
    ];
    for (number, noun) in [
        (summary.goals, "goal"),
        (summary.indicators, "indicator"),
        (summary.tables, "table"),
    ] {
        if number > 0 {
            told.push(count(number, noun));
        }
    }
    for codes in [&summary.errors, &summary.warnings] {
        told.extend(
            codes
                .iter()
                .map(|(code, n)| format!("{code} {}", grouped(*n))),
        );
    }
    told.join(", ")
}

fn write_remark(text: &mut String, remark: &RemarkLine) -> std::fmt::Result {
    write!(text, "    {}", severity(remark.severity))?;
    match (remark.page, remark.line) {
        (Some(page), _) => write!(text, ", page {page}")?,
        (_, Some(line)) => write!(text, ", line {line}")?,
        _ => {}
    }
    writeln!(text, ": {} [{}]", remark.message, remark.code)
}
