//! A document's rows.

use sha2::{Digest as _, Sha256};

use super::table::{Table, hand_over};
use super::tables::{
    Arenden, Avsnitt, Beslut, CaseRow, CellRow, Celler, DecisionRow, Diagnostik, DocumentRow,
    Dokument, Goal, GoalRow, Mal, Of, ParagraphRow, Rader, RemarkRow, RowRow, Tabeller, TableRow,
    ValueRow, Varden,
};
use super::value::Value;
use crate::output::{self, Cell, Handling, Kalla, Rad, Summary, Tabell};

/// What stands between the parts of a goal's chain.
const CHAIN_SIGN: &str = " › ";

/// Takes rows: the table and the values of its columns, in their order.
type Take<'t> = &'t mut dyn FnMut(&'static Table, &[Value<'_>]);

/// A document's `dok_id`: made of its bytes and its path, so the same from run to run.
#[must_use]
pub fn document_id(source: &Kalla) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::new()
        .chain_update(&source.sha256)
        .chain_update(b"\n")
        .chain_update(&source.fil)
        .finalize();
    let mut id = String::with_capacity(16);
    // 64 bits: among a million documents two share one with a probability of 3 in 100 million.
    for byte in digest.iter().take(8) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Hands over all rows of a document, table by table in the order of [`tables`](super::tables), and in the reading order
/// within each.
pub fn rows(handling: &Handling, take: &mut dyn FnMut(&'static Table, &[Value<'_>])) {
    let id = document_id(&handling.kalla);
    let goals = goals(handling);
    let of = Of {
        id: &id,
        goal: None,
    };
    let found = Found::of(handling, &goals, of);
    let summary = Summary::of(handling);
    hand_over::<Dokument>(
        &DocumentRow {
            of,
            handling,
            summary: &summary,
            paragraphs: found
                .sections
                .iter()
                .map(|(_, section)| section.stycken.len())
                .sum(),
            tables: found.tables.len(),
        },
        take,
    );
    for goal in &goals {
        let above = goal
            .above
            .and_then(|above| goals.get(above))
            .map(|above| above.chain.id);
        hand_over::<Mal>(
            &GoalRow {
                of,
                goal: goal.goal,
                chain: &goal.chain,
                above,
                depth: goal.depth,
            },
            take,
        );
    }
    for row in &found.rows {
        hand_over::<Rader>(row, take);
    }
    for row in &found.rows {
        values(*row, take);
    }
    for (of, section) in &found.sections {
        paragraphs(*of, section, take);
    }
    for table in &found.tables {
        hand_over::<Tabeller>(table, take);
    }
    for table in &found.tables {
        cells(*table, take);
    }
    decisions(of, handling, take);
    for case in &handling.arenden {
        hand_over::<Arenden>(&CaseRow { of, case }, take);
    }
    for (index, remark) in handling.diagnostik.iter().enumerate() {
        hand_over::<Diagnostik>(
            &RemarkRow {
                of,
                number: index + 1,
                remark,
            },
            take,
        );
    }
}

/// A goal and where it is nested.
struct Nested<'a> {
    goal: &'a output::Mal,
    chain: Goal<'a>,
    /// Place of the goal above among all goals.
    above: Option<usize>,
    depth: usize,
}

/// All goals, each before those under it.
fn goals(handling: &Handling) -> Vec<Nested<'_>> {
    let mut goals: Vec<Nested<'_>> = Vec::new();
    // A list of its own instead of recursion: the depth comes from the document.
    let mut waiting: Vec<(&output::Mal, Option<usize>)> =
        handling.mal.iter().rev().map(|goal| (goal, None)).collect();
    while let Some((goal, above)) = waiting.pop() {
        let own = match &goal.nummer {
            Some(number) => format!("{number} {}", goal.titel),
            None => goal.titel.clone(),
        };
        let (chain, depth) = match above.and_then(|above| goals.get(above)) {
            Some(above) => (
                format!("{}{CHAIN_SIGN}{own}", above.chain.chain),
                above.depth + 1,
            ),
            None => (own, 1),
        };
        let index = goals.len();
        goals.push(Nested {
            goal,
            chain: Goal {
                id: &goal.id,
                chain,
            },
            above,
            depth,
        });
        waiting.extend(goal.mal.iter().rev().map(|below| (below, Some(index))));
    }
    goals
}

/// What stands in several places of a document, in the reading order.
struct Found<'a> {
    rows: Vec<RowRow<'a>>,
    sections: Vec<(Of<'a>, &'a output::Avsnitt)>,
    tables: Vec<TableRow<'a>>,
}

impl<'a> Found<'a> {
    fn of(handling: &'a Handling, goals: &'a [Nested<'a>], of: Of<'a>) -> Self {
        let mut found = Self {
            rows: Vec::new(),
            sections: Vec::new(),
            tables: Vec::new(),
        };
        found.add_rows(of, &handling.indikatorer, &handling.aktiviteter);
        found.add(of, &handling.avsnitt, &handling.tabeller);
        for nested in goals {
            let (goal, of) = (
                nested.goal,
                Of {
                    goal: Some(&nested.chain),
                    ..of
                },
            );
            found.add_rows(of, &goal.indikatorer, &goal.aktiviteter);
            found.add(of, &goal.avsnitt, &goal.tabeller);
        }
        found.rows.sort_by_key(|row| row.row.ordning);
        found.sections.sort_by_key(|(_, section)| section.ordning);
        found.tables.sort_by_key(|table| table.table.ordning);
        found
    }

    fn add_rows(&mut self, of: Of<'a>, indicators: &'a [Rad], activities: &'a [Rad]) {
        for (sort, rows) in [("indikator", indicators), ("aktivitet", activities)] {
            self.rows
                .extend(rows.iter().map(|row| RowRow { of, sort, row }));
        }
    }

    fn add(&mut self, of: Of<'a>, sections: &'a [output::Avsnitt], tables: &'a [Tabell]) {
        self.sections
            .extend(sections.iter().map(|section| (of, section)));
        self.tables
            .extend(tables.iter().map(|table| TableRow { of, table }));
    }
}

fn values(row: RowRow<'_>, take: Take<'_>) {
    for (column, value) in &row.row.varden {
        if let Some(value) = value {
            hand_over::<Varden>(&ValueRow { row, column, value }, take);
        }
    }
}

fn paragraphs(of: Of<'_>, section: &output::Avsnitt, take: Take<'_>) {
    if section.stycken.is_empty() {
        hand_over::<Avsnitt>(
            &ParagraphRow {
                of,
                section,
                paragraph: None,
            },
            take,
        );
    }
    for paragraph in &section.stycken {
        hand_over::<Avsnitt>(
            &ParagraphRow {
                of,
                section,
                paragraph: Some(paragraph),
            },
            take,
        );
    }
}

fn decisions(of: Of<'_>, handling: &Handling, take: Take<'_>) {
    for (index, decision) in handling.dokument.beslut.iter().enumerate() {
        let number = decision.nummer;
        let row = DecisionRow {
            of,
            case: None,
            place: index + 1,
            number,
            text: &decision.text,
        };
        hand_over::<Beslut>(&row, take);
    }
    for case in &handling.arenden {
        for (index, text) in case.beslut.iter().enumerate() {
            let row = DecisionRow {
                of,
                case: Some(&case.id),
                place: index + 1,
                number: None,
                text,
            };
            hand_over::<Beslut>(&row, take);
        }
    }
}

fn cells(table: TableRow<'_>, take: Take<'_>) {
    for (index, row) in table.table.huvud.iter().enumerate() {
        row_cells(table, ("huvud", index), row, None, take);
    }
    let mut above = Above::default();
    for (index, row) in table.table.rader.iter().enumerate() {
        let label = above.label(&row.celler);
        row_cells(table, ("rad", index), &row.celler, label, take);
    }
}

fn row_cells(
    table: TableRow<'_>,
    (part, row): (&'static str, usize),
    cells: &[Option<Cell>],
    label: Option<&str>,
    take: Take<'_>,
) {
    for (column, cell) in cells.iter().enumerate() {
        if let Some(cell) = cell {
            let (row, column) = (row + 1, column + 1);
            hand_over::<Celler>(
                &CellRow {
                    table,
                    part,
                    row,
                    column,
                    label,
                    cell,
                },
                take,
            );
        }
    }
}

/// The cells above a row that reach down to it: for each column the cell, and how many rows it still covers.
#[derive(Default)]
struct Above<'a>(Vec<Option<(&'a Cell, u32)>>);

impl<'a> Above<'a> {
    /// What a row is called. To be asked row by row.
    fn label(&mut self, cells: &'a [Option<Cell>]) -> Option<&'a str> {
        self.0.resize(cells.len().max(self.0.len()), None);
        for (column, reaching) in self.0.iter_mut().enumerate() {
            *reaching = match cells.get(column) {
                Some(Some(cell)) => Some((cell, cell.radspann.max(1) - 1)),
                _ => (*reaching)
                    .filter(|(_, left)| *left > 0)
                    .map(|(cell, left)| (cell, left - 1)),
            };
        }
        let texts = || {
            self.0
                .iter()
                .flatten()
                .map(|(cell, _)| *cell)
                .filter(|cell| !cell.text.is_empty())
        };
        let label = texts()
            .find(|cell| cell.tal.is_none())
            .or_else(|| texts().next());
        label.map(|cell| &*cell.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, rows: u32) -> Option<Cell> {
        Some(Cell {
            text: text.to_owned(),
            tal: text.parse().ok().and_then(output::Tal::new),
            enhet: None,
            spann: 1,
            radspann: rows,
            noter: Vec::new(),
            symbol: None,
            plats: Vec::new(),
            sakerhet: None,
        })
    }

    #[test]
    fn a_row_is_called_by_its_leftmost_text() {
        let rows = [
            [cell("Skola", 2), cell("2023", 1), cell("10", 1)],
            [None, cell("2024", 1), cell("12", 1)],
            [cell("3", 1), cell("Äldre", 1), cell("7", 1)],
            [cell("", 1), cell("1", 1), cell("2", 1)],
            [cell("", 1), cell("", 1), cell("", 1)],
        ];
        let mut above = Above::default();
        let labels: Vec<_> = rows.iter().map(|row| above.label(row)).collect();
        assert_eq!(
            labels,
            [Some("Skola"), Some("Skola"), Some("Äldre"), Some("1"), None]
        );
    }
}
