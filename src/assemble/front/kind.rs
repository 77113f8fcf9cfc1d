//! The kind of a document whose title does not tell it, guessed from its rows and goals.

use crate::diagnostics::{Allvar, Diagnostic};
use crate::grammar::{GoalOwner, Layouts};
use crate::output::{Handling, Mal, Rad, Typ};

/// Guesses the kind from the columns and goals when no title tells it; the guess is never silent.
pub(crate) fn guess_kind(handling: &mut Handling, layouts: &Layouts) -> Option<Diagnostic> {
    if handling.dokument.typ != Typ::Okand {
        return None;
    }
    let evidence = Evidence::of(handling, layouts);
    let (typ, why) = if evidence.forecast {
        (Typ::Tertialrapport, "a forecast or a period of four months")
    } else if evidence.outcome {
        (Typ::Verksamhetsberattelse, "outcomes of a period")
    } else if evidence.unit_goals {
        (Typ::Enhetsplan, "goals of a unit")
    } else if evidence.targets {
        (Typ::Verksamhetsplan, "targets without outcomes")
    } else {
        return None;
    };
    handling.dokument.typ = typ;
    let message = format!("no title tells the kind of document: guessed from {why}");
    Some(Diagnostic::new("dokumenttyp-gissad", Allvar::Info, message))
}

/// What the rows and goals of a document say about its kind.
#[derive(Default)]
struct Evidence {
    forecast: bool,
    outcome: bool,
    targets: bool,
    unit_goals: bool,
}

impl Evidence {
    fn of(handling: &Handling, layouts: &Layouts) -> Self {
        let mut evidence = Self::default();
        evidence.rows(&handling.indikatorer);
        let mut goals: Vec<&Mal> = handling.mal.iter().collect();
        while let Some(goal) = goals.pop() {
            evidence.unit_goals |= layouts.owner(&goal.niva) == Some(GoalOwner::Enhet);
            evidence.rows(&goal.indikatorer);
            goals.extend(&goal.mal);
        }
        evidence
    }

    fn rows(&mut self, rows: &[Rad]) {
        for row in rows {
            let has = |key: &str| row.varden.contains_key(key);
            self.outcome |= has("utfall");
            self.targets |= has("arsmal");
            let period = row.varden.get("period").and_then(Option::as_ref);
            let tertial = period
                .and_then(|value| value.period.as_deref())
                .is_some_and(|period| period.starts_with('T'));
            self.forecast |= has("prognos") || tertial;
        }
    }
}
