//! What `namnd layouts` may be asked for.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `namnd layouts`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct LayoutsArgs {
    /// What to do; lists the layouts if nothing is said.
    #[command(subcommand)]
    pub action: Option<LayoutsAction>,
    /// Folder with layout files, added to the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub grammars: Option<PathBuf>,
}

/// `namnd layouts …`
#[derive(Debug, Subcommand)]
pub enum LayoutsAction {
    /// Validate the layout files of a folder and run their cases.
    Check {
        /// Folder with layout files.
        dir: PathBuf,
    },
}
