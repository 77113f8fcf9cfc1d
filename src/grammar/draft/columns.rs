//! The columns of a table that no layout claims: which names the row, which the goal, what their cells hold.

use super::super::fold::{key, letters};
use super::super::near::ColumnLook;
use super::super::period::period;
use super::super::{CellKind, Column, Layouts, cell};
use super::{SeenTable, Words, column};

/// So many texts of a column in a hundred are words of a new vocabulary, and the column holds it.
const OF_ONE_LIST: usize = 60;

/// The key of a column whose title is a year.
const OUTCOME: &str = "utfall";
/// The end of a compound that is a known title has at least so many letters: `Huvudansvarig`.
const COMPOUND_LETTERS: usize = 6;
/// A word of a vocabulary has no more words: `På rätt väg`.
const SHORT_WORDS: usize = 3;
/// So many different texts are there at most in a hundred cells that hold a vocabulary's words.
const DIFFERENT: usize = 75;

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    /// It names the goals of this level.
    Goal(String),
    Value,
}

/// A column as it is guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnDraft {
    pub(super) role: Role,
    pub(super) key: String,
    pub(super) headings: Vec<String>,
    pub(super) kinds: Vec<String>,
    /// The level of goals that its title is a label of, in a name's column.
    pub(super) names_level: Option<String>,
    /// Its cells are days, or tell how far something has come.
    pub(super) of_activities: bool,
    /// Its cells are amounts.
    pub(super) amounts: bool,
    /// Its cells hold words that no file has.
    pub(super) new_words: bool,
}

/// Guesses the columns of a table; vocabularies that it needs are added to `words`.
pub(super) fn guess(layouts: &Layouts, table: &SeenTable, words: &mut Words) -> Vec<ColumnDraft> {
    let looks: Vec<ColumnLook> = (0..table.titles.len())
        .map(|at| layouts.look(&column(table, at)))
        .collect();
    let named = |at: &usize| !letters(&table.titles[*at]).is_empty();
    let texts = |at: &usize| named(at) && looks[*at] == ColumnLook::Texts;
    let may_name = |at: &usize| texts(at) && !table.merged.contains(at);
    let first = (0..looks.len()).find(may_name).unwrap_or(0);
    // A column before the names that goals stand in: by its title, or because a cell of it stands for the rows below too.
    let names_goals = |at: usize| {
        known_level(layouts, &table.titles[at]).is_some() || names_groups(&column(table, at))
    };
    let next = (first + 1..looks.len()).find(may_name);
    let next = next.filter(|next| names_goals(first) && is_full(&column(table, *next)));
    let name = next.unwrap_or(first);
    let mut columns: Vec<ColumnDraft> = Vec::new();
    for at in (0..looks.len()).filter(named) {
        let title = &table.titles[at];
        let goal = at < name && (table.merged.contains(&at) || at == first);
        let role = match (at == name, goal) {
            (true, _) => Role::Name,
            (_, true) => Role::Goal(level(layouts, title, words)),
            _ => Role::Value,
        };
        let heading = with_year(title);
        let known = known_column(layouts, title);
        let own = match known {
            Some(column) => known_key(column, &heading),
            None => key_of(&heading),
        };
        let own = usual_key(own, &looks[at], &columns);
        if columns
            .iter()
            .any(|known| known.headings.contains(&heading))
        {
            continue;
        }
        let taken = columns.iter().filter(|known| known.key == own).count();
        let own = if taken > 0 {
            format!("{}_{}", own, taken + 1)
        } else {
            own
        };
        // A number before the name numbers the rows.
        let numbers = at < name && looks[at] == ColumnLook::Numbers;
        let kinds = match role {
            Role::Value if numbers => vec!["text".to_owned()],
            Role::Value if known.is_some_and(is_text) && is_words(&looks[at]) => {
                vec!["text".to_owned()]
            }
            Role::Value => kinds(table, at, &looks[at], &own, words),
            _ => Vec::new(),
        };
        let names_level = known_level(layouts, title).filter(|_| role == Role::Name);
        let progress = layouts.tells_progress(&column(table, at));
        let kinds = if progress && role == Role::Value {
            vec!["mangd".to_owned(), "ord:status".to_owned()]
        } else {
            kinds
        };
        columns.push(ColumnDraft {
            names_level,
            role,
            key: own,
            headings: vec![heading],
            of_activities: progress || looks[at] == ColumnLook::Days,
            new_words: is_words(&looks[at]) && kinds.first().is_some_and(|kind| kind != "text"),
            kinds,
            amounts: !numbers && matches!(looks[at], ColumnLook::Quantities | ColumnLook::Numbers),
        });
    }
    columns
}

/// Whether a column's cells stand for the rows below them too: some are empty, but not the first.
fn names_groups(cells: &[String]) -> bool {
    cells.first().is_some_and(|first| !first.is_empty()) && !is_full(cells)
}

fn is_full(cells: &[String]) -> bool {
    cells.iter().all(|text| !text.is_empty())
}

/// The column of any layout that has this title, or one that is the end of it (`Huvudansvarig`).
fn known_column<'l>(layouts: &'l Layouts, title: &str) -> Option<&'l Column> {
    let folded = letters(title);
    let keyed = || {
        let columns = layouts.rows.values().flat_map(|layout| &layout.columns);
        columns.filter(|column| column.key.is_some())
    };
    let has = |column: &&Column| {
        let mut patterns = column.patterns.iter();
        patterns.any(|pattern| pattern.matches(&folded).is_some())
    };
    let ends = |column: &&Column| {
        let headings = column
            .headings
            .iter()
            .filter(|heading| !heading.contains('{'));
        headings.map(|heading| letters(heading)).any(|heading| {
            heading.chars().count() >= COMPOUND_LETTERS && folded.ends_with(&heading)
        })
    };
    // Columns of one title have several keys: the one that most layouts give it.
    let most = |of: &dyn Fn(&&Column) -> bool| {
        let mut times: Vec<(usize, &'l Column)> = Vec::new();
        for column in keyed().filter(|column| of(column)) {
            match times.iter_mut().find(|(_, known)| known.key == column.key) {
                Some((times, _)) => *times += 1,
                None => times.push((1, column)),
            }
        }
        let best = times.into_iter().rev().max_by_key(|(times, _)| *times);
        best.map(|(_, column)| column)
    };
    most(&has).or_else(|| most(&ends))
}

/// The key of a known column, with the year where the heading has one.
fn known_key(column: &Column, heading: &str) -> String {
    let key = column.key.as_deref().unwrap_or_default();
    let plain = key.replace("_{ar}", "");
    if heading.contains("{ar}") {
        format!("{plain}_{{ar}}")
    } else {
        plain
    }
}

/// The key that columns of this kind have elsewhere, if no other column of the table has it: exports line up by their keys.
fn usual_key(own: String, look: &ColumnLook, columns: &[ColumnDraft]) -> String {
    let usual = match look {
        ColumnLook::Days if !own.starts_with("start") => "slutdatum",
        ColumnLook::Words(list) if list == "trend" || list == "status" => list,
        ColumnLook::Words(list) if list == "atgardsstatus" => "status",
        _ => return own,
    };
    let taken = columns.iter().any(|column| column.key == usual);
    if taken { own } else { usual.to_owned() }
}

fn is_text(column: &Column) -> bool {
    column.kinds == [CellKind::Text]
}

fn is_words(look: &ColumnLook) -> bool {
    matches!(look, ColumnLook::Repeated | ColumnLook::Texts)
}

/// The key of a column with this heading: with its year, and `utfall` where a year is all of it.
fn key_of(heading: &str) -> String {
    let words = heading.replace("{ar}", "");
    let own = if words.trim().is_empty() {
        OUTCOME.to_owned()
    } else {
        key(&words)
    };
    if words == heading {
        own
    } else {
        format!("{own}_{{ar}}")
    }
}

/// A heading with `{ar}` for its year.
fn with_year(title: &str) -> String {
    let words = title.split(' ').map(|word| {
        let year = word.len() == 4 && period(word).is_some_and(|found| found.year.is_some());
        if year { "{ar}" } else { word }
    });
    let heading = words.collect::<Vec<_>>().join(" ");
    // Two placeholders never touch.
    if heading.matches("{ar}").count() == 1 {
        heading
    } else {
        title.to_owned()
    }
}

/// The level whose label a column title is, in the plural or not.
fn known_level(layouts: &Layouts, title: &str) -> Option<String> {
    let level = layouts.level_of_title(title);
    level.map(|level| level.niva.clone())
}

/// The level of the goals that a column names: the one whose label its heading is, else a new one.
fn level(layouts: &Layouts, title: &str, words: &mut Words) -> String {
    known_level(layouts, title).unwrap_or_else(|| {
        let niva = key(title);
        words.labels.insert(title.to_owned(), niva.clone());
        niva
    })
}

/// What the cells of a column hold, as a layout file says it.
fn kinds(
    table: &SeenTable,
    at: usize,
    look: &ColumnLook,
    own: &str,
    words: &mut Words,
) -> Vec<String> {
    let plain = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect();
    if let (ColumnLook::Repeated | ColumnLook::Texts, Some(list)) =
        (look, new_list(table, at, words))
    {
        return vec![format!("ord:{list}"), "text".to_owned()];
    }
    match look {
        ColumnLook::Days => plain(&["datum", "period", "ord:tid"]),
        ColumnLook::Periods | ColumnLook::Years => plain(&["period", "ord:tid", "text"]),
        ColumnLook::Quantities | ColumnLook::Numbers => plain(&["mangd", "ord:mal"]),
        ColumnLook::Words(list) => vec![format!("ord:{list}"), "text".to_owned()],
        ColumnLook::Texts if !are_words(&column(table, at)) => plain(&["text"]),
        ColumnLook::Repeated | ColumnLook::Texts => {
            let name = own.replace("_{ar}", "");
            let list = words.lists.entry(name.clone()).or_default();
            for text in column(table, at) {
                let text = cell::plain(&text).text;
                if text.is_empty() || cell::is_dash(&text) {
                    continue;
                }
                let known = list.values().any(|texts| texts.contains(&text));
                if !known {
                    // Signs have no letters to make a word of: it is left to who edits the file.
                    let word = key(&text);
                    let word = if letters(&text).is_empty()
                        || word.starts_with(|c: char| c.is_ascii_digit())
                    {
                        format!("ord_{}", list.len() + 1)
                    } else {
                        word
                    };
                    list.entry(word).or_default().insert(text);
                }
            }
            vec![format!("ord:{name}"), "text".to_owned()]
        }
        ColumnLook::Empty => plain(&["text"]),
    }
}

/// Whether texts are words of a vocabulary though not many of them are the same: all are short, and some stand again.
pub(super) fn are_words(texts: &[String]) -> bool {
    let told: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
    let mut different = told.clone();
    different.sort();
    different.dedup();
    told.iter()
        .all(|text| text.split(' ').count() <= SHORT_WORDS)
        && different.len() < told.len()
        && different.len() * 100 <= told.len() * DIFFERENT
}

/// The new vocabulary that holds most texts of a column.
fn new_list(table: &SeenTable, at: usize, words: &Words) -> Option<String> {
    let texts = column(table, at);
    let texts: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
    let holds = |list: &std::collections::BTreeMap<String, std::collections::BTreeSet<String>>| {
        let has = |text: &&&String| list.values().any(|own| own.contains(text.as_str()));
        texts.iter().filter(has).count() * 100 >= texts.len() * OF_ONE_LIST
    };
    let found = words
        .lists
        .iter()
        .find(|(_, list)| !texts.is_empty() && holds(list));
    found.map(|(name, _)| name.clone())
}
