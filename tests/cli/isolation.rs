//! Documents that crash, hang and eat memory, among documents that do not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

use super::{TEXT, files, folder, namnd, stderr, write};

/// A document that asks for a fault.
pub fn fault(wish: &str) -> String {
    format!("%namnd-fault: {wish}\n{TEXT}")
}

/// The report of an output folder.
pub fn report(dir: &Path) -> Value {
    serde_json::from_slice(&fs::read(dir.join(".namnd/report.json")).unwrap()).unwrap()
}

/// Reason code of each failed document, by output.
pub fn reasons(dir: &Path) -> BTreeMap<String, String> {
    let report = report(dir);
    let documents = report["documents"].as_array().unwrap();
    documents
        .iter()
        .filter(|document| document["outcome"] == "failed")
        .map(|document| {
            let text = |key: &str| document[key].as_str().unwrap().to_owned();
            (text("output"), text("reason"))
        })
        .collect()
}

/// Outputs and report: all that two runs have to agree on.
pub fn results(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = files(dir);
    found.retain(|(name, _)| !name.starts_with(".namnd/") || name == ".namnd/report.json");
    // The outputs first.
    found.sort_by_key(|(name, _)| name.starts_with(".namnd/"));
    found
}

fn convert(dir: &TempDir, input: &str, output: &str) -> assert_cmd::Command {
    let mut command = namnd();
    command
        .current_dir(dir)
        .args(["convert", input, "-o", output, "--test-faults"]);
    command
}

#[test]
fn a_fault_is_the_reason_of_its_own_document_only() {
    let dir = folder(&[]);
    for n in 0..20 {
        for input in ["bra", "blandat"] {
            write(
                dir.path(),
                &format!("{input}/bra{n}.txt"),
                &format!("{TEXT}{n}\n"),
            );
        }
    }
    let faults = [
        ("panic", "panik"),
        ("abort", "krasch"),
        ("exit", "krasch"),
        ("stack", "krasch"),
        ("kill", "dodad"),
        ("memory", "minne"),
        ("hang", "tidsgrans"),
        ("sleep 3600000", "tidsgrans"),
    ];
    for (wish, _) in faults {
        let name = format!("blandat/{}.txt", wish.replace(' ', "-"));
        write(dir.path(), &name, &fault(wish));
    }
    convert(&dir, "bra", "ut-bra").assert().success();
    let run = convert(&dir, "blandat", "ut")
        .args(["--timeout", "15", "--max-memory", "100M"])
        .assert()
        .code(1);
    let said = stderr(&run);
    assert!(
        said.contains("blandat/stack.txt: overflowed the stack"),
        "{said}"
    );
    let found = reasons(&dir.path().join("ut"));
    let expected: BTreeMap<String, String> = faults
        .iter()
        .map(|(wish, reason)| {
            (
                format!("{}.txt.json", wish.replace(' ', "-")),
                (*reason).to_owned(),
            )
        })
        .collect();
    assert_eq!(found, expected);
    for n in 0..20 {
        let name = format!("bra{n}.txt.json");
        let alone = fs::read(dir.path().join("ut-bra").join(&name)).unwrap();
        assert!(fs::read(dir.path().join("ut").join(&name)).unwrap() == alone);
    }
}

#[test]
fn the_memory_limit_is_memory_that_can_be_used() {
    let dir = folder(&[
        ("in/ryms.txt", &fault("use 170")),
        ("in/ryms-inte.txt", &fault("use 230")),
    ]);
    convert(&dir, "in", "ut")
        .args(["--max-memory", "200M", "-j", "1"])
        .assert()
        .code(1);
    let found = reasons(&dir.path().join("ut"));
    if cfg!(target_os = "linux") {
        assert_eq!(found.keys().collect::<Vec<_>>(), ["ryms-inte.txt.json"]);
    }
    // More memory is a reason to try again.
    convert(&dir, "in", "ut")
        .args(["--max-memory", "300M"])
        .assert()
        .success();
}

/// Three pipes to a worker do not fit into so few open files: that is said once, and no document is to blame.
#[cfg(unix)]
#[test]
fn without_a_worker_nothing_is_tried() {
    let dir = folder(&[("in/a.txt", TEXT), ("in/b.txt", TEXT)]);
    let run = std::process::Command::new("sh")
        .current_dir(&dir)
        .env("NAMND", assert_cmd::cargo::cargo_bin("namnd"))
        .args(["-c", "ulimit -n 7; exec \"$NAMND\" convert in -o ut"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(
        said.contains("worker processes cannot be started"),
        "{said}"
    );
    assert!(!said.contains("a.txt"), "{said}");
    assert!(!dir.path().join("ut/.namnd/report.json").exists());
    convert(&dir, "in", "ut").assert().success();
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_reaches_no_file_no_network_and_no_program() {
    let dir = folder(&[("in/ut.txt", &fault("reach"))]);
    let run = convert(&dir, "in", "ut").arg("-v").assert();
    let said = stderr(&run);
    if said.contains("stay open to workers") {
        eprintln!("not tested: this kernel does not close files and the network to workers");
    } else {
        run.success();
    }
}

#[test]
fn without_isolation_the_bytes_are_the_same() {
    let dir = folder(&[("in/a.txt", TEXT), ("in/b/c.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "med"])
        .assert()
        .success();
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "utan", "--no-isolation"])
        .assert()
        .success();
    assert!(results(&dir.path().join("med")) == results(&dir.path().join("utan")));
}

#[test]
fn a_run_may_stop_at_failures() {
    let dir = folder(&[]);
    for n in 0..30 {
        write(dir.path(), &format!("in/{n:02}.txt"), &fault("panic"));
    }
    for (args, failures) in [(vec!["--fail-fast"], 1), (vec!["--max-failures", "5"], 5)] {
        let out = format!("ut{failures}");
        let run = convert(&dir, "in", &out)
            .args(args)
            .args(["-j", "1"])
            .assert()
            .code(1);
        assert!(
            stderr(&run).contains(&format!("stopped after {failures} failure")),
            "{}",
            stderr(&run)
        );
        let report = report(&dir.path().join(&out));
        assert_eq!(report["counts"]["failed"], failures);
        assert_eq!(report["counts"]["not_tried"], 30 - failures);
        assert_eq!(report["documents"][29]["outcome"], "not-tried");
    }
}

#[test]
fn limits_are_options() {
    let dir = folder(&[("in/a.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut", "--limit", "file-bytes=10"])
        .assert()
        .code(1)
        .stderr(contains("file-bytes"));
    assert_eq!(reasons(&dir.path().join("ut"))["a.txt.json"], "grans");
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut", "--limit", "file-bites=10"])
        .assert()
        .code(2)
        .stderr(contains("file-bytes"));
}

#[test]
fn two_thousand_documents_with_one_in_twenty_hostile() {
    let dir = folder(&[]);
    let wishes = ["panic", "abort", "exit", "stack", "kill", "memory"];
    let mut expected = 0;
    for n in 0..2000 {
        let content = if n % 20 == 7 {
            expected += 1;
            // Two that hang are enough: each takes its whole time.
            let wish = if n % 1000 == 7 {
                "hang"
            } else {
                wishes[(n / 20) % wishes.len()]
            };
            fault(wish)
        } else {
            format!("{TEXT}{n}\n")
        };
        write(dir.path(), &format!("in/{}/{n}.txt", n % 7), &content);
    }
    convert(&dir, "in", "ut")
        .args(["-q", "--timeout", "5", "--max-memory", "64M"])
        .assert()
        .code(1);
    let out = dir.path().join("ut");
    let report = report(&out);
    assert_eq!(report["counts"]["documents"], 2000);
    assert_eq!(report["counts"]["failed"], expected);
    assert_eq!(report["counts"]["converted"], 2000 - expected);
    for document in report["documents"].as_array().unwrap() {
        let path = out.join(document["output"].as_str().unwrap());
        assert_eq!(
            path.exists(),
            document["outcome"] == "converted",
            "{path:?}"
        );
    }
}

/// A worker's parent is the thread that started it: the caller's own must not be it.
#[test]
fn workers_outlive_the_threads_that_asked_for_them() {
    use namnd::convert::Input;
    use namnd::isolate::{Pool, Program, Setup};
    use std::sync::Arc;

    let program = Program::new(assert_cmd::cargo::cargo_bin("namnd"))
        .arg("arbetare")
        .arg("--test-faults");
    let pool = Pool::start(Setup::new(program)).unwrap();
    let convert = |text: String| {
        let input = Input {
            name: "a.txt",
            bytes: &Arc::new(text.into_bytes()),
            sha256: None,
        };
        pool.convert(&input).map(|converted| converted.json)
    };
    std::thread::scope(|scope| {
        // More of them than a document is tried with.
        for _ in 0..4 {
            scope.spawn(|| convert(fault("sleep 500")).unwrap());
        }
    });
    // Time for the threads to be gone.
    std::thread::sleep(std::time::Duration::from_millis(200));
    convert(TEXT.to_owned()).unwrap();
}
