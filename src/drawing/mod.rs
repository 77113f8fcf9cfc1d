//! What is drawn on a page beside its letters: [`rules`] (ruling lines and their joints), [`marks`] (status marks, icons)
//! and [`bars`] (of progress).

pub mod bars;
pub mod marks;
pub mod rules;
