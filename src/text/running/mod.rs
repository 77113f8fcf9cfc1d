//! Text of which only the order is known: running text, goal headings, and tables whose cells follow each other.
//!
//! `titles` reads goal headings, `prose` paragraphs. A table begins with its `header_row`; `region` takes its lines up to
//! what ends it, `row_cuts` cuts them into rows, for which `assignment` gives words to columns (with `fit`), and
//! `row_writer` writes them.

pub(super) mod assignment;
mod costs;
pub(super) mod fit;
pub(super) mod header_row;
pub(super) mod prose;
pub(super) mod region;
mod row_cuts;
mod row_writer;
pub(super) mod titles;
