//! What earlier runs left in an output folder.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::Serialize;

use super::{Line, NAME, Record, Terms};
use crate::cli::digest::hex_digest;
use crate::cli::output::{OWN, OutputFolder, write_whole};

/// What earlier runs left: the last word on every document, with its run's terms.
#[derive(Debug, Default)]
pub struct Past {
    /// The terms of the last run.
    pub terms: Option<Terms>,
    /// By output.
    pub records: BTreeMap<String, (Terms, Record)>,
}

impl Past {
    /// What the journal of a folder tells; an error if it has none, or another thing in its place.
    pub fn read(folder: &OutputFolder) -> io::Result<Self> {
        let bytes = folder
            .read(&Path::new(OWN).join(NAME))
            .ok_or(ErrorKind::NotFound)?;
        Ok(read(&bytes))
    }

    /// The journal with each document's last word, and no more.
    fn lines(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut add = |line: &LineRef<'_>| -> io::Result<()> {
            serde_json::to_writer(&mut bytes, line)?;
            bytes.push(b'\n');
            Ok(())
        };
        let mut waiting: Vec<&(Terms, Record)> = self.records.values().collect();
        // A run after the other; there are few.
        while let Some((terms, _)) = waiting.first() {
            add(&LineRef::Run(terms))?;
            let (these, others): (Vec<_>, Vec<_>) =
                (waiting.iter().copied()).partition(|(other, _)| other == terms);
            for (_, record) in these {
                add(&LineRef::Document(record))?;
            }
            waiting = others;
        }
        Ok(bytes)
    }

    /// Writes the journal anew. To be called while no run writes.
    pub fn write(&self, own: &Path) -> io::Result<()> {
        write_whole(own, &own.join(NAME), &self.lines()?)
    }
}

/// A [`Line`] that is written.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineRef<'a> {
    /// A run begins.
    Run(&'a Terms),
    /// A document is done.
    Document(&'a Record),
}

/// The last word on every document.
fn read(bytes: &[u8]) -> Past {
    let mut past = Past::default();
    let mut terms = None;
    for line in bytes.split(|byte| *byte == b'\n') {
        if line.is_empty() {
            continue;
        }
        match serde_json::from_slice(line) {
            Ok(Line::Run(new)) => {
                past.terms = Some(new.clone());
                // What this version does not know of the terms is lost when they are read.
                let is_whole = new.line().is_ok_and(|whole| whole == line);
                terms = is_whole.then(|| (new, hex_digest(line)));
            }
            Ok(Line::Document(record)) => match &terms {
                Some((terms, hash)) if *hash == record.terms_sha256 => {
                    past.records
                        .insert(record.output.clone(), (terms.clone(), record));
                }
                // Its run's first line is not the one above.
                _ => {}
            },
            // Torn, damaged, or of another version of the program: perhaps a run's terms.
            Err(_) => terms = None,
        }
    }
    past
}
