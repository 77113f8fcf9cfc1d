//! A block of a page in reading order.

use crate::block::Block;

/// A block with the column boundaries of its table, as a page break needs them.
pub(crate) struct Placed {
    pub(crate) block: Block,
    pub(crate) edges: Vec<f32>,
    /// Which of the page's tables it is: several may have the same boundaries.
    pub(crate) table: Option<usize>,
}
