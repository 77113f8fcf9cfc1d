//! The rules of assembly, each on a small flow, and the account of letters on all of them.

mod beside_goals;
mod goals;
mod rest;
mod tables;

use super::*;
use crate::block::{Line, Mark, Place, RowKind, Style, Table, TableCell, TableRow, Witness};
use crate::geometry::Rect;
use crate::output::{
    Avsnitt, Format, Mal, Plats, Rad, Redovisning, Tabell, Textkalla, Uppfyllelse,
};
use crate::pdf::Rgb;
use crate::trace::Closed;

/// Makes flows whose letters are numbered as they come.
#[derive(Default)]
struct Builder {
    flow: Flow,
    row: u32,
}

impl Builder {
    fn line(&mut self, text: &str, bold: bool) -> Line {
        let count = u32::try_from(lines::count(text)).unwrap();
        let first = self.flow.letters;
        self.flow.letters += count;
        self.row += 1;
        Line {
            text: text.to_owned(),
            letters: (first..first + count).into(),
            place: Place::Page(1 + self.row / 40, Rect::new(50.0, 10.0, 100.0, 20.0)),
            style: Style {
                bold,
                ..Style::default()
            },
            full: false,
            first_word: 10.0,
            gaps: Box::default(),
            ends_in_space: false,
        }
    }

    fn paragraph(mut self, role: Role, texts: &[&str]) -> Self {
        let bold = matches!(role, Role::Heading(_));
        let lines = texts.iter().map(|text| self.line(text, bold)).collect();
        let marks = Vec::new();
        self.flow
            .blocks
            .push(Block::Paragraph(Paragraph { role, lines, marks }));
        self
    }

    fn heading(self, level: u32, text: &str) -> Self {
        self.paragraph(Role::Heading(level), &[text])
    }

    fn text(self, text: &str) -> Self {
        self.paragraph(Role::Text, &[text])
    }

    /// A table: each row's kind and its cells' texts; a full-width row has one. `*` before a line makes it bold.
    fn table(mut self, columns: usize, rows: &[(RowKind, &[&str])]) -> Self {
        let rows = rows
            .iter()
            .map(|(kind, texts)| {
                let full = *kind == RowKind::FullWidth;
                let cells: Vec<TableCell> = texts
                    .iter()
                    .enumerate()
                    .map(|(column, text)| TableCell {
                        column,
                        span: if full { columns } else { 1 },
                        lines: text
                            .lines()
                            .map(|text| {
                                self.line(text.trim_start_matches('*'), text.starts_with('*'))
                            })
                            .collect(),
                        ..TableCell::default()
                    })
                    .collect();
                TableRow {
                    kind: *kind,
                    cells,
                    places: Vec::new(),
                }
            })
            .collect();
        self.flow.blocks.push(Block::Table(Table {
            columns,
            rows,
            witness: vec![Witness::Lattice],
        }));
        self
    }

    fn mark(mut self, row: usize, column: usize, color: Rgb) -> Self {
        if let Some(Block::Table(table)) = self.flow.blocks.last_mut() {
            table.rows[row].cells[column].marks.push(Mark {
                place: Place::Page(1, Rect::new(1.0, 2.0, 3.0, 4.0)),
                color: Some(color),
                form: "cirkel",
                filled: None,
                alt: None,
            });
        }
        self
    }

    fn assemble(self) -> Handling {
        let source = Kalla {
            fil: "x".to_owned(),
            sha256: String::new(),
            format: Format::Pdf,
            sidor: Some(1),
            sidmatt: Vec::new(),
            taggad: false,
            producent: None,
            textkalla: Textkalla::Text,
            igenkanning: None,
        };
        let vocabulary = Vocabulary::new(&[], Layouts::builtin().cues());
        let understood = Understood::new(self.flow, vocabulary);
        let handling = assemble(understood, source, &Layouts::builtin(), None, &Closed);
        let mut written = written(&handling);
        // The stop that closes a goal's number is not written: `1.2.` is the number 1.2.
        let stops = handling.redovisning.poster - written.poster;
        assert!(stops <= numbered(&handling.mal));
        written.poster += stops;
        written.tecken += stops;
        written.fullstandig = handling.redovisning.fullstandig;
        written.saknas.clone_from(&handling.redovisning.saknas);
        assert_eq!(written, handling.redovisning);
        handling
    }
}

/// How many goals have a number.
fn numbered(goals: &[Mal]) -> u64 {
    let number = |goal: &Mal| u64::from(goal.nummer.is_some()) + numbered(&goal.mal);
    goals.iter().map(number).sum()
}

/// The account as the output itself tells it.
fn written(handling: &Handling) -> Redovisning {
    let mut sums = Redovisning::default();
    let count = |text: &str| lines::count(text) as u64;
    let times = |text: &str, plats: &[Plats]| count(text) * plats.len() as u64;
    let sidtexter = handling.sidtexter.iter();
    sums.sidtexter = sidtexter.map(|s| times(&s.text, &s.plats)).sum();
    let etiketter = handling.etiketter.iter();
    sums.etiketter = etiketter.map(|e| times(&e.text, &e.plats)).sum();
    sums.otolkat = handling.otolkat.iter().map(|o| count(&o.text)).sum();
    let rows = |rows: &[Rad]| -> u64 {
        let row = |row: &Rad| {
            let values = row
                .varden
                .values()
                .flatten()
                .map(|varde| count(&varde.text));
            let details = [&row.analys, &row.kommentar].into_iter().flatten();
            count(&row.namn) + values.sum::<u64>() + details.map(|text| count(text)).sum::<u64>()
        };
        rows.iter().map(row).sum()
    };
    let sections = |list: &[Avsnitt]| -> u64 {
        let section = |section: &Avsnitt| {
            let texts: u64 = section.stycken.iter().map(|s| count(&s.text)).sum();
            texts + section.rubrik.as_deref().map_or(0, count)
        };
        list.iter().map(section).sum()
    };
    let tables = |list: &[Tabell]| -> u64 {
        let cells = list.iter().flat_map(Tabell::grid).flatten().flatten();
        cells.map(|cell| count(&cell.text)).sum()
    };
    sums.poster = rows(&handling.indikatorer) + rows(&handling.aktiviteter);
    sums.avsnitt = sections(&handling.avsnitt);
    sums.tabeller = tables(&handling.tabeller);
    let mut goals: Vec<&Mal> = handling.mal.iter().collect();
    while let Some(goal) = goals.pop() {
        let number = goal.nummer.as_deref().map_or(0, count);
        let status = goal.status.as_ref().map_or(0, |status| count(&status.text));
        sums.poster += number + status + count(&goal.titel);
        sums.poster += rows(&goal.indikatorer) + rows(&goal.aktiviteter);
        sums.avsnitt += sections(&goal.avsnitt);
        sums.tabeller += tables(&goal.tabeller);
        goals.extend(&goal.mal);
    }
    sums.tecken = sums.placed();
    sums
}

/// Codes of the diagnostics, the guess of the document's kind aside: these documents have no titles.
fn codes(handling: &Handling) -> Vec<&str> {
    let codes = handling.diagnostik.iter().map(|d| d.kod.as_str());
    codes.filter(|kod| *kod != "dokumenttyp-gissad").collect()
}

const PLAN: (RowKind, &[&str]) = (
    RowKind::Header,
    &["Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"],
);
