//! Who converts a run's documents: worker processes, or this one.

use namnd::convert::Input;
use namnd::grammar::Layouts;
use namnd::isolate::document::{self, Audit};
use namnd::isolate::{Converted, Error, Pool, Program, Settings};
use namnd::ocr::reading::{Prepared, Readings, Wanted};
use namnd::pdf::Picture;

use super::args::{FAULTS, WORKER_COMMAND};
use super::ocr::Base;

/// Who converts documents. Called by many threads at a time.
pub trait Convert: Sync {
    /// Converts a document.
    fn convert(&self, input: &Input<'_>) -> Result<Converted, Error>;

    /// Waits until documents can be converted; says which protections this system does not offer. Called once, before the
    /// first document.
    fn ready(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    /// No more documents will come. What there is to end may end while the rest of the run is done.
    fn dismiss(&self) {}

    /// What is to be said at the end of a run, line by line.
    fn summary(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Base for Pool {
    fn convert_scans(&self, input: &Input<'_>, readings: &Readings) -> Result<Converted, Error> {
        self.convert_scans(input, readings)
    }

    fn picture(&self, input: &Input<'_>, wanted: &Wanted) -> Result<(Prepared, Picture), Error> {
        self.picture(input.bytes, wanted)
    }

    fn ready(&self) -> Result<Vec<String>, Error> {
        self.ready()
    }

    fn dismiss(&self) {
        self.dismiss();
    }
}

/// Converts in this process (`--no-isolation`).
#[derive(Debug)]
pub struct InProcess<'a> {
    /// The layouts.
    pub layouts: &'a Layouts,
    /// How to convert.
    pub settings: &'a Settings,
}

impl Base for InProcess<'_> {
    fn convert_scans(&self, input: &Input<'_>, readings: &Readings) -> Result<Converted, Error> {
        document::convert(input, self.layouts, self.settings, &Audit::AsSet, readings)
    }

    fn picture(&self, input: &Input<'_>, wanted: &Wanted) -> Result<(Prepared, Picture), Error> {
        document::picture(input.bytes, &self.settings.options, wanted)
    }
}

/// The worker: this very program if no other is given; `faults` has its documents ask for faults.
pub fn worker(given: Option<&Program>, faults: bool) -> std::io::Result<Program> {
    let program = match given {
        Some(given) => given.clone(),
        None => Program::new(own_program()?)
            .named("namnd")
            .arg(WORKER_COMMAND),
    };
    let program = tuned(program);
    Ok(if faults { program.arg(FAULTS) } else { program })
}

/// A worker whose allocator, if it is the program's, is told what serves a worker best.
#[must_use]
pub fn tuned(program: Program) -> Program {
    ALLOCATOR
        .iter()
        .fold(program, |program, (name, value)| program.env(*name, *value))
}

/// What a worker's allocator (see `main.rs`) is told. Memory is taken from the system as it is needed, for what is only set
/// aside counts against the memory limit too. What a page leaves is kept for a minute: the next page needs it again, and
/// threads that ask the system for memory wait for each other. Large pages bring nothing then, and cost half as much again.
const ALLOCATOR: [(&str, &str); 3] = [
    ("MIMALLOC_ARENA_EAGER_COMMIT", "0"),
    ("MIMALLOC_PURGE_DELAY", "60000"),
    ("MIMALLOC_ALLOW_THP", "0"),
];

/// This very program, also when its file was replaced or deleted while it runs.
fn own_program() -> std::io::Result<std::path::PathBuf> {
    if cfg!(target_os = "linux") {
        Ok("/proc/self/exe".into())
    } else {
        std::env::current_exe()
    }
}
