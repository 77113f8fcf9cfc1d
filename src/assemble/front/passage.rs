//! The stretches of text that front matter is read from.

use crate::block::{Block, Line, Place, Role, TableCell};
use crate::flow::Flow;
use crate::flow::broken_words::Vocabulary;
use crate::grammar::Layouts;
use crate::output::Plats;

use super::cases;

/// Front matter is looked for in this many lines from the beginning.
const FRONT_LINES: usize = 400;

/// A table among this many blocks of the first page may be its letterhead.
const LETTERHEAD_BLOCKS: usize = 6;
/// A paragraph with more characters is text: what stands below it is no letterhead.
const LETTERHEAD_CHARS: usize = 100;

/// How much of a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// What stands before the first goal's heading, and no more than front matter needs.
    Front,
    /// All: the cases of a protocol.
    Whole,
}

/// What passages are taken from.
#[derive(Clone, Copy)]
pub(in crate::assemble) struct Reading<'a> {
    pub(in crate::assemble) flow: &'a Flow,
    pub(in crate::assemble) vocabulary: &'a Vocabulary,
    pub(in crate::assemble) layouts: &'a Layouts,
}

/// Where a passage was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A paragraph or heading.
    Prose,
    /// A table's cell.
    Cell,
    /// A line of the first page's header or footer.
    Furniture,
}

/// A paragraph, a table's cell or a line of the first page's furniture.
pub(super) struct Passage {
    pub(super) text: String,
    /// Its lines; what stands side by side in one is several.
    pub(super) lines: Vec<String>,
    /// Font size of each line; 0 in a text.
    pub(super) sizes: Vec<f32>,
    pub(super) role: Role,
    pub(super) origin: Origin,
    /// A cell of a table at the top of the first page.
    pub(super) in_letterhead: bool,
    /// Stands on the first page that has text.
    pub(super) on_first_page: bool,
    pub(super) places: Vec<Place>,
}

impl Passage {
    fn new(
        reading: Reading<'_>,
        lines: &[Line],
        role: Role,
        origin: Origin,
        first_page: u32,
    ) -> Self {
        let place = lines.first().map(|line| &line.place);
        let mut sizes = Vec::with_capacity(lines.len());
        let mut texts = Vec::with_capacity(lines.len());
        let mut places = Vec::with_capacity(lines.len());
        for line in lines {
            if line.gaps.is_empty() {
                texts.push(line.text.clone());
                places.push(line.place);
            } else {
                for (text, place) in line.parts() {
                    texts.push(text);
                    places.push(place);
                }
            }
            sizes.resize(texts.len(), line.style.size);
        }
        Self {
            text: reading.vocabulary.join(lines),
            lines: texts,
            sizes,
            role,
            origin,
            in_letterhead: false,
            on_first_page: place.is_some_and(|place| is_first(reading.flow, place, first_page)),
            places,
        }
    }

    /// Font size of the largest line; 0 in a text.
    pub(super) fn size(&self) -> f32 {
        self.sizes.iter().copied().fold(0.0, f32::max)
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.role, Role::Heading(_))
    }

    pub(super) fn plats(&self) -> Vec<Plats> {
        crate::block::merge_places(&self.places)
    }
}

/// Whether a place is on the first page that has text.
fn is_first(flow: &Flow, place: &Place, first_page: u32) -> bool {
    match place {
        Place::Page(page, _) => *page == first_page,
        Place::Row(row) => flow.page_starts.first().is_none_or(|next| row < next),
    }
}

/// The first page's furniture, then paragraphs and cells. A table's cells go column by column, for what stands side by
/// side belongs together from top to bottom.
pub(super) fn passages(reading: Reading<'_>, extent: Extent) -> Vec<Passage> {
    let Reading { flow, layouts, .. } = reading;
    let first_page = first_page(flow);
    let make =
        |lines: &[Line], role, origin| Passage::new(reading, lines, role, origin, first_page);
    // Page headers of a text are known by what repeats; what stands on which page is not.
    let furniture_of = |page: u32| {
        let lines = flow.furniture.iter();
        lines.filter(move |line| matches!(line.place, Place::Page(own, _) if own == page))
    };
    let mut passages: Vec<Passage> = furniture_of(first_page)
        .map(|line| make(std::slice::from_ref(line), Role::Text, Origin::Furniture))
        .collect();
    let mut page = first_page;
    let mut lines = 0;
    let mut text_begun = false;
    for (at, block) in flow.blocks.iter().enumerate() {
        if lines > FRONT_LINES && extent == Extent::Front {
            break;
        }
        let begun = page_of(block).filter(|begun| extent == Extent::Whole && *begun > page);
        if let Some(begun) = begun {
            page = begun;
            let numbers =
                furniture_of(page).filter(|line| cases::is_number_line(&line.text, layouts.cues()));
            passages.extend(
                numbers.map(|line| make(std::slice::from_ref(line), Role::Text, Origin::Furniture)),
            );
        }
        match block {
            Block::Paragraph(paragraph) => {
                let passage = make(&paragraph.lines, paragraph.role, Origin::Prose);
                let goal = layouts.goal_label(&passage.text).is_some();
                if goal && paragraph.role != Role::Contents && extent == Extent::Front {
                    break;
                }
                lines += passage.lines.len();
                text_begun |= passage.text.chars().count() > LETTERHEAD_CHARS;
                passages.push(passage);
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let mut cells: Vec<&TableCell> = cells.collect();
                cells.sort_by_key(|cell| cell.column);
                for cell in cells {
                    lines += cell.lines.len();
                    let mut passage = make(&cell.lines, Role::Text, Origin::Cell);
                    passage.in_letterhead =
                        passage.on_first_page && !text_begun && at < LETTERHEAD_BLOCKS;
                    passages.push(passage);
                }
            }
        }
    }
    passages
}

/// The first page that has running text: a cover may be a picture.
fn first_page(flow: &Flow) -> u32 {
    flow.blocks.iter().filter_map(page_of).min().unwrap_or(1)
}

/// The number of the last page that has text.
pub(super) fn pages(flow: &Flow) -> u32 {
    let of_text = flow.page_starts.len() as u32 + 1;
    flow.blocks
        .iter()
        .filter_map(page_of)
        .max()
        .unwrap_or(1)
        .max(of_text)
}

/// The page that a block begins on.
fn page_of(block: &Block) -> Option<u32> {
    match block {
        Block::Paragraph(paragraph) => paragraph.lines.first().map(|line| line.place.page()),
        Block::Table(table) => {
            let mut cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.find_map(|cell| cell.lines.first().map(|line| line.place.page()))
        }
    }
}

#[cfg(test)]
impl Passage {
    /// A paragraph of these lines, of no known size, on the first page.
    pub(super) fn of(role: Role, lines: &str) -> Self {
        Self::sized(role, 0.0, lines)
    }

    /// A paragraph of these lines, all of this size, on the first page.
    pub(super) fn sized(role: Role, size: f32, lines: &str) -> Self {
        let count = lines.lines().count();
        Self {
            text: lines.replace('\n', " "),
            lines: lines.lines().map(str::to_owned).collect(),
            sizes: vec![size; count],
            role,
            origin: Origin::Prose,
            in_letterhead: false,
            on_first_page: true,
            places: vec![Place::Row(1); count],
        }
    }

    /// The same as a line of the first page's furniture.
    pub(super) fn furniture(text: &str) -> Self {
        Self {
            origin: Origin::Furniture,
            ..Self::of(Role::Text, text)
        }
    }
}
