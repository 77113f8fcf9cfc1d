//! Workers that convert documents: lent out one at a time, replaced when they die.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::document::{Audit, Converted};
use super::error::Error;
use super::message::{Answer, Job, Task, Terms};
use super::process::{Death, Process};
use super::setup::Setup;
use super::spawner::Spawner;
use super::watchdog::{Watchdog, lock};
use crate::convert::Input;
use crate::ocr::reading::{Prepared, Readings, Wanted};
use crate::pdf::Picture;

/// A document gets so many workers: the first may have been killed for no fault of the document's.
const ATTEMPTS: u32 = 2;
/// So long a worker may take to start.
const START: Duration = Duration::from_secs(60);

/// Worker processes that convert documents. Any number of threads may ask at a time; each document has a worker for
/// itself. All workers end with the value.
pub struct Pool {
    setup: Setup,
    terms: Terms,
    /// The first worker while it starts.
    first: Mutex<Option<io::Result<Process>>>,
    /// Others that start while the first documents are read.
    begun: Mutex<Vec<Process>>,
    idle: Mutex<Vec<Process>>,
    watchdog: Watchdog,
    spawner: Spawner,
}

impl Pool {
    /// Begins to start the workers, and does not wait for them.
    ///
    /// # Errors
    /// [`Error::NoWorker`] when this process can have no thread that watches over them.
    pub fn start(setup: Setup) -> Result<Self, Error> {
        let watchdog =
            Watchdog::start(Arc::clone(&setup.interrupt)).map_err(|error| no_worker(&error))?;
        let spawner = Spawner::start().map_err(|error| no_worker(&error))?;
        let terms = Terms {
            layouts: setup.layouts.clone(),
            settings: setup.settings.clone(),
            max_memory: setup.max_memory,
            threads: setup.threads,
        };
        let workers = setup.workers;
        let mut pool = Self {
            setup,
            terms,
            first: Mutex::default(),
            begun: Mutex::default(),
            idle: Mutex::default(),
            watchdog,
            spawner,
        };
        pool.first = Mutex::new(Some(pool.begin()));
        // One that does not start now is started when it is needed, and says then why not.
        let others: Vec<Process> = (1..workers).map_while(|_| pool.begin().ok()).collect();
        pool.begun = Mutex::new(others);
        Ok(pool)
    }

    /// Waits for the first worker, so that what keeps workers from starting is known before the first document. Returns the
    /// protections that this system does not offer. A pool may be used without having been asked.
    ///
    /// # Errors
    /// [`Error::NoWorker`] when no worker can be started.
    pub fn ready(&self) -> Result<Vec<String>, Error> {
        let first = lock(&self.first).take();
        let (process, missing) = first
            .unwrap_or_else(|| self.begin())
            .and_then(|process| self.finish(process))
            .map_err(|error| no_worker(&error))?;
        lock(&self.idle).push(process);
        Ok(missing)
    }

    /// Has a worker convert a document. One that ends its worker gets a second one.
    ///
    /// # Errors
    /// See [`Error`]; the pool goes on with other documents all the same.
    pub fn convert(&self, input: &Input<'_>) -> Result<Converted, Error> {
        self.convert_scans(input, &Readings::default())
    }

    /// The same, with what was read in the pictures of its pages.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn convert_scans(
        &self,
        input: &Input<'_>,
        readings: &Readings,
    ) -> Result<Converted, Error> {
        let mut audit = Audit::AsSet;
        if self.setup.settings.audit {
            // The second reader is known to hang and crash: then the document is converted without it.
            match self.attempt(input, &audit, readings) {
                Err(error) if error.lost_worker() || matches!(error, Error::Timeout(_)) => {
                    audit = Audit::GivenUp(error.code().to_owned());
                }
                result => return result,
            }
        }
        let mut attempts = 1;
        loop {
            match self.attempt(input, &audit, readings) {
                Err(error) if error.lost_worker() && attempts < ATTEMPTS => attempts += 1,
                result => return result,
            }
        }
    }

    /// No more documents will come: workers may end while the caller does something else.
    pub fn dismiss(&self) {
        for process in lock(&self.idle).iter() {
            process.dismiss();
        }
    }

    /// A worker that has converted nothing yet.
    fn fresh(&self) -> io::Result<Process> {
        let begun = match lock(&self.first).take() {
            Some(first) => first.ok(),
            None => lock(&self.begun).pop(),
        };
        if let Some((process, _)) = begun.and_then(|process| self.finish(process).ok()) {
            return Ok(process);
        }
        Ok(self.finish(self.begin()?)?.0)
    }

    fn begin(&self) -> io::Result<Process> {
        let mut process = self
            .spawner
            .spawn(&self.setup.program, self.setup.max_memory)?;
        let told = {
            let _watch = self.watchdog.watch(process.child(), START);
            process.set_up(&self.terms)
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

    /// Has a worker make the picture of a page ready.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn picture(&self, bytes: &[u8], wanted: &Wanted) -> Result<(Prepared, Picture), Error> {
        let (answer, body) = self.ask(&Task::Picture(*wanted), bytes)?;
        answer.into_picture(body)
    }

    /// Has one worker convert a document.
    fn attempt(
        &self,
        input: &Input<'_>,
        audit: &Audit,
        readings: &Readings,
    ) -> Result<Converted, Error> {
        let task = Task::Convert(Job {
            name: input.name.to_owned(),
            sha256: input.sha256.map(str::to_owned),
            audit: audit.clone(),
            readings: readings.clone(),
        });
        let (answer, body) = self.ask(&task, input.bytes)?;
        answer.into_result(body)
    }

    /// Has one worker do something.
    fn ask(&self, task: &Task, bytes: &[u8]) -> Result<(Answer, Vec<u8>), Error> {
        // Not in the match's head: the lock would be held while a worker starts.
        let idle = lock(&self.idle).pop();
        let mut process = match idle {
            Some(process) => process,
            None => self.fresh().map_err(|error| {
                if self.is_interrupted() {
                    Error::Interrupted
                } else {
                    no_worker(&error)
                }
            })?,
        };
        let (answer, expired) = {
            let watch = self.watchdog.watch(process.child(), self.setup.timeout);
            (process.ask(task, bytes), watch.expired())
        };
        match answer {
            // An answer that came in the last moment before the deadline is an answer; its worker is gone, though.
            Ok((answer, body)) => {
                if expired {
                    drop(process);
                } else {
                    lock(&self.idle).push(process);
                }
                Ok((answer, body))
            }
            Err(_) if expired => {
                process.bury();
                Err(Error::Timeout(self.setup.timeout.as_secs()))
            }
            Err(_) if self.is_interrupted() => {
                process.bury();
                Err(Error::Interrupted)
            }
            Err(_) => Err(explain(&process.bury(), self.setup.max_memory)),
        }
    }

    fn is_interrupted(&self) -> bool {
        self.setup.interrupt.load(Ordering::SeqCst)
    }
}

fn no_worker(why: &io::Error) -> Error {
    Error::NoWorker(why.to_string())
}

/// Why a worker did not start, with the last line that it wrote.
fn last_words(process: Process, error: &io::Error) -> io::Error {
    let death = process.bury();
    let last = death.last_words.lines().last().unwrap_or_default();
    io::Error::other(format!("{error} {last}").trim().to_owned())
}

/// Why a worker died.
fn explain(death: &Death, max_memory: u64) -> Error {
    if death.last_words.contains("memory allocation of") {
        return Error::Memory(max_memory);
    }
    if death.last_words.contains("overflowed its stack") {
        return Error::Stack;
    }
    if was_killed(death) {
        return Error::Killed;
    }
    Error::Crash(death.status.map_or_else(
        || "ended for no known cause".to_owned(),
        |status| format!("ended with {status}"),
    ))
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
