//! A layout file as it is written. What it means is checked in [`super::layer`].

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::cue::Cue;
use super::error::{LayoutError, Problem, Source};
use super::{CompanionField, GoalOwner, LayoutForm, RowSort, StatusValue, shape};

/// The version of the layout files' format.
pub(crate) const SCHEMA: i64 = 1;

/// A vocabulary: its words, each with the phrases that mean it.
pub(crate) type Words = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// Kinds of document, each with the words that tell it.
pub(crate) type Kinds = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// `*.toml`
#[derive(Debug, Deserialize)]
pub(crate) struct LayoutFile {
    #[serde(default)]
    pub(crate) layout: Vec<Spanned<Layout>>,
    #[serde(default)]
    pub(crate) kolumnset: Vec<ColumnSet>,
    #[serde(default)]
    pub(crate) malrubrik: Vec<Level>,
    #[serde(default)]
    pub(crate) avsnittsetiketter: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) status: BTreeMap<StatusValue, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(crate) statusetiketter: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) ordlista: BTreeMap<Spanned<String>, Words>,
    #[serde(default)]
    pub(crate) dokument: Kinds,
    #[serde(default)]
    pub(crate) dokument_allmant: Kinds,
    #[serde(default)]
    pub(crate) dokument_ensamt: Kinds,
    #[serde(default)]
    pub(crate) dokument_rubriker: Kinds,
    #[serde(default)]
    pub(crate) inte_rader: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) ledord: BTreeMap<Cue, Spanned<Vec<Spanned<String>>>>,
}

/// `[[layout]]`
#[derive(Debug, Deserialize)]
pub(crate) struct Layout {
    pub(crate) namn: Spanned<String>,
    pub(crate) ger: RowSort,
    pub(crate) niva: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) grupprader: Vec<Spanned<String>>,
    pub(crate) rubrikniva: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) form: LayoutForm,
    #[serde(default)]
    pub(crate) kolumnset: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) kolumn: Vec<Spanned<Column>>,
    #[serde(default)]
    pub(crate) foljerad: Vec<Companion>,
}

/// `[[kolumnset]]`: columns and companion rows that several layouts have.
#[derive(Debug, Deserialize)]
pub(crate) struct ColumnSet {
    pub(crate) namn: Spanned<String>,
    #[serde(default)]
    pub(crate) kolumn: Vec<Spanned<Column>>,
    #[serde(default)]
    pub(crate) foljerad: Vec<Companion>,
}

/// `[[layout.kolumn]]`
#[derive(Debug, Deserialize)]
pub(crate) struct Column {
    pub(crate) nyckel: Option<Spanned<String>>,
    pub(crate) roll: Option<Role>,
    pub(crate) rubriker: Spanned<Vec<Spanned<String>>>,
    pub(crate) innehall: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    pub(crate) krav: Need,
}

/// `krav`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Need {
    /// The column must be there, or may be missing.
    Column(bool),
    /// `"celler"`: it must be there, and most of its cells must hold what it says first.
    Cells(CellsWord),
    #[serde(skip)]
    #[default]
    None,
}

/// The word that a column's cells are needed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CellsWord {
    Celler,
}

impl Need {
    pub(crate) fn is_required(self) -> bool {
        !matches!(self, Self::Column(false) | Self::None)
    }

    pub(crate) fn is_proved(self) -> bool {
        matches!(self, Self::Cells(_))
    }
}

/// `roll`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// The row's name.
    Namn,
    /// The goal of the row, and of those below it until the next one.
    Mal,
}

/// `[[layout.foljerad]]`
#[derive(Debug, Deserialize)]
pub(crate) struct Companion {
    pub(crate) falt: CompanionField,
    pub(crate) etiketter: Spanned<Vec<Spanned<String>>>,
}

/// `[[malrubrik]]`
#[derive(Debug, Deserialize)]
pub(crate) struct Level {
    pub(crate) niva: Spanned<String>,
    pub(crate) djup: Spanned<i64>,
    pub(crate) agare: Option<GoalOwner>,
    pub(crate) krav: Option<LevelNeed>,
    pub(crate) etiketter: Spanned<Vec<Spanned<String>>>,
}

/// `krav` of a goal heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LevelNeed {
    /// A label is one only with a number behind it.
    Nummer,
}

/// Reads a file as far as it is right, and tells all that is wrong with its form. Its version comes first, so that a newer
/// file is not blamed for keys that this version does not know.
pub(crate) fn parse(source: &Source<'_>) -> (Option<LayoutFile>, Vec<LayoutError>) {
    let spare = OnceCell::new();
    let (table, mut told) = shape::parse(source, shape::LAYOUT_FILE, &spare);
    let schema = table.get_ref().get("schema");
    let version = schema.and_then(|schema| {
        let number = schema.get_ref().as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    });
    match (schema, version) {
        (Some(schema), Some(version)) if version != SCHEMA => {
            return (
                None,
                vec![source.error(schema.span().start, Problem::Schema(version))],
            );
        }
        (None, _) if told.iter().all(|error| error.line > 1) => {
            told.insert(0, source.error(0, Problem::SchemaMissing));
        }
        _ => {}
    }
    (read(source, table, &mut told), told)
}

/// What a checked file says; a key that is missing is told already.
pub(crate) fn read<'t, T: Deserialize<'t>>(
    source: &Source<'_>,
    table: Spanned<DeTable<'t>>,
    told: &mut Vec<LayoutError>,
) -> Option<T> {
    let span = table.span();
    let value = Spanned::new(span, DeValue::Table(table.into_inner()));
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(file) => Some(file),
        Err(error) => {
            if told.is_empty() {
                let byte = error.span().map_or(0, |span| span.start);
                let problem = Problem::Toml(error.message().replace('\n', ", "));
                told.push(source.error(byte, problem));
            }
            None
        }
    }
}
