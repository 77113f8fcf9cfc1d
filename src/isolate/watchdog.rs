//! Ends workers whose time is up, and all of them when the caller interrupts.

use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(20);

/// A worker process, shared by the thread that talks to it and the watchdog.
pub type SharedChild = Arc<Mutex<Child>>;

/// Locks even if a thread panicked while it held the lock: a process handle is never half changed.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Watched {
    id: u64,
    deadline: Instant,
    child: SharedChild,
    expired: Arc<AtomicBool>,
}

/// The watchdog's thread; it ends with the value.
pub struct Watchdog {
    watched: Arc<Mutex<Vec<Watched>>>,
    next: Mutex<u64>,
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A worker under watch; the watch ends with the value.
pub struct Watch<'a> {
    watchdog: &'a Watchdog,
    id: u64,
    expired: Arc<AtomicBool>,
}

impl Watchdog {
    /// Starts the thread.
    pub fn start(interrupt: Arc<AtomicBool>) -> std::io::Result<Self> {
        let watched: Arc<Mutex<Vec<Watched>>> = Arc::default();
        let (end, ended) = mpsc::channel::<()>();
        let list = Arc::clone(&watched);
        let thread = std::thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    let (now, interrupted) = (Instant::now(), interrupt.load(Ordering::SeqCst));
                    for one in lock(&list).iter() {
                        let expired = now >= one.deadline;
                        if expired {
                            one.expired.store(true, Ordering::SeqCst);
                        }
                        if expired || interrupted {
                            // It may have ended by itself meanwhile.
                            let _ = lock(&one.child).kill();
                        }
                    }
                }
            })?;
        Ok(Self {
            watched,
            next: Mutex::new(0),
            end: Some(end),
            thread: Some(thread),
        })
    }

    /// Watches a worker until the deadline.
    pub fn watch(&self, child: &SharedChild, time: Duration) -> Watch<'_> {
        let id = {
            let mut next = lock(&self.next);
            *next += 1;
            *next
        };
        let expired = Arc::new(AtomicBool::new(false));
        let now = Instant::now();
        lock(&self.watched).push(Watched {
            id,
            // A time beyond the clock's range is as good as a year.
            deadline: now
                .checked_add(time)
                .unwrap_or(now + Duration::from_secs(365 * 24 * 3600)),
            child: Arc::clone(child),
            expired: Arc::clone(&expired),
        });
        Watch {
            watchdog: self,
            id,
            expired,
        }
    }
}

impl Watch<'_> {
    /// Whether the worker was ended because its time was up.
    pub fn expired(&self) -> bool {
        self.expired.load(Ordering::SeqCst)
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        lock(&self.watchdog.watched).retain(|one| one.id != self.id);
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
