//! What may be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::limits;

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
    after_help = "Exit codes: 0 all converted, 1 some failed, 2 wrong usage or layout files."
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
    /// List the layouts and their columns, or check layout files.
    Layouts(LayoutsArgs),
    /// Print the JSON schema of the output.
    Schema,
    /// Convert documents for a parent process.
    #[command(name = WORKER_COMMAND, hide = true)]
    Worker {
        /// Let documents ask for faults.
        #[arg(long)]
        test_faults: bool,
    },
}

/// `namnd convert`
#[derive(Debug, Args)]
#[command(after_long_help = limits::help())]
pub struct ConvertArgs {
    /// Files, folders (with all below them), or `-` for one document on standard input.
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub inputs: Vec<PathBuf>,
    /// Folder for the JSON files: FOLDER/a/b.pdf becomes DIR/a/b.pdf.json.
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
    /// Count a document as failed if text could not be placed or its letters do not add up (it is written all the same).
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
        value_parser = limits::size,
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
    /// Convert in this process, without worker processes, --timeout and --max-memory (for debuggers).
    #[arg(long, help_heading = "Limits")]
    pub no_isolation: bool,
    /// Let documents ask for faults (for the program's own tests).
    #[arg(long, hide = true)]
    pub test_faults: bool,
    /// Threads, layouts.
    #[command(flatten)]
    pub common: Common,
}

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
