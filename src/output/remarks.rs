//! What the tool says about a document: stable codes, severities and places.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Plats;

/// How bad it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Allvar {
    /// Something is missing or wrong in the output.
    Fel,
    /// A reading is doubtful.
    Varning,
    /// Worth knowing.
    Info,
}

/// One remark about a document. Serialised as an entry of `diagnostik`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code: a code is never given a new meaning.
    pub kod: String,
    /// Severity.
    pub allvar: Allvar,
    /// One sentence, lower case, with the text concerned.
    pub meddelande: String,
    /// Where.
    pub plats: Vec<Plats>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    #[must_use]
    pub fn new(kod: &str, allvar: Allvar, meddelande: impl Into<String>) -> Self {
        Self {
            kod: kod.to_owned(),
            allvar,
            meddelande: meddelande.into(),
            plats: Vec::new(),
        }
    }

    /// The same with a place.
    #[must_use]
    pub fn at(mut self, plats: Vec<Plats>) -> Self {
        self.plats = plats;
        self
    }
}
