//! Invented Swedish: words from a list, compounds of it, words from syllables, numbers with units, dates.

use proptest::prelude::*;
use proptest::sample::select;

/// Words that stand in any sentence.
const COMMON: &[&str] = &[
    "och", "att", "det", "som", "en", "på", "är", "av", "för", "med", "till", "den", "har", "de",
    "inte", "om", "ett", "men", "var", "sig", "så", "vid", "kan", "när", "under", "även", "mellan",
    "sina", "alla", "fler", "över", "genom",
];

/// Words of the subject.
const SUBJECT: &[&str] = &[
    "parkerna",
    "besökare",
    "gångvägar",
    "lekplatser",
    "trivsel",
    "samverkan",
    "föreningar",
    "ungdomar",
    "invånare",
    "trygghet",
    "personal",
    "utbildning",
    "måltider",
    "lokaler",
    "bibliotek",
    "fritid",
    "kultur",
    "omsorg",
    "stöd",
    "insatser",
    "boende",
    "vägledning",
    "granskning",
    "återbruk",
    "energi",
    "planering",
    "enheten",
    "arbetet",
    "verksamheten",
    "kvalitet",
    "utvecklas",
    "erbjuds",
    "minskar",
    "förbättras",
    "genomförs",
    "används",
    "deltar",
    "möter",
    "välkomnas",
    "planerar",
    "odlingslotter",
    "skolgårdar",
    "näridrott",
    "dagverksamhet",
    "hemtjänst",
    "budskap",
    "ledare",
    "grannar",
    "kunskap",
    "språk",
    "barn",
    "äldre",
    "familjer",
    "andel",
    "antal",
    "nöjda",
    "genomförda",
    "trygga",
    "gröna",
    "rena",
    "lokala",
    "öppna",
    "god",
    "hög",
    "tidiga",
];

/// First and last parts of compounds.
const FIRST: &[&str] = &[
    "park",
    "skol",
    "park",
    "vatten",
    "bostads",
    "kvällsöppet",
    "grannskaps",
    "trygghets",
    "sommar",
    "ungdoms",
    "lokal",
    "kök",
    "trädgårds",
    "natur",
    "frivillig",
];
const LAST: &[&str] = &[
    "plan",
    "arbete",
    "besök",
    "grupper",
    "projekt",
    "mätning",
    "analysen",
    "dialoger",
    "stödet",
    "insatserna",
    "programmet",
    "utvecklingen",
    "samordnare",
    "verksamheter",
];

const ONSET: &[&str] = &[
    "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "br", "gr", "kl", "st",
    "tr", "sp",
];
const VOWEL: &[&str] = &["a", "e", "i", "o", "u", "å", "ä", "ö"];
const CODA: &[&str] = &["", "", "n", "r", "l", "s", "t", "nd", "rk", "ng"];

/// Capitalised beginnings of sentences and names.
const BEGIN: &[&str] = &[
    "Andel",
    "Antal",
    "Nöjda",
    "Trygga",
    "Alla",
    "Fler",
    "Ta",
    "Skapa",
    "Öppna",
    "Bygga",
    "Parkerna",
    "Enheten",
    "Samverkan",
    "Barn",
    "Ungdomar",
    "Åtgärder",
    "Genomföra",
    "Utveckla",
    "Invånarna",
    "Nya",
];

fn syllables() -> impl Strategy<Value = String> {
    let syllable = (select(ONSET), select(VOWEL), select(CODA));
    prop::collection::vec(syllable, 2..5).prop_map(|parts| {
        parts
            .iter()
            .map(|(onset, vowel, coda)| format!("{onset}{vowel}{coda}"))
            .collect()
    })
}

fn name() -> impl Strategy<Value = String> {
    syllables().prop_map(|word| capital(&word))
}

/// The word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A word or a short run of words that belong together.
fn word() -> BoxedStrategy<String> {
    let plain = |words: &'static [&'static str]| select(words).prop_map(str::to_owned);
    let hyphened = prop_oneof![
        Just("IT-stöd".to_owned()),
        Just("LSS-boende".to_owned()),
        Just("vård- och omsorgsboende".to_owned()),
        Just("skol- och fritidsplan".to_owned()),
        (name(), name()).prop_map(|(a, b)| format!("{a}-{b}")),
    ];
    let amount = (
        1_u32..400,
        select(&["procent", "kronor", "timmar", "platser"][..]),
    );
    prop_oneof![
        8 => plain(COMMON),
        10 => plain(SUBJECT),
        3 => (select(FIRST), select(LAST)).prop_map(|(a, b)| format!("{a}{b}")),
        2 => syllables(),
        1 => name(),
        1 => hyphened,
        1 => amount.prop_map(|(number, unit)| format!("{number} {unit}")),
        1 => (2019_i32..2026).prop_map(|year| format!("år {year}")),
    ]
    .boxed()
}

/// Words without an end, beginning with a capital.
pub fn phrase(words: std::ops::Range<usize>) -> BoxedStrategy<String> {
    (select(BEGIN), prop::collection::vec(word(), words))
        .prop_map(|(first, rest)| {
            rest.iter().fold(first.to_owned(), |mut text, word| {
                text.push(' ');
                text.push_str(word);
                text
            })
        })
        .boxed()
}

/// A sentence with its full stop.
pub fn sentence(words: std::ops::Range<usize>) -> BoxedStrategy<String> {
    phrase(words).prop_map(|text| format!("{text}.")).boxed()
}

/// Several sentences.
pub fn paragraph() -> BoxedStrategy<String> {
    prop::collection::vec(sentence(3..18), 1..5)
        .prop_map(|sentences| sentences.join(" "))
        .boxed()
}

/// A number as Swedish writes it, with a space between thousands and a comma.
pub fn number(value: i32, decimals: bool) -> String {
    let whole = value / 10;
    let digits = whole.abs().to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if value < 0 {
        text.insert(0, '-');
    }
    if decimals {
        text.push_str(&format!(",{}", (value % 10).abs()));
    }
    text
}
