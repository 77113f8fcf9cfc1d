//! When a run waits for its converter, and when it no longer needs it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use namnd::isolate::Error;

use crate::cli::Refusal;
use crate::cli::convert::Convert;
use crate::cli::lock;
use crate::cli::printer::Printer;

/// Stands before the converter. The first documents are read while it becomes ready, and it may end while the last is
/// written.
pub struct Gate {
    open: OnceLock<bool>,
    refusal: Mutex<Option<Refusal>>,
    /// Documents that may still need the converter.
    left: AtomicUsize,
}

impl Gate {
    /// Before so many documents.
    pub fn new(documents: usize) -> Self {
        Self {
            open: OnceLock::new(),
            refusal: Mutex::default(),
            left: AtomicUsize::new(documents),
        }
    }

    /// Waits for the converter, once. `false` if it refuses: the run ends then.
    pub fn is_open(&self, converter: &dyn Convert, printer: &Printer) -> bool {
        *self.open.get_or_init(|| match converter.ready() {
            Ok(missing) => {
                for missing in missing {
                    printer.detail(&format!("note: {missing}"));
                }
                true
            }
            Err(error) => {
                *lock(&self.refusal) = Some(no_workers(&error));
                false
            }
        })
    }

    /// Why the converter refused, if it did.
    pub fn refusal(&self) -> Option<Refusal> {
        lock(&self.refusal).take()
    }

    /// One document less needs the converter; after the last it is dismissed.
    pub fn pass(&self, converter: &dyn Convert) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            converter.dismiss();
        }
    }
}

/// Why no document of a run can be converted.
pub fn no_workers(why: &Error) -> Refusal {
    let why = match why {
        Error::NoWorker(why) => why.clone(),
        other => other.to_string(),
    };
    Refusal::new(format!(
        "worker processes cannot be started ({why}): try --no-isolation"
    ))
}
