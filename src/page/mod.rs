//! One page: from what stands on it to blocks in reading order.
//!
//! The steps, in order: `turned` takes out what is set on its side, to be a page of its own; [`Sheet`] keeps a page's words, rules and marks; [`furniture`] tells page headers and footers, by
//! what `repetition` finds on other pages; [`pipeline`] finds the tables, then the [`gutters`] between columns of running
//! text, and puts tables and text in [`reading_order`]; `notes` stand beside the text and at its foot; [`paragraphs`] are made of the lines of a column; [`headings`] are told among the paragraphs of all pages; [`tags`]
//! stand beside all that as a witness. `tolerances` names what is the same, near or far in all of them.

mod edges;
pub(crate) mod findings;
pub mod furniture;
pub mod gutters;
pub mod headings;
mod notes;
pub mod paragraphs;
pub mod pipeline;
pub(crate) mod placed;
pub mod reading_order;
mod repetition;
mod sheet;
pub mod tags;
pub(crate) mod tolerances;
mod turned;
mod turned_cells;

pub use sheet::Sheet;
