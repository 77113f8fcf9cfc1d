//! What holds for the code itself: which module may use which, and how long files and functions are.

mod arrows;
mod sizes;
mod source;

use std::path::{Path, PathBuf};

/// The folder of the program's code.
fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Fails with every complaint at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
