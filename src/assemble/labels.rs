//! Texts that are listed once with their pages: page headers and footers, column headings, goal labels.

use indexmap::IndexMap;

use crate::output::Sidtext;

/// Collects texts; equal ones become one entry with all its pages.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    texts: IndexMap<String, Vec<u32>>,
}

impl Labels {
    /// Notes a text on a page; empty texts are passed over.
    pub(crate) fn add(&mut self, text: &str, page: u32) {
        if !text.is_empty() {
            self.texts.entry(text.to_owned()).or_default().push(page);
        }
    }

    /// The texts in the order in which they were first seen.
    pub(crate) fn into_list(self) -> Vec<Sidtext> {
        let entry = |(text, mut sidor): (String, Vec<u32>)| {
            sidor.sort_unstable();
            Sidtext { text, sidor }
        };
        self.texts.into_iter().map(entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_an_entry_and_a_page_counts_each_time() {
        let mut labels = Labels::default();
        labels.add("Sid 2 (3)", 2);
        labels.add("Indikator", 3);
        labels.add("Indikator", 2);
        labels.add("Indikator", 3);
        let list = labels.into_list();
        assert_eq!(list[0].text, "Sid 2 (3)");
        assert_eq!(list[1].sidor, [2, 3, 3]);
    }
}
