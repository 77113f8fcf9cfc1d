//! The PDF reader: from bytes to what stands on each page, before anything is understood.
//!
//! [`PdfFile`] opens a file, [`PageReader`] reads its pages one by one into [`PageContent`]: glyphs, ruling lines, fills
//! and images, in points from the page's top left corner after `/Rotate` and `/CropBox`.
//!
//! ```
//! use namnd::limits::Limits;
//! use namnd::pdf::PdfFile;
//!
//! let error = PdfFile::open(b"no PDF", &[], &Limits::default()).unwrap_err();
//! assert_eq!(error.code(), "trasig");
//! ```
//!
//! The way of a page, and the folder of each step:
//!
//! 1. `file`: the file is opened (`document`), after a look at how large it becomes (`size_guard`), with a password
//!    (`passwords`), or rebuilt (`repair`). `hayro-syntax` parses it. What it says of itself is read here, too:
//!    `structure`, `info`. Where objects plainly stand, `table` and `element` read them: without, 16 PDFs take 1.06 of the
//!    instructions (plain elements 0.035, the table that spares a look at every object 0.02).
//! 2. `page/reader`: one page's streams are decoded (`file/streams`) and run.
//! 3. `content`: the `interpreter` runs the operators on a graphics `state`, with the page's `resources`, `forms`, `marks`
//!    and `layers`, and paints on a `canvas`; `annotations` come last. Instructions in `plain` writing are read without
//!    `hayro-syntax`: with it they take 1.21 of the instructions.
//! 4. `text`: a string becomes glyphs (`show`, `pen`), by what the `fonts` say of its `codes` (`unicode`).
//! 5. `graphics`: `painting` makes ruling lines and areas of `paths`, with `color` and `functions`; `images` are looked at
//!    by their `samples`.
//! 6. `page/finish`: accents join their letters (`accents`), what is drawn twice is there once (`doubles`), what a reader
//!    cannot see is found (`hidden`), and all becomes the [`PageContent`].
//!
//! What the reader promises:
//! - Every glyph is there, seen or not ([`Visibility`] tells), and every character that is a guess is marked as one.
//! - A broken or malicious file ends: operators, forms, saved states, glyphs, lines and decoded bytes of a page are
//!   counted against [`Limits`](crate::limits::Limits). What was read before a limit stays, and a [`Remark`] names the limit.
//! - A panic in a library costs the rest of one page and is a remark; nothing here recurses over the input's depth
//!   but forms, which a limit bounds.
//! - A page reads the same whichever pages were read before it and on however many threads.
//!
//! What it leaves out: the content of tiling patterns, soft masks and Type 3 glyphs; text boxes and fields without an
//! appearance (a remark says so); PostScript functions of colours (the ink's darkness stands in for the colour).

mod content;
mod file;
mod graphics;
mod page;
#[cfg(test)]
mod tests;
mod text;

pub use file::document::PdfFile;
pub use file::info::{OutlineItem, PdfInfo};
pub use file::structure::{StructKid, StructNode, StructTree};
pub use graphics::pictures::Picture;
pub use page::content::{
    Fill, FontId, FontInfo, Glyph, Image, MarkId, PageContent, Recognised, Rgb, Rule, RuleSource,
    Shape, Visibility, is_text_layer,
};
pub use page::reader::PageReader;
pub use page::remarks::{Remark, Severity};
