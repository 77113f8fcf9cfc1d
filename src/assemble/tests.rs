//! The rules of assembly, each on a small flow, and the account of letters on all of them.

use super::*;
use crate::flow::{Mark, Place, RowKind, Style, Table, TableCell, TableRow};
use crate::geometry::Rect;
use crate::model::{Format, Mal, Rad, Redovisning, Tabell, Textkalla, Typ};
use crate::pdf::Rgb;

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
            letters: (first..first + count).collect(),
            place: Place::Page(1 + self.row / 40, Rect::new(50.0, 10.0, 100.0, 20.0)),
            style: Style {
                bold,
                ..Style::default()
            },
            full: false,
            first_word: 10.0,
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
                        marks: Vec::new(),
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
            witness: vec!["linjer"],
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
            taggad: false,
            producent: None,
            textkalla: Textkalla::Text,
        };
        let mut flow = self.flow;
        flow.vocabulary = Vocabulary::new(&[]);
        let handling = assemble(flow, source, &Layouts::builtin(), None);
        let mut written = written(&handling);
        // The stop that closes a goal's number is not written: `1.2.` is the number 1.2.
        let stops = handling.redovisning.poster - written.poster;
        assert!(stops <= numbered(&handling.mal));
        written.poster += stops;
        written.tecken += stops;
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
    let texts = |list: &[Sidtext]| {
        let entry = |s: &Sidtext| count(&s.text) * s.sidor.len() as u64;
        list.iter().map(entry).sum::<u64>()
    };
    sums.sidtexter = texts(&handling.sidtexter);
    sums.etiketter = texts(&handling.etiketter);
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
            let texts: u64 = section.text.iter().map(|text| count(text)).sum();
            texts + section.rubrik.as_deref().map_or(0, count)
        };
        list.iter().map(section).sum()
    };
    let tables = |list: &[Tabell]| -> u64 {
        let rows = list.iter().flat_map(|t| t.huvud.iter().chain(&t.rader));
        rows.flatten().map(|cell| count(&cell.text)).sum()
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
    sums.tecken =
        sums.poster + sums.avsnitt + sums.tabeller + sums.sidtexter + sums.etiketter + sums.otolkat;
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

#[test]
fn goals_nest_and_their_labels_are_listed() {
    let handling = Builder::default()
        .heading(1, "KF:s inriktningsmål:")
        .heading(1, "1. En öppen stad")
        .paragraph(
            Role::Heading(2),
            &[
                "KF:s mål för verksamhetsområdet: 1.1 I staden finns",
                "arbete för alla",
            ],
        )
        .heading(3, "Nämndmål:")
        .paragraph(Role::Text, &["Vägen till arbete är kort"])
        .heading(4, "Beskrivning")
        .text("Nämnden arbetar.")
        .assemble();
    let top = &handling.mal[0];
    assert_eq!(
        (top.niva.as_str(), top.nummer.as_deref()),
        ("inriktningsmal", Some("1"))
    );
    assert_eq!(top.mal[0].titel, "I staden finns arbete för alla");
    assert_eq!(top.mal[0].nummer.as_deref(), Some("1.1"));
    let own = &top.mal[0].mal[0];
    assert_eq!(
        (own.niva.as_str(), own.titel.as_str()),
        ("namndmal", "Vägen till arbete är kort")
    );
    assert_eq!(own.avsnitt[0].rubrik.as_deref(), Some("Beskrivning"));
    assert_eq!(own.avsnitt[0].text, ["Nämnden arbetar."]);
    let labels: Vec<&str> = handling.etiketter.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        labels,
        [
            "KF:s inriktningsmål:",
            "KF:s mål för verksamhetsområdet:",
            "Nämndmål:"
        ]
    );
}

#[test]
fn a_label_that_wraps_is_a_label() {
    let handling = Builder::default()
        .paragraph(
            Role::Heading(2),
            &["KF:s mål för", "verksamhetsområdet: Staden är ren"],
        )
        .assemble();
    assert_eq!(handling.mal[0].titel, "Staden är ren");
    assert_eq!(
        handling.etiketter[0].text,
        "KF:s mål för verksamhetsområdet:"
    );
}

#[test]
fn a_goal_mentioned_in_running_text_is_no_heading() {
    let handling = Builder::default()
        .text("Nämndmål: detta följs upp varje år. Resultatet redovisas för nämnden.")
        .assemble();
    assert!(handling.mal.is_empty());
    assert_eq!(handling.avsnitt[0].text.len(), 1);
}

#[test]
fn a_line_of_the_contents_is_no_heading() {
    let handling = Builder::default()
        .heading(1, "Innehåll")
        .paragraph(Role::Contents, &["Nämndmål: Rena parker ..... 4"])
        .text("Text efter innehållet.")
        .assemble();
    assert!(handling.mal.is_empty());
    let sections: Vec<_> = handling
        .avsnitt
        .iter()
        .map(|s| s.rubrik.as_deref())
        .collect();
    assert_eq!(sections, [Some("Innehåll"), None]);
}

#[test]
fn the_status_stands_under_the_heading_only() {
    let handling = Builder::default()
        .heading(3, "Nämndmål: Rena parker")
        .text("Uppfylls delvis")
        .text("Målet gäller alla parker.")
        .text("Uppfylls helt")
        .assemble();
    let status = handling.mal[0].status.as_ref().unwrap();
    assert_eq!(
        (status.text.as_str(), status.varde.as_deref()),
        ("Uppfylls delvis", Some("delvis"))
    );
    assert_eq!(handling.mal[0].avsnitt[0].text.len(), 2);
}

#[test]
fn a_heading_of_the_outermost_rank_ends_the_goals() {
    let handling = Builder::default()
        .heading(1, "KF:s inriktningsmål: 1. En öppen stad")
        .heading(2, "Nämndmål: Rena parker")
        .heading(3, "Trygghet")
        .text("Om trygghet.")
        .heading(1, "Uppföljning av ekonomi")
        .text("Om ekonomi.")
        .assemble();
    assert_eq!(
        handling.mal[0].mal[0].avsnitt[0].rubrik.as_deref(),
        Some("Trygghet")
    );
    assert_eq!(
        handling.avsnitt[0].rubrik.as_deref(),
        Some("Uppföljning av ekonomi")
    );
    assert_eq!(handling.avsnitt[0].text, ["Om ekonomi."]);
}

#[test]
fn rows_with_companions_and_repeated_headings() {
    let handling = Builder::default()
        .heading(1, "Nämndmål: Rena parker")
        .table(
            4,
            &[
                (
                    RowKind::Header,
                    &["Indikator", "Periodens utfall", "Årsmål", "Period"],
                ),
                (
                    RowKind::Body,
                    &["Andel nöjda\nbesökare", "81 %", "80 %", "VB 2021"],
                ),
                (RowKind::FullWidth, &["Analys\nUtfallet är"]),
                (
                    RowKind::RepeatedHeader,
                    &["Indikator", "Periodens utfall", "Årsmål", "Period"],
                ),
                (RowKind::FullWidth, &["högre än förut."]),
                (RowKind::Body, &["Antal parker", "3", "", "VB 2021"]),
            ],
        )
        .assemble();
    let rows = &handling.mal[0].indikatorer;
    assert_eq!(rows[0].namn, "Andel nöjda besökare");
    assert_eq!(
        rows[0].analys.as_deref(),
        Some("Utfallet är högre än förut.")
    );
    assert_eq!(
        rows[0].varden["utfall"]
            .as_ref()
            .unwrap()
            .tal
            .unwrap()
            .get(),
        81.0
    );
    assert!(rows[1].varden["arsmal"].is_none());
    assert!(rows[1].analys.is_none());
    let heading = handling
        .etiketter
        .iter()
        .find(|e| e.text == "Indikator")
        .unwrap();
    assert_eq!(heading.sidor.len(), 2);
    assert!(codes(&handling).is_empty());
}

#[test]
fn a_companion_at_the_beginning_of_a_table_belongs_to_the_row_before_it() {
    let row: (RowKind, &[&str]) = (RowKind::Body, &["Andel nöjda", "81 %", "", "År"]);
    let handling = Builder::default()
        .table(4, &[PLAN, row])
        .table(4, &[(RowKind::FullWidth, &["högre."])])
        .assemble();
    assert_eq!(handling.indikatorer.len(), 1);
    // Without a label nothing tells whose text it is.
    assert_eq!(codes(&handling), ["text-utan-rad"]);
}

#[test]
fn a_table_that_goes_on_without_its_heading_keeps_its_layout() {
    let handling = Builder::default()
        .table(
            4,
            &[PLAN, (RowKind::Body, &["Andel nöjda", "81 %", "", "År"])],
        )
        .table(
            4,
            &[(RowKind::Body, &["Antal parker", "3 st", "5 st", "År"])],
        )
        .assemble();
    assert_eq!(handling.indikatorer.len(), 2);
    assert!(handling.tabeller.is_empty());
}

#[test]
fn an_unknown_column_keeps_its_text_under_a_key_of_its_own() {
    let head: (RowKind, &[&str]) = (RowKind::Header, &["Indikator", "Årsmål", "Källa"]);
    let handling = Builder::default()
        .table(
            3,
            &[head, (RowKind::Body, &["Andel nöjda", "81 %", "Enkät"])],
        )
        .assemble();
    let values = &handling.indikatorer[0].varden;
    assert_eq!(values["kalla"].as_ref().unwrap().text, "Enkät");
}

#[test]
fn a_row_without_a_name_is_kept_and_told() {
    let handling = Builder::default()
        .table(4, &[PLAN, (RowKind::Body, &["", "81 %", "80 %", "År"])])
        .assemble();
    assert_eq!(handling.indikatorer[0].namn, "");
    assert_eq!(codes(&handling), ["rad-utan-namn"]);
}

#[test]
fn text_in_a_column_without_heading_is_kept_and_told() {
    let head: (RowKind, &[&str]) = (
        RowKind::Header,
        &["", "Indikator", "Årsmål", "Periodicitet"],
    );
    let handling = Builder::default()
        .table(
            4,
            &[head, (RowKind::Body, &["x", "Andel nöjda", "80 %", "År"])],
        )
        .mark(1, 0, Rgb(1, 2, 255))
        .assemble();
    let row = &handling.indikatorer[0];
    assert_eq!(row.varden["kolumn_1"].as_ref().unwrap().text, "x");
    assert_eq!(row.symboler[0].farg.as_deref(), Some("#0102ff"));
    assert_eq!(row.symboler[0].kolumn, None);
    assert_eq!(codes(&handling), ["kolumn-utan-rubrik"]);
}

#[test]
fn goals_in_a_table_and_activities_grouped_by_them() {
    let handling = Builder::default()
        .table(
            2,
            &[
                (RowKind::Header, &["Nämndmål", "Bedömning"]),
                (RowKind::Body, &["Rena parker", ""]),
                (RowKind::Body, &["Trygga torg", ""]),
            ],
        )
        .mark(1, 1, Rgb(0, 128, 0))
        .table(
            3,
            &[
                (RowKind::Header, &["Aktivitet", "Status", "Färdiggrad"]),
                (RowKind::FullWidth, &["Trygga torg"]),
                (RowKind::Body, &["Tända lyktor", "Pågående", "50 %"]),
                (RowKind::FullWidth, &["Kommentar: Halva torget."]),
                (RowKind::FullWidth, &["*Öppna bibliotek"]),
                (RowKind::Body, &["Längre öppet", "Avslutad", "100 %"]),
            ],
        )
        .assemble();
    let titles: Vec<&str> = handling
        .mal
        .iter()
        .map(|goal| goal.titel.as_str())
        .collect();
    assert_eq!(titles, ["Rena parker", "Trygga torg", "Öppna bibliotek"]);
    let symbol = handling.mal[0]
        .status
        .as_ref()
        .unwrap()
        .symbol
        .as_ref()
        .unwrap();
    assert_eq!(symbol.farg.as_deref(), Some("#008000"));
    let activity = &handling.mal[1].aktiviteter[0];
    assert_eq!(activity.namn, "Tända lyktor");
    assert_eq!(activity.kommentar.as_deref(), Some("Halva torget."));
    assert_eq!(handling.mal[2].aktiviteter[0].namn, "Längre öppet");
}

#[test]
fn a_mark_alone_in_a_cell_is_its_value() {
    let head: (RowKind, &[&str]) = (RowKind::Header, &["Aktivitet", "Status", "Färdiggrad"]);
    let handling = Builder::default()
        .table(3, &[head, (RowKind::Body, &["Tända lyktor", "", "50 %"])])
        .mark(1, 1, Rgb(255, 0, 0))
        .assemble();
    let row = &handling.aktiviteter[0];
    let status = row.varden["status"].as_ref().unwrap();
    assert_eq!(
        status.symbol.as_ref().unwrap().farg.as_deref(),
        Some("#ff0000")
    );
    assert_eq!(row.symboler[0].kolumn.as_deref(), Some("status"));
}

#[test]
fn other_tables_have_numbers_with_the_unit_of_their_heading() {
    let handling = Builder::default()
        .heading(1, "Ekonomi")
        .table(
            3,
            &[
                (
                    RowKind::Header,
                    &["Verksamhet (mnkr)", "Budget 2022", "Andel (%)"],
                ),
                (RowKind::Body, &["Förskola", "2 750,3", "40"]),
                (RowKind::FullWidth, &["varav"]),
                (
                    RowKind::RepeatedHeader,
                    &["Verksamhet (mnkr)", "Budget 2022", "Andel (%)"],
                ),
                (RowKind::Body, &["Summa", "- 6 279", "100"]),
            ],
        )
        .assemble();
    let table = &handling.tabeller[0];
    assert_eq!(table.rubrik.as_deref(), Some("Ekonomi"));
    assert_eq!(table.huvud.len(), 1);
    assert_eq!(table.rader.len(), 3);
    assert!(table.rader.iter().all(|row| row.len() == 3));
    let budget = &table.rader[0][1];
    assert_eq!(
        (budget.tal.unwrap().get(), budget.enhet.as_deref()),
        (2750.3, Some("mnkr"))
    );
    assert_eq!(table.rader[0][2].enhet.as_deref(), Some("%"));
    assert_eq!(table.rader[2][1].tal.unwrap().get(), -6279.0);
    assert_eq!(handling.etiketter[0].text, "Verksamhet (mnkr)");
}

#[test]
fn stacked_tables_are_parted_at_a_known_heading() {
    let handling = Builder::default()
        .table(
            4,
            &[
                PLAN,
                (RowKind::Body, &["Andel nöjda", "81 %", "80 %", "År"]),
                (RowKind::Header, &["Aktivitet", "Startdatum", "Slutdatum"]),
                (RowKind::Body, &["Städa", "2022-01-01", "2022-12-31"]),
            ],
        )
        .assemble();
    assert_eq!(
        (handling.indikatorer.len(), handling.aktiviteter.len()),
        (1, 1)
    );
}

#[test]
fn what_is_hidden_ends_in_otolkat_and_furniture_with_its_pages() {
    let mut builder = Builder::default().text("Synlig text.");
    let hidden = builder.line("Dold text", false);
    builder.flow.unplaced.push(hidden);
    for _ in 0..2 {
        let header = builder.line("Rapport", false);
        builder.flow.furniture.push(header);
    }
    let handling = builder.assemble();
    assert_eq!(handling.otolkat[0].text, "Dold text");
    assert_eq!(handling.sidtexter[0].sidor, [1, 1]);
    assert_eq!(handling.redovisning.otolkat, 8);
}

#[test]
fn a_letter_that_stands_on_no_line_is_told() {
    let mut builder = Builder::default().text("Text");
    builder.flow.letters += 2;
    let mut flow = builder.flow;
    flow.vocabulary = Vocabulary::new(&[]);
    let source = Builder::default().assemble().kalla;
    let handling = assemble(flow, source, &Layouts::builtin(), None);
    assert_eq!(codes(&handling), ["tecken-borta"]);
    assert_eq!(handling.redovisning.tecken, 6);
    assert_eq!(handling.redovisning.avsnitt, 4);
}

#[test]
fn the_kind_is_guessed_from_columns_and_told() {
    let handling = Builder::default()
        .table(
            4,
            &[
                PLAN,
                (RowKind::Body, &["Andel nöjda", "81 %", "80 %", "År"]),
            ],
        )
        .assemble();
    assert_eq!(handling.dokument.typ, Typ::Verksamhetsplan);
    assert_eq!(handling.diagnostik[0].kod, "dokumenttyp-gissad");
}

#[test]
fn the_title_tells_kind_year_and_committee() {
    let handling = Builder::default()
        .paragraph(
            Role::Heading(1),
            &["Verksamhetsplan 2022 för", "Norrby stadsdelsnämnd"],
        )
        .text("Dnr: NÄ 2021/12")
        .assemble();
    let document = &handling.dokument;
    assert_eq!(document.typ, Typ::Verksamhetsplan);
    assert_eq!(document.ar, Some(2022));
    assert_eq!(document.namnd.as_deref(), Some("Norrby stadsdelsnämnd"));
    assert_eq!(document.diarienummer.as_deref(), Some("NÄ 2021/12"));
}
