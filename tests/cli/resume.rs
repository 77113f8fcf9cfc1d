//! Runs that go on where an earlier one ended, however it ended.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

use super::isolation::{fault, reasons, report, results};
use super::{TEXT, folder, namnd, stderr, write};

fn convert(dir: &TempDir) -> assert_cmd::Command {
    let mut command = namnd();
    command
        .current_dir(dir)
        .args(["convert", "in", "-o", "ut", "--test-faults"]);
    command
}

/// The outputs that the last run took over from an earlier one.
fn taken_over(dir: &TempDir) -> Vec<String> {
    let run = fs::read(dir.path().join("ut/.namnd/run.json")).unwrap();
    let run: Value = serde_json::from_slice(&run).unwrap();
    let documents = run["documents"].as_array().unwrap();
    documents
        .iter()
        .filter(|document| document["earlier"] == true)
        .map(|document| document["output"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_second_run_does_only_what_is_left() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("in/b.txt", TEXT),
        ("in/c.txt", &fault("abort")),
        ("in/d.txt", &fault("panic")),
        ("in/e.txt", &fault("kill")),
    ]);
    let out = dir.path().join("ut");
    convert(&dir).assert().code(1);
    assert!(taken_over(&dir).is_empty());
    let first = results(&out);

    // What was killed from outside may pass; what crashed twice is not tried again.
    let run = convert(&dir).assert().code(1);
    assert!(
        stderr(&run).contains("4 of the documents done by an earlier run"),
        "{}",
        stderr(&run)
    );
    assert!(
        stderr(&run).contains("2 of them failed in an earlier run"),
        "{}",
        stderr(&run)
    );
    assert_eq!(
        taken_over(&dir),
        ["a.txt.json", "b.txt.json", "c.txt.json", "d.txt.json"]
    );
    assert!(results(&out) == first);

    convert(&dir).arg("--retry-failed").assert().code(1);
    assert_eq!(taken_over(&dir), ["a.txt.json", "b.txt.json"]);

    convert(&dir).arg("--force").assert().code(1);
    assert!(taken_over(&dir).is_empty());
    assert!(results(&out) == first);
}

#[test]
fn what_ended_its_worker_in_two_runs_is_not_tried_again_unless_asked() {
    let dir = folder(&[("in/a.txt", &fault("hang"))]);
    let run = |args: &[&str]| {
        convert(&dir).args(args).assert().code(1);
        !taken_over(&dir).is_empty()
    };
    assert!(!run(&["--timeout", "1"]));
    assert!(!run(&["--timeout", "1"]), "the machine may have been busy");
    assert!(run(&["--timeout", "1"]), "twice is enough");
    assert!(!run(&["--timeout", "2"]), "more time is another matter");
    assert!(!run(&["--timeout", "2", "--retry-failed"]));
}

#[test]
fn what_changed_or_went_missing_is_done_again() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("in/b.txt", TEXT),
        ("in/c.txt", TEXT),
        ("in/d.txt", TEXT),
    ]);
    let out = dir.path().join("ut");
    convert(&dir).assert().success();
    let first = results(&out);
    write(dir.path(), "in/a.txt", &format!("{TEXT}Mer.\n"));
    fs::remove_file(out.join("b.txt.json")).unwrap();
    fs::write(out.join("c.txt.json"), "{}\n").unwrap();
    convert(&dir).assert().success();
    assert_eq!(taken_over(&dir), ["d.txt.json"]);
    assert_ne!(fs::read(out.join("a.txt.json")).unwrap(), first[0].1);
    assert_eq!(fs::read(out.join("c.txt.json")).unwrap(), first[2].1);
    convert(&dir).arg("--pretty").assert().success();
    assert!(taken_over(&dir).is_empty());
}

#[test]
fn an_output_of_other_bytes_does_not_outlive_a_failure() {
    let dir = folder(&[("in/a.txt", TEXT)]);
    convert(&dir).assert().success();
    write(dir.path(), "in/a.txt", "");
    convert(&dir).assert().code(1);
    assert!(!dir.path().join("ut/a.txt.json").exists());
    assert_eq!(reasons(&dir.path().join("ut"))["a.txt.json"], "tom");
}

#[test]
fn reports_of_two_runs_are_equal() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("in/b.txt", &fault("stack")),
        ("in/c.pdf", ""),
        ("in/d.png", ""),
    ]);
    for (out, threads) in [("ut1", "1"), ("ut8", "8")] {
        namnd()
            .current_dir(&dir)
            .args(["convert", "in", "--test-faults", "-o", out, "-j", threads])
            .assert()
            .code(1);
    }
    assert!(results(&dir.path().join("ut1")) == results(&dir.path().join("ut8")));
    let report = report(&dir.path().join("ut1"));
    assert_eq!(report["skipped"][0]["path"], "in/d.png");
    assert_eq!(report["documents"][2]["reason"], "tom");
}

#[test]
fn leavings_of_a_killed_run_are_swept() {
    let dir = folder(&[
        ("in/a.txt", TEXT),
        ("ut/b/.namnd-unfinished-x1", "{"),
        ("ut/egen", "x"),
    ]);
    convert(&dir).assert().success();
    assert!(!dir.path().join("ut/b/.namnd-unfinished-x1").exists());
    assert!(dir.path().join("ut/egen").exists());
}

#[cfg(unix)]
mod killed {
    use super::*;
    use rustix::process::{Pid, Signal, kill_process};
    use std::process::{Child, Command, Stdio};

    /// Forty documents, each of which takes so many milliseconds.
    fn slow_documents(each: u32) -> TempDir {
        let dir = folder(&[]);
        for n in 0..40 {
            write(
                dir.path(),
                &format!("in/{n:02}.txt"),
                &format!("{}{n}\n", fault(&format!("sleep {each}"))),
            );
        }
        write(dir.path(), "in/tom.pdf", "");
        dir
    }

    fn start(dir: &Path, args: &[&str]) -> Child {
        Command::new(assert_cmd::cargo::cargo_bin("namnd"))
            .current_dir(dir)
            .args(["convert", "in", "-o", "ut", "--test-faults"])
            .args(args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn send(pid: u32, signal: Signal) {
        if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
            // It may have ended already.
            let _ = kill_process(pid, signal);
        }
    }

    /// A number below the bound, another one every time.
    fn random(bound: u64) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        u64::from(now.subsec_nanos()) / 7919 % bound
    }

    /// What an undisturbed run gives.
    fn undisturbed(dir: &TempDir) -> Vec<(String, Vec<u8>)> {
        let mut child = start(dir.path(), &[]);
        assert_eq!(child.wait().unwrap().code(), Some(1));
        let found = results(&dir.path().join("ut"));
        fs::remove_dir_all(dir.path().join("ut")).unwrap();
        found
    }

    /// Processes with this parent.
    #[cfg(target_os = "linux")]
    fn children(parent: u32) -> Vec<u32> {
        let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        entries
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|pid: &u32| {
                let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
                status.contains(&format!("PPid:\t{parent}\n")) && !status.contains("State:\tZ")
            })
            .collect()
    }

    #[test]
    fn a_run_killed_at_any_moment_goes_on() {
        let dir = slow_documents(20);
        let expected = undisturbed(&dir);
        for _ in 0..4 {
            let mut child = start(dir.path(), &["-j", "2"]);
            std::thread::sleep(Duration::from_millis(20 + random(250)));
            send(child.id(), Signal::KILL);
            child.wait().unwrap();
        }
        let mut last = start(dir.path(), &[]);
        assert_eq!(last.wait().unwrap().code(), Some(1));
        assert!(results(&dir.path().join("ut")) == expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_killed_at_any_moment_are_replaced() {
        let dir = slow_documents(20);
        let expected = undisturbed(&dir);
        let mut child = start(dir.path(), &["-j", "2"]);
        while child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(20 + random(60)));
            let workers = children(child.id());
            if let Some(worker) = workers.get(usize::try_from(random(2)).unwrap()) {
                send(*worker, Signal::KILL);
            }
        }
        // A document whose worker was killed twice has its reason, and its output after the next run.
        let mut last = start(dir.path(), &[]);
        assert_eq!(last.wait().unwrap().code(), Some(1));
        assert!(results(&dir.path().join("ut")) == expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_worker_outlives_its_parent() {
        let dir = folder(&[("in/a.txt", &fault("hang")), ("in/b.txt", &fault("hang"))]);
        let mut child = start(dir.path(), &["-j", "2"]);
        let mut workers = Vec::new();
        while workers.len() < 2 {
            workers = children(child.id());
            std::thread::sleep(Duration::from_millis(10));
        }
        send(child.id(), Signal::KILL);
        child.wait().unwrap();
        for worker in workers {
            let status = format!("/proc/{worker}/status");
            let lives = || {
                fs::read_to_string(&status).is_ok_and(|status| {
                    status.starts_with("Name:\tnamnd") && !status.contains("State:\tZ")
                })
            };
            let gone = (0..1000).any(|_| {
                std::thread::sleep(Duration::from_millis(10));
                !lives()
            });
            assert!(gone, "worker {worker} is still there");
        }
    }

    #[test]
    fn an_interrupted_run_says_how_to_go_on() {
        let dir = slow_documents(100);
        let expected = undisturbed(&dir);
        let child = start(dir.path(), &["-j", "2"]);
        let journal = dir.path().join("ut/.namnd/journal.jsonl");
        while fs::read_to_string(&journal)
            .unwrap_or_default()
            .lines()
            .count()
            < 4
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        send(child.id(), Signal::INT);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(said.contains("the same command goes on"), "{said}");
        let counts = report(&dir.path().join("ut"))["counts"].clone();
        assert_ne!(counts["not_tried"], 0);
        assert_eq!(counts["documents"], 41);
        let leavings = results(&dir.path().join("ut"));
        assert!(!leavings.iter().any(|(name, _)| name.contains("unfinished")));
        let mut last = start(dir.path(), &[]);
        assert_eq!(last.wait().unwrap().code(), Some(1));
        assert!(results(&dir.path().join("ut")) == expected);
    }

    #[test]
    fn an_input_that_vanishes_is_a_reason() {
        let dir = folder(&[
            ("in/a.txt", &fault("sleep 2000")),
            ("in/b.txt", TEXT),
            ("in/c.txt", TEXT),
        ]);
        let mut child = start(dir.path(), &["-j", "1"]);
        let journal = dir.path().join("ut/.namnd/journal.jsonl");
        while !fs::read_to_string(&journal)
            .unwrap_or_default()
            .contains('\n')
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        fs::remove_file(dir.path().join("in/b.txt")).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1));
        let found = reasons(&dir.path().join("ut"));
        assert_eq!(found.get("b.txt.json").map(String::as_str), Some("lasfel"));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn two_runs_never_write_to_one_folder() {
        let dir = folder(&[("in/a.txt", &fault("hang"))]);
        let mut first = start(dir.path(), &[]);
        let journal = dir.path().join("ut/.namnd/journal.jsonl");
        while !fs::read_to_string(&journal)
            .unwrap_or_default()
            .contains('\n')
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        convert(&dir)
            .assert()
            .code(2)
            .stderr(contains("another run is writing to this folder"));
        send(first.id(), Signal::KILL);
        first.wait().unwrap();
    }
}
