//! Where outputs go, and where none may: over an input, over another output, over the run's own files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Refusal;
use super::digest::hex_digest;
use super::escape;
use super::inputs::{Document, Source};
use super::output::{OWN, UNFINISHED};

/// Whether the path is one of those that the run writes for itself, or would sweep away.
pub(super) fn is_own(output: &Path) -> bool {
    let mut names = output.iter().map(|name| name.as_encoded_bytes());
    let first = names.next().unwrap_or_default();
    let last = names.next_back().unwrap_or(first);
    first == OWN.as_bytes() || last.starts_with(UNFINISHED.as_bytes())
}

/// No output may be written over an input, whatever names or links lead to it.
pub(super) fn refuse_inputs_as_outputs(
    documents: &[Document],
    folder: &Path,
) -> Result<(), Refusal> {
    let inputs: BTreeMap<PathBuf, &Document> = (documents.iter())
        .filter_map(|document| match &document.source {
            Source::File(path) => Some((path.canonicalize().ok()?, document)),
            _ => None,
        })
        .collect();
    let Ok(folder) = folder.canonicalize() else {
        // It is made for this run: no input stands in it.
        return Ok(());
    };
    for document in documents {
        // An output is put in the place of a link, so only the folders on the way to it are followed.
        let path = folder.join(&document.output);
        let resolved = match (path.parent().map(Path::canonicalize), path.file_name()) {
            (Some(Ok(parent)), Some(name)) => parent.join(name),
            _ => continue,
        };
        if let Some(input) = inputs.get(&resolved) {
            return Err(Refusal::new(format!(
                "the output of {} would be written over the input {}: nothing was converted. Name another folder with -o",
                document.shown(),
                input.shown()
            )));
        }
    }
    Ok(())
}

pub(super) fn collision(first: &Document, second: &Document, output: &Path) -> Refusal {
    Refusal::new(format!(
        "{} and {} would both write {}: nothing was converted. Convert them into different folders, \
         or name the folder above both as the input (or as --root)",
        first.shown(),
        second.shown(),
        escape::path(output)
    ))
}

/// The path below the folder, however both are written.
pub(super) fn below(root: &Path, path: &Path) -> Option<PathBuf> {
    let fits = |relative: &&Path| relative.is_relative() && !leads_up(relative);
    let as_written = path
        .strip_prefix(root)
        .ok()
        .filter(fits)
        .map(Path::to_owned);
    as_written.or_else(|| {
        // The file's own name stays, even if it is a link.
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        let relative = folder.join(path.file_name()?);
        let relative = relative.strip_prefix(root.canonicalize().ok()?).ok();
        relative.filter(fits).map(Path::to_owned)
    })
}

/// The output of an input: its name with `.json`. One that would be longer than file systems take is cut, and told apart by
/// a part of its SHA-256.
pub(super) fn output(relative: &Path) -> PathBuf {
    const LONGEST: usize = 255;
    const DIGITS: usize = 16;
    let mut output = OsString::from(relative.as_os_str());
    output.push(".json");
    let output = PathBuf::from(output);
    let name = output.file_name().unwrap_or_default();
    if name.len() <= LONGEST {
        return output;
    }
    let digest = hex_digest(name.as_encoded_bytes());
    let name = name.to_string_lossy();
    let room = LONGEST - DIGITS - "-.pdf.json".len();
    let mut end = room.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let digits = digest.get(..DIGITS).unwrap_or(&digest);
    output.with_file_name(format!("{}-{digits}.json", &name[..end]))
}

pub(super) fn leads_up(path: &Path) -> bool {
    path.components()
        .any(|component| !matches!(component, std::path::Component::Normal(_)))
}

/// Where file names ignore case, so does the comparison.
pub(super) fn comparable(output: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        PathBuf::from(output.to_string_lossy().to_lowercase())
    } else {
        output.to_owned()
    }
}
