//! One worker process, seen from the parent.

use std::io::{self, BufReader, Read};
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::frame::{self, Sender};
use super::message::{Answer, Ready, Task, Terms};
use super::setup::Program;
use super::watchdog::{SharedChild, lock};

/// So much of a worker's last words is kept.
const LAST_WORDS: usize = 8 << 10;
/// So long a worker that closed its pipe may take to end by itself, for its own exit status to be known.
const DYING: Duration = Duration::from_secs(2);
/// So many bytes may be under way in a pipe where the system allows it: most documents, whole. The usual 64 KiB have
/// parent and worker wait for each other again and again.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;
/// The answer to a setup has no body.
const NO_BODY: u64 = 0;

/// A running worker.
pub struct Process {
    child: SharedChild,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    last_words: Arc<Mutex<Vec<u8>>>,
    listener: Option<JoinHandle<()>>,
    max_body: u64,
}

/// How a worker ended.
#[derive(Debug)]
pub struct Death {
    /// Its exit status, if it could be had.
    pub status: Option<ExitStatus>,
    /// The end of what it wrote to standard error.
    pub last_words: String,
}

impl Process {
    /// Starts a worker whose answers have at most so many bytes; [`Process::set_up`] and [`Process::ready`] have to
    /// follow.
    pub fn spawn(program: &Program, max_body: u64) -> io::Result<Self> {
        let mut command = Command::new(&program.path);
        command
            .args(&program.args)
            .env_clear()
            .envs(program.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            if let Some(name) = &program.name {
                command.arg0(name);
            }
            // A process group of its own: Ctrl-C is for the parent, which ends its workers itself.
            command.process_group(0);
        }
        let mut child = command.spawn()?;
        let missing = || io::Error::other("a pipe to the worker is missing");
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().ok_or_else(missing)?;
        #[cfg(target_os = "linux")]
        {
            // Refused or not: the documents get through.
            let _ = stdin
                .as_ref()
                .map(|pipe| rustix::pipe::fcntl_setpipe_size(pipe, PIPE));
            let _ = rustix::pipe::fcntl_setpipe_size(&stdout, PIPE);
        }
        let stderr = child.stderr.take().ok_or_else(missing)?;
        let last_words: Arc<Mutex<Vec<u8>>> = Arc::default();
        let listener = listen(stderr, Arc::clone(&last_words))?;
        Ok(Self {
            child: Arc::new(Mutex::new(child)),
            stdin,
            stdout: BufReader::new(stdout),
            last_words,
            listener: Some(listener),
            max_body,
        })
    }

    /// The process, for the watchdog.
    pub fn child(&self) -> &SharedChild {
        &self.child
    }

    /// Tells the worker how to convert.
    pub fn set_up(&mut self, terms: &Terms) -> io::Result<()> {
        self.send(terms, &[])
    }

    /// Waits until the worker is ready.
    pub fn ready(&mut self) -> io::Result<Ready> {
        let answer: Option<(Result<Ready, String>, _)> =
            frame::read(&mut self.stdout, Sender::Claims, NO_BODY)?;
        match answer {
            Some((Ok(ready), _)) => Ok(ready),
            Some((Err(message), _)) => Err(io::Error::other(message)),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Has something done with a document. An error means that the worker is lost.
    pub fn ask(&mut self, task: &Task, bytes: &[u8]) -> io::Result<(Answer, Vec<u8>)> {
        self.send(task, bytes)?;
        frame::read(&mut self.stdout, Sender::Claims, self.max_body)?
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn send(&mut self, head: &impl serde::Serialize, body: &[u8]) -> io::Result<()> {
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frame::write(stdin, head, body)
    }

    /// Ends the worker without waiting for its end.
    pub fn dismiss(&self) {
        // It may have ended by itself.
        let _ = lock(&self.child).kill();
    }

    /// Makes sure that the worker has ended, and says how.
    pub fn bury(mut self) -> Death {
        // The worker ends when its input does, unless it hangs.
        drop(self.stdin.take());
        let patience = Instant::now() + DYING;
        let mut status = None;
        while status.is_none() && Instant::now() < patience {
            status = lock(&self.child).try_wait().ok().flatten();
            if status.is_none() {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        if status.is_none() {
            let mut child = lock(&self.child);
            let _ = child.kill();
            status = child.wait().ok();
        }
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
        let last_words = String::from_utf8_lossy(&lock(&self.last_words)).into_owned();
        Death { status, last_words }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Not buried: the pool is being dropped. Nothing that the worker does matters any more.
        let mut child = lock(&self.child);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Keeps the end of what the worker writes to standard error, and keeps its pipe from filling up.
fn listen(mut stderr: ChildStderr, kept: Arc<Mutex<Vec<u8>>>) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("listener".to_owned())
        .spawn(move || {
            let mut buffer = [0; 1024];
            while let Ok(length) = stderr.read(&mut buffer) {
                if length == 0 {
                    break;
                }
                let mut kept = lock(&kept);
                kept.extend_from_slice(buffer.get(..length).unwrap_or_default());
                let surplus = kept.len().saturating_sub(LAST_WORDS);
                kept.drain(..surplus);
            }
        })
}
