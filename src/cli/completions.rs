//! `namnd completions` and `namnd man`: what a package has beside the program, made of its arguments.

use clap::{Command, CommandFactory as _};

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// Prints completions.
pub fn completions(args: &CompletionsArgs, printer: &Printer) -> Result<Status, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut shown(&Cli::command()),
        "namnd",
        &mut script,
    );
    printer
        .data(&script)
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}

/// The command without what is hidden from its help, which shells would offer all the same.
fn shown(command: &Command) -> Command {
    // The names stay for the rest of the process, which ends here.
    let name: &'static str = command.get_name().to_owned().leak();
    let arguments = command.get_arguments().filter(|one| !one.is_hide_set());
    let commands = command.get_subcommands().filter(|one| !one.is_hide_set());
    let mut own = Command::new(name)
        .args(arguments.cloned())
        .subcommands(commands.map(shown));
    if let Some(about) = command.get_about() {
        own = own.about(about.clone());
    }
    if let Some(version) = command.get_version() {
        own = own.version(version.to_owned().leak() as &'static str);
    }
    own
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
