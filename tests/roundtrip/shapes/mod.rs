//! The shapes of other makers: tables banded, boxed, under spanning titles, with groups, sums, marks; narrow columns of text.

pub mod columns;
pub mod draw;
pub mod expected;
mod layout;
pub mod model;
pub mod strategy;

use std::collections::BTreeMap;

use super::model::{Align, Block, Document, Vertical};
use model::{HeadLook, Row, Shape, Shaped, Turn};

/// What is told of a document when shapes are counted.
pub fn features(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Shaped(table) => found.extend(of_table(table)),
            Block::Columns(columns) => {
                let narrow = if columns.gutter < 11.0 {
                    "8 to 10"
                } else {
                    "11 to 14"
                };
                found.push(format!("columns of text, gutter {narrow} pt"));
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

fn of_table(table: &Shaped) -> Vec<String> {
    let mut found = vec![
        format!("lines: {:?}", table.shape),
        format!("header: {} rows", table.head.rows()),
        format!("header: {:?}", table.head.look),
    ];
    let rows = |wanted: fn(&Row) -> bool| table.rows.iter().filter(|row| wanted(row)).count();
    let groups = |pair: &[Row]| matches!(pair, [Row::Group(_), Row::Group(_)]);
    let marks = table.rows.iter().any(|row| match row {
        Row::Values { cells, .. } | Row::Sum(cells) => cells.iter().any(|cell| cell.mark.is_some()),
        Row::Group(_) | Row::Empty => false,
    });
    let align = table.columns.last().map(|column| column.align);
    for (holds, name) in [
        (table.head.turn != Turn::Level, "titles turned"),
        (table.caption.is_some(), "caption"),
        (table.note.is_some(), "note below"),
        (marks, "raised marks"),
        (rows(|row| matches!(row, Row::Empty)) > 0, "empty rows"),
        (rows(|row| matches!(row, Row::Group(_))) > 0, "group rows"),
        (table.rows.windows(2).any(groups), "second group row"),
        (rows(|row| matches!(row, Row::Sum(_))) > 0, "sum rows"),
        (table.merges(), "merged first column"),
        (align == Some(Align::Right), "values right"),
        (align == Some(Align::Centre), "values centred"),
        (align == Some(Align::Left), "values left"),
        (table.rows.len() > 25, "over 25 rows"),
        (
            table.head.look == HeadLook::Dark && table.shape == Shape::Boxed,
            "dark header, boxed",
        ),
        (table.line != Vertical::Top, "cells not at the top"),
    ] {
        if holds {
            found.push(name.to_owned());
        }
    }
    found
}

/// How many documents there are of each feature, and how many of them are read wrong.
#[derive(Default)]
pub struct Count(BTreeMap<String, (usize, usize)>);

impl Count {
    pub fn add(&mut self, document: &Document, wrong: bool) {
        for feature in features(document) {
            let (all, failed) = self.0.entry(feature).or_default();
            *all += 1;
            *failed += usize::from(wrong);
        }
    }

    pub fn print(&self) {
        for (feature, (all, failed)) in &self.0 {
            println!("{failed:5} of {all:5} wrong: {feature}");
        }
    }
}
