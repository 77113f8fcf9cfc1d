//! Marked content (ISO 32000-2, 14.6): what belongs to which mark, what is page furniture, what is hidden, and what the
//! text really is.

use crate::pdf::MarkId;

/// Marks within marks that are kept; deeper ones are counted only.
const MAX_DEPTH: usize = 1000;

/// One `BMC` or `BDC`.
#[derive(Default)]
pub(crate) struct Mark {
    /// Its identifier.
    pub(crate) id: Option<MarkId>,
    /// `/Artifact`.
    pub(crate) artifact: bool,
    /// Optional content that is switched off.
    pub(crate) hidden: bool,
    /// `/ActualText`.
    pub(crate) actual_text: Option<String>,
    /// This mark or one around it has such a text.
    pub(crate) within_text: bool,
    /// Number of glyphs when it began.
    pub(crate) start: usize,
}

/// The marks that are open.
#[derive(Default)]
pub(crate) struct Marks {
    open: Vec<Mark>,
    too_deep: usize,
}

impl Marks {
    /// Opens a mark; what holds for the one around it holds for it.
    pub(crate) fn begin(&mut self, mut mark: Mark) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        if let Some(around) = self.open.last() {
            mark.id = mark.id.or(around.id);
            mark.artifact |= around.artifact;
            mark.hidden |= around.hidden;
            // The outermost text stands for everything in it.
            if around.within_text {
                mark.actual_text = None;
                mark.within_text = true;
            }
        }
        mark.within_text |= mark.actual_text.is_some();
        self.open.push(mark);
    }

    /// Closes the innermost mark, if one was opened since `base`.
    pub(crate) fn end(&mut self, base: usize) -> Option<Mark> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        if self.open.len() > base {
            self.open.pop()
        } else {
            None
        }
    }

    /// How many are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The mark in force.
    pub(crate) fn mark(&self) -> Option<MarkId> {
        self.open.last().and_then(|mark| mark.id)
    }

    /// Whether what is painted is page furniture.
    pub(crate) fn is_artifact(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.artifact)
    }

    /// Whether what is painted is switched off.
    pub(crate) fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.hidden)
    }
}
