//! Faults on demand, for tests of what a caller makes of them: a document that begins with `%namnd-fault: hang` makes its
//! worker hang, if what [`run_worker`](super::run_worker) calls before each document is [`obey`].

use std::time::Duration;

/// A document that asks for a fault begins so.
const MARK: &[u8] = b"%namnd-fault: ";

/// Commits the fault that the document asks for, if any.
pub fn obey(bytes: &[u8]) {
    let Some(rest) = bytes.strip_prefix(MARK) else {
        return;
    };
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let wish = String::from_utf8_lossy(line);
    let (wish, number) = wish.split_once(' ').unwrap_or((&wish, "0"));
    let number: u64 = number.parse().unwrap_or_default();
    match wish {
        "panic" => panic!("a panic on demand"),
        "abort" => std::process::abort(),
        "exit" => std::process::exit(7),
        "stack" => {
            overflow(0);
        }
        "memory" => use_memory(u64::MAX),
        // So many MiB.
        "use" => use_memory(number),
        "hang" => loop {
            std::hint::spin_loop();
        },
        // So many milliseconds.
        "sleep" => std::thread::sleep(Duration::from_millis(number)),
        "kill" => kill(),
        "reach" => reach_out(),
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

fn use_memory(mebibytes: u64) {
    let mut used: Vec<Vec<u8>> = Vec::new();
    for _ in 0..mebibytes {
        used.push(std::hint::black_box(vec![1; 1 << 20]));
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
    let file = std::fs::File::open("/etc/passwd").is_ok();
    if network || program || file {
        std::process::exit(9);
    }
}
