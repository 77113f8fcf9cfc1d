//! Rows of known layouts, and other tables.

use super::*;

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
    assert_eq!(heading.plats.len(), 2);
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
fn a_mark_after_the_words_of_a_goals_status_leaves_them() {
    let rows: [(RowKind, &[&str]); 3] = [
        (RowKind::Header, &["Nämndmål", "Status", "Bedömning"]),
        (RowKind::Body, &["Rena parker", "Uppfylls helt", ""]),
        (RowKind::Body, &["Trygga torg", "", "Uppfylls delvis"]),
    ];
    let green = Rgb(0, 128, 0);
    let handling = Builder::default()
        .table(3, &rows)
        .mark(1, 2, green)
        .mark(2, 1, green);
    for (goal, varde) in handling
        .assemble()
        .mal
        .iter()
        .zip([Uppfyllelse::Helt, Uppfyllelse::Delvis])
    {
        let status = goal.status.as_ref().unwrap();
        assert_eq!(status.varde, Some(varde));
        assert_eq!(
            status.symbol.as_ref().unwrap().farg.as_deref(),
            Some("#008000")
        );
    }
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
    assert_eq!(
        table.kolumner,
        ["Verksamhet (mnkr)", "Budget 2022", "Andel (%)"]
    );
    let wide = &table.rader[1].celler;
    assert_eq!(wide[0].as_ref().unwrap().spann, 3);
    assert_eq!(wide[1..], [None, None]);
    assert_eq!(table.huvud.len(), 1);
    assert_eq!(table.rader.len(), 3);
    assert!(table.rader.iter().all(|row| row.celler.len() == 3));
    let budget = table.rader[0].celler[1].as_ref().unwrap();
    assert_eq!(
        (budget.tal.unwrap().get(), budget.enhet.as_deref()),
        (2750.3, Some("mnkr"))
    );
    assert_eq!(
        table.rader[0].celler[2].as_ref().unwrap().enhet.as_deref(),
        Some("%")
    );
    assert_eq!(
        table.rader[2].celler[1]
            .as_ref()
            .unwrap()
            .tal
            .unwrap()
            .get(),
        -6279.0
    );
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
fn a_title_in_the_first_row_is_the_tables_alone() {
    let handling = Builder::default()
        .heading(1, "Styrkort")
        .table(
            2,
            &[
                (RowKind::FullWidth, &["En trygg vardag"]),
                (RowKind::Header, &["Område", "Andel"]),
                (RowKind::Body, &["Andel trygga", "81"]),
            ],
        )
        .assemble();
    let table = &handling.tabeller[0];
    assert_eq!(table.rubrik.as_deref(), Some("En trygg vardag"));
    assert_eq!(table.narmaste_rubrik.as_deref(), Some("Styrkort"));
    // The title heads no column, so that it is in no column's name.
    assert_eq!((table.huvud.len(), table.rader.len()), (2, 1));
    assert_eq!(table.kolumner, ["Område", "Andel"]);
}

#[test]
fn a_merged_first_column_names_the_goal_of_the_rows() {
    let header: (RowKind, &[&str]) = (
        RowKind::Header,
        &["Fokusområden", "Resultatindikatorer", "Mål 2024"],
    );
    let handling = Builder::default()
        .table(
            3,
            &[
                header,
                (
                    RowKind::Body,
                    &["Alla barn\ntrivs", "Andel som trivs", "95 %"],
                ),
                (RowKind::Body, &["", "Andel trygga", "90 %"]),
                (RowKind::FullWidth, &["STYRELSEN"]),
                (
                    RowKind::Body,
                    &["Budget i balans", "Avvikelse", "0 eller bättre"],
                ),
            ],
        )
        .assemble();
    let goals = &handling.mal;
    let names: Vec<&str> = goals.iter().map(|goal| goal.titel.as_str()).collect();
    assert_eq!(names, ["Alla barn trivs", "Budget i balans"]);
    assert_eq!(goals[0].indikatorer.len(), 2);
    assert_eq!(goals[1].indikatorer[0].namn, "Avvikelse");
    assert!(!goals[0].indikatorer[0].varden.contains_key("mal"));
    assert!(codes(&handling).is_empty());
}

#[test]
fn a_goals_column_gives_any_layouts_rows_their_goals() {
    let handling = Builder::default()
        .table(
            4,
            &[
                (
                    RowKind::Header,
                    &["Nämndmål", "Aktivitet", "Färdiggrad", "Kommentar"],
                ),
                (RowKind::Body, &["Rena parker", "Sopa", "60 %", "Pågår."]),
                (RowKind::Body, &["", "Måla", "0 %", ""]),
                (RowKind::Body, &["Trygga gator", "Lysa", "100 %", "Klart."]),
            ],
        )
        .assemble();
    let titles: Vec<&str> = handling
        .mal
        .iter()
        .map(|goal| goal.titel.as_str())
        .collect();
    assert_eq!(titles, ["Rena parker", "Trygga gator"]);
    assert_eq!(handling.mal[0].niva, "namndmal");
    assert_eq!(handling.mal[0].aktiviteter.len(), 2);
    assert!(
        !handling.mal[0].aktiviteter[0]
            .varden
            .contains_key("namndmal")
    );
}

#[test]
fn a_bold_name_alone_among_plain_ones_is_a_group() {
    let rows: &[(RowKind, &[&str])] = &[
        (RowKind::Header, &["Mått", "Utfall 2022", "Målvärde 2023"]),
        (RowKind::Body, &["**Rena parker", "", ""]),
        (RowKind::Body, &["Antal besök", "12 st", "14 st"]),
    ];
    let handling = Builder::default().table(3, rows).assemble();
    assert_eq!(handling.mal[0].titel, "Rena parker");
    assert_eq!(handling.mal[0].indikatorer[0].namn, "Antal besök");
}
