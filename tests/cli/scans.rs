//! Scans: what engines recognise comes into the documents, and what one does wrong is told and costs no other page. The engines
//! are scripts that answer as tesseract does, so that none need be installed; one test asks the real one where it is.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::{folder, namnd, stderr, stdout};

/// What the pictures of `fixtures/scans/pictures` show.
const LINES: [&str; 3] = [
    "Andel elever som trivs i skolan 82 %",
    "Antal besök i parken 1 204",
    "Kvaliteten mäts varje år",
];

/// What an engine says of such a picture: the words where they stand in it.
const HOCR: &str = include_str!("pictures.hocr");

/// A folder with an engine that does this with a picture, and with pictures to read.
struct Bench {
    dir: TempDir,
}

impl Bench {
    fn new(recognising: &str, pictures: &[&str]) -> Self {
        let dir = folder(&[("svar.hocr", HOCR)]);
        let script = format!(
            "#!/bin/sh\ncd '{}'\ncase \"$1\" in\n--version) echo 'tesseract 5.9.9' ;;\n--list-langs) printf 'List:\\nswe\\nscript/Latin\\n' ;;\n*) {recognising} ;;\nesac\n",
            dir.path().display()
        );
        let engine = dir.path().join("motor");
        fs::write(&engine, script).unwrap();
        fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        for name in pictures {
            fs::copy(
                picture(name),
                dir.path().join("in").join(format!("{name}.pdf")),
            )
            .unwrap();
        }
        Self { dir }
    }

    /// Converts all; what the program said.
    fn convert(&self, more: &[&str]) -> String {
        let assert = namnd()
            .current_dir(&self.dir)
            .args([
                "convert",
                "in",
                "-o",
                "ut",
                "-j",
                "1",
                "--tesseract",
                "./motor",
            ])
            .args(more)
            .assert();
        stderr(&assert)
    }

    fn output(&self, name: &str) -> Value {
        let path = self.dir.path().join("ut").join(format!("{name}.pdf.json"));
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }

    /// How many pictures the engine was given, where it counts them.
    fn calls(&self) -> usize {
        let calls = fs::read_to_string(self.dir.path().join("anrop"));
        calls.unwrap_or_default().lines().count()
    }
}

/// Answers well and counts.
const ANSWERS: &str = "cat >/dev/null; echo en >>anrop; cat svar.hocr";

fn picture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scans/pictures");
    folder.join(format!("{name}.pdf"))
}

fn has_text(output: &Value) -> bool {
    let text = output.to_string();
    LINES.iter().all(|line| text.contains(line))
}

/// What is told of failed pages.
fn failures(output: &Value) -> Vec<String> {
    let told = output["diagnostik"].as_array().unwrap().iter();
    told.filter(|one| one["kod"] == "igenkanning-misslyckad")
        .map(|one| one.to_string())
        .collect()
}

#[test]
fn what_the_engine_reads_comes_into_the_document_with_its_name() {
    let bench = Bench::new(ANSWERS, &["fax"]);
    bench.convert(&[]);
    let output = bench.output("fax");
    assert!(has_text(&output), "{output:#}");
    assert_eq!(output["kalla"]["igenkanning"]["version"], "5.9.9");
    assert_eq!(failures(&output), Vec::<String>::new());
}

/// Fax and flate hold the same samples.
#[test]
fn a_picture_is_recognised_once() {
    let bench = Bench::new(ANSWERS, &["fax", "flate"]);
    bench.convert(&[]);
    let calls = bench.calls();
    assert!(calls >= 1);
    assert_eq!(
        bench.output("fax")["diagnostik"],
        bench.output("flate")["diagnostik"]
    );
    bench.convert(&["--force"]);
    assert_eq!(bench.calls(), calls);
    assert!(has_text(&bench.output("flate")));
}

#[test]
fn without_recognition_pictures_are_told_of() {
    let bench = Bench::new(ANSWERS, &["fax"]);
    let said = bench.convert(&["--ocr", "never"]);
    assert!(
        said.contains("1 page that is a picture of text was not read"),
        "{said}"
    );
    assert_eq!(bench.calls(), 0);
    let told = bench.output("fax")["redovisning"].to_string();
    assert!(told.contains("sida-utan-text"), "{told}");
}

#[test]
fn an_engine_that_hangs_is_ended_in_time() {
    let bench = Bench::new("sleep 100", &["fax"]);
    bench.convert(&["--ocr-timeout", "1"]);
    let told = failures(&bench.output("fax"));
    assert!(
        told.len() == 1 && told[0].contains("longer than 1 seconds"),
        "{told:?}"
    );
}

#[test]
fn an_engine_that_dies_or_writes_nonsense_says_so_page_by_page() {
    for (recognising, reason) in [
        ("cat >/dev/null; echo 'no memory' >&2; exit 3", "no memory"),
        ("kill -9 $$", "signal: 9"),
        ("cat >/dev/null; head -c 3000 /dev/zero", "cannot be read"),
        (
            "cat >/dev/null; printf '\\377\\376<html>'",
            "cannot be read",
        ),
        ("exit 0", "cannot be read"),
    ] {
        let bench = Bench::new(recognising, &["fax"]);
        bench.convert(&[]);
        let told = failures(&bench.output("fax"));
        assert!(
            told.len() == 1 && told[0].contains(reason),
            "{reason}: {told:?}"
        );
    }
}

/// What was read before stays, and what comes after is told of.
#[test]
fn an_engine_that_goes_away_half_way_costs_only_what_it_did_not_read() {
    let once = "cat >/dev/null; cat svar.hocr; rm -f motor";
    let bench = Bench::new(once, &["fax", "jpeg"]);
    bench.convert(&[]);
    let outputs = ["fax", "jpeg"].map(|name| bench.output(name));
    let read = outputs.iter().filter(|output| has_text(output)).count();
    let lost: Vec<String> = outputs.iter().flat_map(failures).collect();
    assert_eq!(read, 1);
    assert!(
        lost.len() == 1 && lost[0].contains("cannot be started"),
        "{lost:?}"
    );
}

/// Needs tesseract, and says so where it is missing.
#[test]
fn the_installed_engine_reads_all_kinds_of_pictures() {
    let doctor = namnd().arg("doctor").output().unwrap();
    let about = String::from_utf8_lossy(&doctor.stdout).into_owned();
    if !(doctor.status.success() && about.contains("script/Latin")) {
        println!("tesseract with Swedish and the Latin script is not installed: not tested");
        return;
    }
    let dir = folder(&[]);
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scans/pictures");
    let assert = namnd()
        .current_dir(&dir)
        .args(["convert", "-o", "ut", "-j", "2"])
        .arg(pictures)
        .assert();
    let _ = stdout(&assert);
    let mut read = 0;
    for entry in fs::read_dir(dir.path().join("ut")).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let output: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            assert!(has_text(&output), "{}: {output:#}", path.display());
            read += 1;
        }
    }
    assert_eq!(read, 8);
}
