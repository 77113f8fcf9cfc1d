//! namnd reads published Swedish committee documents and writes them as data.
//!
//! The way of a document: [`pdf`] reads glyphs, rules, fills, images and tags from each page; [`page`] makes words,
//! lines, tables and paragraphs of them, as one [`flow`] over all pages; [`text`] makes the same flow of a plain text;
//! [`assemble`] walks the flow with the layouts of [`grammar`] and fills the output's [`output`].

pub mod assemble;
pub mod audit;
pub mod block;
pub mod convert;
pub mod diagnostics;
pub mod drawing;
pub mod error;
pub mod flow;
pub mod geometry;
pub mod grammar;
#[cfg(feature = "isolate")]
pub mod isolate;
pub mod letters;
pub mod limits;
pub mod options;
pub mod output;
pub mod page;
pub mod pdf;
pub mod signs;
pub mod source;
pub mod spatial;
pub mod tables;
pub mod text;
pub mod trace;
pub mod words;
