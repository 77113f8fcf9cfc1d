//! The worker process: reads documents from standard input, writes results to standard output, until the input ends.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::document::{Converted, contain, convert, picture};
use super::error::Error;
use super::frame::Sender;
use super::message::{Answer, Job, Ready, Task, Terms};
use super::{confine, frame};
use crate::convert::Input;
use crate::grammar::Layouts;

/// Bytes of stack that every thread that converts should have: deep documents need a deep stack.
pub const STACK: usize = 64 << 20;

/// Is the worker of a [`Pool`](super::Pool): takes the process over, its standard input and output included, and ends it
/// when the parent closes the pipe or is gone. Returns only what went wrong before. `before` is called with the bytes of
/// each document before it is converted; a panic in it is the document's.
///
/// Gives up files, the network and new privileges for the whole process, and silences its panics: call it in a process
/// that is made for it.
#[must_use]
pub fn run(before: impl Fn(&[u8]) + Send + Sync + 'static) -> ExitCode {
    super::panics::silence();
    confine::die_with_parent();
    let Ok(mut answers) = confine::take_stdout() else {
        return ExitCode::FAILURE;
    };
    let mut input = io::stdin().lock();
    let Ok(Some((terms, _))) = frame::read::<Terms>(&mut input, Sender::Trusted, 0) else {
        return ExitCode::FAILURE;
    };
    let (jobs, received) = sync_channel::<(Task, Vec<u8>)>(0);
    let started = start(terms, received, answers.try_clone(), before);
    let ready = started.as_ref().map_err(Clone::clone);
    if frame::write(&mut answers, &ready, &[]).is_err() || started.is_err() {
        return ExitCode::FAILURE;
    }
    while let Ok(Some((task, bytes))) = frame::read::<Task>(&mut input, Sender::Trusted, u64::MAX) {
        if jobs.send((task, bytes)).is_err() {
            return ExitCode::FAILURE;
        }
    }
    // The parent is gone or wants no more; a document under way is nobody's any more.
    std::process::exit(0)
}

/// Gives up what a worker does not need, and starts the threads that convert. In this order: threads inherit what was
/// given up, and the memory that their stacks take is not the documents'.
fn start(
    terms: Terms,
    jobs: Receiver<(Task, Vec<u8>)>,
    answers: io::Result<impl Write + Send + 'static>,
    before: impl Fn(&[u8]) + Send + Sync + 'static,
) -> Result<Ready, String> {
    let mut answers = answers.map_err(|error| error.to_string())?;
    let layouts = layouts(&terms.layouts)?;
    let memory = confine::MemoryMeter::open();
    let mut missing = confine::give_up_rights();
    let max_memory = terms.max_memory;
    let (built, outcome) = sync_channel(1);
    std::thread::Builder::new()
        .name("documents".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // This thread is the first of those that convert, so that no document is handed on to another and back.
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(terms.threads)
                .stack_size(STACK)
                .thread_name(|_| "document".to_owned())
                .use_current_thread()
                .build();
            let pool = match pool {
                Ok(pool) => pool,
                Err(error) => {
                    let _ = built.send(Err(error.to_string()));
                    return;
                }
            };
            if built.send(Ok(())).is_err() {
                return;
            }
            while let Ok((task, bytes)) = jobs.recv() {
                let bytes = Arc::new(bytes);
                let (head, body) = pool.install(|| match &task {
                    Task::Convert(job) => Answer::of(contain(|| {
                        before(&bytes);
                        one(job, &bytes, &layouts, &terms)
                    })),
                    Task::Picture(wanted) => {
                        let options = &terms.settings.options;
                        Answer::of_picture(picture(&bytes, options, wanted))
                    }
                });
                drop(bytes);
                if frame::write(&mut answers, &head, &body).is_err() {
                    // Nobody listens any more.
                    std::process::exit(0);
                }
            }
        })
        .map_err(|error| error.to_string())?;
    outcome.recv().map_err(|error| error.to_string())??;
    missing.extend(confine::limit_memory(memory, max_memory).err());
    Ok(Ready { missing })
}

fn one(
    job: &Job,
    bytes: &Arc<Vec<u8>>,
    layouts: &Layouts,
    terms: &Terms,
) -> Result<Converted, Error> {
    let input = Input {
        name: &job.name,
        bytes,
        sha256: job.sha256.as_deref(),
    };
    let settings = &terms.settings;
    convert(&input, layouts, settings, &job.audit, &job.readings)
}

/// The built-in layouts with these files laid over them.
fn layouts(files: &[(String, String)]) -> Result<Layouts, String> {
    if files.is_empty() {
        return Ok(Layouts::builtin());
    }
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Layouts::with_files(files).map_err(|error| error.to_string())
}
