//! `namnd layouts` and `namnd schema`

use std::fs;
use std::path::Path;

use predicates::str::contains;
use serde_json::Value;

use super::{TEXT, folder, namnd, stdout};

/// What there are schemas of, and their files.
const SCHEMAS: [(&str, &str); 5] = [
    ("tables", "tables-1.json"),
    ("document", "namnd-2.json"),
    ("report", "report-2.json"),
    ("run", "run-1.json"),
    ("journal", "journal-2.json"),
];

#[test]
fn a_missing_folder_gets_help() {
    for args in [
        ["layouts", "check", "finns-inte"],
        ["layouts", "--grammars", "finns-inte"],
    ] {
        namnd()
            .args(args)
            .assert()
            .code(2)
            .stderr(contains("finns-inte is no folder"));
    }
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    for (of, name) in SCHEMAS {
        let run = namnd().args(["schema", of]).assert().success().stderr("");
        let committed = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schema")
            .join(name);
        assert!(
            stdout(&run) == fs::read_to_string(committed).unwrap(),
            "the schema of {name} has changed: a change that a reader could notice needs a new version; otherwise run \
             `namnd schema {of} > schema/{name}`"
        );
    }
    let run = namnd().arg("schema").assert().success();
    let of_documents: Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(of_documents["properties"]["schema"]["const"], "namnd/2");
}

/// What a run leaves beside its outputs is as the schemas say.
#[test]
fn the_files_of_a_run_are_valid() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("in/b.pdf", "no PDF"),
        ("in/c.png", "x"),
    ]);
    let _ = namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert();
    let files = [
        (".namnd/report.json", "report-2.json"),
        (".namnd/run.json", "run-1.json"),
        (".namnd/journal.jsonl", "journal-2.json"),
    ];
    for (name, schema) in files {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schema")
            .join(schema);
        let schema = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let text = fs::read_to_string(dir.path().join("ut").join(name)).unwrap();
        let values: Vec<Value> = if name.ends_with('l') {
            let lines = text.lines().map(serde_json::from_str);
            lines.map(Result::unwrap).collect()
        } else {
            vec![serde_json::from_str(&text).unwrap()]
        };
        assert!(!values.is_empty());
        for value in values {
            let error = validator.iter_errors(&value).next();
            assert!(error.is_none(), "{name}: {}", error.unwrap());
        }
    }
}

#[test]
fn the_list_names_layouts_and_columns() {
    let run = namnd().arg("layouts").assert().success().stderr("");
    let listed = stdout(&run);
    assert!(listed.contains("(indikator"), "{listed}");
    assert!(listed.contains("\"KF:s årsmål\""), "{listed}");
    assert!(listed.contains("namndmal"), "{listed}");
}

#[test]
fn a_wrong_layout_file_is_named_with_its_line() {
    let dir = folder(&[("g/fel.toml", "schema = 1\nokand = 2\n")]);
    for args in [
        ["layouts", "check", "g"],
        ["layouts", "--grammars", "g"],
        ["convert", "a.pdf", "--grammars=g"],
    ] {
        namnd()
            .current_dir(&dir)
            .args(args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("fel.toml:2:"));
    }
}

#[test]
fn the_hash_of_the_layouts_is_that_of_those_in_use() {
    let dir = folder(&[
        ("a.txt", TEXT),
        (
            "g/egen.toml",
            "schema = 1\navsnittsetiketter = [\"Egen etikett\"]\n",
        ),
    ]);
    let hash = |args: &[&str]| {
        let run = namnd()
            .current_dir(&dir)
            .args(["convert", "a.txt"])
            .args(args)
            .assert()
            .success();
        let value: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
        value["verktyg"]["layouter"].as_str().unwrap().to_owned()
    };
    assert_eq!(hash(&[]), hash(&["--no-isolation"]));
    let own = hash(&["--grammars", "g"]);
    assert_ne!(own, hash(&[]));
    assert_eq!(own, hash(&["--grammars", "g", "--no-isolation"]));
}

/// What a new user does: begin a layout from the documents of a municipality that no layout knows, and use it as it is.
#[test]
fn a_layout_begun_from_documents_is_valid_and_types_their_rows() {
    let dir = folder(&[]);
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kommun");
    let files = ["plan.pdf", "uppfoljning.pdf", "uppdrag.pdf"].map(|name| documents.join(name));
    let new = || {
        let mut run = namnd();
        run.current_dir(&dir).args(["layouts", "new"]).args(&files);
        run
    };
    new()
        .assert()
        .success()
        .stdout("")
        .stderr(contains("layouts/plan.toml written"));
    new().assert().code(2).stderr(contains("is there already"));
    namnd()
        .current_dir(&dir)
        .args(["layouts", "check", "layouts"])
        .assert()
        .success()
        .stderr(contains("0 wrong"));
    let counts = |grammars: &[&str]| {
        let run = namnd()
            .current_dir(&dir)
            .arg("convert")
            .args(&files)
            .args([
                "-o",
                if grammars.is_empty() {
                    "before"
                } else {
                    "after"
                },
            ])
            .args(grammars)
            .assert()
            .success();
        String::from_utf8_lossy(&run.get_output().stderr).into_owned()
    };
    let before = counts(&[]);
    assert!(before.contains("0 indicators, 0 activities"), "{before}");
    assert!(before.contains("tabell-utan-layout 7"), "{before}");
    let after = counts(&["--grammars", "layouts"]);
    assert!(
        after.contains("6 goals, 11 indicators, 10 activities, 0 other tables"),
        "{after}"
    );
    let text = fs::read_to_string(dir.path().join("after/uppdrag.pdf.json")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["mal"][0]["status"]["ord"], "pa_ratt_vag");
    assert_eq!(
        document["mal"][1]["aktiviteter"][0]["varden"]["status"]["ord"],
        "behover_atgard"
    );
}

/// The layouts that stand beside the documents are those that were begun so, with words for the signs.
#[test]
fn the_layouts_of_the_invented_municipality_are_green() {
    let layouts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kommun/layouts");
    namnd()
        .args(["layouts", "check"])
        .arg(layouts)
        .assert()
        .success();
}

/// Sheets, two group rows and a merged first column, all without lines, as three programs set them.
#[test]
fn tables_without_lines_are_read_as_the_layouts_say() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let layouts = documents.join("layouts");
    namnd()
        .args(["layouts", "check"])
        .arg(&layouts)
        .assert()
        .success();
    namnd()
        .arg("check")
        .arg(&documents)
        .arg("--grammars")
        .arg(&layouts)
        .assert()
        .success()
        .stderr(contains("9 as expected"));
}
