//! The whole way, from bytes to JSON.

use std::sync::Arc;

use namnd::convert::{Input, convert};

use super::{invariants, skeleton};

/// Converts a file, or a page made of the bytes, twice.
pub fn check(data: &[u8]) {
    let bytes = Arc::new(skeleton::file(data).into_owned());
    let input = Input {
        name: "x.pdf",
        bytes: &bytes,
        sha256: None,
    };
    let convert = || convert(&input, invariants::layouts(), &invariants::options());
    let first = convert();
    assert_eq!(first, convert(), "another output the second time");
    if let Ok(output) = first {
        invariants::output(&output);
    }
}
