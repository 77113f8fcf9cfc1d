//! Columns below a header row: [`boundary`] between two neighbours, [`assignment`] of the body's strips to header cells,
//! [`numbers`] where the numbers tell them; [`within_cells`] of what is drawn as one column.

pub mod assignment;
pub mod boundary;
pub mod numbers;
pub mod strips;
pub mod within_cells;
