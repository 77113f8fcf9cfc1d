//! What is no content of goals, prose and tables: page furniture, labels, what found no place, joins.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Plats;

/// A text of the page's furniture, once, however often it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sidtext {
    /// The text.
    pub text: String,
    /// What it is, where it stands first.
    pub slag: SidtextSlag,
    /// One place for each time it stands.
    pub plats: Vec<Plats>,
}

/// What a text of the page's furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SidtextSlag {
    /// Page header.
    Sidhuvud,
    /// Page footer.
    Sidfot,
    /// Watermark.
    Vattenstampel,
    /// Stamp.
    Stampel,
    /// Line number.
    Radnummer,
}

/// A label that the structure stands for, once, however often it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Etikett {
    /// The text.
    pub text: String,
    /// One place for each time it stands.
    pub plats: Vec<Plats>,
}

/// Words with a line through them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overstruket {
    /// The text.
    pub text: String,
    /// Where.
    pub plats: Vec<Plats>,
}

/// Text that could be placed nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Otolkat {
    /// The text.
    pub text: String,
    /// Where.
    pub plats: Vec<Plats>,
}

/// What was joined across a page break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SkarvSlag {
    /// A table goes on.
    Tabell,
    /// A row or its full-width text goes on.
    Rad,
    /// A paragraph goes on.
    Stycke,
}

/// Why two parts on both sides of a page break are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SkarvSkal {
    /// The same header row stands on both pages.
    #[serde(rename = "samma rubrikrad upprepad")]
    HeaderRepeated,
    /// The columns are the same, and no header row begins another table.
    #[serde(rename = "samma kolumner utan ny rubrikrad")]
    SameColumns,
    /// The tags have one table.
    #[serde(rename = "taggarna: samma tabell")]
    TaggedTable,
    /// In a text: the column titles stand once more.
    #[serde(rename = "kolumnrubrikerna upprepas")]
    TitlesRepeated,
    /// In a text: the column titles stand once more, within a row.
    #[serde(rename = "kolumnrubrikerna upprepas inne i raden")]
    TitlesWithinRow,
    /// The tags have one row.
    #[serde(rename = "taggarna: samma rad")]
    TaggedRow,
    /// The text of a merged cell goes on in small letters.
    #[serde(rename = "den sammanfogade cellens text går vidare med liten bokstav")]
    MergedCellGoesOn,
    /// Text over the whole width goes on without another label.
    #[serde(rename = "text över hela bredden går vidare utan ny etikett")]
    FullWidthGoesOn,
    /// The row's name ends in a hyphen.
    #[serde(rename = "namnet slutar med bindestreck")]
    NameHyphenated,
    /// The row begins in a small letter.
    #[serde(rename = "raden börjar med liten bokstav")]
    RowBeginsSmall,
    /// The row has no name.
    #[serde(rename = "raden saknar namn")]
    RowWithoutName,
    /// The row before has no name.
    #[serde(rename = "den förra raden saknar namn")]
    NameFollows,
    /// The row lacks values that all others have.
    #[serde(rename = "raden saknar värden som alla andra rader har")]
    RowWithoutValues,
    /// The name is not ended, and the row has no values.
    #[serde(rename = "namnet är inte avslutat och raden saknar värden")]
    NameOpen,
    /// The row before lacks values that all others have.
    #[serde(rename = "den förra raden saknar värden som alla andra rader har")]
    ValuesFollow,
    /// All cells begin in small letters.
    #[serde(rename = "alla celler börjar med liten bokstav")]
    CellsBeginSmall,
    /// In a text: the name goes on after the repeated column titles.
    #[serde(rename = "namnet går vidare efter de upprepade rubrikerna")]
    NameAfterTitles,
    /// The heading goes on in small letters.
    #[serde(rename = "rubriken går vidare med liten bokstav")]
    HeadingGoesOn,
    /// The last line ends in a hyphen.
    #[serde(rename = "sista raden slutar med bindestreck")]
    LineHyphenated,
    /// The sentence goes on in small letters.
    #[serde(rename = "meningen går vidare med liten bokstav")]
    SentenceGoesOn,
    /// The last line is full, and the sentence not ended.
    #[serde(rename = "sista raden är full och meningen inte avslutad")]
    LineFull,
    /// In a text: the sentence is not ended.
    #[serde(rename = "meningen går vidare")]
    SentenceOpen,
}

/// As the JSON has it.
impl std::fmt::Display for SkarvSkal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.serialize(f)
    }
}

/// A join across a page break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Skarv {
    /// What was joined.
    pub slag: SkarvSlag,
    /// The page on which the joined part goes on.
    pub sida: u32,
    /// Why.
    pub skal: SkarvSkal,
}
