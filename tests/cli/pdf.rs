//! PDFs: passwords, the second reader, one document over several cores.

use std::fs;
use std::path::{Path, PathBuf};

use predicates::str::contains;
use serde_json::Value;

use super::isolation::{reasons, report};
use super::{files, folder, namnd, stdout};

fn fixture(name: &str) -> PathBuf {
    // Broken files stand apart from the documents that convert.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = if name.starts_with("broken") {
        "tests"
    } else {
        "fixtures"
    };
    root.join(folder).join(name)
}

#[test]
fn an_encrypted_file_opens_with_its_password() {
    let dir = folder(&[("losen.txt", "\u{feff}hemligt\r\nfel\r\n")]);
    let convert = |args: &[&str]| {
        let mut command = namnd();
        command
            .current_dir(&dir)
            .arg("convert")
            .arg(fixture("broken/losenord.pdf"))
            .args(["-o", "ut"])
            .args(args);
        command.assert()
    };
    convert(&[]).code(1).stderr(contains("krypterad"));
    convert(&["--password", "fel"])
        .code(1)
        .stderr(contains("krypterad"));
    // What was encrypted is tried again when there are passwords.
    convert(&["--password-file", "losen.txt"]).success();
    convert(&["--force", "--password", "x", "--password", "hemligt"]).success();
    convert(&["--password-file", "finns-inte"])
        .code(2)
        .stderr(contains("finns-inte: no such file"));
    for (name, bytes) in files(&dir.path().join("ut")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.contains("hemligt"),
            "passwords are stored nowhere: {name}"
        );
    }
}

#[test]
fn a_second_reader_that_crashes_costs_the_audit_only() {
    let dir = folder(&[]);
    let name = "broken/formular-i-sig-sjalvt.pdf";
    let run = |out: &str, args: &[&str]| {
        namnd()
            .current_dir(&dir)
            .arg("convert")
            .arg(fixture(name))
            .args(["-o", out])
            .args(args)
            .assert()
            .code(3);
        let path = dir.path().join(out).join("formular-i-sig-sjalvt.pdf.json");
        serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap()
    };
    let plain = run("utan", &[]);
    let mut audited = run("med", &["--audit"]);
    let remarks = audited["diagnostik"].as_array_mut().unwrap();
    let last = remarks.pop().unwrap();
    assert_eq!(last["kod"], "granskning-olast");
    assert!(
        last["meddelande"].as_str().unwrap().contains("krasch"),
        "{last}"
    );
    assert_eq!(audited, plain);
}

#[test]
fn one_document_gives_the_same_bytes_on_any_number_of_threads() {
    let mut outputs = Vec::new();
    for threads in ["1", "2", "8"] {
        for isolation in [None, Some("--no-isolation")] {
            let run = namnd()
                .arg("convert")
                .arg(fixture("pdf/vb-2019-lo-linjer.pdf"))
                .args(["-j", threads])
                .args(isolation)
                .assert()
                .success();
            outputs.push(stdout(&run));
        }
    }
    outputs.dedup();
    assert_eq!(outputs.len(), 1);
    assert!(outputs[0].len() > 1000);
}

#[test]
fn broken_files_have_reasons_and_whole_ones_are_counted() {
    let dir = folder(&[]);
    namnd()
        .current_dir(&dir)
        .arg("convert")
        .arg(fixture("broken"))
        .arg(fixture("pdf"))
        .args(["-o", "ut"])
        .assert()
        .code(1);
    let found = reasons(&dir.path().join("ut"));
    for (name, reason) in [
        ("tom.pdf.json", "tom"),
        ("losenord.pdf.json", "krypterad"),
        ("bara-huvud.pdf.json", "trasig"),
        ("skrap.pdf.json", "okant-format"),
    ] {
        assert_eq!(
            found.get(name).map(String::as_str),
            Some(reason),
            "{found:?}"
        );
    }
    assert!(
        !found
            .values()
            .any(|reason| reason == "panik" || reason == "krasch"),
        "{found:?}"
    );
    let report = report(&dir.path().join("ut"));
    assert!(report["counts"]["pages"].as_u64() > Some(40));
    assert!(report["counts"]["goals"].as_u64() > Some(0));
}

/// A scan without a text layer gives a document with nothing in it, and says so.
#[test]
fn pages_without_a_letter_are_pointed_out() {
    let dir = folder(&[(
        "bild.pdf",
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
         trailer<</Root 1 0 R>>\n",
    )]);
    namnd()
        .current_dir(&dir)
        .args(["convert", "bild.pdf", "-o", "ut"])
        .assert()
        .success()
        .stderr(contains("1 warning in the documents: text-saknas 1"));
}

/// A page whose content fills more memory than a worker has: what stands before the limit of a stream is read.
#[test]
fn a_bomb_is_read_up_to_the_limit() {
    let dir = folder(&[]);
    for (name, streams) in [("en", 1), ("flera", 8)] {
        fs::create_dir_all(dir.path().join("in")).unwrap();
        let path = dir.path().join("in").join(format!("{name}.pdf"));
        fs::write(path, bomb(streams, 200 << 20)).unwrap();
    }
    namnd()
        .current_dir(&dir)
        .args(["convert", "in", "-o", "ut", "-j", "1"])
        .args(["--limit", "stream-bytes=40M", "--max-memory", "100M"])
        .assert()
        .code(3);
    for name in ["en", "flera"] {
        let path = dir.path().join("ut").join(format!("{name}.pdf.json"));
        let output: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        assert_eq!(output["avsnitt"][0]["stycken"][0]["text"], "Hej");
        assert_eq!(output["diagnostik"][0]["kod"], "grans-strom");
    }
}

/// Many pages that share one long stream, most of it below their edge: little memory, and one remark for each kind and page.
#[test]
fn pages_that_share_a_long_stream_need_little_memory_and_few_remarks() {
    const PAGES: usize = 250;
    let dir = folder(&[]);
    let line = "(ett ord till) Tj T* ";
    let content = format!(
        "BT /F 6 Tf 20 800 Td 7 TL {}ET",
        line.repeat(45_000 / "ettordtill".len())
    );
    let kids: String = (0..PAGES)
        .map(|page| format!("{} 0 R ", 5 + page))
        .collect();
    let mut pdf = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Count {PAGES}/Kids[{kids}]>>endobj\n\
         3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n",
        content.len()
    );
    for page in 0..PAGES {
        pdf.push_str(&format!(
            "{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 30000]/Contents 4 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>endobj\n",
            5 + page
        ));
    }
    pdf.push_str("trailer<</Root 1 0 R>>\n%%EOF\n");
    fs::write(dir.path().join("delad.pdf"), pdf).unwrap();
    namnd()
        .current_dir(&dir)
        .args(["convert", "delad.pdf", "-o", "ut", "-j", "2"])
        .args(["--max-memory", "256M", "--timeout", "600"])
        .assert()
        .code(3);
    let bytes = fs::read(dir.path().join("ut/delad.pdf.json")).unwrap();
    let output: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(output["kalla"]["sidor"], PAGES);
    let mut told = std::collections::BTreeMap::new();
    for remark in output["diagnostik"].as_array().unwrap() {
        let place = (
            remark["kod"].as_str().unwrap(),
            remark["plats"][0]["sida"].as_u64(),
        );
        *told.entry(place).or_insert(0) += 1;
    }
    assert!(told.contains_key(&("grans-tecken", Some(1))), "{told:?}");
    assert!(
        told.contains_key(&("text-utanfor-sidan", Some(250))),
        "{told:?}"
    );
    assert!(told.values().all(|times| *times == 1), "{told:?}");
}

/// A PDF with a line of text and so many bytes of white space, in so many streams.
fn bomb(streams: usize, size: usize) -> Vec<u8> {
    use flate2::write::ZlibEncoder;
    use std::io::Write as _;
    let mut pdf = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents["
        .to_vec();
    for number in 0..streams {
        write!(pdf, "{} 0 R ", 10 + number).unwrap();
    }
    pdf.extend_from_slice(b"]>>endobj\n");
    for number in 0..streams {
        let mut packer = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        if number == 0 {
            packer
                .write_all(b"BT /F 12 Tf 72 720 Td (Hej) Tj ET\n")
                .unwrap();
        }
        let blanks = [b' '; 1 << 16];
        for _ in 0..size / streams / blanks.len() {
            packer.write_all(&blanks).unwrap();
        }
        let packed = packer.finish().unwrap();
        writeln!(
            pdf,
            "{} 0 obj<</Filter/FlateDecode/Length {}>>stream",
            10 + number,
            packed.len()
        )
        .unwrap();
        pdf.extend_from_slice(&packed);
        pdf.extend_from_slice(b"\nendstream endobj\n");
    }
    pdf.extend_from_slice(b"trailer<</Root 1 0 R>>\n%%EOF\n");
    pdf
}
