//! The blocks of all pages as one document: what the assembler walks.
//!
//! [`document`] strings the pages together: [`join`] mends what page breaks cut, [`side_by_side`] parts tables that stand
//! beside each other, [`contents`] tells the table of contents, [`broken_words`] how words broken at line ends are made
//! whole, [`leftover`] keeps what no step took up. [`pages`] reads the pages of any source into it, [`plain_text`] a text;
//! `page_parts` has the pages part by part, `turned` puts what is set on its side back to where it is seen, `stamps` tells what other text that does not stand upright is; [`parallel`] shares the pages out over the threads.

pub mod broken_words;
pub mod contents;
pub(crate) mod deferred_drop;
pub mod document;
mod findings;
pub mod join;
pub mod leftover;
mod line_ends;
mod page_parts;
pub mod pages;
pub mod parallel;
mod pictures;
pub mod plain_text;
mod rows;
pub mod side_by_side;
mod stamps;
mod tolerances;
mod turned;

use crate::block::{Block, Line, Sureness};
use crate::diagnostics::Diagnostic;
use crate::flow::broken_words::Vocabulary;
use crate::flow::deferred_drop::DeferredDrop;
use crate::output::{Saknas, SidtextSlag, Skarv};

pub use document::{understand, understand_sheets};

/// The document as one flow.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Page headers and footers, taken out of the flow, in page order.
    pub furniture: Vec<Line>,
    /// Watermarks, stamps and line numbers, those of each page together.
    pub overlays: Vec<(SidtextSlag, Line)>,
    /// Words with a line through them, in page order: each run of them.
    pub struck: Vec<Line>,
    /// Text that no reader sees (hidden, clipped, off the page) or that has no place: for `otolkat`.
    pub unplaced: Vec<Line>,
    /// Number of characters of the text layer, white space aside: letters are numbered `0..letters`.
    pub letters: u32,
    /// How sure those are that were recognised in pictures.
    pub sureness: Sureness,
    /// Joins across page breaks.
    pub joins: Vec<Skarv>,
    /// Remarks.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be read, beside what remarks of severity `fel` tell.
    pub missing: Vec<Saknas>,
    /// For each page of a text but the first, the number of its first line.
    pub page_starts: Vec<u32>,
}

/// A document as one flow, and what the assembler needs beside it.
#[derive(Debug, Clone, Default)]
pub struct Understood {
    /// The document.
    pub flow: Flow,
    /// How broken words are made whole in it.
    pub vocabulary: Vocabulary,
    /// What reading it left behind.
    pub(crate) spent: DeferredDrop,
}

impl Understood {
    /// A flow with its vocabulary.
    #[must_use]
    pub fn new(flow: Flow, vocabulary: Vocabulary) -> Self {
        Self {
            flow,
            vocabulary,
            spent: DeferredDrop::default(),
        }
    }
}
