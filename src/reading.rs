//! A PDF's bytes to its flow: pages are read side by side, then understood as one document.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::error::ConvertError;
use crate::flow::{Flow, understand_sheets};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::options::Options;
use crate::output::{Plats, Tal, Textkalla};
use crate::page::Sheet;
use crate::pdf::{PdfFile, PdfInfo, Remark, Severity};

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
    bytes: &Arc<Vec<u8>>,
    layouts: &Layouts,
    options: &Options,
) -> Result<PdfReading, ConvertError> {
    let file = PdfFile::open_shared(bytes, &options.passwords, &options.limits)?;
    // What concerns the whole file is read by one thread, however many there are.
    let of_file = || (file.structure(), file.info());
    let ((tree, info), mut sheets) = rayon::join(of_file, || read_pages(&file));
    let mut diagnostics: Vec<Diagnostic> = file.remarks().iter().map(diagnostic).collect();
    for sheet in &mut sheets {
        let Rect { x0, y0, x1, y1 } = sheet.area();
        let place = Plats::Sida {
            sida: sheet.number(),
            ruta: [x0, y0, x1, y1].map(Tal::coordinate),
        };
        let remarks = sheet.take_remarks();
        let placed = |remark| diagnostic(remark).at(vec![place.clone()]);
        diagnostics.extend(remarks.iter().map(placed));
    }
    let source = source(&sheets);
    let pages = file.page_count();
    let (mut flow, ()) = rayon::join(
        || understand_sheets(sheets, tree.as_ref(), layouts),
        || drop(file),
    );
    if flow.letters == 0 && pages > 0 {
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
        info,
        pages,
        source,
    })
}

/// A remark of the reader as the document's diagnostic.
fn diagnostic(remark: &Remark) -> Diagnostic {
    let severity = match remark.severity {
        Severity::Error => Allvar::Fel,
        Severity::Warning => Allvar::Varning,
        Severity::Info => Allvar::Info,
    };
    Diagnostic::new(remark.code, severity, remark.message.clone())
}

/// Reads all pages. Every thread has a share of pages that follow each other, as later steps have, and helps the others
/// when its own are read; with one reader, as each reader loads the fonts anew.
fn read_pages(file: &PdfFile) -> Vec<Sheet> {
    let shares = shares(file.page_count(), rayon::current_num_threads());
    let take_pages = |own: usize| {
        let mut reader = None;
        let mut taken: Vec<(u32, Sheet)> = Vec::new();
        let (others, own) = shares.split_at(own);
        for (next, end) in own.iter().chain(others) {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= *end {
                    break;
                }
                let reader = reader.get_or_insert_with(|| file.reader());
                let (sheet, glyphs) = Sheet::parted(reader.page(index));
                reader.reuse(glyphs);
                taken.push((index, sheet));
            }
        }
        taken
    };
    let mut sheets: Vec<(u32, Sheet)> = (0..shares.len())
        .into_par_iter()
        .with_max_len(1)
        .flat_map_iter(take_pages)
        .collect();
    sheets.sort_unstable_by_key(|(index, _)| *index);
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}

/// Each thread's pages: the next one, and the one after the last.
fn shares(pages: u32, threads: usize) -> Vec<(AtomicU32, u32)> {
    let start = |share: usize| (u64::from(pages) * share as u64 / threads as u64) as u32;
    (0..threads)
        .map(|share| (AtomicU32::new(start(share)), start(share + 1)))
        .collect()
}

fn source(sheets: &[Sheet]) -> Textkalla {
    let painted = sheets.iter().any(Sheet::is_painted);
    let layer = sheets.iter().any(Sheet::has_text_layer);
    match (painted, layer) {
        (true, true) => Textkalla::Blandad,
        (false, true) => Textkalla::Ocr,
        _ => Textkalla::Text,
    }
}
