//! PDFs: passwords, the second reader, one document over several cores.

use std::fs;
use std::path::{Path, PathBuf};

use predicates::str::contains;
use serde_json::Value;

use super::isolation::{reasons, report};
use super::{folder, namnd, stdout};

fn fixture(name: &str) -> PathBuf {
    // Broken files stand apart from the documents that convert.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = if name.starts_with("broken") {
        "tests"
    } else {
        "fixtures"
    };
    root.join(folder).join(name)
}

#[test]
fn an_encrypted_file_opens_with_its_password() {
    let dir = folder(&[("losen.txt", "fel\nhemligt\n")]);
    let convert = |args: &[&str]| {
        let mut command = namnd();
        command
            .current_dir(&dir)
            .arg("convert")
            .arg(fixture("broken/losenord.pdf"))
            .args(["-o", "ut"])
            .args(args);
        command.assert()
    };
    convert(&[]).code(1).stderr(contains("krypterad"));
    convert(&["--password", "fel"])
        .code(1)
        .stderr(contains("krypterad"));
    // What was encrypted is tried again when there are passwords.
    convert(&["--password-file", "losen.txt"]).success();
    convert(&["--force", "--password", "x", "--password", "hemligt"]).success();
    convert(&["--password-file", "finns-inte"])
        .code(2)
        .stderr(contains("finns-inte cannot be read"));
    for entry in fs::read_dir(dir.path().join("ut")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("hemligt"), "passwords are stored nowhere");
    }
}

#[test]
fn a_second_reader_that_crashes_costs_the_audit_only() {
    let dir = folder(&[]);
    let name = "broken/formular-i-sig-sjalvt.pdf";
    let run = |out: &str, args: &[&str]| {
        namnd()
            .current_dir(&dir)
            .arg("convert")
            .arg(fixture(name))
            .args(["-o", out])
            .args(args)
            .assert()
            .success();
        let path = dir.path().join(out).join("formular-i-sig-sjalvt.pdf.json");
        serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap()
    };
    let plain = run("utan", &[]);
    let mut audited = run("med", &["--audit"]);
    let remarks = audited["diagnostik"].as_array_mut().unwrap();
    let last = remarks.pop().unwrap();
    assert_eq!(last["kod"], "granskning-olast");
    assert!(
        last["meddelande"].as_str().unwrap().contains("krasch"),
        "{last}"
    );
    assert_eq!(audited, plain);
}

#[test]
fn one_document_gives_the_same_bytes_on_any_number_of_threads() {
    let mut outputs = Vec::new();
    for threads in ["1", "2", "8"] {
        for isolation in [None, Some("--no-isolation")] {
            let run = namnd()
                .arg("convert")
                .arg(fixture("pdf/vb-2019-lo-linjer.pdf"))
                .args(["-j", threads])
                .args(isolation)
                .assert()
                .success();
            outputs.push(stdout(&run));
        }
    }
    outputs.dedup();
    assert_eq!(outputs.len(), 1);
    assert!(outputs[0].len() > 1000);
}

#[test]
fn broken_files_have_reasons_and_whole_ones_are_counted() {
    let dir = folder(&[]);
    namnd()
        .current_dir(&dir)
        .arg("convert")
        .arg(fixture("broken"))
        .arg(fixture("pdf"))
        .args(["-o", "ut"])
        .assert()
        .code(1);
    let found = reasons(&dir.path().join("ut"));
    for (name, reason) in [
        ("tom.pdf.json", "tom"),
        ("losenord.pdf.json", "krypterad"),
        ("bara-huvud.pdf.json", "trasig"),
        ("skrap.pdf.json", "okant-format"),
    ] {
        assert_eq!(
            found.get(name).map(String::as_str),
            Some(reason),
            "{found:?}"
        );
    }
    assert!(
        !found
            .values()
            .any(|reason| reason == "panik" || reason == "krasch"),
        "{found:?}"
    );
    let report = report(&dir.path().join("ut"));
    assert!(report["counts"]["pages"].as_u64() > Some(40));
    assert!(report["counts"]["goals"].as_u64() > Some(0));
}
