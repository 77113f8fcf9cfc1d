//! A number that is written as JSON without a needless fraction: `81`, not `81.0`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Tal(f64);

impl Tal {
    /// A number; `None` if it is not finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // -0 would print as "-0".
        value
            .is_finite()
            .then_some(Self(if value == 0.0 { 0.0 } else { value }))
    }

    /// A coordinate, rounded to a tenth of a point; 0 if it is not finite.
    #[must_use]
    pub fn coordinate(value: f32) -> Self {
        Self::new((f64::from(value) * 10.0).round() / 10.0).unwrap_or(Self(0.0))
    }

    /// The value.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Serialize for Tal {
    #[allow(clippy::cast_possible_truncation)] // Guarded by the comparison.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 9.0e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
