//! Worker processes: a document that crashes, hangs or eats all memory takes a worker with it and nothing else.
//!
//! The parent reads inputs and writes outputs. A worker gets a document's bytes over its standard input and gives the
//! JSON back over its standard output ([`message`], in [`frame`]s); it needs no file and no network and has access to
//! neither ([`confine`]). [`watchdog`] ends workers that take too long, [`pool`] replaces those that died.

pub mod confine;
pub mod faults;
mod frame;
mod message;
mod pool;
mod process;
mod watchdog;
mod worker;

pub use message::Setup;
pub use pool::Pool;
pub use watchdog::lock;
pub use worker::run as run_worker;
