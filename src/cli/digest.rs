//! What files and outputs are known again by.

use sha2::{Digest as _, Sha256};

/// SHA-256 in hex.
pub fn hex_digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
