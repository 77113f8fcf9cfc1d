//! From bytes to a document: the library's entry point.

use std::sync::{Arc, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::assemble::assemble;
use crate::diagnostics::{Allvar, Diagnostic};
use crate::error::ConvertError;
use crate::flow::{pages, plain_text};
use crate::grammar::Layouts;
use crate::ocr::reading::{EngineName, PagePicture, Readings};
use crate::ocr::scan::{Known, Scan, Unread};
use crate::ocr::vocabulary::Vocabulary;
use crate::options::Options;
use crate::output::{Format, Handling, Igenkanning, Kalla, Textkalla};
use crate::pdf::PdfFile;
use crate::trace::{Closed, Sink};

/// What to convert.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Path within the given folder, else the file's name: goes into `kalla.fil`.
    pub name: &'a str,
    /// The file, shared so that nobody need copy it.
    pub bytes: &'a Arc<Vec<u8>>,
    /// SHA-256 of the bytes in hex, for `kalla.sha256`; computed if the caller does not know it.
    pub sha256: Option<&'a str>,
}

/// Converts one document. Deterministic for the same input, layouts and options.
///
/// # Errors
/// When nothing at all can be read. What goes wrong within a document is a diagnostic.
pub fn convert(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
) -> Result<Handling, ConvertError> {
    convert_traced(input, layouts, options, &Closed)
}

/// Converts one document as [`convert`] does, and hands `sink` what each stage found on the way.
///
/// # Errors
/// As [`convert`].
pub fn convert_traced(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
    sink: &dyn Sink,
) -> Result<Handling, ConvertError> {
    convert_scans(input, layouts, options, &Readings::default(), sink).map(|(handling, _)| handling)
}

/// Converts one document as [`convert_traced`] does, with what was read in the pictures of its pages. Returns besides which
/// pages have pictures that are not among these readings: have them read ([`crate::ocr::pages`]), and convert again.
///
/// # Errors
/// As [`convert`].
pub fn convert_scans(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
    readings: &Readings,
    sink: &dyn Sink,
) -> Result<(Handling, Vec<PagePicture>), ConvertError> {
    if input.bytes.is_empty() {
        return Err(ConvertError::Empty);
    }
    let size = input.bytes.len() as u64;
    if size > options.limits.file_bytes {
        return Err(ConvertError::Limit(format!(
            "file-bytes: {size} of {}",
            options.limits.file_bytes
        )));
    }
    match kind(input.bytes) {
        Kind::Pdf => return convert_pdf(input, layouts, options, readings, sink),
        Kind::MayBePdf => {
            let result = convert_pdf(input, layouts, options, readings, sink);
            // A text may speak of such files.
            let is_text = !is_called_pdf(input.name) && not_text(input.bytes).is_none();
            if !(is_text && matches!(result, Err(ConvertError::Broken(_)))) {
                return result;
            }
        }
        Kind::Other => {}
    }
    if let Some(other) = not_text(input.bytes) {
        return Err(ConvertError::UnknownFormat(other));
    }
    if is_called_pdf(input.name) {
        return Err(ConvertError::UnknownFormat(
            "a text that is called a PDF".to_owned(),
        ));
    }
    let mut understood = plain_text::read(input.bytes, layouts, sink);
    understood.ask(options.lexicon, sink);
    let source = Kalla {
        fil: input.name.to_owned(),
        sha256: sha256(input),
        format: Format::Text,
        sidor: None,
        sidmatt: Vec::new(),
        taggad: false,
        producent: None,
        textkalla: Textkalla::Text,
        igenkanning: None,
    };
    let handling = assemble(understood, source, layouts, None, sink);
    Ok((handling, Vec::new()))
}

/// The PDF side: pages, their understanding, then the same assembly.
fn convert_pdf(
    input: &Input<'_>,
    layouts: &Layouts,
    options: &Options,
    readings: &Readings,
    sink: &dyn Sink,
) -> Result<(Handling, Vec<PagePicture>), ConvertError> {
    let unread = Unread::default();
    let read = || {
        let file = PdfFile::open_shared(input.bytes, &options.passwords, &options.limits)?;
        let known = Known {
            layouts,
            vocabulary: Vocabulary::of(readings, options.lexicon),
        };
        let scan = Scan::new(file, readings, known, Arc::clone(&unread));
        Ok(pages::read(scan, layouts, sink))
    };
    let (reading, sha256) = match input.sha256 {
        Some(known) => (read(), known.to_owned()),
        None => rayon::join(read, || sha256(input)),
    };
    let mut reading = reading?;
    reading.understood.ask(options.lexicon, sink);
    let source = Kalla {
        fil: input.name.to_owned(),
        sha256,
        format: Format::Pdf,
        sidor: Some(reading.pages),
        sidmatt: reading.sizes,
        taggad: reading.info.tagged,
        producent: reading.info.producer.clone(),
        textkalla: reading.text_source,
        igenkanning: readings.engine.as_ref().map(engine),
    };
    let info = Some(&reading.info);
    let mut handling = assemble(reading.understood, source, layouts, info, sink);
    handling.diagnostik.extend(signs_unknown(readings));
    let mut unread = std::mem::take(&mut *unread.lock().unwrap_or_else(PoisonError::into_inner));
    unread.sort_by_key(|one| one.page);
    Ok((handling, unread))
}

/// The engine as the output names it.
fn engine(name: &EngineName) -> Igenkanning {
    Igenkanning {
        motor: name.name.clone(),
        version: name.version.clone(),
        modell: name.models.clone(),
    }
}

/// That an engine without the right model guesses signs.
fn signs_unknown(readings: &Readings) -> Option<Diagnostic> {
    let engine = readings
        .engine
        .as_ref()
        .filter(|engine| !engine.knows_signs)?;
    Some(Diagnostic::new(
        "sprakmodell-saknas",
        Allvar::Varning,
        format!(
            "the model {} of {} does not know % and §: these signs are unreliable",
            engine.models, engine.name
        ),
    ))
}

/// What a file is by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It begins as a PDF.
    Pdf,
    /// It has a PDF's mark or objects somewhere.
    MayBePdf,
    Other,
}

/// A PDF has its mark within the first 1024 bytes (ISO 32000-2, 7.5.2 and Annex I on what readers accept), and where
/// that is damaged, objects that end and one that is a page, a catalog or a table of objects.
fn kind(bytes: &[u8]) -> Kind {
    const MARK: &[u8] = b"%PDF-";
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let begins = head.trim_ascii_start();
    let begins = begins.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begins);
    if begins.starts_with(MARK) {
        return Kind::Pdf;
    }
    let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    let marked = head.windows(MARK.len()).any(|window| window == MARK);
    let named: [&[u8]; 4] = [b"/Page", b"/Catalog", b"/XRef", b"startxref"];
    if marked || (has(b" obj") && has(b"endobj") && named.iter().any(|name| has(name))) {
        return Kind::MayBePdf;
    }
    Kind::Other
}

fn is_called_pdf(name: &str) -> bool {
    const ENDING: &str = ".pdf";
    let ending = name.len().checked_sub(ENDING.len());
    ending
        .and_then(|start| name.get(start..))
        .is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// Why the bytes are no text, if they are none: a known other format, or too many characters that no text has.
fn not_text(bytes: &[u8]) -> Option<String> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "a rich text document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    if let Some((_, name)) = KNOWN.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some((*name).to_owned());
    }
    let head = bytes.trim_ascii_start();
    let markup: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<?xml", b"<svg"];
    let begins = |mark: &&[u8]| {
        head.get(..mark.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(mark))
    };
    if markup.iter().any(begins) {
        return Some("a web page or another marked-up document".to_owned());
    }
    let (text, _) = crate::text::decode(bytes);
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let (odd, all) = (text.chars().filter(odd).count(), text.chars().count());
    // One odd character in fifty is more than extraction leaves in a text.
    if odd * 50 > all {
        return Some("unprintable characters".to_owned());
    }
    let blank = text.chars().all(|c| c.is_whitespace() || c.is_control());
    blank.then(|| "nothing but white space".to_owned())
}

/// SHA-256 in hex.
fn sha256(input: &Input<'_>) -> String {
    use std::fmt::Write as _;
    if let Some(known) = input.sha256 {
        return known.to_owned();
    }
    let digest = Sha256::digest(input.bytes.as_slice());
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn convert_bytes(bytes: &[u8]) -> Result<Handling, ConvertError> {
        let input = Input {
            name: "x",
            bytes: &Arc::new(bytes.to_vec()),
            sha256: None,
        };
        convert(&input, &Layouts::builtin(), &Options::default())
    }

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(convert_bytes(b""), Err(ConvertError::Empty));
        assert_eq!(kind(b" \n%PDF-1.7"), Kind::Pdf);
        assert_eq!(kind(b"junk\n%PDF-1.7"), Kind::MayBePdf);
        assert_eq!(
            kind(b"%QDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj"),
            Kind::MayBePdf
        );
        assert_eq!(kind(b"a text"), Kind::Other);
        for other in [
            &b"PK\x03\x04abc"[..],
            b"<!DOCTYPE html><p>",
            b"\x00\x01\x02abc",
            b" \n ",
        ] {
            let result = convert_bytes(other);
            assert!(
                matches!(result, Err(ConvertError::UnknownFormat(_))),
                "{result:?}"
            );
        }
    }

    #[test]
    fn a_text_is_converted_and_named() {
        let text = "N\u{e4}mndm\u{e5}l: Rena parker\n\nText.\n".as_bytes();
        let handling = convert_bytes(text).unwrap();
        assert_eq!(handling.kalla.format, Format::Text);
        let mut input = Input {
            name: "x",
            bytes: &Arc::new(text.to_vec()),
            sha256: None,
        };
        assert_eq!(handling.kalla.sha256, sha256(&input));
        assert_eq!(handling.mal[0].titel, "Rena parker");
        assert_eq!(handling.mal[0].avsnitt[0].stycken[0].text, "Text.");
        input.sha256 = Some(&handling.kalla.sha256);
        let again = convert(&input, &Layouts::builtin(), &Options::default());
        assert_eq!(again, Ok(handling.clone()));
    }

    #[test]
    fn a_file_over_the_limit_says_which() {
        let options = Options {
            limits: Limits {
                file_bytes: 3,
                ..Limits::default()
            },
            ..Options::default()
        };
        let input = Input {
            name: "x",
            bytes: &Arc::new(b"text".to_vec()),
            sha256: None,
        };
        let result = convert(&input, &Layouts::builtin(), &options);
        assert!(matches!(result, Err(ConvertError::Limit(_))));
    }
}
