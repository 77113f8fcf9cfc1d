//! A corpus of published documents, when there is one: the environment variable `NAMND_CORPUS` names its folder.
//!
//! `pdf/X-SETTING.pdf` and `text/X.txt` hold what `truth/X.json` says; of the files in `real` and `hostile` nothing is
//! known. None of it is part of the project. Without the variable the tests say that they are skipped.

mod content;
mod output;
mod truth;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use namnd::error::ConvertError;
use namnd::output::Handling;

use crate::support;
use content::{Aspect, Content, Score};

/// What is not exact yet, with what is known of it. What becomes exact must leave the list.
const NOT_EXACT: &[(&str, Aspect)] = &[
    // A value whose column the text does not tell.
    ("alvsjo-vp-2020", Aspect::Goals),
    ("alvsjo-vp-2020", Aspect::Rows),
];

/// The share of rows that a wrapped text must give at least. Its columns stand one after the other, so that a value's
/// column can be a guess.
const ROWS_OF_TEXTS: f64 = 0.99;
const ROWS_OF_TEXTS_IN_EIGHT_COLUMNS: f64 = 0.95;

/// A document that is no bomb ends long before this; one that does not is taken for one that never ends.
const NEVER: Duration = Duration::from_secs(300);

/// The corpus, or a word that there is none. Written past the test harness, which keeps the output of passing tests.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("NAMND_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: NAMND_CORPUS names no corpus, so nothing is compared with one"
        );
    }
    folder
}

#[test]
fn known_content_comes_out() {
    let Some(corpus) = corpus() else { return };
    let mut table = String::new();
    let mut complaints = Vec::new();
    let inputs = [("pdf", "pdf"), ("text", "txt")]
        .into_iter()
        .flat_map(|(kind, extension)| support::files(&corpus.join(kind), extension));
    for (path, outcome) in convert_all(&inputs.collect::<Vec<_>>()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let output = match outcome {
            Ok(Ok(output)) => output,
            Ok(Err(error)) => {
                complaints.push(format!("{name}: {error}"));
                continue;
            }
            Err(error) => {
                complaints.push(format!("{name}: {error}"));
                continue;
            }
        };
        let is_text = path.extension().is_some_and(|extension| extension == "txt");
        let (document, setting) = if is_text {
            (name, None)
        } else {
            let (document, setting) = name.rsplit_once('-').expect("X-SETTING.pdf");
            (document, Some(setting))
        };
        let draws_symbols = matches!(setting, Some("lo" | "lotag"));
        let known = truth::read(
            &corpus.join("truth").join(format!("{document}.json")),
            is_text,
        );
        let got = output::read(&output, &known, is_text);
        let scores = Score::all(&known, &got);
        write!(table, "{name:<40}").unwrap();
        for score in &scores {
            if score.aspect == Aspect::Symbols && !draws_symbols {
                continue;
            }
            write!(table, " {score}").unwrap();
            if is_text {
                complaints.extend(of_text(name, score, &known));
            } else {
                complaints.extend(of_pdf(name, score));
            }
        }
        table.push('\n');
    }
    let _ = writeln!(std::io::stderr(), "exact/expected/emitted\n{table}");
    support::none(&complaints);
}

fn of_pdf(name: &str, score: &Score) -> Option<String> {
    let listed = NOT_EXACT.contains(&(name, score.aspect));
    match (score.is_exact(), listed) {
        (false, false) => Some(format!("{name}: {score}\n{}", score.differences())),
        (true, true) => Some(format!(
            "{name}: {score} is exact now: take it off the list"
        )),
        _ => None,
    }
}

fn of_text(name: &str, score: &Score, known: &Content) -> Option<String> {
    let least = match score.aspect {
        Aspect::Goals => 1.0,
        Aspect::Rows if known.columns > 4 => ROWS_OF_TEXTS_IN_EIGHT_COLUMNS,
        Aspect::Rows => ROWS_OF_TEXTS,
        _ => return None,
    };
    let listed = NOT_EXACT.contains(&(name, score.aspect));
    match (score.share() >= least, listed) {
        (false, false) => Some(format!("{name}: {score}\n{}", score.differences())),
        (true, true) => Some(format!(
            "{name}: {score} is enough now: take it off the list"
        )),
        _ => None,
    }
}

#[test]
fn every_file_ends_in_a_document_or_an_error() {
    let Some(corpus) = corpus() else { return };
    let mut complaints = Vec::new();
    let mut table = String::new();
    for kind in ["real", "hostile"] {
        let files = support::files(&corpus.join(kind), "pdf");
        assert!(!files.is_empty(), "no files in {kind}");
        for (path, outcome) in convert_all(&files) {
            let name = format!("{kind}/{}", path.file_name().unwrap().to_str().unwrap());
            match outcome {
                Err(error) => complaints.push(format!("{name}: {error}")),
                Ok(Err(error)) => writeln!(table, "{name}: {} ({error})", error.code()).unwrap(),
                Ok(Ok(output)) => {
                    let account = output.redovisning;
                    if account.placed() != account.tecken {
                        complaints.push(format!("{name}: {account:?}"));
                    }
                    writeln!(
                        table,
                        "{name}: {} characters, {} of them unplaced",
                        account.tecken, account.otolkat
                    )
                    .unwrap();
                }
            }
        }
    }
    let _ = writeln!(std::io::stderr(), "{table}");
    support::none(&complaints);
}

/// What became of a file: a result, or the words of a panic, or that it never ended.
type Outcome = Result<Result<Handling, ConvertError>, String>;

/// Converts files, as many at a time as there are cores, each on a thread that may panic or hang alone.
fn convert_all(files: &[PathBuf]) -> Vec<(PathBuf, Outcome)> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = convert_alone(path);
                    results.lock().unwrap().push((path.clone(), outcome));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert_eq!(
        results
            .iter()
            .map(|(path, _)| path)
            .collect::<BTreeSet<_>>()
            .len(),
        files.len()
    );
    results
}

fn convert_alone(path: &Path) -> Outcome {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let (sender, receiver) = mpsc::channel();
    let worker = thread::spawn(move || {
        let result = support::convert_bytes(&name, &bytes);
        let _ = sender.send(result);
    });
    match receiver.recv_timeout(NEVER) {
        Ok(result) => Ok(result),
        Err(mpsc::RecvTimeoutError::Timeout) => Err("it never ends".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let panic = worker
                .join()
                .expect_err("the channel closes without a result in a panic only");
            Err(format!("panic: {}", support::panic_words(panic.as_ref())))
        }
    }
}
