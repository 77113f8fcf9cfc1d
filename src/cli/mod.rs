//! The command line: arguments in, exit code out.
//!
//! [`args`] says what may be asked for, [`printer`] owns everything that is shown, and each command has a module.
//! `convert` goes [`inputs`] → [`batch`] → [`convert`] (worker processes, [`namnd::isolate`]) → [`output`], with a
//! [`journal`] to go on from and a [`report`] at the end.

mod args;
mod batch;
mod check;
mod convert;
mod diff;
mod escape;
mod explain;
mod faults;
mod inputs;
mod journal;
mod layouts;
mod limits;
mod outcome;
mod output;
mod printer;
mod read;
mod report;
mod schema;
mod stop;

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use clap::Parser;
use namnd::isolate::run_worker;

use args::{Cli, Command};
use printer::Printer;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Everything that was asked for is done.
    Done,
    /// Something failed; what, has been said.
    SomeFailed,
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

/// Runs the program: 0 all done, 1 some failed, 2 wrong usage or layout files, 130 stopped by the user.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let printer = Printer::new(cli.quiet, cli.verbose);
    namnd::isolate::silence();
    let result = match &cli.command {
        Command::Convert(args) => batch::run(args, &printer),
        Command::Check(args) => check::run(args, &printer),
        Command::Layouts(args) => layouts::run(args, &printer),
        Command::Explain(args) => explain::run(args, &printer),
        Command::Schema(args) => schema::run(args, &printer),
        Command::Worker { test_faults } => {
            let test_faults = *test_faults;
            return run_worker(move |bytes| {
                if test_faults {
                    faults::obey(bytes);
                }
            });
        }
    };
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::SomeFailed) => ExitCode::from(1),
        // As shells say of a program that Ctrl-C ended.
        Ok(Status::Interrupted) => ExitCode::from(130),
        Err(refusal) => {
            for message in &refusal.0 {
                printer.error(message);
            }
            ExitCode::from(2)
        }
    }
}

/// Locks even if a thread panicked while it held the lock: what the program's locks guard is never half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
