//! Line ends that the lexicon decided, or that nothing decides: told to a sink and to the reader.

use rayon::prelude::*;

use crate::block::{Block, Line, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Understood;
use crate::flow::broken_words::{Ground, Habit, Joint, Vocabulary};
use crate::lexicon::Lexicon;
use crate::trace::{Finding, Sink, Stage};

impl Understood {
    /// Has a lexicon asked where the document does not tell whether a line's end parts two words. `sink` is told where it
    /// decided; what stays open in a cell becomes a remark.
    pub fn ask(&mut self, lexicon: Lexicon, sink: &dyn Sink) {
        self.vocabulary.ask(lexicon);
        let blocks = &self.flow.blocks;
        let ends = blocks.par_iter().map(|block| ends(block, &self.vocabulary));
        let ends: Vec<Ends> = ends.collect();
        let habit = ends.iter().map(|ends| ends.habit);
        self.vocabulary
            .used_to(habit.fold(Habit::default(), Habit::with));
        let vocabulary = &self.vocabulary;
        let told = blocks.par_iter().zip(&ends).map(|(block, ends)| {
            let runs = runs(block);
            let asked: Vec<usize> = if sink.is_open() {
                (0..runs.len()).collect()
            } else {
                ends.in_doubt.clone()
            };
            let mut remarks = Vec::new();
            for (lines, in_cell) in asked.into_iter().map(|at| runs[at]) {
                for (pair, told) in lines.windows(2).zip(vocabulary.joints(lines)) {
                    remarks.extend(line_end([&pair[0], &pair[1]], told, in_cell, sink));
                }
            }
            remarks
        });
        let told: Vec<Vec<Diagnostic>> = told.collect();
        self.flow.diagnostics.extend(told.into_iter().flatten());
    }
}

/// The line ends of a block's cells, as long as nobody knows how the document breaks its cells' text.
#[derive(Default)]
struct Ends {
    /// What those tell of it that the lexicon is sure of.
    habit: Habit,
    /// Which of the block's runs hold one that the habit may decide.
    in_doubt: Vec<usize>,
}

fn ends(block: &Block, vocabulary: &Vocabulary) -> Ends {
    let mut ends = Ends::default();
    for (at, (lines, in_cell)) in runs(block).into_iter().enumerate() {
        if !in_cell {
            continue;
        }
        let before_last = lines.split_last().map_or(&[][..], |(_, before)| before);
        for line in before_last.iter().filter(|line| line.text.contains(' ')) {
            ends.habit.count_line(line.full);
        }
        if !goes_on_full(lines) {
            continue;
        }
        let joints = vocabulary.joints(lines);
        if joints.iter().any(|(_, ground)| *ground == Ground::Doubt) {
            ends.in_doubt.push(at);
        }
        for (first, (joint, ground)) in lines.iter().zip(joints) {
            if first.full && ground == Ground::Lexicon {
                let alone = !first.text.contains(' ');
                ends.habit.count(alone, joint != Joint::Space);
            }
        }
    }
    ends
}

/// Whether a line is full and another follows.
fn goes_on_full(lines: &[Line]) -> bool {
    let before_last = lines.split_last().map_or(&[][..], |(_, before)| before);
    before_last.iter().any(|line| line.full)
}

/// The lines of each cell, or of a paragraph.
fn runs(block: &Block) -> Vec<(&[Line], bool)> {
    match block {
        Block::Paragraph(paragraph) => vec![(&paragraph.lines, false)],
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| (&*cell.lines, true)).collect()
        }
    }
}

/// Tells of one line's end.
fn line_end(
    [first, second]: [&Line; 2],
    (joint, ground): (Joint, Ground),
    in_cell: bool,
    sink: &dyn Sink,
) -> Option<Diagnostic> {
    let head = first.text.rsplit(' ').next().unwrap_or("");
    let tail = second.text.split(' ').next().unwrap_or("");
    if sink.is_open() && ground != Ground::Document {
        let how = match (joint, ground) {
            (_, Ground::Doubt) => "one word or two",
            (Joint::Space, _) => "two words by the lexicon",
            _ => "one word by the lexicon",
        };
        let finding = Finding::at(second.place, Stage::LineEnd);
        sink.found(finding.told(format!("{head} | {tail}: {how}")));
    }
    // Elsewhere a line that ends in a word is nothing to wonder at.
    (ground == Ground::Doubt && in_cell && head.len() == first.text.len()).then(|| {
        let message = format!(
            "\"{head}\" and \"{tail}\" stand on two full lines of a cell: two words, or one; they are left as two"
        );
        let places = merge_places(&[first.place, second.place]);
        Diagnostic::new("ord-delat", Allvar::Info, message).at(places)
    })
}
