//! A case file as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{CompanionField, Cue, StatusValue, fold};
use crate::output::{Grans, Maltal, Tal, Varde};

/// `cases/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CaseFile {
    pub(crate) tabell: Vec<Spanned<TableCase>>,
    pub(crate) blad: Vec<Spanned<TableCase>>,
    pub(crate) rubrikrad: Vec<Spanned<HeaderLineCase>>,
    pub(crate) malrubrik: Vec<Spanned<GoalCase>>,
    pub(crate) avsnittsetikett: Vec<Spanned<SectionCase>>,
    pub(crate) foljerad: Vec<Spanned<CompanionCase>>,
    pub(crate) status: Vec<Spanned<StatusCase>>,
    pub(crate) dokument: Vec<Spanned<DocumentCase>>,
    pub(crate) ledord: Vec<Spanned<CueCase>>,
}

/// `[[tabell]]`: a header and rows. Without `layout`, no layout may claim it.
#[derive(Debug, Deserialize)]
pub(crate) struct TableCase {
    pub(crate) huvud: Vec<String>,
    pub(crate) layout: Option<String>,
    pub(crate) kolumner: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) rad: Vec<Spanned<RowCase>>,
}

/// `[[tabell.rad]]`
#[derive(Debug, Deserialize)]
pub(crate) struct RowCase {
    pub(crate) celler: Vec<String>,
    #[serde(default)]
    pub(crate) ger: BTreeMap<String, ValueCase>,
    /// Keys of the cells that get a diagnostic.
    #[serde(default)]
    pub(crate) okand: Vec<String>,
}

/// What a cell means beside its text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ValueCase {
    pub(crate) tal: Option<f64>,
    pub(crate) enhet: Option<String>,
    pub(crate) grans: Option<Grans>,
    pub(crate) mal: Option<Maltal>,
    pub(crate) datum: Option<String>,
    pub(crate) ord: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) ar: Option<i32>,
}

/// `[[rubrikrad]]`: a line of headings. Without `delar`, it is none.
#[derive(Debug, Deserialize)]
pub(crate) struct HeaderLineCase {
    pub(crate) text: String,
    pub(crate) delar: Option<Vec<String>>,
}

/// `[[malrubrik]]`: a line. Without `niva`, it is no goal heading.
#[derive(Debug, Deserialize)]
pub(crate) struct GoalCase {
    pub(crate) text: String,
    pub(crate) niva: Option<String>,
    pub(crate) nummer: Option<String>,
    #[serde(default)]
    pub(crate) titel: String,
}

/// `[[avsnittsetikett]]`
#[derive(Debug, Deserialize)]
pub(crate) struct SectionCase {
    pub(crate) text: String,
    pub(crate) ar_etikett: bool,
}

/// `[[foljerad]]`: a full-width text. Without `falt`, it begins with no label.
#[derive(Debug, Deserialize)]
pub(crate) struct CompanionCase {
    pub(crate) layout: String,
    pub(crate) text: String,
    pub(crate) falt: Option<CompanionField>,
    #[serde(default)]
    pub(crate) rest: String,
}

/// `[[status]]`: a line. Without `varde`, it is no status; `ord` is its word, where it is given.
#[derive(Debug, Deserialize)]
pub(crate) struct StatusCase {
    pub(crate) text: String,
    pub(crate) varde: Option<StatusValue>,
    pub(crate) ord: Option<String>,
}

/// `[[dokument]]`: a title. Without `typ`, it tells no kind.
#[derive(Debug, Deserialize)]
pub(crate) struct DocumentCase {
    pub(crate) titel: String,
    pub(crate) typ: Option<String>,
}

/// `[[ledord]]`: a text.
#[derive(Debug, Deserialize)]
pub(crate) struct CueCase {
    pub(crate) nyckel: Cue,
    pub(crate) text: String,
    pub(crate) ar_ledord: bool,
}

impl ValueCase {
    /// The value of a cell with this text.
    pub(crate) fn with(&self, text: &str) -> Varde {
        let own = self.clone();
        Varde {
            text: fold::squeeze(text),
            tal: own.tal.and_then(Tal::new),
            enhet: own.enhet,
            grans: own.grans,
            mal: own.mal,
            datum: own.datum,
            ord: own.ord,
            period: own.period,
            ar: own.ar,
            ..Varde::default()
        }
    }
}
