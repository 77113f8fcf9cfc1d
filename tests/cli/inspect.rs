//! `namnd inspect`

use std::fs;

use predicates::str::{contains, starts_with};

use super::{TEXT, folder, namnd, stderr};

#[test]
fn the_page_goes_to_its_file_or_to_standard_output() {
    let dir = folder(&[("plan.txt", TEXT)]);
    let inspect = |arguments: &[&str]| {
        let mut command = namnd();
        command.current_dir(&dir).arg("inspect").args(arguments);
        command
    };
    inspect(&["plan.txt", "-o", "page.html"])
        .assert()
        .success()
        .stdout("")
        .stderr(contains("page.html written"));
    let page = fs::read_to_string(dir.path().join("page.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("<title>plan.txt"));
    inspect(&["plan.txt"]).assert().success().stdout(page);
    inspect(&["-"])
        .write_stdin(TEXT)
        .assert()
        .success()
        .stdout(starts_with("<!doctype html>"));
}

#[test]
fn what_cannot_be_shown_is_said() {
    let dir = folder(&[("skrap.pdf", "%PDF-1.7 och inget mer"), ("plan.txt", TEXT)]);
    let inspect = |arguments: &[&str]| {
        let mut command = namnd();
        command.current_dir(&dir).arg("inspect").args(arguments);
        command.assert()
    };
    let run = inspect(&["skrap.pdf"]).code(1).stdout("");
    assert!(stderr(&run).contains("skrap.pdf"), "{}", stderr(&run));
    let run = inspect(&["saknas.pdf", "-o", "page.html"]).code(2);
    assert!(stderr(&run).contains("no such file"), "{}", stderr(&run));
    let run = inspect(&["plan.txt", "--page", "7-3"]).code(2);
    assert!(stderr(&run).contains("name a page"), "{}", stderr(&run));
    let run = inspect(&["plan.txt", "--page", "9", "-o", "page.html"]).code(2);
    assert!(
        stderr(&run).contains("has no such page"),
        "{}",
        stderr(&run)
    );
    assert!(!dir.path().join("page.html").exists());
    let run = inspect(&[".", "-o", "page.html"]).code(2);
    assert!(stderr(&run).contains("is a folder"), "{}", stderr(&run));
    let run = inspect(&["plan.txt", "-o", "saknas/page.html"]).code(2);
    assert!(
        stderr(&run).contains("cannot be written"),
        "{}",
        stderr(&run)
    );
}
