//! The columns of a table that no layout claims: which names the row, which the goal, what their cells hold.

use super::super::fold::{key, letters};
use super::super::near::ColumnLook;
use super::super::period::period;
use super::super::{Layouts, cell};
use super::{SeenTable, Words, column};

/// What the plural adds to a label: `Fokusområde`, `Fokusområden`.
const PLURAL: usize = 2;
/// So many texts of a column in a hundred are words of a new vocabulary, and the column holds it.
const OF_ONE_LIST: usize = 60;

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
    /// Its cells are days.
    pub(super) days: bool,
    /// Its cells are amounts.
    pub(super) amounts: bool,
}

/// Guesses the columns of a table; vocabularies that it needs are added to `words`.
pub(super) fn guess(layouts: &Layouts, table: &SeenTable, words: &mut Words) -> Vec<ColumnDraft> {
    let looks: Vec<ColumnLook> = (0..table.titles.len())
        .map(|at| layouts.look(&column(table, at)))
        .collect();
    let named = |at: &usize| !letters(&table.titles[*at]).is_empty();
    let name = (0..looks.len())
        .find(|at| named(at) && looks[*at] == ColumnLook::Texts && !table.merged.contains(at))
        .unwrap_or(0);
    let mut columns: Vec<ColumnDraft> = Vec::new();
    for at in (0..looks.len()).filter(named) {
        let title = &table.titles[at];
        let goal = at < name && table.merged.contains(&at);
        let role = match (at == name, goal) {
            (true, _) => Role::Name,
            (_, true) => Role::Goal(level(layouts, title, words)),
            _ => Role::Value,
        };
        let heading = with_year(title);
        let own = key(&heading.replace("{ar}", ""));
        let own = if heading == *title {
            own
        } else {
            format!("{own}_{{ar}}")
        };
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
        let kinds = match role {
            Role::Value => kinds(table, at, &looks[at], &own, words),
            _ => Vec::new(),
        };
        let names_level = known_level(layouts, title).filter(|_| role == Role::Name);
        columns.push(ColumnDraft {
            names_level,
            role,
            key: own,
            headings: vec![heading],
            kinds,
            days: looks[at] == ColumnLook::Days,
            amounts: matches!(looks[at], ColumnLook::Quantities | ColumnLook::Numbers),
        });
    }
    columns
}

/// A heading with `{ar}` for its year.
fn with_year(title: &str) -> String {
    let words = title.split(' ').map(|word| {
        let year = word.len() == 4 && period(word).is_some_and(|found| found.year.is_some());
        if year { "{ar}" } else { word }
    });
    let heading = words.collect::<Vec<_>>().join(" ");
    // A year alone says nothing of what stands below it, and two placeholders never touch.
    if heading.matches("{ar}").count() == 1 && heading != "{ar}" {
        heading
    } else {
        title.to_owned()
    }
}

/// The level whose label a column title is, in the plural or not.
fn known_level(layouts: &Layouts, title: &str) -> Option<String> {
    let folded = letters(title);
    let is = |label: &String| {
        let rest = folded.strip_prefix(letters(label).as_str());
        rest.is_some_and(|rest| rest.chars().count() <= PLURAL)
    };
    let known = layouts.levels().find(|level| level.labels.iter().any(is));
    known.map(|level| level.niva.clone())
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
        ColumnLook::Periods => plain(&["period", "text"]),
        ColumnLook::Quantities | ColumnLook::Numbers => plain(&["mangd", "ord:mal"]),
        ColumnLook::Words(list) => vec![format!("ord:{list}"), "text".to_owned()],
        ColumnLook::Repeated => {
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
        ColumnLook::Empty | ColumnLook::Texts => plain(&["text"]),
    }
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
