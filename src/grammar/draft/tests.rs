//! What is guessed of tables of a municipality that no layout knows.

use super::*;

fn table(titles: &[&str], rows: &[&[&str]]) -> SeenTable {
    let texts = |row: &[&str]| {
        row.iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    SeenTable {
        titles: texts(titles),
        rows: rows.iter().map(|row| texts(row)).collect(),
        ..SeenTable::default()
    }
}

fn drafted(tables: Vec<SeenTable>) -> Draft {
    let seen = Seen {
        tables,
        ..Seen::default()
    };
    let draft = draft(&Layouts::builtin(), "ny", &seen).expect("a draft is valid as written");
    draft.expect("the tables look like rows")
}

#[test]
fn a_column_below_a_year_alone_has_a_key() {
    let measures = table(
        &["Signal", "2022", "Sikte 2023"],
        &[
            &["Antal besök", "12 st", "14 st"],
            &["Nöjda", "61 %", "65 %"],
        ],
    );
    let layout = drafted(vec![measures]).layout;
    assert!(
        layout.contains("nyckel = \"utfall_{ar}\"\n  rubriker = [\"{ar}\"]"),
        "{layout}"
    );
    assert!(layout.contains("ger = \"indikator\""), "{layout}");
}

#[test]
fn assignments_are_told_by_parts_of_a_year_and_numbers_before_them_are_none() {
    let work = table(
        &["Nr", "Syssla", "Håller i", "Senast"],
        &[
            &["1", "Bygga om badet", "Chefen", "hösten 2023"],
            &["2", "Rensa diken", "Vaktmästaren", "Kvartal 2 2024"],
        ],
    );
    let layout = drafted(vec![work]).layout;
    assert!(layout.contains("ger = \"aktivitet\""), "{layout}");
    assert!(
        layout.contains("nyckel = \"nr\"\n  rubriker = [\"Nr\"]\n  innehall = [\"text\"]"),
        "{layout}"
    );
    assert!(
        layout.contains("roll = \"namn\"\n  rubriker = [\"Syssla\"]"),
        "{layout}"
    );
}

#[test]
fn few_short_words_are_a_vocabulary() {
    let work = table(
        &["Syssla", "Senast", "Hur det går"],
        &[
            &["Bygga om badet", "2023-05-01", "I hamn"],
            &["Rensa diken", "2023-06-01", "Står stilla"],
            &["Plantera träd", "2023-07-01", "På väg"],
            &["Måla bänkar", "2023-08-01", "I hamn"],
        ],
    );
    let layout = drafted(vec![work]).layout;
    assert!(layout.contains("[ordlista.hur_det_gar]"), "{layout}");
    assert!(
        layout.contains("star_stilla = [\"Står stilla\"]"),
        "{layout}"
    );
}

#[test]
fn goals_stand_in_a_column_whose_cells_are_for_several_rows() {
    let measures = table(
        &["Ledstjärna", "Signal", "Utfall 2022"],
        &[
            &["Levande bygd", "Antal föreningar", "61 st"],
            &["", "Antal besök", "120 st"],
            &["Rent vatten", "Antal prov", "14 st"],
        ],
    );
    let layout = drafted(vec![measures]).layout;
    assert!(
        layout.contains("roll = \"mal\"\n  rubriker = [\"Ledstjärna\"]"),
        "{layout}"
    );
    assert!(
        layout.contains("roll = \"namn\"\n  rubriker = [\"Signal\"]"),
        "{layout}"
    );
    assert!(layout.contains("niva = \"ledstjarna\""), "{layout}");
}

#[test]
fn bands_between_the_rows_name_goals() {
    let mut measures = table(
        &["Signal", "Utfall 2022"],
        &[&["Antal föreningar", "61 st"], &["Antal prov", "14 st"]],
    );
    measures.bands = vec!["Levande bygd".to_owned(), "Rent vatten".to_owned()];
    let layout = drafted(vec![measures]).layout;
    assert!(layout.contains("grupprader = \"mal\""), "{layout}");
}

#[test]
fn words_of_claimed_rows_that_no_vocabulary_has_are_proposed() {
    let value = |text: &str| ("status".to_owned(), text.to_owned());
    let seen = Seen {
        values: vec![
            value("Står stilla"),
            value("Pengarna räcker inte till allt som skulle göras"),
        ],
        ..Seen::default()
    };
    let draft = draft(&Layouts::builtin(), "ny", &seen)
        .expect("valid")
        .expect("a word is new");
    assert!(
        draft.layout.contains("[ordlista.status]\nstar_stilla"),
        "{}",
        draft.layout
    );
    assert!(!draft.layout.contains("Pengarna"), "{}", draft.layout);
}

#[test]
fn what_a_label_tells_already_is_no_goals_label() {
    let headings = [
        "Status: Delvis",
        "Status: Ej i fas",
        "Analys 1: Trygga gator",
        "Analys 2: Rent vatten",
        "Mått: Antal besök",
        "Mått: Antal utlån",
        "Diagram 1: Besök",
        "Diagram 2: Utlån",
        "Delårsrapport 1 Norrby",
        "Delårsrapport 2 Norrby",
        "Handläggare: Namn",
        "Handläggare: Annat namn",
        "Inriktning: Trygga gator",
        "Inriktning: Rent vatten",
    ];
    let seen = Seen {
        headings: headings.map(str::to_owned).to_vec(),
        ..Seen::default()
    };
    let draft = draft(&Layouts::builtin(), "ny", &seen)
        .expect("valid")
        .expect("a label is new");
    let labels = draft.layout.matches("etiketter").count();
    assert_eq!(labels, 1, "{}", draft.layout);
    assert!(draft.layout.contains("etiketter = [\"Inriktning\"]"));
}

#[test]
fn how_far_something_has_come_tells_an_activity() {
    let tasks = table(
        &["Göromål", "Hur långt"],
        &[&["Måla staketet", "60 %"], &["Byta rutor", "Ej påbörjad"]],
    );
    let layout = drafted(vec![tasks]).layout;
    assert!(layout.contains("ger = \"aktivitet\""), "{layout}");
    assert!(layout.contains("[\"mangd\", \"ord:status\"]"), "{layout}");
}

#[test]
fn a_label_before_known_or_new_statuses_is_a_statuss() {
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    let seen = Seen {
        lines: texts(&[
            "Samlad bild: Delvis",
            "Samlad bild: I hamn",
            "Status: I hamn",
        ]),
        statuses: texts(&["Delvis"]),
        ..Seen::default()
    };
    let layout = draft(&Layouts::builtin(), "ny", &seen)
        .expect("valid")
        .expect("a label is new")
        .layout;
    assert!(
        layout.contains("statusetiketter = [\"Samlad bild\"]"),
        "{layout}"
    );
    assert!(!layout.contains("[[malrubrik]]"), "{layout}");
    assert!(
        layout.contains("annan = [\"I hamn\"]\ndelvis = [\"Delvis\"]"),
        "{layout}"
    );
}

#[test]
fn keys_are_those_of_the_built_in_layouts_where_titles_or_cells_say_so() {
    let work = table(
        &["Syssla", "Huvudansvarig", "Blir till", "Vart"],
        &[
            &["Bygga om badet", "Chef", "2023-05-01", "↗"],
            &["Rensa diken", "Chef", "Kvartal 3 2023", "→"],
            &["Plantera träd", "Vaktmästare", "Löpande", "↗"],
            &["Måla bänkar", "Vaktmästare", "2023-08-01", "→"],
        ],
    );
    let layout = drafted(vec![work]).layout;
    let column = |key: &str, kinds: &str| {
        let at = layout
            .find(&format!("nyckel = \"{key}\""))
            .unwrap_or_else(|| panic!("{layout}"));
        let found = layout[at..].lines().nth(2).unwrap_or_default();
        assert_eq!(found.trim(), format!("innehall = [{kinds}]"), "{layout}");
    };
    column("ansvarig", "\"text\"");
    column("slutdatum", "\"datum\", \"period\", \"ord:tid\"");
    column("trend", "\"ord:trend\", \"text\"");
    assert!(!layout.contains("[ordlista"), "{layout}");
}
