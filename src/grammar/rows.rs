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
use super::pattern::Pattern;
use super::{Column, Companion, RowLayout, RowSort};

/// The key of the column that names goals: it stands in no row.
const GOAL_KEY: &str = "mal";

/// Where something stands in the file: its byte.
type Places = BTreeMap<String, usize>;

/// What stands in the layout so far, with its place.
#[derive(Default)]
struct Seen {
    keys: Places,
    headings: Places,
}

impl Reader<'_> {
    /// Reads `[[layout]]`.
    pub(crate) fn layout(&mut self, written: &Spanned<file::Layout>) {
        let layout = written.get_ref();
        self.name(&layout.namn, '-');
        let of_role = |role| {
            let columns = layout.kolumn.iter();
            columns
                .filter(|column| column.get_ref().roll == Some(role))
                .count()
        };
        let names_goals = of_role(file::Role::Mal) > 0;
        match (layout.ger, &layout.niva) {
            (_, None) if names_goals => self.tell(written.span().start, Problem::NivaMissing),
            (_, Some(niva)) if names_goals => self.refer(niva, niva.get_ref(), ReferenceTo::Niva),
            (RowSort::Mal, None) => self.tell(written.span().start, Problem::NivaMissing),
            (RowSort::Mal, Some(niva)) => self.refer(niva, niva.get_ref(), ReferenceTo::Niva),
            (sort, Some(niva)) => self.tell(niva.span().start, Problem::NivaNeedless(sort.word())),
            (_, None) => {}
        }
        if let Some(niva) = &layout.grupprader {
            self.refer(niva, niva.get_ref(), ReferenceTo::Niva);
        }
        let names = of_role(file::Role::Namn);
        if names != 1 {
            self.tell(layout.namn.span().start, Problem::NameColumn(names));
        }
        let mut seen = Seen::default();
        let columns = layout
            .kolumn
            .iter()
            .map(|column| self.column(column, &mut seen))
            .collect();
        let mut companions = Vec::new();
        let mut labels = Places::new();
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
        let patterns = self.headings(&column.rubriker, &mut seen.headings);
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
            headings: patterns
                .iter()
                .map(|pattern| pattern.source().to_owned())
                .collect(),
            kinds,
            required: column.krav,
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

    fn headings(
        &mut self,
        written: &Spanned<Vec<Spanned<String>>>,
        seen: &mut Places,
    ) -> Vec<Pattern> {
        if written.get_ref().is_empty() {
            self.tell(written.span().start, Problem::Empty("rubriker"));
        }
        let mut patterns = Vec::new();
        for heading in written.get_ref() {
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
