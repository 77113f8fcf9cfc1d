//! What a document holds, counted, and whether all of it found its place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Handling, Mal};
use crate::diagnostics::Allvar;

/// What a document holds, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    #[must_use]
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

/// What a strict caller objects to: text without a place, or an account of letters that does not add up.
#[must_use]
pub fn incompleteness(handling: &Handling) -> Option<String> {
    if let Some(first) = handling.otolkat.first() {
        return Some(format!(
            "{} texts have no place in the output (\"otolkat\"), the first is \"{}\"",
            handling.otolkat.len(),
            first.text.chars().take(60).collect::<String>()
        ));
    }
    let account = handling.redovisning;
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
    use crate::convert::{Input, convert};
    use crate::diagnostics::Diagnostic;
    use crate::grammar::Layouts;
    use crate::options::Options;
    use crate::output::Otolkat;

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
