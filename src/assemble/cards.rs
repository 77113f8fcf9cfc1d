//! Cards: an activity or an indicator as lines of label and value (`Aktivitet: Sopa torget`, `Färdiggrad: 50 %`) are turned
//! into a table with one row, if a layout of sheets has the labels.

use crate::block::{
    Block, Line, Paragraph, Role, RowKind, Table, TableCell, TableRow, Witness, split_lines,
};
use crate::flow::broken_words::Vocabulary;
use crate::grammar::Layouts;

use super::lines::count;

/// A label has no more letters.
const LABEL_LETTERS: usize = 40;

/// A label and what stands behind it.
struct Entry {
    label: Vec<Line>,
    value: Vec<Line>,
}

/// Tables that stand for paragraphs: where they begin, how many paragraphs they take, and they themselves.
pub(super) struct Carded {
    from: usize,
    taken: usize,
    tables: Vec<Block>,
}

/// The cards among blocks.
pub(super) fn found(blocks: &[&Block], layouts: &Layouts, vocabulary: &Vocabulary) -> Vec<Carded> {
    let mut found = Vec::new();
    if !layouts.has_sheets() {
        return found;
    }
    let mut at = 0;
    while at < blocks.len() {
        let rest = blocks.get(at..).unwrap_or_default();
        match run(rest, layouts, vocabulary) {
            Some((taken, tables)) => {
                found.push(Carded {
                    from: at,
                    taken,
                    tables,
                });
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The blocks with the tables in their places.
pub(super) fn put_in<'b>(blocks: &[&'b Block], carded: &'b [Carded]) -> Vec<&'b Block> {
    let mut all = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for card in carded {
        all.extend(blocks.get(at..card.from).unwrap_or_default());
        all.extend(&card.tables);
        at = card.from + card.taken;
    }
    all.extend(blocks.get(at..).unwrap_or_default());
    all
}

/// Cards that begin with the first block: how many blocks they take.
fn run(
    blocks: &[&Block],
    layouts: &Layouts,
    vocabulary: &Vocabulary,
) -> Option<(usize, Vec<Block>)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut taken = 0;
    let label_of = |entry: &Entry| vocabulary.join(&entry.label);
    let names = |entry: &Entry| layouts.names_sheet(label_text(&label_of(entry)));
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            break;
        };
        let Some(own) = labelled(paragraph, layouts) else {
            break;
        };
        // A card begins with the label of the row's name; another such label begins something else.
        let other = own.iter().any(|entry| {
            let first = entries.first().unwrap_or(entry);
            names(entry) && label_of(entry) != label_of(first)
        });
        if other || entries.is_empty() && !own.first().is_some_and(names) {
            break;
        }
        entries.extend(own);
        taken += 1;
    }
    let first = label_of(entries.first()?);
    let mut cards: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        if label_of(&entry) == first {
            cards.push(Vec::new());
        }
        cards.last_mut()?.push(entry);
    }
    let is_card = |card: &Vec<Entry>| {
        let labels: Vec<String> = card.iter().map(label_of).collect();
        layouts.sheet(&labels).is_some()
    };
    let all = cards.iter().all(is_card);
    all.then(|| (taken, cards.into_iter().map(as_table).collect()))
}

/// The entries of a paragraph that begins with a label; lines without one go on with the value above.
fn labelled(paragraph: &Paragraph, layouts: &Layouts) -> Option<Vec<Entry>> {
    if paragraph.role == Role::Contents || !paragraph.marks.is_empty() {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    for line in &paragraph.lines {
        match label_end(&line.text).filter(|end| is_label(&line.text, *end, layouts)) {
            Some(end) => {
                let letters = count(line.text.get(..end).unwrap_or_default());
                let (label, value) = split_lines(std::slice::from_ref(line), letters);
                entries.push(Entry { label, value });
            }
            None => entries.last_mut()?.value.push(line.clone()),
        }
    }
    (!entries.is_empty()).then_some(entries)
}

/// Where the label ends that a line may begin with, its colon among it.
fn label_end(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let short = count(text.get(..colon)?) <= LABEL_LETTERS;
    (short && text.starts_with(char::is_uppercase)).then_some(colon + 1)
}

fn is_label(text: &str, end: usize, layouts: &Layouts) -> bool {
    layouts.is_sheet_label(label_text(text.get(..end).unwrap_or_default()))
}

fn label_text(label: &str) -> &str {
    label.trim_end_matches(':')
}

/// A card as a table with its labels above its values.
fn as_table(card: Vec<Entry>) -> Block {
    let columns = card.len();
    let (mut labels, mut values) = (Vec::new(), Vec::new());
    for (column, entry) in card.into_iter().enumerate() {
        let cell = |lines| TableCell {
            column,
            span: 1,
            lines,
            ..TableCell::default()
        };
        labels.push(cell(entry.label));
        values.push(cell(entry.value));
    }
    let row = |kind, cells| TableRow {
        kind,
        cells,
        places: Vec::new(),
    };
    Block::Table(Table {
        columns,
        rows: vec![row(RowKind::Header, labels), row(RowKind::Body, values)],
        witness: vec![Witness::Sheet],
    })
}
