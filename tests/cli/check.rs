//! `namnd check`

use std::fs;

use predicates::str::contains;

use super::{TEXT, folder, namnd, stderr, write};

#[test]
fn blessed_files_pass_until_something_changes() {
    let dir = folder(&[("f/a.txt", TEXT), ("f/b/c.txt", TEXT)]);
    let check = || {
        let mut command = namnd();
        command.current_dir(&dir).args(["check", "f"]);
        command
    };
    let run = check().assert().code(1);
    assert!(
        stderr(&run).contains("there is no expected file f/a.txt.json"),
        "{}",
        stderr(&run)
    );
    let run = check().arg("--bless").assert().success();
    assert!(
        stderr(&run).contains("blessed (new): f/b/c.txt.json"),
        "{}",
        stderr(&run)
    );
    check().assert().success().stderr(contains("2 as expected"));
    // Blessing again changes nothing.
    check()
        .arg("--bless")
        .assert()
        .success()
        .stderr(contains("0 blessed"));

    let path = dir.path().join("f/a.txt.json");
    let expected = fs::read_to_string(&path).unwrap();
    fs::write(&path, expected.replace("trygg", "otrygg")).unwrap();
    let run = check().assert().code(1).stdout("");
    let said = stderr(&run);
    assert!(
        said.contains("avsnitt[0]") && said.contains("otrygg"),
        "{said}"
    );
    assert!(said.contains("1 as expected, 0 blessed, 1 wrong"), "{said}");
    check()
        .arg("--bless")
        .assert()
        .success()
        .stderr(contains("blessed (changed): f/a.txt.json"));
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn what_depends_on_the_run_is_not_compared() {
    let dir = folder(&[("f/b/c.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["check", "f", "--bless"])
        .assert()
        .success();
    let path = dir.path().join("f/b/c.txt.json");
    let mut value: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    value["verktyg"]["version"] = "0.0.0".into();
    value["verktyg"]["layouter"] = "other".into();
    fs::write(&path, value.to_string()).unwrap();
    namnd()
        .current_dir(&dir)
        .args(["check", "f/b"])
        .assert()
        .success();
}

#[test]
fn an_error_is_never_blessed() {
    let dir = folder(&[("f/tom.pdf", "")]);
    namnd()
        .current_dir(&dir)
        .args(["check", "f", "--bless"])
        .assert()
        .code(1)
        .stderr(contains("f/tom.pdf: the file is empty"));
    assert!(!dir.path().join("f/tom.pdf.json").exists());
}

#[test]
fn an_expected_file_without_a_document_is_reported() {
    let dir = folder(&[("f/a.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["check", "f", "--bless"])
        .assert()
        .success();
    write(dir.path(), "f/borta.pdf.json", "{}");
    write(dir.path(), "f/annat.json", "{\"x\": 1}");
    let run = namnd()
        .current_dir(&dir)
        .args(["check", "f"])
        .assert()
        .code(1);
    let said = stderr(&run);
    assert!(
        said.contains("f/borta.pdf.json: there is no document"),
        "{said}"
    );
    assert!(!said.contains("annat"), "{said}");
}

#[test]
fn a_missing_folder_gets_help() {
    namnd()
        .args(["check", "finns-inte"])
        .assert()
        .code(2)
        .stderr(contains("there is no finns-inte: name a folder"));
}

/// One document is blessed alone, and keeps the path that it has in its folder.
#[test]
fn a_single_document_is_blessed() {
    let dir = folder(&[("f/b/a.txt", TEXT), ("f/b/c.txt", TEXT)]);
    let check = |arguments: &[&str]| {
        let mut command = namnd();
        command.current_dir(&dir).arg("check").args(arguments);
        command.assert()
    };
    check(&["f", "--bless"]).success();
    let path = dir.path().join("f/b/a.txt.json");
    let expected = fs::read_to_string(&path).unwrap();
    for name in ["a", "c"] {
        let spoilt = expected.replace("trygg", "otrygg");
        write(dir.path(), &format!("f/b/{name}.txt.json"), &spoilt);
    }
    let run = check(&["f/b/a.txt", "--bless"]).success();
    assert!(stderr(&run).contains("1 blessed"), "{}", stderr(&run));
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    let run = check(&["f"]).code(1);
    assert!(stderr(&run).contains("f/b/c.txt: "), "{}", stderr(&run));
    assert!(!stderr(&run).contains("f/b/a.txt: "), "{}", stderr(&run));
}

#[cfg(feature = "inspect")]
#[test]
fn a_page_shows_what_differs() {
    let dir = folder(&[("f/a.txt", TEXT), ("f/c.txt", TEXT)]);
    let check = |arguments: &[&str]| {
        let mut command = namnd();
        command.current_dir(&dir).arg("check").args(arguments);
        command.assert()
    };
    check(&["f", "--bless"]).success();
    let page = dir.path().join("page.html");
    let run = check(&["f", "--html", "page.html"]).success();
    assert!(
        stderr(&run).contains("nothing differs") && !page.exists(),
        "{}",
        stderr(&run)
    );
    let expected = fs::read_to_string(dir.path().join("f/a.txt.json")).unwrap();
    let spoilt = expected.replace("trygg", "otrygg");
    write(dir.path(), "f/a.txt.json", &spoilt);
    let run = check(&["f", "--html", "page.html"]).code(1);
    assert!(
        stderr(&run).contains("page.html written"),
        "{}",
        stderr(&run)
    );
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("data-name=\"a.txt\"") && !page.contains("data-name=\"c.txt\""));
}
