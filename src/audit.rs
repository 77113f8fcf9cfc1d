//! A second reading of each page by an independent reader, pdf-extract, to find letters that only one of the two sees.
//!
//! Compared are letters and digits, not their order and not the spaces between them: the two readers order a page
//! differently, and that is no error. A difference does not say who is right; it says where to look.

#[cfg(feature = "audit")]
mod reading;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::output::Audited;
#[cfg(feature = "audit")]
pub use reading::audit;

/// The code of a page on which the readers differ.
pub const CODE: &str = "granskning";
/// The code of what the second reader could not read.
pub const UNREAD: &str = "granskning-olast";
/// Whether the second reader is built in (feature `audit`).
pub const AVAILABLE: bool = cfg!(feature = "audit");

/// What a second reading gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What there is to say of pages that the readers read differently, or that the second cannot read.
    pub remarks: Vec<Diagnostic>,
    /// Pages and letters on which they agree.
    pub counts: Audited,
}

impl Reading {
    /// Nothing was read, for this reason.
    fn none(why: &str) -> Self {
        let message = format!("{why}: no page was audited");
        Self {
            remarks: vec![Diagnostic::new(UNREAD, Allvar::Info, message)],
            counts: Audited::default(),
        }
    }
}

/// Without the feature `audit` there is no second reader: one info says so.
///
/// # Errors
/// None.
#[cfg(not(feature = "audit"))]
pub fn audit(_: &[u8], _: &crate::options::Options) -> Result<Reading, crate::error::ConvertError> {
    Ok(Reading::none("the second reader is not built in"))
}

/// What to say of a document whose second reading had to be ended from outside.
#[must_use]
pub fn given_up(why: &str) -> Reading {
    Reading::none(&format!("the second reader did not come to an end ({why})"))
}
