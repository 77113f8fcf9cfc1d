//! `namnd layouts`, and loading the layouts of a run.

use std::path::Path;

use namnd::grammar::Layouts;

use super::args::{LayoutsAction, LayoutsArgs};
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// The built-in layouts and those of the folder.
pub fn load(grammars: Option<&Path>) -> Result<Layouts, Refusal> {
    if let Some(dir) = grammars {
        require_folder(dir)?;
    }
    Ok(Layouts {})
}

/// Runs the command.
pub fn run(args: &LayoutsArgs, printer: &Printer) -> Result<Status, Refusal> {
    match &args.action {
        None => {
            let _ = (load(args.grammars.as_deref())?, printer);
            Ok(Status::Done)
        }
        Some(LayoutsAction::Check { dir }) => {
            require_folder(dir)?;
            Ok(Status::Done)
        }
    }
}

fn require_folder(dir: &Path) -> Result<(), Refusal> {
    if dir.is_dir() {
        Ok(())
    } else {
        Err(Refusal::new(format!(
            "{} is no folder: name the folder that holds the layout files (.toml)",
            escape::path(dir)
        )))
    }
}
