//! A script for DuckDB.

use std::io::{self, Write};

use crate::export::{Column, Kind, Table, tables};

/// The script's name.
pub(super) const NAME: &str = "namnd.sql";

/// Writes the script: tables with types and descriptions, and where their rows come from.
pub(super) fn write(sink: &mut impl Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        sink,
        "-- Written by namnd {version}. In the folder of this file: duckdb namnd.duckdb < {NAME}"
    )?;
    for table in tables() {
        write_table(sink, table)?;
    }
    Ok(())
}

fn write_table(sink: &mut impl Write, table: &Table) -> io::Result<()> {
    let name = table.name;
    writeln!(sink, "\nCREATE OR REPLACE TABLE {name} (")?;
    for (index, column) in table.columns.iter().enumerate() {
        let comma = if index + 1 < table.columns.len() {
            ","
        } else {
            ""
        };
        let null = if column.nullable { "" } else { " NOT NULL" };
        writeln!(
            sink,
            "  {} {}{null}{comma}",
            column.name,
            sql_type(column.kind)
        )?;
    }
    writeln!(sink, ");")?;
    // Without quotes an empty field is null, unless the column has no nulls.
    let is_text = |column: &&Column| column.kind == Kind::Text && !column.nullable;
    let texts: Vec<&str> = table
        .columns
        .iter()
        .filter(is_text)
        .map(|column| column.name)
        .collect();
    writeln!(
        sink,
        "COPY {name} FROM '{name}.csv' (FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', FORCE_NOT_NULL ({}));",
        texts.join(", ")
    )?;
    writeln!(sink, "COMMENT ON TABLE {name} IS {};", quoted(table.about))?;
    for column in &table.columns {
        writeln!(
            sink,
            "COMMENT ON COLUMN {name}.{} IS {};",
            column.name,
            quoted(column.about)
        )?;
    }
    Ok(())
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "VARCHAR",
        Kind::Integer => "BIGINT",
        Kind::Number => "DOUBLE",
        Kind::Boolean => "BOOLEAN",
        Kind::Date => "DATE",
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
