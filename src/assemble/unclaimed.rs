//! Tables that look like rows and that no layout claims: the reader is told, and what a layout lacks.

use super::Assembler;
use super::lines::row_places;
use super::readtable::PartRow;
use super::rows::shorten;
use crate::block::{TableRow, merge_places};
use crate::diagnostics::Allvar;
use crate::grammar::Layouts;

impl Assembler<'_> {
    /// Tells of such a table.
    pub(super) fn tell_unclaimed(&mut self, head: &[TableRow], rows: &[PartRow<'_>], width: usize) {
        let reader = self.reader();
        let titles = reader.heading_texts(head, width);
        let body = |column: usize| -> Vec<String> {
            let rows = rows.iter().filter(|row| !row.is_heading);
            let texts = rows.map(|row| reader.heading_text(std::slice::from_ref(row.row), column));
            texts.collect()
        };
        if head.is_empty() || !self.layouts.looks_like_rows(&titles, &body) {
            return;
        }
        let titles: Vec<String> = titles
            .into_iter()
            .filter(|title| !title.is_empty())
            .collect();
        let nearest = nearest(self.layouts, &titles)
            .unwrap_or_else(|| "no layout has any of its headings".to_owned());
        let message = format!(
            "a table that looks like rows has no layout; its headings: {}; {nearest}",
            quoted(&titles)
        );
        let plats = head.iter().flat_map(row_places).collect::<Vec<_>>();
        self.remark(
            "tabell-utan-layout",
            Allvar::Varning,
            message,
            merge_places(&plats),
        );
    }
}

/// Which layout is nearest to these column titles, and what it has and lacks; `None` if none has any.
pub(super) fn nearest(layouts: &Layouts, titles: &[String]) -> Option<String> {
    let near = layouts.nearest_layout(titles)?;
    let lacks = if near.missing.is_empty() {
        "a column beside the name, or cells that hold what it says".to_owned()
    } else {
        near.missing.join(", ")
    };
    Some(format!(
        "the nearest is `{}`: it has {} and lacks {lacks}",
        near.layout,
        quoted(&near.known)
    ))
}

/// Texts in quotation marks, one after the other.
pub(super) fn quoted(texts: &[String]) -> String {
    let texts = texts.iter().map(|text| format!("\"{}\"", shorten(text)));
    texts.collect::<Vec<_>>().join(", ")
}
