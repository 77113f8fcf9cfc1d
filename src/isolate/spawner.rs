//! Starts all workers of a pool from one thread, which lives as long as the pool. On Linux a worker's parent is not the
//! process but the thread that started it: a caller's thread may end long before the pool does, and workers with it.

use std::io;
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use super::process::Process;
use super::setup::Program;

/// A worker that is asked for, and where it is waited for.
struct Request {
    program: Program,
    max_body: u64,
    answer: SyncSender<io::Result<Process>>,
}

/// The thread; it ends with the value.
pub struct Spawner {
    requests: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
}

impl Spawner {
    /// Starts the thread.
    pub fn start() -> io::Result<Self> {
        let (requests, received) = channel::<Request>();
        let thread = std::thread::Builder::new()
            .name("spawner".to_owned())
            .spawn(move || {
                for request in received {
                    let process = Process::spawn(&request.program, request.max_body);
                    // Nobody waits any more: then the process ends with the value.
                    let _ = request.answer.send(process);
                }
            })?;
        Ok(Self {
            requests: Some(requests),
            thread: Some(thread),
        })
    }

    /// As [`Process::spawn`].
    pub fn spawn(&self, program: &Program, max_body: u64) -> io::Result<Process> {
        let gone = || io::Error::other("the thread that starts workers is gone");
        let (answer, started) = sync_channel(1);
        let request = Request {
            program: program.clone(),
            max_body,
            answer,
        };
        let requests = self.requests.as_ref().ok_or_else(gone)?;
        requests.send(request).map_err(|_| gone())?;
        started.recv().map_err(|_| gone())?
    }
}

impl Drop for Spawner {
    fn drop(&mut self) {
        drop(self.requests.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
