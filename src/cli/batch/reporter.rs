//! Writes the report while a run goes on, so that it is whole at any moment and never old.

use std::io;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::run::Target;
use crate::cli::inputs::Inputs;
use crate::cli::lock;
use crate::cli::report::{self, Circumstances, Entries};

/// So long a report is left alone before it is written anew.
const LEAST_PAUSE: Duration = Duration::from_secs(1);
/// And so many times longer than it took to write it, for it grows with the run.
const PAUSE_PER_WRITE: u32 = 20;

/// Writes the report of a run.
pub struct Reporter<'a> {
    target: &'a Target,
    inputs: &'a Inputs,
    circumstances: &'a Circumstances<'a>,
    /// When it is due; also keeps two threads from writing at a time.
    due: Mutex<Option<Instant>>,
}

impl<'a> Reporter<'a> {
    /// Of a run that has not begun.
    pub fn new(
        target: &'a Target,
        inputs: &'a Inputs,
        circumstances: &'a Circumstances<'a>,
    ) -> Self {
        Self {
            target,
            inputs,
            circumstances,
            due: Mutex::new(None),
        }
    }

    /// Writes it if it is due. One that cannot be written now can be at the end, or the run fails then.
    pub fn as_it_goes(&self, entries: &Mutex<Entries>) {
        let Ok(mut due) = self.due.try_lock() else {
            return;
        };
        let begun = Instant::now();
        if due.is_some_and(|due| begun < due) {
            return;
        }
        let entries = lock(entries).clone();
        let _ = self.write(&entries);
        let pause = (begun.elapsed() * PAUSE_PER_WRITE).max(LEAST_PAUSE);
        *due = Some(Instant::now() + pause);
    }

    /// Brings the journal to the disk and writes the last report.
    pub fn at_the_end(&self, entries: &Entries) -> io::Result<()> {
        if let Target::Folder { journal, .. } = self.target {
            journal.flush()?;
        }
        self.write(entries)
    }

    fn write(&self, entries: &Entries) -> io::Result<()> {
        match self.target {
            Target::Stdout => Ok(()),
            Target::Folder { folder, .. } => {
                report::write(folder, self.inputs, entries, self.circumstances)
            }
        }
    }
}
