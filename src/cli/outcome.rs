//! What became of a document.

use std::collections::BTreeMap;

use namnd::diagnostics::{Allvar, Diagnostic};
use namnd::output::{Handling, Mal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Reasons of the program itself, beside those of [`namnd::error::ConvertError::code`]. Stable.
pub mod reason {
    /// The input could not be read, or changed while it was read.
    pub const READ: &str = "lasfel";
    /// The output could not be written.
    pub const WRITE: &str = "skrivfel";
    /// A bug: the conversion panicked.
    pub const PANIC: &str = "panik";
    /// `--strict`: text without a place, or letters that do not add up.
    pub const INCOMPLETE: &str = "ofullstandig";
    /// A limit was exceeded.
    pub const LIMIT: &str = "grans";
    /// Encrypted, and no password fits.
    pub const ENCRYPTED: &str = "krypterad";
    /// `--timeout`
    pub const TIMEOUT: &str = "tidsgrans";
    /// `--max-memory`
    pub const MEMORY: &str = "minne";
    /// A bug: the worker process died of it, twice.
    pub const CRASH: &str = "krasch";
    /// The worker process was killed by somebody else, twice.
    pub const KILLED: &str = "dodad";
    /// No worker process could be started.
    pub const NO_WORKER: &str = "arbetare";

    /// Whether the document may be why its worker ended, though the machine may be as well.
    pub fn ends_worker(reason: &str) -> bool {
        [TIMEOUT, KILLED].contains(&reason)
    }

    /// Whether the same document may fare better another time, with nothing changed.
    pub fn may_pass(reason: &str) -> bool {
        [READ, WRITE, TIMEOUT, KILLED, NO_WORKER].contains(&reason)
    }
}

/// Why a document has no output, or none that may be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Stable code.
    pub reason: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Failure {
    /// A failure.
    pub fn new(reason: &str, message: impl Into<String>) -> Self {
        Self {
            reason: reason.to_owned(),
            message: message.into(),
        }
    }
}

/// What a document holds, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Pages; 0 for a text.
    pub pages: u64,
    /// Goals of all levels.
    pub goals: u64,
    /// Indicators.
    pub indicators: u64,
    /// Activities.
    pub activities: u64,
    /// Diagnostics of severity `fel` by code.
    pub errors: BTreeMap<String, u64>,
    /// Diagnostics of severity `varning` by code.
    pub warnings: BTreeMap<String, u64>,
    /// Diagnostics of severity `info` by code.
    pub infos: BTreeMap<String, u64>,
}

impl Summary {
    /// Counts a document.
    pub fn of(handling: &Handling) -> Self {
        let mut summary = Self {
            pages: handling.kalla.sidor.map_or(0, u64::from),
            indicators: handling.indikatorer.len() as u64,
            activities: handling.aktiviteter.len() as u64,
            ..Self::default()
        };
        summary.count_goals(&handling.mal);
        for diagnostic in &handling.diagnostik {
            let codes = match diagnostic.allvar {
                Allvar::Fel => &mut summary.errors,
                Allvar::Varning => &mut summary.warnings,
                Allvar::Info => &mut summary.infos,
            };
            *codes.entry(diagnostic.kod.clone()).or_default() += 1;
        }
        summary
    }

    fn count_goals(&mut self, goals: &[Mal]) {
        // A list of its own instead of recursion: the depth comes from the document.
        let mut waiting: Vec<&Mal> = goals.iter().collect();
        while let Some(goal) = waiting.pop() {
            self.goals += 1;
            self.indicators += goal.indikatorer.len() as u64;
            self.activities += goal.aktiviteter.len() as u64;
            waiting.extend(&goal.mal);
        }
    }

    /// Adds another document's counts.
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.goals += other.goals;
        self.indicators += other.indicators;
        self.activities += other.activities;
        for (mine, others) in [
            (&mut self.errors, &other.errors),
            (&mut self.warnings, &other.warnings),
            (&mut self.infos, &other.infos),
        ] {
            for (code, count) in others {
                *mine.entry(code.clone()).or_default() += count;
            }
        }
    }
}

/// A document that was converted.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The JSON, with its final newline.
    pub json: Vec<u8>,
    /// What it holds.
    pub summary: Summary,
    /// What `--strict` objects to.
    pub incomplete: Option<String>,
    /// The diagnostics, if they were asked for.
    pub remarks: Vec<Diagnostic>,
}

/// What a strict run objects to: text without a place, or an account of letters that does not add up.
pub fn incompleteness(handling: &Handling) -> Option<String> {
    if let Some(first) = handling.otolkat.first() {
        return Some(format!(
            "{} texts have no place in the output (\"otolkat\"), the first is \"{}\"",
            handling.otolkat.len(),
            first.text.chars().take(60).collect::<String>()
        ));
    }
    let account = &handling.redovisning;
    let sum = account.placed();
    (sum != account.tecken).then(|| {
        format!(
            "the account of letters (\"redovisning\") does not add up: {} read, {sum} placed",
            account.tecken
        )
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use namnd::convert::{Input, convert};
    use namnd::grammar::Layouts;
    use namnd::options::Options;
    use namnd::output::Otolkat;

    fn handling() -> Handling {
        let input = Input {
            name: "a.txt",
            bytes: &Arc::new("Verksamhetsplan 2024\n\nNämnden arbetar.\n".into()),
            sha256: None,
        };
        convert(&input, &Layouts::builtin(), &Options::default()).unwrap()
    }

    #[test]
    fn a_whole_document_is_complete() {
        assert_eq!(incompleteness(&handling()), None);
    }

    #[test]
    fn a_text_without_a_place_is_an_objection() {
        let mut handling = handling();
        handling.otolkat.push(Otolkat {
            text: "vilse".to_owned(),
            plats: Vec::new(),
        });
        assert!(incompleteness(&handling).unwrap().contains("\"vilse\""));
    }

    #[test]
    fn letters_that_do_not_add_up_are_an_objection() {
        let mut handling = handling();
        handling.redovisning.tecken += 1;
        assert!(
            incompleteness(&handling)
                .unwrap()
                .contains("does not add up")
        );
    }

    #[test]
    fn diagnostics_are_counted_by_severity_and_code() {
        let mut handling = handling();
        for (code, severity) in [
            ("a", Allvar::Fel),
            ("b", Allvar::Varning),
            ("b", Allvar::Varning),
        ] {
            handling
                .diagnostik
                .push(Diagnostic::new(code, severity, "m"));
        }
        let mut summary = Summary::of(&handling);
        summary.add(&summary.clone());
        assert_eq!(summary.errors.get("a"), Some(&2));
        assert_eq!(summary.warnings.get("b"), Some(&4));
    }
}
