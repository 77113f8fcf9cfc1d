//! Sheets without lines: the labels of a layout stand below each other at the left, each with its value beside it.

use crate::block::{RowKind, Witness};
use crate::tables::context::Context;
use crate::tables::table::{PageCell, PageRow, PageTable, take};
use crate::tables::tolerances;
use crate::words::gaps::{extent, rect_of, segments};
use crate::words::word::{Word, text_of};

/// A label and the lines of its value.
struct Pair {
    label: Vec<Word>,
    value: Vec<Vec<Word>>,
}

/// Finds the sheets and takes their words out of `lines`.
#[must_use]
pub fn tables(lines: &mut Vec<Vec<Word>>, context: &Context<'_>) -> Vec<PageTable> {
    let mut found = Vec::new();
    if !context.layouts.has_sheets() {
        return found;
    }
    let mut start = 0;
    while start < lines.len() {
        let run = run(&lines[start..], context);
        let Some(table) = run.and_then(|pairs| table(pairs, context)) else {
            start += 1;
            continue;
        };
        take(lines, &table.rows);
        found.push(table);
    }
    found
}

/// The label and the value that a line has; `None` if it has more or less.
fn parted(line: &[Word]) -> Option<(&[Word], &[Word])> {
    let mut parts = segments(line, tolerances::CLEAR_CELL_GAP);
    let pair = (parts.next()?, parts.next()?);
    parts.next().is_none().then_some(pair)
}

/// Labels with their values, from the first line on.
fn run(lines: &[Vec<Word>], context: &Context<'_>) -> Option<Vec<Pair>> {
    let first = lines.first()?;
    let (label, value) = parted(first)?;
    if !context.layouts.is_sheet_label(&text_of(label)) {
        return None;
    }
    let (left, right) = (label.first()?.rect.x0, value.first()?.rect.x0);
    let begins = |words: &[Word], x: f32| {
        let first = words.first().map(|word| word.rect.x0);
        first.is_some_and(|at| (at - x).abs() < tolerances::LEFT_ENDS)
    };
    let mut pairs: Vec<Pair> = Vec::new();
    let mut bottom = extent(first).0;
    for line in lines {
        let (top, below) = extent(line);
        let size = line.first().map_or(0.0, |word| word.size);
        if top - bottom > tolerances::ALIGNED_LINE_GAP * size {
            break;
        }
        match parted(line) {
            Some((label, value)) if begins(label, left) && begins(value, right) => {
                pairs.push(Pair {
                    label: label.to_vec(),
                    value: vec![value.to_vec()],
                });
            }
            // A value goes on below itself.
            None if begins(line, right) => pairs.last_mut()?.value.push(line.clone()),
            _ => break,
        }
        bottom = below;
    }
    Some(pairs)
}

/// The table of the sheets, of which each begins with the label of the first; `None` if a layout does not know them all.
fn table(pairs: Vec<Pair>, context: &Context<'_>) -> Option<PageTable> {
    let labels: Vec<String> = pairs.iter().map(|pair| text_of(&pair.label)).collect();
    let first = labels.first()?;
    let sheets = labels.chunk_by(|_, next| next != first);
    let mut sheets = sheets.map(|sheet| context.layouts.sheet(sheet).is_some());
    let values = pairs.iter().filter_map(|pair| pair.value.first());
    let mut titles = values.map(|value| context.layouts.is_sheet_label(&text_of(value)));
    if !sheets.all(|known| known) || titles.any(|title| title) {
        return None;
    }
    let words = |pair: &Pair| {
        let words = pair.label.iter().chain(pair.value.iter().flatten());
        words.cloned().collect::<Vec<Word>>()
    };
    let rect = pairs.iter().map(|pair| rect_of(&words(pair)));
    let rect = rect.reduce(|all, own| all.union(&own))?;
    let value = pairs.first()?.value.first()?.first()?.rect.x0;
    let edges = vec![
        rect.x0 - tolerances::OUTSIDE_TEXT,
        value - tolerances::OUTSIDE_TEXT,
        rect.x1 + tolerances::OUTSIDE_TEXT,
    ];
    let rows = pairs.into_iter().map(|pair| {
        let y = extent(&words(&pair));
        let cell = |column, lines| PageCell {
            column,
            span: 1,
            lines,
            ..PageCell::default()
        };
        PageRow {
            kind: RowKind::Body,
            cells: vec![cell(0, vec![pair.label]), cell(1, pair.value)],
            y,
        }
    });
    Some(PageTable {
        rect,
        edges,
        rows: rows.collect(),
        witness: vec![Witness::Sheet],
        ruled_rows: false,
        layout: None,
    })
}
