//! Layout files: the built-in ones with their cases, wrong ones with their errors, and properties of the parsers.

use std::path::{Path, PathBuf};

use namnd::grammar::{
    ColumnMatch, Layouts, LoadError, StatusValue, check_dir, contents_line, decision, number,
};
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn built_in_cases_pass() {
    let report = check_dir(&folder("grammars")).unwrap_or_else(|error| panic!("{error}"));
    let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    assert!(report.passed(), "\n{}", failures.join("\n"));
    assert!(report.cases > 100, "{} cases", report.cases);
    assert!(
        report.notes.is_empty(),
        "the same files change nothing: {:?}",
        report.notes
    );
    let built_in = Layouts::builtin();
    let names: Vec<&str> = built_in.rows().map(|row| row.name.as_str()).collect();
    assert_eq!(report.layouts, names);
}

/// Each wrong file beside the error that it gives.
#[test]
fn wrong_files_tell_what_is_wrong() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder("fixtures/layouts-wrong"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    assert!(files.len() >= 30, "{} files", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        let got = match Layouts::with_files([(name, text.as_str())]) {
            Ok(_) => "no error".to_owned(),
            Err(error) => error.to_string(),
        };
        let expected = std::fs::read_to_string(path.with_extension("error")).unwrap_or_default();
        if got.trim() != expected.trim() {
            wrong.push(format!("{name}\nexpected {expected}\ngot      {got}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_case_that_comes_out_otherwise_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let layout = r#"schema = 1
[[layout]]
namn = "matt"
ger = "indikator"
kolumn = [
  { roll = "namn", rubriker = ["Mått"] },
  { nyckel = "varde", rubriker = ["Värde"], innehall = ["mangd"] },
]
"#;
    // Without the folder's own path.
    let told = || -> Vec<String> {
        let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
        let report = check_dir(folder.path()).unwrap();
        let failures = report.failures.iter().map(ToString::to_string);
        failures
            .map(|failure| failure.replace(&prefix, ""))
            .collect()
    };
    write("min.toml", layout);
    assert_eq!(
        told(),
        ["min.toml:3: layout `matt`: expected a case of a table with it in cases/, got none"]
    );

    let case = r#"[[tabell]]
huvud = ["Mått", "Värde"]
layout = "matt"

  [[tabell.rad]]
  celler = ["Antal", "ganska många"]
  ger.varde = { tal = 5 }

[[tabell]]
huvud = ["Mått", "Färg"]
layout = "matt"
"#;
    write("cases/min.toml", case);
    assert_eq!(
        told(),
        [
            "cases/min.toml:5: `Antal | ganska många`: varde.tal: expected 5, got nothing",
            "cases/min.toml:5: `Antal | ganska många: cells of no known kind`: expected [], got [\"varde\"]",
            "cases/min.toml:9: `Mått | Färg`: expected \"matt\", got nothing",
        ]
    );

    write("cases/min.toml", "[[tabel]]\n");
    let error = check_dir(folder.path()).unwrap_err();
    assert!(
        error.to_string().contains(
            "cases/min.toml:1:3: unknown key `tabel` (the nearest is `tabell`), expected one of"
        ),
        "{error}"
    );
}

/// The first two TOML blocks of the README are a layout and its case.
#[test]
fn the_example_of_the_readme_passes() {
    let readme = std::fs::read_to_string(self::folder("grammars/README.md")).unwrap();
    let blocks: Vec<&str> = readme
        .split("```toml\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap())
        .collect();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("cases")).unwrap();
    std::fs::write(folder.path().join("mine.toml"), blocks[0]).unwrap();
    std::fs::write(folder.path().join("cases/mine.toml"), blocks[1]).unwrap();
    let report = check_dir(folder.path()).unwrap();
    assert!(report.passed(), "{:?}", report.failures);
    assert_eq!((report.layouts.len(), report.files), (1, 1));
    assert!(report.cases >= 4, "{} cases", report.cases);
    // The others are layout files as well.
    for block in blocks.iter().skip(2) {
        let text = format!("schema = 1\n{block}");
        Layouts::with_files([("example.toml", text.as_str())]).unwrap();
    }
}

#[test]
fn a_folder_is_laid_over_the_built_in_layouts() {
    let own = r#"schema = 1
[[layout]]
namn = "aktivitet"
ger = "aktivitet"
kolumn = [
  { roll = "namn", rubriker = ["Aktivitet"] },
  { nyckel = "start", rubriker = ["Startdatum"], innehall = ["datum"] },
]
[[malrubrik]]
niva = "delmal"
djup = 4
etiketter = ["Delmål"]
[status]
inte = ["Uppfylls"]
"#;
    let layouts = Layouts::with_files([("min.toml", own)]).unwrap();
    assert_eq!(layouts.notes().len(), 2, "{:?}", layouts.notes());
    assert!(
        layouts.notes()[0]
            .starts_with("layout `aktivitet` in min.toml:3 replaces the one in stockholm.toml:"),
        "{:?}",
        layouts.notes()
    );
    let header = layouts
        .header(&["Aktivitet".to_owned(), "Startdatum".to_owned()])
        .unwrap();
    assert_eq!(header.columns[1], ColumnMatch::Known("start".to_owned(), 1));
    assert_eq!(layouts.goal_label("Delmål: Fler böcker").unwrap().depth, 4);
    assert_eq!(
        layouts.goal_label("Nämndmål: Fler böcker").unwrap().depth,
        3
    );
    assert_eq!(layouts.status("Uppfylls"), Some(StatusValue::Inte));
    assert_ne!(layouts.hash(), Layouts::builtin().hash());
}

#[test]
fn folders_that_cannot_be_loaded_say_why() {
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(
        Layouts::with_dir(empty.path()),
        Err(LoadError::NoFiles(_))
    ));
    let missing = empty.path().join("finns-inte");
    assert!(matches!(
        Layouts::with_dir(&missing),
        Err(LoadError::Io { .. })
    ));
}

#[test]
fn a_cell_of_no_known_kind_keeps_its_text_and_is_told() {
    let layouts = Layouts::builtin();
    let column = ColumnMatch::Known("arsmal".to_owned(), 1);
    let (value, told) = layouts.cell("indikator-plan", &column, "som  förra året");
    let told = told.unwrap();
    assert_eq!((value.text.as_str(), value.tal), ("som förra året", None));
    assert_eq!(told.kod, "okand-cell");
    assert_eq!(
        told.meddelande,
        "`som förra året` in the column `arsmal` is of no known kind (mangd, ord:mal): kept as text"
    );
    for text in ["", "-", "–", " - "] {
        assert!(
            layouts.cell("indikator-plan", &column, text).1.is_none(),
            "{text}"
        );
    }
    // A name is a name, whatever it looks like.
    let (name, _) = layouts.cell("indikator-plan", &ColumnMatch::Name, "100");
    assert_eq!(name.tal, None);
}

/// A number as Swedish documents write it.
fn written(value: i64, decimals: u32, space: char, minus: &str) -> String {
    let digits = value.unsigned_abs().to_string();
    let split = digits.len().saturating_sub(decimals as usize);
    let (whole, fraction) = digits.split_at(split);
    let whole = if whole.is_empty() { "0" } else { whole };
    let mut text = String::new();
    if value < 0 {
        text.push_str(minus);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(space);
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push(',');
        text.push_str(&format!("{fraction:0>width$}", width = decimals as usize));
    }
    text
}

proptest! {
    #[test]
    fn swedish_numbers_come_back(
        value in -999_999_999_999i64..999_999_999_999,
        decimals in 0u32..4,
        space in prop::sample::select(vec![' ', '\u{a0}', '\u{202f}', '\u{2009}']),
        minus in prop::sample::select(vec!["-", "- ", "\u{2212}", "\u{2013} "]),
        unit in prop::sample::select(vec!["", " %", "%", " st", " mnkr"]),
    ) {
        let text = format!("{}{unit}", written(value, decimals, space, minus));
        let expected: f64 = format!("{value}e-{decimals}").parse().unwrap();
        let (tal, enhet) = number(&text).unwrap();
        prop_assert_eq!(tal.get(), expected, "{}", text);
        prop_assert_eq!(enhet.unwrap_or_default(), unit.trim());

        let layouts = Layouts::builtin();
        let column = ColumnMatch::Known("arsmal".to_owned(), 1);
        let (varde, told) = layouts.cell("indikator-plan", &column, &text);
        prop_assert_eq!(varde.tal.map(|tal| tal.get()), Some(expected));
        prop_assert!(told.is_none());
    }

    #[test]
    fn any_text_is_answered(text in any_text()) {
        let layouts = Layouts::builtin();
        if let Some(found) = layouts.goal_label(&text) {
            prop_assert!(text.is_char_boundary(found.label));
            prop_assert_eq!(found.alone, found.label == text.len());
        }
        let (nummer, title) = layouts.split_number(&text);
        prop_assert!(nummer.is_none() || !title.is_empty());
        for row in layouts.rows() {
            if let Some(found) = layouts.companion(&row.name, &text) {
                prop_assert!(text.is_char_boundary(found.label));
            }
            for (index, column) in row.columns.iter().enumerate() {
                let key = column.key.clone().unwrap_or_default();
                let (value, _) = layouts.cell(&row.name, &ColumnMatch::Known(key, index), &text);
                // No letter is lost or invented.
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(letters(&value.text), letters(&text));
            }
        }
        if let Some((title, _)) = contents_line(&text) {
            prop_assert!(text.contains(title));
        }
        if let Some((_, rest)) = decision(&text) {
            prop_assert!(text.trim_end().ends_with(rest));
        }
        let _ = (layouts.status(&text), layouts.section_label(&text), layouts.document_kind(&text));
        let _ = (layouts.starts_header(&text), layouts.begins_heading(&text), number(&text));
    }

    #[test]
    fn any_header_is_answered(cells in prop::collection::vec(any_text(), 0..10)) {
        let layouts = Layouts::builtin();
        if let Some(found) = layouts.header(&cells) {
            prop_assert_eq!(found.columns.len(), cells.len());
            let mut keys: Vec<&str> = found.columns.iter().filter_map(|column| match column {
                ColumnMatch::Known(key, _) | ColumnMatch::Unknown(key) => Some(key.as_str()),
                ColumnMatch::Name | ColumnMatch::Unlabelled => None,
            }).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), all, "keys are unique");
        }
        for separator in [" ", "\t", "", "  "] {
            let line = cells.join(separator);
            if let Some(parts) = layouts.split_header(&line) {
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(letters(&parts.concat()), letters(&line));
            }
        }
    }

    #[test]
    fn any_file_is_answered(text in "[ -~\\nåäö]{0,300}") {
        let _ = Layouts::with_files([("x.toml", text.as_str())]);
        let _ = Layouts::with_files([("x.toml", format!("schema = 1\n{text}").as_str())]);
    }
}

/// Texts of words that the parsers know, with anything between them; and just anything.
fn any_text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Indikator",
        "Aktivitet",
        "Årsmål",
        "KF:s",
        "årsmål",
        "KF:s årsmål år 2024",
        "Periodens utfall",
        "VB 2020",
        "Utfall",
        "2021",
        "Startdatum",
        "Nämndmål",
        "Nämndmål:",
        "mål för verksamhetsområdet",
        "1.2.",
        "1.1 ",
        "12",
        "Analys",
        "Kommentar:",
        "Uppfylls helt",
        "%",
        "st",
        "max",
        "+/-",
        "- ",
        "-",
        "\u{2212}",
        ",",
        ".",
        "....",
        "\t",
        "\n",
        " ",
        "  ",
        "2020-01-01",
        "jan",
        "eller mer",
        "Topp",
        "Fastställs",
        "t1",
        "°",
        "‰",
        "å",
        "a\u{30a}",
        "{ar}",
        "\u{ad}",
        "\u{a0}",
        "ﬁ",
        "İ",
        "ẞ",
        "²",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop_oneof![
                words.prop_map(str::to_owned),
                any::<char>().prop_map(String::from)
            ],
            0..12
        )
        .prop_map(|parts| parts.concat()),
    ]
}
