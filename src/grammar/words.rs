//! The words of a layout file, checked: vocabularies, statuses, cues.

use toml::Spanned;

use super::cell::Phrase;
use super::cue::{Cue, CueForm};
use super::error::Problem;
use super::file;
use super::fold::letters;
use super::layer::{REST, Reader, insert};
use super::mark::{MarkWord, UnknownColor};

/// What is wrong with a phrase of a cue.
fn cue_problem(form: CueForm, text: &str) -> Option<Problem> {
    let spaced = text.split(' ').any(str::is_empty) || text.contains(['\t', '\n']);
    let found = text.to_owned();
    match form {
        _ if spaced => Some(Problem::Phrase(found)),
        CueForm::Label if !text.starts_with(char::is_uppercase) => Some(Problem::CueLabel(found)),
        CueForm::Ending if !text.chars().all(char::is_alphabetic) => Some(Problem::Ending(found)),
        CueForm::Heading if letters(text).is_empty() => Some(Problem::NoLetters(found)),
        _ => None,
    }
}

impl Reader<'_> {
    /// The letters of a status: words, or a sentence's beginning and end with `…` between.
    pub(crate) fn verdict(&mut self, written: &Spanned<String>) -> Option<String> {
        if MarkWord::new(written.get_ref()).is_some() {
            return self.phrase(written).map(|(normal, _)| normal);
        }
        let Some((begin, end)) = written.get_ref().split_once(REST) else {
            return self.words(written);
        };
        let (begin, end) = (letters(begin), letters(end));
        if begin.is_empty() || end.is_empty() {
            let problem = Problem::Verdict(written.get_ref().clone());
            self.tell(written.span().start, problem);
            return None;
        }
        Some(format!("{begin}{REST}{end}"))
    }

    /// Reads the phrases of a cue.
    pub(crate) fn cue(&mut self, cue: Cue, written: &Spanned<Vec<Spanned<String>>>) {
        if written.get_ref().is_empty() {
            self.tell(written.span().start, Problem::Empty(cue.word()));
        }
        for phrase in written.get_ref() {
            let text = phrase.get_ref();
            let problem = if text.contains(['{', '}']) {
                Some(Problem::NoPlaceholder(text.clone()))
            } else {
                cue_problem(cue.form(), text)
            };
            if let Some(problem) = problem {
                self.tell(phrase.span().start, problem);
                continue;
            }
            let mut phrases = self.layer.cues.remove(&cue).unwrap_or_default();
            let entry = self.entry((), phrase);
            let key = cue.compared(text);
            let added = insert(&mut phrases, key, entry, "cue", |()| String::new());
            self.check(phrase, added);
            self.layer.cues.insert(cue, phrases);
        }
    }

    /// A phrase of a vocabulary with its normal form: a mark, or a pattern.
    fn phrase(&mut self, written: &Spanned<String>) -> Option<(String, Phrase)> {
        match MarkWord::new(written.get_ref()) {
            Some(Ok(mark)) => Some((mark.normal(), Phrase::Mark(mark))),
            Some(Err(UnknownColor(found))) => {
                self.tell(written.span().start, Problem::Color(found));
                None
            }
            None => {
                let pattern = self.pattern(written)?;
                Some((pattern.normal(), Phrase::Pattern(pattern)))
            }
        }
    }

    pub(crate) fn vocabulary(&mut self, list: &Spanned<String>, words: &file::Words) {
        if !self.name(list, '_') {
            return;
        }
        // In the file's order, so that an error is told where the second one stands.
        let mut words: Vec<_> = words.iter().collect();
        words.sort_by_key(|(word, _)| word.span().start);
        let mut map = self.layer.words.remove(list.get_ref()).unwrap_or_default();
        for (word, phrases) in words {
            if !self.name(word, '_') {
                continue;
            }
            for phrase in phrases {
                let Some((key, meaning)) = self.phrase(phrase) else {
                    continue;
                };
                let entry = self.entry((meaning, word.get_ref().clone()), phrase);
                let old = map
                    .get(&key)
                    .map(|old| (old.value.1.clone(), old.place(), old.file == entry.file));
                match old {
                    None => {
                        map.insert(key, entry);
                    }
                    Some((first, at, _)) if first != *word.get_ref() => {
                        let problem = Problem::Conflict {
                            what: "word",
                            found: phrase.get_ref().clone(),
                            second: word.get_ref().clone(),
                            first,
                            at,
                        };
                        self.tell(phrase.span().start, problem);
                    }
                    // The same meaning from another file is no error.
                    Some((_, _, false)) => {}
                    Some((_, first, true)) => {
                        let found = phrase.get_ref().clone();
                        let what = "word";
                        self.tell(phrase.span().start, Problem::Twice { what, found, first });
                    }
                }
            }
        }
        // A list without words is none.
        if !map.is_empty() {
            self.layer.words.insert(list.get_ref().clone(), map);
        }
    }
}
