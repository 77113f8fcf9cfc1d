//! What is drawn on a page beside its letters: [`rules`] (ruling lines and their joints), [`strikes`] (through words), [`marks`] (status marks, icons)
//! and [`bars`] (of progress). `letters` tells where the letters are among all that, `tolerances` what is small, near or
//! strong.

pub mod bars;
mod letters;
pub mod marks;
pub mod rules;
pub mod strikes;
pub(crate) mod tolerances;
