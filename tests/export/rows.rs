//! Rows of every fixture beside its JSON.

use std::collections::{BTreeMap, BTreeSet};

use namnd::export::{Value, rows, tables};
use namnd::output::Handling;
use serde_json::Value as Json;

use crate::support::{convert_bytes, none, outputs};

/// No fixture has cases.
const PROTOCOL: &str = "Kulturnämnden i Tallnäs\nProtokoll 2/2024\n\n§ 11 Val av justerare\n\nBeslut\n\nKulturnämnden utser två \
                        ledamöter.\n\nProtokollet justeras digitalt.\n\n§ 12 Öppettider på badhuset\n\nDnr KUN 2024/31\n";

/// All fixtures with what came of them, and a protocol.
fn documents() -> impl Iterator<Item = (&'static str, Handling)> {
    let fixtures = outputs().map(|(fixture, output)| (fixture.name.as_str(), output.clone()));
    fixtures.chain([(
        "protokoll.txt",
        convert_bytes("protokoll.txt", PROTOCOL.as_bytes()).unwrap(),
    )])
}

/// The rows of a document by table, each a map of its columns as texts; null is left out.
type Rows = BTreeMap<&'static str, Vec<BTreeMap<&'static str, String>>>;

fn rows_of(handling: &Handling) -> Rows {
    let mut all = Rows::new();
    rows(handling, &mut |table, values| {
        let columns = table.columns.iter().zip(values);
        let named = columns.filter(|(_, value)| **value != Value::Null);
        let row = named.map(|(column, value)| (column.name, shown(value)));
        all.entry(table.name).or_default().push(row.collect());
    });
    all
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Boolean(is) => is.to_string(),
        Value::Date(day) => day.to_string(),
    }
}

/// How many rows each table must have, counted in the JSON by its keys.
fn counted(json: &Json) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::from([("dokument", 1)]);
    let list = |of: &Json, key: &str| of[key].as_array().map_or(&[][..], Vec::as_slice).to_vec();
    let mut add = |table, count: usize| *counts.entry(table).or_default() += count;
    add("diagnostik", list(json, "diagnostik").len());
    add("arenden", list(json, "arenden").len());
    add("beslut", list(&json["dokument"], "beslut").len());
    for case in list(json, "arenden") {
        add("beslut", list(&case, "beslut").len());
    }
    let mut owners = vec![json.clone()];
    while let Some(owner) = owners.pop() {
        add("mal", list(&owner, "mal").len());
        owners.extend(list(&owner, "mal"));
        for row in [list(&owner, "indikatorer"), list(&owner, "aktiviteter")].concat() {
            add("rader", 1);
            let values = row["varden"].as_object().unwrap().values();
            add("varden", values.filter(|value| !value.is_null()).count());
        }
        for section in list(&owner, "avsnitt") {
            add("avsnitt", list(&section, "stycken").len().max(1));
        }
        for table in list(&owner, "tabeller") {
            add("tabeller", 1);
            let mut cells: Vec<Json> = list(&table, "huvud")
                .iter()
                .flat_map(|row| row.as_array().unwrap().clone())
                .collect();
            cells.extend(
                list(&table, "rader")
                    .iter()
                    .flat_map(|row| list(row, "celler")),
            );
            add(
                "celler",
                cells.iter().filter(|cell| !cell.is_null()).count(),
            );
        }
    }
    counts.retain(|_, count| *count > 0);
    counts
}

#[test]
fn there_are_as_many_rows_as_the_json_has_parts() {
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, output) in documents() {
        let wanted = counted(&serde_json::to_value(&output).unwrap());
        let found: BTreeMap<_, _> = rows_of(&output)
            .iter()
            .map(|(table, rows)| (*table, rows.len()))
            .collect();
        seen.extend(found.keys().copied());
        if wanted != found {
            complaints.push(format!(
                "{}: {wanted:?} in the JSON, {found:?} as rows",
                name
            ));
        }
    }
    none(&complaints);
    let all: BTreeSet<_> = tables().iter().map(|table| table.name).collect();
    assert_eq!(seen, all, "every table has rows in some fixture");
}

#[test]
fn values_are_of_their_columns_kind() {
    let mut complaints = Vec::new();
    for (name, output) in documents() {
        rows(&output, &mut |table, values| {
            assert_eq!(values.len(), table.columns.len(), "{}", table.name);
            for (column, value) in table.columns.iter().zip(values) {
                let fits = value
                    .kind()
                    .map_or(column.nullable, |kind| kind == column.kind)
                    && !(column.nullable && *value == Value::from(""));
                if !fits {
                    complaints.push(format!(
                        "{}: {}.{} is {value:?}",
                        name, table.name, column.name
                    ));
                }
            }
        });
    }
    none(&complaints);
}

/// What a column of a table refers to in another.
const JOINS: [(&str, &str, &str); 8] = [
    ("mal", "overmal_id", "mal"),
    ("rader", "mal_id", "mal"),
    ("varden", "rad_id", "rader"),
    ("avsnitt", "mal_id", "mal"),
    ("tabeller", "mal_id", "mal"),
    ("celler", "tabell_id", "tabeller"),
    ("beslut", "arende_id", "arenden"),
    ("dokument", "dok_id", "dokument"),
];

#[test]
fn keys_tell_rows_apart_and_join() {
    let mut complaints = Vec::new();
    let mut ids = BTreeSet::new();
    for (name, output) in documents() {
        let all = rows_of(&output);
        let id = all["dokument"][0]["dok_id"].clone();
        for table in tables() {
            let mut keys = BTreeSet::new();
            for row in all.get(table.name).into_iter().flatten() {
                let key: Vec<_> = table.key.iter().map(|name| row.get(name)).collect();
                if row["dok_id"] != id || !keys.insert(key.clone()) {
                    complaints.push(format!("{}: {} {key:?}", name, table.name));
                }
            }
        }
        for (from, column, to) in JOINS {
            let key = tables()
                .iter()
                .find(|table| table.name == to)
                .unwrap()
                .key
                .last()
                .unwrap();
            let there: BTreeSet<_> = all
                .get(to)
                .into_iter()
                .flatten()
                .map(|row| &row[key])
                .collect();
            let lost = all
                .get(from)
                .into_iter()
                .flatten()
                .filter_map(|row| row.get(column))
                .find(|id| !there.contains(id));
            complaints
                .extend(lost.map(|id| format!("{}: {from}.{column} {id} joins nothing", name)));
        }
        if !ids.insert(id) {
            complaints.push(format!("{}: its dok_id is another document's", name));
        }
    }
    none(&complaints);
}

/// Column names may be used in SQL without quotes and in any case; descriptions are there.
#[test]
fn columns_have_plain_names_and_descriptions() {
    for table in tables() {
        let mut names = BTreeSet::new();
        for column in &table.columns {
            let plain = column
                .name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            assert!(
                plain && names.insert(column.name),
                "{}.{}",
                table.name,
                column.name
            );
            assert!(
                !column.about.is_empty() && !column.about.ends_with('.'),
                "{}.{}",
                table.name,
                column.name
            );
        }
        assert!(
            table.key.iter().all(|name| names.contains(name)),
            "{}",
            table.name
        );
    }
}
