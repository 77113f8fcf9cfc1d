//! Text that does not stand upright and belongs to no table: stamps in the margin, headers of lying pages, marks across the
//! page are page texts of their kind. What is left are labels in drawings.

use foldhash::{HashMap, HashMapExt};

use crate::block::{Line, Place, merge_places};
use crate::diagnostics::{Allvar, Diagnostic};
use crate::flow::Flow;
use crate::flow::page_parts::Pages;
use crate::flow::tolerances::{ACROSS_SIZE, STAMP_EDGE, STAMP_PLACE};
use crate::flow::turned::shown;
use crate::geometry::Rect;
use crate::grammar::Layouts;
use crate::output::SidtextSlag;
use crate::words::gaps::rect_of;
use crate::words::line;
use crate::words::word::{PageWords, TurnedRun};

/// A line that does not stand upright.
struct Aside {
    page: u32,
    /// Where, on the page as it is shown.
    rect: Rect,
    /// It runs up, down or on its head: by quarters of a circle.
    quarter: bool,
    /// At an edge of the page, beside its text.
    beside: bool,
    line: Line,
}

/// Takes what does not stand upright out of all pages, and tells what it is. `usual` is the font size of most text.
pub(super) fn take(
    pages: &Pages,
    words: &mut [PageWords],
    usual: f32,
    layouts: &Layouts,
    flow: &mut Flow,
) {
    let asides = asides(pages, words);
    if asides.is_empty() {
        return;
    }
    let mut places: HashMap<String, Vec<(u32, f32, f32)>> = HashMap::new();
    for aside in &asides {
        let place = (aside.page, aside.rect.mid_x(), aside.rect.mid_y());
        places
            .entry(pattern(&aside.line.text))
            .or_default()
            .push(place);
    }
    let mut heads: HashMap<String, ()> = HashMap::new();
    heads.extend(flow.furniture.iter().map(|line| (pattern(&line.text), ())));
    let repeats = |aside: &Aside| {
        let all = places.get(&pattern(&aside.line.text));
        all.is_some_and(|all| {
            all.iter().any(|(page, x, y)| {
                *page != aside.page
                    && (x - aside.rect.mid_x()).abs() < STAMP_PLACE
                    && (y - aside.rect.mid_y()).abs() < STAMP_PLACE
            })
        })
    };
    let mut labels: Vec<Line> = Vec::new();
    for aside in asides {
        let number = layouts.page_number(&aside.line.text);
        let head =
            aside.beside && number.is_some_and(|number| number.labelled || number.total.is_some());
        let kind = if !aside.quarter && aside.line.style.size > ACROSS_SIZE * usual {
            SidtextSlag::Vattenstampel
        } else if head || heads.contains_key(&pattern(&aside.line.text)) {
            flow.furniture.push(aside.line);
            continue;
        } else if aside.beside || repeats(&aside) {
            SidtextSlag::Stampel
        } else {
            labels.push(aside.line);
            continue;
        };
        flow.overlays.push((kind, aside.line));
    }
    tell(&labels, flow);
    flow.unplaced.append(&mut labels);
}

/// All lines that do not stand upright, page by page.
fn asides(pages: &Pages, words: &mut [PageWords]) -> Vec<Aside> {
    let mut asides: Vec<Aside> = Vec::new();
    for (index, made) in words.iter_mut().enumerate() {
        let (page, turn) = (&pages.content[index], pages.turns[index]);
        let upright = made.lines.iter().flatten().map(|word| word.rect);
        let text = upright.reduce(|all, rect| all.union(&rect));
        let edge = STAMP_EDGE * page.width.min(page.height);
        let whole = Rect::new(0.0, 0.0, page.width, page.height).grown(-edge);
        for TurnedRun { angle, words } in std::mem::take(&mut made.turned) {
            let rect = rect_of(&words);
            let near = rect.x1 < whole.x0
                || rect.x0 > whole.x1
                || rect.y1 < whole.y0
                || rect.y0 > whole.y1;
            let outside = text.is_none_or(|text| {
                rect.x1 < text.x0 || rect.x0 > text.x1 || rect.y1 < text.y0 || rect.y0 > text.y1
            });
            let line = shown(line::line(&words, page.number, false), turn);
            let Place::Page(_, rect) = line.place else {
                continue;
            };
            asides.push(Aside {
                page: page.number,
                rect,
                quarter: angle % 90 == 0,
                beside: near && outside,
                line,
            });
        }
    }
    asides
}

/// A text with its numbers left out.
fn pattern(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Remarks on labels: one for each page.
fn tell(labels: &[Line], flow: &mut Flow) {
    for own in labels.chunk_by(|a, b| a.place.page() == b.place.page()) {
        let first = own.first().map_or("", |line| line.text.as_str());
        let message = match own.len() {
            1 => format!("text that does not stand upright: {first:?}"),
            count => format!("{count} texts that do not stand upright, the first: {first:?}"),
        };
        let places = merge_places(own.iter().map(|line| &line.place));
        let remark = Diagnostic::new("vriden-text", Allvar::Varning, message).at(places);
        flow.diagnostics.push(remark);
    }
}
