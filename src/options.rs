//! How to convert: what a caller may set.

use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;
use crate::limits::Limits;

/// How to convert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Limits.
    pub limits: Limits,
    /// Passwords to try on an encrypted file, after the empty one.
    pub passwords: Vec<String>,
    /// What is asked where a document does not tell whether a line's end parts two words.
    pub lexicon: Lexicon,
}
