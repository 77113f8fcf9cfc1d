//! Characters counted: those of a text layer, and those of each part of an output.

use std::collections::BTreeMap;

use namnd::limits::Limits;
use namnd::output::{Avsnitt, Handling, Mal, Rad, Tabell};
use namnd::pdf::PdfFile;
use unicode_normalization::UnicodeNormalization as _;

/// How often each character stands, white space aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count(pub BTreeMap<char, i64>);

impl Count {
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        count.add(text, 1);
        count
    }

    pub fn add(&mut self, text: &str, times: usize) {
        for ch in text.nfc().filter(|ch| !ch.is_whitespace()) {
            // Symbol fonts put their bullet into the private use area.
            let ch = if ch == '\u{f0b7}' { '•' } else { ch };
            *self.0.entry(ch).or_default() += i64::try_from(times).unwrap();
        }
    }

    pub fn total(&self) -> u64 {
        self.0.values().sum::<i64>().try_into().unwrap()
    }

    /// Letters and digits only, in compatibility form: what two readers of one file must agree on.
    pub fn letters(&self) -> Self {
        let mut count = Self::default();
        for (ch, times) in &self.0 {
            for part in ch.nfkc().filter(|part| part.is_alphanumeric()) {
                *count.0.entry(part).or_default() += times;
            }
        }
        count
    }

    /// What stands here more often than there, and the other way.
    pub fn difference(&self, other: &Self) -> (Self, Self) {
        let more = |a: &Self, b: &Self| {
            let mut count = Self::default();
            for (ch, times) in &a.0 {
                let rest = times - b.0.get(ch).copied().unwrap_or_default();
                if rest > 0 {
                    count.0.insert(*ch, rest);
                }
            }
            count
        };
        (more(self, other), more(other, self))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The text layer of a PDF, page by page, as the page reader sees it.
pub fn text_layer(bytes: &[u8]) -> Count {
    let file = PdfFile::open(bytes, &[], &Limits::default()).unwrap();
    let reader = file.reader();
    let mut count = Count::default();
    for index in 0..file.page_count() {
        let text: String = reader
            .page(index)
            .glyphs
            .iter()
            .map(|glyph| glyph.ch)
            .collect();
        count.add(&text, 1);
    }
    count
}

/// What each account of `redovisning` holds in the output itself.
#[derive(Debug, Default)]
pub struct Accounts {
    pub poster: Count,
    pub avsnitt: Count,
    pub tabeller: Count,
    pub sidtexter: Count,
    pub etiketter: Count,
    pub overstruket: Count,
    pub otolkat: Count,
}

impl Accounts {
    pub fn of(output: &Handling) -> Self {
        let mut all = Self::default();
        output.mal.iter().for_each(|goal| all.goal(goal));
        all.rows(&output.indikatorer);
        all.rows(&output.aktiviteter);
        all.sections(&output.avsnitt);
        all.tables(&output.tabeller);
        for text in &output.sidtexter {
            all.sidtexter.add(&text.text, text.plats.len());
        }
        for text in &output.etiketter {
            all.etiketter.add(&text.text, text.plats.len());
        }
        for text in &output.overstruket {
            all.overstruket.add(&text.text, 1);
        }
        for text in &output.otolkat {
            all.otolkat.add(&text.text, 1);
        }
        all
    }

    /// All accounts together.
    pub fn sum(&self) -> Count {
        let mut sum = Count::default();
        for (_, count) in self.named() {
            for (ch, times) in &count.0 {
                *sum.0.entry(*ch).or_default() += times;
            }
        }
        sum
    }

    pub fn named(&self) -> [(&'static str, &Count); 7] {
        [
            ("poster", &self.poster),
            ("avsnitt", &self.avsnitt),
            ("tabeller", &self.tabeller),
            ("sidtexter", &self.sidtexter),
            ("etiketter", &self.etiketter),
            ("overstruket", &self.overstruket),
            ("otolkat", &self.otolkat),
        ]
    }

    fn goal(&mut self, goal: &Mal) {
        self.poster
            .add(goal.nummer.as_deref().unwrap_or_default(), 1);
        self.poster.add(&goal.titel, 1);
        if let Some(status) = &goal.status {
            self.poster.add(&status.text, 1);
            if let Some(symbol) = status.symbol.as_ref().filter(|s| s.form == "tecken") {
                self.poster.add(symbol.alt.as_deref().unwrap_or(""), 1);
            }
        }
        self.sections(&goal.avsnitt);
        self.rows(&goal.indikatorer);
        self.rows(&goal.aktiviteter);
        self.tables(&goal.tabeller);
        goal.mal.iter().for_each(|goal| self.goal(goal));
    }

    fn rows(&mut self, rows: &[Rad]) {
        for row in rows {
            self.poster.add(&row.namn, 1);
            // A sign of a font is a letter of the text layer, an image's alternative text is not.
            for symbol in row.symboler.iter().filter(|s| s.form == "tecken") {
                self.poster.add(symbol.alt.as_deref().unwrap_or(""), 1);
            }
            for value in row.varden.values().flatten() {
                self.poster.add(&value.text, 1);
                value.noter.iter().for_each(|mark| self.poster.add(mark, 1));
            }
            for text in [&row.analys, &row.kommentar].into_iter().flatten() {
                self.poster.add(text, 1);
            }
        }
    }

    fn sections(&mut self, sections: &[Avsnitt]) {
        for section in sections {
            self.avsnitt
                .add(section.rubrik.as_deref().unwrap_or_default(), 1);
            for paragraph in &section.stycken {
                self.avsnitt.add(&paragraph.text, 1);
            }
        }
    }

    /// A table's `rubrik` is a copy: its text stands in a section or in `huvud`.
    fn tables(&mut self, tables: &[Tabell]) {
        for cell in tables.iter().flat_map(Tabell::grid).flatten().flatten() {
            self.tabeller.add(&cell.text, 1);
            cell.noter
                .iter()
                .for_each(|mark| self.tabeller.add(mark, 1));
        }
    }
}
