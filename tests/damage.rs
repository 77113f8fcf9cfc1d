//! Damaged documents: every fixture is spoilt in many ways, the same ones each time. Whatever comes out, the program
//! neither panics nor runs on for ever, and what it reads is accounted for.

mod support;

use std::fmt::Write as _;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use lopdf::{Document, Object};
use namnd::convert::{Input, convert};
use namnd::diagnostics::codes;
use namnd::error::ConvertError;
use namnd::limits::Limits;
use namnd::options::Options;
use namnd::output::Handling;

use support::random::Random;
use support::{Fixture, fixtures, layouts, none, panic_words};

/// Spoilt copies of each fixture: enough to meet each kind of damage. `NAMND_DAMAGE` asks for more, as `.ci/run` does.
const COPIES: usize = 20;

/// What has not ended by now is taken to never end: a copy takes a fraction of a second.
const NEVER: Duration = Duration::from_secs(120);

#[test]
fn damaged_fixtures_end_without_a_panic() {
    let copies = std::env::var("NAMND_DAMAGE").map_or(COPIES, |n| n.parse().expect("a number"));
    let caught: &'static Mutex<Vec<String>> = Box::leak(Box::default());
    // The page reader survives a panic in a library; one in the program itself is a fault all the same.
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        if place.starts_with("src/") {
            caught
                .lock()
                .unwrap()
                .push(format!("panic at {place}: {}", panic_words(info.payload())));
        }
    }));
    let next = AtomicUsize::new(0);
    let complaints = Mutex::new(Vec::new());
    let outcomes = Mutex::new([0_usize; 2]);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(fixture) = fixtures().get(next.fetch_add(1, Ordering::Relaxed)) {
                    for (copy, bytes) in spoilt(fixture, copies) {
                        match end(&fixture.name, bytes) {
                            Ok(result) => {
                                outcomes.lock().unwrap()[usize::from(result.is_err())] += 1
                            }
                            Err(complaint) => complaints
                                .lock()
                                .unwrap()
                                .push(format!("{} {copy}: {complaint}", fixture.name)),
                        }
                    }
                }
            });
        }
    });
    let _ = panic::take_hook();
    let mut complaints = complaints.into_inner().unwrap();
    complaints.extend(caught.lock().unwrap().drain(..));
    complaints.sort();
    complaints.dedup();
    none(&complaints);
    let [converted, refused] = outcomes.into_inner().unwrap();
    println!("{converted} converted, {refused} refused");
    assert_eq!(converted + refused, fixtures().len() * copies);
    // Damage that only ever ends at the door tests nothing behind it.
    assert!(
        converted > refused,
        "{converted} converted, {refused} refused"
    );
}

/// Converts on a thread of its own; an error is a panic, a run without end, or an account that does not add up.
fn end(name: &str, bytes: Vec<u8>) -> Result<Result<Handling, ConvertError>, String> {
    let (sender, receiver) = sync_channel(1);
    let name = name.to_owned();
    let worker = thread::spawn(move || {
        // A length or count that damage made huge must not fill the memory of the machine that tests.
        let limits = Limits {
            stream_bytes: 16 << 20,
            document_bytes: 64 << 20,
            operators: 500_000,
            ..Limits::default()
        };
        let options = Options {
            limits,
            ..Options::default()
        };
        let _ = sender.send(convert(
            &Input {
                name: &name,
                bytes: &Arc::new(bytes),
                sha256: None,
            },
            layouts(),
            &options,
        ));
    });
    match receiver.recv_timeout(NEVER) {
        Ok(Ok(output)) => {
            let documented = |code: &str| codes::ALL.iter().any(|known| known.kod == code);
            if let Some(unknown) = output
                .diagnostik
                .iter()
                .find(|remark| !documented(&remark.kod))
            {
                return Err(format!("{} is not in the list of codes", unknown.kod));
            }
            let fault = |code: &str| ["tecken-dubbelt", "tecken-borta"].contains(&code);
            if let Some(fault) = output.diagnostik.iter().find(|remark| fault(&remark.kod)) {
                return Err(fault.meddelande.clone());
            }
            let account = output.redovisning;
            if account.placed() == account.tecken {
                Ok(Ok(output))
            } else {
                Err(format!("{account:?}"))
            }
        }
        Ok(Err(error)) => Ok(Err(error)),
        Err(RecvTimeoutError::Timeout) => Err("it never ends".to_owned()),
        Err(RecvTimeoutError::Disconnected) => {
            let panic = worker.join().expect_err("no result comes of a panic only");
            Err(format!("panic: {}", panic_words(panic.as_ref())))
        }
    }
}

/// The spoilt copies with what was done to them.
fn spoilt(fixture: &Fixture, copies: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    let mut random = Random::new(20_240_101, &fixture.name);
    let document = fixture
        .is_pdf()
        .then(|| Document::load_mem(&fixture.bytes).unwrap());
    (0..copies).map(move |copy| {
        let (what, bytes) = match &document {
            // Half of the copies keep the file's structure, so that the damage reaches what the pages say.
            Some(document) if copy % 2 == 0 => spoil_objects(document, &mut random),
            _ => spoil_bytes(&fixture.bytes, &mut random),
        };
        (format!("copy {copy} ({what})"), bytes)
    })
}

fn spoil_bytes(whole: &[u8], random: &mut Random) -> (String, Vec<u8>) {
    let mut bytes = whole.to_vec();
    let mut what = String::new();
    match random.below(5) {
        0 => {
            bytes.truncate(random.below(bytes.len()));
            write!(what, "cut after {}", bytes.len()).unwrap();
        }
        1 => {
            let (from, length) = stretch(&bytes, random);
            bytes.drain(from..from + length);
            write!(what, "{length} bytes gone at {from}").unwrap();
        }
        2 => {
            let (from, length) = stretch(&bytes, random);
            let part = bytes[from..from + length].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, part);
            write!(what, "{length} bytes of {from} again at {to}").unwrap();
        }
        3 => {
            // Another number: lengths, offsets, counts, widths, coordinates.
            let digits: Vec<usize> = (0..bytes.len())
                .filter(|&at| bytes[at].is_ascii_digit())
                .collect();
            for _ in 0..=random.below(8) {
                if let Some(&at) = digits.get(random.below(digits.len())) {
                    bytes[at] = b'0' + u8::try_from(random.below(10)).unwrap();
                    write!(what, "digit at {at} ").unwrap();
                }
            }
        }
        _ => {
            for _ in 0..=random.below(16) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
                write!(what, "bit at {at} ").unwrap();
            }
        }
    }
    (what.trim_end().to_owned(), bytes)
}

fn stretch(bytes: &[u8], random: &mut Random) -> (usize, usize) {
    let from = random.below(bytes.len());
    (from, random.below((bytes.len() - from).min(2000)))
}

fn spoil_objects(document: &Document, random: &mut Random) -> (String, Vec<u8>) {
    let mut document = document.clone();
    let ids: Vec<_> = document.objects.keys().copied().collect();
    let pick = |random: &mut Random| ids[random.below(ids.len())];
    let what = match random.below(5) {
        0 => {
            let (a, b) = (pick(random), pick(random));
            let first = document.objects[&a].clone();
            let second = document.objects.insert(b, first).unwrap();
            document.objects.insert(a, second);
            format!("objects {} and {} swapped", a.0, b.0)
        }
        1 => {
            let gone = pick(random);
            document.objects.remove(&gone);
            format!("object {} gone", gone.0)
        }
        2 => {
            let (from, to) = (pick(random), pick(random));
            let copy = document.objects[&from].clone();
            document.objects.insert(to, copy);
            format!("object {} instead of {}", from.0, to.0)
        }
        3 => spoil_stream(&mut document, random, |content, _| {
            let copy = content.clone();
            content.extend(copy);
            "doubled"
        }),
        _ => spoil_stream(&mut document, random, |content, random| {
            for _ in 0..=random.below(20) {
                let at = random.below(content.len());
                if let Some(byte) = content.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            "with other bits"
        }),
    };
    let mut bytes = Vec::new();
    // Lengths and the table of references are written anew.
    document.save_to(&mut bytes).unwrap();
    (what, bytes)
}

/// Changes what a stream says, not how it is packed.
fn spoil_stream(
    document: &mut Document,
    random: &mut Random,
    change: impl Fn(&mut Vec<u8>, &mut Random) -> &'static str,
) -> String {
    let streams: Vec<_> = document
        .objects
        .iter()
        .filter(|(_, object)| matches!(object, Object::Stream(_)))
        .map(|(id, _)| *id)
        .collect();
    let Some(id) = streams.get(random.below(streams.len())) else {
        return "nothing done: no stream".to_owned();
    };
    let Some(Object::Stream(stream)) = document.objects.get_mut(id) else {
        unreachable!("only streams were listed");
    };
    let mut content = match stream.decompressed_content() {
        Ok(content) => {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            content
        }
        Err(_) => stream.content.clone(),
    };
    let what = change(&mut content, random);
    stream.set_content(content);
    format!("stream {} {what}", id.0)
}
