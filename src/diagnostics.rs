//! What the tool says about a document: stable codes, severities and places.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Plats;

/// How bad it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Allvar {
    /// Something is missing or wrong in the output.
    Fel,
    /// A reading is doubtful.
    Varning,
    /// Worth knowing.
    Info,
}

/// One remark about a document. Serialised as an entry of `diagnostik`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code, documented in [`crate::diagnostics::codes`].
    pub kod: String,
    /// Severity.
    pub allvar: Allvar,
    /// One sentence, lower case, with the text concerned.
    pub meddelande: String,
    /// Where.
    pub plats: Vec<Plats>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    #[must_use]
    pub fn new(kod: &str, allvar: Allvar, meddelande: impl Into<String>) -> Self {
        Self {
            kod: kod.to_owned(),
            allvar,
            meddelande: meddelande.into(),
            plats: Vec::new(),
        }
    }

    /// The same with a place.
    #[must_use]
    pub fn at(mut self, plats: Vec<Plats>) -> Self {
        self.plats = plats;
        self
    }
}

/// The stable codes, each with its cause and remedy. A code is never given a new meaning.
pub mod codes {
    /// A code, what causes it, and what to do about it.
    pub struct Code {
        /// The code.
        pub kod: &'static str,
        /// What causes it.
        pub cause: &'static str,
        /// What to do.
        pub remedy: &'static str,
    }

    /// All codes, sorted.
    pub const ALL: &[Code] = &[
        Code {
            kod: "anteckning-olast",
            cause: "a text box or form field of the PDF holds text but no appearance, so that programs draw it differently",
            remedy: "open the file, save it with its fields flattened, and convert that",
        },
        Code {
            kod: "bortklippt-text",
            cause: "text is drawn where a clipping path lets nothing show",
            remedy: "it stands in `otolkat`; look at the page if a reader should have seen it",
        },
        Code {
            kod: "dokumenttyp-gissad",
            cause: "no title tells what kind of document it is; its rows and goals do",
            remedy: "add the words of its title to `[dokument]` in a layout file",
        },
        Code {
            kod: "farg-okand",
            cause: "a colour space cannot be read",
            remedy: "check the colours of marks on the page",
        },
        Code {
            kod: "grans-bilder",
            cause: "a page holds more small images than are looked at",
            remedy: "raise `image_samples` to have the colours of all marks",
        },
        Code {
            kod: "grans-formular",
            cause: "a page calls more forms than the limit allows",
            remedy: "raise `form_calls` if the file is sound",
        },
        Code {
            kod: "grans-formulardjup",
            cause: "forms stand deeper within each other than the limit allows, or within themselves",
            remedy: "raise `form_depth` if the file is sound",
        },
        Code {
            kod: "grans-linjer",
            cause: "a page holds more lines and fills than the limit allows",
            remedy: "raise `paths`",
        },
        Code {
            kod: "grans-operatorer",
            cause: "a page holds more drawing operators than the limit allows",
            remedy: "raise `operators`",
        },
        Code {
            kod: "grans-sidor",
            cause: "the file has more pages than the limit allows",
            remedy: "raise `pages`",
        },
        Code {
            kod: "grans-strom",
            cause: "a stream becomes larger when it is decoded than the limits allow",
            remedy: "raise `stream_bytes` and `document_bytes` if the file is sound",
        },
        Code {
            kod: "grans-tecken",
            cause: "a page holds more glyphs than the limit allows",
            remedy: "raise `glyphs`",
        },
        Code {
            kod: "grans-tillstand",
            cause: "a page saves more graphics states than the limit allows",
            remedy: "raise `saved_states` if the file is sound",
        },
        Code {
            kod: "granskning",
            cause: "a second reader sees other letters on the page than this program",
            remedy: "look at the page: one of the two is wrong, or the page says one thing and means another",
        },
        Code {
            kod: "granskning-olast",
            cause: "the second reader cannot read the page or the file",
            remedy: "none is needed: what this program read is not affected",
        },
        Code {
            kod: "innehall-trasigt",
            cause: "a part of a page's content follows no syntax",
            remedy: "compare the page with what is shown",
        },
        Code {
            kod: "kolumn-gissad",
            cause: "a plain text does not tell which column a value stands in",
            remedy: "convert the PDF, or look at the row",
        },
        Code {
            kod: "kolumn-utan-rubrik",
            cause: "a column without heading holds text",
            remedy: "its text is kept under a key of its own; add the column to a layout if it has a meaning",
        },
        Code {
            kod: "mal-utan-titel",
            cause: "a goal's label stands on the page and no title follows it",
            remedy: "look at the place",
        },
        Code {
            kod: "objekt-saknas",
            cause: "a page names a form or an image that the file does not hold",
            remedy: "compare the page with what is shown",
        },
        Code {
            kod: "okand-cell",
            cause: "a cell of a row is of none of the kinds that its column may hold",
            remedy: "its text is kept; add the word to a vocabulary or the kind to the column in a layout file",
        },
        Code {
            kod: "okand-operator",
            cause: "a page's content holds an operator that no standard knows",
            remedy: "nothing, if the page is complete",
        },
        Code {
            kod: "okant-tecken",
            cause: "a font does not tell which character a glyph is; a guess or U+FFFD stands for it",
            remedy: "read the characters on the page",
        },
        Code {
            kod: "operander-saknas",
            cause: "an operator of a page's content lacks operands",
            remedy: "nothing, if the page is complete",
        },
        Code {
            kod: "orimliga-matt",
            cause: "text is placed by numbers that lead nowhere",
            remedy: "compare the page with what is shown",
        },
        Code {
            kod: "osynlig-text",
            cause: "text is drawn invisibly on a page that has visible text",
            remedy: "it stands in `otolkat`; look at the page if a reader should have seen it",
        },
        Code {
            kod: "overtackt-text",
            cause: "text is covered by what is painted over it",
            remedy: "it stands in `otolkat`; look at the page if a reader should have seen it",
        },
        Code {
            kod: "rad-utan-namn",
            cause: "a row of indicators or activities has cells but no name",
            remedy: "look at the row: its name may stand in the row above it",
        },
        Code {
            kod: "reparerad",
            cause: "the file's structure is broken and was rebuilt from its objects",
            remedy: "have the file made anew",
        },
        Code {
            kod: "rubrik-gissad",
            cause: "a plain text does not tell where a goal's title ends",
            remedy: "look at the goal's title and the paragraph after it",
        },
        Code {
            kod: "sida-olaslig",
            cause: "a library failed while it read the page",
            remedy: "report the file; compare the page with what is shown",
        },
        Code {
            kod: "strom-olaslig",
            cause: "a stream of the page cannot be decoded",
            remedy: "have the file made anew; compare the page with what is shown",
        },
        Code {
            kod: "symbol-utan-plats",
            cause: "a mark stands in a table whose rows have no place for marks",
            remedy: "the table's text is whole; look at the page for the mark",
        },
        Code {
            kod: "tackning-oprovad",
            cause: "too much is painted over too much to see what hides text",
            remedy: "look for hidden text among the page's text",
        },
        Code {
            kod: "tecken-borta",
            cause: "characters of the text layer stand on no line: a fault in the program",
            remedy: "report it with the file",
        },
        Code {
            kod: "tecken-dubbelt",
            cause: "characters of the text layer stand at two places of the output: a fault in the program",
            remedy: "report it with the file",
        },
        Code {
            kod: "text-utan-rad",
            cause: "a text over the whole width of a table stands above its rows, so that it belongs to none",
            remedy: "it stands in the prose; look at the place",
        },
        Code {
            kod: "text-utanfor-sidan",
            cause: "text is drawn outside the page",
            remedy: "it stands in `otolkat`",
        },
        Code {
            kod: "typsnitt-saknas",
            cause: "a font is missing or cannot be read: characters and widths are guessed",
            remedy: "read the text on the page",
        },
        Code {
            kod: "vriden-text",
            cause: "text does not stand upright",
            remedy: "it stands in `otolkat`; look at the page",
        },
    ];
}
