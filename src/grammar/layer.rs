//! The layout files of one folder, checked: what stands twice or means nothing is an error with its place.

use std::collections::BTreeMap;

use toml::Spanned;

use super::cell::CellKind;
use super::error::{LayoutError, Problem, Source};
use super::file::{self, Field, LayoutFile};
use super::fold::letters;
use super::pattern::Pattern;
use super::{Column, Companion, RowLayout, RowSort};
use crate::model::Typ;

/// A meaning, and where it is given.
#[derive(Debug, Clone)]
pub(crate) struct Entry<T> {
    pub(crate) value: T,
    /// As written.
    pub(crate) source: String,
    pub(crate) file: String,
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

/// The layouts of one folder. All maps are by letters or names, so that the order of the files has no meaning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layer {
    pub(crate) rows: BTreeMap<String, Entry<RowLayout>>,
    /// `niva` -> depth
    pub(crate) depths: BTreeMap<String, Entry<u32>>,
    /// Letters of a label -> `niva`
    pub(crate) labels: BTreeMap<String, Entry<String>>,
    pub(crate) sections: BTreeMap<String, Entry<()>>,
    pub(crate) statuses: BTreeMap<String, Entry<&'static str>>,
    /// Vocabulary -> normal form of a pattern -> pattern and word
    pub(crate) words: BTreeMap<String, BTreeMap<String, Entry<(Pattern, String)>>>,
    pub(crate) documents: BTreeMap<String, Entry<Typ>>,
    pub(crate) not_rows: BTreeMap<String, Entry<Pattern>>,
    pub(crate) references: Vec<Reference>,
}

/// Reads one file into a layer.
struct Reader<'a> {
    source: Source<'a>,
    layer: &'a mut Layer,
    errors: &'a mut Vec<LayoutError>,
}

impl Layer {
    /// Reads files, each with its name and text. All errors of all files are told.
    pub(crate) fn new<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<LayoutError>> {
        let mut layer = Self::default();
        let mut errors = Vec::new();
        for (name, text) in files {
            let source = Source { name, text };
            match file::parse(&source) {
                Ok(file) => Reader {
                    source,
                    layer: &mut layer,
                    errors: &mut errors,
                }
                .file(file),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(layer)
        } else {
            Err(errors)
        }
    }
}

/// Adds an entry; the same meaning from another file is no error, anything else that stands twice is.
fn insert<T: PartialEq>(
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

impl Reader<'_> {
    fn tell(&mut self, at: usize, problem: Problem) {
        let error = self.source.error(at, problem);
        self.errors.push(error);
    }

    fn entry<T>(&self, value: T, written: &Spanned<String>) -> Entry<T> {
        Entry {
            value,
            source: written.get_ref().clone(),
            file: self.source.name.to_owned(),
            line: self.source.position(written.span().start).0,
        }
    }

    /// A pattern; what is wrong with it is told.
    fn pattern(&mut self, written: &Spanned<String>) -> Option<Pattern> {
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
    fn words(&mut self, written: &Spanned<String>) -> Option<String> {
        let pattern = self.pattern(written)?;
        if pattern.placeholders() > 0 {
            let problem = Problem::NoPlaceholder(written.get_ref().clone());
            self.tell(written.span().start, problem);
            return None;
        }
        Some(letters(written.get_ref()))
    }

    /// A name of small ASCII letters, digits and `join`.
    fn name(&mut self, written: &Spanned<String>, join: char) -> bool {
        let name = written.get_ref();
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == join);
        if !plain {
            self.tell(written.span().start, Problem::Name(name.clone(), join));
        }
        plain
    }

    fn refer(&mut self, written: &Spanned<String>, name: &str, to: ReferenceTo) {
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

    fn file(&mut self, file: LayoutFile) {
        for layout in file.layout {
            self.layout(&layout);
        }
        for level in &file.malrubrik {
            self.level(level);
        }
        for label in &file.avsnittsetiketter {
            if let Some(key) = self.words(label) {
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
        let statuses = [
            ("helt", &file.status.helt),
            ("delvis", &file.status.delvis),
            ("inte", &file.status.inte),
        ];
        for (value, phrases) in statuses {
            for phrase in phrases {
                if let Some(key) = self.words(phrase) {
                    let entry = self.entry(value, phrase);
                    let show = |value: &&str| (*value).to_owned();
                    let added = insert(&mut self.layer.statuses, key, entry, "status", show);
                    self.check(phrase, added);
                }
            }
        }
        for (list, words) in &file.ordlista {
            self.vocabulary(list, words);
        }
        let kinds = [
            (Typ::Verksamhetsplan, &file.dokument.verksamhetsplan),
            (
                Typ::Verksamhetsberattelse,
                &file.dokument.verksamhetsberattelse,
            ),
            (Typ::Tertialrapport, &file.dokument.tertialrapport),
            (Typ::Enhetsplan, &file.dokument.enhetsplan),
            (Typ::Arsbokslut, &file.dokument.arsbokslut),
        ];
        for (kind, phrases) in kinds {
            for phrase in phrases {
                if self.words(phrase).is_some() {
                    let key = super::document::words(phrase.get_ref()).join(" ");
                    let entry = self.entry(kind, phrase);
                    let show = |kind: &Typ| format!("{kind:?}").to_lowercase();
                    let added = insert(&mut self.layer.documents, key, entry, "title word", show);
                    self.check(phrase, added);
                }
            }
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

    fn check(&mut self, written: &Spanned<String>, added: Result<(), Problem>) {
        if let Err(problem) = added {
            self.tell(written.span().start, problem);
        }
    }

    fn vocabulary(
        &mut self,
        list: &Spanned<String>,
        words: &BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    ) {
        if !self.name(list, '_') {
            return;
        }
        for (word, phrases) in words {
            if !self.name(word, '_') {
                continue;
            }
            for phrase in phrases {
                let Some(pattern) = self.pattern(phrase) else {
                    continue;
                };
                let key = pattern.normal();
                let entry = self.entry((pattern, word.get_ref().clone()), phrase);
                let map = self.layer.words.entry(list.get_ref().clone()).or_default();
                let old = map.get(&key).map(|old| (old.value.1.clone(), old.place()));
                match old {
                    None => {
                        map.insert(key, entry);
                    }
                    Some((first, at)) if first != *word.get_ref() => {
                        let problem = Problem::Conflict {
                            what: "word",
                            found: phrase.get_ref().clone(),
                            second: word.get_ref().clone(),
                            first,
                            at,
                        };
                        self.tell(phrase.span().start, problem);
                    }
                    Some((_, first)) => {
                        let found = phrase.get_ref().clone();
                        let what = "word";
                        self.tell(phrase.span().start, Problem::Twice { what, found, first });
                    }
                }
            }
        }
    }

    fn level(&mut self, level: &file::Level) {
        let depth = *level.djup.get_ref();
        let Some(depth) = u32::try_from(depth)
            .ok()
            .filter(|depth| (1..=9).contains(depth))
        else {
            self.tell(level.djup.span().start, Problem::Depth(depth));
            return;
        };
        if !self.name(&level.niva, '_') {
            return;
        }
        let niva = level.niva.get_ref().clone();
        let entry = self.entry(depth, &level.niva);
        let added = insert(
            &mut self.layer.depths,
            niva.clone(),
            entry,
            "goal level",
            |depth| format!("djup {depth}"),
        );
        self.check(&level.niva, added);
        if level.etiketter.get_ref().is_empty() {
            self.tell(level.etiketter.span().start, Problem::Empty("etiketter"));
        }
        for label in level.etiketter.get_ref() {
            if let Some(key) = self.words(label) {
                let entry = self.entry(niva.clone(), label);
                let added = insert(
                    &mut self.layer.labels,
                    key,
                    entry,
                    "goal label",
                    String::clone,
                );
                self.check(label, added);
            }
        }
    }

    fn layout(&mut self, written: &Spanned<file::Layout>) {
        let layout = written.get_ref();
        self.name(&layout.namn, '-');
        match (layout.ger, &layout.niva) {
            (RowSort::Mal, None) => self.tell(written.span().start, Problem::NivaMissing),
            (RowSort::Mal, Some(niva)) => self.refer(niva, niva.get_ref(), ReferenceTo::Niva),
            (sort, Some(niva)) => self.tell(niva.span().start, Problem::NivaNeedless(sort.word())),
            (_, None) => {}
        }
        if let Some(niva) = &layout.grupprader {
            self.refer(niva, niva.get_ref(), ReferenceTo::Niva);
        }
        let names = layout
            .kolumn
            .iter()
            .filter(|column| column.get_ref().roll == Some(file::Role::Namn))
            .count();
        if names != 1 {
            self.tell(layout.namn.span().start, Problem::NameColumn(names));
        }
        let mut keys: BTreeMap<String, String> = BTreeMap::new();
        let mut headings: BTreeMap<String, String> = BTreeMap::new();
        let columns = layout
            .kolumn
            .iter()
            .map(|column| self.column(column, &mut keys, &mut headings))
            .collect();
        let mut companions = Vec::new();
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        for companion in &layout.foljerad {
            companions.extend(self.companion(companion, &mut labels));
        }
        let name = layout.namn.get_ref().clone();
        let row = RowLayout {
            name: name.clone(),
            sort: layout.ger,
            niva: layout.niva.as_ref().map(|niva| niva.get_ref().clone()),
            group_rows: layout
                .grupprader
                .as_ref()
                .map(|niva| niva.get_ref().clone()),
            columns,
            companions,
            file: self.source.name.to_owned(),
        };
        let entry = self.entry(row, &layout.namn);
        if let Some(old) = self.layer.rows.get(&name) {
            let first = old.place();
            let (what, found) = ("layout", name);
            self.tell(
                layout.namn.span().start,
                Problem::Twice { what, found, first },
            );
        } else {
            self.layer.rows.insert(name, entry);
        }
    }

    fn companion(
        &mut self,
        companion: &file::Companion,
        labels: &mut BTreeMap<String, String>,
    ) -> Vec<Companion> {
        let written = companion.etiketter.get_ref();
        if written.is_empty() {
            self.tell(
                companion.etiketter.span().start,
                Problem::Empty("etiketter"),
            );
        }
        let mut found = Vec::new();
        for label in written {
            let Some(folded) = self.words(label) else {
                continue;
            };
            let place = self.source.place(label.span().start);
            if let Some(first) = labels.insert(folded.clone(), place) {
                let found = label.get_ref().clone();
                let what = "label";
                self.tell(label.span().start, Problem::Twice { what, found, first });
            }
            found.push(Companion {
                field: Field::word(companion.falt),
                label: label.get_ref().clone(),
                folded,
            });
        }
        found
    }

    fn column(
        &mut self,
        written: &Spanned<file::Column>,
        keys: &mut BTreeMap<String, String>,
        headings: &mut BTreeMap<String, String>,
    ) -> Column {
        let column = written.get_ref();
        match (&column.nyckel, column.roll) {
            (Some(_), Some(_)) => self.tell(written.span().start, Problem::ColumnKey("both")),
            (None, None) => self.tell(written.span().start, Problem::ColumnKey("neither")),
            _ => {}
        }
        if let Some(key) = &column.nyckel {
            self.name(key, '_');
            let place = self.source.place(key.span().start);
            if let Some(first) = keys.insert(key.get_ref().clone(), place) {
                let (what, found) = ("column key", key.get_ref().clone());
                self.tell(key.span().start, Problem::Twice { what, found, first });
            }
        }
        if column.rubriker.get_ref().is_empty() {
            self.tell(column.rubriker.span().start, Problem::Empty("rubriker"));
        }
        let mut patterns = Vec::new();
        for heading in column.rubriker.get_ref() {
            let Some(pattern) = self.pattern(heading) else {
                continue;
            };
            let place = self.source.place(heading.span().start);
            if let Some(first) = headings.insert(pattern.normal(), place) {
                let (what, found) = ("heading", heading.get_ref().clone());
                self.tell(heading.span().start, Problem::Twice { what, found, first });
            }
            patterns.push(pattern);
        }
        let mut kinds = Vec::new();
        if let Some(written) = &column.innehall {
            if written.get_ref().is_empty() {
                self.tell(written.span().start, Problem::Empty("innehall"));
            }
            for name in written.get_ref() {
                match CellKind::new(name.get_ref()) {
                    Some(kind) => {
                        if let CellKind::Ord(list) = &kind {
                            self.refer(name, list, ReferenceTo::Vocabulary);
                        }
                        kinds.push(kind);
                    }
                    None => {
                        let problem = Problem::CellKind(name.get_ref().clone());
                        self.tell(name.span().start, problem);
                    }
                }
            }
        }
        if column.innehall.is_none() {
            kinds.push(CellKind::Text);
        }
        Column {
            key: column.nyckel.as_ref().map(|key| key.get_ref().clone()),
            headings: patterns
                .iter()
                .map(|pattern| pattern.source().to_owned())
                .collect(),
            kinds,
            required: column.krav,
            patterns,
        }
    }
}
