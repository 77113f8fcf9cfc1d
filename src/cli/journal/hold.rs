//! The run that may write to an output folder, and how its own files are opened.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::cli::escape;

/// The file that a run holds while it writes.
pub const LOCK: &str = "lock";

/// Held by the one run that may write to a folder: two at a time would overwrite each other's outputs.
#[derive(Debug)]
pub struct Hold(#[allow(dead_code)] File);

impl Hold {
    /// Takes hold of a folder.
    pub fn take(own: &Path) -> io::Result<Self> {
        let file = open(&own.join(LOCK))?;
        // A file system that knows no locks is taken as it is.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(io::Error::new(
                ErrorKind::ResourceBusy,
                "another run is writing to this folder",
            ));
        }
        Ok(Self(file))
    }
}

/// Opens a file of the run's own to add to it, made if need be; never by a link.
pub fn open(path: &Path) -> io::Result<File> {
    let refused = || {
        io::Error::new(
            ErrorKind::InvalidInput,
            format!(
                "{} is a symbolic link or no file: take it away",
                escape::path(path)
            ),
        )
    };
    if std::fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(refused());
    }
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // A link that came just now.
        options.custom_flags(libc::O_NOFOLLOW);
    }
    options.open(path)
}
