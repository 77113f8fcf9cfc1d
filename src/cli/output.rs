//! Output files appear whole or not at all, and only below the output folder. What the run itself writes stands in a
//! folder of its own there, so that the outputs are all that is called `.json`.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

/// Beginning of the names of files that are not finished yet.
pub const UNFINISHED: &str = ".namnd-unfinished-";

/// The folder of the run's own files in the output folder.
pub const OWN: &str = ".namnd";

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

    /// A folder that is there already, as it is.
    pub fn existing(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder of the run's own files, made if need be; an error if it is a link or a file.
    pub fn own(&self) -> io::Result<PathBuf> {
        self.folder_of(&Path::new(OWN).join("x"))
    }

    /// The bytes of an output, if it is there and a file of its own.
    pub fn read(&self, relative: &Path) -> Option<Vec<u8>> {
        self.holds(relative)
            .then(|| fs::read(self.root.join(relative)).ok())?
    }

    /// Whether an output is there, a file of its own, with no link on the way to it.
    fn holds(&self, relative: &Path) -> bool {
        let mut path = self.root.clone();
        let normal = |component: Component<'_>| match component {
            Component::Normal(name) => Some(name.to_owned()),
            _ => None,
        };
        let Some(names) = relative
            .components()
            .map(normal)
            .collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        let Some((last, folders)) = names.split_last() else {
            return false;
        };
        let is = |path: &Path, kind: fn(&fs::Metadata) -> bool| {
            fs::symlink_metadata(path).is_ok_and(|metadata| kind(&metadata))
        };
        for folder in folders {
            path.push(folder);
            if !is(&path, fs::Metadata::is_dir) {
                return false;
            }
        }
        path.push(last);
        is(&path, fs::Metadata::is_file)
    }

    /// Takes an output away, and the folders that are empty without it.
    pub fn remove(&self, relative: &Path) -> io::Result<()> {
        if !self.holds(relative) {
            return Err(ErrorKind::NotFound.into());
        }
        fs::remove_file(self.root.join(relative))?;
        for folder in relative.ancestors().skip(1) {
            let is_root = folder.as_os_str().is_empty();
            if is_root || fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
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
pub fn unfinished(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
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
    keep(file, path)
}

/// Gives a temporary file that is written its name, when it is on the disk.
pub fn keep(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
