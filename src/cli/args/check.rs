//! What `namnd check` may be asked for.

use std::path::PathBuf;

use clap::Args;

use super::Common;

/// `namnd check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folder with documents (b.pdf) and expected JSON files (b.pdf.json).
    pub dir: PathBuf,
    /// Write what comes out as the expected files, and say which changed.
    #[arg(long)]
    pub bless: bool,
    /// Threads, layouts.
    #[command(flatten)]
    pub common: Common,
}
