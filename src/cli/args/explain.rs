//! What `namnd explain` may be asked for.

use clap::Args;

/// `namnd explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Codes of remarks, failures or missing parts; all if none is named.
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,
    /// Print JSON: a list of objects, one for each code.
    #[arg(long)]
    pub json: bool,
    /// Print the page `schema/codes.md`.
    #[arg(long, hide = true, conflicts_with_all = ["json", "codes"])]
    pub page: bool,
}
