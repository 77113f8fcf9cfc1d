//! Worker processes: a document that crashes, hangs or eats all memory takes a worker with it and nothing else.
//!
//! The parent holds a [`Pool`] and hands it documents. A worker gets a document's bytes over its standard input and gives
//! the JSON back over its standard output (`message`, in `frame`s); it needs no file and no network and has access to
//! neither (`confine`). `watchdog` ends workers that take too long, `pool` replaces those that died. [`document`] is what a
//! worker does with a document, and what a caller without workers does.
//!
//! Which program a worker is, the caller says: any that calls [`run_worker`] when it is started with the arguments of
//! [`Program`]. Nothing is read from the environment, and a worker has none but what [`Program::env`] gives it.
//!
//! ```no_run
//! use std::process::ExitCode;
//! use std::sync::Arc;
//!
//! use namnd::convert::Input;
//! use namnd::isolate::{Pool, Program, Setup, run_worker};
//!
//! fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
//!     if std::env::args().nth(1).as_deref() == Some("worker") {
//!         return Ok(run_worker(|_| {}));
//!     }
//!     let this = Program::new(std::env::current_exe()?).arg("worker");
//!     let pool = Pool::start(Setup::new(this))?;
//!     let bytes = Arc::new(std::fs::read("plan.pdf")?);
//!     let input = Input { name: "plan.pdf", bytes: &bytes, sha256: None };
//!     match pool.convert(&input) {
//!         Ok(converted) => std::fs::write("plan.pdf.json", converted.json)?,
//!         Err(error) => eprintln!("{error} [{}]", error.code()),
//!     }
//!     Ok(ExitCode::SUCCESS)
//! }
//! ```

mod confine;
pub mod document;
mod error;
pub mod faults;
mod frame;
mod message;
mod panics;
mod pool;
mod process;
mod setup;
mod spawner;
mod watchdog;
mod worker;

pub use document::{Converted, Settings};
pub use error::{Error, code};
pub use panics::silence;
pub use pool::Pool;
pub use setup::{Program, Setup};
pub use worker::{STACK, run as run_worker};
