//! What fuzzing once found (`tests/fuzz/regressions`, a folder for each target) stays mended; and the checks of the fuzz
//! targets hold for a few made-up inputs each, the same ones each time.

#[allow(dead_code)] // The fuzz targets use the rest.
#[path = "fuzz/src/lib.rs"]
mod fuzz;
#[path = "support/random.rs"]
mod random;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use random::Random;

/// Made-up inputs of each target. `NAMND_FUZZ` asks for more.
const INPUTS: usize = 40;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder whose names end so, sorted; none if there is no folder.
fn contents(name: &str, end: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder(name)) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(end));
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn findings_stay_mended() {
    let mut complaints = Vec::new();
    for (target, check) in fuzz::CHECKS {
        let inputs = contents(&format!("tests/fuzz/regressions/{target}"), "");
        for (number, input) in inputs.iter().enumerate() {
            if panic::catch_unwind(|| check(input)).is_err() {
                complaints.push(format!("{target}: file {number} of its folder"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn made_up_inputs_keep_what_is_promised() {
    let inputs = std::env::var("NAMND_FUZZ").map_or(INPUTS, |n| n.parse().expect("a number"));
    let only = std::env::var("NAMND_FUZZ_TARGET").unwrap_or_default();
    let complaints: Vec<String> = fuzz::CHECKS
        .par_iter()
        .filter(|(target, _)| only.is_empty() || only == *target)
        .flat_map(|(target, check)| {
            let seeds = seeds(target);
            (0..inputs)
                .into_par_iter()
                .filter_map(|number| {
                    let input = made_up(&seeds, target, number);
                    panic::catch_unwind(|| check(&input)).err()?;
                    let kept = std::env::temp_dir().join(format!("namnd-fuzz-{target}-{number}"));
                    fs::write(&kept, &input).ok()?;
                    Some(format!("{target}: {}", kept.display()))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Fills `tests/fuzz/corpus` with what the fuzzer begins with: pieces of the fixtures, small fixtures whole, and what was
/// found before.
#[test]
#[ignore = "writes files: cargo test --test regressions -- --ignored seeds"]
fn seeds_for_the_fuzzer_are_written() {
    for (target, _) in fuzz::CHECKS {
        let mut all = seeds(target);
        all.extend(contents(&format!("tests/fuzz/regressions/{target}"), ""));
        if ["pages", "convert"].contains(&target) {
            all.extend(contents("fixtures/pdf", ".pdf"));
            all.extend(contents("tests/broken", ".pdf"));
            // Mutations of large files reach little and take long.
            all.retain(|seed| seed.len() < 60_000);
        }
        if target == "understand" {
            all.extend((0..80).map(|number| made_up(&[Vec::new()], target, number)));
        }
        let corpus = folder("tests/fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).unwrap();
        for (number, seed) in all.iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number}")), seed).unwrap();
        }
    }
}

/// What the inputs of a target are made of.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "understand" => vec![Vec::new()],
        "text" => chunks(contents("fixtures/text", ".txt")),
        "layouts" => contents("grammars", ".toml"),
        "cells" => {
            let mut files = contents("fixtures/text", ".txt");
            files.extend(contents("grammars/cases", ".toml"));
            let parts = files
                .iter()
                .flat_map(|file| file.split(|byte| b"\n\"\t".contains(byte)));
            parts
                .filter(|part| part.len() > 1)
                .map(<[u8]>::to_vec)
                .collect()
        }
        _ => contents("fixtures/pdf", ".pdf")
            .iter()
            .step_by(3)
            .flat_map(|bytes| {
                let document = lopdf::Document::load_mem(bytes).unwrap();
                let pages = document.get_pages();
                let first = pages.values().take(2).copied().collect::<Vec<_>>();
                first
                    .into_iter()
                    .filter_map(move |page| document.get_page_content(page).ok())
            })
            .collect(),
    }
}

fn chunks(files: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let parts = files.iter().flat_map(|file| file.chunks(600));
    parts.map(<[u8]>::to_vec).collect()
}

/// A seed with pieces changed, doubled, taken out and put in from another one; of nothing, bytes.
fn made_up(seeds: &[Vec<u8>], target: &str, number: usize) -> Vec<u8> {
    let mut random = Random::new(number as u64, target);
    let mut bytes = seeds[random.below(seeds.len())].clone();
    if bytes.is_empty() {
        let length = random.below(1500);
        return (0..length)
            .map(|_| random.next().to_le_bytes()[0])
            .collect();
    }
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        let end = at + random.below((bytes.len() - at).min(60));
        match random.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            3 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len());
                let piece = &other[from..from + random.below((other.len() - from).min(300))];
                let piece = piece.to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                let odd = [
                    "\u{ad}", "\u{301}", "\u{a0}", "\n", "\u{c}", "\t", "-", "0", ": ",
                ];
                let piece = odd[random.below(odd.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}
