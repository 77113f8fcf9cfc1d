//! The documents' JSON in an output folder.

use std::fs;
use std::path::{Path, PathBuf};

use namnd::output::{Handling, SCHEMA};
use serde::Deserialize;
use walkdir::WalkDir;

use crate::cli::escape;
use crate::cli::output::OWN;

/// What a `.json` file is.
pub enum Found {
    /// A document.
    Document(Box<Handling>),
    /// Nothing of ours.
    Other,
    /// A document that cannot be read, and why.
    Unreadable(String),
}

/// The `.json` files below a folder, in the order of their paths; why a part of it cannot be walked.
pub fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, String>> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.file_name() != OWN)
        .filter_map(|entry| match entry {
            Ok(entry) => {
                let is_json = entry.path().extension().is_some_and(|is| is == "json");
                (entry.file_type().is_file() && is_json).then(|| Ok(entry.into_path()))
            }
            Err(error) => Some(Err(escape::text(&error.to_string()))),
        })
}

/// Reads a file.
pub fn read(path: &Path) -> Found {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Found::Unreadable(error.to_string()),
    };
    match serde_json::from_slice::<Handling>(&bytes) {
        Ok(handling) if handling.schema == SCHEMA => Found::Document(Box::new(handling)),
        Ok(handling) => Found::Unreadable(other_version(&handling.schema)),
        Err(error) => no_document(&bytes, &error),
    }
}

/// What a file is that is no document of this version.
fn no_document(bytes: &[u8], error: &serde_json::Error) -> Found {
    #[derive(Deserialize)]
    struct Named {
        schema: String,
    }
    match serde_json::from_slice::<Named>(bytes) {
        Ok(named) if named.schema == SCHEMA => Found::Unreadable(format!("is damaged: {error}")),
        Ok(named) if named.schema.starts_with("namnd/") => {
            Found::Unreadable(other_version(&named.schema))
        }
        // A JSON file that breaks off was to be one of ours as likely as not.
        Err(broken) if broken.is_eof() || broken.is_syntax() => {
            Found::Unreadable(format!("is no JSON: {broken}"))
        }
        _ => Found::Other,
    }
}

fn other_version(schema: &str) -> String {
    format!(
        "is of the version {}, this program reads {SCHEMA}: convert the document again",
        escape::text(schema)
    )
}
