//! `--html`: what was expected and what came out, side by side on the pages where they differ.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use namnd::convert::Input;
use namnd::grammar::Layouts;
use namnd::inspect::{self, Pages, Shown, html, look};
use namnd::options::Options;
use serde_json::Value;

use super::{Differing, Verdict};
use crate::cli::inputs::{Document, Source};
use crate::cli::printer::Printer;
use crate::cli::{Refusal, escape, inspect as command, read};

/// So many documents are shown; a browser has to hold them.
const DOCUMENTS_SHOWN: usize = 100;

/// Writes the page of the documents that differ.
pub fn write(
    path: &Path,
    documents: &[Document],
    verdicts: &[Verdict],
    layouts: &Layouts,
    printer: &Printer,
) -> Result<(), Refusal> {
    let differing: Vec<(&Document, &Differing)> = documents
        .iter()
        .zip(verdicts)
        .filter_map(|(document, verdict)| match verdict {
            Verdict::Differs(differing) => Some((document, &**differing)),
            _ => None,
        })
        .collect();
    if differing.is_empty() {
        printer.note("nothing differs: no page was written");
        return Ok(());
    }
    let mut shown = Vec::new();
    for (document, differing) in differing.iter().take(DOCUMENTS_SHOWN) {
        match show(document, differing, layouts) {
            Ok(one) => shown.push(one),
            Err(why) => printer.error(&format!("{}: {why}", document.shown())),
        }
    }
    if differing.len() > DOCUMENTS_SHOWN {
        printer.note(&format!(
            "the page shows the first {DOCUMENTS_SHOWN} of {} documents",
            differing.len()
        ));
    }
    command::write(Some(path), &html(&shown), printer).map(|_| ())
}

/// Looks at a document once more, with its pages.
fn show(document: &Document, differing: &Differing, layouts: &Layouts) -> Result<Shown, String> {
    let Source::File(path) = &document.source else {
        return Err(format!("{} is no file", escape::text(&document.name)));
    };
    let options = Options::default();
    let bytes = read::file(path, options.limits.file_bytes).map_err(|failure| failure.message)?;
    let input = Input {
        name: &document.name,
        bytes: &Arc::new(bytes),
        sha256: None,
    };
    let pages = pages(differing);
    let shown = look(&input, layouts, &options, &pages).map_err(|error| error.to_string())?;
    let told = differing.found.iter().map(|one| inspect::Difference {
        path: one.path.clone(),
        expected: one.expected.clone(),
        got: one.got.clone(),
    });
    Ok(shown.beside(differing.expected.clone(), told.collect()))
}

/// The pages that differences stand on, as the expected JSON has them; all where one of them stands nowhere in it, for what
/// came out may be anywhere.
fn pages(differing: &Differing) -> Pages {
    let mut pages = BTreeSet::new();
    for difference in &differing.found {
        match page_of(&differing.expected, &difference.path) {
            Some(page) => pages.insert(page),
            None => return Pages::ALL,
        };
    }
    Pages::only(pages)
}

/// The page of the innermost part with a place on the way to a path.
fn page_of(document: &Value, path: &str) -> Option<u32> {
    let mut at = document;
    let mut page = None;
    for step in path.split(['.', '[']) {
        at = match step.strip_suffix(']') {
            Some(index) => at.get(index.parse::<usize>().ok()?)?,
            None => at.get(step)?,
        };
        let place = at.pointer("/plats/0/sida").or_else(|| at.get("sida"));
        page = place.and_then(Value::as_u64).or(page);
    }
    page.and_then(|page| u32::try_from(page).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_difference_stands_on_the_page_of_its_part() {
        let document = json!({
            "kalla": {"sidor": 3},
            "mal": [{"titel": "A", "plats": [{"sida": 2}], "indikatorer": [{"namn": "B", "plats": [{"sida": 3}]}]}],
        });
        assert_eq!(page_of(&document, "mal[0].titel"), Some(2));
        assert_eq!(page_of(&document, "mal[0].indikatorer[0].namn"), Some(3));
        assert_eq!(page_of(&document, "mal[0].indikatorer[1]"), None);
        assert_eq!(page_of(&document, "kalla.sidor"), None);
    }
}
