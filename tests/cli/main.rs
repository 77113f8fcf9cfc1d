//! The program as its users meet it: arguments, exit codes, messages, files.

mod check;
mod completions;
mod convert;
mod disk;
mod explain;
#[cfg(feature = "export-files")]
mod export;
#[cfg(feature = "inspect")]
mod inspect;
mod isolation;
mod layouts;
mod pdf;
mod report;
mod resume;
#[cfg(unix)]
mod scans;
mod traps;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A text that every version of the program can read.
pub const TEXT: &str = "Verksamhetsplan 2024\n\nNämnden arbetar för en trygg stadsdel.\n";

/// The program.
pub fn namnd() -> Command {
    let mut command = Command::cargo_bin("namnd").expect("the program is built");
    command.env_remove("NO_COLOR");
    command
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        write(dir.path(), name, content);
    }
    dir
}

/// Writes a file below the folder.
pub fn write(dir: &Path, name: &str, content: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, content).expect("a file");
}

/// Standard output of a finished command.
pub fn stdout(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

/// Standard error of a finished command.
pub fn stderr(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8")
}

/// All files below a folder with their content, sorted.
pub fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("below").display().to_string();
                found.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}
