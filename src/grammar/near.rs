//! Tables that no layout claims though a reader would call their rows indicators or activities: what tells them, and which
//! layout is nearest.

use super::cell::{self, CellKind};
use super::fold::letters;
use super::period::period;
use super::quantity::quantity;
use super::{Column, Cue, LayoutForm, Layouts, RowLayout};

/// So many cells of a column in a hundred that are no dash are of one kind, and the column is of that kind.
const OF_ONE_KIND: usize = 60;
/// So many numbers of a column in a hundred have their unit beside them in a table of rows: in an economy's the title has it.
const WITH_UNIT: usize = 30;
/// The vocabulary of what stands in the place of a day.
const TIME_WORDS: &str = "tid";
/// One row is no list, and one cell tells no column.
const FEWEST_ROWS: usize = 2;

/// What the cells of a column hold, as far as they tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnLook {
    /// No cell says anything.
    Empty,
    /// Days or months.
    Days,
    /// Parts of a year: `T1 2023`, `hösten 2023`.
    Periods,
    /// Years.
    Years,
    /// Numbers, some with a unit beside them.
    Quantities,
    /// Bare numbers.
    Numbers,
    /// Words of the vocabulary of this name.
    Words(String),
    /// Few texts that stand again and again, or signs: a vocabulary that no file has.
    Repeated,
    /// Other texts.
    Texts,
}

/// The layout that has most column titles of a table that none claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearestLayout<'a> {
    /// Its name.
    pub layout: &'a str,
    /// Column titles of the table that it knows.
    pub known: Vec<String>,
    /// What a table with it has and this one has not: `the row's name ("Indikator")`.
    pub missing: Vec<String>,
}

impl Layouts {
    /// Whether a table with these column titles and cells is one of rows: a column of names, and beside it days, statuses, or
    /// amounts that are no economy's. `body` gives the texts of a column's cells.
    #[must_use]
    pub fn looks_like_rows(&self, titles: &[String], body: &dyn Fn(usize) -> Vec<String>) -> bool {
        let Some((cells, looks)) = self.looks(titles, body) else {
            return false;
        };
        let tells = |at: usize| {
            let title = &titles[at];
            !title.is_empty() && self.tells_progress(&cells[at])
                || !title.is_empty()
                    && match &looks[at] {
                        ColumnLook::Days | ColumnLook::Periods | ColumnLook::Words(_) => true,
                        // A tariff has amounts as well, but no years.
                        ColumnLook::Quantities => {
                            !self.is_money(&cells[at])
                                && (self.is_heading(title) || names_year(title))
                        }
                        // Words that no vocabulary has, or years, below a heading that some layout has.
                        ColumnLook::Repeated | ColumnLook::Years => self.is_heading(title),
                        _ => false,
                    }
        };
        let names =
            |at: usize| looks[at] == ColumnLook::Texts && names_rows(&titles[at], &cells[at]);
        (0..titles.len())
            .any(|at| names(at) && (0..titles.len()).any(|other| other != at && tells(other)))
    }

    /// Whether a table may be one of rows, for who asks for a beginning of a layout: as [`Self::looks_like_rows`], or with a
    /// column title that some layout has.
    #[must_use]
    pub fn may_be_rows(&self, titles: &[String], body: &dyn Fn(usize) -> Vec<String>) -> bool {
        let Some((cells, looks)) = self.looks(titles, body) else {
            return false;
        };
        let names =
            |at: usize| looks[at] == ColumnLook::Texts && names_rows(&titles[at], &cells[at]);
        let tells = |at: usize| {
            let look = &looks[at];
            let quantity = *look == ColumnLook::Quantities && !self.is_money(&cells[at]);
            quantity || *look == ColumnLook::Repeated || self.is_heading(&titles[at])
        };
        let loosely = (0..titles.len())
            .any(|at| names(at) && (0..titles.len()).any(|other| other != at && tells(other)));
        loosely || self.looks_like_rows(titles, body)
    }

    /// The cells of each column and what they hold; `None` for a table of an economy, or one whose rows add up.
    fn looks(
        &self,
        titles: &[String],
        body: &dyn Fn(usize) -> Vec<String>,
    ) -> Option<(Vec<Vec<String>>, Vec<ColumnLook>)> {
        let titled = titles.iter().filter(|title| !title.is_empty()).count();
        if titled < 2 || titles.iter().any(|title| self.heads_economy(title)) {
            return None;
        }
        let cells: Vec<Vec<String>> = (0..titles.len()).map(body).collect();
        let sums = |first: &Vec<String>| first.iter().any(|text| self.is_sum(text));
        if cells.first().is_some_and(sums) {
            return None;
        }
        let looks = cells.iter().map(|cells| self.look(cells)).collect();
        Some((cells, looks))
    }

    /// Whether a column title is an economy table's: one that only those have, or with money's unit.
    fn heads_economy(&self, title: &str) -> bool {
        self.is_other_heading(title) || self.names_money(title)
    }

    fn names_money(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| self.cues.is(Cue::Penningenhet, word))
    }

    /// Whether more than half of these cells are amounts of money.
    fn is_money(&self, cells: &[String]) -> bool {
        let filled = cells.iter().filter(|text| !text.is_empty()).count();
        let money = cells.iter().filter(|text| self.names_money(text)).count();
        money * 2 > filled
    }

    fn is_sum(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words
            .next()
            .is_some_and(|word| self.cues.is(Cue::Summa, word))
    }

    /// Whether cells tell how far something has come: parts of a hundred, and words of statuses among them (`60 %`, `Ej
    /// påbörjad`).
    #[must_use]
    pub fn tells_progress(&self, cells: &[String]) -> bool {
        let percent =
            |text: &&String| quantity(text).is_some_and(|found| found.unit.as_deref() == Some("%"));
        let word = |text: &&String| self.status_word(text).is_some();
        let told = || cells.iter().filter(|text| !text.is_empty());
        let (percents, words) = (told().filter(percent).count(), told().filter(word).count());
        percents > 0 && words > 0 && percents + words == told().count()
    }

    /// What the cells of a column hold.
    #[must_use]
    pub fn look(&self, cells: &[String]) -> ColumnLook {
        let told: Vec<String> = cells
            .iter()
            .map(|text| cell::plain(text).text)
            .filter(|text| !text.is_empty() && !cell::is_dash(text))
            .collect();
        if told.is_empty() {
            return ColumnLook::Empty;
        }
        let of = |is: &dyn Fn(&String) -> bool| {
            let held = told.iter().filter(|text| is(text)).count();
            held * 100 >= told.len() * OF_ONE_KIND
        };
        let is = |kind: &CellKind, text: &str| {
            cell::read(std::slice::from_ref(kind), &self.words, text).is_some()
        };
        // Days and parts of a year beside each other: `2024-05-31`, `Kvartal 3 2024`, `Löpande`.
        let day = |text: &String| is(&CellKind::Datum, text) && period(text).is_none();
        let no_day = || CellKind::Ord(TIME_WORDS.to_owned());
        let time = |text: &String| {
            day(text)
                || period(text).is_some_and(|found| found.code.is_some())
                || is(&no_day(), text)
        };
        if told.iter().any(day) && of(&time) {
            return ColumnLook::Days;
        }
        if of(&|text| period(text).is_some()) {
            let part = |text: &String| period(text).is_some_and(|found| found.code.is_some());
            return if told.iter().any(part) {
                ColumnLook::Periods
            } else {
                ColumnLook::Years
            };
        }
        if of(&|text| is(&CellKind::Datum, text)) {
            return ColumnLook::Days;
        }
        if of(&|text| quantity(text).is_some()) {
            let has_unit = |text: &String| quantity(text).is_some_and(|found| found.unit.is_some());
            let units = told.iter().filter(|text| has_unit(text)).count();
            return if units * 100 >= told.len() * WITH_UNIT {
                ColumnLook::Quantities
            } else {
                ColumnLook::Numbers
            };
        }
        let lists = self.words.keys();
        let mut held: Vec<(usize, &String)> = lists
            .map(|list| {
                let kind = CellKind::Ord(list.clone());
                (told.iter().filter(|text| is(&kind, text)).count(), list)
            })
            .collect();
        held.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        if let Some((count, list)) = held.first()
            && count * 100 >= told.len() * OF_ONE_KIND
        {
            return ColumnLook::Words((*list).clone());
        }
        let mut different: Vec<String> = told.iter().map(|text| text.to_lowercase()).collect();
        different.sort();
        different.dedup();
        let signs = of(&|text| letters(text).is_empty());
        let repeated = different.len() * 2 <= told.len() && told.len() > FEWEST_ROWS;
        if signs || repeated {
            ColumnLook::Repeated
        } else {
            ColumnLook::Texts
        }
    }

    /// The layout that has most of these column titles; `None` if none has any.
    #[must_use]
    pub fn nearest_layout(&self, titles: &[String]) -> Option<NearestLayout<'_>> {
        let folded: Vec<(String, &String)> = titles
            .iter()
            .filter(|title| !title.is_empty())
            .map(|title| (letters(title), title))
            .collect();
        let tables = self.rows.values();
        let mut best: Option<(usize, NearestLayout<'_>)> = None;
        for layout in tables.filter(|layout| layout.form == LayoutForm::Tabell) {
            let near = near(layout, &folded);
            let rank = near.known.len();
            let fewer = |old: &(usize, NearestLayout<'_>)| {
                (rank, old.1.missing.len()) > (old.0, near.missing.len())
            };
            if rank > 0 && best.as_ref().is_none_or(fewer) {
                best = Some((rank, near));
            }
        }
        best.map(|(_, near)| near)
    }
}

/// What a layout knows of these titles, and what it lacks.
fn near<'a>(layout: &'a RowLayout, titles: &[(String, &String)]) -> NearestLayout<'a> {
    let has = |column: &Column, folded: &str| {
        let mut patterns = column.patterns.iter();
        patterns.any(|pattern| pattern.matches(folded).is_some())
    };
    let known = titles
        .iter()
        .filter(|(folded, _)| layout.columns.iter().any(|column| has(column, folded)))
        .map(|(_, title)| (*title).clone())
        .collect();
    let lacks =
        |column: &&Column| !column.bare && !titles.iter().any(|(folded, _)| has(column, folded));
    let missing = layout
        .columns
        .iter()
        .filter(|column| column.key.is_none() || column.required)
        .filter(lacks)
        .map(|column| {
            let key = column.key.as_deref().unwrap_or("namn");
            let heading = column.headings.first().map_or("", String::as_str);
            format!("`{key}` (\"{heading}\")")
        })
        .collect();
    NearestLayout {
        layout: &layout.name,
        known,
        missing,
    }
}

/// Whether these cells below this title may be the names of rows: several, and most of them different, below no year.
fn names_rows(title: &str, cells: &[String]) -> bool {
    if !title.is_empty() && letters(title).chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut own: Vec<&String> = cells.iter().filter(|text| !text.is_empty()).collect();
    let filled = own.len();
    own.sort();
    own.dedup();
    filled >= FEWEST_ROWS && own.len() * 2 > filled
}

/// Whether a column title has a year of its own among its words: `Utfall 2022`, but not `21/22`.
fn names_year(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| period(word).is_some_and(|found| found.year.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(titles: &[&str], cells: &[&[&str]]) -> (Vec<String>, bool) {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        let body = |at: usize| cells.iter().map(|row| row[at].to_owned()).collect();
        let told = Layouts::builtin().looks_like_rows(&titles, &body);
        (titles, told)
    }

    #[test]
    fn names_beside_amounts_days_or_statuses_are_rows() {
        let amounts: &[&[&str]] = &[
            &["Andel nöjda besökare", "71 %", "75 %"],
            &["Antal utlån", "9 000 st", "9 500 st"],
        ];
        assert!(rows(&["Kvalitetsmått", "Utfall 2022", "Ambition"], amounts).1);
        let days: &[&[&str]] = &[
            &["Bygga om hallen", "2026-04-01"],
            &["Se över taxan", "2026-05-01"],
        ];
        assert!(rows(&["Insats", "När"], days).1);
        let states: &[&[&str]] = &[
            &["Bygga om hallen", "Pågående"],
            &["Se över taxan", "Avslutad"],
        ];
        assert!(rows(&["Insats", "Läge"], states).1);
    }

    #[test]
    fn economy_tariffs_and_plain_lists_are_none() {
        let economy: &[&[&str]] = &[
            &["Personal", "71", "75"],
            &["Lokaler", "12", "13"],
            &["Summa", "83", "88"],
        ];
        assert!(!rows(&["Verksamhet", "Utfall 2022", "Budget 2023"], economy).1);
        let tariff: &[&[&str]] = &[&["Litet kärl", "190 liter"], &["Stort kärl", "370 liter"]];
        assert!(!rows(&["Kärl", "Rymmer"], tariff).1);
        let money: &[&[&str]] = &[&["Skolan", "12 mnkr"], &["Biblioteket", "3 mnkr"]];
        assert!(!rows(&["Verksamhet", "Utfall 2022"], money).1);
        let list: &[&[&str]] = &[
            &["Ordförande", "Kommunhuset"],
            &["Sekreterare", "Biblioteket"],
        ];
        assert!(!rows(&["Roll", "Plats"], list).1);
    }

    #[test]
    fn the_nearest_layout_tells_what_it_lacks() {
        let cells: &[&[&str]] = &[
            &["Nöjda besökare", "71 %", "75 %"],
            &["Utlån", "9 st", "8 st"],
        ];
        let (titles, told) = rows(&["Kvalitetstal", "Utfall 2022", "Målvärde"], cells);
        assert!(told);
        let layouts = Layouts::builtin();
        let near = layouts
            .nearest_layout(&titles)
            .expect("one knows two of them");
        assert_eq!(near.layout, "indikator-malvarde");
        assert_eq!(near.known, ["Utfall 2022", "Målvärde"]);
        assert_eq!(near.missing, ["`namn` (\"Indikator\")"]);
    }
}
