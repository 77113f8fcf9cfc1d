//! The PDF reader.

mod model;

pub use model::*;
