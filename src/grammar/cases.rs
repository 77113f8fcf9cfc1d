//! Cases beside layout files: texts and what the layouts must make of them.
//!
//! The cases of a folder stand in `cases/*.toml` below it. Each is a table or a text with all that is expected of it;
//! what is not written is expected not to be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{LayoutError, LoadError, Problem, Source};
use super::layer::Layer;
use super::{ColumnMatch, CompanionField, Cue, Layouts, StatusValue, contents_line, fold, load};
use crate::output::{Tal, Typ, Varde};

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
    let layouts = Layouts::with_files(texts())?;
    let own = Layer::new(texts()).map_err(LoadError::Wrong)?.rows;
    let cases = folder.join("cases");
    let cases = if cases.is_dir() {
        match load::read_dir(&cases) {
            Err(LoadError::NoFiles(_)) => Vec::new(),
            other => other?,
        }
    } else {
        Vec::new()
    };
    let mut report = Report {
        layouts: own.keys().cloned().collect(),
        files: cases.len(),
        notes: layouts.notes().to_vec(),
        ..Report::default()
    };
    let mut errors = Vec::new();
    let mut covered = BTreeSet::new();
    for (name, text) in &cases {
        match toml::from_str::<CaseFile>(text) {
            Ok(file) => Runner {
                layouts: &layouts,
                source: Source::new(name, text),
                report: &mut report,
                covered: &mut covered,
            }
            .file(&file),
            Err(error) => errors.push(wrong(&Source::new(name, text), &error)),
        }
    }
    if !errors.is_empty() {
        return Err(LoadError::Wrong(errors));
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

fn wrong(source: &Source<'_>, error: &toml::de::Error) -> LayoutError {
    let byte = error.span().map_or(0, |span| span.start);
    source.error(byte, Problem::Toml(error.message().replace('\n', ", ")))
}

/// `cases/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CaseFile {
    tabell: Vec<Spanned<TableCase>>,
    rubrikrad: Vec<Spanned<HeaderLineCase>>,
    malrubrik: Vec<Spanned<GoalCase>>,
    avsnittsetikett: Vec<Spanned<SectionCase>>,
    foljerad: Vec<Spanned<CompanionCase>>,
    status: Vec<Spanned<StatusCase>>,
    dokument: Vec<Spanned<DocumentCase>>,
    ledord: Vec<Spanned<CueCase>>,
}

/// `[[tabell]]`: a header and rows. Without `layout`, no layout may claim it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableCase {
    huvud: Vec<String>,
    layout: Option<String>,
    kolumner: Option<Vec<String>>,
    #[serde(default)]
    rad: Vec<Spanned<RowCase>>,
}

/// `[[tabell.rad]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowCase {
    celler: Vec<String>,
    #[serde(default)]
    ger: BTreeMap<String, ValueCase>,
    /// Keys of the cells that get a diagnostic.
    #[serde(default)]
    okand: Vec<String>,
}

/// What a cell means beside its text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ValueCase {
    tal: Option<f64>,
    enhet: Option<String>,
    grans: Option<String>,
    datum: Option<String>,
    ord: Option<String>,
    period: Option<String>,
    ar: Option<i32>,
}

/// `[[rubrikrad]]`: a line of headings. Without `delar`, it is none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderLineCase {
    text: String,
    delar: Option<Vec<String>>,
}

/// `[[malrubrik]]`: a line. Without `niva`, it is no goal heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalCase {
    text: String,
    niva: Option<String>,
    nummer: Option<String>,
    #[serde(default)]
    titel: String,
}

/// `[[avsnittsetikett]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionCase {
    text: String,
    ar_etikett: bool,
}

/// `[[foljerad]]`: a full-width text. Without `falt`, it begins with no label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanionCase {
    layout: String,
    text: String,
    falt: Option<CompanionField>,
    #[serde(default)]
    rest: String,
}

/// `[[status]]`: a line. Without `varde`, it is no status.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusCase {
    text: String,
    varde: Option<StatusValue>,
}

/// `[[dokument]]`: a title. Without `typ`, it tells no kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentCase {
    titel: String,
    typ: Option<Typ>,
}

/// `[[ledord]]`: a text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueCase {
    nyckel: Cue,
    text: String,
    ar_ledord: bool,
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
            self.table(case);
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
            let StatusCase { text, varde } = case.get_ref();
            let got = self.layouts.status(text);
            self.compare(case, text, varde, &got);
        }
        for case in &file.dokument {
            let DocumentCase { titel, typ } = case.get_ref();
            self.compare(case, titel, typ, &self.layouts.document_kind(titel));
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
    fn compare<C, T: PartialEq + std::fmt::Debug>(
        &mut self,
        case: &Spanned<C>,
        what: &str,
        expected: &T,
        got: &T,
    ) {
        self.report.cases += 1;
        if expected != got {
            self.fail(
                case,
                format!("`{what}`"),
                format!("{expected:?}"),
                format!("{got:?}"),
            );
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

    fn table(&mut self, case: &Spanned<TableCase>) {
        let table = case.get_ref();
        let what = table.huvud.join(" | ");
        let found = self.layouts.header(&table.huvud);
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
            self.compare(case, &format!("{what}: columns"), expected, &got);
        }
        for row in &table.rad {
            self.row(row, found.layout, &found.columns);
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
        let json =
            |values: &BTreeMap<&str, Varde>| serde_json::to_string(values).unwrap_or_default();
        self.compare(case, &what, &json(&expected), &json(&got));
        self.compare(
            case,
            &format!("{what}: cells of no known kind"),
            &row.okand,
            &unknown,
        );
    }
}

/// A column as a case writes it.
fn column_key(column: &ColumnMatch) -> &str {
    match column {
        ColumnMatch::Name => "namn",
        ColumnMatch::Known(key, _) | ColumnMatch::Unknown(key) => key,
        ColumnMatch::Unlabelled => "",
    }
}

impl ValueCase {
    fn with(&self, text: &str) -> Varde {
        let own = self.clone();
        Varde {
            text: fold::squeeze(text),
            tal: own.tal.and_then(Tal::new),
            enhet: own.enhet,
            grans: own.grans,
            datum: own.datum,
            ord: own.ord,
            period: own.period,
            ar: own.ar,
            symbol: None,
        }
    }
}
