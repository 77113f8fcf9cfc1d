//! Cases beside layout files: texts and what the layouts must make of them.
//!
//! The cases of a folder stand in `cases/*.toml` below it. Each is a table or a text with all that is expected of it;
//! what is not written is expected not to be.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::Spanned;

use super::case_file::{
    CaseFile, CompanionCase, CueCase, DocumentCase, GoalCase, HeaderLineCase, RowCase, SectionCase,
    StatusCase, TableCase,
};
use super::error::{LayoutError, LoadError, Source};
use super::layer::Layer;
use super::{ColumnMatch, Layouts, contents_line};
use super::{builtin, file, load, shape};
use crate::output::Varde;

/// What became of the cases of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The layouts that the folder defines, by name.
    pub layouts: Vec<String>,
    /// Number of case files.
    pub files: usize,
    /// Number of cases.
    pub cases: usize,
    /// What the folder's layouts change in the built-in ones.
    pub notes: Vec<String>,
    /// Cases that came out otherwise, and layouts without a case.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Whether all came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// A case that came out otherwise, or a layout without a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}: expected {expected}, got {got}")]
pub struct Failure {
    /// The file of the case or of the layout.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Which text or value.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// Loads the layout files of a folder over the built-in ones and runs the cases in its folder `cases`.
/// Every layout that the folder defines needs a case of a table with that layout.
///
/// # Errors
/// When a folder or file cannot be read or a file is wrong.
pub fn check_dir(folder: &Path) -> Result<Report, LoadError> {
    let files = load::read_dir(folder)?;
    let texts = || {
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    };
    let layouts = Layouts::with_files(texts());
    let cases = folder.join("cases");
    let cases = if cases.is_dir() {
        match load::read_dir(&cases) {
            Err(LoadError::NoFiles(_)) => Vec::new(),
            other => other?,
        }
    } else {
        Vec::new()
    };
    let (read, wrong) = read_cases(&cases);
    // What is wrong with the cases is told beside what is wrong with the layouts.
    let layouts = match layouts {
        Ok(layouts) if wrong.is_empty() => layouts,
        Ok(_) => return Err(LoadError::Wrong(wrong)),
        Err(LoadError::Wrong(mut errors)) => {
            errors.extend(wrong);
            return Err(LoadError::Wrong(errors));
        }
        Err(error) => return Err(error),
    };
    let built_in = Layer::new(builtin::FILES.iter().copied()).map_err(LoadError::Wrong)?;
    let own = Layer::beside(&built_in, texts()).0.rows;
    let mut report = Report {
        layouts: own.keys().cloned().collect(),
        files: cases.len(),
        notes: layouts.notes().to_vec(),
        ..Report::default()
    };
    let mut covered = BTreeSet::new();
    for (source, file) in read {
        let mut runner = Runner {
            layouts: &layouts,
            source,
            report: &mut report,
            covered: &mut covered,
        };
        runner.file(&file);
    }
    for (name, entry) in own {
        if !covered.contains(&name) {
            report.failures.push(Failure {
                file: entry.value.file,
                line: entry.line,
                what: format!("layout `{name}`"),
                expected: "a case of a table with it in cases/".to_owned(),
                got: "none".to_owned(),
            });
        }
    }
    Ok(report)
}

/// The case files, and all that is wrong with them.
fn read_cases(cases: &[(String, String)]) -> (Vec<(Source<'_>, CaseFile)>, Vec<LayoutError>) {
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for (name, text) in cases {
        let source = Source::new(name, text);
        let spare = OnceCell::new();
        let (table, mut told) = shape::parse(&source, shape::CASE_FILE, &spare);
        let file = file::read(&source, table, &mut told);
        wrong.extend(told);
        read.extend(file.map(|file| (source, file)));
    }
    (read, wrong)
}

struct Runner<'a> {
    layouts: &'a Layouts,
    source: Source<'a>,
    report: &'a mut Report,
    covered: &'a mut BTreeSet<String>,
}

impl Runner<'_> {
    fn file(&mut self, file: &CaseFile) {
        for case in &file.tabell {
            self.table(case, false);
        }
        for case in &file.blad {
            self.table(case, true);
        }
        for case in &file.rubrikrad {
            let HeaderLineCase { text, delar } = case.get_ref();
            let got = self.layouts.split_header(text);
            self.compare(case, text, delar, &got);
        }
        for case in &file.malrubrik {
            self.goal(case);
        }
        for case in &file.avsnittsetikett {
            let SectionCase { text, ar_etikett } = case.get_ref();
            self.compare(case, text, ar_etikett, &self.layouts.section_label(text));
        }
        for case in &file.foljerad {
            let CompanionCase {
                layout,
                text,
                falt,
                rest,
            } = case.get_ref();
            let got = self.layouts.companion(layout, text).map(|found| {
                let after = text.get(found.label..).unwrap_or_default();
                (found.field, after.to_owned())
            });
            let expected = falt.map(|field| (field, rest.clone()));
            self.compare(case, text, &expected, &got);
        }
        for case in &file.status {
            let StatusCase { text, varde, ord } = case.get_ref();
            let label = self.layouts.status_label(text).unwrap_or(0);
            let words = text.get(label..).unwrap_or_default();
            let got = if label > 0 {
                self.layouts.labelled_status(words)
            } else {
                self.layouts.status(words)
            };
            self.compare(case, text, varde, &got);
            if ord.is_some() {
                let got = self.layouts.status_word(words).map(str::to_owned);
                self.compare(case, &format!("{text}: ord"), ord, &got);
            }
        }
        for case in &file.dokument {
            let DocumentCase { titel, typ } = case.get_ref();
            let got = self.layouts.document_kind(titel).map(str::to_owned);
            self.compare(case, titel, typ, &got);
        }
        for case in &file.ledord {
            let CueCase {
                nyckel,
                text,
                ar_ledord,
            } = case.get_ref();
            self.compare(
                case,
                text,
                ar_ledord,
                &self.layouts.cues().is(*nyckel, text),
            );
        }
    }

    /// Counts a case and notes whether it came out as expected.
    fn compare<C, T: PartialEq + serde::Serialize>(
        &mut self,
        case: &Spanned<C>,
        what: &str,
        expected: &T,
        got: &T,
    ) {
        self.report.cases += 1;
        if expected != got {
            let shown = |value: &T| shown(serde_json::to_value(value).ok().as_ref());
            self.fail(case, format!("`{what}`"), shown(expected), shown(got));
        }
    }

    fn fail<C>(&mut self, case: &Spanned<C>, what: String, expected: String, got: String) {
        let line = self.source.line(case.span().start);
        let file = self.source.name.to_owned();
        self.report.failures.push(Failure {
            file,
            line,
            what,
            expected,
            got,
        });
    }

    fn goal(&mut self, case: &Spanned<GoalCase>) {
        let GoalCase {
            text,
            niva,
            nummer,
            titel,
        } = case.get_ref();
        let label = match contents_line(text) {
            Some(_) => None,
            None => self.layouts.goal_label(text),
        };
        let got = label.map(|label| {
            let (number, title) = self
                .layouts
                .split_number(text.get(label.label..).unwrap_or_default());
            (
                label.niva.to_owned(),
                number.or(label.number),
                title.to_owned(),
            )
        });
        let expected = niva
            .clone()
            .map(|niva| (niva, nummer.clone(), titel.clone()));
        self.compare(case, text, &expected, &got);
    }

    fn table(&mut self, case: &Spanned<TableCase>, is_sheet: bool) {
        let table = case.get_ref();
        let what = table.huvud.join(" | ");
        let found = if is_sheet {
            self.layouts.sheet(&table.huvud)
        } else {
            let cell = |row: &Spanned<RowCase>, at: usize| row.get_ref().celler.get(at).cloned();
            let body = |at: usize| table.rad.iter().filter_map(|row| cell(row, at)).collect();
            self.layouts.table(&table.huvud, true, &body)
        };
        let got = found.as_ref().map(|found| found.layout.to_owned());
        self.compare(case, &what, &table.layout, &got);
        let Some(found) = found.filter(|_| got == table.layout) else {
            return;
        };
        self.covered.insert(found.layout.to_owned());
        if let Some(expected) = &table.kolumner {
            let got: Vec<String> = found
                .columns
                .iter()
                .map(|column| column_key(column).to_owned())
                .collect();
            if expected.len() == got.len() {
                for ((expected, got), title) in expected.iter().zip(&got).zip(&table.huvud) {
                    self.compare(case, &format!("{what}: column {title}"), expected, got);
                }
            } else {
                self.compare(case, &format!("{what}: columns"), expected, &got);
            }
        }
        for row in &table.rad {
            self.row(row, found.layout, &found.columns);
        }
    }

    /// Compares what a cell means, key by key.
    fn value(
        &mut self,
        case: &Spanned<RowCase>,
        row: &str,
        key: &str,
        expected: Option<&Varde>,
        got: &Varde,
    ) {
        self.report.cases += 1;
        let Some(expected) = expected else {
            let what = format!("`{row}`: {key}");
            let got = serde_json::Value::Object(said(got).into_iter().collect());
            let all = format!("{got}, and no `ger.{key}` in the case");
            self.fail(case, what, "nothing".to_owned(), all);
            return;
        };
        let (expected, got) = (said(expected), said(got));
        let keys: BTreeSet<&String> = expected.keys().chain(got.keys()).collect();
        for part in keys {
            let (expected, got) = (expected.get(part), got.get(part));
            if expected != got {
                let what = format!("`{row}`: {key}.{part}");
                self.fail(case, what, shown(expected), shown(got));
            }
        }
    }

    fn row(&mut self, case: &Spanned<RowCase>, layout: &str, columns: &[ColumnMatch]) {
        let row = case.get_ref();
        let what = row.celler.join(" | ");
        self.compare(
            case,
            &format!("{what}: number of cells"),
            &columns.len(),
            &row.celler.len(),
        );
        let mut got = BTreeMap::new();
        let mut expected = BTreeMap::new();
        let mut unknown = Vec::new();
        for (column, text) in columns.iter().zip(&row.celler) {
            let key = column_key(column);
            if text.is_empty()
                || !matches!(column, ColumnMatch::Known(..) | ColumnMatch::Unknown(_))
            {
                continue;
            }
            let (value, told) = self.layouts.cell(layout, column, text);
            got.insert(key, value);
            if told.is_some() {
                unknown.push(key.to_owned());
            }
            if let Some(value) = row.ger.get(key) {
                expected.insert(key, value.with(text));
            }
        }
        let strange: Vec<&String> = row
            .ger
            .keys()
            .filter(|key| !got.contains_key(key.as_str()))
            .collect();
        if !strange.is_empty() {
            self.fail(
                case,
                format!("`{what}`"),
                format!("{strange:?}"),
                "no such cell".to_owned(),
            );
        }
        for (key, value) in &got {
            self.value(case, &what, key, expected.get(key), value);
        }
        self.compare(
            case,
            &format!("{what}: cells of no known kind"),
            &row.okand,
            &unknown,
        );
    }
}

/// What a value says beside its text and where it stands, by the keys of the output.
pub(crate) fn said(value: &Varde) -> BTreeMap<String, serde_json::Value> {
    let json = serde_json::to_value(value).unwrap_or_default();
    let entries = json.as_object().into_iter().flatten();
    entries
        .filter(|(key, _)| !matches!(key.as_str(), "text" | "plats"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// A value in a message.
fn shown(value: Option<&serde_json::Value>) -> String {
    match value {
        None | Some(serde_json::Value::Null) => "nothing".to_owned(),
        Some(value) => value.to_string(),
    }
}

/// A column as a case writes it.
pub(crate) fn column_key(column: &ColumnMatch) -> &str {
    match column {
        ColumnMatch::Name => "namn",
        ColumnMatch::Known(key, _) | ColumnMatch::Unknown(key) => key,
        ColumnMatch::Unlabelled => "",
    }
}
