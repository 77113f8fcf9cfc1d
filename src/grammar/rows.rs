//! The row layouts of a layout file, checked: columns, headings, cell kinds, companion rows.

use std::collections::BTreeMap;

use toml::Spanned;

use super::cell::CellKind;
use super::error::Problem;
use super::file;
use super::fold::letters;
use super::header::YEAR;
use super::layer::{Reader, ReferenceTo, is_name};
use super::lines::labelled;
use super::nearest::nearest;
use super::pattern::Pattern;
use super::{Column, Companion, RowLayout, RowSort};

/// The key of the column that names goals: it stands in no row.
pub(crate) const GOAL_KEY: &str = "mal";

/// Where something stands in the file: its byte.
type Places = BTreeMap<String, usize>;

/// The headings as they were written.
fn sources(patterns: &[Pattern]) -> Vec<String> {
    let sources = patterns.iter().map(|pattern| pattern.source().to_owned());
    sources.collect()
}

/// What stands in the layout so far, with its place.
#[derive(Default)]
struct Seen {
    keys: Places,
    headings: Places,
}

/// Columns and companion rows that layouts share.
#[derive(Debug, Clone, Default)]
pub(crate) struct ColumnSet {
    columns: Vec<Column>,
    companions: Vec<Companion>,
}

impl Reader<'_> {
    /// Reads `[[kolumnset]]`.
    pub(crate) fn column_set(&mut self, written: &file::ColumnSet) {
        self.name(&written.namn, '-');
        let set = self.own_columns(&written.kolumn, &written.foljerad);
        let name = written.namn.get_ref().clone();
        let entry = self.entry(set, &written.namn);
        if let Some(old) = self
            .layer
            .sets
            .get(&name)
            .filter(|old| old.file == entry.file)
        {
            let (what, found, first) = ("column set", name, old.place());
            let problem = Problem::Twice { what, found, first };
            self.tell(written.namn.span().start, problem);
        } else {
            self.layer.sets.insert(name, entry);
        }
    }

    /// Reads `[[layout]]`.
    pub(crate) fn layout(&mut self, written: &Spanned<file::Layout>) {
        let layout = written.get_ref();
        self.name(&layout.namn, '-');
        let mut own = self.own_columns(&layout.kolumn, &layout.foljerad);
        for name in &layout.kolumnset {
            self.add_set(&mut own, name);
        }
        let ColumnSet {
            columns,
            companions,
        } = own;
        self.levels(written, columns.iter().any(|column| column.goal));
        let names = columns.iter().filter(|column| column.key.is_none()).count();
        if names == 0 {
            self.tell(layout.namn.span().start, Problem::NameColumn(names));
        }
        let bare = columns.iter().any(|column| column.bare);
        if bare && !columns.iter().any(|column| column.proved) {
            self.tell(layout.namn.span().start, Problem::BareName);
        }
        let name = layout.namn.get_ref().clone();
        let plain = |niva: &Spanned<String>| niva.get_ref().clone();
        let groups = layout.grupprader.iter();
        let row = RowLayout {
            name: name.clone(),
            sort: layout.ger,
            form: layout.form,
            niva: layout.niva.as_ref().map(plain),
            group_rows: groups.map(plain).collect(),
            heading_niva: layout.rubrikniva.as_ref().map(plain),
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

    /// The goal levels that a layout names.
    fn levels(&mut self, written: &Spanned<file::Layout>, names_goals: bool) {
        let layout = written.get_ref();
        match (layout.ger, &layout.niva) {
            (_, None) if names_goals => self.tell(written.span().start, Problem::NivaMissing),
            (_, Some(niva)) if names_goals => self.refer(niva, niva.get_ref(), ReferenceTo::Niva),
            (RowSort::Mal, None) => self.tell(written.span().start, Problem::NivaMissing),
            (RowSort::Mal, Some(niva)) => self.refer(niva, niva.get_ref(), ReferenceTo::Niva),
            (sort, Some(niva)) => self.tell(niva.span().start, Problem::NivaNeedless(sort.word())),
            (_, None) => {}
        }
        let groups = layout.grupprader.iter();
        for niva in groups.chain(&layout.rubrikniva) {
            self.refer(niva, niva.get_ref(), ReferenceTo::Niva);
        }
    }

    fn own_columns(
        &mut self,
        columns: &[Spanned<file::Column>],
        companions: &[file::Companion],
    ) -> ColumnSet {
        let mut seen = Seen::default();
        let mut labels = Places::new();
        ColumnSet {
            columns: columns
                .iter()
                .map(|column| self.column(column, &mut seen))
                .collect(),
            companions: companions
                .iter()
                .flat_map(|companion| self.companion(companion, &mut labels))
                .collect(),
        }
    }

    /// Adds a set's columns and companion rows; what the layout says itself goes before.
    fn add_set(&mut self, own: &mut ColumnSet, name: &Spanned<String>) {
        let Some(set) = self.layer.sets.get(name.get_ref()) else {
            let found = name.get_ref().clone();
            let known = || self.layer.sets.keys().map(String::as_str);
            let problem = Problem::ColumnSet {
                nearest: nearest(&found, known()).map(str::to_owned),
                known: known().collect::<Vec<_>>().join(", "),
                found,
            };
            self.tell(name.span().start, problem);
            return;
        };
        let ColumnSet {
            columns,
            companions,
        } = set.value.clone();
        let taken: Vec<String> = own
            .columns
            .iter()
            .flat_map(|column| column.patterns.iter().map(Pattern::normal))
            .collect();
        for mut column in columns {
            let same = |other: &Column| other.key == column.key && column.key.is_some();
            column
                .patterns
                .retain(|pattern| !taken.contains(&pattern.normal()));
            if own.columns.iter().any(same) || column.patterns.is_empty() {
                continue;
            }
            column.headings = sources(&column.patterns);
            own.columns.push(column);
        }
        for companion in companions {
            if !own
                .companions
                .iter()
                .any(|other| other.folded == companion.folded)
            {
                own.companions.push(companion);
            }
        }
    }

    fn companion(&mut self, companion: &file::Companion, labels: &mut Places) -> Vec<Companion> {
        let written = companion.etiketter.get_ref();
        if written.is_empty() {
            self.tell(
                companion.etiketter.span().start,
                Problem::Empty("etiketter"),
            );
        }
        let mut found = Vec::new();
        for label in written {
            let reads = |label: &str| labelled(&format!("{label}:"), &letters(label)).is_some();
            let Some(folded) = self.label(label, reads) else {
                continue;
            };
            self.once(label, folded.clone(), "label", labels);
            found.push(Companion {
                field: companion.falt,
                label: label.get_ref().clone(),
                folded,
            });
        }
        found
    }

    fn column(&mut self, written: &Spanned<file::Column>, seen: &mut Seen) -> Column {
        let column = written.get_ref();
        match (&column.nyckel, column.roll) {
            (Some(_), Some(_)) => self.tell(written.span().start, Problem::ColumnKey("both")),
            (None, None) => self.tell(written.span().start, Problem::ColumnKey("neither of")),
            _ => {}
        }
        if let Some(key) = &column.nyckel {
            self.key(key, &mut seen.keys);
        }
        let mut headings = column.rubriker.get_ref().clone();
        // A name may stand under no heading.
        let bare = column.roll == Some(file::Role::Namn)
            && headings.iter().any(|heading| heading.get_ref().is_empty());
        headings.retain(|heading| !bare || !heading.get_ref().is_empty());
        if headings.is_empty() && !bare {
            self.tell(column.rubriker.span().start, Problem::Empty("rubriker"));
        }
        let patterns = self.headings(&headings, &mut seen.headings);
        if column
            .nyckel
            .as_ref()
            .is_some_and(|key| key.get_ref().contains(YEAR))
        {
            for heading in column.rubriker.get_ref() {
                if !heading.get_ref().contains(YEAR) {
                    let problem = Problem::YearKey(heading.get_ref().clone());
                    self.tell(heading.span().start, problem);
                }
            }
        }
        let kinds = match &column.innehall {
            Some(written) => self.kinds(written),
            None => vec![CellKind::Text],
        };
        Column {
            goal: column.roll == Some(file::Role::Mal),
            key: match column.roll {
                Some(file::Role::Mal) => Some(GOAL_KEY.to_owned()),
                _ => column.nyckel.as_ref().map(|key| key.get_ref().clone()),
            },
            headings: sources(&patterns),
            kinds,
            required: column.krav.is_required(),
            proved: column.krav.is_proved(),
            bare,
            patterns,
        }
    }

    fn key(&mut self, written: &Spanned<String>, keys: &mut Places) {
        let plain = written.get_ref().replacen(YEAR, "1", 1);
        if !is_name(&plain, '_') {
            let problem = Problem::Name(written.get_ref().clone(), '_');
            self.tell(written.span().start, problem);
        }
        self.once(written, written.get_ref().clone(), "column key", keys);
    }

    fn headings(&mut self, written: &[Spanned<String>], seen: &mut Places) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for heading in written {
            if let Some(pattern) = self.pattern(heading) {
                self.once(heading, pattern.normal(), "heading", seen);
                patterns.push(pattern);
            }
        }
        patterns
    }

    fn kinds(&mut self, written: &Spanned<Vec<Spanned<String>>>) -> Vec<CellKind> {
        if written.get_ref().is_empty() {
            self.tell(written.span().start, Problem::Empty("innehall"));
        }
        let mut kinds = Vec::new();
        for name in written.get_ref() {
            let Some(kind) = CellKind::new(name.get_ref()) else {
                let problem = Problem::CellKind(name.get_ref().clone());
                self.tell(name.span().start, problem);
                continue;
            };
            if let CellKind::Ord(list) = &kind {
                self.refer(name, list, ReferenceTo::Vocabulary);
            }
            kinds.push(kind);
        }
        kinds
    }

    /// Tells what stands twice within a layout.
    fn once(
        &mut self,
        written: &Spanned<String>,
        key: String,
        what: &'static str,
        seen: &mut Places,
    ) {
        if let Some(first) = seen.insert(key, written.span().start) {
            let found = written.get_ref().clone();
            let first = self.source.place(first);
            self.tell(written.span().start, Problem::Twice { what, found, first });
        }
    }
}
