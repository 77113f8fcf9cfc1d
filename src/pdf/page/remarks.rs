//! What the reader says of a file or of a page: one remark for each kind, with how often it happened.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How bad it is, from the worst on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is missing.
    Error,
    /// A reading is doubtful.
    Warning,
    /// Worth knowing.
    Info,
}

/// What went wrong with a file or one of its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Stable code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, lower case.
    pub message: String,
}

/// One kind of remark.
struct Note {
    severity: Severity,
    message: String,
    count: u32,
}

/// Remarks of one page by code; the first message of the worst of each code stays.
#[derive(Default)]
pub(crate) struct Remarks(BTreeMap<&'static str, Note>);

impl Remarks {
    /// Adds a remark.
    pub(crate) fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        message: impl FnOnce() -> String,
    ) {
        match self.0.entry(code) {
            Entry::Vacant(vacant) => {
                vacant.insert(Note {
                    severity,
                    message: message(),
                    count: 1,
                });
            }
            Entry::Occupied(mut occupied) => {
                let note = occupied.get_mut();
                note.count = note.count.saturating_add(1);
                if severity < note.severity {
                    note.severity = severity;
                    note.message = message();
                }
            }
        }
    }

    /// Adds a remark that a limit was met.
    pub(crate) fn limit(&mut self, code: &'static str, limit: impl std::fmt::Display) {
        self.add(code, Severity::Error, || {
            format!("more than {limit}: what was read before stays, the rest is missing")
        });
    }

    /// All remarks in the order of their codes.
    pub(crate) fn into_vec(self) -> Vec<Remark> {
        self.0
            .into_iter()
            .map(|(code, note)| Remark {
                code,
                severity: note.severity,
                message: match note.count {
                    1 => note.message,
                    count => format!("{} ({count} times)", note.message),
                },
            })
            .collect()
    }
}
