//! What the tool says about a document: its codes, each with cause, remedy and an example.

mod failures;
mod remarks;

pub use crate::output::{Allvar, Diagnostic};

/// The stable codes. A code is never given a new meaning. `namnd explain` and `schema/codes.md` are made of them.
pub mod codes {
    pub use super::Code;
    pub use super::failures::FAILURES;
    pub use super::remarks::ALL;

    /// The code of this name, be it a remark's or a failure's.
    #[must_use]
    pub fn find(kod: &str) -> Option<&'static Code> {
        ALL.iter().chain(FAILURES).find(|code| code.kod == kod)
    }
}

/// A code, what causes it, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub kod: &'static str,
    /// What causes it.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// A case of it.
    pub example: &'static str,
}
