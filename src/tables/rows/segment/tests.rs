//! Rows of made lines.

use super::*;
use crate::words::testing::words;

const EDGES: [f32; 4] = [0.0, 200.0, 300.0, 400.0];

/// A line of cells on a baseline.
fn line(cells: [&str; 3], base: f32) -> Vec<Word> {
    let at = [2.0, 210.0, 310.0];
    cells
        .iter()
        .zip(at)
        .filter(|(text, _)| !text.is_empty())
        .flat_map(|(text, x)| words(text, x, base))
        .collect()
}

fn rows(cells: &[[&str; 3]]) -> Vec<Range<usize>> {
    cut(cells, true)
}

fn cut(cells: &[[&str; 3]], in_ruled_cells: bool) -> Vec<Range<usize>> {
    let mut base = 20.0;
    let lines: Vec<Vec<Word>> = cells
        .iter()
        .map(|cells| {
            base += 12.0;
            line(*cells, base)
        })
        .collect();
    segmented(&lines, in_ruled_cells)
}

fn segmented(lines: &[Vec<Word>], in_ruled_cells: bool) -> Vec<Range<usize>> {
    let segmenter = Segmenter {
        weights: Weights::builtin(),
        edges: &EDGES,
        is_value: &|text| crate::grammar::number(text).is_some(),
        name: None,
        leading: None,
        in_ruled_cells,
        goes_on: false,
        known: false,
    };
    segmenter.rows(lines)
}

#[test]
fn weights_are_read() {
    assert!(Weights::builtin().two_values > 0.0);
}

#[test]
fn a_value_on_each_line_makes_rows_and_groups_stand_alone() {
    let found = rows(&[
        ["Parker", "", ""],
        ["Lekplatser", "2 410", "2 380"],
        ["Planteringar", "760", "805"],
        ["Summa", "3 170", "3 185"],
    ]);
    assert_eq!(found, [0..1, 1..2, 2..3, 3..4]);
}

#[test]
fn names_that_wrap_keep_their_lines() {
    let found = rows(&[
        ["Se över skötseln av alla parker i", "Park", "210"],
        ["stadens östra delar", "", ""],
        ["Rusta torget", "Gata", "60"],
    ]);
    assert_eq!(found, [0..2, 2..3]);
}

#[test]
fn text_that_wraps_in_every_cell_is_one_row() {
    let found = rows(&[
        [
            "Nämnden ska se till att alla barn",
            "Pågår under",
            "Kansliet och",
        ],
        ["får plats i förskolan i tid", "hela året", "skolan"],
    ]);
    assert_eq!(found.len(), 1);
}

#[test]
fn a_line_that_nothing_follows_goes_on_with_the_name_above() {
    let found = cut(
        &[
            ["Anmälan om buller", "Sam Dahl, chef", ""],
            ["PN 2031/4417", "", ""],
        ],
        false,
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn a_name_goes_on_with_a_number_that_had_no_room() {
    let found = cut(
        &[
            ["Andel som bor i bostäder byggda år", "", ""],
            ["2022 eller senare", "80", "90"],
            ["Rena parker", "81", "82"],
        ],
        false,
    );
    assert_eq!(found, [0..2, 2..3]);
}

#[test]
fn a_narrow_cell_breaks_a_value_and_short_lines_of_a_ruled_header_row_stay_together() {
    let found = rows(&[["Mnkr", "Budget", "Bokslut"], ["", "(netto)", "2019"]]);
    assert_eq!(found.len(), 1);
}

#[test]
fn words_in_every_column_on_every_line_are_rows() {
    let found = cut(
        &[
            ["Sam Dahl", "Samordnare", "Parker"],
            ["Mika Holm", "Planerare", "Gator"],
            ["Lo Nilsson", "Ingenjör", "Parker"],
        ],
        false,
    );
    assert_eq!(found, [0..1, 1..2, 2..3]);
}

/// Lines of a name and a number, each name so far right.
fn set_in(names: &[(f32, &str, &str)]) -> Vec<Range<usize>> {
    let mut base = 20.0;
    let lines: Vec<Vec<Word>> = names
        .iter()
        .map(|(x, name, value)| {
            base += 12.0;
            let mut line = words(name, *x, base);
            if !value.is_empty() {
                line.extend(words(value, 210.0, base));
            }
            line
        })
        .collect();
    segmented(&lines, false)
}

#[test]
fn names_set_out_or_in_begin_rows() {
    let found = set_in(&[
        (10.0, "16 till 24 år i parken", "48"),
        (2.0, "Kommunens östra del", ""),
        (10.0, "16 till 24 år", "29"),
        (10.0, "25 till 44 år", "84"),
        (2.0, "Kommunens västra delar", ""),
        (10.0, "25 till 44 år", "84"),
    ]);
    assert_eq!(found.len(), 6);
    // What begins small goes on with the name above it, set in or not.
    let wrapped = set_in(&[
        (2.0, "Sökande till utbildningar inom", ""),
        (10.0, "vård och omsorg", "29"),
        (2.0, "Alla sökande i kommunen som", ""),
        (10.0, "bor här", "84"),
    ]);
    assert_eq!(wrapped, [0..2, 2..4]);
}
