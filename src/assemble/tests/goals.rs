//! Goals: labels, levels, status.

use super::*;

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
    assert_eq!(own.avsnitt[0].stycken[0].text, "Nämnden arbetar.");
    assert_eq!(own.avsnitt[0].stycken[0].id, "s1/1");
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
fn a_label_below_a_title_begins_another_goal() {
    let handling = Builder::default()
        .heading(2, "Enhetsmål:")
        .paragraph(Role::Heading(2), &["7.1 Rena parker.", "Enhetsmål:"])
        .heading(2, "8. Trygga torg")
        .assemble();
    let titles: Vec<&str> = handling
        .mal
        .iter()
        .map(|goal| goal.titel.as_str())
        .collect();
    assert_eq!(titles, ["Rena parker.", "Trygga torg"]);
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
    assert_eq!(handling.avsnitt[0].stycken.len(), 1);
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
        (status.text.as_str(), status.varde, status.ord.as_deref()),
        ("Uppfylls delvis", Some(Uppfyllelse::Delvis), Some("delvis"))
    );
    assert_eq!(handling.mal[0].avsnitt[0].stycken.len(), 2);
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
    assert_eq!(handling.avsnitt[0].stycken[0].text, "Om ekonomi.");
}

#[test]
fn a_title_set_as_an_item_loses_its_bullet() {
    let handling = Builder::default()
        .heading(1, "Nämndmål:")
        .paragraph(Role::Heading(1), &["• Vägen till arbete är kort"])
        .assemble();
    assert_eq!(handling.mal[0].titel, "Vägen till arbete är kort");
    assert_eq!(handling.etiketter[0].text, "Nämndmål: •");
}

#[test]
fn a_status_below_headings_tells_that_they_name_goals() {
    let handling = Builder::default()
        .heading(1, "Trygg i Almby")
        .heading(2, "Trygga gator")
        .text("Målet bedöms vara delvis uppfyllt. Under året har sju lampor satts upp.")
        .heading(2, "2. Mål: Rena parker")
        .text("Bedömning: Uppfyllt")
        .heading(2, "Ekonomi")
        .text("Målet har inte med parkerna att göra.")
        .assemble();
    let goals: Vec<_> = handling
        .mal
        .iter()
        .map(|goal| {
            (
                goal.titel.as_str(),
                goal.status.as_ref().and_then(|s| s.varde),
            )
        })
        .collect();
    assert_eq!(
        goals,
        [
            ("Trygga gator", Some(Uppfyllelse::Delvis)),
            ("Rena parker", Some(Uppfyllelse::Helt))
        ]
    );
    assert_eq!(
        handling.mal[0].avsnitt[0].stycken[0].text,
        "Under året har sju lampor satts upp."
    );
    assert_eq!(
        handling.avsnitt.last().unwrap().rubrik.as_deref(),
        Some("Ekonomi")
    );
}

#[test]
fn a_lone_heading_with_a_status_and_one_that_repeats_name_no_goal() {
    let handling = Builder::default()
        .heading(2, "Sammanfattning av målen")
        .text("Målet bedöms vara uppfyllt.")
        .assemble();
    assert!(handling.mal.is_empty());
    let handling = Builder::default()
        .heading(2, "Vår bedömning")
        .text("Målet bedöms vara uppfyllt.")
        .heading(2, "Vår bedömning")
        .text("Målet bedöms vara uppfyllt.")
        .assemble();
    assert!(handling.mal.is_empty());
}

#[test]
fn a_title_stands_as_text_between_its_label_and_its_status() {
    let handling = Builder::default()
        .heading(2, "Mål")
        .text("Gatorna ska vara trygga")
        .text("Målet bedöms vara uppfyllt.")
        .heading(2, "Aktiviteter")
        .text("Lampor sätts upp.")
        .heading(2, "Nämndmål")
        .text("Parkerna ska vara rena")
        .heading(2, "Bedömning")
        .text("Målet bedöms inte vara uppfyllt.")
        .heading(2, "Aktiviteter")
        .text("Parkerna städas.")
        .assemble();
    let titles: Vec<_> = handling
        .mal
        .iter()
        .map(|goal| goal.titel.as_str())
        .collect();
    assert_eq!(
        titles,
        ["Gatorna ska vara trygga", "Parkerna ska vara rena"]
    );
    let values = handling
        .mal
        .iter()
        .map(|goal| goal.status.as_ref().unwrap().varde);
    assert!(values.eq([Some(Uppfyllelse::Helt), Some(Uppfyllelse::Inte)]));
    assert!(handling.mal.iter().all(|goal| goal.avsnitt.len() == 1));
}

#[test]
fn a_verdict_that_ends_a_paragraph_is_the_goals_status() {
    let handling = Builder::default()
        .heading(2, "Nämndmål: Gatorna ska vara trygga")
        .text("Sju lampor har satts upp. Målet att gatorna ska vara trygga bedöms ha uppnåtts.")
        .assemble();
    let goal = &handling.mal[0];
    let status = goal.status.as_ref().unwrap();
    assert_eq!(
        status.text,
        "Målet att gatorna ska vara trygga bedöms ha uppnåtts."
    );
    assert_eq!(goal.avsnitt[0].stycken[0].text, "Sju lampor har satts upp.");
}

#[test]
fn a_status_that_no_file_knows_is_kept_and_told_and_is_no_heading() {
    let handling = Builder::default()
        .heading(2, "Nämndmål: Rena parker")
        .heading(3, "Status: Lunkar på")
        .text("Parkerna städas.")
        .heading(2, "Nämndmål: Rena torg")
        .text("Status: Lunkar på")
        .assemble();
    let texts = handling
        .mal
        .iter()
        .map(|goal| goal.status.as_ref().map(|status| status.text.as_str()));
    assert_eq!(texts.collect::<Vec<_>>(), [Some("Lunkar på"); 2]);
    assert!(
        handling
            .mal
            .iter()
            .flat_map(|goal| &goal.avsnitt)
            .all(|section| section.rubrik.is_none())
    );
    let told: Vec<&str> = handling
        .diagnostik
        .iter()
        .map(|told| told.kod.as_str())
        .collect();
    assert_eq!(told, ["okant-ord"]);
}
