//! From layout files to [`Layouts`]: the built-in ones, and a user's folder laid over them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::builtin;
use super::cell::WordList;
use super::cue::Cues;
use super::error::{LayoutError, LoadError, Problem};
use super::goal::{CompiledLevel, GoalLevel};
use super::header::{self, ColumnTitles};
use super::layer::{Entry, Layer, Reference, ReferenceTo};
use super::pattern::Pattern;
use super::wrong::Wrong;
use super::{Layouts, RowLayout};

impl Layouts {
    /// The built-in layouts.
    ///
    /// # Panics
    ///
    /// In a build whose built-in files are wrong, with what is wrong: a test keeps such a build from being handed out.
    #[must_use]
    pub fn builtin() -> Self {
        Self::try_builtin().unwrap_or_else(|error| panic!("a built-in layout is wrong: {error}"))
    }

    /// The built-in layouts, or what is wrong with them.
    pub(crate) fn try_builtin() -> Result<Self, LoadError> {
        let layer = Layer::new(builtin::FILES.iter().copied()).map_err(LoadError::Wrong)?;
        Self::checked(layer, Vec::new(), Wrong::default())
    }

    /// The built-in layouts with those of a folder (`*.toml`, not in folders below it) laid over them: a layout, label
    /// or word that is there again replaces the built-in one, and [`Layouts::notes`] says so.
    ///
    /// # Errors
    /// When the folder cannot be read or holds no layout file, and when a file is wrong: then with all that is wrong.
    pub fn with_dir(folder: &Path) -> Result<Self, LoadError> {
        let files = read_dir(folder)?;
        Self::with_files(
            files
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
    }

    /// As [`Layouts::with_dir`], from names and texts. The order of the files has no meaning.
    ///
    /// # Errors
    /// When a file is wrong: with all that is wrong in all of them.
    pub fn with_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LoadError> {
        let base = Layer::new(builtin::FILES.iter().copied()).map_err(LoadError::Wrong)?;
        let (own, wrong) = Layer::beside(&base, files);
        Self::over(base, own, wrong)
    }

    fn over(mut base: Layer, own: Layer, wrong: Wrong<'_>) -> Result<Self, LoadError> {
        let mut notes = Vec::new();
        lay(&mut base.rows, own.rows, "layout", differs, &mut notes);
        let mut depths = own.depths;
        for (niva, level) in &mut depths {
            let built_in = base.depths.get(niva).and_then(|level| level.value.owner);
            level.value.owner = level.value.owner.or(built_in);
        }
        lay(
            &mut base.depths,
            depths,
            "goal level",
            |a, b| a != b,
            &mut notes,
        );
        lay(
            &mut base.labels,
            own.labels,
            "goal label",
            |a, b| a != b,
            &mut notes,
        );
        lay(
            &mut base.sections,
            own.sections,
            "section label",
            |_, _| false,
            &mut notes,
        );
        lay(
            &mut base.statuses,
            own.statuses,
            "status",
            |a, b| a != b,
            &mut notes,
        );
        lay(
            &mut base.status_labels,
            own.status_labels,
            "status label",
            |_, _| false,
            &mut notes,
        );
        for (place, phrases) in own.documents {
            let map = base.documents.entry(place).or_default();
            lay(map, phrases, "title word", |a, b| a != b, &mut notes);
        }
        lay(
            &mut base.not_rows,
            own.not_rows,
            "heading",
            |_, _| false,
            &mut notes,
        );
        for (list, patterns) in own.words {
            let map = base.words.entry(list).or_default();
            lay(map, patterns, "word", |a, b| a.1 != b.1, &mut notes);
        }
        for (cue, phrases) in own.cues {
            let map = base.cues.entry(cue).or_default();
            lay(map, phrases, "cue", |(), ()| false, &mut notes);
        }
        base.references.extend(own.references);
        Self::checked(base, notes, wrong)
    }

    /// The layouts of a layer with which nothing is wrong, and in which nothing is named that no file defines.
    fn checked(layer: Layer, notes: Vec<String>, mut wrong: Wrong<'_>) -> Result<Self, LoadError> {
        wrong.settle(unresolved(&layer));
        if wrong.errors.is_empty() {
            Ok(Self::new(layer, notes))
        } else {
            Err(LoadError::Wrong(wrong.errors))
        }
    }

    fn new(layer: Layer, notes: Vec<String>) -> Self {
        let mut levels: Vec<CompiledLevel> = layer
            .depths
            .iter()
            .map(|(niva, depth)| {
                let labels = layer
                    .labels
                    .iter()
                    .filter(|(_, entry)| entry.value.niva == *niva);
                let numbered = labels
                    .clone()
                    .filter(|(_, entry)| entry.value.numbered)
                    .map(|(folded, _)| folded.clone())
                    .collect();
                let (folded, labels) = labels
                    .map(|(folded, entry)| (folded.clone(), entry.source.clone()))
                    .unzip();
                let level = GoalLevel {
                    niva: niva.clone(),
                    depth: depth.value.depth,
                    owner: depth.value.owner,
                    labels,
                };
                CompiledLevel {
                    level,
                    folded,
                    numbered,
                }
            })
            .collect();
        levels.sort_by(|a, b| (a.level.depth, &a.level.niva).cmp(&(b.level.depth, &b.level.niva)));
        let words = layer.words.into_iter().map(|(list, patterns)| {
            let phrases = patterns.into_iter();
            let phrases = phrases.map(|(normal, entry)| (normal, entry.value));
            (list, WordList::new(phrases))
        });
        let documents = layer
            .documents
            .into_iter()
            .map(|(place, phrases)| (place, values(phrases).into_iter().collect()));
        let rows: BTreeMap<String, RowLayout> = values(layer.rows);
        // A title that only cells prove is none by itself.
        let columns = || {
            let columns = header::tables(&rows).flat_map(|layout| &layout.columns);
            columns.filter(|column| !column.proved)
        };
        let names = columns().filter(|column| column.key.is_none());
        let not_rows: Vec<Pattern> = values(layer.not_rows).into_values().collect();
        let mut layouts = Self {
            titles: ColumnTitles::new(columns().flat_map(|column| &column.patterns)),
            name_titles: ColumnTitles::new(names.flat_map(|column| &column.patterns)),
            other_titles: ColumnTitles::new(not_rows.iter()),
            rows,
            levels,
            sections: layer
                .sections
                .into_iter()
                .map(|(letters, entry)| (letters, entry.source))
                .collect(),
            statuses: values(layer.statuses),
            status_labels: layer.status_labels.into_keys().collect(),
            words: words.collect(),
            documents: documents.collect(),
            not_rows,
            cues: Cues::new(
                layer
                    .cues
                    .into_iter()
                    .map(|(cue, phrases)| (cue, phrases.into_keys().collect())),
            ),
            notes,
            hash: String::new(),
        };
        layouts.hash = layouts.digest();
        layouts
    }

    /// Hashes a text that holds all that the layouts say and nothing about where they say it.
    fn digest(&self) -> String {
        let words: BTreeMap<&str, BTreeMap<&str, &str>> = self
            .words
            .iter()
            .map(|(list, words)| {
                let marks = words.marks.iter();
                let marks = marks.map(|(normal, (_, word))| (normal.as_str(), word.as_str()));
                let words = words.patterns.iter();
                let words = words.map(|(normal, (_, word))| (normal.as_str(), word.as_str()));
                let words = words.chain(marks);
                (list.as_str(), words.collect())
            })
            .collect();
        let levels: Vec<_> = self
            .levels
            .iter()
            .map(|level| {
                let GoalLevel {
                    niva, depth, owner, ..
                } = &level.level;
                (niva, depth, owner, (&level.folded, &level.numbered))
            })
            .collect();
        let not_rows: Vec<String> = self.not_rows.iter().map(super::Pattern::normal).collect();
        let sections: Vec<&String> = self.sections.keys().collect();
        let rows: Vec<&RowLayout> = self.rows.values().collect();
        let all = (
            super::file::SCHEMA,
            rows,
            levels,
            sections,
            (&self.statuses, &self.status_labels),
            words,
            &self.documents,
            not_rows,
            &self.cues,
        );
        // Strings, numbers and lists always have a JSON form.
        let text = serde_json::to_string(&all).unwrap_or_default();
        let mut hash = String::with_capacity(64);
        for byte in Sha256::digest(text.as_bytes()) {
            let _ = write!(hash, "{byte:02x}");
        }
        hash
    }
}

fn values<T>(map: BTreeMap<String, Entry<T>>) -> BTreeMap<String, T> {
    map.into_iter()
        .map(|(key, entry)| (key, entry.value))
        .collect()
}

/// Lays entries over others; what changes a meaning is noted.
fn lay<T>(
    base: &mut BTreeMap<String, Entry<T>>,
    own: BTreeMap<String, Entry<T>>,
    what: &str,
    changes: impl Fn(&T, &T) -> bool,
    notes: &mut Vec<String>,
) {
    for (key, entry) in own {
        if let Some(old) = base.get(&key)
            && changes(&old.value, &entry.value)
        {
            notes.push(format!(
                "{what} `{}` {} replaces the one {}",
                entry.source,
                entry.place(),
                old.place()
            ));
        }
        base.insert(key, entry);
    }
}

/// Whether two layouts say different things.
fn differs(one: &RowLayout, other: &RowLayout) -> bool {
    let file = one.file.clone();
    *one != RowLayout {
        file,
        ..other.clone()
    }
}

/// The references that no file answers.
fn unresolved(layer: &Layer) -> Vec<LayoutError> {
    let list = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let missing = |reference: &&Reference| match reference.to {
        ReferenceTo::Niva => !layer.depths.contains_key(&reference.name),
        ReferenceTo::Vocabulary => !layer.words.contains_key(&reference.name),
    };
    layer
        .references
        .iter()
        .filter(missing)
        .map(|reference| {
            let found = reference.name.clone();
            let problem = match reference.to {
                ReferenceTo::Niva => Problem::Niva {
                    found,
                    known: list(layer.depths.keys().collect()),
                },
                ReferenceTo::Vocabulary => Problem::Vocabulary {
                    found,
                    known: list(layer.words.keys().collect()),
                },
            };
            LayoutError {
                problem: Box::new(problem),
                ..reference.error.clone()
            }
        })
        .collect()
}

/// The layout files of a folder, sorted by name: path and text.
pub fn read_dir(folder: &Path) -> Result<Vec<(String, String)>, LoadError> {
    let told = |path: &Path| {
        let path = path.display().to_string();
        move |source| LoadError::Io { path, source }
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(told(folder))? {
        let path = entry.map_err(told(folder))?.path();
        let toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        if !toml || path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(told(&path))?;
        files.push((path.display().to_string(), text));
    }
    if files.is_empty() {
        return Err(LoadError::NoFiles(folder.display().to_string()));
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::super::GoalOwner;
    use super::*;

    #[test]
    fn built_in_files_are_right() {
        let layouts = Layouts::try_builtin().unwrap_or_else(|error| panic!("{error}"));
        assert!(layouts.notes().is_empty(), "{:?}", layouts.notes());
        assert!(layouts.rows().count() > 0);
        assert_eq!(layouts.hash(), Layouts::builtin().hash());
        assert_eq!(layouts.hash().len(), 64);
    }

    #[test]
    fn hash_is_of_the_meaning() {
        let one = "schema = 1\navsnittsetiketter = [\"Ett\"]\n";
        let two = "schema = 1\navsnittsetiketter = [\"Två\"]\n";
        let hash = |files: &[(&str, &str)]| {
            let layouts = Layouts::with_files(files.iter().copied()).unwrap();
            layouts.hash().to_owned()
        };
        let first = hash(&[("a.toml", one), ("b.toml", two)]);
        assert_eq!(first, hash(&[("x/b.toml", two), ("a.toml", one)]));
        assert_eq!(
            first,
            hash(&[(
                "c.toml",
                "# Both.\nschema = 1\navsnittsetiketter = [\"Två\", \"Ett\"]\n"
            )])
        );
        assert_ne!(first, hash(&[("a.toml", one)]));
        assert_ne!(first, Layouts::builtin().hash());
    }

    #[test]
    fn a_level_keeps_its_owner_where_a_file_leaves_it_open() {
        let level = |more: &str| {
            format!(
                "schema = 1\n[[malrubrik]]\nniva = \"namndmal\"\ndjup = 3\n{more}etiketter = [\"Mål\"]\n"
            )
        };
        let owner = |more: &str| {
            let text = level(more);
            let layouts = Layouts::with_files([("mine.toml", text.as_str())]).unwrap();
            layouts.owner("namndmal")
        };
        assert_eq!(owner(""), Some(GoalOwner::Namnd));
        assert_eq!(owner("agare = \"enhet\"\n"), Some(GoalOwner::Enhet));
    }
}
