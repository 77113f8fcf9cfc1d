//! `namnd convert`

use std::fs;

use predicates::prelude::*;
use predicates::str::contains;

use super::{TEXT, files, folder, namnd, stderr, stdout, write};

#[test]
fn a_folder_becomes_a_folder_of_json() {
    let dir = folder(&[
        ("in/b.txt", TEXT),
        ("in/a/c.txt", TEXT),
        ("in/bild.png", "x"),
    ]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .success()
        .stdout("");
    let said = stderr(&run);
    assert!(said.contains("2 of 2 documents converted"), "{said}");
    assert!(said.contains("1 other file skipped"), "{said}");
    for (name, fil) in [("ut/a/c.txt.json", "a/c.txt"), ("ut/b.txt.json", "b.txt")] {
        let bytes = fs::read(dir.path().join(name)).unwrap();
        assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1);
        assert_eq!(bytes.last(), Some(&b'\n'));
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["schema"], "namnd/2");
        assert_eq!(value["kalla"]["fil"], fil);
    }
}

#[test]
fn one_document_without_o_goes_to_standard_output() {
    let dir = folder(&[("a.txt", TEXT)]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt"])
        .assert()
        .success();
    let value: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(value["kalla"]["fil"], "a.txt");
    let pretty = namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "--pretty"])
        .assert()
        .success();
    assert!(stdout(&pretty).starts_with("{\n  \"schema\""));
}

#[test]
fn standard_input_is_a_document() {
    let run = namnd()
        .args(["convert", "-"])
        .write_stdin(TEXT)
        .assert()
        .success();
    let value: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(value["kalla"]["fil"], "-");

    let dir = folder(&[]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "-", "-o", "ut"])
        .write_stdin(TEXT)
        .assert()
        .success()
        .stdout("");
    assert!(dir.path().join("ut/stdin.json").is_file());
}

#[test]
fn several_documents_need_a_folder() {
    let dir = folder(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "a.txt", "b.txt"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("-o DIR"));
}

#[test]
fn inputs_come_from_a_list() {
    let dir = folder(&[
        ("a.txt", TEXT),
        ("b/c.txt", TEXT),
        ("lista", "a.txt\r\n\nb\n"),
    ]);
    for (list, stdin) in [("lista", ""), ("-", "a.txt\nb/c.txt\n")] {
        let out = format!("ut-{}", list.len());
        namnd()
            .current_dir(&dir)
            .args(["convert", "--files-from", list, "-o", &out])
            .write_stdin(stdin)
            .assert()
            .success();
        assert!(dir.path().join(&out).join("a.txt.json").is_file());
        assert!(dir.path().join(&out).join("c.txt.json").is_file());
    }
    namnd()
        .current_dir(&dir)
        .args(["convert", "--files-from", "-", "--root", ".", "-o", "rot"])
        .write_stdin("./b/c.txt\n")
        .assert()
        .success();
    assert!(dir.path().join("rot/b/c.txt.json").is_file());
    namnd()
        .args(["convert", "-", "--files-from", "-", "-o", "ut"])
        .assert()
        .code(2)
        .stderr(contains("standard input cannot be both"));
    namnd()
        .args(["convert", "--files-from", "finns-inte", "-o", "ut"])
        .assert()
        .code(2)
        .stderr(contains("finns-inte: no such file or folder"));
}

#[test]
fn two_inputs_with_one_output_stop_the_run_before_anything_is_written() {
    let dir = folder(&[("x/a.txt", TEXT), ("y/a.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "x", "y", "-o", "ut"])
        .assert()
        .code(2)
        .stderr(contains("x/a.txt and y/a.txt would both write a.txt.json"));
    assert!(!dir.path().join("ut").exists());
}

#[test]
fn a_bad_file_is_named_and_the_run_goes_on() {
    let dir = folder(&[
        ("in/bra.txt", TEXT),
        ("in/tom.pdf", ""),
        ("in/trasig.pdf", "%PDF-1.4\nnonsense"),
        ("lista", "finns-inte.pdf\n"),
    ]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "in", "--files-from", "lista", "-o", "ut"])
        .assert()
        .code(1)
        .stdout("");
    let said = stderr(&run);
    assert!(
        said.contains("error: in/tom.pdf: the file is empty [tom]"),
        "{said}"
    );
    assert!(said.contains("error: in/trasig.pdf: "), "{said}");
    assert!(
        said.contains("error: finns-inte.pdf: no such file or folder"),
        "{said}"
    );
    assert!(said.contains("3 failed"), "{said}");
    let written: Vec<String> = files(&dir.path().join("ut"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(written.contains(&"bra.txt.json".to_owned()));
    assert!(
        !written
            .iter()
            .any(|name| name.contains("tom") || name.contains("unfinished"))
    );
}

#[test]
fn quiet_shows_errors_only() {
    let dir = folder(&[("in/bra.txt", TEXT), ("in/tom.pdf", "")]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "-q", "in", "-o", "ut"])
        .assert()
        .code(1)
        .stdout("");
    assert_eq!(stderr(&run).lines().count(), 1, "{}", stderr(&run));
}

#[test]
fn verbose_names_what_was_skipped() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("in/.dold.pdf", "%PDF-"),
        ("in/b.json", "{}"),
    ]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "-v", "in", "-o", "ut"])
        .assert()
        .success();
    let said = stderr(&run);
    assert!(said.contains("skipped in/.dold.pdf: hidden"), "{said}");
    assert!(
        said.contains("skipped in/b.json: neither a PDF nor .txt"),
        "{said}"
    );
}

#[test]
fn mistakes_get_help() {
    namnd()
        .args(["convert", "a.pdf", "--pritty"])
        .assert()
        .code(2)
        .stderr(contains("--pretty"));
    namnd()
        .args(["konvert"])
        .assert()
        .code(2)
        .stderr(contains("convert"));
    namnd()
        .args(["convert"])
        .assert()
        .code(2)
        .stderr(contains("INPUT"));
    namnd()
        .args(["convert", "a.pdf", "--grammars", "finns-inte"])
        .assert()
        .code(2)
        .stderr(contains("finns-inte is no folder"));
    namnd()
        .args(["convert", "a.pdf", "-j", "0"])
        .assert()
        .code(2);
    for number in ["0", "x", "-1", "1.5"] {
        namnd()
            .args(["convert", "a.pdf", &format!("--timeout={number}")])
            .assert()
            .code(2)
            .stderr(contains("write a whole number above 0"));
    }
    for option in ["--files-from", "--password-file"] {
        namnd()
            .args(["convert", "a.pdf", option, "finns-inte"])
            .assert()
            .code(2)
            .stderr(contains(
                "finns-inte: no such file or folder: check the path",
            ));
    }
}

#[test]
fn an_output_folder_that_is_a_file_is_pointed_out() {
    let dir = folder(&[("in/a.txt", TEXT), ("fil", "x")]);
    for out in ["fil", "fil/ut"] {
        namnd()
            .current_dir(&dir)
            .args(["convert", "in", "-o", out])
            .assert()
            .code(2)
            .stderr(contains(format!("the output folder {out} cannot be used")))
            .stderr(contains("fil is a file: name a folder with -o"));
    }
    assert_eq!(std::fs::read(dir.path().join("fil")).unwrap(), b"x");
}

#[test]
fn an_empty_folder_is_pointed_out() {
    let dir = folder(&[("in/bild.png", "x")]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .code(2)
        .stderr(contains("in holds no PDF and no .txt file"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let dir = folder(&[]);
    for n in 0..40 {
        write(
            dir.path(),
            &format!("in/{}/{n}.txt", n % 3),
            &format!("{TEXT}{n}\n"),
        );
    }
    let mut outputs = Vec::new();
    for threads in ["1", "2", "8"] {
        namnd()
            .current_dir(&dir)
            .args(["convert", "in", "-j", threads, "-o", threads])
            .assert()
            .success();
        let mut written = files(&dir.path().join(threads));
        written.retain(|(name, _)| name.ends_with(".txt.json"));
        assert_eq!(written.len(), 40);
        outputs.push(written);
    }
    assert!(outputs[0] == outputs[1] && outputs[1] == outputs[2]);
}

#[test]
fn the_output_folder_is_not_an_input() {
    let dir = folder(&[("a.txt", TEXT), ("ut/b.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", ".", "-o", "ut"])
        .assert()
        .success()
        .stderr(contains("1 of 1 document "));
}

#[test]
fn control_characters_in_names_are_escaped() {
    let dir = folder(&[("in/\u{1b}[2J.pdf", "")]);
    let run = namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .code(1)
        .stderr(contains("\\u{1b}[2J.pdf"));
    assert!(!stderr(&run).contains('\u{1b}'));
}

#[test]
fn no_color_when_nobody_sees_it() {
    for value in [None, Some("1")] {
        let mut command = namnd();
        if let Some(value) = value {
            command.env("NO_COLOR", value);
        }
        command
            .args(["convert", "finns-inte.pdf"])
            .assert()
            .code(2)
            .stderr(contains("\u{1b}").not());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_pipe_is_no_panic() {
    let dir = folder(&[("a.txt", &TEXT.repeat(20_000))]);
    let program = assert_cmd::cargo::cargo_bin("namnd");
    let script = format!(
        "'{}' convert a.txt | head -c 10 >/dev/null; '{0}' schema | head -c 1",
        program.display()
    );
    let output = std::process::Command::new("sh")
        .arg("-c")
        .arg(script)
        .current_dir(&dir)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_the_output_folder_leads_nowhere() {
    let dir = folder(&[("in/a/b.txt", TEXT)]);
    fs::create_dir_all(dir.path().join("ut")).unwrap();
    fs::create_dir_all(dir.path().join("utanfor")).unwrap();
    std::os::unix::fs::symlink("../utanfor", dir.path().join("ut/a")).unwrap();
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .code(1)
        .stderr(contains("symbolic link"));
    assert!(files(&dir.path().join("utanfor")).is_empty());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_at_once() {
    let dir = folder(&[]);
    let made = std::process::Command::new("mkfifo")
        .arg(dir.path().join("ror.pdf"))
        .status()
        .unwrap();
    assert!(made.success());
    namnd()
        .current_dir(&dir)
        .args(["convert", "ror.pdf"])
        .assert()
        .code(1)
        .stderr(contains("not a regular file"));
}
