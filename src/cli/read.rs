//! Reading an input whole, or saying why not.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::outcome::{Failure, reason};

/// Reads a regular file of at most `limit` bytes that does not change meanwhile.
pub fn file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    // Asked before opening: opening a pipe would wait for its writer.
    let before = std::fs::metadata(path).map_err(|error| explain(&error))?;
    if before.is_dir() {
        return Err(Failure::new(
            reason::READ,
            "is a folder: name it as an input of its own",
        ));
    }
    if !before.is_file() {
        return Err(Failure::new(
            reason::READ,
            "is not a regular file: give a document from a pipe on standard input, with -",
        ));
    }
    if before.len() > limit {
        return Err(too_large(before.len(), limit));
    }
    let mut opened = File::open(path).map_err(|error| explain(&error))?;
    let bytes = bounded(&mut opened, before.len(), limit)?;
    let after = opened.metadata().map_err(|error| explain(&error))?;
    if changed(&before, &after) || bytes.len() as u64 != after.len() {
        return Err(Failure::new(
            reason::READ,
            "changed while it was read: convert it again when it is complete",
        ));
    }
    Ok(bytes)
}

/// Reads all of standard input.
pub fn stdin(limit: u64) -> Result<Vec<u8>, Failure> {
    bounded(&mut io::stdin().lock(), 0, limit)
}

/// Reads to the end, into room for the expected length, which is within the limit, and the look beyond it.
fn bounded(reader: &mut impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, Failure> {
    let expected = usize::try_from(expected).unwrap_or(0).saturating_add(1);
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(expected).is_err() {
        return Err(Failure::new(
            reason::READ,
            "does not fit into memory: convert it on a larger machine",
        ));
    }
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| explain(&error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64, limit));
    }
    Ok(bytes)
}

fn changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len()
        || match (before.modified(), after.modified()) {
            (Ok(before), Ok(after)) => before != after,
            _ => false,
        }
}

fn too_large(length: u64, limit: u64) -> Failure {
    Failure::new(
        reason::LIMIT,
        format!(
            "has {length} bytes or more, over the limit file-bytes of {limit}: raise it with --limit file-bytes=N"
        ),
    )
}

fn explain(error: &io::Error) -> Failure {
    Failure::new(reason::READ, remedy(error))
}

/// What went wrong and what to do.
pub fn remedy(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder: check the path".to_owned(),
        ErrorKind::PermissionDenied => {
            "may not be read: change its permissions, or run as a user who may".to_owned()
        }
        ErrorKind::IsADirectory => "is a folder: name a file".to_owned(),
        _ => format!("cannot be read ({error}): check the disk or the network drive and try again"),
    }
}
