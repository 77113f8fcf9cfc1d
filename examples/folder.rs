//! Reads the PDFs of a folder on all cores, and goes on past those that cannot be read:
//! `cargo run --example folder -- fixtures/pdf`. For files that nobody has vouched for, see `namnd::isolate`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use namnd::convert::{Input, convert};
use namnd::grammar::Layouts;
use namnd::options::Options;
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "pdf"));
    files.sort();
    let layouts = Layouts::builtin();
    let lines: Vec<String> = files.par_iter().map(|file| told(file, &layouts)).collect();
    println!("{}", lines.join("\n"));
    Ok(())
}

/// A line about the document, or why there is none.
fn told(file: &Path, layouts: &Layouts) -> String {
    let name = file.display().to_string();
    let bytes = match std::fs::read(file) {
        Ok(bytes) => Arc::new(bytes),
        Err(error) => return format!("{name}: {error}"),
    };
    let input = Input {
        name: &name,
        bytes: &bytes,
        sha256: None,
    };
    match convert(&input, layouts, &Options::default()) {
        Ok(document) => format!(
            "{name}: {} goals, {} tables, whole: {}",
            document.mal.len(),
            document.tabeller.len(),
            document.redovisning.fullstandig
        ),
        Err(error) => format!("{name}: {error}"),
    }
}
