//! What `namnd report` may be asked for.

use std::path::PathBuf;

use clap::Args;

/// `namnd report`
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Output folder of a finished run, or of one that goes on.
    pub dir: PathBuf,
    /// Only documents with this code, each with the places where it stands; may be given several times.
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Print JSON (`namnd schema report`).
    #[arg(long)]
    pub json: bool,
    /// Take away the outputs of inputs that are gone.
    #[arg(long)]
    pub prune: bool,
}
