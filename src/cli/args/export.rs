//! What `namnd export` may be asked for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use namnd::export::files::Format;

/// `namnd export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Output folder of a run: every document in it and below it is exported.
    #[arg(value_name = "OUT", required_unless_present = "columns")]
    pub from: Option<PathBuf>,
    /// Folder for the tables, one file each: DIR/varden.csv.
    #[arg(short, long, value_name = "DIR", required_unless_present = "columns")]
    pub output: Option<PathBuf>,
    /// How the tables are written.
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: ExportFormat,
    /// With --format csv: for a spreadsheet with Swedish settings (semicolons, decimal commas, no text taken for a formula).
    #[arg(long)]
    pub excel: bool,
    /// Print the tables and what their columns mean (Markdown; `namnd schema tables` prints it as JSON).
    #[arg(long, conflicts_with_all = ["from", "output"])]
    pub columns: bool,
    /// Threads that read (default: one for each core).
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// The options of `namnd convert` that have tables written, too.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tables")]
pub struct ExportToo {
    /// Then write tables of all documents in the output folder, one file each, as `namnd export` does.
    #[arg(long = "export", value_name = "DIR", requires = "output")]
    pub folder: Option<PathBuf>,
    /// How the tables are written.
    #[arg(
        long = "export-format",
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        requires = "folder"
    )]
    pub format: ExportFormat,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// CSV: UTF-8 with a byte order mark, commas (with `--excel` as Excel reads it).
    #[default]
    Csv,
    /// A JSON object on each line.
    Jsonl,
    /// Parquet, with types.
    Parquet,
    /// A script that has DuckDB make the tables, and the CSV that it reads.
    DuckdbSql,
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Jsonl => Self::Jsonl,
            ExportFormat::Parquet => Self::Parquet,
            ExportFormat::DuckdbSql => Self::DuckdbSql,
        }
    }
}
