//! What may be asked for: a file for each command.

mod check;
mod common;
mod completions;
mod convert;
mod explain;
#[cfg(feature = "export-files")]
mod export;
#[cfg(feature = "inspect")]
mod inspect;
mod layouts;
mod ocr;
mod report;
mod schema;

use clap::{Parser, Subcommand};

pub use check::CheckArgs;
pub use common::Common;
pub use completions::{CompletionsArgs, ManArgs};
pub use convert::ConvertArgs;
pub use explain::ExplainArgs;
#[cfg(feature = "export-files")]
pub use export::{ExportArgs, ExportFormat, ExportToo};
#[cfg(feature = "inspect")]
pub use inspect::InspectArgs;
pub use layouts::{LayoutsAction, LayoutsArgs};
pub use ocr::{DoctorArgs, OcrArgs};
pub use report::ReportArgs;
pub use schema::{SchemaArgs, SchemaOf};

/// The hidden command that a worker process is started with.
pub const WORKER_COMMAND: &str = "arbetare";
/// The option with which a worker's documents may ask for faults.
pub const FAULTS: &str = "--test-faults";

/// Turns published Swedish committee documents (PDF or text) into structured JSON.
#[derive(Debug, Parser)]
#[command(
    name = "namnd",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 all converted, 1 some failed, 2 wrong usage or layout files, 3 none failed but of some a part \
                  could not be read, 130 stopped."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Show errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show every warning with its file, page and text, and what was skipped.
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Convert documents to JSON, one file each.
    Convert(Box<ConvertArgs>),
    /// Convert the documents of a folder and compare them with the expected JSON beside them.
    Check(CheckArgs),
    /// Write a page (HTML) that shows what was recognised in a document, where, and why.
    #[cfg(feature = "inspect")]
    Inspect(InspectArgs),
    /// Write the documents of an output folder as tables: CSV, JSON lines, Parquet, or for DuckDB.
    #[cfg(feature = "export-files")]
    Export(ExportArgs),
    /// List the layouts and their columns, or check layout files.
    Layouts(LayoutsArgs),
    /// Tell what became of the documents of an output folder: failures, missing parts, warnings, stale outputs.
    Report(ReportArgs),
    /// Tell what a code of a remark or a failure means, and what to do.
    Explain(ExplainArgs),
    /// Tell what there is to read scans with, and what to install.
    Doctor(DoctorArgs),
    /// Print the JSON schema of the output, or of the files beside the outputs.
    Schema(SchemaArgs),
    /// Print what a shell completes the arguments with.
    Completions(CompletionsArgs),
    /// Write the manual pages: namnd.1, and one for each command.
    #[command(hide = true)]
    Man(ManArgs),
    /// Convert documents for a parent process.
    #[command(name = WORKER_COMMAND, hide = true)]
    Worker {
        /// Let documents ask for faults.
        #[arg(long)]
        test_faults: bool,
    },
}
