//! What several commands may be asked for.

use std::path::PathBuf;

use clap::Args;

/// Options of every command that converts.
#[derive(Debug, Args)]
pub struct Common {
    /// Threads (default: one for each core).
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Folder with layout files, added to the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub grammars: Option<PathBuf>,
}

impl Common {
    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.jobs.map_or_else(
            || std::thread::available_parallelism().map_or(1, usize::from),
            usize::from,
        )
    }
}
