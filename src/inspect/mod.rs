//! A page that shows what was recognised in a document, and why: one HTML file that needs nothing else.
//!
//! [`look`] converts a document, keeps what each stage found, and draws its pages; [`html`] makes the file of one or more
//! of them. What a document says reaches the file only as compressed data: none of it is ever read as HTML or script, and
//! the file's policy lets nothing run but the script that is built in, and nothing be fetched.
//!
//! ```
//! use std::sync::Arc;
//!
//! use namnd::convert::Input;
//! use namnd::grammar::Layouts;
//! use namnd::inspect::{Pages, html, look};
//! use namnd::options::Options;
//!
//! let bytes = Arc::new("Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda\t80 %\n".as_bytes().to_vec());
//! let input = Input { name: "plan.txt", bytes: &bytes, sha256: None };
//! let shown = look(&input, &Layouts::builtin(), &Options::default(), &Pages::ALL)?;
//! assert!(html(&[shown]).starts_with(b"<!doctype html>"));
//! # Ok::<(), namnd::error::ConvertError>(())
//! ```

mod blocks;
mod drawing;
mod sheets;
mod template;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::convert::{Input, convert_traced};
use crate::error::ConvertError;
use crate::grammar::Layouts;
use crate::options::Options;
use crate::output::{Format, Handling};
use crate::pdf::PdfFile;
use crate::trace::{Finding, Findings};

/// Which pages of a document are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    range: RangeInclusive<u32>,
    /// Of the range only these, if any are named.
    only: BTreeSet<u32>,
}

impl Pages {
    /// All of them.
    pub const ALL: Self = Self {
        range: 1..=u32::MAX,
        only: BTreeSet::new(),
    };

    /// Those from the first to the last, from 1.
    #[must_use]
    pub fn new(first: u32, last: u32) -> Self {
        Self {
            range: first..=last,
            ..Self::ALL
        }
    }

    /// These; all if there are none.
    #[must_use]
    pub fn only(pages: BTreeSet<u32>) -> Self {
        Self {
            only: pages,
            ..Self::ALL
        }
    }

    /// Whether a page is one of them.
    #[must_use]
    pub fn contains(&self, page: u32) -> bool {
        self.range.contains(&page) && (self.only.is_empty() || self.only.contains(&page))
    }
}

/// A difference of what was expected of a document and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where in the JSON: `mal[0].indikatorer[2].namn`.
    pub path: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// A document with all that is shown of it.
#[derive(Debug)]
pub struct Shown {
    got: Handling,
    expected: Option<Value>,
    differences: Vec<Difference>,
    sheets: Vec<sheets::Sheet>,
}

impl Shown {
    /// Whether the document has one of these pages (of a text: pieces).
    #[must_use]
    pub fn has_any(&self, pages: &Pages) -> bool {
        match self.got.kalla.format {
            Format::Text => !self.sheets.is_empty(),
            Format::Pdf => {
                let mut own = self.got.kalla.sidmatt.iter();
                own.any(|size| pages.contains(size.sida))
            }
        }
    }

    /// What came out.
    #[must_use]
    pub fn handling(&self) -> &Handling {
        &self.got
    }

    /// The same beside what was expected, with the differences.
    #[must_use]
    pub fn beside(mut self, expected: Value, differences: Vec<Difference>) -> Self {
        self.expected = Some(expected);
        self.differences = differences;
        self
    }
}

/// Converts a document, keeps what each stage found, and draws the pages asked for.
///
/// # Errors
/// As [`crate::convert::convert`]. A page that cannot be drawn is none: it is shown by its words and lines, and says why.
pub fn look(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
    pages: &Pages,
) -> Result<Shown, ConvertError> {
    let findings = Findings::default();
    let got = convert_traced(input, layouts, options, &findings)?;
    let findings = findings.into_sorted();
    let sheets = match got.kalla.format {
        Format::Text => sheets::of_text(input.bytes, &findings, pages),
        Format::Pdf => {
            let file = PdfFile::open_shared(input.bytes, &options.passwords, &options.limits)?;
            let wanted: Vec<u32> = (got.kalla.sidmatt.iter().map(|size| size.sida))
                .filter(|page| pages.contains(*page))
                .collect();
            let pictures = drawing::draw(&Arc::new(file), &wanted);
            sheets::of_pages(&got.kalla.sidmatt, pictures, &findings)
        }
    };
    Ok(Shown {
        got,
        expected: None,
        differences: Vec::new(),
        sheets,
    })
}

/// The HTML file that shows the documents.
#[must_use]
pub fn html(documents: &[Shown]) -> Vec<u8> {
    template::page(documents)
}

/// The findings of one page, or of so many lines of a text: all are sorted by their number.
fn of_numbers(findings: &[Finding], numbers: RangeInclusive<u32>) -> &[Finding] {
    let from = findings.partition_point(|finding| finding.number() < *numbers.start());
    let to = findings.partition_point(|finding| finding.number() <= *numbers.end());
    findings.get(from..to.max(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
