//! What a run leaves to look at: the report, and `namnd report`.

use std::fs;

use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

use super::isolation::report;
use super::{TEXT, folder, namnd, stderr, stdout, write};

/// A page that says `Hej`, compressed content or not, with its objects' table left to be found.
fn page(content: &str) -> String {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj\n\
         4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
         5 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         trailer<</Root 1 0 R>>\n",
        content.len()
    )
}

const WHOLE: &str = "BT /F 12 Tf 72 720 Td (Hej) Tj ET";
/// Content with a place that follows no syntax.
const DAMAGED: &str = "BT /F 12 Tf 72 720 Td (Hej) Tj ET >> ) BT /F 12 Tf 72 700 Td (Mer) Tj ET";

fn convert(dir: &TempDir, args: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = namnd();
    command
        .current_dir(dir)
        .args(["convert", "in", "-o", "ut"])
        .args(args);
    command.assert()
}

fn reported(dir: &TempDir, args: &[&str]) -> String {
    let mut command = namnd();
    command.current_dir(dir).args(["report", "ut"]).args(args);
    stdout(&command.assert().success())
}

fn states(dir: &TempDir) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&reported(dir, &["--json"])).unwrap();
    let documents = report["documents"].as_array().unwrap().iter();
    documents
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
            (text("output"), text("state"))
        })
        .collect()
}

#[test]
fn what_could_not_be_read_is_an_outcome_of_its_own() {
    let dir = folder(&[
        ("in/hel.pdf", &page(WHOLE)),
        ("in/skadad.pdf", &page(DAMAGED)),
    ]);
    let run = convert(&dir, &[]).code(3);
    let said = stderr(&run);
    assert!(
        said.contains("warning: in/skadad.pdf: incomplete: page 1:"),
        "{said}"
    );
    assert!(
        said.contains("something is missing: 1 document is incomplete"),
        "{said}"
    );
    let found = report(&dir.path().join("ut"));
    assert_eq!(found["counts"]["converted"], 1);
    assert_eq!(found["counts"]["incomplete"], 1);
    assert_eq!(found["documents"][1]["outcome"], "ofullstandig");
    assert_eq!(found["documents"][1]["missing"]["innehall-trasigt"], 1);
    assert_eq!(found["letters"]["read"], 9);
    let text = fs::read(dir.path().join("ut/skadad.pdf.json")).unwrap();
    let output: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(output["redovisning"]["fullstandig"], false);
    assert_eq!(output["redovisning"]["saknas"][0]["sida"], 1);

    // A next run takes it over and says the same; a strict one calls it a failure.
    convert(&dir, &[]).code(3);
    convert(&dir, &["--strict"])
        .code(1)
        .stderr(contains("in/skadad.pdf: page 1"));
    assert_eq!(
        report(&dir.path().join("ut"))["documents"][1]["outcome"],
        "failed"
    );
    // A failure of another document comes first.
    write(dir.path(), "in/tom.txt", "");
    convert(&dir, &[]).code(1);
}

#[test]
fn letters_that_nobody_sees_do_not_trip_a_strict_run() {
    let hidden = format!("{WHOLE} BT 3 Tr /F 12 Tf 72 700 Td (osynligt) Tj ET");
    let turned = format!("{WHOLE} BT /F 12 Tf 0.8 0.6 -0.6 0.8 200 300 Tm (vridet) Tj ET");
    let dir = folder(&[("in/a.pdf", &page(&hidden))]);
    convert(&dir, &["--strict"]).success();
    assert_eq!(report(&dir.path().join("ut"))["letters"]["unplaced"], 8);
    let dir = folder(&[("in/a.pdf", &page(&turned))]);
    let text = convert(&dir, &["--strict"]).get_output().status.code();
    let unplaced = report(&dir.path().join("ut"))["letters"]["unplaced"] != 0;
    assert_eq!(
        text,
        Some(i32::from(unplaced)),
        "seen text without a place does"
    );
}

#[test]
fn a_report_tells_how_outputs_stand() {
    let dir = folder(&[]);
    for name in ["a", "b", "c", "d", "e"] {
        write(
            dir.path(),
            &format!("in/{name}.txt"),
            &format!("{TEXT}{name}\n"),
        );
    }
    write(dir.path(), "in/tom.txt", "");
    convert(&dir, &[]).code(1);
    fs::remove_file(dir.path().join("ut/b.txt.json")).unwrap();
    fs::write(dir.path().join("ut/c.txt.json"), "{}").unwrap();
    write(dir.path(), "in/d.txt", TEXT);
    fs::remove_file(dir.path().join("in/e.txt")).unwrap();
    let found: Vec<(String, String)> = states(&dir);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("a.txt.json", "whole"),
            ("b.txt.json", "missing"),
            ("c.txt.json", "changed"),
            ("d.txt.json", "stale"),
            ("e.txt.json", "orphaned"),
            ("tom.txt.json", "-"),
        ]
    );
    let text = reported(&dir, &[]);
    assert!(
        text.contains("failed      in/tom.txt: the file is empty [tom]"),
        "{text}"
    );
    for name in ["a", "b", "c", "d", "e"] {
        assert!(
            text.contains(&format!("converted   in/{name}.txt: ")),
            "{text}"
        );
    }

    // The run says so, and --prune takes away what is of no input any more.
    let run = convert(&dir, &[]).code(1);
    assert!(
        stderr(&run).contains("1 output here is of inputs that are gone"),
        "{}",
        stderr(&run)
    );
    namnd()
        .current_dir(&dir)
        .args(["report", "ut", "--prune"])
        .assert()
        .success()
        .stderr(contains("1 output removed"));
    assert!(!dir.path().join("ut/e.txt.json").exists());
    assert!(
        states(&dir)
            .iter()
            .all(|(output, _)| output != "e.txt.json")
    );
    // An output that was changed stays.
    fs::remove_file(dir.path().join("in/a.txt")).unwrap();
    fs::write(dir.path().join("ut/a.txt.json"), "{}").unwrap();
    let pruned = namnd()
        .current_dir(&dir)
        .args(["report", "ut", "--prune"])
        .assert()
        .success();
    assert!(
        stderr(&pruned).contains("a.txt.json was changed"),
        "{}",
        stderr(&pruned)
    );
    assert!(dir.path().join("ut/a.txt.json").exists());
}

/// A folder that holds what other inputs gave says so: its tables are of all of them.
#[test]
fn a_second_set_of_inputs_in_one_folder_is_told() {
    let dir = folder(&[]);
    for name in ["ett/a.txt", "ett/b.txt", "annat/c.txt"] {
        write(dir.path(), name, &format!("{TEXT}{name}\n"));
    }
    let run = |input: &str| {
        let run = namnd()
            .current_dir(&dir)
            .args(["convert", input, "-o", "ut"])
            .assert()
            .success();
        stderr(&run)
    };
    assert!(!run("ett").contains("other inputs"));
    let second = run("annat");
    assert!(
        second.contains("2 outputs here are of other inputs, from earlier runs"),
        "{second}"
    );
}

/// When a disk is not there, all inputs seem to be gone.
#[test]
fn nothing_is_pruned_when_every_input_is_gone() {
    let dir = folder(&[("in/a.txt", TEXT), ("in/b.txt", TEXT)]);
    convert(&dir, &[]).success();
    fs::rename(dir.path().join("in"), dir.path().join("borta")).unwrap();
    namnd()
        .current_dir(&dir)
        .args(["report", "ut", "--prune"])
        .assert()
        .code(2)
        .stderr(contains("every input is gone"));
    assert!(dir.path().join("ut/a.txt.json").exists());
}

#[test]
fn a_code_leads_to_its_files_and_places() {
    let dir = folder(&[
        ("in/hel.pdf", &page(WHOLE)),
        ("in/skadad.pdf", &page(DAMAGED)),
        ("in/tom.txt", ""),
    ]);
    convert(&dir, &[]).code(1);
    let text = reported(&dir, &["--code", "innehall-trasigt"]);
    assert!(text.contains("incomplete  in/skadad.pdf"), "{text}");
    assert!(text.contains("    error, page 1: "), "{text}");
    assert!(
        !text.contains("hel.pdf") && !text.contains("tom.txt"),
        "{text}"
    );
    let text = reported(&dir, &["--code", "tom"]);
    assert!(
        text.contains("in/tom.txt") && !text.contains("skadad.pdf"),
        "{text}"
    );
    let json: Value =
        serde_json::from_str(&reported(&dir, &["--json", "--code", "innehall-trasigt"])).unwrap();
    assert_eq!(json["documents"][0]["remarks"][0]["page"], 1);

    // -v of a run that takes everything over shows the same as the first.
    let said = |run: assert_cmd::assert::Assert| {
        let lines: Vec<String> = (stderr(&run).lines())
            .filter(|line| line.starts_with("error: in/") && line.contains(", page "))
            .map(str::to_owned)
            .collect();
        lines
    };
    let first = said(convert(&dir, &["--force", "-v"]));
    assert_eq!(first.len(), 1);
    assert_eq!(said(convert(&dir, &["-v"])), first);
}

#[test]
fn a_folder_without_a_run_is_wrong_usage() {
    let dir = folder(&[("ut/a.json", "{}")]);
    for args in [["report", "ut"], ["report", "finns-inte"]] {
        namnd()
            .current_dir(&dir)
            .args(args)
            .assert()
            .code(2)
            .stderr(contains("holds no journal of a run"));
    }
}

/// The report is there while the run goes on, and the outputs are all that is called .json.
#[test]
fn the_runs_own_files_stand_apart() {
    let dir = folder(&[("in/a.txt", TEXT), ("in/namnd-report.txt", TEXT)]);
    convert(&dir, &[]).success();
    let mut names: Vec<String> = fs::read_dir(dir.path().join("ut"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, [".namnd", "a.txt.json", "namnd-report.txt.json"]);
    for name in ["report.json", "run.json", "journal.jsonl"] {
        assert!(dir.path().join("ut/.namnd").join(name).is_file(), "{name}");
    }
}
