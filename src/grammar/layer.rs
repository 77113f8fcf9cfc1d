//! The layout files of one folder, checked: what stands twice or means nothing is an error with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::cell::Phrase;
use super::cue::Cue;
use super::error::{LayoutError, Problem, Source};
use super::file::{self, LayoutFile};
use super::fold::letters;
use super::goal;
use super::header::YEAR;
use super::lines::bare_label;
use super::pattern::Pattern;
use super::rows::ColumnSet;
use super::shape::NOWHERE;
use super::statements::Statements;
use super::wrong::Wrong;
use super::{GoalOwner, KindWords, RowLayout, StatusValue};

/// In a status: whatever stands there.
pub(crate) const REST: char = '…';

/// A meaning, and where it is given.
#[derive(Debug, Clone)]
pub(crate) struct Entry<T> {
    pub(crate) value: T,
    /// As written.
    pub(crate) source: String,
    /// The same for all entries of a file.
    pub(crate) file: Arc<str>,
    /// From 1.
    pub(crate) line: usize,
}

impl<T> Entry<T> {
    /// For a message about another place.
    pub(crate) fn place(&self) -> String {
        format!("in {}:{}", self.file, self.line)
    }
}

/// A name of something that another file may define.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) error: LayoutError,
    pub(crate) to: ReferenceTo,
}

/// What a [`Reference`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceTo {
    Niva,
    Vocabulary,
}

/// Where a level stands among the others, and whose its goals are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Depth {
    pub(crate) depth: u32,
    pub(crate) owner: Option<GoalOwner>,
}

/// A label's level, and whether it is a goal's only with a number behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LabelOf {
    pub(crate) niva: String,
    pub(crate) numbered: bool,
}

/// The layouts of one folder. All maps are by letters or names, so that the order of the files has no meaning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layer {
    pub(crate) rows: BTreeMap<String, Entry<RowLayout>>,
    /// `niva` -> depth and owner
    pub(crate) depths: BTreeMap<String, Entry<Depth>>,
    /// Letters of a label -> `niva`
    pub(crate) labels: BTreeMap<String, Entry<LabelOf>>,
    pub(crate) sections: BTreeMap<String, Entry<()>>,
    pub(crate) statuses: BTreeMap<String, Entry<StatusValue>>,
    /// Vocabulary -> normal form of a pattern -> pattern and word
    pub(crate) words: BTreeMap<String, BTreeMap<String, Entry<(Phrase, String)>>>,
    /// Phrase -> kind of document
    pub(crate) documents: BTreeMap<KindWords, BTreeMap<String, Entry<String>>>,
    pub(crate) not_rows: BTreeMap<String, Entry<Pattern>>,
    /// Cue -> its phrases as they are compared
    pub(crate) cues: BTreeMap<Cue, BTreeMap<String, Entry<()>>>,
    pub(crate) sets: BTreeMap<String, Entry<ColumnSet>>,
    /// Letters of a label before a status
    pub(crate) status_labels: BTreeMap<String, Entry<()>>,
    pub(crate) references: Vec<Reference>,
}

/// Reads one file into a layer.
pub(crate) struct Reader<'a> {
    pub(crate) source: Source<'a>,
    file: Arc<str>,
    pub(crate) layer: &'a mut Layer,
    errors: &'a mut Vec<LayoutError>,
}

impl Layer {
    /// Reads files, each with its name and text. All errors of all files are told.
    pub(crate) fn new<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<LayoutError>> {
        let (layer, wrong) = Self::beside(&Self::default(), files);
        if wrong.errors.is_empty() {
            Ok(layer)
        } else {
            Err(wrong.errors)
        }
    }

    /// The same for files that may use the column sets of another layer: what is right in them, and what is wrong.
    pub(crate) fn beside<'a>(
        base: &Self,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Wrong<'a>) {
        let mut layer = Self {
            sets: base.sets.clone(),
            ..Self::default()
        };
        let mut parsed = Vec::new();
        for (name, text) in files {
            let source = Source::new(name, text);
            let (file, errors) = file::parse(&source);
            let formal = errors.len();
            parsed.push((source, file, errors, formal));
        }
        // A file may use the column sets of another.
        for sets in [true, false] {
            for (source, file, errors, _) in &mut parsed {
                let Some(file) = file else { continue };
                let mut reader = Reader {
                    source: source.clone(),
                    file: source.name.into(),
                    layer: &mut layer,
                    errors,
                };
                if sets {
                    for set in &file.kolumnset {
                        reader.column_set(set);
                    }
                } else {
                    reader.file(file);
                }
            }
        }
        let mut wrong = Wrong::default();
        for (source, _, mut own, formal) in parsed {
            if formal > 0 {
                wrong.texts.push(source.text);
            }
            let statements = Statements::new(if formal > 0 { source.text } else { "" });
            let of_form = own.iter().take(formal);
            let parts: Vec<_> = of_form
                .map(|error| statements.part(source.byte(error)))
                .collect();
            own.retain(|error| {
                let byte = source.byte(error);
                !error.problem.is_of_missing() || !parts.iter().any(|part| part.contains(&byte))
            });
            wrong.errors.extend(own);
            wrong.files.push(source.name);
        }
        wrong.settle(Vec::new());
        (layer, wrong)
    }
}

/// Adds an entry; the same meaning from another file is no error, anything else that stands twice is.
pub(crate) fn insert<T: PartialEq>(
    map: &mut BTreeMap<String, Entry<T>>,
    key: String,
    entry: Entry<T>,
    what: &'static str,
    show: impl Fn(&T) -> String,
) -> Result<(), Problem> {
    let Some(old) = map.get(&key) else {
        map.insert(key, entry);
        return Ok(());
    };
    if old.value != entry.value {
        return Err(Problem::Conflict {
            what,
            found: entry.source,
            second: show(&entry.value),
            first: show(&old.value),
            at: old.place(),
        });
    }
    if old.file == entry.file {
        return Err(Problem::Twice {
            what,
            found: entry.source,
            first: old.place(),
        });
    }
    Ok(())
}

/// A name that [`is_name`] takes, as near as can be: `På väg` is `pa_vag`. What stands for a year is kept.
pub(crate) fn ascii_name(name: &str, join: char) -> String {
    let parts = name.split(YEAR).map(|part| {
        let mut out = String::new();
        for char in part.nfd().filter(|char| !is_combining_mark(*char)) {
            for small in char.to_lowercase() {
                if small.is_ascii_lowercase() || small.is_ascii_digit() {
                    out.push(small);
                } else if !out.ends_with(join) {
                    out.push(join);
                }
            }
        }
        out
    });
    let parts: Vec<String> = parts.collect();
    parts.join(YEAR).trim_matches(join).to_owned()
}

/// Whether a name is of small ASCII letters, digits and `join`, a letter first.
pub(crate) fn is_name(name: &str, join: char) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == join)
}

impl Reader<'_> {
    /// Tells what is wrong, but not with what was put in where something is missing: that is told already.
    pub(crate) fn tell(&mut self, at: usize, problem: Problem) {
        if at == NOWHERE {
            return;
        }
        let error = self.source.error(at, problem);
        self.errors.push(error);
    }

    pub(crate) fn entry<T>(&self, value: T, written: &Spanned<String>) -> Entry<T> {
        Entry {
            value,
            source: written.get_ref().clone(),
            file: Arc::clone(&self.file),
            line: self.source.line(written.span().start),
        }
    }

    /// A pattern; what is wrong with it is told.
    pub(crate) fn pattern(&mut self, written: &Spanned<String>) -> Option<Pattern> {
        match Pattern::new(written.get_ref()) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let problem = Problem::pattern(error, written.get_ref());
                self.tell(written.span().start, problem);
                None
            }
        }
    }

    /// The letters of words with no placeholder.
    pub(crate) fn words(&mut self, written: &Spanned<String>) -> Option<String> {
        let pattern = self.pattern(written)?;
        if pattern.placeholders() > 0 {
            let problem = Problem::NoPlaceholder(written.get_ref().clone());
            self.tell(written.span().start, problem);
            return None;
        }
        Some(letters(written.get_ref()))
    }

    /// The letters of a label that texts can be read by; if they cannot, that is told.
    pub(crate) fn label(
        &mut self,
        written: &Spanned<String>,
        is_label: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let letters = self.words(written)?;
        if is_label(written.get_ref()) {
            return Some(letters);
        }
        let problem = Problem::Label(written.get_ref().clone());
        self.tell(written.span().start, problem);
        None
    }

    /// Whether a name is one; if not, that is told.
    pub(crate) fn name(&mut self, written: &Spanned<String>, join: char) -> bool {
        let name = written.get_ref();
        let plain = is_name(name, join);
        if !plain {
            self.tell(written.span().start, Problem::Name(name.clone(), join));
        }
        plain
    }

    pub(crate) fn refer(&mut self, written: &Spanned<String>, name: &str, to: ReferenceTo) {
        let (found, known) = (name.to_owned(), String::new());
        let problem = match to {
            ReferenceTo::Niva => Problem::Niva { found, known },
            ReferenceTo::Vocabulary => Problem::Vocabulary { found, known },
        };
        self.layer.references.push(Reference {
            name: name.to_owned(),
            error: self.source.error(written.span().start, problem),
            to,
        });
    }

    fn file(&mut self, file: &LayoutFile) {
        for layout in &file.layout {
            self.layout(layout);
        }
        for level in &file.malrubrik {
            self.level(level);
        }
        for label in &file.avsnittsetiketter {
            if let Some(key) = self.label(label, |label| bare_label(label).is_some()) {
                let entry = self.entry((), label);
                let added = insert(
                    &mut self.layer.sections,
                    key,
                    entry,
                    "section label",
                    |()| String::new(),
                );
                self.check(label, added);
            }
        }
        for label in &file.statusetiketter {
            if let Some(key) = self.label(label, |label| bare_label(label).is_some()) {
                let entry = self.entry((), label);
                let labels = &mut self.layer.status_labels;
                let added = insert(labels, key, entry, "status label", |()| String::new());
                self.check(label, added);
            }
        }
        for (value, phrases) in &file.status {
            for phrase in phrases {
                if let Some(key) = self.verdict(phrase) {
                    let entry = self.entry(*value, phrase);
                    let show = |value: &StatusValue| value.word().to_owned();
                    let added = insert(&mut self.layer.statuses, key, entry, "status", show);
                    self.check(phrase, added);
                }
            }
        }
        for (list, words) in &file.ordlista {
            self.vocabulary(list, words);
        }
        for (place, kinds) in [
            (KindWords::Title, &file.dokument),
            (KindWords::General, &file.dokument_allmant),
            (KindWords::Alone, &file.dokument_ensamt),
            (KindWords::Headings, &file.dokument_rubriker),
        ] {
            // In the file's order, so that an error is told where the second one stands.
            let mut kinds: Vec<_> = kinds.iter().collect();
            kinds.sort_by_key(|(kind, _)| kind.span().start);
            for (kind, phrases) in kinds {
                self.document_kind(place, kind, phrases);
            }
        }
        for (cue, phrases) in &file.ledord {
            self.cue(*cue, phrases);
        }
        for heading in &file.inte_rader {
            if let Some(pattern) = self.pattern(heading) {
                let key = pattern.normal();
                let entry = self.entry(pattern, heading);
                // Two spellings with the same letters are the same heading.
                if let Some(old) = self.layer.not_rows.get(&key) {
                    let (first, found) = (old.place(), heading.get_ref().clone());
                    let what = "heading";
                    self.tell(heading.span().start, Problem::Twice { what, found, first });
                } else {
                    self.layer.not_rows.insert(key, entry);
                }
            }
        }
    }

    pub(crate) fn check(&mut self, written: &Spanned<String>, added: Result<(), Problem>) {
        if let Err(problem) = added {
            self.tell(written.span().start, problem);
        }
    }

    fn document_kind(
        &mut self,
        place: KindWords,
        kind: &Spanned<String>,
        phrases: &[Spanned<String>],
    ) {
        if !self.name(kind, '_') {
            return;
        }
        for phrase in phrases {
            if self.words(phrase).is_some() {
                let key = super::document::phrase(phrase.get_ref());
                let entry = self.entry(kind.get_ref().clone(), phrase);
                let documents = self.layer.documents.entry(place).or_default();
                let added = insert(documents, key, entry, "title word", Clone::clone);
                self.check(phrase, added);
            }
        }
    }

    fn level(&mut self, level: &file::Level) {
        let written = *level.djup.get_ref();
        let depth = u32::try_from(written).ok();
        let depth = depth.filter(|depth| (1..=9).contains(depth));
        if depth.is_none() {
            self.tell(level.djup.span().start, Problem::Depth(written));
        }
        let plain = self.name(&level.niva, '_');
        if let Some(depth) = depth.filter(|_| plain) {
            self.depth(level, depth);
        }
        let niva = level.niva.get_ref();
        if level.etiketter.get_ref().is_empty() {
            self.tell(level.etiketter.span().start, Problem::Empty("etiketter"));
        }
        for label in level.etiketter.get_ref() {
            if let Some(key) = self.label(label, goal::is_label) {
                let own = LabelOf {
                    niva: niva.clone(),
                    numbered: level.krav.is_some(),
                };
                let entry = self.entry(own, label);
                let added = insert(
                    &mut self.layer.labels,
                    key,
                    entry,
                    "goal label",
                    |label: &LabelOf| label.niva.clone(),
                );
                self.check(label, added);
            }
        }
    }

    fn depth(&mut self, level: &file::Level, depth: u32) {
        let niva = level.niva.get_ref().clone();
        // What one file leaves open another may say.
        let known = self.layer.depths.get_mut(&niva);
        let owner = match known.filter(|known| known.value.depth == depth) {
            Some(known) => {
                known.value.owner = known.value.owner.or(level.agare);
                level.agare.or(known.value.owner)
            }
            None => level.agare,
        };
        let entry = self.entry(Depth { depth, owner }, &level.niva);
        let added = insert(
            &mut self.layer.depths,
            niva,
            entry,
            "goal level",
            |level| match level.owner {
                Some(owner) => format!("djup {}, agare {}", level.depth, owner.word()),
                None => format!("djup {}", level.depth),
            },
        );
        self.check(&level.niva, added);
    }
}
