//! A text's lines with what is known of each before tables, titles and running text are read.

use crate::grammar::{Cues, Layouts};

use super::running::header_row::{self, HeaderRow};
use super::running::titles::{self, Title};
use super::source::SourceLine;
use super::survey::Survey;

/// A text's lines with what is known of each.
#[derive(Clone, Copy)]
pub(crate) struct MarkedLines<'a> {
    pub(crate) layouts: &'a Layouts,
    pub(crate) lines: &'a [SourceLine],
    /// For each line whether it is a page header's or footer's.
    pub(crate) furniture: &'a [bool],
    pub(crate) survey: &'a Survey,
}

impl<'a> MarkedLines<'a> {
    /// The line of this index.
    pub(crate) fn line(&self, at: usize) -> Option<&'a SourceLine> {
        self.lines.get(at)
    }

    /// The text of a line; none behind the last one.
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", SourceLine::text)
    }

    pub(crate) fn cues(&self) -> &'a Cues {
        self.layouts.cues()
    }

    /// Whether a line is a page header's or footer's.
    pub(crate) fn is_furniture(&self, at: usize) -> bool {
        self.furniture.get(at).copied().unwrap_or(false)
    }

    /// The header row of a known layout that begins on a line.
    pub(crate) fn header_row(&self, at: usize) -> Option<HeaderRow<'a>> {
        header_row::find(self, at)
    }

    /// The goal heading that begins on a line.
    pub(crate) fn title(&self, at: usize) -> Option<Title> {
        titles::find(self, at)
    }

    /// Whether a line begins something that ends a table: a goal, a section, a table with tabs.
    pub(crate) fn ends_table(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return true;
        };
        self.layouts.section_label(line.text()) || line.has_tab() || self.title(at).is_some()
    }

    /// Whether a line cannot be part of a title: blank, furniture, a label, a table's.
    pub(crate) fn is_closed(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return true;
        };
        line.is_blank()
            || self.is_furniture(at)
            || self.layouts.goal_label(line.text()).is_some()
            || self.layouts.section_label(line.text())
            || self.layouts.status(line.text()).is_some()
            || line.has_tab()
            || self.header_row(at).is_some()
    }
}
