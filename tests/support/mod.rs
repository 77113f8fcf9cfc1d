//! What several test targets need: the fixtures, their outputs, comparison of outputs, and random numbers.
#![allow(dead_code)] // No target needs all of it.

pub mod letters;
pub mod random;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use namnd::convert::{Input, convert};
use namnd::error::ConvertError;
use namnd::grammar::Layouts;
use namnd::options::Options;
use namnd::output::Handling;
use rayon::prelude::*;

/// A document of the fixtures.
#[derive(Debug)]
pub struct Fixture {
    /// Its path below `fixtures`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Fixture {
    pub fn is_pdf(&self) -> bool {
        self.bytes.starts_with(b"%PDF-")
    }
}

/// A folder of the project.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder that end in `extension`, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// All PDFs and texts of the fixtures, sorted by name.
pub fn fixtures() -> &'static [Fixture] {
    static FIXTURES: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
        let below = |kind: &str, extension: &str| {
            files(&folder("fixtures").join(kind), extension)
                .into_iter()
                .map(|path| Fixture {
                    name: format!("{kind}/{}", path.file_name().unwrap().to_str().unwrap()),
                    bytes: fs::read(&path).unwrap(),
                })
                .collect::<Vec<_>>()
        };
        let mut all = below("pdf", "pdf");
        all.extend(below("text", "txt"));
        assert!(all.len() >= 20, "{} fixtures", all.len());
        all
    });
    &FIXTURES
}

/// The fixtures with their outputs. One that does not convert is missing here and told by [`failures`].
pub fn outputs() -> impl Iterator<Item = (&'static Fixture, &'static Handling)> {
    let converted = fixtures().iter().zip(results());
    converted.filter_map(|(fixture, result)| Some((fixture, result.as_ref().ok()?)))
}

/// The fixtures that do not convert, and why.
pub fn failures() -> Vec<String> {
    let converted = fixtures().iter().zip(results());
    converted
        .filter_map(|(fixture, result)| {
            Some(format!("{}: {}", fixture.name, result.as_ref().err()?))
        })
        .collect()
}

fn results() -> &'static [Result<Handling, String>] {
    static RESULTS: LazyLock<Vec<Result<Handling, String>>> = LazyLock::new(|| {
        fixtures()
            .par_iter()
            .map(|fixture| convert_guarded(&fixture.name, &fixture.bytes))
            .collect()
    });
    &RESULTS
}

/// Converts; a panic is an error like any other.
pub fn convert_guarded(name: &str, bytes: &[u8]) -> Result<Handling, String> {
    match std::panic::catch_unwind(|| convert_bytes(name, bytes)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => Err(format!("panic: {}", panic_words(panic.as_ref()))),
    }
}

/// What a panic said.
pub fn panic_words(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words")
}

/// The built-in layouts.
pub fn layouts() -> &'static Layouts {
    static LAYOUTS: LazyLock<Layouts> = LazyLock::new(Layouts::builtin);
    &LAYOUTS
}

/// Converts with the built-in layouts and default options.
pub fn convert_bytes(name: &str, bytes: &[u8]) -> Result<Handling, ConvertError> {
    convert(
        &Input {
            name,
            bytes: &Arc::new(bytes.to_vec()),
            sha256: None,
        },
        layouts(),
        &Options::default(),
    )
}

/// Fails with every complaint at once.
pub fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
