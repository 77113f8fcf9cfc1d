//! The part of the Python package `namnd` that is not Python. What it offers is the package's own matter: its users find
//! everything, with types and documentation, in the modules beside (`namnd/`).
//!
//! The extension is its own worker: a Python process that loads nothing else and calls [`_namnd::worker`].

mod converter;
mod scans;
mod tables;

#[cfg(all(
    feature = "mimalloc",
    any(target_os = "linux", target_os = "macos"),
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The extension `namnd._namnd`.
#[pyo3::pymodule]
mod _namnd {
    use std::ffi::OsString;
    use std::path::PathBuf;

    use namnd::isolate::{faults, run_worker, silence};
    use pyo3::exceptions::{PyOSError, PyValueError};
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::converter::Converter;
    #[pymodule_export]
    use crate::tables::{columns, rows, tables};

    /// A panic of this library is an error in Python, and prints nothing. (Other extensions have panics of their own.)
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        silence();
        module.add("VERSION", env!("CARGO_PKG_VERSION"))
    }

    /// Is a worker: takes this process over, and returns only if it cannot become one.
    #[pyfunction]
    fn worker(py: Python<'_>, test_faults: bool) -> u8 {
        let _failed = py.detach(|| {
            run_worker(move |bytes| {
                if test_faults {
                    faults::obey(bytes);
                }
            })
        });
        1
    }

    /// Runs the command with these arguments, the first of which is its name; returns its exit code.
    #[pyfunction]
    fn main(py: Python<'_>, args: Vec<OsString>, worker: super::converter::Command) -> u8 {
        let program = worker.program();
        py.detach(|| namnd::cli::run(args, Some(&program)))
    }

    /// Name and text of each layout file of a folder.
    #[pyfunction]
    fn read_layouts(folder: PathBuf) -> PyResult<Vec<(String, String)>> {
        namnd::grammar::read_dir(&folder).map_err(|error| PyOSError::new_err(error.to_string()))
    }

    /// Fails with all that is wrong in these layout files.
    #[pyfunction]
    fn check_layouts(files: Vec<(String, String)>) -> PyResult<()> {
        super::converter::layouts(&files)
            .map(drop)
            .map_err(PyValueError::new_err)
    }
}
