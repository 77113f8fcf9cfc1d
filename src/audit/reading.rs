//! The second reading, and what it says beside the first.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions};
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform, output_doc, output_doc_page};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::{CODE, Reading, UNREAD};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::error::ConvertError;
use crate::options::Options;
use crate::output::{Plats, Tal};
use crate::pdf::PdfFile;

/// A page is reported when more than this share of its letters stands with one reader only. Fonts without a Unicode
/// map cost pdf-extract single letters on many pages.
const SHARE: f64 = 0.05;
/// A page is not reported for fewer letters than this.
const LETTERS: u64 = 20;
/// So many different letters are named in a message.
const NAMED: usize = 8;

/// How often each letter stands on a page.
type Letters = BTreeMap<char, u64>;

/// Reads every page of a PDF with both readers. Returns a warning for each page on which they differ by more than
/// 5 % of its letters and 20 letters, and an info for each page that the second one cannot read.
///
/// # Errors
/// When our own reader cannot open the file.
pub fn audit(bytes: &[u8], options: &Options) -> Result<Reading, ConvertError> {
    let file = PdfFile::open(bytes, &options.passwords, &options.limits)?;
    let pages = file.page_count();
    let theirs = match second_reading(bytes, &options.passwords, pages) {
        Ok(theirs) => theirs,
        Err(why) => {
            return Ok(Reading::none(&format!(
                "the second reader cannot open the file ({why})"
            )));
        }
    };
    let ours: Vec<(Letters, [Tal; 4])> = (0..pages)
        .into_par_iter()
        .map_init(
            || file.reader(),
            |reader, index| {
                let page = reader.page(index);
                let text: String = page.glyphs.iter().map(|glyph| glyph.ch).collect();
                let corner = [0.0, 0.0, page.width, page.height].map(Tal::coordinate);
                (letters(&text), corner)
            },
        )
        .collect();
    let mut reading = Reading::default();
    for (index, (ours, corner)) in ours.iter().enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let remark = match theirs.get(index) {
            Some(Ok(theirs)) => {
                let remark = compare(ours, theirs);
                let counts = &mut reading.counts;
                counts.pages += 1;
                counts.pages_agreed += u64::from(remark.is_none());
                counts.letters += sum(ours);
                counts.letters_agreed += sum(ours) - sum(&surplus(ours, theirs));
                remark
            }
            Some(Err(why)) => Some(unread(why)),
            None => Some(unread("it finds no such page")),
        };
        reading.remarks.extend(remark.map(|remark| {
            remark.at(vec![Plats::Sida {
                sida: number,
                ruta: *corner,
            }])
        }));
    }
    Ok(reading)
}

fn unread(why: &str) -> Diagnostic {
    Diagnostic::new(
        UNREAD,
        Allvar::Info,
        format!("the second reader cannot read the page ({why}): it was not audited"),
    )
}

/// What to say about a page; nothing if the readers agree.
fn compare(ours: &Letters, theirs: &Letters) -> Option<Diagnostic> {
    let only_ours = surplus(ours, theirs);
    let only_theirs = surplus(theirs, ours);
    let (mine, others) = (sum(&only_ours), sum(&only_theirs));
    let all = sum(ours).max(sum(theirs));
    let different = mine.max(others);
    #[allow(clippy::cast_precision_loss)] // Counts of letters on a page.
    let share = different as f64 / all.max(1) as f64;
    (different > LETTERS && share > SHARE).then(|| {
        Diagnostic::new(
            CODE,
            Allvar::Varning,
            format!(
                "a second reader sees other letters on this page: {others} that are missing here{}, {mine} here that it does not see{}, of {all}",
                name(&only_theirs),
                name(&only_ours)
            ),
        )
    })
}

/// What the first has more of than the second.
fn surplus(first: &Letters, second: &Letters) -> Letters {
    first
        .iter()
        .map(|(letter, count)| {
            let other = second.get(letter).copied().unwrap_or_default();
            (*letter, count.saturating_sub(other))
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn sum(letters: &Letters) -> u64 {
    letters.values().sum()
}

/// ` (a, e, …)`: the most frequent ones.
fn name(letters: &Letters) -> String {
    let mut sorted: Vec<(&char, &u64)> = letters.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let named: Vec<String> = sorted
        .iter()
        .take(NAMED)
        .map(|(letter, _)| letter.to_string())
        .collect();
    if named.is_empty() {
        return String::new();
    }
    let more = if sorted.len() > NAMED { ", …" } else { "" };
    format!(" ({}{more})", named.join(", "))
}

/// Letters and digits in compatibility form: a ligature counts as its letters (Unicode Standard Annex 15, NFKC).
fn letters(text: &str) -> Letters {
    let mut letters = Letters::new();
    for letter in text.nfkc().filter(|letter| letter.is_alphanumeric()) {
        *letters.entry(letter).or_default() += 1;
    }
    letters
}

/// The letters of each page, or why it cannot be read. pdf-extract panics on some pages; those after it are read all
/// the same.
fn second_reading(
    bytes: &[u8],
    passwords: &[String],
    pages: u32,
) -> Result<Vec<Result<Letters, String>>, String> {
    let document = contain(|| open(bytes, passwords))?;
    let mut collector = Collector::default();
    let whole =
        contain(|| output_doc(&document, &mut collector).map_err(|error| error.to_string()));
    let complete = u32::try_from(collector.pages.len()).unwrap_or(u32::MAX);
    let mut read: Vec<Result<Letters, String>> = collector
        .pages
        .iter()
        .map(|text| Ok(letters(text)))
        .collect();
    if whole.is_ok() {
        return Ok(read);
    }
    for number in complete.saturating_add(1)..=pages {
        let mut collector = Collector::default();
        let page = contain(|| {
            output_doc_page(&document, &mut collector, number).map_err(|error| error.to_string())
        });
        read.push(page.map(|()| {
            collector
                .pages
                .iter()
                .map(|text| letters(text))
                .next()
                .unwrap_or_default()
        }));
    }
    Ok(read)
}

fn open(bytes: &[u8], passwords: &[String]) -> Result<Document, String> {
    let document = Document::load_mem(bytes);
    let encrypted = document.as_ref().is_ok_and(Document::is_encrypted);
    let candidates = std::iter::once("").chain(passwords.iter().map(String::as_str));
    for password in candidates.filter(|_| encrypted) {
        // Loaded anew: object streams are read with the password or not at all.
        let Ok(mut opened) =
            Document::load_mem_with_options(bytes, LoadOptions::with_password(password))
        else {
            continue;
        };
        if !opened.is_encrypted() || opened.decrypt(password).is_ok() {
            return Ok(opened);
        }
    }
    match document {
        Ok(_) if encrypted => Err("encrypted, and no given password fits".to_owned()),
        other => other.map_err(|error| error.to_string()),
    }
}

/// A panic is an error.
fn contain<T>(function: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // What a panic leaves half done is not looked at: the page that it happened on is not among the complete ones.
    catch_unwind(AssertUnwindSafe(function)).unwrap_or_else(|_| Err("it panicked".to_owned()))
}

/// Takes the characters of each page that was read to its end.
#[derive(Debug, Default)]
struct Collector {
    pages: Vec<String>,
    current: String,
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.current.clear();
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.pages.push(std::mem::take(&mut self.current));
        Ok(())
    }

    fn output_character(
        &mut self,
        _: &Transform,
        _: f64,
        _: f64,
        _: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.current.push_str(text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_pages_and_small_differences_are_not_reported() {
        let page = letters(&"Nämnden arbetar för alla 2024. ".repeat(20));
        assert_eq!(compare(&page, &page), None);
        let few = letters(&format!(
            "{} xyz",
            "Nämnden arbetar för alla 2024. ".repeat(20)
        ));
        assert_eq!(compare(&page, &few), None);
        assert_eq!(compare(&letters("abc"), &letters("xyz")), None);
    }

    #[test]
    fn order_spaces_and_ligatures_do_not_matter() {
        assert_eq!(letters("ﬁska å"), letters("a\u{30a} aks if"));
    }

    #[test]
    fn missing_letters_are_reported_with_their_number() {
        let ours = letters(&"a".repeat(100));
        let theirs = letters(&format!("{}{}", "a".repeat(100), "b".repeat(30)));
        let missing = compare(&ours, &theirs).unwrap();
        assert_eq!(missing.kod, CODE);
        assert!(
            missing.meddelande.contains("30 that are missing here (b)"),
            "{}",
            missing.meddelande
        );
        let invented = compare(&theirs, &ours).unwrap();
        assert!(
            invented
                .meddelande
                .contains("30 here that it does not see (b)")
        );
    }
}
