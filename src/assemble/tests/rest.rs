//! Hidden text, furniture, and what a document tells of itself.

use super::*;

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
    assert_eq!(handling.sidtexter[0].plats.len(), 2);
    assert_eq!(handling.redovisning.otolkat, 8);
}

#[test]
fn a_letter_that_stands_on_no_line_is_told() {
    let mut builder = Builder::default().text("Text");
    builder.flow.letters += 2;
    let vocabulary = Vocabulary::new(&[], Layouts::builtin().cues());
    let understood = Understood::new(builder.flow, vocabulary);
    let source = Builder::default().assemble().kalla;
    let handling = assemble(understood, source, &Layouts::builtin(), None, &Closed);
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
    assert_eq!(handling.dokument.typ, "verksamhetsplan");
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
    assert_eq!(document.typ, "verksamhetsplan");
    assert_eq!(document.ar, Some(2022));
    assert_eq!(document.namnd.as_deref(), Some("Norrby stadsdelsnämnd"));
    assert_eq!(document.diarienummer.as_deref(), Some("NÄ 2021/12"));
}

#[test]
fn a_leader_of_dots_is_no_part_of_the_registration_number() {
    let handling = Builder::default()
        .text("§ 7 Dnr NÄ 2021/12........ 6")
        .assemble();
    assert_eq!(
        handling.dokument.diarienummer.as_deref(),
        Some("NÄ 2021/12")
    );
}

#[test]
fn a_caption_is_no_heading_and_ends_no_goal() {
    let handling = Builder::default()
        .heading(2, "Nämndmål: Rena parker")
        .text("Parkerna städas.")
        .heading(2, "Tabell 1. Antal parker")
        .table(
            2,
            &[
                (RowKind::Header, &["Stadsdel", "Parker"]),
                (RowKind::Body, &["Norr", "3"]),
            ],
        )
        .text("De är fler än förut.")
        .assemble();
    let goal = &handling.mal[0];
    assert_eq!(
        goal.tabeller[0].rubrik.as_deref(),
        Some("Tabell 1. Antal parker")
    );
    let kinds: Vec<StyckeSlag> = goal.avsnitt[0].stycken.iter().map(|p| p.slag).collect();
    use StyckeSlag::{Bildtext, Stycke};
    assert_eq!(kinds, [Stycke, Bildtext, Stycke]);
}
