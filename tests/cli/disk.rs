//! Disks that are full or may not be written.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use predicates::str::contains;

use super::isolation::results;
use super::{TEXT, folder, namnd, write};

fn shell(dir: &Path, script: &str) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(script)
        .current_dir(dir)
        .env("NAMND", assert_cmd::cargo::cargo_bin("namnd"))
        .output()
        .unwrap()
}

/// Runs a script with a small file system of its own at `ut`; `None` if this system does not let users have one.
fn with_small_disk(dir: &Path, kilobytes: u32, script: &str) -> Option<Output> {
    fs::create_dir_all(dir.join("ut")).unwrap();
    let mount = format!("mount -t tmpfs -o size={kilobytes}k tmpfs ut");
    let unshare = |inner: &str| {
        Command::new("unshare")
            .args(["-rm", "sh", "-c", inner])
            .current_dir(dir)
            .env("NAMND", assert_cmd::cargo::cargo_bin("namnd"))
            .output()
            .ok()
    };
    if !unshare(&mount).is_some_and(|output| output.status.success()) {
        eprintln!("not tested: no file system may be mounted here");
        return None;
    }
    unshare(&format!("{mount} && {{ {script}\n}}"))
}

fn documents() -> tempfile::TempDir {
    let dir = folder(&[]);
    for n in 0..30 {
        let content = format!("{}{n}\n", TEXT.repeat(200));
        write(dir.path(), &format!("in/{n:02}.txt"), &content);
    }
    dir
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_made_is_wrong_usage() {
    let dir = folder(&[("in/a.txt", TEXT), ("fil", "x")]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "fil/ut"])
        .assert()
        .code(2)
        .stderr(contains("the output folder fil/ut cannot be used"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_run_and_the_next_one_goes_on() {
    let dir = documents();
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "hel"])
        .assert()
        .success();
    let script = r#"
        head -c 1700000 /dev/zero > ut/fyllnad
        "$NAMND" convert in -o ut 2> forsta.txt; echo $? > kod.txt
        ls -A ut > efter.txt
        rm ut/fyllnad
        "$NAMND" convert in -o ut && cp -r ut kopia"#;
    let Some(output) = with_small_disk(dir.path(), 2000, script) else {
        return;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let said = read("forsta.txt");
    assert_eq!(read("kod.txt"), "1\n", "{said}");
    assert!(
        said.contains("the disk is full") && said.contains("the same command goes on"),
        "{said}"
    );
    assert!(
        !read("efter.txt").contains("unfinished"),
        "{}",
        read("efter.txt")
    );
    assert!(results(&dir.path().join("kopia")) == results(&dir.path().join("hel")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_said_at_once() {
    let dir = documents();
    let script = r#"mount -o remount,ro ut; "$NAMND" convert in -o ut"#;
    let Some(output) = with_small_disk(dir.path(), 2000, script) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("Read-only file system") && !said.contains("panicked"),
        "{said}"
    );
}

/// A limit on the size of files hits the outputs that are larger, and then the journal.
#[cfg(unix)]
#[test]
fn files_that_may_not_grow_are_reasons() {
    let dir = documents();
    write(dir.path(), "in/stor.txt", &TEXT.repeat(20_000));
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "hel"])
        .assert()
        .success();
    // 512 blocks of 512 or 1024 bytes, as the shell has it.
    let script = r#"trap '' XFSZ; ulimit -f 512; exec "$NAMND" convert in -o ut"#;
    let output = shell(dir.path(), script);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stor.txt.json cannot be written"), "{said}");
    assert!(!dir.path().join("ut/stor.txt.json").exists());
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut"])
        .assert()
        .success();
    assert!(results(&dir.path().join("ut")) == results(&dir.path().join("hel")));
}
