//! What `namnd completions` and `namnd man` may be asked for.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// `namnd completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// `namnd man`
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder for the pages.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}
