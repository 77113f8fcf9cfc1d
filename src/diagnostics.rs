//! The codes of what the tool says about a document, each with its cause and remedy.

pub use crate::output::{Allvar, Diagnostic};

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
            cause: "no title tells the kind of document, so it was guessed from its columns and goals",
            remedy: "check `dokument.typ`",
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
            cause: "a plain text does not tell in which of two columns a value stands; the likelier one was taken",
            remedy: "compare the row with the original, or convert the PDF instead of its text",
        },
        Code {
            kod: "kolumn-utan-rubrik",
            cause: "a column without heading holds text; it stands under a key of its own",
            remedy: "look at the column in the original; a layout can name its heading",
        },
        Code {
            kod: "mal-utan-titel",
            cause: "no title follows the label of a goal",
            remedy: "look at the page: the title may stand elsewhere",
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
            cause: "a row of indicators or activities has values but no name",
            remedy: "look at the page: it may go on from the row before",
        },
        Code {
            kod: "reparerad",
            cause: "the file's structure is broken and was rebuilt from its objects",
            remedy: "have the file made anew",
        },
        Code {
            kod: "rubrik-gissad",
            cause: "in a plain text, nothing tells whether the line below a goal's title still belongs to it",
            remedy: "compare the title with the original",
        },
        Code {
            kod: "sida-olaslig",
            cause: "a library failed while it read the page",
            remedy: "report the file; compare the page with what is shown",
        },
        Code {
            kod: "sida-utan-text",
            cause: "a page shows a picture and has no text layer, as a scan (in `redovisning.saknas`)",
            remedy: "have the text recognised (OCR), and convert the result",
        },
        Code {
            kod: "strom-olaslig",
            cause: "a stream of the page cannot be decoded",
            remedy: "have the file made anew; compare the page with what is shown",
        },
        Code {
            kod: "symbol-utan-plats",
            cause: "a mark stands in a table that no layout claims, in a column without text or beside another one; or a goal has a \
                    second one",
            remedy: "add a layout for the table; look at the goal's row",
        },
        Code {
            kod: "tackning-oprovad",
            cause: "too much is painted over too much to see what hides text",
            remedy: "look for hidden text among the page's text",
        },
        Code {
            kod: "taggar-avviker",
            cause: "the file's tags put a table's text into other cells than the page shows; lines on the page, or tags that \
                    cannot be right, made the page be believed",
            remedy: "compare the table with the page",
        },
        Code {
            kod: "taggar-foljda",
            cause: "the file's tags put a table's text into other cells than the page seems to, or call a text a heading that \
                    looks like none; nothing drawn speaks against them, so they were believed",
            remedy: "compare the table or the heading with the page",
        },
        Code {
            kod: "tal-osakert",
            cause: "a cell looks like a number, and its column does not tell whether it is one or which: it stands on several lines, in brackets, or is written in more than one way",
            remedy: "read the cell's text; `tal` is null",
        },
        Code {
            kod: "tecken-borta",
            cause: "characters of the text layer stand on no line: a fault in the program",
            remedy: "report the file",
        },
        Code {
            kod: "tecken-dubbelt",
            cause: "characters stand at two places of the output: a fault in the program",
            remedy: "report the file",
        },
        Code {
            kod: "teckenkodning",
            cause: "the text is not UTF-8",
            remedy: "check å, ä and ö; save the text as UTF-8 if they are wrong",
        },
        Code {
            kod: "text-saknas",
            cause: "no page has a letter, as in a scan without a text layer",
            remedy: "have the text recognised (OCR), and convert the result",
        },
        Code {
            kod: "text-utan-plats",
            cause: "no step of the reading took the text up",
            remedy: "it stands in `otolkat`; report the document",
        },
        Code {
            kod: "text-utan-rad",
            cause: "a text over the whole width of a table belongs to no row; it stands in the prose",
            remedy: "look at the page: it may be a group's name or a comment",
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
        Code {
            kod: "vriden-text",
            cause: "text is written upwards, downwards or aslant",
            remedy: "it stands in `otolkat`; look at the page",
        },
    ];
}
