//! Cues: the words by which parts of a document are told that no layout describes (`[ledord]`): labels of the front
//! page, ends of names, units in column titles, words around page numbers, words that never end a title.

use std::collections::BTreeMap;

use super::fold::letters;

/// What the words of a cue tell.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Cue {
    /// Label of the officials' names.
    Handlaggare,
    /// Label of the committee that a document is addressed to.
    Mottagare,
    /// Label that ends the officials' block.
    Blockslut,
    /// Label of the unit.
    Enhet,
    /// Label of a meeting's day.
    Sammantrade,
    /// Label of the registration number.
    Diarienummer,
    /// Title of the column of cases in a notice, and the word before a case's number: `Ärende 3`.
    Arende,
    /// Heading above the numbered decisions.
    Beslut,
    /// Label of the kind of document.
    Dokumenttyp,
    /// Label of the committee that decides.
    Instans,
    /// Label of the document's day.
    Datum,
    /// Label of the time that a document is in force.
    Giltighet,
    /// Heading above what was decided.
    Beslutat,
    /// Heading above what a committee proposes to another one: all that its protocol decides, where nothing else is.
    Foreslaget,
    /// Heading that ends the decisions.
    Beslutsslut,
    /// Verb of a decision: `noteras`.
    Beslutsverb,
    /// Heading of a part of a document: never its title.
    Ingentitel,
    /// What the names of organisations end with that are no committees.
    Organisationsslut,
    /// Heading above the table of contents.
    Innehall,
    /// Before a telephone number.
    Telefon,
    /// Before an e-mail address.
    Epost,
    /// Before the number of a post-office box.
    Postbox,
    /// Top-level domain of a web address.
    Doman,
    /// What the names of committees and boards end with.
    Namndslut,
    /// What the names of units end with.
    Enhetsslut,
    /// Between a title's kind of document and whose it is.
    Galler,
    /// Between two names.
    Och,
    /// Small word within a name.
    Namnled,
    /// Unit that a column title names instead of the cells.
    Kolumnenhet,
    /// Unit of money, which may follow a column title's words with no sign between.
    Penningenhet,
    /// Begins the row of a table that adds up the others.
    Summa,
    /// Before a page number.
    Sida,
    /// Between a page number and the number of pages.
    Sidantal,
    /// Binds what follows: no title ends with it.
    Bindeord,
    /// Opens a phrase: a title seldom ends with it.
    Preposition,
    /// Joins two compounds: never the second half of a broken word.
    Samordnande,
    /// Before the number in a caption of a table or a figure.
    Bildtext,
    /// Begins a note or a source below a table.
    Tabellnot,
}

/// How the words of a cue are written and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueForm {
    /// Begins with a capital; compared as written.
    Label,
    /// Compared in small letters.
    Words,
    /// The end of one word; compared in small letters.
    Ending,
    /// Compared by letters only, as all headings are.
    Heading,
}

impl Cue {
    /// All cues.
    pub const ALL: &'static [Self] = &[
        Self::Handlaggare,
        Self::Mottagare,
        Self::Blockslut,
        Self::Enhet,
        Self::Sammantrade,
        Self::Diarienummer,
        Self::Arende,
        Self::Beslut,
        Self::Dokumenttyp,
        Self::Instans,
        Self::Datum,
        Self::Giltighet,
        Self::Beslutat,
        Self::Foreslaget,
        Self::Beslutsslut,
        Self::Beslutsverb,
        Self::Ingentitel,
        Self::Organisationsslut,
        Self::Innehall,
        Self::Telefon,
        Self::Epost,
        Self::Postbox,
        Self::Doman,
        Self::Namndslut,
        Self::Enhetsslut,
        Self::Galler,
        Self::Och,
        Self::Namnled,
        Self::Kolumnenhet,
        Self::Penningenhet,
        Self::Summa,
        Self::Sida,
        Self::Sidantal,
        Self::Bindeord,
        Self::Preposition,
        Self::Samordnande,
        Self::Bildtext,
        Self::Tabellnot,
    ];

    /// Its key in `[ledord]`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Handlaggare => "handlaggare",
            Self::Mottagare => "mottagare",
            Self::Blockslut => "blockslut",
            Self::Enhet => "enhet",
            Self::Sammantrade => "sammantrade",
            Self::Diarienummer => "diarienummer",
            Self::Arende => "arende",
            Self::Beslut => "beslut",
            Self::Dokumenttyp => "dokumenttyp",
            Self::Instans => "instans",
            Self::Datum => "datum",
            Self::Giltighet => "giltighet",
            Self::Beslutat => "beslutat",
            Self::Foreslaget => "foreslaget",
            Self::Beslutsslut => "beslutsslut",
            Self::Beslutsverb => "beslutsverb",
            Self::Ingentitel => "ingentitel",
            Self::Organisationsslut => "organisationsslut",
            Self::Innehall => "innehall",
            Self::Telefon => "telefon",
            Self::Epost => "epost",
            Self::Postbox => "postbox",
            Self::Doman => "doman",
            Self::Namndslut => "namndslut",
            Self::Enhetsslut => "enhetsslut",
            Self::Galler => "galler",
            Self::Och => "och",
            Self::Namnled => "namnled",
            Self::Kolumnenhet => "kolumnenhet",
            Self::Penningenhet => "penningenhet",
            Self::Summa => "summa",
            Self::Sida => "sida",
            Self::Sidantal => "sidantal",
            Self::Bindeord => "bindeord",
            Self::Preposition => "preposition",
            Self::Samordnande => "samordnande",
            Self::Bildtext => "bildtext",
            Self::Tabellnot => "tabellnot",
        }
    }

    pub(crate) fn form(self) -> CueForm {
        match self {
            Self::Handlaggare
            | Self::Mottagare
            | Self::Blockslut
            | Self::Enhet
            | Self::Dokumenttyp
            | Self::Instans
            | Self::Datum
            | Self::Giltighet
            | Self::Sammantrade => CueForm::Label,
            Self::Namndslut | Self::Enhetsslut | Self::Organisationsslut => CueForm::Ending,
            Self::Innehall | Self::Ingentitel | Self::Beslutsslut => CueForm::Heading,
            _ => CueForm::Words,
        }
    }

    /// A phrase as it is compared.
    pub(crate) fn compared(self, phrase: &str) -> String {
        match self.form() {
            CueForm::Label => phrase.to_owned(),
            CueForm::Words | CueForm::Ending => phrase.to_lowercase(),
            CueForm::Heading => letters(phrase),
        }
    }
}

/// The phrases of all cues.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Cues {
    /// As they are compared, the longest first: `Sidan` before `Sida`.
    phrases: BTreeMap<Cue, Vec<String>>,
}

impl Cues {
    pub(crate) fn new(phrases: impl IntoIterator<Item = (Cue, Vec<String>)>) -> Self {
        let longest_first = |(cue, mut phrases): (Cue, Vec<String>)| {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            (cue, phrases)
        };
        Self {
            phrases: phrases.into_iter().map(longest_first).collect(),
        }
    }

    /// The phrases of a cue as they are compared, the longest first: labels as written, headings by their letters, all
    /// else in small letters.
    #[must_use]
    pub fn phrases(&self, cue: Cue) -> &[String] {
        self.phrases.get(&cue).map_or(&[], Vec::as_slice)
    }

    /// Whether the whole text is a phrase of the cue.
    #[must_use]
    pub fn is(&self, cue: Cue, text: &str) -> bool {
        self.has(cue, &cue.compared(text))
    }

    /// Whether a text that is in small letters already, or a label, is a phrase of the cue as it stands.
    #[must_use]
    pub fn has(&self, cue: Cue, text: &str) -> bool {
        self.phrases(cue).iter().any(|phrase| phrase == text)
    }

    /// What stands after the phrase that a text begins with as it stands: after the longest one.
    #[must_use]
    pub fn after<'t>(&self, cue: Cue, text: &'t str) -> Option<&'t str> {
        let mut phrases = self.phrases(cue).iter();
        phrases.find_map(|phrase| text.strip_prefix(phrase.as_str()))
    }

    /// Whether a text begins with a phrase of the cue, in capitals or not.
    #[must_use]
    pub fn begins(&self, cue: Cue, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut phrases = self.phrases(cue).iter();
        phrases.any(|phrase| text.starts_with(&phrase.to_lowercase()))
    }

    /// What stands after a label and the colon behind it, or after the label alone: `Datum: 2026-05-20`. `Datumet` and
    /// `Datum som` begin with no label.
    #[must_use]
    pub fn value<'t>(&self, cue: Cue, line: &'t str) -> Option<&'t str> {
        let rest = self.after(cue, line)?.trim_start();
        match rest.strip_prefix(':') {
            Some(value) => Some(value.trim()),
            None => rest.is_empty().then_some(""),
        }
    }

    /// Whether a word ends with a phrase of the cue.
    #[must_use]
    pub fn ends(&self, cue: Cue, word: &str) -> bool {
        let word = word.to_lowercase();
        let mut phrases = self.phrases(cue).iter();
        phrases.any(|phrase| word.ends_with(phrase.as_str()))
    }

    /// Whether a text begins with a heading of the cue, by letters.
    #[must_use]
    pub fn heads(&self, cue: Cue, text: &str) -> bool {
        let letters = letters(text);
        let mut phrases = self.phrases(cue).iter();
        phrases.any(|phrase| letters.starts_with(phrase.as_str()))
    }

    /// Whether a phrase of the cue may begin with the character, a capital or not: cheap to ask first.
    #[must_use]
    pub fn may_begin(&self, cue: Cue, first: char) -> bool {
        let small = first.to_lowercase().next();
        let mut phrases = self.phrases(cue).iter();
        phrases.any(|phrase| phrase.chars().next().and_then(|c| c.to_lowercase().next()) == small)
    }

    /// The two sides of the first phrase of the cue that stands in a text as words of its own.
    #[must_use]
    pub fn split<'t>(&self, cue: Cue, text: &'t str) -> Option<(&'t str, &'t str)> {
        let found = self.phrases(cue).iter().filter_map(|phrase| {
            let spaced = format!(" {phrase} ");
            text.split_once(spaced.as_str())
        });
        found.min_by_key(|(before, _)| before.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layouts;
    use super::*;

    #[test]
    fn phrases_are_compared_as_their_form_says() {
        let layouts = Layouts::builtin();
        let cues = layouts.cues();
        assert_eq!(
            cues.after(Cue::Handlaggare, "Handläggare: Bo Ask"),
            Some(": Bo Ask")
        );
        assert_eq!(cues.after(Cue::Handlaggare, "handläggare: Bo Ask"), None);
        assert!(cues.is(Cue::Kolumnenhet, "KVM") && !cues.is(Cue::Kolumnenhet, "mnkr"));
        assert!(
            cues.ends(Cue::Namndslut, "STADSDELSNÄMNDEN") && !cues.ends(Cue::Namndslut, "nämnda")
        );
        assert!(cues.is(Cue::Innehall, "INNEHÅLL:") && cues.heads(Cue::Innehall, "Innehåll 2 (9)"));
        assert_eq!(
            cues.split(Cue::Galler, "Verksamhetsplan för nämnden för kultur"),
            Some(("Verksamhetsplan", "nämnden för kultur"))
        );
        assert!(cues.may_begin(Cue::Diarienummer, 'D') && !cues.may_begin(Cue::Diarienummer, 'e'));
    }

    #[test]
    fn a_key_is_the_word_of_its_cue() {
        let cue = |word: &str| serde_json::from_str::<Cue>(&format!("\"{word}\"")).unwrap();
        for name in Layouts::builtin().cues().phrases.keys() {
            assert_eq!(cue(name.word()), *name);
        }
    }

    #[test]
    fn every_cue_has_words_built_in() {
        // The enum's last member closes the row: all before it are asked for too.
        let layouts = Layouts::builtin();
        assert_eq!(layouts.cues().phrases.len(), Cue::Tabellnot as usize + 1);
    }
}
