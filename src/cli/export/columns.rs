//! `namnd export --columns`: the tables and what their columns mean. The page `schema/tables.md` is printed by it.

use std::fmt::Write as _;

use namnd::export::{Table, tables};

use crate::cli::printer::Printer;
use crate::cli::{Refusal, Status};

/// Prints the page.
pub fn print(printer: &Printer) -> Result<Status, Refusal> {
    printer
        .data(page().as_bytes())
        .map_err(|error| Refusal::new(format!("standard output cannot be written: {error}")))?;
    Ok(Status::Done)
}

fn page() -> String {
    let mut page = String::from(
        "# Tables\n\nMade by `namnd export --columns`; `namnd schema tables` prints the same as JSON. `docs/export.md` tells how \
         to use them.\n",
    );
    for table in tables() {
        // Writing to a string does not fail.
        let _ = write_table(&mut page, table);
    }
    page
}

fn write_table(page: &mut String, table: &Table) -> std::fmt::Result {
    writeln!(
        page,
        "\n## {}\n\n{}. Key: `{}`.\n",
        table.name,
        table.about,
        table.key.join("`, `")
    )?;
    writeln!(page, "| column | type | what |\n| --- | --- | --- |")?;
    for column in &table.columns {
        let null = if column.nullable { " or null" } else { "" };
        let about = column.about.replace('|', "\\|");
        writeln!(
            page,
            "| `{}` | {}{null} | {about} |",
            column.name,
            column.kind.word()
        )?;
    }
    Ok(())
}
