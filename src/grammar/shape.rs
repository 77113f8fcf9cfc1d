//! What may stand where in a file: every key, what its value is, and whether it must be there. A file is held against
//! this before it is read, so that all that is wrong with its keys is told at once.

use std::cell::OnceCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeInteger, DeString, DeTable, DeValue};

use super::cue::Cue;
use super::error::{LayoutError, Problem, Source};
use super::nearest::nearest;
use super::statements::{Statements, mended};

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    name: &'static str,
    shape: Shape,
    required: bool,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    Truth,
    Whole,
    Number,
    Texts,
    /// A text or a list of them.
    TextOrTexts,
    /// A truth or one of these words.
    TruthOr(&'static [&'static str]),
    Table(&'static [Key]),
    Tables(&'static [Key]),
    /// A table with any names, each of this shape.
    Named(&'static Shape),
    /// A table whose names are cues.
    Cues,
}

const fn may(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        shape,
        required: false,
    }
}

const fn must(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        shape,
        required: true,
    }
}

const COLUMN: &[Key] = &[
    may("nyckel", Shape::Text),
    may("roll", Shape::Word(&["namn", "mal"])),
    must("rubriker", Shape::Texts),
    may("innehall", Shape::Texts),
    may("krav", Shape::TruthOr(&["celler"])),
];

const COMPANION: &[Key] = &[
    must("falt", Shape::Word(&["analys", "kommentar"])),
    must("etiketter", Shape::Texts),
];

const LAYOUT: &[Key] = &[
    must("namn", Shape::Text),
    must("ger", Shape::Word(&["indikator", "aktivitet", "mal"])),
    may("niva", Shape::Text),
    may("grupprader", Shape::TextOrTexts),
    may("rubrikniva", Shape::Text),
    may("form", Shape::Word(&["tabell", "blad"])),
    may("kolumnset", Shape::TextOrTexts),
    may("kolumn", Shape::Tables(COLUMN)),
    may("foljerad", Shape::Tables(COMPANION)),
];

const COLUMN_SET: &[Key] = &[
    must("namn", Shape::Text),
    may("kolumn", Shape::Tables(COLUMN)),
    may("foljerad", Shape::Tables(COMPANION)),
];

const LEVEL: &[Key] = &[
    must("niva", Shape::Text),
    must("djup", Shape::Whole),
    may("agare", Shape::Word(&["namnd", "enhet"])),
    may("krav", Shape::Word(&["nummer"])),
    must("etiketter", Shape::Texts),
];

const STATUS: &[Key] = &[
    may("helt", Shape::Texts),
    may("delvis", Shape::Texts),
    may("inte", Shape::Texts),
    may("annan", Shape::Texts),
];

const PHRASES: Shape = Shape::Named(&Shape::Texts);

/// A layout file.
pub(crate) const LAYOUT_FILE: &[Key] = &[
    may("schema", Shape::Whole),
    may("layout", Shape::Tables(LAYOUT)),
    may("kolumnset", Shape::Tables(COLUMN_SET)),
    may("malrubrik", Shape::Tables(LEVEL)),
    may("avsnittsetiketter", Shape::Texts),
    may("status", Shape::Table(STATUS)),
    may("statusetiketter", Shape::Texts),
    may("ordlista", Shape::Named(&PHRASES)),
    may("dokument", PHRASES),
    may("dokument_allmant", PHRASES),
    may("dokument_ensamt", PHRASES),
    may("dokument_rubriker", PHRASES),
    may("inte_rader", Shape::Texts),
    may("ledord", Shape::Cues),
];

const TARGET: &[Key] = &[must("tal", Shape::Number), may("enhet", Shape::Text)];

const VALUE: &[Key] = &[
    may("tal", Shape::Number),
    may("enhet", Shape::Text),
    may("grans", Shape::Word(&["max", "min", "plusminus"])),
    may("mal", Shape::Table(TARGET)),
    may("datum", Shape::Text),
    may("ord", Shape::Text),
    may("period", Shape::Text),
    may("ar", Shape::Whole),
];

const ROW_CASE: &[Key] = &[
    must("celler", Shape::Texts),
    may("ger", Shape::Named(&Shape::Table(VALUE))),
    may("okand", Shape::Texts),
];

const TABLE_CASE: &[Key] = &[
    must("huvud", Shape::Texts),
    may("layout", Shape::Text),
    may("kolumner", Shape::Texts),
    may("rad", Shape::Tables(ROW_CASE)),
];

/// A case file.
pub(crate) const CASE_FILE: &[Key] = &[
    may("tabell", Shape::Tables(TABLE_CASE)),
    may("blad", Shape::Tables(TABLE_CASE)),
    may(
        "rubrikrad",
        Shape::Tables(&[must("text", Shape::Text), may("delar", Shape::Texts)]),
    ),
    may(
        "malrubrik",
        Shape::Tables(&[
            must("text", Shape::Text),
            may("niva", Shape::Text),
            may("nummer", Shape::Text),
            may("titel", Shape::Text),
        ]),
    ),
    may(
        "avsnittsetikett",
        Shape::Tables(&[must("text", Shape::Text), must("ar_etikett", Shape::Truth)]),
    ),
    may(
        "foljerad",
        Shape::Tables(&[
            must("layout", Shape::Text),
            must("text", Shape::Text),
            may("falt", Shape::Word(&["analys", "kommentar"])),
            may("rest", Shape::Text),
        ]),
    ),
    may(
        "status",
        Shape::Tables(&[
            must("text", Shape::Text),
            may("varde", Shape::Word(&["helt", "delvis", "inte", "annan"])),
            may("ord", Shape::Text),
        ]),
    ),
    may(
        "dokument",
        Shape::Tables(&[must("titel", Shape::Text), may("typ", Shape::Text)]),
    ),
    may(
        "ledord",
        Shape::Tables(&[
            must("nyckel", Shape::Text),
            must("text", Shape::Text),
            must("ar_ledord", Shape::Truth),
        ]),
    ),
];

/// Where stands what had to be put in because it is missing: behind all texts. Nothing is told of such a place.
pub(crate) const NOWHERE: usize = usize::MAX;

/// A file as far as it is right: what is wrong with its syntax, keys and types is told. What is only misspelt is taken as
/// it was meant, all else that is wrong is left out, so that what the file means can be checked as well. `spare` is for the
/// text of a file that is damaged.
pub(crate) fn parse<'t>(
    source: &Source<'t>,
    keys: &'static [Key],
    spare: &'t OnceCell<String>,
) -> (Spanned<DeTable<'t>>, Vec<LayoutError>) {
    let mut told = Vec::new();
    let (mut table, errors) = DeTable::parse_recoverable(source.text);
    let mut damaged = Vec::new();
    if !errors.is_empty() {
        let text = spare.get_or_init(|| mended(source, &mut told));
        (table, _) = DeTable::parse_recoverable(text);
        let statements = Statements::new(source.text);
        let lost = told
            .iter()
            .filter(|error| !matches!(*error.problem, Problem::Name(..)));
        damaged = lost
            .map(|error| statements.section(source.byte(error)))
            .collect();
    }
    let mut check = Check {
        source,
        told,
        damaged,
    };
    check.table(table.get_mut(), keys, 0..0, "the file");
    let mut told = check.told;
    told.sort_by_key(|error| (error.line, error.column));
    (table, told)
}

struct Check<'s, 't> {
    source: &'s Source<'t>,
    told: Vec<LayoutError>,
    /// Where a line that is no TOML may have taken a key with it.
    damaged: Vec<Range<usize>>,
}

impl<'t> Check<'_, 't> {
    fn tell(&mut self, span: &Range<usize>, problem: Problem) {
        self.told.push(self.source.error(span.start, problem));
    }

    /// Checks a table's entries: what is wrong is taken out, and what must be there put in.
    fn table(
        &mut self,
        table: &mut DeTable<'t>,
        keys: &'static [Key],
        at: Range<usize>,
        place: &str,
    ) {
        let mut had: Vec<&str> = Vec::new();
        for key in keys.iter().filter(|key| table.contains_key(key.name)) {
            had.push(key.name);
        }
        let find = |name: &str| keys.iter().find(|key| key.name == name);
        for (name, mut value) in std::mem::take(table) {
            let mut key = find(name.get_ref());
            if key.is_none() {
                let known = keys.iter().map(|key| key.name);
                self.unknown(&name, known.clone());
                let meant = nearest(name.get_ref(), known).filter(|meant| !had.contains(meant));
                had.extend(meant);
                key = meant.and_then(find);
            }
            let Some(key) = key else { continue };
            if self.value(&mut value, key.shape, key.name, place) {
                table.insert(Spanned::new(name.span(), key.name.into()), value);
            }
        }
        for key in keys.iter().filter(|key| key.required) {
            if table.contains_key(key.name) {
                continue;
            }
            let may_be_lost = self.damaged.iter().any(|part| part.contains(&at.start));
            if !had.contains(&key.name) && !may_be_lost {
                let place = place.to_owned();
                self.tell(&at, Problem::MissingKey(key.name, place));
            }
            let nowhere = NOWHERE..NOWHERE;
            let name = Spanned::new(nowhere.clone(), key.name.into());
            table.insert(name, Spanned::new(nowhere, key.shape.missing()));
        }
    }

    /// Keeps the entries of a table that are right.
    fn retain(
        &mut self,
        table: &mut DeTable<'t>,
        mut is_right: impl FnMut(&mut Self, &Spanned<DeString<'t>>, &mut Spanned<DeValue<'t>>) -> bool,
    ) {
        for (name, mut value) in std::mem::take(table) {
            if is_right(self, &name, &mut value) {
                table.insert(name, value);
            }
        }
    }

    fn unknown(
        &mut self,
        name: &Spanned<DeString<'_>>,
        known: impl Iterator<Item = &'static str> + Clone,
    ) {
        let found = name.get_ref().to_string();
        self.tell(&name.span(), Problem::unknown("key", &found, known));
    }

    /// Checks a value; returns whether it is what it should be.
    fn value(
        &mut self,
        value: &mut Spanned<DeValue<'t>>,
        shape: Shape,
        name: &str,
        place: &str,
    ) -> bool {
        let span = value.span();
        match (shape, value.get_mut()) {
            (Shape::Text, DeValue::String(_))
            | (Shape::Truth | Shape::TruthOr(_), DeValue::Boolean(_))
            | (Shape::Whole, DeValue::Integer(_))
            | (Shape::Number, DeValue::Integer(_) | DeValue::Float(_)) => true,
            (Shape::TextOrTexts, one @ DeValue::String(_)) => {
                // One text is a list of one.
                let text = std::mem::replace(one, DeValue::Array(DeArray::new()));
                if let DeValue::Array(list) = one {
                    list.push(Spanned::new(span, text));
                }
                true
            }
            (Shape::Word(words) | Shape::TruthOr(words), DeValue::String(word)) => {
                if words.contains(&word.as_ref()) {
                    return true;
                }
                let problem = Problem::unknown("word", word, words.iter().copied());
                self.tell(&span, problem);
                let meant = nearest(word, words.iter().copied());
                if let Some(meant) = meant {
                    *word = meant.into();
                }
                meant.is_some()
            }
            (Shape::Texts | Shape::TextOrTexts, DeValue::Array(list)) => {
                for mut text in taken(list) {
                    if self.value(&mut text, Shape::Text, name, place) {
                        list.push(text);
                    }
                }
                true
            }
            (Shape::Table(keys), DeValue::Table(table)) => {
                self.table(table, keys, span, &within(&format!("[{name}]"), place));
                true
            }
            (Shape::Tables(keys), DeValue::Array(list)) => {
                self.tables(list, keys, name, place);
                true
            }
            (Shape::Named(shape), DeValue::Table(table)) => {
                self.retain(table, |check, name, value| {
                    check.value(value, *shape, name.get_ref().as_ref(), place)
                });
                true
            }
            (Shape::Cues, DeValue::Table(table)) => {
                self.retain(table, |check, name, value| {
                    let known = Cue::ALL.iter().map(|cue| cue.word());
                    let is_known = known.clone().any(|word| word == name.get_ref().as_ref());
                    if !is_known {
                        check.unknown(name, known);
                    }
                    is_known && check.value(value, Shape::Texts, name.get_ref().as_ref(), place)
                });
                true
            }
            (_, other) => {
                let problem = Problem::Type(other.type_str(), shape.expected());
                self.tell(&span, problem);
                false
            }
        }
    }

    /// Checks a list of tables.
    fn tables(&mut self, list: &mut DeArray<'t>, keys: &'static [Key], name: &str, place: &str) {
        for (number, mut item) in (1..).zip(taken(list)) {
            let at = item.span();
            if let DeValue::Table(table) = item.get_mut() {
                let place = within(&format!("[[{name}]] {number}"), place);
                self.table(table, keys, at, &place);
                list.push(item);
            } else {
                let found = item.get_ref().type_str();
                self.tell(&at, Problem::Type(found, "a table"));
            }
        }
    }
}

/// `[[kolumn]] 2 of [[layout]] 1`: the first is 1.
fn within(own: &str, place: &str) -> String {
    if place.starts_with('[') {
        format!("{own} of {place}")
    } else {
        own.to_owned()
    }
}

/// What stands in a list, which is empty then.
fn taken<'v>(list: &mut DeArray<'v>) -> Vec<Spanned<DeValue<'v>>> {
    let nothing = || Spanned::new(0..0, DeValue::Boolean(false));
    let items = list.iter_mut();
    let items = items.map(|item| std::mem::replace(item, nothing()));
    let items = items.collect();
    *list = DeArray::new();
    items
}

impl Shape {
    /// What is put in where such a value is missing.
    fn missing<'v>(self) -> DeValue<'v> {
        match self {
            Self::Text => DeValue::String("".into()),
            Self::Word(words) => DeValue::String(words.first().copied().unwrap_or_default().into()),
            Self::Truth | Self::TruthOr(_) => DeValue::Boolean(false),
            Self::Whole | Self::Number => DeValue::Integer(DeInteger::default()),
            Self::Texts | Self::TextOrTexts | Self::Tables(_) => DeValue::Array(DeArray::new()),
            Self::Table(_) | Self::Named(_) | Self::Cues => DeValue::Table(DeTable::new()),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) => "a text in quotes",
            Self::Truth => "true or false",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Texts => "a list of texts in quotes",
            Self::TextOrTexts => "a text in quotes, or a list of them",
            Self::TruthOr(_) => "true, false or a word in quotes",
            Self::Table(_) | Self::Named(_) | Self::Cues => "a table",
            Self::Tables(_) => "a list of tables",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let text = "schema = 1\nnam = 2\n[[layout]]\nger = \"risk\"\nkolumn = 3\n[[malrubrik]]\nniva = \"a\"\ndjup = \"1\"\netiketter = [1, \"A\"]\n";
        let spare = OnceCell::new();
        let (_, told) = parse(&Source::new("x.toml", text), LAYOUT_FILE, &spare);
        let lines: Vec<usize> = told.iter().map(|error| error.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 8, 9], "{told:?}");
    }
}
