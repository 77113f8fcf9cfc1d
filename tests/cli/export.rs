//! `namnd export`, and `namnd convert --export`

use std::fs;
use std::path::Path;

use super::{TEXT, files, folder, namnd, stderr, stdout, write};

const PLAN: &str = "Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda\t80 %\n";

/// A folder with two documents and their outputs in `out`.
fn converted() -> tempfile::TempDir {
    let dir = folder(&[("in/a/plan.txt", PLAN), ("in/b.txt", TEXT)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "out"])
        .assert()
        .success();
    dir
}

fn export(dir: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    namnd()
        .current_dir(dir)
        .arg("export")
        .args(arguments)
        .assert()
}

#[test]
fn tables_are_written_in_each_format() {
    let dir = converted();
    for (format, file) in [
        ("csv", "varden.csv"),
        ("jsonl", "varden.jsonl"),
        ("parquet", "varden.parquet"),
        ("duckdb-sql", "namnd.sql"),
    ] {
        let run = export(dir.path(), &["out", "-o", format, "--format", format]);
        let run = run.success().stdout("");
        assert!(
            stderr(&run).contains("2 documents exported"),
            "{}",
            stderr(&run)
        );
        let written = files(&dir.path().join(format));
        let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.contains(&file), "{names:?}");
        let tables = 10 + usize::from(format == "duckdb-sql");
        assert_eq!(names.len(), tables, "no file is left unfinished: {names:?}");
    }
    let values = fs::read_to_string(dir.path().join("csv/varden.csv")).unwrap();
    let mut lines = values.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}dok_id,rad_id,"));
    assert!(
        lines.next().unwrap().contains(",arsmal,80 %,80,%,"),
        "{values}"
    );
    assert_eq!(lines.next(), None);
    // What comes out does not depend on the threads, nor on what stood there before.
    let before = files(&dir.path().join("parquet"));
    let again = ["out", "-o", "parquet", "--format", "parquet", "-j", "7"];
    export(dir.path(), &again).success();
    assert_eq!(files(&dir.path().join("parquet")), before);
}

#[test]
fn a_run_exports_what_export_would() {
    let dir = folder(&[("in/plan.txt", PLAN), ("in/b.txt", TEXT)]);
    let convert = [
        "convert",
        "in",
        "-o",
        "out",
        "--export",
        "tables",
        "--export-format",
        "jsonl",
    ];
    for _again in 0..2 {
        let run = namnd().current_dir(&dir).args(convert).assert().success();
        let told = stderr(&run);
        assert!(told.contains("2 documents exported to tables"), "{told}");
        export(dir.path(), &["out", "-o", "later", "--format", "jsonl"]).success();
        let later = files(&dir.path().join("later"));
        assert_eq!(files(&dir.path().join("tables")), later);
    }
}

#[test]
fn excel_gets_its_own_csv() {
    let plan = "Nämndmål: Rena parker\n\nIndikator\tÅrsmål\n=SUMMA(A1)\t2,7 %\n";
    let dir = folder(&[("in/plan.txt", plan)]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "out"])
        .assert()
        .success();
    export(dir.path(), &["out", "-o", "excel", "--excel"]).success();
    let values = fs::read_to_string(dir.path().join("excel/varden.csv")).unwrap();
    assert!(
        values.contains(";'=SUMMA(A1);arsmal;2,7 %;2,7;%;"),
        "{values}"
    );
    let run = export(
        dir.path(),
        &["out", "-o", "x", "--excel", "--format", "jsonl"],
    );
    assert!(stderr(&run.code(2)).contains("--excel is for CSV"));
}

#[test]
fn what_is_no_document_is_told_and_the_rest_exported() {
    let dir = converted();
    let whole = fs::read_to_string(dir.path().join("out/b.txt.json")).unwrap();
    write(dir.path(), "out/halv.json", &whole[..whole.len() / 2]);
    let old = whole.replacen("namnd/2", "namnd/1", 1);
    write(dir.path(), "out/gammal.json", &old);
    write(dir.path(), "out/kopia.json", &whole);
    write(dir.path(), "out/annat.json", "{\"namn\": \"paket\"}");
    let run = export(dir.path(), &["out", "-o", "tables", "-v"]).code(1);
    let told = stderr(&run);
    for wanted in [
        "out/halv.json: is no JSON",
        "out/gammal.json: is of the version namnd/1",
        "out/kopia.json is left out",
        "skipped out/annat.json",
        "2 documents exported",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let dir = converted();
    let run = export(dir.path(), &["saknas", "-o", "tables"]).code(2);
    assert!(stderr(&run).contains("is no folder"), "{}", stderr(&run));
    let run = export(dir.path(), &["out", "-o", "in/b.txt/tables"]).code(2);
    assert!(
        stderr(&run).contains("cannot be written"),
        "{}",
        stderr(&run)
    );
    // What stands there is not replaced by empty tables.
    export(dir.path(), &["out", "-o", "tables"]).success();
    let before = std::fs::read(dir.path().join("tables/rader.csv")).unwrap();
    let run = export(dir.path(), &["in", "-o", "tables"]).code(2);
    assert!(
        stderr(&run).contains("holds no document"),
        "{}",
        stderr(&run)
    );
    let after = std::fs::read(dir.path().join("tables/rader.csv")).unwrap();
    assert!(before == after);
    export(dir.path(), &["out"]).code(2);
}

/// The committed descriptions are those of the program.
#[test]
fn the_page_of_columns_is_current() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/tables.md");
    let run = namnd().args(["export", "--columns"]).assert().success();
    assert_eq!(
        stdout(&run),
        fs::read_to_string(page).unwrap_or_default(),
        "run `namnd export --columns > schema/tables.md`"
    );
}
