//! Sections while they are filled: headings open them, running text, list items, captions and notes go into the one at hand.

use super::ledger::Account;
use super::{Assembler, lines, sureness};
use crate::block::{Line, Paragraph};
use crate::output::{Avsnitt, Plats, Stycke, StyckeSlag};

impl Assembler<'_> {
    pub(super) fn contents_line(&mut self, paragraph: &Paragraph, text: String) {
        let fresh = self
            .goals
            .sections()
            .last()
            .is_some_and(|section| section.stycken.is_empty());
        if !self.in_contents && !fresh {
            self.open_section(None, None, &[]);
        }
        self.add_text(&paragraph.lines, text, StyckeSlag::Stycke);
        self.in_contents = true;
    }

    /// Opens a section under the open goal or the document.
    pub(super) fn open_section(
        &mut self,
        rubrik: Option<String>,
        niva: Option<u32>,
        lines: &[Line],
    ) {
        self.in_contents = false;
        self.ledger.assign_all(lines, Account::Avsnitt);
        if rubrik.is_some() {
            self.nearest.clone_from(&rubrik);
        }
        let section = self.new_section(rubrik, niva, lines::places(lines));
        self.goals.sections().push(section);
    }

    /// A section with nothing in it yet.
    pub(super) fn new_section(
        &mut self,
        rubrik: Option<String>,
        niva: Option<u32>,
        plats: Vec<Plats>,
    ) -> Avsnitt {
        Avsnitt {
            id: self.numbers.section(),
            ordning: self.numbers.next(),
            rubrik,
            niva,
            stycken: Vec::new(),
            plats,
        }
    }

    /// Adds a paragraph to a section.
    pub(super) fn add_paragraph(
        &mut self,
        section: &mut Avsnitt,
        text: String,
        slag: StyckeSlag,
        lines: &[Line],
    ) {
        let (sakerhet, told) =
            sureness::remark_of_lines(self.sureness, ("paragraph", &text), lines);
        self.diagnostics.extend(told);
        let stycke = Stycke {
            id: format!("{}/{}", section.id, section.stycken.len() + 1),
            ordning: self.numbers.next(),
            text,
            slag,
            plats: lines::places(lines),
            sakerhet,
        };
        section.stycken.push(stycke);
    }

    /// Adds a paragraph of running text to the section at hand: its lines, and these joined.
    pub(super) fn prose(&mut self, lines: &[Line], text: String, slag: StyckeSlag) {
        if self.in_contents || self.goals.sections().is_empty() {
            self.open_section(None, None, &[]);
        }
        self.add_text(lines, text, slag);
    }

    /// A caption: a heading that is one opens no section, so that what stands below it stays where it was.
    pub(super) fn caption_line(&mut self, lines: &[Line], text: String) {
        self.prose(lines, text.clone(), StyckeSlag::Bildtext);
        self.caption = Some(text);
    }

    fn add_text(&mut self, lines: &[Line], text: String, slag: StyckeSlag) {
        self.ledger.assign_all(lines, Account::Avsnitt);
        let Some(mut section) = self.goals.sections().pop() else {
            return;
        };
        lines::absorb(&mut section.plats, lines.iter().map(|line| &line.place));
        if !text.is_empty() {
            self.add_paragraph(&mut section, text, slag, lines);
        }
        self.goals.sections().push(section);
    }
}
