//! What the tables of a page are found with.

use crate::drawing::rules::Ruling;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::tables::table::PageTable;

/// What the tables of a page are found with.
pub struct Context<'a> {
    /// Lines of the page.
    pub ruling: &'a Ruling,
    /// Layouts in force.
    pub layouts: &'a Layouts,
    /// White space between two lines of one cell, by font size in points, from the whole document.
    pub leading: &'a dyn Fn(f32) -> Option<f32>,
    /// Tops of lattices and other things that end a table above them.
    pub barriers: &'a [Rect],
    /// Height of the page in points.
    pub height: f32,
    /// The table that the page before ended with.
    pub before: Option<&'a PageTable>,
}
