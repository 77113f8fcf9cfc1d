//! `namnd explain`: what a code means. The page `schema/codes.md` is printed from the same list.

use std::fmt::Write as _;

use namnd::diagnostics::Code;
use namnd::diagnostics::codes::{ALL, FAILURES, find};
use namnd::output::write::json;
use serde::Serialize;

use super::args::ExplainArgs;
use super::printer::Printer;
use super::{Refusal, Status};

/// Letters that a code shares with a mistyped one to be named as perhaps meant.
const SHARED: usize = 4;

/// A code as JSON.
#[derive(Debug, Serialize)]
struct Explained {
    code: &'static str,
    of: &'static str,
    cause: &'static str,
    remedy: &'static str,
    example: &'static str,
}

/// Runs the command.
pub fn run(args: &ExplainArgs, printer: &Printer) -> Result<Status, Refusal> {
    let text = if args.page {
        page()
    } else {
        let codes = asked_for(&args.codes)?;
        if args.json {
            let list: Vec<Explained> = codes.into_iter().map(explained).collect();
            let bytes = json(&list, true)
                .map_err(|error| Refusal::new(format!("the codes are no JSON: {error}")))?;
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            let each: Vec<String> = codes.into_iter().map(shown).collect();
            each.join("\n")
        }
    };
    printer
        .data(text.as_bytes())
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}

/// The codes of these names, or all.
fn asked_for(names: &[String]) -> Result<Vec<&'static Code>, Refusal> {
    if names.is_empty() {
        return Ok(ALL.iter().chain(FAILURES).collect());
    }
    let found = names
        .iter()
        .map(|name| find(name).ok_or_else(|| unknown(name)));
    found.collect::<Result<_, String>>().map_err(Refusal::new)
}

fn unknown(name: &str) -> String {
    let name = name.to_lowercase();
    let codes = || ALL.iter().chain(FAILURES).map(|code| code.kod);
    let most = codes().map(|code| shared(&name, code)).max();
    let near: Vec<&str> = codes()
        .filter(|code| Some(shared(&name, code)) == most.filter(|most| *most >= SHARED))
        .collect();
    let hint = if near.is_empty() {
        "namnd explain lists all".to_owned()
    } else {
        format!("perhaps {}", near.join(", "))
    };
    format!("there is no code \"{name}\": {hint}")
}

/// How many letters a mistyped code has at its beginning and its end that stand there in a code, too.
fn shared(name: &str, code: &str) -> usize {
    let head = name.chars().zip(code.chars()).take_while(|(a, b)| a == b);
    let tail = (name.chars().rev().zip(code.chars().rev())).take_while(|(a, b)| a == b);
    head.count() + tail.count()
}

/// Whose code it is.
fn kind(code: &Code) -> &'static str {
    if FAILURES.contains(code) {
        "run"
    } else {
        "document"
    }
}

fn explained(code: &'static Code) -> Explained {
    Explained {
        code: code.kod,
        of: kind(code),
        cause: code.cause,
        remedy: code.remedy,
        example: code.example,
    }
}

fn shown(code: &Code) -> String {
    format!(
        "{}\n  cause:   {}\n  remedy:  {}\n  example: {}\n",
        code.kod, code.cause, code.remedy, code.example
    )
}

/// The page of documentation.
fn page() -> String {
    let mut page = String::from(
        "# Codes\n\nMade by `namnd explain --page`; `namnd explain CODE` prints one.\n\n",
    );
    let parts: [(&str, &[Code]); 2] = [
        ("In a document: `diagnostik` and `redovisning.saknas`", ALL),
        ("Of a run: why a document failed or is incomplete", FAILURES),
    ];
    for (title, codes) in parts {
        // Writing to a string does not fail.
        let _ = writeln!(
            page,
            "## {title}\n\n| code | cause | remedy | example |\n| --- | --- | --- | --- |"
        );
        for code in codes {
            let cells =
                [code.cause, code.remedy, code.example].map(|cell| cell.replace('|', "\\|"));
            let _ = writeln!(page, "| `{}` | {} |", code.kod, cells.join(" | "));
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}
