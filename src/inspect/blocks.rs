//! Data of the page: JSON, compressed, in letters that mean nothing to HTML.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

/// A value as JSON, deflated (RFC 1951), in base64.
pub(super) fn packed(value: &impl Serialize) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail, and none of the values has keys that are no strings.
    let written = serde_json::to_writer(&mut encoder, value).is_ok() && encoder.flush().is_ok();
    let bytes = encoder.finish().unwrap_or_default();
    debug_assert!(written);
    STANDARD.encode(bytes)
}

/// Base64 of the bytes.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
