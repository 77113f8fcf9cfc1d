//! The command line: arguments in, exit code out.
//!
//! `args` says what may be asked for, `printer` owns everything that is shown, and each command has a module.
//! `convert` goes `inputs` → `batch` → `convert` (worker processes, [`namnd::isolate`]) → `output`, with a
//! `journal` to go on from and a `report` as it goes; `overview` reads both again, `export` the outputs.

mod args;
mod batch;
mod check;
mod completions;
mod convert;
mod diff;
mod digest;
mod doctor;
mod escape;
mod explain;
#[cfg(feature = "export-files")]
mod export;
mod inputs;
#[cfg(feature = "inspect")]
mod inspect;
mod journal;
mod layouts;
mod layouts_new;
mod limits;
mod ocr;
mod outcome;
mod output;
mod overview;
mod printer;
mod read;
mod report;
mod schema;
mod stop;
mod targets;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use clap::Parser;
use namnd::isolate::{Program, faults, run_worker};

use args::{Cli, Command};
pub use convert::tuned as tuned_worker;
use printer::Printer;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Everything that was asked for is done.
    Done,
    /// Something failed; what, has been said.
    SomeFailed,
    /// Nothing failed, but of some document a part could not be read.
    Incomplete,
    /// The user stopped it.
    Interrupted,
}

/// A command that cannot be carried out at all: wrong usage or a wrong layout file. One message or several.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("; "))]
struct Refusal(Vec<String>);

impl Refusal {
    fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }
}

/// Runs the program with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os(), None))
}

/// Runs the program with these arguments, the first of which is its name. Returns its exit code: 0 all done, 1 some failed,
/// 2 wrong usage or layout files, 3 none failed but some are incomplete, 130 stopped by the user. `worker` is the program that its workers are, where that is not
/// the one that runs: it is started with `--test-faults` besides when that was asked for.
pub fn run(args: impl IntoIterator<Item = OsString>, worker: Option<&Program>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and versions are no errors. Where nobody listens any more there is nobody to tell.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let printer = Printer::new(cli.quiet, cli.verbose);
    namnd::isolate::silence();
    let result = match &cli.command {
        Command::Convert(args) => batch::run(args, worker, &printer),
        Command::Check(args) => check::run(args, &printer),
        #[cfg(feature = "inspect")]
        Command::Inspect(args) => inspect::run(args, &printer),
        #[cfg(feature = "export-files")]
        Command::Export(args) => export::run(args, &printer),
        Command::Layouts(args) => layouts::run(args, &printer),
        Command::Explain(args) => explain::run(args, &printer),
        Command::Doctor(args) => doctor::run(args, &printer),
        Command::Report(args) => overview::run(args, &printer),
        Command::Schema(args) => schema::run(args, &printer),
        Command::Completions(args) => completions::completions(args, &printer),
        Command::Man(args) => completions::manual(args),
        Command::Worker { test_faults } => {
            let test_faults = *test_faults;
            let _failed = run_worker(move |bytes| {
                if test_faults {
                    faults::obey(bytes);
                }
            });
            return 1;
        }
    };
    match result {
        Ok(Status::Done) => 0,
        Ok(Status::SomeFailed) => 1,
        Ok(Status::Incomplete) => 3,
        // As shells say of a program that Ctrl-C ended.
        Ok(Status::Interrupted) => 130,
        Err(refusal) => {
            for message in &refusal.0 {
                printer.error(message);
            }
            2
        }
    }
}

/// Locks even if a thread panicked while it held the lock: what the program's locks guard is never half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
