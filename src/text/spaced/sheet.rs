//! The tables of one page.

use std::collections::BTreeSet;

use crate::block::{Line, Place, RowKind, Witness};
use crate::drawing::rules::Ruling;
use crate::geometry::Rect;
use crate::grammar::{HeaderMatch, Layouts};
use crate::pdf::PageContent;
use crate::tables::context::Context;
use crate::tables::continuation::continuation;
use crate::tables::table::{PageRow, PageTable, cells as table_cells, take};
use crate::tables::{aligned, finish};
use crate::words::word::Word;

use super::super::full_lines::fill;
use super::super::source::SourceLine;
use super::super::survey::Likely;
use super::SpacedTable;
use super::char_grid::{
    ADVANCE, PITCH, SIZE, boundaries, cell_boxes, gutters, has_cells, words, y_of,
};
use super::cutter::{BodyLine, Cutter, reads};
use super::header_cells::cells;
use super::page_rows::{page_row, page_table, part_rows, places};
use super::row_path::TablePart;

/// A header row stands on no more lines than this.
const HEADER_LINES: usize = 14;
/// Of these so many can stand above the title of the name's column.
const LINES_ABOVE: usize = 5;
/// Lines follow each other directly if their distance is the pitch within so many points.
const SAME_PITCH: f32 = 1.0;
/// More blank lines than stand between rows.
const FAR_LINES: usize = 2;
/// A table goes on from the page before only if it reads so many values here.
const LEAST_VALUES: usize = 2;

/// The header row of a layout.
#[derive(Debug, Clone)]
pub(super) struct KnownHeader<'a> {
    header: HeaderMatch<'a>,
    /// The boxes of its cells.
    cells: Vec<Rect>,
    /// The lines of the sheet.
    from: usize,
    to: usize,
}

/// The table that a page ended with.
pub(super) struct Carry<'a> {
    /// A layout's, with its header row and whether a text over the whole width was last.
    known: Option<(HeaderMatch<'a>, bool)>,
    page: PageTable,
}

/// One page's lines with words.
pub(super) struct Sheet<'a> {
    source: &'a [SourceLine],
    indices: &'a [usize],
    /// Number of the line at the top.
    top: usize,
    layouts: &'a Layouts,
    words: Vec<Vec<Word>>,
    barriers: Vec<Rect>,
    width: f32,
    likely: Likely,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        source: &'a [SourceLine],
        indices: &'a [usize],
        layouts: &'a Layouts,
        ends: &impl Fn(usize) -> bool,
        likely: Likely,
    ) -> Self {
        let top = indices.first().copied().unwrap_or(0);
        let words: Vec<Vec<Word>> = indices
            .iter()
            .filter_map(|&at| Some(words(source.get(at)?, at - top)))
            .collect();
        let ends_of = words.iter().flatten().map(|word| word.rect.x1);
        let width = ends_of.fold(0.0, f32::max) + ADVANCE;
        let barriers = indices
            .iter()
            .filter(|&&at| ends(at))
            .map(|&at| {
                let y = y_of(at - top);
                Rect::new(0.0, y, width, y + SIZE)
            })
            .collect();
        Self {
            source,
            indices,
            top,
            layouts,
            words,
            barriers,
            width,
            likely,
        }
    }

    /// The tables from top to bottom, and the one that ends the page.
    pub(super) fn read(
        self,
        carry: Option<&Carry<'a>>,
        number: usize,
    ) -> (Vec<SpacedTable>, Option<Carry<'a>>) {
        let page = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let headers = self.headers();
        let mut lines = self.words.clone();
        let mut tables: Vec<SpacedTable> = Vec::new();
        let mut last: Option<Carry<'a>> = None;
        let begin = headers.first().map_or(self.words.len(), |known| known.from);
        if let Some(carry) = carry
            && let Some((header, text)) = &carry.known
            && let Some(table) = self.rows_on(header, *text, &carry.page, begin)
        {
            let continues = true;
            tables.extend(self.spaced_table(&table.page, page, &[], continues));
            take(&mut lines, &table.page.rows);
            last = Some(table);
        }
        for (nth, known) in headers.iter().enumerate() {
            let end = headers
                .get(nth + 1)
                .map_or(self.words.len(), |next| next.from);
            let after = carry
                .and_then(|carry| carry.known.as_ref())
                .filter(|(header, _)| nth == 0 && header.columns == known.header.columns);
            let table = self.known(known, end, after.map(|(_, text)| *text));
            tables.extend(self.spaced_table(&table.page, page, &[], false));
            take(&mut lines, &table.page.rows);
            last = Some(table);
        }
        let others = self.others(carry, &mut lines);
        for table in &others {
            let found = self.spaced_table(table, page, &lines, false);
            // What one table leaves over is not left over by another too.
            let rest = found.iter().flat_map(|table| &table.rest);
            let taken: BTreeSet<u32> = rest.flat_map(|line| &line.letters).collect();
            let is_left = |word: &Word| word.letters.iter().all(|letter| !taken.contains(&letter));
            lines.retain(|words| words.iter().all(is_left));
            tables.extend(found);
        }
        tables.sort_by_key(|table| table.first);
        let foot = self.indices.last().copied();
        let ends = |table: &PageTable| {
            let bottom = table.rows.last().map_or(0.0, |row| row.y.1);
            foot.is_some_and(|foot| y_of(foot - self.top) < bottom)
        };
        let last = last.filter(|last| ends(&last.page)).or_else(|| {
            let page = others.into_iter().next_back().filter(ends)?;
            Some(Carry { known: None, page })
        });
        (tables, last)
    }

    /// Tables whose header row no layout knows.
    fn others(&self, carry: Option<&Carry<'_>>, lines: &mut Vec<Vec<Word>>) -> Vec<PageTable> {
        let ruling = Ruling::default();
        let leading = |_: f32| Some(PITCH - SIZE);
        let foot = self.indices.last().copied().unwrap_or(0);
        let before = carry.filter(|carry| carry.known.is_none());
        let context = Context {
            ruling: &ruling,
            layouts: self.layouts,
            leading: &leading,
            barriers: &self.barriers,
            height: y_of(foot + 1 - self.top),
            before: before.map(|carry| &carry.page),
        };
        let mut tables: Vec<PageTable> = Vec::new();
        if let Some(before) = before {
            tables.extend(continuation(&before.page, &[], lines, &context));
        }
        tables.extend(aligned::tables(lines, &context));
        for table in &mut tables {
            part_rows(table);
            finish::mark_header(table, &PageContent::default(), self.layouts, false);
        }
        tables
    }

    /// The table below a header row, down to the line `end` of the sheet; `after` tells that the page before ended with the
    /// same table, and whether with a text over the whole width.
    fn known(&self, known: &KnownHeader<'a>, end: usize, after: Option<bool>) -> Carry<'a> {
        let mut body = self.body(known.to, end);
        let near = body
            .iter()
            .skip(1)
            .take_while(|line| line.blank <= FAR_LINES);
        let lines: Vec<&[Word]> = body
            .iter()
            .take(1)
            .chain(near)
            .map(|line| line.words.as_slice())
            .collect();
        let value = |column: usize, text: &str| {
            reads(self.layouts, &known.header, column, text) == Some(true)
        };
        let edges = boundaries(&known.cells, &lines, self.width, value);
        let cutter = self.cutter(&known.header, &edges, after);
        for line in &mut body {
            cutter.part_values(line);
        }
        let (parts, _) = cutter.cut(&body);
        let head = self.words.get(known.from..known.to).unwrap_or_default();
        let header = PageRow {
            kind: RowKind::Header,
            cells: table_cells(head.to_vec(), &edges),
            y: (self.y(known.from), self.y(known.to - 1) + SIZE),
        };
        let mut rows = vec![header];
        rows.extend(parts.iter().map(|part| page_row(part, &body, &edges)));
        let text = matches!(parts.last(), Some(TablePart::Text(..)));
        Carry {
            known: Some((known.header.clone(), text)),
            page: page_table(rows, edges),
        }
    }

    /// The rest of a known table from the page before, if the lines down to `end` are its.
    fn rows_on(
        &self,
        header: &HeaderMatch<'a>,
        text: bool,
        before: &PageTable,
        end: usize,
    ) -> Option<Carry<'a>> {
        let mut body = self.body(0, end);
        let lines: Vec<&[Word]> = body
            .iter()
            .map(|line| line.words.as_slice())
            .filter(|line| has_cells(line))
            .collect();
        // Columns stand elsewhere on each page: a line that fills them all shows where.
        let columns = before.columns();
        let whole = |line: &&&[Word]| cell_boxes(line).len() == columns;
        let boxes = lines.iter().find(whole).map(|line| cell_boxes(line));
        let value =
            |column: usize, text: &str| reads(self.layouts, header, column, text) == Some(true);
        let all: Vec<&[Word]> = body.iter().map(|line| line.words.as_slice()).collect();
        let edges = boxes
            .map(|boxes| boundaries(&boxes, &all, self.width, value))
            .or_else(|| gutters(&lines, self.width).filter(|edges| edges.len() == columns + 1))
            .unwrap_or_else(|| before.edges.clone());
        let cutter = self.cutter(header, &edges, Some(text));
        for line in &mut body {
            cutter.part_values(line);
        }
        let (parts, read) = cutter.cut(&body);
        let rows: Vec<PageRow> = parts
            .iter()
            .map(|part| page_row(part, &body, &edges))
            .collect();
        (read >= LEAST_VALUES).then(|| Carry {
            known: Some((
                header.clone(),
                matches!(parts.last(), Some(TablePart::Text(..))),
            )),
            page: page_table(rows, edges),
        })
    }

    fn cutter<'c>(
        &'c self,
        header: &'c HeaderMatch<'c>,
        edges: &'c [f32],
        after: Option<bool>,
    ) -> Cutter<'c> {
        Cutter {
            layouts: self.layouts,
            header,
            edges,
            likely: self.likely,
            after,
        }
    }

    /// The lines from one on, down to where something else begins.
    fn body(&self, from: usize, end: usize) -> Vec<BodyLine> {
        let mut body: Vec<BodyLine> = Vec::new();
        for at in from..end {
            let Some(words) = self.words.get(at).filter(|line| !self.is_barrier(line)) else {
                break;
            };
            let here = self.indices.get(at).copied().unwrap_or(0);
            let above = at.checked_sub(1).and_then(|above| self.indices.get(above));
            body.push(BodyLine {
                words: words.clone(),
                blank: above.map_or(0, |above| here - above - 1),
            });
        }
        body
    }

    /// A page's table as one of the text: its lines have their places there, and what is left on its lines is told.
    fn spaced_table(
        &self,
        table: &PageTable,
        page: u32,
        left: &[Vec<Word>],
        continues: bool,
    ) -> Option<SpacedTable> {
        let mut made = finish::finish(table, page);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for row in &mut made.rows {
            for line in row.cells.iter_mut().flat_map(|cell| &mut cell.lines) {
                taken.insert(self.place(line));
            }
            row.places = places(row);
        }
        fill(&mut made.rows, made.columns);
        let (first, last) = (*taken.first()?, *taken.last()?);
        let within = |words: &&Vec<Word>| {
            let at = words.first().map(|word| self.index(word.rect.mid_y()));
            at.is_some_and(|at| at >= first && at <= last)
        };
        let line = |words: &Vec<Word>| {
            let mut line = crate::words::line::line(words, page, false);
            self.place(&mut line);
            line
        };
        Some(SpacedTable {
            table: made,
            edges: table.edges.clone(),
            first,
            last,
            rest: left.iter().filter(within).map(line).collect(),
            begins_page: self.indices.first() == Some(&first),
            known: table.witness.contains(&Witness::KnownHeader),
            continues,
        })
    }

    /// Gives a line its place in the text; returns the line's index.
    fn place(&self, line: &mut Line) -> usize {
        let at = match line.place {
            Place::Page(_, rect) => self.index(rect.mid_y()),
            Place::Row(_) => return 0,
        };
        line.place = Place::Row(self.source.get(at).map_or(0, |line| line.number));
        at
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A line's number, never negative.
    fn index(&self, y: f32) -> usize {
        self.top + (y / PITCH).max(0.0) as usize
    }

    /// The known header rows from top to bottom.
    fn headers(&self) -> Vec<KnownHeader<'a>> {
        let mut found: Vec<KnownHeader<'a>> = Vec::new();
        for at in 0..self.words.len() {
            let below = found.last().map_or(0, |known| known.to);
            if at >= below && self.begins(at) {
                found.extend(self.header_at(at, below));
            }
        }
        found
    }

    fn begins(&self, at: usize) -> bool {
        let line = self.indices.get(at).and_then(|&at| self.source.get(at));
        line.is_some_and(|line| {
            let end = (1..line.words.len())
                .find(|&word| line.words.get(word).is_some_and(|word| word.gap > 1))
                .unwrap_or(line.words.len());
            self.layouts.starts_header(&line.slice(0, end).text)
        })
    }

    /// Top of a line in points.
    fn y(&self, at: usize) -> f32 {
        self.indices
            .get(at)
            .map_or(0.0, |line| y_of(line - self.top))
    }

    fn is_barrier(&self, line: &[Word]) -> bool {
        let y = line.first().map_or(0.0, |word| word.rect.mid_y());
        self.barriers.iter().any(|rect| rect.contains(0.0, y))
    }

    /// The header row whose name's title begins the line `at`; their lines stand no higher than `least`.
    fn header_at(&self, at: usize, least: usize) -> Option<KnownHeader<'a>> {
        let name = self.words.get(at)?.first()?.rect;
        let near = |at: usize| (self.y(at) - self.y(at - 1) - PITCH).abs() < SAME_PITCH;
        let begin = |at: usize| Some(self.words.get(at)?.first()?.rect.x0);
        // The header row's other lines stand in other columns than the name's.
        let above = (least + 1..=at)
            .rev()
            .take(LINES_ABOVE)
            .take_while(|&below| near(below) && begin(below - 1).is_some_and(|x| x > name.x1))
            .count();
        let below = (at + 1..self.words.len())
            .take(HEADER_LINES)
            .take_while(|&at| near(at) && begin(at).is_some_and(|x| x > name.x0 + ADVANCE))
            .count();
        let mut best: Option<(usize, KnownHeader<'a>)> = None;
        for from in at - above..=at {
            for to in at + 1..=at + 1 + below {
                let lines = self.words.get(from..to).unwrap_or_default();
                let Some((known, header, cells)) = cells(lines, self.layouts) else {
                    continue;
                };
                let better = best.as_ref().is_none_or(|(most, best)| {
                    known > *most || known == *most && to - from > best.to - best.from
                });
                if better {
                    let found = KnownHeader {
                        header,
                        cells,
                        from,
                        to,
                    };
                    best = Some((known, found));
                }
            }
        }
        best.map(|(_, known)| known)
    }
}
