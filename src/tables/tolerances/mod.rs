//! What the reading of tables tolerates: every number that decides something, by subject. `pt` is points (1/72 inch), `em` a share
//! of the font size, `share` one of what the text names; counts say what they count.
//!
//! Where the same question has several answers here, they were found apart on documents of different programs, and no document
//! is known that tells them apart for a reason: they say so with "for no reason known".

mod columns;
pub mod costs;
mod drawn;
mod header;
mod rows;
mod space;

pub use columns::*;
pub use drawn::*;
pub use header::*;
pub use rows::*;
pub use space::*;
