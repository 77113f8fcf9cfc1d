//! A second reading of each page by an independent reader, pdf-extract, to find letters that only one of the two sees.
//!
//! Compared are letters and digits, not their order and not the spaces between them: the two readers order a page
//! differently, and that is no error. A difference does not say who is right; it says where to look.

#[cfg(feature = "audit")]
mod reading;

use crate::diagnostics::{Allvar, Diagnostic};
#[cfg(feature = "audit")]
pub use reading::audit;

/// The code of a page on which the readers differ.
pub const CODE: &str = "granskning";
/// The code of what the second reader could not read.
pub const UNREAD: &str = "granskning-olast";
/// Whether the second reader is built in (feature `audit`).
pub const AVAILABLE: bool = cfg!(feature = "audit");

/// Without the feature `audit` there is no second reader: one info says so.
///
/// # Errors
/// None.
#[cfg(not(feature = "audit"))]
pub fn audit(
    _: &[u8],
    _: &crate::options::Options,
) -> Result<Vec<Diagnostic>, crate::error::ConvertError> {
    Ok(vec![Diagnostic::new(
        UNREAD,
        Allvar::Info,
        "the second reader is not built in: no page was audited",
    )])
}

/// What to say of a document whose second reading had to be ended from outside.
#[must_use]
pub fn given_up(why: &str) -> Diagnostic {
    Diagnostic::new(
        UNREAD,
        Allvar::Info,
        format!("the second reader did not come to an end ({why}): no page was audited"),
    )
}
