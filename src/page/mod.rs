//! One page: from what stands on it to blocks in reading order.
//!
//! The steps, in order: [`Sheet`] keeps a page's words, rules and marks; [`furniture`] tells page headers and footers;
//! [`pipeline`] finds the tables and puts them and the text in [`reading_order`]; [`paragraphs`] are made of the lines
//! of a column; [`tags`] stand beside all that as a witness.

pub mod furniture;
pub mod paragraphs;
pub mod pipeline;
pub mod reading_order;
mod sheet;
pub mod tags;

pub use sheet::Sheet;
