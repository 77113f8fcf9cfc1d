//! Reading order on made pages.

use super::{Item, Partings, columns};
use crate::geometry::Rect;
use crate::page::gutters::Gutter;
use crate::words::testing::words;
use crate::words::word::{Word, WordParts, text_of};

fn texts(lines: Vec<Vec<Word>>, partings: Partings<'_>) -> Vec<(bool, Vec<String>)> {
    let columns = columns(lines, &[], partings);
    let texts = |items: &[Item]| items.iter().map(|i| text_of(&i.words)).collect();
    columns
        .iter()
        .map(|c| (c.margin, texts(&c.items)))
        .collect()
}

fn base(row: u8) -> f32 {
    100.0 + 12.0 * f32::from(row)
}

#[test]
fn columns_beside_a_known_gutter_are_read_one_after_the_other() {
    let mut lines = Vec::new();
    for row in 0..6 {
        lines.push(words("text till vänster", 50.0, base(row)));
        if row < 4 {
            lines.push(words("text till höger", 144.0, base(row)));
        }
    }
    let gutter = Gutter {
        strip: (136.0, 144.0),
        y: (90.0, 165.0),
        columns: (50.0, 220.0),
    };
    let partings = Partings {
        gutters: &[gutter],
        boxes: &[],
    };
    let read = texts(lines, partings);
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].1.len(), 6);
    assert_eq!(read[1].1, vec!["text till höger"; 4]);
}

#[test]
fn a_box_beside_text_is_read_as_a_whole() {
    let mut lines = Vec::new();
    for row in 0..6 {
        lines.push(words("en rad av texten", 50.0, base(row)));
    }
    lines.push(words("Bedömning", 300.0, base(0) - 20.0));
    lines.push(words("Oförändrad", 300.0, base(1)));
    let area = Rect::new(280.0, 0.0, 400.0, 500.0);
    let partings = Partings {
        gutters: &[],
        boxes: &[area],
    };
    let read = texts(lines, partings);
    let last = read.last().map(|(_, texts)| texts.clone());
    assert_eq!(last.unwrap_or_default(), ["Bedömning", "Oförändrad"]);
}

#[test]
fn small_text_beside_running_text_is_a_note_in_the_margin() {
    let small = |word: Word| {
        Word::from(WordParts {
            size: 7.0,
            ..WordParts::clone(&word)
        })
    };
    let mut lines = vec![words("Personal", 150.0, 70.0)];
    for row in 0..6 {
        lines.push(words("en rad av texten som är lång nog", 150.0, base(row)));
    }
    let note = words("Enkät", 50.0, base(3));
    lines.push(note.into_iter().map(small).collect());
    let read = texts(lines, Partings::default());
    assert_eq!(read.len(), 2);
    assert!(!read[0].0 && read[1].0);
    assert_eq!(read[1].1, ["Enkät"]);
}

#[test]
fn labels_in_bold_are_read_in_rows_with_what_they_stand_for() {
    let bold = |word: Word| {
        Word::from(WordParts {
            bold: true,
            ..WordParts::clone(&word)
        })
    };
    let mut lines = Vec::new();
    for (row, label) in [(0, "Plats"), (3, "Närvarande"), (6, "Justerare")] {
        let label = words(label, 50.0, base(row));
        lines.push(label.into_iter().map(bold).collect());
    }
    for (row, name) in (0..8).zip(
        ["Stadshuset", "Kim Ek", "Lo Ros", "Bo Alm", "Mi Fors"]
            .iter()
            .cycle(),
    ) {
        lines.push(words(name, 180.0, base(row)));
    }
    let read = texts(lines, Partings::default());
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].1[..3], ["Plats", "Stadshuset", "Kim Ek"]);
    assert!(
        read[0]
            .1
            .windows(2)
            .any(|pair| pair == ["Närvarande", "Bo Alm"])
    );
}

#[test]
fn justified_lines_are_not_parted_at_their_gaps() {
    let mut line: Vec<Word> = Vec::new();
    for text in ["högre", "priser", "på", "energi", "och", "hyror"] {
        let x = line.last().map_or(50.0, |word: &Word| word.rect.x1 + 18.0);
        line.extend(words(text, x, 100.0));
    }
    let read = texts(vec![line], Partings::default());
    assert_eq!(read[0].1, ["högre priser på energi och hyror"]);
}
