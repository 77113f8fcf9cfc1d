//! Pages that are pictures of text: what others recognised in them, and what is recognised here.

pub mod layer;
pub mod scan;
