//! Small traps: what looks like one thing is not done as another.

use std::fs;

use predicates::str::contains;

use super::{TEXT, folder, namnd, stderr, stdout};

#[test]
fn root_is_compared_as_a_path() {
    let dir = folder(&[("in/under/a.txt", TEXT)]);
    let absolute = dir.path().join("in");
    for root in ["in", "./in", "in/../in", absolute.to_str().unwrap()] {
        let out = tempfile::tempdir().unwrap();
        namnd()
            .current_dir(&dir)
            .args(["convert", "in/under/a.txt", "--root", root, "-o"])
            .arg(out.path())
            .assert()
            .success();
        assert!(out.path().join("under/a.txt.json").is_file(), "{root}");
        let run = namnd()
            .current_dir(&dir)
            .args(["convert", "in/under/a.txt", "--root", root])
            .assert()
            .success();
        assert!(stdout(&run).contains("\"fil\":\"under/a.txt\""), "{root}");
    }
    namnd()
        .current_dir(&dir)
        .args(["convert", "in/under/a.txt", "--root", "finns-inte"])
        .assert()
        .code(2)
        .stderr(contains("--root finns-inte is no folder"));
}

#[test]
fn an_output_that_looks_like_a_file_is_refused_and_a_dash_is_standard_output() {
    let dir = folder(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "-o", "x.json"])
        .assert()
        .code(2)
        .stderr(contains("x.json looks like a file"));
    assert!(!dir.path().join("x.json").exists());
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "-o", "-"])
        .assert()
        .success();
    assert!(stdout(&run).starts_with("{\"schema\""));
    assert!(!dir.path().join("-").exists());
    namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "b.txt", "-o", "-"])
        .assert()
        .code(2)
        .stderr(contains("2 documents cannot go to standard output"));
    // A folder of that name is a folder.
    fs::create_dir(dir.path().join("y.json")).unwrap();
    namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "-o", "y.json"])
        .assert()
        .success();
    assert!(dir.path().join("y.json/a.txt.json").is_file());
}

#[test]
fn a_text_of_an_unknown_ending_is_told_and_one_called_a_pdf_is_none() {
    let dir = folder(&[
        ("a.dat", TEXT),
        ("pekare.pdf", "version https://git-lfs.github.com/spec/v1\n"),
        (
            "in/om.md",
            "A text that speaks of %PDF-1.7 and its header.\n",
        ),
    ]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "a.dat"])
        .assert()
        .success();
    assert!(stderr(&run).contains("note: a.dat is called neither .pdf nor .txt"));
    namnd()
        .current_dir(&dir)
        .args(["convert", "pekare.pdf"])
        .assert()
        .code(1)
        .stderr(contains("a text that is called a PDF"));
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .code(2);
    assert!(
        stderr(&run).contains("in holds no PDF") && stderr(&run).contains("no document to convert"),
        "{}",
        stderr(&run)
    );
}

#[test]
fn too_little_memory_and_nothing_to_check_are_wrong_usage() {
    let dir = folder(&[("a.txt", TEXT), ("tom/bild.png", "x")]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "--max-memory", "1"])
        .assert()
        .code(2)
        .stderr(contains("too little"));
    for nothing in ["tom", "finns-inte"] {
        namnd()
            .current_dir(&dir)
            .args(["check", nothing])
            .assert()
            .code(2);
    }
}

#[test]
fn a_path_that_is_not_there_is_wrong_usage_and_nothing_is_written() {
    let dir = folder(&[("a.txt", TEXT)]);
    for missing in ["b.pdf", "under/mapp"] {
        namnd()
            .current_dir(&dir)
            .args(["convert", "a.txt", missing, "-o", "ut"])
            .assert()
            .code(2)
            .stderr(contains(format!(
                "error: {missing}: no such file or folder"
            )));
        for command in [&["inspect"][..], &["layouts", "new"][..]] {
            namnd()
                .current_dir(&dir)
                .args(command)
                .arg(missing)
                .assert()
                .code(2)
                .stdout("")
                .stderr(contains(format!(
                    "error: {missing}: no such file or folder"
                )));
        }
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_name_that_is_too_long_for_its_output_is_shortened() {
    let long = |last: char| format!("{}{last}.txt", "å".repeat(124));
    let names = [long('a'), long('b')];
    let dir = folder(&[
        (&format!("in/{}", names[0]), TEXT),
        (&format!("in/{}", names[1]), TEXT),
    ]);
    let run = |again: &str| {
        let run = namnd()
            .current_dir(&dir)
            .args(["convert", "in", "-o", "ut"])
            .assert()
            .success();
        assert!(stderr(&run).contains(again), "{}", stderr(&run));
    };
    run("2 of 2 documents converted");
    let outputs = fs::read_dir(dir.path().join("ut")).unwrap();
    let outputs = outputs.filter(|entry| entry.as_ref().unwrap().path().is_file());
    assert_eq!(outputs.count(), 2);
    run("2 of the documents done by an earlier run");
}
