//! What `namnd convert` may be asked for.

use std::path::PathBuf;

use clap::Args;

#[cfg(feature = "export-files")]
use super::ExportToo;
use super::{Common, OcrArgs};
use crate::cli::limits;

/// `namnd convert`
#[derive(Debug, Args)]
#[command(after_long_help = limits::help())]
pub struct ConvertArgs {
    /// Files, folders (with all below them), or `-` for one document on standard input.
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub inputs: Vec<PathBuf>,
    /// Folder for the JSON files: FOLDER/a/b.pdf becomes DIR/a/b.pdf.json (`-`: one document to standard output).
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Convert the files and folders that this file names, one on each line (`-`: standard input).
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Files named one by one keep their path below this folder in DIR, instead of their name only.
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// Write indented JSON.
    #[arg(long)]
    pub pretty: bool,
    /// Count a document as failed if a part of it could not be read or placed, or its letters do not add up (it is written
    /// all the same). Letters that nobody sees do not count.
    #[arg(long)]
    pub strict: bool,
    /// Convert everything again, also what an earlier run into DIR has done.
    #[arg(long, help_heading = "Going on and stopping")]
    pub force: bool,
    /// Try again what failed in an earlier run (what may pass, such as a full disk, is tried again anyway).
    #[arg(long, help_heading = "Going on and stopping")]
    pub retry_failed: bool,
    /// Stop at the first document that fails.
    #[arg(
        long,
        conflicts_with = "max_failures",
        help_heading = "Going on and stopping"
    )]
    pub fail_fast: bool,
    /// Stop when so many documents have failed.
    #[arg(
        long,
        value_name = "N",
        value_parser = limits::above_zero,
        help_heading = "Going on and stopping"
    )]
    pub max_failures: Option<u64>,
    /// Seconds that a document may take.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "60",
        value_parser = limits::above_zero,
        help_heading = "Limits"
    )]
    pub timeout: u64,
    /// Memory that a document may use.
    #[arg(
        long,
        value_name = "SIZE",
        default_value = "1G",
        value_parser = limits::memory,
        help_heading = "Limits"
    )]
    pub max_memory: u64,
    /// Change a limit within documents; --help lists them.
    #[arg(
        long = "limit",
        value_name = "NAME=VALUE",
        value_parser = limits::parse,
        help_heading = "Limits"
    )]
    pub limits: Vec<(String, u64)>,
    /// Password to try on encrypted files, after the empty one; may be given several times. Others on this machine can
    /// see it: --password-file is safer.
    #[arg(long, value_name = "PASSWORD")]
    pub password: Vec<String>,
    /// File with passwords to try, one on each line.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Read each page a second time with another reader, and report pages on which the two differ.
    #[arg(long)]
    pub audit: bool,
    /// Scans.
    #[command(flatten)]
    pub ocr: OcrArgs,
    /// Tables.
    #[cfg(feature = "export-files")]
    #[command(flatten)]
    pub export: ExportToo,
    /// Convert in this process, without worker processes, --timeout and --max-memory (for debuggers).
    #[arg(long, help_heading = "Limits")]
    pub no_isolation: bool,
    /// Let documents ask for faults (for the program's own tests).
    #[arg(long, hide = true)]
    pub test_faults: bool,
    /// Ask no lexicon whether a word goes on over a line's end: only the document's own words.
    #[arg(long)]
    pub no_lexicon: bool,
    /// Threads, layouts.
    #[command(flatten)]
    pub common: Common,
}
