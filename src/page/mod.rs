//! Page understanding: glyphs to words, lines, tables and paragraphs, and these to one flow over all pages.
//!
//! The steps, in order: [`word`] makes words of glyphs; [`ruling`] collects lines; [`furniture`] takes headers and footers
//! out; [`lattice`] reads fully ruled tables; [`heading`] finds where other tables begin ([`drawn`] by their lines,
//! [`boldhead`] by their look, [`stripes`] lends them columns) and [`band`] reads them, with [`reach`] (how far down they
//! go), [`columns`], `strips`, [`numeric`], [`body`], [`rows`] and [`anchors`] (where nothing is drawn), [`headrows`] and
//! [`headspans`] (headings of two rows); [`continuation`] goes on with the table of the page before; [`aligned`] finds
//! numbers that stand in columns with no heading at all; [`order`] puts what is left in reading order and [`prose`] makes
//! paragraphs, set as [`leading`] tells; [`finish`] makes flow tables; [`join`] mends what page breaks cut; [`contents`]
//! tells the table of contents; [`leftover`] keeps what no step took up.

pub mod aligned;
pub mod anchors;
pub mod band;
pub mod bars;
mod baseline;
pub mod body;
pub mod boldhead;
pub mod columns;
pub mod contents;
pub mod continuation;
pub mod drawn;
pub mod finish;
pub mod furniture;
pub mod halves;
pub mod heading;
pub mod headrows;
pub mod headspans;
pub mod join;
pub mod lattice;
pub mod leading;
pub mod leftover;
pub mod line;
pub mod numeric;
pub mod order;
pub mod prose;
pub mod reach;
pub mod rows;
pub mod ruling;
mod sheet;
mod split;
mod spread;
pub mod stack;
pub mod stripes;
mod strips;
pub mod table;
pub mod tags;
#[cfg(test)]
mod testing;
mod understand;
pub mod word;

pub use sheet::Sheet;
pub use understand::{understand, understand_sheets};
