//! Running a page's content: operators, what they act on, and what belongs to what.

pub(crate) mod actual_text;
pub(crate) mod annotations;
pub(crate) mod canvas;
pub(crate) mod fields;
pub(crate) mod forms;
pub(crate) mod interpreter;
pub(crate) mod layers;
pub(crate) mod marks;
pub(crate) mod plain;
pub(crate) mod resources;
pub(crate) mod state;
