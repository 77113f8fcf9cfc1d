//! The pages of a source to a flow: they are read side by side, then understood as one document.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::{Understood, pictures, understand_sheets};
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::output::{Plats, Sidmatt, Tal, Textkalla};
use crate::page::Sheet;
use crate::pdf::{PdfInfo, Remark, Severity};
use crate::source::PageSource;
use crate::trace::Sink;

/// A source of pages as far as the assembler needs it.
pub struct Reading {
    /// The document as blocks.
    pub understood: Understood,
    /// What the source says of itself.
    pub info: PdfInfo,
    /// Number of pages that there are, read or not.
    pub pages: u32,
    /// Sizes of the pages that were read.
    pub sizes: Vec<Sidmatt>,
    /// Painted text, a scan's text layer, both or none.
    pub text_source: Textkalla,
}

/// Reads and understands the pages of a source. They are shared out over the rayon pool that the call runs in. `sink` is told
/// what each step finds.
pub fn read<S: PageSource + Send>(source: S, layouts: &Layouts, sink: &dyn Sink) -> Reading {
    // What concerns the whole source is read by one thread, however many there are.
    let of_source = || (source.structure(), source.info());
    let ((tree, info), mut sheets) = rayon::join(of_source, || read_pages(&source));
    let mut diagnostics: Vec<Diagnostic> = source.remarks().iter().map(diagnostic).collect();
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
    let text_source = text_source(&sheets);
    let sizes = sheets.iter().map(size).collect();
    let missing = pictures::unread(&sheets);
    diagnostics.extend(pictures::beside_text(&sheets));
    let pages = source.pages_in_source();
    let (mut understood, ()) = rayon::join(
        || understand_sheets(sheets, tree.as_ref(), layouts, sink),
        || drop(source),
    );
    let flow = &mut understood.flow;
    if flow.letters == 0 && pages > 0 {
        diagnostics.push(Diagnostic::new(
            "text-saknas",
            Allvar::Varning,
            "no page has a letter: a scan without a text layer? With `--ocr` its text is recognised; `namnd doctor` tells what that needs",
        ));
    }
    diagnostics.append(&mut flow.diagnostics);
    flow.diagnostics = diagnostics;
    flow.missing = missing;
    Reading {
        text_source: if flow.letters == 0 {
            Textkalla::Ingen
        } else {
            text_source
        },
        understood,
        info,
        pages,
        sizes,
    }
}

/// A page's size as the output tells it.
fn size(sheet: &Sheet) -> Sidmatt {
    let area = sheet.area();
    Sidmatt {
        sida: sheet.number(),
        bredd: Tal::coordinate(area.width()),
        hojd: Tal::coordinate(area.height()),
    }
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
fn read_pages(source: &dyn PageSource) -> Vec<Sheet> {
    let shares = shares(source.page_count(), rayon::current_num_threads());
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
                let reader = reader.get_or_insert_with(|| source.reader());
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

/// What the words of all pages are.
fn text_source(sheets: &[Sheet]) -> Textkalla {
    let painted = sheets.iter().any(Sheet::is_painted);
    let layer = sheets.iter().any(Sheet::has_text_layer);
    match (painted, layer) {
        (true, true) => Textkalla::Blandad,
        (false, true) => Textkalla::Ocr,
        _ => Textkalla::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Block;
    use crate::pdf::{FontId, FontInfo, Glyph, PageContent, Rgb, Visibility};
    use crate::source::ReadPage;
    use crate::trace::Closed;

    /// A recognised page: each word with its left side, its baseline and how sure it is, in percent.
    fn recognised(number: u32, words: &[(&str, f32, f32, u8)]) -> PageContent {
        let letters = words.iter().flat_map(|&(text, x, y, confidence)| {
            let place = (0_u8..).map(move |index| x + 6.0 * f32::from(index));
            text.chars().zip(place).map(move |(ch, x)| Glyph {
                ch,
                confidence,
                rect: Rect::new(x, y - 9.0, x + 6.0, y + 3.0),
                x,
                y,
                size: 12.0,
                angle: 0,
                font: FontId(0),
                color: Rgb(0, 0, 0),
                visibility: Visibility::Visible,
                mark: None,
                artifact: false,
                order: 0,
                string: 0,
            })
        });
        PageContent {
            number,
            width: 595.0,
            height: 842.0,
            fonts: vec![FontInfo {
                name: "recognised".to_owned(),
                bold: false,
                italic: false,
            }],
            glyphs: letters.collect(),
            ..PageContent::default()
        }
    }

    /// A scan of two pages and a third that cannot be recognised.
    fn scan() -> Vec<PageContent> {
        vec![
            recognised(
                1,
                &[
                    ("Parken", 60.0, 400.0, 96),
                    ("är", 102.0, 400.0, 71),
                    ("ny.", 120.0, 400.0, 88),
                ],
            ),
            recognised(2, &[("Gatan", 60.0, 400.0, 64), ("med.", 96.0, 400.0, 100)]),
        ]
    }

    struct Scan(Vec<PageContent>);

    impl PageSource for Scan {
        fn page_count(&self) -> u32 {
            self.0.page_count()
        }

        fn pages_in_source(&self) -> u32 {
            3
        }

        fn reader(&self) -> Box<dyn ReadPage + '_> {
            self.0.reader()
        }
    }

    #[test]
    fn words_of_a_source_have_the_confidence_of_their_least_sure_letter() {
        let mut pages = scan();
        pages[1].glyphs[3].confidence = 12;
        let sheets = read_pages(&pages);
        let words = sheets
            .iter()
            .flat_map(|sheet| sheet.words.lines.iter().flatten());
        let found: Vec<(&str, u8)> = words.map(|word| (&*word.text, word.confidence)).collect();
        let wanted = [
            ("Parken", 96),
            ("är", 71),
            ("ny.", 88),
            ("Gatan", 12),
            ("med.", 100),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn any_source_of_pages_is_read_like_a_file() {
        let reading = read(Scan(scan()), &Layouts::builtin(), &Closed);
        let texts: Vec<&str> = (reading.understood.flow.blocks.iter())
            .filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.lines[0].text.as_str()),
                Block::Table(_) => None,
            })
            .collect();
        assert_eq!(texts, ["Parken är ny.", "Gatan med."]);
        assert_eq!((reading.pages, reading.sizes.len()), (3, 2));
        assert_eq!(reading.text_source, Textkalla::Text);
        assert_eq!(reading.understood.flow.letters, 20);
    }
}
