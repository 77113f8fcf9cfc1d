//! `namnd layouts` and `namnd schema`

use predicates::str::contains;

use super::{TEXT, folder, namnd, stdout};

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
fn the_committed_schema_is_the_one_of_the_program() {
    let run = namnd().arg("schema").assert().success().stderr("");
    let committed = include_str!("../../schema/namnd-1.json");
    assert!(
        stdout(&run) == committed,
        "the output's schema has changed: a change that a reader could notice needs a new version; \
         otherwise run `namnd schema > schema/namnd-1.json`"
    );
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
