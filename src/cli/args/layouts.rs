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
    /// Write a layout file and a case from what stands in documents: the tables that look like rows and have no layout, the
    /// labels and words in them. Both are valid as written, and there to be edited.
    New {
        /// Documents.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Folder that the layout file is written into, and the case into its folder `cases`.
        #[arg(short, long, value_name = "DIR", default_value = "layouts")]
        output: PathBuf,
        /// Name of the file and its layouts: a-z, digits and -. The first document's name if nothing is said.
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Folder with layout files, added to the built-in ones: what they claim is not begun again.
        #[arg(long, value_name = "DIR")]
        grammars: Option<PathBuf>,
    },
}
