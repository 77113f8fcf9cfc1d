//! What `namnd check` may be asked for.

use std::path::PathBuf;

use clap::Args;

use super::Common;

/// `namnd check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders with documents (b.pdf) and expected JSON files (b.pdf.json), or single documents.
    #[arg(value_name = "DIR|FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Write what comes out as the expected files, of all that is named, and say which changed.
    #[arg(long)]
    pub bless: bool,
    /// Also write a page that shows each document that differs: expected and got side by side on its pages.
    #[cfg(feature = "inspect")]
    #[arg(long, value_name = "PAGE.HTML")]
    pub html: Option<PathBuf>,
    /// Threads, layouts.
    #[command(flatten)]
    pub common: Common,
}
