//! Texts that are listed once with their places: page headers and footers, column headings, goal labels.

use indexmap::IndexMap;

use crate::block::Line;
use crate::output::{Etikett, Plats};

use super::lines::places;

/// Collects texts; equal ones become one entry with a place for each time they stand.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    texts: IndexMap<String, Vec<Plats>>,
}

impl Labels {
    /// Notes a text that these lines say; empty texts are passed over. One that goes on over a page break stands where it
    /// begins.
    pub(crate) fn add(&mut self, text: &str, lines: &[Line]) {
        if let Some(place) = places(lines)
            .into_iter()
            .next()
            .filter(|_| !text.is_empty())
        {
            self.texts.entry(text.to_owned()).or_default().push(place);
        }
    }

    /// The texts in the order in which they were first seen, each with its places by page.
    pub(crate) fn into_texts(self) -> impl Iterator<Item = (String, Vec<Plats>)> {
        self.texts.into_iter().map(|(text, mut places)| {
            places.sort_by_key(|place| match place {
                Plats::Sida { sida, .. } => *sida,
                Plats::Rader { rad: [first, _] } => *first,
            });
            (text, places)
        })
    }

    /// The texts as labels.
    pub(crate) fn into_list(self) -> Vec<Etikett> {
        let label = |(text, plats)| Etikett { text, plats };
        self.into_texts().map(label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Place;

    #[test]
    fn equal_texts_share_an_entry_and_have_a_place_each_time() {
        let mut labels = Labels::default();
        for (text, row) in [("Sid 2 (3)", 2), ("Indikator", 3), ("Indikator", 2)] {
            let line = Line {
                place: Place::Row(row),
                ..Line::of(text)
            };
            labels.add(text, &[line]);
        }
        let list = labels.into_list();
        assert_eq!(list[0].text, "Sid 2 (3)");
        let rows = [[2, 2], [3, 3]].map(|rad| Plats::Rader { rad });
        assert_eq!(list[1].plats, rows);
    }
}
