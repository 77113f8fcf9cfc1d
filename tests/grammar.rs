//! Layout files: the built-in ones with their cases, wrong ones with their errors, and properties of the parsers.

use std::path::{Path, PathBuf};

use namnd::grammar::{Layouts, LoadError, check_dir};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn built_in_cases_pass() {
    let report = check_dir(&folder("grammars")).unwrap_or_else(|error| panic!("{error}"));
    let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    assert!(report.passed(), "\n{}", failures.join("\n"));
    assert!(report.cases > 100, "{} cases", report.cases);
    assert!(report.notes.is_empty(), "the same files change nothing: {:?}", report.notes);
    let built_in = Layouts::builtin();
    let names: Vec<&str> = built_in.rows().map(|row| row.name.as_str()).collect();
    assert_eq!(report.layouts, names);
}
