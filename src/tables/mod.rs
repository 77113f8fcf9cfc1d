//! Words to tables, on a page or a sheet of text that keeps its columns.
//!
//! The steps, in order: [`lattice`] reads tables ruled all round, [`touching`] parts those that touch; [`header`] finds
//! where other tables begin, [`under_header`] builds them with the columns of [`columns`] and the rows of [`rows`];
//! [`continuation`] goes on with the table of the page before; [`aligned`] finds numbers that stand in columns with no
//! header row at all; [`finish`] tells header rows, places marks and makes a flow's table of a page's [`table`].

pub mod aligned;
pub mod columns;
pub mod context;
pub mod continuation;
pub mod finish;
pub mod header;
pub mod lattice;
pub mod rows;
pub mod table;
pub mod touching;
pub mod under_header;
