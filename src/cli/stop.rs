//! Why a run ends before its last document.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The reason that came first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StopReason {
    /// Ctrl-C, or a signal to end.
    Interrupted,
    /// `--fail-fast`, `--max-failures`.
    TooManyFailures(u64),
    /// Nothing more can be written.
    Unwritable(String),
}

/// Asked before each document; may be set from any thread and from the handler of Ctrl-C.
#[derive(Debug, Default)]
pub struct Stop {
    stopped: AtomicBool,
    interrupted: Arc<AtomicBool>,
    failures: AtomicU64,
    reason: Mutex<Option<StopReason>>,
}

impl Stop {
    /// No document is begun any more.
    pub fn stop(&self, reason: StopReason) {
        let mut first = self.reason.lock().unwrap_or_else(PoisonError::into_inner);
        if first.is_none() {
            *first = Some(reason);
        }
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Whether no document is to be begun any more.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Set when documents under way are to be given up, too.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupted)
    }

    /// Why the run was stopped.
    pub fn reason(&self) -> Option<StopReason> {
        self.reason
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Counts a failure, and stops when there are as many as were allowed.
    pub fn count_failure(&self, max: Option<u64>) {
        let failures = self.failures.fetch_add(1, Ordering::SeqCst) + 1;
        if max.is_some_and(|max| failures >= max) {
            self.stop(StopReason::TooManyFailures(failures));
        }
    }

    /// From now on Ctrl-C stops the run; a second one ends the program at once.
    pub fn on_interrupt(self: &Arc<Self>) {
        let stop = Arc::clone(self);
        // Without a handler, Ctrl-C ends the program as it always does: nothing half written is left either.
        let _ = ctrlc::set_handler(move || {
            if stop.interrupted.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
            stop.stop(StopReason::Interrupted);
        });
    }
}
