//! Converts documents: in worker processes, or in this one.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use namnd::convert::Input;
use namnd::grammar::Layouts;
use namnd::isolate::document::{self, Audit};
use namnd::isolate::{Converted, Error, Pool, Program, STACK, Settings, Setup, code};
use namnd::limits::Limits;
use namnd::ocr::reading::{Prepared, Readings, Wanted};
use namnd::options::Options;
use namnd::pdf::Picture;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::scans::Scans;

/// How often Python is asked whether it was interrupted while a document is under way.
const ASK: Duration = Duration::from_millis(100);
/// The code of a document of which a part could not be read.
const INCOMPLETE: &str = "ofullstandig";

/// A program with its arguments and environment.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Command {
    program: PathBuf,
    args: Vec<String>,
    env: Vec<(String, String)>,
}

impl Command {
    /// As the library takes it.
    pub fn program(&self) -> Program {
        let program = Program::new(&self.program);
        let program = self.args.iter().fold(program, Program::arg);
        self.env
            .iter()
            .fold(program, |program, (name, value)| program.env(name, value))
    }
}

/// What a converter is told.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Terms {
    /// Seconds for a document.
    timeout: f64,
    max_memory: u64,
    threads: usize,
    workers: usize,
    layouts: Vec<(String, String)>,
    passwords: Vec<String>,
    file_bytes: u64,
    /// Whether words of pictures are recognised.
    ocr: String,
    /// Who recognises them.
    tesseract: Option<PathBuf>,
}

/// Who converts.
pub enum Base {
    /// Worker processes.
    Workers(Pool),
    /// This process.
    Own {
        threads: rayon::ThreadPool,
        layouts: Layouts,
        settings: Settings,
    },
}

impl Base {
    /// Converts with what was read in a document's pictures.
    pub fn convert(&self, input: &Input<'_>, readings: &Readings) -> Result<Converted, Error> {
        match self {
            Self::Workers(pool) => pool.convert_scans(input, readings),
            Self::Own {
                threads,
                layouts,
                settings,
            } => threads
                .install(|| document::convert(input, layouts, settings, &Audit::AsSet, readings)),
        }
    }

    /// The picture of a page.
    pub fn picture(
        &self,
        bytes: &Arc<Vec<u8>>,
        wanted: &Wanted,
    ) -> Result<(Prepared, Picture), Error> {
        match self {
            Self::Workers(pool) => pool.picture(bytes, wanted),
            Self::Own {
                threads, settings, ..
            } => threads.install(|| document::picture(bytes, &settings.options, wanted)),
        }
    }
}

/// Converts documents, for any number of threads at a time. After a fork the child has none of its threads and must not
/// use it: [`Converter::usable`].
#[pyclass(frozen, module = "namnd._namnd")]
pub struct Converter {
    /// Taken out in a forked child only: what it would end is the parent's.
    scans: Option<Arc<Scans>>,
    interrupt: Arc<AtomicBool>,
    process: u32,
}

/// The JSON, and why there is none or what it lacks: code and message.
type Outcome = (Option<Py<PyBytes>>, Option<String>, Option<String>);

#[pymethods]
impl Converter {
    /// With worker processes of this command, or without.
    #[new]
    fn new(py: Python<'_>, worker: Option<Command>, terms: Terms) -> PyResult<Self> {
        let interrupt: Arc<AtomicBool> = Arc::default();
        let scans = py.detach(|| start(worker.as_ref(), terms, &interrupt))?;
        Ok(Self {
            scans: Some(Arc::new(scans)),
            interrupt,
            process: std::process::id(),
        })
    }

    /// Whether this process made it.
    fn usable(&self) -> bool {
        self.process == std::process::id()
    }

    /// Documents under way, and all that come, end at once.
    fn interrupt(&self) {
        self.interrupt.store(true, Ordering::SeqCst);
    }

    /// Converts a document.
    fn convert(
        &self,
        py: Python<'_>,
        data: &[u8],
        name: String,
        sha256: Option<String>,
    ) -> PyResult<Outcome> {
        let scans = match &self.scans {
            Some(scans) if self.usable() => Arc::clone(scans),
            _ => return Err(PyOSError::new_err("the converter is of another process")),
        };
        let bytes = Arc::new(data.to_vec());
        // A thread of its own: this one has to ask Python for signals, and is not held up by what it leaves behind.
        let (done, mut result) = sync_channel(1);
        std::thread::Builder::new()
            .name("namnd".to_owned())
            .spawn(move || {
                let input = Input {
                    name: &name,
                    bytes: &bytes,
                    sha256: sha256.as_deref(),
                };
                let result = scans.convert(&input);
                // Before the answer: who has it may let go of the last that holds the workers.
                drop(scans);
                // Nobody waits after an interrupt.
                let _ = done.send(result);
            })?;
        let result = loop {
            let result = &mut result;
            match py.detach(move || result.recv_timeout(ASK)) {
                Ok(result) => break result,
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => {
                    break Err(Error::Panic("its thread ended".to_owned()));
                }
            }
        };
        Ok(match result {
            Ok(converted) => (
                Some(PyBytes::new(py, &converted.json).unbind()),
                converted
                    .incomplete
                    .is_some()
                    .then(|| INCOMPLETE.to_owned()),
                converted.incomplete,
            ),
            Err(error) => (None, Some(error.code().to_owned()), Some(told(&error))),
        })
    }
}

impl Drop for Converter {
    fn drop(&mut self) {
        if !self.usable() {
            // Its threads are not here, and its workers are the parent's.
            std::mem::forget(self.scans.take());
        }
    }
}

/// What went wrong and what to do.
fn told(error: &Error) -> String {
    let remedy = match error.code() {
        code::TIMEOUT => ": raise timeout",
        code::MEMORY => ": raise max_memory",
        code::KILLED | code::NO_WORKER => ": try again with fewer at a time",
        _ => "",
    };
    format!("{error}{remedy}")
}

fn start(worker: Option<&Command>, terms: Terms, interrupt: &Arc<AtomicBool>) -> PyResult<Scans> {
    let settings = Settings {
        options: Options {
            limits: Limits {
                file_bytes: terms.file_bytes,
                ..Limits::default()
            },
            passwords: terms.passwords,
            ..Options::default()
        },
        ..Settings::default()
    };
    let timeout = Duration::try_from_secs_f64(terms.timeout)
        .map_err(|error| PyValueError::new_err(format!("timeout: {error}")))?;
    let base = match worker {
        Some(command) => {
            // What is wrong with layouts is to be known before a worker says it.
            if !terms.layouts.is_empty() {
                layouts(&terms.layouts).map_err(PyValueError::new_err)?;
            }
            let pool = Pool::start(Setup {
                workers: terms.workers,
                threads: terms.threads,
                timeout,
                max_memory: terms.max_memory,
                layouts: terms.layouts,
                settings,
                interrupt: Arc::clone(interrupt),
                ..Setup::new(namnd::cli::tuned_worker(command.program()))
            });
            Base::Workers(pool.map_err(|error| PyOSError::new_err(error.to_string()))?)
        }
        None => Base::Own {
            threads: rayon::ThreadPoolBuilder::new()
                .num_threads(terms.threads)
                .stack_size(STACK)
                .thread_name(|_| "document".to_owned())
                .build()
                .map_err(|error| PyOSError::new_err(error.to_string()))?,
            layouts: layouts(&terms.layouts).map_err(PyValueError::new_err)?,
            settings,
        },
    };
    Scans::new(base, &terms.ocr, terms.tesseract, terms.threads)
        .ok_or_else(|| PyValueError::new_err("ocr: one of \"auto\", \"never\", \"always\""))
}

/// The built-in layouts with these files laid over them.
pub fn layouts(files: &[(String, String)]) -> Result<Layouts, String> {
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Layouts::with_files(files).map_err(|error| error.to_string())
}
