//! A block of a page in reading order.

use crate::block::Block;

/// A block with the column boundaries of its table, as a page break needs them.
pub(crate) struct Placed {
    pub(crate) block: Block,
    pub(crate) edges: Vec<f32>,
}
