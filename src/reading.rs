//! A PDF's bytes to its flow: pages are read side by side, then understood as one document.

use rayon::prelude::*;

use crate::convert::{ConvertError, Options};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Flow;
use crate::grammar::Layouts;
use crate::model::Textkalla;
use crate::page::understand;
use crate::pdf::{PageContent, PdfFile, PdfInfo, Visibility};

/// A PDF as far as the assembler needs it.
pub struct PdfReading {
    /// The document as blocks.
    pub flow: Flow,
    /// What the file says of itself.
    pub info: PdfInfo,
    /// Number of pages.
    pub pages: u32,
    /// Painted text, a scan's text layer, or both.
    pub source: Textkalla,
}

/// Reads and understands a PDF. The pages are shared out over the rayon pool that the call runs in.
///
/// # Errors
/// When the file cannot be opened.
pub fn read_pdf(
    bytes: &[u8],
    layouts: &Layouts,
    options: &Options,
) -> Result<PdfReading, ConvertError> {
    let file = PdfFile::open(bytes, &options.passwords, &options.limits)?;
    let mut pages: Vec<PageContent> = (0..file.page_count())
        .into_par_iter()
        .map_init(|| file.reader(), |reader, index| reader.page(index))
        .collect();
    let tree = file.structure();
    let mut flow = understand(&pages, tree.as_ref(), layouts);
    let mut diagnostics = file.diagnostics().to_vec();
    for page in &mut pages {
        diagnostics.append(&mut page.diagnostics);
    }
    if flow.letters == 0 && !pages.is_empty() {
        diagnostics.push(Diagnostic::new(
            "text-saknas",
            Allvar::Varning,
            "no page has a letter: a scan without a text layer? Have its text recognised (OCR) first",
        ));
    }
    diagnostics.append(&mut flow.diagnostics);
    flow.diagnostics = diagnostics;
    Ok(PdfReading {
        flow,
        info: file.info(),
        pages: file.page_count(),
        source: source(&pages),
    })
}

fn source(pages: &[PageContent]) -> Textkalla {
    let any = |visibility: Visibility| {
        let mut glyphs = pages.iter().flat_map(|page| &page.glyphs);
        glyphs.any(|glyph| glyph.visibility == visibility && !glyph.ch.is_whitespace())
    };
    match (any(Visibility::Visible), any(Visibility::Invisible)) {
        (true, true) => Textkalla::Blandad,
        (false, true) => Textkalla::Ocr,
        _ => Textkalla::Text,
    }
}
