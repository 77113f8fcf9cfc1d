//! namnd reads published Swedish committee documents (plans, reports, protocols, budgets; PDF or text) and writes them as data.
//!
//! | to | begin at |
//! | --- | --- |
//! | read a document | [`convert`](convert::convert), and below; `examples/one_document.rs` |
//! | know what came out | [`Handling`](output::Handling), its fields; `schema/README.md` explains its keys |
//! | teach it other column titles and labels | [`Layouts::with_dir`](grammar::Layouts::with_dir); `examples/own_layout.rs` |
//! | see why a table was read as it was | [`convert_traced`](convert::convert_traced), [`trace`]; as a page `inspect` (feature `inspect`) |
//! | get rows for a database or a data frame | `export` (feature `export`; as files `export::files`, `export-files`) |
//! | read files that nobody has vouched for | `isolate` (feature `isolate`): worker processes with limits |
//! | bring pages from elsewhere | [`PageSource`](source::PageSource) |
//!
//! The library never prints, reads no environment, and panics on no input. The features of the program (`cli`) are on by
//! default; a library's user takes `default-features = false` and adds what is wanted.
//!
//! A document goes through the stages in this order, each a module:
//!
//! 1. [`source`]: what yields pages; [`pdf`] is one, from bytes to glyphs, ruling lines, fills, images and tags.
//! 2. [`words`]: glyphs to words, [`drawing`]: ruling lines and marks; both as soon as a page is read.
//! 3. [`tables`]: words to tables; [`page`]: what is left to paragraphs, and all to blocks in reading order.
//! 4. [`flow`]: the blocks of all pages as one document, joined over page breaks; [`text`] makes the same of a plain text.
//! 5. [`assemble`]: the document and the layouts of [`grammar`] to the [`output`].
//!
//! [`convert`](convert::convert) calls them. What each finds on the way it hands to a sink ([`trace`]):
//!
//! ```
//! use std::sync::Arc;
//!
//! use namnd::convert::{Input, convert, convert_traced};
//! use namnd::grammar::Layouts;
//! use namnd::options::Options;
//! use namnd::trace::{Findings, Stage};
//!
//! let text = "Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda\t80 %\n";
//! let input = Input { name: "plan.txt", bytes: &Arc::new(text.as_bytes().to_vec()), sha256: None };
//! let (layouts, options) = (Layouts::builtin(), Options::default());
//!
//! let document = convert(&input, &layouts, &options)?;
//! assert_eq!(document.mal[0].titel, "Rena parker");
//! assert_eq!(document.mal[0].indikatorer[0].namn, "Andel nöjda");
//!
//! let findings = Findings::default();
//! assert_eq!(convert_traced(&input, &layouts, &options, &findings)?, document);
//! assert_eq!(findings.of(Stage::LayoutMatch)[0].text, "indikator-plan: name, arsmal");
//! # Ok::<(), namnd::error::ConvertError>(())
//! ```

// The program's code names the library as any user of it does.
#[cfg(feature = "cli")]
extern crate self as namnd;

pub mod assemble;
pub mod audit;
pub mod block;
#[cfg(feature = "cli")]
pub mod cli;
pub mod convert;
pub mod diagnostics;
pub mod drawing;
pub mod error;
#[cfg(feature = "export")]
pub mod export;
pub mod flow;
pub mod geometry;
pub mod grammar;
#[cfg(feature = "inspect")]
pub mod inspect;
#[cfg(feature = "isolate")]
pub mod isolate;
pub mod letters;
pub mod lexicon;
pub mod limits;
pub mod ocr;
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
