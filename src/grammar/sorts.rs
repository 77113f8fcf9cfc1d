//! Kinds that a layout file names by a word.

/// What a row layout emits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowSort {
    /// `indikatorer`
    Indikator,
    /// `aktiviteter`
    Aktivitet,
    /// Rows that are goals themselves (`Nämndmål | Bedömning`): level named by the layout.
    Mal,
}

impl RowSort {
    /// As in a layout file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Indikator => "indikator",
            Self::Aktivitet => "aktivitet",
            Self::Mal => "mal",
        }
    }
}

/// How the rows of a layout stand on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayoutForm {
    /// A row below column titles.
    #[default]
    Tabell,
    /// A sheet: each line a label and its value, all of them one row.
    Blad,
}

/// What the text of a full-width row below a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CompanionField {
    /// `analys`
    Analys,
    /// `kommentar`
    Kommentar,
}

impl CompanionField {
    /// As in a layout file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Analys => "analys",
            Self::Kommentar => "kommentar",
        }
    }
}

/// How far a goal is reached.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum StatusValue {
    /// `helt`
    Helt,
    /// `delvis`
    Delvis,
    /// `inte`
    Inte,
    /// `annan`: a status that says none of these.
    Annan,
}

impl StatusValue {
    /// As in the output and in a layout file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Helt => "helt",
            Self::Delvis => "delvis",
            Self::Inte => "inte",
            Self::Annan => "annan",
        }
    }
}

/// Whose goals those of a level are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoalOwner {
    /// The committee's own.
    Namnd,
    /// A unit's.
    Enhet,
}

impl GoalOwner {
    /// As in a layout file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Namnd => "namnd",
            Self::Enhet => "enhet",
        }
    }
}

/// Where words stand that tell the kind of a document, and with that how certain they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KindWords {
    /// Alone in a line of the first page or its header: surest.
    Alone,
    /// Headings, of which a document of the kind has several.
    Headings,
    /// In a title.
    Title,
    /// In a title that no surer words stand in.
    General,
}
