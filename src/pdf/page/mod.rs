//! One page: reading it, and what only the whole page tells.

pub(crate) mod accents;
pub(crate) mod content;
pub(crate) mod doubles;
pub(crate) mod finish;
pub(crate) mod hidden;
pub(crate) mod reader;
pub(crate) mod remarks;
pub(crate) mod shadows;
