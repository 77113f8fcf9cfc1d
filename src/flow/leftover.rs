//! What no reader sees, and what no step took up: it stands nowhere in the flow and is kept as unplaced text.

use crate::block::{Line, Place, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Flow;
use crate::flow::turned::shown;
use crate::geometry::Turn;
use crate::pdf::Visibility;
use crate::words::line;
use crate::words::word::{PageWords, Word};

/// Makes room for the hidden lines of all pages at once: of long documents they are hundreds of thousands.
pub fn reserve(all: &[PageWords], flow: &mut Flow) {
    let lines = all.iter().map(|made| made.unseen.len());
    flow.unplaced.reserve_exact(lines.sum());
}

/// Hidden text: no reader's text, but accounted for. Of each kind there is one remark a page, however many lines it has.
#[derive(Debug, Default)]
pub struct Hidden {
    page: u32,
    /// What the page's remarks say.
    told: Vec<Told>,
}

/// A page's hidden lines of one kind.
#[derive(Debug)]
struct Told {
    code: &'static str,
    what: &'static str,
    first: String,
    lines: usize,
    place: Place,
    /// Its remark among the flow's.
    at: usize,
}

impl Told {
    fn remark(&self) -> Diagnostic {
        let more = match self.lines {
            1 => String::new(),
            2 => " (and 1 more line)".to_owned(),
            lines => format!(" (and {} more lines)", lines - 1),
        };
        let message = format!("text that is {}: {:?}{more}", self.what, self.first);
        Diagnostic::new(self.code, Allvar::Varning, message).at(merge_places([&self.place]))
    }
}

impl Hidden {
    /// Takes up what a page's glyphs became and no reader sees; a page that is turned in part comes several times.
    pub fn take(&mut self, made: PageWords, page: u32, turn: Option<Turn>, flow: &mut Flow) {
        if self.page != page {
            self.told.clear();
            self.page = page;
        }
        let overlays = made.overlays.into_iter();
        flow.overlays
            .extend(overlays.map(|(kind, line)| (kind, shown(line, turn))));
        let struck = made.struck.iter();
        flow.struck
            .extend(struck.map(|words| shown(line::line(words, page, false), turn)));
        for (visibility, line) in made.unseen {
            let line = shown(line, turn);
            if let Some((code, what)) = named(visibility) {
                self.add(code, what, &line, &mut flow.diagnostics);
                flow.unplaced.push(line);
            }
        }
        for told in &self.told {
            flow.diagnostics[told.at] = told.remark();
        }
    }

    fn add(
        &mut self,
        code: &'static str,
        what: &'static str,
        line: &Line,
        remarks: &mut Vec<Diagnostic>,
    ) {
        if let Some(told) = self.told.iter_mut().find(|told| told.code == code) {
            told.lines += 1;
            if let (Place::Page(_, all), Place::Page(_, own)) = (&mut told.place, &line.place) {
                *all = all.union(own);
            }
            return;
        }
        let told = Told {
            code,
            what,
            first: line.text.clone(),
            lines: 1,
            place: line.place,
            at: remarks.len(),
        };
        remarks.push(told.remark());
        self.told.push(told);
    }
}

/// The code for text that is not to be seen, and why it is not.
fn named(visibility: Visibility) -> Option<(&'static str, &'static str)> {
    Some(match visibility {
        Visibility::Invisible => ("osynlig-text", "invisible"),
        Visibility::Clipped => ("bortklippt-text", "clipped away"),
        Visibility::OffPage => ("text-utanfor-sidan", "outside the page"),
        Visibility::Covered => ("overtackt-text", "covered"),
        Visibility::Blended => ("osynlig-farg", "of the colour behind it"),
        Visibility::Bar => ("streck-som-tecken", "no letter but a ruling line"),
        Visibility::Visible => return None,
    })
}

/// The words that no step has taken up, as lines. `in_blocks` are the lines of the flow's blocks.
pub fn lost(flow: &Flow, in_blocks: &[&Line], copies: &[(u32, Vec<Vec<Word>>)]) -> Vec<Line> {
    let mut placed = vec![false; flow.letters as usize];
    let lines = in_blocks.iter().copied();
    let overlays = flow.overlays.iter().map(|(_, line)| line);
    let lines = lines.chain(&flow.furniture).chain(&flow.unplaced);
    let lines = lines.chain(overlays).chain(&flow.struck);
    // A loop would ask at every letter whether it is one of a run.
    lines.flat_map(|line| &line.letters).for_each(|letter| {
        if let Some(placed) = placed.get_mut(letter as usize) {
            *placed = true;
        }
    });
    if placed.iter().all(|placed| *placed) {
        return Vec::new();
    }
    let is_placed = |letter: u32| placed.get(letter as usize).copied().unwrap_or(true);
    let mut lost: Vec<Line> = Vec::new();
    for (page, lines) in copies {
        for words in lines {
            let left: Vec<Word> = words
                .iter()
                .filter(|word| !word.letters.iter().all(is_placed))
                .cloned()
                .collect();
            if !left.is_empty() {
                lost.push(line::line(&left, *page, false));
            }
        }
    }
    lost
}

/// Nothing is lost: words that no step has taken up stay as unplaced text, with a diagnostic, because it is this program's
/// fault.
pub fn keep(lost: Vec<Line>, flow: &mut Flow) {
    for line in lost {
        flow.diagnostics.push(
            Diagnostic::new(
                "text-utan-plats",
                Allvar::Varning,
                format!("text that found no place: {:?}", line.text),
            )
            .at(merge_places([&line.place])),
        );
        flow.unplaced.push(line);
    }
}
