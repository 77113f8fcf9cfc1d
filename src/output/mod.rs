//! The output: one JSON object for each document, schema `namnd/2`. Keys stand in the order of the fields.
//!
//! `schema/README.md` explains the keys to those who read the output.

mod account;
mod apart;
mod document;
mod goals;
mod number;
mod places;
mod remarks;
mod rows;
pub mod schema;
mod summary;
mod tables;
pub mod write;

pub use account::{Redovisning, Saknas};
pub use apart::{Etikett, Otolkat, Overstruket, Sidtext, SidtextSlag, Skarv, SkarvSkal, SkarvSlag};
pub use document::{
    Arende, Beslut, Dokument, Format, Handling, Igenkanning, Kalla, Sidmatt, Textkalla, Verktyg,
};
pub use goals::{Avsnitt, Mal, Status, Stycke, StyckeSlag, Uppfyllelse};
pub use number::Tal;
pub use places::Plats;
pub use remarks::{Allvar, Diagnostic};
pub use rows::{Grans, Maltal, Rad, Symbol, Varde, VardeSymbol};
pub use summary::{Audited, Letters, Summary, incompleteness, objection};
pub use tables::{Cell, Tabell, TabellRad};

/// The version of the output format.
pub const SCHEMA: &str = "namnd/2";
