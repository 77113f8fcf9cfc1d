//! What `namnd schema` may be asked for.

use clap::{Args, ValueEnum};

/// `namnd schema`
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Whose schema.
    #[arg(value_name = "OF", value_enum, default_value_t = SchemaOf::Document)]
    pub of: SchemaOf,
}

/// What there are schemas of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A document's output.
    Document,
    /// `.namnd/report.json`, and `namnd report --json`
    Report,
    /// `.namnd/run.json`
    Run,
    /// A line of `.namnd/journal.jsonl`
    Journal,
    /// The tables of `namnd export`, with what their columns mean
    #[cfg(feature = "export")]
    Tables,
}
