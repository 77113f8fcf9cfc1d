//! Faults on demand, for the tests of the isolation: a document that begins with `%namnd-fault: hang` makes its worker
//! hang. Only a run with a hidden option listens.

use std::time::Duration;

/// A document that asks for a fault begins so.
const MARK: &[u8] = b"%namnd-fault: ";

/// Commits the fault that the document asks for, if any.
pub fn obey(bytes: &[u8]) {
    let Some(rest) = bytes.strip_prefix(MARK) else {
        return;
    };
    let wish = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match wish {
        b"panic" => panic!("a panic on demand"),
        b"abort" => std::process::abort(),
        b"exit" => std::process::exit(7),
        b"stack" => {
            overflow(0);
        }
        b"memory" => eat(),
        b"hang" => loop {
            std::hint::spin_loop();
        },
        b"sleep" => std::thread::sleep(Duration::from_secs(3600)),
        b"slow" => std::thread::sleep(Duration::from_millis(300)),
        b"kill" => kill(),
        b"socket" => reach_out(),
        _ => {}
    }
}

fn overflow(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    if room[0] == u64::MAX {
        return 0;
    }
    overflow(depth + 1) + std::hint::black_box(room[1])
}

fn eat() {
    let mut eaten: Vec<Vec<u8>> = Vec::new();
    loop {
        eaten.push(std::hint::black_box(vec![1; 1 << 20]));
    }
}

#[cfg(unix)]
fn kill() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
}

#[cfg(not(unix))]
fn kill() {
    std::process::abort();
}

/// Tries what a worker may not do; ends the worker if it may.
fn reach_out() {
    let network = std::net::TcpListener::bind("127.0.0.1:0").is_ok();
    let program = std::process::Command::new("/bin/true").status().is_ok();
    if network || program {
        std::process::exit(9);
    }
}
