//! What the reading of pictures tolerates: every number that decides something, by subject.
//!
//! Lengths are in points, unless they are told in samples of the picture or as shares of what the text names; shades go from 0
//! to 255, and how sure an engine is is told in percent.

mod drawn;
mod layers;
mod pictures;
mod words;

pub use drawn::*;
pub use layers::*;
pub use pictures::*;
pub use words::*;
