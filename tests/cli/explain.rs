//! `namnd explain` and the page that is made of the same list.

use std::fs;
use std::path::Path;

use predicates::str::contains;
use serde_json::Value;

use super::{namnd, stdout};

#[test]
fn a_code_is_explained() {
    namnd()
        .args(["explain", "okant-tecken", "krypterad"])
        .assert()
        .success()
        .stdout(contains("cause:   a font does not tell"))
        .stdout(contains("remedy:  give its password"))
        .stderr("");
    namnd()
        .args(["explain", "okant-teken"])
        .assert()
        .code(2)
        .stderr(contains("okant-tecken"));
    namnd()
        .args(["explain", "tabel-utan-layout"])
        .assert()
        .code(2)
        .stderr(contains("perhaps tabell-utan-layout\n"));
}

#[test]
fn all_codes_are_told_as_data() {
    let run = namnd().args(["explain", "--json"]).assert().success();
    let codes: Vec<Value> = serde_json::from_str(&stdout(&run)).unwrap();
    assert!(codes.len() > 50);
    for code in &codes {
        for key in ["code", "of", "cause", "remedy", "example"] {
            assert!(!code[key].as_str().unwrap().is_empty(), "{code}");
        }
    }
}

#[test]
fn the_page_of_codes_is_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/codes.md");
    let run = namnd().args(["explain", "--page"]).assert().success();
    assert!(
        fs::read_to_string(page).unwrap_or_default() == stdout(&run),
        "run `namnd explain --page > schema/codes.md`"
    );
}
