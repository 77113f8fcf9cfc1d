//! From a flow to the output.
//!
//! [`assemble`] walks the blocks of a [`Flow`] once, in reading order. Goal headings open goals, labels and headings
//! open sections, tables become rows or tables, and every line's letters are assigned to the part of the output that
//! its text went to (`ledger`). What no rule places ends in `otolkat`.

mod cards;
mod cell_values;
mod closing;
mod columns;
mod findings;
mod front;
mod furniture;
mod goals;
mod grid;
mod headed;
mod headings;
mod judged;
mod labels;
mod ledger;
pub(crate) mod lines;
mod numbers;
mod parts;
mod readrow;
mod readtable;
mod rejoin;
mod rows;
mod sections;
mod sheets;
mod signs;
mod status;
mod sureness;
mod tables;
#[cfg(test)]
mod tests;
mod unclaimed;
mod units;
mod unknown_words;

use std::borrow::Cow;

use rayon::prelude::*;

use crate::block::{Block, Paragraph, Role, Sureness, Table};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::broken_words::Vocabulary;
use crate::flow::deferred_drop::{DeferredDrop, let_go};
use crate::flow::{Flow, Understood};
use crate::grammar::Layouts;
use crate::output::{
    Handling, Kalla, Mal, Otolkat, Plats, Redovisning, SCHEMA, Sidtext, SidtextSlag, StyckeSlag,
    Verktyg,
};
use crate::pdf::PdfInfo;
use crate::trace::Sink;

use closing::{sorted, sorted_joins, tell_missing};
use furniture::Middles;
use goals::{Goals, RowRef};
use judged::Told;
use labels::Labels;
use ledger::{Account, Ledger};
use numbers::Numbers;
use readrow::Reader;
use readtable::ReadTable;
use unknown_words::UnknownWords;

/// Fills the output from the flow. `info` is what a PDF says of itself; a text has none. `sink` is told which layouts matched.
#[must_use]
pub fn assemble(
    understood: Understood,
    source: Kalla,
    layouts: &Layouts,
    info: Option<&PdfInfo>,
    sink: &dyn Sink,
) -> Handling {
    let Understood {
        mut flow,
        vocabulary,
        spent,
    } = understood;
    let place = || {
        let mut assembler = Assembler::new(&flow, &vocabulary, layouts, sink);
        assembler.walk(&flow.blocks, spent);
        let sidtexter = assembler.furniture(&flow, &source);
        let overstruket = furniture::struck_out(&flow, &mut assembler.ledger);
        let otolkat = assembler.leftovers(&flow);
        let redovisning = assembler.account();
        (assembler, sidtexter, (overstruket, otolkat), redovisning)
    };
    let reading = front::Reading {
        flow: &flow,
        vocabulary: &vocabulary,
        layouts,
    };
    let read_front = || front::read(reading, info);
    let ((assembler, sidtexter, (overstruket, otolkat), redovisning), (dokument, arenden)) =
        rayon::join(place, read_front);
    let Assembler {
        goals,
        labels,
        diagnostics,
        unknown_words,
        ..
    } = assembler;
    let (mal, top) = goals.finish();
    let mut handling = Handling {
        schema: SCHEMA.to_owned(),
        verktyg: Verktyg {
            namn: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            layouter: layouts.hash().to_owned(),
        },
        dokument,
        arenden,
        mal,
        indikatorer: top.indikatorer,
        aktiviteter: top.aktiviteter,
        avsnitt: top.avsnitt,
        tabeller: top.tabeller,
        sidtexter,
        etiketter: labels.into_list(),
        overstruket,
        otolkat,
        skarvar: sorted_joins(std::mem::take(&mut flow.joins)),
        diagnostik: Vec::new(),
        redovisning,
        kalla: source,
    };
    front::place_cases(&mut handling);
    let guess = front::guess_kind(&mut handling, layouts);
    let of_flow = std::mem::take(&mut flow.diagnostics).into_iter();
    handling.diagnostik = {
        let told = diagnostics.into_iter().chain(unknown_words.told());
        sorted(of_flow.chain(told).chain(guess).collect())
    };
    tell_missing(
        &mut handling.redovisning,
        &handling.diagnostik,
        &mut flow.missing,
    );
    let_go(flow.blocks);
    handling
}

/// A block and what it says by itself.
enum ReadBlock<'t, 'a> {
    Paragraph(&'t Paragraph, Said),
    Table(&'t Table, ReadTable<'t, 'a>),
}

/// What a paragraph says by itself.
struct Said {
    /// A goal's label stands in it.
    names_goal: bool,
    /// It is a caption of a table or a picture.
    caption: bool,
    /// Its lines, joined.
    text: String,
}

/// The walk's state.
struct Assembler<'a> {
    layouts: &'a Layouts,
    vocabulary: &'a Vocabulary,
    sink: &'a dyn Sink,
    sureness: &'a Sureness,
    ledger: Ledger,
    goals: Goals,
    labels: Labels,
    numbers: Numbers,
    diagnostics: Vec<Diagnostic>,
    unknown_words: UnknownWords,
    /// The row that a companion row belongs to, and the field that its text is in.
    last_row: Option<RowRef>,
    companion: Option<crate::grammar::CompanionField>,
    /// The layout of the table that ended just before the block at hand.
    running: Option<columns::Columns<'a>>,
    /// The goal that its last rows belong to.
    resumed: Option<usize>,
    /// The heading that stands just before the block at hand.
    caption: Option<String>,
    /// The nearest heading or goal's title above the block at hand.
    nearest: Option<String>,
    /// Level of the last heading that stood outside the goals.
    chapter: Option<u32>,
    /// The last section holds lines of the table of contents.
    in_contents: bool,
}

impl<'a> Assembler<'a> {
    fn new(
        flow: &'a Flow,
        vocabulary: &'a Vocabulary,
        layouts: &'a Layouts,
        sink: &'a dyn Sink,
    ) -> Self {
        Self {
            layouts,
            vocabulary,
            sink,
            sureness: &flow.sureness,
            ledger: Ledger::new(flow.letters),
            goals: Goals::default(),
            labels: Labels::default(),
            numbers: Numbers::default(),
            diagnostics: Vec::new(),
            unknown_words: UnknownWords::default(),
            last_row: None,
            companion: None,
            running: None,
            resumed: None,
            caption: None,
            nearest: None,
            chapter: None,
            in_contents: false,
        }
    }

    /// Places all blocks. What is spent is let go meanwhile.
    fn walk(&mut self, blocks: &[Block], spent: DeferredDrop) {
        let parted = |block| {
            parts::at_labels(block, self.layouts)
                .or_else(|| parts::at_goal_rows(block, self.layouts, self.vocabulary))
                .or_else(|| sheets::turned(block, self.layouts, self.vocabulary))
        };
        let parted: Vec<Option<Vec<Block>>> = blocks.par_iter().map(parted).collect();
        let pieces = blocks.iter().zip(&parted).flat_map(|(block, parts)| {
            parts
                .as_deref()
                .unwrap_or_else(|| std::slice::from_ref(block))
        });
        let pieces: Vec<&Block> = pieces.collect();
        let carded = cards::found(&pieces, self.layouts, self.vocabulary);
        let pieces: Vec<&Block> = cards::put_in(&pieces, &carded);
        // What a block says by itself does not depend on those before it: it is read on all threads before the walk.
        let read: Vec<ReadBlock<'_, 'a>> =
            pieces.par_iter().map(|block| self.piece(block)).collect();
        // From here on one thread has to do all.
        spent.let_go();
        let mut heads = headed::goals_of_tables(&read).into_iter();
        let mut judged = judged::goals_with_status(&read, self.layouts).into_iter();
        let mut rest = read.into_iter().peekable();
        while let Some(piece) = rest.next() {
            let head = heads.next().flatten();
            let told = judged.next().flatten();
            match piece {
                ReadBlock::Paragraph(paragraph, said) => {
                    self.running = None;
                    if let Some(niva) = head
                        && self.headed_goal(paragraph, &said, niva)
                    {
                        continue;
                    }
                    let next = match rest.peek() {
                        Some(ReadBlock::Paragraph(next, _)) => Some(*next),
                        _ => None,
                    };
                    let took_next = match told {
                        Some(told) if told != Told::Part || self.goals.is_open() => {
                            self.judged_goal(paragraph, told, next)
                        }
                        _ => self.paragraph(paragraph, said, next),
                    };
                    if took_next {
                        rest.next();
                        heads.next();
                        judged.next();
                    }
                }
                ReadBlock::Table(table, read) => {
                    self.table(table, read);
                    self.caption = None;
                }
            }
        }
    }

    /// A block with what it says by itself.
    fn piece<'t>(&self, block: &'t Block) -> ReadBlock<'t, 'a> {
        match block {
            Block::Paragraph(paragraph) => ReadBlock::Paragraph(paragraph, self.said(paragraph)),
            Block::Table(table) => ReadBlock::Table(table, self.reader().table(table, None)),
        }
    }

    fn said(&self, paragraph: &Paragraph) -> Said {
        let text = self.vocabulary.join(&paragraph.lines);
        Said {
            names_goal: self.names_goal(paragraph),
            caption: self.layouts.is_caption(&text),
            text,
        }
    }

    fn reader(&self) -> Reader<'a> {
        Reader {
            layouts: self.layouts,
            vocabulary: self.vocabulary,
            sureness: self.sureness,
        }
    }

    /// Places a paragraph; returns whether the one after it was its title and is placed too.
    fn paragraph(&mut self, paragraph: &Paragraph, said: Said, next: Option<&Paragraph>) -> bool {
        self.caption = None;
        if paragraph.role == Role::Contents {
            self.contents_line(paragraph, said.text);
            return false;
        }
        if said.names_goal
            && let Some(took_next) = self.goal_headings(paragraph, next)
        {
            return took_next;
        }
        if self.status_below(paragraph, &said.text, next) {
            return true;
        }
        let lines = self.status(paragraph, &said.text);
        let cut = matches!(lines, Cow::Owned(_));
        let Some(lines) = self.section_label(paragraph, &lines) else {
            return false;
        };
        if lines.is_empty() {
            return false;
        }
        let text = if lines.len() == paragraph.lines.len() && !cut {
            said.text
        } else {
            self.vocabulary.join(lines)
        };
        match paragraph.role {
            Role::Heading(_) | Role::Text
                if said.caption && lines.len() == paragraph.lines.len() =>
            {
                self.caption_line(lines, text);
            }
            // `Status: Pausad`: how it is set makes no chapter of it.
            Role::Heading(_) if self.is_status_line(&text) => {
                self.prose(lines, text, StyckeSlag::Stycke);
            }
            Role::Heading(level) => self.heading(lines, level, text),
            Role::ListItem => self.prose(lines, text, StyckeSlag::Punkt),
            Role::Footnote => self.prose(lines, text, StyckeSlag::Fotnot),
            Role::Margin => self.prose(lines, text, StyckeSlag::Marginal),
            Role::Text | Role::Contents => self.prose(lines, text, StyckeSlag::Stycke),
        }
        false
    }

    fn remark(&mut self, kod: &str, allvar: Allvar, meddelande: String, plats: Vec<Plats>) {
        self.diagnostics
            .push(Diagnostic::new(kod, allvar, meddelande).at(plats));
    }

    /// Page headers and footers, watermarks, stamps and line numbers: each distinct text once with its places.
    fn furniture(&mut self, flow: &Flow, source: &Kalla) -> Vec<Sidtext> {
        let mut texts = Labels::default();
        for line in &flow.furniture {
            texts.add(&line.text, std::slice::from_ref(line));
            self.ledger.assign(line, Account::Sidtexter);
        }
        let middles = Middles::new(source, &flow.page_starts);
        let entry = |(text, plats): (String, Vec<Plats>)| Sidtext {
            slag: middles.kind(plats.first()),
            text,
            plats,
        };
        let mut all: Vec<Sidtext> = texts.into_texts().map(entry).collect();
        use SidtextSlag::{Radnummer, Stampel, Vattenstampel};
        for kind in [Vattenstampel, Stampel, Radnummer] {
            let mut texts = Labels::default();
            for (_, line) in flow.overlays.iter().filter(|(own, _)| *own == kind) {
                texts.add(&line.text, std::slice::from_ref(line));
                self.ledger.assign(line, Account::Sidtexter);
            }
            all.extend(texts.into_texts().map(|(text, plats)| Sidtext {
                text,
                slag: kind,
                plats,
            }));
        }
        all
    }

    /// What could be placed nowhere: what the flow says so of, and letters that the walk left over.
    fn leftovers(&mut self, flow: &Flow) -> Vec<Otolkat> {
        if self.ledger.missing() == 0 {
            return Vec::new();
        }
        let in_blocks = flow.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.lines.iter().collect::<Vec<_>>(),
            Block::Table(table) => table.rows.iter().flat_map(lines::row_lines).collect(),
        });
        let mut list = Vec::new();
        for line in flow.unplaced.iter().chain(in_blocks) {
            let left = self.ledger.unassigned(line);
            if left.is_empty() {
                continue;
            }
            let text = if left.len() == line.letters.len() {
                line.text.clone()
            } else {
                let letters: Vec<char> = line.text.chars().filter(|c| !c.is_whitespace()).collect();
                left.iter().filter_map(|&at| letters.get(at)).collect()
            };
            self.ledger.assign_free(line, Account::Otolkat);
            list.push(Otolkat {
                text,
                plats: lines::places(std::slice::from_ref(line)),
            });
        }
        list
    }

    /// The sums, with a remark when they do not add up.
    fn account(&mut self) -> Redovisning {
        let (twice, missing) = (self.ledger.assigned_twice(), self.ledger.missing());
        #[cfg(test)]
        assert_eq!(twice, 0, "letters were assigned twice");
        if twice > 0 {
            self.diagnostics.push(Diagnostic::new(
                "tecken-dubbelt",
                Allvar::Fel,
                format!("{twice} characters stand at two places of the output"),
            ));
        }
        if missing > 0 {
            self.diagnostics.push(Diagnostic::new(
                "tecken-borta",
                Allvar::Fel,
                format!("{missing} characters of the text layer stand on no line"),
            ));
        }
        self.ledger.sums()
    }

    /// A goal with nothing in it yet.
    fn new_goal(
        &mut self,
        niva: &str,
        nummer: Option<String>,
        titel: String,
        plats: Vec<Plats>,
    ) -> Mal {
        Mal {
            // The goals are named when all of them are known.
            id: String::new(),
            ordning: self.numbers.next(),
            niva: niva.to_owned(),
            nummer,
            titel,
            status: None,
            avsnitt: Vec::new(),
            indikatorer: Vec::new(),
            aktiviteter: Vec::new(),
            tabeller: Vec::new(),
            mal: Vec::new(),
            plats,
        }
    }
}
