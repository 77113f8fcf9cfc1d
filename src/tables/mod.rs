//! Words to tables, on a page or a sheet of text that keeps its columns.
//!
//! The steps, in order: [`axes`] sets the labels of charts apart; [`lattice`] reads tables ruled all round, with the [`seams`] of
//! their fills, [`touching`] parts those that touch; [`header`] finds
//! candidates for the [`header_row`]s of other tables; [`continuation`] goes on with the table of the page before;
//! [`under_header`] builds a table under each header row, with the columns of [`columns`] and the rows of [`rows`];
//! [`label_values`] finds sheets, [`aligned`] finds numbers that stand in columns with no header row at all; [`finish`] tells header rows that nothing showed,
//! places marks and makes a flow's table of a page's [`table`]. [`page_lines`] finds words by place, [`tolerances`] holds every
//! number that decides.

pub mod aligned;
pub mod axes;
pub mod captions;
pub mod columns;
pub mod context;
pub mod continuation;
pub mod finish;
pub mod header;
pub mod header_row;
pub mod label_values;
pub mod lattice;
pub mod page_lines;
pub mod rows;
pub mod seams;
pub mod table;
pub mod tolerances;
pub mod touching;
pub mod under_header;
pub mod upwards;
pub mod values;
