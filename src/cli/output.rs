//! Output files appear whole or not at all, and only below the output folder.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

/// Beginning of the names of files that are not finished yet.
pub const UNFINISHED: &str = ".namnd-unfinished-";

/// The folder that receives the outputs.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    root: PathBuf,
}

impl OutputFolder {
    /// Makes the folder if need be, and tries whether files can be made in it.
    pub fn prepare(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let folder = Self {
            root: root.to_owned(),
        };
        drop(unfinished(root)?);
        Ok(folder)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The bytes of an output, if it is there and a file of its own.
    pub fn read(&self, relative: &Path) -> Option<Vec<u8>> {
        let path = self.root.join(relative);
        fs::symlink_metadata(&path)
            .is_ok_and(|metadata| metadata.is_file())
            .then(|| fs::read(path).ok())?
    }

    /// Takes an output away.
    pub fn remove(&self, relative: &Path) -> io::Result<()> {
        fs::remove_file(self.root.join(relative))
    }

    /// Takes away what a run that was killed had not finished. To be called while no other run can write here.
    pub fn sweep(&self) {
        let unfinished = walkdir::WalkDir::new(&self.root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .filter(|entry| {
                let name = entry.file_name().as_encoded_bytes();
                name.starts_with(UNFINISHED.as_bytes())
            });
        for entry in unfinished {
            // One that stays does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }

    /// Writes a file: temporary file in its folder, flushed to the disk, renamed.
    pub fn write(&self, relative: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = self.folder_of(relative)?;
        let name = relative
            .file_name()
            .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "no file name"))?;
        write_whole(&folder, &folder.join(name), bytes)
    }

    /// The folder of an output, made if need be, one level at a time so that no symbolic link leads out of the root.
    fn folder_of(&self, relative: &Path) -> io::Result<PathBuf> {
        let mut folder = self.root.clone();
        let parent = relative.parent().unwrap_or_else(|| Path::new(""));
        for component in parent.components() {
            let Component::Normal(name) = component else {
                return Err(io::Error::new(
                    ErrorKind::InvalidInput,
                    "the path leads out of the output folder",
                ));
            };
            folder.push(name);
            match fs::create_dir(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    if !fs::symlink_metadata(&folder)?.is_dir() {
                        return Err(io::Error::new(
                            ErrorKind::NotADirectory,
                            "a folder of the output is something else, or a symbolic link",
                        ));
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(folder)
    }
}

/// A temporary file with the permissions of any new file: the process's umask applies.
fn unfinished(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Writes a file into an existing folder, whole or not at all.
pub fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = unfinished(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
