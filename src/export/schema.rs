//! The tables as data.

use serde_json::{Value, json};

use super::tables;

/// The tables and their columns as JSON: what `schema/tables-1.json` holds. Its version rises with a change that a reader
/// could notice.
#[must_use]
pub fn schema() -> Value {
    let tables = tables().iter().map(|table| {
        let columns = table.columns.iter().map(|column| {
            json!({
                "name": column.name,
                "type": column.kind.word(),
                "nullable": column.nullable,
                "description": column.about,
            })
        });
        json!({
            "name": table.name,
            "description": table.about,
            "key": table.key,
            "columns": columns.collect::<Vec<_>>(),
        })
    });
    json!({"version": "namnd-tables/1", "tables": tables.collect::<Vec<_>>()})
}
