//! Remarks of one page, gathered: one for each kind, with how often it happened.

use std::collections::BTreeMap;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::output::{Plats, Tal};

/// One kind of remark.
struct Note {
    severity: Allvar,
    message: String,
    count: u32,
}

/// Remarks by code; the first message of each code stays.
#[derive(Default)]
pub(super) struct Notes(BTreeMap<&'static str, Note>);

impl Notes {
    /// Adds a remark.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        severity: Allvar,
        message: impl FnOnce() -> String,
    ) {
        self.0
            .entry(code)
            .and_modify(|note| note.count = note.count.saturating_add(1))
            .or_insert_with(|| Note {
                severity,
                message: message(),
                count: 1,
            });
    }

    /// Adds a remark that a limit was met.
    pub(super) fn limit(&mut self, code: &'static str, limit: impl std::fmt::Display) {
        self.add(code, Allvar::Fel, || {
            format!("more than {limit}: what was read before stays, the rest is missing")
        });
    }

    /// All remarks in the order of their codes, placed on the page.
    pub(super) fn into_diagnostics(self, page: u32, width: f32, height: f32) -> Vec<Diagnostic> {
        let place = Plats::Sida {
            sida: page,
            ruta: [0.0, 0.0, width, height].map(Tal::coordinate),
        };
        self.0
            .into_iter()
            .map(|(code, note)| {
                let message = match note.count {
                    1 => note.message,
                    count => format!("{} ({count} times)", note.message),
                };
                Diagnostic::new(code, note.severity, message).at(vec![place.clone()])
            })
            .collect()
    }
}
