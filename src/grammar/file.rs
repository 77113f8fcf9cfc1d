//! A layout file as it is written. What it means is checked in [`super::layer`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::cue::Cue;
use super::error::{LayoutError, Problem, Source};
use super::{CompanionField, GoalOwner, RowSort, StatusValue};

/// The version of the layout files' format.
pub(crate) const SCHEMA: i64 = 1;

#[derive(Debug, Deserialize)]
struct Version {
    schema: Option<Spanned<i64>>,
}

/// A vocabulary: its words, each with the phrases that mean it.
pub(crate) type Words = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// Kinds of document, each with the words that tell it.
pub(crate) type Kinds = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// `*.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LayoutFile {
    schema: i64,
    #[serde(default)]
    pub(crate) layout: Vec<Spanned<Layout>>,
    #[serde(default)]
    pub(crate) malrubrik: Vec<Level>,
    #[serde(default)]
    pub(crate) avsnittsetiketter: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) status: BTreeMap<StatusValue, Vec<Spanned<String>>>,
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
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    pub(crate) namn: Spanned<String>,
    pub(crate) ger: RowSort,
    pub(crate) niva: Option<Spanned<String>>,
    pub(crate) grupprader: Option<Spanned<String>>,
    pub(crate) kolumn: Vec<Spanned<Column>>,
    #[serde(default)]
    pub(crate) foljerad: Vec<Companion>,
}

/// `[[layout.kolumn]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Column {
    pub(crate) nyckel: Option<Spanned<String>>,
    pub(crate) roll: Option<Role>,
    pub(crate) rubriker: Spanned<Vec<Spanned<String>>>,
    pub(crate) innehall: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    pub(crate) krav: bool,
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
#[serde(deny_unknown_fields)]
pub(crate) struct Companion {
    pub(crate) falt: CompanionField,
    pub(crate) etiketter: Spanned<Vec<Spanned<String>>>,
}

/// `[[malrubrik]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level {
    pub(crate) niva: Spanned<String>,
    pub(crate) djup: Spanned<i64>,
    pub(crate) agare: Option<GoalOwner>,
    pub(crate) etiketter: Spanned<Vec<Spanned<String>>>,
}

/// Reads a file.
pub(crate) fn parse(source: &Source<'_>) -> Result<LayoutFile, LayoutError> {
    match toml::from_str::<LayoutFile>(source.text) {
        Ok(file) if file.schema == SCHEMA => Ok(file),
        _ => explain(source),
    }
}

/// What is wrong with a file: its version first, so that a newer file is not blamed for keys that this version does not
/// know.
fn explain(source: &Source<'_>) -> Result<LayoutFile, LayoutError> {
    let told = |error: &toml::de::Error| {
        let byte = error.span().map_or(0, |span| span.start);
        source.error(byte, Problem::Toml(error.message().replace('\n', ", ")))
    };
    let version: Version = toml::from_str(source.text).map_err(|error| told(&error))?;
    let schema = version
        .schema
        .ok_or_else(|| source.error(0, Problem::SchemaMissing))?;
    if *schema.get_ref() != SCHEMA {
        return Err(source.error(schema.span().start, Problem::Schema(*schema.get_ref())));
    }
    toml::from_str(source.text).map_err(|error| told(&error))
}
