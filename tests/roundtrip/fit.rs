//! Fits the weights of `src/tables/rows/weights.toml` to documents of both series, and checks them on others.
//!
//! `cargo test --release --test documents -- --ignored --nocapture fit_weights` takes 3,000 documents of each series
//! (`NAMND_SERIES_LENGTH` tells another number): those of even numbers to fit, the others to check. Where the drawer put a
//! table's rows is known, so the lines that were read are cut by the segmenter alone, with the table's true columns. The
//! file that would replace the present one is printed; it is taken only if published documents and fixtures are read as
//! well as before.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::sync::Arc;

use namnd::limits::Limits;
use namnd::pdf::PdfFile;
use namnd::tables::rows::segment::{Segmenter, Weights, is_value};
use namnd::words::word::{Word, words};
use proptest::strategy::ValueTree;
use rayon::prelude::*;

use super::model::Document;
use super::{Series, many, paint, set, tree};

/// What shows the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nothing but their lines.
    Lines,
    /// The same within a frame and column lines.
    Frame,
    /// Ruling lines go round each row: it is one.
    Cells,
}

/// Rows that stand directly below each other on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub page: usize,
    pub shown: Shown,
    /// Boundaries of the columns.
    pub edges: Vec<f32>,
    /// Tops and bottoms.
    pub rows: Vec<(f32, f32)>,
    /// A layout knows the table.
    pub known: bool,
}

/// Lines to be cut, and their rows.
struct Task {
    placed: Placed,
    leading: f32,
    lines: Vec<Vec<Word>>,
    rows: Vec<Range<usize>>,
}

/// Factors that a weight is tried with.
const STEPS: [f32; 4] = [0.5, 0.8, 1.25, 2.0];
/// Rounds over all weights at most.
const ROUNDS: usize = 4;
/// The file of the weights.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tables/rows/weights.toml");

type Named = BTreeMap<String, f32>;

fn tasks(document: &Document) -> Vec<Task> {
    let setter = set::setter(document);
    let page = (document.page.width, document.page.height);
    let bytes = paint::pdf(&setter.sheets, page, document.look.identity);
    let file = PdfFile::open_shared(&Arc::new(bytes), &[], &Limits::default()).unwrap();
    let reader = file.reader();
    let pages: Vec<Vec<Vec<Word>>> = (0..file.page_count())
        .map(|index| words(&reader.page(index), 0, false).lines)
        .collect();
    let leading = document.look.leading - 1.0;
    let of = |placed: &Placed| task(placed.clone(), &pages[placed.page], leading);
    setter.placed.iter().filter_map(of).collect()
}

/// The lines of the rows, if they have any.
fn task(placed: Placed, lines: &[Vec<Word>], leading: f32) -> Option<Task> {
    let row_of = |word: &Word| {
        let inside = |y: &(f32, f32)| word.base > y.0 && word.base < y.1;
        placed.rows.iter().position(inside)
    };
    let mut own: Vec<(usize, Vec<Word>)> = Vec::new();
    for line in lines {
        let line: Vec<Word> = line
            .iter()
            .filter(|w| row_of(w).is_some())
            .cloned()
            .collect();
        if let Some(row) = line.first().and_then(row_of) {
            own.push((row, line));
        }
    }
    let mut rows = Vec::new();
    let mut at = 0;
    for run in own.chunk_by(|a, b| a.0 == b.0) {
        rows.push(at..at + run.len());
        at += run.len();
    }
    let lines: Vec<Vec<Word>> = own.into_iter().map(|(_, line)| line).collect();
    let size = lines.first()?.first()?.size;
    Some(Task {
        leading: leading * size,
        placed,
        lines,
        rows,
    })
}

/// How many rows are cut wrong.
fn wrong(tasks: &[Task], weights: &Weights) -> usize {
    let of = |task: &Task| {
        let drawn = task.placed.shown != Shown::Lines;
        let segmenter = Segmenter {
            weights,
            edges: &task.placed.edges,
            is_value: &is_value,
            name: drawn.then_some(0),
            leading: Some(task.leading),
            in_ruled_cells: drawn,
            goes_on: !drawn,
            known: task.placed.known,
        };
        let found = segmenter.rows(&task.lines);
        task.rows.iter().filter(|row| !found.contains(row)).count()
    };
    tasks.par_iter().map(of).sum()
}

fn weights(named: &Named) -> Weights {
    toml::from_str(&written("", named)).unwrap()
}

/// The text with the numbers of its lines `name = number` changed; without a text, those lines only.
fn written(text: &str, named: &Named) -> String {
    if text.is_empty() {
        let line = |(name, weight): (&String, &f32)| format!("{name} = {weight:?}\n");
        return named.iter().map(line).collect();
    }
    let line = |line: &str| match line.split_once(" = ").and_then(|(name, _)| named.get(name)) {
        Some(weight) => {
            let name = line.split(" = ").next().unwrap_or_default();
            format!("{name} = {weight:?}\n")
        }
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// Tries each weight larger and smaller, again and again, and keeps what leaves fewer rows wrong.
fn fitted(tasks: &[Task], named: &Named) -> Named {
    let mut best = (wrong(tasks, &weights(named)), named.clone());
    for round in 0..ROUNDS {
        let before = best.0;
        for name in named.keys() {
            for step in STEPS {
                let mut tried = best.1.clone();
                let weight = tried.get_mut(name).unwrap();
                // Three digits tell enough.
                *weight = (*weight * step * 1000.0).round() / 1000.0;
                let count = wrong(tasks, &weights(&tried));
                if count < best.0 {
                    println!("round {round}: {name} {}: {count} wrong", tried[name]);
                    best = (count, tried);
                }
            }
        }
        if best.0 == before {
            break;
        }
    }
    best.1
}

fn rows(tasks: &[Task]) -> usize {
    tasks.iter().map(|task| task.rows.len()).sum()
}

#[test]
#[ignore = "fits the weights of src/tables/rows/weights.toml"]
fn fit_weights() {
    let halves = [0, 1].map(|half| {
        let numbers: Vec<u64> = (0..many()).filter(|number| number % 2 == half).collect();
        let all = [Series::Plans, Series::Shapes];
        let of = |number: &u64| all.map(|series| tasks(&tree(series, *number).current()));
        let found: Vec<Task> = numbers.par_iter().flat_map_iter(of).flatten().collect();
        found
    });
    let text = fs::read_to_string(FILE).unwrap();
    let before: Named = toml::from_str(&text).unwrap();
    let after = fitted(&halves[0], &before);
    for (name, half) in ["fitted on", "checked on"].iter().zip(&halves) {
        let counts = [&before, &after].map(|named| wrong(half, &weights(named)));
        println!(
            "{name} {} rows: {} wrong before, {} after",
            rows(half),
            counts[0],
            counts[1]
        );
        for shown in [Shown::Lines, Shown::Frame, Shown::Cells] {
            let (mut all, mut counts) = (0, [0; 2]);
            for task in half.iter().filter(|task| task.placed.shown == shown) {
                let task = std::slice::from_ref(task);
                all += rows(task);
                counts[0] += wrong(task, &weights(&before));
                counts[1] += wrong(task, &weights(&after));
            }
            println!("  {shown:?}: {all} rows, {} and {}", counts[0], counts[1]);
        }
    }
    println!("\n{}", written(&text, &after));
}
