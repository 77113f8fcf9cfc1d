//! The built-in lexicon: `cargo test --test lexicon -- --ignored` makes `src/lexicon/svenska.fst` from its sources.
//!
//! Needs tesseract's Swedish data (Debian's `tesseract-ocr-swe`) and its tools `combine_tessdata` and `dawg2wordlist`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use fst::MapBuilder;
use namnd::lexicon::{FIRST, LAST, USUAL, WORD};

/// The binary holds it, so it stays small.
const MOST_BYTES: u64 = 2_000_000;
/// Letters of a form of the web's word list at least: shorter ones are too often abbreviations and foreign words.
const LEAST_LETTERS: usize = 4;
/// Different words that a beginning stands before in the list at least to be a compound's first part.
const FIRST_OF: usize = 3;
/// The same for one that is no word itself, with or without a linking `s`.
const BOUND_FIRST_OF: usize = 8;
/// Different first parts that an end follows at least to end other compounds too.
const LAST_OF: usize = 2;
/// Words that stand behind others in every sentence, and end no compound.
const OFTEN_LAST: [&str; 8] = ["att", "och", "som", "med", "till", "den", "det", "inte"];
/// Letters of a word before one of those at least.
const LEAST_BEFORE: usize = 3;
/// Endings of nouns that link with an `s` to what follows.
const LINKED: [&str; 13] = [
    "ning", "het", "tion", "sion", "skap", "nad", "dom", "else", "ling", "ring", "itet", "ande",
    "ende",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon")
}

#[derive(Default)]
struct Forms(BTreeMap<String, u64>);

impl Forms {
    fn add(&mut self, form: &str, flags: u64) {
        *self.0.entry(form.to_owned()).or_default() |= flags;
    }

    fn all(&mut self, stem: &str, endings: &[&str]) {
        for ending in endings {
            self.add(&format!("{stem}{ending}"), WORD | LAST);
        }
    }

    /// The forms of a noun of our own.
    fn noun(&mut self, stem: &str, kind: &str) {
        let cut = |letter: char| stem.strip_suffix(letter);
        match (kind, cut('a'), cut('e')) {
            ("en-ar", ..) => self.all(stem, &["", "en", "ar", "arna"]),
            ("a-or", Some(short), _) => self.all(short, &["a", "an", "or", "orna"]),
            ("are-n", _, Some(short)) => self.all(short, &["e", "en", "na"]),
            ("a-or", _, Some(_)) => self.all(stem, &["", "n", "r", "rna"]),
            ("et-0", _, Some(_)) => self.all(stem, &["", "t", "n", "na"]),
            ("et-0", ..) => self.all(stem, &["", "et", "en"]),
            ("s-er" | "are-n" | "a-or", ..) => self.all(stem, &["", "en", "er", "erna"]),
            _ => panic!("no such endings: {kind}"),
        }
        self.add(stem, FIRST);
        if LINKED.iter().any(|end| stem.ends_with(end)) {
            self.add(&format!("{stem}s"), FIRST);
        }
    }
}

/// The words that we wrote.
fn own(forms: &mut Forms) {
    let text = std::fs::read_to_string(folder().join("forvaltning.txt")).unwrap();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (kind, words) = line.split_once(": ").expect("KIND: WORDS");
        for word in words.split_whitespace() {
            match kind {
                "kort" => forms.add(word, WORD | USUAL),
                "ord" => forms.add(word, WORD | LAST),
                "bit" | "ensam" => {}
                "led" => forms.add(word, FIRST),
                "ort" => {
                    forms.all(word, &["", "are", "aren", "arna"]);
                    forms.add(word, FIRST);
                    forms.add(&format!("{word}s"), FIRST);
                }
                kind => forms.noun(word, kind),
            }
        }
    }
}

/// Tesseract's Swedish word list, as its tools tell it.
fn list() -> Vec<String> {
    let place = std::env::var("TESSDATA_PREFIX")
        .unwrap_or_else(|_| "/usr/share/tesseract-ocr/5/tessdata".to_owned());
    let work = tempfile::tempdir().unwrap();
    let at = |name: &str| work.path().join(name);
    let run = |program: &str, words: &[&std::ffi::OsStr]| {
        let done = Command::new(program)
            .args(words)
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(
            done.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    let data = Path::new(&place).join("swe.traineddata");
    run(
        "combine_tessdata",
        &["-u".as_ref(), data.as_ref(), at("swe.").as_ref()],
    );
    run(
        "dawg2wordlist",
        &[
            at("swe.lstm-unicharset").as_ref(),
            at("swe.lstm-word-dawg").as_ref(),
            at("words").as_ref(),
        ],
    );
    let words = std::fs::read_to_string(at("words")).unwrap();
    words.lines().map(str::to_owned).collect()
}

/// Forms in small letters that are Swedish by their letters.
fn plain(words: &[String]) -> BTreeSet<&str> {
    let swedish = |word: &&str| {
        word.chars()
            .all(|c| matches!(c, 'a'..='z' | 'å' | 'ä' | 'ö' | 'é' | 'ü'))
    };
    let long = |word: &&str| word.chars().count() >= LEAST_LETTERS;
    words
        .iter()
        .map(String::as_str)
        .filter(swedish)
        .filter(long)
        .collect()
}

/// Which beginnings and ends the list's own compounds have.
fn parts(words: &BTreeSet<&str>, forms: &mut Forms) {
    let letters = |part: &str| part.chars().count();
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        for (at, _) in word.char_indices() {
            let (first, last) = word.split_at(at);
            if letters(first) >= LEAST_LETTERS && words.contains(last) {
                *firsts.entry(first).or_default() += 1;
            }
        }
    }
    let known = |first: &str| {
        words.contains(first)
            || first
                .strip_suffix('s')
                .is_some_and(|stem| words.contains(stem))
    };
    firsts.retain(|first, count| {
        *count
            >= if known(first) {
                FIRST_OF
            } else {
                BOUND_FIRST_OF
            }
    });
    let mut lasts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        for (at, _) in word.char_indices() {
            let (first, last) = word.split_at(at);
            if words.contains(last)
                && (firsts.contains_key(first)
                    || forms.0.get(first).is_some_and(|flags| flags & FIRST != 0))
            {
                *lasts.entry(last).or_default() += 1;
            }
        }
    }
    for first in firsts.keys() {
        forms.add(first, FIRST);
    }
    for (last, _) in lasts.iter().filter(|(_, count)| **count >= LAST_OF) {
        forms.add(last, LAST);
    }
    for word in words {
        forms.add(word, WORD);
        if LINKED.iter().any(|end| word.ends_with(end)) {
            forms.add(&format!("{word}s"), FIRST);
        }
        // One who does something: `brukare`, `brukarundersökning`.
        if let Some(doer) = word.strip_suffix("are") {
            forms.add(&format!("{doer}ar"), FIRST);
        }
    }
}

/// The words of a line of ours.
fn ours(kind: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder().join("forvaltning.txt")).unwrap();
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix(kind)?.strip_prefix(": "));
    lines
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect()
}

/// Two words that somebody forgot to part (`föratt`).
fn run_together(forms: &Forms) -> Vec<String> {
    let (own, short) = (ours("ord"), ours("kort"));
    let word = |form: &str| forms.0.get(form).is_some_and(|flags| flags & WORD != 0);
    let parts = |form: &&String| {
        OFTEN_LAST.iter().any(|last| {
            let first = form.strip_suffix(last);
            first.is_some_and(|first| first.chars().count() >= LEAST_BEFORE && word(first))
        })
    };
    let listed = forms
        .0
        .keys()
        .filter(|form| !own.contains(*form) && !short.contains(*form));
    listed.filter(parts).cloned().collect()
}

/// Takes away what is no word by itself: pieces, and a noun with the `s` that links it to the next part.
fn pieces(forms: &mut Forms) {
    let (bits, words) = (ours("bit"), ours("ord"));
    let linked = |form: &str, flags: u64| {
        let stem = form.strip_suffix('s').and_then(|stem| forms.0.get(stem));
        flags & FIRST != 0 && stem.is_some_and(|stem| stem & WORD != 0)
    };
    let none: Vec<String> = forms
        .0
        .iter()
        .filter(|(form, flags)| bits.contains(*form) || linked(form, **flags))
        .filter(|(form, _)| !words.contains(*form))
        .map(|(form, _)| form.clone())
        .collect();
    let run_together = run_together(forms);
    for form in none.into_iter().chain(run_together) {
        let flags = if bits.contains(&form) { 0 } else { !WORD };
        forms.0.entry(form).and_modify(|own| *own &= flags);
    }
    for form in ours("ensam") {
        let flags = forms.0.entry(form).or_default();
        *flags = (*flags | WORD | USUAL) & !LAST;
    }
    forms.0.retain(|_, flags| *flags != 0);
}

#[test]
#[ignore = "makes src/lexicon/svenska.fst"]
fn make() {
    let mut forms = Forms::default();
    own(&mut forms);
    let words = list();
    parts(&plain(&words), &mut forms);
    pieces(&mut forms);
    let mut builder = MapBuilder::memory();
    for (form, flags) in &forms.0 {
        builder.insert(form, *flags).unwrap();
    }
    let bytes = builder.into_inner().unwrap();
    println!("{} forms, {} bytes", forms.0.len(), bytes.len());
    std::fs::write(folder().join("svenska.fst"), bytes).unwrap();
}

#[test]
fn it_is_small() {
    let size = std::fs::metadata(folder().join("svenska.fst"))
        .unwrap()
        .len();
    assert!(size < MOST_BYTES, "{size} bytes");
}

/// How texts are read: `NAMND_WORDS="verksamh eten" cargo test --test lexicon say -- --ignored --nocapture`.
#[test]
#[ignore = "tells how the texts of NAMND_WORDS are read"]
fn say() {
    let lexicon = namnd::lexicon::Lexicon::Swedish;
    for word in std::env::var("NAMND_WORDS").unwrap_or_default().split(' ') {
        println!(
            "{word}: {:?}, begins compounds: {}",
            lexicon.reading(word),
            lexicon.begins(word)
        );
    }
}
