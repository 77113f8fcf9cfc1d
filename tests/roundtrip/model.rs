//! The random document: what it says and how it is set. Everything in it can be written as JSON, so that a document that
//! was once read wrong can be kept.

use serde::{Deserialize, Serialize};

use super::shapes::model::{Shaped, TextColumns};

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub page: Page,
    pub look: Look,
    pub table: TableLook,
    pub furniture: Furniture,
    pub blocks: Vec<Block>,
}

/// The paper, in points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

/// Page headers and footers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Furniture {
    pub header: Option<String>,
    pub footer: Option<String>,
    /// Where the page's number stands, if anywhere.
    pub number: Option<Edge>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    Header,
    Footer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    Helvetica,
    Times,
}

/// How spaces are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spaces {
    /// As glyphs between words.
    Glyphs,
    /// As glyphs between words and at line ends.
    LineEndsToo,
    /// Not at all: words are put where they stand.
    Gaps,
}

/// How running text is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    pub family: Family,
    /// Two bytes for each character (`Identity-H`) instead of WinAnsiEncoding.
    pub identity: bool,
    pub size: f32,
    /// Distance of baselines as a share of the size.
    pub leading: f32,
    /// White space between paragraphs as a share of the size.
    pub paragraph_gap: f32,
    /// How much larger each heading level is than the next one, in points.
    pub heading_step: f32,
    pub spaces: Spaces,
    pub hyphenate: bool,
    pub justify: bool,
    /// The goal's label on a line of its own.
    pub label_own_line: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rules {
    All,
    Horizontal,
    HeadOnly,
    ShadedHead,
    Banded,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    Left,
    Centre,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vertical {
    Top,
    Middle,
    Bottom,
}

/// How tables are set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableLook {
    pub rules: Rules,
    /// Each cell's border is drawn by itself.
    pub pieces: bool,
    pub size: f32,
    pub leading: f32,
    pub padding: (f32, f32),
    pub values: Align,
    pub line: Vertical,
    pub repeat_head: bool,
    pub split_rows: bool,
    pub bold_head: bool,
    /// Width as a share of the text's.
    pub width: f32,
}

/// A piece of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading outside the goals: ends the goal that is open.
    Heading(String),
    Paragraph(String),
    Goal(Goal),
    /// A section label in a goal.
    Label(String),
    Rows(RowTable),
    Plain(PlainTable),
    Shaped(Shaped),
    Columns(TextColumns),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// 0 to 3, from the outermost.
    pub level: usize,
    pub number: Option<String>,
    pub title: String,
    pub status: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    IndicatorPlan,
    IndicatorReport,
    Activity,
    ActivityDeviation,
}

/// A table of indicators or activities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowTable {
    pub kind: Kind,
    /// Relative widths of the columns.
    pub weights: Vec<f32>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    /// One for each column after the name's; empty ones too.
    pub cells: Vec<String>,
    pub companion: Option<Companion>,
}

/// The text over the whole width below a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Companion {
    /// `Analys`, else `Kommentar`.
    pub analysis: bool,
    pub text: String,
}

/// A table of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlainTable {
    pub weights: Vec<f32>,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Labels and levels of the goals, from the outermost.
pub const GOALS: [(&str, &str); 4] = [
    ("KF:s inriktningsmål", "inriktningsmal"),
    ("KF:s mål för verksamhetsområdet", "verksamhetsomradesmal"),
    ("Nämndmål", "namndmal"),
    ("Enhetsmål", "enhetsmal"),
];

impl Kind {
    /// Headings and keys of the columns; the name's key is empty.
    pub fn columns(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::IndicatorPlan => &[
                ("Indikator", ""),
                ("Årsmål", "arsmal"),
                ("KF:s årsmål", "kf_arsmal"),
                ("Periodicitet", "periodicitet"),
            ],
            Self::IndicatorReport => &[
                ("Indikator", ""),
                ("Periodens utfall", "utfall"),
                ("Utfall män/pojkar", "utfall_man"),
                ("Utfall kvinnor/flickor", "utfall_kvinnor"),
                ("Periodens utfall VB 2022", "utfall_foregaende"),
                ("Årsmål", "arsmal"),
                ("KF:s årsmål", "kf_arsmal"),
                ("Period", "period"),
            ],
            Self::Activity => &[
                ("Aktivitet", ""),
                ("Startdatum", "startdatum"),
                ("Slutdatum", "slutdatum"),
            ],
            Self::ActivityDeviation => &[
                ("Aktivitet", ""),
                ("Startdatum", "startdatum"),
                ("Slutdatum", "slutdatum"),
                ("Avvikelse", "avvikelse"),
            ],
        }
    }

    pub fn is_indicator(self) -> bool {
        matches!(self, Self::IndicatorPlan | Self::IndicatorReport)
    }

    /// Whether its rows may have companion rows.
    pub fn has_companions(self) -> bool {
        self != Self::IndicatorPlan
    }
}

impl Document {
    /// Whether it is of the series of shapes.
    pub fn has_shapes(&self) -> bool {
        let shape = |block: &Block| matches!(block, Block::Shaped(_) | Block::Columns(_));
        self.blocks.iter().any(shape)
    }
}
