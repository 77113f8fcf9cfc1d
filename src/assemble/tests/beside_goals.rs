//! Goals and rows that stand beside each other: boxes, cards, columns of a goal's status.

use super::*;

#[test]
fn what_stands_between_the_goal_and_the_name_is_the_goals_status() {
    let handling = Builder::default()
        .table(
            4,
            &[
                (
                    RowKind::Header,
                    &["Nämndmål", "Bedömning", "Aktivitet", "Färdiggrad"],
                ),
                (
                    RowKind::Body,
                    &["Trygga gator", "Delvis uppfyllt", "Sätt upp lampor", "50 %"],
                ),
                (RowKind::Body, &["", "", "Sopa torget", "100 %"]),
                (
                    RowKind::Body,
                    &["Rena parker", "Uppfyllt", "Plantera träd", "Pågår"],
                ),
            ],
        )
        .assemble();
    let goals: Vec<_> = handling
        .mal
        .iter()
        .map(|goal| {
            let status = goal.status.as_ref().and_then(|status| status.varde);
            (goal.titel.as_str(), status, goal.aktiviteter.len())
        })
        .collect();
    assert_eq!(
        goals,
        [
            ("Trygga gator", Some(Uppfyllelse::Delvis), 2),
            ("Rena parker", Some(Uppfyllelse::Helt), 1)
        ]
    );
    assert!(!handling.mal[0].aktiviteter[0].varden.contains_key("status"));
}

#[test]
fn a_box_with_a_goal_and_its_status_stands_above_the_goals_rows() {
    let handling = Builder::default()
        .table(
            2,
            &[(RowKind::Body, &["Nämndmål: Trygga gator", "Ej uppfyllt"])],
        )
        .table(
            2,
            &[
                (RowKind::Header, &["Aktivitet", "Färdiggrad"]),
                (RowKind::Body, &["Sätt upp lampor", "50 %"]),
                (RowKind::Body, &["Nämndmål: Rena parker", "Uppfyllt"]),
            ],
        )
        .table(
            2,
            &[
                (RowKind::Header, &["Aktivitet", "Färdiggrad"]),
                (RowKind::Body, &["Plantera träd", "Pågår"]),
            ],
        )
        .assemble();
    let goals: Vec<_> = handling
        .mal
        .iter()
        .map(|goal| {
            let status = goal.status.as_ref().and_then(|status| status.varde);
            (goal.titel.as_str(), status, goal.aktiviteter.len())
        })
        .collect();
    assert_eq!(
        goals,
        [
            ("Trygga gator", Some(Uppfyllelse::Inte), 1),
            ("Rena parker", Some(Uppfyllelse::Helt), 1)
        ]
    );
}

#[test]
fn lines_of_label_and_value_are_a_row() {
    let handling = Builder::default()
        .heading(2, "Nämndmål: Trygga gator")
        .text("Status: Uppfyllt")
        .paragraph(
            Role::Text,
            &[
                "Aktivitet: Sätt upp lampor",
                "Färdiggrad: 50 %",
                "Kommentar: Sju är uppe,",
                "tre är kvar.",
            ],
        )
        .text("Aktivitet: Sopa torget")
        .text("Färdiggrad: Pågår")
        .text("Ansvarig: Det vet ingen: fråga först.")
        .text("Uppdrag: är ett ord som vi ofta använder.")
        .assemble();
    let goal = &handling.mal[0];
    let names: Vec<_> = goal
        .aktiviteter
        .iter()
        .map(|row| row.namn.as_str())
        .collect();
    assert_eq!(names, ["Sätt upp lampor", "Sopa torget"]);
    let value = |row: usize, key: &str| {
        let value = goal.aktiviteter[row].varden[key].as_ref();
        value.map(|value| value.text.clone())
    };
    assert_eq!(
        value(0, "kommentar").as_deref(),
        Some("Sju är uppe, tre är kvar.")
    );
    assert_eq!(value(1, "fardiggrad").as_deref(), Some("Pågår"));
    assert_eq!(goal.avsnitt[0].stycken.len(), 1);
}

#[test]
fn column_titles_side_by_side_are_no_sheet() {
    let handling = Builder::default()
        .table(
            4,
            &[
                (
                    RowKind::Header,
                    &["Aktivitet", "Slutdatum", "Färdiggrad", "Kommentar"],
                ),
                (
                    RowKind::Body,
                    &["Sopa torget", "2023-12-31", "50 %", "Halva är sopat."],
                ),
            ],
        )
        .assemble();
    assert_eq!(handling.aktiviteter[0].namn, "Sopa torget");
}
