//! Which documents a run converts, and where each output goes.
//!
//! A file that is named is always tried. In a folder, what is a PDF by its content is a document, and so is what is
//! called `.pdf` or `.txt` (a broken PDF must be reported, not passed over); the rest is counted as skipped.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Refusal;
use super::escape;
use super::outcome::{Failure, reason};
use super::read::remedy;
use super::targets::{below, collision, comparable, is_own, output, refuse_inputs_as_outputs};

/// Where a document's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A part of a folder that cannot be walked.
    Unreadable(PathBuf, Failure),
}

/// One document to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its bytes.
    pub source: Source,
    /// Path within the given folder, else the file's name; joined by `/`. Goes into `kalla.fil`.
    pub name: String,
    /// Output file, relative to the output folder.
    pub output: PathBuf,
}

impl Document {
    /// The input as given, to show.
    pub fn shown(&self) -> String {
        match &self.source {
            Source::File(path) | Source::Unreadable(path, _) => escape::path(path),
            Source::Stdin => "-".to_owned(),
        }
    }

    /// The input from the root of the file system, if it is a file with a name in Unicode.
    pub fn absolute(&self) -> Option<String> {
        match &self.source {
            Source::File(path) | Source::Unreadable(path, _) => {
                Some(std::path::absolute(path).ok()?.to_str()?.to_owned())
            }
            Source::Stdin => None,
        }
    }
}

/// A file in a folder that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its path.
    pub path: PathBuf,
    /// Why.
    pub why: &'static str,
}

/// All inputs of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The documents, in the order given, folders sorted.
    pub documents: Vec<Document>,
    /// What stands in the folders beside them.
    pub skipped: Vec<Skipped>,
    /// Folders in which no document was found.
    pub without_documents: Vec<PathBuf>,
    /// Named files that are called neither a PDF nor a text, and are no PDF: they are read as texts.
    pub as_text: Vec<PathBuf>,
}

impl Inputs {
    /// Finds the documents. `root`: named files keep their path below it. `output`: a folder that is never walked.
    pub fn collect(paths: &[PathBuf], root: Option<&Path>, output: Option<&Path>) -> Self {
        let output = output.and_then(|folder| folder.canonicalize().ok());
        let mut inputs = Self::default();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.documents.push(Document {
                    source: Source::Stdin,
                    name: "-".to_owned(),
                    output: "stdin.json".into(),
                });
            } else if path.is_dir() {
                inputs.walk(path, output.as_deref());
            } else {
                let relative = root
                    .and_then(|root| below(root, path))
                    .unwrap_or_else(|| PathBuf::from(path.file_name().unwrap_or(path.as_os_str())));
                if !is_called_document(path) && matches!(begins_like_pdf(path), Ok(false)) {
                    inputs.as_text.push(path.clone());
                }
                inputs.documents.push(document(path, &relative));
            }
        }
        inputs
    }

    /// Adds the documents of a folder, sorted by path.
    fn walk(&mut self, folder: &Path, output: Option<&Path>) {
        let before = self.documents.len();
        // What is walked by its own name or was walked by a link; links to it lead nowhere new.
        let mut known: Vec<PathBuf> = folder.canonicalize().into_iter().collect();
        let mut walk = WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => {
                    self.skip(entry.path(), "hidden");
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    if entry.depth() > 0
                        && output.is_some_and(|output| is_same(entry.path(), output))
                    {
                        self.skip(entry.path(), "the output folder");
                        walk.skip_current_dir();
                    } else if entry.depth() > 0 && entry.path_is_symlink() {
                        let target = entry.path().canonicalize();
                        let target = target.unwrap_or_else(|_| entry.path().to_owned());
                        if known.iter().any(|known| target.starts_with(known)) {
                            self.skip(
                                entry.path(),
                                "a symbolic link to a folder that is read anyway",
                            );
                            walk.skip_current_dir();
                        } else {
                            known.push(target);
                        }
                    }
                }
                Ok(entry) => match skip_reason(&entry) {
                    Some(why) => self.skip(entry.path(), why),
                    None => {
                        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                        self.documents.push(document(entry.path(), relative));
                    }
                },
                Err(error) => self.unwalkable(folder, &error),
            }
        }
        if self.documents.len() == before {
            self.without_documents.push(folder.to_owned());
        }
    }

    fn skip(&mut self, path: &Path, why: &'static str) {
        self.skipped.push(Skipped {
            path: path.to_owned(),
            why,
        });
    }

    /// A folder that may not be read hides documents: that is a failure. A link into itself or to nothing hides none.
    fn unwalkable(&mut self, folder: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(folder);
        if error.loop_ancestor().is_some() {
            self.skip(path, "a symbolic link to a folder above it");
            return;
        }
        let kind = error.io_error().map(io::Error::kind);
        if kind == Some(io::ErrorKind::NotFound) && path.is_symlink() {
            self.skip(path, "a symbolic link to nothing");
            return;
        }
        let message = if kind == Some(io::ErrorKind::PermissionDenied) {
            "may not be read: change its permissions, or run as a user who may".to_owned()
        } else {
            format!("cannot be read ({error}): check the disk or the network drive and try again")
        };
        let relative = path.strip_prefix(folder).unwrap_or(path);
        let mut unreadable = document(path, relative);
        unreadable.source =
            Source::Unreadable(path.to_owned(), Failure::new(reason::READ, message));
        self.documents.push(unreadable);
    }

    /// Sees to it that every output belongs to one input, is none of the run's own files, and is no input itself. The same
    /// file given twice is converted once.
    pub fn settle_outputs(&mut self, folder: Option<&Path>) -> Result<(), Refusal> {
        let mut owners: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut kept: Vec<Document> = Vec::with_capacity(self.documents.len());
        for document in std::mem::take(&mut self.documents) {
            let key = comparable(&document.output);
            if is_own(&key) {
                return Err(Refusal::new(format!(
                    "the output of {} would be {}, where the run itself writes: rename the input",
                    document.shown(),
                    escape::path(&document.output)
                )));
            }
            if let Some(owner) = owners.get(&key).and_then(|index| kept.get(*index)) {
                if is_same_source(&owner.source, &document.source) {
                    continue;
                }
                return Err(collision(owner, &document, &document.output));
            }
            owners.insert(key, kept.len());
            kept.push(document);
        }
        for document in &kept {
            for folder in document.output.ancestors().skip(1) {
                let owner = owners.get(&comparable(folder));
                if let Some(owner) = owner.and_then(|index| kept.get(*index)) {
                    return Err(collision(owner, document, folder));
                }
            }
        }
        if let Some(folder) = folder {
            refuse_inputs_as_outputs(&kept, folder)?;
        }
        self.documents = kept;
        Ok(())
    }
}

fn document(path: &Path, relative: &Path) -> Document {
    let components: Vec<_> = relative
        .components()
        .map(|component| component.as_os_str().to_string_lossy())
        .collect();
    Document {
        source: Source::File(path.to_owned()),
        name: components.join("/"),
        output: output(relative),
    }
}

/// What is named and is not there is wrong usage; `-` is standard input.
pub fn refuse_missing(paths: &[PathBuf]) -> Result<(), Refusal> {
    let is_missing =
        |path: &&PathBuf| path.as_os_str() != "-" && matches!(path.try_exists(), Ok(false));
    let said = |path: &PathBuf| {
        let why = remedy(&io::ErrorKind::NotFound.into());
        format!("{}: {why}", escape::path(path))
    };
    let missing: Vec<String> = paths.iter().filter(is_missing).map(said).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal(missing))
    }
}

/// Reads the paths of a list: one on each line, empty lines left out.
pub fn read_list(list: &Path) -> Result<Vec<PathBuf>, Refusal> {
    let mut bytes = Vec::new();
    let read = if list.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        Refusal::new(format!(
            "the list of inputs {}: {}",
            escape::path(list),
            remedy(&error)
        ))
    })?;
    Ok(bytes
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .map(path_from_bytes)
        .collect())
}

#[cfg(unix)]
fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Why a file in a folder is no document; `None` if it is one.
fn skip_reason(entry: &DirEntry) -> Option<&'static str> {
    if !entry.file_type().is_file() {
        return Some("not a regular file");
    }
    let named = is_called_document(entry.path());
    // A file that cannot be opened might be a PDF: it is tried, and the reason reported.
    (!named && matches!(begins_like_pdf(entry.path()), Ok(false)))
        .then_some("neither a PDF nor .txt")
}

fn is_called_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("pdf") || extension.eq_ignore_ascii_case("txt")
    })
}

/// Whether a line begins with `%PDF-` in the first 1024 bytes, where readers look for it (ISO 32000-1, annex H, 3.4.1).
/// Within a line a text may speak of it.
fn begins_like_pdf(path: &Path) -> io::Result<bool> {
    let mut head = Vec::with_capacity(1024);
    File::open(path)?.take(1024).read_to_end(&mut head)?;
    let mut lines = head.split(|byte| matches!(byte, b'\r' | b'\n'));
    Ok(lines.any(|line| line.trim_ascii_start().starts_with(b"%PDF-")))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_same(path: &Path, canonical: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| path == canonical)
}

fn is_same_source(first: &Source, second: &Source) -> bool {
    match (first, second) {
        (Source::File(first), Source::File(second)) => {
            first == second
                || matches!((first.canonicalize(), second.canonicalize()), (Ok(first), Ok(second)) if first == second)
        }
        (first, second) => first == second,
    }
}

#[cfg(test)]
mod tests {
    use super::super::targets::leads_up;
    use super::*;

    fn names(inputs: &Inputs) -> Vec<&str> {
        inputs.documents.iter().map(|d| d.name.as_str()).collect()
    }

    #[test]
    fn a_folder_gives_its_documents_sorted_and_skips_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("b/.dold")).unwrap();
        for (name, content) in [
            ("b/2.pdf", "%PDF-1.4"),
            ("b/1.txt", "text"),
            ("a.PDF", "broken"),
            ("skannad", "\n%PDF-1.7"),
            ("b/1.txt.json", "{}"),
            ("b/.dold/x.pdf", "%PDF-"),
            (".x.pdf", "%PDF-"),
        ] {
            std::fs::write(dir.path().join(name), content).unwrap();
        }
        let inputs = Inputs::collect(&[dir.path().to_owned()], None, None);
        assert_eq!(names(&inputs), ["a.PDF", "b/1.txt", "b/2.pdf", "skannad"]);
        assert_eq!(inputs.skipped.len(), 3);
        assert_eq!(inputs.documents[2].output, Path::new("b/2.pdf.json"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_ends() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("a")).unwrap();
        std::fs::write(dir.path().join("a/x.pdf"), "%PDF-").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink("nowhere", dir.path().join("a/gone.pdf")).unwrap();
        let inputs = Inputs::collect(&[dir.path().to_owned()], None, None);
        assert_eq!(names(&inputs), ["a/x.pdf"]);
        assert_eq!(inputs.skipped.len(), 2);
    }

    /// Twelve folders that each link to all others: more than a hundred million ways through them.
    #[cfg(unix)]
    #[test]
    fn folders_that_link_to_each_other_are_walked_once() {
        let dir = tempfile::tempdir().unwrap();
        for within in ["in", "utanfor"] {
            for n in 0..12 {
                let folder = dir.path().join(within).join(n.to_string());
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join("x.pdf"), "%PDF-").unwrap();
                for other in (0..12).filter(|other| *other != n) {
                    let link = folder.join(format!("till-{other}"));
                    std::os::unix::fs::symlink(format!("../{other}"), link).unwrap();
                }
            }
        }
        std::os::unix::fs::symlink("../utanfor", dir.path().join("in/ut")).unwrap();
        std::os::unix::fs::symlink("../utanfor/3", dir.path().join("in/ut-3")).unwrap();
        let inputs = Inputs::collect(&[dir.path().join("in")], None, None);
        let mut expected: Vec<String> = (0..12).map(|n| format!("{n}/x.pdf")).collect();
        expected.extend((0..12).map(|n| format!("ut/{n}/x.pdf")));
        let mut found = names(&inputs);
        found.sort_unstable();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn two_inputs_never_share_an_output() {
        let paths = ["x/a.pdf", "y/a.pdf"].map(PathBuf::from);
        let mut inputs = Inputs::collect(&paths, None, None);
        let message = inputs.settle_outputs(None).unwrap_err().to_string();
        assert!(message.contains("x/a.pdf and y/a.pdf"), "{message}");

        let mut rooted = Inputs::collect(&paths, Some(Path::new("")), None);
        rooted.settle_outputs(None).unwrap();
        assert_eq!(names(&rooted), ["x/a.pdf", "y/a.pdf"]);

        let mut twice = Inputs::collect(&["a.pdf", "a.pdf"].map(PathBuf::from), None, None);
        twice.settle_outputs(None).unwrap();
        assert_eq!(twice.documents.len(), 1);
    }

    #[test]
    fn an_output_is_never_the_folder_of_another_nor_a_file_of_the_run() {
        let paths = ["a.pdf", "a.pdf.json/b.pdf"].map(PathBuf::from);
        let mut inputs = Inputs::collect(&paths, Some(Path::new("")), None);
        assert!(inputs.settle_outputs(None).is_err());

        let mut own = Inputs::collect(&[PathBuf::from(".namnd-unfinished-x")], None, None);
        assert!(own.settle_outputs(None).is_err());
    }

    #[test]
    fn a_path_never_leads_out_of_the_output_folder() {
        let paths = ["r/../../../etc/x.pdf", "/etc/passwd"].map(PathBuf::from);
        for root in [None, Some(Path::new("r")), Some(Path::new("/"))] {
            for document in Inputs::collect(&paths, root, None).documents {
                assert!(document.output.is_relative());
                assert!(!leads_up(&document.output), "{:?}", document.output);
            }
        }
    }
}
