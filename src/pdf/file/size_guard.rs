//! Files that fill the memory when they are opened: `hayro-syntax` decodes the streams that hold a file's objects without
//! a limit, so their size is looked at before.

use std::io::Read;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::limits::Limits;
use crate::pdf::file::streams::DEFLATE_EXPANSION;

/// The type of a stream that holds objects or the table of objects, up to where its data begins.
static OBJECTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u)/(?:ObjStm|XRef)\b(?s:.{0,2000}?)\bstream\r?\n").ok());

/// The types' names alone, which are found much sooner.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u)ObjStm|XRef").ok());

/// The limit that the file's object streams exceed, if they do.
pub(crate) fn exceeded(bytes: &[u8], limits: &Limits) -> Option<u64> {
    // Nothing in it can become larger than this.
    if (bytes.len() as u64).saturating_mul(DEFLATE_EXPANSION) <= limits.stream_bytes {
        return None;
    }
    if !NAMED.as_ref()?.is_match(bytes) {
        return None;
    }
    let mut total = 0_u64;
    for found in OBJECTS.as_ref()?.find_iter(bytes) {
        let data = bytes.get(found.end()..)?;
        // Deflate knows its own end; data of another filter ends here at once.
        let mut decoder =
            flate2::read::ZlibDecoder::new(data).take(limits.stream_bytes.saturating_add(1));
        let size = discard(&mut decoder);
        total = total.saturating_add(size);
        if size > limits.stream_bytes {
            return Some(limits.stream_bytes);
        }
        if total > limits.document_bytes {
            return Some(limits.document_bytes);
        }
    }
    None
}

/// Reads to the end or to the first error; how many bytes that gave.
pub(crate) fn discard(reader: &mut impl Read) -> u64 {
    let mut buffer = [0; 1 << 14];
    let mut size = 0_u64;
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        size = size.saturating_add(read as u64);
    }
    size
}
