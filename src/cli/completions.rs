//! `namnd completions` and `namnd man`: what a package has beside the program, made of its arguments.

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// Prints completions.
pub fn completions(args: &CompletionsArgs, printer: &Printer) -> Result<Status, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "namnd", &mut script);
    printer
        .data(&script)
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}

/// Writes the manual pages.
pub fn manual(args: &ManArgs) -> Result<Status, Refusal> {
    std::fs::create_dir_all(&args.folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), &args.folder))
        .map_err(|error| {
            Refusal::new(format!(
                "{} cannot be written: {error}",
                escape::path(&args.folder)
            ))
        })?;
    Ok(Status::Done)
}
