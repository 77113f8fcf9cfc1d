//! What a row of a table says by itself, whatever stands before it: rows are read on all threads, before the walk places
//! them.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::columns::Columns;
use super::lines::{absorb, places, row_places};
use super::rejoin;
use super::rows::{color, shorten, symbol};
use super::signs;
use super::sureness;
use super::unknown_words;
use crate::block::{CharIds, Line, Mark, Place, Sureness, TableRow, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::broken_words::Vocabulary;
use crate::grammar::{ColumnMatch, Layouts};
use crate::output::{Plats, Rad, Tal, Varde, VardeSymbol};
use crate::signs::is_signs;
use crate::words::note_marks;

/// Reads what needs to know nothing but the layouts and the document's words.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) layouts: &'a Layouts,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) sureness: &'a Sureness,
}

/// An indicator or an activity, not placed yet.
pub(super) struct ReadRow {
    pub(super) rad: Rad,
    /// The letters that stand in it.
    pub(super) letters: Vec<CharIds>,
    pub(super) remarks: Vec<Diagnostic>,
    /// Words that no vocabulary of their columns knows: the column's key, the word, where.
    pub(super) unknown_words: Vec<(String, String, Vec<Place>)>,
}

impl ReadRow {
    fn assign<'l>(&mut self, lines: impl IntoIterator<Item = &'l Line>) {
        let letters = lines.into_iter().map(|line| line.letters.clone());
        self.letters.extend(letters);
    }

    fn remark(&mut self, kod: &str, allvar: Allvar, meddelande: String, plats: Vec<Plats>) {
        self.remarks
            .push(Diagnostic::new(kod, allvar, meddelande).at(plats));
    }
}

/// What a row's cells hold, by the table's columns.
#[derive(Default)]
pub(super) struct Gathered<'t> {
    pub(super) name: Vec<Cow<'t, Line>>,
    /// Signs that stand where icons would.
    pub(super) signs: Vec<Line>,
    pub(super) cells: Vec<(usize, Vec<&'t Line>, Vec<&'t Mark>)>,
}

impl Reader<'_> {
    /// Reads an indicator or an activity.
    pub(super) fn row(self, row: &TableRow, columns: &Columns<'_>) -> ReadRow {
        let gathered = Gathered::new(row, columns);
        let plats = merge_places(&row_places(row));
        let namn = self.vocabulary.join(&gathered.name);
        let mut read = ReadRow {
            rad: Rad {
                // The walk names it and knows its place in the reading order.
                id: String::new(),
                ordning: 0,
                namn,
                varden: IndexMap::new(),
                analys: None,
                kommentar: None,
                symboler: signs::symbols(&gathered.signs),
                plats,
                sakerhet: None,
            },
            letters: Vec::new(),
            remarks: Vec::new(),
            unknown_words: Vec::new(),
        };
        read.assign(gathered.name.iter().map(AsRef::as_ref));
        read.assign(&gathered.signs);
        self.values(&gathered, columns, &mut read);
        let named = sureness::of(self.sureness, gathered.name.iter().map(AsRef::as_ref));
        let places = places(&gathered.name.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        let told = sureness::remark(named, ("name", &read.rad.namn), false, places);
        read.remarks.extend(told);
        read.rad.sakerhet = sureness::share(sureness::of_letters(self.sureness, &read.letters));
        if read.rad.namn.is_empty() {
            let message = format!("a row of a {} table has no name", columns.header.layout);
            let plats = read.rad.plats.clone();
            read.remark("rad-utan-namn", Allvar::Varning, message, plats);
        }
        read
    }

    /// The cells' values: one entry for each column with a heading, and for an unlabelled one with text in it.
    fn values(self, gathered: &Gathered<'_>, columns: &Columns<'_>, row: &mut ReadRow) {
        let mut varden: IndexMap<String, Option<Varde>> = columns
            .keys
            .iter()
            .map(|(key, _)| (key.clone(), None))
            .collect();
        for (at, lines, marks) in &gathered.cells {
            let key = columns.key(*at).map(str::to_owned);
            let symbols = marks.iter().map(|mark| symbol(mark, key.clone()));
            row.rad.symboler.extend(symbols);
            let joined = self.vocabulary.join(lines);
            let (text, noter) = note_marks::parted(&joined);
            let text = text.to_owned();
            if text.is_empty() && (marks.is_empty() || key.is_none()) {
                continue;
            }
            row.assign(lines.iter().copied());
            let mut varde = Varde {
                text: text.clone(),
                ..Varde::default()
            };
            if text.is_empty() {
                // The mark is the value.
            } else if is_signs(&text) {
                let column = columns.column(*at);
                let (read, doubt) = self.layouts.cell(columns.header.layout, column, &text);
                if doubt.is_none() && key.is_some() {
                    varde = read;
                }
                varde.symbol = signs::value(lines);
            } else if key.is_some() {
                let read = |text: &str| {
                    self.layouts
                        .cell(columns.header.layout, columns.column(*at), text)
                };
                let (mut value, mut doubt) = read(&text);
                let broken = doubt.is_some() || rejoin::breaks_number(&value);
                let mended = broken.then(|| rejoin::value(lines, &read)).flatten();
                if let Some(mended) = mended {
                    (value, doubt) = (mended, None);
                } else if doubt.is_some()
                    && let Some((put_right, told)) =
                        self.put_right(lines, &text, &read, columns, *at)
                {
                    (value, doubt) = (put_right, Some(told));
                }
                row.unknown_words
                    .extend(self.unknown_word(columns, *at, &value, lines));
                varde = value;
                row.remarks
                    .extend(doubt.map(|doubt| doubt.at(places(lines))));
            } else {
                let message = format!(
                    "a column without heading holds text: \"{}\"",
                    shorten(&text)
                );
                let plats = row.rad.plats.clone();
                row.remark("kolumn-utan-rubrik", Allvar::Info, message, plats);
            }
            if let Some(mark) = marks.first().filter(|_| key.is_some()) {
                self.mark_value(&mut varde, mark, columns, *at);
            }
            varde.noter = noter;
            varde.plats = places(lines);
            let percent = sureness::of(self.sureness, lines.iter().copied());
            row.remarks.extend(sureness::judge(percent, &mut varde));
            absorb(&mut varde.plats, marks.iter().map(|mark| &mark.place));
            let key = key.unwrap_or_else(|| {
                let mut key = format!("kolumn_{}", at + 1);
                // A heading can say so too.
                while varden.contains_key(&key) {
                    key.push('_');
                }
                key
            });
            varden.insert(key, Some(varde));
        }
        row.rad.varden = varden;
    }

    /// The column's key and the word of a cell that no vocabulary of its column knows.
    fn unknown_word(
        self,
        columns: &Columns<'_>,
        at: usize,
        value: &Varde,
        lines: &[&Line],
    ) -> Option<(String, String, Vec<Place>)> {
        let lacks = self
            .layouts
            .lacks_word(columns.header.layout, columns.column(at), value);
        let told = lacks && unknown_words::is_word(&value.text);
        let places = || lines.iter().map(|line| line.place).collect();
        told.then(|| {
            (
                columns.key(at).unwrap_or_default().to_owned(),
                value.text.clone(),
                places(),
            )
        })
    }

    /// A value recognised in a picture that is a word of its column but for a letter or two, and what tells so.
    fn put_right(
        self,
        lines: &[&Line],
        text: &str,
        read: &dyn Fn(&str) -> (Varde, Option<Diagnostic>),
        columns: &Columns<'_>,
        at: usize,
    ) -> Option<(Varde, Diagnostic)> {
        sureness::of(self.sureness, lines.iter().copied())?;
        let (layout, column) = (columns.header.layout, columns.column(at));
        let right = self.layouts.nearly_word(layout, column, text)?;
        let (value, doubt) = read(&right);
        let message = format!(
            "\"{}\" was recognised in a picture, and is taken for \"{right}\", which the column may hold",
            shorten(text)
        );
        let told = Diagnostic::new("lasning-rattad", Allvar::Info, message);
        doubt.is_none().then_some((value, told))
    }

    /// A mark as a cell's value: its word, where the column's vocabularies have one, and how far a bar is filled.
    fn mark_value(self, varde: &mut Varde, mark: &Mark, columns: &Columns<'_>, at: usize) {
        let symbol = VardeSymbol {
            farg: color(mark),
            form: mark.form.to_owned(),
        };
        if varde.ord.is_none() {
            let (layout, column) = (columns.header.layout, columns.column(at));
            let word = self.layouts.mark_word(layout, column, &symbol);
            varde.ord = word.map(str::to_owned);
        }
        varde.symbol = Some(symbol);
        if let Some(filled) = mark.filled.filter(|_| varde.tal.is_none()) {
            varde.tal = Tal::new((f64::from(filled) * 100.0).round());
            varde.enhet = Some("%".to_owned());
        }
    }
}

impl<'t> Gathered<'t> {
    /// A row's cells by column; the name's and the unlabelled columns' marks come first.
    pub(super) fn new(row: &'t TableRow, columns: &Columns<'_>) -> Self {
        let mut gathered = Self::default();
        for cell in &row.cells {
            let at = columns.of(cell);
            // The walk has opened its goal.
            if columns.is_goals(at) {
                continue;
            }
            let name = *columns.column(at) == ColumnMatch::Name;
            let unlabelled = *columns.column(at) == ColumnMatch::Unlabelled;
            let lines = if name || unlabelled && cell.lines.iter().all(|line| is_signs(&line.text))
            {
                let (signs, words) = signs::part(&cell.lines);
                gathered.signs.extend(signs);
                gathered.name.extend(words);
                Vec::new()
            } else {
                cell.lines.iter().collect()
            };
            match gathered.cells.iter_mut().find(|(other, ..)| *other == at) {
                Some((_, all, marks)) => {
                    all.extend(lines);
                    marks.extend(&cell.marks);
                }
                None => gathered
                    .cells
                    .push((at, lines, cell.marks.iter().collect())),
            }
        }
        gathered
    }
}
