//! `namnd layouts` and `namnd schema`

use predicates::str::contains;

use super::{namnd, stdout};

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
