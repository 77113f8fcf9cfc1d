//! Tests on small files that are written here.

mod corpus;
mod damaged;
mod document;
mod drawing;
mod glyphs;
mod hostile;
mod images;
mod visibility;

use super::*;
use crate::limits::Limits;

/// A file with one page: object 1 is the catalog, 2 the pages, 3 the page, 4 its content, 5 Helvetica as `/F1`.
pub(super) struct Builder {
    catalog: String,
    page: String,
    resources: String,
    content: Vec<u8>,
    trailer: String,
    objects: Vec<(u32, Vec<u8>)>,
}

/// A file whose page has this content.
pub(super) fn content(content: impl AsRef<[u8]>) -> Builder {
    Builder {
        catalog: String::new(),
        page: String::new(),
        resources: String::new(),
        content: content.as_ref().to_vec(),
        trailer: String::new(),
        objects: Vec::new(),
    }
    .object(
        5,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
}

impl Builder {
    /// Entries of the catalog.
    pub(super) fn catalog(mut self, entries: &str) -> Self {
        self.catalog.push_str(entries);
        self
    }

    /// Entries of the page.
    pub(super) fn page(mut self, entries: &str) -> Self {
        self.page.push_str(entries);
        self
    }

    /// Entries of the page's resources, fonts aside.
    pub(super) fn resources(mut self, entries: &str) -> Self {
        self.resources.push_str(entries);
        self
    }

    /// Entries of the trailer.
    pub(super) fn trailer(mut self, entries: &str) -> Self {
        self.trailer.push_str(entries);
        self
    }

    /// An object; one of the same number is replaced.
    pub(super) fn object(mut self, number: u32, body: impl AsRef<[u8]>) -> Self {
        self.objects.retain(|(known, _)| *known != number);
        self.objects.push((number, body.as_ref().to_vec()));
        self
    }

    /// A stream object.
    pub(super) fn stream(self, number: u32, entries: &str, data: impl AsRef<[u8]>) -> Self {
        let data = data.as_ref();
        let mut body = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(number, body)
    }

    /// The file.
    pub(super) fn build(self) -> Vec<u8> {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog);
        let bounds = if self.page.contains("/MediaBox") {
            ""
        } else {
            "/MediaBox[0 0 600 800]"
        };
        let page = format!(
            "<</Type/Page/Parent 2 0 R{bounds}/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>{}>>{}>>",
            self.resources, self.page
        );
        let (content, trailer) = (self.content.clone(), self.trailer.clone());
        let has = |number: u32| self.objects.iter().any(|(known, _)| *known == number);
        let pages = (!has(2)).then_some("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        let mut built = self.object(1, catalog).object(3, page);
        if let Some(pages) = pages {
            built = built.object(2, pages);
        }
        let mut built = built.stream(4, "", content);
        built.objects.sort();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut xref = String::new();
        for (number, body) in &built.objects {
            xref.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let start = file.len();
        let size = built
            .objects
            .iter()
            .map(|(number, _)| number + 1)
            .max()
            .unwrap_or(1);
        file.extend_from_slice(
            format!(
                "xref\n0 1\n0000000000 65535 f \n{xref}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
            )
            .as_bytes(),
        );
        file
    }

    /// The opened file.
    pub(super) fn open(self) -> PdfFile {
        PdfFile::open(&self.build(), &[], &Limits::default()).expect("a readable file")
    }

    /// The first page.
    pub(super) fn read(self) -> PageContent {
        self.open().page(0)
    }

    /// The first page within limits.
    pub(super) fn read_within(self, limits: &Limits) -> PageContent {
        PdfFile::open(&self.build(), &[], limits)
            .expect("a readable file")
            .page(0)
    }
}

/// The page's characters.
pub(super) fn text(page: &PageContent) -> String {
    page.glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// The characters that a reader sees.
pub(super) fn seen(page: &PageContent) -> String {
    let seen = |glyph: &&Glyph| glyph.visibility == Visibility::Visible;
    page.glyphs
        .iter()
        .filter(seen)
        .map(|glyph| glyph.ch)
        .collect()
}

/// The codes of the page's remarks.
pub(super) fn codes(page: &PageContent) -> Vec<&str> {
    page.remarks.iter().map(|remark| remark.code).collect()
}

/// A rectangle rounded to tenths of a point.
pub(super) fn tenths(rect: crate::geometry::Rect) -> [i32; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|edge| (edge * 10.0).round() as i32)
}
