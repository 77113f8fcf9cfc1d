//! What is read of documents. One binary: each links the whole library anew. Tests that change the whole process (its hook
//! for panics) have binaries of their own.

#[cfg(feature = "audit")]
mod audit;
#[path = "../corpus/mod.rs"]
mod corpus;
#[cfg(feature = "export")]
#[path = "../export/mod.rs"]
mod export;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod grammar;
#[path = "../roundtrip/mod.rs"]
mod roundtrip;
#[path = "../support/mod.rs"]
mod support;
