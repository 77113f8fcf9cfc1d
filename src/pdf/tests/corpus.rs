//! Letters of real files against `pdftotext`, when a folder of files is given in `NAMND_CORPUS`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_normalization::UnicodeNormalization;

use super::*;

/// Letters of a text that both tools write alike.
fn letters(text: &str) -> BTreeMap<char, i64> {
    let mut letters = BTreeMap::new();
    for ch in text.replace('\u{AD}', "-").nfkc() {
        let known = ch != '\u{FFFD}' && !text::unicode::is_private(ch) && ch != '•';
        if known && !ch.is_whitespace() && !ch.is_control() {
            *letters.entry(ch).or_insert(0) += 1;
        }
    }
    letters
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();
    paths
}

#[test]
fn letters_agree_with_another_reader() {
    let Some(folder) = std::env::var_os("NAMND_CORPUS").map(PathBuf::from) else {
        eprintln!("NAMND_CORPUS is not set: real files are not compared");
        return;
    };
    let mut compared = 0;
    for path in ["pdf", "real"]
        .iter()
        .flat_map(|part| pdfs(&folder.join(part)))
    {
        let bytes = std::fs::read(&path).expect("a file");
        let file = PdfFile::open(&bytes, &[], &Limits::default()).expect("a readable file");
        let reader = file.reader();
        let ours: String = (0..file.page_count())
            .map(|index| text(&reader.page(index)))
            .collect();
        let Ok(theirs) = Command::new("pdftotext")
            .arg("-raw")
            .arg(&path)
            .arg("-")
            .output()
        else {
            eprintln!("pdftotext is not installed: real files are not compared");
            return;
        };
        let (ours, theirs) = (
            letters(&ours),
            letters(&String::from_utf8_lossy(&theirs.stdout)),
        );
        let total: i64 = theirs.values().sum();
        let count =
            |letters: &BTreeMap<char, i64>, ch: &char| letters.get(ch).copied().unwrap_or(0);
        let differing: i64 = ours
            .keys()
            .chain(theirs.keys().filter(|ch| !ours.contains_key(ch)))
            .map(|ch| (count(&ours, ch) - count(&theirs, ch)).abs())
            .sum();
        assert!(
            differing * 10_000 <= total,
            "{}: {differing} of {total} letters differ",
            path.display()
        );
        compared += 1;
    }
    assert!(compared > 0, "no files in {}", folder.display());
}

#[test]
fn broken_files_end() {
    let Some(folder) = std::env::var_os("NAMND_CORPUS").map(PathBuf::from) else {
        eprintln!("NAMND_CORPUS is not set: broken files are not read");
        return;
    };
    for path in pdfs(&folder.join("hostile")) {
        let bytes = std::fs::read(&path).expect("a file");
        if let Ok(file) = PdfFile::open(&bytes, &[], &Limits::default()) {
            drop((file.structure(), file.info()));
            for index in 0..file.page_count() {
                let page = file.page(index);
                assert!(
                    !codes(&page).contains(&"sida-olaslig"),
                    "{}",
                    path.display()
                );
            }
        }
    }
}
