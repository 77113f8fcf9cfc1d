//! What each stage found, handed to a sink that by default does nothing: for tests of a stage, and for pictures of a page.
//!
//! A stage tells each finding once, when it has decided; nothing that a sink does changes the result.
//!
//! ```
//! use namnd::block::Place;
//! use namnd::geometry::Rect;
//! use namnd::trace::{Finding, Findings, Sink, Stage};
//!
//! let findings = Findings::default();
//! let place = Place::Page(3, Rect::new(50.0, 80.0, 540.0, 120.0));
//! findings.found(Finding::at(place, Stage::Table).told("4 columns"));
//! assert_eq!(findings.of(Stage::Table)[0].text, "4 columns");
//! ```

use std::sync::{Mutex, PoisonError};

use crate::block::{Place, Witness};

/// What is found, in the order in which a document goes through the stages that find it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A word, with its text.
    Word,
    /// A ruling line.
    Rule,
    /// A filled area that may belong to a table, with its colour.
    Shading,
    /// A line of a page header or footer.
    Furniture,
    /// Where a header row may stand, with what showed it and its text.
    HeaderCandidate,
    /// A table of a page, with what showed it.
    Table,
    /// A column of a table, with what showed the table's columns, and its title.
    Column,
    /// A row of a table: what it is, and its text.
    Row,
    /// A paragraph or a table of the reading order: what it is, and its text.
    Block,
    /// Two parts joined over a page break, with the reason. It stands on the page that goes on.
    Join,
    /// Two lines between which the lexicon told whether a word goes on, or could not tell.
    LineEnd,
    /// The layout that a header row was known as, column by column.
    LayoutMatch,
    /// A header row that no layout has, though some of its titles are a layout's.
    LayoutNearMiss,
}

/// One thing that a stage found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Who found it.
    pub stage: Stage,
    /// Where: on a page, or on a line of a plain text.
    pub place: Place,
    /// What showed it.
    pub evidence: Vec<Witness>,
    /// Its text, or what the stage says of it.
    pub text: String,
}

impl Finding {
    /// A finding with neither evidence nor text.
    #[must_use]
    pub fn at(place: Place, stage: Stage) -> Self {
        Self {
            stage,
            place,
            evidence: Vec::new(),
            text: String::new(),
        }
    }

    /// The same with its text.
    #[must_use]
    pub fn told(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same with what showed it.
    #[must_use]
    pub fn shown_by(mut self, evidence: &[Witness]) -> Self {
        self.evidence = evidence.to_vec();
        self
    }

    /// The page, or the line of a plain text; from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self.place {
            Place::Page(number, _) | Place::Row(number) => number,
        }
    }
}

/// What takes findings. Pages are understood side by side, so findings of different pages come in any order; those of one
/// page that one stage tells come in their order on the page.
pub trait Sink: Sync {
    /// Whether findings are wanted: stages ask before they gather any.
    fn is_open(&self) -> bool {
        false
    }

    /// Takes a finding.
    fn found(&self, _finding: Finding) {}
}

/// The sink that takes nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closed;

impl Sink for Closed {}

/// A sink that keeps all findings.
#[derive(Debug, Default)]
pub struct Findings(Mutex<Vec<Finding>>);

impl Findings {
    /// All findings by page, then stage, then as they came.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Finding> {
        let mut all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by_key(|finding| (finding.number(), finding.stage));
        all
    }

    /// The findings of a stage by page, then as they came.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Vec<Finding> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut own: Vec<Finding> = all.iter().filter(|f| f.stage == stage).cloned().collect();
        own.sort_by_key(Finding::number);
        own
    }
}

impl Sink for Findings {
    fn is_open(&self) -> bool {
        true
    }

    fn found(&self, finding: Finding) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(finding);
    }
}
