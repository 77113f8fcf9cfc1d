//! The workers of a run: lent out one at a time, replaced when they die.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use namnd::convert::Input;

use super::message::{Job, Setup};
use super::process::{Death, Process};
use super::watchdog::{Watchdog, lock};
use crate::cli::Refusal;
use crate::cli::convert::{Attempt, Audit, Convert};
use crate::cli::outcome::{Failure, reason};
use crate::cli::stop::Stop;

/// A document gets so many workers: the first may have been killed for no fault of the document's.
const ATTEMPTS: u32 = 2;
/// So long a worker may take to start.
const START: Duration = Duration::from_secs(60);

/// Workers, started when first needed.
pub struct Pool {
    setup: Setup,
    timeout: Duration,
    /// The first worker while it starts.
    first: Mutex<Option<io::Result<Process>>>,
    /// Others that start while the first documents are read.
    begun: Mutex<Vec<Process>>,
    idle: Mutex<Vec<Process>>,
    watchdog: Watchdog,
    stop: Arc<Stop>,
}

impl Pool {
    /// Begins to start so many workers, at least one.
    pub fn start(
        setup: Setup,
        workers: usize,
        timeout: Duration,
        stop: Arc<Stop>,
    ) -> Result<Self, Refusal> {
        let watchdog = Watchdog::start(Arc::clone(&stop)).map_err(|error| refuse(&error))?;
        let mut pool = Self {
            setup,
            timeout,
            first: Mutex::default(),
            begun: Mutex::default(),
            idle: Mutex::default(),
            watchdog,
            stop,
        };
        pool.first = Mutex::new(Some(pool.begin()));
        // One that does not start now is started when it is needed, and says then why not.
        let others: Vec<Process> = (1..workers).map_while(|_| pool.begin().ok()).collect();
        pool.begun = Mutex::new(others);
        Ok(pool)
    }

    /// A worker that has converted nothing yet.
    fn fresh(&self) -> io::Result<Process> {
        let begun = lock(&self.begun).pop();
        if let Some((process, _)) = begun.and_then(|process| self.finish(process).ok()) {
            return Ok(process);
        }
        Ok(self.finish(self.begin()?)?.0)
    }

    fn begin(&self) -> io::Result<Process> {
        let mut process = Process::spawn(self.setup.max_memory, self.setup.threads)?;
        let told = {
            let _watch = self.watchdog.watch(process.child(), START);
            process.set_up(&self.setup)
        };
        match told {
            Ok(()) => Ok(process),
            Err(error) => Err(last_words(process, &error)),
        }
    }

    fn finish(&self, mut process: Process) -> io::Result<(Process, Vec<String>)> {
        let ready = {
            let _watch = self.watchdog.watch(process.child(), START);
            process.ready()
        };
        match ready {
            Ok(ready) => Ok((process, ready.missing)),
            Err(error) => Err(last_words(process, &error)),
        }
    }

    /// Has a worker convert a document. An error means that the worker died of it, or that there is none.
    fn attempt(&self, input: &Input<'_>, audit: &Audit) -> Result<Attempt, Failure> {
        // Not in the match's head: the lock would be held while a worker starts.
        let idle = lock(&self.idle).pop();
        let mut process = match idle {
            Some(process) => process,
            None => match self.fresh() {
                Ok(process) => process,
                Err(_) if self.stop.is_interrupted() => return Ok(Attempt::Stopped),
                Err(error) => {
                    return Err(Failure::new(
                        reason::NO_WORKER,
                        format!(
                            "no worker process could be started for it ({error}): try again with fewer jobs (-j)"
                        ),
                    ));
                }
            },
        };
        let job = Job {
            name: input.name.to_owned(),
            sha256: input.sha256.map(str::to_owned),
            audit: audit.clone(),
        };
        let (answer, expired) = {
            let watch = self.watchdog.watch(process.child(), self.timeout);
            (process.convert(&job, input.bytes), watch.expired())
        };
        match answer {
            // An answer that came in the last moment before the deadline is an answer; its worker is gone, though.
            Ok((answer, body)) => {
                if expired {
                    drop(process);
                } else {
                    lock(&self.idle).push(process);
                }
                Ok(Attempt::Done(answer.into_result(body)))
            }
            Err(_) if expired => {
                process.bury();
                Ok(Attempt::Done(Err(Failure::new(
                    reason::TIMEOUT,
                    format!(
                        "took longer than {} seconds: raise --timeout",
                        self.timeout.as_secs()
                    ),
                ))))
            }
            Err(_) if self.stop.is_interrupted() => {
                process.bury();
                Ok(Attempt::Stopped)
            }
            Err(_) => Err(explain(&process.bury(), self.setup.max_memory)),
        }
    }
}

impl Convert for Pool {
    /// Waits for the first worker, so that what keeps workers from starting is known before the first document.
    fn ready(&self) -> Result<Vec<String>, Refusal> {
        let first = lock(&self.first).take();
        let (process, missing) = first
            .unwrap_or_else(|| self.begin())
            .and_then(|process| self.finish(process))
            .map_err(|error| refuse(&error))?;
        lock(&self.idle).push(process);
        Ok(missing)
    }

    fn convert(&self, input: &Input<'_>) -> Attempt {
        let mut audit = Audit::AsSet;
        if self.setup.settings.audit {
            // The second reader is known to hang and crash: then the document is converted without it.
            match self.attempt(input, &audit) {
                Ok(Attempt::Done(Err(failure))) if failure.reason == reason::TIMEOUT => {
                    audit = Audit::GivenUp(failure.reason);
                }
                Ok(attempt) => return attempt,
                Err(failure) => audit = Audit::GivenUp(failure.reason),
            }
        }
        let mut last = None;
        for _ in 0..ATTEMPTS {
            match self.attempt(input, &audit) {
                Ok(attempt) => return attempt,
                Err(failure) => last = Some(failure),
            }
        }
        last.map_or(Attempt::Stopped, |failure| Attempt::Done(Err(failure)))
    }

    fn dismiss(&self) {
        for process in lock(&self.idle).iter() {
            process.dismiss();
        }
    }
}

fn refuse(why: &io::Error) -> Refusal {
    Refusal::new(format!(
        "worker processes cannot be started ({why}): try --no-isolation"
    ))
}

/// Why a worker did not start, with the last line that it wrote.
fn last_words(process: Process, error: &io::Error) -> io::Error {
    let death = process.bury();
    let last = death.last_words.lines().last().unwrap_or_default();
    io::Error::other(format!("{error} {last}").trim().to_owned())
}

/// Why a worker died. Says the same for the same death: no process ids, no addresses.
fn explain(death: &Death, max_memory: u64) -> Failure {
    if death.last_words.contains("memory allocation of") {
        return Failure::new(
            reason::MEMORY,
            format!(
                "needs more than {} MiB of memory: raise --max-memory",
                max_memory >> 20
            ),
        );
    }
    if death.last_words.contains("overflowed its stack") {
        return Failure::new(
            reason::CRASH,
            "overflowed the stack: a bug in this program, please report it with the file",
        );
    }
    let how = death.status.map_or_else(
        || "ended for no known cause".to_owned(),
        |status| format!("ended with {status}"),
    );
    if was_killed(death) {
        return Failure::new(
            reason::KILLED,
            "its worker process was killed from outside, perhaps because the system ran out of memory: \
             try again with fewer jobs (-j)",
        );
    }
    Failure::new(
        reason::CRASH,
        format!("its worker process {how}: a bug in this program, please report it with the file"),
    )
}

/// SIGKILL and SIGTERM come from somebody else, not from a bug.
#[cfg(unix)]
fn was_killed(death: &Death) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    let signal = death.status.and_then(|status| status.signal());
    signal.is_some_and(|signal| {
        [rustix::process::Signal::KILL, rustix::process::Signal::TERM]
            .iter()
            .any(|known| known.as_raw() == signal)
    })
}

#[cfg(not(unix))]
fn was_killed(_: &Death) -> bool {
    false
}
