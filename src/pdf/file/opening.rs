//! Opening a file: with a password that fits, and anew from its objects when it is broken.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::error::ConvertError;
use crate::pdf::file::streams::is_deflated;
use crate::pdf::file::table::Table;
use crate::pdf::file::{passwords, repair, salvage};
use crate::pdf::{Remark, Severity};

/// The first bytes of a file, which its header must stand in (ISO 32000-2, annex I.2).
const HEADER_WITHIN: usize = 1024;

/// A file that can be read.
pub(crate) struct Opened {
    pub(crate) pdf: Pdf,
    /// Where its objects are, if that is plain.
    pub(crate) table: Option<Table>,
    /// What went wrong with it.
    pub(crate) remarks: Vec<Remark>,
    /// The pages that it says it has.
    pub(crate) declared: Option<u32>,
}

/// Opens a file, with the empty password and then the given ones. A file that leads to less than its objects hold is
/// written anew from them.
pub(crate) fn open(bytes: &Arc<Vec<u8>>, passwords: &[String]) -> Result<Opened, ConvertError> {
    let first = match load_with_any(bytes, passwords) {
        Ok(first) => first.map(|pdf| settled(pdf, false)),
        Err(refused) => match salvage::without_needless_encryption(bytes).map(Arc::new) {
            Some(plain) => load_with_any(&plain, &[])?.map(|pdf| settled(pdf, false)),
            None => return Err(refused),
        },
    };
    let first = match first {
        Some(first) if first.1.is_whole() => return Ok(opened(first, Vec::new())),
        first => first,
    };
    let salvaged = guarded(None, || salvage::rewrite(bytes)).map(Arc::new);
    let salvaged = match salvaged.map(|bytes| load_with_any(&bytes, passwords)) {
        Some(Ok(salvaged)) => salvaged.map(|pdf| settled(pdf, true)),
        _ => None,
    };
    match (first, salvaged) {
        (Some(first), Some(salvaged)) if first.1.is_no_worse_than(&salvaged.1) => {
            Ok(opened(first, Vec::new()))
        }
        (first, Some(mut salvaged)) => {
            // What a damaged file says of itself may be damaged too; what can be known is not forgotten.
            let declared = first.and_then(|(_, standing)| standing.declared);
            salvaged.1.declared = salvaged.1.declared.max(declared);
            let remarks = remarks(&salvaged.0, bytes);
            Ok(opened(salvaged, remarks))
        }
        (Some(first), None) => Ok(opened(first, Vec::new())),
        (None, None) => {
            let rewritten = repair::rewrite(bytes).map(Arc::new);
            match rewritten.map(|rewritten| load(&rewritten, "")) {
                Some(Ok(pdf)) if !pdf.pages().is_empty() => {
                    let remarks = remarks(&pdf, bytes);
                    Ok(opened(settled(pdf, true), remarks))
                }
                _ => Err(ConvertError::Broken(no_page(bytes).to_owned())),
            }
        }
    }
}

/// What is said of a file that was written anew. In an intact one a page without content is empty.
fn remarks(pdf: &Pdf, bytes: &[u8]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if breaks_off(bytes) {
        remarks.push(Remark {
            code: "fil-avbruten",
            severity: Severity::Error,
            message: CUT_SHORT.to_owned(),
        });
    }
    remarks.push(Remark {
        code: "reparerad",
        severity: Severity::Warning,
        message:
            "the file's structure is broken and was rebuilt from its objects: parts may be missing"
                .to_owned(),
    });
    let without = pdf
        .pages()
        .iter()
        .filter(|page| !page.raw().contains_key("Contents"));
    let without = without.count();
    if without > 0 {
        remarks.push(Remark {
            code: "strom-olaslig",
            severity: Severity::Error,
            message: format!(
                "the content of {without} of {} pages of the broken file cannot be found: it is missing",
                pdf.pages().len()
            ),
        });
    }
    remarks
}

/// What is said of a file that breaks off.
const CUT_SHORT: &str =
    "the file breaks off before its end, and what stood there is missing: get it again";

/// Whether a file ends after an object or within one, without what ends a file (ISO 32000-2, 7.5.5).
fn breaks_off(bytes: &[u8]) -> bool {
    let last = |what: &[u8]| memchr::memmem::rfind(bytes, what);
    let ends = last(b"startxref").max(last(b"%%EOF"));
    last(b" obj").is_some_and(|object| ends.is_none_or(|end| end < object))
}

fn no_page(bytes: &[u8]) -> &'static str {
    if breaks_off(bytes) {
        return "no page can be found in it, and it breaks off before its end";
    }
    const MARK: &[u8] = b"%PDF-";
    let head = bytes.get(..HEADER_WITHIN.min(bytes.len()));
    if head.is_some_and(|head| head.windows(MARK.len()).any(|window| window == MARK)) {
        "no page can be found in it"
    } else {
        "it has no PDF header and no readable page"
    }
}

fn opened((pdf, standing): (Pdf, Standing), remarks: Vec<Remark>) -> Opened {
    Opened {
        pdf,
        table: standing.table,
        remarks,
        declared: standing.declared,
    }
}

/// The file with the empty password or one of the given ones; `None` when it is broken.
fn load_with_any(bytes: &Arc<Vec<u8>>, given: &[String]) -> Result<Option<Pdf>, ConvertError> {
    let mut wrong_password = false;
    let forms: Vec<String> = given
        .iter()
        .flat_map(|given| passwords::forms(given))
        .collect();
    for password in std::iter::once("").chain(forms.iter().map(String::as_str)) {
        match load(bytes, password) {
            Ok(pdf) if pdf.pages().is_empty() => break,
            Ok(pdf) => return Ok(Some(pdf)),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                wrong_password = true;
            }
            Err(LoadPdfError::Decryption(_)) => {
                return Err(ConvertError::Encrypted(
                    "in a way that is not supported".to_owned(),
                ));
            }
            Err(LoadPdfError::Invalid) => break,
        }
    }
    if !wrong_password {
        return Ok(None);
    }
    let has_pages = |pdf: &Pdf| !pdf.pages().is_empty();
    let decrypted = guarded(None, || salvage::decrypted(bytes, given)).map(Arc::new);
    decrypted
        .and_then(|bytes| load(&bytes, "").ok())
        .filter(has_pages)
        .map(Some)
        .ok_or_else(|| ConvertError::Encrypted("no given password fits".to_owned()))
}

fn load(bytes: &Arc<Vec<u8>>, password: &str) -> Result<Pdf, LoadPdfError> {
    guarded(Err(LoadPdfError::Invalid), || {
        Pdf::new_with_password(Arc::clone(bytes), password)
    })
}

/// What a library gives, or something else should it panic.
pub(crate) fn guarded<T>(otherwise: T, read: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(otherwise)
}

/// How much of a file can be reached from its pages.
struct Standing {
    table: Option<Table>,
    declared: Option<u32>,
    /// Whether there is a tree of pages: without one the library takes whatever looks like a page, and nothing from above it.
    has_tree: bool,
    pages: usize,
    /// Objects that the pages refer to and that are there.
    found: usize,
    /// Those that are not.
    lost: usize,
}

impl Standing {
    fn is_whole(&self) -> bool {
        let declared = self
            .declared
            .and_then(|declared| usize::try_from(declared).ok());
        let all = declared.is_none_or(|declared| declared <= self.pages);
        all && self.has_tree && (self.table.is_some() || self.lost == 0)
    }

    fn is_no_worse_than(&self, other: &Self) -> bool {
        let reach = |standing: &Self| {
            let lost = usize::MAX - standing.lost;
            (standing.pages, standing.has_tree, standing.found, lost)
        };
        reach(self) >= reach(other)
    }
}

/// The file, such that reading it changes nothing any more, and how it stands; `is_doubtful` if even a plain table is to be
/// looked behind.
fn settled(pdf: Pdf, is_doubtful: bool) -> (Pdf, Standing) {
    // At the first broken object the library looks for all of them anew, and from then on reads others than before. That
    // must not happen between two pages, or what is read of a page depends on the pages read before it.
    // With a table that leads to every object there is no broken one.
    let table = Table::read(pdf.data().as_ref());
    let (mut found, mut lost) = (0, 0);
    if table.is_none() {
        guarded((), || pdf.objects().into_iter().for_each(drop));
    }
    if is_doubtful || table.is_none() {
        guarded((), || (found, lost) = reached(&pdf));
    }
    let (declared, has_tree) = guarded((None, false), || tree(&pdf));
    let standing = Standing {
        declared,
        has_tree,
        pages: pdf.pages().len(),
        table,
        found,
        lost,
    };
    (pdf, standing)
}

/// How many of the objects that pages need are there, and how many are not: content, fonts with all that belongs to them,
/// forms and images.
fn reached(pdf: &Pdf) -> (usize, usize) {
    let mut reach = Reach {
        xref: pdf.xref(),
        seen: BTreeSet::new(),
        found: 0,
        lost: 0,
    };
    for page in pdf.pages().iter() {
        let raw = page.raw();
        if let Some(content) = raw.get_raw::<Object<'_>>("Contents") {
            reach.see(b"Contents", content, 1);
        }
        // Pages often share them.
        match raw.get_raw::<Object<'_>>("Resources") {
            Some(MaybeRef::Ref(shared)) if reach.seen.contains(&shared.into()) => continue,
            Some(resources) => reach.see(b"Resources", resources, 0),
            None => {}
        }
        let resources = page.resources();
        for (_, font) in resources.fonts.entries() {
            reach.see(b"Font", font, FONT_DEPTH);
        }
        for (_, form) in resources.x_objects.entries() {
            reach.see(b"XObject", form, 0);
        }
    }
    (reach.found, reach.lost)
}

/// Objects within each other from a font to its file.
const FONT_DEPTH: u32 = 6;
/// What must be a stream.
const STREAMS: [&[u8]; 6] = [
    b"Contents",
    b"ToUnicode",
    b"FontFile",
    b"FontFile2",
    b"FontFile3",
    b"XObject",
];

/// A walk along references.
struct Reach<'p> {
    xref: &'p XRef,
    seen: BTreeSet<ObjectIdentifier>,
    found: usize,
    lost: usize,
}

impl<'p> Reach<'p> {
    /// Follows what stands under a key, and what stands in it.
    fn see(&mut self, key: &[u8], value: MaybeRef<Object<'p>>, depth: u32) {
        let object = match value {
            MaybeRef::NotRef(object) => object,
            MaybeRef::Ref(reference) => {
                let id = reference.into();
                if !self.seen.insert(id) {
                    return;
                }
                let object = self.xref.get::<Object<'p>>(id);
                let object = object.filter(|object| match object {
                    // One whose encoding is not known is as good as none.
                    Object::Stream(stream) => {
                        !stream.filters().is_empty() || !is_deflated(&stream.raw_data())
                    }
                    Object::Array(_) | Object::Name(_) => true,
                    _ => !STREAMS.contains(&key),
                });
                let Some(object) = object else {
                    self.lost += 1;
                    return;
                };
                self.found += 1;
                object
            }
        };
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match object {
            Object::Array(array) => array.raw_iter().for_each(|item| self.see(key, item, depth)),
            Object::Dict(dict) => {
                for (key, value) in dict.entries() {
                    self.see(key.as_ref(), value, depth);
                }
            }
            _ => {}
        }
    }
}

/// The number of pages that the root of the page tree tells, and whether it leads to any.
fn tree(pdf: &Pdf) -> (Option<u32>, bool) {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let pages = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("Pages"));
    let kids = pages
        .as_ref()
        .and_then(|pages| pages.get::<Array<'_>>("Kids"));
    (
        pages.and_then(|pages| pages.get::<u32>("Count")),
        kids.is_some(),
    )
}
