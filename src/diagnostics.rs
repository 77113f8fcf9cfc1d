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
            cause: "text stands outside the area that its page lets through",
            remedy: "none is needed: nobody sees it; its letters are in `otolkat`",
        },
        Code {
            kod: "dokumenttyp-gissad",
            cause: "no title tells the kind of document; its columns and goals do",
            remedy: "check `dokument.typ`, or add the title's words to a layout file",
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
            cause: "a value's column in a text without columns cannot be told; it was told from the value's kind",
            remedy: "compare the row with the document",
        },
        Code {
            kod: "kolumn-utan-rubrik",
            cause: "a column of a known table has text but no heading",
            remedy: "read the cell in the document; the text is kept under no key of the layout",
        },
        Code {
            kod: "mal-utan-titel",
            cause: "a goal's label is followed by no title",
            remedy: "read the goal's heading on the page",
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
            kod: "osynlig-farg",
            cause: "text has the colour of what lies behind it, as white on white",
            remedy: "none is needed: nobody sees it; its letters are in `otolkat`",
        },
        Code {
            kod: "osynlig-text",
            cause: "text is in the file but is not painted",
            remedy: "none is needed: nobody sees it; its letters are in `otolkat`",
        },
        Code {
            kod: "overtackt-text",
            cause: "text lies behind an image or a filled area that was painted later",
            remedy: "look at the page: a crossed-out text is no part of the document, but a file can be wrong",
        },
        Code {
            kod: "rad-utan-namn",
            cause: "a row of a known table has values but no name",
            remedy: "compare the row with the page: it may be the rest of the row above",
        },
        Code {
            kod: "reparerad",
            cause: "the file's structure is broken and was rebuilt from its objects",
            remedy: "have the file made anew",
        },
        Code {
            kod: "rubrik-gissad",
            cause: "a text without layout does not show whether a line is a heading; it was told from its words",
            remedy: "check the headings of the sections",
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
            cause: "a mark stands in a table whose layout is not known, so that no row can hold it",
            remedy: "add the table's headings to a layout file",
        },
        Code {
            kod: "tackning-oprovad",
            cause: "too much is painted over too much to see what hides text",
            remedy: "look for hidden text among the page's text",
        },
        Code {
            kod: "tecken-borta",
            cause: "letters of the text layer stand on no line: a fault in this program",
            remedy: "report the file",
        },
        Code {
            kod: "tecken-dubbelt",
            cause: "letters stand at two places of the output: a fault in this program",
            remedy: "report the file",
        },
        Code {
            kod: "teckenkodning",
            cause: "the text is not in UTF-8",
            remedy: "none is needed if å, ä and ö are right",
        },
        Code {
            kod: "text-utan-plats",
            cause: "no step of the reading took the text up",
            remedy: "it stands in `otolkat`; report the document",
        },
        Code {
            kod: "text-utan-rad",
            cause: "a text over a table's whole width has no row above it",
            remedy: "its text is kept among the sections; read it on the page",
        },
        Code {
            kod: "text-utanfor-sidan",
            cause: "text stands outside the page's visible area",
            remedy: "none is needed: nobody sees it; its letters are in `otolkat`",
        },
        Code {
            kod: "typsnitt-saknas",
            cause: "a font is missing or cannot be read: characters and widths are guessed",
            remedy: "read the text on the page",
        },
    ];
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::LazyLock;

    use regex::Regex;

    use super::codes;

    /// Every source file of the library.
    fn sources(folder: &Path, found: &mut Vec<String>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn codes_are_sorted_and_distinct() {
        assert!(codes::ALL.windows(2).all(|pair| pair[0].kod < pair[1].kod));
    }

    #[test]
    fn every_code_in_the_sources_is_documented_and_used() {
        // A code stands first in the call, or first in a tuple that a match gives to it.
        static CODE: LazyLock<Regex> = LazyLock::new(|| {
            let calls = r"Diagnostic::new|\.remark|notes\.add|notes\.limit|\.note";
            Regex::new(&format!(
                r#"(?:(?:{calls})\(|Visibility::\w+ => \()\s*"([a-z0-9-]+)""#
            ))
            .unwrap()
        });
        let mut texts = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut texts,
        );
        let known = |code: &str| codes::ALL.iter().any(|known| known.kod == code);
        let mut found = 0;
        for text in &texts {
            // What tests make up is no code.
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for code in CODE.captures_iter(text) {
                assert!(known(&code[1]), "{} is not documented", &code[1]);
                found += 1;
            }
        }
        assert!(found >= 20, "only {found} codes were found in the sources");
        for code in codes::ALL {
            let literal = format!("\"{}\"", code.kod);
            let uses: usize = texts
                .iter()
                .map(|text| text.matches(&literal).count())
                .sum();
            assert!(uses > 1, "{} is documented but never used", code.kod);
        }
    }
}
