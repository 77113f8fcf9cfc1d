//! Documents as flat tables: rows that a database, a spreadsheet or a data frame takes.
//!
//! [`tables`] tells the tables and their columns, [`rows`] hands over a document's rows, `files` (feature `export-files`) writes
//! those of many documents. What a column holds and what that
//! means stands in one place, `tables`; CSV headers, Parquet schemas, SQL and the documentation are made of it.
//!
//! ```
//! use std::sync::Arc;
//!
//! use namnd::convert::{Input, convert};
//! use namnd::export::{Value, rows, tables};
//! use namnd::grammar::Layouts;
//! use namnd::options::Options;
//!
//! let text = "Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda\t80 %\n";
//! let input = Input { name: "plan.txt", bytes: &Arc::new(text.as_bytes().to_vec()), sha256: None };
//! let document = convert(&input, &Layouts::builtin(), &Options::default())?;
//!
//! let varden = tables().iter().find(|table| table.name == "varden").unwrap();
//! let tal = varden.columns.iter().position(|column| column.name == "tal").unwrap();
//! let mut numbers = Vec::new();
//! rows(&document, &mut |table, values| {
//!     if table.index == varden.index {
//!         numbers.push(values[tal].clone().into_owned());
//!     }
//! });
//! assert_eq!(numbers, [Value::Number(80.0)]);
//! # Ok::<(), namnd::error::ConvertError>(())
//! ```

#[cfg(feature = "export-files")]
pub mod files;
mod fold;
mod rows;
mod schema;
mod table;
mod tables;
mod value;

pub use rows::{document_id, rows};
pub use schema::schema;
pub use table::{Column, Table, tables};
pub use value::{Day, Kind, Value};
