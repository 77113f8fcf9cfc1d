//! The rows of many documents as files, one for each table.
//!
//! Documents are added one after the other and are gone again: what is held does not grow with their number.
//!
//! ```
//! # use std::sync::Arc;
//! # use namnd::convert::{Input, convert};
//! use namnd::export::files::{Files, Format};
//! # let input = Input { name: "plan.txt", bytes: &Arc::new(b"Plan\n".to_vec()), sha256: None };
//! # let document = convert(&input, &namnd::grammar::Layouts::builtin(), &namnd::options::Options::default())?;
//!
//! // Anything that can be written to: here memory, else `std::fs::File::create` in a folder.
//! let mut files = Files::new(Format::Jsonl, |_name| Ok(Vec::new()))?;
//! files.add(&document)?;
//! let written = files.finish()?;
//! assert_eq!((written[0].name.as_str(), written[0].rows), ("dokument.jsonl", 1));
//! assert!(written[0].sink.starts_with(br#"{"dok_id":""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod jsonl;
mod parquet;
mod script;

use std::io::{self, Write};

use super::{Table, Value, rows, tables};
use crate::output::Handling;

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// CSV (RFC 4180): UTF-8 with a byte order mark, commas, a line of names. Null is an empty field.
    Csv,
    /// CSV as a spreadsheet with Swedish settings reads it: semicolons, decimal commas, and an apostrophe before a text
    /// that would be taken for a formula.
    ExcelCsv,
    /// A JSON object on each line, with all columns.
    Jsonl,
    /// Parquet, with types and in row groups of a bounded size.
    Parquet,
    /// `namnd.sql`, which has DuckDB make the tables with types and descriptions, and the CSV files that it reads.
    DuckdbSql,
}

/// Why tables cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A file cannot be made or written.
    #[error("{file}: {why}")]
    Write {
        /// Its name.
        file: String,
        /// What the system says.
        #[source]
        why: io::Error,
    },
    /// Its format cannot hold it.
    #[error("{file}: {why}")]
    Format {
        /// Its name.
        file: String,
        /// What stands against it.
        why: String,
    },
}

/// A file that is done.
#[derive(Debug)]
pub struct Written<W> {
    /// Its name, as `varden.parquet`.
    pub name: String,
    /// Its rows; of a script none.
    pub rows: u64,
    /// Where it was written.
    pub sink: W,
}

/// Files of tables that are being written.
pub struct Files<W> {
    open: Vec<Open<W>>,
    script: Option<(String, W)>,
}

struct Open<W> {
    name: String,
    rows: u64,
    sheet: Box<dyn Sheet<W>>,
}

/// Bytes that all tables' files together may hold back before the fullest writes them. The file of a table with few rows
/// would fill for as long as documents come, and memory with it.
const HELD_BYTES: usize = 48 << 20;

/// A table's file.
trait Sheet<W>: Send {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), Fault>;
    /// About how many bytes are not written yet.
    fn held(&self) -> usize {
        0
    }
    /// Writes them.
    fn release(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn finish(self: Box<Self>) -> Result<W, Fault>;
}

/// What went wrong with a file whose name is not known here.
enum Fault {
    Write(io::Error),
    Format(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl Fault {
    fn of(self, file: &str) -> ExportError {
        let file = file.to_owned();
        match self {
            Self::Write(why) => ExportError::Write { file, why },
            Self::Format(why) => ExportError::Format { file, why },
        }
    }
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelCsv | Self::DuckdbSql => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }

    /// The names of its files.
    #[must_use]
    pub fn file_names(self) -> Vec<String> {
        let extension = self.extension();
        let tables = tables()
            .iter()
            .map(|table| format!("{}.{extension}", table.name));
        let script = (self == Self::DuckdbSql).then(|| script::NAME.to_owned());
        tables.chain(script).collect()
    }

    fn sheet<W: Write + Send + 'static>(
        self,
        table: &'static Table,
        sink: W,
    ) -> Result<Box<dyn Sheet<W>>, Fault> {
        Ok(match self {
            Self::Csv => Box::new(csv::Csv::new(table, sink, csv::Dialect::Plain)?),
            Self::ExcelCsv => Box::new(csv::Csv::new(table, sink, csv::Dialect::Excel)?),
            Self::DuckdbSql => Box::new(csv::Csv::new(table, sink, csv::Dialect::Bare)?),
            Self::Jsonl => Box::new(jsonl::Jsonl::new(table, sink)),
            Self::Parquet => Box::new(parquet::Parquet::new(table, sink)?),
        })
    }
}

impl<W: Write + Send + 'static> Files<W> {
    /// Opens the file of each table; `make` is told its name. Files of large tables need a buffer of their own
    /// ([`io::BufWriter`]).
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn new(
        format: Format,
        mut make: impl FnMut(&str) -> io::Result<W>,
    ) -> Result<Self, ExportError> {
        let mut names = format.file_names().into_iter();
        let mut open = Vec::with_capacity(tables().len());
        for (table, name) in tables().iter().zip(names.by_ref()) {
            let sheet = make(&name)
                .map_err(Fault::Write)
                .and_then(|sink| format.sheet(table, sink))
                .map_err(|fault| fault.of(&name))?;
            open.push(Open {
                name,
                rows: 0,
                sheet,
            });
        }
        let mut script = None;
        if let Some(name) = names.next() {
            let sink = make(&name).map_err(|error| Fault::Write(error).of(&name))?;
            script = Some((name, sink));
        }
        Ok(Self { open, script })
    }

    /// Adds a document's rows. After an error nothing more can be added.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, handling: &Handling) -> Result<(), ExportError> {
        let mut failed = None;
        rows(handling, &mut |table, values| {
            let Some(open) = self.open.get_mut(table.index).filter(|_| failed.is_none()) else {
                return;
            };
            open.rows += 1;
            if let Err(fault) = open.sheet.row(values) {
                failed = Some(fault.of(&open.name));
            }
        });
        failed.map_or(Ok(()), Err)?;
        self.release()
    }

    fn release(&mut self) -> Result<(), ExportError> {
        let held = self.open.iter().map(|open| open.sheet.held());
        if held.sum::<usize>() <= HELD_BYTES {
            return Ok(());
        }
        let fullest = self.open.iter_mut().max_by_key(|open| open.sheet.held());
        fullest.map_or(Ok(()), |open| {
            let released = open.sheet.release();
            released.map_err(|fault| fault.of(&open.name))
        })
    }

    /// Writes what is left and hands back the files, in the order of [`tables`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self) -> Result<Vec<Written<W>>, ExportError> {
        let mut written = Vec::with_capacity(self.open.len() + 1);
        for Open { name, rows, sheet } in self.open {
            match sheet.finish() {
                Ok(sink) => written.push(Written { name, rows, sink }),
                Err(fault) => return Err(fault.of(&name)),
            }
        }
        if let Some((name, mut sink)) = self.script {
            script::write(&mut sink)
                .and_then(|()| sink.flush())
                .map_err(|error| Fault::Write(error).of(&name))?;
            written.push(Written {
                name,
                rows: 0,
                sink,
            });
        }
        Ok(written)
    }
}
