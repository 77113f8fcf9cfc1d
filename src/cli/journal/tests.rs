//! What a next run knows.

use namnd::isolate::code;

use super::hold::LOCK;
use super::*;
use crate::cli::output::OWN;

fn terms() -> Terms {
    Terms {
        version: "1".to_owned(),
        layouts: "l".to_owned(),
        limits: Limits::default(),
        pretty: false,
        audit: false,
        ocr: "auto".to_owned(),
        no_lexicon: false,
        max_memory: Some(1),
        timeout_seconds: Some(1),
    }
}

fn open_in(dir: &tempfile::TempDir, terms: Terms) -> io::Result<Journal> {
    Journal::open(&OutputFolder::existing(dir.path()), terms)
}

fn record(output: &str, outcome: Outcome) -> Record {
    Record {
        output: output.to_owned(),
        name: "n".to_owned(),
        input: "in/n".to_owned(),
        path: None,
        sha256: Some("s".to_owned()),
        outcome,
        ended: 0,
        terms_sha256: String::new(),
    }
}

fn converted() -> Outcome {
    Outcome::Converted {
        output_sha256: "o".to_owned(),
        summary: Box::default(),
        incomplete: None,
        objection: None,
    }
}

fn failed(code: &str) -> Outcome {
    Outcome::Failed(Failure::new(code, "m"))
}

#[test]
fn a_next_run_knows_what_became_of_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open_in(&dir, terms()).unwrap();
    journal.add(record("a", converted())).unwrap();
    journal.add(record("b", failed("trasig"))).unwrap();
    journal.add(record("c", failed(code::TIMEOUT))).unwrap();
    journal.add(record("d", failed(reason::ENCRYPTED))).unwrap();
    assert!(open_in(&dir, terms()).is_err(), "it is held");
    drop(journal);

    let next = open_in(&dir, terms()).unwrap();
    let policy = Policy::default();
    assert!(next.earlier("a", "n", "s", policy).is_some());
    assert!(next.earlier("a", "n", "other", policy).is_none());
    assert!(next.earlier("a", "other", "s", policy).is_none());
    assert!(next.earlier("b", "n", "s", policy).is_some());
    assert!(next.earlier("c", "n", "s", policy).is_none(), "may pass");
    assert!(next.earlier("d", "n", "s", policy).is_some());
    let passwords = Policy {
        passwords: true,
        ..policy
    };
    assert!(next.earlier("d", "n", "s", passwords).is_none());
    let retry = Policy {
        retry_failed: true,
        ..policy
    };
    assert!(next.earlier("b", "n", "s", retry).is_none());
    assert!(next.earlier("a", "n", "s", retry).is_some());
    let force = Policy {
        force: true,
        ..policy
    };
    assert!(next.earlier("a", "n", "s", force).is_none());
}

/// A busy machine is a reason to try again what took too long, but not for ever.
#[test]
fn what_ended_its_worker_in_two_runs_is_not_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    for run in 1..=2 {
        let journal = open_in(&dir, terms()).unwrap();
        let earlier = journal.earlier("a", "n", "s", Policy::default());
        assert!(earlier.is_none(), "run {run}");
        let outcome = failed(code::TIMEOUT);
        let ended = journal.times_ended("a", Some("s"), &outcome);
        assert_eq!(ended, run);
        journal
            .add(Record {
                ended,
                ..record("a", outcome)
            })
            .unwrap();
    }
    let journal = open_in(&dir, terms()).unwrap();
    assert!(journal.earlier("a", "n", "s", Policy::default()).is_some());
    let asked = Policy {
        retry_failed: true,
        ..Policy::default()
    };
    assert!(journal.earlier("a", "n", "s", asked).is_none());
    drop(journal);
    let more_time = Terms {
        timeout_seconds: Some(2),
        ..terms()
    };
    let journal = open_in(&dir, more_time).unwrap();
    assert!(journal.earlier("a", "n", "s", Policy::default()).is_none());
    assert_eq!(
        journal.times_ended("a", Some("s"), &failed(code::TIMEOUT)),
        1
    );
}

#[test]
fn other_terms_make_an_outcome_void() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open_in(&dir, terms()).unwrap();
    journal.add(record("a", converted())).unwrap();
    journal.add(record("b", failed("minne"))).unwrap();
    drop(journal);
    let roomier = Terms {
        max_memory: Some(2),
        ..terms()
    };
    let next = open_in(&dir, roomier).unwrap();
    assert!(next.earlier("a", "n", "s", Policy::default()).is_some());
    assert!(next.earlier("b", "n", "s", Policy::default()).is_none());
    drop(next);
    let newer = Terms {
        version: "2".to_owned(),
        ..terms()
    };
    let next = open_in(&dir, newer).unwrap();
    assert!(next.earlier("a", "n", "s", Policy::default()).is_none());
}

#[test]
fn a_torn_line_costs_its_own_document_only() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open_in(&dir, terms()).unwrap();
    journal.add(record("a", converted())).unwrap();
    journal.add(record("b", converted())).unwrap();
    drop(journal);
    let path = dir.path().join(OWN).join(NAME);
    let whole = std::fs::read(&path).unwrap();
    let first_two = whole
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .nth(1)
        .unwrap()
        .0
        + 1;
    for end in first_two..whole.len() - 1 {
        std::fs::write(&path, &whole[..end]).unwrap();
        let journal = open_in(&dir, terms()).unwrap();
        assert!(journal.earlier("a", "n", "s", Policy::default()).is_some());
        assert!(journal.earlier("b", "n", "s", Policy::default()).is_none());
        journal.add(record("c", converted())).unwrap();
        drop(journal);
        let next = open_in(&dir, terms()).unwrap();
        assert!(next.earlier("c", "n", "s", Policy::default()).is_some());
    }
}

#[test]
fn a_line_that_cannot_be_read_makes_void_what_follows_it() {
    let dir = tempfile::tempdir().unwrap();
    for run in ["1", "2"] {
        let terms = Terms {
            version: run.to_owned(),
            ..terms()
        };
        let journal = open_in(&dir, terms).unwrap();
        journal.add(record("a", converted())).unwrap();
        journal.add(record(run, converted())).unwrap();
    }
    let path = dir.path().join(OWN).join(NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(r#"{"run":{"version":"2""#, "{")).unwrap();
    let journal = open_in(&dir, terms()).unwrap();
    let known: Vec<&str> = journal.past().records.keys().map(String::as_str).collect();
    assert_eq!(known, ["1", "a"]);
    // What document a has now was made by the run that is not known any more; its output tells.
    let (terms, _) = &journal.past().records["a"];
    assert_eq!(terms.version, "1");
}

/// A byte that makes another number of a number, a line that is gone: what follows is no other run's.
#[test]
fn documents_are_their_own_runs_only() {
    let roomier = Terms {
        limits: Limits {
            glyphs: 77,
            ..Limits::default()
        },
        ..terms()
    };
    let changes: [fn(&str) -> String; 3] = [
        |text| text.replace("\"glyphs\":77,", "\"glyphs\":78,"),
        |text| text.replace("\"glyphs\":77,", "\"glyphs\":77,\"brevduvor\":1,"),
        |text| {
            let lines = text.lines().filter(|line| !line.contains("\"glyphs\":77,"));
            lines.map(|line| format!("{line}\n")).collect()
        },
    ];
    for change in changes {
        let dir = tempfile::tempdir().unwrap();
        let journal = open_in(&dir, terms()).unwrap();
        journal.add(record("a", converted())).unwrap();
        drop(journal);
        let journal = open_in(&dir, roomier.clone()).unwrap();
        journal.add(record("b", converted())).unwrap();
        drop(journal);
        let path = dir.path().join(OWN).join(NAME);
        let text = std::fs::read_to_string(&path).unwrap();
        let changed = change(&text);
        assert_ne!(text, changed);
        std::fs::write(&path, changed).unwrap();
        for terms in [terms(), roomier.clone()] {
            let journal = open_in(&dir, terms).unwrap();
            let known: Vec<&str> = journal.past().records.keys().map(String::as_str).collect();
            assert_eq!(known, ["a"]);
        }
    }
}

#[test]
fn the_journal_does_not_grow_with_the_runs() {
    let dir = tempfile::tempdir().unwrap();
    let mut sizes = Vec::new();
    for _ in 0..3 {
        let journal = open_in(&dir, terms()).unwrap();
        for output in ["a", "b", "c"] {
            journal.add(record(output, converted())).unwrap();
        }
        drop(open_in(&dir, terms()));
        sizes.push(
            std::fs::metadata(dir.path().join(OWN).join(NAME))
                .unwrap()
                .len(),
        );
    }
    assert_eq!(sizes[1], sizes[2]);
}

#[cfg(unix)]
#[test]
fn a_link_is_never_followed_out() {
    for name in [NAME, LOCK] {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join(OWN);
        std::fs::create_dir(&own).unwrap();
        std::os::unix::fs::symlink(dir.path().join("ute"), own.join(name)).unwrap();
        assert!(open_in(&dir, terms()).is_err(), "{name}");
        assert!(!dir.path().join("ute").exists());
    }
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("ute")).unwrap();
    std::os::unix::fs::symlink("ute", dir.path().join(OWN)).unwrap();
    assert!(open_in(&dir, terms()).is_err());
}
