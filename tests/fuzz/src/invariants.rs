//! What must hold for every document.

use std::sync::LazyLock;

use namnd::block::{Block, Line};
use namnd::diagnostics::codes;
use namnd::flow::Flow;
use namnd::grammar::Layouts;
use namnd::limits::Limits;
use namnd::options::Options;
use namnd::output::Handling;
use unicode_normalization::UnicodeNormalization as _;

use super::letters::{Accounts, Count};

/// The built-in layouts.
pub fn layouts() -> &'static Layouts {
    static LAYOUTS: LazyLock<Layouts> = LazyLock::new(Layouts::builtin);
    &LAYOUTS
}

/// Limits that a small input meets now and then, so that what happens at a limit is tried too.
pub fn options() -> Options {
    let limits = Limits {
        stream_bytes: 2 << 20,
        document_bytes: 8 << 20,
        pages: 20,
        operators: 50_000,
        form_calls: 200,
        form_depth: 5,
        saved_states: 100,
        glyphs: 5_000,
        image_samples: 1 << 14,
        paths: 2_000,
        structure_nodes: 5_000,
        ..Limits::default()
    };
    Options {
        limits,
        passwords: vec!["hemligt".to_owned()],
        ..Options::default()
    }
}

/// The account adds up, the output can be written and read again, and every remark is documented.
pub fn output(output: &Handling) {
    let account = &output.redovisning;
    assert_eq!(account.tecken, account.placed(), "{account:?}");
    for remark in &output.diagnostik {
        let known = codes::ALL.iter().any(|code| code.kod == remark.kod);
        assert!(known, "{} is not in the list of codes", remark.kod);
        let fault = ["tecken-dubbelt", "tecken-borta"].contains(&remark.kod.as_str());
        assert!(!fault, "{}", remark.meddelande);
    }
    let json = serde_json::to_string(output).expect("an output can be written");
    let read: Handling = serde_json::from_str(&json).expect("an output can be read again");
    assert_eq!(&read, output);
}

/// Every letter stands on exactly one line, and a line has as many letters as its text.
pub fn flow(flow: &Flow) {
    let mut seen = vec![false; flow.letters as usize];
    for line in lines(flow) {
        let count = line.text.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(count, line.letters.len(), "{:?}", line.text);
        for letter in &line.letters {
            let seen = seen.get_mut(letter as usize);
            let seen = seen.unwrap_or_else(|| panic!("letter {letter} of {}", flow.letters));
            assert!(!*seen, "letter {letter} stands twice: {:?}", line.text);
            *seen = true;
        }
    }
    if let Some(lost) = seen.iter().position(|seen| !seen) {
        panic!("letter {lost} of {} stands on no line", flow.letters);
    }
}

fn lines(flow: &Flow) -> impl Iterator<Item = &Line> {
    let in_blocks = flow.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().collect::<Vec<_>>(),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.lines).collect()
        }
    });
    let overlays = flow.overlays.iter().map(|(_, line)| line);
    in_blocks
        .chain(&flow.furniture)
        .chain(&flow.struck)
        .chain(&flow.unplaced)
        .chain(overlays)
}

/// Nothing is invented, and nothing lost but what the output leaves out by its contract: hyphens that a line's end put in,
/// marks around a goal's number, and commas between note marks, which are a list. Compared letter by letter with accents apart, because a join may compose them,
/// and raised ones as their own, because a note mark is written as what it looks like.
pub fn letters(layer: &str, output: &Handling) {
    const DROPPED: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{ad}', '.', ':'];
    let layer = apart(&Count::of(layer));
    let accounts = Accounts::of(output);
    let (lost, invented) = layer.difference(&apart(&accounts.sum()));
    // A goal's number is a copy where its label has one of its own (`Inriktningsmål 2:`).
    let copies = |c: &char| c.is_numeric() || *c == '.';
    let copied = |c: &char| accounts.etiketter.0.get(c).copied().unwrap_or_default();
    let invented: Vec<_> = invented
        .0
        .iter()
        .filter(|(c, times)| !copies(c) || **times > copied(c))
        .collect();
    assert!(invented.is_empty(), "invented {invented:?}");
    let lost: Vec<_> = lost
        .0
        .iter()
        .filter(|(c, times)| {
            !DROPPED.contains(c) && (**c != ',' || **times > between_marks(output))
        })
        .collect();
    assert!(lost.is_empty(), "lost {lost:?}");
}

/// Commas that may have stood between the note marks of a cell.
fn between_marks(output: &Handling) -> i64 {
    fn of(value: &serde_json::Value) -> i64 {
        match value {
            serde_json::Value::Array(all) => all.iter().map(of).sum(),
            serde_json::Value::Object(keys) => {
                let marks = keys.get("noter").and_then(|marks| marks.as_array());
                let own = marks.map_or(0, |marks| marks.len().saturating_sub(1) as i64);
                own + keys.values().map(of).sum::<i64>()
            }
            _ => 0,
        }
    }
    serde_json::to_value(output).as_ref().map_or(0, of)
}

fn apart(count: &Count) -> Count {
    let mut all = Count::default();
    for (c, times) in &count.0 {
        for part in c.nfkd() {
            *all.0.entry(part).or_default() += times;
        }
    }
    all
}
