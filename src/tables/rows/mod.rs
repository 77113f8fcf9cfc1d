//! Rows of a table: its [`extent`], goals [`beside`] several rows, rows told by costs ([`segment`]), rows in [`open`] tables, [`partial`] lines, [`groups`] of lines, names of groups in the middle ([`centred`]), and rows [`by_values`].

pub mod beside;
pub mod by_values;
pub mod centred;
pub mod extent;
pub mod groups;
pub mod keys;
pub mod open;
pub mod partial;
pub mod segment;
pub mod within_cells;
